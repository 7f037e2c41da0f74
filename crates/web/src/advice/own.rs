//! What a social worker asked the team, on their first page.

use access::Viewer;
use govuk::{Cell, Colour, Extras, Head, Table, Tag};
use maud::{Markup, html};
use record::lists::CameOf;
use record::{Answered, Asking, Given};

use crate::app::App;
use crate::error::Problem;
use crate::families::words::counted;

/// How many are in sight: what was asked longer ago is answered.
const LATEST: usize = 10;

/// What the viewer asked, the latest first; nothing for somebody who has not asked, or may not.
pub(crate) async fn section(app: &App, viewer: &Viewer) -> Result<Markup, Problem> {
    let Some(leave) = viewer.ask() else {
        return Ok(Markup::default());
    };
    let own = app.store().own_askings(&leave).await?;
    if own.is_empty() {
        return Ok(Markup::default());
    }
    let heads = ["What you asked", "When", "How it stands", "Advice"];
    let table = Table::new()
        .hidden_caption("What you asked the team")
        .head(heads.map(Head::new))
        .rows(
            own.iter()
                .take(LATEST)
                .map(|(asking, given)| row(asking, given.as_ref())),
        )
        .row_headers()
        .compact()
        .class("app-table--stacks");
    let total = counted(own.len(), "question", "questions");
    let count = if own.len() > LATEST {
        format!("{total}: the latest {LATEST}")
    } else {
        total
    };
    Ok(html! {
        h2.govuk-heading-m { "What you asked the team" }
        p.app-list-count { (count) }
        (table)
    })
}

fn row(asking: &Asking, given: Option<&Given>) -> [Cell; 4] {
    let it = &asking.what;
    [
        Cell::new(html! { a.govuk-link href={ "/asked/" (asking.id) } { (beginning(&it.question)) } }),
        Cell::new(asking.at.in_words()).attribute("data-name", "When"),
        Cell::new(html! { (state(asking)) }).attribute("data-name", "How it stands"),
        Cell::new(html! {
            @match (given, asking.answered) {
                (Some(given), _) => div {
                    @for advice in &given.now.what.advice { div { (beginning(&advice.words)) } }
                    @for service in &given.now.what.signposts { div { (service) } }
                },
                (None, Some(Answered::InTheFamily(family, _))) =>
                    a.govuk-link href={ "/families/" (family) "?kind=consultation" } { "On the family's page" },
                (None, _) => span.app-not-provided { "None yet" },
            }
        })
        .attribute("data-name", "Advice"),
    ]
}

/// How what was asked stands, as a tag.
pub(super) fn state(asking: &Asking) -> Tag {
    let (words, colour) = match asking.answered {
        None => ("Waits for the team", Colour::Yellow),
        Some(Answered::Given(_) | Answered::InTheFamily(..)) => ("Answered", Colour::Green),
        Some(Answered::CameTo(CameOf::NothingMore, _)) => ("No longer needed", Colour::Grey),
        Some(Answered::CameTo(CameOf::ReferralComing, _)) => ("A referral is coming", Colour::Blue),
        Some(Answered::CameTo(CameOf::Linked, _)) => ("Led to a referral", Colour::Blue),
    };
    Tag::new(words).colour(colour).class("app-tag--wraps")
}

/// The first words of something longer.
fn beginning(words: &str) -> String {
    const SHORT: usize = 80;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHORT) {
        None => line,
        Some((at, _)) => {
            let cut = &line[..at];
            let cut = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
            format!("{cut} …")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_questions_are_cut_between_words() {
        assert_eq!(beginning("Short\nwords"), "Short words");
        let long = "word ".repeat(40);
        let cut = beginning(&long);
        assert!(cut.len() < 90 && cut.ends_with("word …"), "{cut}");
        assert!(beginning(&"é".repeat(200)).chars().count() < 90);
    }
}
