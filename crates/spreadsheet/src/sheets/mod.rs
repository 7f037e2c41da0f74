//! From the sheets of a workbook to rows of the data dictionary.
//!
//! Every cell becomes a value that the dictionary allows, or a [`Problem`] that says where it is and what is
//! allowed. Nothing is guessed: words that are not the dictionary's own need a [`Mapping`].

mod cell;
mod plan;
mod problem;
mod rows;

use record::Sheet;

use crate::mapping::Mapping;
use crate::read::{SheetRow, Visibility, Workbook};

pub use problem::{Problem, ProblemKind, Problems, Shown};
pub use rows::Rows;

pub(crate) use cell::{looks_month_first, own_value};

use plan::Findings;

/// Sheets that belong to the workbook but are not rows of families, children or sessions.
const OTHER_SHEETS: &[&str] = &["staff_survey", "unit_costs", "read me"];

/// Reads the rows of a workbook: with a mapping as it says, and without one by the dictionary's own names of
/// sheets, headings and codes. All problems are found before any is returned.
pub fn read_rows(workbook: &Workbook, mapping: Option<&Mapping>) -> Result<Rows, Problems> {
    let mut findings = Findings::default();
    let mut used: Vec<(&str, Sheet)> = Vec::new();
    let mut tables = Vec::new();
    for of in Sheet::ALL {
        let plan = plan::plan(of, workbook, mapping, &mut findings);
        if let Some(plan) = &plan {
            let name = plan.from.name.as_str();
            if let Some((_, first)) = used.iter().find(|(n, _)| *n == name) {
                let kind = ProblemKind::SheetTwice {
                    first: first.name(),
                    second: of.name(),
                };
                findings.problems.push(Problem::of_sheet(name, kind));
            }
            used.push((name, of));
            if plan.from.visibility == Visibility::Hidden {
                findings.note(format!("{name}: this sheet is hidden; it was read"));
            }
        }
        tables.push(plan.map(|plan| rows::read(&plan, &mut findings)));
    }
    for sheet in &workbook.sheets {
        let known = OTHER_SHEETS.contains(&sheet.name.trim().to_lowercase().as_str());
        if !known && !used.iter().any(|(name, _)| *name == sheet.name) {
            let name = crate::bounds::printable(&sheet.name);
            findings.note(format!("{name}: this sheet was not read"));
        }
    }
    let Findings { problems, notes } = findings;
    problems.or(())?;
    Ok(Rows::assemble(tables, notes))
}

/// Whether the first words of a row say that it has totals.
pub(crate) fn is_totals_label(row: &SheetRow) -> bool {
    let first = row.cells.iter().find(|cell| !cell.is_blank());
    first.is_some_and(|cell| says_total(&cell.shown()))
}

/// Whether a text begins with "Total", "Totals" or "Grand total".
pub(crate) fn says_total(text: &str) -> bool {
    let text = crate::mapping::fold(text);
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    match words.next() {
        Some("total" | "totals") => true,
        Some("grand") => matches!(words.next(), Some("total" | "totals")),
        _ => false,
    }
}
