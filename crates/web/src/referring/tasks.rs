//! The task list of a referral.

use axum::extract::{Path, State};
use govuk::{BackLink, Button, Colour, InsetText, Status, Tag, Task, TaskList};
use maud::{Markup, html};

use super::desk::Desk;
use super::draft::Referral;
use super::start;
use super::steps::{Sheaf, Step, answers};
use crate::app::Shared;
use crate::error::Problem;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    let referral = Referral::load(&app, &desk.viewer, &id).await?;
    let content = content(&desk, &referral);
    let title = "Task list: refer a family";
    let mut page = shell::page(&app, &desk.viewer, Area::Refer, title, content);
    page.back_link = Some(BackLink::new("/refer"));
    Ok(govuk::page(&page))
}

fn content(desk: &Desk, referral: &Referral) -> Markup {
    let sheaf = Sheaf { desk, referral };
    let task = |step: Step| -> Task {
        let words = match step {
            Step::Child(person) => referral.name(person),
            other => other.title().to_owned(),
        };
        Task::new(words, status(sheaf, step)).href(step.address(referral))
    };
    let people = Task::new("The people of the family", people(sheaf))
        .href(format!("{}/people", referral.address()));
    let children = referral.children();
    let list =
        |name: &str, tasks: Vec<Task>| tasks.into_iter().fold(TaskList::new(name), TaskList::task);
    html! {
        h1.govuk-heading-l {
            @if referral.is_again() { "Refer this family again" } @else { "Refer a family" }
        }
        p.govuk-body { "Fill in the parts in any order. Everything is kept as you go, and nobody else sees it until you send it." }
        @if !desk.may_start() { (start::not_now(desk)) }
        h2.govuk-heading-m { "1. Family and household" }
        (list("home", vec![task(Step::Household), people]))
        h2.govuk-heading-m { "2. What is asked" }
        (list("asked", vec![task(Step::Asks), task(Step::Tried)]))
        h2.govuk-heading-m { "3. Each child as they are now" }
        @if children.is_empty() {
            (InsetText::new("Add the children on the page of the people: each then has a page here."))
        } @else {
            (list("children", children.into_iter().map(|c| task(Step::Child(c))).collect()))
        }
        h2.govuk-heading-m { "4. The family as it is now" }
        (list("family", vec![task(Step::Family)]))
        h2.govuk-heading-m { "5. Consent and responsibility" }
        (list("consent", vec![task(Step::Consent), task(Step::Holder)]))
        div.govuk-button-group {
            (Button::link("Check your answers and send", format!("{}/check", referral.address())))
            a.govuk-link href="/refer" { "Come back later" }
        }
    }
}

fn todo(words: impl Into<String>) -> Status {
    Status::Tag(Tag::new(words.into()).colour(Colour::Blue))
}

fn status(sheaf: Sheaf<'_>, step: Step) -> Status {
    let referral = sheaf.referral;
    let wrong = !step.errors(sheaf).is_empty();
    if step.questions().is_some() {
        let (told, all) = answers::answered(step, &referral.typed);
        return match told {
            _ if wrong => Status::Tag(Tag::new("To put right").colour(Colour::Red)),
            0 => todo("Not started"),
            told if told == all => Status::Words("Completed".into()),
            told => Status::Words(format!("{told} of {all} answered").into()),
        };
    }
    let begun = step.names(referral).iter().any(|name| {
        referral
            .typed
            .all(name)
            .any(|value| !value.trim().is_empty())
    });
    match (begun, wrong) {
        (true, false) => Status::Words("Completed".into()),
        (true, true) => Status::Tag(Tag::new("In progress").colour(Colour::Teal)),
        (false, _) => todo("Not started"),
    }
}

fn people(sheaf: Sheaf<'_>) -> Status {
    let people = sheaf.referral.people();
    let whole = |p: &record::PersonId| Step::Person(*p).errors(sheaf).is_empty();
    if people.is_empty() {
        todo("Not started")
    } else if people.iter().all(whole) {
        let count = people.len();
        let words = if count == 1 { "person" } else { "people" };
        Status::Words(format!("{count} {words}").into())
    } else {
        Status::Tag(Tag::new("In progress").colour(Colour::Teal))
    }
}
