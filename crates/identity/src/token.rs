//! What an ID token must be before anybody is who it says.

use std::time::Duration;

use calendar::Stamp;
use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreGenderClaim, CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    ClaimsVerificationError, ClientId, EmptyAdditionalClaims, IdTokenClaims,
    SignatureVerificationError,
};

use crate::provider::How;
use crate::settings::{SecondFactor, Settings};
use crate::trip::Trip;

/// How far the provider's clock may be from ours.
const SKEW: Duration = Duration::from_mins(2);
/// The longest that a subject may be, by the standard.
const LONGEST_SUBJECT: usize = 255;
/// The algorithms that a token may be signed with: public keys alone. With a shared secret, or none,
/// somebody else could have made it.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
];

/// Who somebody is to the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Who they are there. It is never used again for somebody else.
    pub subject: String,
    /// When they last showed it who they are, if it says.
    pub shown: Option<Stamp>,
    /// Whether they showed a second factor, by the mark that was settled.
    pub second_factor: bool,
}

/// What is wrong with a token.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Wrong {
    /// It is signed with a key that is not known here; the provider may have changed its keys.
    #[error("the token is signed with a key that the provider does not name")]
    UnknownKey,
    #[error("the token is not right: {0}")]
    Claims(ClaimsVerificationError),
    #[error("the token was made for {0:?}")]
    AnotherParty(String),
    #[error("the token names nobody")]
    NoSubject,
}

/// What is known of the sign-in that a token ends.
pub(crate) struct Context<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) keys: &'a CoreJsonWebKeySet,
    pub(crate) trip: &'a Trip,
    pub(crate) how: How,
    pub(crate) begun: Stamp,
    pub(crate) now: Stamp,
}

impl Context<'_> {
    /// Whom a token is of.
    pub(crate) fn identity(&self, token: &CoreIdToken) -> Result<Identity, Wrong> {
        let claims = token.claims(&self.verifier(), &self.trip.nonce());
        let claims = claims.map_err(|error| match error {
            ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            ) => Wrong::UnknownKey,
            error => Wrong::Claims(error),
        })?;
        let client = &self.settings.client;
        if let Some(party) = claims.authorized_party()
            && party.as_str() != client
        {
            return Err(Wrong::AnotherParty(party.to_string()));
        }
        let subject = claims.subject().as_str();
        if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
            return Err(Wrong::NoSubject);
        }
        let shown = claims.auth_time().and_then(stamp);
        Ok(Identity {
            issuer: claims.issuer().to_string(),
            subject: subject.to_owned(),
            shown: shown.map(|shown| shown.min(self.now)),
            second_factor: self.has_second_factor(claims),
        })
    }

    fn verifier(&self) -> CoreIdTokenVerifier<'_> {
        let (begun, now, how) = (self.begun, self.now, self.how);
        let client = ClientId::new(self.settings.client.clone());
        let issuer = self.settings.issuer.clone();
        // As of a public client: a token is never signed with the secret.
        CoreIdTokenVerifier::new_public_client(client, issuer, self.keys.clone())
            .set_allowed_algs(ALGORITHMS)
            .set_other_audience_verifier_fn(|_| false)
            .set_time_fn(move || time(now))
            .set_issue_time_verifier_fn(move |issued| {
                if is_between(begun, issued, now) {
                    Ok(())
                } else {
                    Err(format!(
                        "it was issued at {issued}, not since the sign-in began"
                    ))
                }
            })
            .set_auth_time_verifier_fn(move |shown| match (how, shown) {
                (How::AsBefore, _) => Ok(()),
                (How::Again, Some(shown)) if is_between(begun, shown, now) => Ok(()),
                (How::Again, _) => Err("nobody showed again who they are".to_owned()),
            })
    }

    fn has_second_factor(
        &self,
        claims: &IdTokenClaims<EmptyAdditionalClaims, CoreGenderClaim>,
    ) -> bool {
        match &self.settings.second_factor {
            None => false,
            Some(SecondFactor::Method(mark)) => {
                let methods = claims.auth_method_refs().into_iter().flatten();
                methods.into_iter().any(|method| method.as_str() == mark)
            }
            Some(SecondFactor::Class(mark)) => {
                let class = claims.auth_context_ref();
                class.is_some_and(|class| class.as_str() == mark)
            }
        }
    }
}

/// Whether a time of the provider's is between two of ours, give or take what clocks differ.
fn is_between(from: Stamp, time: DateTime<Utc>, until: Stamp) -> bool {
    // The provider's times are whole seconds.
    stamp(time).is_some_and(|it| it.plus(SKEW) >= from && it <= until.plus(SKEW))
}

fn stamp(time: DateTime<Utc>) -> Option<Stamp> {
    Stamp::from_micros(time.timestamp_micros()).ok()
}

fn time(stamp: Stamp) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(stamp.micros()).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
