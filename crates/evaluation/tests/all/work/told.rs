//! Chronologies told by hand.

use calendar::{AsAt, Date, Stamp, When, date};
use evaluation::Cohort;
use record::lists::{
    ContactMode, ContactResult, Discipline, EngagementStage, Mode, Threshold, YesNo,
};
use record::{
    Consultation, ContactAttempt, DataSet, Engagement, Entry, Fact, FamilyId, Household, PersonId,
    PersonRecord, Referral, Relation, Sequence, Sheet, Subject, ThresholdDecision, Visibility,
    WorkerId, fold, rows,
};
use uuid::Uuid;

pub(super) const MOTHER: PersonId = PersonId(Uuid::from_u128(1));
pub(super) const CHILD: PersonId = PersonId(Uuid::from_u128(2));
pub(super) const WORKER: WorkerId = WorkerId(Uuid::from_u128(30));
pub(super) const OTHER_WORKER: WorkerId = WorkerId(Uuid::from_u128(31));

pub(super) fn march(day: i8) -> Date {
    date(2022, 3, day)
}

/// A family and what is told of it.
#[derive(Clone)]
pub(super) struct Told {
    reference: String,
    entries: Vec<Entry>,
}

impl Told {
    /// A mother and a child, referred on a day.
    pub(super) fn referred(reference: &str, day: Date) -> Self {
        let person = |person, relation, name: &str| PersonRecord {
            person,
            relation,
            reference: format!("{reference} {name}"),
            name: None,
            born: None,
        };
        let household = Household {
            reference: reference.to_owned(),
            answers: DataSet::new(Sheet::Families),
            people: vec![
                person(MOTHER, Relation::Parent, "mother"),
                person(CHILD, Relation::Child, "child"),
            ],
        };
        let told = Self {
            reference: reference.to_owned(),
            entries: Vec::new(),
        };
        told.then(day, Fact::Household(household))
            .then(day, Fact::Referral(Referral::default()))
    }

    pub(super) fn then(mut self, day: Date, fact: Fact) -> Self {
        let place = self.entries.len() as i64;
        self.entries.push(Entry {
            sequence: Sequence(place + 1),
            happened: When::Day(day),
            recorded_at: Stamp::from_micros(place).unwrap(),
            recorded_by: WORKER,
            visibility: Visibility::Shared,
            correction: None,
            fact,
        });
        self
    }

    /// The number that the last entry got.
    pub(super) fn last(&self) -> Sequence {
        Sequence(self.entries.len() as i64)
    }

    /// The rows as at a day; nothing if the family had not been referred.
    pub(super) fn rows(&self, day: Date) -> Option<record::FamilyRows> {
        let id = FamilyId(Uuid::from_u128(self.reference.len() as u128));
        let family = fold(id, &self.entries, AsAt::day(day));
        family.referred().map(|_| rows(&family))
    }

    pub(super) fn consulted(self, day: Date) -> Self {
        self.then(day, consultation())
    }

    pub(super) fn met(self, day: Date) -> Self {
        self.then(day, threshold(Threshold::Met))
    }

    pub(super) fn tried(self, day: Date, result: ContactResult) -> Self {
        self.then(day, attempt(result))
    }

    pub(super) fn stage(self, day: Date, stage: EngagementStage) -> Self {
        self.then(
            day,
            Fact::Engagement(Engagement {
                person: MOTHER,
                stage,
                words: String::new(),
                look_again: None,
            }),
        )
    }
}

pub(super) fn consultation() -> Fact {
    Fact::Consultation(Consultation {
        time: None,
        present: vec![record::Present {
            worker: Some(WORKER),
            words: String::new(),
            discipline: Some(Discipline::DrugAndAlcohol),
        }],
        mode: Mode::Online,
        questions: String::new(),
        advice: Vec::new(),
        changes: Vec::new(),
        signposts: vec!["Library".to_owned()],
    })
}

pub(super) fn threshold(outcome: Threshold) -> Fact {
    Fact::ThresholdDecision(ThresholdDecision {
        criteria: vec!["A child may be accommodated".to_owned()],
        ..ThresholdDecision::new(Subject::Family, outcome)
    })
}

pub(super) fn attempt(result: ContactResult) -> Fact {
    Fact::ContactAttempt(ContactAttempt {
        person: MOTHER,
        worker: WORKER,
        time: None,
        mode: ContactMode::Phone,
        result,
        obstacles: Vec::new(),
        words: String::new(),
        next_try: None,
    })
}

pub(super) fn yes(yes: bool) -> YesNo {
    if yes { YesNo::Yes } else { YesNo::No }
}

/// The cohort as at a day, as a live service gives it: everything folded as at the day.
pub(super) fn cohort(families: &[Told], day: Date) -> Cohort {
    let mut cohort = Cohort::default();
    for rows in families.iter().filter_map(|told| told.rows(day)) {
        cohort.push(&rows);
    }
    cohort.as_at(None, day)
}

/// The same from the rows as they are kept: with everything that is known, where nothing happened
/// after the day.
pub(super) fn kept(families: &[Told], day: Date) -> Cohort {
    let mut cohort = Cohort::default();
    for told in families {
        let later = told.entries.iter().any(|e| e.happened.sort_date() > day);
        let fold_as_at = if later { day } else { Date::MAX };
        if let Some(rows) = told.rows(fold_as_at) {
            cohort.push(&rows);
        }
    }
    cohort.as_at(None, day)
}
