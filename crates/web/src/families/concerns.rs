//! How long a concern has waited and how far it has gone up, in words.

use access::Viewer;
use calendar::{BankHolidays, Stamp};
use casework::{Escalation, Reached};
use govuk::{Colour, Extras, Tag};
use maud::{Markup, html};
use record::Family;
use record::lists::Urgency;

use super::words::counted;
use crate::app::App;
use crate::error::Problem;

/// What concerns that wait are measured by: the time now, and the times the service has set.
pub(crate) struct Watch {
    now: Stamp,
    times: Escalation,
    closed: BankHolidays,
}

impl Watch {
    pub(crate) async fn load(app: &App, viewer: &Viewer) -> Result<Self, Problem> {
        Ok(Self {
            now: app.now(),
            times: app.store().escalation(viewer.service).await?,
            closed: app.store().bank_holidays(viewer.service).await?,
        })
    }

    /// The same, if a concern waits in the family.
    pub(crate) async fn over(
        app: &App,
        viewer: &Viewer,
        family: &Family,
    ) -> Result<Option<Self>, Problem> {
        match family.safety.waiting().next() {
            Some(_) => Self::load(app, viewer).await.map(Some),
            None => Ok(None),
        }
    }

    /// How far a concern has gone up.
    pub(crate) fn reached(&self, raised: Stamp, urgency: Urgency) -> Reached {
        self.times.reached(urgency, raised, self.now, &self.closed)
    }

    /// How long it has waited by the clock, whichever days count.
    pub(crate) fn waited(&self, raised: Stamp) -> String {
        match self.now.since(raised).as_secs() / 3600 {
            0 => "less than an hour".to_owned(),
            hours => counted(
                usize::try_from(hours).unwrap_or(usize::MAX),
                "hour",
                "hours",
            ),
        }
    }

    /// Both as a tag.
    pub(crate) fn tag(&self, raised: Stamp, urgency: Urgency) -> Tag {
        let waited = self.waited(raised);
        let (words, colour) = match self.reached(raised, urgency) {
            Reached::CaseHolder => (format!("Waiting for {waited}"), Colour::Yellow),
            Reached::Manager => (format!("With the manager too, {waited}"), Colour::Orange),
            Reached::Overdue => (format!("Overdue, {waited}"), Colour::Red),
        };
        Tag::new(words).colour(colour).class("app-tag--wraps")
    }
}

/// What a concern that waits is called.
pub(crate) fn name(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Immediate => "Immediate concern",
        Urgency::NotImmediate => "Concern",
    }
}

/// Concerns that nobody has acknowledged, where nobody can miss them.
pub(super) fn banner(family: &Family, watch: Option<&Watch>) -> Markup {
    html! {
        @for it in family.safety.waiting() {
            @let (raised, urgency) = (it.concern.raised, it.concern.urgency);
            p.app-concern {
                strong { (name(urgency)) " not acknowledged yet" }
                ", raised on " (raised.in_words()) ". "
                @if let Some(watch) = watch { (watch.tag(raised, urgency)) " " }
                a.govuk-link href={ "/families/" (family.id) "/safety" } { "Read it" }
            }
        }
    }
}
