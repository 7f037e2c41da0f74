//! What is known of the children's safety: the safety plan, its lapses, concerns and what became of
//! them.

pub(super) mod plans;
mod readings;

use axum::extract::{Path, Query, State};
use govuk::{Colour, Extras, Tag};
use maud::{Markup, html};
use record::ConcernSoFar;
use record::lists::ConcernStepCode;

use super::concerns::name;
use super::family::{Opened, Tab};
use super::shown::AskedDay;
use super::words::{day, person, time};
use crate::app::Shared;
use crate::error::Problem;
use crate::recording;
use crate::session::SignedIn;

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<AskedDay>,
) -> Result<Markup, Problem> {
    let opened = Opened::open(&app, viewer, &id, &asked).await?;
    Ok(opened.page(&app, Tab::Safety, &content(&opened, app.now())))
}

fn content(opened: &Opened, now: calendar::Stamp) -> Markup {
    let concerns = &opened.family.safety.concerns;
    html! {
        (plans::content(opened))
        h2.govuk-heading-m { "Concerns" }
        @if concerns.is_empty() {
            p.app-empty { "No concern has been raised here." }
        }
        @for it in concerns.iter().rev() { (concern(opened, it)) }
        (readings::content(opened, now))
    }
}

fn concern(opened: &Opened, it: &ConcernSoFar) -> Markup {
    let said = &it.concern;
    let number = opened.number(it.entry);
    let holder = opened.family.case_holder();
    let holds = |viewer: &access::Viewer| holder.is_some_and(|it| it.worker == viewer.worker);
    let recorder = opened.recorder();
    let waits = it.acknowledged().is_none();
    let acknowledge = recorder.filter(|viewer| waits && holds(viewer));
    let acknowledge = acknowledge
        .and_then(|viewer| recording::acknowledge_address(viewer, &opened.family, number));
    let add = recorder.and_then(|viewer| recording::add_address(viewer, &opened.family, number));
    html! {
        article.app-person aria-labelledby={ "concern-" (number) } {
            h3.govuk-heading-s id={ "concern-" (number) } {
                (name(said.urgency)) " of " (it.happened.in_words())
                @if let Some(at) = said.time { ", " (time(at)) } " "
                (standing(opened, it))
            }
            p.govuk-body { "About " (about(opened, it)) ". Raised on " (said.raised.in_words()) " by " (opened.names.worker(said.by)) "." }
            p.govuk-body.app-typed { (said.seen) }
            @if !said.done.is_empty() { p.govuk-body.app-typed { strong { "Done: " } (said.done) } }
            @for step in &it.steps {
                p.govuk-body.app-typed {
                    strong { (step_words(step.what.step)) " by " (opened.names.worker(step.what.worker)) ", " (day(step.happened.sort_date())) ": " }
                    (step.what.words)
                }
            }
            @if acknowledge.is_some() || add.is_some() {
                div.govuk-button-group {
                    @if let Some(address) = acknowledge { (govuk::Button::link("Acknowledge", address).small()) }
                    @if let Some(address) = add { (govuk::Button::link("Add to it", address).secondary().small()) }
                }
            }
        }
    }
}

fn standing(opened: &Opened, it: &ConcernSoFar) -> Tag {
    if it.acknowledged().is_some() {
        return Tag::new("Acknowledged").colour(Colour::Green);
    }
    match &opened.watch {
        Some(watch) => watch.tag(it.concern.raised, it.concern.urgency),
        None => Tag::new("Not acknowledged yet")
            .colour(Colour::Yellow)
            .class("app-tag--wraps"),
    }
}

fn about(opened: &Opened, it: &ConcernSoFar) -> String {
    let children = it.concern.children.iter();
    let names: Vec<String> = children.map(|id| person(&opened.family, *id)).collect();
    match &names[..] {
        [] => "the family".to_owned(),
        names => names.join(", "),
    }
}

fn step_words(step: ConcernStepCode) -> &'static str {
    match step {
        ConcernStepCode::Added => "Added",
        ConcernStepCode::Acknowledged => "Acknowledged",
    }
}
