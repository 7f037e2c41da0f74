//! The lists that homes open: what waits, and who is supported. Each with its count, its filter in
//! the address, its pages and its files.

use access::{Act, Reach, Role, Viewer};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{BackLink, Filter, FilterCategory, PageLink, Pagination, Select, filter_layout};
use maud::{Markup, html};
use record::lists::Discipline;
use store::{HOME_PAGE, Place, WaitingKind, Worker};

use super::choice::{Asked, Choice};
use super::rows::{self, Workers};
use super::words::label;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::words::{counted, grouped};
use crate::session::SignedIn;
use crate::shell::{self, Area};

const WAITING: &str = "/today/waiting";
const CASELOAD: &str = "/today/caseload";

pub(super) async fn waiting(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let choice = open(&viewer, &asked)?;
    let Some(after) = begin(&app, &viewer, &choice).await? else {
        return Ok(Redirect::to(&choice.first_page().address(WAITING)).into_response());
    };
    let found = app.store().waiting(&viewer, &choice.waiting(), after).await;
    let page = match found {
        Err(store::Error::NotFound) => {
            return Ok(Redirect::to(&choice.first_page().address(WAITING)).into_response());
        }
        found => found?,
    };
    let workers = app.store().workers(viewer.service).await?;
    let table = rows::waiting(&viewer, &page.rows, Workers::Named, app.today());
    let list = List {
        path: WAITING,
        viewer: &viewer,
        choice: &choice,
        workers: &workers,
        shown: page.rows.len(),
        total: page.total,
        next: page.next,
    };
    let heading = choice.kind.map_or("What waits", label);
    let count = list.count("thing waits", "things wait");
    let content = list.content(heading, &count, &html! { (table) }, "Nothing waits here.");
    Ok(list_page(&app, &viewer, heading, content))
}

pub(super) async fn caseload(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let choice = open(&viewer, &asked)?;
    let Some(after) = begin(&app, &viewer, &choice).await? else {
        return Ok(Redirect::to(&choice.first_page().address(CASELOAD)).into_response());
    };
    let found = app
        .store()
        .caseload(&viewer, &choice.caseload(), after)
        .await;
    let page = match found {
        Err(store::Error::NotFound) => {
            return Ok(Redirect::to(&choice.first_page().address(CASELOAD)).into_response());
        }
        found => found?,
    };
    let workers = app.store().workers(viewer.service).await?;
    let table = rows::caseload(&viewer, &page.rows, Workers::Named, app.today());
    let list = List {
        path: CASELOAD,
        viewer: &viewer,
        choice: &choice,
        workers: &workers,
        shown: page.rows.len(),
        total: page.total,
        next: page.next,
    };
    let people = usize::try_from(page.people).unwrap_or(usize::MAX);
    let people = counted(people, "person", "people");
    let count = format!("{people} in {}", list.count("row", "rows"));
    let content = list.content(
        "Who is supported",
        &count,
        &html! { (table) },
        "Nobody is supported here.",
    );
    Ok(list_page(&app, &viewer, "Who is supported", content))
}

fn list_page(app: &App, viewer: &Viewer, title: &str, content: Markup) -> Response {
    let mut page = shell::page(app, viewer, Area::Home, title, content);
    page.back_link = Some(BackLink::new("/today").content("Back to the start page"));
    govuk::page(&page).into_response()
}

/// What was asked by somebody who may list families.
pub(super) fn open(viewer: &Viewer, asked: &Asked) -> Result<Choice, Problem> {
    if !viewer.may(Act::ListFamilies) {
        return Err(Problem::NotFound);
    }
    asked.choice()
}

/// Where the page begins; nothing if that is in a family the viewer may not open, whose id tells a
/// stranger nothing.
async fn begin(
    app: &App,
    viewer: &Viewer,
    choice: &Choice,
) -> Result<Option<Option<Place>>, Problem> {
    let Some(place) = choice.after() else {
        return Ok(Some(None));
    };
    let leave = app.store().authorise_read(viewer, place.family).await?;
    Ok(leave.map(|_| Some(place)))
}

/// A page of a list with what is around it.
struct List<'a> {
    path: &'static str,
    viewer: &'a Viewer,
    choice: &'a Choice,
    workers: &'a [Worker],
    shown: usize,
    total: u64,
    next: Option<Place>,
}

