//! The installation's key, and what is derived from it.

use std::io::Write as _;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ed25519_dalek::SigningKey;
use sha2::{Digest, Sha256};

use crate::Error;

/// A key of 32 bytes.
pub(crate) type Key = [u8; 32];

const NONCE: usize = 24;

/// The installation's key. Whoever has it and the database can read everything; without it the
/// words of the chronologies cannot be read at all, so a copy belongs in a safe.
#[derive(Clone)]
pub struct Keys {
    wrapping: Key,
    drafts: Key,
    advice: Key,
    asked: Key,
    signing: SigningKey,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(not shown)")
    }
}

impl Keys {
    /// A new key from the operating system.
    pub fn generate() -> Result<Self, Error> {
        Ok(Self::from_master(&random()?))
    }

    /// The key written as 64 hexadecimal digits, as a service manager may hand it over.
    pub fn from_text(text: &str) -> Result<Self, Error> {
        let bytes = from_hex(text.trim()).ok_or_else(|| {
            Error::Key("the installation's key is written as 64 hexadecimal digits".to_owned())
        })?;
        Ok(Self::from_master(&bytes))
    }

    /// The key in a file, made with a new key if it is not there. Refuses a file that others than
    /// its owner can open.
    pub fn from_file(path: &Path) -> Result<Self, Error> {
        let unusable =
            |error: std::io::Error| Error::Key(format!("the key file {}: {error}", path.display()));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(path) {
            Ok(mut file) => {
                let text = to_hex(&random::<32>()?);
                writeln!(file, "{text}")
                    .and_then(|()| file.sync_all())
                    .map_err(unusable)?;
                Self::from_text(&text)
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                refuse_open_file(path)?;
                Self::from_text(&std::fs::read_to_string(path).map_err(unusable)?)
            }
            Err(error) => Err(unusable(error)),
        }
    }

    fn from_master(master: &Key) -> Self {
        Self {
            wrapping: derive(master, b"alongside wrapping key 1"),
            drafts: derive(master, b"alongside drafts key 1"),
            advice: derive(master, b"alongside advice key 1"),
            asked: derive(master, b"alongside asked key 1"),
            signing: SigningKey::from_bytes(&derive(master, b"alongside signing key 1")),
        }
    }

    pub(crate) fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// Seals what somebody has typed and not sent.
    pub(crate) fn seal_draft(&self, whose: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
        seal(&self.drafts, whose, plain)
    }

    pub(crate) fn unseal_draft(&self, whose: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        unseal(&self.drafts, whose, sealed)
    }

    /// Seals an entry of the book of advice.
    pub(crate) fn seal_advice(&self, place: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
        seal(&self.advice, place, plain)
    }

    pub(crate) fn unseal_advice(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        unseal(&self.advice, place, sealed)
    }

    /// A digest of what was asked for on a page, alike for alike questions and of no use without the key.
    pub(crate) fn digest_asked(&self, asked: &str) -> [u8; 32] {
        Sha256::new()
            .chain_update(self.asked)
            .chain_update((asked.len() as u64).to_be_bytes())
            .chain_update(asked)
            .finalize()
            .into()
    }

    /// Seals a key so that it can lie in the database.
    pub(crate) fn wrap(&self, key: &Key, whose: &[u8]) -> Result<Vec<u8>, Error> {
        seal(&self.wrapping, whose, key)
    }

    pub(crate) fn unwrap(&self, wrapped: &[u8], whose: &[u8]) -> Option<Key> {
        unseal(&self.wrapping, whose, wrapped)?.try_into().ok()
    }
}

/// Bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::Key(format!("the system gives no random numbers: {error}")))?;
    Ok(bytes)
}

/// Seals `plain`, bound to `context`: opened in another place it does not open.
pub(crate) fn seal(key: &Key, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
    let nonce: [u8; NONCE] = random()?;
    let payload = Payload {
        msg: plain,
        aad: context,
    };
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|_| Error::Key("an entry is too long to seal".to_owned()))?;
    Ok([&nonce[..], &sealed].concat())
}

/// Opens what [`seal`] sealed; nothing if the key, the context or a byte is another.
pub(crate) fn unseal(key: &Key, context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
    let payload = Payload {
        msg: sealed,
        aad: context,
    };
    XChaCha20Poly1305::new(key.into())
        .decrypt(XNonce::from_slice(nonce), payload)
        .ok()
}

/// A key for one use. The master is uniformly random, so one hash with the use's name suffices.
fn derive(master: &Key, purpose: &[u8]) -> Key {
    Sha256::new()
        .chain_update(purpose)
        .chain_update(master)
        .finalize()
        .into()
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes that hexadecimal digits stand for.
pub(crate) fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = (0..text.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

fn from_hex(text: &str) -> Option<Key> {
    bytes_of_hex(text)?.try_into().ok()
}

#[cfg(unix)]
fn refuse_open_file(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path)
        .map_err(|error| Error::Key(format!("the key file {}: {error}", path.display())))?
        .permissions()
        .mode();
    let to_others = mode & 0o077;
    if to_others == 0 {
        return Ok(());
    }
    Err(Error::Key(format!(
        "others can open the key file {0}: let only its owner (chmod 600 {0})",
        path.display()
    )))
}

#[cfg(not(unix))]
fn refuse_open_file(_: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_with_its_key_and_context() {
        let (key, other): (Key, Key) = ([1; 32], [2; 32]);
        let sealed = seal(&key, b"here", b"words").unwrap();
        assert_eq!(
            unseal(&key, b"here", &sealed).as_deref(),
            Some(&b"words"[..])
        );
        assert_eq!(unseal(&other, b"here", &sealed), None);
        assert_eq!(unseal(&key, b"there", &sealed), None);
        assert_eq!(unseal(&key, b"here", &sealed[..20]), None);
        assert_ne!(seal(&key, b"here", b"words").unwrap(), sealed);
    }

    #[test]
    fn a_key_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let made = Keys::from_file(&path).unwrap();
        let read = Keys::from_file(&path).unwrap();
        assert_eq!(made.wrapping, read.wrapping);
        assert_eq!(format!("{made:?}"), "Keys(not shown)");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_can_open_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        Keys::from_file(&path).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let refused = Keys::from_file(&path).unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }

    #[test]
    fn text_that_is_no_key_is_refused() {
        for text in ["", "abc", &"g".repeat(64), &"é".repeat(32)] {
            assert!(Keys::from_text(text).is_err(), "{text}");
        }
        assert!(Keys::from_text(&"0f".repeat(32)).is_ok());
    }
}
