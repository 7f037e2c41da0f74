//! Passwords: which will do, and their hashing. Hashing costs 19 MiB and much time on purpose; only
//! a few are hashed at once, so that however many sign in together they cannot exhaust the memory.

use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use crate::app::Random;
use crate::error::Problem;

/// Passwords hashed at once; the others wait.
const AT_ONCE: usize = 2;
const SHORTEST: usize = 12;
const LONGEST: usize = 128;

/// A hash that is nobody's, verified for a name that is nobody's, so that it takes as long.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The way to the hashing.
pub(crate) struct Passwords(Semaphore);

impl Default for Passwords {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

impl Passwords {
    /// The hash of a new password, to be kept; or in words why it will not do. `about` are words
    /// that others would try first: the names of the person and of the service.
    pub(crate) async fn hash(
        &self,
        password: &str,
        about: Vec<String>,
        random: &Random,
    ) -> Result<Result<String, &'static str>, Problem> {
        let mut salt = [0_u8; 16];
        random(&mut salt);
        let password = password.to_owned();
        self.run(move || {
            if let Some(wrong) = wrong(&password, &about) {
                return Ok(Err(wrong));
            }
            let salt = SaltString::encode_b64(&salt)?;
            let hash = argon2id().hash_password(password.as_bytes(), &salt)?;
            Ok(Ok(hash.to_string()))
        })
        .await
    }

    /// Whether a password is the one that was hashed; where there is none it never is, and takes as
    /// long.
    pub(crate) async fn is(&self, password: &str, hash: Option<String>) -> Result<bool, Problem> {
        // A longer one cannot be anybody's, and must not cost more.
        let password: String = password.chars().take(LONGEST + 1).collect();
        self.run(move || {
            let nobody = hash.is_none();
            let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
            let hash = PasswordHash::new(&hash)?;
            let right = argon2id().verify_password(password.as_bytes(), &hash);
            Ok(right.is_ok() && !nobody)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, argon2::password_hash::Error> + Send + 'static,
    ) -> Result<T, Problem> {
        let _place = self.0.acquire().await.map_err(|e| Problem::failed(&e))?;
        let done = tokio::task::spawn_blocking(work).await;
        let done = done.map_err(|error| Problem::failed(&error))?;
        done.map_err(|error| Problem::failed(&error))
    }
}

/// Argon2id with the parameters that OWASP gives: 19 MiB, two passes, one lane.
fn argon2id() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("these parameters are allowed");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Why a password will not do. There are no rules about capitals, digits or signs.
fn wrong(password: &str, about: &[String]) -> Option<&'static str> {
    match password.chars().count() {
        0 => return Some("Enter a password"),
        1..SHORTEST => return Some("The password must have 12 characters or more"),
        SHORTEST..=LONGEST => {}
        _ => return Some("The password must have 128 characters or fewer"),
    }
    let words = about.iter().flat_map(|name| name.split_whitespace());
    let mut known: Vec<&str> = about.iter().map(String::as_str).chain(words).collect();
    known.push("alongside");
    let guess = zxcvbn::zxcvbn(password, &known).score();
    (guess < zxcvbn::Score::Three).then_some(
        "This password is easy to guess. Choose another, for example three or four words that have \
         nothing to do with each other",
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn passwords_are_judged_by_length_and_by_how_easily_they_are_guessed() {
        let about = ["Priya Example".to_owned(), "Brightsea team".to_owned()];
        let long = "correct horse battery staple ".repeat(4);
        for (password, will_do) in [
            ("kettle orbit moss violin", true),
            ("kettleorbitmossviolin", true),
            ("ketøle-orbit-møss", true),
            (long.as_str(), true),
            ("", false),
            ("kettle orb", false),
            ("passwordpassword", false),
            ("Password123456", false),
            ("aaaaaaaaaaaaaaaa", false),
            ("qwertyuiop123", false),
            ("priya example", false),
            ("Brightsea team", false),
            ("brightseateam1", false),
            ("iloveyou1234", false),
        ] {
            assert_eq!(wrong(password, &about).is_none(), will_do, "{password}");
        }
        assert!(
            wrong(&"kettle ".repeat(19), &about).is_some(),
            "133 characters"
        );
    }

    #[tokio::test]
    async fn a_hash_is_of_one_password_and_never_the_same_twice() {
        let passwords = Passwords::default();
        let random: Random = Arc::new(|bytes| getrandom::fill(bytes).unwrap());
        let hash = async || {
            let hash = passwords.hash("kettle orbit moss", Vec::new(), &random);
            hash.await.unwrap().unwrap()
        };
        let (one, two) = (hash().await, hash().await);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, two);
        for hash in [one, two] {
            let hash = Some(hash);
            assert!(
                passwords
                    .is("kettle orbit moss", hash.clone())
                    .await
                    .unwrap()
            );
            for other in ["kettle orbit mos", "kettle orbit moss ", ""] {
                assert!(!passwords.is(other, hash.clone()).await.unwrap());
            }
        }
        assert!(!passwords.is("kettle orbit moss", None).await.unwrap());
    }
}
