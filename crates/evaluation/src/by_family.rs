//! The families of a cohort one by one, each with its own rows.

use std::borrow::Borrow;

use record::{FamilyRows, Row, Sheet};

use crate::cohort::{Cohort, Table};

/// Each family with its own rows, in the order of the families; the rows of each in their own.
///
/// `C` is a cohort or a reference to one. Beside it this holds eight bytes a row, so a million
/// families can be gone through in little more memory than they are counted in.
#[derive(Debug)]
pub struct ByFamily<C> {
    cohort: C,
    children: Owned,
    sessions: Owned,
    work: [Owned; Sheet::WORK.len()],
    /// How many families are done, and the block and row of the next.
    done: usize,
    families: usize,
    next: At,
}

/// A row of a table.
#[derive(Debug, Clone, Copy, Default)]
struct At {
    block: u32,
    row: u32,
}

/// The rows of a table, family by family.
#[derive(Debug)]
struct Owned {
    rows: Vec<At>,
    /// Where each family's rows end.
    ends: Vec<u32>,
}

impl Owned {
    /// Rows without a family are left out.
    fn new(table: &Table, families: usize) -> Self {
        if table.is_empty() {
            return Self {
                rows: Vec::new(),
                ends: Vec::new(),
            };
        }
        let mut ends = vec![0; families];
        for family in table.blocks.iter().flat_map(|block| &block.family) {
            if let Some(number) = ends.get_mut(*family as usize) {
                *number += 1;
            }
        }
        // First where each family's rows begin; every row that finds its place moves that on by one.
        let mut total = 0;
        for end in &mut ends {
            (total, *end) = (total + *end, total);
        }
        let mut rows = vec![At::default(); total as usize];
        for (block, of) in (0..).zip(&table.blocks) {
            for (row, family) in (0..).zip(&of.family) {
                if let Some(end) = ends.get_mut(*family as usize) {
                    rows[*end as usize] = At { block, row };
                    *end += 1;
                }
            }
        }
        Self { rows, ends }
    }

    fn of(&self, family: usize, table: &Table) -> Vec<Row> {
        if self.ends.is_empty() {
            return Vec::new();
        }
        let start = family.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.rows[start as usize..self.ends[family] as usize]
            .iter()
            .map(|at| table.blocks[at.block as usize].row(at.row as usize))
            .collect()
    }
}

impl<C: Borrow<Cohort>> ByFamily<C> {
    pub(crate) fn new(cohort: C) -> Self {
        let of: &Cohort = cohort.borrow();
        let families = of.families.len();
        Self {
            children: Owned::new(&of.children, families),
            sessions: Owned::new(&of.sessions, families),
            work: of.work.each_ref().map(|table| Owned::new(table, families)),
            cohort,
            done: 0,
            families,
            next: At::default(),
        }
    }
}

impl<C: Borrow<Cohort>> Iterator for ByFamily<C> {
    type Item = FamilyRows;

    fn next(&mut self) -> Option<FamilyRows> {
        let cohort: &Cohort = self.cohort.borrow();
        let mut block = cohort.families.blocks.get(self.next.block as usize)?;
        while self.next.row as usize >= block.len {
            self.next = At {
                block: self.next.block + 1,
                row: 0,
            };
            block = cohort.families.blocks.get(self.next.block as usize)?;
        }
        let rows = FamilyRows {
            family: block.row(self.next.row as usize),
            children: self.children.of(self.done, &cohort.children),
            sessions: self.sessions.of(self.done, &cohort.sessions),
            work: self
                .work
                .iter()
                .zip(&cohort.work)
                .flat_map(|(owned, table)| owned.of(self.done, table))
                .collect(),
        };
        self.next.row += 1;
        self.done += 1;
        Some(rows)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.families - self.done;
        (left, Some(left))
    }
}
