//! Unit costs from and to a table, with every problem named by row and column.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::catalogue::{Problem, Problems, UnitCost};

/// The headings every table has, in the order in which they are written.
const HEADINGS: [&str; 7] = [
    "code",
    "description",
    "agency",
    "unit",
    "value_gbp",
    "price_year",
    "source",
];
const NOTE: &str = "note";

/// Bounds before anything is kept: a catalogue has tens of rows, and these leave much room.
const MOST_BYTES: usize = 1_000_000;
const MOST_ROWS: usize = 5_000;
const MOST_CHARACTERS: usize = 2_000;
const MOST_CODE: usize = 60;
const MOST_POUNDS: u32 = 100_000_000;
const MOST_PLACES: u32 = 6;

pub(crate) fn from_csv(text: &str) -> Result<Vec<UnitCost>, Problems> {
    if text.len() > MOST_BYTES {
        return Err(whole(format!("the text is longer than {MOST_BYTES} bytes")));
    }
    // Spreadsheets put a byte order mark in front of CSV.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| whole(format!("cannot be read as CSV: {error}")))?;
        let row = record.position().map_or(0, |position| line(text, position));
        rows.push((row, record.iter().map(str::to_owned).collect()));
    }
    let Some(((_, headings), rest)) = rows.split_first() else {
        return Err(whole("there is no row of headings".to_owned()));
    };
    from_cells(
        headings,
        rest.iter().map(|(row, cells)| (*row, cells.as_slice())),
    )
}

/// The line on which a record begins. The reader marks the place before it skips empty lines, and
/// leaves the second half of a Windows line end to the next record; both are line ends still to be
/// counted.
fn line(text: &str, position: &csv::Position) -> u64 {
    let rest = text
        .as_bytes()
        .get(position.byte() as usize..)
        .unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + ends.filter(|byte| **byte == b'\n').count() as u64
}

pub(crate) fn from_cells<'a>(
    headings: &[String],
    rows: impl IntoIterator<Item = (u64, &'a [String])>,
) -> Result<Vec<UnitCost>, Problems> {
    let columns = columns(headings)?;
    let mut problems = Vec::new();
    let mut read: Vec<(u64, UnitCost)> = Vec::new();
    for (number, cells) in rows {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if read.len() == MOST_ROWS {
            return Err(whole(format!("there are more than {MOST_ROWS} rows")));
        }
        if cells
            .iter()
            .skip(headings.len())
            .any(|cell| !cell.trim().is_empty())
        {
            problems.push(problem(number, "", "there are more cells than headings"));
        }
        let cell = |heading: &str| {
            let cell = columns.get(heading).and_then(|&place| cells.get(place));
            cell.map_or("", |cell| cell.trim()).to_owned()
        };
        let value = match value(&cell("value_gbp")) {
            Ok(value) => value,
            Err(message) => {
                problems.push(problem(number, "value_gbp", message));
                Decimal::ZERO
            }
        };
        let row = UnitCost {
            code: cell("code"),
            description: cell("description"),
            agency: cell("agency"),
            unit: cell("unit"),
            value,
            price_year: cell("price_year"),
            source: cell("source"),
            note: cell(NOTE),
        };
        check_row(number, &row, &mut problems);
        read.push((number, row));
    }
    check_codes(
        read.iter().map(|(number, row)| (*number, row)),
        &mut problems,
    );
    if problems.is_empty() {
        Ok(read.into_iter().map(|(_, row)| row).collect())
    } else {
        problems.sort_by_key(|problem| problem.row);
        Err(Problems(problems))
    }
}

/// Where each heading is. Headings are known by their exact names, capitals apart: a price read
/// from the wrong column would not be noticed.
fn columns(headings: &[String]) -> Result<BTreeMap<String, usize>, Problems> {
    let mut problems = Vec::new();
    let mut columns = BTreeMap::new();
    for (place, heading) in headings.iter().enumerate() {
        let name = heading.trim().to_lowercase();
        if !HEADINGS.contains(&name.as_str()) && name != NOTE {
            let allowed = HEADINGS.join(", ");
            let message = format!("is not a heading here; allowed are {allowed} and {NOTE}");
            problems.push(heading_problem(heading.trim(), message));
        } else if columns.insert(name.clone(), place).is_some() {
            problems.push(heading_problem(&name, "is there twice".to_owned()));
        }
    }
    for heading in HEADINGS
        .iter()
        .filter(|heading| !columns.contains_key(**heading))
    {
        problems.push(heading_problem(heading, "is missing".to_owned()));
    }
    if problems.is_empty() {
        Ok(columns)
    } else {
        Err(Problems(problems))
    }
}

