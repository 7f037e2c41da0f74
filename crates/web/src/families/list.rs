//! The list of families.

use std::sync::Arc;

use access::{Act, Reach, Role, Viewer};
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{
    Alert, AlertKind, Button, Cell, Extra, Extras, Field, Filter, FilterCategory, Head, Input,
    Label, PageLink, Pagination, Select, Table, filter_layout,
};
use maud::{Markup, html};
use record::lists::CaseStatus;
use store::{ListedFamily, PAGE_LENGTH, Page, Worker};

use super::choice::{Asked, Choice};
use super::search::Searches;
use super::words::{counted, status_tag, together};
use crate::app::Shared;
use crate::error::Problem;
use crate::session::SignedIn;
use crate::shell::{self, Area};

/// Everything the page shows.
struct View<'a> {
    viewer: &'a Viewer,
    choice: &'a Choice,
    words: &'a str,
    workers: &'a [Worker],
    page: &'a Page,
    search_is_gone: bool,
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Extension(searches): Extension<Arc<Searches>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if !viewer.may(Act::ListFamilies) {
        return Err(Problem::NotFound);
    }
    let mut choice = asked.choice()?;
    let kept = choice.words(&app, &viewer, &searches);
    let search_is_gone = kept.is_err();
    if search_is_gone {
        choice = Choice {
            search: None,
            ..choice.first_page()
        };
    }
    let words = kept.unwrap_or_default();
    if let Some(cursor) = choice.after() {
        // The family may have gone to somebody else since; its id tells a stranger nothing.
        if app
            .store()
            .authorise_read(&viewer, cursor.0)
            .await?
            .is_none()
        {
            return Ok(Redirect::to(&choice.first_page().address("/families")).into_response());
        }
    }
    let filter = choice.filter(words.clone());
    let page = app
        .store()
        .families(&viewer, &filter, choice.after())
        .await?;
    let workers = app.store().workers(viewer.service).await?;
    let view = View {
        viewer: &viewer,
        choice: &choice,
        words: &words,
        workers: &workers,
        page: &page,
        search_is_gone,
    };
    let page = shell::page(
        &app,
        &viewer,
        Area::Families,
        heading(&viewer),
        view.content(),
    );
    Ok(govuk::page(&page).into_response())
}

fn heading(viewer: &Viewer) -> &'static str {
    match viewer.reach(Act::ListFamilies) {
        Reach::OwnFamilies => "My families",
        _ => "Families",
    }
}

