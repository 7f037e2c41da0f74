//! Where somebody is told by e-mail that a concern waits for them, and how such messages stand.

use access::{Authorised, Role, SetUp};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use govuk::{Button, Errors, Field as _, Input, Label, Size, WarningText};
use maud::{Markup, html};
use record::{ServiceId, WorkerId};
use store::{MailAddress, MailStanding, SignInName, Worker};

use super::people::address;
use super::person::Known;
use super::{leave, on_to};
use crate::app::{App, Mail, Shared};
use crate::error::Problem;
use crate::families::words::counted;
use crate::form::Typed;
use crate::session::SignedIn;

/// The field of the address.
const FIELD: &str = "mail";

/// Whether concerns wait for people with this role.
fn is_told(role: Role) -> bool {
    matches!(role, Role::SocialWorker | Role::Manager)
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(of): Path<WorkerId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let known = Known::load(&app, &viewer, of).await?;
    let text = typed.text(FIELD);
    let said: Option<MailAddress> = text.parse().ok();
    if said.is_none() && !text.is_empty() {
        let mut errors = Errors::new();
        let words = "Enter an e-mail address, such as name@example.org, or leave it empty";
        errors.add(FIELD, words);
        return Ok(known.wrong(&app, &viewer, FIELD, &typed, errors));
    }
    if said != known.mail {
        let put = app.store().put_mail_address(&leave, of, said, app.now());
        put.await?;
    }
    Ok(on_to(&address(of), "saved"))
}

/// The address of somebody whom concerns wait for. Where there is none yet, the name they sign in
/// with is offered, if it is one.
pub(super) fn section(known: &Known, typed: &Typed, errors: &Errors) -> Markup {
    let offered = || {
        let name: Option<SignInName> = known.username.parse().ok();
        name.and_then(|name| name.as_str().parse().ok())
    };
    let known_now = known.mail.clone().or_else(offered);
    let value = if typed.has(FIELD) {
        typed.text(FIELD)
    } else {
        known_now.as_ref().map_or("", MailAddress::as_str)
    };
    let own = address(known.worker.worker);
    html! {
        h2.govuk-heading-m { "Told by e-mail" }
        p.govuk-body {
            "When something waits for this person"
            @if is_told(known.worker.role) { ", such as a concern" }
            ", or their sign-in was changed, a message says so and where Alongside is, and no more."
            @if known.mail.is_none() { " They have no address yet, and are told only in Alongside." }
        }
        form method="post" action=(format!("{own}/mail")) novalidate {
                (Input::email(FIELD, Label::new("E-mail address").size(Size::S))
                    .autocomplete("off")
                    .value(value).error(errors.of(FIELD)))
                (Button::new("Save the e-mail address").secondary().once())
        }
    }
}

/// How messages stand, in a few words after others.
pub(super) fn in_short(mail: &Mail, standing: &MailStanding) -> String {
    let MailStanding {
        without_address,
        held_up,
    } = standing;
    match (mail, without_address.len(), *held_up) {
        (Mail::NotSetUp, ..) => ". No e-mail is set up".to_owned(),
        (Mail::From(_), _, held_up @ 1..) => {
            format!(
                ". {} not gone out",
                counted(held_up, "e-mail has", "e-mails have")
            )
        }
        (Mail::From(_), without @ 1.., _) => {
            format!(
                ". {} no e-mail address",
                counted(without, "person has", "people have")
            )
        }
        (Mail::From(_), 0, 0) => ". E-mail is set up".to_owned(),
    }
}

/// How messages stand.
pub(super) async fn standing(
    app: &App,
    leave: &Authorised<ServiceId, SetUp>,
) -> Result<Markup, Problem> {
    let standing = app.store().mail_standing(leave, app.now()).await?;
    let workers = app.store().workers(leave.id()).await?;
    let without = |it: &&Worker| standing.without_address.contains(&it.worker);
    let without: Vec<&Worker> = workers.iter().filter(without).collect();
    Ok(html! {
        h2.govuk-heading-m { "E-mail" }
        @match &app.setup.mail {
            Mail::NotSetUp => {
                p.govuk-body {
                    "No e-mail is set up. Whoever a concern waits for is told only in Alongside, when they \
                     look at it. Whoever runs the program can set it up."
                }
            }
            Mail::From(from) => {
                p.govuk-body {
                    "Whoever a concern waits for is sent a message at once: the social worker who holds the \
                     case, and the managers when it goes up to them. It comes from " (from) ", says that a concern \
                     waits and where Alongside is, and no more."
                }
                @if standing.held_up > 0 {
                    (WarningText::new(format!(
                        "{} not gone out yet, and is tried again with pauses of up to an hour. Whoever runs the \
                         program finds why in its log.",
                        counted(standing.held_up, "message has", "messages have")
                    )))
                }
                @if !without.is_empty() {
                    p.govuk-body { "These social workers and managers have no e-mail address:" }
                    ul.govuk-list.govuk-list--bullet {
                        @for it in without {
                            li { a.govuk-link href=(address(it.worker)) { (it.name) } }
                        }
                    }
                }
            }
        }
    })
}
