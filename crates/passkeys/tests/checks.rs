//! Each check of the specification's sections 7.1 and 7.2, with one thing spoilt at a time.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

#[path = "common/device.rs"]
mod device;

use ciborium::Value;
use device::{Device, attestation, cbor, map, text};
use passkeys::{Algorithm, Challenge, Known, Made, PublicKey, Refused, RelyingParty, Shown};

const ORIGIN: &str = "https://alongside.example";
const CHALLENGE: Challenge = [9; 32];
const CREATE: &str = "webauthn.create";
const GET: &str = "webauthn.get";

fn site() -> RelyingParty {
    RelyingParty::at(ORIGIN).unwrap()
}

/// The passkey of a device, made for the challenge.
fn made(device: &Device) -> Result<Made, Refused> {
    let client = device.client(CREATE, &text(&CHALLENGE));
    site().register(&CHALLENGE, &client, &device.attestation())
}

fn known(made: Made) -> Known {
    Known {
        key: made.key,
        counter: made.counter,
        may_be_copied: made.may_be_copied,
    }
}

/// A device signs in for the challenge.
fn shown(device: &Device, known: &Known) -> Result<u32, Refused> {
    let client = device.client(GET, &text(&CHALLENGE));
    said(device, known, &client, &device.says())
}

/// The same, saying this.
fn said(
    device: &Device,
    known: &Known,
    client: &[u8],
    authenticator: &[u8],
) -> Result<u32, Refused> {
    let signature = device.sign(authenticator, client);
    let shown = Shown {
        client,
        authenticator,
        signature: &signature,
    };
    site().accept(&CHALLENGE, known, shown)
}

#[test]
fn a_passkey_is_made_and_signs_in() {
    for (device, algorithm) in [
        (Device::new(ORIGIN), Algorithm::Es256),
        (Device::of_edwards(ORIGIN), Algorithm::EdDsa),
    ] {
        let made = made(&device).unwrap();
        assert_eq!(made.id, device.id);
        assert_eq!((made.counter, made.may_be_copied), (0, true));
        assert_eq!(made.key.algorithm(), algorithm);
        // It is kept as it was written.
        let kept = PublicKey::from_cose(made.key.as_cose()).unwrap();
        assert_eq!(kept, made.key);
        assert_eq!(shown(&device, &known(made)), Ok(0));
    }
}

