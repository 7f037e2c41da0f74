//! Sending a referral, and what happens next.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use casework::Command;
use govuk::{Button, Panel};
use maud::{Markup, html};
use record::{FamilyId, SubmissionId};
use store::Error;

use super::check;
use super::desk::Desk;
use super::draft::Referral;
use super::steps::Sheaf;
use super::whole::{Slip, Whole, slips, whole};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::recording::typed::Typed;
use crate::recording::{Kept, author, ended};
use crate::session::{self, SignedIn};
use crate::shell::{self, Area};

/// How often a reference is chosen anew when another family has just been given it.
const ATTEMPTS: usize = 32;

pub(super) async fn send(
    State(app): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::parse(&String::from_utf8_lossy(&body));
    let Some(viewer) = session::viewer(&app, &headers).await? else {
        // Every page kept its words before: there is nothing in this form to lose.
        return Ok(ended(&typed, Kept::Yes));
    };
    let desk = Desk::load(&app, viewer).await?;
    let referral = match Referral::load(&app, &desk.viewer, &id).await {
        Ok(referral) => referral,
        Err(Problem::NotFound) => return sent_before(&app, &desk, &id, &typed).await,
        Err(problem) => return Err(problem),
    };
    let sheaf = Sheaf {
        desk: &desk,
        referral: &referral,
    };
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let to_put_right = slips(sheaf);
    let Some(whole) = whole(sheaf).filter(|_| to_put_right.is_empty()) else {
        return check::page(&app, sheaf, &to_put_right, refused).await;
    };
    let outcome = if referral.is_again() {
        refer_again(&app, &desk, &referral, &whole).await
    } else {
        refer(&app, &desk, &referral, &whole).await
    };
    let (status, words) = match outcome {
        Ok(family) => {
            led_to(&app, &desk, &referral, family).await;
            // What was sent is stored; a draft that stays behind is only in the way.
            if let Err(error) = app.store().drop_draft(&desk.viewer, referral.id).await {
                Problem::failed(&error);
            }
            return went(&app, &desk, family).await;
        }
        Err(Error::NotFound) => return Err(Problem::NotFound),
        Err(Error::Refused(refusal)) => (refused, refusal.to_string()),
        Err(error) => {
            Problem::failed(&error);
            let words = "The referral was not sent, because Alongside could not reach its records. \
                         Everything you wrote is kept: try again in a few minutes";
            (StatusCode::SERVICE_UNAVAILABLE, words.to_owned())
        }
    };
    let slip = Slip {
        at: String::new(),
        words,
    };
    check::page(&app, sheaf, &[slip], status).await
}

/// What the referrer asked the team before led to this referral. The referral is stored: should this
/// fail, what was asked waits until somebody answers it.
async fn led_to(app: &App, desk: &Desk, referral: &Referral, family: FamilyId) {
    let Some((asked, leave)) = referral.follows().zip(desk.viewer.ask()) else {
        return;
    };
    // A family is referred once under its id, so this is written once too.
    let submission = SubmissionId(family.0);
    let said = app
        .store()
        .answer_own_asking(&leave, asked, submission, app.now(), Some(family));
    match said.await {
        // It was answered by a consultation meanwhile.
        Ok(_) | Err(Error::Refused(_) | Error::NotFound) => {}
        Err(error) => drop(Problem::failed(&error)),
    }
}

/// Refers a family that is not here yet. Whoever takes its reference first keeps it.
async fn refer(
    app: &App,
    desk: &Desk,
    referral: &Referral,
    whole: &Whole,
) -> Result<FamilyId, Error> {
    let family = referral.family().ok_or(Error::NotFound)?;
    let store = app.store();
    let leave = store.authorise_open(&desk.viewer, family);
    let leave = leave.ok_or(Error::NotFound)?;
    for _ in 0..ATTEMPTS {
        let reference = store.next_family_reference(&leave).await?;
        let command = Command::Refer(Box::new(whole.act(desk, &reference, None)));
        let sent = store.open_family(&leave, referral.id, app.now(), &command);
        match sent.await {
            Err(Error::ReferenceTaken) => {}
            outcome => return outcome.map(|done| done.family),
        }
    }
    Err(Error::ReferenceTaken)
}

/// Refers a family that is here already.
async fn refer_again(
    app: &App,
    desk: &Desk,
    referral: &Referral,
    whole: &Whole,
) -> Result<FamilyId, Error> {
    let family = referral.family().ok_or(Error::NotFound)?;
    let store = app.store();
    let reading = store.authorise_read(&desk.viewer, family).await?;
    let leave = store.authorise_write(&desk.viewer, family).await?;
    let (reading, leave) = reading.zip(leave).ok_or(Error::NotFound)?;
    let known = store
        .family(&reading, calendar::AsAt::day(desk.today))
        .await?;
    let act = whole.act(desk, &known.reference, Some(&known));
    let command = Command::Refer(Box::new(act));
    let sent = store.act(&leave, referral.id, app.now(), &command);
    sent.await.map(|done| done.family)
}

/// The draft is gone: it was sent, if the form was made for this viewer and there is a family.
async fn sent_before(app: &App, desk: &Desk, id: &str, typed: &Typed) -> Result<Response, Problem> {
    let id: SubmissionId = id.parse().map_err(|_| Problem::NotFound)?;
    let me = (desk.viewer.service, desk.viewer.worker);
    if author(app, id, typed) != Some(me) {
        return Err(Problem::NotFound);
    }
    let family = app.store().family_sent(desk.viewer.service, id).await?;
    went(app, desk, family.ok_or(Problem::NotFound)?).await
}

/// Where somebody goes who has sent a referral: whoever does not hold the case has no page of it.
async fn went(app: &App, desk: &Desk, family: FamilyId) -> Result<Response, Problem> {
    let leave = app.store().authorise_read(&desk.viewer, family).await?;
    let to = match leave {
        Some(_) => format!("/refer/sent/{family}"),
        None => "/refer?sent=yes".to_owned(),
    };
    Ok(Redirect::to(&to).into_response())
}

/// What happens next with a family that the viewer may open; no page for anybody else.
pub(super) async fn sent(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(family): Path<String>,
) -> Result<Markup, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    let family: FamilyId = family.parse().map_err(|_| Problem::NotFound)?;
    let leave = app.store().authorise_read(&desk.viewer, family).await?;
    let leave = leave.ok_or(Problem::NotFound)?;
    let today = calendar::AsAt::day(desk.today);
    let reference = app.store().family(&leave, today).await?.reference;
    let panel = Panel::new("Referral sent").content(html! {
        "The family's reference" br; strong { (reference) }
    });
    let content = html! {
        (panel)
        (next())
        div.govuk-button-group {
            (Button::link("Open the family", format!("/families/{family}")))
            a.govuk-link href="/refer" { "Refer another family" }
        }
    };
    let title = "Referral sent";
    Ok(govuk::page(&shell::page(
        &app,
        &desk.viewer,
        Area::Refer,
        title,
        content,
    )))
}

/// What happens once a referral is sent.
pub(super) fn next() -> Markup {
    html! {
        h2.govuk-heading-m { "What happens next" }
        ol.govuk-list.govuk-list--number {
            li { "The team reads the referral and asks you for a consultation: a talk about the family, what has been tried and what would help." }
            li { "The manager decides on the threshold and tells you the decision, with advice whatever it is." }
            li { "If the team takes the family on, somebody is in touch with the family by close of play on the next working day after the consultation." }
        }
        p.govuk-body { "Case responsibility stays with Social Care. If a child is in danger meanwhile, call 999 or the council's duty line." }
    }
}
