//! What the demo's team does with families whose case is open, and the calls after closure. None of
//! it changes a figure of the workbook: people are supported already, or are grown-ups who are not counted.

use calendar::{Date, When, day, time};
use casework::NewEntry;
use record::lists::{
    AddedOrDropped, AllocationKind, Attended, ChildrenDiscussed, ClosureReason, ConsentState,
    ContactMode, ContactResult, Discipline, EngagementStage, FollowUpResult, Mode, Place,
    PredictionResult, SessionKind, SessionPart, YesNo,
};
use record::{
    Allocation, Appointment, AskedToStart, Attendance, Closure, Consent, Consultation,
    ContactAttempt, Correction, DisciplineChange, Engagement, Fact, Family, FollowUp, InboundCall,
    KeyWorker, PersonId, PersonRecord, PredictionOutcome, Present, Relation, Review, Sequence,
    Session, Stage, Support, WorkerId,
};

use super::journeys;
use super::people::{self, PROFESSIONALS};
use super::{AS_AT, key_worker, person_id, worker};

/// The family in which somebody is to be called back.
const CALLED: usize = 35;
/// The family in which somebody asked to start.
const ASKED: usize = 56;
/// Families with another grown-up who is to be supported and was not met yet, and how many days ago
/// that was talked over.
const NOT_MET: [(usize, i32); 3] = [(20, 1), (50, 4), (85, 0)];

fn ago(days: usize) -> Date {
    ahead(0 - days_of(days))
}

fn ahead(days: i32) -> Date {
    day::plus_days(AS_AT, days)
}

fn days_of(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(0)
}

fn on(day: Date, fact: Fact) -> NewEntry {
    NewEntry::shared(day.into(), fact)
}

/// The other grown-up of a family, if it has one.
pub(super) fn other_adult(place: usize, family: &Family) -> Option<PersonRecord> {
    NOT_MET.iter().find(|(at, _)| *at == place)?;
    Some(PersonRecord {
        person: person_id(&format!("{} other adult", family.reference)),
        relation: Relation::OtherAdult,
        reference: format!("{} other adult", family.reference),
        name: Some(people::name(place, family.people.len())),
        born: None,
    })
}

/// What the team does with an open family; nothing of any other.
pub(super) fn open(place: usize, family: &Family) -> Vec<NewEntry> {
    let running: Vec<&Support> = family
        .support
        .iter()
        .filter(|it| it.until.is_none())
        .collect();
    let Some(first) = running.first() else {
        return Vec::new();
    };
    let mut entries: Vec<NewEntry> = running
        .iter()
        .enumerate()
        .flat_map(|(nth, support)| supported(place, nth, support, family))
        .collect();
    let who = worker(key_worker(place, 0));
    if place.is_multiple_of(5) {
        entries.push(on(ago(30), review(ahead(days_of(place % 4) - 1))));
    }
    if place % 6 == 1 {
        let day = ago(place % 12 + 6);
        let from = journeys::began(place, family, first);
        entries.push(on(day.max(from), asked_for(who, first.person, place)));
    }
    if place == CALLED {
        entries.push(on(AS_AT, call(first.person, who)));
    }
    if place == ASKED {
        let asked = AskedToStart {
            person: first.person,
            words: "I am ready to talk about mornings now.".to_owned(),
        };
        entries.push(on(AS_AT, Fact::AskedToStart(asked)));
    }
    let not_met = NOT_MET.iter().find(|(at, _)| *at == place);
    if let (Some((_, days)), Some(other)) = (not_met, other_adult(place, family)) {
        let day = ahead(-days);
        entries.push(on(day, consultation(who, Vec::new())));
        entries.push(on(
            day,
            allocation(other.person, place, 1, AllocationKind::Full),
        ));
    }
    entries
}

