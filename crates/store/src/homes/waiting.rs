//! What waits for somebody in a family, from its chronology alone: no day is compared with the
//! present day here.

use calendar::{BankHolidays, Date, Stamp};
use record::lists::{
    AllocationKind, Discipline, EngagementStage, FollowUpResult, Threshold, Urgency,
};
use record::{
    Concern, Due, Family, FamilyRows, NonAnswer, PersonId, Subject, Value, WorkerId, contact_due,
};

use super::kind::WaitingKind;
use crate::Error;
use crate::sql::{Arg, Row, args};

/// Something that waits for somebody. It holds no words of any note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// What waits.
    pub kind: WaitingKind,
    /// For whom; nobody means the team.
    pub worker: Option<WorkerId>,
    /// Whom it is about; nobody means the family.
    pub person: Option<PersonId>,
    /// Their readable reference; empty for the family.
    pub person_reference: String,
    /// Their name, if it is known.
    pub person_name: Option<String>,
    /// The discipline, where one is asked for or holds on.
    pub discipline: Option<Discipline>,
    /// Since when it waits.
    pub since: Date,
    /// When it is due, if a day is set.
    pub due: Option<Date>,
    /// How many answers are missing; 0 for all other kinds.
    pub missing: u32,
    /// When a concern was raised and how soon it is to be seen to; nothing for all other kinds.
    pub raised: Option<(Stamp, Urgency)>,
}

impl Waits {
    fn new(kind: WaitingKind, since: Date) -> Self {
        Self {
            kind,
            worker: None,
            person: None,
            person_reference: String::new(),
            person_name: None,
            discipline: None,
            since,
            due: None,
            missing: 0,
            raised: None,
        }
    }

    fn about(self, family: &Family, person: PersonId) -> Self {
        let known = family.person(person);
        Self {
            person: Some(person),
            person_reference: known.map(|p| p.reference.clone()).unwrap_or_default(),
            person_name: known.and_then(|p| p.name.clone()),
            worker: family.worker_of(person),
            ..self
        }
    }

    fn of(self, worker: Option<WorkerId>) -> Self {
        Self { worker, ..self }
    }

    fn due(self, due: Option<Date>) -> Self {
        Self { due, ..self }
    }

    fn with(self, discipline: Discipline) -> Self {
        Self {
            discipline: Some(discipline),
            ..self
        }
    }
}

/// Everything that waits in a family. `rows` are its rows in the evaluation.
pub(super) fn of(family: &Family, rows: &FamilyRows) -> Vec<Waits> {
    let mut waits: Vec<Waits> = concerns(family).collect();
    waits.extend(readings(family));
    if family.is_open() {
        referral(family, &mut waits);
        people(family, &mut waits);
        allocations(family, &mut waits);
        waits.extend(review(family));
    }
    waits.extend(calls(family));
    waits.extend(follow_up(family));
    waits.extend(closure_data(family, rows));
    waits
}

/// Concerns that the case holder has not acknowledged, whatever stands of the case. They are due on
/// the day they are raised; by how many hours they go further is for the day they are read on.
fn concerns(family: &Family) -> impl Iterator<Item = Waits> {
    let holder = family.case_holder().map(|it| it.worker);
    family.safety.waiting().map(move |it| {
        let Concern {
            raised,
            urgency,
            children,
            ..
        } = &it.concern;
        let day = raised.london_date();
        let wait = Waits {
            raised: Some((*raised, *urgency)),
            ..Waits::new(WaitingKind::Concern, day).due(Some(day))
        };
        match children[..] {
            [only] => wait.about(family, only).of(holder),
            _ => wait.of(holder),
        }
    })
}

/// What was asked to be read in an emergency and not answered, and what was read and not reviewed: both
/// wait for a manager.
fn readings(family: &Family) -> impl Iterator<Item = Waits> {
    family.safety.readings.iter().filter_map(|it| {
        let asked = it.asked.at.london_date();
        if it.waits_for_an_answer() {
            return Some(Waits::new(WaitingKind::ReadingAnswer, asked).due(Some(asked)));
        }
        let opened = it.opened.as_ref().filter(|_| it.waits_for_a_review())?;
        let read = opened.what.at.london_date();
        Some(Waits::new(WaitingKind::ReadingReview, read).due(Some(opened.what.review_by)))
    })
}

/// Whether the referral says for whom support is asked, or was talked over. What a workbook tells
/// of a family without direct support is no more than that, and nothing waits there.
fn is_asked(family: &Family) -> bool {
    let asks = family.referrals.iter().any(|it| !it.what.asks.is_empty());
    asks || !family.work.consultations.is_empty()
}

/// The day of the consultation since the family last came.
fn consulted_on(family: &Family) -> Option<Date> {
    let came = family.came_on()?;
    let days = family
        .work
        .consultations
        .iter()
        .map(|it| it.happened.sort_date());
    days.filter(|day| *day >= came).max()
}

