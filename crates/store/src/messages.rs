//! What somebody is told of what others did that touches them: shown on their pages until they have read
//! it, and sent by e-mail. A message holds neither names nor words.

use std::collections::BTreeSet;
use std::time::Duration;

use access::{Role, Viewer};
use calendar::Stamp;
use record::{Entry, Fact, ServiceId, Visibility, WorkerId};
use uuid::Uuid;

use crate::mail_addresses::WHAT as ADDRESS_WHAT;
use crate::notices::{Notice, Of, pause};
use crate::sql::{Arg, Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, Store};

statements! {
    PUT_MESSAGE = "insert into message (service_id, worker_id, kind, about, told_at, next_try, tries) \
        values ($1, $2, $3, $4, $5, $5, 0) \
        on conflict (service_id, worker_id, kind, about, told_at) do nothing";
    MESSAGES = "select kind, about, told_at, seen_at from message where service_id = $1 \
        and worker_id = $2 and told_at >= $3 order by told_at desc, kind, about";
    UNSEEN = "select kind, about, told_at, seen_at from message where service_id = $1 \
        and worker_id = $2 and seen_at is null order by told_at desc, kind, about";
    SEEN_MESSAGES = "update message set seen_at = $3 where service_id = $1 and worker_id = $2 \
        and seen_at is null and told_at <= $4";
    DUE = "select m.worker_id, m.kind, m.about, m.told_at, m.next_try, m.tries, a.address \
        from message m join mail_address a on a.service_id = m.service_id \
        and a.worker_id = m.worker_id where m.service_id = $1 and m.sent_at is null \
        and m.next_try <= $2 and m.told_at >= $3";
    TRY_MESSAGE = "update message set next_try = $7, tries = tries + 1 where service_id = $1 \
        and worker_id = $2 and kind = $3 and about = $4 and told_at = $5 and next_try = $6 \
        and sent_at is null";
    MESSAGE_SENT = "update message set sent_at = $6 where service_id = $1 and worker_id = $2 \
        and kind = $3 and about = $4 and told_at = $5";
    TEAM = "select worker_id from worker where service_id = $1 and role = $2 \
        and (until_day is null or until_day >= $3) order by worker_id";
}

/// What did not go out by e-mail in this time is news no more.
const WORTH_SENDING: Duration = Duration::from_hours(7 * 24);
const WHAT: &str = "a message";

/// What somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageKind {
    /// Somebody asked to read in an emergency. About a family.
    ReadingAsked,
    /// What was asked is answered. About a family.
    ReadingAnswered,
    /// Something they wrote, or that names them, may be read in an emergency. About a family.
    NoteShown,
    /// Somebody reads in an emergency. About a family.
    ReadingOpened,
    /// What they read in an emergency was reviewed. About a family.
    ReadingReviewed,
    /// Something that changes rights waits for them to confirm it. About a worker.
    RightsProposed,
    /// What they proposed was decided. About a worker.
    RightsDecided,
    /// Somebody has other rights now. About a worker.
    RightsChanged,
    /// Somebody tried to give themselves other rights, and was refused. About a worker.
    RightsRefused,
    /// Their password was set anew.
    PasswordSet,
    /// They sign in with the identity provider from now on, or as somebody else there.
    ProviderSet,
    /// Their second factor was set up.
    FactorSet,
    /// Their second factor was taken off.
    FactorOff,
    /// One of their recovery codes was used.
    CodeUsed,
    /// Somebody signed in as them in a browser that was not known.
    NewBrowser,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::ReadingAsked,
        Self::ReadingAnswered,
        Self::NoteShown,
        Self::ReadingOpened,
        Self::ReadingReviewed,
        Self::RightsProposed,
        Self::RightsDecided,
        Self::RightsChanged,
        Self::RightsRefused,
        Self::PasswordSet,
        Self::ProviderSet,
        Self::FactorSet,
        Self::FactorOff,
        Self::CodeUsed,
        Self::NewBrowser,
    ];

    /// The word in storage.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReadingAsked => "reading_asked",
            Self::ReadingAnswered => "reading_answered",
            Self::NoteShown => "note_shown",
            Self::ReadingOpened => "reading_opened",
            Self::ReadingReviewed => "reading_reviewed",
            Self::RightsProposed => "rights_proposed",
            Self::RightsDecided => "rights_decided",
            Self::RightsChanged => "rights_changed",
            Self::RightsRefused => "rights_refused",
            Self::PasswordSet => "password_set",
            Self::ProviderSet => "provider_set",
            Self::FactorSet => "factor_set",
            Self::FactorOff => "factor_off",
            Self::CodeUsed => "code_used",
            Self::NewBrowser => "new_browser",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// What somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    /// What.
    pub kind: MessageKind,
    /// About which family or worker.
    pub about: Uuid,
    /// When.
    pub at: Stamp,
    /// When they read it.
    pub seen: Option<Stamp>,
}

