//! Putting right: who sees it, what was believed before, and that no rule is got round by it.

use std::fmt::Write as _;

use calendar::{AsAt, date};
use casework::{Command, NewEntry};
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
        }));
        case.act(&right).unwrap();
    }
    assert_eq!(case.family().standing().status, CaseStatus::Closed);
}
