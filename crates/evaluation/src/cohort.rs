//! The cohort: every family, child and emergency session counted, in columns of small codes.
//!
//! Answers are coded at the door. Strings are what makes counting slow and what makes it go
//! wrong; a column holds one byte an answer, and each kind of no-answer has its own byte.
//! Rows stand in blocks, so that reading and counting can share the work between threads.

use calendar::{AsAt, Date};
use hashbrown::HashTable;
use record::{FamilyRows, Field, Kind, NonAnswer, Row, Sheet, Value};

/// The first of the four bytes that stand for no-answers in a column of codes.
pub const NO_CODE: u8 = 252;
/// The first of the four numbers that stand for no-answers in a column of numbers or dates.
pub const NO_NUMBER: i32 = i32::MIN;
/// The link of a child or session whose family is not in the cohort.
pub const NO_FAMILY: u32 = u32::MAX;
/// Rows in a block made from rows; readers may make larger or smaller ones.
const BLOCK: usize = 16_384;

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

/// Names of places, each kept once.
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

/// Some rows of one sheet, column by column.
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
        match &self.columns[0] {
            Column::Texts(texts) => std::str::from_utf8(texts.get(row)).unwrap_or("?"),
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

/// All rows of one sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The sheet.
    pub sheet: Sheet,
    /// The rows.
    pub blocks: Vec<Block>,
}

impl Table {
    /// A table without rows.
    pub fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            blocks: Vec::new(),
        }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(|b| b.len).sum()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a row.
    pub fn push(&mut self, row: &Row, family: u32) {
        if self.blocks.last().is_none_or(|b| b.len >= BLOCK) {
            self.blocks.push(Block::new(self.sheet));
        }
        if let Some(block) = self.blocks.last_mut() {
            block.push(row, family);
        }
    }

    /// Every row with its block, in order.
    pub fn rows(&self) -> impl Iterator<Item = (&Block, usize)> {
        self.blocks
            .iter()
            .flat_map(|block| (0..block.len).map(move |row| (block, row)))
    }
}

/// Everything that is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    /// The families.
    pub families: Table,
    /// The children.
    pub children: Table,
    /// The emergency sessions.
    pub sessions: Table,
}

impl Default for Cohort {
    fn default() -> Self {
        Self {
            families: Table::new(Sheet::Families),
            children: Table::new(Sheet::Children),
            sessions: Table::new(Sheet::EmergencySessions),
        }
    }
}

impl Cohort {
    /// The table of a sheet.
    pub fn table(&self, sheet: Sheet) -> &Table {
        match sheet {
            Sheet::Families => &self.families,
            Sheet::Children => &self.children,
            Sheet::EmergencySessions => &self.sessions,
        }
    }

    /// Adds a family with its children and sessions.
    pub fn push(&mut self, rows: &FamilyRows) {
        let family = self.families.len() as u32;
        self.families.push(&rows.family, family);
        for child in &rows.children {
            self.children.push(child, family);
        }
        for session in &rows.sessions {
            self.sessions.push(session, family);
        }
    }

    /// The cohort as at a day, of families referred from another day on.
    ///
    /// A family in which anything happened later is told as a chronology and folded as at the
    /// day, so that a file and a live service agree. A family without a date of referral stays.
    pub fn as_at(self, from: Option<Date>, as_at: Date) -> Self {
        if !self.any_outside(from, as_at) {
            return self;
        }
        let mut within = Self::default();
        for rows in self.by_family() {
            let referred = rows.family.get(Field::ReferralDate).date();
            if referred.is_some_and(|r| r > as_at || from.is_some_and(|from| r < from)) {
                continue;
            }
            match latest(&rows) {
                Some(latest) if latest > as_at => {
                    if let Some(then) = then(&rows, as_at) {
                        within.push(&then);
                    }
                }
                _ => within.push(&rows),
            }
        }
        for (block, row) in self.orphans(Sheet::Children) {
            within.children.push(&block.row(row), NO_FAMILY);
        }
        for (block, row) in self.orphans(Sheet::EmergencySessions) {
            within.sessions.push(&block.row(row), NO_FAMILY);
        }
        within
    }

