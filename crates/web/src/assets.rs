//! The style sheet, scripts and icon, under names that change with their content.

use std::sync::LazyLock;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::get;
use sha2::{Digest, Sha256};

use crate::app::Shared;
use crate::session::hex;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The styles of charts and of the evaluation, beside those of the components.
static FIGURES: LazyLock<(String, String)> = LazyLock::new(|| {
    let styles = format!("{}\n{}", charts::CSS, report::CSS);
    let digest = Sha256::digest(styles.as_bytes());
    let hash = hex(&digest[..8]);
    (format!("/assets/figures-{hash}.css"), styles)
});

/// Where the styles of charts and of the evaluation are.
pub(crate) fn figures_path() -> &'static str {
    &FIGURES.0
}

pub(crate) fn routes() -> Router<Shared> {
    let (path, styles) = &*FIGURES;
    let answer = (
        [
            (CONTENT_TYPE, "text/css; charset=utf-8"),
            (CACHE_CONTROL, FOR_EVER),
        ],
        styles.as_str(),
    );
    let mut routes = Router::new().route(path, get(async move || answer));
    for asset in govuk::assets() {
        let answer = (
            [
                (CONTENT_TYPE, asset.content_type),
                (CACHE_CONTROL, FOR_EVER),
            ],
            asset.bytes,
        );
        routes = routes.route(asset.path, get(async move || answer));
    }
    routes
}
