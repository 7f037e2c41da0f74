//! The store as its callers see it, each test on both engines.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod accounts;
mod acting;
mod advice;
mod crash;
mod drafts;
mod emergency;
mod homes;
mod importing;
mod lists;
mod looks;
mod notices;
mod passkeys;
mod provider_accounts;
mod random;
mod random_acts;
mod reading;
mod referring;
mod registers;
mod restricted;
mod schema;
mod second_factors;
mod sessions;
mod sign_in_links;
mod stage;
mod taking_in;
mod tampering;
mod theft;
mod verifying;
mod views;
mod writing;
