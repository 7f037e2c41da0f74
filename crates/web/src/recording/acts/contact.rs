//! Contact: attempts, calls, appointments, safe contact, consent, engagement.

use access::Act as Leave;
use casework::{
    AskToStart, CallThemBack, Command, MakeAppointment, RecordContact, SayConsent, SayEngagement,
    SaySafeContact, TakeCall,
};
use govuk::InsetText;
use maud::{Markup, html};
use record::lists::{ConsentState, ContactMode, ContactResult, EngagementStage, Mode, Obstacle};
use record::{
    Appointment, AskedToStart, CallBack, Consent, ContactAttempt, Engagement, Entry, Fact, Family,
    InboundCall, SafeContact, Sequence,
};

use crate::families::words::{person, subject as subject_words};
use crate::recording::act::{Act, Ctx, no_refill};
use crate::recording::fields::{FAMILY, Form, clock, options, picked, subject, worker, workers};
use crate::recording::typed::{Reader, Typed};

fn today_and_me(ctx: &Ctx) -> Typed {
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
            (form.day("next_try", "Next gentle try"))
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
    refill: refill_attempt,
};

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
        let call_back = read.code("call_back", |id| ctx.team_worker(id));
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
    refill: no_refill,
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
        let owed = family.work.calls.iter().filter(|c| c.owed_by().is_some());
        let owed: Vec<(String, String)> = owed
            .map(|c| {
                let who = person(family, c.call.person);
                (
                    form.ctx.number(c.entry).to_string(),
                    format!("{who}, {}: {}", c.happened.in_words(), c.call.words),
                )
            })
            .collect();
        html! {
            (safe_contact(form))
            (form.radios("call", "Which call", owed.iter().map(|(c, l)| (c.as_str(), l.as_str()))))
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
    refill: no_refill,
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
    refill: no_refill,
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
        let act = about.map(|about| SaySafeContact {
            happened: ctx.today.into(),
            safe: SafeContact { about, words },
        });
        read.done(act).map(Command::SaySafeContact)
    },
    refill: no_refill,
};

pub(super) static CONSENT: Act = Act {
    name: "consent",
    title: "Record consent",
    done: "The consent is recorded",
    button: "Save",
    leave: Leave::ChangeFamily,
    offered: |family| !family.people.is_empty(),
    start: today_and_me,
    fields: |form| {
        html! {
            p.govuk-body { "Support is something a person chooses. Consent can be taken back at any time." }
            (form.person("person", "Whose"))
            (form.radios("state", "Where it stands", options!(ConsentState)))
            (form.text("how", "How it was given or taken back", "", 2))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say whose consent it is");
        let state = read.choice("state", "Say where it stands", ConsentState::from_code);
        let how = read.words("how");
        let day = read.past_day("day");
        let act = (|| {
            Some(SayConsent {
                happened: day?.into(),
                consent: Consent {
                    person: person?,
                    state: state?,
                    how,
                },
            })
        })();
        read.done(act).map(Command::SayConsent)
    },
    refill: no_refill,
};

pub(super) static ENGAGEMENT: Act = Act {
    name: "engagement",
    title: "Say how far somebody has come",
    done: "It is in the chronology",
    button: "Save",
    leave: Leave::RecordWork,
    offered: Family::is_open,
    start: today_and_me,
    fields: |form| {
        html! {
            p.govuk-body { "There is no hurry and no last chance. Somebody who steps back can come back without another referral." }
            (form.person("person", "Who"))
            (form.radios("stage", "Where they are", options!(EngagementStage)))
            (form.text("words", "In words", "For stepping back, their own words where you can.", 3))
            (form.day("look_again", "Look again on"))
            (form.day("day", "Since"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say who");
        let stage = read.choice("stage", "Say where they are", EngagementStage::from_code);
        let words = read.words("words");
        let look_again = read.maybe_day("look_again");
        let day = read.past_day("day");
        let act = (|| {
            Some(SayEngagement {
                happened: day?.into(),
                engagement: Engagement {
                    person: person?,
                    stage: stage?,
                    words,
                    look_again,
                },
            })
        })();
        read.done(act).map(Command::SayEngagement)
    },
    refill: no_refill,
};

pub(super) static ASKED: Act = Act {
    name: "asked-to-start",
    title: "They ask to start",
    done: "It is a task for today",
    button: "Save",
    leave: Leave::ChangeFamily,
    offered: Family::is_open,
    start: today_and_me,
    fields: |form| {
        html! {
            p.govuk-body { "When somebody says they are ready, it becomes today's task for whoever supports them." }
            (form.person("person", "Who"))
            (form.text("words", "In their words", "", 2))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say who asks");
        let words = read.words("words");
        let day = read.past_day("day");
        let act = (|| {
            Some(AskToStart {
                happened: day?.into(),
                asked: AskedToStart {
                    person: person?,
                    words,
                },
            })
        })();
        read.done(act).map(Command::AskToStart)
    },
    refill: no_refill,
};

fn refill_attempt(entry: &Entry) -> Option<Typed> {
    let Fact::ContactAttempt(it) = &entry.fact else {
        return None;
    };
    let mut typed = Typed::default()
        .with("person", it.person.to_string())
        .with("day", picked(entry.happened.sort_date()))
        .with("time", clock(it.time))
        .with("mode", it.mode.code())
        .with("result", it.result.code())
        .with("words", it.words.as_str())
        .with("next_try", it.next_try.map(picked).unwrap_or_default())
        .with("worker", it.worker.to_string());
    for obstacle in &it.obstacles {
        typed = typed.with("obstacle", obstacle.code());
    }
    Some(typed)
}
