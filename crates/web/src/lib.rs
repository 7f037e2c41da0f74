#![doc = include_str!("../README.md")]

mod account;
mod advice;
mod app;
mod assets;
mod browser;
mod capacity;
mod cookies;
mod error;
mod evaluation;
mod families;
mod first_run;
mod form;
mod home;
mod import;
mod known;
mod messages;
mod paging;
mod passkey;
mod passwords;
mod provider;
mod qr;
mod recording;
mod referring;
mod routes;
mod second_step;
mod security;
mod server;
mod service;
mod session;
mod shell;
mod sign_in;
mod sign_in_code;
mod sign_in_link;
mod sign_in_passkey;
mod site;
mod throttle;
mod token;
mod totp;
mod trail;
mod ways;

pub use app::{App, Clock, Mail, Random, Setup};
pub use provider::{BACK as PROVIDER_BACK, OUT as PROVIDER_OUT};
pub use server::{Peer, Proxies, Reached, Tls, TlsError, serve};
pub use site::{NotASite, Site};

pub use routes::{For, Route, routes_table};

use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Extension, Router};
use std::sync::Arc;

use routes::Routes;

/// The program over a store.
pub fn router(app: App) -> Router {
    let app = Arc::new(app);
    let routes = all()
        .into_router()
        .fallback(error::no_such_page)
        .layer(from_fn_with_state(app.clone(), trail::kept))
        .layer(from_fn(error::caught))
        .layer(from_fn_with_state(app.clone(), token::written))
        .layer(Extension(app.clone()));
    security::wall(routes, app.setup.site.as_ref()).with_state(app)
}

/// Every way there is to ask the program for something.
pub fn routes() -> Vec<Route> {
    all().into_list()
}

fn all() -> Routes {
    assets::routes()
        .and(sign_in::routes())
        .and(provider::routes())
        .and(account::routes())
        .and(messages::routes())
        .and(sign_in_code::routes())
        .and(sign_in_link::routes())
        .and(sign_in_passkey::routes())
        .and(first_run::routes())
        .and(home::routes())
        .and(families::routes())
        .and(recording::routes())
        .and(referring::routes())
        .and(advice::routes())
        .and(service::routes())
        .and(evaluation::routes())
        .and(import::routes())
        .and(trail::routes())
}
