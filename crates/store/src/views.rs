//! View rows: a pure function of a family's entries, rewritten in the transaction that appends.

use calendar::{AsAt, BankHolidays, Date};
use record::{Entry, Family, FamilyId, Field, ServiceId, Sight, Value, WorkerId, fold, rows};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::homes::{self, HomeRows};
use crate::restricted::{self, SeenBy};
use crate::sql::{Arg, Insert, args, statements};
use crate::transaction::Tx;
use crate::words;

statements! {
    FORGET_WORKERS = "delete from family_worker where service_id = $1 and family_id = $2";
    FAMILY_VIEW = "select v.reference, v.area, v.status, v.case_holder, v.referred_on, v.people, \
        v.search, c.latest_on, c.packed, c.bucket from family_view v join cohort_view c \
        on c.service_id = v.service_id and c.family_id = v.family_id \
        where v.service_id = $1 and v.family_id = $2 and c.bucket = $3";
    FAMILY_WORKERS = "select worker_id, part from family_worker \
        where service_id = $1 and family_id = $2 order by worker_id, part";
    FORGET_ALL_WORKERS = "delete from family_worker where service_id = $1";
    FORGET_ALL_FAMILIES = "delete from family_view where service_id = $1";
    FORGET_ALL_COHORT = "delete from cohort_view where service_id = $1";
}

static PUT_FAMILY_VIEW: Insert = Insert::new(
    "views::PUT_FAMILY_VIEW",
    "family_view",
    "service_id, family_id, reference, area, status, case_holder, referred_on, people, search",
    "on conflict (service_id, family_id) do update set reference = excluded.reference, \
     area = excluded.area, status = excluded.status, case_holder = excluded.case_holder, \
     referred_on = excluded.referred_on, people = excluded.people, search = excluded.search",
);
static PUT_FAMILY_WORKER: Insert = Insert::new(
    "views::PUT_FAMILY_WORKER",
    "family_worker",
    "service_id, family_id, worker_id, part",
    "on conflict (service_id, family_id, worker_id, part) do nothing",
);
static PUT_COHORT_VIEW: Insert = Insert::new(
    "views::PUT_COHORT_VIEW",
    "cohort_view",
    "service_id, bucket, family_id, latest_on, packed",
    "on conflict (service_id, bucket, family_id) do update set latest_on = excluded.latest_on, \
     packed = excluded.packed",
);
#[cfg(test)]
pub(crate) static INSERTS: [&Insert; 3] = [&PUT_FAMILY_VIEW, &PUT_FAMILY_WORKER, &PUT_COHORT_VIEW];

/// Into how many parts a service's cohort is dealt.
pub(crate) const BUCKETS: u8 = 64;

/// Everything there is to know, whatever the day.
pub(crate) fn everything() -> AsAt {
    AsAt::day(Date::MAX)
}

/// A person as the list of families names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPerson {
    /// The readable reference.
    pub reference: String,
    /// The name, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The view rows of one family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ViewRows {
    service: ServiceId,
    family: FamilyId,
    pub(crate) reference: String,
    area: String,
    status: String,
    case_holder: Option<WorkerId>,
    referred_on: Option<Date>,
    people: String,
    search: String,
    /// Workers and their part, in order, each once.
    workers: Vec<(WorkerId, String)>,
    seen_by: SeenBy,
    latest_on: Date,
    packed: String,
    homes: HomeRows,
}