/// The day of the decision to accept the family since it last came.
fn accepted_on(family: &Family) -> Option<Date> {
    let mut decided = family.decisions().iter().rev();
    let last = decided.find(|it| it.what.of == Subject::Family)?;
    (last.what.outcome == Threshold::Met).then(|| last.happened.sort_date())
}

fn is_supported(family: &Family, person: Option<PersonId>) -> bool {
    let own = |it: &PersonId| person.is_none_or(|person| *it == person);
    let mut allocations = family.work.allocations.iter();
    let mut support = family.support.iter();
    allocations.any(|it| it.goes_on() && own(&it.began.person))
        || support.any(|it| it.until.is_none() && own(&it.person))
}

/// Consultation, decision and allocation after a referral.
fn referral(family: &Family, waits: &mut Vec<Waits>) {
    let Some(came) = family.came_on() else { return };
    if !family.decided() {
        if consulted_on(family).is_none() {
            waits.push(Waits::new(WaitingKind::Consultation, came));
        }
        let since = consulted_on(family).unwrap_or(came);
        waits.push(Waits::new(WaitingKind::Threshold, since));
    }
    if let Some(accepted) = accepted_on(family)
        && is_asked(family)
        && !is_supported(family, None)
    {
        waits.push(Waits::new(WaitingKind::Allocation, accepted));
    }
    for (person, discipline) in family.asked_for() {
        let mut allocations = family.work.allocations.iter();
        let given = allocations.any(|it| {
            it.began.person == person
                && it.began.discipline == discipline
                && (it.goes_on() || it.from.sort_date() >= came)
        });
        if !given && !family.refused_for(person) {
            let asked = Waits::new(WaitingKind::AskedFor, came).with(discipline);
            waits.push(asked.about(family, person).of(None));
        }
    }
}

