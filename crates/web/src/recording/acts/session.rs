//! A session, and an emergency session.

use access::Act as Leave;
use casework::{Command, RecordEmergency, RecordSession};
use govuk::{Errors, InsetText};
use maud::{Markup, html};
use record::lists::{
    Approach, AskedBy, Attended, ChildrenDiscussed, EmergencyReason, HowKnown, Mode, Place,
    SessionKind, SessionPart, YesNo,
};
use record::{
    Appointment, Attendance, Counted, DataSet, EmergencySession, Entry, Fact, Field, Known,
    PersonId, Session, SessionNote, Sheet, Value, Visibility,
};

use crate::recording::act::{Act, Ctx};
use crate::recording::fields::{Form, clock, options, picked, visibility, workers};
use crate::recording::typed::{Reader, Typed};

pub(super) static SESSION: Act = Act {
    name: "session",
    title: "Record a session",
    done: "The session is recorded",
    button: "Save the session",
    leave: Leave::RecordWork,
    offered: record::Family::is_open,
    start,
    fields,
    command,
    refill,
};

/// A session with the one person the worker supports, today, is most often what is recorded.
fn start(ctx: &Ctx) -> Typed {
    let mut typed = Typed::default()
        .with("worker", ctx.me())
        .with("day", picked(ctx.today))
        .with("mode", Mode::InPerson.code())
        .with("place", Place::Home.code())
        .with("came", Attended::Came.code())
        .with("children", ChildrenDiscussed::NotDiscussed.code())
        .with("protection", YesNo::No.code())
        .with("visibility", "team");
    let mine: Vec<PersonId> = ctx
        .family
        .work
        .allocations
        .iter()
        .filter(|a| a.goes_on() && a.worker == ctx.viewer.worker)
        .map(|a| a.began.person)
        .collect();
    if let [only] = mine[..] {
        typed = typed.with("person", only.to_string());
    }
    typed
}

fn fields(form: Form<'_>) -> Markup {
    let kinds = options!(SessionKind).filter(|(code, _)| *code != SessionKind::Emergency.code());
    let goals = form
        .ctx
        .family
        .work
        .goals
        .iter()
        .map(|goal| goal.goal.words.clone())
        .collect::<Vec<_>>();
    html! {
        (form.several_people("person", "Who was seen"))
        (form.select("kind", "What kind", kinds))
        (form.number("minutes", "Minutes"))
        (form.folded(
            "When, where and how (today, at home, in person; they came)",
            &["day", "time", "place", "came", "mode", "reason", "rebooked"],
            html! {
                (form.day("day", "Day"))
                (form.time("time", "Began at"))
                (form.select("place", "Where", options!(Place)))
                (form.radios("mode", "How", options!(Mode)))
                (form.radios("came", "Did they come?", options!(Attended)))
                (form.line("reason", "If they did not come, why", ""))
                (form.day("rebooked", "Rebooked for"))
            },
        ))
        @if !goals.is_empty() {
            (InsetText::new(html! { "Goals so far: " (goals.join("; ")) }))
        }
        (form.text("text", "Note", "As much or as little as you like.", 5))
        (form.text("own_words", "In their own words", "", 2))
        (form.visibility())
        (form.radios("protection", "Does any of it bear on a child's protection?", options!(YesNo)))
        (form.folded("More about this session", &["worker", "children"], html! {
            (form.several_workers("worker", "Workers"))
            (form.line("others", "Anybody else who took part", ""))
            (form.radios("children", "Were children spoken of?", options!(ChildrenDiscussed)))
            (form.checkboxes("approach", "Approaches", options!(Approach)))
            (form.text("strengths", "Strengths", "", 2))
            (form.several_workers("introduced", "Introduced in this session"))
            (form.several_workers("childcare", "Looked after the children meanwhile"))
        }))
        (form.folded("Next appointment", &["next_day", "next_time"], html! {
            (form.day("next_day", "Day"))
            (form.time("next_time", "Time"))
            (form.line("next_place", "Where", ""))
        }))
    }
}

