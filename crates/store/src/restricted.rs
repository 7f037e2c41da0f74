//! Families that only named people see: view rows of who they are, and the one condition by which
//! every list, search, count and reading leaves the others out.

use std::collections::BTreeSet;

use access::{Act, Reach, Viewer};
use record::{AdviceId, Family, FamilyId, ServiceId, Sight, WorkerId, advice_without};

use crate::book;
use crate::sql::{Arg, Insert, args, statements};
use crate::transaction::Tx;
use crate::{Error, Store};

/// The families of the service that are kept from a worker, as a subquery: `$worker` says who, and
/// `$which` may say of which family. When none of the managers who are named is there any more,
/// every manager sees the family: somebody must be able to.
macro_rules! kept_from {
    ($worker:literal) => {
        $crate::restricted::kept_from!($worker, "")
    };
    ($worker:literal, $which:literal) => {
        concat!(
            "(select r.family_id from restricted_view r where r.service_id = $1 ",
            $which,
            " and not exists (select 1 from named_view n where n.service_id = r.service_id \
             and n.family_id = r.family_id and n.worker_id = ",
            $worker,
            ") and not (exists (select 1 from worker me where me.service_id = $1 \
             and me.worker_id = ",
            $worker,
            " and me.role = 'manager' and me.until_day is null) \
             and not exists (select 1 from named_view n cross join worker o \
             where n.service_id = r.service_id and n.family_id = r.family_id \
             and o.service_id = n.service_id and o.worker_id = n.worker_id \
             and o.role = 'manager' and o.until_day is null)))"
        )
    };
}
pub(crate) use kept_from;

statements! {
    KEPT_FROM = concat!("select k.family_id from ", kept_from!("$2"), " k order by k.family_id");
    KEPT_REFERENCES = concat!("select f.reference from family f where f.service_id = $1 \
        and f.reference is not null and f.family_id in ", kept_from!("$2"));
    SEEN = concat!("select v.family_id from restricted_view v join family f \
        on f.service_id = v.service_id and f.family_id = v.family_id \
        where v.service_id = $1 and v.family_id not in ", kept_from!("$2"),
        " order by f.reference, v.family_id");
    FORGET_NAMED = "delete from named_view where service_id = $1 and family_id = $2";
    FORGET_RESTRICTED = "delete from restricted_view where service_id = $1 and family_id = $2";
    FORGET_ALL_NAMED = "delete from named_view where service_id = $1";
    FORGET_ALL_RESTRICTED = "delete from restricted_view where service_id = $1";
    RESTRICTED = "select family_id from restricted_view where service_id = $1 and family_id = $2";
    NAMED = "select worker_id from named_view where service_id = $1 and family_id = $2 \
        order by worker_id";
}

static PUT_RESTRICTED: Insert = Insert::new(
    "restricted::PUT_RESTRICTED",
    "restricted_view",
    "service_id, family_id",
    "",
);
static PUT_NAMED: Insert = Insert::new(
    "restricted::PUT_NAMED",
    "named_view",
    "service_id, family_id, worker_id",
    "",
);
#[cfg(test)]
pub(crate) static INSERTS: [&Insert; 2] = [&PUT_RESTRICTED, &PUT_NAMED];

/// Who alone sees a family; nothing for most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SeenBy(Option<BTreeSet<WorkerId>>);

impl SeenBy {
    /// By what is shared of a family.
    pub(crate) fn of(family: &Family) -> Self {
        Self(family.named())
    }
}

/// Writes the rows of families that have none.
pub(crate) async fn write(
    tx: &mut Tx,
    families: impl Iterator<Item = (ServiceId, FamilyId, &SeenBy)>,
) -> Result<(), Error> {
    let (mut restricted, mut named): (Vec<Vec<Arg>>, Vec<Vec<Arg>>) = Default::default();
    for (service, family, SeenBy(seen_by)) in families {
        let Some(seen_by) = seen_by else { continue };
        restricted.push(args![service.0, family.0]);
        let seen_by = seen_by.iter();
        named.extend(seen_by.map(|worker| args![service.0, family.0, worker.0]));
    }
    tx.insert(&PUT_RESTRICTED, restricted).await?;
    tx.insert(&PUT_NAMED, named).await.map(drop)
}

