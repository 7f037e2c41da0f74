//! The style sheet, scripts and icon, under names that change with their content.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use sha2::{Digest, Sha256};

use crate::routes::{For::Anybody, Routes};
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

pub(crate) fn routes() -> Routes {
    let (path, styles) = &*FIGURES;
    let answer = (
        [
            (CONTENT_TYPE, "text/css; charset=utf-8"),
            (CACHE_CONTROL, FOR_EVER),
        ],
        styles.as_str(),
    );
    let mut routes = Routes::new().get(path, Anybody, async move || answer);
    for asset in govuk::assets() {
        let answer = (
            [
                (CONTENT_TYPE, asset.content_type),
                (CACHE_CONTROL, FOR_EVER),
            ],
            asset.bytes,
        );
        routes = routes.get(asset.path, Anybody, async move || answer);
    }
    routes
}
