//! The wall around every route: headers, cross-site requests, body size.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use maud::html;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::Shared;
use crate::import::LARGEST_UPLOAD;
use crate::shell;
use crate::site::Site;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The largest form; a workbook has its own, larger limit.
const LARGEST_FORM: usize = 1024 * 1024;

/// How long a browser does not ask for the service without TLS, in seconds.
const A_YEAR: &str = "max-age=31536000; includeSubDomains";

/// Puts the wall around the routes.
pub(crate) fn wall(routes: Router<Shared>, site: Option<&Site>) -> Router<Shared> {
    let always = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    // A proxy may pass a request on under another name than the browser knows the service by.
    let other_sites = site.iter().fold(CsrfLayer::new(), |layer, site| {
        let trusted = layer.add_trusted_origin(site.origin());
        trusted.expect("a site is named as a browser names it")
    });
    let routes = routes
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(other_sites.with_rejection_response(|_| from_elsewhere()))
        .layer(from_fn(nothing_larger))
        .layer(from_fn(known_methods));
    let routes = if site.is_some_and(Site::is_https) {
        routes.layer(always(STRICT_TRANSPORT_SECURITY, A_YEAR))
    } else {
        routes
    };
    routes
        .layer(always(CONTENT_SECURITY_POLICY, POLICY))
        .layer(always(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(X_FRAME_OPTIONS, "DENY"))
        .layer(always(REFERRER_POLICY, "same-origin"))
        .layer(always(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ))
        .layer(always(
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ))
        // Assets say otherwise of themselves: their names change with their content.
        .layer(SetResponseHeaderLayer::if_not_present(
            CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
}

/// Pages are asked for and forms are sent; nothing is done in any other way.
async fn known_methods(request: Request, next: Next) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD | Method::POST => next.run(request).await,
        _ => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD, POST")]).into_response(),
    }
}

/// What says that it is larger than anything that may be sent is not waited for.
async fn nothing_larger(request: Request, next: Next) -> Response {
    let length = request.headers().get(CONTENT_LENGTH);
    let length: Option<usize> = length.and_then(|length| length.to_str().ok()?.parse().ok());
    match length {
        Some(length) if length > LARGEST_UPLOAD => too_large(),
        _ => next.run(request).await,
    }
}

fn too_large() -> Response {
    let title = "This is too large";
    let content = html! {
        h1.govuk-heading-l { (title) }
        p.govuk-body { "At most 50 MB can be sent at once. Nothing was stored." }
        p.govuk-body { a.govuk-link href="/" { "Go to your start page" } }
    };
    let page = shell::bare(title, content);
    (StatusCode::PAYLOAD_TOO_LARGE, page).into_response()
}

/// What is said to a browser that another site has sent.
fn from_elsewhere() -> Response {
    let title = "This did not come from Alongside";
    let content = html! {
        h1.govuk-heading-l { (title) }
        p.govuk-body { "Another site asked your browser to send this. Nothing was done." }
        p.govuk-body { a.govuk-link href="/" { "Go to your start page" } }
    };
    (StatusCode::FORBIDDEN, shell::bare(title, content)).into_response()
}