/// Removes the rows of a family.
pub(crate) async fn forget(tx: &mut Tx, service: ServiceId, family: FamilyId) -> Result<(), Error> {
    for forget in [FORGET_NAMED, FORGET_RESTRICTED] {
        tx.run(forget, args![service.0, family.0]).await?;
    }
    Ok(())
}

/// Removes every row of a service.
pub(crate) async fn forget_all(tx: &mut Tx, service: ServiceId) -> Result<(), Error> {
    for forget in [FORGET_ALL_NAMED, FORGET_ALL_RESTRICTED] {
        tx.run(forget, args![service.0]).await?;
    }
    Ok(())
}

/// Who alone sees a family, as it is stored.
pub(crate) async fn stored(
    tx: &mut Tx,
    service: ServiceId,
    family: FamilyId,
) -> Result<SeenBy, Error> {
    let restricted = tx.row(RESTRICTED, args![service.0, family.0]).await?;
    let named = tx.rows(NAMED, args![service.0, family.0]).await?;
    let named = named.iter().map(|row| row.id(0).map(WorkerId));
    let named = named.collect::<Result<BTreeSet<_>, _>>()?;
    Ok(SeenBy(restricted.map(|_| named)))
}

/// The families that are kept from somebody.
#[derive(Debug, Default)]
pub(crate) struct Kept(BTreeSet<FamilyId>);

impl Kept {
    /// From a worker.
    pub(crate) async fn from(
        tx: &mut Tx,
        service: ServiceId,
        worker: WorkerId,
    ) -> Result<Self, Error> {
        let rows = tx.rows(KEPT_FROM, args![service.0, worker.0]).await?;
        let families = rows.iter().map(|row| row.id(0).map(FamilyId));
        families.collect::<Result<_, _>>().map(Self)
    }

    /// From whoever does something with the whole service: those who open no family, and are told
    /// no more of one than its reference, are told it of every one.
    pub(crate) async fn from_holder(
        tx: &mut Tx,
        service: ServiceId,
        (worker, sight): (WorkerId, Sight),
    ) -> Result<Self, Error> {
        match sight {
            Sight::Service => Ok(Self::default()),
            Sight::Shared | Sight::Team(_) => Self::from(tx, service, worker).await,
        }
    }

    /// Whether a family is among them.
    pub(crate) fn has(&self, family: FamilyId) -> bool {
        self.0.contains(&family)
    }
}

impl Store {
    /// The restricted families that a manager sees, by reference.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the viewer restricts no families.
    pub async fn restricted_families(&self, viewer: &Viewer) -> Result<Vec<FamilyId>, Error> {
        if viewer.reach(Act::RestrictFamily) != Reach::Service {
            return Err(Error::NotFound);
        }
        let mut tx = self.engine().look().await?;
        let asked = args![viewer.service.0, viewer.worker.0];
        let rows = tx.rows(SEEN, asked).await?;
        rows.iter().map(|row| Ok(FamilyId(row.id(0)?))).collect()
    }

    /// The references of families, and the ids of entries of the book of advice, that are counted
    /// in an evaluation and kept from a viewer, so that no row leads to them.
    pub async fn kept_references(&self, viewer: &Viewer) -> Result<BTreeSet<String>, Error> {
        let service = viewer.service;
        let mut tx = self.engine().read().await?;
        let kept = Kept::from(&mut tx, service, viewer.worker).await?;
        if kept.0.is_empty() {
            return Ok(BTreeSet::new());
        }
        let asked = args![service.0, viewer.worker.0];
        let rows = tx.rows(KEPT_REFERENCES, asked).await?;
        let references = rows.iter().map(|row| row.text(0));
        let mut references = references.collect::<Result<BTreeSet<_>, _>>()?;
        let all = book::entries(&mut tx, self.keys(), service).await?;
        let seen = advice_without(all.clone(), |family| kept.has(family));
        let seen: BTreeSet<AdviceId> = seen.iter().map(|it| it.id).collect();
        let about = all.iter().map(|it| it.id).filter(|id| !seen.contains(id));
        references.extend(about.map(|id| id.to_string()));
        Ok(references)
    }
}
