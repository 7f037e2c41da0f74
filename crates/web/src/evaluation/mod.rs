//! The evaluation: its pages, what is behind each figure, and its files.
//!
//! Nothing is counted here. A page shows what `report` makes of an evaluation; the rows behind a
//! figure are those that its measure counted.

mod behind;
mod cache;
mod download;
mod figure;
mod listing;
mod pages;
mod pseudonyms;
mod quotes;
mod setting;

use std::sync::Arc;

use axum::routing::get;
use axum::{Extension, Router};

use crate::app::Shared;
use cache::Cache;
pub(crate) use download::attachment;

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/evaluation", get(pages::overview))
        .route("/evaluation/figures", get(figure::show))
        .route("/evaluation/download", get(download::file))
        .route("/evaluation/quotes", get(quotes::show))
        .route("/evaluation/{slug}", get(pages::table))
        .layer(Extension(Arc::new(Cache::default())))
}
