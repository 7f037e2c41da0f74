//! An emergency session, and what it avoided.

use access::Act as Leave;
use casework::{Command, RecordEmergency};
use govuk::Errors;
use maud::{Markup, html};
use record::lists::{AskedBy, EmergencyReason, HowKnown};
use record::{Counted, DataSet, EmergencySession, Field, Known, PersonId, Sheet, Value};

use super::session_note;
use crate::recording::act::{Act, Ctx};
use crate::recording::fields::{Form, clock, options, picked, workers};
use crate::recording::refill::refill;
use crate::recording::typed::{Reader, Typed};

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
    fields,
    command,
    refill: refill!(EmergencySession, |typed, it| {
        let typed = typed
            .with("what_happened", it.what_happened.as_str())
            .with("asked_at", clock(it.asked_at))
            .with("arrived_at", clock(it.arrived_at))
            .each("asked_by", it.asked_by.map(AskedBy::code))
            .each("reason", it.reason.map(EmergencyReason::code))
            .each("person", &it.people)
            .each("worker", &it.workers);
        let events = EVENTS.iter().zip(&it.linked);
        let typed = events.fold(typed, |typed, (event, together)| {
            typed.each(event, together.iter().map(|it| it.0.code()))
        });
        let counted = it
            .answers
            .iter()
            .filter(|(_, value)| **value != Value::Number(0));
        let typed = counted.fold(typed, |typed, (field, value)| {
            typed.with(field.code(), value.text(field))
        });
        it.known.iter().fold(typed, |typed, known| {
            typed.with(&how_field(known.service.0), known.how.code())
        })
    }),
};

/// The fields of services that were one event together, an event each.
pub(super) const EVENTS: [&str; 3] = ["linked", "linked_2", "linked_3"];

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

/// Whether the form counts this service.
pub(super) fn counts(field: Field) -> bool {
    services().any(|service| service == field)
}

fn service_name(field: Field) -> &'static str {
    field.title().trim_end_matches(" avoided")
}

/// The field that says how an avoided service is known.
fn how_field(service: Field) -> String {
    format!("{}_known", service.code())
}

/// The answer of the entry that is put right that is no number, if it still stands in the field.
fn untold(ctx: &Ctx, typed: &Typed, service: Field) -> Option<Value> {
    let words = typed.get(service.code());
    let value = Value::parse(service, words).ok()?;
    let stands = ctx.said(service.code()).any(|said| said == words);
    Some(value).filter(|value| stands && matches!(value, Value::Not(_)))
}

fn fields(form: Form<'_>) -> Markup {
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
                (form.select(&how_field(field), "How it is known", options!(HowKnown)))
            }
        }
        (form.checkboxes(EVENTS[0], "Which of these were one event? (an A&E visit and its ambulance)", named.clone()))
        (form.folded_unless_filled("There was more than one event", &EVENTS[1..], html! {
            @for (event, words) in EVENTS[1..].iter().zip(["A second event", "A third event"]) {
                (form.checkboxes(event, words, named.clone()))
            }
        }))
        (form.line("sw_hours", "Hours a social worker would have spent", "In hours and decimals, such as 1.5"))
        // What was said is an entry of its own.
        @if !form.puts_right() {
            (form.safety())
        (form.folded("A note of what was said", &["visibility"], html! {
                (form.text("text", "Note", "", 5))
                (form.text("own_words", "In their own words", "", 3))
                (form.visibility())
            }))
        }
    }
}

fn command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let people: Vec<PersonId> = read.codes("person", |id| id.parse().ok());
    if people.is_empty() && ctx.needs("person") {
        read.errors.add("person", "Choose who was seen");
    }
    let went = workers(ctx, &mut read, "worker");
    if went.is_empty() && ctx.needs("worker") {
        read.errors.add("worker", "Choose the workers who went");
    }
    let day = read.past_day("day");
    let what_happened = if ctx.needs("what_happened") {
        read.needed("what_happened", "Say what was happening")
    } else {
        Some(read.words("what_happened"))
    };
    let mut answers = DataSet::new(Sheet::EmergencySessions);
    let mut known = Vec::new();
    for field in services() {
        // A count that a workbook did not tell stays untold until somebody counts.
        if let Some(untold) = untold(ctx, typed, field) {
            answers.set(field, untold);
            continue;
        }
        let count = read.number(field.code(), 0, 999);
        let given = how_field(field);
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
                    None if ctx.needs(&given) => read.errors.add(
                        given,
                        format!("{}: say how it is known", service_name(field)),
                    ),
                    None => {}
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
    let linked = events(&mut read);
    let note = session_note::written(ctx, &mut read);
    let session = what_happened.map(|what_happened| EmergencySession {
        what_happened,
        reason: read.code("reason", EmergencyReason::from_code),
        people,
        workers: went,
        asked_by: read.code("asked_by", AskedBy::from_code),
        asked_at: read.time("asked_at"),
        arrived_at: read.time("arrived_at"),
        known,
        linked,
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

/// The services of each event that was more than one.
fn events(read: &mut Reader<'_>) -> Vec<Vec<Counted>> {
    let mut events = Vec::new();
    for event in EVENTS {
        let chosen = |field: &Field| read.typed().all(event).any(|code| code == field.code());
        let together: Vec<Counted> = services().filter(chosen).map(Counted).collect();
        match together.len() {
            0 => {}
            1 => read
                .errors
                .add(event, "Choose the two or more services that were one event"),
            _ => events.push(together),
        }
    }
    events
}