fn value(text: &str) -> Result<Decimal, &'static str> {
    // Digits and a point only: a comma means thousands to one reader and pence to another.
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if text.is_empty() || !plain {
        return Err("must be pounds in plain digits, for example 39141.00");
    }
    text.parse()
        .map_err(|_| "must be pounds in plain digits, for example 39141.00")
}

/// The rules for one row, whatever it was read from.
pub(crate) fn check_row(number: u64, row: &UnitCost, problems: &mut Vec<Problem>) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if row.code.is_empty() || row.code.len() > MOST_CODE || !row.code.chars().all(plain) {
        let message = format!(
            "must be 1 to {MOST_CODE} lower-case letters, digits and underscores, for example \
             foster_care_year"
        );
        problems.push(problem(number, "code", message));
    }
    let texts = [
        ("description", &row.description),
        ("agency", &row.agency),
        ("unit", &row.unit),
        ("price_year", &row.price_year),
        ("source", &row.source),
        (NOTE, &row.note),
    ];
    for (column, text) in texts {
        if text.is_empty() && column != NOTE {
            problems.push(problem(number, column, "must not be empty"));
        }
        if text.chars().count() > MOST_CHARACTERS || text.chars().any(char::is_control) {
            let message =
                format!("must be one line of at most {MOST_CHARACTERS} ordinary characters");
            problems.push(problem(number, column, message));
        }
        if text.starts_with(['=', '+', '-', '@']) {
            let message = "must not begin with =, +, - or @: a spreadsheet would run it";
            problems.push(problem(number, column, message));
        }
    }
    let pounds = Decimal::ZERO..=Decimal::from(MOST_POUNDS);
    if !pounds.contains(&row.value) || row.value.normalize().scale() > MOST_PLACES {
        let message = format!(
            "must be from 0 to {MOST_POUNDS} with at most {MOST_PLACES} decimal places, and is {}",
            row.value
        );
        problems.push(problem(number, "value_gbp", message));
    }
}

/// Codes are unique.
pub(crate) fn check_codes<'a>(
    rows: impl IntoIterator<Item = (u64, &'a UnitCost)>,
    problems: &mut Vec<Problem>,
) {
    let mut first: BTreeMap<&str, u64> = BTreeMap::new();
    for (number, row) in rows {
        if row.code.is_empty() {
            continue;
        }
        if let Some(earlier) = first.get(row.code.as_str()) {
            let message = format!("{} is already in row {earlier}", row.code);
            problems.push(problem(number, "code", message));
        } else {
            first.insert(&row.code, number);
        }
    }
}

pub(crate) fn to_csv(rows: &[UnitCost]) -> String {
    let notes = rows.iter().any(|row| !row.note.is_empty());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: &[&str]| {
        let kept = if notes { cells.len() } else { cells.len() - 1 };
        writer
            .write_record(&cells[..kept])
            .expect("writing to memory cannot fail");
    };
    let [code, description, agency, unit, value, price_year, source] = HEADINGS;
    write(&[
        code,
        description,
        agency,
        unit,
        value,
        price_year,
        source,
        NOTE,
    ]);
    for row in rows {
        write(&[
            &row.code,
            &row.description,
            &row.agency,
            &row.unit,
            &row.value.to_string(),
            &row.price_year,
            &row.source,
            &row.note,
        ]);
    }
    let bytes = writer.into_inner().expect("writing to memory cannot fail");
    String::from_utf8(bytes).expect("every cell was text")
}

fn problem(row: u64, column: &str, message: impl Into<String>) -> Problem {
    Problem {
        row: Some(row),
        column: column.to_owned(),
        message: message.into(),
    }
}

fn heading_problem(column: &str, message: String) -> Problem {
    Problem {
        row: None,
        column: column.to_owned(),
        message,
    }
}

fn whole(message: String) -> Problems {
    Problems(vec![Problem {
        row: None,
        column: String::new(),
        message,
    }])
}
