//! Looking that somebody should ask about.

use access::Act;
use axum::extract::{Query, State};
use calendar::Stamp;
use govuk::{Button, Cell, Choice, Extras as _, InsetText, Legend, Radios, Size, Table};
use maud::{Markup, html};
use serde::Deserialize;
use store::{LookingSettings, Unusual, Why};

use super::{ADDRESS, leave};
use crate::app::Shared;
use crate::error::Problem;
use crate::families::words::{Names, counted};
use crate::messages;
use crate::session::SignedIn;
use crate::shell::{self, Area};

const TITLE: &str = "Who has looked";
/// The longest list of findings on the page.
const LONGEST: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    days: String,
}

impl Asked {
    /// Of how many days the page tells.
    fn days(&self) -> Result<i32, Problem> {
        match self.days.as_str() {
            "" | "7" => Ok(7),
            "1" => Ok(1),
            "30" => Ok(30),
            _ => Err(Problem::NotFound),
        }
    }
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let days = asked.days()?;
    let from = calendar::day::plus_days(app.today(), 1 - days);
    let since = Stamp::from_london(from, 0, 0).map_err(|error| Problem::failed(&error))?;
    let found = app.store().unusual_looking(&leave, since).await?;
    let limits = app.store().looking_settings(leave.id()).await?;
    let names = Names::load(&app, &viewer).await?;
    let unread = messages::unread(&app, &viewer).await?;
    let content = html! {
        (unread)
        h1.govuk-heading-l { (TITLE) }
        p.app-lead {
            "Everybody who opens a family, a list or a file is written down before they see it. "
            "Here is what somebody should ask about. It does not say that anything was wrong."
        }
        (period(days))
        @for why in Why::ALL {
            @let of: Vec<&Unusual> = found.iter().filter(|it| it.why == why).collect();
            section {
                h2.govuk-heading-m { (title(why)) }
                p.govuk-body { (meaning(why, limits)) }
                @if of.is_empty() {
                    p.app-empty { "Nobody in this time." }
                } @else {
                    p.app-list-count { (count(of.len())) }
                    (table(why, &of, &names))
                }
            }
        }
        @if viewer.may(Act::ReadFamily) {
            (InsetText::new("The page “Who has looked” of each family has everybody who opened it."))
        }
    };
    Ok(govuk::page(&shell::page(
        &app,
        &viewer,
        Area::Trail,
        TITLE,
        content,
    )))
}

fn period(days: i32) -> Markup {
    let choice = |days: &'static str, words: &'static str| Choice::new(days, words);
    html! {
        form method="get" action=(ADDRESS) {
            (Radios::new("days", Legend::new("Of which time?").size(Size::S)).small().inline()
                .choice(choice("1", "Today"))
                .choice(choice("7", "The last 7 days"))
                .choice(choice("30", "The last 30 days"))
                .value(days.to_string()))
            (Button::new("Show").secondary())
        }
    }
}

fn count(found: usize) -> String {
    let all = counted(found, "finding", "findings");
    if found > LONGEST {
        format!("{all}: showing the latest {LONGEST}")
    } else {
        all
    }
}

fn title(why: Why) -> &'static str {
    match why {
        Why::OwnName => "Their own name",
        Why::OwnLastName => "Their own last name",
        Why::Refused => "Families that are not theirs",
        Why::Many => "Many families in a short time",
        Why::NoRelation => "No work with the family",
    }
}

fn meaning(why: Why, limits: LookingSettings) -> String {
    match why {
        Why::OwnName => {
            "Somebody of the family has the same name as the person who looked.".to_owned()
        }
        Why::OwnLastName => {
            "Somebody of the family has the same last name as the person who looked.".to_owned()
        }
        Why::Refused => {
            "Somebody asked for a family that is not theirs, or for one that is not here, and was \
             shown nothing. Their session says which."
                .to_owned()
        }
        Why::Many => format!(
            "{} families or more within {} minutes. The administrator sets both numbers.",
            limits.many_families, limits.within_minutes
        ),
        Why::NoRelation => {
            "A practitioner who supports nobody of the family and has written nothing \
                            in its chronology that others can see."
                .to_owned()
        }
    }
}

fn table(why: Why, found: &[&Unusual], names: &Names) -> Table {
    let family = match why {
        Why::Refused | Why::Many => "Families",
        _ => "Family",
    };
    let named = |name: &'static str, words: String| Cell::new(words).attribute("data-name", name);
    Table::new()
        .hidden_caption(title(why))
        .head(["Who", family, "Looks", "First", "Last", "Session"])
        .rows(found.iter().take(LONGEST).map(|it| {
            let who = names.worker(it.by.worker);
            let session = format!("{ADDRESS}/sessions/{}", it.by.session);
            [
                Cell::new(who),
                named(family, it.reference.clone().unwrap_or_else(|| it.families.to_string())),
                named("Looks", it.times.to_string()),
                named("First", it.first.in_words()),
                named("Last", it.last.in_words()),
                Cell::new(html! {
                    a.govuk-link href=(session) {
                        "What they saw" span.govuk-visually-hidden { ": " (who) ", " (it.last.in_words()) }
                    }
                }),
            ]
        }))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}
