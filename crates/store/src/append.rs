//! Writing in chronologies.

use std::sync::Arc;

use access::{Authorised, Open, Write};
use calendar::Stamp;
use casework::{Command, NewEntry, Refusal, decide};
use record::{FamilyId, Sequence, ServiceId, SubmissionId};

use crate::advice;
use crate::drafts;
use crate::heads;
use crate::keyring::INSERT_KEY;
use crate::known::{Known, Prepared, Press};
use crate::messages;
use crate::sql::{Insert, args, statements};
use crate::stored::INSERT_ENTRY;
use crate::transaction::Tx;
use crate::tree::Frontier;
use crate::views;
use crate::{Error, Store};

statements! {
    SUBMISSION = "select family_id, first_sequence, last_sequence, said from submission \
        where service_id = $1 and submission_id = $2";
    PUT_SUBMISSION = "insert into submission \
        (service_id, submission_id, family_id, first_sequence, last_sequence, said) \
        values ($1, $2, $3, $4, $5, $6)";
    LAST = "select sequence from family where service_id = $1 and family_id = $2";
    GO_ON = "update family set reference = $3, sequence = $4 \
        where service_id = $1 and family_id = $2 and sequence = $5";
}

pub(crate) static INSERT_FAMILY: Insert = Insert::new(
    "append::INSERT_FAMILY",
    "family",
    "service_id, family_id, reference, sequence",
    "on conflict do nothing",
);

/// How often a command is decided again because somebody else wrote first.
const ATTEMPTS: usize = 64;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// The family.
    pub family: FamilyId,
    /// The last entry of its chronology then.
    pub last: Sequence,
    /// How many entries were added: none if it had already happened.
    pub added: i64,
}

/// A form that is sent: its id, and what was typed into it. Sent again as it was it does nothing more;
/// with other words it is refused, so that they are not taken for stored.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'t> {
    /// The id that the form was made with.
    pub submission: SubmissionId,
    /// What was typed; empty where nobody types.
    pub typed: &'t str,
}

impl From<SubmissionId> for Sending<'static> {
    fn from(submission: SubmissionId) -> Self {
        Self {
            submission,
            typed: "",
        }
    }
}

/// A family before something is done to it, or what the same press of the button did already.
enum Before {
    Known(Known),
    Done(Done),
}

impl Store {
    /// Does a command to a family: decides it against the chronology as it is and stores the
    /// entries. If somebody else writes first it is decided again on what is there then. A
    /// submission that was stored before is not stored again, and gives the first result.
    ///
    /// # Errors
    /// [`Error::Refused`] with the reason if it may not happen, [`Error::SentOtherwise`] if the form
    /// was sent before with other words.
    pub async fn act(
        &self,
        family: &Authorised<FamilyId, Write>,
        sending: impl Into<Sending<'_>> + Send,
        at: Stamp,
        command: &Command,
    ) -> Result<Done, Error> {
        let sending = sending.into();
        let said = self.keys().digest_asked(sending.typed);
        let press = Press {
            submission: sending.submission,
            said: Some(said).filter(|_| !sending.typed.is_empty()),
            by: family.by(),
            at,
        };
        self.decide_and_store(family.service(), family.id(), press, |known| {
            if known.sequence == 0 {
                return Err(Error::NotFound);
            }
            Ok(decide(&known.folded(), command)?)
        })
        .await
    }

    /// Refers a family that is not here yet: as [`Store::act`], on an empty chronology.
    ///
    /// # Errors
    /// [`Error::Conflict`] if there is a family with this id, [`Error::ReferenceTaken`] if another
    /// has its reference, [`Error::Refused`] if it may not happen.
    pub async fn open_family(
        &self,
        family: &Authorised<FamilyId, Open>,
        submission: SubmissionId,
        at: Stamp,
        command: &Command,
    ) -> Result<Done, Error> {
        let press = Press {
            submission,
            said: None,
            by: family.by(),
            at,
        };
        self.decide_and_store(family.service(), family.id(), press, |known| {
            if known.sequence > 0 {
                return Err(Error::Conflict {
                    expected: Sequence(0),
                    found: Sequence(known.sequence),
                });
            }
            Ok(decide(&known.folded(), command)?)
        })
        .await
    }

