//! Referring a family: a task list of short pages, kept as it is filled in, then checked and sent.
//!
//! A referral is one draft. Each page puts its own fields into it and leaves the others alone.

mod again;
mod check;
mod desk;
mod draft;
mod page;
mod people;
mod send;
mod start;
mod steps;
mod tasks;
mod whole;

pub(crate) use again::{is_offered, offer};
pub(crate) use draft::{RELATIONS, of, relation, relation_code};
pub(crate) use start::why_not;
pub(crate) use steps::tried;
pub(crate) use whole::free;

use access::Act;

use crate::recording::LARGEST;
use crate::routes::{For::Those, Routes};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .form("/refer", Those(Act::ReferFamily), start::show, start::begin)
        .post("/refer/again", Those(Act::ReferFamily), again::begin)
        .get("/refer/sent/{family}", Those(Act::ReferFamily), send::sent)
        .get("/refer/{id}", Those(Act::ReferFamily), tasks::show)
        .keep("/refer/{id}/keep", Those(Act::ReferFamily), page::keep)
        .get("/refer/{id}/check", Those(Act::ReferFamily), check::show)
        .post("/refer/{id}/send", Those(Act::ReferFamily), send::send)
        .form(
            "/refer/{id}/people",
            Those(Act::ReferFamily),
            people::show,
            people::add,
        )
        .post(
            "/refer/{id}/people/{person}/remove",
            Those(Act::ReferFamily),
            people::remove,
        )
        .form(
            "/refer/{id}/{page}",
            Those(Act::ReferFamily),
            page::show,
            page::submit,
        )
        .form(
            "/refer/{id}/{page}/{person}",
            Those(Act::ReferFamily),
            page::show_of,
            page::submit_of,
        )
        .up_to(LARGEST)
}