impl ViewRows {
    /// The view rows of a family with these entries, all of them.
    pub(crate) fn of(service: ServiceId, family: FamilyId, entries: &[Entry]) -> Self {
        // The list is built from what a social worker sees, so that it can tell nobody more.
        let shared: Vec<Entry> = entries
            .iter()
            .filter(|entry| Sight::Shared.sees(&entry.visibility))
            .cloned()
            .collect();
        let all_shared = shared.len() == entries.len();
        let listed = fold(family, &shared, everything());
        let listed_rows = rows(&listed);
        let packed = if all_shared {
            pack(&listed, || listed_rows.clone())
        } else {
            let counted = fold(family, entries, everything());
            pack(&counted, || rows(&counted))
        };
        let people: Vec<ListedPerson> = listed
            .people
            .iter()
            .map(|person| ListedPerson {
                reference: person.reference.clone(),
                name: person.name.clone(),
            })
            .collect();
        let area = match listed_rows.family.get(Field::HomeTown) {
            Value::Text(town) => town.clone(),
            _ => String::new(),
        };
        let case_holder = listed.case_holder().map(|holder| holder.worker);
        Self {
            service,
            family,
            search: search_text(&listed.reference, &area, &people),
            reference: listed.reference.clone(),
            area,
            status: listed_rows
                .family
                .get(Field::FamilyStatus)
                .text(Field::FamilyStatus),
            case_holder,
            referred_on: listed.referred(),
            people: serde_json::to_string(&people).expect("people are strings"),
            workers: workers(&listed, case_holder),
            seen_by: SeenBy::of(&listed),
            homes: HomeRows::of(&listed, &listed_rows),
            latest_on: entries
                .iter()
                .map(|entry| entry.happened.sort_date())
                .max()
                .unwrap_or(Date::MIN),
            packed,
        }
    }

    /// The same, with what is due by the working days of its service.
    pub(crate) fn by(self, working: &BankHolidays) -> Self {
        Self {
            homes: self.homes.by(working),
            ..self
        }
    }

    fn family_cells(&self) -> Vec<Arg> {
        args![
            self.service.0,
            self.family.0,
            self.reference.as_str(),
            self.area.as_str(),
            self.status.as_str(),
            self.case_holder.map(|worker| worker.0),
            self.referred_on,
            self.people.as_str(),
            self.search.as_str(),
        ]
    }

    fn worker_cells(&self) -> impl Iterator<Item = Vec<Arg>> {
        self.workers
            .iter()
            .map(|(worker, part)| args![self.service.0, self.family.0, worker.0, part.as_str()])
    }

    fn cohort_cells(&self) -> Vec<Arg> {
        args![
            self.service.0,
            i64::from(bucket(self.family)),
            self.family.0,
            self.latest_on,
            self.packed.as_str(),
        ]
    }
}

/// Whether families may have view rows already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// They may.
    MayBeThere,
    /// They have none.
    Empty,
}

/// Writes the view rows of families.
pub(crate) async fn write(tx: &mut Tx, views: &[&ViewRows], before: Before) -> Result<(), Error> {
    let mut other_words = views.to_vec();
    if before == Before::MayBeThere {
        other_words.clear();
        for view in views {
            if words::changed(tx, view.service, view.family, &view.search).await? {
                other_words.push(view);
            }
            tx.run(FORGET_WORKERS, args![view.service.0, view.family.0])
                .await?;
            restricted::forget(tx, view.service, view.family).await?;
            homes::forget(tx, view.service, view.family).await?;
        }
    }
    let families = views.iter().map(|view| view.family_cells()).collect();
    tx.insert(&PUT_FAMILY_VIEW, families).await?;
    let other_words = other_words.iter();
    let other_words = other_words.map(|it| (it.service, it.family, it.search.as_str()));
    words::write(tx, other_words).await?;
    let workers = views.iter().flat_map(|view| view.worker_cells()).collect();
    tx.insert(&PUT_FAMILY_WORKER, workers).await?;
    let seen_by = views.iter();
    let seen_by = seen_by.map(|view| (view.service, view.family, &view.seen_by));
    restricted::write(tx, seen_by).await?;
    let cohort = views.iter().map(|view| view.cohort_cells()).collect();
    tx.insert(&PUT_COHORT_VIEW, cohort).await?;
    let homes: Vec<_> = views
        .iter()
        .map(|view| (view.service, view.family, &view.homes))
        .collect();
    homes::write(tx, &homes).await
}

