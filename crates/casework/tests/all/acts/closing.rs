//! The rule of closing, told case by case, and the days on which a case can close.

use casework::{Bar, Closer, closure_bar};
use record::lists::*;
use record::*;

use super::family::*;

#[test]
fn a_case_closes_with_support_that_took_hold_or_their_own_no_or_the_managers_reason() {
    use ClosureReason as Why;
    for reason in Why::ALL.iter().copied() {
        for engaging in [false, true] {
            for closer in [Closer::Practitioner, Closer::Manager] {
                for words in ["", " ", "We can manage now"] {
                    for manager_reason in ["", "\t", "They moved to Leeds"] {
                        let closure = Closure {
                            words: words.to_owned(),
                            manager_reason: manager_reason.to_owned(),
                            ..Closure::new(reason)
                        };
                        let said = !words.trim().is_empty();
                        let reasoned = !manager_reason.trim().is_empty();
                        let expected = match (reason, closer) {
                            (Why::CommunitySupport, _) if engaging => None,
                            (Why::CommunitySupport, _) => Some(Bar::NothingTakenHold),
                            (Why::ClientSaidNo, _) if said => None,
                            (Why::ClientSaidNo, _) => Some(Bar::NoWords),
                            (Why::AsRecorded, _) => Some(Bar::NotAReason),
                            (_, Closer::Practitioner) => Some(Bar::NeedsManager),
                            (_, Closer::Manager) if reasoned => None,
                            (_, Closer::Manager) => Some(Bar::NoManagerReason),
                        };
                        let found = closure_bar(&closure, engaging, closer);
                        assert_eq!(found, expected, "{closure:?} {engaging} {closer:?}");
                    }
                }
            }
        }
    }
    assert_eq!(Why::ALL.len(), 7);
}

#[test]
fn a_service_must_have_taken_hold_by_the_day_of_closing() {
    let step = |case: Case, on| {
        let referral = case.last("community_referral");
        case.then(&casework::Command::StepIntoCommunity(
            casework::StepIntoCommunity {
                happened: day(on),
                step: CommunityStep {
                    referral,
                    step: CommunityStepCode::Engaging,
                    words: String::new(),
                },
            },
        ))
    };
    let case = supported().then(&super::entries::to_community(6));
    let mut case = step(case, 15);
    let engaging = Closure::new(ClosureReason::CommunitySupport);
    let refused = case.act(&closing(14, engaging.clone())).unwrap_err();
    assert_eq!(refused, Bar::NothingTakenHold.words());
    case.act(&closing(15, engaging)).unwrap();
    assert!(!case.family().is_open());
}

#[test]
fn a_case_closes_on_or_after_the_last_work_in_it_and_the_last_referral() {
    for work in [
        held(10, session(mother())),
        attempt(10, mother()),
        allocate(10, child(), 31),
        engagement(10, mother(), EngagementStage::Exploring),
    ] {
        // A discipline for adults given to a child needs a reason; it is the day that matters here.
        let work = match work {
            casework::Command::Allocate(mut act) => {
                act.allocation.reason = "she asked for it".to_owned();
                casework::Command::Allocate(act)
            }
            other => other,
        };
        let mut case = supported().then(&work);
        assert!(case.act(&close(9)).unwrap_err().contains("10 January 2022"));
        case.act(&close(10)).unwrap();
    }
    let mut again = closed().then(&refer(25));
    let refused = again.act(&close(24)).unwrap_err();
    assert!(refused.contains("referred on 25 January"), "{refused}");
    assert!(again.family().is_open());
}

#[test]
fn support_cannot_begin_on_the_closing_day_once_the_case_has_closed() {
    let mut case = closed();
    let refused = case.act(&allocate(20, mother(), 31)).unwrap_err();
    let told = "This case closed on 20 January 2022, and all support with it. Give an earlier day";
    assert!(refused.starts_with(told), "{refused}");
    // Support that was given before and written down late ends with the case.
    case.act(&allocate(19, mother(), 31)).unwrap();
    assert!(case.family().work.allocations.iter().all(|a| !a.goes_on()));
}

#[test]
fn ending_all_support_leaves_the_case_open_and_it_can_be_closed() {
    let case = supported();
    let support = case.last("allocation");
    let mut case = case.then(&change(10, support, AllocationStep::Ended));
    assert!(case.family().is_open());
    assert!(case.act(&refer(11)).is_err());
    case.act(&close(12)).unwrap();
    assert_eq!(case.family().standing().status, CaseStatus::Closed);
}

#[test]
fn a_closed_case_opens_again_on_the_same_day_or_later() {
    let mut case = closed();
    let refused = case.act(&refer(19)).unwrap_err();
    assert!(refused.contains("20 January 2022"), "{refused}");
    case.act(&refer(20)).unwrap();
    assert!(case.family().is_open());
    assert!(!case.family().decided(), "the old decision is over");
}
