//! A social worker's first page: their families.

use access::Viewer;
use govuk::{Button, Cell, Extras, Head, PageLink, Pagination, Table};
use maud::{Markup, html};
use record::FamilyId;
use store::{Cursor, PAGE_LENGTH};

use super::choice::Choice;
use super::concerns;
use super::families::{Around, Asked, Line};
use super::lists;
use crate::advice;
use crate::app::App;
use crate::error::Problem;
use crate::families::words::{counted, status_tag, together};

/// The title and the content; nothing if the page cannot begin where it was asked to.
pub(super) async fn content(
    app: &App,
    viewer: &Viewer,
    asked: &Asked,
) -> Result<Option<(&'static str, Markup)>, Problem> {
    let places = asked.after.split(',').filter(|id| !id.is_empty());
    let trail: Vec<FamilyId> = places
        .map(|id| id.parse().map_err(|_| Problem::NotFound))
        .collect::<Result<_, _>>()?;
    if let Some(last) = trail.last()
        && app.store().authorise_read(viewer, *last).await?.is_none()
    {
        return Ok(None);
    }
    let around = Around::load(app, viewer).await?;
    let (lines, page) = around
        .page(app, viewer, trail.last().copied().map(Cursor))
        .await?;
    let total = usize::try_from(page.total).unwrap_or(usize::MAX);
    let families = counted(total, "family", "families");
    let first = trail.len() * PAGE_LENGTH + 1;
    let count = if total <= PAGE_LENGTH {
        families
    } else {
        let last = first + lines.len().saturating_sub(1);
        format!(
            "{families}: showing {} to {}",
            costs::plain(first),
            costs::plain(last)
        )
    };
    let askings = advice::own_askings(app, viewer).await?;
    let concerns = concerns::content(app, viewer).await?;
    let content = html! {
        h1.govuk-heading-l { "My families" }
        (concerns)
        div.govuk-button-group {
            (Button::link("Refer a family", "/refer"))
            (Button::link("Ask for a consultation", "/ask").secondary())
        }
        @if lines.is_empty() {
            p.app-empty { "You do not hold a case that is known here yet. A family you hold the case of will show here." }
        } @else {
            (lists::head("/today/families", &Choice::default(), &count))
            (table(&lines))
            (ways(&trail, page.next))
            p.govuk-body { a.govuk-link href="/today/waiting" { "See everything that waits in my families" } }
        }
        (askings)
    };
    Ok(Some(("My families", content)))
}

fn ways(trail: &[FamilyId], next: Option<Cursor>) -> Markup {
    let link = |trail: &[FamilyId]| {
        let ids: Vec<String> = trail.iter().map(ToString::to_string).collect();
        PageLink::new(match &ids[..] {
            [] => "/today".to_owned(),
            ids => format!("/today?after={}", ids.join(",")),
        })
    };
    let mut pages = Pagination::new().landmark("Pages of families");
    if let Some((_, before)) = trail.split_last() {
        pages = pages.previous(link(before));
    }
    if let Some(next) = next {
        pages = pages.next(link(&[trail, &[next.0]].concat()));
    }
    html! { @if !trail.is_empty() || next.is_some() { (pages) } }
}

fn table(lines: &[Line]) -> Table {
    let heads = [
        Head::new("Family"),
        Head::new("Status"),
        Head::new("Decision"),
        Head::new("Who supports whom"),
        Head::numeric("Shared entries of the last 14 days"),
        Head::new("What waits"),
    ];
    Table::new()
        .hidden_caption("My families")
        .head(heads)
        .rows(lines.iter().map(row))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}

fn row(line: &Line) -> [Cell; 6] {
    let family = &line.family;
    let people = family.people.iter();
    let people: Vec<&str> = people.filter_map(|p| p.name.as_deref()).collect();
    let reference = match family.reference.as_str() {
        "" => "No reference yet",
        reference => reference,
    };
    let several = |name: &'static str, empty: &str, lines: &[String]| {
        Cell::new(html! {
            @match lines {
                [] => span.app-not-provided { (empty) },
                lines => div { @for line in lines { div { (line) } } },
            }
        })
        .attribute("data-name", name)
    };
    [
        Cell::new(html! {
            a.govuk-link href={ "/families/" (family.family) } { (reference) }
            @if !people.is_empty() { span.app-list-names { (together(&people)) } }
        }),
        Cell::new(html! { @if let Some(status) = family.status { (status_tag(status)) } })
            .attribute("data-name", "Status"),
        several("Decision", "None yet", &line.decided),
        several("Supported by", "Nobody now", &line.support),
        Cell::numeric(line.recent.to_string()).attribute("data-name", "New, 14 days"),
        several("What waits", "Nothing", &line.waits),
    ]
}
