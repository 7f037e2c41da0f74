//! The acts that a family's rows tell of, in the order they happened.

use calendar::When;
use record::{
    Closure, DataSet, EmergencySession, Fact, Field, Household, PersonId, PersonRecord, Point,
    ReReferral, Referral, Relation, Row, Sets, Sheet, Stage, Subject, SupportStarted,
    ThresholdDecision,
    lists::{CaseStatus, ClosureReason, Threshold, YesNo},
};

use super::BringIn;
use crate::NewEntry;

impl BringIn {
    /// When the family was referred, or was told of if nobody knows.
    pub(super) fn referred(&self) -> When {
        self.rows
            .family
            .get(Field::ReferralDate)
            .date()
            .unwrap_or(self.told_on)
            .into()
    }

    /// When outcomes and closure were told of: the day of closure, if it is known.
    pub(super) fn closed(&self) -> When {
        self.rows
            .family
            .get(Field::ClosureDate)
            .date()
            .unwrap_or(self.told_on)
            .into()
    }

    /// The parent of whom the family's row speaks, and the children.
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
    pub(super) fn subjects(&self) -> impl Iterator<Item = (Subject, &Row)> {
        let children = self
            .children
            .iter()
            .map(|id| Subject::Person(*id))
            .zip(&self.rows.children);
        std::iter::once((Subject::Family, &self.rows.family)).chain(children)
    }
}

/// Referral, baseline, threshold, support, sessions, outcomes and closure, as far as the rows tell.
pub(super) fn acts(act: &BringIn) -> Vec<NewEntry> {
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
    tell(referred, Fact::Referral(Referral::default()));
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
    if !baseline.is_empty() {
        tell(referred, Fact::Baseline(Sets { sets: baseline }));
    }

    let threshold = |of, outcome| Fact::ThresholdDecision(ThresholdDecision::new(of, outcome));
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
        let counted = answers(row, |f| {
            !matches!(
                f,
                Field::SessionReference | Field::SessionFamily | Field::SessionDate
            )
        });
        let session = EmergencySession::new(row.reference().to_owned(), counted);
        tell(happened.into(), Fact::EmergencySession(session));
    }
    let outcomes = sets(act, |f| f.point() == Point::Closure);
    if !outcomes.is_empty() {
        tell(act.closed(), Fact::ClosureData(Sets { sets: outcomes }));
    }
    if family.status() == Some(CaseStatus::Closed) {
        let closure = Closure::new(ClosureReason::AsRecorded);
        tell(act.closed(), Fact::Closure(closure));
    }
    entries
}

/// The baseline questions whose answers are the household's, and may change without a new baseline.
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
