//! Attempts at contact, calls from the family, and how to be in touch safely.

use calendar::{Date, When};
use record::{Appointment, CallBack, ContactAttempt, Fact, Family, InboundCall, SafeContact};

use crate::{NewEntry, Refusal, rules};

/// An attempt at contact. Nothing follows from how many there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordContact {
    /// The day.
    pub happened: When,
    /// The attempt.
    pub attempt: ContactAttempt,
}

pub(crate) fn decide(family: &Family, act: &RecordContact) -> Result<Vec<NewEntry>, Refusal> {
    rules::open(family, act.happened)?;
    fits(family, act.happened, &act.attempt)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::ContactAttempt(act.attempt.clone()),
    )])
}

/// What any attempt must say.
pub(crate) fn fits(
    family: &Family,
    happened: When,
    attempt: &ContactAttempt,
) -> Result<(), Refusal> {
    rules::known(family, attempt.person)?;
    after(attempt.next_try, happened, "The next try")
}

/// A day to come must not lie before the day of the entry.
pub(crate) fn after(day: Option<Date>, happened: When, what: &str) -> Result<(), Refusal> {
    match day {
        Some(day) if day < happened.sort_date() => Err(Refusal::because(format!(
            "{what} must be on or after {}",
            calendar::day::in_words(happened.sort_date())
        ))),
        _ => Ok(()),
    }
}

/// A call from somebody of the family. Anybody may ring, also after a case has closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeCall {
    /// The day.
    pub happened: When,
    /// The call.
    pub call: InboundCall,
}

pub(crate) fn take_call(family: &Family, act: &TakeCall) -> Result<Vec<NewEntry>, Refusal> {
    call_fits(family, &act.call)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::InboundCall(act.call.clone()),
    )])
}

/// What any call must say.
pub(crate) fn call_fits(family: &Family, call: &InboundCall) -> Result<(), Refusal> {
    rules::known(family, call.person)?;
    rules::words(&call.words, "Say what the call was about")
}

/// Calling back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallThemBack {
    /// The day.
    pub happened: When,
    /// The call.
    pub back: CallBack,
}

pub(crate) fn call_back(family: &Family, act: &CallThemBack) -> Result<Vec<NewEntry>, Refusal> {
    back_fits(family, &act.back)?;
    Ok(vec![NewEntry {
        happened: act.happened,
        visibility: rules::seen_with(family, act.back.call),
        correction: None,
        fact: Fact::CallBack(act.back.clone()),
    }])
}

/// What any call back must name.
pub(crate) fn back_fits(family: &Family, back: &CallBack) -> Result<(), Refusal> {
    if family.work.calls.iter().any(|c| c.entry == back.call) {
        return Ok(());
    }
    Err(Refusal::because(
        "That call is not in this family's chronology",
    ))
}

/// Saying how to be in touch safely, or that there is nothing to mind any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaySafeContact {
    /// The day.
    pub happened: When,
    /// With whom, and how.
    pub safe: SafeContact,
}

pub(crate) fn safe(family: &Family, act: &SaySafeContact) -> Result<Vec<NewEntry>, Refusal> {
    rules::known_subject(family, act.safe.about)?;
    let now = family.work.safe_contact.get(&act.safe.about);
    match now {
        None if act.safe.words.is_empty() => {
            return Err(Refusal::because("Say how to be in touch safely"));
        }
        Some(now) if now.what.words == act.safe.words => return Ok(Vec::new()),
        _ => {}
    }
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::SafeContact(act.safe.clone()),
    )])
}

/// Making an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeAppointment {
    /// The day it was made.
    pub happened: When,
    /// The appointment.
    pub appointment: Appointment,
}

pub(crate) fn appoint(family: &Family, act: &MakeAppointment) -> Result<Vec<NewEntry>, Refusal> {
    rules::open(family, act.happened)?;
    appointment_fits(family, act.happened, &act.appointment)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Appointment(act.appointment.clone()),
    )])
}

/// What any appointment must say.
pub(crate) fn appointment_fits(
    family: &Family,
    happened: When,
    appointment: &Appointment,
) -> Result<(), Refusal> {
    rules::known(family, appointment.person)?;
    after(Some(appointment.day), happened, "The appointment")?;
    if appointment.workers.is_empty() {
        return Err(Refusal::because("Say which worker will be there"));
    }
    Ok(())
}
