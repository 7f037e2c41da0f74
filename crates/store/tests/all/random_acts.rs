//! Any act on a family as it is, chosen by a few numbers.

use calendar::{Date, When, date, day};
use casework::*;
use proptest::prelude::*;
use record::lists::*;
use record::*;

use crate::stage::{Stage, new_id};

/// A few numbers that choose an act.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) family: usize,
    act: u8,
    person: usize,
    worker: usize,
    on: i32,
    code: usize,
}

pub(crate) fn step(families: usize) -> impl Strategy<Value = Step> {
    let numbers = (0..families, 0_u8..20, 0..3_usize, 0..3_usize, 0..27_i32);
    (numbers, any::<u8>()).prop_map(|((family, act, person, worker, on), code)| Step {
        family,
        act,
        person,
        worker,
        on,
        code: usize::from(code),
    })
}

/// A parent and two children, referred on a day of February 2022.
pub(crate) fn refer(stage: &Stage, reference: &str, on: i8) -> Command {
    let person = |relation, nth| PersonRecord {
        person: PersonId(new_id()),
        relation,
        reference: format!("{reference} {nth}"),
        name: None,
        born: None,
    };
    let people = vec![
        person(Relation::Parent, 1),
        person(Relation::Child, 2),
        person(Relation::Child, 3),
    ];
    referral(stage, reference, people, date(2022, 2, on).into())
}

fn referral(stage: &Stage, reference: &str, people: Vec<PersonRecord>, happened: When) -> Command {
    let asks = people.iter().map(|it| Ask {
        person: it.person,
        disciplines: match it.relation {
            Relation::Child => vec![Discipline::YouthWork, Discipline::ChildMentalHealth],
            _ => vec![Discipline::DrugAndAlcohol],
        },
    });
    Command::Refer(Box::new(Refer {
        offers: offers(),
        happened,
        referral: Referral {
            asks: asks.collect(),
            ..Referral::default()
        },
        household: Household {
            reference: reference.to_owned(),
            answers: DataSet::new(Sheet::Families),
            people,
        },
        holder: CaseHolder {
            worker: stage.social_worker.worker,
            team: stage.team,
        },
        employer: Employer::SocialCare,
        list: OnTheList::Yes,
        baseline: Vec::new(),
        statuses: Vec::new(),
        consents: Vec::new(),
        residences: Vec::new(),
    }))
}

/// One of a list, or nothing of an empty one.
fn nth<T: Clone>(all: &[T], number: usize) -> Option<T> {
    (!all.is_empty()).then(|| all[number % all.len()].clone())
}

/// The act a step chooses, for a family as it is.
pub(crate) fn command(stage: &Stage, step: &Step, family: &Family) -> Command {
    // Most acts are written down in order of time, some late or early.
    let entries = family.chronology.iter().map(|it| it.entry.happened);
    let last = entries.map(When::sort_date).max().unwrap();
    let on = match step.code % 3 {
        0 => day::plus_days(date(2022, 2, 1), step.on),
        _ => day::plus_days(last, step.on % 2),
    };
    let soon = Some(day::plus_days(on, 7)).filter(|_| step.code.is_multiple_of(2));
    let happened = When::Day(on);
    let person = nth(&family.people, step.person).unwrap().person;
    let workers = [&stage.practitioner, &stage.colleague, &stage.manager];
    let worker = workers[step.worker].worker;
    let words = || "in their words".to_owned();
    match step.act {
        0..=4 if !family.decided() => threshold(step, happened, person),
        0..=4 => allocate(step, happened, person, worker),
        5 | 6 => change(step, family, happened, worker),
        7 => Command::SayConsent(SayConsent {
            happened,
            consent: Consent {
                person,
                state: nth(ConsentState::ALL, step.code / 2).unwrap(),
                how: words(),
            },
        }),
        8 | 9 => Command::SayEngagement(SayEngagement {
            happened,
            engagement: Engagement {
                person,
                stage: nth(EngagementStage::ALL, step.code).unwrap(),
                words: words(),
                look_again: soon,
            },
        }),
        10 => Command::RecordContact(RecordContact {
            happened,
            attempt: ContactAttempt {
                person,
                worker,
                time: None,
                mode: ContactMode::Phone,
                result: nth(ContactResult::ALL, step.code).unwrap(),
                obstacles: Vec::new(),
                words: String::new(),
                next_try: soon,
            },
        }),
        11 => held(step, happened, person, worker, soon),
        12 => Command::AskToStart(AskToStart {
            happened,
            asked: AskedToStart {
                person,
                words: words(),
            },
        }),
        13 => call(step, family, happened, person, worker),
        14 => Command::HoldReview(HoldReview {
            happened,
            review: Review {
                words: words(),
                reliance: None,
                plan: String::new(),
                next: soon,
            },
        }),
        15..=17 if !family.is_open() => {
            referral(stage, &family.reference, family.people.clone(), happened)
        }
        15 => close(step, happened),
        16 | 17 => threshold(step, happened, person),
        18 => after(step, family, happened, worker),
        _ => put_right(step, family, happened),
    }
}

fn threshold(step: &Step, happened: When, person: PersonId) -> Command {
    let of = match step.code % 4 {
        0 => Subject::Person(person),
        _ => Subject::Family,
    };
    let outcome = match step.code % 7 {
        0 => Threshold::NotMet,
        _ => Threshold::Met,
    };
    let decision = ThresholdDecision {
        grounds: "weighed together".to_owned(),
        criteria: vec!["Edge of care".to_owned()],
        signposts: vec!["Home-Start".to_owned()],
        ..ThresholdDecision::new(of, outcome)
    };
    Command::DecideThreshold(DecideThreshold { happened, decision })
}

