//! The figures of the team's own work, of families told by hand.

mod asked;
mod in_full;
mod reaching;
mod sums;
mod told;

use evaluation::{Cohort, Evaluation, evaluate};
use serde_json::Value as Json;

use crate::pilot;

fn evaluated(cohort: &Cohort) -> Evaluation {
    evaluate(cohort, &costs::Catalogue::standard(), &pilot::options()).unwrap()
}

/// Figures as "id: display; what was not answered".
fn said(evaluation: &Evaluation, starts: &[&str]) -> String {
    let figures = evaluation.figures.iter();
    let wanted = figures.filter(|f| starts.iter().any(|start| f.id.starts_with(start)));
    let lines = wanted.map(|figure| {
        let json = serde_json::to_value(figure).unwrap();
        let none = ["unknown", "missing", "too_early", "not_applicable"]
            .into_iter()
            .filter_map(|kind| match json[kind].as_u64() {
                None | Some(0) => None,
                Some(number) => Some(format!("; {number} {kind}")),
            })
            .collect::<String>();
        format!("{}: {}{none}", figure.id, figure.display)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A file says nothing of the team's work, and costs nothing: no row, and every figure of nobody.
#[test]
fn a_file_has_none_of_it() {
    let cohort = pilot::cohort();
    assert!(cohort.work.iter().all(evaluation::Table::is_empty));
    let evaluation = evaluated(&cohort);
    let mut figures = 0;
    for table in [
        "caseload",
        "reaching",
        "engagement",
        "sessions",
        "attendance",
        "supporting",
        "consulting",
        "advocacy",
        "afterwards",
    ] {
        for figure in evaluation.table(table) {
            figures += 1;
            let json = serde_json::to_value(figure).unwrap();
            let nothing =
                |key: &str| matches!(&json[key], Json::Null) || json[key].as_f64() == Some(0.0);
            for key in ["n", "base", "value", "unknown", "missing", "too_early"] {
                assert!(nothing(key), "{key} of {json}");
            }
        }
    }
    assert!(figures > 150, "{figures}");
}