/// Support to one person.
fn supported(place: usize, nth: usize, support: &Support, family: &Family) -> Vec<NewEntry> {
    let person = support.person;
    let turn = place + nth;
    let who = worker(key_worker(place, nth));
    let from = journeys::began(place, family, support);
    let kind = if turn.is_multiple_of(9) {
        AllocationKind::Holding
    } else {
        AllocationKind::Full
    };
    let stage = match support.stage {
        Stage::UnderWay if turn % 11 == 5 => EngagementStage::SteppedBack,
        Stage::UnderWay => EngagementStage::Engaged,
        _ => EngagementStage::Exploring,
    };
    let stepped_back = stage == EngagementStage::SteppedBack;
    let met = ago(turn * 3 % 13 + 1).max(from);
    let consent = match turn % 7 {
        3 => ConsentState::NotYet,
        _ => ConsentState::Given,
    };
    let mut facts = vec![
        (from, allocation(person, place, nth, kind)),
        (
            from,
            Fact::KeyWorker(KeyWorker {
                person,
                worker: who,
                reason: String::new(),
            }),
        ),
        (
            from,
            Fact::Consent(Consent {
                person,
                state: consent,
                how: String::new(),
            }),
        ),
        (met, session(person, who)),
        (
            met,
            Fact::Engagement(Engagement {
                person,
                stage,
                words: if stepped_back {
                    "Not just now: the new school comes first.".to_owned()
                } else {
                    String::new()
                },
                look_again: stepped_back.then(|| ahead(days_of(place % 10))),
            }),
        ),
    ];
    if turn.is_multiple_of(4) {
        let next = ahead(days_of(turn % 5) - 1);
        facts.push((AS_AT.min(next), attempt(person, who, next)));
    } else if !stepped_back {
        facts.push((met, appointment(person, who, turn)));
    }
    facts.into_iter().map(|(day, fact)| on(day, fact)).collect()
}

pub(super) fn discipline(place: usize, nth: usize) -> Discipline {
    let known = PROFESSIONALS[key_worker(place, nth)].discipline;
    known.unwrap_or(Discipline::AdultMentalHealth)
}

fn allocation(person: PersonId, place: usize, nth: usize, kind: AllocationKind) -> Fact {
    let reason = match kind {
        AllocationKind::Full => "",
        AllocationKind::Holding => "The worker is full until a family closes in September",
    };
    Fact::Allocation(Allocation {
        person,
        discipline: discipline(place, nth),
        worker: worker(key_worker(place, nth)),
        kind,
        frequency: "Every week".to_owned(),
        reason: reason.to_owned(),
    })
}

fn session(person: PersonId, who: WorkerId) -> Fact {
    Fact::Session(Session {
        people: vec![Attendance {
            person,
            came: Attended::Came,
            reason: String::new(),
            rebooked: None,
        }],
        others: String::new(),
        workers: vec![(who, SessionPart::Led)],
        time: Some(time(10, 0, 0, 0)),
        minutes: Some(60),
        place: Place::Home,
        mode: Mode::InPerson,
        kind: SessionKind::Therapeutic,
        children: ChildrenDiscussed::RaisedByClient,
        protection: YesNo::No,
        words: String::new(),
    })
}

fn appointment(person: PersonId, who: WorkerId, turn: usize) -> Fact {
    let hour = [9, 10, 13, 15][turn % 4];
    Fact::Appointment(Appointment {
        person,
        workers: vec![who],
        day: ahead(days_of(turn % 9)),
        time: Some(time(hour, 30, 0, 0)),
        mode: Mode::InPerson,
        place: "At home".to_owned(),
    })
}

fn attempt(person: PersonId, who: WorkerId, next: Date) -> Fact {
    Fact::ContactAttempt(ContactAttempt {
        person,
        worker: who,
        time: None,
        mode: ContactMode::Text,
        result: ContactResult::NoReply,
        obstacles: Vec::new(),
        words: "A short text to say that the door stays open.".to_owned(),
        next_try: Some(next),
    })
}

fn review(next: Date) -> Fact {
    Fact::Review(Review {
        words: "Looked together at what has changed and what is still wanted.".to_owned(),
        reliance: None,
        plan: String::new(),
        next: Some(next),
    })
}

