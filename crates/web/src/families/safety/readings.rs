//! What was asked to be read in an emergency, and what became of it.

use calendar::Stamp;
use govuk::{Button, Colour, Extras, Tag};
use maud::{Markup, html};
use record::lists::YesNo;
use record::{ReadingSoFar, ReadingStands};

use crate::families::family::Opened;
use crate::recording;

pub(super) fn content(opened: &Opened, now: Stamp) -> Markup {
    let readings = &opened.family.safety.readings;
    let ask = opened
        .recorder()
        .and_then(|viewer| recording::ask_to_read_address(viewer, &opened.family));
    html! {
        @if !readings.is_empty() || ask.is_some() {
            h2.govuk-heading-m { "Reading in an emergency" }
            @if readings.is_empty() {
                p.app-empty { "Nobody has asked to read what is confidential here." }
            }
            @for it in readings.iter().rev() { (reading(opened, it, now)) }
            @if let Some(address) = ask {
                p.govuk-body { a.govuk-link href=(address) { "Read what is confidential in an emergency" } }
            }
        }
    }
}

fn reading(opened: &Opened, it: &ReadingSoFar, now: Stamp) -> Markup {
    let number = opened.number(it.entry);
    let viewer = opened.recorder();
    let acts = viewer
        .map(|viewer| recording::reading_acts(viewer, &opened.family, it, number, now))
        .unwrap_or_default();
    let stands = it.stands(now);
    let reads = viewer.is_some_and(|viewer| viewer.worker == it.asked.by)
        && matches!(stands, ReadingStands::Open(_));
    html! {
        article.app-person aria-labelledby={ "reading-" (number) } {
            h3.govuk-heading-s id={ "reading-" (number) } {
                "Asked by " (opened.names.worker(it.asked.by)) ", " (it.happened.in_words()) " " (tag(stands))
            }
            (recording::asked_words(&opened.family, &opened.names, it))
            @for answer in &it.answers {
                p.govuk-body.app-typed {
                    strong {
                        @if answer.what.allowed == YesNo::Yes { "Allowed by " } @else { "Refused by " }
                        (opened.names.worker(answer.what.by)) ", " (answer.what.at.in_words()) ": "
                    }
                    (answer.what.words)
                }
            }
            @if let Some(read) = &it.opened {
                p.govuk-body {
                    "Opened " (read.what.at.in_words()) ", to be read until " (read.what.until.in_words())
                    @if it.answers.is_empty() { ", at once" } "."
                }
            }
            @if let Some(review) = &it.review {
                p.govuk-body.app-typed {
                    strong { "Reviewed by " (opened.names.worker(review.what.by)) ", " (review.happened.in_words()) ": " }
                    (review.what.found.label()) ". " (review.what.words)
                }
                p.govuk-body { "Has the family been told? " (review.what.told.label()) "." }
            }
            @if reads || !acts.is_empty() {
                div.govuk-button-group {
                    @if reads { (Button::link("Read it", format!("/families/{}/emergency", opened.family.id)).small()) }
                    @for (words, address) in acts { (Button::link(words, address).small()) }
                }
            }
        }
    }
}

fn tag(stands: ReadingStands) -> Tag {
    let (words, colour) = match stands {
        ReadingStands::Asked => ("Waits for an answer", Colour::Yellow),
        ReadingStands::Refused => ("Refused", Colour::Grey),
        ReadingStands::Allowed(_) => ("Allowed", Colour::Blue),
        ReadingStands::NotOpened => ("Not opened in time", Colour::Grey),
        ReadingStands::Open(_) => ("Can be read now", Colour::Red),
        ReadingStands::Over => ("To be reviewed", Colour::Orange),
        ReadingStands::Reviewed => ("Reviewed", Colour::Green),
    };
    Tag::new(words).colour(colour).class("app-tag--wraps")
}
