//! A piece of a CSV file coded straight into columns.
//!
//! Some hundred rows are taken at a time: first all their commas are found, then one column after the other is
//! coded, so that the work for a cell is a look into one small table.

use calendar::Date;
use evaluation::cohort::{Block, Column, Places, Texts, day_number, no_code, no_number};
use memchr::memchr;
use record::lists::{CaseStatus, Sex};
use record::{Due, Field, Kind, NonAnswer, Sheet, Value};

use super::batch::Batch;
use super::words::{BLANK, Words};
use crate::mapping::Dates;
use crate::read::Cell;
use crate::sheets::{own_value, says_total};

/// How the cells of a sheet are coded; the same for every piece of it.
pub(super) struct Coder {
    sheet: Sheet,
    words: Vec<Option<Words>>,
}

impl Coder {
    pub(super) fn new(sheet: Sheet) -> Self {
        let words = sheet.fields().iter().map(|field| match field.kind() {
            Kind::Code(list) => Some(Words::new(list)),
            _ => None,
        });
        Self {
            sheet,
            words: words.collect(),
        }
    }

    /// Codes the rows that begin in `bytes[..end]`; the last of them ends with its line. The links to
    /// families are still to be found. `Err` is the place of the first row that is not plain, or of the
    /// first of all where there are quotes.
    pub(super) fn code(&self, bytes: &[u8], end: usize) -> Result<Block, usize> {
        let rows = memchr::memchr_iter(b'\n', &bytes[..end]).count() + 1;
        let mut columns = Columns::new(self, rows);
        let mut batch = Batch::new(self.sheet.fields().len());
        if memchr(b'"', bytes).is_some() {
            let text = batch
                .quoted(&bytes[..line_end(bytes, end)])
                .ok_or(0_usize)?;
            columns.add(&text, &batch).map_err(|_| 0_usize)?;
            return Ok(columns.block());
        }
        // A carriage return ends a line by itself, too, as the careful path reads it.
        let mut returns = memchr::memchr_iter(b'\r', bytes);
        if let Some(alone) = returns.find(|at| bytes.get(at + 1) != Some(&b'\n')) {
            let line = memchr::memrchr(b'\n', &bytes[..alone]).map_or(0, |before| before + 1);
            if line < end {
                return Err(line);
            }
        }
        let mut at = 0;
        while at < end {
            // A blank line is not a row.
            match bytes[at..] {
                [b'\n', ..] => at += 1,
                [b'\r', b'\n', ..] => at += 2,
                _ => at = batch.plain(bytes, at).ok_or(at)?,
            }
            if batch.is_full() {
                columns.add(bytes, &batch)?;
                batch.clear();
            }
        }
        columns.add(bytes, &batch)?;
        Ok(columns.block())
    }
}

/// The end of the last line that begins before `end`.
fn line_end(bytes: &[u8], end: usize) -> usize {
    match end {
        0 => 0,
        _ => memchr(b'\n', &bytes[end - 1..]).map_or(bytes.len(), |more| end + more),
    }
}

/// The columns coded so far.
struct Columns<'a> {
    sheet: Sheet,
    filled: Vec<(Field, Out<'a>)>,
    len: usize,
}

/// A column while it is filled.
enum Out<'a> {
    Codes(&'a Words, Vec<u8>),
    Numbers(Vec<i32>),
    Dates(Vec<i32>),
    Places(Places),
    References(Texts),
}

/// Whether an answer is due in each row of a batch, by when it can be.
struct IsDue {
    closed: Vec<bool>,
    born: Vec<bool>,
}

impl IsDue {
    /// What a blank is in a row.
    #[inline]
    fn blank(&self, due: Due, row: usize) -> NonAnswer {
        let is_due = match due {
            Due::Always => true,
            Due::WhenClosed => self.closed[row],
            Due::WhenBorn => self.born[row],
        };
        if is_due {
            NonAnswer::Missing
        } else {
            NonAnswer::NotApplicable
        }
    }

