//! What the report cannot show, from its own numbers.

use maud::{Markup, html};

use crate::numbers;
use crate::parts::{Level, View};

/// The limits of this evaluation: its design, whom it leaves out, what is not known, what is judged.
pub(crate) fn limits(view: &View, level: Level) -> Markup {
    let quality = &view.evaluation.quality;
    let due: u64 = quality.iter().map(|q| q.due).sum();
    let known: u64 = quality.iter().map(|q| q.known).sum();
    html! {
        (level.heading("Limits"))
        ul.govuk-list.govuk-list--bullet {
            li {
                "Design: " (evaluation::DESIGN) ". A change may have come about without the service, and \
                 families are often referred when things are at their worst."
            }
            li {
                "Before and after is known of closed cases only: " (view.shown("fam.status.closed")) " of "
                (view.shown("fam.total")) " families and " (view.shown("ch.status.closed")) " of "
                (view.shown("ch.total")) " children. Cases that are still open may differ."
            }
            @if due > 0 {
                li {
                    "Of the answers that are due, " (numbers::of(known, due)) " are known. "
                    a.govuk-link href=(view.links.page("data-quality")) { "Data quality" }
                    " shows which are not."
                }
            }
            li {
                "Outcomes at closure, the risk of being accommodated and what emergency sessions avoided are \
                 workers’ own judgements."
            }
            li {
                "Small numbers: an interval says how far chance alone could move a percentage, and one family \
                 can move several rows."
            }
        }
    }
}
