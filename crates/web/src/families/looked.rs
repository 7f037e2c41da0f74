//! Who has looked at a family: the latest first.

use axum::extract::{Path, Query, State};
use govuk::{Cell, Extras as _, Table};
use maud::{Markup, html};
use record::Sight;
use serde::Deserialize;
use store::{Look, LookKind};

use super::family::{Opened, Tab};
use super::shown::AskedDay;
use super::words::counted;
use crate::app::Shared;
use crate::error::Problem;
use crate::paging::{LENGTH, Pages};
use crate::session::SignedIn;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(flatten)]
    day: AskedDay,
    page: String,
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let opened = Opened::open(&app, viewer, &id, &asked.day).await?;
    let store = app.store();
    let total = store.count_looked(&opened.leave).await?;
    let pages = Pages::asked(&asked.page, total)?;
    let skip = pages.places().start;
    let looks = store.who_looked(&opened.leave, skip, LENGTH).await?;
    let address = opened.address(Tab::Looked);
    let with = if address.contains('?') { '&' } else { '?' };
    let content = html! {
        p.govuk-body {
            "Each time somebody opened a page or a file of this family alone. Lists in which it stands \
             among others are kept too: whoever checks the trail can ask for them."
        }
        @if looks.is_empty() {
            p.app-empty { "Nobody has looked yet but you, just now." }
        } @else {
            p.app-list-count { (counted(total, "look", "looks")) (pages.words()) }
            (table(&opened, &looks))
            (pages.ways("Looks", |page| format!("{address}{with}page={page}")))
        }
    };
    Ok(opened.page(&app, Tab::Looked, &content))
}

fn table(opened: &Opened, looks: &[Look]) -> Table {
    // Whoever sees only what is shared is not told which forms were opened: some are for what they
    // do not see.
    let shared = opened.leave.sight() == Sight::Shared;
    let what = |look: &Look| {
        let told = matches!(look.kind, LookKind::Refused | LookKind::Emergency);
        if shared && !told {
            "Opened the family"
        } else {
            look.kind.label()
        }
    };
    Table::new()
        .hidden_caption("Who has looked")
        .head(["When", "Who", "What"])
        .rows(looks.iter().map(|look| {
            [
                Cell::new(look.at.in_words()),
                Cell::new(opened.names.worker(look.by.worker)).attribute("data-name", "Who"),
                Cell::new(what(look)).attribute("data-name", "What"),
            ]
        }))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}
