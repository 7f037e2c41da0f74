//! The unit-cost catalogue: the only source of prices.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::number::as_number;
use crate::table;

/// What one unit of something costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitCost {
    /// The name by which a line reads the row: lower-case letters, digits and underscores.
    pub code: String,
    /// What it is the price of.
    pub description: String,
    /// Who bears the cost.
    pub agency: String,
    /// The unit priced, in the singular: `child`, `child-year`, `hour`, `incident`, `week`.
    pub unit: String,
    /// Pounds for one unit, from 0 to 100,000,000, with at most six decimal places.
    #[serde(rename = "value_gbp", serialize_with = "as_number")]
    pub value: Decimal,
    /// The prices of which year, as the source says it: `2017/18`, `2019 (2017/18 uprated)`.
    pub price_year: String,
    /// Where the price is published.
    pub source: String,
    /// Anything a reader should know. May be empty.
    pub note: String,
}

/// Unit costs by code, checked, in the order in which they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Catalogue {
    rows: Vec<UnitCost>,
}

/// A line needs a unit cost that the catalogue does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the unit costs have no row with the code {0}")]
pub struct MissingCode(pub String);

/// One thing wrong with a table of unit costs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", place(*.row, .column))]
pub struct Problem {
    /// The row in the file, the row of headings being 1. `None`: the table as a whole.
    pub row: Option<u64>,
    /// The heading. Empty: the row as a whole.
    pub column: String,
    /// What is wrong and what is allowed.
    pub message: String,
}

/// Everything wrong with a table of unit costs. Nothing of it was taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", listed(.0))]
pub struct Problems(pub Vec<Problem>);

fn place(row: Option<u64>, column: &str) -> String {
    match (row, column) {
        (None, "") => "unit costs".to_owned(),
        (None, column) => format!("unit costs, column {column}"),
        (Some(row), "") => format!("unit costs, row {row}"),
        (Some(row), column) => format!("unit costs, row {row}, column {column}"),
    }
}

fn listed(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    lines.join("\n")
}

impl Catalogue {
    /// The unit costs of the source report, carried by the program.
    pub fn standard() -> Self {
        Self::from_csv(include_str!("../data/standard.csv"))
            .expect("the rows carried by the crate are read by its tests")
    }

    /// The two prices that the source report used without printing them, found from its products.
    /// [`Mode::AsReported`](crate::Mode::AsReported) reads them where the catalogue at hand has no
    /// row of the same code.
    pub fn implied() -> Self {
        Self::from_csv(include_str!("../data/implied.csv"))
            .expect("the rows carried by the crate are read by its tests")
    }

    /// Checks rows made elsewhere (a page, a store). Rows are numbered as they would be in a file.
    pub fn new(rows: Vec<UnitCost>) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        for (number, row) in (2..).zip(&rows) {
            table::check_row(number, row, &mut problems);
        }
        table::check_codes((2..).zip(&rows), &mut problems);
        if problems.is_empty() {
            Ok(Self { rows })
        } else {
            Err(Problems(problems))
        }
    }

    /// Reads CSV text. The headings are `code,description,agency,unit,value_gbp,price_year,source`
    /// and, if there is one, `note`, in any order.
    pub fn from_csv(text: &str) -> Result<Self, Problems> {
        table::from_csv(text).map(|rows| Self { rows })
    }

    /// Reads the cells of a sheet: its row of headings, then the other rows with their numbers in
    /// the sheet. The rules are those of [`Catalogue::from_csv`].
    pub fn from_cells<'a>(
        headings: &[String],
        rows: impl IntoIterator<Item = (u64, &'a [String])>,
    ) -> Result<Self, Problems> {
        table::from_cells(headings, rows).map(|rows| Self { rows })
    }

    /// CSV text that [`Catalogue::from_csv`] reads back to the same catalogue. The `note` column is
    /// there only if a row has a note.
    pub fn to_csv(&self) -> String {
        table::to_csv(&self.rows)
    }

    /// The rows in the order in which they were given.
    pub fn rows(&self) -> &[UnitCost] {
        &self.rows
    }

    /// The row with this code.
    pub fn get(&self, code: &str) -> Result<&UnitCost, MissingCode> {
        self.rows
            .iter()
            .find(|row| row.code == code)
            .ok_or_else(|| MissingCode(code.to_owned()))
    }

    /// SHA-256 in hex over all fields of all rows in order of code. The order of rows and trailing
    /// zeros of values do not matter; anything else that changes gives another digest.
    pub fn digest(&self) -> String {
        let mut rows: Vec<&UnitCost> = self.rows.iter().collect();
        rows.sort_by(|a, b| a.code.cmp(&b.code));
        let mut hasher = Sha256::new();
        hasher.update(b"alongside.unit-costs/1\n");
        for row in rows {
            let value = row.value.normalize().to_string();
            let fields = [
                &row.code,
                &row.description,
                &row.agency,
                &row.unit,
                &value,
                &row.price_year,
                &row.source,
                &row.note,
            ];
            for field in fields {
                // The length in front keeps two fields from being read as one.
                hasher.update(format!("{}:", field.len()));
                hasher.update(field.as_bytes());
            }
        }
        let mut hex = String::with_capacity(64);
        for byte in hasher.finalize() {
            write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
        }
        hex
    }
}
