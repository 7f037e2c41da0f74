//! A session: that it took place, and who was there.

use access::Act as Leave;
use calendar::Date;
use casework::{Command, RecordSession};
use govuk::{Errors, InsetText};
use maud::{Markup, html};
use record::lists::{
    Approach, Attended, ChildrenDiscussed, Mode, Place, SessionKind, SessionPart, YesNo,
};
use record::{Appointment, Attendance, PersonId, Session};

use super::session_note;
use crate::families::words::named;
use crate::recording::act::{Act, Ctx};
use crate::recording::fields::{Form, clock, options, picked, workers};
use crate::recording::refill::refill;
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
    refill: refill!(Session, |typed, it| {
        let alike = it.people.first();
        let typed = typed
            .with("time", clock(it.time))
            .each("minutes", it.minutes)
            .with("kind", it.kind.code())
            .with("place", it.place.code())
            .with("mode", it.mode.code())
            .with("others", it.others.as_str())
            .with("children", it.children.code())
            .with("protection", it.protection.code())
            .each("came", alike.map(|first| first.came.code()))
            .each("reason", alike.map(|first| first.reason.as_str()))
            .each("rebooked", alike.and_then(|first| first.rebooked))
            .each("person", it.people.iter().map(|each| each.person));
        // The first answer stands for all but those who have one of their own.
        let differs = |each: &&Attendance| {
            alike.is_some_and(|first| {
                (each.came, &each.reason, each.rebooked)
                    != (first.came, &first.reason, first.rebooked)
            })
        };
        let typed = it.people.iter().filter(differs).fold(typed, |typed, each| {
            let [came, reason, rebooked] = own_fields(each.person);
            typed
                .with(&came, each.came.code())
                .with(&reason, each.reason.as_str())
                .each(&rebooked, each.rebooked)
        });
        it.workers.iter().fold(typed, |typed, (worker, part)| {
            let field = match part {
                SessionPart::Introduced => "introduced",
                SessionPart::LookedAfterChildren => "childcare",
                SessionPart::Led | SessionPart::Joined => "worker",
            };
            typed.each(field, [worker])
        })
    }),
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
        (form.mostly_so(
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
        (own_attendance(form))
        @if !goals.is_empty() {
            (InsetText::new(html! { "Goals so far: " (goals.join("; ")) }))
        }
        // What was said and the next appointment are entries of their own.
        @let alone = form.puts_right();
        @if !alone {
            (form.text("text", "Note", "As much or as little as you like.", 5))
            (form.text("own_words", "In their own words", "", 2))
            (form.visibility())
        }
        (form.radios("protection", "Does any of it bear on a child's protection?", options!(YesNo)))
        @if alone {
            (InsetText::new("Who may see the note of this session does not change. What bears on a child's protection belongs in a note that is shared with the social worker: write one if there is none yet."))
        }
        (form.mostly_so("More about this session", &["worker", "children"], html! {
            (form.several_workers("worker", "Workers"))
            (form.line("others", "Anybody else who took part", ""))
            (form.radios("children", "Were children spoken of?", options!(ChildrenDiscussed)))
            @if !alone {
                (form.checkboxes("approach", "Approaches", options!(Approach)))
                (form.text("strengths", "Strengths", "", 2))
            }
            (form.several_workers("introduced", "Introduced in this session"))
            (form.several_workers("childcare", "Looked after the children meanwhile"))
        }))
        @if !alone {
            (form.folded("Next appointment", &["next_day", "next_time"], html! {
                (form.day("next_day", "Day"))
                (form.time("next_time", "Time"))
                (form.line("next_place", "Where", ""))
            }))
        }
    }
}

fn command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let people: Vec<PersonId> = read.codes("person", |id| id.parse().ok());
    if people.is_empty() {
        read.errors.add("person", "Choose who was seen");
    }
    let day = read.past_day("day");
    let attendance = attendance(ctx, &mut read, &people);
    let held = attendance
        .iter()
        .flatten()
        .any(|each| each.came == Attended::Came);
    let minutes = read.number("minutes", 1, 1440);
    if held && minutes.is_none() && read.errors.of("minutes").is_none() {
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
    let note = session_note::written(ctx, &mut read);
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

/// The fields of a person who has an answer of their own on attendance: whether they came, why not,
/// the day it was rebooked for.
fn own_fields(person: PersonId) -> [String; 3] {
    ["came", "reason", "rebooked"].map(|field| format!("{field}_{person}"))
}

/// Answers of their own on attendance, for a session that one came to and another did not.
fn own_attendance(form: Form<'_>) -> Markup {
    let people = &form.ctx.family.people;
    if people.len() < 2 {
        return Markup::default();
    }
    let fields: Vec<String> = people.iter().flat_map(|it| own_fields(it.person)).collect();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let summary = "One came and another did not";
    form.folded_unless_filled(
        summary,
        &fields,
        html! {
            p.govuk-body { "For whom it was otherwise than you said above." }
            @for person in people {
                @let [came, reason, rebooked] = own_fields(person.person);
                (form.select(&came, &format!("{}: did they come?", named(person)), options!(Attended)))
                (form.line(&reason, "If they did not come, why", ""))
                (form.day(&rebooked, "Rebooked for"))
            }
        },
    )
}

/// Who came: what is said of all, but for those who have an answer of their own.
fn attendance(ctx: &Ctx, read: &mut Reader<'_>, people: &[PersonId]) -> Option<Vec<Attendance>> {
    let came = read.choice("came", "Say whether they came", Attended::from_code);
    let (reason, rebooked) = (read.words("reason"), read.maybe_day("rebooked"));
    let mut own = |person: PersonId| -> (Option<Attended>, String, Option<Date>) {
        let [came, reason, rebooked] = own_fields(person);
        let answer = (
            read.code(&came, Attended::from_code),
            read.words(&reason),
            read.maybe_day(&rebooked),
        );
        if answer != (None, String::new(), None) && !people.contains(&person) {
            let words = "You say below whether they came: choose them as well";
            read.errors.add("person", words);
        }
        answer
    };
    for other in ctx.family.people.iter().map(|it| it.person) {
        if !people.contains(&other) {
            own(other);
        }
    }
    let mut attendance = Vec::new();
    for person in people {
        attendance.push(match own(*person) {
            (None, words, None) if words.is_empty() => Attendance {
                person: *person,
                came: came?,
                reason: reason.clone(),
                rebooked,
            },
            (own, reason, rebooked) => Attendance {
                person: *person,
                came: own.or(came)?,
                reason,
                rebooked,
            },
        });
    }
    Some(attendance)
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
