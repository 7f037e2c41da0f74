//! The manager's first page: what waits in the team, and what it carries against what it can.

use access::Viewer;
use calendar::Stamp;
use govuk::{Tile, tiles};
use maud::{Markup, html};
use store::{AskedWaiting, Tally};

use super::choice::Choice;
use super::concerns;
use super::on_day::{self, OnDay};
use super::words::label;
use super::{holding, loads, tables};
use crate::advice;
use crate::app::App;
use crate::error::Problem;
use crate::families::restricted;
use crate::families::words::counted;

pub(super) async fn content(app: &App, viewer: &Viewer) -> Result<(&'static str, Markup), Problem> {
    let today = app.today();
    let on = &OnDay::today(today);
    let board = app.store().board(viewer, today).await?;
    let team = app.store().practitioners(viewer.service).await?;
    let asked = app.store().asked_waiting(viewer).await?;
    let could = holding::could(app, viewer).await?.len();
    let all: u64 = board.waiting.iter().map(|tally| tally.all).sum();
    let waiting: Vec<&Tally> = board.waiting.iter().filter(|it| it.all > 0).collect();
    let concerns = concerns::content(app, viewer).await?;
    let content = html! {
        h1.govuk-heading-l { "Team" }
        (concerns)
        h2.govuk-heading-m { "What waits" }
        @if waiting.is_empty() && asked.count == 0 {
            p.app-empty { "Nothing waits for the team." }
        } @else {
            p.govuk-body {
                a.govuk-link href="/today/waiting" { (counted(number(all), "thing waits", "things wait")) }
                " in families."
            }
            (tiles(asked_for(&asked, app.now()).into_iter()
                .chain((could > 0).then(|| Tile::new(could, holding::TITLE, "/today/holding").note("there is room")))
                .chain(waiting.into_iter().map(tile))))
        }
        h2.govuk-heading-m { "Workers" }
        (tables::workers(&loads::of_workers(&board, &team, today), on))
        h2.govuk-heading-m { "Disciplines" }
        (tables::disciplines(&loads::of_disciplines(&board, &team, today), on))
        p.govuk-body { a.govuk-link href=(on_day::PATH) { "See caseload and demand on another day" } }
        p.govuk-body { a.govuk-link href=(restricted::ADDRESS) { "Restricted families" } }
    };
    Ok(("Team", content))
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// What was asked of the team and waits for a consultation, with the hours since the asking.
fn asked_for(asked: &AskedWaiting, now: Stamp) -> Option<Tile> {
    let since = asked.since?;
    let tile = Tile::new(
        number(asked.count),
        "Asked for a consultation",
        "/advice/asked",
    );
    Some(tile.note(format!("the longest for {}", advice::hours(since, now))))
}

fn tile(tally: &Tally) -> Tile {
    let href = Choice::of_kind(tally.kind).address("/today/waiting");
    let tile = Tile::new(number(tally.all), label(tally.kind), href);
    let late = (tally.late > 0).then(|| format!("{} late", tally.late));
    let today = (tally.today > 0).then(|| format!("{} due today", tally.today));
    let said: Vec<String> = late.into_iter().chain(today).collect();
    if said.is_empty() {
        return tile;
    }
    let tile = tile.note(said.join(", "));
    if tally.late > 0 { tile.waiting() } else { tile }
}
