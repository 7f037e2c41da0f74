//! Teams: which there are, and since when each may refer.

use access::Viewer;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use calendar::{Date, day};
use govuk::{
    BackLink, Button, Cell, Choice, Errors, Extras as _, Field as _, Head, Input, Label, Legend,
    Page, Radios, Size, Table, Width,
};
use maud::{Markup, html};
use record::TeamId;
use record::lists::TeamKind;
use store::{Team, Worker};
use uuid::Uuid;

use super::{Done, leave, named, on_to, page, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::{Typed, id_field};
use crate::session::SignedIn;

const LIST: &str = "/service/teams";

pub(super) async fn list(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let teams = app.store().teams(leave.id()).await?;
    let workers = app.store().workers(leave.id()).await?;
    let today = app.today();
    let content = html! {
        (done.banner())
        h1.govuk-heading-l { "Teams" }
        p.app-lead { "Social workers of a team may refer families from the day you say, and only those." }
        (Button::link("Add a team", "/service/teams/new"))
        (Table::new().hidden_caption("Teams")
            .head([Head::new("Team"), Head::new("Whose"), Head::new("Area"), Head::new("May refer"),
                Head::numeric("People")])
            .rows(teams.iter().map(|team| [
                Cell::new(html! {
                    a.govuk-link href=(address(team.team)) { (team.name) }
                }),
                named("Whose", team.kind.label()),
                named("Area", if team.area.is_empty() { "Not said" } else { &team.area }),
                named("May refer", &refers(team, today)),
                Cell::numeric(people(team, &workers, today)).attribute("data-name", "People"),
            ]))
            .row_headers().class("app-table--stacks").when_empty("No team is set up yet."))
    };
    Ok(govuk::page(&page(&app, &viewer, "Teams", content)))
}

fn address(team: TeamId) -> String {
    format!("{LIST}/{team}")
}

fn people(team: &Team, workers: &[Worker], today: Date) -> usize {
    let here = workers.iter().filter(|worker| !worker.has_left(today));
    here.filter(|worker| worker.team == Some(team.team)).count()
}

/// Since when and until when a team may refer, in words.
fn refers(team: &Team, today: Date) -> String {
    let Some(from) = team.refers_from else {
        return "No".to_owned();
    };
    let from_words = day::in_words(from);
    match team.refers_until {
        Some(until) if until < today => format!("No longer, since {}", day::in_words(until)),
        Some(until) => format!("From {from_words} until {}", day::in_words(until)),
        None if from > today => format!("From {from_words}"),
        None => format!("Since {from_words}"),
    }
}

pub(super) async fn new(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    leave(&viewer)?;
    let typed = Typed::default().with("kind", TeamKind::SocialCare.code());
    let asked = Asked::New((app.setup.new_id)());
    Ok(govuk::page(&form(
        &app,
        &viewer,
        asked,
        &typed,
        Errors::new(),
    )))
}

pub(super) async fn add(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let id = typed.id().ok_or(Problem::NotFound)?;
    let mut team = match read(TeamId(id), &typed) {
        Ok(team) => team,
        Err(errors) => return Ok(wrong(&form(&app, &viewer, Asked::New(id), &typed, errors))),
    };
    let teams = app.store().teams(leave.id()).await?;
    match teams.iter().find(|known| known.team == team.team) {
        // The same form sent twice.
        Some(known) if *known == team => return Ok(on_to(LIST, "added")),
        // The form of a team that is there, gone back to and filled in for another.
        Some(_) => team.team = TeamId((app.setup.new_id)()),
        None => {}
    }
    app.store().put_team(&leave, team, app.now()).await?;
    Ok(on_to(LIST, "added"))
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<TeamId>,
) -> Result<Markup, Problem> {
    let team = find(&app, &viewer, id).await?;
    let typed = Typed::default()
        .with("name", &team.name)
        .with("kind", team.kind.code())
        .with("area", &team.area)
        .with_day("from", team.refers_from)
        .with_day("until", team.refers_until);
    Ok(govuk::page(&form(
        &app,
        &viewer,
        Asked::Known(id),
        &typed,
        Errors::new(),
    )))
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<TeamId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let known = find(&app, &viewer, id).await?;
    match read(id, &typed) {
        Ok(team) if team == known => {}
        Ok(team) => app.store().put_team(&leave, team, app.now()).await?,
        Err(errors) => {
            return Ok(wrong(&form(
                &app,
                &viewer,
                Asked::Known(id),
                &typed,
                errors,
            )));
        }
    }
    Ok(on_to(LIST, "saved"))
}

async fn find(app: &App, viewer: &Viewer, id: TeamId) -> Result<Team, Problem> {
    let leave = leave(viewer)?;
    let mut teams = app.store().teams(leave.id()).await?.into_iter();
    teams.find(|team| team.team == id).ok_or(Problem::NotFound)
}

/// The team that a form tells of, or what is wrong with it.
fn read(team: TeamId, typed: &Typed) -> Result<Team, Errors> {
    let mut errors = Errors::new();
    let name = typed.line("name", "the name of the team", &mut errors);
    let kind = TeamKind::from_code(typed.text("kind"));
    if kind.is_none() {
        errors.add("kind", "Choose whose team it is");
    }
    let area = typed.maybe_line("area", "the area", &mut errors);
    let refers_from = typed.maybe_day("from", "The first day", &mut errors);
    let refers_until = typed.maybe_day("until", "The last day", &mut errors);
    match (refers_from, refers_until) {
        (Some(from), Some(until)) if until < from => {
            errors.add("until", "The last day must be on or after the first");
        }
        (None, Some(_)) if errors.of("from").is_none() => {
            errors.add("from", "Enter the first day too, or leave both empty");
        }
        _ => {}
    }
    match kind {
        Some(kind) if errors.is_empty() => Ok(Team {
            team,
            name,
            kind,
            area,
            refers_from,
            refers_until,
        }),
        _ => Err(errors),
    }
}

/// Which team a form is about.
#[derive(Clone, Copy)]
enum Asked {
    /// One that is not there yet, to have this id.
    New(Uuid),
    /// One that is there.
    Known(TeamId),
}

fn form(app: &App, viewer: &Viewer, asked: Asked, typed: &Typed, errors: Errors) -> Page {
    let (title, action) = match asked {
        Asked::New(_) => ("Add a team", "/service/teams/new".to_owned()),
        Asked::Known(team) => ("Change a team", address(team)),
    };
    let kinds = TeamKind::ALL.iter().rev();
    let content = html! {
        h1.govuk-heading-l { (title) }
        form method="post" action=(action) novalidate {
            @if let Asked::New(id) = asked { (id_field(id)) }
            (Input::new("name", Label::new("Name of the team").size(Size::S))
                .value(typed.text("name")).error(errors.of("name")))
            (Radios::new("kind", Legend::new("Whose team is it?").size(Size::S)).small()
                .choices(kinds.map(|kind| Choice::new(kind.code(), kind.label())))
                .value(typed.text("kind")).error(errors.of("kind")))
            (Input::new("area", Label::new("Area (optional)").size(Size::S))
                .hint("Where it works, in a few words")
                .value(typed.text("area")).error(errors.of("area")))
            h2.govuk-heading-m { "Referring families" }
            (typed.date_input("from", "First day on which it may refer (optional)", &errors)
                .hint("For example, 1 2 2021. Leave it empty for a team that may not refer"))
            (typed.date_input("until", "Last day (optional)", &errors)
                .hint("Leave it empty while there is no end"))
            (Button::new("Save").once())
        }
    };
    let mut page = page(app, viewer, title, content);
    page.back_link = Some(BackLink::new(LIST).content("Teams"));
    page.width = Width::Reading;
    page.errors = errors;
    page
}