/// The people whom support is asked for or allocated to.
fn wanted(family: &Family) -> Vec<PersonId> {
    let asks = family
        .referrals
        .last()
        .into_iter()
        .flat_map(|it| &it.what.asks);
    let allocated = family.work.allocations.iter().filter(|it| it.goes_on());
    let supported = family.support.iter().filter(|it| it.until.is_none());
    let mut people: Vec<PersonId> = asks
        .map(|ask| ask.person)
        .chain(allocated.map(|it| it.began.person))
        .chain(supported.map(|it| it.person))
        .filter(|person| !family.refused_for(*person))
        .filter(|person| family.work.stage(*person) != EngagementStage::Ended)
        .collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// First contact, tries, and days to look again.
fn people(family: &Family, waits: &mut Vec<Waits>) {
    for person in wanted(family) {
        if !family.is_in_touch(person) {
            waits.extend(first_contact(family, person));
            waits.extend(no_touch(family, person));
        }
    }
    for person in family.people.iter().map(|it| it.person) {
        waits.extend(asked_to_start(family, person));
        if let Some((made, next)) = family.next_try(person) {
            let wait = Waits::new(WaitingKind::NextTry, made).due(Some(next));
            waits.push(wait.about(family, person));
        }
        let said = family.work.said(person);
        if let Some(said) = said.filter(|it| it.what.stage == EngagementStage::SteppedBack) {
            let wait = Waits::new(WaitingKind::LookAgain, said.happened.sort_date());
            waits.push(wait.due(said.what.look_again).about(family, person));
        }
    }
}

fn first_contact(family: &Family, person: PersonId) -> Option<Waits> {
    let allocated = family.work.supporting(person).map(|it| it.from.sort_date());
    let since = consulted_on(family).or_else(|| allocated.min())?;
    // The day it is due is filled in by the service's working days.
    Some(Waits::new(WaitingKind::FirstContact, since).about(family, person))
}

fn no_touch(family: &Family, person: PersonId) -> Option<Waits> {
    let accepted = accepted_on(family)?;
    let mut supporting = family.work.supporting(person);
    let held = supporting.any(|it| it.kind == AllocationKind::Holding);
    let allocated = family.work.supporting(person).map(|it| it.from.sort_date());
    let since = allocated.min().map_or(accepted, |from| from.max(accepted));
    (!held).then(|| Waits::new(WaitingKind::NoTouch, since).about(family, person))
}

fn asked_to_start(family: &Family, person: PersonId) -> Option<Waits> {
    let mut asked = family.work.asked_to_start.iter().rev();
    let asked = asked.find(|it| it.what.person == person)?;
    let day = family.since_it_came(asked.happened)?;
    let mut contacts = family.work.contacts(person);
    let answered = contacts.any(|met| met > (day, asked.entry));
    let wait = Waits::new(WaitingKind::AskedToStart, day).due(Some(day));
    (!answered).then(|| wait.about(family, person))
}

/// Holding support, and pauses.
fn allocations(family: &Family, waits: &mut Vec<Waits>) {
    for it in family.work.allocations.iter().filter(|it| it.goes_on()) {
        let person = it.began.person;
        let discipline = it.began.discipline;
        let mut push = |wait: Waits| {
            let wait = wait.with(discipline).about(family, person);
            waits.push(wait.of(Some(it.worker)));
        };
        if it.kind == AllocationKind::Holding {
            push(Waits::new(WaitingKind::Holding, it.from.sort_date()));
        }
        if let Some((since, look_again)) = it.paused {
            push(Waits::new(WaitingKind::LookAgain, since.sort_date()).due(look_again));
        }
    }
}

fn review(family: &Family) -> Option<Waits> {
    let last = family.work.reviews.last()?;
    let (day, next) = (family.since_it_came(last.happened)?, last.what.next?);
    Some(Waits::new(WaitingKind::Review, day).due(Some(next)))
}

fn calls(family: &Family) -> impl Iterator<Item = Waits> {
    family.work.calls.iter().filter_map(|call| {
        let worker = call.owed_by()?;
        let day = call.happened.sort_date();
        let wait = Waits::new(WaitingKind::CallBack, day).due(Some(day));
        Some(wait.about(family, call.call.person).of(Some(worker)))
    })
}

/// The call after closure, until somebody was spoken with or wants none.
fn follow_up(family: &Family) -> Option<Waits> {
    family.closed?;
    let closure = family.closures.last()?;
    let closed = closure.happened.sort_date();
    let calls = family.work.follow_ups.iter();
    let since: Vec<_> = calls
        .filter(|it| it.happened.sort_date() >= closed)
        .collect();
    let over = since.iter().any(|it| {
        matches!(
            it.what.result,
            FollowUpResult::Spoke | FollowUpResult::NotWanted
        )
    });
    let planned = closure.what.follow_up.filter(|_| !over)?;
    let next = since.last().and_then(|it| it.what.next_try);
    let wait = Waits::new(WaitingKind::FollowUp, closed).due(Some(next.unwrap_or(planned)));
    Some(wait.of(family.last_worker()))
}

fn closure_data(family: &Family, rows: &FamilyRows) -> Option<Waits> {
    let closed = family.closed?;
    let missing = std::iter::once(&rows.family)
        .chain(&rows.children)
        .flat_map(|row| row.sheet().fields().iter().map(move |field| (row, *field)))
        .filter(|(_, field)| field.due() == Due::WhenClosed)
        .filter(|(row, field)| *row.get(*field) == Value::Not(NonAnswer::Missing))
        .count();
    let wait = Waits {
        missing: u32::try_from(missing).unwrap_or(u32::MAX),
        ..Waits::new(WaitingKind::ClosureData, closed)
    };
    (missing > 0).then(|| wait.of(family.last_worker()))
}

impl Waits {
    /// The same, due by a service's own working days: the days on which it is closed are no part of
    /// the chronology, from which alone the rest of the row is told.
    pub(super) fn by(self, working: &BankHolidays) -> Self {
        match self.kind {
            WaitingKind::FirstContact => {
                let due = contact_due(self.since, working);
                self.due(due)
            }
            _ => self,
        }
    }

    pub(super) fn cells(&self) -> Vec<Arg> {
        args![
            self.kind.code(),
            self.worker.map(|it| it.0),
            self.person.map(|it| it.0),
            self.person_reference.as_str(),
            self.person_name.clone(),
            self.discipline.map_or("", Discipline::code),
            self.since,
            self.due.unwrap_or(Date::MAX),
            i64::from(self.missing),
            self.raised.map(|(at, _)| at.to_string()),
            self.raised.map(|(_, urgency)| urgency.code().to_owned()),
        ]
    }

    /// Reads the columns in their order from the first.
    pub(super) fn read(row: &Row, first: usize) -> Result<Self, Error> {
        const WHAT: &str = "what waits";
        let discipline = row.text(first + 5)?;
        let due: Date = row.parsed(first + 7, WHAT)?;
        let raised = row.maybe_parsed(first + 9, WHAT)?;
        let urgency = row.maybe_coded(first + 10, Urgency::from_code, WHAT)?;
        Ok(Self {
            kind: row.coded(first, WaitingKind::from_code, WHAT)?,
            worker: row.maybe_id(first + 1)?.map(WorkerId),
            person: row.maybe_id(first + 2)?.map(PersonId),
            person_reference: row.text(first + 3)?,
            person_name: row.maybe_text(first + 4)?,
            discipline: Discipline::from_code(&discipline),
            since: row.parsed(first + 6, WHAT)?,
            due: Some(due).filter(|due| *due != Date::MAX),
            missing: u32::try_from(row.int(first + 8)?).map_err(|_| Error::unreadable(WHAT))?,
            raised: raised.zip(urgency),
        })
    }
}
