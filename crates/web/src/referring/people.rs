//! The people of a referral: added, changed, taken out.

use axum::extract::{Path, State};
use axum::response::Redirect;
use govuk::{BackLink, Button, Card, SummaryList};
use maud::{Markup, html};
use record::PersonId;

use super::desk::Desk;
use super::draft::{Referral, of};
use super::steps::{Sheaf, Step};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::recording::typed::Typed;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    let referral = Referral::load(&app, &desk.viewer, &id).await?;
    let address = referral.address();
    let content = html! {
        span.govuk-caption-l { "Refer a family" }
        h1.govuk-heading-l { "The people of the family" }
        p.govuk-body { "Add everybody who matters to the children: parents, children born and unborn, other adults, wherever they live." }
        @if referral.people().is_empty() {
            p.app-empty { "Nobody is added yet." }
        }
        div.app-columns.app-cards {
            @for person in referral.people() { (card(&desk, &referral, person)) }
        }
        div.govuk-button-group {
            form method="post" action={ (address) "/people" } {
                (Button::new("Add a person").secondary())
            }
            (Button::link("Continue", address.as_str()))
        }
    };
    let title = "People: refer a family";
    let mut page = shell::page(&app, &desk.viewer, Area::Refer, title, content);
    page.back_link = Some(BackLink::new(address));
    Ok(govuk::page(&page))
}

fn card(desk: &Desk, referral: &Referral, person: PersonId) -> Markup {
    let step = Step::Person(person);
    let address = step.address(referral);
    let name = referral.name(person);
    let sheaf = Sheaf { desk, referral };
    let errors = step.errors(sheaf);
    let card = Card::new(name.as_str()).action(govuk::Action::new("Change", address.as_str()));
    let list = step.rows(sheaf).into_iter();
    let list = list.fold(SummaryList::new(), |list, (key, value)| {
        list.pair(key, value)
    });
    let content = html! {
        @for (_, words) in errors.iter() { p.govuk-error-message { (words) } }
        (list)
        @if !referral.was_known(person) {
            form method="post" action={ (address) "/remove" } {
                (Button::new(html! { "Remove" span.govuk-visually-hidden { " " (name) } }).secondary().small())
            }
        }
    };
    html! { (card.around(&content)) }
}

/// Adds somebody of whom nothing is said yet, and goes to their page.
pub(super) async fn add(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    let referral = Referral::load(&app, &desk.viewer, &id).await?;
    let person = PersonId((app.setup.new_id)());
    let change = move |typed: Typed| typed.with("person", person.to_string());
    amend(&app, &desk, &referral, change).await?;
    Ok(Redirect::to(&Step::Person(person).address(&referral)))
}

/// Takes somebody out, with all that was said of them.
pub(super) async fn remove(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path((id, person)): Path<(String, String)>,
) -> Result<Redirect, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    let referral = Referral::load(&app, &desk.viewer, &id).await?;
    let person: PersonId = person.parse().map_err(|_| Problem::NotFound)?;
    if !referral.was_known(person) {
        amend(&app, &desk, &referral, move |typed| out(&typed, person)).await?;
    }
    Ok(Redirect::to(&format!("{}/people", referral.address())))
}

/// The fields without a person and what was said of them.
fn out(typed: &Typed, person: PersonId) -> Typed {
    let theirs = of("", person);
    let id = person.to_string();
    let fields = typed
        .iter()
        .filter(|(name, value)| !name.contains(&theirs) && *value != id);
    fields.fold(Typed::default(), |kept, (name, value)| {
        kept.with(name, value)
    })
}

async fn amend(
    app: &App,
    desk: &Desk,
    referral: &Referral,
    change: impl Fn(Typed) -> Typed + Send + Sync + 'static,
) -> Result<(), Problem> {
    let (service, worker) = (desk.viewer.service, desk.viewer.worker);
    let change = move |body: &str| change(Typed::parse(body)).encode();
    let store = app.store();
    store
        .amend_draft(service, worker, referral.id, app.now(), change)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn who_is_taken_out_leaves_nothing_behind() {
        let [gone, stays] = [1, 2].map(|n| PersonId(Uuid::from_u128(n)));
        let typed = [gone, stays]
            .into_iter()
            .fold(Typed::default(), |typed, p| {
                typed
                    .with("person", p.to_string())
                    .with("asked", p.to_string())
                    .with(&of("name", p), "A name")
                    .with(&format!("{}-not-known", of("sex", p)), "unknown")
            });
        let left = out(&typed.with("words", "stay"), gone);
        assert_eq!(left.iter().count(), 5);
        assert_eq!(left.get("person"), stays.to_string());
        assert_eq!(left.get("words"), "stay");
    }
}