fn command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let people: Vec<PersonId> = read.codes("person", |id| id.parse().ok());
    if people.is_empty() {
        read.errors.add("person", "Choose who was seen");
    }
    let day = read.past_day("day");
    let came = read.choice("came", "Say whether they came", Attended::from_code);
    let reason = read.words("reason");
    let rebooked = read.maybe_day("rebooked");
    let attendance = |person| {
        Some(Attendance {
            person,
            came: came?,
            reason: reason.clone(),
            rebooked,
        })
    };
    let attendance: Option<Vec<_>> = people.iter().map(|person| attendance(*person)).collect();
    let minutes = read.number("minutes", 1, 1440);
    if came == Some(Attended::Came) && minutes.is_none() && read.errors.of("minutes").is_none() {
        read.errors
            .add("minutes", "Say how many minutes it took: 1 or more");
    }
    let kind = read.choice(
        "kind",
        "Choose what kind of session it was",
        SessionKind::from_code,
    );
    let place = read.choice("place", "Choose where", Place::from_code);
    let mode = read.choice("mode", "Choose how", Mode::from_code);
    let children = read.choice(
        "children",
        "Say whether children were spoken of",
        ChildrenDiscussed::from_code,
    );
    let protection = read.choice(
        "protection",
        "Say whether any of it bears on a child's protection",
        YesNo::from_code,
    );
    let mut there = Vec::new();
    for (field, part) in [
        ("worker", SessionPart::Led),
        ("introduced", SessionPart::Introduced),
        ("childcare", SessionPart::LookedAfterChildren),
    ] {
        there.extend(
            workers(ctx, &mut read, field)
                .into_iter()
                .map(|w| (w, part)),
        );
    }
    if there.is_empty() {
        read.errors
            .add("worker", "Choose the workers who were there");
    }
    let note = note(ctx, &mut read);
    let next = next(ctx, &mut read, people.first().copied());
    let time = read.time("time");
    let others = read.words("others");
    let session = (|| {
        Some(Session {
            people: attendance?,
            others,
            workers: there,
            time,
            minutes: minutes.and_then(|minutes| minutes.try_into().ok()),
            place: place?,
            mode: mode?,
            kind: kind?,
            children: children?,
            protection: protection?,
            words: String::new(),
        })
    })();
    let act = day.zip(session).map(|(day, session)| {
        Box::new(RecordSession {
            happened: day.into(),
            session,
            note,
            next,
        })
    });
    read.done(act).map(Command::RecordSession)
}

/// What was said, if anything was written of it.
fn note(ctx: &Ctx, read: &mut Reader<'_>) -> Option<(SessionNote, Visibility)> {
    let note = SessionNote {
        session: record::Sequence(0),
        approaches: read.codes("approach", Approach::from_code),
        text: read.words("text"),
        own_words: read.words("own_words"),
        strengths: read.words("strengths"),
    };
    let empty = note.approaches.is_empty()
        && note.text.is_empty()
        && note.own_words.is_empty()
        && note.strengths.is_empty();
    if empty {
        return None;
    }
    // What bears on a child's protection is shared with Social Care, nobody's leave is needed.
    let immediate = read.typed().get("children") == ChildrenDiscussed::ImmediateSafeguarding.code();
    if immediate || read.typed().get("protection") == YesNo::Yes.code() {
        if read.typed().get("visibility") != "shared" {
            read.errors.add(
                "visibility",
                "What bears on a child's protection is shared with the social worker. Choose that, \
                 or put the rest in a note of its own",
            );
        }
        return Some((note, Visibility::Shared));
    }
    visibility(ctx, read).map(|visibility| (note, visibility))
}

