//! Data quality: how many answers there are to each question, and how many of each no-answer.

use record::{Due, Field, Kind, Sheet};
use serde::Serialize;

use crate::cohort::Cohort;
use crate::condition::{Condition, answer, known};
use crate::figure::NonAnswers;
use crate::measures::{closed_children, closed_families};

/// How completely one question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quality {
    /// The sheet.
    pub sheet: &'static str,
    /// The field's heading.
    pub field: &'static str,
    /// The question.
    pub title: &'static str,
    /// Rows in which an answer is due.
    pub due: u64,
    /// Of those, rows with an answer.
    pub known: u64,
    /// Of those, no-answers by kind.
    #[serde(flatten)]
    pub none: NonAnswers,
}

/// Every question but references, in the order of the data dictionary.
pub(crate) fn quality(cohort: &Cohort) -> Vec<Quality> {
    Field::all()
        .filter(|field| !matches!(field.kind(), Kind::Reference))
        .map(|field| of(cohort, field))
        .collect()
}

fn of(cohort: &Cohort, field: Field) -> Quality {
    let due = match (field.due(), field.sheet()) {
        (Due::WhenClosed, Sheet::Families) => closed_families().condition,
        (Due::WhenClosed, _) => closed_children().condition,
        (Due::Always | Due::WhenBorn, _) => Condition::Every,
    };
    let mut counts = [0_u64; answer::KINDS];
    for block in &cohort.table(field.sheet()).blocks {
        let belongs = due.answers(block);
        for (found, belongs) in known(block, field).into_iter().zip(belongs) {
            if belongs == answer::YES {
                counts[usize::from(found)] += 1;
            }
        }
    }
    let [_, known, unknown, missing, too_early, not_applicable] = counts;
    Quality {
        sheet: field.sheet().name(),
        field: field.code(),
        title: field.title(),
        due: counts.iter().sum(),
        known,
        none: NonAnswers::new([unknown, missing, too_early, not_applicable]),
    }
}
