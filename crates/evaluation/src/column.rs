//! Columns of small codes, and blocks of rows made of them.

use calendar::Date;
use record::{Field, Kind, NonAnswer, Row, Sheet, Value};

/// The first of the four bytes that stand for no-answers in a column of codes.
pub const NO_CODE: u8 = 252;
/// The first of the four numbers that stand for no-answers in a column of numbers or dates.
pub const NO_NUMBER: i32 = i32::MIN;
/// The link of a child or session whose family is not in the cohort.
pub const NO_FAMILY: u32 = u32::MAX;
/// The byte of a no-answer in a column of codes.
pub fn no_code(non: NonAnswer) -> u8 {
    NO_CODE + non as u8
}

/// The number of a no-answer in a column of numbers or dates.
pub fn no_number(non: NonAnswer) -> i32 {
    NO_NUMBER + non as i32
}

/// The no-answer a number stands for.
pub fn non_answer(number: i32) -> Option<NonAnswer> {
    (number < NO_NUMBER + 4).then(|| NonAnswer::ALL[(number - NO_NUMBER) as usize])
}

/// Days since 1 January 1970, the number of a date in a column.
pub fn day_number(date: Date) -> i32 {
    let epoch = calendar::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}

/// The date of a number of days since 1 January 1970.
pub fn day(number: i32) -> Option<Date> {
    let epoch = calendar::date(1970, 1, 1);
    epoch
        .checked_add(jiff::Span::new().try_days(number).ok()?)
        .ok()
}

/// Texts of one column, end to end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Texts {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len() as u32);
    }

    /// How many texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a row.
    pub fn get(&self, row: usize) -> &[u8] {
        let start = if row == 0 {
            0
        } else {
            self.ends[row - 1] as usize
        };
        &self.bytes[start..self.ends[row] as usize]
    }
}

/// Names of places, each kept once. There is room for 65,532 different ones, so a block of places
/// has at most as many rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Places {
    /// The number of each row's place, or [`Places::NONE`] and up for no-answers.
    pub rows: Vec<u16>,
    /// The places.
    pub names: Vec<String>,
}

impl Places {
    /// The first of the four numbers that stand for no-answers.
    pub const NONE: u16 = u16::MAX - 3;

    /// Adds a place.
    pub fn push(&mut self, name: &str) {
        let number = self
            .names
            .iter()
            .position(|n| n == name)
            .unwrap_or_else(|| {
                self.names.push(name.to_owned());
                self.names.len() - 1
            });
        self.rows.push(number as u16);
    }

    /// Adds a no-answer.
    pub fn push_none(&mut self, non: NonAnswer) {
        self.rows.push(Self::NONE + non as u16);
    }

    /// The place of a row, or why there is none.
    pub fn get(&self, row: usize) -> Result<&str, NonAnswer> {
        let number = self.rows[row];
        if number >= Self::NONE {
            return Err(NonAnswer::ALL[usize::from(number - Self::NONE)]);
        }
        Ok(&self.names[usize::from(number)])
    }
}

/// The values of one field, row by row.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Positions in the field's code list; [`NO_CODE`] and up for no-answers.
    Codes(Vec<u8>),
    /// Numbers in units of the last place, or dates as [`day_number`]; [`NO_NUMBER`] and up for
    /// no-answers.
    Numbers(Vec<i32>),
    /// Places.
    Places(Places),
    /// References.
    Texts(Texts),
}

impl Column {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Reference => Self::Texts(Texts::default()),
            Kind::Place => Self::Places(Places::default()),
            Kind::Code(_) => Self::Codes(Vec::new()),
            Kind::Number { .. } | Kind::Date => Self::Numbers(Vec::new()),
        }
    }

    fn push(&mut self, value: &Value) {
        match (self, value) {
            (Self::Codes(codes), Value::Code(code)) => codes.push(*code),
            (Self::Codes(codes), Value::Not(non)) => codes.push(no_code(*non)),
            (Self::Numbers(numbers), Value::Number(number)) => numbers.push(*number),
            (Self::Numbers(numbers), Value::Date(date)) => numbers.push(day_number(*date)),
            (Self::Numbers(numbers), Value::Not(non)) => numbers.push(no_number(*non)),
            (Self::Places(places), Value::Text(name)) => places.push(name),
            (Self::Places(places), Value::Not(non)) => places.push_none(*non),
            (Self::Texts(texts), Value::Text(text)) => texts.push(text.as_bytes()),
            (Self::Texts(texts), _) => texts.push(b""),
            (column, value) => {
                unreachable!("{value:?} in {column:?}: rows are checked at the door")
            }
        }
    }
}

