//! The link that an administrator made for somebody: with it they set their password, once. Looking
//! at it changes nothing, so that a preview of a message does not use it up.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use govuk::{Button, Errors, Extras as _, Field as _, Label, Page, PasswordInput, Size};
use maud::{Markup, html};
use store::{Invited, LinkToken};

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::routes::{For::Anybody, Routes};
use crate::sign_in::{enter, learn_name, name_input};
use crate::{provider, shell};

pub(crate) fn routes() -> Routes {
    Routes::new().form("/sign-in/link/{token}", Anybody, show, set_password)
}

/// Where a token leads, from the root of the site.
pub(crate) fn path(token: &LinkToken) -> String {
    format!("/sign-in/link/{}", token.text())
}

/// Whom a token is for, if it still works.
pub(crate) async fn invited(
    app: &App,
    token: &str,
) -> Result<Option<(LinkToken, Invited)>, Problem> {
    let Ok(token) = token.parse::<LinkToken>() else {
        return Ok(None);
    };
    let invited = app.store().invited(&token, app.now()).await?;
    Ok(invited.map(|invited| (token, invited)))
}

async fn show(State(app): State<Shared>, Path(token): Path<String>) -> Result<Response, Problem> {
    let Some((token, invited)) = invited(&app, &token).await? else {
        return Ok(does_not_work());
    };
    let offered = Offered::to(&app, &invited).await?;
    Ok(page(&app, (&token, &invited), &offered, Errors::new()).into_response())
}

/// The ways in that a link can set up.
struct Offered {
    password: bool,
    provider: bool,
}

impl Offered {
    async fn to(app: &App, invited: &Invited) -> Result<Self, Problem> {
        let provider = app.provider.is_some() && !invited.by_password_only;
        let password = !provider || !provider::is_only_way(app, &invited.viewer).await?;
        Ok(Self { password, provider })
    }

    fn title(&self) -> &'static str {
        if self.provider {
            "Set up how you sign in"
        } else {
            "Set your password"
        }
    }
}

fn page(
    app: &App,
    (token, invited): (&LinkToken, &Invited),
    offered: &Offered,
    errors: Errors,
) -> Markup {
    let password = html! {
        form method="post" action=(path(token)) novalidate {
            // There for the browser, which keeps name and password together.
            (name_input("Your sign-in name").value(invited.name.as_str()).attribute("readonly", ""))
            (new_password(&errors))
            (Button::new("Save and sign in").once())
        }
    };
    let content = html! {
        h1.govuk-heading-l { (offered.title()) }
        p.govuk-body-l { (app.service_name()) }
        p.govuk-body {
            "This link is for " (invited.viewer.name) " and works once. If that is not you, close this page."
        }
        @if let Some(door) = app.provider.as_ref().filter(|_| offered.provider) {
            (door.bind_button(&path(token)))
            @if offered.password { h2.govuk-heading-m { "Or set a password" } }
        }
        @if offered.password { (password) }
    };
    govuk::page(&Page {
        title: offered.title().to_owned(),
        home: "/".to_owned(),
        errors,
        content,
        ..Page::default()
    })
}

/// The field of a new password.
pub(crate) fn new_password(errors: &Errors) -> Markup {
    html! {
        (PasswordInput::new("password", Label::new("New password").size(Size::S))
            .autocomplete("new-password")
            .hint("12 characters or more. Three or four words that have nothing to do with each other \
                   work well. You can paste it")
            .error(errors.of("password")))
    }
}

async fn set_password(
    State(app): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some((token, invited)) = invited(&app, &token).await? else {
        return Ok(does_not_work());
    };
    let offered = Offered::to(&app, &invited).await?;
    if !offered.password {
        return Ok(does_not_work());
    }
    learn_name(&app).await?;
    let about = vec![
        invited.viewer.name.clone(),
        invited.name.clone(),
        app.service_name(),
    ];
    let password = typed.password("password");
    let hash = app
        .passwords
        .hash(password, about, &app.setup.random)
        .await?;
    let hash = match hash {
        Ok(hash) => hash,
        Err(wrong) => {
            let mut errors = Errors::new();
            errors.add("password", wrong);
            let page = page(&app, (&token, &invited), &offered, errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let accepted = app.store().accept_invitation(&token, hash, app.now());
    match accepted.await? {
        Some(viewer) => enter(&app, &headers, &viewer).await,
        None => Ok(does_not_work()),
    }
}

/// The same words for a link that never was, was used, was ended or is too old.
pub(crate) fn does_not_work() -> Response {
    let content = html! {
        h1.govuk-heading-l { "This link does not work" }
        p.govuk-body { "A link works once, within three days of being made, and only the newest one made for you works." }
        p.govuk-body { "If you have set your password, " a.govuk-link href="/sign-in" { "sign in with it" } ". Otherwise ask your administrator for a new link." }
    };
    let page = shell::bare("This link does not work", content);
    (StatusCode::NOT_FOUND, page).into_response()
}
