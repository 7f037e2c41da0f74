//! Reading chronologies. One function reads entries, and what its reader may not see is left out
//! in the statement, before anything is opened.

use access::{Authorised, FamilyFacts, Open, Read, Restricted, Viewer, Write};
use calendar::AsAt;
use record::{Entry, Family, FamilyId, ServiceId, Sight, WorkerId, fold};

use crate::keyring::KeyRing;
use crate::restricted::kept_from;
use crate::sql::{args, statements};
use crate::stored::StoredEntry;
use crate::transaction::Tx;
use crate::{Error, Store, looks};

statements! {
    FACTS = concat!("select case_holder, (select count(*) from ",
        kept_from!("$3", "and r.family_id = $2"),
        " k) from family_view where service_id = $1 and family_id = $2");
    ENTRIES = "select service_id, family_id, sequence, kind, version, visibility, named, happened, \
        happened_on, recorded_at, recorded_by, corrects, submission_id, body from entry \
        where service_id = $1 and family_id = $2 and ($3 = 'service' or visibility = 'shared' \
        or ($3 = 'team' and (visibility = 'team' or (visibility = 'named' and named like $4)))) \
        order by sequence";
}

/// The entries of a family that `sight` may see, in order of recording.
pub(crate) async fn entries(
    tx: &mut Tx,
    ring: &KeyRing,
    service: ServiceId,
    family: FamilyId,
    sight: Sight,
) -> Result<Vec<Entry>, Error> {
    let (sight, worker) = match sight {
        Sight::Shared => ("shared", String::new()),
        Sight::Team(worker) => ("team", format!("%{worker}%")),
        Sight::Service => ("service", String::new()),
    };
    let rows = tx
        .rows(ENTRIES, args![service.0, family.0, sight, worker])
        .await?;
    rows.iter()
        .map(|row| StoredEntry::from_row(row)?.open(ring))
        .collect()
}

impl Store {
    /// Leave for a viewer to read a family; nothing if there is no such family or the viewer may
    /// not see it.
    pub async fn authorise_read(
        &self,
        viewer: &Viewer,
        family: FamilyId,
    ) -> Result<Option<Authorised<FamilyId, Read>>, Error> {
        let leave = viewer.read(family, self.facts(viewer, family).await?);
        if leave.is_none() {
            looks::refuses(family);
        }
        Ok(leave)
    }

    /// Leave for a viewer to write in a family's chronology; nothing if there is no such family or
    /// the viewer may not.
    pub async fn authorise_write(
        &self,
        viewer: &Viewer,
        family: FamilyId,
    ) -> Result<Option<Authorised<FamilyId, Write>>, Error> {
        let leave = viewer.write(family, self.facts(viewer, family).await?);
        if leave.is_none() {
            looks::refuses(family);
        }
        Ok(leave)
    }

    /// Leave for a viewer to refer a new family under this id.
    pub fn authorise_open(
        &self,
        viewer: &Viewer,
        family: FamilyId,
    ) -> Option<Authorised<FamilyId, Open>> {
        viewer.open(family)
    }

    async fn facts(&self, viewer: &Viewer, family: FamilyId) -> Result<Option<FamilyFacts>, Error> {
        let mut tx = self.engine().look().await?;
        let asked = args![viewer.service.0, family.0, viewer.worker.0];
        let row = tx.row(FACTS, asked).await?;
        row.map(|row| {
            Ok(FamilyFacts {
                service: viewer.service,
                case_holder: row.maybe_id(0)?.map(WorkerId),
                restricted: match row.int(1)? {
                    0 => Restricted::No,
                    _ => Restricted::ToOthers,
                },
            })
        })
        .transpose()
    }

    /// The entries of a family that the holder of this leave sees, in order of recording.
    pub async fn entries(&self, family: &Authorised<FamilyId, Read>) -> Result<Vec<Entry>, Error> {
        let (service, id) = (family.service(), family.id());
        looks::shows([id]);
        let mut tx = self.engine().read().await?;
        let ring = KeyRing::load(&mut tx, self.keys(), service, id).await?;
        entries(&mut tx, &ring, service, id, family.sight()).await
    }

    /// The family as the holder of this leave sees it, as at a day.
    pub async fn family(
        &self,
        family: &Authorised<FamilyId, Read>,
        as_at: AsAt,
    ) -> Result<Family, Error> {
        let entries = self.entries(family).await?;
        Ok(fold(family.id(), &entries, as_at))
    }
}
