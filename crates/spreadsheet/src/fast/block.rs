//! A piece of a CSV file coded straight into columns.

use calendar::Date;
use evaluation::cohort::{Block, Column, Places, Texts, day_number, no_code, no_number};
use memchr::{memchr, memchr2};
use record::lists::{CaseStatus, Sex};
use record::{Due, Field, Kind, NonAnswer, Sheet, Value};

use super::words::{BLANK, Words};
use crate::mapping::Dates;
use crate::read::Cell;
use crate::sheets::{own_value, says_total};

/// Each byte 1, and each byte's highest bit.
const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
const COMMAS: u64 = u64::from_ne_bytes([b','; 8]);

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
    /// families are still to be found. `Err` is the place of the first row that is not plain.
    pub(super) fn code(&self, bytes: &[u8], end: usize) -> Result<Block, usize> {
        let mut rows = Rows::new(self, memchr::memchr_iter(b'\n', &bytes[..end]).count() + 1);
        let mut at = 0;
        if memchr(b'"', bytes).is_some() {
            return rows
                .quoted(&bytes[..line_end(bytes, end)])
                .ok_or(0)
                .map(|()| rows.block());
        }
        while at < end {
            // A blank line is not a row.
            match bytes[at..] {
                [b'\n', ..] => at += 1,
                [b'\r', b'\n', ..] => at += 2,
                _ => at = rows.plain(bytes, at).ok_or(at)?,
            }
        }
        Ok(rows.block())
    }
}

/// The end of the last line that begins before `end`.
fn line_end(bytes: &[u8], end: usize) -> usize {
    match end {
        0 => 0,
        _ => memchr(b'\n', &bytes[end - 1..]).map_or(bytes.len(), |more| end + more),
    }
}

/// The rows coded so far.
struct Rows<'a> {
    sheet: Sheet,
    slots: Vec<Slot<'a>>,
    len: usize,
    blanks: Blanks,
}

/// What a blank is in this row, by when an answer is due.
struct Blanks([NonAnswer; 3]);

impl Blanks {
    fn set(&mut self, due: Due, is_due: bool) {
        self.0[due as usize] = if is_due {
            NonAnswer::Missing
        } else {
            NonAnswer::NotApplicable
        };
    }
}

/// A column while it is filled.
struct Slot<'a> {
    field: Field,
    due: Due,
    out: Out<'a>,
}

enum Out<'a> {
    Codes(&'a Words, Vec<u8>),
    Numbers(Vec<i32>),
    Dates(Vec<i32>),
    Places(Places),
    References(Texts),
}

impl<'a> Rows<'a> {
    fn new(coder: &'a Coder, rows: usize) -> Self {
        let slot = |(field, words): (&Field, &'a Option<Words>)| Slot {
            field: *field,
            due: field.due(),
            out: match (field.kind(), words) {
                (Kind::Code(_), Some(words)) => Out::Codes(words, Vec::with_capacity(rows)),
                (Kind::Date, _) => Out::Dates(Vec::with_capacity(rows)),
                (Kind::Place, _) => Out::Places(Places::default()),
                (Kind::Reference, _) => Out::References(Texts::default()),
                _ => Out::Numbers(Vec::with_capacity(rows)),
            },
        };
        Self {
            sheet: coder.sheet,
            slots: coder
                .sheet
                .fields()
                .iter()
                .zip(&coder.words)
                .map(slot)
                .collect(),
            len: 0,
            blanks: Blanks([NonAnswer::Missing; 3]),
        }
    }

    /// Codes the row without quotes that begins at `at`; gives the place after it.
    #[inline]
    fn plain(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        let (last, slots) = self.slots.split_last_mut()?;
        for slot in slots {
            let word = u64::from_le_bytes(*bytes[at..].first_chunk()?);
            let commas = zeros(word ^ COMMAS);
            if commas == 0 {
                let length = 8 + memchr2(b',', b'\n', &bytes[at + 8..])?;
                slot.long(&bytes[at..at + length], &mut self.blanks)?;
                at += length;
                if bytes[at] != b',' {
                    return None;
                }
            } else {
                let bits = commas.trailing_zeros() & !7;
                let key = word & !(u64::MAX << bits);
                let length = bits as usize / 8;
                slot.short(key, &bytes[at..at + length], &mut self.blanks)?;
                at += length;
            }
            at += 1;
        }
        let length = memchr(b'\n', &bytes[at..])?;
        let cell = &bytes[at..at + length];
        last.cell(cell.strip_suffix(b"\r").unwrap_or(cell), &mut self.blanks)?;
        self.len += 1;
        Some(at + length + 1)
    }

