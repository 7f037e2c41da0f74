//! What one session has seen, in the order of its time.

use std::collections::BTreeSet;

use axum::extract::{Path, Query, State};
use govuk::{BackLink, Cell, Extras as _, SummaryList, Table};
use maud::{Markup, html};
use record::FamilyId;
use serde::Deserialize;
use store::{Look, LookKind};
use uuid::Uuid;

use super::{ADDRESS, leave};
use crate::app::Shared;
use crate::error::Problem;
use crate::families::words::{Names, counted};
use crate::paging::Pages;
use crate::session::SignedIn;
use crate::shell::{self, Area};

const TITLE: &str = "What a session saw";
/// The most references in a row; a file may name every family.
const NAMED: usize = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    page: String,
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(session): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let looks = app.store().seen_in_session(&leave, session).await?;
    let (Some(first), Some(last)) = (looks.first(), looks.last()) else {
        return Err(Problem::NotFound);
    };
    let names = Names::load(&app, &viewer).await?;
    let pages = Pages::asked(&asked.page, looks.len())?;
    // The latest first, as on every page of what happened.
    let shown: Vec<&Look> = looks.iter().rev().collect();
    let shown = &shown[pages.places()];
    let mut rows = Vec::with_capacity(shown.len());
    for look in shown {
        let named: Vec<FamilyId> = look.families.iter().take(NAMED).copied().collect();
        let mut references = app.store().references(&leave, &named).await?;
        references.sort_unstable();
        rows.push((*look, families(look, &references)));
    }
    let all = shown_to_them(&looks);
    let address = format!("{ADDRESS}/sessions/{session}");
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        (SummaryList::new()
            .pair("Who", names.worker(first.by.worker))
            .pair("From", first.at.in_words())
            .pair("Until", last.at.in_words())
            .pair("Families seen", all.len().to_string()))
        p.app-list-count { (counted(looks.len(), "look", "looks")) (pages.words()) }
        (table(&rows))
        (pages.ways("Looks", |page| format!("{address}?page={page}")))
    };
    let mut page = shell::page(&app, &viewer, Area::Trail, TITLE, content);
    page.back_link = Some(BackLink::new(ADDRESS).content("Back to who has looked"));
    Ok(govuk::page(&page))
}

fn shown_to_them(looks: &[Look]) -> BTreeSet<FamilyId> {
    let shown = looks.iter().filter(|it| it.kind != LookKind::Refused);
    shown.flat_map(|it| it.families.iter().copied()).collect()
}

fn families(look: &Look, references: &[String]) -> String {
    let named = references.iter().map(|it| match it.as_str() {
        "" if look.kind == LookKind::Refused => "Not a family of this service",
        "" => "No reference yet",
        reference => reference,
    });
    let mut words = named.collect::<Vec<_>>().join(", ");
    if look.families.len() > references.len() {
        words = format!(
            "{words} and {} more",
            look.families.len() - references.len()
        );
    }
    if look.families.is_empty() {
        words = counted(
            usize::try_from(look.others).unwrap_or(usize::MAX),
            "row that names no family",
            "rows that name no family",
        );
    }
    words
}

/// A route as it is read: what stands for an id is left open.
fn without_ids(page: &str) -> String {
    let parts = page
        .split('/')
        .map(|part| if part.starts_with('{') { "…" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn table(rows: &[(&Look, String)]) -> Table {
    Table::new()
        .hidden_caption(TITLE)
        .head(["When", "What", "Page", "Families"])
        .rows(rows.iter().map(|(look, families)| {
            [
                Cell::new(look.at.in_words()),
                Cell::new(look.kind.label()).attribute("data-name", "What"),
                Cell::new(without_ids(&look.page)).attribute("data-name", "Page"),
                Cell::new(families.as_str()).attribute("data-name", "Families"),
            ]
        }))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}
