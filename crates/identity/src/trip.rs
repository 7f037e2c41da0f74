//! The secret of one sign-in, and what is made from it.

use std::fmt;

use openidconnect::{CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier};
use sha2::{Digest as _, Sha256};

/// What the browser that began keeps: 32 random bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Trip([u8; 32]);

impl Trip {
    /// A trip from random bytes.
    pub const fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// The bytes, to be sealed.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What the provider brings back with its answer. Whoever sees it learns nothing of the rest.
    pub fn state(&self) -> String {
        self.part("state")
    }

    pub(crate) fn csrf(&self) -> CsrfToken {
        CsrfToken::new(self.state())
    }

    pub(crate) fn nonce(&self) -> Nonce {
        Nonce::new(self.part("nonce"))
    }

    pub(crate) fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.part("verifier"))
    }

    pub(crate) fn challenge(&self) -> PkceCodeChallenge {
        PkceCodeChallenge::from_code_verifier_sha256(&self.verifier())
    }

    /// 64 digits, which is a length that a verifier may have.
    fn part(&self, of: &str) -> String {
        use fmt::Write as _;
        let digest = Sha256::new().chain_update(of).chain_update(self.0);
        let mut text = String::new();
        for byte in digest.finalize() {
            write!(text, "{byte:02x}").expect("strings take all");
        }
        text
    }
}

impl fmt::Debug for Trip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trip(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_from_a_trip_is_of_its_own_kind_and_trip() {
        let (one, two) = (Trip::new([1; 32]), Trip::new([2; 32]));
        let parts = |trip: &Trip| {
            let verifier = trip.verifier().secret().clone();
            [trip.state(), trip.nonce().secret().clone(), verifier]
        };
        let all: std::collections::BTreeSet<String> =
            [parts(&one), parts(&two)].into_iter().flatten().collect();
        assert_eq!(all.len(), 6);
        assert!(all.iter().all(|part| part.len() == 64));
        assert_eq!(parts(&one), parts(&Trip::new([1; 32])));
        assert_eq!(format!("{one:?}"), "Trip(not shown)");
    }
}
