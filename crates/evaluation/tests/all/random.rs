//! Random families, in small numbers and many times over.

use evaluation::{Block, Cohort, Table};
use proptest::collection::vec;
use proptest::prelude::*;
use record::{FamilyRows, Field, Kind, Row, Sheet, Value};

use crate::strategies::value_of;

/// Any value; dates are often near each other and numbers often small, as they are in life.
fn value(field: Field) -> BoxedStrategy<Value> {
    match field.kind() {
        Kind::Date => prop_oneof![
            2 => (1_i8..=12, 1_i8..=28)
                .prop_map(|(month, day)| Value::Date(calendar::date(2021, month, day))),
            1 => value_of(field),
        ]
        .boxed(),
        Kind::Number { .. } => prop_oneof![
            3 => (0..6).prop_map(Value::Number),
            1 => value_of(field),
        ]
        .boxed(),
        _ => value_of(field),
    }
}

fn row(sheet: Sheet) -> impl Strategy<Value = Row> {
    let values: Vec<_> = sheet.fields().iter().map(|field| value(*field)).collect();
    values.prop_map(move |values| {
        let mut row = Row::new(sheet);
        for (field, value) in sheet.fields().iter().zip(values) {
            row.set(*field, value);
        }
        row
    })
}

fn family() -> impl Strategy<Value = FamilyRows> {
    (
        row(Sheet::Families),
        vec(row(Sheet::Children), 0..4),
        vec(row(Sheet::EmergencySessions), 0..3),
        Sheet::WORK
            .map(|sheet| vec(row(sheet), 0..3))
            .prop_map(|rows| rows.concat()),
    )
        .prop_map(|(family, children, sessions, work)| FamilyRows {
            family,
            children,
            sessions,
            work,
        })
}

/// Families with references of their own.
pub(crate) fn families() -> impl Strategy<Value = Vec<FamilyRows>> {
    vec(family(), 0..6).prop_map(|families| named(&families))
}

/// A few families, each many times: enough rows of a kind to be counted together.
pub(crate) fn many_families() -> impl Strategy<Value = Vec<FamilyRows>> {
    (vec(family(), 1..5), 1_usize..60).prop_map(|(families, times)| {
        let many: Vec<_> = (0..times).flat_map(|_| families.clone()).collect();
        named(&many)
    })
}

/// Gives every row a reference of its own.
fn named(families: &[FamilyRows]) -> Vec<FamilyRows> {
    let text = |letter: char, number: usize| Value::Text(format!("{letter}{number}"));
    let mut families = families.to_vec();
    let (mut child, mut session) = (0, 0);
    for (number, rows) in families.iter_mut().enumerate() {
        let reference = text('F', number);
        rows.family.set(Field::FamilyReference, reference.clone());
        for row in &mut rows.children {
            row.set(Field::ChildReference, text('C', child));
            row.set(Field::ChildFamily, reference.clone());
            child += 1;
        }
        for row in &mut rows.sessions {
            row.set(Field::SessionReference, text('E', session));
            row.set(Field::SessionFamily, reference.clone());
            session += 1;
        }
        for row in &mut rows.work {
            row.set(row.sheet().family(), reference.clone());
        }
    }
    families
}

pub(crate) fn cohort<'a>(families: impl IntoIterator<Item = &'a FamilyRows>) -> Cohort {
    let mut cohort = Cohort::default();
    for rows in families {
        cohort.push(rows);
    }
    cohort
}

/// The same rows in blocks of another size.
pub(crate) fn in_blocks_of(cohort: &Cohort, size: usize) -> Cohort {
    let cut = |table: &Table| {
        let mut out = Table::new(table.sheet);
        for (at, (block, row)) in table.rows().enumerate() {
            if at % size == 0 {
                out.blocks.push(Block::new(table.sheet));
            }
            let family = block.family.get(row).copied().unwrap_or_default();
            out.blocks.last_mut().unwrap().push(&block.row(row), family);
        }
        out
    };
    Cohort {
        families: cut(&cohort.families),
        children: cut(&cohort.children),
        sessions: cut(&cohort.sessions),
        work: cohort.work.each_ref().map(cut),
    }
}
