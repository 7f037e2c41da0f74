//! A practitioner's first page: the people they support and what waits for them.

use access::Viewer;
use maud::{Markup, html};
use store::Practitioner;

use super::choice::Choice;
use super::lists;
use super::rows::{self, Workers};
use crate::app::App;
use crate::error::Problem;
use crate::families::words::counted;

pub(super) async fn content(app: &App, viewer: &Viewer) -> Result<(&'static str, Markup), Problem> {
    let today = app.today();
    let mine = Choice::of_worker(viewer.worker);
    let caseload = app.store().caseload(viewer, &mine.caseload(), None).await?;
    let waiting = app.store().waiting(viewer, &mine.waiting(), None).await?;
    let drafts = app.store().drafts(viewer).await?.len();
    let team = app.store().practitioners(viewer.service).await?;
    let me = team.iter().find(|it| it.worker.worker == viewer.worker);
    let people = usize::try_from(caseload.people).unwrap_or(usize::MAX);
    let waits = usize::try_from(waiting.total).unwrap_or(usize::MAX);
    let content = html! {
        h1.govuk-heading-l { "My caseload" }
        p.govuk-body { (capacity(people, me)) }
        @if drafts > 0 {
            p.govuk-body {
                "You have begun and not sent "
                a.govuk-link href="/drafts" { (counted(drafts, "form", "forms")) }
                "."
            }
        }
        h2.govuk-heading-m { "What waits for me" }
        @if waiting.rows.is_empty() {
            p.app-empty { "Nothing waits for you." }
        } @else {
            (lists::head("/today/waiting", &mine, &counted(waits, "thing waits", "things wait")))
            (rows::waiting(viewer, &waiting.rows, Workers::Named, today))
            @if waiting.next.is_some() { (more(&mine.address("/today/waiting"), "See everything that waits for me")) }
        }
        h2.govuk-heading-m { "People I support" }
        @if caseload.rows.is_empty() {
            p.app-empty { "Nobody is allocated to you yet. A person will show here once somebody allocates them to you." }
        } @else {
            (lists::head("/today/caseload", &mine, &counted(people, "person", "people")))
            (rows::caseload(viewer, &caseload.rows, Workers::Oneself, today))
            @if caseload.next.is_some() { (more(&mine.address("/today/caseload"), "See all people I support")) }
        }
    };
    Ok(("My caseload", content))
}

fn more(href: &str, words: &str) -> Markup {
    html! { p.govuk-body { a.govuk-link href=(href) { (words) } } }
}

/// How many people are supported of how many there is room for.
fn capacity(people: usize, me: Option<&Practitioner>) -> String {
    let supported = counted(people, "person", "people");
    match me.and_then(|me| me.post.ceiling).map(usize::from) {
        None => format!("You support {supported}. No ceiling is set for you."),
        Some(ceiling) if people > ceiling => format!(
            "You support {supported}, {} more than your ceiling of {ceiling}.",
            people - ceiling
        ),
        Some(ceiling) => format!(
            "You support {supported} of a ceiling of {ceiling}: there is room for {}.",
            ceiling - people
        ),
    }
}

#[cfg(test)]
mod tests {
    use access::Role;
    use record::WorkerId;
    use store::{Post, Worker};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn capacity_is_told_with_the_room_that_is_left() {
        assert_eq!(
            capacity(1, None),
            "You support 1 person. No ceiling is set for you."
        );
        let post = Post {
            ceiling: Some(12),
            ..Post::default()
        };
        let me = Practitioner {
            worker: Worker::new(WorkerId(Uuid::nil()), "Me", Role::Practitioner),
            post,
            absences: Vec::new(),
        };
        assert_eq!(
            capacity(10, Some(&me)),
            "You support 10 people of a ceiling of 12: there is room for 2."
        );
        assert_eq!(
            capacity(13, Some(&me)),
            "You support 13 people, 1 more than your ceiling of 12."
        );
    }
}
