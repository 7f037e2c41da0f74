//! The families that only named people see, for the managers who are among them.

use axum::extract::State;
use calendar::AsAt;
use govuk::{Cell, Extras, InsetText, Table};
use maud::{Markup, html};
use record::Family;

use super::words::{Names, counted};
use crate::app::Shared;
use crate::error::Problem;
use crate::session::SignedIn;
use crate::shell::{self, Area};

/// Where it is.
pub(crate) const ADDRESS: &str = "/restricted";
const TITLE: &str = "Restricted families";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let names = Names::load(&app, &viewer).await?;
    let today = AsAt::day(app.today());
    let mut families = Vec::new();
    for id in app.store().restricted_families(&viewer).await? {
        if let Some(leave) = app.store().authorise_read(&viewer, id).await? {
            families.push(app.store().family(&leave, today).await?);
        }
    }
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        p.app-lead { "Families that only named people see. You are among them; there may be others that you do not see." }
        @if families.is_empty() {
            p.app-empty { "No family that you see is restricted." }
        } @else {
            p.app-list-count { (counted(families.len(), "family", "families")) }
            (table(&families, &names))
        }
        (InsetText::new(html! {
            p { "A family is restricted on its own page, under \u{201c}Record something else\u{201d}: when somebody of it works here, is a relative of somebody who does, or is known to the public." }
            p { "When none of the managers who are named works here any more, every manager sees the family, so that one of them can be named." }
        }))
    };
    let page = shell::page(&app, &viewer, Area::Families, TITLE, content);
    Ok(govuk::page(&page))
}

fn table(families: &[Family], names: &Names) -> Table {
    let named = |name: &'static str, words: Markup| Cell::new(words).attribute("data-name", name);
    Table::new()
        .hidden_caption(TITLE)
        .head(["Family", "Since", "Why", "Seen by"])
        .rows(families.iter().filter_map(|family| {
            let since = family.restriction.as_ref()?;
            let seen_by = family.named().unwrap_or_default().into_iter();
            let seen_by: Vec<&str> = seen_by.map(|it| names.worker(it)).collect();
            let ground = since.what.ground?;
            Some([
                Cell::new(html! {
                    a.govuk-link href={ "/families/" (family.id) } { (family.reference) }
                }),
                named("Since", html! { (since.happened.in_words()) }),
                named(
                    "Why",
                    html! { (ground.label()) ". " span.app-quiet { (since.what.reason) } },
                ),
                named("Seen by", html! { (seen_by.join(", ")) }),
            ])
        }))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}
