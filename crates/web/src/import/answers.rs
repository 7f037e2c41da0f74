//! What was answered about a workbook's headings and words.
//!
//! A control is known by its places: the sheet of the dictionary, the column, the value. Beside
//! each answer stands what it is an answer to, so that the values of a column are forgotten when
//! the column becomes another field.

use std::collections::HashMap;

use record::{Field, Kind, NonAnswer, Sheet, Value};
use spreadsheet::mapping::{
    Dates, FieldMapping, Meaning, Proposal, ProposedColumn, SheetMapping, SheetPlace, review,
};
use spreadsheet::{Mapping, Workbook};

/// Answers by the names of their controls.
pub(super) struct Answers(HashMap<String, String>);

/// The name of the control that says where a sheet is.
pub(super) fn sheet_name(sheet: usize) -> String {
    format!("sheet-{sheet}")
}

/// The name of the control that says in which row its headings are.
pub(super) fn row_name(sheet: usize) -> String {
    format!("row-{sheet}")
}

/// The name of the control that says what a column is.
pub(super) fn column_name(sheet: usize, column: usize) -> String {
    format!("column-{sheet}-{column}")
}

/// The name of the control that says what a value means.
pub(super) fn value_name(sheet: usize, column: usize, value: usize) -> String {
    format!("value-{sheet}-{column}-{value}")
}

/// The name of the control that says how a column's dates are written.
pub(super) fn dates_name(sheet: usize, column: usize) -> String {
    format!("dates-{sheet}-{column}")
}

/// What is sent for a thing that is still to be answered.
pub(super) const OPEN: &str = "";
/// What is sent for a sheet that is not in the workbook.
pub(super) const ABSENT: &str = "absent";
/// What is sent for a column that is not to be read.
pub(super) const IGNORED: &str = "ignore";

impl Answers {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The mapping that these answers make of a proposal. What they do not speak of stays.
    pub(super) fn mapping(&self, workbook: &Workbook, proposal: &Proposal) -> Mapping {
        let mut mapping = proposal.mapping();
        for (at, sheet) in Sheet::ALL.into_iter().enumerate() {
            self.answer_sheet(workbook, proposal, at, mapping.sheet_mut(sheet));
        }
        mapping
    }

    fn answer_sheet(
        &self,
        workbook: &Workbook,
        proposal: &Proposal,
        at: usize,
        place: &mut SheetMapping,
    ) {
        let Some(answer) = self.get(&sheet_name(at)) else {
            return;
        };
        let chosen = match answer {
            OPEN => return *place = SheetMapping::ToBeAnswered,
            ABSENT => return *place = SheetMapping::Absent,
            number => number
                .parse()
                .ok()
                .and_then(|n: usize| workbook.sheets.get(n)),
        };
        let Some(chosen) = chosen else {
            return;
        };
        let row: Option<u32> = self
            .get(&row_name(at))
            .and_then(|row| row.trim().parse().ok());
        match place {
            SheetMapping::At(now) if now.name == chosen.name => {
                let columns = &proposal.sheets[at].columns;
                for (column, (mapping, found)) in now.columns.iter_mut().zip(columns).enumerate() {
                    self.answer_column(at, column, found, &mut mapping.meaning);
                }
                // Other headings have other columns: what was said of the old ones is forgotten.
                if let Some(row) = row.filter(|row| *row != now.heading_row) {
                    now.heading_row = row;
                    now.columns.clear();
                }
            }
            other => *other = begun(workbook, Sheet::ALL[at], &chosen.name),
        }
    }

    fn answer_column(
        &self,
        sheet: usize,
        column: usize,
        found: &ProposedColumn,
        meaning: &mut Meaning,
    ) {
        let Some(answer) = self.get(&column_name(sheet, column)) else {
            return;
        };
        match (answer, &mut *meaning) {
            (OPEN, _) => *meaning = Meaning::ToBeAnswered,
            (IGNORED, _) => *meaning = Meaning::Ignored,
            (code, Meaning::Field(is)) if is.field.code() == code => {
                self.answer_values(sheet, column, found, is);
            }
            (code, _) => {
                if let Some(field) = Sheet::ALL[sheet].field(code) {
                    *meaning = Meaning::Field(FieldMapping::new(field));
                }
            }
        }
    }

    fn answer_values(
        &self,
        sheet: usize,
        column: usize,
        found: &ProposedColumn,
        is: &mut FieldMapping,
    ) {
        match self.get(&dates_name(sheet, column)) {
            Some("day_first") => is.dates = Dates::DayFirst,
            Some("month_first") => is.dates = Dates::MonthFirst,
            Some(_) => is.dates = Dates::ToBeAnswered,
            None => {}
        }
        for (at, value) in found.values.iter().enumerate() {
            let Some(answer) = self.get(&value_name(sheet, column, at)) else {
                continue;
            };
            let means = (answer != OPEN)
                .then(|| meant(is.field, answer, &value.text))
                .flatten();
            if means == value.value {
                continue;
            }
            let folded = spreadsheet::mapping::fold(&value.text);
            is.values
                .retain(|text, _| spreadsheet::mapping::fold(text) != folded);
            is.values.insert(value.text.clone(), means);
        }
    }
}

/// What is sent for a place that is called as it is written.
pub(super) const AS_WRITTEN: &str = "as_written";

/// What an answer means for a field, if it means anything.
fn meant(field: Field, answer: &str, text: &str) -> Option<Value> {
    if let Some(non) = NonAnswer::from_code(answer) {
        return Some(Value::Not(non));
    }
    if answer == AS_WRITTEN && matches!(field.kind(), Kind::Place) {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        return Some(Value::Text(name)).filter(|value| value.fits(field));
    }
    Value::parse(field, answer).ok()
}

/// A sheet that was only just pointed at: its headings are looked for in it alone.
fn begun(workbook: &Workbook, of: Sheet, name: &str) -> SheetMapping {
    let Some(sheet) = workbook.sheets.iter().find(|sheet| sheet.name == name) else {
        return SheetMapping::ToBeAnswered;
    };
    let alone = Workbook {
        sheets: vec![sheet.clone()],
        digest: String::new(),
    };
    let mut others = Mapping::default();
    for other in Sheet::ALL.into_iter().filter(|other| *other != of) {
        *others.sheet_mut(other) = SheetMapping::Absent;
    }
    let found = review(&alone, &others).mapping();
    match found.sheet(of) {
        SheetMapping::At(place) => SheetMapping::At(place.clone()),
        _ => SheetMapping::At(SheetPlace {
            name: name.to_owned(),
            heading_row: sheet.rows.first().map_or(1, |row| row.number),
            columns: Vec::new(),
        }),
    }
}
