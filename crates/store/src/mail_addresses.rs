//! The register of where people are told by e-mail that a concern waits for them. Nobody's address is
//! in any list that pages are made of.

use std::fmt;
use std::str::FromStr;

use access::{Authorised, SetUp};
use calendar::Stamp;
use record::{ServiceId, WorkerId};

use crate::registers::log;
use crate::sql::{args, statements};
use crate::{Error, Store};

statements! {
    ADDRESS = "select address from mail_address where service_id = $1 and worker_id = $2";
    PUT_ADDRESS = "insert into mail_address (service_id, worker_id, address) values ($1, $2, $3) \
        on conflict (service_id, worker_id) do update set address = excluded.address";
    FORGET_ADDRESS = "delete from mail_address where service_id = $1 and worker_id = $2";
}

/// An e-mail address.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress(String);

/// Text that is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address is such as name@example.org, of at most 254 characters")]
pub struct NotAnAddress;

impl MailAddress {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the @.
    pub fn domain(&self) -> &str {
        self.0.rsplit('@').next().unwrap_or_default()
    }
}

/// Whoever it is does not stand in a log.
impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress(not shown)")
    }
}

/// Only the signs that every mail server takes as they are: no quotes, no letters beyond ASCII.
impl FromStr for MailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let dots = |part: &str| part.split('.').all(|word| !word.is_empty());
        let local =
            |sign: char| sign.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(sign);
        let domain = |sign: char| sign.is_ascii_alphanumeric() || "-.".contains(sign);
        match text.split_once('@') {
            Some((name, at))
                if text.len() <= 254
                    && name.len() <= 64
                    && dots(name)
                    && dots(at)
                    && name.chars().all(local)
                    && at.chars().all(domain) =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(NotAnAddress),
        }
    }
}

impl Store {
    /// Where somebody is told by e-mail, if anywhere.
    pub async fn mail_address(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        worker: WorkerId,
    ) -> Result<Option<MailAddress>, Error> {
        let mut tx = self.engine().look().await?;
        let row = tx.row(ADDRESS, args![leave.id().0, worker.0]).await?;
        row.map(|row| row.parsed(0, WHAT)).transpose()
    }

    /// Says where somebody is told by e-mail from now on; nothing means nowhere.
    pub async fn put_mail_address(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        worker: WorkerId,
        address: Option<MailAddress>,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        self.write(move |tx| {
            let address = address.clone();
            Box::pin(async move {
                let item = worker.to_string();
                let says = address.as_ref().map(MailAddress::as_str);
                log(tx, id, "mail_address", item, &says, at, by).await?;
                match says {
                    Some(says) => tx.run(PUT_ADDRESS, args![id.0, worker.0, says]).await,
                    None => tx.run(FORGET_ADDRESS, args![id.0, worker.0]).await,
                }
                .map(drop)
            })
        })
        .await
    }
}

pub(crate) const WHAT: &str = "an e-mail address";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_place_and_shows_neither_in_a_log() {
        let address: MailAddress = " Priya.Example+duty@example.gov.test ".parse().unwrap();
        assert_eq!(address.as_str(), "Priya.Example+duty@example.gov.test");
        assert_eq!(address.domain(), "example.gov.test");
        assert!(!format!("{address:?}").contains('@'));
        let long = format!("a@{}.test", "x".repeat(250));
        for text in [
            "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b..c", ".a@b", "a@b.", "a\r\n@b", "ä@b",
            &long,
        ] {
            assert!(text.parse::<MailAddress>().is_err(), "{text:?}");
        }
    }
}
