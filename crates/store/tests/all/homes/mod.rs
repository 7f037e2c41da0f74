//! Who supports whom, and what waits: telling of it and asking for it.

mod concerns;
mod lists;
pub(crate) mod sums;
mod waiting;

use access::Viewer;
use calendar::{Date, date};
use casework::NewEntry;
use record::lists::{AllocationKind, ContactMode, ContactResult, Discipline, Mode, Threshold};
use record::{
    Allocation, Ask, Consultation, ContactAttempt, Fact, FamilyId, PersonId, Referral, Sequence,
    Subject, ThresholdDecision,
};
use store::{CaseloadFilter, InCaseload, Waiting, WaitingFilter, WaitingKind};

use crate::stage::Stage;

pub(crate) fn on(day: Date, fact: Fact) -> NewEntry {
    NewEntry::shared(day.into(), fact)
}

/// The parent of a family.
pub(crate) async fn parent(stage: &Stage, family: FamilyId) -> PersonId {
    let read = stage.read(family).await;
    let as_at = calendar::AsAt::day(Date::MAX);
    let family = stage.store.family(&read, as_at).await.unwrap();
    family.parents().next().unwrap().person
}

/// Adds one entry and says which it is.
pub(super) async fn tell(stage: &Stage, family: FamilyId, day: Date, fact: Fact) -> Sequence {
    stage.add(family, vec![on(day, fact)]).await;
    stage.last(family).await
}

pub(crate) fn referral(person: PersonId, disciplines: &[Discipline]) -> Fact {
    Fact::Referral(Referral {
        asks: vec![Ask {
            person,
            disciplines: disciplines.to_vec(),
        }],
        ..Referral::default()
    })
}

pub(super) fn consultation() -> Fact {
    Fact::Consultation(Consultation {
        time: None,
        present: Vec::new(),
        mode: Mode::Phone,
        questions: "words that stay in the chronology".to_owned(),
        advice: Vec::new(),
        changes: Vec::new(),
        signposts: Vec::new(),
    })
}

pub(super) fn met() -> Fact {
    Fact::ThresholdDecision(ThresholdDecision::new(Subject::Family, Threshold::Met))
}

pub(super) fn allocation(stage: &Stage, person: PersonId, kind: AllocationKind) -> Fact {
    Fact::Allocation(Allocation {
        person,
        discipline: Discipline::DrugAndAlcohol,
        worker: stage.practitioner.worker,
        kind,
        frequency: String::new(),
        reason: String::new(),
    })
}

pub(super) fn attempt(
    stage: &Stage,
    person: PersonId,
    result: ContactResult,
    next_try: Option<Date>,
) -> Fact {
    Fact::ContactAttempt(ContactAttempt {
        person,
        worker: stage.practitioner.worker,
        time: None,
        mode: ContactMode::Phone,
        result,
        obstacles: Vec::new(),
        words: "words that stay in the chronology".to_owned(),
        next_try,
    })
}

pub(super) async fn waiting(stage: &Stage, viewer: &Viewer, filter: WaitingFilter) -> Vec<Waiting> {
    let mut after = None;
    let mut all = Vec::new();
    loop {
        let page = stage.store.waiting(viewer, &filter, after).await.unwrap();
        all.extend(page.rows);
        after = page.next;
        if after.is_none() {
            assert_eq!(all.len() as u64, page.total);
            return all;
        }
    }
}

pub(super) async fn caseload(
    stage: &Stage,
    viewer: &Viewer,
    filter: CaseloadFilter,
) -> Vec<InCaseload> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = stage.store.caseload(viewer, &filter, after).await.unwrap();
        all.extend(page.rows);
        after = page.next;
        if after.is_none() {
            assert_eq!(all.len() as u64, page.total);
            return all;
        }
    }
}

/// What waits in the whole service, as kind, since and due.
pub(super) async fn all(stage: &Stage) -> Vec<(WaitingKind, Date, Option<Date>)> {
    let filter = WaitingFilter::default();
    let rows = waiting(stage, &stage.manager, filter).await.into_iter();
    let rows = rows.filter(|it| it.waits.kind != WaitingKind::ClosureData);
    let mut rows: Vec<_> = rows
        .map(|it| (it.waits.kind, it.waits.since, it.waits.due))
        .collect();
    rows.sort();
    rows
}

/// A family that was closed and is referred again.
pub(super) async fn referred(stage: &Stage, reference: &str) -> (FamilyId, PersonId) {
    let family = stage.family(reference).await;
    let person = parent(stage, family).await;
    let asks = referral(person, &[Discipline::DrugAndAlcohol]);
    tell(stage, family, date(2022, 8, 1), asks).await;
    (family, person)
}
