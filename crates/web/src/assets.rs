//! The style sheet, scripts and icon, under names that change with their content.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::get;

use crate::app::Shared;

pub(crate) fn routes() -> Router<Shared> {
    let mut routes = Router::new();
    for asset in govuk::assets() {
        let answer = (
            [
                (CONTENT_TYPE, asset.content_type),
                (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.bytes,
        );
        routes = routes.route(asset.path, get(async move || answer));
    }
    routes
}
