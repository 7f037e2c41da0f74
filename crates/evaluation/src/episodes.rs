//! Episodes of support: from a referral to the closure that ended it. Most families have one, whose
//! days stand in the family's own row. One that came again has several, each on its own: the time
//! between was no support and is counted as none.

use record::{Field, Sheet};

use crate::cohort::{Cohort, NO_FAMILY, non_answer};

/// When each family's case was last opened: the latest referral that opened it.
pub(crate) fn last_opened(cohort: &Cohort) -> Vec<i32> {
    let families = cohort.families.blocks.iter();
    let mut opened: Vec<i32> = families
        .flat_map(|block| block.numbers(Field::ReferralDate))
        .copied()
        .collect();
    each(cohort, |family, from, _| {
        if let Some(opened) = opened.get_mut(family as usize) {
            *opened = from;
        }
    });
    opened
}

/// The episodes that were over before the family came again, from when until when.
pub(crate) fn earlier(cohort: &Cohort, mut of: impl FnMut(i32, i32)) {
    let mut before: Option<(u32, i32, i32)> = None;
    each(cohort, |family, from, until| {
        // One is earlier if another of the same family follows.
        if let Some((_, from, until)) = before.filter(|(of, ..)| *of == family) {
            of(from, until);
        }
        before = Some((family, from, until));
    });
}

fn each(cohort: &Cohort, mut of: impl FnMut(u32, i32, i32)) {
    for block in &cohort.table(Sheet::Episodes).blocks {
        let from = block.numbers(Field::EpisodeFrom);
        let until = block.numbers(Field::EpisodeUntil);
        for row in 0..block.len {
            let family = block.family[row];
            if family != NO_FAMILY && non_answer(from[row]).is_none() {
                of(family, from[row], until[row]);
            }
        }
    }
}
