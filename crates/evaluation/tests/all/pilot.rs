//! The pilot's data as a cohort, read in the plainest way.

use evaluation::{Cohort, Evaluation, Levels, Options};
use record::{FamilyRows, Field, Row, Sheet, Value};

pub(crate) fn options() -> Options {
    Options {
        service: "Pilot".to_owned(),
        from: None,
        as_at: calendar::date(2022, 8, 30),
        plo: Levels::Separate,
        programme_months: 18,
        program: "test".to_owned(),
        data_sha256: String::new(),
    }
}

pub(crate) fn evaluation() -> Evaluation {
    let cohort = cohort();
    evaluation::evaluate(&cohort, &costs::Catalogue::standard(), &options()).unwrap()
}

pub(crate) fn cohort() -> Cohort {
    let mut cohort = Cohort::default();
    for rows in families() {
        cohort.push(&rows);
    }
    cohort
}

pub(crate) fn families() -> Vec<FamilyRows> {
    let children = sheet(Sheet::Children, include_str!("../data/children.csv"));
    let sessions = sheet(
        Sheet::EmergencySessions,
        include_str!("../data/emergency_sessions.csv"),
    );
    let of = |rows: &[Row], field, family: &Row| {
        let wanted = Value::Text(family.reference().to_owned());
        rows.iter()
            .filter(|row| *row.get(field) == wanted)
            .cloned()
            .collect()
    };
    sheet(Sheet::Families, include_str!("../data/families.csv"))
        .into_iter()
        .map(|family| FamilyRows {
            children: of(&children, Field::ChildFamily, &family),
            sessions: of(&sessions, Field::SessionFamily, &family),
            work: Vec::new(),
            family,
        })
        .collect()
}

fn sheet(sheet: Sheet, text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let fields: Vec<Field> = reader
        .headers()
        .unwrap()
        .iter()
        .map(|code| sheet.field(code).unwrap())
        .collect();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let mut row = Row::new(sheet);
            for (field, text) in fields.iter().zip(&record) {
                let value = if text.is_empty() {
                    row.blank(*field)
                } else {
                    Value::parse(*field, text).unwrap()
                };
                row.set(*field, value);
            }
            row
        })
        .collect()
}