/// Steps 7 to 10 and 10 to 14: what the browser says of the page.
#[test]
fn the_page_must_be_ours_and_the_challenge_this_one() {
    let device = Device::new(ORIGIN);
    let known = known(made(&device).unwrap());
    let challenge = text(&CHALLENGE);
    let client = |purpose, challenge: &str, origin: &str, more: &str| {
        format!(r#"{{"type":"{purpose}","challenge":"{challenge}","origin":"{origin}"{more}}}"#)
            .into_bytes()
    };
    let other = text(&[8; 32]);
    let padded = format!("{challenge}=");
    for (purpose, wrong) in [(CREATE, GET), (GET, CREATE)] {
        let cases = [
            (client(purpose, &challenge, ORIGIN, ""), None),
            (
                client(purpose, &challenge, ORIGIN, r#","crossOrigin":false"#),
                None,
            ),
            (
                client(wrong, &challenge, ORIGIN, ""),
                Some(Refused::Purpose),
            ),
            (client("", &challenge, ORIGIN, ""), Some(Refused::Purpose)),
            (
                client(purpose, &other, ORIGIN, ""),
                Some(Refused::Challenge),
            ),
            (
                client(purpose, &padded, ORIGIN, ""),
                Some(Refused::Challenge),
            ),
            (client(purpose, "", ORIGIN, ""), Some(Refused::Challenge)),
            (
                client(
                    purpose,
                    &challenge,
                    "https://alongside.example.evil.example",
                    "",
                ),
                Some(Refused::Origin),
            ),
            (
                client(purpose, &challenge, "https://sub.alongside.example", ""),
                Some(Refused::Origin),
            ),
            (
                client(purpose, &challenge, "http://alongside.example", ""),
                Some(Refused::Origin),
            ),
            (
                client(purpose, &challenge, "https://alongside.example:8443", ""),
                Some(Refused::Origin),
            ),
            (
                client(purpose, &challenge, ORIGIN, r#","crossOrigin":true"#),
                Some(Refused::WithinAnother),
            ),
            (
                client(
                    purpose,
                    &challenge,
                    ORIGIN,
                    r#","topOrigin":"https://evil.example""#,
                ),
                Some(Refused::WithinAnother),
            ),
            (
                client(
                    purpose,
                    &challenge,
                    ORIGIN,
                    r#","origin":"https://alongside.example""#,
                ),
                Some(Refused::Client),
            ),
            (
                client(purpose, &challenge, ORIGIN, ","),
                Some(Refused::Client),
            ),
            (b"{}".to_vec(), Some(Refused::Client)),
            (b"\xff".to_vec(), Some(Refused::Client)),
            (Vec::new(), Some(Refused::Client)),
            (
                client(
                    purpose,
                    &challenge,
                    ORIGIN,
                    &format!(r#","x":"{}""#, "x".repeat(5000)),
                ),
                Some(Refused::TooLong),
            ),
        ];
        for (client, refused) in cases {
            let answer = if purpose == CREATE {
                site()
                    .register(&CHALLENGE, &client, &device.attestation())
                    .map(|made| made.counter)
            } else {
                said(&device, &known, &client, &device.says())
            };
            let words = String::from_utf8_lossy(&client);
            assert_eq!(answer.err(), refused, "{purpose} {words:.200}");
        }
    }
}

/// What the device says of the site, and of who was there.
#[test]
fn the_device_must_mean_this_site_with_its_owner_verified() {
    let honest = Device::new(ORIGIN);
    let passkey = known(made(&honest).unwrap());
    let mut device = honest;
    for (site, flags, refused) in [
        ("evil.example", device::FLAGS, Refused::Site),
        ("", device::FLAGS, Refused::Site),
        ("alongside.example", 0b0001_1100, Refused::NobodyThere),
        ("alongside.example", 0b0001_1001, Refused::NotVerified),
        ("alongside.example", 0b0001_0101, Refused::Copies),
    ] {
        (device.site, device.flags) = (site.to_owned(), flags);
        assert_eq!(made(&device), Err(refused), "{site} {flags:b}");
        assert_eq!(shown(&device, &passkey), Err(refused), "{site} {flags:b}");
    }
    // Whether it may be copied does not change; whether it is copied may.
    "alongside.example".clone_into(&mut device.site);
    device.flags = 0b0000_1101;
    assert_eq!(shown(&device, &passkey), Ok(0));
    device.flags = 0b0000_0101;
    assert_eq!(shown(&device, &passkey), Err(Refused::Copies));
}

#[test]
fn what_the_device_says_is_whole() {
    let device = Device::new(ORIGIN);
    let passkey = known(made(&device).unwrap());
    let client = device.client(GET, &text(&CHALLENGE));
    let says = device.says();
    for cut in [0, 31, 32, 33, 36] {
        let answer = said(&device, &passkey, &client, &says[..cut]);
        assert_eq!(answer, Err(Refused::Authenticator), "{cut}");
    }
    let more = [&says[..], &[0]].concat();
    let answer = said(&device, &passkey, &client, &more);
    assert_eq!(answer, Err(Refused::Authenticator));
    // Extensions are passed over, if they are whole.
    let mut extended = says.clone();
    extended[32] |= 1 << 7;
    for (more, refused) in [
        (cbor(&map(&[(1, true.into())])), None),
        (
            cbor(&Value::from("credProps")),
            Some(Refused::Authenticator),
        ),
        (Vec::new(), Some(Refused::Authenticator)),
        (vec![0xa0, 0], Some(Refused::Authenticator)),
    ] {
        let says = [&extended[..], &more].concat();
        assert_eq!(said(&device, &passkey, &client, &says).err(), refused);
    }
    let long = [says, vec![0; 20_000]].concat();
    assert_eq!(
        said(&device, &passkey, &client, &long),
        Err(Refused::TooLong)
    );
}

#[test]
fn a_new_passkey_has_an_id_and_a_key_that_is_taken() {
    let mut device = Device::new(ORIGIN);
    let client = device.client(CREATE, &text(&CHALLENGE));
    let register = |says: Vec<u8>| {
        let made = site().register(&CHALLENGE, &client, &attestation("none", Vec::new(), says));
        made.err()
    };
    let key = device.key();
    assert_eq!(register(device.says_with(&key)), None);
    assert_eq!(register(device.says()), Some(Refused::NoPasskey));
    let but = |label: i64, value: Option<Value>| {
        let mut key = key.clone();
        key.retain(|(own, _)| *own != label);
        key.extend(value.map(|value| (label, value)));
        register(device.says_with(&key))
    };
    for (label, value) in [
        (1, None),
        (1, Some(3.into())),
        (3, None),
        (3, Some((-35).into())),
        (3, Some((-8).into())),
        (3, Some("ES256".into())),
        (-1, Some(2.into())),
        (-1, None),
        (-2, None),
        (-2, Some(Value::Bytes(vec![1; 31]))),
        (-3, Some(Value::Bytes(vec![1; 33]))),
        (-3, Some(true.into())),
    ] {
        assert_eq!(
            but(label, value.clone()),
            Some(Refused::Key),
            "{label} {value:?}"
        );
    }
    // What stands twice says nothing.
    let twice = [&key[..], &[(3, (-7).into())]].concat();
    assert_eq!(register(device.says_with(&twice)), Some(Refused::Key));
    for length in [0, 1024] {
        device.id = vec![1; length];
        let says = device.says_with(&device.key());
        assert_eq!(register(says), Some(Refused::NoPasskey), "{length}");
    }
    device.id = vec![1; 1023];
    assert_eq!(register(device.says_with(&device.key())), None);
}

#[test]
fn a_key_of_rsa_is_not_short() {
    let key = |bytes: usize| {
        let fields = [
            (1, 3.into()),
            (3, (-257).into()),
            (-1, Value::Bytes(vec![0xc5; bytes])),
            (-2, Value::Bytes(vec![1, 0, 1])),
        ];
        PublicKey::from_cose(&cbor(&map(&fields)))
    };
    assert_eq!(key(128), Err(Refused::Key));
    assert_eq!(key(1025), Err(Refused::Key));
    let key = key(256).unwrap();
    assert_eq!(key.algorithm(), Algorithm::Rs256);
    assert!(!key.signed(b"message", &[1; 256]));
}

/// Attestation is not asked for: what comes is none, or made with the new key.
#[test]
fn an_attestation_is_none_or_of_the_passkey_itself() {
    let device = Device::new(ORIGIN);
    let client = device.client(CREATE, &text(&CHALLENGE));
    let says = device.says_with(&device.key());
    let register = |sent: &[u8]| site().register(&CHALLENGE, &client, sent).err();
    let of = |format, statement| register(&attestation(format, statement, says.clone()));
    let signature = || Value::Bytes(device.sign(&says, &client));
    let other = Value::Bytes(Device::new(ORIGIN).sign(&says, &client));
    for (format, statement, refused) in [
        ("none", vec![], None),
        (
            "none",
            vec![("sig", signature())],
            Some(Refused::Attestation),
        ),
        (
            "packed",
            vec![("alg", (-7).into()), ("sig", signature())],
            None,
        ),
        (
            "packed",
            vec![("alg", (-8).into()), ("sig", signature())],
            Some(Refused::Attestation),
        ),
        (
            "packed",
            vec![("alg", (-7).into()), ("sig", other)],
            Some(Refused::Attestation),
        ),
        (
            "packed",
            vec![
                ("alg", (-7).into()),
                ("sig", signature()),
                ("x5c", Value::Array(vec![])),
            ],
            Some(Refused::Attestation),
        ),
        ("packed", vec![], Some(Refused::Attestation)),
        (
            "fido-u2f",
            vec![("sig", signature())],
            Some(Refused::Attestation),
        ),
        ("", vec![], Some(Refused::Attestation)),
    ] {
        assert_eq!(
            of(format, statement.clone()),
            refused,
            "{format} {statement:?}"
        );
    }
    let whole = device.attestation();
    for sent in [
        Vec::new(),
        b"{}".to_vec(),
        whole[..whole.len() - 1].to_vec(),
        [&whole[..], &[0]].concat(),
        cbor(&Value::Map(vec![("fmt".into(), "none".into())])),
        // Deeper than anything that is meant well.
        vec![0x81; 10_000],
    ] {
        assert_eq!(register(&sent), Some(Refused::AttestationUnreadable));
    }
    assert_eq!(register(&vec![0; 20_000]), Some(Refused::TooLong));
}

#[test]
fn the_signature_is_of_this_passkey_over_all_of_it() {
    for device in [Device::new(ORIGIN), Device::of_edwards(ORIGIN)] {
        let known = known(made(&device).unwrap());
        let (client, says) = (device.client(GET, &text(&CHALLENGE)), device.says());
        let good = device.sign(&says, &client);
        let accept = |authenticator: &[u8], signature: &[u8]| {
            let shown = Shown {
                client: &client,
                authenticator,
                signature,
            };
            site().accept(&CHALLENGE, &known, shown)
        };
        assert_eq!(accept(&says, &good), Ok(0));
        let others = Device::new(ORIGIN).sign(&says, &client);
        let another = device.sign(&says, &device.client(CREATE, &text(&CHALLENGE)));
        let mut spoilt = good.clone();
        *spoilt.last_mut().unwrap() ^= 1;
        for signature in [&others, &another, &spoilt, &Vec::new(), &good[1..].to_vec()] {
            assert_eq!(accept(&says, signature), Err(Refused::Signature));
        }
        // Whatever is signed is what was said.
        let mut counted = says.clone();
        counted[36] = 1;
        assert_eq!(accept(&counted, &good), Err(Refused::Signature));
    }
}

#[test]
fn a_counter_goes_up_or_stays_at_nought() {
    let mut device = Device::new(ORIGIN);
    let mut known = known(made(&device).unwrap());
    for (before, now, answer) in [
        (0, 0, Ok(0)),
        (0, 1, Ok(1)),
        (0, u32::MAX, Ok(u32::MAX)),
        (7, 8, Ok(8)),
        (7, 7, Err(Refused::Counter)),
        (7, 6, Err(Refused::Counter)),
        (7, 0, Err(Refused::Counter)),
    ] {
        (known.counter, device.counter) = (before, now);
        assert_eq!(shown(&device, &known), answer, "{before} {now}");
    }
    // A wrong signature is no news of a copy.
    (known.counter, device.counter) = (7, 6);
    let mut other = Device::new(ORIGIN);
    other.counter = 6;
    assert_eq!(shown(&other, &known), Err(Refused::Signature));
}
