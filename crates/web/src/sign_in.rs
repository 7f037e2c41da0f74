//! Signing in and out, with a name and a password. In a demo there is one button for each role
//! instead; nowhere else does the page offer any.

use std::time::Duration;

use access::{Role, Viewer};
use axum::extract::State;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use calendar::Stamp;
use govuk::{Button, Errors, Extras as _, Field as _, Input, Label, Page, PasswordInput, Size};
use maud::{Markup, html};
use store::{Account, SessionStage, SignInName};

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::routes::{For::Anybody, Routes};
use crate::second_step::SecondStep;
use crate::server::Peer;
use crate::throttle::Counted;
use crate::{account, provider, session, shell, sign_in_code, sign_in_passkey};

/// How long after they set up how they sign in somebody is not told that their browser is new: it is from then that any
/// is known.
const NEW_ACCOUNT: Duration = Duration::from_hours(1);
/// The cookie by which a browser is known as one that somebody signed in with before.
const BROWSER: &str = "alongside_browser";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .form("/sign-in", Anybody, show, sign_in)
        .post("/sign-out", Anybody, sign_out)
}

async fn show(State(app): State<Shared>, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(match session::viewer(&app, &headers).await? {
        Some(viewer) => Redirect::to(shell::landing(viewer.role)).into_response(),
        None => page(&app, &Typed::default(), Errors::new()).into_response(),
    })
}

/// The page to sign in on.
pub(crate) fn page(app: &App, typed: &Typed, errors: Errors) -> Markup {
    let content = html! {
        h1.govuk-heading-l { "Sign in" }
        @if !app.setup.demo.is_empty() {
            (demo(app))
        } @else if app.service_name().is_empty() {
            p.govuk-body-l { "This service is not set up yet." }
            p.govuk-body {
                "To set it up, open the set-up address that the program printed when it started."
            }
        } @else {
            @if let Some(door) = &app.provider {
                (door.sign_in_button())
                h2.govuk-heading-m { "Or with a name and a password" }
            }
            form method="post" action="/sign-in" novalidate {
                (name_input("Sign-in name").value(typed.text("username")).error(errors.of("username")))
                (PasswordInput::new("password", Label::new("Password").size(Size::S))
                    .error(errors.of("password")))
                (Button::new("Sign in").once())
            }
            (sign_in_passkey::form(app, None))
            p.govuk-body {
                "You have lost your password? Ask your administrator for a new sign-in link."
            }
        }
    };
    govuk::page(&Page {
        title: "Sign in".to_owned(),
        home: "/".to_owned(),
        errors,
        content,
        ..Page::default()
    })
}

/// The field of a sign-in name, which a browser may fill in.
pub(crate) fn name_input(question: &'static str) -> Input {
    Input::new("username", Label::new(question).size(Size::S))
        .autocomplete("username")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false")
}

fn demo(app: &App) -> Markup {
    html! {
        p.govuk-body-l { "This is a demo. Every family and every worker in it is invented." }
        p.govuk-body {
            "In it, today is " (calendar::day::in_words(app.today())) "."
        }
        p.govuk-body { "Choose whom to be. Each sees only what is theirs to see." }
        form method="post" action="/sign-in" {
            div.govuk-button-group.app-demo-roles {
                @for viewer in &app.setup.demo {
                    (Button::new(viewer.role.label()).named("role", viewer.role.code()))
                }
            }
        }
    }
}

