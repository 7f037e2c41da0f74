//! The rows of a family in the three sheets: what the evaluation counts.

use calendar::Date;

use crate::dictionary::{Due, Field, Point, Sheet};
use crate::fact::{Stage, Subject};
use crate::family::Family;
use crate::lists::{CaseStatus, Sex, YesNo};
use crate::value::{NonAnswer, Value};

/// One row: a value for each field of its sheet, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    sheet: Sheet,
    values: Vec<Value>,
}

impl Row {
    /// A row in which nothing is written yet.
    pub fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            values: vec![Value::Not(NonAnswer::Missing); sheet.fields().len()],
        }
    }

    /// The sheet it stands in.
    pub fn sheet(&self) -> Sheet {
        self.sheet
    }

    /// The value of a field of this sheet.
    pub fn get(&self, field: Field) -> &Value {
        debug_assert_eq!(field.sheet(), self.sheet);
        &self.values[field.column()]
    }

    /// Writes a value.
    pub fn set(&mut self, field: Field, value: Value) {
        debug_assert_eq!(field.sheet(), self.sheet);
        self.values[field.column()] = value;
    }

    /// The values in order.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// What a blank means in this field of this row: missing where an answer is due, and not
    /// applicable where it is not. The status and sex of the row must be written already.
    pub fn blank(&self, field: Field) -> Value {
        let due = match field.due() {
            Due::Always => true,
            Due::WhenClosed => self.status() == Some(CaseStatus::Closed),
            Due::WhenBorn => *self.get(Field::ChildSex) != Sex::Unborn.value(),
        };
        Value::Not(if due {
            NonAnswer::Missing
        } else {
            NonAnswer::NotApplicable
        })
    }

    /// The case status of a family's or child's row, if it is an answer.
    pub fn status(&self) -> Option<CaseStatus> {
        let field = match self.sheet {
            Sheet::Families => Field::FamilyStatus,
            Sheet::Children => Field::ChildStatus,
            Sheet::EmergencySessions => return None,
        };
        self.get(field).code().and_then(CaseStatus::at)
    }

    /// The reference of the row.
    pub fn reference(&self) -> &str {
        match &self.values[0] {
            Value::Text(text) => text,
            _ => "",
        }
    }
}

/// A family's row, its children's and its emergency sessions'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyRows {
    /// The family.
    pub family: Row,
    /// Its children, in order.
    pub children: Vec<Row>,
    /// Its emergency sessions, in order of time.
    pub sessions: Vec<Row>,
}

/// The rows of a folded family. The view of the evaluation is this and nothing else.
pub fn rows(family: &Family) -> FamilyRows {
    FamilyRows {
        family: family_row(family),
        children: family
            .children()
            .map(|child| child_row(family, child))
            .collect(),
        sessions: family
            .sessions
            .iter()
            .map(|session| {
                let mut row = Row::new(Sheet::EmergencySessions);
                for (field, value) in session.what.answers.iter() {
                    row.set(field, value.clone());
                }
                row.set(
                    Field::SessionReference,
                    Value::Text(session.what.reference.clone()),
                );
                row.set(Field::SessionFamily, Value::Text(family.reference.clone()));
                row.set(
                    Field::SessionDate,
                    Value::Date(session.happened.sort_date()),
                );
                row
            })
            .collect(),
    }
}

fn family_row(family: &Family) -> Row {
    let mut row = Row::new(Sheet::Families);
    row.set(
        Field::FamilyReference,
        Value::Text(family.reference.clone()),
    );
    let standing = family.standing();
    derived(
        &mut row,
        family,
        Subject::Family,
        Field::FamilyStatus,
        standing.status.value(),
    );
    let helped = family
        .parents()
        .any(|p| family.support.iter().any(|s| s.person == p.person));
    derived(
        &mut row,
        family,
        Subject::Family,
        Field::ParentDirectSupport,
        yes_no(helped),
    );
    let again = family
        .re_referrals
        .iter()
        .any(|r| r.what.of == Subject::Family);
    derived(
        &mut row,
        family,
        Subject::Family,
        Field::FamilyReReferred,
        yes_no(again),
    );
    let referred = family.referred();
    derived(
        &mut row,
        family,
        Subject::Family,
        Field::ReferralDate,
        date(referred),
    );
    let blank = row.blank(Field::ClosureDate);
    let closed = standing.closed.map_or(blank.clone(), Value::Date);
    derived(
        &mut row,
        family,
        Subject::Family,
        Field::ClosureDate,
        closed,
    );
    let months = months(referred, standing.closed).unwrap_or(blank);
    derived(
        &mut row,
        family,
        Subject::Family,
        Field::InterventionMonths,
        months,
    );
    if let Some(household) = &family.household {
        copy(&mut row, household);
    }
    data_sets(&mut row, family, Subject::Family);
    row
}

fn child_row(family: &Family, child: &crate::Person) -> Row {
    let subject = Subject::Person(child.person);
    let mut row = Row::new(Sheet::Children);
    row.set(Field::ChildReference, Value::Text(child.reference.clone()));
    row.set(Field::ChildFamily, Value::Text(family.reference.clone()));
    let status = family.child_standing(child.person).status;
    derived(
        &mut row,
        family,
        subject,
        Field::ChildStatus,
        status.value(),
    );
    let direct = family
        .support
        .iter()
        .any(|s| s.person == child.person && s.stage == Stage::UnderWay);
    derived(&mut row, family, subject, Field::DirectWork, yes_no(direct));
    let again = family.re_referrals.iter().any(|r| r.what.of == subject);
    derived(
        &mut row,
        family,
        subject,
        Field::ChildReReferred,
        yes_no(again),
    );
    data_sets(&mut row, family, subject);
    row
}

/// Writes what the chronology tells, or what the workbook recorded instead.
fn derived(row: &mut Row, family: &Family, subject: Subject, field: Field, value: Value) {
    let value = family.recorded(subject, field).cloned().unwrap_or(value);
    row.set(field, value);
}

/// Writes the answers of the baseline and closure data sets; what was not asked is blank.
fn data_sets(row: &mut Row, family: &Family, subject: Subject) {
    let asked = [
        family.baseline.get(&subject),
        family.closure_data.get(&subject),
    ];
    for set in asked.into_iter().flatten() {
        copy(row, &set.what);
    }
    for field in row.sheet().fields() {
        let answered = asked
            .into_iter()
            .flatten()
            .any(|set| set.what.get(*field).is_some())
            || (subject == Subject::Family
                && family
                    .household
                    .as_ref()
                    .is_some_and(|h| h.get(*field).is_some()));
        if !answered && matches!(field.point(), Point::Referral | Point::Closure) {
            let blank = row.blank(*field);
            row.set(*field, blank);
        }
    }
}

fn copy(row: &mut Row, set: &crate::DataSet) {
    for (field, value) in set.iter() {
        row.set(field, value.clone());
    }
}

fn yes_no(yes: bool) -> Value {
    if yes {
        YesNo::Yes.value()
    } else {
        YesNo::No.value()
    }
}

fn date(date: Option<Date>) -> Value {
    date.map_or(Value::Not(NonAnswer::Missing), Value::Date)
}

/// Completed months from referral to closure; part of a first month counts as one.
fn months(referred: Option<Date>, closed: Option<Date>) -> Option<Value> {
    let months = calendar::months::completed(referred?, closed?)?;
    Some(Value::Number((months as i32).max(1)))
}
