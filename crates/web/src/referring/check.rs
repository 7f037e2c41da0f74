//! Checking a referral before it is sent.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use govuk::{Action, Alert, AlertKind, BackLink, Button, Card, ErrorSummary, SummaryList};
use maud::{Markup, html};
use record::FamilyId;

use super::desk::Desk;
use super::draft::Referral;
use super::start;
use super::steps::{Sheaf, Step};
use super::whole::{Slip, Whole};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    let referral = Referral::load(&app, &desk.viewer, &id).await?;
    let sheaf = Sheaf {
        desk: &desk,
        referral: &referral,
    };
    page(&app, sheaf, &[], StatusCode::OK).await
}

/// The page, with what stands in the way of sending.
pub(super) async fn page(
    app: &App,
    sheaf: Sheaf<'_>,
    slips: &[Slip],
    status: StatusCode,
) -> Result<Response, Problem> {
    let Sheaf { desk, referral } = sheaf;
    let alike = alike(app, desk, referral).await?;
    let (service, worker) = (desk.viewer.service, desk.viewer.worker);
    let mark = app.store().author_mark(service, worker, referral.id)?;
    let address = referral.address();
    let content = html! {
        @if !slips.is_empty() {
            (slips.iter().fold(ErrorSummary::new(), |summary, slip| {
                if slip.at.is_empty() {
                    summary.message(slip.words.as_str())
                } else {
                    summary.link(slip.words.as_str(), slip.at.as_str())
                }
            }))
        }
        span.govuk-caption-l { "Refer a family" }
        h1.govuk-heading-l { "Check your answers" }
        (alike)
        @if !desk.may_start() { (start::not_now(desk)) }
        (card(&Step::Household, sheaf, "The family's home"))
        @for person in referral.people() {
            (card(&Step::Person(person), sheaf, &referral.name(person)))
        }
        @if referral.people().is_empty() {
            p.app-empty { "Nobody is added yet. " a.govuk-link href={ (address) "/people" } { "Add the people" } }
        }
        (card(&Step::Asks, sheaf, "Who support is asked for"))
        (card(&Step::Tried, sheaf, "What has been tried"))
        @for child in referral.children() {
            (card(&Step::Child(child), sheaf, &format!("{}: as things are now", referral.name(child))))
        }
        (card(&Step::Family, sheaf, "The family as it is now"))
        (card(&Step::Consent, sheaf, "Consent"))
        (card(&Step::Holder, sheaf, "Case holder and referrer"))
        h2.govuk-heading-m { "Send the referral" }
        p.govuk-body { "The team and the case holder will see all of this. What you send cannot be taken back; the team can put a mistake right." }
        form method="post" action={ (address) "/send" } {
            input type="hidden" name="author" value=(mark);
            div.govuk-button-group {
                (Button::new("Send the referral").once())
                a.govuk-link href=(address) { "Back to the task list" }
            }
        }
    };
    let title = if slips.is_empty() {
        "Check your answers: refer a family"
    } else {
        "Error: Check your answers: refer a family"
    };
    let mut page = shell::page(app, &desk.viewer, Area::Refer, title, content);
    page.back_link = Some(BackLink::new(address));
    Ok((status, govuk::page(&page)).into_response())
}

fn card(step: &Step, sheaf: Sheaf<'_>, title: &str) -> Markup {
    let change = Action::new("Change", step.address(sheaf.referral));
    let card = Card::new(title).action(change);
    let rows = step.rows(sheaf).into_iter();
    let list = rows.fold(SummaryList::new().card(card), |list, (key, value)| {
        list.pair(key, html! { span.app-typed { (value) } })
    });
    html! { (list) }
}

/// Families that may be this one: as much of them as the viewer may see.
async fn alike(app: &App, desk: &Desk, referral: &Referral) -> Result<Markup, Problem> {
    let Some(leave) = referral
        .family()
        .and_then(|family| app.store().authorise_open(&desk.viewer, family))
    else {
        return Ok(Markup::default());
    };
    let people = Whole::somebody(referral, desk.today);
    let found = app.store().families_alike(&leave, &people).await?;
    if found.is_empty() {
        return Ok(Markup::default());
    }
    let mut open: Vec<FamilyId> = Vec::new();
    for family in &found {
        if app
            .store()
            .authorise_read(&desk.viewer, *family)
            .await?
            .is_some()
        {
            open.push(*family);
        }
    }
    let more = found.len() > open.len();
    let alert = Alert::new(AlertKind::Warning, "This family may be here already");
    Ok(html! {
        (alert.with_heading().content(html! {
            @if !open.is_empty() {
                p {
                    "Somebody of the same name, or of the same last name and birthday, is in "
                    @if open.len() == 1 { "a family you may open." } @else { "families you may open." }
                    " If it is the same family and its case is closed, refer it again from its page instead."
                }
                ul {
                    @for (nth, family) in open.iter().enumerate() {
                        li { a href={ "/families/" (family) } { "Open family " (nth + 1) " of " (open.len()) } }
                    }
                }
            }
            @if more {
                p { "A family with the same names may be here already; the team will look at it. You can send the referral." }
            }
        }))
    })
}
