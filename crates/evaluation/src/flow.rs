//! The safeguarding flow of closed children: who was where at referral and at closure.

use std::collections::BTreeMap;

use record::Field;
use record::lists::Safeguarding;
use serde::Serialize;
use statistics::{sign_test, wilcoxon_pratt};

use crate::cohort::{Cohort, NO_CODE};
use crate::condition::{Levels, answer};
use crate::figure::tidy;
use crate::measures::closed_children;

/// A flow between ordered levels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flow {
    /// `safeguarding`.
    pub id: &'static str,
    /// Who is counted.
    pub population: &'static str,
    /// Whether Public Law Outline is a level of its own: `separate` or `within`.
    pub plo: &'static str,
    /// The levels, highest first.
    pub levels: Vec<&'static str>,
    /// Children by status at referral and at closure, such as `CPP>CIN`; no zeros.
    pub matrix: BTreeMap<String, u64>,
    /// Children at each level at referral, of those known at both points.
    pub at_referral: BTreeMap<&'static str, u64>,
    /// Children at each level at closure, of those known at both points.
    pub at_closure: BTreeMap<&'static str, u64>,
    /// To a lower level.
    pub down: u64,
    /// At the same level.
    pub same: u64,
    /// To a higher level. A move up may be the right and safe course of action.
    pub up: u64,
    /// Not known at one point or the other.
    pub unknown: u64,
    /// Exact two-sided sign test of down against up.
    pub p_sign: Option<f64>,
    /// Wilcoxon's signed-rank test with the unchanged kept in the ranking (Pratt).
    pub p_wilcoxon: Option<f64>,
}

/// The safeguarding flow.
pub(crate) fn safeguarding(cohort: &Cohort, setting: Levels) -> Flow {
    let population = closed_children();
    let mut counts = [[0_u64; Safeguarding::ALL.len()]; Safeguarding::ALL.len()];
    let mut unknown = 0;
    for block in &cohort.children.blocks {
        let belongs = population.condition.answers(block);
        let before = block.codes(Field::SafeguardingRef);
        let after = block.codes(Field::SafeguardingClo);
        for row in (0..block.len).filter(|row| belongs[*row] == answer::YES) {
            if before[row] >= NO_CODE || after[row] >= NO_CODE {
                unknown += 1;
            } else {
                let (from, to) = (setting.rank(before[row]), setting.rank(after[row]));
                counts[usize::from(from)][usize::from(to)] += 1;
            }
        }
    }
    let levels: Vec<Safeguarding> = Safeguarding::ALL
        .iter()
        .rev()
        .copied()
        .filter(|level| setting.rank(level.position()) == level.position())
        .collect();
    let mut flow = Flow {
        id: "safeguarding",
        population: population.title,
        plo: setting.code(),
        levels: levels.iter().map(|level| level.code()).collect(),
        matrix: BTreeMap::new(),
        at_referral: BTreeMap::new(),
        at_closure: BTreeMap::new(),
        down: 0,
        same: 0,
        up: 0,
        unknown,
        p_sign: None,
        p_wilcoxon: None,
    };
    let mut steps = Vec::new();
    for from in &levels {
        for to in &levels {
            let n = counts[from.position() as usize][to.position() as usize];
            if n == 0 {
                continue;
            }
            flow.matrix
                .insert(format!("{}>{}", from.code(), to.code()), n);
            *flow.at_referral.entry(from.code()).or_default() += n;
            *flow.at_closure.entry(to.code()).or_default() += n;
            let step = rung(&levels, *to) - rung(&levels, *from);
            match step {
                ..0 => flow.down += n,
                0 => flow.same += n,
                1.. => flow.up += n,
            }
            steps.extend(std::iter::repeat_n(step, n as usize));
        }
    }
    flow.p_sign = sign_test(flow.down, flow.up).map(tidy);
    flow.p_wilcoxon = wilcoxon_pratt(&steps).map(|test| tidy(test.p));
    flow
}

/// How high a level stands among those in use.
fn rung(levels: &[Safeguarding], level: Safeguarding) -> i32 {
    levels
        .iter()
        .rev()
        .position(|l| *l == level)
        .map_or(0, |at| at as i32)
}
