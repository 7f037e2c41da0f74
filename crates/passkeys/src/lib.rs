#![doc = include_str!("../README.md")]

mod attestation;
mod authenticator;
mod client;
mod key;
mod refused;
mod site;

pub use key::{Algorithm, PublicKey};
pub use refused::Refused;
pub use site::{NoSite, RelyingParty};

/// What a device is asked to sign, so that no answer fits twice.
pub type Challenge = [u8; 32];

/// A passkey that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What the device calls it.
    pub id: Vec<u8>,
    /// The key that its signatures are checked with.
    pub key: PublicKey,
    /// How often the device has signed; nought where it does not count.
    pub counter: u32,
    /// Whether it may be copied to other devices of its owner.
    pub may_be_copied: bool,
}

/// What is known of a passkey that somebody signs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The key that its signatures are checked with.
    pub key: PublicKey,
    /// The last number its device gave.
    pub counter: u32,
    /// Whether it may be copied to other devices of its owner.
    pub may_be_copied: bool,
}

/// What a browser sends when somebody signs in with a passkey.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'s> {
    /// What the browser says of the page that asked, as JSON.
    pub client: &'s [u8],
    /// What the device says of itself.
    pub authenticator: &'s [u8],
    /// The device's signature of both.
    pub signature: &'s [u8],
}

impl RelyingParty {
    /// The passkey that a browser says was made for a challenge.
    ///
    /// # Errors
    /// The first of the checks of section 7.1 that fails.
    pub fn register(
        &self,
        challenge: &Challenge,
        client: &[u8],
        attestation: &[u8],
    ) -> Result<Made, Refused> {
        let hash = client::check(client, client::CREATE, challenge, self.origin())?;
        let attestation = attestation::read(attestation)?;
        let said = authenticator::read(&attestation.authenticator, self.id())?;
        let (id, key) = said.new.ok_or(Refused::NoPasskey)?;
        attestation.check(&key, &hash)?;
        Ok(Made {
            id,
            key,
            counter: said.counter,
            may_be_copied: said.may_be_copied,
        })
    }

    /// Whether somebody has shown a passkey for a challenge; the number its device gives now, which
    /// is to be kept.
    ///
    /// # Errors
    /// The first of the checks of section 7.2 that fails. [`Refused::Counter`] comes last: only a
    /// device, or a copy of it, can bring it about.
    pub fn accept(
        &self,
        challenge: &Challenge,
        known: &Known,
        shown: Shown<'_>,
    ) -> Result<u32, Refused> {
        let hash = client::check(shown.client, client::GET, challenge, self.origin())?;
        let said = authenticator::read(shown.authenticator, self.id())?;
        if said.may_be_copied != known.may_be_copied {
            return Err(Refused::Copies);
        }
        let signed = [shown.authenticator, &hash].concat();
        if !known.key.signed(&signed, shown.signature) {
            return Err(Refused::Signature);
        }
        let counts = said.counter > 0 || known.counter > 0;
        if counts && said.counter <= known.counter {
            return Err(Refused::Counter);
        }
        Ok(said.counter)
    }
}
