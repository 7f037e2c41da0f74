//! Families: the list with its search and export, and the pages of one family.

mod choice;
mod chronology;
pub(crate) mod concerns;
mod decision;
mod emergency;
mod entries;
pub(crate) mod export;
mod family;
mod list;
mod looked;
mod outcomes;
mod people;
pub(crate) mod restricted;
mod safety;
mod search;
mod shown;
mod status;
mod support;
pub(crate) mod words;
mod work;

pub(crate) use decision::in_lines as decisions;
pub(crate) use family::bar;
pub(crate) use shown::day as past_day;

use std::sync::Arc;

use access::Act;

use crate::routes::{For::Those, Routes};
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/families", Those(Act::ListFamilies), list::show)
        .post("/families/search", Those(Act::ListFamilies), search::search)
        .get("/families.csv", Those(Act::ListFamilies), export::csv)
        .get("/families.xlsx", Those(Act::ListFamilies), export::xlsx)
        .get(
            "/families/{family}",
            Those(Act::ReadFamily),
            chronology::show,
        )
        .get(
            "/families/{family}/people",
            Those(Act::ReadFamily),
            people::show,
        )
        .get(
            "/families/{family}/support",
            Those(Act::ReadFamily),
            support::show,
        )
        .get(
            "/families/{family}/safety",
            Those(Act::ReadFamily),
            safety::show,
        )
        .get(
            "/families/{family}/emergency",
            Those(Act::AskToRead),
            emergency::show,
        )
        .get(
            "/families/{family}/status",
            Those(Act::ReadFamily),
            status::show,
        )
        .get(
            "/families/{family}/outcomes",
            Those(Act::ReadFamily),
            outcomes::show,
        )
        .get(
            "/families/{family}/looked",
            Those(Act::ReadFamily),
            looked::show,
        )
        .get(
            restricted::ADDRESS,
            Those(Act::RestrictFamily),
            restricted::show,
        )
        .with(Arc::new(search::Searches::default()))
}