async fn sign_in(
    State(app): State<Shared>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    if !app.setup.demo.is_empty() {
        return in_the_demo(&app, &headers, &typed).await;
    }
    let name: Option<SignInName> = typed.text("username").parse().ok();
    let account = match &name {
        Some(name) => app.store().account_named(name, app.now()).await?,
        None => None,
    };
    let folded = typed.text("username").to_lowercase();
    let peer = peer.map(|Extension(peer)| peer);
    let counted = counted(&app, &headers, account.as_ref(), &folded, peer);
    if let Err(wait) = app.throttle.begin(&counted, app.now()) {
        return Ok(too_many(&app, &typed, wait));
    }
    let hash = account.as_ref().map(|account| account.password.clone());
    let password = typed.password("password");
    let right = app.passwords.is(password, hash).await?;
    let mut account = account.filter(|_| right);
    if let Some(known) = &account
        && provider::is_only_way(&app, &known.viewer).await?
    {
        account = None;
    }
    let Some(account) = account else {
        tracing::info!("a sign-in with a password was refused");
        let mut errors = Errors::new();
        errors.add("username", "The sign-in name or the password is not right");
        let page = page(&app, &typed, errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if let Some(own) = counted.first() {
        app.throttle.succeeded(own);
    }
    learn_name(&app).await?;
    enter(&app, &headers, &account.viewer).await
}

/// What a try is counted by, whose it is first: a browser in which this person has signed in before
/// is counted alone, so that no stranger's tries keep them out.
fn counted(
    app: &App,
    headers: &HeaderMap,
    account: Option<&Account>,
    folded: &str,
    peer: Option<Peer>,
) -> Vec<Counted> {
    let known = account.and_then(|account| known_browser(app, headers, &account.viewer));
    if let Some(mark) = known {
        return vec![Counted::browser(mark)];
    }
    let address = peer.map(|peer| Counted::address(peer.network()));
    [Counted::name(folded)].into_iter().chain(address).collect()
}

/// The mark of a browser in which this person has signed in before.
pub(crate) fn known_browser<'h>(
    app: &App,
    headers: &'h HeaderMap,
    viewer: &Viewer,
) -> Option<&'h str> {
    let mark = app.cookies.read(headers, BROWSER)?;
    app.store().is_browser_of(viewer, mark).then_some(mark)
}

fn too_many(app: &App, typed: &Typed, wait: Duration) -> Response {
    let mut errors = Errors::new();
    let words = format!(
        "There were too many tries. {}, then try again",
        wait_words(wait)
    );
    errors.add("username", words);
    let seconds = wait.as_secs() + 1;
    let head = [(RETRY_AFTER, seconds.to_string())];
    let page = page(app, typed, errors);
    (StatusCode::TOO_MANY_REQUESTS, head, page).into_response()
}

/// "Wait 2 minutes", never less than is left.
pub(crate) fn wait_words(wait: Duration) -> String {
    let (number, unit) = match wait.as_secs() + 1 {
        seconds @ ..=90 => (seconds, "second"),
        seconds => (seconds.div_ceil(60), "minute"),
    };
    let s = if number == 1 { "" } else { "s" };
    format!("Wait {number} {unit}{s}")
}

/// How somebody has shown who they are.
pub(crate) struct Proof {
    /// A mark of it, for the page of the code.
    pub(crate) mark: String,
    /// When they showed it.
    pub(crate) at: Stamp,
    /// Whether a second factor was part of it.
    pub(crate) with_factor: bool,
}

/// Whoever has shown their password goes on.
pub(crate) async fn enter(
    app: &App,
    headers: &HeaderMap,
    viewer: &Viewer,
) -> Result<Response, Problem> {
    let proof = Proof {
        mark: app.store().password_mark(viewer, app.now())?,
        at: app.now(),
        with_factor: false,
    };
    go_on(app, headers, viewer, &proof).await
}

/// Whoever has shown who they are goes on: to their second step, to setting one up, or in.
pub(crate) async fn go_on(
    app: &App,
    headers: &HeaderMap,
    viewer: &Viewer,
    proof: &Proof,
) -> Result<Response, Problem> {
    if proof.with_factor {
        return welcome(app, headers, viewer, proof.at).await;
    }
    let step = SecondStep::of(app, viewer).await?;
    if step.is_set_up() {
        let page = sign_in_code::page(app, &proof.mark, &step, Errors::new());
        return Ok(page.into_response());
    }
    if !step.asked || !app.setup.demo.is_empty() {
        return welcome(app, headers, viewer, proof.at).await;
    }
    if !step.passkey_asked && app.store().second_factor(viewer).await?.is_none() {
        account::offer(app, viewer).await?;
    }
    set_up_first(app, headers, viewer, &step, proof.at).await
}

