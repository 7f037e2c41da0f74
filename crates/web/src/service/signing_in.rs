//! How people sign in, and how long they stay so.

use access::Viewer;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use govuk::{Choice, Errors, Field as _, Legend, Page, Radios, Size};
use maud::{Markup, html};
use store::SignInSettings;

use super::settled::{Settled, number};
use super::{by_provider, leave, on_to, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::SignedIn;

const TITLE: &str = "Signing in";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let settings = app.store().sign_in_settings(leave.id()).await?;
    let typed = Typed::default()
        .with("minutes", settings.idle_minutes)
        .with("hours", settings.longest_hours)
        .with("factor", yes_or_no(settings.second_factor))
        .with("passkeys", yes_or_no(settings.passkeys));
    let typed = by_provider::typed(typed, settings);
    Ok(govuk::page(&form(&app, &viewer, &typed, Errors::new())))
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let mut errors = Errors::new();
    let minutes = number(&typed, "minutes", "minutes", 5..=120, &mut errors);
    let hours = number(&typed, "hours", "hours", 1..=24, &mut errors);
    let words = "Choose whether everybody has to have a second factor";
    let second_factor = chosen(&typed, "factor", words, &mut errors);
    let words = "Choose whether managers, administrators and auditors have to have a passkey";
    let passkeys = chosen(&typed, "passkeys", words, &mut errors);
    let store = app.store();
    let before = store.sign_in_settings(leave.id()).await?;
    // Nobody locks themselves out, or asks of others what they have not tried.
    if passkeys == Some(true) && !before.passkeys && !store.has_passkey(&viewer).await? {
        errors.add(
            "passkeys",
            "Add a passkey for yourself first, under your name",
        );
    }
    let asked = by_provider::read(&app, &typed, before, &mut errors);
    let (Some(idle_minutes), Some(longest_hours), Some(second_factor), Some(passkeys), true) =
        (minutes, hours, second_factor, passkeys, errors.is_empty())
    else {
        return Ok(wrong(&form(&app, &viewer, &typed, errors)));
    };
    if !errors.is_empty() {
        return Ok(wrong(&form(&app, &viewer, &typed, errors)));
    }
    let settings = SignInSettings {
        idle_minutes,
        longest_hours,
        second_factor,
        passkeys,
        ..asked
    };
    if before != settings {
        store
            .put_sign_in_settings(&leave, settings, app.now())
            .await?;
    }
    Ok(on_to("/service", "saved"))
}

const fn yes_or_no(chosen: bool) -> &'static str {
    if chosen { "yes" } else { "no" }
}

/// What was chosen of yes and no; `words` where nothing was.
fn chosen(typed: &Typed, name: &str, words: &str, errors: &mut Errors) -> Option<bool> {
    match typed.text(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            errors.add(name, words);
            None
        }
    }
}

fn form(app: &App, viewer: &Viewer, typed: &Typed, errors: Errors) -> Page {
    let settled = Settled {
        title: TITLE,
        address: "/service/signing-in",
        typed,
        errors,
    };
    let fields = html! {
        (settled.whole("minutes", "After how long without use is somebody signed out?", "minutes")
            .hint("From 5 to 120. Typing counts as use, and nothing typed is lost"))
        (settled.whole("hours", "After how long is somebody signed out whatever they do?", "hours")
            .hint("From 1 to 24"))
        (Radios::new("factor", Legend::new("Does everybody have to have a second factor?").size(Size::S))
            .hint("With one, nobody signs in with a password alone. Whoever has none sets it up at their \
                   next sign-in")
            .choice(Choice::new("yes", "Yes"))
            .choice(Choice::new("no", "No, each decides"))
            .value(typed.text("factor")).error(settled.errors.of("factor")))
        (Radios::new("passkeys", Legend::new("Do managers, administrators and auditors have to have a passkey?").size(Size::S))
            .hint("They see or settle most. A passkey works on this site alone, so that no false page can ask \
                   for it; codes can be asked for by one. Whoever has none adds it at their next sign-in, and \
                   codes of an application no longer let them in")
            .choice(Choice::new("yes", "Yes"))
            .choice(Choice::new("no", "No, codes will do"))
            .value(typed.text("passkeys")).error(settled.errors.of("passkeys")))
        (by_provider::questions(app, typed, &settled.errors))
    };
    settled.page(app, viewer, (Markup::default(), fields, Markup::default()))
}
