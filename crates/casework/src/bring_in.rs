//! Bringing in a family from a workbook: its rows become a chronology that gives the same rows
//! again, to the last answer.

use calendar::{AsAt, Date, Stamp, When};
use record::{
    Closure, DataSet, EmergencySession, Entry, Fact, Family, FamilyId, FamilyRows, Field,
    Household, PersonId, PersonRecord, Point, ReReferral, Referral, Relation, Row, Sequence, Sets,
    Sheet, Stage, Subject, SupportStarted, ThresholdDecision, WorkerId, fold,
    lists::{CaseStatus, ClosureReason, Threshold, YesNo},
};

use crate::{NewEntry, Refusal};

/// A family's rows and the ids of its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BringIn {
    /// The rows.
    pub rows: FamilyRows,
    /// An id for the parent whom the family's row speaks of.
    pub parent: PersonId,
    /// An id for each child, in the order of the rows.
    pub children: Vec<PersonId>,
    /// The day for what the workbook gives no date for.
    pub told_on: Date,
}

/// Brings in a new family, leaves one that is here alike untouched, and refuses one that differs.
pub(crate) fn decide(family: &Family, act: &BringIn) -> Result<Vec<NewEntry>, Refusal> {
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
pub fn entries_of(act: &BringIn) -> Result<Vec<NewEntry>, Refusal> {
    let mut entries = acts(act);
    // What the acts cannot tell (a status that contradicts the support, a date that is not known)
    // is kept as the workbook recorded it.
    let told = record::rows(&folded(&entries, AsAt::day(Date::MAX)));
    let recorded = recorded(&told, act);
    if !recorded.is_empty() {
        let happened = act.referred();
        entries.push(NewEntry::shared(
            happened,
            Fact::AsRecorded(Sets { sets: recorded }),
        ));
        let again = record::rows(&folded(&entries, AsAt::day(Date::MAX)));
        let left = differences(&again, &act.rows);
        if !left.is_empty() {
            return Err(Refusal::Inexact {
                reference: act.rows.family.reference().to_owned(),
                differences: left.join("; "),
            });
        }
    }
    Ok(entries)
}

impl BringIn {
    fn referred(&self) -> When {
        self.rows
            .family
            .get(Field::ReferralDate)
            .date()
            .unwrap_or(self.told_on)
            .into()
    }

    fn closed(&self) -> When {
        self.rows
            .family
            .get(Field::ClosureDate)
            .date()
            .unwrap_or(self.told_on)
            .into()
    }

    fn people(&self) -> Vec<PersonRecord> {
        let parent = PersonRecord {
            person: self.parent,
            relation: Relation::Parent,
            reference: format!("{} parent", self.rows.family.reference()),
            name: None,
            born: None,
        };
        let children = self
            .rows
            .children
            .iter()
            .zip(&self.children)
            .map(|(row, id)| PersonRecord {
                person: *id,
                relation: Relation::Child,
                reference: row.reference().to_owned(),
                name: None,
                born: None,
            });
        std::iter::once(parent).chain(children).collect()
    }

    /// The family's row and each child's, with its subject.
    fn subjects(&self) -> impl Iterator<Item = (Subject, &Row)> {
        let children = self
            .children
            .iter()
            .map(|id| Subject::Person(*id))
            .zip(&self.rows.children);
        std::iter::once((Subject::Family, &self.rows.family)).chain(children)
    }
}

fn acts(act: &BringIn) -> Vec<NewEntry> {
    let referred = act.referred();
    let family = &act.rows.family;
    let mut entries = Vec::with_capacity(8);
    let mut tell = |happened, fact| entries.push(NewEntry::shared(happened, fact));

    let household = Household {
        reference: family.reference().to_owned(),
        answers: answers(family, |f| HOUSEHOLD.contains(&f)),
        people: act.people(),
    };
    tell(referred, Fact::Household(household));
    tell(
        referred,
        Fact::Referral(Referral {
            team: None,
            by: None,
        }),
    );
    for (subject, row) in act.subjects() {
        let field = match subject {
            Subject::Family => Field::FamilyReReferred,
            Subject::Person(_) => Field::ChildReReferred,
        };
        if *row.get(field) == YesNo::Yes.value() {
            tell(referred, Fact::ReReferral(ReReferral { of: subject }));
        }
    }
    let baseline = sets(act, |f| {
        f.point() == Point::Referral && !HOUSEHOLD.contains(&f)
    });
    tell(referred, Fact::Baseline(Sets { sets: baseline }));

    let threshold = |of, outcome| {
        Fact::ThresholdDecision(ThresholdDecision {
            of,
            outcome,
            grounds: String::new(),
        })
    };
    let refused = family.status() == Some(CaseStatus::NotMetThreshold);
    let outcome = if refused {
        Threshold::NotMet
    } else {
        Threshold::Met
    };
    tell(referred, threshold(Subject::Family, outcome));
    for (subject, row) in act.subjects().skip(1) {
        if !refused && row.status() == Some(CaseStatus::NotMetThreshold) {
            tell(referred, threshold(subject, Threshold::NotMet));
        }
    }

    if *family.get(Field::ParentDirectSupport) == YesNo::Yes.value() {
        tell(referred, support(act.parent, family));
    }
    for (id, row) in act.children.iter().zip(&act.rows.children) {
        let worked_with = *row.get(Field::DirectWork) == YesNo::Yes.value();
        if worked_with || matches!(row.status(), Some(CaseStatus::Open | CaseStatus::New)) {
            tell(referred, support(*id, row));
        }
    }
    for row in &act.rows.sessions {
        let happened = row.get(Field::SessionDate).date().unwrap_or(act.told_on);
        let session = EmergencySession {
            reference: row.reference().to_owned(),
            answers: answers(row, |f| {
                !matches!(
                    f,
                    Field::SessionReference | Field::SessionFamily | Field::SessionDate
                )
            }),
            what_happened: String::new(),
            reason: None,
        };
        tell(happened.into(), Fact::EmergencySession(session));
    }
    let outcomes = sets(act, |f| f.point() == Point::Closure);
    if !outcomes.is_empty() {
        tell(act.closed(), Fact::ClosureData(Sets { sets: outcomes }));
    }
    if family.status() == Some(CaseStatus::Closed) {
        let closure = Closure {
            reason: ClosureReason::AsRecorded,
            words: String::new(),
        };
        tell(act.closed(), Fact::Closure(closure));
    }
    entries
}

const HOUSEHOLD: [Field; 2] = [Field::HomeTown, Field::HousingTenure];

fn support(person: PersonId, row: &Row) -> Fact {
    let new = row.status() == Some(CaseStatus::New);
    let stage = if new {
        Stage::JustStarted
    } else {
        Stage::UnderWay
    };
    Fact::SupportStarted(SupportStarted {
        person,
        stage,
        disciplines: Vec::new(),
        key_worker: None,
    })
}

/// The answers of a row that say more than a blank would.
fn answers(row: &Row, wanted: impl Fn(Field) -> bool) -> DataSet {
    let mut set = DataSet::new(row.sheet());
    for field in row.sheet().fields() {
        let value = row.get(*field);
        if wanted(*field)
            && (row.sheet() == Sheet::EmergencySessions || *value != row.blank(*field))
        {
            set.set(*field, value.clone());
        }
    }
    set
}

fn sets(act: &BringIn, wanted: impl Fn(Field) -> bool) -> Vec<(Subject, DataSet)> {
    act.subjects()
        .map(|(subject, row)| (subject, answers(row, &wanted)))
        .filter(|(_, set)| !set.is_empty())
        .collect()
}

/// The fields of the case in which the acts tell something else than the workbook.
fn recorded(told: &FamilyRows, act: &BringIn) -> Vec<(Subject, DataSet)> {
    let told = std::iter::once(&told.family).chain(&told.children);
    act.subjects()
        .zip(told)
        .map(|((subject, row), told)| {
            let mut set = DataSet::new(row.sheet());
            for field in row.sheet().fields() {
                if field.point() == Point::Case && row.get(*field) != told.get(*field) {
                    set.set(*field, row.get(*field).clone());
                }
            }
            (subject, set)
        })
        .filter(|(_, set)| !set.is_empty())
        .collect()
}

/// The family these entries make as at a day, before they are anyone's chronology.
pub fn folded(entries: &[NewEntry], as_at: AsAt) -> Family {
    let nobody = uuid::Uuid::nil();
    let recorded: Vec<Entry> = (1..)
        .zip(entries)
        .map(|(sequence, new)| Entry {
            sequence: Sequence(sequence),
            happened: new.happened,
            recorded_at: Stamp::from_micros(0).expect("1970 is a stamp"),
            recorded_by: WorkerId(nobody),
            visibility: new.visibility.clone(),
            correction: new.correction.clone(),
            fact: new.fact.clone(),
        })
        .collect();
    fold(FamilyId(nobody), &recorded, as_at)
}

/// Each value that differs, in words.
fn differences(here: &FamilyRows, workbook: &FamilyRows) -> Vec<String> {
    let mut found = Vec::new();
    for (mine, theirs, what) in [
        (&here.children, &workbook.children, "children"),
        (&here.sessions, &workbook.sessions, "emergency sessions"),
    ] {
        if mine.len() != theirs.len() {
            found.push(format!(
                "{} {what} here, {} in the workbook",
                mine.len(),
                theirs.len()
            ));
        }
    }
    let pairs = std::iter::once((&here.family, &workbook.family))
        .chain(matched(&here.children, &workbook.children))
        .chain(matched(&here.sessions, &workbook.sessions));
    for (mine, theirs) in pairs {
        for field in mine.sheet().fields() {
            let (a, b) = (mine.get(*field), theirs.get(*field));
            if a != b {
                found.push(format!(
                    "{}, {}: {} here, {} in the workbook",
                    theirs.reference(),
                    field.title(),
                    a.label(*field),
                    b.label(*field)
                ));
            }
        }
    }
    found
}

/// Rows of the same reference on both sides, in the order of ours. A row that is only on one side
/// shows in the counts.
fn matched<'a>(mine: &'a [Row], theirs: &'a [Row]) -> impl Iterator<Item = (&'a Row, &'a Row)> {
    mine.iter().filter_map(|row| {
        theirs
            .iter()
            .find(|other| other.reference() == row.reference())
            .map(|other| (row, other))
    })
}