impl View<'_> {
    fn content(&self) -> Markup {
        html! {
            h1.govuk-heading-l { (heading(self.viewer)) }
            @if self.search_is_gone {
                (Alert::new(AlertKind::Information, "That search is no longer kept. Please search again."))
            }
            (self.search())
            h2.govuk-visually-hidden { "The families" }
            (filter_layout(&self.filter(), self.list()))
        }
    }

    fn search(&self) -> Markup {
        let choice = self.choice;
        let status = choice.status.map(CaseStatus::code);
        let label = Label::new("Find a family").class("moj-search__label");
        let input = Input::new("words", label)
            .kind("search")
            .class("moj-search__input")
            .hint("The beginning of a word of a name or an area, or a reference")
            .autocomplete("off")
            .value(self.words)
            .wrapper(Extra::default().class("moj-search__input-wrapper"))
            .after(html! { (Button::new("Search").class("moj-search__button")) });
        html! {
            search.moj-search {
                form action="/families/search" method="post" {
                    @if let Some(status) = status { input type="hidden" name="status" value=(status); }
                    @if let Some(worker) = choice.worker { input type="hidden" name="worker" value=(worker); }
                    (input)
                }
            }
        }
    }

    fn filter(&self) -> Filter {
        let choice = self.choice.first_page();
        let without = |change: fn(&mut Choice)| {
            let mut choice = choice.clone();
            change(&mut choice);
            choice.address("/families")
        };
        let mut search = FilterCategory::new("Search");
        if choice.search.is_some() {
            search = search.chosen(self.words, without(|c| c.search = None));
        }
        let mut status = FilterCategory::new("Status");
        if let Some(chosen) = choice.status {
            status = status.chosen(chosen.label(), without(|c| c.status = None));
        }
        let mut worker = FilterCategory::new("Worker");
        if let Some(chosen) = choice.worker {
            worker = worker.chosen(self.worker(chosen), without(|c| c.worker = None));
        }
        let fields = html! {
            @if let Some(id) = choice.search { input type="hidden" name="search" value=(id); }
            (self.status_field())
            (self.worker_field())
        };
        let mut filter = Filter::new("/families")
            .category(search)
            .category(status)
            .category(worker);
        if choice != Choice::default() {
            filter = filter.clear("/families");
        }
        filter.fields(fields)
    }

    fn status_field(&self) -> Select {
        let select = Select::new("status", "Status").option("", "Any status");
        CaseStatus::ALL
            .iter()
            .fold(select, |select, status| {
                select.option(status.code(), status.label())
            })
            .value(self.choice.status.map_or("", CaseStatus::code))
    }

    /// Those who can hold a case or be a key worker, oneself first.
    fn worker_field(&self) -> Select {
        let me = self.viewer.worker;
        let chosen = self
            .choice
            .worker
            .map(|id| id.to_string())
            .unwrap_or_default();
        let select = Select::new("worker", "Case holder or supporting worker")
            .option("", "Anyone")
            .option(me.to_string(), "Me");
        self.workers
            .iter()
            .filter(|worker| worker.worker != me && takes_cases(worker.role))
            .fold(select, |select, worker| {
                select.option(worker.worker.to_string(), worker.name.as_str())
            })
            .value(chosen)
    }

    fn worker(&self, id: record::WorkerId) -> &str {
        if id == self.viewer.worker {
            return "Me";
        }
        let known = self.workers.iter().find(|worker| worker.worker == id);
        known.map_or("Somebody else", |worker| &worker.name)
    }

    fn list(&self) -> Markup {
        let page = self.page;
        if page.families.is_empty() {
            return self.nothing();
        }
        html! {
            div.app-list-head {
                p.app-list-count { (self.count()) }
                p.app-list-count {
                    "Save this list as "
                    a.govuk-link href=(self.choice.first_page().address("/families.csv")) download { "CSV" }
                    " or "
                    a.govuk-link href=(self.choice.first_page().address("/families.xlsx")) download { "Excel" }
                }
            }
            (table(&page.families))
            (self.ways())
        }
    }

    fn count(&self) -> String {
        let total = self.page.total as usize;
        let first = self.choice.trail.len() * PAGE_LENGTH + 1;
        let last = first + self.page.families.len() - 1;
        let families = counted(total, "family", "families");
        if total <= PAGE_LENGTH {
            return families;
        }
        format!(
            "{families}: showing {} to {}",
            costs::plain(first),
            costs::plain(last)
        )
    }

    fn nothing(&self) -> Markup {
        let anything_asked = self.choice.first_page() != Choice::default();
        html! {
            p.app-empty {
                @if anything_asked {
                    "No family matches what you asked for. Try fewer words, or "
                    a.govuk-link href="/families" { "see all families" } "."
                } @else if self.viewer.reach(Act::ListFamilies) == Reach::OwnFamilies {
                    "You do not hold a case that is known here yet. A family you hold the case of will show here."
                } @else {
                    "There are no families here yet. They come by referral or from a workbook."
                }
            }
        }
    }

    fn ways(&self) -> Markup {
        let link = |choice: Choice| PageLink::new(choice.address("/families"));
        let mut pages = Pagination::new().landmark("Pages of families");
        if let Some(previous) = self.choice.previous_page() {
            pages = pages.previous(link(previous));
        }
        if let Some(last) = self.page.next {
            pages = pages.next(link(self.choice.next_page(last)));
        }
        let more = self.choice.previous_page().is_some() || self.page.next.is_some();
        html! { @if more { (pages) } }
    }
}

fn takes_cases(role: Role) -> bool {
    match role {
        Role::Practitioner | Role::Manager | Role::SocialWorker => true,
        Role::CoOrdinator | Role::Evaluator | Role::Administrator | Role::Auditor => false,
    }
}

fn table(families: &[ListedFamily]) -> Table {
    let heads = [
        "Family",
        "Area",
        "Status",
        "Case holder",
        "Key workers",
        "Referred",
    ];
    let heads = heads
        .into_iter()
        .map(Head::new)
        .chain([Head::numeric("People")]);
    Table::new()
        .hidden_caption("Families")
        .head(heads)
        .rows(families.iter().map(row))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}

fn row(family: &ListedFamily) -> [Cell; 7] {
    let people: Vec<&str> = family
        .people
        .iter()
        .filter_map(|p| p.name.as_deref())
        .collect();
    let reference = match family.reference.as_str() {
        "" => "No reference yet",
        reference => reference,
    };
    let cell = |name: &'static str, words: &str| {
        match words {
            "" => Cell::new(html! { span.app-not-provided { "Not known" } }),
            words => Cell::new(words),
        }
        .attribute("data-name", name)
    };
    let referred = family
        .referred_on
        .map(calendar::day::in_short)
        .unwrap_or_default();
    [
        Cell::new(html! {
            a.govuk-link href={ "/families/" (family.family) } { (reference) }
            @if !people.is_empty() { span.app-list-names { (together(&people)) } }
        }),
        cell("Area", &family.area),
        Cell::new(html! { @if let Some(status) = family.status { (status_tag(status)) } })
            .attribute("data-name", "Status"),
        cell(
            "Case holder",
            family.case_holder_name.as_deref().unwrap_or_default(),
        ),
        match &family.key_workers[..] {
            [] => Cell::new("None").attribute("data-name", "Key workers"),
            workers => cell("Key workers", &workers.join(", ")),
        },
        cell("Referred", &referred).class("app-nowrap"),
        Cell::numeric(family.people.len()).attribute("data-name", "People"),
    ]
}
