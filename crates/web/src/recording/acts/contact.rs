//! Contact: attempts, calls, appointments, safe contact.

use access::Act as Leave;
use calendar::Date;
use casework::{CallThemBack, Command, MakeAppointment, RecordContact, SaySafeContact, TakeCall};
use govuk::InsetText;
use maud::{Markup, html};
use record::lists::{ContactMode, ContactResult, Mode, Obstacle};
use record::{Appointment, CallBack, ContactAttempt, Family, InboundCall, SafeContact, Sequence};

use crate::families::words::{counted, person, subject as subject_words};
use crate::recording::act::{Act, Ctx, Of};
use crate::recording::fields::{
    FAMILY, Form, clock, options, pairs, picked, subject, worker, workers,
};
use crate::recording::refill::refill;
use crate::recording::typed::{Reader, Typed};

pub(super) fn today_and_me(ctx: &Ctx) -> Typed {
    Typed::default()
        .with("day", picked(ctx.today))
        .with("worker", ctx.me())
}

/// How to be in touch safely stands over every form by which somebody gets in touch.
fn safe_contact(form: Form<'_>) -> Markup {
    let family = &form.ctx.family;
    html! {
        @for (about, safe) in &family.work.safe_contact {
            (InsetText::new(html! {
                strong { "Safe contact, " (subject_words(family, *about)) ": " }
                (safe.what.words)
            }))
        }
    }
}

