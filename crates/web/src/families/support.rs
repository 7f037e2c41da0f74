//! Support to each person of a family: disciplines, key workers and stages on one line of time.

use axum::extract::{Path, Query, State};
use calendar::{Date, day};
use govuk::{Cell, Extras, Table};
use maud::{Markup, html};
use record::Support;

use super::entries::stage;
use super::family::{Opened, Tab};
use super::shown::AskedDay;
use super::words::person;
use super::work;
use crate::app::Shared;
use crate::error::Problem;
use crate::session::SignedIn;

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<AskedDay>,
) -> Result<Markup, Problem> {
    let opened = Opened::open(&app, viewer, &id, &asked).await?;
    Ok(opened.page(&app, Tab::Support, &content(&opened)))
}

fn content(opened: &Opened) -> Markup {
    let family = &opened.family;
    if family.support.is_empty() {
        return html! {
            (work::content(opened))
            p.app-empty { "Nobody of this family has had direct support." }
        };
    }
    let line = Line::of(opened);
    let (first, last) = (day::in_words(line.first), day::in_words(line.last));
    let table = Table::new()
        .hidden_caption("Support to each person")
        .head([
            "Person",
            "Discipline",
            "Key worker",
            "Stage",
            "From",
            "Until",
            "When",
        ])
        .rows(
            family
                .support
                .iter()
                .map(|support| row(opened, &line, support)),
        )
        .row_headers()
        .compact()
        .class("app-table--stacks");
    html! {
        (work::content(opened))
        h2.govuk-heading-m { "Direct support over time" }
        p.app-list-count { "The bars run from " (first) " to " (last) "." }
        (table)
    }
}

fn row(opened: &Opened, line: &Line, support: &Support) -> [Cell; 7] {
    let disciplines: Vec<&str> = support
        .disciplines
        .iter()
        .map(|each| each.label())
        .collect();
    let discipline = match &disciplines[..] {
        [] => "Not recorded".to_owned(),
        disciplines => disciplines.join("; "),
    };
    let worker = support
        .key_worker
        .map_or("Not recorded", |id| opened.names.worker(id));
    let stage = match support.until {
        None => capital(stage(support.stage)),
        Some(_) => "Ended".to_owned(),
    };
    let until = support
        .until
        .map_or_else(|| "Goes on".to_owned(), calendar::When::in_words);
    let cell = |name: &'static str, words: &str| Cell::new(words).attribute("data-name", name);
    [
        Cell::new(person(&opened.family, support.person)),
        cell("Discipline", &discipline),
        cell("Key worker", worker),
        cell("Stage", &stage),
        cell("From", &support.from.in_words()),
        cell("Until", &until),
        Cell::new(line.bar(support)).class("app-span-cell"),
    ]
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The time that the bars of all rows share: from the referral to the closure or the day shown.
struct Line {
    first: Date,
    last: Date,
}

/// How long the line is drawn, in units of the drawing.
const LENGTH: i32 = 200;

impl Line {
    fn of(opened: &Opened) -> Self {
        let family = &opened.family;
        let starts = family
            .support
            .iter()
            .map(|support| support.from.sort_date());
        let first = starts.chain(family.referred()).min();
        let first = first.unwrap_or_else(|| opened.day());
        let going_on = family.support.iter().any(|support| support.until.is_none());
        let ends = family.support.iter().filter_map(|support| support.until);
        let last = match ends.map(calendar::When::sort_date).max() {
            Some(end) if !going_on => end,
            _ => opened.day(),
        };
        Self { first, last }
    }

    /// The support as a bar. The dates stand beside it, so it is for the eye only.
    fn bar(&self, support: &Support) -> Markup {
        let from = self.place(support.from.sort_date());
        let until = support
            .until
            .map_or(LENGTH, |until| self.place(until.sort_date()));
        html! {
            svg.app-span viewBox={ "0 0 " (LENGTH) " 14" } preserveAspectRatio="none" aria-hidden="true"
                focusable="false" {
                rect.app-span__line x="0" y="6" width=(LENGTH) height="2" {}
                rect.app-span__bar x=(from) y="1" width=((until - from).max(2)) height="12" {}
            }
        }
    }

    fn place(&self, day: Date) -> i32 {
        let all = day::days_between(self.first, self.last).max(1);
        let days = day::days_between(self.first, day).clamp(0, all);
        // Days of a case are far fewer than would overflow.
        days * LENGTH / all
    }
}
