//! Before and after on the same people: the paired view, which is the headline.

use record::NonAnswer;
use serde::Serialize;
use statistics::{CellCounts, PairedTable, cluster_bootstrap, holm};

use crate::cohort::{Cohort, NO_CODE};
use crate::condition::answer;
use crate::figure::tidy;
use crate::measure::Population;
use crate::measures::{CHILD_PAIRS, PARENT_PAIRS, Pair, YES, closed_children, closed_families};
use crate::threads;

/// What the design can show, printed beside every change.
pub const DESIGN: &str = "before–after, no comparison group";
/// Resamples of families.
const RESAMPLES: u32 = 4_000;
/// The seed of the resampling: the same data give the same interval.
const SEED: u64 = 2022;

/// A change between referral and closure among those with both answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The row's id, such as `t5.alcohol`.
    pub id: String,
    /// The row's title.
    pub title: String,
    /// Who is counted.
    pub population: String,
    /// The table.
    pub table: String,
    /// People with both answers.
    pub pairs: u64,
    /// Yes at both points.
    pub both: u64,
    /// Yes, then no.
    pub stopped: u64,
    /// No, then yes.
    pub started: u64,
    /// No at both points.
    pub neither: u64,
    /// Closure less referral, in percentage points.
    pub difference: Option<f64>,
    /// Its 95 per cent Tango score interval.
    pub ci95: Option<[f64; 2]>,
    /// Its 95 per cent interval by resampling whole families, since children come in families.
    pub ci95_families: Option<[f64; 2]>,
    /// McNemar's mid-p; nothing when no one changed.
    pub p_mid: Option<f64>,
    /// McNemar's exact p.
    pub p_exact: Option<f64>,
    /// Mid-p adjusted by Holm's method over the rows of the table.
    pub p_holm: Option<f64>,
    /// The difference over everybody to whom the question applied at both points, if every
    /// no-answer fell the one way, and the other.
    pub bounds: Option<[f64; 2]>,
    /// What the design can show.
    pub design: &'static str,
}

impl Change {
    /// What the test says, in plain words; no word of significance without a test.
    pub fn verdict(&self) -> &'static str {
        match self.p_holm {
            None if self.pairs == 0 => "Nobody has both answers",
            None => "No change in either direction",
            Some(p) if p < 0.05 => "A change this large would be unlikely by chance",
            Some(_) => "Could be chance",
        }
    }
}

/// A table before it is counted: its name, its population, and of each block of the population's
/// sheet the rows that belong to it, each with the number of its family among those that have any.
struct Asked {
    table: &'static str,
    population: Population,
    belong: Vec<Vec<(u32, u32)>>,
    families: usize,
}

impl Asked {
    fn of(table: &'static str, population: Population, cohort: &Cohort) -> Self {
        const NONE_YET: u32 = u32::MAX;
        let mut numbers = vec![NONE_YET; cohort.families.len()];
        let mut families = 0;
        let mut belong = Vec::new();
        for block in &cohort.table(population.sheet).blocks {
            let mut rows = Vec::new();
            for (row, belongs) in population.condition.answers(block).iter().enumerate() {
                if *belongs != answer::YES {
                    continue;
                }
                // A row of families, or a child of no family here, stands for itself.
                let family = block.family.get(row).map(|family| *family as usize);
                let known = family.and_then(|family| numbers.get_mut(family));
                let mut itself = NONE_YET;
                let number = known.unwrap_or(&mut itself);
                if *number == NONE_YET {
                    *number = families;
                    families += 1;
                }
                rows.push((row as u32, *number));
            }
            belong.push(rows);
        }
        Self {
            table,
            population,
            belong,
            families: families as usize,
        }
    }
}

/// Table 5 and Table 6, row by row.
pub(crate) fn changes(cohort: &Cohort, threads: usize) -> Vec<Change> {
    let (parents, children) = threads::both(
        threads,
        || Asked::of("t5", closed_families(), cohort),
        || Asked::of("t6", closed_children(), cohort),
    );
    // The larger table first, so that the threads end together.
    let mut rows: Vec<_> = CHILD_PAIRS.iter().map(|pair| (&children, pair)).collect();
    rows.extend(PARENT_PAIRS.iter().map(|pair| (&parents, pair)));
    let mut changes = threads::map(threads, rows.len(), |row| {
        let (asked, pair) = rows[row];
        change(cohort, asked, pair)
    });
    changes.sort_by(|a, b| a.table.cmp(&b.table));
    for table in changes.chunk_by_mut(|a, b| a.table == b.table) {
        adjust(table);
    }
    changes
}