pub(super) static ATTEMPT: Act = Act {
    name: "contact",
    title: "Record a contact or attempt",
    done: "The contact is recorded",
    button: "Save",
    leave: Leave::RecordWork,
    offered: Family::is_open,
    start: today_and_me,
    fields: |form| {
        html! {
            (safe_contact(form))
            (form.person("person", "With whom"))
            (form.day("day", "Day"))
            (form.time("time", "Time"))
            (form.radios("mode", "How", options!(ContactMode)))
            (form.radios("result", "What came of it", options!(ContactResult)))
            (form.checkboxes("obstacle", "What stood in the way", options!(Obstacle)))
            (form.text("words", "In words", "The social worker will see this.", 3))
            (form.safety())
            (form.day_with_hint("next_try", "Next gentle try", &format!(
                "Leave empty for {} after this one, if they were not reached or it was not the moment.",
                counted(form.ctx.settings.gentle_try_days.into(), "day", "days"),
            )))
            (form.worker("worker", "Worker"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say with whom");
        let day = read.past_day("day");
        let time = read.time("time");
        let mode = read.choice("mode", "Choose how", ContactMode::from_code);
        let result = read.choice("result", "Say what came of it", ContactResult::from_code);
        let worker = worker(ctx, &mut read, "worker", "Choose the worker");
        let obstacles = read.codes("obstacle", Obstacle::from_code);
        let words = read.words("words");
        let next_try = read.maybe_day("next_try");
        let next_try = next_try.or_else(|| gentle(ctx, day?, result?));
        let act = (|| {
            Some(RecordContact {
                happened: day?.into(),
                attempt: ContactAttempt {
                    person: person?,
                    worker: worker?,
                    time,
                    mode: mode?,
                    result: result?,
                    obstacles,
                    words,
                    next_try,
                },
            })
        })();
        read.done(act).map(Command::RecordContact)
    },
    refill: refill!(ContactAttempt, |typed, it| typed
        .each("person", [it.person])
        .with("time", clock(it.time))
        .with("mode", it.mode.code())
        .with("result", it.result.code())
        .each("obstacle", it.obstacles.iter().map(|it| it.code()))
        .with("words", it.words.as_str())
        .each("next_try", it.next_try)
        .each("worker", [it.worker])),
};

/// The next gentle try where no day was given: as many days on as the service says, for whoever was
/// not reached. What was recorded before is put right as it is written.
fn gentle(ctx: &Ctx, day: Date, result: ContactResult) -> Option<Date> {
    let again = match result {
        ContactResult::LeftWord | ContactResult::NoReply | ContactResult::NotNow => true,
        ContactResult::Spoke | ContactResult::SaidNo => false,
    };
    let days = i32::from(ctx.settings.gentle_try_days);
    (again && ctx.of == Of::Nothing).then(|| calendar::day::plus_days(day, days))
}

pub(super) static CALL: Act = Act {
    name: "call",
    title: "Record a call from the family",
    done: "The call is recorded",
    button: "Save the call",
    leave: Leave::RecordWork,
    offered: |family| !family.people.is_empty(),
    start: today_and_me,
    fields: |form| {
        html! {
            (form.person("person", "Who rang"))
            (form.day("day", "Day"))
            (form.time("time", "Time"))
            (form.text("words", "What it was about", "The social worker will see this.", 4))
            (form.safety())
            (form.worker("worker", "Who answered"))
            (form.worker("call_back", "Who is to call back today (leave empty if nobody needs to)"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say who rang");
        let day = read.past_day("day");
        let time = read.time("time");
        let words = read.needed("words", "Say what the call was about");
        let worker = worker(ctx, &mut read, "worker", "Choose who answered");
        let call_back = read.code("call_back", |id| ctx.worker("call_back", id));
        let act = (|| {
            Some(TakeCall {
                happened: day?.into(),
                call: InboundCall {
                    person: person?,
                    worker: worker?,
                    time,
                    words: words?,
                    call_back,
                },
            })
        })();
        read.done(act).map(Command::TakeCall)
    },
    refill: refill!(InboundCall, |typed, it| typed
        .each("person", [it.person])
        .with("time", clock(it.time))
        .with("words", it.words.as_str())
        .each("worker", [it.worker])
        .each("call_back", it.call_back)),
};

/// An entry named by its number among those the viewer sees.
pub(super) fn entry(
    ctx: &Ctx,
    read: &mut Reader<'_>,
    name: &str,
    missing: &str,
) -> Option<Sequence> {
    read.choice(name, missing, |number| {
        let entry = ctx.entry(number.parse().ok()?)?;
        Some(entry.sequence)
    })
}

pub(super) static CALL_BACK: Act = Act {
    name: "call-back",
    title: "Call back",
    done: "The call back is recorded",
    button: "Save the call back",
    leave: Leave::RecordWork,
    offered: |family| family.work.calls.iter().any(|c| c.owed_by().is_some()),
    start: today_and_me,
    fields: |form| {
        let family = &form.ctx.family;
        let calls = family.work.calls.iter().map(|c| {
            let who = person(family, c.call.person);
            let words = format!("{who}, {}: {}", c.happened.in_words(), c.call.words);
            (
                form.ctx.number(c.entry).to_string(),
                words,
                c.owed_by().is_some(),
            )
        });
        let owed: Vec<(String, String)> = calls
            .filter(|(number, _, owed)| *owed || form.said("call", number))
            .map(|(number, words, _)| (number, words))
            .collect();
        html! {
            (safe_contact(form))
            (form.radios("call", "Which call", pairs(&owed)))
            (form.day("day", "Day"))
            (form.radios("result", "What came of it", options!(ContactResult)))
            (form.text("words", "In words", "", 3))
            (form.worker("worker", "Worker"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let call = entry(ctx, &mut read, "call", "Choose which call");
        let day = read.past_day("day");
        let result = read.choice("result", "Say what came of it", ContactResult::from_code);
        let worker = worker(ctx, &mut read, "worker", "Choose the worker");
        let words = read.words("words");
        let act = (|| {
            Some(CallThemBack {
                happened: day?.into(),
                back: CallBack {
                    call: call?,
                    worker: worker?,
                    result: result?,
                    words,
                },
            })
        })();
        read.done(act).map(Command::CallBack)
    },
    refill: refill!(CallBack, |typed, it, family| typed
        .entry("call", family, it.call)
        .with("result", it.result.code())
        .each("worker", [it.worker])
        .with("words", it.words.as_str())),
};

pub(super) static APPOINTMENT: Act = Act {
    name: "appointment",
    title: "Make an appointment",
    done: "The appointment is made",
    button: "Save the appointment",
    leave: Leave::RecordWork,
    offered: Family::is_open,
    start: |ctx| {
        Typed::default()
            .with("worker", ctx.me())
            .with("mode", Mode::InPerson.code())
    },
    fields: |form| {
        html! {
            (safe_contact(form))
            (form.person("person", "With whom"))
            (form.day("day", "Day"))
            (form.time("time", "Time"))
            (form.radios("mode", "How", options!(Mode)))
            (form.line("place", "Where", ""))
            (form.several_workers("worker", "Workers"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say with whom");
        let day = read.day("day");
        let time = read.time("time");
        let mode = read.choice("mode", "Choose how", Mode::from_code);
        let place = read.words("place");
        let workers = workers(ctx, &mut read, "worker");
        if workers.is_empty() {
            read.errors
                .add("worker", "Choose the workers who will be there");
        }
        let act = (|| {
            Some(MakeAppointment {
                happened: ctx.today.into(),
                appointment: Appointment {
                    person: person?,
                    workers,
                    day: day?,
                    time,
                    mode: mode?,
                    place,
                },
            })
        })();
        read.done(act).map(Command::MakeAppointment)
    },
    refill: refill!(Appointment, |typed, it| typed
        .set("day", picked(it.day))
        .each("person", [it.person])
        .with("time", clock(it.time))
        .with("mode", it.mode.code())
        .with("place", it.place.as_str())
        .each("worker", &it.workers)),
};

pub(super) static SAFE: Act = Act {
    name: "safe-contact",
    title: "Say how to be in touch safely",
    done: "How to be in touch safely is on the family's page",
    button: "Save",
    leave: Leave::ChangeFamily,
    offered: |_| true,
    start: |ctx| {
        let now = ctx.family.work.safe_contact.values().next_back();
        let words = now.map_or("", |safe| safe.what.words.as_str());
        let about = match now.map(|safe| safe.what.about) {
            Some(record::Subject::Person(person)) => person.to_string(),
            _ => FAMILY.to_owned(),
        };
        Typed::default().with("about", about).with("words", words)
    },
    fields: |form| {
        html! {
            (form.subject("about", "With whom"))
            (form.text("words", "What to do and not to do", "Such as: do not phone before 4, do not leave voicemail. Leave it empty when there is nothing to mind any more.", 3))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let about = subject(&mut read, "about", "Say with whom");
        let words = read.words("words");
        // Left empty it says that there is nothing to mind any more.
        let minded = |about| ctx.family.work.safe_contact.contains_key(about);
        if words.is_empty() && ctx.was.is_none() && about.as_ref().is_some_and(|it| !minded(it)) {
            read.errors.add("words", "Say how to be in touch safely");
        }
        let act = about.map(|about| SaySafeContact {
            happened: ctx.today.into(),
            safe: SafeContact { about, words },
        });
        read.done(act).map(Command::SaySafeContact)
    },
    refill: refill!(SafeContact, |typed, it| typed
        .subject("about", it.about)
        .with("words", it.words.as_str())),
};
