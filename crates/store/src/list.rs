//! The list of families, page by page.

use std::collections::HashSet;

use access::{Act, Authorised, Evaluate, Import, Reach, Viewer};
use calendar::Date;
use record::{FamilyId, ServiceId, WorkerId, lists::CaseStatus};
use uuid::Uuid;

use crate::lite::at_length;
use crate::restricted::kept_from;
use crate::sql::{Arg, Row, args, statements};
use crate::views::ListedPerson;
use crate::words::beginning;
use crate::{Error, Store, looks};

/// The conditions are written once for the page and once for the count, which must agree; `$from`
/// says among which families is looked.
macro_rules! matching {
    ($from:literal) => {
        concat!(
            "from ",
            $from,
            " left join worker h on h.service_id = v.service_id and h.worker_id = v.case_holder \
             where v.service_id = $1 \
             and ($2 = 'service' or v.case_holder = $3) \
             and v.family_id not in ",
            kept_from!("$3"),
            " and ($4 = '' or v.status = $4) \
             and ($5 = 'anybody' or exists (select 1 from family_worker m \
               where m.service_id = v.service_id and m.family_id = v.family_id and m.worker_id = $6))"
        )
    };
}
macro_rules! all {
    () => {
        matching!("family_view v")
    };
}
// Those with a word that begins as what is looked for, and those of workers of that name. Where more
// than one word is looked for, they must stand so. `cross join` tells SQLite where to begin: at the
// workers, who are fewer than the rows of their families, and at the families found.
macro_rules! found {
    () => {
        matching!(
            "(select w.family_id from family_word w \
             where w.service_id = $1 and w.word >= $7 and w.word < $8 \
             and ($9 = 'one' or exists (select 1 from family_view s where s.service_id = w.service_id \
               and s.family_id = w.family_id and s.search like $10 escape '\\')) \
             union select m.family_id from worker n cross join family_worker m \
             where n.service_id = $1 and n.name_search like $10 escape '\\' \
             and m.service_id = n.service_id and m.worker_id = n.worker_id) f \
             cross join family_view v"
        )
    };
}
macro_rules! page {
    ($matching:expr, $after:literal) => {
        concat!(
            "select v.family_id, v.reference, v.area, v.status, v.case_holder, h.name, \
             v.referred_on, v.people, (select string_agg(k.name, '\n' order by k.name) \
               from family_worker f join worker k on k.service_id = f.service_id \
               and k.worker_id = f.worker_id where f.service_id = v.service_id \
               and f.family_id = v.family_id and f.part = 'key_worker') ",
            $matching,
            " and (v.reference, v.family_id) > ",
            $after,
            // One row more than a page shows whether there is another page.
            " order by v.reference, v.family_id limit 26"
        )
    };
}

statements! {
    PAGE = page!(all!(), "($7, $8)");
    COUNT = concat!("select count(*) ", all!());
    FOUND_PAGE = page!(concat!(found!(), " and v.family_id = f.family_id"), "($11, $12)");
    FOUND_COUNT = concat!("select count(*) ", found!(), " and v.family_id = f.family_id");
    PLACE = concat!("select reference from family_view where service_id = $1 and family_id = $2 \
        and family_id not in ", kept_from!("$3", "and r.family_id = $2"));
    FAMILY_OF = concat!("select family_id from family where service_id = $1 and reference = $2 \
        and family_id not in ", kept_from!("$3"));
    SIZE = "select size - looks from tree where service_id = $1";
    HERE = concat!("select reference from family where service_id = $1 and reference is not null \
        and family_id not in ", kept_from!("$2"));
}

/// Families on a page.
pub const PAGE_LENGTH: usize = 25;

/// Which families to list. The empty filter lists all that the viewer may see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The beginning of a reference, of its number, of a name of a person of the family or of an
    /// area, or part of the name of a worker, in either case.
    pub search: String,
    /// Only families whose case stands so.
    pub status: Option<CaseStatus>,
    /// Only families with this case holder, key worker or supporting worker.
    pub worker: Option<WorkerId>,
}

/// Where a page ends and the next begins: the last family of it. It names nobody and so may
/// stand in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor(pub FamilyId);

/// A family in the list: what is shared with its social worker, whoever looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFamily {
    /// The family.
    pub family: FamilyId,
    /// Its reference; empty if it has none yet.
    pub reference: String,
    /// The town or area; empty if it is not known.
    pub area: String,
    /// Where the case stands.
    pub status: Option<CaseStatus>,
    /// The social worker who holds the case.
    pub case_holder: Option<WorkerId>,
    /// Their name, if the service knows them.
    pub case_holder_name: Option<String>,
    /// The names of the key workers, in order.
    pub key_workers: Vec<String>,
    /// The day of the first referral.
    pub referred_on: Option<Date>,
    /// The people of the family.
    pub people: Vec<ListedPerson>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Up to [`PAGE_LENGTH`] families, by reference.
    pub families: Vec<ListedFamily>,
    /// How many families there are on all pages.
    pub total: u64,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

impl Store {
    /// The families a viewer may list, after `after` or from the first.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the viewer may list none at all.
    pub async fn families(
        &self,
        viewer: &Viewer,
        filter: &Filter,
        after: Option<Cursor>,
    ) -> Result<Page, Error> {
        let reach = match viewer.reach(Act::ListFamilies) {
            Reach::Nothing => return Err(Error::NotFound),
            Reach::OwnFamilies => "own",
            Reach::Service => "service",
        };
        let page = Box::pin(self.page_of(viewer, reach, filter, after));
        // A word that many families have takes a second to count.
        if filter.search.trim().is_empty() {
            page.await
        } else {
            at_length(page).await
        }
    }

