//! The safeguarding status of each child over time.

use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use record::lists::Safeguarding;
use record::{Person, StatusPoint};

use super::family::{AskedDay, Opened, Tab};
use super::words::{named, safeguarding_tag};
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
    Ok(opened.page(&app, Tab::Status, &content(&opened)))
}

fn content(opened: &Opened) -> Markup {
    html! {
        p.app-lead { "The safeguarding status of each child over time, as Social Care holds it." }
        @if opened.family.children().next().is_none() { p.app-empty { "No child is known." } }
        div.app-columns { @for child in opened.family.children() { (self::child(opened, child)) } }
    }
}

fn child(opened: &Opened, child: &Person) -> Markup {
    let points: Vec<&StatusPoint> = opened
        .family
        .safeguarding
        .iter()
        .filter(|point| point.person == child.person)
        .collect();
    let id = format!("child-{}", child.person);
    html! {
        section.app-panel aria-labelledby=(id) {
            h2.govuk-heading-s id=(id) { (named(child)) }
            @if points.is_empty() { p.govuk-body { "No status is recorded." } } @else {
                (ladder(&points))
                ol.govuk-list.app-steps {
                    @for (at, point) in points.iter().enumerate() {
                        li {
                            span.app-steps__when { "Since " (point.since.in_words()) }
                            (safeguarding_tag(&point.status))
                            @if let Some(before) = at.checked_sub(1).and_then(|at| points.get(at)) {
                                span.app-quiet { (change(before, point)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn level(point: &StatusPoint) -> Option<Safeguarding> {
    point.status.code().and_then(Safeguarding::at)
}

/// How a status differs from the one before, in words.
fn change(before: &StatusPoint, after: &StatusPoint) -> &'static str {
    match (level(before), level(after)) {
        (Some(before), Some(after)) if after < before => "A lower level than before",
        (Some(before), Some(after)) if after > before => "A higher level than before",
        (Some(_), Some(_)) => "The same level as before",
        _ => "Cannot be compared: one of the two is not known",
    }
}

/// The width of one status and the height of one level, in units of the drawing.
const STEP: usize = 60;
const RISE: usize = 10;

/// The statuses as steps, higher levels higher up. The list says the same in words, so it is for
/// the eye only.
fn ladder(points: &[&StatusPoint]) -> Markup {
    let levels = Safeguarding::ALL.len();
    let (width, height) = (points.len() * STEP, levels * RISE + 6);
    let line = |nth: usize| 3 + (levels - nth) * RISE - RISE / 2;
    html! {
        svg.app-ladder viewBox={ "0 0 " (width) " " (height) } aria-hidden="true" focusable="false" {
            @for nth in 0..levels {
                rect.app-ladder__line x="0" y=(line(nth)) width=(width) height="1" {}
            }
            @for (at, point) in points.iter().enumerate() {
                @if let Some(level) = level(point) {
                    @let top = line(usize::from(level.position())) - 2;
                    rect.app-ladder__step x=(at * STEP) y=(top) width=(STEP) height="5" {}
                }
            }
        }
    }
}
