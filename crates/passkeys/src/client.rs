//! What the browser says of the page that asked: it is the browser, not the page, that writes it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest as _, Sha256};

use crate::{Challenge, Refused};

/// Said when a passkey was made.
pub(crate) const CREATE: &str = "webauthn.create";
/// Said when one was shown.
pub(crate) const GET: &str = "webauthn.get";

const LONGEST: usize = 4096;

/// What is read of it; browsers may say more.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    #[serde(rename = "type")]
    purpose: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<IgnoredAny>,
}

/// That it was said for this purpose, this challenge and this site; its hash, which is signed.
pub(crate) fn check(
    said: &[u8],
    purpose: &str,
    challenge: &Challenge,
    origin: &str,
) -> Result<[u8; 32], Refused> {
    if said.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    let client: Client = serde_json::from_slice(said).map_err(|_| Refused::Client)?;
    if client.purpose != purpose {
        return Err(Refused::Purpose);
    }
    if client.challenge != URL_SAFE_NO_PAD.encode(challenge) {
        return Err(Refused::Challenge);
    }
    if client.origin != origin {
        return Err(Refused::Origin);
    }
    if client.cross_origin || client.top_origin.is_some() {
        return Err(Refused::WithinAnother);
    }
    Ok(Sha256::digest(said).into())
}
