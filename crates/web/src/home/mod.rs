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

use access::{Act, Role};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::app::Shared;
use crate::error::Problem;
use crate::messages;
use crate::routes::{
    For::{Anybody, Themselves, Those},
    Routes,
};
use crate::session::{self, SignedIn};
use crate::shell::{self, Area};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/", Anybody, start)
        .get("/today", Themselves, show)
        .get("/today/waiting", Those(Act::ListFamilies), lists::waiting)
        .get(
            "/today/waiting.csv",
            Those(Act::ListFamilies),
            export::waiting_csv,
        )
        .get(
            "/today/waiting.xlsx",
            Those(Act::ListFamilies),
            export::waiting_xlsx,
        )
        .get("/today/caseload", Those(Act::ListFamilies), lists::caseload)
        .get(
            "/today/caseload.csv",
            Those(Act::ListFamilies),
            export::caseload_csv,
        )
        .get(
            "/today/caseload.xlsx",
            Those(Act::ListFamilies),
            export::caseload_xlsx,
        )
        .get(
            "/today/workers.csv",
            Those(Act::RecordWork),
            loads::workers_csv,
        )
        .get(
            "/today/workers.xlsx",
            Those(Act::RecordWork),
            loads::workers_xlsx,
        )
        .get(
            "/today/disciplines.csv",
            Those(Act::RecordWork),
            loads::disciplines_csv,
        )
        .get(
            "/today/disciplines.xlsx",
            Those(Act::RecordWork),
            loads::disciplines_xlsx,
        )
        .get(on_day::PATH, Those(Act::RecordWork), on_day::show)
        .get(
            "/today/demand.csv",
            Those(Act::RecordWork),
            loads::demand_csv,
        )
        .get(
            "/today/demand.xlsx",
            Those(Act::RecordWork),
            loads::demand_xlsx,
        )
        .get("/today/holding", Those(Act::RecordWork), holding::show)
        .get("/today/holding.csv", Those(Act::RecordWork), holding::csv)
        .get("/today/holding.xlsx", Those(Act::RecordWork), holding::xlsx)
        .get(
            "/today/families.csv",
            Those(Act::ListFamilies),
            export::families_csv,
        )
        .get(
            "/today/families.xlsx",
            Those(Act::ListFamilies),
            export::families_xlsx,
        )
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
    let unread = messages::unread(&app, &viewer).await?;
    let content = html! { (unread) (content) };
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
