//! A device that makes passkeys, with its browser. Whatever it says can be spoilt.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// There, verified, may be copied and is.
pub(crate) const FLAGS: u8 = 0b0001_1101;

enum Key {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A device with one passkey.
pub(crate) struct Device {
    key: Key,
    /// What it calls the passkey.
    pub(crate) id: Vec<u8>,
    /// The site that it made the passkey for.
    pub(crate) site: String,
    /// Where the page is that asks.
    pub(crate) origin: String,
    pub(crate) flags: u8,
    pub(crate) counter: u32,
}

fn random<const N: usize>() -> [u8; N] {
    let bytes = ring::rand::generate(&SystemRandom::new()).unwrap();
    bytes.expose()
}

impl Device {
    fn with(key: Key, origin: &str) -> Self {
        let site = origin.split("://").last().unwrap();
        Self {
            key,
            id: random::<20>().to_vec(),
            site: site.split(':').next().unwrap().to_owned(),
            origin: origin.to_owned(),
            flags: FLAGS,
            counter: 0,
        }
    }

    /// One that signs with ECDSA, on a page of this origin.
    pub(crate) fn new(origin: &str) -> Self {
        let chance = SystemRandom::new();
        let how = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let made = EcdsaKeyPair::generate_pkcs8(how, &chance).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(how, made.as_ref(), &chance).unwrap();
        Self::with(Key::P256(key), origin)
    }

    /// One that signs with Ed25519.
    pub(crate) fn of_edwards(origin: &str) -> Self {
        let key = Ed25519KeyPair::from_seed_unchecked(&random::<32>()).unwrap();
        Self::with(Key::Ed25519(key), origin)
    }

    /// The public key, as fields of COSE.
    pub(crate) fn key(&self) -> Vec<(i64, Value)> {
        let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
        match &self.key {
            Key::P256(key) => {
                let point = key.public_key().as_ref();
                vec![
                    (1, 2.into()),
                    (3, (-7).into()),
                    (-1, 1.into()),
                    (-2, bytes(&point[1..33])),
                    (-3, bytes(&point[33..])),
                ]
            }
            Key::Ed25519(key) => vec![
                (1, 1.into()),
                (3, (-8).into()),
                (-1, 6.into()),
                (-2, bytes(key.public_key().as_ref())),
            ],
        }
    }

    /// What its browser says of the page, for a challenge in the form in which the page has it.
    pub(crate) fn client(&self, purpose: &str, challenge: &str) -> Vec<u8> {
        json!({
            "type": purpose,
            "challenge": challenge,
            "origin": self.origin,
            "crossOrigin": false,
            "other_keys_can_be_added_here": "do not compare clientDataJSON against a template",
        })
        .to_string()
        .into_bytes()
    }

    /// What it says of itself when it signs somebody in.
    pub(crate) fn says(&self) -> Vec<u8> {
        [
            &Sha256::digest(&self.site)[..],
            &[self.flags],
            &self.counter.to_be_bytes(),
        ]
        .concat()
    }

    /// What it says of itself when it has made the passkey, with this key.
    pub(crate) fn says_with(&self, key: &[(i64, Value)]) -> Vec<u8> {
        let mut says = self.says();
        says[32] |= 1 << 6;
        says.extend([7; 16]);
        says.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        says.extend(&self.id);
        says.extend(cbor(&map(key)));
        says
    }

    /// That it has made the passkey, without saying what make it is.
    pub(crate) fn attestation(&self) -> Vec<u8> {
        attestation("none", Vec::new(), self.says_with(&self.key()))
    }

    pub(crate) fn sign(&self, authenticator: &[u8], client: &[u8]) -> Vec<u8> {
        let signed = [authenticator, &Sha256::digest(client)].concat();
        match &self.key {
            Key::P256(key) => {
                let signature = key.sign(&SystemRandom::new(), &signed).unwrap();
                signature.as_ref().to_vec()
            }
            Key::Ed25519(key) => key.sign(&signed).as_ref().to_vec(),
        }
    }
}

/// An attestation of some kind, of what a device says.
pub(crate) fn attestation(
    format: &str,
    statement: Vec<(&str, Value)>,
    authenticator: Vec<u8>,
) -> Vec<u8> {
    let statement = statement.into_iter();
    let statement = statement.map(|(name, value)| (name.into(), value));
    cbor(&Value::Map(vec![
        ("fmt".into(), format.into()),
        ("attStmt".into(), Value::Map(statement.collect())),
        ("authData".into(), Value::Bytes(authenticator)),
    ]))
}

pub(crate) fn map(fields: &[(i64, Value)]) -> Value {
    let fields = fields.iter().cloned();
    Value::Map(fields.map(|(label, value)| (label.into(), value)).collect())
}

pub(crate) fn cbor(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

/// Bytes as browsers write them.
pub(crate) fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
