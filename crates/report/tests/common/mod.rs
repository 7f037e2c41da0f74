//! The pilot's data evaluated, and an evaluation of nobody.
#![allow(dead_code, reason = "each test uses its own part")]
#![expect(clippy::unwrap_used, reason = "the data are known to be good")]

use evaluation::{Cohort, Evaluation, Levels, Options};
use record::{FamilyRows, Field, Row, Sheet, Value};

pub(crate) fn pilot() -> Evaluation {
    evaluate(&cohort(), Levels::Separate)
}

pub(crate) fn nobody() -> Evaluation {
    evaluate(&Cohort::default(), Levels::Separate)
}

pub(crate) fn evaluate(cohort: &Cohort, plo: Levels) -> Evaluation {
    let options = Options {
        service: "Seaside team".to_owned(),
        from: None,
        as_at: calendar::date(2022, 8, 30),
        plo,
        programme_months: 18,
        program: "0.0.0".to_owned(),
        data_sha256: String::new(),
    };
    evaluation::evaluate(cohort, &costs::Catalogue::standard(), &options).unwrap()
}

pub(crate) fn cohort() -> Cohort {
    let children = sheet(
        Sheet::Children,
        include_str!("../../../evaluation/tests/data/children.csv"),
    );
    let sessions = sheet(
        Sheet::EmergencySessions,
        include_str!("../../../evaluation/tests/data/emergency_sessions.csv"),
    );
    let families = sheet(
        Sheet::Families,
        include_str!("../../../evaluation/tests/data/families.csv"),
    );
    let of = |rows: &[Row], field, family: &Row| {
        let wanted = Value::Text(family.reference().to_owned());
        let rows = rows.iter().filter(|row| *row.get(field) == wanted);
        rows.cloned().collect()
    };
    let mut cohort = Cohort::default();
    for family in families {
        cohort.push(&FamilyRows {
            children: of(&children, Field::ChildFamily, &family),
            sessions: of(&sessions, Field::SessionFamily, &family),
            work: Vec::new(),
            family,
        });
    }
    cohort
}

fn sheet(sheet: Sheet, text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let fields: Vec<Field> = headings
        .iter()
        .map(|code| sheet.field(code).unwrap())
        .collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let mut row = Row::new(sheet);
        for (field, text) in fields.iter().zip(&record.unwrap()) {
            let value = match text {
                "" => row.blank(*field),
                text => Value::parse(*field, text).unwrap(),
            };
            row.set(*field, value);
        }
        rows.push(row);
    }
    rows
}
