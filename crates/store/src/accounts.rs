//! How each worker signs in: by what name, and with which password, of which only the argon2id text
//! is kept.

use access::{Authorised, SetUp, Viewer};
use calendar::Stamp;
use record::{ServiceId, WorkerId};
use uuid::Uuid;

use crate::registers::log;
use crate::sign_in_name::SignInName;
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, MessageKind, Store, messages, provider_accounts, sessions, workers};

statements! {
    NAME_OF = "select name from account where service_id = $1 and worker_id = $2";
    WHOSE_NAME = "select service_id, worker_id from account where name_folded = $1";
    PUT_NAME = "insert into account (service_id, worker_id, name, name_folded) \
        values ($1, $2, $3, $4) on conflict (service_id, worker_id) \
        do update set name = excluded.name, name_folded = excluded.name_folded";
    PASSWORD_AT = "select password_at from account where service_id = $1 and worker_id = $2";
    FORGET_PASSWORD = "update account set password = null where service_id = $1 and worker_id = $2";
    PUT_PASSWORD = "update account set password = $3, password_at = $4 \
        where service_id = $1 and worker_id = $2";
    NAMED = "select w.worker_id, w.name, w.role, w.team_id, w.until_day, a.service_id, a.name, \
        a.password, a.password_at from account a \
        join worker w on w.service_id = a.service_id and w.worker_id = a.worker_id \
        where a.name_folded = $1";
    ACCOUNT = "select w.worker_id, w.name, w.role, w.team_id, w.until_day, a.service_id, a.name, \
        a.password, a.password_at from account a \
        join worker w on w.service_id = a.service_id and w.worker_id = a.worker_id \
        where a.service_id = $1 and a.worker_id = $2";
}

/// Somebody who can sign in with a password.
#[derive(Clone)]
pub struct Account {
    /// Who they are.
    pub viewer: Viewer,
    /// The name they sign in with.
    pub name: String,
    /// The argon2id text of their password.
    pub password: String,
    /// When they set it.
    pub password_at: Stamp,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Account(not shown)")
    }
}

impl Store {
    /// The name that a worker signs in with, if they have one.
    pub async fn sign_in_name(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        worker: WorkerId,
    ) -> Result<Option<String>, Error> {
        let mut tx = self.engine().read().await?;
        name_of(&mut tx, leave.id(), worker).await
    }

    /// Who signs in with a name. Nobody, if there is no such name, they have set no password, or
    /// they have left: the answer is the same.
    pub async fn account_named(
        &self,
        name: &SignInName,
        now: Stamp,
    ) -> Result<Option<Account>, Error> {
        let mut tx = self.engine().read().await?;
        let row = tx.row(NAMED, args![name.folded()]).await?;
        row.map_or(Ok(None), |row| account(&row, now))
    }

    /// The name that a viewer signs in with, if they were ever invited.
    pub async fn own_sign_in_name(&self, viewer: &Viewer) -> Result<Option<String>, Error> {
        let mut tx = self.engine().read().await?;
        name_of(&mut tx, viewer.service, viewer.worker).await
    }

    /// How a viewer signs in, if it is with a password.
    pub async fn account(&self, viewer: &Viewer, now: Stamp) -> Result<Option<Account>, Error> {
        self.account_of(viewer.service, viewer.worker, now).await
    }

    /// How a worker signs in, if it is with a password and they have not left.
    pub async fn account_of(
        &self,
        service: ServiceId,
        worker: WorkerId,
        now: Stamp,
    ) -> Result<Option<Account>, Error> {
        let mut tx = self.engine().read().await?;
        let row = tx.row(ACCOUNT, args![service.0, worker.0]).await?;
        row.map_or(Ok(None), |row| account(&row, now))
    }

    /// A mark that somebody has shown their password and not yet a code.
    pub fn password_mark(&self, viewer: &Viewer, at: Stamp) -> Result<String, Error> {
        self.mark_of(PASSWORD, viewer, at)
    }

    /// Who has shown their password, and when; nothing for a mark of any other make.
    pub fn password_shown(&self, mark: &str) -> Option<(ServiceId, WorkerId, Stamp)> {
        self.whose_mark(PASSWORD, mark)
    }

    /// A mark that a viewer has done something at a time.
    pub(crate) fn mark_of(&self, what: &[u8], viewer: &Viewer, at: Stamp) -> Result<String, Error> {
        let says = [
            &viewer.service.0.into_bytes()[..],
            &viewer.worker.0.into_bytes(),
            &at.micros().to_be_bytes(),
        ];
        let sealed = self.keys().seal_draft(what, &says.concat())?;
        Ok(crate::keys::to_hex(&sealed))
    }

    /// Who has done it, and when.
    pub(crate) fn whose_mark(
        &self,
        what: &[u8],
        mark: &str,
    ) -> Option<(ServiceId, WorkerId, Stamp)> {
        let sealed = crate::keys::bytes_of_hex(mark)?;
        let says = self.keys().unseal_draft(what, &sealed)?;
        let (service, says) = says.split_at_checked(16)?;
        let (worker, at) = says.split_at_checked(16)?;
        let at = i64::from_be_bytes(at.try_into().ok()?);
        Some((
            ServiceId(Uuid::from_slice(service).ok()?),
            WorkerId(Uuid::from_slice(worker).ok()?),
            Stamp::from_micros(at).ok()?,
        ))
    }

