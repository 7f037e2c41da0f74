//! Who is signed in. Only the digest of a session's token is kept, so that whoever reads the
//! database can be nobody. What a session may do is read from the register with each request.

use std::time::Duration;

use access::Viewer;
use calendar::Stamp;
use record::{ServiceId, WorkerId};
use uuid::Uuid;

use crate::sign_in_settings::{SignInSettings, settings};
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, Looker, Store, looks, workers};

statements! {
    INSERT_SESSION = "insert into session (digest, session_id, service_id, worker_id, stage, \
        started_at, last_seen_at, proven_at, browser) values ($1, $2, $3, $4, $5, $6, $6, $8, $7)";
    SESSION = "select w.worker_id, w.name, w.role, w.team_id, w.until_day, s.session_id, s.stage, \
        s.started_at, s.last_seen_at, s.proven_at, s.browser, s.service_id from session s \
        join worker w on w.service_id = s.service_id and w.worker_id = s.worker_id \
        where s.digest = $1";
    SESSIONS = "select w.worker_id, w.name, w.role, w.team_id, w.until_day, s.session_id, s.stage, \
        s.started_at, s.last_seen_at, s.proven_at, s.browser, s.service_id from session s \
        join worker w on w.service_id = s.service_id and w.worker_id = s.worker_id \
        where s.service_id = $1 and s.worker_id = $2 order by s.started_at desc, s.session_id";
    SEEN = "update session set last_seen_at = $2 where digest = $1 and last_seen_at < $2";
    PROVE = "update session set digest = $2, proven_at = $3 where digest = $1";
    END_SESSION = "delete from session where digest = $1";
    END_ONE = "delete from session where service_id = $1 and worker_id = $2 and session_id = $3";
    END_ALL = "delete from session where service_id = $1 and worker_id = $2";
    END_COMING = "delete from session where service_id = $1 and worker_id = $2 and stage = $3";
    END_OTHERS = "delete from session where service_id = $1 and worker_id = $2 and session_id <> $3";
    // No service lets a session last longer than this.
    FORGET = "delete from session where started_at < $1";
}

/// The longest that any service lets a session last.
const LONGEST: Duration = Duration::from_hours(24);

/// How far somebody who signs in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionStage {
    /// They are signed in.
    Whole,
    /// They have to set up a second factor first.
    SecondFactor,
}

impl SessionStage {
    const fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::SecondFactor => "second_factor",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Whole, Self::SecondFactor]
            .into_iter()
            .find(|stage| stage.code() == code)
    }
}

/// A session to begin.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// What its owner names it by.
    pub id: Uuid,
    /// The digest of its token.
    pub digest: [u8; 32],
    /// The service and worker.
    pub whose: (ServiceId, WorkerId),
    /// How far they have come.
    pub stage: SessionStage,
    /// When they last showed who they are, which may be before they came here.
    pub proven: Stamp,
    /// The browser, in few words.
    pub browser: String,
    /// The session that it takes the place of in its browser, by its digest.
    pub instead_of: Option<[u8; 32]>,
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What its owner names it by.
    pub id: Uuid,
    /// Who they are now, as the register says.
    pub viewer: Viewer,
    /// How far they have come.
    pub stage: SessionStage,
    /// When they signed in.
    pub started: Stamp,
    /// When they last asked for something, to the minute.
    pub last_seen: Stamp,
    /// When they last showed who they are.
    pub proven: Stamp,
    /// The browser, in few words.
    pub browser: String,
}

impl Session {
    fn is_over(&self, now: Stamp, limits: SignInSettings) -> bool {
        now.since(self.last_seen) >= limits.idle() || now.since(self.started) >= limits.longest()
    }
}

impl Store {
    /// Begins a session, in the place of the one before it in the same browser.
    pub async fn begin_session(&self, new: NewSession, at: Stamp) -> Result<(), Error> {
        self.write(move |tx| {
            let new = new.clone();
            Box::pin(async move { begin(tx, &new, at).await })
        })
        .await
    }

    /// Whose session a token is, by its digest; nobody's if it is over, or they have left.
    pub async fn session(&self, digest: [u8; 32], now: Stamp) -> Result<Option<Session>, Error> {
        let mut tx = self.engine().look().await?;
        let Some(row) = tx.row(SESSION, args![digest]).await? else {
            return Ok(None);
        };
        // They may be those of a moment later, which is as well.
        let limits = settings(&mut tx, ServiceId(row.id(11)?)).await?;
        let session = session(&row, now)?;
        let session = session.filter(|session| !session.is_over(now, limits));
        if let Some(Session { id, viewer, .. }) = &session {
            looks::asks(Looker {
                service: viewer.service,
                worker: viewer.worker,
                session: *id,
            });
        }
        Ok(session)
    }

