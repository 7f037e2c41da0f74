//! Reading the trail: who has looked at a family, what a session or a worker has seen.

use access::{Audit, Authorised, Read};
use record::{FamilyId, ServiceId};
use uuid::Uuid;

use super::{Look, LookKind, StoredLook, shows};
use crate::restricted::Kept;
use crate::sql::{Row, args, statements};
use crate::{Error, Store};

statements! {
    AT_FAMILY = "select service_id, looked_at, worker_id, session_id, kind, page, family_id, families, \
        others, asked from look where service_id = $1 and family_id = $2 \
        order by leaf desc limit $3 offset $4";
    COUNT_AT_FAMILY = "select count(*) from look where service_id = $1 and family_id = $2";
    IN_SESSION = "select service_id, looked_at, worker_id, session_id, kind, page, family_id, families, \
        others, asked from look where service_id = $1 and session_id = $2 order by leaf";
    REFERENCE = "select reference from family_view where service_id = $1 and family_id = $2";
    BY_REFERENCE = "select family_id from family where service_id = $1 and reference = $2";
    // Lists and files name families without an index of each: they are gone through.
    AMONG_MANY = "select service_id, looked_at, worker_id, session_id, kind, page, family_id, families, \
        others, asked, leaf from look where service_id = $1 and leaf > $2 and family_id is null \
        order by leaf limit 1000";
}

/// Looks in the order of their time.
fn looks(rows: &[Row]) -> Result<Vec<Look>, Error> {
    rows.iter()
        .map(|row| StoredLook::from_row(row)?.open())
        .collect()
}

impl Store {
    /// Who has looked at a family, the latest first: those looks at it alone that stand in these
    /// places, and how many there are.
    pub async fn who_looked(
        &self,
        family: &Authorised<FamilyId, Read>,
        skip: usize,
        length: usize,
    ) -> Result<Vec<Look>, Error> {
        let mut tx = self.engine().look().await?;
        let (service, id) = (family.service().0, family.id().0);
        let asked = args![service, id, length as i64, skip as i64];
        looks(&tx.rows(AT_FAMILY, asked).await?)
    }

    /// How often somebody has looked at a family alone.
    pub async fn count_looked(&self, family: &Authorised<FamilyId, Read>) -> Result<usize, Error> {
        let mut tx = self.engine().look().await?;
        let asked = args![family.service().0, family.id().0];
        Ok(tx
            .only(COUNT_AT_FAMILY, asked)
            .await?
            .int(0)?
            .unsigned_abs() as usize)
    }

    /// What a session has seen, in the order of its time: nothing of families that are kept from
    /// the manager who asks.
    pub async fn seen_in_session(
        &self,
        leave: &Authorised<ServiceId, Audit>,
        session: Uuid,
    ) -> Result<Vec<Look>, Error> {
        let mut tx = self.engine().read().await?;
        let holder = (leave.by(), leave.sight());
        let kept = Kept::from_holder(&mut tx, leave.id(), holder).await?;
        let mut looks = looks(&tx.rows(IN_SESSION, args![leave.id().0, session]).await?)?;
        let shown = |look: &&mut Look| look.kind != LookKind::Refused;
        for look in looks.iter_mut().filter(shown) {
            look.families.retain(|family| !kept.has(*family));
        }
        looks.retain(|look| !look.families.is_empty() || look.others > 0);
        Ok(looks)
    }

    /// Every look that showed a family, alone or among others, in the order of its time.
    pub async fn every_look_at(
        &self,
        leave: &Authorised<ServiceId, Audit>,
        family: FamilyId,
    ) -> Result<Vec<Look>, Error> {
        let mut tx = self.engine().read().await?;
        let service = leave.id().0;
        let alone = args![service, family.0, i64::MAX, 0_i64];
        let mut found = looks(&tx.rows(AT_FAMILY, alone).await?)?;
        let mut after = -1;
        loop {
            let rows = tx.rows(AMONG_MANY, args![service, after]).await?;
            let Some(last) = rows.last() else { break };
            after = last.int(10)?;
            let many = looks(&rows)?.into_iter();
            found.extend(many.filter(|look| look.families.contains(&family)));
        }
        found.sort_by_key(|look| look.at);
        Ok(found)
    }

    /// The references of families, in their order; empty for one that has none or is kept from the
    /// manager who asks. Nothing else of them is told.
    pub async fn references(
        &self,
        leave: &Authorised<ServiceId, Audit>,
        families: &[FamilyId],
    ) -> Result<Vec<String>, Error> {
        let mut tx = self.engine().read().await?;
        let holder = (leave.by(), leave.sight());
        let kept = Kept::from_holder(&mut tx, leave.id(), holder).await?;
        let mut references = Vec::with_capacity(families.len());
        for family in families {
            if kept.has(*family) {
                references.push(String::new());
                continue;
            }
            let row = tx.row(REFERENCE, args![leave.id().0, family.0]).await?;
            references.push(row.map_or(Ok(String::new()), |row| row.text(0))?);
        }
        shows(families.iter().copied());
        Ok(references)
    }

    /// The family with a reference, for whoever reads the trail of it.
    pub async fn family_with_reference(
        &self,
        leave: &Authorised<ServiceId, Audit>,
        reference: &str,
    ) -> Result<Option<FamilyId>, Error> {
        let mut tx = self.engine().look().await?;
        let row = tx.row(BY_REFERENCE, args![leave.id().0, reference]).await?;
        row.map(|row| row.id(0).map(FamilyId)).transpose()
    }
}
