//! Who is told by e-mail that a concern waits, or of a message: an outbox. What is owed to the social worker is written
//! in the transaction that writes the concern; what is owed as it goes further, when that is found.
//! It holds neither names nor addresses nor words.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use access::{Authorised, Role, SetUp};
use calendar::Stamp;
use casework::{Reached, told_by_mail};
use record::lists::Urgency;
use record::{FamilyId, ServiceId, WorkerId};
use sha2::{Digest as _, Sha256};

use crate::homes::Waits;
use crate::mail_addresses::{MailAddress, WHAT as ADDRESS_WHAT};
use crate::restricted::Kept;
use crate::sql::{Arg, Insert, Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, MessageKind, Store, keys, messages};

statements! {
    CONCERNS = "select family_id, raised_at, urgency, worker_id from waiting_view \
        where service_id = $1 and kind = 'concern'";
    NOTICES = "select n.family_id, n.raised_at, n.worker_id, n.reached, n.next_try, n.tries, n.sent_at \
        from notice n join waiting_view w on w.service_id = n.service_id \
        and w.family_id = n.family_id and w.kind = 'concern' and w.raised_at = n.raised_at \
        where n.service_id = $1";
    ADDRESSES = "select worker_id, address from mail_address where service_id = $1";
    TRY = "update notice set next_try = $7, tries = tries + 1 where service_id = $1 \
        and family_id = $2 and raised_at = $3 and worker_id = $4 and reached = $5 \
        and next_try = $6 and sent_at is null";
    SENT = "update notice set sent_at = $6 where service_id = $1 and family_id = $2 \
        and raised_at = $3 and worker_id = $4 and reached = $5";
}

pub(crate) static PUT_NOTICE: Insert = Insert::new(
    "notices::PUT_NOTICE",
    "notice",
    "service_id, family_id, raised_at, worker_id, reached, next_try, tries",
    "on conflict (service_id, family_id, raised_at, worker_id, reached) do nothing",
);

/// The longest pause between two tries, in minutes.
const LONGEST: u32 = 60;
const NOTICE: &str = "a notice of a concern";

/// Of which concern somebody is told, and how far it had gone up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Told {
    family: FamilyId,
    raised: Stamp,
    worker: WorkerId,
    reached: Reached,
}

/// How far it has come with telling somebody.
#[derive(Debug, Clone, Copy)]
struct Standing {
    next_try: Stamp,
    tries: u32,
    sent: Option<Stamp>,
}

/// Of what an e-mail tells.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of {
    /// That a concern waits.
    Concern(Told),
    /// Of a message.
    Message(messages::Told),
}

/// An e-mail to be sent now: that a concern waits for somebody, or that they have a message.
#[derive(Debug, Clone)]
pub struct Notice {
    pub(crate) service: ServiceId,
    pub(crate) of: Of,
    pub(crate) next_try: Stamp,
    pub(crate) tries: u32,
    /// Where to.
    pub to: MailAddress,
}

impl Notice {
    /// What the message is known by, the same at each try: a server that has it already can tell.
    pub fn id(&self) -> String {
        let mut digest = Sha256::new();
        let (about, worker, at, code) = match self.of {
            Of::Concern(it) => (it.family.0, it.worker, it.raised, it.reached.code()),
            Of::Message(it) => (it.about, it.worker, it.at, it.kind.code()),
        };
        for id in [self.service.0, about, worker.0] {
            digest.update(id.into_bytes());
        }
        digest.update(at.micros().to_be_bytes());
        digest.update(code);
        keys::to_hex(&digest.finalize()[..16])
    }

    /// The message that it tells of; none if it is that a concern waits.
    pub fn message(&self) -> Option<MessageKind> {
        match self.of {
            Of::Concern(_) => None,
            Of::Message(it) => Some(it.kind),
        }
    }
}

/// How messages of a service stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailStanding {
    /// The social workers and managers who are here and have no e-mail address.
    pub without_address: Vec<WorkerId>,
    /// How many messages have been tried and not gone out, of concerns that still wait.
    pub held_up: usize,
}

