//! What is refused, and the words that say why.

use std::fmt::Write;

use calendar::{Date, date};
use casework::{BringIn, Command, Refusal, decide, entries_of};
use record::lists::Housing;
use record::{Family, Field, Value};

use crate::recorded::{act, family};
use crate::sample::{CUT_OFF, rows_of};

fn nobody_yet() -> Family {
    family(&[], CUT_OFF)
}

fn bring_in(here: &Family, act: BringIn) -> Result<usize, Refusal> {
    decide(here, &Command::BringIn(Box::new(act))).map(|entries| entries.len())
}

#[test]
fn a_workbook_that_tells_something_else_is_refused_with_what_differs() {
    let rows = rows_of("F007");
    let here = family(&entries_of(&act(rows.clone(), CUT_OFF)).unwrap(), CUT_OFF);
    assert_eq!(bring_in(&here, act(rows.clone(), CUT_OFF)), Ok(0));

    let mut text = String::new();
    let mut refused = |what: &str, change: &dyn Fn(&mut BringIn)| {
        let mut act = act(rows.clone(), CUT_OFF);
        change(&mut act);
        let refusal = bring_in(&here, act).unwrap_err();
        assert!(matches!(refusal, Refusal::Different { .. }), "{refusal:?}");
        writeln!(text, "{what}: {refusal}").unwrap();
    };
    refused("other housing and age", &|act| {
        let rows = &mut act.rows;
        rows.family
            .set(Field::HousingTenure, Housing::Owned.value());
        rows.children[0].set(Field::AgeAtReferral, Value::UNKNOWN);
    });
    refused("a later referral", &|act| {
        act.rows
            .family
            .set(Field::ReferralDate, Value::Date(date(2022, 8, 1)));
    });
    refused("a child of another name", &|act| {
        let name = Value::Text("C999".to_owned());
        act.rows.children[1].set(Field::ChildReference, name);
    });
    refused("a child fewer", &|act| {
        act.rows.children.pop();
        act.children.pop();
    });
    refused("one more session", &|act| {
        let mut session = act.rows.sessions[0].clone();
        session.set(Field::SessionReference, Value::Text("E999".to_owned()));
        act.rows.sessions.push(session);
    });
    insta::assert_snapshot!(text);
}

#[test]
fn rows_that_make_no_family_are_refused_with_what_is_wrong() {
    let mut text = String::new();
    let mut refused = |what: &str, change: &dyn Fn(&mut BringIn)| {
        let mut act = act(rows_of("F007"), CUT_OFF);
        change(&mut act);
        let refusal = bring_in(&nobody_yet(), act).unwrap_err();
        assert!(matches!(refusal, Refusal::Unfit { .. }), "{refusal:?}");
        writeln!(text, "{what}: {refusal}").unwrap();
    };
    refused("a session without a date", &|act| {
        act.rows.sessions[0].set(Field::SessionDate, Value::UNKNOWN);
    });
    refused("a child without a reference", &|act| {
        act.rows.children[0].set(Field::ChildReference, Value::Text(String::new()));
    });
    refused("a family without a reference", &|act| {
        act.rows.family.set(Field::FamilyReference, Value::UNKNOWN);
    });
    refused("the same child twice", &|act| {
        let name = act.rows.children[0].get(Field::ChildReference).clone();
        act.rows.children[1].set(Field::ChildReference, name);
    });
    refused("a session of another family", &|act| {
        act.rows.sessions[0].set(Field::SessionFamily, Value::Text("F001".to_owned()));
    });
    refused("an answer that cannot be", &|act| {
        act.rows.children[0].set(Field::AgeAtReferral, Value::Number(99));
    });
    refused("a child without an id", &|act| {
        act.children.pop();
    });
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_still_to_come_is_not_brought_in() {
    let rows = rows_of("F007");
    let referred = rows.family.get(Field::ReferralDate).date().unwrap();
    let before: Date = referred.yesterday().unwrap();
    let refusal = bring_in(&family(&[], before), act(rows, before)).unwrap_err();
    insta::assert_snapshot!(refusal);
}
