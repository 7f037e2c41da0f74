//! Looking that is unusual: by name, by relation, by how many in a short time. It says what to ask
//! about, not that anything was wrong.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::time::Duration;

use access::{Audit, Authorised, Role};
use calendar::Stamp;
use record::{FamilyId, ServiceId, WorkerId};

use super::settings::{self, LookingSettings};
use super::{LookKind, Looker, shows};
use crate::lite::at_length;
use crate::referring::{last, plain};
use crate::restricted::Kept;
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::views::ListedPerson;
use crate::{Error, Store};

statements! {
    SINCE = "select looked_at, worker_id, session_id, family_id, kind from look where service_id = $1 \
        and looked_at >= $2 and family_id is not null order by looked_at, leaf";
    NAMES = "select reference, people from family_view where service_id = $1 and family_id = $2";
    // What one worker keeps to themselves is no business of whoever reads this.
    RELATED = "select count(*) from (select 1 as found from family_worker where service_id = $1 \
        and family_id = $2 and worker_id = $3 union all select 1 from entry where service_id = $1 \
        and family_id = $2 and recorded_by = $3 and visibility <> 'named') related";
}

/// Why somebody should be asked about their looking, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Somebody of the family has the worker's own name.
    OwnName,
    /// Somebody of the family has the worker's last name.
    OwnLastName,
    /// The worker asked for families that are not theirs, and was shown nothing.
    Refused,
    /// The worker looked at many families in a short time.
    Many,
    /// The worker neither supports the family, holds its case, nor wrote in its chronology.
    NoRelation,
}

impl Why {
    /// Every reason, the gravest first.
    pub const ALL: [Self; 5] = [
        Self::OwnName,
        Self::OwnLastName,
        Self::Refused,
        Self::Many,
        Self::NoRelation,
    ];
}

/// What a worker looked at, and why somebody should ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusual {
    /// Why.
    pub why: Why,
    /// Who, in the session of the last look.
    pub by: Looker,
    /// How many families.
    pub families: usize,
    /// The reference of the family, where it is one.
    pub reference: Option<String>,
    /// How many looks.
    pub times: usize,
    /// When it began.
    pub first: Stamp,
    /// When it ended.
    pub last: Stamp,
}

/// A look at one family.
#[derive(Debug, Clone, Copy)]
struct One {
    at: Stamp,
    by: Looker,
    family: FamilyId,
    refused: bool,
}

impl Store {
    /// Unusual looking since a time, the gravest first and then the latest: nothing of families that
    /// are kept from the manager who asks.
    pub async fn unusual_looking(
        &self,
        leave: &Authorised<ServiceId, Audit>,
        since: Stamp,
    ) -> Result<Vec<Unusual>, Error> {
        at_length(self.unusual(leave, since)).await
    }

    async fn unusual(
        &self,
        leave: &Authorised<ServiceId, Audit>,
        since: Stamp,
    ) -> Result<Vec<Unusual>, Error> {
        let service = leave.id();
        let workers = self.workers(service).await?;
        let workers: HashMap<WorkerId, (Role, String)> = workers
            .into_iter()
            .map(|worker| (worker.worker, (worker.role, worker.name)))
            .collect();
        let mut tx = self.engine().read().await?;
        let limits = settings::settings(&mut tx, service).await?;
        let holder = (leave.by(), leave.sight());
        let kept = Kept::from_holder(&mut tx, service, holder).await?;
        let mut looks = since_then(&mut tx, service, since).await?;
        // That somebody asked for a family and was shown nothing is kept whether there is one or not.
        looks.retain(|look| look.refused || !kept.has(look.family));
        let mut pairs: BTreeMap<(FamilyId, WorkerId), Vec<One>> = BTreeMap::new();
        let mut each: BTreeMap<WorkerId, Vec<One>> = BTreeMap::new();
        let mut refused: BTreeMap<WorkerId, Vec<One>> = BTreeMap::new();
        for look in looks {
            if look.refused {
                refused.entry(look.by.worker).or_default().push(look);
                continue;
            }
            pairs
                .entry((look.family, look.by.worker))
                .or_default()
                .push(look);
            each.entry(look.by.worker).or_default().push(look);
        }
        let mut found = Vec::new();
        for looks in each.values() {
            found.extend(many(looks, limits));
        }
        let asked = refused.values();
        found.extend(asked.filter_map(|looks| unusual(Why::Refused, looks, None)));
        let mut names = None;
        for ((family, worker), looks) in &pairs {
            let of = match names.take() {
                Some((known, of)) if known == *family => of,
                _ => Named::load(&mut tx, service, *family).await?,
            };
            if let Some((role, name)) = workers.get(worker)
                && let Some(why) =
                    why(&mut tx, service, *family, (*worker, *role, name), &of).await?
            {
                shows([*family]);
                found.extend(unusual(why, looks, Some(of.reference.clone())));
            }
            names = Some((*family, of));
        }
        found.sort_by(|a, b| (a.why, b.last).cmp(&(b.why, a.last)));
        Ok(found)
    }
}

