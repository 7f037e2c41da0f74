//! Who each worker is to the council's identity provider: issuer and subject, never an e-mail address,
//! and of both only a digest.

use access::{Authorised, SetUp, Viewer};
use calendar::Stamp;
use record::{ServiceId, WorkerId};
use sha2::{Digest as _, Sha256};

use crate::registers::log;
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, MessageKind, Store, accounts, messages, sessions, sign_in_links, workers};

statements! {
    WHOSE = "select w.worker_id, w.name, w.role, w.team_id, w.until_day, p.service_id \
        from provider_account p \
        join worker w on w.service_id = p.service_id and w.worker_id = p.worker_id \
        where p.digest = $1";
    BOUND = "select issuer, bound_at from provider_account where service_id = $1 and worker_id = $2";
    UNBIND = "delete from provider_account where service_id = $1 and worker_id = $2";
    BIND = "insert into provider_account (digest, issuer, service_id, worker_id, bound_at) \
        values ($1, $2, $3, $4, $5)";
}

/// Who somebody is to a provider.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSubject {
    /// The provider.
    pub issuer: String,
    /// Who they are there.
    pub subject: String,
}

impl ProviderSubject {
    fn digest(&self) -> [u8; 32] {
        // The length keeps an issuer and the subject after it apart.
        Sha256::new()
            .chain_update((self.issuer.len() as u64).to_be_bytes())
            .chain_update(&self.issuer)
            .chain_update(&self.subject)
            .finalize()
            .into()
    }
}

impl std::fmt::Debug for ProviderSubject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ProviderSubject(not shown)")
    }
}

/// That a worker signs in with a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The provider.
    pub issuer: String,
    /// Since when.
    pub at: Stamp,
}

impl Store {
    /// Who a subject is here. Nobody, if it is bound to nobody or they have left: the answer is the same.
    pub async fn viewer_of_subject(
        &self,
        who: &ProviderSubject,
        now: Stamp,
    ) -> Result<Option<Viewer>, Error> {
        let mut tx = self.engine().read().await?;
        let row = tx.row(WHOSE, args![who.digest()]).await?;
        row.map_or(Ok(None), |row| viewer(&row, now))
    }

    /// With which provider a viewer signs in, if with any.
    pub async fn bound(&self, viewer: &Viewer) -> Result<Option<Bound>, Error> {
        let mut tx = self.engine().read().await?;
        bound(&mut tx, viewer.service, viewer.worker).await
    }

    /// When a viewer last set up how they sign in; nothing if they never did.
    pub async fn way_set_at(&self, viewer: &Viewer) -> Result<Option<Stamp>, Error> {
        let mut tx = self.engine().read().await?;
        way_at(&mut tx, (viewer.service, viewer.worker)).await
    }

    /// With which provider any worker signs in, for whoever sets up the service.
    pub async fn worker_bound(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        worker: WorkerId,
    ) -> Result<Option<Bound>, Error> {
        let mut tx = self.engine().read().await?;
        bound(&mut tx, leave.id(), worker).await
    }

    /// Uses a link, once, by the digest of its token: whoever it is for signs in as this subject from
    /// now on, no longer as any before, and has no session that was begun before.
    ///
    /// # Errors
    /// [`Error::SubjectTaken`] if the subject is somebody else's here. The link is not used then.
    pub async fn accept_invitation_as(
        &self,
        link: [u8; 32],
        who: ProviderSubject,
        at: Stamp,
    ) -> Result<Option<Viewer>, Error> {
        self.write(move |tx| {
            let who = who.clone();
            Box::pin(async move {
                let Some(invited) = sign_in_links::use_link(tx, link, at).await? else {
                    return Ok(None);
                };
                if invited.by_password_only {
                    return Err(Error::NotFound);
                }
                let (service, worker) = (invited.viewer.service, invited.viewer.worker);
                if let Some(row) = tx.row(WHOSE, args![who.digest()]).await?
                    && (ServiceId(row.id(5)?), WorkerId(row.id(0)?)) != (service, worker)
                {
                    return Err(Error::SubjectTaken);
                }
                // The first way was set up by whoever had the link for it, and who that is they know.
                if way_at(tx, (service, worker)).await?.is_some() {
                    let kind = MessageKind::ProviderSet;
                    messages::tell_of_sign_in(tx, service, worker, kind, at).await?;
                }
                tx.run(UNBIND, args![service.0, worker.0]).await?;
                let issuer = who.issuer.as_str();
                let cells = args![who.digest(), issuer, service.0, worker.0, at];
                tx.run(BIND, cells).await?;
                sessions::end_all(tx, service, worker).await?;
                let says = serde_json::json!({ "provider": issuer });
                let item = worker.to_string();
                log(tx, service, "account", item, &says, at, worker).await?;
                Ok(Some(invited.viewer))
            })
        })
        .await
    }

    /// A mark that somebody has shown at the provider who they are, and not yet a code.
    pub fn provider_mark(&self, viewer: &Viewer, at: Stamp) -> Result<String, Error> {
        self.mark_of(SHOWN, viewer, at)
    }

    /// Who has shown at the provider who they are, and when; nothing for a mark of any other make.
    pub fn provider_shown(&self, mark: &str) -> Option<(ServiceId, WorkerId, Stamp)> {
        self.whose_mark(SHOWN, mark)
    }

    /// What a browser keeps of a sign-in at the provider while it is there.
    pub fn seal_trip(&self, says: &[u8]) -> Result<String, Error> {
        let sealed = self.keys().seal_draft(TRIP, says)?;
        Ok(crate::keys::to_hex(&sealed))
    }

    /// What a browser kept; nothing of any other make.
    pub fn open_trip(&self, text: &str) -> Option<Vec<u8>> {
        let sealed = crate::keys::bytes_of_hex(text)?;
        self.keys().unseal_draft(TRIP, &sealed)
    }
}

/// What the mark of somebody who was at the provider is bound to.
const SHOWN: &[u8] = b"shown at the provider";
/// What a browser keeps while it is there is bound to.
const TRIP: &[u8] = b"trip to the provider";

/// When a worker last set up how they sign in, with a password or with the provider; nothing if they
/// never did.
pub(crate) async fn way_at(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
) -> Result<Option<Stamp>, Error> {
    let bound = bound(tx, service, worker).await?.map(|bound| bound.at);
    let password = accounts::password_at(tx, service, worker).await?;
    Ok(bound.max(password))
}

/// Takes a worker off the provider, who signs in there no longer.
pub(crate) async fn unbind(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
    at: Stamp,
    by: WorkerId,
) -> Result<(), Error> {
    if tx.run(UNBIND, args![service.0, worker.0]).await? == 0 {
        return Ok(());
    }
    let says = serde_json::json!({ "provider": null });
    let item = worker.to_string();
    log(tx, service, "account", item, &says, at, by).await
}

async fn bound(tx: &mut Tx, service: ServiceId, worker: WorkerId) -> Result<Option<Bound>, Error> {
    let row = tx.row(BOUND, args![service.0, worker.0]).await?;
    row.map(|row| {
        Ok(Bound {
            issuer: row.text(0)?,
            at: row.parsed(1, "since when somebody signs in with the provider")?,
        })
    })
    .transpose()
}

fn viewer(row: &Row, now: Stamp) -> Result<Option<Viewer>, Error> {
    let service = ServiceId(row.id(5)?);
    Ok(workers::worker(row)?.viewer(service, now.london_date()))
}
