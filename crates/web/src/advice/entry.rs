//! One entry of the book: what was given, with what was said of it before; or what was asked.

use axum::extract::{Path, Query, State};
use calendar::day;
use govuk::{Alert, AlertKind, BackLink, Button, Details, SummaryList};
use maud::{Markup, html};
use record::lists::{CameOf, Discipline};
use record::{AdviceGiven, Answered, Asking, FamilyId, Given, Present, Version};
use serde::Deserialize;

use super::desk::{Desk, address, id};
use crate::app::Shared;
use crate::error::Problem;
use crate::families::words::{Names, counted};
use crate::session::SignedIn;
use crate::shell::{self, Area};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(of): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let of = id(&of)?;
    let desk = Desk::load(&app, viewer).await?;
    let (title, content, back) = if let Some(given) = desk.book.given(of) {
        (
            given.now.what.kind.label(),
            self::given(&desk, given),
            "/advice",
        )
    } else {
        let asking = desk.book.asking(of).ok_or(Problem::NotFound)?;
        let content = self::asking(&desk, asking);
        ("Asked for a consultation", content, "/advice/asked")
    };
    let content = html! {
        @if !asked.done.is_empty() { (Alert::new(AlertKind::Success, "It is in the book of advice")) }
        h1.govuk-heading-l { (title) }
        (content)
    };
    let mut page = shell::page(&app, &desk.viewer, Area::Advice, title, content);
    page.back_link = Some(BackLink::new(back));
    Ok(govuk::page(&page))
}

fn given(desk: &Desk, given: &Given) -> Markup {
    let id = given.id;
    html! {
        (version(&desk.names, &given.now))
        (SummaryList::new().pair("What came of it", came(given.came, given.family)))
        div.govuk-button-group {
            (Button::link("Say what came of it", format!("/advice/came/{id}")))
            (Button::link("Put right", format!("/advice/put-right/{id}")).secondary())
        }
        @for before in given.before.iter().rev() {
            (Details::new(
                format!("Recorded before, on {}", before.recorded_at.in_words()),
                version(&desk.names, before),
            ))
        }
    }
}

/// What came of it, with the way to the family.
pub(super) fn came(came: CameOf, family: Option<FamilyId>) -> Markup {
    html! {
        (came.label())
        @if let Some(family) = family {
            ": " a.govuk-link href={ "/families/" (family) } { "open the family" }
        }
    }
}

fn version(names: &Names, version: &Version) -> Markup {
    let it = &version.what;
    let recorded = format!(
        "{}, {}",
        names.worker(version.recorded_by),
        version.recorded_at.in_words()
    );
    let list = SummaryList::new()
        .pair("Day", day::in_words(version.happened))
        .pair("Who asked", format!("{}, {}", it.to, it.team))
        .pair(
            "How",
            format!(
                "{}, {}",
                it.mode.label(),
                counted(it.minutes.into(), "minute", "minutes")
            ),
        )
        .pair("Of the team", there(names, &it.present))
        .pair("What was asked", html! { span.app-typed { (it.question) } });
    let list = advice(it).into_iter().fold(list, |list, (key, words)| {
        list.pair(key, html! { span.app-typed { (words) } })
    });
    let list = list.pair("Recorded by", recorded);
    let list = if version.why.is_empty() {
        list
    } else {
        list.pair(
            "Put right because",
            html! { span.app-typed { (version.why) } },
        )
    };
    html! { (list) }
}

/// Who of the team was there.
pub(super) fn there(names: &Names, present: &[Present]) -> String {
    let there = present.iter().map(|who| {
        let name = who.worker.map_or(who.words.as_str(), |id| names.worker(id));
        match who.discipline {
            Some(discipline) => format!("{name} ({})", discipline.label()),
            None => name.to_owned(),
        }
    });
    there.collect::<Vec<_>>().join("; ")
}

/// The advice of each discipline and the services named, each under its heading.
pub(super) fn advice(it: &AdviceGiven) -> Vec<(String, String)> {
    let of = |discipline: Option<Discipline>| match discipline {
        Some(discipline) => format!("Advice, {}", discipline.label().to_lowercase()),
        None => "Advice of the team".to_owned(),
    };
    let advice = it.advice.iter();
    let mut all: Vec<_> = advice
        .map(|it| (of(it.discipline), it.words.clone()))
        .collect();
    if !it.signposts.is_empty() {
        all.push(("Services".to_owned(), it.signposts.join("\n")));
    }
    all
}

fn asking(desk: &Desk, asking: &Asking) -> Markup {
    let it = &asking.what;
    let disciplines: Vec<&str> = it.disciplines.iter().map(|each| each.label()).collect();
    let list = SummaryList::new()
        .pair("Asked by", desk.names.worker(asking.by))
        .pair("When", asking.at.in_words())
        .pair("About", about(it.family))
        .pair(
            "What they would like to ask",
            html! { span.app-typed { (it.question) } },
        )
        .pair(
            "Disciplines",
            if disciplines.is_empty() {
                "Left to the team".to_owned()
            } else {
                disciplines.join(", ")
            },
        )
        .pair("How to reach them", html! { span.app-typed { (it.reach) } });
    html! {
        (list)
        @match asking.answered {
            None => div.govuk-button-group {
                (Button::link("Record the consultation", answer(asking)))
                (Button::link("Say what came of it", format!("/advice/came/{}", asking.id)).secondary())
            },
            Some(Answered::Given(id)) => p.govuk-body {
                "Answered: " a.govuk-link href=(address(id)) { "see the advice" }
            },
            Some(Answered::InTheFamily(family, at)) => p.govuk-body {
                "Answered by a consultation recorded on " (at.in_words()) ": "
                a.govuk-link href={ "/families/" (family) } { "open the family" }
            },
            Some(Answered::CameTo(what, family)) => p.govuk-body { (came(what, family)) },
        }
    }
}

/// What somebody asked about, with the way to the family.
pub(super) fn about(family: Option<FamilyId>) -> Markup {
    html! {
        @if let Some(family) = family {
            a.govuk-link href={ "/families/" (family) } { "A family of theirs" }
        } @else {
            "No family yet"
        }
    }
}

/// Where what was asked is answered: on the family's page if it is about one.
pub(super) fn answer(asking: &Asking) -> String {
    match asking.what.family {
        Some(family) => format!("/families/{family}/record/consultation"),
        None => format!("/advice/record/{}", asking.id),
    }
}
