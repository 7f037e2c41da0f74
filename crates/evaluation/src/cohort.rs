//! The cohort: every family, child and emergency session counted, in columns of small codes.
//!
//! Answers are coded at the door. Strings are what makes counting slow and what makes it go
//! wrong; a column holds one byte an answer, and each kind of no-answer has its own byte.
//! Rows stand in blocks, so that reading and counting can share the work between threads.

use record::{FamilyRows, Row, Sheet};

pub use crate::as_at::latest;
pub use crate::by_family::ByFamily;
pub use crate::column::{
    Block, Column, NO_CODE, NO_FAMILY, NO_NUMBER, Places, Texts, day, day_number, no_code,
    no_number, non_answer,
};
pub use crate::references::References;

/// Rows in a block made from rows; readers may make larger or smaller ones.
const BLOCK: usize = 16_384;

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

/// The place of a sheet among those of the team's work, which come after those of a workbook.
fn of_work(sheet: Sheet) -> usize {
    sheet as usize - Sheet::ALL.len()
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
    /// The sheets of the team's own work, in the order of [`Sheet::WORK`]; empty for a file.
    pub work: [Table; Sheet::WORK.len()],
}

impl Default for Cohort {
    fn default() -> Self {
        Self {
            families: Table::new(Sheet::Families),
            children: Table::new(Sheet::Children),
            sessions: Table::new(Sheet::EmergencySessions),
            work: Sheet::WORK.map(Table::new),
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
            work => &self.work[of_work(work)],
        }
    }

    /// The table of a sheet, to add to.
    pub(crate) fn table_mut(&mut self, sheet: Sheet) -> &mut Table {
        match sheet {
            Sheet::Families => &mut self.families,
            Sheet::Children => &mut self.children,
            Sheet::EmergencySessions => &mut self.sessions,
            work => &mut self.work[of_work(work)],
        }
    }

    /// Adds the families of another cohort after these.
    pub(crate) fn append(&mut self, mut other: Self) {
        let before = self.families.len() as u32;
        let others = [&mut other.children, &mut other.sessions];
        let others = others.into_iter().chain(&mut other.work);
        for block in others.flat_map(|table| &mut table.blocks) {
            for family in block
                .family
                .iter_mut()
                .filter(|family| **family != NO_FAMILY)
            {
                *family += before;
            }
        }
        self.families.blocks.append(&mut other.families.blocks);
        self.children.blocks.append(&mut other.children.blocks);
        self.sessions.blocks.append(&mut other.sessions.blocks);
        for (mine, theirs) in self.work.iter_mut().zip(&mut other.work) {
            mine.blocks.append(&mut theirs.blocks);
        }
    }

    /// Adds a family with all its rows.
    pub fn push(&mut self, rows: &FamilyRows) {
        let family = self.families.len() as u32;
        self.families.push(&rows.family, family);
        for child in &rows.children {
            self.children.push(child, family);
        }
        for session in &rows.sessions {
            self.sessions.push(session, family);
        }
        for row in &rows.work {
            self.table_mut(row.sheet()).push(row, family);
        }
    }

    /// Rows whose family is not among the families.
    pub fn orphans(&self, sheet: Sheet) -> impl Iterator<Item = (&Block, usize)> {
        self.table(sheet)
            .rows()
            .filter(|(block, row)| block.family[*row] == NO_FAMILY)
    }

    /// Each family with its own rows, in order.
    pub fn by_family(&self) -> ByFamily<&Self> {
        ByFamily::new(self)
    }

    /// Each family with its own rows, in order, from a cohort that is needed for nothing else.
    pub fn into_families(self) -> ByFamily<Self> {
        ByFamily::new(self)
    }
}
