//! What a passkey is asked to sign: carried by the browser, sealed, until it is answered; kept as a
//! digest from then on, so that no answer works twice.

use std::time::Duration;

use calendar::Stamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::{Error, Store, keys};

statements! {
    USE_CHALLENGE = "insert into used_challenge (digest, used_at) values ($1, $2) \
        on conflict (digest) do nothing";
    FORGET_CHALLENGES = "delete from used_challenge where used_at < $1";
}

/// How long a challenge may wait for its answer.
pub const CHALLENGE_LASTS: Duration = Duration::from_mins(5);
/// How long it is known that one was answered: longer than any may wait.
const REMEMBERED: Duration = Duration::from_hours(1);
/// What the mark of a challenge is bound to.
const MARK: &[u8] = b"challenge";

/// What a challenge was made for. An answer to one is none to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChallengeFor {
    /// Signing in, by whoever can.
    SigningIn,
    /// Showing again who one is, in a session.
    Proving(Uuid),
    /// Adding a passkey, in a session.
    Adding(Uuid),
}

impl ChallengeFor {
    fn parts(self) -> (u8, Uuid) {
        match self {
            Self::SigningIn => (0, Uuid::nil()),
            Self::Proving(session) => (1, session),
            Self::Adding(session) => (2, session),
        }
    }

    fn from_parts(kind: u8, session: Uuid) -> Option<Self> {
        match kind {
            0 => Some(Self::SigningIn),
            1 => Some(Self::Proving(session)),
            2 => Some(Self::Adding(session)),
            _ => None,
        }
    }
}

impl Store {
    /// The mark of a challenge, for the browser that it is put to.
    pub fn challenge_mark(
        &self,
        made_for: ChallengeFor,
        challenge: [u8; 32],
        at: Stamp,
    ) -> Result<String, Error> {
        let (kind, session) = made_for.parts();
        let says = [
            &[kind][..],
            &session.into_bytes(),
            &at.micros().to_be_bytes(),
            &challenge,
        ];
        let sealed = self.keys().seal_draft(MARK, &says.concat())?;
        Ok(keys::to_hex(&sealed))
    }

    /// The challenge of a mark, if it was made for this and not too long ago; nothing for a mark of
    /// any other make.
    pub fn challenge_of(&self, mark: &str, made_for: ChallengeFor, now: Stamp) -> Option<[u8; 32]> {
        let sealed = keys::bytes_of_hex(mark)?;
        let says = self.keys().unseal_draft(MARK, &sealed)?;
        let (&kind, says) = says.split_first()?;
        let (session, says) = says.split_at_checked(16)?;
        let (at, challenge) = says.split_at_checked(8)?;
        let of = ChallengeFor::from_parts(kind, Uuid::from_slice(session).ok()?)?;
        let at = Stamp::from_micros(i64::from_be_bytes(at.try_into().ok()?)).ok()?;
        let holds = of == made_for && now.since(at) <= CHALLENGE_LASTS;
        holds.then(|| challenge.try_into().ok()).flatten()
    }
}

/// Uses a challenge up: true once.
pub(crate) async fn use_up(tx: &mut Tx, challenge: &[u8; 32], at: Stamp) -> Result<bool, Error> {
    let long_ago = at.micros() - i64::try_from(REMEMBERED.as_micros()).unwrap_or(i64::MAX);
    if let Ok(long_ago) = Stamp::from_micros(long_ago) {
        tx.run(FORGET_CHALLENGES, args![long_ago]).await?;
    }
    let digest: [u8; 32] = Sha256::digest(challenge).into();
    Ok(tx.run(USE_CHALLENGE, args![digest, at]).await? == 1)
}