fn call(person: PersonId, who: WorkerId) -> Fact {
    Fact::InboundCall(InboundCall {
        person,
        worker: worker(super::HAZEL),
        time: Some(time(9, 40, 0, 0)),
        words: "Would like a call back about Thursday.".to_owned(),
        call_back: Some(who),
    })
}

fn consultation(who: WorkerId, changes: Vec<DisciplineChange>) -> Fact {
    Fact::Consultation(Consultation {
        time: Some(time(11, 0, 0, 0)),
        present: vec![Present {
            worker: Some(who),
            words: String::new(),
            discipline: None,
        }],
        mode: Mode::Online,
        questions: String::new(),
        advice: Vec::new(),
        changes,
        signposts: Vec::new(),
    })
}

/// A consultation that adds a discipline which nobody gives yet.
fn asked_for(who: WorkerId, person: PersonId, place: usize) -> Fact {
    let change = DisciplineChange {
        person,
        discipline: discipline(place, 2),
        change: AddedOrDropped::Added,
        reason: "They would like this help too".to_owned(),
    };
    consultation(who, vec![change])
}

/// What became of what had been hoped for, by turns.
fn came_true(place: usize, predictions: &[Sequence]) -> Vec<PredictionOutcome> {
    const RESULTS: [PredictionResult; 5] = [
        PredictionResult::Achieved,
        PredictionResult::Partly,
        PredictionResult::Achieved,
        PredictionResult::NotYet,
        PredictionResult::Changed,
    ];
    let outcome = |(nth, prediction): (usize, &Sequence)| PredictionOutcome {
        prediction: *prediction,
        result: RESULTS[(place + nth) % RESULTS.len()],
        words: String::new(),
    };
    predictions.iter().enumerate().map(outcome).collect()
}

/// Half a year after closure, about.
const HALF_A_YEAR: i32 = 182;

/// The follow-up call after a closure and, where it was due long ago, that it was made.
pub(super) fn after_closure(
    place: usize,
    family: &Family,
    predictions: &[Sequence],
) -> Vec<NewEntry> {
    let Some(closure) = family.closures.last().filter(|_| family.closed.is_some()) else {
        return Vec::new();
    };
    // A closure that is put right takes the place of what the workbook says of the case besides.
    if !family.as_recorded.is_empty() {
        return Vec::new();
    }
    let due = day::plus_days(closure.happened.sort_date(), HALF_A_YEAR);
    if !place.is_multiple_of(2) && due > ahead(-60) {
        return Vec::new();
    }
    let planned = NewEntry {
        correction: Some(Correction {
            of: closure.entry,
            why:
                "The workbook did not say how the case closed, or when the follow-up call falls due"
                    .to_owned(),
        }),
        ..NewEntry::shared(
            closure.happened,
            Fact::Closure(Closure {
                follow_up: Some(due),
                reason: match place % 10 {
                    0..=6 => ClosureReason::CommunitySupport,
                    7 | 8 => ClosureReason::ClientSaidNo,
                    _ => ClosureReason::MovedAway,
                },
                signposts: vec!["Family Solutions".to_owned()],
                ..closure.what.clone()
            }),
        )
    };
    let result = match place % 8 {
        6 => FollowUpResult::NoReply,
        7 => FollowUpResult::CannotBeFound,
        _ => FollowUpResult::Spoke,
    };
    let call = FollowUp {
        worker: worker(key_worker(place, 0)),
        result,
        predictions: if result == FollowUpResult::Spoke {
            came_true(place, predictions)
        } else {
            Vec::new()
        },
        words: if result == FollowUpResult::Spoke {
            "Things are steady; the group on Mondays helps.".to_owned()
        } else {
            String::new()
        },
        advice: if place % 8 == 2 {
            "Whom to ask about the school place".to_owned()
        } else {
            String::new()
        },
        next_try: None,
    };
    let made = (due <= ahead(-60)).then(|| NewEntry::shared(When::Day(due), Fact::FollowUp(call)));
    std::iter::once(planned).chain(made).collect()
}