    /// The sessions of a viewer that are not over, the newest first.
    pub async fn sessions_of(&self, viewer: &Viewer, now: Stamp) -> Result<Vec<Session>, Error> {
        let mut tx = self.engine().read().await?;
        let limits = settings(&mut tx, viewer.service).await?;
        let asked = args![viewer.service.0, viewer.worker.0];
        let rows = tx.rows(SESSIONS, asked).await?;
        let all: Vec<Option<Session>> = rows
            .iter()
            .map(|row| session(row, now))
            .collect::<Result<_, _>>()?;
        let all = all.into_iter().flatten();
        Ok(all.filter(|it| !it.is_over(now, limits)).collect())
    }

    /// Notes that a session asked for something. It is a durable write: once a minute is enough.
    pub async fn session_seen(&self, digest: [u8; 32], at: Stamp) -> Result<(), Error> {
        self.write(move |tx| {
            Box::pin(async move { tx.run(SEEN, args![digest, at]).await.map(drop) })
        })
        .await
    }

    /// Notes that somebody has shown again who they are. Their session goes on under another token.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such session.
    pub async fn prove_session(
        &self,
        digest: [u8; 32],
        now_digest: [u8; 32],
        at: Stamp,
    ) -> Result<(), Error> {
        self.write(move |tx| {
            Box::pin(async move {
                match tx.run(PROVE, args![digest, now_digest, at]).await? {
                    0 => Err(Error::NotFound),
                    _ => Ok(()),
                }
            })
        })
        .await
    }

    /// Ends the session of a token, by its digest.
    pub async fn end_session(&self, digest: [u8; 32]) -> Result<(), Error> {
        self.write(move |tx| {
            Box::pin(async move { tx.run(END_SESSION, args![digest]).await.map(drop) })
        })
        .await
    }

    /// Ends a session of a viewer's own.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such session, or it is somebody else's.
    pub async fn end_own_session(&self, viewer: &Viewer, id: Uuid) -> Result<(), Error> {
        let asked = args![viewer.service.0, viewer.worker.0, id];
        self.write(move |tx| {
            let asked = asked.clone();
            Box::pin(async move {
                match tx.run(END_ONE, asked).await? {
                    0 => Err(Error::NotFound),
                    _ => Ok(()),
                }
            })
        })
        .await
    }

    /// Ends every session of a viewer but the one they are in.
    pub async fn end_other_sessions(&self, viewer: &Viewer, kept: Uuid) -> Result<(), Error> {
        let (service, worker) = (viewer.service, viewer.worker);
        self.write(move |tx| Box::pin(end_others(tx, service, worker, kept)))
            .await
    }
}

pub(crate) async fn begin(tx: &mut Tx, new: &NewSession, at: Stamp) -> Result<(), Error> {
    let (service, worker) = new.whose;
    if let Some(before) = new.instead_of {
        tx.run(END_SESSION, args![before]).await?;
    }
    let long_ago = at.micros() - i64::try_from(LONGEST.as_micros()).unwrap_or(i64::MAX);
    if let Ok(long_ago) = Stamp::from_micros(long_ago) {
        tx.run(FORGET, args![long_ago]).await?;
    }
    let cells = args![
        new.digest,
        new.id,
        service.0,
        worker.0,
        new.stage.code(),
        at,
        new.browser.as_str(),
        new.proven,
    ];
    tx.run(INSERT_SESSION, cells).await.map(drop)
}

/// Ends every session of somebody: they have left, or are something else now.
pub(crate) async fn end_all(
    tx: &mut Tx,
    service: ServiceId,
    worker: WorkerId,
) -> Result<(), Error> {
    tx.run(END_ALL, args![service.0, worker.0]).await.map(drop)
}

/// Ends every session of somebody that waits for a second factor to be set up.
pub(crate) async fn end_coming(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
) -> Result<(), Error> {
    let stage = SessionStage::SecondFactor.code();
    let cells = args![service.0, worker.0, stage];
    tx.run(END_COMING, cells).await.map(drop)
}

/// Ends every session of somebody but one.
pub(crate) async fn end_others(
    tx: &mut Tx,
    service: ServiceId,
    worker: WorkerId,
    kept: Uuid,
) -> Result<(), Error> {
    let cells = args![service.0, worker.0, kept];
    tx.run(END_OTHERS, cells).await.map(drop)
}

/// The session of a row; none of somebody who has left.
fn session(row: &Row, now: Stamp) -> Result<Option<Session>, Error> {
    let service = ServiceId(row.id(11)?);
    let viewer = workers::worker(row)?.viewer(service, now.london_date());
    let Some(viewer) = viewer else {
        return Ok(None);
    };
    Ok(Some(Session {
        id: row.id(5)?,
        viewer,
        stage: row.coded(6, SessionStage::from_code, "the stage of a session")?,
        started: row.parsed(7, "the start of a session")?,
        last_seen: row.parsed(8, "when a session was last seen")?,
        proven: row.parsed(9, "when a session was proven")?,
        browser: row.text(10)?,
    }))
}