impl Store {
    /// The messages to be sent now, after what is newly owed has been written down. Whoever
    /// has left, and who has no address, is sent none.
    pub async fn notices(&self, service: ServiceId, now: Stamp) -> Result<Vec<Notice>, Error> {
        let mut tx = self.engine().look().await?;
        let mut all = messages::due(&mut tx, service, now).await?;
        if tx.rows(CONCERNS, args![service.0]).await?.is_empty() {
            return Ok(all);
        }
        drop(tx);
        let owed = self.owed(service, now).await?;
        let mut tx = self.engine().read().await?;
        let mut known = standing(&mut tx, service).await?;
        let addresses = addresses(&mut tx, service).await?;
        drop(tx);
        let first = Standing {
            next_try: now,
            tries: 0,
            sent: None,
        };
        let new: Vec<Told> = owed
            .iter()
            .filter(|told| !known.contains_key(told))
            .copied()
            .collect();
        known.extend(new.iter().map(|told| (*told, first)));
        if !new.is_empty() {
            self.write(move |tx| {
                let rows = new.iter().map(|told| cells(service, *told, now)).collect();
                Box::pin(async move { tx.insert(&PUT_NOTICE, rows).await.map(drop) })
            })
            .await?;
        }
        let due = owed.into_iter().filter_map(|told| {
            let Standing {
                next_try,
                tries,
                sent,
            } = known[&told];
            let to = addresses.get(&told.worker)?.clone();
            let now = sent.is_none() && next_try <= now;
            now.then_some(Notice {
                service,
                of: Of::Concern(told),
                next_try,
                tries,
                to,
            })
        });
        all.extend(due);
        Ok(all)
    }

    /// Takes a message in hand, before it is sent: whether it is still to be sent, by this program.
    /// Should it not go out, it is due again after a pause that grows with each try.
    pub async fn try_notice(&self, notice: &Notice, now: Stamp) -> Result<bool, Error> {
        let (service, of, next_try, tries) =
            (notice.service, notice.of, notice.next_try, notice.tries);
        self.write(move |tx| {
            Box::pin(async move {
                let told = match of {
                    Of::Concern(told) => told,
                    Of::Message(told) => {
                        return messages::take(tx, (service, told), (next_try, tries), now).await;
                    }
                };
                let mut asked = key(service, told);
                asked.extend(args![next_try, now.plus(pause(tries))]);
                Ok(tx.run(TRY, asked).await? == 1)
            })
        })
        .await
    }

    /// A message has gone out.
    pub async fn notice_sent(&self, notice: &Notice, at: Stamp) -> Result<(), Error> {
        let (service, of) = (notice.service, notice.of);
        self.write(move |tx| {
            Box::pin(async move {
                let told = match of {
                    Of::Concern(told) => told,
                    Of::Message(told) => return messages::sent(tx, (service, told), at).await,
                };
                let mut says = key(service, told);
                says.extend(args![at]);
                tx.run(SENT, says).await.map(drop)
            })
        })
        .await
    }

    /// How messages of a service stand.
    pub async fn mail_standing(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        now: Stamp,
    ) -> Result<MailStanding, Error> {
        let today = now.london_date();
        let workers = self.workers(leave.id()).await?;
        let mut tx = self.engine().read().await?;
        let addresses = addresses(&mut tx, leave.id()).await?;
        let told = |role| matches!(role, Role::SocialWorker | Role::Manager);
        let without = workers
            .iter()
            .filter(|it| told(it.role) && !it.has_left(today))
            .map(|it| it.worker)
            .filter(|worker| !addresses.contains_key(worker));
        let standing = standing(&mut tx, leave.id()).await?;
        let held_up = |it: &&Standing| it.tries > 0 && it.sent.is_none();
        Ok(MailStanding {
            without_address: without.collect(),
            held_up: standing.values().filter(held_up).count(),
        })
    }

