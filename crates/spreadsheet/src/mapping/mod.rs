//! From a team's own headings and words to the data dictionary's.
//!
//! [`propose`] looks at a workbook and places what can only mean one thing; a person answers the rest, in
//! the page for bringing data in or in the mapping file, which is JSON. A [`Mapping`] says nothing about any
//! family: it holds headings and coded answers, never references, dates or free text.

mod error;
mod file;
mod heads;
mod names;
mod propose;
mod usual;
mod words;

use std::collections::BTreeMap;

use record::{Field, Sheet, Value};

pub use error::MappingError;
pub use heads::is_needed;
pub use propose::{FoundValue, Proposal, ProposedColumn, ProposedSheet, propose, review};

pub(crate) use heads::{by_codes, headings};
pub(crate) use usual::non_answer;

/// How a workbook's sheets, headings and values are to be read, for each sheet of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// Where the families are.
    pub families: SheetMapping,
    /// Where the children are.
    pub children: SheetMapping,
    /// Where the emergency sessions are.
    pub emergency_sessions: SheetMapping,
}

/// Where one sheet of the dictionary is in the workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SheetMapping {
    /// Nobody has said yet.
    #[default]
    ToBeAnswered,
    /// The workbook has no such rows.
    Absent,
    /// It is this sheet.
    At(SheetPlace),
}

/// A sheet of the workbook and what its columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPlace {
    /// The name on its tab.
    pub name: String,
    /// The row with the headings, from 1, as a person sees it.
    pub heading_row: u32,
    /// Its columns.
    pub columns: Vec<ColumnMapping>,
}

/// What one column of the workbook is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMapping {
    /// The heading, as it stands in the workbook.
    pub heading: String,
    /// The column counted from 0, where several have the same heading and only this tells them apart.
    pub at: Option<u32>,
    /// What it is.
    pub meaning: Meaning,
}

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Meaning {
    /// Nobody has said yet.
    #[default]
    ToBeAnswered,
    /// It is not read.
    Ignored,
    /// It is a field of the dictionary.
    Field(FieldMapping),
}

/// A column that is a field of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMapping {
    /// The field.
    pub field: Field,
    /// What the words found in it mean; `None` is still to be answered. Words are compared as [`fold`]
    /// leaves them. The dictionary's own spellings need not be here; the empty text says what a blank means
    /// where an answer is due, for columns that are only ever ticked.
    pub values: BTreeMap<String, Option<Value>>,
    /// How its dates are to be read, if it has dates.
    pub dates: Dates,
}

impl FieldMapping {
    /// A field with nothing but the dictionary's own spellings.
    pub fn new(field: Field) -> Self {
        Self {
            field,
            values: BTreeMap::new(),
            dates: Dates::DayFirst,
        }
    }
}

/// Which comes first in dates such as 05/04/2021. Other styles say it themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dates {
    /// 5 April, as in Britain.
    #[default]
    DayFirst,
    /// May 4, as in the United States.
    MonthFirst,
    /// Nobody has said yet: the column has dates that can only be month first.
    ToBeAnswered,
}

impl Mapping {
    /// Reads a mapping file.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        file::parse(text)
    }

    /// The mapping as a file: JSON that a person can read and edit, ending in a line end.
    pub fn to_json(&self) -> String {
        file::to_json(self)
    }

    /// Where a sheet of the dictionary is.
    pub fn sheet(&self, sheet: Sheet) -> &SheetMapping {
        match sheet {
            Sheet::Families => &self.families,
            Sheet::Children => &self.children,
            Sheet::EmergencySessions => &self.emergency_sessions,
            work => unreachable!("no workbook has {work:?}"),
        }
    }

    /// The same, to change it.
    pub fn sheet_mut(&mut self, sheet: Sheet) -> &mut SheetMapping {
        match sheet {
            Sheet::Families => &mut self.families,
            Sheet::Children => &mut self.children,
            Sheet::EmergencySessions => &mut self.emergency_sessions,
            work => unreachable!("no workbook has {work:?}"),
        }
    }

    /// How many questions are still to be answered: sheets, headings, values and orders of dates.
    pub fn to_be_answered(&self) -> usize {
        Sheet::ALL
            .into_iter()
            .map(|sheet| match self.sheet(sheet) {
                SheetMapping::ToBeAnswered => 1,
                SheetMapping::Absent => 0,
                SheetMapping::At(place) => place.columns.iter().map(open_questions).sum(),
            })
            .sum()
    }
}

impl SheetPlace {
    /// What is said of the column with this heading at this place.
    pub fn column(&self, heading: &str, at: u32) -> Option<&ColumnMapping> {
        let named = |column: &&ColumnMapping| fold(&column.heading) == fold(heading);
        let mut same = self.columns.iter().filter(named);
        same.clone()
            .find(|column| column.at == Some(at))
            .or_else(|| same.find(|column| column.at.is_none()))
    }
}

fn open_questions(column: &ColumnMapping) -> usize {
    match &column.meaning {
        Meaning::ToBeAnswered => 1,
        Meaning::Ignored => 0,
        Meaning::Field(field) => {
            field.values.values().filter(|v| v.is_none()).count()
                + usize::from(field.dates == Dates::ToBeAnswered)
        }
    }
}

/// A text as it is compared: in lower case, with single spaces and none around it.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}
