//! Parts of one whole add up to it, whatever the rows.

use std::collections::BTreeMap;

use evaluation::{Evaluation, Number};
use proptest::prelude::*;

use super::evaluated;
use crate::random::{cohort, families};

/// Figures whose ids begin so, in which everybody with an answer stands once.
const PARTITIONS: [&str; 15] = [
    "ask.given.",
    "reach.contact.",
    "eng.stage.",
    "eng.person.",
    "eng.consent.",
    "ses.place.",
    "ses.mode.",
    "ses.kind.",
    "ses.children.",
    "con.mode.",
    "thr.family.",
    "thr.person.",
    "adv.with.",
    "com.step.",
    "pred.",
];

/// How many each part counts, and how many there are with an answer: the base of a share, the
/// population of a count less its no-answers.
fn parts(evaluation: &Evaluation) -> BTreeMap<&'static str, (u64, Vec<u64>)> {
    let mut found: BTreeMap<&'static str, (u64, Vec<u64>)> = BTreeMap::new();
    for figure in &evaluation.figures {
        let Some(start) = PARTITIONS
            .iter()
            .find(|start| figure.id.starts_with(*start))
        else {
            continue;
        };
        let (sum, bases) = found.entry(start).or_default();
        match &figure.number {
            Number::Share(share) => {
                *sum += share.n;
                bases.push(share.base);
            }
            _ => *sum += u64::try_from(figure.value().unwrap().mantissa()).unwrap(),
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn partitions_add_up(families in families()) {
        let evaluation = evaluated(&cohort(&families));
        let parts = parts(&evaluation);
        prop_assert_eq!(parts.len(), PARTITIONS.len());
        for (start, (sum, bases)) in &parts {
            for base in bases {
                prop_assert_eq!(sum, base, "{}", start);
            }
        }
        let count = |id: &str| evaluation.figure(id).unwrap().value().unwrap();
        prop_assert_eq!(count("eng.families"), parts["eng.stage."].0.into());
    }
}

/// The last month is as at the day: as many families as are open, and as many allocations as go on.
#[test]
fn the_last_month_of_the_caseload_is_today() {
    let evaluation = evaluated(&crate::pilot::cohort());
    let count = |id: &str| evaluation.figure(id).unwrap().value().unwrap();
    let last = evaluation.caseload.last().unwrap();
    assert_eq!(last.day, evaluation.as_at);
    let open = count("fam.status.open") + count("fam.status.new");
    assert_eq!(rust_decimal::Decimal::from(last.families), open);
    assert_eq!(last.allocations, [0; 6]);
    // Every family that is open now was open at the end of the month in which it was referred.
    let most = evaluation.caseload.iter().map(|load| load.families).max();
    assert!(most >= Some(last.families));
    let months: Vec<_> = evaluation.caseload.iter().map(|load| load.day).collect();
    assert!(months.is_sorted() && months.len() == 19, "{months:?}");
}