    /// Sets a viewer's own password anew, and ends each of their sessions but the one they are in.
    pub async fn change_password(
        &self,
        viewer: &Viewer,
        here: Uuid,
        password: String,
        at: Stamp,
    ) -> Result<(), Error> {
        let (service, worker) = (viewer.service, viewer.worker);
        self.write(move |tx| {
            let password = password.clone();
            Box::pin(async move {
                put_password(tx, (service, worker), &password, at).await?;
                sessions::end_others(tx, service, worker, here).await
            })
        })
        .await
    }

    /// A mark by which a browser is known as one that somebody has signed in with before.
    pub fn browser_mark(&self, viewer: &Viewer) -> Result<String, Error> {
        let whose = [viewer.service.0.into_bytes(), viewer.worker.0.into_bytes()];
        let sealed = self.keys().seal_draft(BROWSER, &whose.concat())?;
        Ok(crate::keys::to_hex(&sealed))
    }

    /// Whether a mark is one that this installation made for this viewer.
    pub fn is_browser_of(&self, viewer: &Viewer, mark: &str) -> bool {
        let sealed = crate::keys::bytes_of_hex(mark);
        let whose = sealed.and_then(|sealed| self.keys().unseal_draft(BROWSER, &sealed));
        let own = [viewer.service.0.into_bytes(), viewer.worker.0.into_bytes()];
        whose.is_some_and(|whose| whose == own.concat())
    }
}

/// What the mark of a browser is bound to.
const BROWSER: &[u8] = b"browser";
/// What the mark of a password that was shown is bound to.
const PASSWORD: &[u8] = b"password shown";

pub(crate) async fn name_of(
    tx: &mut Tx,
    service: ServiceId,
    worker: WorkerId,
) -> Result<Option<String>, Error> {
    let row = tx.row(NAME_OF, args![service.0, worker.0]).await?;
    row.map(|row| row.text(0)).transpose()
}

/// When a worker last set a password; nothing if they never did.
pub(crate) async fn password_at(
    tx: &mut Tx,
    service: ServiceId,
    worker: WorkerId,
) -> Result<Option<Stamp>, Error> {
    let row = tx.row(PASSWORD_AT, args![service.0, worker.0]).await?;
    let at = row.map(|row| row.maybe_parsed(0, "when a password was set"));
    Ok(at.transpose()?.flatten())
}

/// Gives a worker the name they sign in with.
pub(crate) async fn put_name(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
    name: &SignInName,
    at: Stamp,
    by: WorkerId,
) -> Result<(), Error> {
    if name_of(tx, service, worker).await?.as_deref() == Some(name.as_str()) {
        return Ok(());
    }
    if let Some(row) = tx.row(WHOSE_NAME, args![name.folded()]).await?
        && (row.id(0)?, row.id(1)?) != (service.0, worker.0)
    {
        return Err(Error::NameTaken);
    }
    let cells = args![service.0, worker.0, name.as_str(), name.folded()];
    tx.run(PUT_NAME, cells).await?;
    let says = serde_json::json!({ "name": name.as_str() });
    log(tx, service, "account", worker.to_string(), &says, at, by).await
}

/// The password of somebody is one no longer, until they have used a link. When it was set is kept: the
/// next one is not their first.
pub(crate) async fn forget_password(
    tx: &mut Tx,
    service: ServiceId,
    worker: WorkerId,
) -> Result<(), Error> {
    let whose = args![service.0, worker.0];
    tx.run(FORGET_PASSWORD, whose).await.map(drop)
}

/// Sets the password of somebody who has a name to sign in with.
pub(crate) async fn put_password(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
    password: &str,
    at: Stamp,
) -> Result<(), Error> {
    // The first one was set by whoever had the link for it, and who that is they know.
    let before = provider_accounts::way_at(tx, (service, worker)).await?;
    if before.is_some() {
        messages::tell_of_sign_in(tx, service, worker, MessageKind::PasswordSet, at).await?;
    }
    let cells = args![service.0, worker.0, password, at];
    if tx.run(PUT_PASSWORD, cells).await? == 0 {
        return Err(Error::NotFound);
    }
    let says = serde_json::json!({ "password": "set" });
    let item = worker.to_string();
    log(tx, service, "account", item, &says, at, worker).await
}

fn account(row: &Row, now: Stamp) -> Result<Option<Account>, Error> {
    let service = ServiceId(row.id(5)?);
    let viewer = workers::worker(row)?.viewer(service, now.london_date());
    let password_at = row.maybe_parsed(8, "when a password was set")?;
    let (Some(viewer), Some(password), Some(password_at)) =
        (viewer, row.maybe_text(7)?, password_at)
    else {
        return Ok(None);
    };
    Ok(Some(Account {
        viewer,
        name: row.text(6)?,
        password,
        password_at,
    }))
}
