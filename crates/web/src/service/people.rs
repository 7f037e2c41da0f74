//! People: who there are, and adding one.

use access::{Role, Viewer};
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use calendar::{Date, day};
use govuk::{
    BackLink, Button, Cell, Choice, Errors, Extras as _, Field as _, Input, Label, Legend, Page,
    Radios, Select, SelectOption, Size, Table, Width,
};
use maud::{Markup, html};
use record::{TeamId, WorkerId};
use store::{Carried, Proposed, Team, Worker};
use uuid::Uuid;

use super::{Done, leave, named, on_to, page, rights, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::{Typed, id_field};
use crate::session::SignedIn;

pub(super) const LIST: &str = "/service/people";

pub(super) async fn list(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let teams = app.store().teams(leave.id()).await?;
    let workers = app.store().workers(leave.id()).await?;
    let today = app.today();
    let waits = rights::waits_for(&app, &viewer, None).await?;
    let (gone, here): (Vec<Worker>, Vec<Worker>) = workers
        .into_iter()
        .partition(|worker| worker.has_left(today));
    let content = html! {
        (done.banner())
        (waits)
        h1.govuk-heading-l { "People" }
        p.app-lead { "Everybody who signs in, or holds the case of a family." }
        (Button::link("Add a person", "/service/people/new"))
        (table("People", &here, &teams))
        @if !gone.is_empty() {
            h2.govuk-heading-m { "Who have left" }
            p.govuk-body { "Records go on naming them. They cannot sign in." }
            (table("Who have left", &gone, &teams))
        }
    };
    Ok(govuk::page(&page(&app, &viewer, "People", content)))
}

fn table(caption: &str, workers: &[Worker], teams: &[Team]) -> Table {
    let team = |worker: &Worker| {
        let id = worker.team?;
        let team = teams.iter().find(|team| team.team == id)?;
        Some(team.name.as_str())
    };
    Table::new()
        .hidden_caption(caption)
        .head(["Name", "Role", "Team", "Last day"])
        .rows(workers.iter().map(|worker| {
            [
                Cell::new(html! {
                    a.govuk-link href=(address(worker.worker)) { (worker.name) }
                }),
                named("Role", worker.role.label()),
                named("Team", team(worker).unwrap_or("No team")),
                named("Last day", &last_day(worker.until)),
            ]
        }))
        .row_headers()
        .class("app-table--stacks")
        .when_empty("Nobody is set up yet.")
}

fn last_day(until: Option<Date>) -> String {
    until.map_or_else(|| "None".to_owned(), day::in_words)
}

pub(super) fn address(worker: WorkerId) -> String {
    format!("{LIST}/{worker}")
}

/// Where somebody is led on to once they are there: those of the team to what they can take on.
fn after(worker: &Worker) -> String {
    match worker.role {
        Role::Practitioner | Role::Manager => super::practitioners::address(worker.worker),
        _ => address(worker.worker),
    }
}

pub(super) async fn new(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let teams = app.store().teams(leave.id()).await?;
    let id = (app.setup.new_id)();
    let typed = Typed::default();
    Ok(govuk::page(&new_page(
        &app,
        &viewer,
        id,
        &teams,
        &typed,
        Errors::new(),
    )))
}

fn new_page(
    app: &App,
    viewer: &Viewer,
    id: Uuid,
    teams: &[Team],
    typed: &Typed,
    errors: Errors,
) -> Page {
    let content = html! {
        h1.govuk-heading-l { "Add a person" }
        form method="post" action="/service/people/new" novalidate {
            (id_field(id))
            (fields(teams, typed, &errors))
            (Button::new("Save").once())
        }
    };
    let mut page = page(app, viewer, "Add a person", content);
    page.back_link = Some(BackLink::new(LIST).content("People"));
    page.width = Width::Reading;
    page.errors = errors;
    page
}

pub(super) async fn add(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let id = typed.id().ok_or(Problem::NotFound)?;
    let teams = app.store().teams(leave.id()).await?;
    let nobody = Worker::new(WorkerId(id), "", Role::Practitioner);
    let mut worker = match read(&nobody, &teams, &typed) {
        Ok(worker) => worker,
        Err(errors) => {
            return Ok(wrong(&new_page(&app, &viewer, id, &teams, &typed, errors)));
        }
    };
    let workers = app.store().workers(leave.id()).await?;
    match workers.iter().find(|known| known.worker == worker.worker) {
        // The same form sent twice.
        Some(known) if *known == worker => return Ok(on_to(&after(&worker), "added")),
        // The form of somebody who is there, gone back to and filled in for another.
        Some(_) => worker.worker = WorkerId((app.setup.new_id)()),
        None => {}
    }
    let next = after(&worker);
    if !worker.role.takes_two(None) {
        app.store().put_worker(&leave, worker, app.now()).await?;
        return Ok(on_to(&next, "added"));
    }
    let (proposed, what) = ((id, worker.worker), Proposed::Role(worker));
    match app
        .store()
        .propose(&leave, proposed, what, app.now())
        .await?
    {
        Carried::AtOnce => Ok(on_to(&next, "added")),
        Carried::Waits => Ok(on_to(LIST, "proposed")),
    }
}

/// What somebody is, as a form says it; the rest stays as it is known. Or what is wrong.
pub(super) fn read(known: &Worker, teams: &[Team], typed: &Typed) -> Result<Worker, Errors> {
    let mut errors = Errors::new();
    let name = typed.line("name", "the name of the person", &mut errors);
    let role: Option<Role> = typed.text("role").parse().ok();
    if role.is_none() {
        errors.add("role", "Choose a role");
    }
    let team: Option<TeamId> = typed.text("team").parse().ok();
    let team = team.filter(|id| teams.iter().any(|team| team.team == *id));
    if role == Some(Role::SocialWorker) && team.is_none() {
        // Who may refer hangs on it.
        errors.add("team", "Choose the team of the social worker");
    }
    match role {
        Some(role) if errors.is_empty() => Ok(Worker {
            name,
            role,
            team,
            ..known.clone()
        }),
        _ => Err(errors),
    }
}

/// The fields of a person.
pub(super) fn fields(teams: &[Team], typed: &Typed, errors: &Errors) -> Markup {
    let roles = Role::ALL
        .into_iter()
        .map(|role| Choice::new(role.code(), role.label()).hint(what_it_is(role)));
    let teams = teams
        .iter()
        .map(|team| SelectOption::new(team.team.to_string(), team.name.as_str()));
    html! {
        (Input::name("name", Label::new("Name").size(Size::S))
            .value(typed.text("name")).error(errors.of("name")))
        (Radios::new("role", Legend::new("Role").size(Size::S)).small().choices(roles)
            .value(typed.text("role")).error(errors.of("role")))
        (Select::new("team", Label::new("Team").size(Size::S))
            .option("", "No team").options(teams)
            .value(typed.text("team")).error(errors.of("team")))
    }
}

/// What somebody with a role does here, and sees.
fn what_it_is(role: Role) -> &'static str {
    match role {
        Role::Practitioner => "Works with families and sees every family of the service",
        Role::Manager => "Manages the team and sees every family of the service",
        Role::SocialWorker => "Refers families and sees those whose case they hold",
        Role::CoOrdinator => "Enters conference and review dates and sees nothing else",
        Role::Evaluator => "Sees the evaluation, and no names",
        Role::Administrator => "Sets up the service and reads no family's record",
        Role::Auditor => "Sees who has looked at what, and reads no family's record",
    }
}