/// Whom something is told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whom {
    /// Somebody.
    Worker(WorkerId),
    /// The managers.
    Managers,
}

/// A message by what it is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) worker: WorkerId,
    pub(crate) kind: MessageKind,
    pub(crate) about: Uuid,
    pub(crate) at: Stamp,
}

impl Told {
    pub(crate) fn key(&self, service: ServiceId) -> Vec<Arg> {
        args![
            service.0,
            self.worker.0,
            self.kind.code(),
            self.about,
            self.at
        ]
    }
}

/// Tells somebody of something, each once.
pub(crate) async fn tell(tx: &mut Tx, service: ServiceId, told: Told) -> Result<(), Error> {
    tx.run(PUT_MESSAGE, told.key(service)).await.map(drop)
}

/// Tells somebody that their way in was changed.
pub(crate) async fn tell_of_sign_in(
    tx: &mut Tx,
    service: ServiceId,
    worker: WorkerId,
    kind: MessageKind,
    at: Stamp,
) -> Result<(), Error> {
    let about = worker.0;
    let told = Told {
        worker,
        kind,
        about,
        at,
    };
    tell(tx, service, told).await
}

/// The workers of a role who are here.
pub(crate) async fn with_role(
    tx: &mut Tx,
    service: ServiceId,
    role: Role,
    at: Stamp,
) -> Result<Vec<WorkerId>, Error> {
    let asked = args![service.0, role.code(), at.london_date()];
    let rows = tx.rows(TEAM, asked).await?;
    rows.iter().map(|row| Ok(WorkerId(row.id(0)?))).collect()
}

/// Tells of something that happens in a family to all but whoever does it.
pub(crate) async fn tell_of_family(
    tx: &mut Tx,
    service: ServiceId,
    (about, by, at): (Uuid, WorkerId, Stamp),
    whom: &BTreeSet<(MessageKind, Whom)>,
) -> Result<(), Error> {
    for (kind, whom) in whom {
        let workers = match whom {
            Whom::Worker(worker) => vec![*worker],
            Whom::Managers => with_role(tx, service, Role::Manager, at).await?,
        };
        for worker in workers.into_iter().filter(|it| *it != by) {
            let kind = *kind;
            let told = Told {
                worker,
                kind,
                about,
                at,
            };
            tell(tx, service, told).await?;
        }
    }
    Ok(())
}

/// What the entries from `first` on are told of, and to whom.
pub(crate) fn owed(entries: &[Entry], first: usize) -> BTreeSet<(MessageKind, Whom)> {
    use MessageKind::{NoteShown, ReadingAnswered, ReadingAsked, ReadingOpened, ReadingReviewed};
    let mut owed = BTreeSet::new();
    let at = |sequence| entries.iter().find(|it| it.sequence == sequence);
    let asker = |asked| match at(asked).map(|it| &it.fact) {
        Some(Fact::ReadingAsked(it)) => Some(Whom::Worker(it.by)),
        _ => None,
    };
    for entry in &entries[first..] {
        match &entry.fact {
            Fact::ReadingAsked(it) => {
                owed.insert((ReadingAsked, Whom::Managers));
                // Whoever is named where nobody else sees may let it be read.
                let days = it.from..=it.to;
                let kept = entries[..first].iter().filter(|old| {
                    days.contains(&old.happened.sort_date()) && !it.sight().sees(&old.visibility)
                });
                owed.extend(kept.flat_map(named).map(|who| (ReadingAsked, who)));
            }
            Fact::ReadingAnswer(it) => {
                owed.extend(asker(it.asked).map(|who| (ReadingAnswered, who)));
            }
            Fact::NoteShown(it) => {
                let note = at(it.note);
                let author = note.map(|it| Whom::Worker(it.recorded_by));
                let all = author.into_iter().chain(note.into_iter().flat_map(named));
                owed.extend(all.map(|who| (NoteShown, who)));
            }
            Fact::ReadingOpened(it) => {
                owed.insert((ReadingOpened, Whom::Managers));
                let answers = entries.iter().filter_map(|other| match &other.fact {
                    Fact::ReadingAnswer(answer) if answer.asked == it.asked => Some(answer.by),
                    _ => None,
                });
                owed.extend(answers.map(|by| (ReadingOpened, Whom::Worker(by))));
            }
            Fact::ReadingReview(it) => {
                owed.extend(asker(it.asked).map(|who| (ReadingReviewed, who)));
            }
            _ => {}
        }
    }
    // Opened at once, nothing waits for an answer.
    if owed.contains(&(ReadingOpened, Whom::Managers)) {
        owed.retain(|(kind, _)| *kind != ReadingAsked);
    }
    owed
}

