#![doc = include_str!("../README.md")]

mod account;
mod advice;
mod app;
mod assets;
mod browser;
mod capacity;
mod error;
mod evaluation;
mod families;
mod first_run;
mod form;
mod home;
mod import;
mod known;
mod paging;
mod passwords;
mod qr;
mod recording;
mod referring;
mod security;
mod server;
mod service;
mod session;
mod shell;
mod sign_in;
mod sign_in_code;
mod sign_in_link;
mod throttle;
mod totp;
mod trail;

pub use app::{App, Clock, Mail, Random, Setup};
pub use server::{Peer, serve};

use axum::Router;
use axum::middleware::from_fn_with_state;
use std::sync::Arc;

/// Every route of the program.
pub fn router(app: App) -> Router {
    let app = Arc::new(app);
    let routes = Router::new()
        .merge(assets::routes())
        .merge(sign_in::routes())
        .merge(account::routes())
        .merge(sign_in_code::routes())
        .merge(sign_in_link::routes())
        .merge(first_run::routes())
        .merge(home::routes())
        .merge(families::routes())
        .merge(recording::routes())
        .merge(referring::routes())
        .merge(advice::routes())
        .merge(service::routes())
        .merge(evaluation::routes())
        .merge(import::routes())
        .merge(trail::routes())
        .fallback(error::no_such_page)
        .layer(from_fn_with_state(app.clone(), trail::kept));
    security::wall(routes).with_state(app)
}
