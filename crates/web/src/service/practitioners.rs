//! The team's workers and what each can take on, at a glance.

use access::{Act, Role};
use axum::extract::{Query, State};
use calendar::{Date, day};
use govuk::{BackLink, Cell, Colour, Extras as _, Head, Page, Table, Tag};
use maud::{Markup, html};
use record::WorkerId;
use store::Practitioner;

use super::{Done, named};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(super) const LIST: &str = "/service/practitioners";

pub(super) fn address(worker: WorkerId) -> String {
    format!("{LIST}/{worker}")
}

/// Whether enough is said of a practitioner to give them families.
pub(super) fn is_said(who: &Practitioner) -> bool {
    let post = &who.post;
    !post.disciplines.is_empty() && post.hours.is_some() && post.ceiling.is_some()
}

/// A page about what the team can take on.
pub(super) fn page(app: &App, viewer: &access::Viewer, title: &str, content: Markup) -> Page {
    let mut page = shell::page(app, viewer, Area::Practitioners, title, content);
    if viewer.may(Act::SetUpService) {
        page.back_link = Some(BackLink::new("/service").content("Service set-up"));
    }
    page
}

pub(super) async fn list(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let leave = viewer.set_capacity().ok_or(Problem::NotFound)?;
    let today = app.today();
    let mut team = app.store().practitioners(leave.id()).await?;
    team.retain(|who| !who.worker.has_left(today));
    let content = html! {
        (done.banner())
        h1.govuk-heading-l { "Practitioners" }
        p.app-lead { "Who works in the team, in which disciplines, and how many people each supports at most." }
        (Table::new().hidden_caption("Practitioners")
            .head([Head::new("Name"), Head::new("Disciplines"), Head::new("Comes from"),
                Head::numeric("Hours a week"), Head::numeric("Supports at most"), Head::new("Today")])
            .rows(team.iter().map(|who| [
                Cell::new(html! {
                    a.govuk-link href=(address(who.worker.worker)) { (who.worker.name) }
                }),
                Cell::new(disciplines(who)).attribute("data-name", "Disciplines"),
                named("Comes from", agency(who)),
                number("Hours a week", who.post.hours.map(|hours| hours.to_string())),
                number("Supports at most", who.post.ceiling.map(|most| most.to_string())),
                Cell::new(html! { (standing(who, today)) }).attribute("data-name", "Today"),
            ]))
            .row_headers().class("app-table--stacks")
            .when_empty("There is nobody in the team yet."))
    };
    Ok(govuk::page(&page(&app, &viewer, "Practitioners", content)))
}

fn disciplines(who: &Practitioner) -> Markup {
    let all = &who.post.disciplines;
    html! {
        @match (all.as_slice(), who.worker.role) {
            ([], Role::Manager) => "Manager",
            ([], _) => "Not said",
            (all, _) => @for (at, discipline) in all.iter().enumerate() {
                @if at > 0 { br; }
                (discipline.label())
            }
        }
    }
}

fn agency(who: &Practitioner) -> &str {
    match who.post.home_agency.as_str() {
        "" => "Not said",
        agency => agency,
    }
}

fn number(name: &'static str, number: Option<String>) -> Cell {
    let words = number.unwrap_or_else(|| "Not said".to_owned());
    Cell::numeric(words).attribute("data-name", name)
}

/// Whether somebody is there on a day, and if not, why.
pub(super) fn standing(who: &Practitioner, today: Date) -> Tag {
    if !who.is_in_post(today) {
        let words = match who.post.from {
            Some(from) if from > today => format!("Starts {}", day::in_short(from)),
            _ => "Not in post".to_owned(),
        };
        return Tag::new(words).colour(Colour::Grey);
    }
    let away = who.absences.iter().filter(|absence| absence.has(today));
    let until: Vec<Option<Date>> = away.map(|absence| absence.until).collect();
    if until.is_empty() {
        return Tag::new("Available").colour(Colour::Green);
    }
    // One without an end outlasts all that have one.
    let last = until.iter().copied().collect::<Option<Vec<Date>>>();
    let words = match last.and_then(|days| days.into_iter().max()) {
        Some(until) => format!("Away until {}", day::in_short(until)),
        None => "Away".to_owned(),
    };
    Tag::new(words)
        .colour(Colour::Yellow)
        .class("app-tag--wraps")
}
