//! An answer that nobody knows is never counted as no, or as nothing.

use std::collections::BTreeSet;

use evaluation::measure::{Base, Measure, Question};
use evaluation::{Cohort, Figure, Levels, Number, measures_of};
use record::{FamilyRows, Field, Kind, NonAnswer, Row, Sheet, Value};

use crate::pilot;
use crate::random::cohort;

/// The pilot, in which nobody knows the answer to one question.
fn without(field: Field) -> Cohort {
    let mut families = pilot::families();
    for rows in &mut families {
        let FamilyRows {
            family,
            children,
            sessions,
            work,
        } = rows;
        let all = std::iter::once(family).chain(children).chain(sessions);
        // Rows of each sheet of the team's work by the first answers of every list, by the second, and
        // so on.
        work.extend((0..7_u8).flat_map(|answer| {
            Sheet::WORK.map(|sheet| {
                let mut row = Row::new(sheet);
                for field in sheet.fields() {
                    match field.kind() {
                        Kind::Code(list) => {
                            let last = list.codes.len() as u8 - 1;
                            row.set(*field, Value::Code(answer.min(last)));
                        }
                        Kind::Number { .. } => row.set(*field, Value::Number(2)),
                        _ => {}
                    }
                }
                row
            })
        }));
        let all = all.chain(work);
        for row in all.filter(|row| row.sheet() == field.sheet()) {
            row.set(field, Value::Not(NonAnswer::Unknown));
        }
    }
    cohort(&families)
}

/// The one field that a measure asks, if it is one and does not decide who is counted.
fn asks_only(measure: &Measure) -> Option<Field> {
    let mut population = BTreeSet::new();
    measure.population.condition.fields(&mut population);
    let mut asked = measure
        .fields()
        .into_iter()
        .filter(|f| !population.contains(f));
    let only = asked.next()?;
    asked.next().is_none().then_some(only)
}

#[test]
fn a_question_nobody_answered_has_no_percentage_and_no_mean() {
    let mut asked = 0;
    for measure in measures_of(&pilot::cohort(), Levels::Separate) {
        let Some(field) = asks_only(&measure) else {
            continue;
        };
        if field == Field::HomeTown {
            continue;
        }
        let cohort = without(field);
        let tally = measure.tally(&cohort);
        let figure = Figure::of(&measure, &tally);
        match (&measure.question, &figure.number) {
            (Question::Share(_, Base::Known), Number::Share(share)) => {
                assert_eq!((share.n, share.base), (0, 0), "{}", figure.id);
                assert_eq!((share.percent, share.ci95), (None, None), "{}", figure.id);
                assert_eq!(share.bounds, Some([0.0, 100.0]), "{}", figure.id);
                assert_eq!(share.none.unknown, tally.population(), "{}", figure.id);
            }
            (Question::Share(_, Base::Everybody), Number::Share(share)) => {
                assert_eq!(share.bounds, Some([0.0, 100.0]), "{}", figure.id);
            }
            (
                Question::Mean(..)
                | Question::Least(..)
                | Question::Greatest(..)
                | Question::WholePercent(_),
                Number::Value { value, none, .. },
            ) => {
                assert_eq!(
                    (*value, figure.display.as_str()),
                    (None, "none"),
                    "{}",
                    figure.id
                );
                assert_eq!(none.unknown, tally.population(), "{}", figure.id);
            }
            (Question::Spread(..), Number::Spread(spread)) => {
                assert_eq!((spread.value, spread.base), (None, 0), "{}", figure.id);
                assert_eq!((spread.quartiles, spread.range), (None, None));
                assert_eq!(figure.display, "none", "{}", figure.id);
                assert_eq!(spread.none.unknown, tally.population(), "{}", figure.id);
            }
            (Question::Count(evaluation::condition::Condition::NoAnswer(_)), _) => {
                assert_eq!(tally.yes(), tally.population(), "{}", figure.id);
            }
            (Question::Count(_) | Question::Sum(_), Number::Value { none, .. }) => {
                assert_eq!(none.unknown, tally.population(), "{}", figure.id);
            }
            (question, number) => panic!("{question:?} gave {number:?}"),
        }
        asked += 1;
    }
    assert!(asked > 120, "{asked}");
}

#[test]
fn a_change_nobody_can_tell_is_none() {
    let cohort = without(Field::GangClo);
    let evaluation =
        evaluation::evaluate(&cohort, &costs::Catalogue::standard(), &pilot::options()).unwrap();
    let change = evaluation.change("t6.gang").unwrap();
    assert_eq!(change.pairs, 0);
    assert_eq!(
        (change.difference, change.ci95, change.ci95_families),
        (None, None, None)
    );
    assert_eq!(
        (change.p_mid, change.p_exact, change.p_holm),
        (None, None, None)
    );
    assert_eq!(change.verdict(), "Nobody has both answers");
    // 3 of 57 were at risk at referral: at best all 54 others now are, at worst none is.
    let [low, high] = change.bounds.unwrap();
    assert!((low + 300.0 / 57.0).abs() < 1e-9 && (high - 5_400.0 / 57.0).abs() < 1e-9);
}

#[test]
fn not_applicable_can_be_neither_yes_nor_no() {
    let mut families = pilot::families();
    let child = families
        .iter_mut()
        .flat_map(|rows| &mut rows.children)
        .find(|child| child.status() == Some(record::lists::CaseStatus::Closed))
        .unwrap();
    child.set(Field::GangRef, Value::Not(NonAnswer::NotApplicable));
    let evaluation = evaluation::evaluate(
        &cohort(&families),
        &costs::Catalogue::standard(),
        &pilot::options(),
    )
    .unwrap();
    let share = evaluation.figure("t6.gang.ref").unwrap().share().unwrap();
    assert_eq!((share.base, share.none.not_applicable), (56, 1));
    assert_eq!(share.bounds, Some([share.percent.unwrap(); 2]));
    let change = evaluation.change("t6.gang").unwrap();
    assert_eq!(change.pairs, 56);
    assert_eq!(change.bounds, Some([change.difference.unwrap(); 2]));
}
