//! Counting many measures at once, reading each row as seldom as can be.

use std::collections::BTreeSet;

use record::{Field, Sheet};

use crate::alike::{Found, Kinds};
use crate::cohort::{Block, Cohort};
use crate::measure::{Measure, Tally};
use crate::threads::{self, Queue};

/// Kinds that fields of different measures may make together.
const TOGETHER: usize = 4_096;
/// How many rows there must be for each of those, so that counting kinds is quick beside rows.
const ROWS_A_KIND: usize = 16;

/// How measures are counted: each by kinds of rows, or row by row.
struct Plan<'a> {
    measures: &'a [Measure],
    kinds: Vec<Kinds>,
    /// For each measure, which of the kinds it is counted by; none if row by row.
    by: Vec<Option<usize>>,
}

impl<'a> Plan<'a> {
    fn of(measures: &'a [Measure], cohort: &Cohort, places: &[String]) -> Self {
        let found = Found::of(cohort, places);
        let asked: Vec<(Sheet, BTreeSet<Field>)> = measures
            .iter()
            .map(|measure| (measure.population.sheet, measure.fields()))
            .collect();
        let mut apart: Vec<_> = asked.iter().collect();
        // Those that tell more rows apart come first, so that the others are counted by them too.
        apart.sort_by_key(|(_, fields)| std::cmp::Reverse(fields.len()));
        let mut kinds: Vec<Kinds> = Vec::new();
        for (sheet, fields) in apart {
            if counted_by(&kinds, *sheet, fields).is_some() {
                continue;
            }
            let rows = cohort.table(*sheet).len();
            // Fields that have few answers are counted together with others of their sheet.
            let together = kinds.iter_mut().find_map(|kinds| {
                let both = kinds.fields.union(fields).copied().collect();
                let most = TOGETHER.min(rows / ROWS_A_KIND);
                let both = (kinds.sheet == *sheet).then_some(both)?;
                Some((Kinds::by(*sheet, &both, &found, most)?, kinds))
            });
            match together {
                Some((both, kinds)) => *kinds = both,
                None => kinds.extend(Kinds::by(*sheet, fields, &found, rows)),
            }
        }
        Self {
            measures,
            by: asked
                .iter()
                .map(|(sheet, fields)| counted_by(&kinds, *sheet, fields))
                .collect(),
            kinds,
        }
    }
}

/// Which of the kinds tell rows apart by all these fields: the last, since the first tell more
/// rows apart than need be.
fn counted_by(kinds: &[Kinds], sheet: Sheet, fields: &BTreeSet<Field>) -> Option<usize> {
    kinds
        .iter()
        .rposition(|kinds| kinds.sheet == sheet && kinds.fields.is_superset(fields))
}

/// What one thread has counted.
struct Counted {
    kinds: Vec<Vec<u32>>,
    row_by_row: Vec<Tally>,
    room: Vec<u16>,
}

impl Counted {
    fn nothing(plan: &Plan) -> Self {
        Self {
            kinds: plan.kinds.iter().map(Kinds::counts).collect(),
            row_by_row: vec![Tally::default(); plan.measures.len()],
            room: Vec::new(),
        }
    }

    fn count(&mut self, plan: &Plan, block: &Block) {
        for (kinds, counts) in plan.kinds.iter().zip(&mut self.kinds) {
            if kinds.sheet == block.sheet {
                kinds.count(block, counts, &mut self.room);
            }
        }
        let alone = plan.measures.iter().zip(&plan.by).zip(&mut self.row_by_row);
        for ((measure, by), tally) in alone {
            if by.is_none() && measure.population.sheet == block.sheet {
                tally.add(measure.tally_block(block));
            }
        }
    }

    fn add(mut self, other: Self) -> Self {
        for (mine, theirs) in self.kinds.iter_mut().zip(other.kinds) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        }
        for (mine, theirs) in self.row_by_row.iter_mut().zip(other.row_by_row) {
            mine.add(theirs);
        }
        self
    }
}

/// Tallies of many measures: what [`Measure::tally`] finds for each. `places` are those that
/// measures name.
pub(crate) fn tallies(measures: &[Measure], cohort: &Cohort, places: &[String]) -> Vec<Tally> {
    let plan = Plan::of(measures, cohort, places);
    let blocks: Vec<&Block> = Sheet::every()
        .flat_map(|sheet| &cohort.table(sheet).blocks)
        .collect();
    let count = |queue: &Queue| {
        let mut counted = Counted::nothing(&plan);
        while let Some(next) = queue.next() {
            counted.count(&plan, blocks[next]);
        }
        counted
    };
    let parts = threads::share(threads::for_rows_of(cohort), blocks.len(), count);
    let counted = parts.into_iter().reduce(Counted::add);
    let mut counted = counted.unwrap_or_else(|| Counted::nothing(&plan));
    let rows: Vec<_> = plan
        .kinds
        .iter()
        .zip(&counted.kinds)
        .map(|(kinds, counts)| kinds.rows(counts))
        .collect();
    measures
        .iter()
        .enumerate()
        .map(|(at, measure)| match plan.by[at].map(|by| &rows[by]) {
            None => std::mem::take(&mut counted.row_by_row[at]),
            Some(Some((block, alike))) => measure.tally_rows(block, |row| alike[row]),
            Some(None) => measure.tally(cohort),
        })
        .collect()
}
