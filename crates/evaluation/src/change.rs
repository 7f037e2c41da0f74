//! Before and after on the same people: the paired view, which is the headline.

use serde::Serialize;
use statistics::{CellCounts, PairedTable, cluster_bootstrap, holm};

use crate::cohort::{Block, Cohort, NO_CODE, NO_FAMILY};
use crate::condition::answer;
use crate::figure::tidy;
use crate::measure::Population;
use crate::measures::{CHILD_PAIRS, PARENT_PAIRS, Pair, YES, closed_children, closed_families};

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
    /// The difference over everybody if every no-answer fell the one way, and the other.
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

/// Table 5 and Table 6, row by row.
pub(crate) fn changes(cohort: &Cohort) -> Vec<Change> {
    let mut all = table(cohort, "t5", &closed_families(), PARENT_PAIRS);
    all.extend(table(cohort, "t6", &closed_children(), CHILD_PAIRS));
    all
}

fn table(cohort: &Cohort, name: &str, population: &Population, pairs: &[Pair]) -> Vec<Change> {
    let mut rows: Vec<Change> = pairs
        .iter()
        .map(|pair| change(cohort, name, population, pair))
        .collect();
    let p: Vec<_> = rows.iter().map(|row| row.p_mid).collect();
    for (row, p) in rows.iter_mut().zip(holm(&p)) {
        row.p_holm = p.map(tidy);
    }
    rows
}

fn change(cohort: &Cohort, table: &str, population: &Population, pair: &Pair) -> Change {
    let mut counts = [[0_u64; 3]; 3];
    let mut clusters = Clusters::new(cohort.families.len());
    let mut first = 0;
    for block in &cohort.table(population.sheet).blocks {
        let belongs = population.condition.answers(block);
        let (before, after) = (block.codes(pair.before), block.codes(pair.after));
        for row in (0..block.len).filter(|row| belongs[*row] == answer::YES) {
            let (was, is) = (state(before[row]), state(after[row]));
            counts[was][is] += 1;
            if was < 2 && is < 2 {
                clusters.add(family_of(block, first, row), is as i32 - was as i32);
            }
        }
        first += block.len as u32;
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
        table: table.to_owned(),
        pairs: paired.pairs(),
        both: paired.both,
        stopped: paired.stopped,
        started: paired.started,
        neither: paired.neither,
        difference: paired.difference().map(|d| tidy(d * 100.0)),
        ci95: paired.tango_interval().map(points),
        ci95_families: cluster_bootstrap(&clusters.cells(), RESAMPLES, SEED).map(points),
        p_mid: paired.mcnemar_mid_p().map(tidy),
        p_exact: paired.mcnemar_exact().map(tidy),
        p_holm: None,
        bounds: bounds(&counts),
        design: DESIGN,
    }
}

/// 0 no, 1 yes, 2 an answer that could be either. Not applicable counts as the last here too: it
/// is asked of those whose case closed, to all of whom the questions apply.
fn state(code: u8) -> usize {
    match code {
        code if code >= NO_CODE => 2,
        code => usize::from(YES.contains(&code)),
    }
}

/// The difference over everybody, if the no-answers fell so as to make it least and greatest.
fn bounds(counts: &[[u64; 3]; 3]) -> Option<[f64; 2]> {
    let everybody: u64 = counts.iter().flatten().sum();
    if everybody == 0 {
        return None;
    }
    let row = |was: usize| counts[was].iter().sum::<u64>() as f64;
    let column = |is: usize| counts.iter().map(|row| row[is]).sum::<u64>() as f64;
    let least = column(1) - (row(1) + row(2));
    let greatest = column(1) + column(2) - row(1);
    Some([least, greatest].map(|d| tidy(d * 100.0 / everybody as f64)))
}

fn family_of(block: &Block, first: u32, row: usize) -> Option<u32> {
    match block.family.get(row) {
        None => Some(first + row as u32),
        Some(&NO_FAMILY) => None,
        Some(family) => Some(*family),
    }
}

/// What each family adds: the sum of its people's differences, and how many people.
struct Clusters {
    families: Vec<(i16, u16)>,
    alone: Vec<i32>,
}

impl Clusters {
    fn new(families: usize) -> Self {
        Self {
            families: vec![(0, 0); families],
            alone: Vec::new(),
        }
    }

    fn add(&mut self, family: Option<u32>, difference: i32) {
        match family.and_then(|f| self.families.get_mut(f as usize)) {
            Some((sum, people)) => {
                *sum += difference as i16;
                *people += 1;
            }
            None => self.alone.push(difference),
        }
    }

    /// How many families add the same: all that the resampling needs.
    fn cells(&self) -> CellCounts {
        // Nearly every family is small: those are counted in a square, the rest in a map.
        let mut small = [[0_u64; 17]; 9];
        let mut cells = CellCounts::new();
        for (sum, people) in &self.families {
            match (*people, usize::try_from(i32::from(*sum) + 8)) {
                (0, _) => {}
                (1..=8, Ok(at)) if at < 17 => small[usize::from(*people)][at] += 1,
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
        for difference in &self.alone {
            *cells.entry((i64::from(*difference), 1)).or_default() += 1;
        }
        cells
    }
}