/// Some rows of one sheet, column by column; at most 65,532 of them (see [`Places`]).
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The sheet.
    pub sheet: Sheet,
    /// How many rows.
    pub len: usize,
    /// A column for each field, in order.
    pub columns: Vec<Column>,
    /// For children and sessions, the place of their family among all families, or [`NO_FAMILY`].
    pub family: Vec<u32>,
}

impl Block {
    /// A block without rows.
    pub fn new(sheet: Sheet) -> Self {
        let columns = sheet
            .fields()
            .iter()
            .map(|f| Column::new(f.kind()))
            .collect();
        Self {
            sheet,
            len: 0,
            columns,
            family: Vec::new(),
        }
    }

    /// Adds a row; `family` is the place of its family for children and sessions.
    pub fn push(&mut self, row: &Row, family: u32) {
        for (column, value) in self.columns.iter_mut().zip(row.values()) {
            column.push(value);
        }
        if self.sheet != Sheet::Families {
            self.family.push(family);
        }
        self.len += 1;
    }

    /// The bytes of a field that has a code list.
    pub fn codes(&self, field: Field) -> &[u8] {
        match &self.columns[field.column()] {
            Column::Codes(codes) => codes,
            other => unreachable!("{field:?} is not coded: {other:?}"),
        }
    }

    /// The numbers of a field of numbers or dates.
    pub fn numbers(&self, field: Field) -> &[i32] {
        match &self.columns[field.column()] {
            Column::Numbers(numbers) => numbers,
            other => unreachable!("{field:?} is not a number: {other:?}"),
        }
    }

    /// The places of a field of places.
    pub fn places(&self, field: Field) -> &Places {
        match &self.columns[field.column()] {
            Column::Places(places) => places,
            other => unreachable!("{field:?} is not a place: {other:?}"),
        }
    }

    /// The reference of a row.
    pub fn reference(&self, row: usize) -> &str {
        std::str::from_utf8(self.reference_bytes(row)).unwrap_or("?")
    }

    /// The reference of a row as it was read: quicker to compare.
    pub fn reference_bytes(&self, row: usize) -> &[u8] {
        match &self.columns[0] {
            Column::Texts(texts) => texts.get(row),
            other => unreachable!("the first field is the reference: {other:?}"),
        }
    }

    /// The value of a field in a row.
    pub fn value(&self, field: Field, row: usize) -> Value {
        match &self.columns[field.column()] {
            Column::Codes(codes) if codes[row] >= NO_CODE => {
                Value::Not(NonAnswer::ALL[usize::from(codes[row] - NO_CODE)])
            }
            Column::Codes(codes) => Value::Code(codes[row]),
            Column::Numbers(numbers) => match non_answer(numbers[row]) {
                Some(non) => Value::Not(non),
                None if matches!(field.kind(), Kind::Date) => {
                    day(numbers[row]).map_or(Value::Not(NonAnswer::Missing), Value::Date)
                }
                None => Value::Number(numbers[row]),
            },
            Column::Places(places) => places
                .get(row)
                .map_or_else(Value::Not, |name| Value::Text(name.to_owned())),
            Column::Texts(texts) => {
                Value::Text(String::from_utf8_lossy(texts.get(row)).into_owned())
            }
        }
    }

    /// A row again, value by value.
    pub fn row(&self, row: usize) -> Row {
        let mut out = Row::new(self.sheet);
        for field in self.sheet.fields() {
            out.set(*field, self.value(*field, row));
        }
        out
    }
}
