//! Recording casework: each act a form of its own, found from the family's page. What is typed is
//! kept as a draft until it is stored.

mod act;
mod acts;
pub(crate) mod advising;
mod closure_questions;
mod concern;
mod drafts;
pub(crate) mod fields;
mod of;
mod refill;
pub(crate) mod sheet;
pub(crate) mod typed;

pub(crate) use act::number;
pub(crate) use act::{done_words, offered};
pub(crate) use acts::{
    acknowledge_address, add_address, ask_to_read_address, asked_words, data_set_address, lines,
    plan_acts, put_right_address, raise_address, reading_acts, residence_address,
};
pub(crate) use closure_questions::unanswered;
pub(crate) use drafts::{
    Author, Kept, author, ended, give_back, keep_if_own, not_theirs, other_author,
};

/// The largest form, with room to spare over the longest field, so that what is too long comes
/// back to its writer in words.
pub(crate) const LARGEST: usize = 4 * 1024 * 1024;

use access::Act;

use crate::routes::{
    For::{Themselves, Those},
    Routes,
};
pub(crate) fn routes() -> Routes {
    Routes::new()
        .form(
            "/families/{family}/record/{act}",
            Those(Act::ChangeFamily),
            act::show,
            act::submit,
        )
        .form(
            "/families/{family}/record/{act}/{of}",
            Those(Act::ChangeFamily),
            act::show,
            act::submit,
        )
        .get("/drafts", Themselves, drafts::list)
        .keep("/drafts", Themselves, drafts::keep)
        .post("/drafts/delete", Themselves, drafts::throw_away)
        .up_to(LARGEST)
}
