//! What somebody may read in an emergency, for as long as they may: the page is for them alone, in the
//! session in which they opened it.

use axum::extract::{Path, State};
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use govuk::{BackLink, WarningText};
use maud::html;
use store::EmergencyReading;

use super::entries;
use super::family::Opened;
use super::shown::AskedDay;
use crate::app::Shared;
use crate::error::Problem;
use crate::recording::asked_words;
use crate::session::Here;
use crate::shell::{self, Area};

pub(super) async fn show(
    State(app): State<Shared>,
    Here(here): Here,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let opened = Opened::open(&app, here.viewer.clone(), &id, &AskedDay::default()).await?;
    let now = app.now();
    let found = app
        .store()
        .emergency_reading(&here.viewer, &opened.leave, here.id, now)
        .await?;
    let EmergencyReading {
        reading,
        until,
        entries,
    } = found.ok_or(Problem::NotFound)?;
    let reader = opened.names.worker(reading.asked.by);
    let until_words = until.in_words();
    let content = html! {
        h1.govuk-heading-l { "Read in an emergency" }
        (WarningText::new(format!(
            "Confidential. Shown to {reader} until {until_words}. The page closes by itself. Do not copy it."
        )))
        (asked_words(&opened.family, &opened.names, &reading))
        @if entries.is_empty() {
            p.app-empty { "Nothing was recorded of these days that you do not see in the chronology." }
        }
        ol.app-timeline.app-not-printed {
            @for entry in &entries {
                li.app-timeline__item {
                    p.app-timeline__when { time datetime=(entry.happened) { (entry.happened.in_words()) } }
                    article.app-timeline__body {
                        div.app-timeline__header { h2.app-timeline__title { (entry.fact.title()) } }
                        p.app-timeline__byline {
                            "Recorded " (entry.recorded_at.in_words()) " by " (opened.names.worker(entry.recorded_by))
                        }
                        (entries::content(&opened, &entry.fact))
                        p.app-quiet { "Confidential. Shown to " (reader) " until " (until_words) "." }
                    }
                }
            }
        }
    };
    let mut page = shell::page(
        &app,
        &here.viewer,
        Area::Families,
        "Read in an emergency: one family",
        content,
    );
    let back = format!("/families/{}/safety", opened.family.id);
    page.identity_bar = Some(super::bar(
        &opened.family,
        &opened.names,
        opened.watch.as_ref(),
    ));
    let left = until.since(now).as_secs() + 1;
    let leaves = format!("{left}; url={back}");
    page.back_link = Some(BackLink::new(back).content("Back to the family"));
    Ok(([(REFRESH, leaves)], govuk::page(&page)).into_response())
}
