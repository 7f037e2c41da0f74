//! The first page of a new installation: the service's name and its administrator. Whoever started
//! the program has its address; it works until the service is there.

use std::time::Duration;

use access::Role;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use calendar::Stamp;
use govuk::{Button, Errors, Field as _, Input, Label, Page, Size};
use maud::{Markup, html};
use record::{ServiceId, WorkerId};
use store::{Begun, LinkToken, Service, Worker};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::{Typed, id_field};
use crate::routes::{For::Anybody, Routes};
use crate::service::username;
use crate::sign_in::{enter, name_input};
use crate::sign_in_link::new_password;

/// How long the same form, sent again, is answered as it was at first: a second press of the
/// button takes the place of the first in the browser, and with it the cookie.
const AGAIN: Duration = Duration::from_mins(1);

pub(crate) fn routes() -> Routes {
    Routes::new().form("/set-up/{token}", Anybody, show, begin)
}

/// The way to set up a service where there is none.
pub(crate) struct FirstRun {
    digest: [u8; 32],
    begun: Mutex<Option<Beginning>>,
}

/// The form by which the service was begun.
struct Beginning {
    form: Uuid,
    first: Worker,
    service: ServiceId,
    at: Stamp,
}

impl FirstRun {
    pub(crate) fn new(token: &LinkToken) -> Self {
        Self {
            digest: token.digest(),
            begun: Mutex::new(None),
        }
    }
}

/// The way to set up, for those who have its token.
fn first_run<'a>(app: &'a App, token: &str) -> Result<&'a FirstRun, Problem> {
    let token: LinkToken = token.parse().map_err(|_| Problem::NotFound)?;
    let first_run = app.first_run.as_ref().ok_or(Problem::NotFound)?;
    // Digests are compared, so that how long it takes says nothing of the token.
    if first_run.digest == token.digest() {
        Ok(first_run)
    } else {
        Err(Problem::NotFound)
    }
}

async fn show(State(app): State<Shared>, Path(token): Path<String>) -> Result<Markup, Problem> {
    let first_run = first_run(&app, &token)?;
    if first_run.begun.lock().await.is_some() {
        return Err(Problem::NotFound);
    }
    let typed = Typed::default();
    Ok(page((app.setup.new_id)(), &typed, Errors::new()))
}

fn page(id: Uuid, typed: &Typed, errors: Errors) -> Markup {
    let content = html! {
        h1.govuk-heading-l { "Set up your service" }
        p.govuk-body-l { "First the service, and you as its administrator." }
        p.govuk-body {
            "An administrator sets up teams and people. Nobody reads a family's record because they \
             administer."
        }
        form method="post" novalidate {
            (id_field(id))
            (Input::new("service", Label::new("Name of the service").size(Size::S))
                .hint("It is shown at the top of every page, for example: Seaside multi-disciplinary team")
                .value(typed.text("service")).error(errors.of("service")))
            (Input::name("name", Label::new("Your name").size(Size::S))
                .value(typed.text("name")).error(errors.of("name")))
            (name_input("Your sign-in name")
                .hint("An e-mail address or a short name. Others do not see it")
                .value(typed.text("username")).error(errors.of("username")))
            (new_password(&errors))
            (Button::new("Save and continue").once())
        }
    };
    govuk::page(&Page {
        title: "Set up your service".to_owned(),
        home: "/".to_owned(),
        errors,
        content,
        ..Page::default()
    })
}

async fn begin(
    State(app): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let first_run = first_run(&app, &token)?;
    // One at a time: of two who send the form at once, the second finds the service there.
    let mut begun = first_run.begun.lock().await;
    let form = typed.id().ok_or(Problem::NotFound)?;
    if let Some(before) = begun.as_ref() {
        let again = before.form == form && app.now().since(before.at) < AGAIN;
        if !again {
            return Err(Problem::NotFound);
        }
        return signed_in(&app, &headers, before).await;
    }
    let mut errors = Errors::new();
    let name = typed.line("service", "the name of the service", &mut errors);
    let person = typed.line("name", "your name", &mut errors);
    let username = username(&typed, &mut errors);
    let about = vec![
        name.clone(),
        person.clone(),
        typed.text("username").to_owned(),
    ];
    let password = typed.password("password");
    let hash = app
        .passwords
        .hash(password, about, &app.setup.random)
        .await?;
    let hash = hash.unwrap_or_else(|wrong| {
        errors.add("password", wrong);
        String::new()
    });
    let (true, Some(username)) = (errors.is_empty(), username) else {
        let page = page(form, &typed, errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let beginning = Beginning {
        form,
        first: Worker::new(WorkerId((app.setup.new_id)()), person, Role::Administrator),
        service: ServiceId((app.setup.new_id)()),
        at: app.now(),
    };
    let service = Service {
        service: beginning.service,
        name: name.clone(),
    };
    let first = beginning.first.clone();
    let store = app.store();
    let way_in = (username, hash);
    let begin = store.begin_service(service, first, way_in, beginning.at);
    match begin.await? {
        Begun::Yes => {
            app.call_service(&name);
            let beginning = begun.insert(beginning);
            signed_in(&app, &headers, beginning).await
        }
        // Another program set it up in the meantime.
        Begun::ThereAlready => {
            if let Some(service) = store.services().await?.first() {
                app.call_service(&service.name);
            }
            Err(Problem::NotFound)
        }
    }
}

/// The administrator, signed in, on the way to the rest of the setting up.
async fn signed_in(
    app: &App,
    headers: &HeaderMap,
    beginning: &Beginning,
) -> Result<Response, Problem> {
    let Beginning { first, service, .. } = beginning;
    let viewer = first.clone().viewer(*service, app.today());
    let viewer = viewer.ok_or(Problem::NotFound)?;
    enter(app, headers, &viewer).await
}
