//! Bringing in a family from a workbook: its rows become a chronology that gives the same rows
//! again, to the last answer.

mod acts;
mod check;
mod compare;

use calendar::{AsAt, Date};
use record::{DataSet, Fact, Family, FamilyRows, Field, PersonId, Point, Sets, Subject};

use crate::{NewEntry, Refusal, folded};
use compare::differences;

/// A family's rows and the ids of its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BringIn {
    /// The rows, each of its sheet.
    pub rows: FamilyRows,
    /// An id for the parent whom the family's row speaks of.
    pub parent: PersonId,
    /// An id for each child, in the order of the rows.
    pub children: Vec<PersonId>,
    /// The day the workbook speaks of, such as its cut-off: what it gives no date for is told as
    /// of that day, and is not there as at an earlier one.
    pub told_on: Date,
}

/// Brings in a new family, leaves one that is here alike untouched, and refuses one that differs.
pub(crate) fn decide(family: &Family, act: &BringIn) -> Result<Vec<NewEntry>, Refusal> {
    // What is still to come would not be in the family when it is brought in again.
    fit(act, &check::still_to_come(act, family.as_at.day))?;
    if family.chronology.is_empty() {
        return entries_of(act);
    }
    let differences = differences(&record::rows(family), &act.rows);
    if differences.is_empty() {
        return Ok(Vec::new());
    }
    Err(Refusal::Different {
        reference: act.rows.family.reference().to_owned(),
        differences: differences.join("; "),
    })
}

/// The chronology of a family that the rows tell of.
///
/// Folded as at any day after its last entry it gives the rows again, exactly. It is refused if a
/// value does not fit its field, a reference is missing or there twice, a child or session is of
/// another family, or a session has no date.
pub fn entries_of(act: &BringIn) -> Result<Vec<NewEntry>, Refusal> {
    fit(act, &check::problems(act))?;
    let acts = acts::acts(act);
    let mut word = Word::default();
    loop {
        let mut entries = acts.clone();
        entries.extend(word.entries(act));
        let told = record::rows(&folded(&entries, AsAt::day(Date::MAX)));
        // One answer given in the workbook's word can change what the acts tell of another, such
        // as what a blank means, so the whole is told again until nothing is left to say.
        if word.take(act, &told) {
            continue;
        }
        let left = differences(&told, &act.rows);
        if left.is_empty() {
            return Ok(entries);
        }
        return Err(Refusal::Inexact {
            reference: act.rows.family.reference().to_owned(),
            differences: left.join("; "),
        });
    }
}

fn fit(act: &BringIn, problems: &[String]) -> Result<(), Refusal> {
    if problems.is_empty() {
        return Ok(());
    }
    let reference = match act.rows.family.reference() {
        "" => "without a reference",
        reference => reference,
    };
    Err(Refusal::Unfit {
        reference: reference.to_owned(),
        problems: problems.join("; "),
    })
}

/// The workbook's word: what it says of the case that acts cannot tell, such as a status that
/// contradicts the support, or that a date is not known.
#[derive(Default)]
struct Word(Vec<(Subject, DataSet)>);

impl Word {
    /// Takes the workbook's word where the rows told so far say something else; whether there was
    /// any such field.
    fn take(&mut self, act: &BringIn, told: &FamilyRows) -> bool {
        let told = std::iter::once(&told.family).chain(&told.children);
        let mut more = false;
        for (at, ((subject, row), told)) in act.subjects().zip(told).enumerate() {
            if at == self.0.len() {
                self.0.push((subject, DataSet::new(row.sheet())));
            }
            let said = &mut self.0[at].1;
            for field in row.sheet().fields() {
                let differs = field.point() == Point::Case && row.get(*field) != told.get(*field);
                if differs && said.get(*field).is_none() {
                    said.set(*field, row.get(*field).clone());
                    more = true;
                }
            }
        }
        more
    }

    /// As entries: what was so from the referral on, and how the case stood in the end.
    fn entries(&self, act: &BringIn) -> impl Iterator<Item = NewEntry> {
        let closed = act.rows.family.status() == Some(record::lists::CaseStatus::Closed);
        let in_the_end = if closed {
            act.closed().max(act.referred())
        } else {
            act.referred()
        };
        [
            (
                act.referred(),
                self.part(|field| !STANDING.contains(&field)),
            ),
            (in_the_end, self.part(|field| STANDING.contains(&field))),
        ]
        .into_iter()
        .filter(|(_, sets)| !sets.is_empty())
        .map(|(happened, sets)| NewEntry::shared(happened, Fact::AsRecorded(Sets { sets })))
    }

    fn part(&self, wanted: impl Fn(Field) -> bool) -> Vec<(Subject, DataSet)> {
        let parts = self.0.iter().map(|(subject, said)| {
            let mut part = DataSet::new(said.sheet());
            for (field, value) in said.iter().filter(|(field, _)| wanted(*field)) {
                part.set(field, value.clone());
            }
            (*subject, part)
        });
        parts.filter(|(_, part)| !part.is_empty()).collect()
    }
}

/// How a case stands in the end.
const STANDING: [Field; 4] = [
    Field::FamilyStatus,
    Field::ChildStatus,
    Field::ClosureDate,
    Field::InterventionMonths,
];
