//! Data quality: how many answers there are to each question, and how many of each no-answer.

use record::lists::Sex;
use record::{Due, Field, Kind, Sheet};
use serde::Serialize;

use crate::condition::Condition;
use crate::figure::NonAnswers;
use crate::measure::{Measure, Population, Question, Tally};
use crate::measures::{children, closed_children, closed_families, families, sessions};

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

/// What is counted for [`quality`]: of the rows in which an answer is due, those with one.
pub(crate) fn measures() -> Vec<Measure> {
    questions()
        .map(|field| Measure {
            id: field.code().to_owned(),
            title: field.title().to_owned(),
            population: due(field),
            question: Question::Count(Condition::Answered(field)),
            table: "quality",
            source: "",
        })
        .collect()
}

/// Every question but references, in the order of the data dictionary.
fn questions() -> impl Iterator<Item = Field> {
    Field::all().filter(|field| !matches!(field.kind(), Kind::Reference))
}

/// The rows in which an answer is due, as [`record::Row::blank`] says it of one.
fn due(field: Field) -> Population {
    match (field.due(), field.sheet()) {
        (Due::WhenClosed, Sheet::Families) => closed_families(),
        (Due::WhenClosed, _) => closed_children(),
        (Due::WhenBorn, _) => Population {
            title: "All children referred who were born",
            condition: Condition::Any(vec![
                Condition::is(
                    Field::ChildSex,
                    &[Sex::Female.position(), Sex::Male.position()],
                ),
                Condition::NoAnswer(Field::ChildSex),
            ]),
            ..children()
        },
        (Due::Always, Sheet::Families) => families(),
        (Due::Always, Sheet::Children) => children(),
        (Due::Always, _) => sessions(),
    }
}

/// How completely each question is answered, from the tallies of [`measures`].
pub(crate) fn quality(tallies: &[Tally]) -> Vec<Quality> {
    questions()
        .zip(tallies)
        .map(|(field, tally)| Quality {
            sheet: field.sheet().name(),
            field: field.code(),
            title: field.title(),
            due: tally.population(),
            known: tally.yes(),
            none: NonAnswers::new(tally.non_answers()),
        })
        .collect()
}
