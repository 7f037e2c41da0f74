//! What a service settles about the council's identity provider, and what a person's page says of it.

use govuk::{Choice, Errors, Field as _, Legend, Radios, Size};
use maud::{Markup, html};
use record::WorkerId;
use store::SignInSettings;

use access::{Authorised, SetUp};
use record::ServiceId;

use crate::app::App;
use crate::error::Problem;
use crate::form::Typed;

const ONLY: &str = "provider-only";
const FACTOR: &str = "provider-factor";

/// The settings as the form has them.
pub(super) fn typed(typed: Typed, settings: SignInSettings) -> Typed {
    let word = |yes| if yes { "yes" } else { "no" };
    typed
        .with(ONLY, word(settings.provider_only))
        .with(FACTOR, word(settings.provider_factor))
}

/// The questions, where there is a provider to ask them of.
pub(super) fn questions(app: &App, typed: &Typed, errors: &Errors) -> Markup {
    let Some(door) = &app.provider else {
        return Markup::default();
    };
    let name = door.provider.name();
    let only = format!("Do people with a {name} sign in with that alone?");
    let factor = format!("Does the second factor of the {name} count?");
    html! {
        (Radios::new(ONLY, Legend::new(only).size(Size::S))
            .hint("With yes, neither a password nor a passkey by itself signs in anybody who has signed in with \
                   theirs once. Others keep theirs. Whoever runs the program can always make an administrator a \
                   way back")
            .choice(Choice::new("yes", "Yes"))
            .choice(Choice::new("no", "No, a password does as well"))
            .value(typed.text(ONLY)).error(errors.of(ONLY)))
        @if door.provider.tells_second_factor() {
            (Radios::new(FACTOR, Legend::new(factor).size(Size::S))
                .hint("With yes, whoever was asked for a second factor there is not asked for another here, nor for a \
                       passkey where one has to be had")
                .choice(Choice::new("yes", "Yes"))
                .choice(Choice::new("no", "No, ours is asked too"))
                .value(typed.text(FACTOR)).error(errors.of(FACTOR)))
        }
    }
}

/// The answers; as it was before, where a question was not asked.
pub(super) fn read(
    app: &App,
    typed: &Typed,
    before: SignInSettings,
    errors: &mut Errors,
) -> SignInSettings {
    let mut answer = |field: &str, asked: bool, before: bool| match typed.text(field) {
        _ if !asked => before,
        "yes" => true,
        "no" => false,
        _ => {
            errors.add(field, "Choose yes or no");
            before
        }
    };
    let provider = app.provider.as_ref().map(|door| &door.provider);
    let tells = provider.is_some_and(identity::Provider::tells_second_factor);
    SignInSettings {
        provider_only: answer(ONLY, provider.is_some(), before.provider_only),
        provider_factor: answer(FACTOR, tells, before.provider_factor),
        ..before
    }
}

/// That somebody signs in with the provider, for the page of a person.
pub(super) async fn of_person(
    app: &App,
    leave: &Authorised<ServiceId, SetUp>,
    worker: WorkerId,
) -> Result<Option<String>, Problem> {
    let Some(door) = &app.provider else {
        return Ok(None);
    };
    let bound = app.store().worker_bound(leave, worker).await?;
    let bound = bound.filter(|bound| door.is_of(Some(bound)));
    let name = door.provider.name();
    Ok(bound.map(|bound| {
        format!(
            "They sign in with their {name}, since {}.",
            bound.at.in_words()
        )
    }))
}
