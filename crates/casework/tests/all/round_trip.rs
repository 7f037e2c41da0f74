//! Any rows that make a family come out of its chronology as they went in.

use calendar::{Date, date};
use casework::{Command, Refusal, decide, entries_of};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use record::{FamilyRows, Field, Kind, Point, Row, Sheet, Value};

use crate::recorded::{act, family, sorted};
use crate::strategies::value_of;

/// The last day a legal date can be.
const TODAY: Date = date(2100, 12, 31);

/// Any value, but dates that often fall on one day or out of order.
fn value(field: Field) -> BoxedStrategy<Value> {
    match field.kind() {
        Kind::Date => prop_oneof![
            (1_i8..4).prop_map(|day| Value::Date(date(2021, 3, day))),
            value_of(field),
        ]
        .boxed(),
        _ => value_of(field),
    }
}

/// A row in which each field has any legal value, or is left blank.
fn row(sheet: Sheet) -> impl Strategy<Value = Row> {
    let values: Vec<_> = sheet.fields().iter().map(|f| (value(*f), 0..4)).collect();
    values.prop_map(move |values| {
        let mut row = Row::new(sheet);
        let (written, blank): (Vec<_>, Vec<_>) = sheet
            .fields()
            .iter()
            .zip(values)
            .partition(|(field, (_, turn))| *turn > 0 || field.point() == Point::Identity);
        for (field, (value, _)) in written {
            row.set(*field, value);
        }
        for (field, _) in blank {
            row.set(*field, row.blank(*field));
        }
        row
    })
}

fn rows() -> impl Strategy<Value = FamilyRows> {
    let children = vec(row(Sheet::Children), 0..5);
    let sessions = vec((row(Sheet::EmergencySessions), day()), 0..5);
    (row(Sheet::Families), children, sessions).prop_map(|(family, mut children, sessions)| {
        let reference = family.get(Field::FamilyReference).clone();
        for (number, child) in children.iter_mut().enumerate() {
            child.set(Field::ChildReference, Value::Text(format!("C{number}")));
            child.set(Field::ChildFamily, reference.clone());
        }
        let sessions = sessions
            .into_iter()
            .enumerate()
            .map(|(number, (mut session, day))| {
                session.set(Field::SessionReference, Value::Text(format!("E{number}")));
                session.set(Field::SessionFamily, reference.clone());
                session.set(Field::SessionDate, Value::Date(day));
                session
            });
        FamilyRows {
            sessions: sessions.collect(),
            work: Vec::new(),
            family,
            children,
        }
    })
}

fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        (1_i8..4).prop_map(|day| date(2021, 3, day)),
        (1900_i16..=2100, 1_i8..=12).prop_map(|(year, month)| date(year, month, 15)),
    ]
}

/// Another value in a field that a workbook may change.
fn change() -> impl Strategy<Value = (Index, Field, Value)> {
    let fields: Vec<Field> = Field::all()
        .filter(|field| field.point() != Point::Identity)
        .collect();
    prop::sample::select(fields)
        .prop_flat_map(|field| (any::<Index>(), Just(field), value(field)))
        .prop_filter("a session has a date", |(_, field, value)| {
            *field != Field::SessionDate || value.date().is_some()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rows_come_out_as_they_went_in(rows in rows(), told_on in day()) {
        let entries = entries_of(&act(rows.clone(), told_on)).unwrap();
        let out = record::rows(&family(&entries, Date::MAX));
        prop_assert!(out.sessions.is_sorted_by_key(|s| s.get(Field::SessionDate).date()));
        prop_assert_eq!(sorted(out), rows);
    }

    #[test]
    fn bringing_in_again_changes_nothing(rows in rows(), told_on in day()) {
        let command = Command::BringIn(Box::new(act(rows, told_on)));
        let entries = decide(&family(&[], TODAY), &command).unwrap();
        prop_assert!(!entries.is_empty());
        prop_assert_eq!(decide(&family(&entries, TODAY), &command), Ok(Vec::new()));
    }

    #[test]
    fn another_answer_is_refused_by_its_name(
        rows in rows(),
        told_on in day(),
        (which, field, other) in change(),
    ) {
        let entries = entries_of(&act(rows.clone(), told_on)).unwrap();
        let mut changed = rows;
        let of = match field.sheet() {
            Sheet::Families => std::slice::from_mut(&mut changed.family),
            Sheet::Children => &mut changed.children[..],
            _ => &mut changed.sessions[..],
        };
        prop_assume!(!of.is_empty());
        let row = &mut of[which.index(of.len())];
        prop_assume!(*row.get(field) != other);
        let named = format!(
            "{}, {}: {} here, {} in the workbook",
            row.reference(),
            field.title(),
            row.get(field).label(field),
            other.label(field)
        );
        row.set(field, other);
        let command = Command::BringIn(Box::new(act(changed, told_on)));
        let refused = decide(&family(&entries, TODAY), &command);
        let Err(Refusal::Different { differences, .. }) = refused else {
            return Err(TestCaseError::fail(format!("{refused:?}")));
        };
        prop_assert_eq!(differences, named);
    }
}