/// Removes every view row of a service, to write them anew.
pub(crate) async fn forget(tx: &mut Tx, service: ServiceId) -> Result<(), Error> {
    for forget in [FORGET_ALL_WORKERS, FORGET_ALL_FAMILIES, FORGET_ALL_COHORT] {
        tx.run(forget, args![service.0]).await?;
    }
    words::forget_all(tx, service).await?;
    restricted::forget_all(tx, service).await?;
    homes::forget_all(tx, service).await
}

/// The view rows of a family as they are stored; nothing if any is missing or there twice.
pub(crate) async fn stored(
    tx: &mut Tx,
    service: ServiceId,
    family: FamilyId,
) -> Result<Option<ViewRows>, Error> {
    let found = tx
        .rows(
            FAMILY_VIEW,
            args![service.0, family.0, i64::from(bucket(family))],
        )
        .await?;
    let [row] = &found[..] else { return Ok(None) };
    if row.int(9)? != i64::from(bucket(family)) {
        return Ok(None);
    }
    let mut workers = Vec::new();
    for row in tx.rows(FAMILY_WORKERS, args![service.0, family.0]).await? {
        workers.push((WorkerId(row.id(0)?), row.text(1)?));
    }
    let Some(homes) = homes::stored(tx, service, family).await? else {
        return Ok(None);
    };
    let search = row.text(6)?;
    if !words::fit(tx, service, family, &search).await? {
        return Ok(None);
    }
    let seen_by = restricted::stored(tx, service, family).await?;
    Ok(Some(ViewRows {
        service,
        family,
        seen_by,
        reference: row.text(0)?,
        area: row.text(1)?,
        status: row.text(2)?,
        case_holder: row.maybe_id(3)?.map(WorkerId),
        referred_on: row
            .maybe_text(4)?
            .map(|day| day.parse())
            .transpose()
            .map_err(|_| Error::unreadable("the day of a referral"))?,
        people: row.text(5)?,
        search,
        workers,
        latest_on: row.parsed(7, "the day something last happened")?,
        packed: row.text(8)?,
        homes,
    }))
}

/// The bucket a family is dealt to: the last byte of its id, which is chance.
pub(crate) fn bucket(family: FamilyId) -> u8 {
    family.0.as_bytes()[15] % BUCKETS
}

/// The rows of a family as the evaluation reads them: none before the family was referred.
fn pack(family: &Family, rows: impl FnOnce() -> record::FamilyRows) -> String {
    if family.referred().is_none() {
        return String::new();
    }
    evaluation::packed::pack(&rows())
}

fn workers(family: &Family, case_holder: Option<WorkerId>) -> Vec<(WorkerId, String)> {
    let key_workers = family
        .support
        .iter()
        .filter(|support| support.until.is_none())
        .filter_map(|support| support.key_worker)
        .map(|worker| (worker, KEY_WORKER.to_owned()));
    let supporters = family.work.allocations.iter().filter(|it| it.goes_on());
    let supporters = supporters.map(|it| (it.worker, SUPPORTER.to_owned()));
    let mut workers: Vec<_> = case_holder
        .map(|worker| (worker, CASE_HOLDER.to_owned()))
        .into_iter()
        .chain(key_workers)
        .chain(supporters)
        .collect();
    workers.sort_unstable();
    workers.dedup();
    workers
}

/// The part of the social worker who holds the case.
pub(crate) const CASE_HOLDER: &str = "case_holder";
/// The part of a worker who supports somebody of the family now.
pub(crate) const KEY_WORKER: &str = "key_worker";
/// The part of a worker who is allocated to somebody of the family now.
pub(crate) const SUPPORTER: &str = "supporter";

fn search_text(reference: &str, area: &str, people: &[ListedPerson]) -> String {
    let mut words = vec![reference, area];
    for person in people {
        words.push(&person.reference);
        words.extend(person.name.as_deref());
    }
    // A line each, so that nothing is found across the end of one and the start of the next.
    words.join("\n").to_lowercase()
}
