//! The rows of a family in the three sheets: what the evaluation counts.

mod work;

use calendar::Date;

use crate::dataset::DataSet;
use crate::dictionary::{Due, Field, Point, Sheet};
use crate::fact::{EmergencySession, Stage, Subject};
use crate::family::{Dated, Family, Person, StatusPoint};
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

    /// The value of a field. A field of another sheet is a mistake in the program and panics.
    pub fn get(&self, field: Field) -> &Value {
        &self.values[self.column(field)]
    }

    /// Writes a value. A field of another sheet is a mistake in the program and panics.
    pub fn set(&mut self, field: Field, value: Value) {
        let column = self.column(field);
        self.values[column] = value;
    }

    fn column(&self, field: Field) -> usize {
        assert_eq!(
            field.sheet(),
            self.sheet,
            "{field:?} is not a column of this sheet"
        );
        field.column()
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
            _ => return None,
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

/// A family's row, its children's and its emergency sessions', and the rows of the team's work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyRows {
    /// The family.
    pub family: Row,
    /// Its children, in order.
    pub children: Vec<Row>,
    /// Its emergency sessions, in order of time.
    pub sessions: Vec<Row>,
    /// The rows of the team's work ([`Sheet::WORK`]), sheet by sheet.
    pub work: Vec<Row>,
}

/// The rows of a folded family: the evaluation's view of it is this and nothing else. There is a
/// row for every family, child and session, whatever the chronology holds, so that statuses
/// always add up to the whole. A date known only to a month or year is given as its first day.
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
            .map(|session| session_row(family, session))
            .collect(),
        work: work::rows(family),
    }
}

fn family_row(family: &Family) -> Row {
    let mut draft = Draft::new(family, Subject::Family, Sheet::Families);
    draft.identify(Field::FamilyReference, &family.reference);
    let standing = family.standing();
    draft.tell(Field::FamilyStatus, standing.status.value());
    let blank = draft.row.blank(Field::ClosureDate);
    let referred = family.referred().map(Value::Date);
    draft.tell(
        Field::ReferralDate,
        referred.unwrap_or(Value::Not(NonAnswer::Missing)),
    );
    let closed = standing.closed.map(Value::Date);
    draft.tell(Field::ClosureDate, closed.unwrap_or(blank.clone()));
    // Counted between the dates in the row, so that a date nobody knows gives no months.
    let dates = [Field::ReferralDate, Field::ClosureDate].map(|f| draft.row.get(f).date());
    draft.tell(Field::InterventionMonths, months(dates).unwrap_or(blank));
    let again = family
        .re_referrals
        .iter()
        .any(|r| r.what.of == Subject::Family);
    draft.tell(Field::FamilyReReferred, yes_no(again));
    let helped = family.parents().any(|p| {
        family
            .support
            .iter()
            .any(|s| s.person == p.person && s.stage != Stage::Offered)
    });
    draft.tell(Field::ParentDirectSupport, yes_no(helped));
    draft.answered()
}

fn child_row(family: &Family, child: &Person) -> Row {
    let subject = Subject::Person(child.person);
    let mut draft = Draft::new(family, subject, Sheet::Children);
    draft.identify(Field::ChildReference, &child.reference);
    draft.identify(Field::ChildFamily, &family.reference);
    let status = family.child_standing(child.person).status;
    draft.tell(Field::ChildStatus, status.value());
    let direct = family
        .support
        .iter()
        .any(|s| s.person == child.person && s.stage == Stage::UnderWay);
    draft.tell(Field::DirectWork, yes_no(direct));
    let again = family.re_referrals.iter().any(|r| r.what.of == subject);
    draft.tell(Field::ChildReReferred, yes_no(again));
    draft.answered()
}

fn session_row(family: &Family, session: &Dated<EmergencySession>) -> Row {
    let mut row = Row::new(Sheet::EmergencySessions);
    copy(&mut row, &session.what.answers);
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
}

/// A family's or child's row while it is written.
struct Draft<'a> {
    family: &'a Family,
    subject: Subject,
    row: Row,
}

impl<'a> Draft<'a> {
    fn new(family: &'a Family, subject: Subject, sheet: Sheet) -> Self {
        Self {
            family,
            subject,
            row: Row::new(sheet),
        }
    }

    fn identify(&mut self, field: Field, reference: &str) {
        self.row.set(field, Value::Text(reference.to_owned()));
    }

    /// Writes what the chronology tells, or what a workbook recorded instead.
    fn tell(&mut self, field: Field, told: Value) {
        let recorded = self.family.recorded(self.subject, field).cloned();
        self.row.set(field, recorded.unwrap_or(told));
    }

    /// A child's safeguarding status where no data set answers it: as it was last told on its own by the referral, or
    /// between the referral and the closure. A status lasts until another is told; that of the referral is not taken for
    /// the closure's, because nobody has said so.
    fn status_told(&self, field: Field) -> Option<Value> {
        let Subject::Person(child) = self.subject else {
            return None;
        };
        let referred = self.family.referred();
        let told = self.family.safeguarding.iter().rev();
        let mut told = told.filter(|point| point.person == child && point.on_its_own);
        let day = |point: &StatusPoint| point.since.sort_date();
        let point = match field {
            Field::SafeguardingRef => told.find(|p| referred.is_some_and(|on| day(p) <= on)),
            Field::SafeguardingClo if self.row.status() == Some(CaseStatus::Closed) => {
                told.find(|p| {
                    referred.is_none_or(|from| day(p) > from)
                        && self.family.closed.is_none_or(|until| day(p) <= until)
                })
            }
            _ => None,
        };
        point.map(|point| point.status.clone())
    }

    /// Writes the answers of the data sets; what was not asked is blank.
    fn answered(mut self) -> Row {
        let baseline = self.family.baseline.get(&self.subject);
        let closure = self.family.closure_data.get(&self.subject);
        let household = self.family.household.as_ref();
        let sets = [
            household.filter(|_| self.subject == Subject::Family),
            baseline.map(|set| &set.what),
            closure.map(|set| &set.what),
        ];
        for set in sets.into_iter().flatten() {
            copy(&mut self.row, set);
        }
        // Last, because what a blank means depends on the status and on the sex.
        for field in self.row.sheet().fields() {
            let asked = sets.into_iter().flatten().any(|s| s.get(*field).is_some());
            if !asked && matches!(field.point(), Point::Referral | Point::Closure) {
                let told = self.status_told(*field);
                self.row
                    .set(*field, told.unwrap_or_else(|| self.row.blank(*field)));
            }
        }
        self.row
    }
}

/// Writes the answers of a set. A set of another sheet says nothing of this row, and only the
/// chronology says which row this is and how the case stands.
fn copy(row: &mut Row, set: &DataSet) {
    let sheet = row.sheet();
    let asked = |field: Field| {
        field.sheet() == sheet
            && matches!(
                field.point(),
                Point::Referral | Point::Closure | Point::Session
            )
    };
    for (field, value) in set.iter().filter(|(field, _)| asked(*field)) {
        row.set(field, value.clone());
    }
}

fn yes_no(yes: bool) -> Value {
    let answer = if yes { YesNo::Yes } else { YesNo::No };
    answer.value()
}

/// Completed months from referral to closure; part of a first month counts as one. There are none
/// for a case that closed before it was referred, or so long after that a date must be a slip.
fn months([referred, closed]: [Option<Date>; 2]) -> Option<Value> {
    let months = calendar::months::completed(referred?, closed?)?;
    let months = Value::Number(i32::try_from(months).ok()?.max(1));
    Some(months).filter(|m| m.fits(Field::InterventionMonths))
}