async fn since_then(tx: &mut Tx, service: ServiceId, since: Stamp) -> Result<Vec<One>, Error> {
    let rows = tx.rows(SINCE, args![service.0, since]).await?;
    rows.iter()
        .map(|row| {
            Ok(One {
                at: row.parsed(0, "when somebody looked")?,
                by: Looker {
                    service,
                    worker: WorkerId(row.id(1)?),
                    session: row.id(2)?,
                },
                family: FamilyId(row.id(3)?),
                refused: row.text(4)? == LookKind::Refused.code(),
            })
        })
        .collect()
}

/// A family by its reference and the names of its people.
struct Named {
    reference: String,
    names: Vec<String>,
}

impl Named {
    async fn load(tx: &mut Tx, service: ServiceId, family: FamilyId) -> Result<Self, Error> {
        let Some(row) = tx.row(NAMES, args![service.0, family.0]).await? else {
            return Ok(Self {
                reference: String::new(),
                names: Vec::new(),
            });
        };
        let people: Vec<ListedPerson> = serde_json::from_str(&row.text(1)?)
            .map_err(|_| Error::unreadable("the people of a family in the list"))?;
        Ok(Self {
            reference: row.text(0)?,
            names: people.into_iter().filter_map(|it| it.name).collect(),
        })
    }
}

async fn why(
    tx: &mut Tx,
    service: ServiceId,
    family: FamilyId,
    (worker, role, name): (WorkerId, Role, &str),
    of: &Named,
) -> Result<Option<Why>, Error> {
    if of.names.iter().any(|it| plain(it) == plain(name)) {
        return Ok(Some(Why::OwnName));
    }
    let own = last(name);
    if own.is_some() && of.names.iter().any(|it| last(it) == own) {
        return Ok(Some(Why::OwnLastName));
    }
    // A manager answers for every family; a social worker is let into those alone whose case they
    // held when they looked.
    if role != Role::Practitioner {
        return Ok(None);
    }
    let asked = args![service.0, family.0, worker.0];
    let related = tx.only(RELATED, asked).await?.int(0)? > 0;
    Ok((!related).then_some(Why::NoRelation))
}

fn unusual(why: Why, looks: &[One], reference: Option<String>) -> Option<Unusual> {
    let (first, last) = (looks.first()?, looks.last()?);
    let families: BTreeSet<FamilyId> = looks.iter().map(|look| look.family).collect();
    Some(Unusual {
        why,
        by: last.by,
        families: families.len(),
        reference,
        times: looks.len(),
        first: first.at,
        last: last.at,
    })
}

/// The times in which one worker looked at many families, from the first of them to the last.
fn many(looks: &[One], limits: LookingSettings) -> Vec<Unusual> {
    let within = Duration::from_mins(limits.within_minutes.into());
    let mut window: VecDeque<usize> = VecDeque::new();
    let mut bursts: Vec<std::ops::Range<usize>> = Vec::new();
    for (nth, look) in looks.iter().enumerate() {
        window.push_back(nth);
        while window
            .front()
            .is_some_and(|it| look.at.since(looks[*it].at) > within)
        {
            window.pop_front();
        }
        let families: BTreeSet<FamilyId> = window.iter().map(|it| looks[*it].family).collect();
        if families.len() < usize::from(limits.many_families) {
            continue;
        }
        let first = *window.front().unwrap_or(&nth);
        match bursts.last_mut() {
            Some(burst) if first < burst.end => burst.end = nth + 1,
            _ => bursts.push(first..nth + 1),
        }
    }
    bursts
        .into_iter()
        .filter_map(|burst| unusual(Why::Many, &looks[burst], None))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn looks(times: &[(u64, u128)]) -> Vec<One> {
        let start: Stamp = "2022-08-30T09:00:00.000000Z".parse().unwrap();
        let by = Looker {
            service: ServiceId(Uuid::nil()),
            worker: WorkerId(Uuid::nil()),
            session: Uuid::nil(),
        };
        let one = |(minute, family): &(u64, u128)| One {
            at: start.plus(Duration::from_mins(*minute)),
            by,
            family: FamilyId(Uuid::from_u128(*family)),
            refused: false,
        };
        times.iter().map(one).collect()
    }

    const LIMITS: LookingSettings = LookingSettings {
        many_families: 3,
        within_minutes: 10,
    };

    #[test]
    fn many_families_in_a_short_time_are_one_finding() {
        let found = many(&looks(&[(0, 1), (4, 2), (9, 3), (12, 4), (60, 5)]), LIMITS);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].families, found[0].times), (4, 4));
        let twice = looks(&[(0, 1), (1, 2), (2, 3), (60, 1), (61, 2), (62, 3)]);
        assert_eq!(many(&twice, LIMITS).len(), 2);
    }

    #[test]
    fn one_family_many_times_or_many_slowly_is_nothing() {
        assert_eq!(many(&looks(&[(0, 1), (1, 1), (2, 1), (3, 1)]), LIMITS), []);
        assert_eq!(
            many(&looks(&[(0, 1), (6, 2), (12, 3), (18, 4)]), LIMITS),
            []
        );
    }
}
