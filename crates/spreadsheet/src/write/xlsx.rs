//! Tables as the sheets of a workbook.

use std::collections::HashSet;

use calendar::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use super::{ColumnHead, ColumnKind, OutCell, Table, WriteError};
use crate::Place;

/// The longest text of a cell, in characters.
const LONGEST_TEXT: usize = 32_767;
/// The longest name of a sheet, in characters.
const LONGEST_NAME: usize = 31;
/// Whole numbers beyond this would be rounded by a workbook, which keeps every number as a float.
const EXACT: u64 = 1 << 53;

/// A workbook with one sheet for each table, in that order.
///
/// Text is always a text cell, whatever it begins with; numbers, money and dates are typed. The title and
/// note stand above the headings, which stay in view. The same tables and `created` date give the same
/// bytes: the date is the only property written, and no person or program is named.
pub fn to_xlsx(tables: &[Table], created: Date) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    if let Some(created) = excel_date(created) {
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    }
    let mut names = HashSet::new();
    for table in tables {
        let name = sheet_name(&table.title, &mut names);
        SheetWriter {
            sheet: workbook.add_worksheet().set_name(&name)?,
            name: &name,
        }
        .write(table)?;
    }
    Ok(workbook.save_to_buffer()?)
}

struct SheetWriter<'a> {
    sheet: &'a mut Worksheet,
    name: &'a str,
}

impl SheetWriter<'_> {
    fn write(mut self, table: &Table) -> Result<(), WriteError> {
        let heading = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0x00E8_EDEE))
            .set_border_bottom(FormatBorder::Thin);
        self.text(0, 0, &table.title, &Format::new().set_bold())?;
        let mut row = 1;
        if !table.note.is_empty() {
            self.text(row, 0, &table.note, &Format::new())?;
            row += 1;
        }
        for (column, head) in table.columns.iter().enumerate() {
            let column = self.column(column)?;
            self.text(row, column, &head.title, &heading)?;
            self.sheet
                .set_column_width(column, width(head, &table.rows, column.into()))?;
        }
        row += 1;
        self.sheet.set_freeze_panes(row, 0)?;
        let formats: Vec<Format> = table.columns.iter().map(|head| format(head.kind)).collect();
        let plain = Format::new();
        for cells in &table.rows {
            for (column, cell) in cells.iter().enumerate() {
                let format = formats.get(column).unwrap_or(&plain);
                let column = self.column(column)?;
                self.cell(row, column, cell, format)?;
            }
            row += 1;
        }
        Ok(())
    }

    fn cell(
        &mut self,
        row: u32,
        column: u16,
        cell: &OutCell,
        format: &Format,
    ) -> Result<(), WriteError> {
        let number = match cell {
            OutCell::Empty => return Ok(()),
            OutCell::Text(text) => return self.text(row, column, text, format),
            OutCell::Date(day) => {
                let Some(when) = excel_date(*day) else {
                    return self.text(row, column, &day.to_string(), format);
                };
                self.in_bounds(row)?;
                self.sheet
                    .write_datetime_with_format(row, column, &when, format)?;
                return Ok(());
            }
            OutCell::Integer(number) if number.unsigned_abs() > EXACT => {
                return self.text(row, column, &number.to_string(), format);
            }
            OutCell::Integer(number) => *number as f64,
            OutCell::Decimal(number) => *number,
            OutCell::Percent(number) => *number / 100.0,
            OutCell::Money(pence) => *pence as f64 / 100.0,
        };
        if number.is_finite() {
            self.in_bounds(row)?;
            self.sheet
                .write_number_with_format(row, column, number, format)?;
        }
        Ok(())
    }

    fn text(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), WriteError> {
        self.in_bounds(row)?;
        let length = text.chars().count();
        if length > LONGEST_TEXT {
            return Err(WriteError::TextTooLong {
                sheet: self.name.to_owned(),
                place: Place {
                    row: row + 1,
                    column: column.into(),
                },
                length,
            });
        }
        self.sheet
            .write_string_with_format(row, column, text, format)?;
        Ok(())
    }

    fn column(&self, column: usize) -> Result<u16, WriteError> {
        u16::try_from(column)
            .ok()
            .filter(|column| *column < 16_384)
            .ok_or_else(|| self.too_large())
    }

    fn in_bounds(&self, row: u32) -> Result<(), WriteError> {
        if row < 1_048_576 {
            Ok(())
        } else {
            Err(self.too_large())
        }
    }

    fn too_large(&self) -> WriteError {
        WriteError::TooLarge {
            sheet: self.name.to_owned(),
        }
    }
}

fn format(kind: ColumnKind) -> Format {
    let decimals = |places: u8| match places {
        0 => "0".to_owned(),
        places => format!("0.{}", "0".repeat(places.into())),
    };
    match kind {
        ColumnKind::Text => Format::new(),
        ColumnKind::Integer => Format::new().set_num_format("#,##0"),
        ColumnKind::Decimal { places } => {
            Format::new().set_num_format(format!("#,##{}", decimals(places)))
        }
        ColumnKind::Percent { places } => {
            Format::new().set_num_format(format!("{}%", decimals(places)))
        }
        ColumnKind::Money => Format::new().set_num_format("£#,##0.00;-£#,##0.00"),
        ColumnKind::Date => Format::new().set_num_format("dd/mm/yyyy"),
    }
}

/// A day as workbooks count them: `None` before 1900.
fn excel_date(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year())
        .ok()
        .filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs()).ok()
}

/// Wide enough for the words of the column, within reason: headings and long texts can be read by widening.
fn width(head: &ColumnHead, rows: &[Vec<OutCell>], column: usize) -> f64 {
    const NARROWEST: usize = 10;
    const WIDEST: usize = 60;
    let longest = rows
        .iter()
        .filter_map(|row| match row.get(column) {
            Some(OutCell::Text(text)) => Some(text.chars().count()),
            _ => None,
        })
        .max()
        .unwrap_or(0);
    let heading = head.title.chars().count().min(24);
    (longest.max(heading) + 2).clamp(NARROWEST, WIDEST) as f64
}

/// A name that a workbook allows and that no earlier sheet has, made from the title.
fn sheet_name(title: &str, taken: &mut HashSet<String>) -> String {
    let cleaned: String = title
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let cleaned = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    let cleaned = cleaned.trim_matches(['\'', ' ']);
    // "History" is the one name that Excel keeps for itself.
    let wanted = match cleaned {
        "" => "Table".to_owned(),
        name if name.eq_ignore_ascii_case("history") => "History table".to_owned(),
        name => name.to_owned(),
    };
    let mut name = shortened(&wanted, "");
    let mut copy = 2;
    while !taken.insert(name.to_lowercase()) {
        name = shortened(&wanted, &format!(" ({copy})"));
        copy += 1;
    }
    name
}

/// The name cut so that it fits with `end` after it. Excel counts UTF-16 units.
fn shortened(name: &str, end: &str) -> String {
    let mut left = LONGEST_NAME - end.len();
    let kept: String = name
        .chars()
        .take_while(|c| match left.checked_sub(c.len_utf16()) {
            Some(rest) => {
                left = rest;
                true
            }
            None => false,
        })
        .collect();
    format!("{}{end}", kept.trim_end_matches(['\'', ' ']))
}
