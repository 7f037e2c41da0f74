//! Putting right: who sees it, what was believed before, and that no rule is got round by it.

use std::fmt::Write as _;

use calendar::{AsAt, date};
use casework::{Closer, Command, NewEntry};
use record::lists::*;
use record::*;

use super::family::*;

/// Every entry of a case by its kind.
fn of<'a>(case: &'a Case, kind: &str) -> &'a Entry {
    let last = case.last(kind);
    &case.entries[last.0 as usize - 1]
}

#[test]
fn whoever_saw_the_mistake_sees_it_put_right_and_what_was_believed_stays() {
    for visibility in [
        Visibility::Shared,
        Visibility::Team,
        Visibility::Named(vec![worker(30)]),
    ] {
        let note = |text: &str| Note {
            about: Subject::Family,
            text: text.to_owned(),
        };
        let mut case = accepted();
        case.append(vec![NewEntry {
            happened: day(6),
            visibility: visibility.clone(),
            correction: None,
            fact: Fact::Note(note("two dogs")),
        }]);
        let before = case.family();
        let believed = of(&case, "note").recorded_at;
        let right = put_right(case.last("note"), 6, Fact::Note(note("one dog")));
        case.act(&right).unwrap();
        assert_eq!(of(&case, "note").visibility, visibility);
        let now = case.family();
        let shown = now.chronology.iter().filter(|c| c.corrected_by.is_some());
        let texts: Vec<_> = shown.map(|c| c.entry.fact.clone()).collect();
        assert_eq!(texts, [Fact::Note(note("two dogs"))]);
        let mut then = case.on(AsAt {
            day: calendar::Date::MAX,
            believed: Some(believed),
        });
        then.as_at = before.as_at;
        assert_eq!(then, before);
    }
}

