//! A table as CSV.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{ColumnKind, OutCell, Table, without_formula};

impl Table {
    /// The headings and rows as CSV: no title or note, so that other programs can read it.
    ///
    /// UTF-8 with a byte order mark, without which Excel reads £ and é wrongly. Rows end in CRLF. Text is in
    /// quotes and, where a spreadsheet program could run it, has an apostrophe before it
    /// ([`without_formula`]); numbers are plain, also negative ones. Percentages are bare numbers, money is
    /// pounds with two places (`-12.50`), dates are `2022-08-30`.
    pub fn to_csv(&self) -> Vec<u8> {
        const WRITING: &str = "writing to memory cannot fail, and rows may differ in length";
        let mut writer = WriterBuilder::new()
            .quote_style(QuoteStyle::NonNumeric)
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(b"\xef\xbb\xbf".to_vec());
        let headings = self.columns.iter().map(|column| &column.title);
        writer
            .write_record(headings.map(|title| without_formula(title).into_owned()))
            .expect(WRITING);
        for row in &self.rows {
            let fields = row.iter().enumerate().map(|(index, cell)| {
                let kind = self.columns.get(index).map(|column| column.kind);
                field(cell, kind.unwrap_or(ColumnKind::Text))
            });
            writer.write_record(fields).expect(WRITING);
        }
        writer.into_inner().expect(WRITING)
    }
}

fn field(cell: &OutCell, kind: ColumnKind) -> String {
    match cell {
        OutCell::Empty => String::new(),
        OutCell::Text(text) => without_formula(text).into_owned(),
        OutCell::Integer(number) => number.to_string(),
        OutCell::Decimal(number) | OutCell::Percent(number) if !number.is_finite() => String::new(),
        OutCell::Decimal(number) | OutCell::Percent(number) => match kind {
            ColumnKind::Decimal { places } | ColumnKind::Percent { places } => {
                rounded(*number, places.into())
            }
            _ => number.to_string(),
        },
        OutCell::Money(pence) => {
            let sign = if *pence < 0 { "-" } else { "" };
            let pence = pence.unsigned_abs();
            format!("{sign}{}.{:02}", pence / 100, pence % 100)
        }
        OutCell::Date(day) => day.to_string(),
    }
}

/// The number to so many places, without the "-0.0" that a small negative number would give.
fn rounded(number: f64, places: usize) -> String {
    let text = format!("{number:.places$}");
    let is_zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    match text.strip_prefix('-') {
        Some(positive) if is_zero => positive.to_owned(),
        _ => text,
    }
}
