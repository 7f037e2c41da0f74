//! The cohort as it was on an earlier day.

use calendar::{AsAt, Date, date};
use evaluation::Cohort;
use proptest::prelude::*;
use record::lists::CaseStatus;
use record::{FamilyRows, Field, NonAnswer, PersonId, Value};
use uuid::Uuid;

use crate::pilot;
use crate::random::{cohort, families};

/// What the family's own chronology says of it on the day; none if it had not been referred.
fn told(rows: &FamilyRows, day: Date) -> Option<FamilyRows> {
    let act = casework::BringIn {
        rows: rows.clone(),
        parent: PersonId(Uuid::from_u128(1_000)),
        children: (0..rows.children.len() as u128)
            .map(|n| PersonId(Uuid::from_u128(n)))
            .collect(),
        told_on: day,
    };
    let entries = casework::entries_of(&act).unwrap();
    let family = casework::folded(&entries, AsAt::day(day));
    (!family.referrals.is_empty()).then(|| record::rows(&family))
}

/// Sessions in one order: a chronology puts them in order of time.
fn sorted(mut rows: FamilyRows) -> FamilyRows {
    rows.sessions
        .sort_by(|a, b| a.reference().cmp(b.reference()));
    rows
}

fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        (1_i8..=12, 1_i8..=28).prop_map(|(month, day)| date(2021, month, day)),
        (1900_i16..=2100).prop_map(|year| date(year, 6, 15)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn each_family_is_as_its_chronology_tells(mut families in families(), day in day()) {
        for rows in &mut families {
            // A file has none of the team's work.
            rows.work.clear();
            rows.sessions.retain(|s| s.get(Field::SessionDate).date().is_some());
        }
        let found: Vec<_> = cohort(&families).as_at(None, day).by_family().map(sorted).collect();
        let known = families.iter().filter_map(|rows| told(rows, day)).map(sorted);
        prop_assert_eq!(found, known.collect::<Vec<_>>());
    }

    #[test]
    fn families_referred_before_the_first_day_are_left_out(
        families in families(),
        from in day(),
    ) {
        let found = cohort(&families).as_at(Some(from), date(2101, 1, 1));
        let known: Vec<_> = families
            .into_iter()
            .filter(|rows| {
                let referred = rows.family.get(Field::ReferralDate).date();
                referred.is_none_or(|referred| referred >= from)
            })
            .collect();
        prop_assert_eq!(found, cohort(&known));
    }
}

fn one(change: impl FnOnce(&mut FamilyRows)) -> (FamilyRows, Cohort) {
    let mut rows = pilot::families().swap_remove(0);
    change(&mut rows);
    let cohort = cohort([&rows]);
    (rows, cohort)
}

#[test]
fn a_family_closed_after_the_day_is_open_then() {
    let (rows, cohort) = one(|_| ());
    assert_eq!(rows.family.status(), Some(CaseStatus::Closed));
    let closed = rows.family.get(Field::ClosureDate).date().unwrap();
    let before = cohort.clone().as_at(None, closed.yesterday().unwrap());
    let then = before.by_family().next().unwrap();
    assert_eq!(then.family.status(), Some(CaseStatus::Open));
    for field in [
        Field::ClosureDate,
        Field::InterventionMonths,
        Field::ParentAlcoholClo,
        Field::FamilyWellbeing,
    ] {
        assert_eq!(
            *then.family.get(field),
            Value::Not(NonAnswer::NotApplicable),
            "{field:?}"
        );
    }
    assert_eq!(then.children[0].status(), Some(CaseStatus::Open));
    assert_eq!(
        *then.children[0].get(Field::GangClo),
        Value::Not(NonAnswer::NotApplicable)
    );
    // What was answered at referral stands.
    assert_eq!(
        then.family.get(Field::ParentAlcoholRef),
        rows.family.get(Field::ParentAlcoholRef)
    );
    assert_eq!(cohort.clone().as_at(None, closed), cohort);
}

#[test]
fn a_family_not_yet_referred_is_not_there() {
    let (rows, cohort) = one(|_| ());
    let referred = rows.family.get(Field::ReferralDate).date().unwrap();
    let before = cohort.as_at(None, referred.yesterday().unwrap());
    assert!(before.families.is_empty() && before.children.is_empty());
}

#[test]
fn a_session_that_nobody_can_date_is_not_lost() {
    let (rows, cohort) = one(|rows| {
        let other = pilot::families()
            .into_iter()
            .find(|r| r.sessions.len() > 1)
            .unwrap();
        rows.sessions = other.sessions[..2].to_vec();
        for session in &mut rows.sessions {
            session.set(
                Field::SessionFamily,
                rows.family.get(Field::FamilyReference).clone(),
            );
        }
        rows.sessions[0].set(Field::SessionDate, Value::Not(NonAnswer::Unknown));
        rows.sessions[1].set(Field::SessionDate, Value::Date(date(2022, 7, 1)));
    });
    let then = cohort
        .as_at(None, date(2022, 6, 30))
        .by_family()
        .next()
        .unwrap();
    assert_eq!(then.sessions, rows.sessions[..1]);
    assert_eq!(then.family.status(), Some(CaseStatus::Open));
}

#[test]
fn rows_that_make_no_family_are_counted_as_they_stand() {
    let (rows, cohort) = one(|rows| rows.children.push(rows.children[0].clone()));
    let then = cohort
        .as_at(None, date(2022, 6, 30))
        .by_family()
        .next()
        .unwrap();
    assert_eq!(then, rows);
}

#[test]
fn sessions_of_no_family_are_counted_by_their_day() {
    let mut cohort = pilot::cohort();
    let mut session = pilot::families()
        .into_iter()
        .find_map(|rows| rows.sessions.into_iter().next())
        .unwrap();
    for day in [date(2022, 6, 30), date(2022, 7, 1)] {
        session.set(Field::SessionDate, Value::Date(day));
        cohort
            .sessions
            .push(&session, evaluation::cohort::NO_FAMILY);
    }
    let then = cohort.as_at(None, date(2022, 6, 30));
    assert_eq!(then.orphans(record::Sheet::EmergencySessions).count(), 1);
}
