//! The catalogue of measures, one file for each part of the evaluation.
//!
//! To add a figure: a line in the file of its part. Its page, list of rows, export and place in
//! the generated catalogue follow.

mod advocating;
mod after;
mod consulting;
mod engaging;
mod meeting;
mod outcomes;
mod people;
mod reaching;
mod risks;
mod safeguarding;
mod sessions;
mod status;
mod supporting;

use record::lists::{CaseStatus, Discipline, YesNo};
use record::{Field, Kind, Sheet};

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
    all.extend(reaching::measures());
    all.extend(engaging::measures());
    all.extend(meeting::measures());
    all.extend(supporting::measures());
    all.extend(consulting::measures());
    all.extend(advocating::measures());
    all.extend(after::measures());
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

/// All rows of a sheet of the team's work.
const fn all_of(sheet: Sheet, title: &'static str) -> Population {
    Population {
        title,
        sheet,
        condition: Condition::Every,
    }
}

/// The families on whose way to support something is written down.
const fn journeys() -> Population {
    all_of(
        Sheet::Journeys,
        "Families with whom the team’s work is written down",
    )
}

/// The fields of the six disciplines, with the discipline of each.
fn by_discipline(fields: [Field; 6]) -> impl Iterator<Item = (Field, Discipline)> {
    fields.into_iter().zip(Discipline::ALL.iter().copied())
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

    fn sum(&mut self, id: &str, title: &str, population: Population, field: Field) {
        self.add(id, title, population, Question::Sum(field));
    }

    fn spread(&mut self, id: &str, title: &str, population: Population, field: Field) {
        let question = Question::Spread(field, Condition::Every);
        self.add(id, title, population, question);
    }

    /// A share for each answer of a field's list, in the order of the list.
    fn answers(&mut self, id: &str, of: &Population, field: Field) {
        let Kind::Code(list) = field.kind() else {
            unreachable!("{field:?} has a list of answers");
        };
        for (position, code) in (0..).zip(list.codes) {
            let condition = Condition::is(field, &[position]);
            let id = format!("{id}.{}", code.code);
            self.share(&id, code.label, of.clone(), condition);
        }
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
