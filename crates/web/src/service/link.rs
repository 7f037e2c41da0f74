//! Making a link that signs somebody in, and showing it to whoever made it, to hand over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::Viewer;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use calendar::Stamp;
use govuk::{
    BackLink, Errors, Extras as _, InsetText, Label, Size, Spellcheck, Textarea, WarningText, Width,
};
use maud::{Markup, html};
use record::WorkerId;
use store::{LinkToken, Proposed};
use uuid::Uuid;

use super::people::address;
use super::person::{Known, said};
use super::{leave, on_to, page, username};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::{Here, SignedIn};
use crate::{account, sign_in_link};

/// What a link is for, in words for whoever may make one.
pub(super) fn what_for(app: &App) -> String {
    let Some(door) = &app.provider else {
        return "With a link this person sets their password, once: within three days if they have none yet, within \
                an hour if they have. Making one ends those made for them before; their password stays until they \
                have set another."
            .to_owned();
    };
    format!(
        "With a link this person begins to sign in with their {}, or sets a password, once: within three days if \
         they do neither yet, within an hour if they do. Making one ends those made for them before; how they sign \
         in stays until they have used it.",
        door.provider.name()
    )
}

/// How long whoever made a link can see it. It is kept in memory only, and then nowhere.
const SEEN_FOR: Duration = Duration::from_mins(10);

/// A link that was just made.
struct Made {
    by: WorkerId,
    of: WorkerId,
    name: String,
    token: LinkToken,
    address: String,
    at: Stamp,
    until: Stamp,
}

/// The links that were just made.
#[derive(Default)]
pub(super) struct Shown(Mutex<HashMap<Uuid, Made>>);

impl Shown {
    fn keep(&self, id: Uuid, made: Made) {
        let now = made.at;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, made| now.since(made.at) < SEEN_FOR);
        all.insert(id, made);
    }

    /// The page of a link, for whoever made it.
    fn page(&self, id: Uuid, of: WorkerId, viewer: &Viewer, now: Stamp) -> Option<Markup> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = all.get(&id)?;
        let theirs = made.by == viewer.worker && made.of == of;
        (theirs && now.since(made.at) < SEEN_FOR).then(|| made.content())
    }
}

pub(super) async fn make(
    State(app): State<Shared>,
    Extension(shown): Extension<Arc<Shown>>,
    Here(here): Here,
    Path(of): Path<WorkerId>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&here.viewer)?;
    let known = Known::load(&app, &here.viewer, of).await?;
    let then = format!("{}/link", address(of));
    if let Some(ask) = account::asked(&app, &here, &then, &typed).await? {
        return Ok(ask);
    }
    let viewer = here.viewer;
    let (token, now) = (app.new_token(), app.now());
    let mut errors = Errors::new();
    let until = match username(&typed, &mut errors) {
        Some(name) => {
            let made = app
                .store()
                .make_sign_in_link(&leave, of, &name, &token, now);
            match made.await {
                Err(store::Error::NameTaken) => {
                    errors.add("username", "Somebody else signs in with this name");
                    None
                }
                made => Some(made?),
            }
        }
        None => None,
    };
    let Some(until) = until else {
        return Ok(known.wrong(&app, &viewer, "username", &typed, errors));
    };
    Ok(hand_over(
        &app,
        &shown,
        &viewer,
        known,
        (token, until),
        &headers,
    ))
}

/// Takes the second factor off somebody who has lost it: with the link that is made then, they come back.
pub(super) async fn take_off_factor(
    State(app): State<Shared>,
    Here(here): Here,
    Path(of): Path<WorkerId>,
) -> Result<Response, Problem> {
    let leave = leave(&here.viewer)?;
    let known = Known::load(&app, &here.viewer, of).await?;
    let own = address(of);
    if !known.has_factor {
        return Err(Problem::NotFound);
    }
    let then = format!("{own}/second-factor/take-off");
    if let Some(ask) = account::asked(&app, &here, &then, &Typed::default()).await? {
        return Ok(ask);
    }
    let proposed = ((app.setup.new_id)(), of);
    let carried = app
        .store()
        .propose(&leave, proposed, Proposed::FactorOff, app.now());
    Ok(on_to(&own, said(carried.await?)))
}

/// Keeps a link that was just made for whoever made it, and leads them to it.
fn hand_over(
    app: &App,
    shown: &Shown,
    viewer: &Viewer,
    known: Known,
    (token, until): (LinkToken, Stamp),
    headers: &HeaderMap,
) -> Response {
    let (id, of) = ((app.setup.new_id)(), known.worker.worker);
    shown.keep(
        id,
        Made {
            by: viewer.worker,
            of,
            name: known.worker.name,
            token,
            address: site(app, headers),
            at: app.now(),
            until,
        },
    );
    Redirect::to(&format!("{}/link/{id}", address(of))).into_response()
}

/// Where this site is: as it was said when the program was started, or else as the browser that asks
/// has found it.
fn site(app: &App, headers: &HeaderMap) -> String {
    if let Some(site) = &app.setup.site {
        return site.to_string();
    }
    let header = |name| headers.get(name)?.to_str().ok();
    match (header(ORIGIN), header(HOST)) {
        (Some(origin), _) if origin != "null" => origin.to_owned(),
        (_, Some(host)) => format!("http://{host}"),
        _ => String::new(),
    }
}

pub(super) async fn show(
    State(app): State<Shared>,
    Extension(shown): Extension<Arc<Shown>>,
    SignedIn(viewer): SignedIn,
    Path((of, id)): Path<(WorkerId, Uuid)>,
) -> Result<Markup, Problem> {
    leave(&viewer)?;
    let content = shown.page(id, of, &viewer, app.now());
    Ok(whole(&app, &viewer, of, content.unwrap_or_else(no_longer)))
}

fn whole(app: &App, viewer: &Viewer, of: WorkerId, content: Markup) -> Markup {
    let mut page = page(app, viewer, "Sign-in link", content);
    page.back_link = Some(BackLink::new(address(of)));
    page.width = Width::Reading;
    govuk::page(&page)
}

impl Made {
    fn content(&self) -> Markup {
        let link = format!("{}{}", self.address, sign_in_link::path(&self.token));
        html! {
            h1.govuk-heading-l { "Sign-in link" }
            p.govuk-body-l { "For " (self.name) ". With it they set up how they sign in, once, until " (self.until.in_words()) "." }
            (Textarea::new("link", Label::new("The link").size(Size::S)).rows(4)
                .value(link).spellcheck(Spellcheck::Off).autocomplete("off").attribute("readonly", ""))
            (WarningText::new("Whoever has this link can sign in as this person. Give it to them yourself, \
                               in a way that only they can read."))
            (InsetText::new("It is shown here for ten minutes and cannot be found again. If it is lost, make \
                             another: that ends this one."))
        }
    }
}

fn no_longer() -> Markup {
    html! {
        h1.govuk-heading-l { "Sign-in link" }
        p.govuk-body { "This link is no longer shown. Go back to make a new one, which ends this one." }
    }
}
