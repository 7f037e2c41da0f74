//! What the team carries and what waits on a day that is chosen. No day is remembered: it stands in
//! the address, with nothing personal beside it.

use access::{Act, Viewer};
use axum::extract::{Query, State};
use calendar::{Date, day};
use govuk::{BackLink, Button, Errors, Extras};
use maud::{Markup, html};
use serde::Deserialize;
use store::Board;

use super::{loads, tables};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::past_day;
use crate::families::words::address;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(super) const PATH: &str = "/today/capacity";
const TITLE: &str = "Caseload and demand";

/// The day asked for, as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    as_at: String,
}

impl Asked {
    /// The day; a file of another day than was asked for would mislead.
    pub(super) fn day(&self, app: &App) -> Result<OnDay, Problem> {
        let past = past_day(&self.as_at, app.today()).map_err(Problem::BadRequest)?;
        Ok(OnDay {
            past,
            ..OnDay::today(app.today())
        })
    }
}

/// Today, or a day before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OnDay {
    today: Date,
    past: Option<Date>,
}

impl OnDay {
    pub(super) fn today(today: Date) -> Self {
        Self { today, past: None }
    }

    pub(super) fn day(&self) -> Date {
        self.past.unwrap_or(self.today)
    }

    /// The day if it is before today.
    pub(super) fn past(&self) -> Option<Date> {
        self.past
    }

    /// The team at one sight on the day.
    pub(super) async fn board(&self, app: &App, viewer: &Viewer) -> Result<Board, Problem> {
        Ok(match self.past {
            None => app.store().board(viewer, self.today).await?,
            Some(day) => app.store().board_as_at(viewer, day).await?,
        })
    }

    /// An address of the same day.
    pub(super) fn address(&self, path: &str) -> String {
        address(path, [("as_at", self.past.map(|day| day.to_string()))])
    }

    /// The head of the column that says who was there.
    pub(super) fn title(&self) -> &'static str {
        self.past.map_or("Today", |_| "That day")
    }

    pub(super) fn here(&self) -> &'static str {
        self.past
            .map_or("Workers here today", |_| "Workers here that day")
    }

    /// The heads of the columns of what was due on the day and before it.
    pub(super) fn due(&self) -> [&'static str; 2] {
        self.past
            .map_or(["Due today", "Late"], |_| ["Due that day", "Late by then"])
    }

    pub(super) fn nothing_waits(&self) -> &'static str {
        self.past.map_or(
            "Nothing waits for the team.",
            |_| "Nothing waited for the team.",
        )
    }

    /// The name of a file, with the day it tells of if that is not the day it is made.
    pub(super) fn file(&self, name: &str) -> String {
        self.past
            .map_or_else(|| name.to_owned(), |day| format!("{name}-as-at-{day}"))
    }

    /// What a file says of its day.
    pub(super) fn in_file(&self) -> String {
        let today = day::in_words(self.today);
        match self.past {
            None => format!("as listed on {today}"),
            Some(past) => format!("as at {}, by what is known on {today}", day::in_words(past)),
        }
    }
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    if !viewer.may(Act::RecordWork) {
        return Err(Problem::NotFound);
    }
    let mut errors = Errors::new();
    let on = match past_day(&asked.as_at, app.today()) {
        Ok(past) => OnDay {
            past,
            ..OnDay::today(app.today())
        },
        Err(why) => {
            errors.add("as-at", why);
            OnDay::today(app.today())
        }
    };
    let typed = if errors.is_empty() {
        on.day().to_string()
    } else {
        asked.as_at
    };
    let board = on.board(&app, &viewer).await?;
    let team = app.store().practitioners(viewer.service).await?;
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        form.app-as-at."govuk-!-margin-bottom-4" method="get" action=(PATH) {
            label.app-as-at__label for="as-at" { "As at" }
            input.govuk-input.app-as-at__day type="date" id="as-at" name="as_at"
                value=(typed) max=(on.today);
            (Button::new("Show").secondary().small().class("app-as-at__show"))
        }
        (said(&on))
        h2.govuk-heading-m { "Workers" }
        (tables::workers(&loads::of_workers(&board, &team, on.day()), &on))
        h2.govuk-heading-m { "Disciplines" }
        (tables::disciplines(&loads::of_disciplines(&board, &team, on.day()), &on))
        h2.govuk-heading-m { (on.past().map_or("What waits", |_| "What waited")) }
        (tables::waiting(&board.waiting, &on))
    };
    let mut page = shell::page(&app, &viewer, Area::Home, TITLE, content);
    page.back_link = Some(BackLink::new("/today").content("Back to the start page"));
    page.as_at = on.past().map(|day| calendar::as_at_in_words(day, None));
    page.errors = errors;
    Ok(govuk::page(&page))
}

/// Which day it is, and what of it is not kept day by day.
fn said(on: &OnDay) -> Markup {
    let day = day::in_words(on.day());
    html! {
        @if on.past().is_some() {
            p.govuk-body {
                strong { "As it was on " (day) } ", by what is known of that day now. Ceilings and disciplines of workers are those set today. "
                a.govuk-link href=(PATH) { "See today" }
            }
        } @else {
            p.govuk-body { strong { "As it is today, " (day) } "." }
        }
    }
}
