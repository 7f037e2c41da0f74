//! The sheets of an `.xlsx` workbook, after [`crate::bounds`] has passed it.

use std::{
    collections::BTreeMap,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Budget, Cell, Sheet, SheetRow, Visibility};
use crate::{
    Place,
    bounds::{Inspection, Refused, printable},
};

/// Days between the two systems in which workbooks count days.
const DAYS_1900_TO_1904: f64 = 1462.0;

/// Reads every worksheet; charts and macros are passed over, and links to other files are not followed.
pub(super) fn read(
    bytes: &[u8],
    seen: Inspection,
    budget: &mut Budget<'_>,
) -> Result<Vec<Sheet>, Refused> {
    // The parser is not ours and the file may come from anyone: if it panics on one, that file is damaged,
    // and the service goes on.
    let read = AssertUnwindSafe(|| read_sheets(bytes, seen, budget));
    catch_unwind(read).unwrap_or_else(|_| Err(Refused::damaged("its sheets cannot be read")))
}

fn read_sheets(
    bytes: &[u8],
    seen: Inspection,
    budget: &mut Budget<'_>,
) -> Result<Vec<Sheet>, Refused> {
    let mut workbook =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged("the workbook", &error))?;
    let sheets = workbook.sheets_metadata().to_vec();
    sheets
        .into_iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|about| {
            Ok(Sheet {
                rows: read_rows(&mut workbook, &about.name, seen, budget)?,
                name: about.name,
                visibility: match about.visible {
                    SheetVisible::Visible => Visibility::Visible,
                    SheetVisible::Hidden | SheetVisible::VeryHidden => Visibility::Hidden,
                },
            })
        })
        .collect()
}

fn read_rows(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    seen: Inspection,
    budget: &mut Budget<'_>,
) -> Result<Vec<SheetRow>, Refused> {
    let counts_from_1904 = workbook.has_1904_epoch();
    let mut reader = workbook
        .worksheet_cells_reader(sheet)
        .map_err(|error| damaged(sheet, &error))?;
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    while let Some(found) = reader
        .next_cell_with_formula_metadata()
        .map_err(|error| damaged(sheet, &error))?
    {
        let (row, column) = found.pos;
        let place = Place {
            row: row.saturating_add(1),
            column,
        };
        budget.place(sheet, place)?;
        let has_value = found.value != DataRef::Empty && !seen.calculated_on_opening;
        let cell = if found.formula.is_some() && !has_value {
            Cell::NotCalculated
        } else {
            cell_of(found.value, counts_from_1904)
        };
        if cell == Cell::Empty {
            continue;
        }
        if let Cell::Text(text) = &cell {
            budget.take_text(text.len())?;
        }
        let cells = rows.entry(place.row).or_default();
        let column = column as usize;
        if cells.len() <= column {
            budget.take_cells((column + 1 - cells.len()) as u64)?;
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
    }
    Ok(rows
        .into_iter()
        .map(|(number, cells)| SheetRow { number, cells })
        .collect())
}

fn cell_of(value: DataRef<'_>, counts_from_1904: bool) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(number as f64),
        DataRef::Float(number) => Cell::Number(number),
        DataRef::Bool(answer) => Cell::Bool(answer),
        DataRef::Error(error) => Cell::Error(error.to_string()),
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text.to_owned()),
        DataRef::DateTime(when) => date_cell(when, counts_from_1904),
        DataRef::DateTimeIso(text) => {
            // The date of "2022-08-30T00:00:00"; what is not one stays text for a person to look at.
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or(Cell::Text(text), Cell::Date)
        }
        DataRef::DurationIso(text) => Cell::Text(text),
    }
}

fn text_cell(text: String) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text)
    }
}

/// A day if there is one: lengths of time, times without a day and days outside the calendar stay numbers.
fn date_cell(when: ExcelDateTime, counts_from_1904: bool) -> Cell {
    let serial = when.as_f64();
    if when.is_duration() {
        return Cell::Number(serial);
    }
    let start = if counts_from_1904 {
        DAYS_1900_TO_1904
    } else {
        0.0
    };
    calendar::day::from_excel_serial(serial + start).map_or(Cell::Number(serial), Cell::Date)
}

fn damaged(what: &str, error: &XlsxError) -> Refused {
    Refused::damaged(format!(
        "{} cannot be read: {}",
        printable(what),
        printable(&error.to_string())
    ))
}