    /// Adds entries that follow on from `expected`, without deciding anything. Commands go through
    /// [`Store::act`]; this is for what was decided elsewhere.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the chronology has gone on since `expected`.
    pub async fn append(
        &self,
        family: &Authorised<FamilyId, Write>,
        expected: Sequence,
        submission: SubmissionId,
        at: Stamp,
        entries: Vec<NewEntry>,
    ) -> Result<Done, Error> {
        let press = Press {
            submission,
            said: None,
            by: family.by(),
            at,
        };
        let (service, family) = (family.service(), family.id());
        let known = match self.known_or_done(service, family, press).await? {
            Before::Done(done) => return Ok(done),
            Before::Known(known) => known,
        };
        if known.sequence != expected.0 {
            return Err(Error::Conflict {
                expected,
                found: Sequence(known.sequence),
            });
        }
        self.store(known, press, entries).await
    }

    async fn decide_and_store(
        &self,
        service: ServiceId,
        family: FamilyId,
        press: Press,
        decide: impl Fn(&Known) -> Result<Vec<NewEntry>, Error>,
    ) -> Result<Done, Error> {
        let mut conflict = Error::NotFound;
        for _ in 0..ATTEMPTS {
            // Asked before deciding: on what the first press did, the second may be refused.
            let known = match self.known_or_done(service, family, press).await? {
                Before::Done(done) => return Ok(done),
                Before::Known(known) => known,
            };
            let entries = match decide(&known) {
                Ok(entries) => entries,
                Err(refused) => {
                    // The first press may have been stored between the two readings.
                    let done = self.done_before(service, family, press).await?;
                    return done.ok_or(refused);
                }
            };
            if entries.is_empty() {
                return Ok(Done {
                    family,
                    last: Sequence(known.sequence),
                    added: 0,
                });
            }
            match self.store(known, press, entries).await {
                Err(error @ Error::Conflict { .. }) => conflict = error,
                outcome => return outcome,
            }
        }
        Err(conflict)
    }

    async fn known_or_done(
        &self,
        service: ServiceId,
        family: FamilyId,
        press: Press,
    ) -> Result<Before, Error> {
        let mut tx = self.engine().read().await?;
        if let Some(done) = stored_before(&mut tx, service, family, press).await? {
            return Ok(Before::Done(done));
        }
        let known = Known::load(&mut tx, self.keys(), service, family).await?;
        Ok(Before::Known(known))
    }

    async fn done_before(
        &self,
        service: ServiceId,
        family: FamilyId,
        press: Press,
    ) -> Result<Option<Done>, Error> {
        let mut tx = self.engine().look().await?;
        stored_before(&mut tx, service, family, press).await
    }

    async fn store(
        &self,
        known: Known,
        press: Press,
        entries: Vec<NewEntry>,
    ) -> Result<Done, Error> {
        let prepared = Arc::new(known.prepare(self.keys(), press, entries)?);
        self.write(move |tx| {
            let prepared = prepared.clone();
            Box::pin(async move { store_one(tx, &prepared).await })
        })
        .await
    }
}

async fn store_one(tx: &mut Tx, prepared: &Prepared) -> Result<Done, Error> {
    let (service, family) = (prepared.service, prepared.family);
    let submission = prepared.press.submission;
    let mut tree = heads::take(tx, service).await?;
    if let Some(done) = stored_before(tx, service, family, prepared.press).await? {
        return Ok(done);
    }
    if prepared.expected == 0 {
        start_family(tx, prepared).await?;
    } else {
        go_on(tx, prepared).await?;
    }
    let before = views::Before::MayBeThere;
    write_prepared(tx, &mut tree, &[prepared], before).await?;
    let (first, last) = (prepared.expected + 1, prepared.last());
    let said = prepared.press.said.map_or_else(Vec::new, Vec::from);
    let stored = args![service.0, submission.0, family.0, first, last, said];
    tx.run(PUT_SUBMISSION, stored).await?;
    drafts::sent(tx, service, prepared.press.by, submission).await?;
    let happens = (family.0, prepared.press.by, prepared.press.at);
    messages::tell_of_family(tx, service, happens, &prepared.owed).await?;
    if prepared.consults() {
        advice::consulted(tx, service, family, prepared.press.at).await?;
    }
    heads::put(tx, service, tree, prepared.press.at);
    Ok(Done {
        family,
        last: Sequence(last),
        added: last - prepared.expected,
    })
}

