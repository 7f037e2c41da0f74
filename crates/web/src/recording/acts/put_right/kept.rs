//! What a form does not ask stays as it was.

use calendar::When;
use record::lists::SessionPart;
use record::{
    Consultation, EmergencySession, Entry, Fact, Field, Referral, Session, SessionNote, Sheet,
    Value,
};

use crate::recording::acts::{emergency, referring};

/// What was said with the fields of a form, with all that they do not ask as it was before. What is
/// chosen from a list keeps its order, so that a form sent as it came says nothing new.
pub(super) fn kept(happened: When, mut fact: Fact, before: &Entry) -> (When, Fact) {
    let day = day(happened, before);
    match (&mut fact, &before.fact) {
        (Fact::Session(now), Fact::Session(before)) => session(now, before),
        (Fact::SessionNote(now), Fact::SessionNote(before)) => note(now, before),
        (Fact::EmergencySession(now), Fact::EmergencySession(before)) => emergency(now, before),
        (Fact::Referral(now), Fact::Referral(before)) => referral(now, before),
        (Fact::Consultation(now), Fact::Consultation(before)) => consultation(now, before),
        (Fact::ThresholdDecision(now), Fact::ThresholdDecision(before)) => {
            in_order(&mut now.criteria, &before.criteria);
        }
        (Fact::ProfessionalAdvice(now), Fact::ProfessionalAdvice(before)) => {
            now.to.worker = before.to.worker;
            now.to.discipline = before.to.discipline;
        }
        (Fact::ContactAttempt(now), Fact::ContactAttempt(before)) => {
            in_order(&mut now.obstacles, &before.obstacles);
        }
        (Fact::Appointment(now), Fact::Appointment(before)) => {
            in_order(&mut now.workers, &before.workers);
        }
        (Fact::FollowUp(now), Fact::FollowUp(before)) => {
            in_order(&mut now.predictions, &before.predictions);
        }
        (Fact::Concern(now), Fact::Concern(before)) => {
            (now.raised, now.by, now.lapse) = (before.raised, before.by, before.lapse);
        }
        (Fact::ConcernStep(now), Fact::ConcernStep(before)) => now.worker = before.worker,
        (Fact::SafetyPlan(now), Fact::SafetyPlan(before)) => now.by = before.by,
        (Fact::PlanItem(now), Fact::PlanItem(before)) => {
            (now.plan, now.by, now.agreed) = (before.plan, before.by, before.agreed);
        }
        (Fact::PlanStep(now), Fact::PlanStep(before)) => now.worker = before.worker,
        (Fact::PlanEnd(now), Fact::PlanEnd(before)) => now.worker = before.worker,
        // The call falls due six months after closing: it moves with the day of closing alone.
        (Fact::Closure(now), Fact::Closure(was)) if day == before.happened => {
            let wanted = now.follow_up.is_some() && was.follow_up.is_some();
            if wanted {
                now.follow_up = was.follow_up;
            }
        }
        _ => {}
    }
    (day, fact)
}

/// The day it happened. Forms ask for a day: what was known to the month stays so unless another
/// day is given. The day on which an appointment was made, or safe contact told, is not asked.
fn day(now: When, before: &Entry) -> When {
    let unasked = matches!(before.fact, Fact::Appointment(_) | Fact::SafeContact(_));
    if unasked || now.sort_date() == before.happened.sort_date() {
        before.happened
    } else {
        now
    }
}

/// Puts what was there before first and in the order it had.
fn in_order<T: PartialEq>(now: &mut [T], before: &[T]) {
    now.sort_by_key(|one| {
        let place = before.iter().position(|was| was == one);
        place.unwrap_or(before.len())
    });
}

fn session(now: &mut Session, before: &Session) {
    now.words.clone_from(&before.words);
    for (worker, part) in &mut now.workers {
        let joined = (*worker, SessionPart::Joined);
        if *part == SessionPart::Led && before.workers.contains(&joined) {
            *part = SessionPart::Joined;
        }
    }
    in_order(&mut now.workers, &before.workers);
    now.people.sort_by_key(|one| {
        let place = before
            .people
            .iter()
            .position(|was| was.person == one.person);
        place.unwrap_or(before.people.len())
    });
}

fn note(now: &mut SessionNote, before: &SessionNote) {
    now.session = before.session;
    in_order(&mut now.approaches, &before.approaches);
}

fn emergency(now: &mut EmergencySession, before: &EmergencySession) {
    now.reference.clone_from(&before.reference);
    in_order(&mut now.people, &before.people);
    in_order(&mut now.workers, &before.workers);
    // What was never counted is not counted as none.
    let fields = Sheet::EmergencySessions.fields().iter().copied();
    for field in fields.filter(|field| before.answers.get(*field).is_none()) {
        if now.answers.get(field) == Some(&Value::Number(0)) {
            now.answers.remove(field);
        }
    }
    for (field, value) in before.answers.iter() {
        if field != Field::SwHours && !emergency::counts(field) {
            now.answers.set(field, value.clone());
        }
    }
    let unasked = before
        .known
        .iter()
        .filter(|known| !emergency::counts(known.service.0));
    now.known.extend(unasked.cloned());
    in_order(&mut now.known, &before.known);
    // The same events in another order are the same, and more than the form has room for stay.
    let events = |linked: &[Vec<_>]| {
        let mut events = linked.to_vec();
        for event in &mut events {
            event.sort_unstable();
        }
        events.sort_unstable();
        events
    };
    let shown = &before.linked[..before.linked.len().min(emergency::EVENTS.len())];
    if events(&now.linked) == events(shown) {
        now.linked.clone_from(&before.linked);
    } else {
        now.linked.extend_from_slice(&before.linked[shown.len()..]);
    }
}

fn referral(now: &mut Referral, before: &Referral) {
    now.by = before.by;
    let place = |person| before.asks.iter().position(|was| was.person == person);
    now.asks
        .sort_by_key(|ask| place(ask.person).unwrap_or(before.asks.len()));
    for ask in &mut now.asks {
        if let Some(place) = place(ask.person) {
            in_order(&mut ask.disciplines, &before.asks[place].disciplines);
        }
    }
    if let (Some(now), Some(before)) = (&mut now.tried, &before.tried) {
        in_order(&mut now.not_worked, &before.not_worked);
        in_order(&mut now.not_lasted, &before.not_lasted);
    }
}

fn consultation(now: &mut Consultation, before: &Consultation) {
    let present = before.present.iter().filter(|each| !referring::asks(each));
    now.present.extend(present.cloned());
    in_order(&mut now.present, &before.present);
    // The form has room for one piece of advice of each discipline.
    let again = before.advice.iter().enumerate().filter(|(at, advice)| {
        let mut earlier = before.advice[..*at].iter();
        earlier.any(|it| it.discipline == advice.discipline)
    });
    now.advice.extend(again.map(|(_, advice)| advice.clone()));
    now.advice.sort_by_key(|advice| {
        let mut before = before.advice.iter();
        before
            .position(|was| was.discipline == advice.discipline)
            .unwrap_or(usize::MAX)
    });
}
