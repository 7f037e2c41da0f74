//! Families: the list with its search and export, and the pages of one family.

mod choice;
mod chronology;
pub(crate) mod concerns;
mod decision;
mod entries;
pub(crate) mod export;
mod family;
mod list;
mod looked;
mod outcomes;
mod people;
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

use axum::routing::{get, post};
use axum::{Extension, Router};

use crate::app::Shared;

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/families", get(list::show))
        .route("/families/search", post(search::search))
        .route("/families.csv", get(export::csv))
        .route("/families.xlsx", get(export::xlsx))
        .route("/families/{family}", get(chronology::show))
        .route("/families/{family}/people", get(people::show))
        .route("/families/{family}/support", get(support::show))
        .route("/families/{family}/safety", get(safety::show))
        .route("/families/{family}/status", get(status::show))
        .route("/families/{family}/outcomes", get(outcomes::show))
        .route("/families/{family}/looked", get(looked::show))
        .layer(Extension(Arc::new(search::Searches::default())))
}
