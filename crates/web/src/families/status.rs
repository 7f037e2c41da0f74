//! The safeguarding status of each child over time.

use axum::extract::{Path, Query, State};
use calendar::{Date, day};
use maud::{Markup, html};
use record::lists::Safeguarding;
use record::{Person, StatusPoint};

use super::family::{Opened, Tab};
use super::shown::AskedDay;
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
    let line = Line::of(opened);
    html! {
        p.app-lead { "The safeguarding status of each child over time, as Social Care holds it." }
        @if opened.family.children().next().is_none() { p.app-empty { "No child is known." } }
        div.app-columns {
            @for child in opened.family.children() { (self::child(opened, &line, child)) }
        }
    }
}

fn child(opened: &Opened, line: &Line, child: &Person) -> Markup {
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
                (line.ladder(&points))
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

/// The time that the drawings of all children share: from the first status to the day shown.
struct Line {
    first: Date,
    last: Date,
}

/// Where the steps begin and end across the drawing, after the names of the levels.
const LEFT: i32 = 158;
const RIGHT: i32 = 338;
/// The height of one level, in units of the drawing.
const RISE: i32 = 20;
/// How thick a step is drawn.
const THICK: i32 = 6;

impl Line {
    fn of(opened: &Opened) -> Self {
        let points = opened.family.safeguarding.iter();
        let first = points.map(|point| point.since.sort_date()).min();
        let last = opened.day();
        Self {
            first: first.unwrap_or(last),
            last,
        }
    }

    fn across(&self, day: Date) -> i32 {
        let all = day::days_between(self.first, self.last).max(1);
        LEFT + day::days_between(self.first, day).clamp(0, all) * (RIGHT - LEFT) / all
    }

    /// The statuses as steps, higher levels higher up. The list says the same in words, so it is
    /// for the eye only.
    fn ladder(&self, points: &[&StatusPoint]) -> Markup {
        let foot = down(Safeguarding::Closed) + RISE / 2;
        let steps: Vec<_> = points.iter().zip(self.spans(points)).collect();
        html! {
            svg.app-ladder viewBox={ "0 0 340 " (foot + 18) } aria-hidden="true" focusable="false" {
                @for each in Safeguarding::ALL {
                    text.app-ladder__label x=(LEFT - 8) y=(down(*each) + 4) text-anchor="end" { (short(*each)) }
                    rect.app-ladder__line x=(LEFT) y=(down(*each)) width=(RIGHT - LEFT) height="1" {}
                }
                @for pair in steps.windows(2) {
                    @if let (Some(one), Some(two)) = (level(pair[0].0), level(pair[1].0)) {
                        @let (high, low) = (down(one.max(two)), down(one.min(two)));
                        rect.app-ladder__rise x=(pair[1].1.0 - 1) y=(high) width="2" height=(low - high) {}
                    }
                }
                @for (point, (from, until)) in &steps {
                    @if let Some(level) = level(point) {
                        rect.app-ladder__step x=(from) y=(down(level) - THICK / 2)
                            width=((until - from).max(3)) height=(THICK) {}
                    }
                }
                text.app-ladder__label x=(LEFT) y=(foot + 12) { (day::in_short(self.first)) }
                text.app-ladder__label x=(RIGHT) y=(foot + 12) text-anchor="end" { (day::in_short(self.last)) }
            }
        }
    }

    /// From where to where each status is drawn: until the next.
    fn spans(&self, points: &[&StatusPoint]) -> Vec<(i32, i32)> {
        let starts: Vec<i32> = points
            .iter()
            .map(|point| self.across(point.since.sort_date()))
            .collect();
        let ends = starts.iter().skip(1).copied().chain([RIGHT]);
        starts.iter().copied().zip(ends).collect()
    }
}

/// How far down a level is drawn: the highest at the top.
fn down(level: Safeguarding) -> i32 {
    let levels = Safeguarding::ALL.len() as i32;
    (levels - i32::from(level.position())) * RISE - RISE / 2
}

/// A level where there is little room.
fn short(level: Safeguarding) -> &'static str {
    match level {
        Safeguarding::PublicLawOutline => "Public Law Outline",
        Safeguarding::Closed => "Closed",
        level => level.label(),
    }
}