    /// Whom concerns that wait now are to be told to.
    async fn owed(&self, service: ServiceId, now: Stamp) -> Result<BTreeSet<Told>, Error> {
        let times = self.escalation(service).await?;
        let closed = self.bank_holidays(service).await?;
        let today = now.london_date();
        let workers = self.workers(service).await?;
        let here: BTreeMap<WorkerId, Role> = workers
            .iter()
            .filter(|it| !it.has_left(today))
            .map(|it| (it.worker, it.role))
            .collect();
        let managers = here.iter().filter(|(_, role)| **role == Role::Manager);
        let managers: Vec<WorkerId> = managers.map(|(worker, _)| *worker).collect();
        let mut owed = BTreeSet::new();
        let mut tx = self.engine().read().await?;
        let mut kept = Vec::new();
        for manager in &managers {
            kept.push(Kept::from(&mut tx, service, *manager).await?);
        }
        for row in tx.rows(CONCERNS, args![service.0]).await? {
            let family = FamilyId(row.id(0)?);
            let raised = row.parsed(1, NOTICE)?;
            let urgency = row.coded(2, Urgency::from_code, NOTICE)?;
            let holder = row
                .maybe_id(3)?
                .map(WorkerId)
                .filter(|it| here.contains_key(it));
            let reached = times.reached(urgency, raised, now, &closed);
            // Who may not see the family is not told that there is one.
            let managers = managers.iter().zip(&kept);
            let managers = managers.filter(|(_, kept)| !kept.has(family));
            let managers: Vec<WorkerId> = managers.map(|(manager, _)| *manager).collect();
            let told = told_by_mail(reached, holder, &managers);
            owed.extend(told.map(|(worker, reached)| Told {
                family,
                raised,
                worker,
                reached,
            }));
        }
        Ok(owed)
    }
}

/// What is owed to the social worker by something that waits, if it is a concern.
pub(crate) fn owed_at_once(
    service: ServiceId,
    family: FamilyId,
    waits: &Waits,
) -> Option<Vec<Arg>> {
    let (raised, _) = waits.raised?;
    let told = Told {
        family,
        raised,
        worker: waits.worker?,
        reached: Reached::CaseHolder,
    };
    Some(cells(service, told, raised))
}

fn cells(service: ServiceId, told: Told, next_try: Stamp) -> Vec<Arg> {
    args![
        service.0,
        told.family.0,
        told.raised,
        told.worker.0,
        told.reached.code(),
        next_try,
        0_i64,
    ]
}

fn key(service: ServiceId, told: Told) -> Vec<Arg> {
    let mut key = cells(service, told, told.raised);
    key.truncate(5);
    key
}

/// The pause before the next try, which grows with each.
pub(crate) fn pause(tries: u32) -> Duration {
    let minutes = 1_u32.checked_shl(tries).unwrap_or(LONGEST).min(LONGEST);
    Duration::from_secs(60 * u64::from(minutes))
}

/// The notices of concerns that still wait.
async fn standing(tx: &mut Tx, service: ServiceId) -> Result<BTreeMap<Told, Standing>, Error> {
    let read = |row: &Row| {
        let told = Told {
            family: FamilyId(row.id(0)?),
            raised: row.parsed(1, NOTICE)?,
            worker: WorkerId(row.id(2)?),
            reached: row.coded(3, Reached::from_code, NOTICE)?,
        };
        let standing = Standing {
            next_try: row.parsed(4, NOTICE)?,
            tries: u32::try_from(row.int(5)?).map_err(|_| Error::unreadable(NOTICE))?,
            sent: row.maybe_parsed(6, NOTICE)?,
        };
        Ok((told, standing))
    };
    let rows = tx.rows(NOTICES, args![service.0]).await?;
    rows.iter().map(read).collect()
}

async fn addresses(
    tx: &mut Tx,
    service: ServiceId,
) -> Result<BTreeMap<WorkerId, MailAddress>, Error> {
    let read = |row: &Row| Ok((WorkerId(row.id(0)?), row.parsed(1, ADDRESS_WHAT)?));
    let rows = tx.rows(ADDRESSES, args![service.0]).await?;
    rows.iter().map(read).collect()
}
