//! The fold of what the team does.

use calendar::When;

use crate::as_recorded;
use crate::entry::{Entry, Sequence};
use crate::fact::{AllocationChange, AllocationStep, Fact, Stage};
use crate::family::{Dated, Family, Support};
use crate::ids::PersonId;
use crate::lists::{AllocationKind, Attended, EngagementStage};
use crate::work::{Allocated, Call, CommunitySoFar, GoalSoFar};

/// Takes what an entry says of the team's work. `origin` is the entry that it is or corrects: what
/// later entries name it by.
pub(crate) fn apply(family: &mut Family, entry: &Entry, origin: Sequence) {
    let happened = entry.happened;
    macro_rules! keep {
        ($list:ident, $what:expr) => {
            family.work.$list.push(Dated {
                happened,
                entry: origin,
                what: $what.clone(),
            })
        };
    }
    match &entry.fact {
        Fact::Consultation(it) => keep!(consultations, it),
        Fact::ProfessionalAdvice(it) => keep!(professional_advice, it),
        Fact::Allocation(it) => {
            family.work.allocations.push(Allocated {
                entry: origin,
                began: it.clone(),
                from: happened,
                worker: it.worker,
                kind: it.kind,
                full_from: (it.kind == AllocationKind::Full).then_some(happened),
                paused: None,
                until: None,
                reason: it.reason.clone(),
            });
            offered(family, it.person, happened);
        }
        Fact::AllocationChange(it) => change(family, entry, it),
        Fact::KeyWorker(it) => {
            keep!(key_workers, it);
            if let Some(support) = running(family, it.person) {
                support.key_worker = Some(it.worker);
            }
        }
        Fact::Consent(it) => keep!(consents, it),
        Fact::ContactAttempt(it) => keep!(attempts, it),
        Fact::Engagement(it) => {
            keep!(engagement, it);
            match it.stage {
                EngagementStage::Engaged | EngagementStage::BackAgain => {
                    come_to(family, it.person, Stage::UnderWay);
                }
                EngagementStage::Ended => end(family, it.person, happened),
                _ => {}
            }
        }
        Fact::AskedToStart(it) => keep!(asked_to_start, it),
        Fact::SafeContact(it) => {
            let dated = Dated {
                happened,
                entry: origin,
                what: it.clone(),
            };
            if it.words.is_empty() {
                family.work.safe_contact.remove(&it.about);
            } else {
                family.work.safe_contact.insert(it.about, dated);
            }
        }
        Fact::InboundCall(it) => family.work.calls.push(Call {
            entry: origin,
            happened,
            call: it.clone(),
            back: Vec::new(),
        }),
        Fact::CallBack(it) => {
            let call = family.work.calls.iter_mut().find(|c| c.entry == it.call);
            if let Some(call) = call {
                call.back.push(Dated {
                    happened,
                    entry: origin,
                    what: it.clone(),
                });
            }
        }
        Fact::Appointment(it) => keep!(appointments, it),
        Fact::Session(it) => {
            for person in &it.people {
                if person.came == Attended::Came {
                    met(family, person.person);
                }
            }
            keep!(sessions, it);
        }
        Fact::EmergencySession(it) => {
            for person in &it.people {
                met(family, *person);
                family
                    .work
                    .emergencies
                    .push((*person, happened, entry.sequence));
            }
        }
        Fact::SessionNote(it) => keep!(session_notes, it),
        Fact::Goal(it) => family.work.goals.push(GoalSoFar {
            entry: origin,
            happened,
            goal: it.clone(),
            progress: Vec::new(),
        }),
        Fact::GoalProgress(it) => {
            if let Some(goal) = family.work.goals.iter_mut().find(|g| g.entry == it.goal) {
                goal.progress.push(Dated {
                    happened,
                    entry: origin,
                    what: it.clone(),
                });
            }
        }
        Fact::Advocacy(it) => keep!(advocacy, it),
        Fact::CommunityReferral(it) => family.work.community.push(CommunitySoFar {
            entry: origin,
            happened,
            referral: it.clone(),
            steps: Vec::new(),
        }),
        Fact::CommunityStep(it) => {
            let mut services = family.work.community.iter_mut();
            if let Some(service) = services.find(|c| c.entry == it.referral) {
                service.steps.push(Dated {
                    happened,
                    entry: origin,
                    what: it.clone(),
                });
            }
        }
        Fact::Review(it) => keep!(reviews, it),
        Fact::Prediction(it) => keep!(predictions, it),
        Fact::FollowUp(it) => keep!(follow_ups, it),
        Fact::Feedback(it) => keep!(feedback, it),
        Fact::Closure(_) => {
            for allocation in &mut family.work.allocations {
                allocation.until.get_or_insert(happened);
            }
        }
        Fact::SupportEnded(it) => {
            for allocation in &mut family.work.allocations {
                if allocation.began.person == it.person {
                    allocation.until.get_or_insert(happened);
                }
            }
        }
        _ => {}
    }
}

