//! The acts as forms, in the order a worker finds them. To add one: its rule in `casework`, a file
//! or an entry in a file here, and its place in [`ALL`].

mod closing;
mod community;
mod concern;
mod contact;
mod data;
mod data_set;
mod emergency;
mod engagement;
mod goals;
mod lapse;
mod note;
mod plan;
mod put_right;
mod reading;
mod referred;
mod referring;
mod restriction;
mod session;
mod session_note;
mod support;

pub(super) use concern::{RAISE, asked_for, from_what_was_typed};
pub(crate) use concern::{acknowledge_address, add_address, raise_address};
pub(crate) use data::residence_address;
pub(crate) use data_set::data_set_address;
pub(crate) use plan::plan_acts;
pub(crate) use put_right::put_right_address;
pub(super) use put_right::{PUT_RIGHT, was};
pub(crate) use reading::{ask_to_read_address, asked_words, reading_acts};
pub(super) use reading::{is_grave, reads};

use super::act::Act;

/// Every act.
pub(super) static ALL: [&Act; 46] = [
    &concern::RAISE,
    &concern::ACKNOWLEDGE,
    &concern::ADD,
    &lapse::LAPSE,
    &plan::WRITE,
    &plan::ADD,
    &plan::SAY,
    &plan::END,
    &reading::ASK,
    &reading::ANSWER,
    &reading::OPEN,
    &reading::REVIEW,
    &session::SESSION,
    &emergency::EMERGENCY,
    &contact::ATTEMPT,
    &contact::CALL,
    &contact::CALL_BACK,
    &contact::APPOINTMENT,
    &note::NOTE,
    &contact::SAFE,
    &engagement::CONSENT,
    &engagement::ENGAGEMENT,
    &engagement::ASKED,
    &goals::GOAL,
    &goals::PROGRESS,
    &community::ADVOCACY,
    &community::REFERRAL,
    &community::STEP,
    &referring::CONSULTATION,
    &referring::THRESHOLD,
    &referring::ADVICE,
    &support::ALLOCATE,
    &support::CHANGE,
    &support::KEY_WORKER,
    &support::CASE_HOLDER,
    &data::STATUS,
    &data::RESIDENCE,
    &data_set::BASELINE,
    &data_set::OUTCOMES,
    &put_right::PUT_RIGHT,
    &closing::REVIEW,
    &closing::CLOSE,
    &closing::FOLLOW_UP,
    &closing::FEEDBACK,
    &restriction::RESTRICT,
    &restriction::LIFT,
];

/// Whether an act says who supports whom, and so shows what each worker carries.
pub(super) fn says_who_supports_whom(act: &Act) -> bool {
    [support::ALLOCATE.name, support::CHANGE.name].contains(&act.name)
}

/// What was named, one to a line.
pub(crate) fn lines(words: &str) -> Vec<String> {
    let lines = words.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
