//! The one place that asks for the time, for chance and for new ids.

use std::sync::Arc;

use calendar::{Date, Stamp};
use store::LinkToken;
use uuid::Uuid;

/// The time now.
#[expect(clippy::disallowed_methods, reason = "this is the program's own clock")]
pub(crate) fn now() -> Stamp {
    Stamp::try_from(jiff::Timestamp::now()).expect("the clock shows a year between 1 and 9999")
}

/// A clock that shows `day` when it is started, at the time of day it is, and goes on from there.
pub(crate) fn from_day(day: Date) -> web::Clock {
    let (today, hour, minute) = now().london();
    let at = |day| Stamp::from_london(day, hour, minute).expect("a clock shows a time of day");
    let (this_minute, shown) = (at(today), at(day));
    Arc::new(move || shown.plus(now().since(this_minute)))
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