fn running(family: &mut Family, person: PersonId) -> Option<&mut Support> {
    let mut support = family.support.iter_mut();
    support.find(|s| s.person == person && s.until.is_none())
}

/// Somebody is to support the person.
fn offered(family: &mut Family, person: PersonId, from: When) {
    if running(family, person).is_none() {
        family.support.push(Support {
            person,
            stage: Stage::Offered,
            disciplines: Vec::new(),
            key_worker: family.work.key_worker(person),
            from,
            until: None,
        });
        let stage = family.work.stage(person);
        if matches!(stage, EngagementStage::Engaged | EngagementStage::BackAgain) {
            come_to(family, person, Stage::UnderWay);
        } else if family.work.met_on(person, from.sort_date()) {
            come_to(family, person, Stage::JustStarted);
        }
    }
    refresh(family, person);
}

fn met(family: &mut Family, person: PersonId) {
    if running(family, person).is_some_and(|support| support.stage == Stage::Offered) {
        come_to(family, person, Stage::JustStarted);
    }
}

/// Support that runs has come so far; a workbook's word on it is history.
fn come_to(family: &mut Family, person: PersonId, stage: Stage) {
    if let Some(support) = running(family, person)
        && support.stage != stage
    {
        support.stage = stage;
        as_recorded::support_goes_on(family, person);
    }
}

/// The disciplines of running support, from the allocations that go on.
fn refresh(family: &mut Family, person: PersonId) {
    let disciplines = family.work.disciplines(person);
    if let Some(support) = running(family, person) {
        support.disciplines = disciplines;
    }
}

fn change(family: &mut Family, entry: &Entry, change: &AllocationChange) {
    let mut allocations = family.work.allocations.iter_mut();
    let Some(it) = allocations.find(|a| a.entry == change.allocation && a.goes_on()) else {
        return;
    };
    // A correction may have moved the beginning: nothing changes before it.
    let happened = if entry.happened.sort_date() < it.from.sort_date() {
        it.from
    } else {
        entry.happened
    };
    let person = it.began.person;
    it.reason.clone_from(&change.reason);
    match &change.step {
        AllocationStep::Paused { look_again } => it.paused = Some((happened, *look_again)),
        AllocationStep::Resumed => it.paused = None,
        AllocationStep::HandedOver { to } => it.worker = *to,
        AllocationStep::Converted { worker } => {
            it.worker = *worker;
            it.kind = AllocationKind::Full;
            it.full_from.get_or_insert(happened);
        }
        AllocationStep::Ended => {
            it.until = Some(happened);
            if family.work.supporting(person).next().is_none() {
                return end(family, person, happened);
            }
        }
    }
    refresh(family, person);
}

/// All support to the person ends.
fn end(family: &mut Family, person: PersonId, happened: When) {
    for allocation in &mut family.work.allocations {
        if allocation.began.person == person {
            allocation.until.get_or_insert(happened);
        }
    }
    if let Some(support) = running(family, person) {
        support.until = Some(happened);
        as_recorded::support_ended(family, person);
    }
}