/// Holm's adjustment over the rows of a table. A row in which nobody changed was not tested.
fn adjust(table: &mut [Change]) {
    let p: Vec<_> = table.iter().map(|row| row.p_mid).collect();
    for (row, p) in table.iter_mut().zip(holm(&p)) {
        row.p_holm = p.map(tidy);
    }
}

fn change(cohort: &Cohort, asked: &Asked, pair: &Pair) -> Change {
    let population = &asked.population;
    let mut counts = [[0_u64; STATES]; STATES];
    // What each family adds: the sum of its people's differences, and how many people.
    let mut families = vec![(0_i32, 0_u32); asked.families];
    let state = states();
    let blocks = &cohort.table(population.sheet).blocks;
    for (block, belong) in blocks.iter().zip(&asked.belong) {
        let (before, after) = (block.codes(pair.before), block.codes(pair.after));
        for (row, family) in belong {
            let was = state[usize::from(before[*row as usize])];
            let is = state[usize::from(after[*row as usize])];
            counts[was][is] += 1;
            if was < 2 && is < 2 {
                let (sum, people) = &mut families[*family as usize];
                *sum += is as i32 - was as i32;
                *people += 1;
            }
        }
    }
    let paired = PairedTable {
        both: counts[1][1],
        stopped: counts[1][0],
        started: counts[0][1],
        neither: counts[0][0],
    };
    let points = |i: statistics::Interval| [tidy(i.low * 100.0), tidy(i.high * 100.0)];
    Change {
        id: pair.id.to_owned(),
        title: pair.title.to_owned(),
        population: population.title.to_owned(),
        table: asked.table.to_owned(),
        pairs: paired.pairs(),
        both: paired.both,
        stopped: paired.stopped,
        started: paired.started,
        neither: paired.neither,
        difference: paired.difference().map(|d| tidy(d * 100.0)),
        ci95: paired.tango_interval().map(points),
        ci95_families: cluster_bootstrap(&cells(&families), RESAMPLES, SEED).map(points),
        p_mid: paired.mcnemar_mid_p().map(tidy),
        p_exact: paired.mcnemar_exact().map(tidy),
        p_holm: None,
        bounds: bounds(&counts),
        design: DESIGN,
    }
}

/// How many states an answer is counted in.
const STATES: usize = 4;

/// Of each code: 0 no, 1 yes, 2 a no-answer that could be either, 3 not applicable.
fn states() -> [usize; 256] {
    let state = |code: u8| match code.checked_sub(NO_CODE) {
        None => usize::from(YES.contains(&code)),
        Some(non) if non == NonAnswer::NotApplicable as u8 => 3,
        Some(_) => 2,
    };
    std::array::from_fn(|code| state(code as u8))
}

/// The difference over all to whom the question applied at both points, if the no-answers fell so
/// as to make it least and greatest.
fn bounds(counts: &[[u64; STATES]; STATES]) -> Option<[f64; 2]> {
    let row = |was: usize| counts[was][..3].iter().sum::<u64>() as f64;
    let column = |is: usize| counts[..3].iter().map(|row| row[is]).sum::<u64>() as f64;
    let everybody = row(0) + row(1) + row(2);
    if everybody == 0.0 {
        return None;
    }
    let least = column(1) - (row(1) + row(2));
    let greatest = column(1) + column(2) - row(1);
    Some([least, greatest].map(|d| tidy(d * 100.0 / everybody)))
}

/// How many families add the same: all that the resampling needs.
fn cells(families: &[(i32, u32)]) -> CellCounts {
    // Nearly every family is small: those are counted in a square, the rest in a map.
    let mut small = [[0_u64; 17]; 9];
    let mut cells = CellCounts::new();
    for (sum, people) in families {
        match (*people as usize, usize::try_from(*sum + 8)) {
            (0, _) => {}
            (people @ 1..=8, Ok(at)) if at < 17 => small[people][at] += 1,
            _ => {
                *cells
                    .entry((i64::from(*sum), u64::from(*people)))
                    .or_default() += 1;
            }
        }
    }
    for (people, row) in small.iter().enumerate() {
        for (at, count) in row.iter().enumerate().filter(|(_, count)| **count > 0) {
            *cells.entry((at as i64 - 8, people as u64)).or_default() += count;
        }
    }
    cells
}
