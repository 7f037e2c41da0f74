//! Recording a session, and an emergency session.

use std::collections::BTreeSet;

use calendar::When;
use record::lists::{Attended, SessionKind};
use record::{
    Appointment, Counted, EmergencySession, Fact, Family, Field, Session, SessionNote, Value,
    Visibility,
};

use super::contact::after;
use crate::{NewEntry, Refusal, rules};

/// A session as held or missed, what was said in it, and the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSession {
    /// The day.
    pub happened: When,
    /// The session.
    pub session: Session,
    /// What was said, and who may see that. Its reference to the session is filled in.
    pub note: Option<(SessionNote, Visibility)>,
    /// The next appointment, if one was made.
    pub next: Option<Appointment>,
}

pub(crate) fn decide(family: &Family, act: &RecordSession) -> Result<Vec<NewEntry>, Refusal> {
    rules::open(family, act.happened)?;
    let session = &act.session;
    fits(family, act.happened, session)?;
    let mut entries = vec![NewEntry::shared(
        act.happened,
        Fact::Session(session.clone()),
    )];
    entries.extend(noted(family, act.happened, act.note.as_ref()));
    if let Some(next) = &act.next {
        rules::known(family, next.person)?;
        after(Some(next.day), act.happened, "The next appointment")?;
        // It is made on the day of the session, for a day to come.
        entries.push(NewEntry::shared(
            act.happened,
            Fact::Appointment(next.clone()),
        ));
    }
    Ok(entries)
}

/// What any session must say.
pub(crate) fn fits(family: &Family, happened: When, session: &Session) -> Result<(), Refusal> {
    if session.people.is_empty() {
        return Err(Refusal::because("Say for whom the session was"));
    }
    for each in &session.people {
        rules::known(family, each.person)?;
        after(each.rebooked, happened, "The day it is rebooked for")?;
    }
    if session.workers.is_empty() {
        return Err(Refusal::because("Say which workers were there"));
    }
    if session.kind == SessionKind::Emergency {
        return Err(Refusal::because(
            "Record an emergency session on its own page, so that what it avoided is counted",
        ));
    }
    let held = session.people.iter().any(|p| p.came == Attended::Came);
    match session.minutes {
        None if held => return Err(Refusal::because("Say how many minutes it took: 1 or more")),
        Some(0) => return Err(Refusal::because("A session takes 1 minute or more")),
        Some(minutes) if minutes > 24 * 60 => {
            return Err(Refusal::because("A session takes 1,440 minutes at most"));
        }
        _ => {}
    }
    Ok(())
}

/// What was said, tied to the session that the entry before it will be.
fn noted(
    family: &Family,
    happened: When,
    note: Option<&(SessionNote, Visibility)>,
) -> Option<NewEntry> {
    let (note, visibility) = note?;
    Some(NewEntry {
        happened,
        visibility: visibility.clone(),
        correction: None,
        fact: Fact::SessionNote(SessionNote {
            session: rules::next(family),
            ..note.clone()
        }),
    })
}

/// An emergency session, what it avoided and what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEmergency {
    /// The day.
    pub happened: When,
    /// The session. Its reference is filled in.
    pub session: EmergencySession,
    /// What was said, and who may see that.
    pub note: Option<(SessionNote, Visibility)>,
}

pub(crate) fn decide_emergency(
    family: &Family,
    act: &RecordEmergency,
) -> Result<Vec<NewEntry>, Refusal> {
    rules::open(family, act.happened)?;
    let mut session = act.session.clone();
    emergency_fits(family, &session)?;
    if session.reference.is_empty() {
        session.reference = format!("{}-E{}", family.reference, family.sessions.len() + 1);
    }
    let mut entries = vec![NewEntry::shared(
        act.happened,
        Fact::EmergencySession(session),
    )];
    entries.extend(noted(family, act.happened, act.note.as_ref()));
    Ok(entries)
}

/// What any emergency session must say.
pub(crate) fn emergency_fits(family: &Family, session: &EmergencySession) -> Result<(), Refusal> {
    if session.people.is_empty() {
        return Err(Refusal::because("Say for whom the session was"));
    }
    for person in &session.people {
        rules::known(family, *person)?;
    }
    if session.workers.is_empty() {
        return Err(Refusal::because("Say which workers went"));
    }
    rules::words(&session.what_happened, "Say what was happening")?;
    let avoided = |field: Field| {
        !matches!(
            session.answers.get(field),
            None | Some(Value::Number(0) | Value::Not(_))
        )
    };
    // Of what is not known to have been avoided, nobody can say how it is known.
    let answered = session.answers.iter().map(|(field, _)| field);
    let counted = answered.filter(|field| *field != Field::SwHours && avoided(*field));
    for field in counted {
        if !session.known.iter().any(|known| known.service.0 == field) {
            return Err(Refusal::because(format!(
                "Say how it is known: {}",
                field.title()
            )));
        }
    }
    let linked: Vec<_> = session.linked.iter().flatten().collect();
    if linked.iter().any(|service| !avoided(service.0)) {
        return Err(Refusal::because(
            "Only services that are counted as avoided can be one event together",
        ));
    }
    events_fit(session)
}

/// Each event is of two or more services, and each call of a service belongs to one event at most:
/// what was avoided once is counted once.
fn events_fit(session: &EmergencySession) -> Result<(), Refusal> {
    for event in &session.linked {
        let services: BTreeSet<Counted> = event.iter().copied().collect();
        if services.len() < 2 || services.len() < event.len() {
            return Err(Refusal::because(
                "An event is of two or more services, each named once: an A&E visit and its \
                 ambulance",
            ));
        }
    }
    for (field, value) in session.answers.iter() {
        let events = session.linked.iter().flatten();
        let events = events.filter(|service| service.0 == field).count();
        let count = match value {
            Value::Number(count) => usize::try_from(*count).unwrap_or_default(),
            _ => usize::MAX,
        };
        if events > count {
            return Err(Refusal::because(format!(
                "{} is part of {events} events and counted {count} times. Each is counted once: \
                 count it as often as it would have been called",
                field.title()
            )));
        }
    }
    Ok(())
}