    /// Takes note of a column of codes on which it depends. A family without even a status may be a remark,
    /// which the careful path knows: `Err` is its row.
    fn note(&mut self, field: Field, codes: &[u8]) -> Result<(), usize> {
        match field {
            Field::FamilyStatus | Field::ChildStatus => {
                self.closed.clear();
                let closed = CaseStatus::Closed.position();
                self.closed.extend(codes.iter().map(|code| *code == closed));
                let missing = no_code(NonAnswer::Missing);
                let remark = codes.iter().position(|code| *code == missing);
                match remark.filter(|_| field == Field::FamilyStatus) {
                    Some(row) => Err(row),
                    None => Ok(()),
                }
            }
            Field::ChildSex => {
                self.born.clear();
                let unborn = Sex::Unborn.position();
                self.born.extend(codes.iter().map(|code| *code != unborn));
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

impl<'a> Columns<'a> {
    fn new(coder: &'a Coder, rows: usize) -> Self {
        let column = |(field, words): (&Field, &'a Option<Words>)| {
            let out = match (field.kind(), words) {
                (Kind::Code(_), Some(words)) => Out::Codes(words, Vec::with_capacity(rows)),
                (Kind::Date, _) => Out::Dates(Vec::with_capacity(rows)),
                (Kind::Place, _) => Out::Places(Places::default()),
                (Kind::Reference, _) => Out::References(Texts::default()),
                _ => Out::Numbers(Vec::with_capacity(rows)),
            };
            (*field, out)
        };
        Self {
            sheet: coder.sheet,
            filled: coder
                .sheet
                .fields()
                .iter()
                .zip(&coder.words)
                .map(column)
                .collect(),
            len: 0,
        }
    }

    /// Codes the rows of a batch. `Err` is where the first row begins of which something is not plain.
    fn add(&mut self, bytes: &[u8], batch: &Batch) -> Result<(), usize> {
        let mut is_due = IsDue {
            closed: Vec::new(),
            born: Vec::new(),
        };
        let before = self.len;
        self.len += batch.rows();
        for ((field, out), column) in self.filled.iter_mut().zip(0..) {
            let due = field.due();
            let cells = || {
                let cells = batch.cells(column).map(|(from, to)| &bytes[from..to]);
                cells.zip(0..).map(|(cell, row)| (row, cell))
            };
            let at = |row| batch.start(row);
            match out {
                Out::Codes(words, codes) => {
                    codes.resize(self.len, 0);
                    let coded = codes[before..].iter_mut().zip(batch.cells(column));
                    for ((coded, (from, to)), row) in coded.zip(0..) {
                        *coded = match words.code(bytes, from, to) {
                            Some(BLANK) => no_code(is_due.blank(due, row)),
                            Some(code) => code,
                            None => {
                                match careful(*field, &bytes[from..to]).map_err(|()| at(row))? {
                                    Some(Value::Code(code)) => code,
                                    Some(Value::Not(non)) => no_code(non),
                                    _ => no_code(is_due.blank(due, row)),
                                }
                            }
                        };
                    }
                    is_due.note(*field, &codes[before..]).map_err(at)?;
                }
                Out::Numbers(numbers) => {
                    for (row, cell) in cells() {
                        let number = match plain_number(*field, cell) {
                            Some(number) => number,
                            None => match careful(*field, cell).map_err(|()| at(row))? {
                                Some(Value::Number(number)) => number,
                                Some(Value::Not(non)) => no_number(non),
                                _ => no_number(is_due.blank(due, row)),
                            },
                        };
                        numbers.push(number);
                    }
                }
                Out::Dates(days) => {
                    for (row, cell) in cells() {
                        let day = match plain_date(cell) {
                            Some(day) => day,
                            None => match careful(*field, cell).map_err(|()| at(row))? {
                                Some(Value::Date(date)) => day_number(date),
                                Some(Value::Not(non)) => no_number(non),
                                _ => no_number(is_due.blank(due, row)),
                            },
                        };
                        days.push(day);
                    }
                }
                Out::Places(places) => {
                    for (row, cell) in cells() {
                        if add_place(places, cell).is_some() {
                            continue;
                        }
                        match careful(*field, cell).map_err(|()| at(row))? {
                            Some(Value::Text(name)) => places.push(&name),
                            Some(Value::Not(non)) => places.push_none(non),
                            _ => places.push_none(is_due.blank(due, row)),
                        }
                    }
                }
                Out::References(texts) => {
                    for (row, cell) in cells() {
                        if is_plain_reference(cell) {
                            texts.push(cell);
                            continue;
                        }
                        match careful(*field, cell).map_err(|()| at(row))? {
                            Some(Value::Text(text)) if !says_total(&text) => {
                                texts.push(text.as_bytes());
                            }
                            _ => return Err(at(row)),
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn block(self) -> Block {
        let column = |(_, out)| match out {
            Out::Codes(_, codes) => Column::Codes(codes),
            Out::Numbers(numbers) | Out::Dates(numbers) => Column::Numbers(numbers),
            Out::Places(places) => Column::Places(places),
            // A copy has no more room than it needs.
            Out::References(texts) => Column::Texts(texts.clone()),
        };
        Block {
            len: self.len,
            columns: self.filled.into_iter().map(column).collect(),
            ..Block::new(self.sheet)
        }
    }
}

/// What any other cell means, by the one definition of that; `None` if it is blank, and an error if it is
/// refused.
#[cold]
fn careful(field: Field, cell: &[u8]) -> Result<Option<Value>, ()> {
    let text = std::str::from_utf8(cell).map_err(|_| ())?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    own_value(field, Dates::DayFirst, &Cell::Text(text.to_owned()))
        .map(Some)
        .map_err(|_| ())
}

/// A whole number of up to four digits, or a decimal one of plain digits, within what the field allows.
#[inline]
fn plain_number(field: Field, cell: &[u8]) -> Option<i32> {
    let Kind::Number { decimals, max } = field.kind() else {
        return None;
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
    let mut number = 0;
    let mut fraction = None;
    if cell.is_empty() || cell[0] == b'.' {
        return None;
    }
    for byte in cell {
        if *byte == b'.' && fraction.is_none() {
            fraction = Some(0);
            continue;
        }
        number = number * 10 + digit(*byte)?;
        fraction = fraction.map(|places| places + 1);
    }
    let missing = decimals.checked_sub(fraction.unwrap_or(0))?;
    let number = number * 10_i32.pow(missing.into());
    (number <= max * 10_i32.pow(decimals.into())).then_some(number)
}

/// The day number of a date written as 2022-08-30.
#[inline]
fn plain_date(cell: &[u8]) -> Option<i32> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *cell else {
        return None;
    };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |digits: &[u8]| {
        digits
            .iter()
            .fold(0_i32, |n, d| n * 10 + i32::from(d - b'0'))
    };
    let year = number(&digits[..4]);
    let date = Date::new(
        i16::try_from(year).ok()?,
        number(&digits[4..6]) as i8,
        number(&digits[6..]) as i8,
    )
    .ok()?;
    (1900..=2100).contains(&year).then(|| days_from_civil(date))
}

/// Days since 1 January 1970, by the usual arithmetic on years that begin in March.
#[inline]
fn days_from_civil(date: Date) -> i32 {
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// References of visible ASCII that begin with a letter or digit and could be no word such as "total" or
/// "unknown".
#[inline]
fn is_plain_reference(cell: &[u8]) -> bool {
    let [first, rest @ ..] = cell else {
        return false;
    };
    let harmless =
        first.is_ascii_digit() || (first.is_ascii_uppercase() && !matches!(first, b'G' | b'T'));
    harmless && cell.len() <= 200 && rest.iter().all(u8::is_ascii_graphic)
}

/// Adds a place that has been seen before; names are few.
#[inline]
fn add_place(places: &mut Places, cell: &[u8]) -> Option<()> {
    let at = places
        .names
        .iter()
        .position(|name| name.as_bytes() == cell)?;
    places.rows.push(at as u16);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_the_number_that_the_calendar_gives_it() {
        let mut day = calendar::date(1900, 1, 1);
        let mut expected = day_number(day);
        while day.year() <= 2100 {
            assert_eq!(plain_date(day.to_string().as_bytes()), Some(expected));
            day = day.tomorrow().unwrap();
            expected += 1;
        }
        for wrong in [
            "2022-02-30",
            "1899-12-31",
            "2101-01-01",
            "2022-8-30",
            "2022/08/30",
            "20220830",
        ] {
            assert_eq!(plain_date(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn plain_numbers_are_those_of_the_dictionary() {
        for field in Field::all().filter(|f| matches!(f.kind(), Kind::Number { .. })) {
            for text in [
                "0", "7", "007", "1000", "1001", "1.5", "1.25", "1.250", "24", "24.01", "1.", ".5",
                "-1", "1e2", "9999999", "1..2",
            ] {
                let number = match Value::parse(field, text) {
                    Ok(Value::Number(number)) => Some(number),
                    _ => None,
                };
                // What is not plain may still be a number: it is then read the careful way.
                if let Some(plain) = plain_number(field, text.as_bytes()) {
                    assert_eq!(Some(plain), number, "{} {text}", field.code());
                }
            }
            assert_eq!(
                plain_number(field, b"7").is_some(),
                Value::parse(field, "7").is_ok()
            );
        }
    }
}
