//! The safeguarding flow, with Public Law Outline as its own level and within a plan.

use std::collections::BTreeMap;

use evaluation::{Flow, Levels, Options};

use crate::pilot;

fn flow(plo: Levels) -> Flow {
    let options = Options {
        plo,
        ..pilot::options()
    };
    let evaluation =
        evaluation::evaluate(&pilot::cohort(), &costs::Catalogue::standard(), &options).unwrap();
    evaluation.flows.into_iter().next().unwrap()
}

fn matrix<const N: usize>(cells: [(&str, u64); N]) -> BTreeMap<String, u64> {
    cells.into_iter().map(|(k, n)| (k.to_owned(), n)).collect()
}

fn close(ours: Option<f64>, theirs: f64) -> bool {
    (ours.unwrap() - theirs).abs() < 1e-9
}

#[test]
fn apart_26_went_down_22_stayed_and_9_went_up() {
    let flow = flow(Levels::Separate);
    assert_eq!(
        (flow.down, flow.same, flow.up, flow.unknown),
        (26, 22, 9, 0)
    );
    assert_eq!(
        flow.levels,
        ["CIC", "CPP_PLO", "CPP", "CIN", "family_solutions", "closed"]
    );
    let known = matrix([
        ("CIC>CIC", 3),
        ("CIN>CIN", 8),
        ("CIN>CPP", 2),
        ("CIN>closed", 11),
        ("CIN>family_solutions", 1),
        ("CPP>CIN", 7),
        ("CPP>CPP", 11),
        ("CPP>CPP_PLO", 6),
        ("CPP>closed", 3),
        ("CPP>family_solutions", 3),
        ("CPP_PLO>CIC", 1),
        ("CPP_PLO>CPP", 1),
    ]);
    assert_eq!(flow.matrix, known);
    // scipy 1.17.1: binomtest(26, 35) and wilcoxon(zero_method="pratt", correction=False).
    assert!(close(flow.p_sign, 0.005_988_120_567_053_557));
    assert!(close(flow.p_wilcoxon, 0.000_595_623_674_166_010_1));
}

#[test]
fn within_a_plan_25_went_down_29_stayed_and_3_went_up() {
    let flow = flow(Levels::Within);
    assert_eq!(
        (flow.down, flow.same, flow.up, flow.unknown),
        (25, 29, 3, 0)
    );
    assert_eq!(
        flow.levels,
        ["CIC", "CPP", "CIN", "family_solutions", "closed"]
    );
    let known = matrix([
        ("CIC>CIC", 3),
        ("CIN>CIN", 8),
        ("CIN>CPP", 2),
        ("CIN>closed", 11),
        ("CIN>family_solutions", 1),
        ("CPP>CIC", 1),
        ("CPP>CIN", 7),
        ("CPP>CPP", 18),
        ("CPP>closed", 3),
        ("CPP>family_solutions", 3),
    ]);
    assert_eq!(flow.matrix, known);
    // scipy 1.17.1, as above, with levels ranked without Public Law Outline.
    assert!(close(flow.p_sign, 2.744_048_833_847_046e-5));
    assert!(close(flow.p_wilcoxon, 1.567_614_601_420_094_6e-5));
}

#[test]
fn margins_are_sums_of_the_matrix() {
    for plo in [Levels::Separate, Levels::Within] {
        let flow = flow(plo);
        for (level, n) in &flow.at_referral {
            let start = format!("{level}>");
            let row = flow
                .matrix
                .iter()
                .filter(|(cell, _)| cell.starts_with(&start));
            assert_eq!(row.map(|(_, n)| n).sum::<u64>(), *n, "{level}");
        }
        for (level, n) in &flow.at_closure {
            let end = format!(">{level}");
            let column = flow.matrix.iter().filter(|(cell, _)| cell.ends_with(&end));
            assert_eq!(column.map(|(_, n)| n).sum::<u64>(), *n, "{level}");
        }
        assert_eq!(flow.down + flow.same + flow.up + flow.unknown, 57);
    }
}
