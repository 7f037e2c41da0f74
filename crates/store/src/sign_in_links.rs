//! Links with which a worker sets a password, once. Only the digest of a link's token is kept.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use access::{Authorised, SetUp, Viewer};
use calendar::Stamp;
use record::{ServiceId, WorkerId};
use sha2::{Digest as _, Sha256};

use crate::registers::log;
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, SignInName, Store, accounts, provider_accounts, sessions, workers};

statements! {
    END_LINKS = "update sign_in_link set ended_at = $3 where service_id = $1 and worker_id = $2 \
        and used_at is null and ended_at is null";
    INSERT_LINK = "insert into sign_in_link (digest, service_id, worker_id, made_by, made_at, \
        expires_at, way) values ($1, $2, $3, $4, $5, $6, $7)";
    LINK = "select service_id, worker_id, way from sign_in_link where digest = $1 \
        and used_at is null and ended_at is null and expires_at > $2";
    USE_LINK = "update sign_in_link set used_at = $2 where digest = $1 and used_at is null \
        and ended_at is null and expires_at > $2 returning service_id, worker_id, way";
}

/// How long an invitation can be used.
const INVITED_FOR: Duration = Duration::from_hours(72);
/// How long a link can be used that sets a password anew.
const RESET_FOR: Duration = Duration::from_hours(1);

/// The secret of a link: 32 random bytes. It shows itself only where it is written into the
/// address.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken([u8; 32]);

/// Whom a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Who they are.
    pub viewer: Viewer,
    /// The name they sign in with.
    pub name: String,
    /// Whether it sets a password, whatever other ways in there are.
    pub by_password_only: bool,
}

/// What a link is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Any,
    Password,
}

impl Way {
    const fn code(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Password => "password",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Any, Self::Password]
            .into_iter()
            .find(|way| way.code() == code)
    }
}

/// Text that is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a link that signs in")]
pub struct NotAToken;

impl LinkToken {
    /// A token of random bytes.
    pub const fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// The token as it stands in an address.
    pub fn text(&self) -> String {
        use fmt::Write as _;
        self.0.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("strings take all");
            text
        })
    }

    /// What is kept of it, and told apart by.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

impl FromStr for LinkToken {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotAToken);
        }
        let mut bytes = [0_u8; 32];
        for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| NotAToken)?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkToken(not shown: it signs somebody in)")
    }
}

impl Store {
    /// Makes a link for a worker, who signs in with this name from now on, and says until when it
    /// can be used: three days for somebody who has no way in yet, an hour for whoever has. Those made
    /// for them before and not used are ended.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such worker in the service, or they have left;
    /// [`Error::NameTaken`] if the name is somebody else's.
    pub async fn make_sign_in_link(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        worker: WorkerId,
        name: &SignInName,
        token: &LinkToken,
        at: Stamp,
    ) -> Result<Stamp, Error> {
        self.make_link(leave, (worker, name), token, Way::Any, at)
            .await
    }

    /// Makes a link in the same way with which a worker sets a password, and nothing else. Whoever
    /// uses it no longer signs in with the identity provider: it is the way back when that is gone.
    pub async fn make_link_back(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        worker: WorkerId,
        name: &SignInName,
        token: &LinkToken,
        at: Stamp,
    ) -> Result<Stamp, Error> {
        self.make_link(leave, (worker, name), token, Way::Password, at)
            .await
    }

    async fn make_link(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        (worker, name): (WorkerId, &SignInName),
        token: &LinkToken,
        way: Way,
        at: Stamp,
    ) -> Result<Stamp, Error> {
        let (id, by, digest) = (leave.id(), leave.by(), token.digest());
        let name = name.clone();
        self.write(move |tx| {
            let name = name.clone();
            Box::pin(async move {
                let who = workers::find(tx, id, worker).await?;
                if who.is_none_or(|who| who.has_left(at.london_date())) {
                    return Err(Error::NotFound);
                }
                let has_a_way = provider_accounts::way_at(tx, (id, worker)).await?.is_some();
                let until = at.plus(if has_a_way { RESET_FOR } else { INVITED_FOR });
                accounts::put_name(tx, (id, worker), &name, at, by).await?;
                let says = serde_json::json!({ "made_until": until });
                log(tx, id, "sign_in_link", worker.to_string(), &says, at, by).await?;
                tx.run(END_LINKS, args![id.0, worker.0, at]).await?;
                let cells = args![digest, id.0, worker.0, by.0, at, until, way.code()];
                tx.run(INSERT_LINK, cells).await?;
                Ok(until)
            })
        })
        .await
    }

    /// Whom a link is for, without using it. Nobody, if it is unknown, used, ended or expired, or
    /// they have left: the answer is the same.
    pub async fn invited(&self, token: &LinkToken, at: Stamp) -> Result<Option<Invited>, Error> {
        let mut tx = self.engine().read().await?;
        let Some(row) = tx.row(LINK, args![token.digest(), at]).await? else {
            return Ok(None);
        };
        invited(&mut tx, &row, at).await
    }

    /// Uses a link, once: whoever it is for has this password from now on, and no session that was
    /// begun before.
    pub async fn accept_invitation(
        &self,
        token: &LinkToken,
        password: String,
        at: Stamp,
    ) -> Result<Option<Viewer>, Error> {
        let digest = token.digest();
        self.write(move |tx| {
            let password = password.clone();
            Box::pin(async move {
                let Some(invited) = use_link(tx, digest, at).await? else {
                    return Ok(None);
                };
                let viewer = invited.viewer;
                let (service, worker) = (viewer.service, viewer.worker);
                if invited.by_password_only {
                    provider_accounts::unbind(tx, (service, worker), at, worker).await?;
                }
                accounts::put_password(tx, (service, worker), &password, at).await?;
                sessions::end_all(tx, service, worker).await?;
                Ok(Some(viewer))
            })
        })
        .await
    }
}

/// Uses a link, by the digest of its token, and says whom it was for.
pub(crate) async fn use_link(
    tx: &mut Tx,
    digest: [u8; 32],
    at: Stamp,
) -> Result<Option<Invited>, Error> {
    match tx.row(USE_LINK, args![digest, at]).await? {
        Some(row) => invited(tx, &row, at).await,
        None => Ok(None),
    }
}

/// Whom the link of a row is for.
async fn invited(tx: &mut Tx, row: &Row, at: Stamp) -> Result<Option<Invited>, Error> {
    let (service, worker) = (ServiceId(row.id(0)?), WorkerId(row.id(1)?));
    let found = workers::find(tx, service, worker).await?;
    let viewer = found.and_then(|found| found.viewer(service, at.london_date()));
    let name = accounts::name_of(tx, service, worker).await?;
    let way = row.coded(2, Way::from_code, "what a link is good for")?;
    Ok(viewer.zip(name).map(|(viewer, name)| Invited {
        viewer,
        name,
        by_password_only: way == Way::Password,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_from_an_address_and_hides_from_logs() {
        let token = LinkToken::new(std::array::from_fn(|at| at as u8 * 7));
        assert_eq!(token.text().parse(), Ok(token.clone()));
        assert!(!format!("{token:?}").contains(&token.text()[..4]));
        for text in ["", "00", &"0".repeat(63), &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(text.parse::<LinkToken>(), Err(NotAToken), "{text}");
        }
    }
}
