//! The catalogue of measures, one file for each part of the evaluation.
//!
//! To add a figure: a line in the file of its part. Its page, list of rows, export and place in
//! the generated catalogue follow.

mod outcomes;
mod people;
mod risks;
mod safeguarding;
mod sessions;
mod status;

use record::lists::{CaseStatus, YesNo};
use record::{Field, Sheet};

use crate::condition::{Condition, Levels};
use crate::measure::{Base, Measure, Population, Question};

/// Every measure of the service data but Table 2's places, which come from the data.
pub fn catalogue(levels: Levels) -> Vec<Measure> {
    let mut all = status::measures();
    all.extend(people::measures());
    all.extend(risks::measures());
    all.extend(outcomes::measures());
    all.extend(safeguarding::measures(levels));
    all.extend(sessions::measures());
    all
}

/// A measure for each place of Table 2.
pub fn places(names: &[String]) -> Vec<Measure> {
    people::places(names)
}

pub use outcomes::{CHILD_PAIRS, PARENT_PAIRS, Pair};

pub(crate) const YES: &[u8] = &[YesNo::Yes.position()];
const NO: &[u8] = &[YesNo::No.position()];
const CLOSED: &[u8] = &[CaseStatus::Closed.position()];

const REPORT: &str = "University of Essex, Evaluation of the MDT Pilot in Tendring, 2022";
const OWN: &str = "Alongside";

fn yes(field: Field) -> Condition {
    Condition::is(field, YES)
}

fn no(field: Field) -> Condition {
    Condition::is(field, NO)
}

/// All families referred.
pub(crate) fn families() -> Population {
    Population {
        title: "All families referred",
        sheet: Sheet::Families,
        condition: Condition::Every,
    }
}

/// All children of the families referred.
pub(crate) fn children() -> Population {
    Population {
        title: "All children referred",
        sheet: Sheet::Children,
        condition: Condition::Every,
    }
}

/// Families whose case is closed.
pub(crate) fn closed_families() -> Population {
    Population {
        title: "Families whose case is closed",
        sheet: Sheet::Families,
        condition: Condition::is(Field::FamilyStatus, CLOSED),
    }
}

/// Children whose case is closed.
pub(crate) fn closed_children() -> Population {
    Population {
        title: "Children whose case is closed",
        sheet: Sheet::Children,
        condition: Condition::is(Field::ChildStatus, CLOSED),
    }
}

/// All emergency sessions.
pub(crate) fn sessions() -> Population {
    Population {
        title: "All emergency sessions",
        sheet: Sheet::EmergencySessions,
        condition: Condition::Every,
    }
}

/// Collects measures of one table with little ceremony.
struct Part {
    table: &'static str,
    source: &'static str,
    measures: Vec<Measure>,
}

impl Part {
    fn new(table: &'static str) -> Self {
        Self {
            table,
            source: REPORT,
            measures: Vec::new(),
        }
    }

    fn own(table: &'static str) -> Self {
        Self {
            table,
            source: OWN,
            measures: Vec::new(),
        }
    }

    fn add(&mut self, id: &str, title: &str, population: Population, question: Question) {
        self.measures.push(Measure {
            id: id.to_owned(),
            title: title.to_owned(),
            population,
            question,
            table: self.table,
            source: self.source,
        });
    }

    fn count(&mut self, id: &str, title: &str, population: Population, condition: Condition) {
        self.add(id, title, population, Question::Count(condition));
    }

    fn share(&mut self, id: &str, title: &str, population: Population, condition: Condition) {
        self.add(
            id,
            title,
            population,
            Question::Share(condition, Base::Known),
        );
    }
}