impl List<'_> {
    fn count(&self, one: &str, more: &str) -> String {
        let total = usize::try_from(self.total).unwrap_or(usize::MAX);
        let all = counted(total, one, more);
        if total <= HOME_PAGE {
            return all;
        }
        let first = self.choice.trail.len() * HOME_PAGE + 1;
        let last = first + self.shown.saturating_sub(1);
        format!("{all}: showing {} to {}", grouped(first), grouped(last))
    }

    fn content(&self, heading: &str, count: &str, table: &Markup, empty: &str) -> Markup {
        let list = html! {
            @if self.shown == 0 {
                p.app-empty { (empty) }
            } @else {
                (head(self.path, self.choice, count))
                (table)
                (self.ways())
            }
        };
        html! {
            h1.govuk-heading-l { (heading) }
            (filter_layout(&self.filter(), list))
        }
    }

    fn ways(&self) -> Markup {
        let link = |choice: Choice| PageLink::new(choice.address(self.path));
        let mut pages = Pagination::new().landmark("Pages of this list");
        if let Some(previous) = self.choice.previous_page() {
            pages = pages.previous(link(previous));
        }
        if let Some(last) = self.next {
            pages = pages.next(link(self.choice.next_page(last)));
        }
        let more = self.choice.previous_page().is_some() || self.next.is_some();
        html! { @if more { (pages) } }
    }

    fn filter(&self) -> Filter {
        let choice = self.choice.first_page();
        let without = |change: fn(&mut Choice)| {
            let mut choice = choice.clone();
            change(&mut choice);
            choice.address(self.path)
        };
        let mut filter = Filter::new(self.path);
        if self.path == WAITING {
            let mut kind = FilterCategory::new("What waits");
            if let Some(chosen) = choice.kind {
                kind = kind.chosen(label(chosen), without(|c| c.kind = None));
            }
            filter = filter.category(kind);
        }
        let mut discipline = FilterCategory::new("Discipline");
        if let Some(chosen) = choice.discipline {
            discipline = discipline.chosen(chosen.label(), without(|c| c.discipline = None));
        }
        filter = filter.category(discipline);
        if self.by_worker() {
            let mut worker = FilterCategory::new("Worker");
            if let Some(chosen) = choice.worker {
                worker = worker.chosen(self.worker(chosen), without(|c| c.worker = None));
            }
            filter = filter.category(worker);
        }
        if choice != Choice::default() {
            filter = filter.clear(self.path);
        }
        filter.fields(html! {
            @if self.path == WAITING { (self.kind_field()) }
            (self.discipline_field())
            @if self.by_worker() { (self.worker_field()) }
        })
    }

    /// Whether rows of single workers can be asked for: a social worker sees all of their families.
    fn by_worker(&self) -> bool {
        self.viewer.reach(Act::ListFamilies) == Reach::Service
    }

    fn kind_field(&self) -> Select {
        let select = Select::new("kind", "What waits").option("", "Anything");
        WaitingKind::ALL
            .iter()
            .fold(select, |select, kind| {
                select.option(kind.code(), label(*kind))
            })
            .value(self.choice.kind.map_or("", WaitingKind::code))
    }

    fn discipline_field(&self) -> Select {
        let select = Select::new("discipline", "Discipline").option("", "Any discipline");
        Discipline::ALL
            .iter()
            .fold(select, |select, each| {
                select.option(each.code(), each.label())
            })
            .value(self.choice.discipline.map_or("", Discipline::code))
    }

    fn worker_field(&self) -> Select {
        let me = self.viewer.worker;
        let chosen = self.choice.worker.map(|id| id.to_string());
        let select = Select::new("worker", "Worker")
            .option("", "Anyone")
            .option(me.to_string(), "Me");
        self.workers
            .iter()
            .filter(|it| it.worker != me)
            .filter(|it| matches!(it.role, Role::Practitioner | Role::Manager))
            .fold(select, |select, it| {
                select.option(it.worker.to_string(), it.name.as_str())
            })
            .value(chosen.unwrap_or_default())
    }

    fn worker(&self, id: record::WorkerId) -> &str {
        if id == self.viewer.worker {
            return "Me";
        }
        let known = self.workers.iter().find(|worker| worker.worker == id);
        known.map_or("Somebody else", |worker| &worker.name)
    }
}

/// The count of a list, and its files.
pub(super) fn head(path: &str, choice: &Choice, count: &str) -> Markup {
    let file = |ending: &str| choice.first_page().address(&format!("{path}.{ending}"));
    html! {
        div.app-list-head {
            p.app-list-count { (count) }
            p.app-list-count {
                "Save this list as "
                a.govuk-link href=(file("csv")) download { "CSV" }
                " or "
                a.govuk-link href=(file("xlsx")) download { "Excel" }
            }
        }
    }
}

/// The same for a list with nothing to choose.
pub(crate) fn plain_head(path: &str, count: &str) -> Markup {
    head(path, &Choice::default(), count)
}
