//! What the device says of itself, of the site and of a new key (section 6.1 of the specification).

use ciborium::Value;
use sha2::{Digest as _, Sha256};

use crate::{PublicKey, Refused};

const LONGEST: usize = 16 * 1024;
const LONGEST_ID: usize = 1023;

// Flags, by their bit.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const MAY_BE_COPIED: u8 = 1 << 3;
const IS_COPIED: u8 = 1 << 4;
const HAS_PASSKEY: u8 = 1 << 6;
const HAS_MORE: u8 = 1 << 7;

/// What the device says.
pub(crate) struct Said {
    pub(crate) counter: u32,
    pub(crate) may_be_copied: bool,
    /// The id and the key of a passkey that was just made.
    pub(crate) new: Option<(Vec<u8>, PublicKey)>,
}

/// Reads it, and checks that it is said to this site with somebody there who was verified.
pub(crate) fn read(said: &[u8], site: &str) -> Result<Said, Refused> {
    if said.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    let mut rest = said;
    let of = take(&mut rest, 32)?;
    let flags = take(&mut rest, 1)?[0];
    let counter = take(&mut rest, 4)?;
    let counter = u32::from_be_bytes(counter.try_into().map_err(|_| Refused::Authenticator)?);
    if of != Sha256::digest(site).as_slice() {
        return Err(Refused::Site);
    }
    let is = |flag| flags & flag != 0;
    if !is(PRESENT) {
        return Err(Refused::NobodyThere);
    }
    if !is(VERIFIED) {
        return Err(Refused::NotVerified);
    }
    if is(IS_COPIED) && !is(MAY_BE_COPIED) {
        return Err(Refused::Copies);
    }
    let new = is(HAS_PASSKEY).then(|| passkey(&mut rest)).transpose()?;
    if is(HAS_MORE) {
        // Extensions, of which none is asked for.
        match cbor(&mut rest)? {
            Value::Map(_) => {}
            _ => return Err(Refused::Authenticator),
        }
    }
    if !rest.is_empty() {
        return Err(Refused::Authenticator);
    }
    Ok(Said {
        counter,
        may_be_copied: is(MAY_BE_COPIED),
        new,
    })
}

/// The id and the key, after the make of the device, which is not asked.
fn passkey(rest: &mut &[u8]) -> Result<(Vec<u8>, PublicKey), Refused> {
    take(rest, 16)?;
    let length = take(rest, 2)?;
    let length = u16::from_be_bytes([length[0], length[1]]);
    let length = usize::from(length);
    if length == 0 || length > LONGEST_ID {
        return Err(Refused::NoPasskey);
    }
    let id = take(rest, length)?.to_vec();
    let before = *rest;
    cbor(rest)?;
    let key = PublicKey::from_cose(&before[..before.len() - rest.len()])?;
    Ok((id, key))
}

fn take<'r>(rest: &mut &'r [u8], count: usize) -> Result<&'r [u8], Refused> {
    let (taken, left) = rest.split_at_checked(count).ok_or(Refused::Authenticator)?;
    *rest = left;
    Ok(taken)
}

/// The next value of CBOR; what comes after it is left.
fn cbor(rest: &mut &[u8]) -> Result<Value, Refused> {
    ciborium::from_reader(rest).map_err(|_| Refused::Authenticator)
}