fn allocate(step: &Step, happened: When, person: PersonId, worker: WorkerId) -> Command {
    Command::Allocate(Allocate {
        offers: offers(),
        room: casework::Room::Free,
        by: casework::Allocator::Practitioner,
        happened,
        allocation: Allocation {
            person,
            discipline: nth(Discipline::ALL, step.code / 2).unwrap(),
            worker,
            kind: nth(AllocationKind::ALL, step.code).unwrap(),
            frequency: String::new(),
            reason: "it is what they asked for".to_owned(),
        },
    })
}

/// Every discipline, for everybody.
fn offers() -> Vec<Offer> {
    let offer = |discipline: &Discipline| Offer {
        discipline: *discipline,
        serves: Serves::Both,
    };
    Discipline::ALL.iter().map(offer).collect()
}

fn change(step: &Step, family: &Family, happened: When, worker: WorkerId) -> Command {
    let going_on = family.work.allocations.iter().filter(|it| it.goes_on());
    let going_on: Vec<Sequence> = going_on.map(|it| it.entry).collect();
    let allocation = nth(&going_on, step.code).unwrap_or_default();
    if step.code.is_multiple_of(7) {
        let person = family.work.allocation(allocation).map(|it| it.began.person);
        return Command::ChangeKeyWorker(ChangeKeyWorker {
            happened,
            key_worker: KeyWorker {
                person: person.unwrap_or(family.people[0].person),
                worker,
                reason: "she moves away".to_owned(),
            },
        });
    }
    let steps = [
        AllocationStep::Paused { look_again: None },
        AllocationStep::Resumed,
        AllocationStep::HandedOver { to: worker },
        AllocationStep::Converted { worker },
        AllocationStep::Ended,
    ];
    Command::ChangeAllocation(ChangeAllocation {
        room: casework::Room::Free,
        by: casework::Allocator::Practitioner,
        happened,
        change: AllocationChange {
            allocation,
            step: nth(&steps, step.code).unwrap(),
            reason: "as agreed".to_owned(),
        },
    })
}

fn held(
    step: &Step,
    happened: When,
    person: PersonId,
    worker: WorkerId,
    soon: Option<Date>,
) -> Command {
    Command::RecordSession(Box::new(RecordSession {
        happened,
        session: Session {
            people: vec![Attendance {
                person,
                came: nth(Attended::ALL, step.code / 2).unwrap(),
                reason: String::new(),
                rebooked: None,
            }],
            others: String::new(),
            workers: vec![(worker, SessionPart::Led)],
            time: None,
            minutes: Some(30),
            place: Place::Home,
            mode: Mode::InPerson,
            kind: SessionKind::Therapeutic,
            children: ChildrenDiscussed::NotDiscussed,
            protection: YesNo::No,
            words: String::new(),
        },
        note: None,
        next: soon.map(|day| Appointment {
            person,
            workers: vec![worker],
            day,
            time: None,
            mode: Mode::InPerson,
            place: String::new(),
        }),
    }))
}

/// A call, or calling back where somebody waits for it.
fn call(
    step: &Step,
    family: &Family,
    happened: When,
    person: PersonId,
    worker: WorkerId,
) -> Command {
    let owed = family.work.calls.iter().find(|it| it.owed_by().is_some());
    match owed.filter(|_| step.code.is_multiple_of(2)) {
        Some(owed) => Command::CallBack(CallThemBack {
            happened,
            back: CallBack {
                call: owed.entry,
                worker,
                result: ContactResult::Spoke,
                words: String::new(),
            },
        }),
        None => Command::TakeCall(TakeCall {
            happened,
            call: InboundCall {
                person,
                worker,
                time: None,
                words: "about Monday".to_owned(),
                call_back: Some(worker),
            },
        }),
    }
}

fn close(step: &Step, happened: When) -> Command {
    let closure = Closure {
        words: "We can manage now".to_owned(),
        manager_reason: "as the minutes say".to_owned(),
        follow_up: Some(date(2022, 8, 20)),
        ..Closure::new(nth(ClosureReason::ALL, step.code).unwrap())
    };
    Command::CloseCase(Box::new(CloseCase {
        happened,
        closure,
        predictions: Vec::new(),
        closer: Closer::Manager,
    }))
}

/// The call after a closure, or a service in the community and how far somebody came into it.
fn after(step: &Step, family: &Family, happened: When, worker: WorkerId) -> Command {
    if family.closed.is_some() {
        return Command::CallAfterwards(CallAfterwards {
            happened,
            call: FollowUp {
                worker,
                result: nth(FollowUpResult::ALL, step.code).unwrap(),
                predictions: Vec::new(),
                words: String::new(),
                advice: String::new(),
                next_try: None,
            },
        });
    }
    match family.work.community.last() {
        Some(service) => Command::StepIntoCommunity(StepIntoCommunity {
            happened,
            step: CommunityStep {
                referral: service.entry,
                step: nth(CommunityStepCode::ALL, step.code).unwrap(),
                words: String::new(),
            },
        }),
        None => Command::ReferToCommunity(ReferToCommunity {
            happened,
            referral: CommunityReferral {
                about: Subject::Family,
                service: "Home-Start".to_owned(),
                words: String::new(),
            },
        }),
    }
}

/// An entry as it was, on another day.
fn put_right(step: &Step, family: &Family, happened: When) -> Command {
    let seen = nth(&family.chronology, step.code).unwrap();
    Command::PutRight(Box::new(PutRight {
        of: seen.entry.sequence,
        why: "another day".to_owned(),
        happened,
        fact: seen.entry.fact,
        by: Closer::Manager,
    }))
}