    fn any_outside(&self, from: Option<Date>, as_at: Date) -> bool {
        let last = day_number(as_at);
        let first = from.map(day_number);
        let later = |table: &Table, field| {
            table
                .blocks
                .iter()
                .any(|b| b.numbers(field).iter().any(|n| *n > last))
        };
        later(&self.families, Field::ReferralDate)
            || later(&self.families, Field::ClosureDate)
            || later(&self.sessions, Field::SessionDate)
            || first.is_some_and(|first| {
                self.families.blocks.iter().any(|b| {
                    b.numbers(Field::ReferralDate)
                        .iter()
                        .any(|n| non_answer(*n).is_none() && *n < first)
                })
            })
    }

    /// Rows whose family is not among the families.
    pub fn orphans(&self, sheet: Sheet) -> impl Iterator<Item = (&Block, usize)> {
        self.table(sheet)
            .rows()
            .filter(|(block, row)| block.family[*row] == NO_FAMILY)
    }

    /// Each family with its own rows, in order.
    pub fn by_family(&self) -> impl Iterator<Item = FamilyRows> + '_ {
        let children = by_link(&self.children, self.families.len());
        let sessions = by_link(&self.sessions, self.families.len());
        self.families
            .rows()
            .enumerate()
            .map(move |(at, (block, row))| FamilyRows {
                family: block.row(row),
                children: children[at].iter().map(|(b, r)| b.row(*r)).collect(),
                sessions: sessions[at].iter().map(|(b, r)| b.row(*r)).collect(),
            })
    }
}

fn by_link(table: &Table, families: usize) -> Vec<Vec<(&Block, usize)>> {
    let mut links = vec![Vec::new(); families];
    for (block, row) in table.rows() {
        if let Some(of) = links.get_mut(block.family[row] as usize) {
            of.push((block, row));
        }
    }
    links
}

/// The latest day anything in these rows happened.
pub fn latest(rows: &FamilyRows) -> Option<Date> {
    let family = [Field::ReferralDate, Field::ClosureDate]
        .into_iter()
        .filter_map(|field| rows.family.get(field).date());
    let sessions = rows
        .sessions
        .iter()
        .filter_map(|s| s.get(Field::SessionDate).date());
    family.chain(sessions).max()
}

/// A family's rows as at a day, by telling them as a chronology.
fn then(rows: &FamilyRows, as_at: Date) -> Option<FamilyRows> {
    let nobody = uuid::Uuid::nil();
    let act = casework::BringIn {
        rows: rows.clone(),
        parent: record::PersonId(nobody),
        children: (1..=rows.children.len() as u128)
            .map(|n| record::PersonId(uuid::Uuid::from_u128(n)))
            .collect(),
        told_on: as_at,
    };
    let entries = casework::entries_of(&act).ok()?;
    let family = casework::folded(&entries, AsAt::day(as_at));
    (!family.referrals.is_empty()).then(|| record::rows(&family))
}

/// Finds a family's place by its reference while rows are read.
#[derive(Debug, Default)]
pub struct References {
    table: HashTable<u32>,
    texts: Texts,
    hasher: std::hash::RandomState,
}

impl References {
    /// Adds the next family's reference; gives the place of the one before it with the same.
    pub fn add(&mut self, reference: &[u8]) -> Result<u32, u32> {
        use std::hash::BuildHasher;
        let Self {
            table,
            texts,
            hasher,
        } = self;
        let hash = hasher.hash_one(reference);
        if let Some(at) = table.find(hash, |at| texts.get(*at as usize) == reference) {
            return Err(*at);
        }
        let at = texts.ends.len() as u32;
        texts.push(reference);
        table.insert_unique(hash, at, |at| hasher.hash_one(texts.get(*at as usize)));
        Ok(at)
    }

    /// The place of the family with this reference.
    pub fn find(&self, reference: &[u8]) -> Option<u32> {
        use std::hash::BuildHasher;
        let hash = self.hasher.hash_one(reference);
        self.table
            .find(hash, |at| self.texts.get(*at as usize) == reference)
            .copied()
    }
}
