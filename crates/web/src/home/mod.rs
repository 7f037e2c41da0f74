//! The first page of each role: where it comes to work, and the lists that the page opens.

mod choice;
mod concerns;
mod export;
mod families;
mod holding;
mod lists;
mod loads;
mod on_day;
mod practitioner;
mod rows;
mod social_worker;
mod tables;
mod team;
mod words;

pub(crate) use lists::plain_head as list_head;

use access::Role;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::app::Shared;
use crate::error::Problem;
use crate::session::{self, SignedIn};
use crate::shell::{self, Area};

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(start))
        .route("/today", get(show))
        .route("/today/waiting", get(lists::waiting))
        .route("/today/waiting.csv", get(export::waiting_csv))
        .route("/today/waiting.xlsx", get(export::waiting_xlsx))
        .route("/today/caseload", get(lists::caseload))
        .route("/today/caseload.csv", get(export::caseload_csv))
        .route("/today/caseload.xlsx", get(export::caseload_xlsx))
        .route("/today/workers.csv", get(loads::workers_csv))
        .route("/today/workers.xlsx", get(loads::workers_xlsx))
        .route("/today/disciplines.csv", get(loads::disciplines_csv))
        .route("/today/disciplines.xlsx", get(loads::disciplines_xlsx))
        .route(on_day::PATH, get(on_day::show))
        .route("/today/demand.csv", get(loads::demand_csv))
        .route("/today/demand.xlsx", get(loads::demand_xlsx))
        .route("/today/holding", get(holding::show))
        .route("/today/holding.csv", get(holding::csv))
        .route("/today/holding.xlsx", get(holding::xlsx))
        .route("/today/families.csv", get(export::families_csv))
        .route("/today/families.xlsx", get(export::families_xlsx))
}

async fn start(State(app): State<Shared>, headers: HeaderMap) -> Result<Redirect, Problem> {
    Ok(match session::viewer(&app, &headers).await? {
        Some(viewer) => Redirect::to(shell::landing(viewer.role)),
        None => Redirect::to("/sign-in"),
    })
}

async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<families::Asked>,
) -> Result<Response, Problem> {
    let (title, content) = match viewer.role {
        Role::Practitioner => practitioner::content(&app, &viewer).await?,
        Role::Manager => team::content(&app, &viewer).await?,
        Role::SocialWorker => match social_worker::content(&app, &viewer, &asked).await? {
            Some(page) => page,
            None => return Ok(Redirect::to("/today").into_response()),
        },
        Role::CoOrdinator => ("Welcome", nothing_yet()),
        Role::Evaluator | Role::Administrator | Role::Auditor => {
            return Ok(Redirect::to(shell::landing(viewer.role)).into_response());
        }
    };
    let page = shell::page(&app, &viewer, Area::Home, title, content);
    Ok(govuk::page(&page).into_response())
}

/// For those whose work is not in this version yet.
fn nothing_yet() -> Markup {
    html! {
        h1.govuk-heading-l { "Welcome" }
        p.govuk-body-l { "You are signed in as co-ordinator." }
        p.govuk-body { "There is nothing for you to do here yet: conference and review dates are not part of this version." }
    }
}
