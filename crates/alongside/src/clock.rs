//! The one place that asks for the time, for chance and for new ids.

use calendar::Stamp;
use store::LinkToken;
use uuid::Uuid;

/// The time now.
#[expect(clippy::disallowed_methods, reason = "this is the program's own clock")]
pub(crate) fn now() -> Stamp {
    Stamp::try_from(jiff::Timestamp::now()).expect("the clock shows a year between 1 and 9999")
}

/// Random bytes from the operating system.
pub(crate) fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives random bytes");
}

/// A new id, later ones sorting after earlier ones.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the program's own source of ids"
)]
pub(crate) fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// A new token that nobody can guess.
pub(crate) fn new_token() -> LinkToken {
    let mut bytes = [0; 32];
    random(&mut bytes);
    LinkToken::new(bytes)
}