fn named(entry: &Entry) -> Vec<Whom> {
    match &entry.visibility {
        Visibility::Named(workers) => workers.iter().copied().map(Whom::Worker).collect(),
        Visibility::Shared | Visibility::Team => Vec::new(),
    }
}

impl Store {
    /// What a viewer was told since then, the latest first.
    pub async fn messages(&self, viewer: &Viewer, since: Stamp) -> Result<Vec<Message>, Error> {
        let asked = args![viewer.service.0, viewer.worker.0, since];
        let mut tx = self.engine().look().await?;
        tx.rows(MESSAGES, asked)
            .await?
            .iter()
            .map(message)
            .collect()
    }

    /// What a viewer was told and has not read, the latest first.
    pub async fn unread_messages(&self, viewer: &Viewer) -> Result<Vec<Message>, Error> {
        let asked = args![viewer.service.0, viewer.worker.0];
        let mut tx = self.engine().look().await?;
        tx.rows(UNSEEN, asked).await?.iter().map(message).collect()
    }

    /// Tells somebody that they have signed in where they had not before, and somebody else may have.
    pub async fn tell_of_new_browser(&self, viewer: &Viewer, at: Stamp) -> Result<(), Error> {
        let (service, worker) = (viewer.service, viewer.worker);
        self.write(move |tx| {
            Box::pin(tell_of_sign_in(
                tx,
                service,
                worker,
                MessageKind::NewBrowser,
                at,
            ))
        })
        .await
    }

    /// A viewer has read what they were told up to `last`.
    pub async fn messages_read(
        &self,
        viewer: &Viewer,
        last: Stamp,
        at: Stamp,
    ) -> Result<(), Error> {
        let cells = args![viewer.service.0, viewer.worker.0, at, last];
        self.write(move |tx| {
            let cells = cells.clone();
            Box::pin(async move { tx.run(SEEN_MESSAGES, cells).await.map(drop) })
        })
        .await
    }
}

/// The messages to be sent now.
pub(crate) async fn due(tx: &mut Tx, service: ServiceId, now: Stamp) -> Result<Vec<Notice>, Error> {
    let since = now.micros() - i64::try_from(WORTH_SENDING.as_micros()).unwrap_or(i64::MAX);
    let since = Stamp::from_micros(since).unwrap_or(now);
    let notice = |row: &Row| {
        let told = Told {
            worker: WorkerId(row.id(0)?),
            kind: row.coded(1, MessageKind::from_code, WHAT)?,
            about: row.id(2)?,
            at: row.parsed(3, WHAT)?,
        };
        Ok(Notice {
            service,
            of: Of::Message(told),
            next_try: row.parsed(4, WHAT)?,
            tries: u32::try_from(row.int(5)?).map_err(|_| Error::unreadable(WHAT))?,
            to: row.parsed(6, ADDRESS_WHAT)?,
        })
    };
    let rows = tx.rows(DUE, args![service.0, now, since]).await?;
    rows.iter().map(notice).collect()
}

/// Takes a message in hand; whether it is still to be sent.
pub(crate) async fn take(
    tx: &mut Tx,
    (service, told): (ServiceId, Told),
    (next_try, tries): (Stamp, u32),
    now: Stamp,
) -> Result<bool, Error> {
    let mut cells = told.key(service);
    cells.extend(args![next_try, now.plus(pause(tries))]);
    Ok(tx.run(TRY_MESSAGE, cells).await? == 1)
}

/// A message has gone out.
pub(crate) async fn sent(
    tx: &mut Tx,
    (service, told): (ServiceId, Told),
    at: Stamp,
) -> Result<(), Error> {
    let mut cells = told.key(service);
    cells.extend(args![at]);
    tx.run(MESSAGE_SENT, cells).await.map(drop)
}

fn message(row: &Row) -> Result<Message, Error> {
    Ok(Message {
        kind: row.coded(0, MessageKind::from_code, WHAT)?,
        about: row.id(1)?,
        at: row.parsed(2, WHAT)?,
        seen: row.maybe_parsed(3, WHAT)?,
    })
}
