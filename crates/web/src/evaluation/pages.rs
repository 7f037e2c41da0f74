//! The overview and the pages of tables.

use std::borrow::Cow;
use std::sync::Arc;

use access::Viewer;
use axum::Extension;
use axum::extract::{Path, Query, State};
use evaluation::Evaluation;
use govuk::{Errors, PageLink, Pagination, SubItem, SubNavigation};
use maud::{Markup, html};
use report::{Links, PAGES};

use super::cache::{Cache, Evaluated};
use super::download::tables;
use super::kept::Kept;
use super::quotes;
use super::setting::{Asked, Setting, controls};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::messages;
use crate::session::SignedIn;
use crate::shell::{self, Area};

/// What stands under the controls of a page.
#[derive(Clone, Copy)]
enum Which {
    Overview,
    Table(&'static report::TablePage),
}

pub(super) async fn overview(
    State(app): State<Shared>,
    Extension(cache): Extension<Arc<Cache>>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    show(&app, &cache, &viewer, &asked, Which::Overview).await
}

pub(super) async fn table(
    State(app): State<Shared>,
    Extension(cache): Extension<Arc<Cache>>,
    SignedIn(viewer): SignedIn,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let page = report::page(&slug).ok_or(Problem::NotFound)?;
    show(&app, &cache, &viewer, &asked, Which::Table(page)).await
}

async fn show(
    app: &App,
    cache: &Cache,
    viewer: &Viewer,
    asked: &Asked,
    which: Which,
) -> Result<Markup, Problem> {
    // What was typed wrongly is said beside the evaluation as it usually is.
    let (setting, errors) = match Setting::read(app, asked) {
        Ok(setting) => (setting, Errors::new()),
        Err(errors) => (Setting::usual(app), errors),
    };
    let evaluated = cache.evaluated(app, viewer, setting).await?;
    let evaluation = &for_viewer(app, viewer, &evaluated).await?;
    let (path, title, content) = match which {
        Which::Overview => (
            "/evaluation".to_owned(),
            "Evaluation".to_owned(),
            report::overview(evaluation, &setting),
        ),
        Which::Table(page) => (
            format!("/evaluation/{}", page.slug),
            page.title.to_owned(),
            page.fragment(evaluation, &setting),
        ),
    };
    let unread = match which {
        Which::Overview => messages::unread(app, viewer).await?,
        Which::Table(_) => Markup::default(),
    };
    let wrong = (!errors.is_empty()).then_some((asked, &errors));
    let content = html! {
        (unread)
        (controls(&setting, &path, wrong))
        (layout(&setting, evaluation, which, &content))
    };
    let mut page = shell::page(app, viewer, Area::Evaluation, &title, content);
    page.as_at = Some(setting.in_words());
    page.errors = errors;
    Ok(govuk::page(&page))
}

/// The content beside the list of pages, and the files to take away.
fn layout(setting: &Setting, evaluation: &Evaluation, which: Which, content: &Markup) -> Markup {
    let slug = match which {
        Which::Overview => None,
        Which::Table(page) => Some(page.slug),
    };
    html! {
        // The overview ends with the same list as its contents.
        @if slug.is_some() { (navigation(setting, evaluation, slug)) }
        (content)
        @if slug == Some(quotes::FROM) {
            p.govuk-body {
                a.govuk-link href=(setting.href("/evaluation/quotes", &[])) {
                    "Read what parents and children say, where it may be quoted"
                }
            }
        }
        @if let Some(slug) = slug { (neighbours(setting, slug)) }
        (files(setting, evaluation, slug))
    }
}

/// The ways to the page before and the page after.
fn neighbours(setting: &Setting, slug: &str) -> Markup {
    let at = PAGES.iter().position(|page| page.slug == slug).unwrap_or(0);
    let link = |page: &report::TablePage| PageLink::new(setting.page(page.slug)).label(page.title);
    let mut pagination = Pagination::new().landmark("Pages of the evaluation");
    pagination = match at.checked_sub(1).map(|before| &PAGES[before]) {
        Some(before) => pagination.previous(link(before)),
        None => {
            pagination.previous(PageLink::new(setting.href("/evaluation", &[])).label("Overview"))
        }
    };
    if let Some(after) = PAGES.get(at + 1) {
        pagination = pagination.next(link(after));
    }
    html! { (pagination) }
}

/// The pages of the evaluation, the checks with how many there are.
fn navigation(setting: &Setting, evaluation: &Evaluation, here: Option<&str>) -> Markup {
    let mut overview = SubItem::new("Overview", setting.href("/evaluation", &[]));
    if here.is_none() {
        overview = overview.current();
    }
    let items = PAGES.iter().map(|page| {
        let href = setting.href(&format!("/evaluation/{}", page.slug), &[]);
        let mut item = SubItem::new(page.title, href);
        if page.slug == "checks" && !evaluation.checks.is_empty() {
            item = item.count(evaluation.checks.len());
        }
        if here == Some(page.slug) {
            item = item.current();
        }
        item
    });
    html! { (SubNavigation::new("Evaluation").item(overview).items(items)) }
}

fn files(setting: &Setting, evaluation: &Evaluation, slug: Option<&str>) -> Markup {
    let link = |words: &str, format: &str, table: Option<&str>| {
        let mut query = vec![("format", format)];
        query.extend(table.map(|table| ("table", table)));
        let href = setting.href("/evaluation/download", &query);
        html! { li { a.govuk-link href=(href) { (words) } } }
    };
    let tables = slug.map_or_else(Vec::new, |slug| tables(evaluation, slug));
    html! {
        section aria-labelledby="files" {
            h2.govuk-heading-s id="files" { "Take it with you" }
            ul.govuk-list {
                @if !tables.is_empty() {
                    (link("The tables of this page as a workbook (.xlsx)", "xlsx", slug))
                }
                @for (name, table) in &tables {
                    (link(&format!("As CSV: {}", table.title), "csv", Some(name)))
                }
                (link("The whole evaluation as a workbook (.xlsx)", "xlsx", None))
                (link("The whole evaluation as one page to keep or print (.html)", "html", None))
                (link("Every figure as CSV", "csv", None))
                (link("The whole evaluation as data (.json)", "json", None))
            }
        }
    }
}

/// The evaluation as a viewer may have it, to be shown or taken away.
pub(super) async fn for_viewer<'a>(
    app: &App,
    viewer: &Viewer,
    evaluated: &'a Evaluated,
) -> Result<Cow<'a, Evaluation>, Problem> {
    let kept = Kept::load(app, viewer, evaluated).await?;
    if kept.is_nothing() {
        return Ok(Cow::Borrowed(&evaluated.evaluation));
    }
    let names = &evaluated.names;
    let without = names.without_references(&evaluated.evaluation, &kept);
    Ok(Cow::Owned(without))
}