fn next(ctx: &Ctx, read: &mut Reader<'_>, person: Option<PersonId>) -> Option<Appointment> {
    let day = read.maybe_day("next_day")?;
    let time = read.time("next_time");
    let workers = workers(ctx, read, "worker");
    Some(Appointment {
        person: person?,
        workers,
        day,
        time,
        mode: read.code("mode", Mode::from_code)?,
        place: read.words("next_place"),
    })
}

pub(super) static EMERGENCY: Act = Act {
    name: "emergency",
    title: "Record an emergency session",
    done: "The emergency session is recorded",
    button: "Save the emergency session",
    leave: Leave::RecordWork,
    offered: record::Family::is_open,
    start: |ctx| {
        Typed::default()
            .with("worker", ctx.me())
            .with("day", picked(ctx.today))
            .with("visibility", "team")
    },
    fields: emergency_fields,
    command: emergency_command,
    refill: refill_emergency,
};

/// The services that an emergency session may have avoided.
fn services() -> impl Iterator<Item = Field> {
    let not_counted = [
        Field::SessionReference,
        Field::SessionFamily,
        Field::SessionDate,
        Field::SwHours,
    ];
    let fields = Sheet::EmergencySessions.fields().iter().copied();
    fields.filter(move |field| !not_counted.contains(field))
}

fn service_name(field: Field) -> &'static str {
    field.title().trim_end_matches(" avoided")
}

fn emergency_fields(form: Form<'_>) -> Markup {
    let named: Vec<_> = services()
        .map(|field| (field.code(), service_name(field)))
        .collect();
    html! {
        (form.several_people("person", "Who was seen"))
        (form.several_workers("worker", "Workers who went"))
        (form.day("day", "Day"))
        (form.time("asked_at", "Asked for at"))
        (form.select("asked_by", "Asked for by", options!(AskedBy)))
        (form.time("arrived_at", "Somebody was there at"))
        (form.select("reason", "What it was about", options!(EmergencyReason)))
        (form.text("what_happened", "What was happening", "The social worker will see this.", 4))
        h2.govuk-heading-m { "What would otherwise have been called" }
        p.govuk-body { "Count each service once. Leave empty what would not have been called." }
        @for field in services() {
            div.app-counted {
                (form.number(field.code(), service_name(field)))
                (form.select(&format!("{}_known", field.code()), "How it is known", options!(HowKnown)))
            }
        }
        (form.checkboxes("linked", "Which of these were one event? (an A&E visit and its ambulance)", named))
        (form.line("sw_hours", "Hours a social worker would have spent", "In hours and decimals, such as 1.5"))
        (form.safety())
        (form.folded("A note of what was said", &["visibility"], html! {
            (form.text("text", "Note", "", 5))
            (form.text("own_words", "In their own words", "", 3))
            (form.visibility())
        }))
    }
}

