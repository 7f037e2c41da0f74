//! The evaluation: its pages, what is behind each figure, and its files.
//!
//! Nothing is counted here. A page shows what `report` makes of an evaluation; the rows behind a
//! figure are those that its measure counted.

mod behind;
mod cache;
mod download;
mod figure;
mod kept;
mod listing;
mod pages;
mod pseudonyms;
mod quotes;
mod setting;

use std::sync::Arc;

use cache::Cache;
pub(crate) use download::attachment;

use access::Act;

use crate::routes::{For::Those, Routes};
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/evaluation", Those(Act::SeeEvaluation), pages::overview)
        .get(
            "/evaluation/figures",
            Those(Act::SeeFigureRows),
            figure::show,
        )
        .get(
            "/evaluation/download",
            Those(Act::SeeEvaluation),
            download::file,
        )
        .get(
            "/evaluation/quotes",
            Those(Act::SeeEvaluation),
            quotes::show,
        )
        .get(
            "/evaluation/{slug}",
            Those(Act::SeeEvaluation),
            pages::table,
        )
        .with(Arc::new(Cache::default()))
}