    async fn page_of(
        &self,
        viewer: &Viewer,
        reach: &str,
        filter: &Filter,
        after: Option<Cursor>,
    ) -> Result<Page, Error> {
        let conditions = || conditions(viewer, reach, filter);
        let mut tx = self.engine().read().await?;
        let (reference, id) = match after {
            None => (String::new(), Uuid::nil()),
            Some(Cursor(id)) => {
                let place = tx
                    .row(PLACE, args![viewer.service.0, id.0, viewer.worker.0])
                    .await?;
                (place.ok_or(Error::NotFound)?.text(0)?, id.0)
            }
        };
        let (page, count) = if filter.search.trim().is_empty() {
            (PAGE, COUNT)
        } else {
            (FOUND_PAGE, FOUND_COUNT)
        };
        let mut asked = conditions();
        asked.extend(args![reference, id]);
        let rows = tx.rows(page, asked).await?;
        let total = tx.only(count, conditions()).await?.int(0)?;
        let families = rows
            .iter()
            .take(PAGE_LENGTH)
            .map(listed)
            .collect::<Result<Vec<_>, Error>>()?;
        looks::asked(filter, !filter.search.trim().is_empty());
        looks::shows(families.iter().map(|it| it.family));
        let next = families
            .last()
            .filter(|_| rows.len() > PAGE_LENGTH)
            .map(|last| Cursor(last.family));
        Ok(Page {
            families,
            total: total.unsigned_abs(),
            next,
        })
    }

    /// The families that have these references, in their order; nothing where there is none that
    /// the viewer may see. Ask for a page of them at a time.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the viewer may not go from rows to families.
    pub async fn families_of(
        &self,
        viewer: &Viewer,
        references: &[&str],
    ) -> Result<Vec<Option<FamilyId>>, Error> {
        if viewer.reach(Act::LinkRowsToFamilies) != Reach::Service {
            return Err(Error::NotFound);
        }
        let mut tx = self.engine().read().await?;
        let mut families = Vec::with_capacity(references.len());
        for reference in references {
            let asked = args![viewer.service.0, *reference, viewer.worker.0];
            let row = tx.row(FAMILY_OF, asked).await?;
            families.push(row.map(|row| row.id(0).map(FamilyId)).transpose()?);
        }
        looks::shows(families.iter().flatten().copied());
        Ok(families)
    }

    /// How many of these references are those of families who are here already, as far as whoever
    /// brings them in may know. Nothing else of them is told.
    pub async fn count_here<'a>(
        &self,
        service: &Authorised<ServiceId, Import>,
        references: impl Iterator<Item = &'a str> + Send,
    ) -> Result<u64, Error> {
        let mut tx = self.engine().look().await?;
        let rows = tx.rows(HERE, args![service.id().0, service.by().0]).await?;
        let here = rows
            .iter()
            .map(|row| row.text(0))
            .collect::<Result<HashSet<String>, Error>>()?;
        Ok(references
            .filter(|reference| here.contains(*reference))
            .count() as u64)
    }

    /// How many entries the service has. None is ever changed or taken away, so what was counted
    /// from them holds as long as this number does.
    pub async fn entry_count(
        &self,
        service: &Authorised<ServiceId, Evaluate>,
    ) -> Result<u64, Error> {
        let mut tx = self.engine().look().await?;
        let row = tx.row(SIZE, args![service.id().0]).await?;
        Ok(row.ok_or(Error::NotFound)?.int(0)?.unsigned_abs())
    }
}

fn conditions(viewer: &Viewer, reach: &str, filter: &Filter) -> Vec<Arg> {
    let mut conditions = args![
        viewer.service.0,
        reach,
        viewer.worker.0,
        filter.status.map_or("", CaseStatus::code),
        filter.worker.map_or("anybody", |_| "one"),
        filter.worker.map_or(Uuid::nil(), |worker| worker.0),
    ];
    let words = filter.search.to_lowercase();
    let mut words = words.split_whitespace();
    if let Some(first) = words.next() {
        let (from, below) = beginning(first);
        let many = words.next().map_or("one", |_| "many");
        conditions.extend(args![from, below, many, pattern(&filter.search)]);
    }
    conditions
}

/// What to look for with `like`: the words anywhere, and no sign of theirs with a meaning.
pub(crate) fn pattern(search: &str) -> String {
    let words = search.trim().to_lowercase();
    if words.is_empty() {
        return String::new();
    }
    let mut pattern = String::from("%");
    for letter in words.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

fn listed(row: &Row) -> Result<ListedFamily, Error> {
    let people = serde_json::from_str(&row.text(7)?)
        .map_err(|_| Error::unreadable("the people of a family in the list"))?;
    let referred_on = row
        .maybe_text(6)?
        .map(|day| day.parse())
        .transpose()
        .map_err(|_| Error::unreadable("the day of a referral in the list"))?;
    Ok(ListedFamily {
        family: FamilyId(row.id(0)?),
        reference: row.text(1)?,
        area: row.text(2)?,
        status: CaseStatus::from_code(&row.text(3)?),
        case_holder: row.maybe_id(4)?.map(WorkerId),
        case_holder_name: row.maybe_text(5)?,
        key_workers: row
            .maybe_text(8)?
            .map(|names| names.split('\n').map(str::to_owned).collect())
            .unwrap_or_default(),
        referred_on,
        people,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_with_a_meaning_are_looked_for_as_they_are() {
        assert_eq!(pattern("  "), "");
        assert_eq!(pattern(" F0_1% "), r"%f0\_1\%%");
        assert_eq!(pattern(r"a\b"), r"%a\\b%");
    }
}
