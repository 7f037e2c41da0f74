//! The pilot's data as a folder of CSV files, as a clean workbook, and as a team would have kept it.

use std::path::{Path, PathBuf};

use calendar::Date;
use record::{Field, Kind, NonAnswer, Row, Sheet, Value};
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet};
use spreadsheet::{Limits, Rows, Workbook, read_rows};

/// The folder with the pilot's data.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

/// The pilot's data.
pub(crate) fn clean_folder() -> Workbook {
    Workbook::open(&folder(), &Limits::default()).unwrap()
}

pub(crate) fn clean_rows() -> Rows {
    read_rows(&clean_folder(), None).unwrap()
}

pub(crate) fn rows_of(rows: &Rows, sheet: Sheet) -> Vec<&Row> {
    let families = rows.families.iter();
    match sheet {
        Sheet::Families => families.map(|f| &f.family).collect(),
        Sheet::Children => families.flat_map(|f| &f.children).collect(),
        Sheet::EmergencySessions => families.flat_map(|f| &f.sessions).collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn open(mut workbook: rust_xlsxwriter::Workbook) -> Workbook {
    let bytes = workbook.save_to_buffer().unwrap();
    Workbook::from_bytes("team.xlsx", &bytes, &Limits::default()).unwrap()
}

pub(crate) fn date_format() -> Format {
    Format::new().set_num_format("dd/mm/yyyy")
}

pub(crate) fn excel_date(date: Date) -> ExcelDateTime {
    ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8).unwrap()
}

/// A workbook with the dictionary's sheets, headings and codes.
pub(crate) fn clean_workbook(rows: &Rows) -> Workbook {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for sheet in Sheet::ALL {
        let to = workbook.add_worksheet().set_name(sheet.name()).unwrap();
        for (field, column) in sheet.fields().iter().zip(0..) {
            to.write(0, column, field.code()).unwrap();
        }
        for (row, at) in rows_of(rows, sheet).iter().zip(1..) {
            for (field, column) in sheet.fields().iter().zip(0..) {
                write_clean(to, at, column, *field, row.get(*field));
            }
        }
    }
    open(workbook)
}

fn write_clean(to: &mut Worksheet, row: u32, column: u16, field: Field, value: &Value) {
    match value {
        Value::Not(NonAnswer::NotApplicable) => {}
        Value::Date(date) => {
            to.write_with_format(row, column, excel_date(*date), &date_format())
                .unwrap();
        }
        Value::Number(_) => {
            let number: f64 = value.text(field).parse().unwrap();
            to.write(row, column, number).unwrap();
        }
        value => {
            to.write(row, column, value.text(field)).unwrap();
        }
    }
}

/// The same as a team might keep it: a banner and a blank row above headings in words, columns of their own,
/// dates in four styles, several words for one answer, dashes for blanks, blank rows and a row of totals.
pub(crate) fn messy_workbook(rows: &Rows) -> Workbook {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let guidance = workbook.add_worksheet().set_name("Guidance").unwrap();
    guidance
        .write(0, 0, "Please fill in every row by Friday")
        .unwrap();
    for (sheet, name) in [
        (Sheet::EmergencySessions, "ES log"),
        (Sheet::Families, "Families 20-22"),
        (Sheet::Children, "Young people"),
    ] {
        let to = workbook.add_worksheet().set_name(name).unwrap();
        write_messy(to, sheet, &rows_of(rows, sheet));
    }
    open(workbook)
}

/// The row of the headings in a messy sheet, from 0.
const HEADINGS: u32 = 3;

fn write_messy(to: &mut Worksheet, sheet: Sheet, rows: &[&Row]) {
    to.write(0, 0, "Team data return 2020-22 OFFICIAL-SENSITIVE")
        .unwrap();
    to.write(1, 3, "Y = yes, N = no").unwrap();
    to.write(HEADINGS, 0, "Worker").unwrap();
    for (field, column) in sheet.fields().iter().zip(1..) {
        to.write(HEADINGS, column, heading(*field)).unwrap();
    }
    let last = sheet.fields().len() as u16 + 1;
    to.write(HEADINGS, last, "Comments").unwrap();
    let mut at = HEADINGS + 1;
    for (row, n) in rows.iter().zip(0_usize..) {
        if n % 25 == 24 {
            at += 1;
        }
        to.write(at, 0, "AB").unwrap();
        for (field, column) in sheet.fields().iter().zip(1..) {
            write_messily(to, at, column, *field, row.get(*field), n);
        }
        if n % 7 == 0 {
            to.write(at, last, "see file – rang again 3/4").unwrap();
        }
        at += 1;
    }
    to.write(at + 1, 0, "Total").unwrap();
    to.write(at + 1, 1, rows.len() as u32).unwrap();
}

/// Headings as people write them.
pub(crate) fn heading(field: Field) -> String {
    let special = match field {
        Field::FamilyReference | Field::ChildFamily | Field::SessionFamily => "Family ID",
        Field::ChildReference => "Child Ref",
        Field::ReferralDate => "Ref date",
        Field::ClosureDate => "Date closed",
        Field::HomeTown => "Town",
        Field::ParentAlcoholRef => "Alcohol (Referral)",
        Field::ParentAlcoholClo => "Alcohol at closure",
        Field::SafeguardingClo => "Safeguarding (closure)",
        Field::DomesticAbuseRef => "Domestic abuse last 12 months (ref)",
        Field::DomesticAbuseClo => "DA - closure",
        Field::ChildSex => "Gender",
        Field::AeAvoided => "A&E",
        _ => "",
    };
    if !special.is_empty() {
        return special.to_owned();
    }
    let code = field.code();
    let (words, point) = match (code.strip_suffix("_ref"), code.strip_suffix("_clo")) {
        (Some(words), _) => (words, " – Referral"),
        (_, Some(words)) => (words, "\n(Closure)"),
        _ => (code, ""),
    };
    let words = words.replace('_', " ");
    let (first, rest) = words.split_at(1);
    format!("{}{rest}{point}", first.to_uppercase())
}

fn write_messily(to: &mut Worksheet, row: u32, column: u16, field: Field, value: &Value, n: usize) {
    let pick = |words: &[&str]| words[(n + usize::from(column)) % words.len()].to_owned();
    let text = match (value, field.kind()) {
        (Value::Date(date), _) => match n % 4 {
            0 => {
                to.write_with_format(row, column, excel_date(*date), &date_format())
                    .unwrap();
                return;
            }
            1 => format!("{}/{}/{}", date.day(), date.month(), date.year()),
            2 => calendar::day::in_words(*date),
            _ => {
                let serial = calendar::day::days_between(calendar::date(1899, 12, 30), *date);
                to.write(row, column, serial).unwrap();
                return;
            }
        },
        (Value::Number(_), _) => {
            let number: f64 = value.text(field).parse().unwrap();
            to.write(row, column, number).unwrap();
            return;
        }
        (Value::Not(NonAnswer::Unknown), _) => pick(&["NK", "?", "Not known", "unknown"]),
        (Value::Not(NonAnswer::NotApplicable), _) => pick(&["", "-", "n/a"]),
        (Value::Code(at), Kind::Code(list)) => match list.code(*at) {
            "yes" => pick(&["Y", "y", "Yes ", "yes"]),
            "no" => pick(&["N", "No", "n"]),
            "CPP" => pick(&["CP", "CPP"]),
            "CPP_PLO" => pick(&["PLO", "CP/PLO"]),
            "CIC" => "LAC".to_owned(),
            "CIN" => "CIN".to_owned(),
            _ => list.label(*at).to_uppercase(),
        },
        (value, _) => value.text(field),
    };
    if !text.is_empty() {
        to.write(row, column, text).unwrap();
    }
}