fn emergency_command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let people: Vec<PersonId> = read.codes("person", |id| id.parse().ok());
    if people.is_empty() {
        read.errors.add("person", "Choose who was seen");
    }
    let went = workers(ctx, &mut read, "worker");
    if went.is_empty() {
        read.errors.add("worker", "Choose the workers who went");
    }
    let day = read.past_day("day");
    let what_happened = read.needed("what_happened", "Say what was happening");
    let mut answers = DataSet::new(Sheet::EmergencySessions);
    let mut known = Vec::new();
    for field in services() {
        let count = read.number(field.code(), 0, 999);
        let given = format!("{}_known", field.code());
        let how = read.code(&given, HowKnown::from_code);
        match (count, how) {
            (Some(count), how) if count > 0 => {
                match Some(Value::Number(count)).filter(|value| value.fits(field)) {
                    Some(value) => answers.set(field, value),
                    None => read.errors.add(
                        field.code(),
                        format!("{}: this must be {}", service_name(field), field.allowed()),
                    ),
                }
                match how {
                    Some(how) => known.push(Known {
                        service: Counted(field),
                        how,
                    }),
                    None => read.errors.add(
                        given,
                        format!("{}: say how it is known", service_name(field)),
                    ),
                }
            }
            _ => answers.set(field, Value::Number(0)),
        }
    }
    let hours = read.words("sw_hours");
    let hours = if hours.is_empty() {
        Some(Value::Number(0))
    } else {
        let parsed = Value::parse(Field::SwHours, &hours);
        if let Err(error) = &parsed {
            read.errors.add("sw_hours", format!("Hours: {error}"));
        }
        parsed.ok()
    };
    if let Some(hours) = hours {
        answers.set(Field::SwHours, hours);
    }
    let linked: Vec<Counted> = services()
        .filter(|field| typed.all("linked").any(|code| code == field.code()))
        .map(Counted)
        .collect();
    if linked.len() == 1 {
        read.errors.add(
            "linked",
            "Choose the two or more services that were one event",
        );
    }
    let note = note(ctx, &mut read);
    let session = what_happened.map(|what_happened| EmergencySession {
        what_happened,
        reason: read.code("reason", EmergencyReason::from_code),
        people,
        workers: went,
        asked_by: read.code("asked_by", AskedBy::from_code),
        asked_at: read.time("asked_at"),
        arrived_at: read.time("arrived_at"),
        known,
        linked: Some(linked)
            .filter(|linked| !linked.is_empty())
            .into_iter()
            .collect(),
        ..EmergencySession::new(String::new(), answers)
    });
    let act = day.zip(session).map(|(day, session)| {
        Box::new(RecordEmergency {
            happened: day.into(),
            session,
            note,
        })
    });
    read.done(act).map(Command::RecordEmergency)
}

fn refill(entry: &Entry) -> Option<Typed> {
    let Fact::Session(it) = &entry.fact else {
        return None;
    };
    // One answer on attendance stands for all in the form, so only such a session can be refilled.
    let first = it.people.first()?;
    if it.people.iter().any(|each| each.came != first.came) {
        return None;
    }
    let mut typed = Typed::default()
        .with("day", picked(entry.happened.sort_date()))
        .with("time", clock(it.time))
        .with(
            "minutes",
            it.minutes.map(|m| m.to_string()).unwrap_or_default(),
        )
        .with("kind", it.kind.code())
        .with("place", it.place.code())
        .with("mode", it.mode.code())
        .with("came", first.came.code())
        .with("reason", first.reason.as_str())
        .with("rebooked", first.rebooked.map(picked).unwrap_or_default())
        .with("others", it.others.as_str())
        .with("children", it.children.code())
        .with("protection", it.protection.code());
    for each in &it.people {
        typed = typed.with("person", each.person.to_string());
    }
    for (worker, part) in &it.workers {
        let field = match part {
            SessionPart::Introduced => "introduced",
            SessionPart::LookedAfterChildren => "childcare",
            SessionPart::Led | SessionPart::Joined => "worker",
        };
        typed = typed.with(field, worker.to_string());
    }
    Some(typed)
}

fn refill_emergency(entry: &Entry) -> Option<Typed> {
    let Fact::EmergencySession(it) = &entry.fact else {
        return None;
    };
    let mut typed = Typed::default()
        .with("day", picked(entry.happened.sort_date()))
        .with("what_happened", it.what_happened.as_str())
        .with("asked_at", clock(it.asked_at))
        .with("arrived_at", clock(it.arrived_at))
        .with("asked_by", it.asked_by.map_or("", AskedBy::code))
        .with("reason", it.reason.map_or("", EmergencyReason::code));
    for person in &it.people {
        typed = typed.with("person", person.to_string());
    }
    for worker in &it.workers {
        typed = typed.with("worker", worker.to_string());
    }
    for (field, value) in it.answers.iter() {
        if *value != Value::Number(0) {
            typed = typed.with(field.code(), value.text(field));
        }
    }
    for known in &it.known {
        typed = typed.with(
            &format!("{}_known", known.service.0.code()),
            known.how.code(),
        );
    }
    for service in it.linked.iter().flatten() {
        typed = typed.with("linked", service.0.code());
    }
    Some(typed)
}