/// Whoever has taken the second step comes in, unless they have to add a passkey first.
pub(crate) async fn stepped(
    app: &App,
    headers: &HeaderMap,
    viewer: &Viewer,
    step: &SecondStep,
) -> Result<Response, Problem> {
    if step.lacks_passkey() {
        return set_up_first(app, headers, viewer, step, app.now()).await;
    }
    welcome(app, headers, viewer, app.now()).await
}

/// Begins a session in which nothing can be done before a second factor is set up.
async fn set_up_first(
    app: &App,
    headers: &HeaderMap,
    viewer: &Viewer,
    step: &SecondStep,
    proven: Stamp,
) -> Result<Response, Problem> {
    let stage = SessionStage::SecondFactor;
    let cookie = session::begin(app, headers, viewer, stage, proven).await?;
    let first = if step.passkey_asked {
        account::PASSKEYS
    } else {
        account::FACTOR
    };
    Ok(([(SET_COOKIE, cookie)], Redirect::to(first)).into_response())
}

/// Whoever has shown who they are comes in; they last showed it then.
pub(crate) async fn welcome(
    app: &App,
    headers: &HeaderMap,
    viewer: &Viewer,
    proven: Stamp,
) -> Result<Response, Problem> {
    let cookies = begin(app, headers, viewer, proven).await?;
    Ok((cookies, Redirect::to(shell::landing(viewer.role))).into_response())
}

/// Begins the session of whoever has shown who they are; their browser is known from then on.
pub(crate) async fn begin(
    app: &App,
    headers: &HeaderMap,
    viewer: &Viewer,
    proven: Stamp,
) -> Result<AppendHeaders<[(HeaderName, String); 2]>, Problem> {
    if known_browser(app, headers, viewer).is_none()
        && let Some(since) = app.store().way_set_at(viewer).await?
        && app.now().since(since) > NEW_ACCOUNT
    {
        app.store().tell_of_new_browser(viewer, app.now()).await?;
    }
    let mark = app.store().browser_mark(viewer)?;
    let year = Duration::from_hours(24 * 365);
    let known = app.cookies.set(BROWSER, &mark, Some(year));
    let cookie = session::begin(app, headers, viewer, SessionStage::Whole, proven).await?;
    Ok(AppendHeaders([(SET_COOKIE, cookie), (SET_COOKIE, known)]))
}

/// A service that another program set up while this one ran has a name that this one has not
/// learnt.
pub(crate) async fn learn_name(app: &App) -> Result<(), Problem> {
    if app.service_name().is_empty()
        && let Some(service) = app.store().services().await?.first()
    {
        app.call_service(&service.name);
    }
    Ok(())
}

async fn in_the_demo(app: &App, headers: &HeaderMap, typed: &Typed) -> Result<Response, Problem> {
    let role: Role = typed.text("role").parse().map_err(|_| Problem::NotFound)?;
    let found = app.setup.demo.iter().find(|viewer| viewer.role == role);
    let viewer = found.ok_or(Problem::NotFound)?;
    let cookie = session::begin(app, headers, viewer, SessionStage::Whole, app.now()).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(shell::landing(role))).into_response())
}

async fn sign_out(State(app): State<Shared>, headers: HeaderMap) -> Result<Response, Problem> {
    let whose = session::session(&app, &headers).await?;
    let cookie = session::end(&app, &headers).await?;
    let then = match whose {
        Some(whose) => provider::after_sign_out(&app, &whose.viewer).await?,
        None => "/sign-in",
    };
    let headers = [(SET_COOKIE.as_str(), cookie.as_str()), session::FORGET];
    Ok((headers, Redirect::to(then)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_to_wait_is_said_and_never_less() {
        for (millis, words) in [
            (0, "Wait 1 second"),
            (1_999, "Wait 2 seconds"),
            (89_000, "Wait 90 seconds"),
            (100_000, "Wait 2 minutes"),
            (900_000, "Wait 16 minutes"),
        ] {
            assert_eq!(wait_words(Duration::from_millis(millis)), words);
        }
    }
}