#[test]
fn no_rule_is_got_round_by_putting_right() {
    let case = supported()
        .then(&consent(6, mother(), ConsentState::Given))
        .then(&engagement(7, mother(), EngagementStage::Engaged))
        .then(&held(8, session(mother())))
        .then(&close(20));
    let not_met = ThresholdDecision::new(Subject::Family, Threshold::NotMet);
    let mut holding = allocation(mother(), 30);
    holding.kind = AllocationKind::Holding;
    let mut nobody = session(mother());
    nobody.people.clear();
    let taken_over = Closure {
        manager_reason: "said by whom?".to_owned(),
        ..Closure::new(ClosureReason::TakenOver)
    };
    let not_given = Consent {
        person: mother(),
        state: ConsentState::Declined,
        how: String::new(),
    };
    let facts = [
        (4, Fact::ThresholdDecision(not_met)),
        (2, Fact::ThresholdDecision(decision(Threshold::Met))),
        (5, Fact::Allocation(holding)),
        (3, Fact::CaseHolder(holder(30))),
        (10, Fact::CaseHolder(holder(20))),
        (8, Fact::Session(nobody)),
        (21, Fact::Session(session(mother()))),
        (6, Fact::Consent(not_given)),
        (7, Fact::Closure(said_no())),
        (20, Fact::Closure(taken_over)),
        (20, Fact::Closure(Closure::new(ClosureReason::AsRecorded))),
        (20, Fact::Closure(Closure::new(ClosureReason::ClientSaidNo))),
        (3, Fact::Referral(Referral::default())),
    ];
    let mut told = String::new();
    for (on, fact) in facts {
        let of = case.last(fact.kind());
        let title = fact.title();
        let refused = case.clone().act(&put_right(of, on, fact)).unwrap_err();
        writeln!(told, "{title}: {refused}").unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_came_in_a_workbook_can_be_put_right_as_far_as_is_known() {
    let rows = crate::sample::rows_of("F015");
    let mut case = Case::default();
    case.append(casework::entries_of(&crate::recorded::act(rows, date(2022, 8, 30))).unwrap());
    let entries = case.entries.clone();
    for entry in entries {
        let fact = match entry.fact.clone() {
            Fact::Referral(mut it) => {
                it.words = "by telephone".to_owned();
                Fact::Referral(it)
            }
            Fact::ThresholdDecision(mut it) => {
                it.grounds = "as the minutes say".to_owned();
                Fact::ThresholdDecision(it)
            }
            Fact::Closure(mut it) => {
                it.words = "they moved".to_owned();
                Fact::Closure(it)
            }
            _ => continue,
        };
        let right = Command::PutRight(Box::new(casework::PutRight {
            of: entry.sequence,
            why: "found in the minutes".to_owned(),
            happened: entry.happened,
            fact,
            by: Closer::Practitioner,
        }));
        case.act(&right).unwrap();
    }
    assert_eq!(case.family().standing().status, CaseStatus::Closed);
}

/// Closed on the 20th as told, with a service that took hold on the 10th.
fn closed_as(told: Closure) -> Case {
    let case = supported().then(&super::entries::to_community(6));
    let referral = case.last("community_referral");
    let step = CommunityStep {
        referral,
        step: CommunityStepCode::Engaging,
        words: String::new(),
    };
    let happened = day(10);
    let step = Command::StepIntoCommunity(casework::StepIntoCommunity { happened, step });
    let Command::CloseCase(mut act) = closing(20, told) else {
        panic!("closing is closing");
    };
    act.closer = Closer::Manager;
    case.then(&step).then(&Command::CloseCase(act))
}

#[test]
fn how_a_case_closed_is_put_right_into_an_exception_by_the_manager_and_back() {
    let community = || Closure::new(ClosureReason::CommunitySupport);
    let exception = |reason: &str| Closure {
        manager_reason: reason.to_owned(),
        ..Closure::new(ClosureReason::MovedAway)
    };
    for told in [said_no(), community(), exception("They went to Leeds")] {
        for (right, worker, manager) in [
            (
                exception("They live in Leeds now"),
                Some("for the manager"),
                None,
            ),
            (
                exception(" "),
                Some("for the manager"),
                Some("the manager's reason"),
            ),
            (
                Closure {
                    follow_up: Some(date(2022, 7, 20)),
                    ..said_no()
                },
                None,
                None,
            ),
            (
                Closure::new(ClosureReason::ClientSaidNo),
                Some("in their own words"),
                Some("in their own words"),
            ),
            (
                Closure {
                    words: "The women's group".to_owned(),
                    ..community()
                },
                None,
                None,
            ),
            (
                Closure {
                    follow_up: Some(date(2022, 1, 19)),
                    ..said_no()
                },
                Some("on or after 20 January 2022"),
                Some("on or after 20 January 2022"),
            ),
        ] {
            for (by, refused) in [(Closer::Practitioner, worker), (Closer::Manager, manager)] {
                let mut case = closed_as(told.clone());
                let fact = Fact::Closure(right.clone());
                let Command::PutRight(mut act) = put_right(case.last("closure"), 20, fact) else {
                    panic!("putting right is putting right");
                };
                act.by = by;
                let done = case.act(&Command::PutRight(act));
                match refused {
                    None => assert_eq!(
                        done.unwrap(),
                        ["closure (shared, putting right) 2022-01-20"]
                    ),
                    Some(words) => assert!(done.unwrap_err().contains(words)),
                }
                let family = case.family();
                let stands = if refused.is_none() { &right } else { &told };
                assert_eq!(family.closures.len(), 1, "there was one closure");
                assert_eq!(&family.closures[0].what, stands);
                assert_eq!(family.closed, Some(date(2022, 1, 20)));
            }
        }
    }
}

#[test]
fn what_a_workbook_tells_of_a_closure_is_made_an_exception_by_the_manager_only() {
    let rows = crate::sample::rows_of("F015");
    let mut case = Case::default();
    case.append(casework::entries_of(&crate::recorded::act(rows, date(2022, 8, 30))).unwrap());
    let of = case.last("closure");
    let happened = case.family().closures[0].happened;
    let right = |closure, by| {
        Command::PutRight(Box::new(casework::PutRight {
            of,
            why: "found in the minutes".to_owned(),
            happened,
            fact: Fact::Closure(closure),
            by,
        }))
    };
    let taken_over = Closure {
        manager_reason: "Another team".to_owned(),
        ..Closure::new(ClosureReason::TakenOver)
    };
    let refused = case
        .clone()
        .act(&right(taken_over.clone(), Closer::Practitioner));
    assert!(refused.unwrap_err().contains("for the manager"));
    case.clone()
        .act(&right(taken_over, Closer::Manager))
        .unwrap();
    // Services of that time may be in no chronology.
    let engaging = Closure::new(ClosureReason::CommunitySupport);
    case.act(&right(engaging, Closer::Practitioner)).unwrap();
}

#[test]
fn a_follow_up_call_never_comes_before_the_case_closed() {
    let (mut case, call) = super::entries::plain("CallAfterwards");
    let Command::CallAfterwards(mut early) = call.clone() else {
        panic!("a call is a call");
    };
    early.happened = day(19);
    let refused = case.act(&Command::CallAfterwards(early)).unwrap_err();
    assert_eq!(
        refused,
        "The case closed on 20 January 2022. Give that day or a later one"
    );
    case.act(&call).unwrap();
    let called = case.family().work.follow_ups[0].clone();
    let fact = Fact::FollowUp(called.what.clone());
    let moved = put_right(called.entry, 19, fact);
    assert!(
        case.act(&moved)
            .unwrap_err()
            .contains("before the case closed")
    );
    let closing = Fact::Closure(case.family().closures[0].what.clone());
    let later = put_right(case.last("closure"), 29, closing.clone());
    assert!(
        case.act(&later)
            .unwrap_err()
            .contains("before the case closed")
    );
    case.act(&put_right(case.last("closure"), 28, closing))
        .unwrap();
}

#[test]
fn support_does_not_go_on_below_the_threshold() {
    let mut case = supported();
    let refused = case.act(&threshold(10, Threshold::NotMet)).unwrap_err();
    assert!(refused.starts_with("Support goes on"), "{refused}");
    let not_met = Fact::ThresholdDecision(decision(Threshold::NotMet));
    let right = put_right(case.last("threshold_decision"), 4, not_met);
    assert!(case.act(&right).unwrap_err().starts_with("Support goes on"));
    // Of a child that nobody supports it can be said, and then nobody is allocated to them.
    let of_child = |outcome| {
        let decision = ThresholdDecision {
            of: Subject::Person(child()),
            ..decision(outcome)
        };
        let happened = day(11);
        Command::DecideThreshold(casework::DecideThreshold { happened, decision })
    };
    case.act(&of_child(Threshold::NotMet)).unwrap();
    let mut youth = allocation(child(), 31);
    youth.discipline = Discipline::YouthWork;
    let youth = Command::Allocate(casework::Allocate {
        offers: casework::Offer::all_usual(),
        room: casework::Room::Free,
        by: casework::Allocator::Practitioner,
        happened: day(12),
        allocation: youth,
    });
    assert!(
        case.act(&youth)
            .unwrap_err()
            .starts_with("The threshold is not met")
    );
    case.act(&of_child(Threshold::Met)).unwrap();
    case.act(&youth).unwrap();
    assert!(case.act(&of_child(Threshold::NotMet)).is_err());
    // Once support has ended the family can be told that it is not met; there is nothing to close.
    for of in case.family().work.allocations {
        case.act(&change(13, of.entry, AllocationStep::Ended))
            .unwrap();
    }
    case.act(&threshold(14, Threshold::NotMet)).unwrap();
    assert_eq!(case.family().standing().status, CaseStatus::NotMetThreshold);
    assert!(
        case.act(&close(15))
            .unwrap_err()
            .contains("no case to close")
    );
}
