//! Who supports whom: one row for each person and allocation that goes on.

use calendar::{Date, Time};
use record::lists::{AllocationKind, ConsentState, Discipline, EngagementStage, YesNo};
use record::{Allocated, Family, PersonId, WorkerId};

use crate::Error;
use crate::sql::{Arg, Row, args};

/// Support to one person by one worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supported {
    /// Who is supported.
    pub person: PersonId,
    /// Their readable reference; empty if they are no longer in the household.
    pub person_reference: String,
    /// Their name, if it is known.
    pub person_name: Option<String>,
    /// By whom.
    pub worker: WorkerId,
    /// With what.
    pub discipline: Discipline,
    /// Full or holding support.
    pub kind: AllocationKind,
    /// Whether the worker is the person's key worker.
    pub key_worker: YesNo,
    /// How far the person has come.
    pub stage: EngagementStage,
    /// Where their consent stands, if it was asked.
    pub consent: Option<ConsentState>,
    /// Since when it is paused, if it is.
    pub paused: Option<Date>,
    /// Since when.
    pub since: Date,
    /// The last day somebody tried to be in touch or was.
    pub last_touch: Option<Date>,
    /// The appointment made last, if no session took its place. It may be past.
    pub appointment: Option<(Date, Option<Time>)>,
    /// The next gentle try, if nobody met since. It may be past.
    pub next_try: Option<Date>,
}

/// Who supports whom in a family.
pub(super) fn of(family: &Family) -> Vec<Supported> {
    let allocations = family.work.allocations.iter();
    allocations
        .filter(|it| it.goes_on())
        .map(|it| supported(family, it))
        .collect()
}

fn supported(family: &Family, it: &Allocated) -> Supported {
    let person = it.began.person;
    let known = family.person(person);
    let key = family.work.key_worker(person) == Some(it.worker);
    let appointment = family.work.next_appointment(person, Date::MIN);
    Supported {
        person,
        person_reference: known.map(|p| p.reference.clone()).unwrap_or_default(),
        person_name: known.and_then(|p| p.name.clone()),
        worker: it.worker,
        discipline: it.began.discipline,
        kind: it.kind,
        key_worker: if key { YesNo::Yes } else { YesNo::No },
        stage: family.work.stage(person),
        consent: family.work.consent(person),
        paused: it.paused.map(|(since, _)| since.sort_date()),
        since: it.from.sort_date(),
        last_touch: family.work.last_touch(person),
        appointment: appointment.map(|it| (it.day, it.time)),
        next_try: family.next_try(person).map(|(_, next)| next),
    }
}

impl Supported {
    pub(super) fn cells(&self) -> Vec<Arg> {
        args![
            self.person.0,
            self.person_reference.as_str(),
            self.person_name.clone(),
            self.worker.0,
            self.discipline.code(),
            self.kind.code(),
            self.key_worker.code(),
            self.stage.code(),
            self.consent.map(|it| it.code().to_owned()),
            self.paused,
            self.since,
            self.last_touch,
            self.appointment.map(|(day, _)| day),
            self.appointment
                .and_then(|(_, time)| time)
                .map(|time| time.to_string()),
            self.next_try,
        ]
    }

    /// Reads the columns in their order from the first.
    pub(super) fn read(row: &Row, first: usize) -> Result<Self, Error> {
        const WHAT: &str = "who supports whom";
        let day = |at: usize| row.maybe_parsed::<Date>(first + at, WHAT);
        let time = row.maybe_parsed::<Time>(first + 13, WHAT)?;
        Ok(Self {
            person: PersonId(row.id(first)?),
            person_reference: row.text(first + 1)?,
            person_name: row.maybe_text(first + 2)?,
            worker: WorkerId(row.id(first + 3)?),
            discipline: row.coded(first + 4, Discipline::from_code, WHAT)?,
            kind: row.coded(first + 5, AllocationKind::from_code, WHAT)?,
            key_worker: row.coded(first + 6, YesNo::from_code, WHAT)?,
            stage: row.coded(first + 7, EngagementStage::from_code, WHAT)?,
            consent: row.maybe_coded(first + 8, ConsentState::from_code, WHAT)?,
            paused: day(9)?,
            since: row.parsed(first + 10, WHAT)?,
            last_touch: day(11)?,
            appointment: day(12)?.map(|day| (day, time)),
            next_try: day(14)?,
        })
    }
}
