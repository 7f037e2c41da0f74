//! The public key of a passkey, as devices write it (COSE, RFC 9052 and 9053).

use ciborium::Value;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

use crate::Refused;

/// How a passkey signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Ed25519.
    EdDsa,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// RSA (PKCS #1, version 1.5) with SHA-256.
    Rs256,
}

impl Algorithm {
    /// Those that are taken, in the order in which they are asked for.
    pub const ALL: [Self; 3] = [Self::EdDsa, Self::Es256, Self::Rs256];

    /// Its number in the register of COSE.
    pub const fn number(self) -> i64 {
        match self {
            Self::EdDsa => -8,
            Self::Es256 => -7,
            Self::Rs256 => -257,
        }
    }
}

// Labels of what stands in a key.
const KIND: i64 = 1;
const ALGORITHM: i64 = 3;
const CURVE: i64 = -1;
const X: i64 = -2;
const Y: i64 = -3;
const MODULUS: i64 = -1;
const EXPONENT: i64 = -2;

// Kinds of key, and curves.
const POINT_OF_EDWARDS: i64 = 1;
const POINT: i64 = 2;
const RSA: i64 = 3;
const P256: i64 = 1;
const CURVE_25519: i64 = 6;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Material {
    Ed25519([u8; 32]),
    /// A point of P-256, uncompressed.
    P256([u8; 65]),
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
}

/// The key that a passkey's signatures are checked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    written: Vec<u8>,
    material: Material,
}

impl PublicKey {
    /// Reads a key as devices write it.
    ///
    /// # Errors
    /// [`Refused::Key`] if it is none, or one of a kind that is not taken.
    pub fn from_cose(written: &[u8]) -> Result<Self, Refused> {
        let mut rest = written;
        let read = ciborium::from_reader(&mut rest);
        let (Ok(Value::Map(fields)), []) = (read, rest) else {
            return Err(Refused::Key);
        };
        let material = material(&Fields(&fields)).ok_or(Refused::Key)?;
        Ok(Self {
            written: written.to_vec(),
            material,
        })
    }

    /// The key as devices write it.
    pub fn as_cose(&self) -> &[u8] {
        &self.written
    }

    /// How it signs.
    pub fn algorithm(&self) -> Algorithm {
        match self.material {
            Material::Ed25519(_) => Algorithm::EdDsa,
            Material::P256(_) => Algorithm::Es256,
            Material::Rsa { .. } => Algorithm::Rs256,
        }
    }

    /// Whether a signature of a message is by the private half of this key.
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let checked = match &self.material {
            Material::Ed25519(point) => {
                UnparsedPublicKey::new(&ED25519, point).verify(message, signature)
            }
            Material::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Material::Rsa { modulus, exponent } => RsaPublicKeyComponents {
                n: modulus,
                e: exponent,
            }
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
        };
        checked.is_ok()
    }
}

/// What stands in a key, by its labels.
struct Fields<'f>(&'f [(Value, Value)]);

impl Fields<'_> {
    fn of(&self, label: i64) -> Option<&Value> {
        let is = |value: &Value| value.as_integer() == Some(label.into());
        let mut found = self.0.iter().filter(|(key, _)| is(key));
        // What stands twice says nothing.
        let first = found.next();
        first.filter(|_| found.next().is_none()).map(|(_, it)| it)
    }

    fn number(&self, label: i64) -> Option<i64> {
        self.of(label)?.as_integer()?.try_into().ok()
    }

    fn bytes(&self, label: i64) -> Option<&[u8]> {
        self.of(label)?.as_bytes().map(Vec::as_slice)
    }
}

fn material(fields: &Fields<'_>) -> Option<Material> {
    let algorithm = fields.number(ALGORITHM)?;
    let algorithm = Algorithm::ALL
        .into_iter()
        .find(|it| it.number() == algorithm)?;
    let kind = fields.number(KIND)?;
    match (algorithm, kind) {
        (Algorithm::EdDsa, POINT_OF_EDWARDS) if fields.number(CURVE)? == CURVE_25519 => {
            Some(Material::Ed25519(fields.bytes(X)?.try_into().ok()?))
        }
        (Algorithm::Es256, POINT) if fields.number(CURVE)? == P256 => {
            let (x, y): ([u8; 32], [u8; 32]) = (
                fields.bytes(X)?.try_into().ok()?,
                fields.bytes(Y)?.try_into().ok()?,
            );
            let point = [&[4][..], &x, &y].concat();
            Some(Material::P256(point.try_into().ok()?))
        }
        (Algorithm::Rs256, RSA) => {
            let (modulus, exponent) = (fields.bytes(MODULUS)?, fields.bytes(EXPONENT)?);
            // No device makes one of less than 2048 bits, or of more than 8192.
            (256..=1024)
                .contains(&modulus.len())
                .then(|| Material::Rsa {
                    modulus: modulus.to_vec(),
                    exponent: exponent.to_vec(),
                })
        }
        _ => None,
    }
}