/// Writes all that was prepared for families whose own rows are written already.
pub(crate) async fn write_prepared(
    tx: &mut Tx,
    tree: &mut Frontier,
    all: &[&Prepared],
    before: views::Before,
) -> Result<(), Error> {
    let keys = all.iter().flat_map(|prepared| prepared.keys.clone());
    tx.insert(&INSERT_KEY, keys.collect()).await?;
    let mut entries = Vec::new();
    for (entry, leaf) in all.iter().flat_map(|prepared| &prepared.entries) {
        entries.push(entry.cells(tree.size() as i64, *leaf));
        tree.push(*leaf);
    }
    tx.insert(&INSERT_ENTRY, entries).await?;
    let views: Vec<_> = all.iter().map(|prepared| &prepared.views).collect();
    views::write(tx, &views, before).await
}

async fn start_family(tx: &mut Tx, prepared: &Prepared) -> Result<(), Error> {
    let row = family_cells(prepared);
    if tx.insert(&INSERT_FAMILY, vec![row]).await? == 1 {
        return Ok(());
    }
    Err(conflict(tx, prepared)
        .await?
        .unwrap_or(Error::ReferenceTaken))
}

/// The cells of [`INSERT_FAMILY`].
pub(crate) fn family_cells(prepared: &Prepared) -> Vec<crate::sql::Arg> {
    args![
        prepared.service.0,
        prepared.family.0,
        prepared.reference(),
        prepared.last(),
    ]
}

async fn go_on(tx: &mut Tx, prepared: &Prepared) -> Result<(), Error> {
    let cells = args![
        prepared.service.0,
        prepared.family.0,
        prepared.reference(),
        prepared.last(),
        prepared.expected,
    ];
    match tx.run(GO_ON, cells).await {
        Ok(1) => Ok(()),
        Ok(_) => Err(conflict(tx, prepared).await?.unwrap_or(Error::NotFound)),
        Err(error) if error.is_unique_violation() => Err(Error::ReferenceTaken),
        Err(error) => Err(error),
    }
}

async fn conflict(tx: &mut Tx, prepared: &Prepared) -> Result<Option<Error>, Error> {
    let family = args![prepared.service.0, prepared.family.0];
    let last = tx.row(LAST, family).await?;
    last.map(|row| {
        Ok(Error::Conflict {
            expected: Sequence(prepared.expected),
            found: Sequence(row.int(0)?),
        })
    })
    .transpose()
}

/// What the submission did, if it was stored before.
async fn stored_before(
    tx: &mut Tx,
    service: ServiceId,
    family: FamilyId,
    press: Press,
) -> Result<Option<Done>, Error> {
    let asked = args![service.0, press.submission.0];
    let Some(row) = tx.row(SUBMISSION, asked).await? else {
        return Ok(None);
    };
    if row.maybe_id(0)? != Some(family.0) {
        return Err(Error::SubmissionUsed);
    }
    let (first, last, said) = (row.int(1)?, row.int(2)?, row.bytes(3)?);
    let alike = press.said.is_none_or(|now| said.is_empty() || said == now);
    if !alike {
        return Err(Error::SentOtherwise);
    }
    Ok(Some(Done {
        family,
        last: Sequence(last),
        added: last + 1 - first,
    }))
}

/// A refusal is an answer, not a fault.
impl Error {
    /// The reason, if a command was refused.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}
