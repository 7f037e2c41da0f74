//! The examples of the specification, section 16. Most of them lack something that is asked for
//! here: the table says what.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

use std::collections::HashMap;

use ciborium::Value;
use passkeys::{Algorithm, Known, Made, PublicKey, Refused, RelyingParty, Shown};
use sha2::{Digest as _, Sha256};

type Example = HashMap<&'static str, Vec<u8>>;

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = (0..hex.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn examples() -> HashMap<&'static str, Example> {
    let parts = include_str!("vectors.txt").split("\n[").skip(1);
    let read = parts.map(|part| {
        let (name, lines) = part.split_once("]\n").unwrap();
        let lines = lines.lines().filter_map(|line| line.split_once(' '));
        let fields = lines.map(|(field, hex)| (field, bytes(hex)));
        (name, fields.collect())
    });
    read.collect()
}

fn site() -> RelyingParty {
    RelyingParty::at("https://example.org").unwrap()
}

fn register(example: &Example) -> Result<Made, Refused> {
    let challenge = example["created_for"].as_slice().try_into();
    site().register(
        // One challenge of 128 bytes is of a key that is not taken either.
        challenge.unwrap_or(&[0; 32]),
        &example["created_client"],
        &example["attestation"],
    )
}

/// The key in an example, whatever else is in it; and whether it may be copied.
fn key(example: &Example) -> (Result<PublicKey, Refused>, bool) {
    let whole: Value = ciborium::from_reader(example["attestation"].as_slice()).unwrap();
    let fields = whole.into_map().unwrap();
    let said = fields.into_iter();
    let mut said = said.filter(|(name, _)| name.as_text() == Some("authData"));
    let said = said.next().unwrap().1.into_bytes().unwrap();
    let length = usize::from(u16::from_be_bytes([said[53], said[54]]));
    (
        PublicKey::from_cose(&said[55 + length..]),
        said[32] & 8 != 0,
    )
}

fn accept(example: &Example, key: PublicKey, may_be_copied: bool) -> Result<u32, Refused> {
    let known = Known {
        key,
        counter: 0,
        may_be_copied,
    };
    let shown = Shown {
        client: &example["shown_client"],
        authenticator: &example["authenticator"],
        signature: &example["signature"],
    };
    site().accept(
        &example["shown_for"].as_slice().try_into().unwrap(),
        &known,
        shown,
    )
}

#[test]
fn the_examples_are_read_as_the_specification_reads_them() {
    use Algorithm::{EdDsa, Es256, Rs256};
    use Refused::{Attestation, NotVerified, WithinAnother};
    let all = examples();
    for (name, algorithm, made, shown) in [
        ("none-es256", Es256, Some(NotVerified), Some(NotVerified)),
        ("packed-self-es256", Es256, None, Some(NotVerified)),
        (
            "none-es256-crossOrigin",
            Es256,
            Some(WithinAnother),
            Some(WithinAnother),
        ),
        (
            "none-es256-topOrigin",
            Es256,
            Some(WithinAnother),
            Some(WithinAnother),
        ),
        (
            "none-es256-long-credential-id",
            Es256,
            Some(NotVerified),
            None,
        ),
        ("packed-es256", Es256, Some(Attestation), None),
        ("packed-rs256", Rs256, Some(Attestation), Some(NotVerified)),
        ("packed-eddsa", EdDsa, Some(NotVerified), Some(NotVerified)),
        ("tpm-es256", Es256, Some(Attestation), None),
        (
            "android-key-es256",
            Es256,
            Some(Attestation),
            Some(NotVerified),
        ),
        ("apple-es256", Es256, Some(NotVerified), Some(NotVerified)),
        (
            "fido-u2f-es256",
            Es256,
            Some(NotVerified),
            Some(NotVerified),
        ),
    ] {
        let example = &all[name];
        assert_eq!(register(example).err(), made, "{name} is made");
        let (key, may_be_copied) = key(example);
        let key = key.unwrap();
        assert_eq!(key.algorithm(), algorithm, "{name}");
        // The signature is right, whatever else is missing.
        let signed = [
            &example["authenticator"][..],
            &Sha256::digest(&example["shown_client"]),
        ];
        assert!(
            key.signed(&signed.concat(), &example["signature"]),
            "{name}"
        );
        assert!(!key.signed(b"another", &example["signature"]), "{name}");
        assert_eq!(
            accept(example, key, may_be_copied).err(),
            shown,
            "{name} is shown"
        );
    }
}

#[test]
fn keys_of_other_kinds_are_not_taken() {
    let all = examples();
    for name in ["packed-es384", "packed-es512", "packed-ed448"] {
        assert_eq!(key(&all[name]).0, Err(Refused::Key), "{name}");
    }
}