    /// Codes rows in which a quote stands somewhere.
    fn quoted(&mut self, bytes: &[u8]) -> Option<()> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record).ok()? {
            if record.len() != self.slots.len() {
                return None;
            }
            for (slot, cell) in self.slots.iter_mut().zip(&record) {
                slot.cell(cell, &mut self.blanks)?;
            }
            self.len += 1;
        }
        Some(())
    }

    fn block(self) -> Block {
        let column = |slot: Slot<'_>| match slot.out {
            Out::Codes(_, codes) => Column::Codes(codes),
            Out::Numbers(numbers) | Out::Dates(numbers) => Column::Numbers(numbers),
            Out::Places(places) => Column::Places(places),
            // A copy has no more room than it needs.
            Out::References(texts) => Column::Texts(texts.clone()),
        };
        Block {
            len: self.len,
            columns: self.slots.into_iter().map(column).collect(),
            ..Block::new(self.sheet)
        }
    }
}

impl Slot<'_> {
    fn cell(&mut self, cell: &[u8], blanks: &mut Blanks) -> Option<()> {
        if cell.len() < 8 {
            self.short(super::words::key(cell), cell, blanks)
        } else {
            self.long(cell, blanks)
        }
    }

    /// Adds a cell of up to seven bytes.
    #[inline]
    fn short(&mut self, key: u64, cell: &[u8], blanks: &mut Blanks) -> Option<()> {
        match &mut self.out {
            Out::Codes(words, codes) => {
                let Some(code) = words.short(key) else {
                    return self.careful(cell, blanks);
                };
                let code = if code == BLANK {
                    no_code(blanks.0[self.due as usize])
                } else {
                    code
                };
                codes.push(code);
                decide(self.field, code, blanks)
            }
            Out::Numbers(numbers) => match plain_number(self.field, cell) {
                Some(number) => {
                    numbers.push(number);
                    Some(())
                }
                None => self.careful(cell, blanks),
            },
            Out::References(texts) if is_plain_reference(cell) => {
                texts.push(cell);
                Some(())
            }
            Out::Places(places) => add_place(places, cell).or_else(|| self.careful(cell, blanks)),
            _ => self.careful(cell, blanks),
        }
    }

    /// Adds a cell of eight bytes and more.
    #[inline]
    fn long(&mut self, cell: &[u8], blanks: &mut Blanks) -> Option<()> {
        match &mut self.out {
            Out::Codes(words, codes) => {
                let Some(code) = words.long(cell) else {
                    return self.careful(cell, blanks);
                };
                codes.push(code);
                decide(self.field, code, blanks)
            }
            Out::Dates(days) => match plain_date(cell) {
                Some(day) => {
                    days.push(day);
                    Some(())
                }
                None => self.careful(cell, blanks),
            },
            Out::References(texts) if is_plain_reference(cell) => {
                texts.push(cell);
                Some(())
            }
            Out::Places(places) => add_place(places, cell).or_else(|| self.careful(cell, blanks)),
            _ => self.careful(cell, blanks),
        }
    }

    /// Adds any other cell by the one definition of what a cell means; it is not plain if that refuses it.
    #[cold]
    fn careful(&mut self, cell: &[u8], blanks: &mut Blanks) -> Option<()> {
        let text = std::str::from_utf8(cell).ok()?;
        let value = if text.trim().is_empty() {
            Value::Not(blanks.0[self.due as usize])
        } else {
            own_value(self.field, Dates::DayFirst, &Cell::Text(text.to_owned())).ok()?
        };
        match (&mut self.out, value) {
            (Out::Codes(_, codes), Value::Code(code)) => {
                codes.push(code);
                decide(self.field, code, blanks)?;
            }
            (Out::Codes(_, codes), Value::Not(non)) => {
                codes.push(no_code(non));
                decide(self.field, no_code(non), blanks)?;
            }
            (Out::Numbers(numbers), Value::Number(number)) => numbers.push(number),
            (Out::Dates(days), Value::Date(date)) => days.push(day_number(date)),
            (Out::Numbers(numbers) | Out::Dates(numbers), Value::Not(non)) => {
                numbers.push(no_number(non));
            }
            (Out::Places(places), Value::Text(name)) => places.push(&name),
            (Out::Places(places), Value::Not(non)) => places.push_none(non),
            (Out::References(texts), Value::Text(text)) if !says_total(&text) => {
                texts.push(text.as_bytes());
            }
            _ => return None,
        }
        Some(())
    }
}

/// The bytes of a word that are zero, by their highest bits. The lowest bit set is always right.
#[inline]
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGHS
}

/// Says what a blank means in the rest of the row, once the status or the sex is known. A family without
/// even a status may be a remark, which the careful path knows.
#[inline]
fn decide(field: Field, code: u8, blanks: &mut Blanks) -> Option<()> {
    match field {
        Field::FamilyStatus | Field::ChildStatus => {
            blanks.set(Due::WhenClosed, code == CaseStatus::Closed.position());
            let blank = field == Field::FamilyStatus && code == no_code(NonAnswer::Missing);
            return (!blank).then_some(());
        }
        Field::ChildSex => blanks.set(Due::WhenBorn, code != Sex::Unborn.position()),
        _ => {}
    }
    Some(())
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
