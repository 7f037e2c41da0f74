//! Where a referral is begun or gone on with.

use access::{Act, Viewer};
use axum::extract::{Query, State};
use axum::response::Redirect;
use govuk::{Alert, AlertKind, Button, Cell, InsetText, Table, WarningText};
use maud::{Markup, html};
use record::lists::ReferrerRole;
use record::{AdviceId, FamilyId, SubmissionId};
use serde::Deserialize;
use store::Draft;

use super::desk::{Desk, Standing};
use super::draft::{self, ASKED, Referral};
use super::send;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::words::together;
use crate::recording::typed::Typed;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(just): Query<Just>,
) -> Result<Markup, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    let drafts = app.store().drafts(&desk.viewer).await?;
    let unfinished: Vec<Referral> = drafts
        .into_iter()
        .filter(|draft| draft.form == draft::address(draft.id))
        .map(Referral::from)
        .collect();
    let content = html! {
        @if !just.sent.is_empty() {
            (Alert::new(AlertKind::Success, "The referral is sent").with_heading().content(html! {
                p { "The social worker who holds the case finds the family in their list." }
            }))
            (send::next())
        }
        h1.govuk-heading-l { "Refer a family" }
        (WarningText::new("If a child is in immediate danger, do not use this form. Call 999, or the council's duty line."))
        @if desk.may_start() {
            (what_to_know(&desk))
            form method="post" action="/refer" { (Button::new("Start a referral").once()) }
        } @else {
            (not_now(&desk))
        }
        @if !unfinished.is_empty() {
            h2.govuk-heading-m { "Begun and not sent" }
            p.app-list-count { (unfinished.len()) " kept for you. Nobody else can see them." }
            (table(&unfinished))
        }
    };
    Ok(govuk::page(&shell::page(
        &app,
        &desk.viewer,
        Area::Refer,
        "Refer a family",
        content,
    )))
}

fn what_to_know(desk: &Desk) -> Markup {
    html! {
        @match desk.own_team() {
            Some(team) if desk.standing != Standing::OnBehalf => {
                p.govuk-body { "You refer for " strong { (team) } "." }
            }
            _ => p.govuk-body { "You refer on behalf of a team of Social Care, which you choose." },
        }
        p.govuk-body { "It takes about half an hour for a family with two children. You can stop at any time: everything is kept, and you can go on another day." }
        p.govuk-body { "You will be asked who is in the family, who support is asked for, what has been tried, how things are for each child now, and whether people have said yes to support." }
    }
}

/// Why somebody does not refer now, and what they can do instead.
pub(super) fn not_now(desk: &Desk) -> Markup {
    let words = if desk.standing == Standing::OwnTeam {
        html! {
            p { "You work in the service's own team, so referrals come to you rather than from you. If a family you know of needs support, speak with their social worker, or ask your manager to refer on behalf of the team that knows the family." }
        }
    } else {
        html! {
            p {
                @match desk.own_team() {
                    Some(team) => { "Your team, " (team) ", is not one of those that refer to this service today." }
                    None => { "You are not in a team that refers to this service yet." }
                }
                " That says nothing about the family: you can still ask for advice."
            }
        }
    };
    html! {
        (InsetText::new(words))
        @if desk.standing == Standing::NotOnTheList && desk.viewer.may(Act::AskForConsultation) {
            p.govuk-body { (Button::link("Ask for a consultation", "/refer/advice")) }
        }
    }
}

/// Why the team of somebody who asks for advice does not refer; nothing if it does.
pub(crate) async fn why_not(app: &App, viewer: Viewer) -> Result<Markup, Problem> {
    let desk = Desk::load(app, viewer).await?;
    if desk.standing != Standing::NotOnTheList {
        return Ok(Markup::default());
    }
    let team = desk.own_team().map_or_else(
        || "You are not in a team that refers to this service yet.".to_owned(),
        |team| format!("Your team, {team}, is not one of those that refer to this service today."),
    );
    Ok(html! {
        (InsetText::new(html! {
            p { (team) " Any professional may ask the team for advice: you do not need to be on the list, and you do not need the family's names." }
            p { "If you think your team should be on the list, your administrator can add it." }
        }))
    })
}

fn table(unfinished: &[Referral]) -> Table {
    Table::new()
        .hidden_caption("Referrals begun and not sent")
        .head(["Family", "Kept", ""])
        .rows(unfinished.iter().map(|referral| {
            let names: Vec<String> = referral.named().into_iter().map(|(_, name)| name).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let names = if names.is_empty() {
                "Nobody named yet".to_owned()
            } else {
                together(&names)
            };
            [
                Cell::new(html! { a.govuk-link href=(referral.address()) { "Continue" span.govuk-visually-hidden { ":" } } " " (names) }),
                Cell::new(referral.saved_at.in_words()),
                Cell::new(html! {
                    form method="post" action="/drafts/delete" {
                        input type="hidden" name="draft" value=(referral.id);
                        (Button::new("Throw away").secondary().small())
                    }
                }),
            ]
        }))
}

/// Whether a referral has just been sent whose family the viewer has no page of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    sent: String,
}

/// The consultation somebody asked for, that a referral follows from.
#[derive(Deserialize)]
pub(super) struct From {
    asked: Option<AdviceId>,
}

/// Begins a referral and goes to its task list.
pub(super) async fn begin(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    axum::Form(from): axum::Form<From>,
) -> Result<Redirect, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    if !desk.may_start() {
        return Ok(Redirect::to("/refer"));
    }
    let family = FamilyId((app.setup.new_id)());
    let mut typed = first(&desk).with("family", family.to_string());
    if let Some(asked) = from.asked {
        typed = typed.with(ASKED, asked.to_string());
    }
    keep(&app, &desk, &typed).await
}

/// What stands in a new referral.
pub(super) fn first(desk: &Desk) -> Typed {
    let me = &desk.viewer;
    let mut typed = Typed::default();
    if me.role == access::Role::SocialWorker {
        typed = typed
            .with("holder", me.worker.to_string())
            .with("role", ReferrerRole::SocialWorker.code());
    }
    if let Standing::Own(team) = desk.standing {
        typed = typed.with("holder_team", team.to_string());
    }
    typed
}

/// Keeps a new referral and goes to its task list.
pub(super) async fn keep(app: &App, desk: &Desk, typed: &Typed) -> Result<Redirect, Problem> {
    let id = SubmissionId((app.setup.new_id)());
    let draft = Draft {
        id,
        form: draft::address(id),
        saved_at: app.now(),
        body: typed.encode(),
    };
    let (service, worker) = (desk.viewer.service, desk.viewer.worker);
    app.store().put_draft(service, worker, &draft).await?;
    Ok(Redirect::to(&draft.form))
}
