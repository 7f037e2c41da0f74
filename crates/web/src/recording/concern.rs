//! From the form of any act to that of a concern, with nothing lost on the way.

use access::Viewer;
use axum::response::{IntoResponse, Redirect, Response};
use govuk::Button;
use maud::{Markup, html};
use record::SubmissionId;
use serde::Deserialize;
use store::Draft;

use super::act::{Act, Ctx};
use super::sheet::Sent;
use super::typed::Typed;
use super::{acts, drafts};
use crate::app::App;
use crate::error::Problem;

/// Whence somebody comes to a form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Whence {
    /// The act on whose form something was typed that is kept.
    pub(super) kept: String,
}

/// The field that says that the form is left for another: what is typed is kept as a draft.
const LEAVE: &str = "leave";
/// The field that says on whose form what is typed was sent already.
pub(super) const SAVED: &str = "saved";

/// The button by which any other form is left for that of a concern.
pub(super) fn button(viewer: &Viewer, act: &Act) -> Markup {
    let raise = &acts::RAISE;
    html! {
        @if act.name != raise.name && viewer.may(raise.leave) {
            (Button::new(raise.title).warning().named(LEAVE, raise.name))
        }
    }
}

/// Whether a form was left for that of a concern.
pub(super) fn comes_first(typed: &Typed) -> bool {
    typed.get(LEAVE) == acts::RAISE.name
}

/// Keeps what is typed on a form and goes on to that of a concern.
pub(super) async fn leave_for(
    app: &App,
    ctx: &Ctx,
    act: &Act,
    sent: Sent,
) -> Result<Response, Problem> {
    let typed = sent.typed.without(|field| field == LEAVE);
    if let Err(error) = keep(app, ctx, act, sent.submission, &typed).await {
        Problem::failed(&error);
        return Ok(drafts::give_back(&typed));
    }
    let to = acts::raise_address(ctx.family.id);
    Ok(Redirect::to(&format!("{to}?kept={}", act.name)).into_response())
}

/// Goes on to the form of a concern, with what is known of it. It is a draft from the start, so that
/// it is found again by whoever turns to something else first.
pub(super) async fn begin(app: &App, ctx: &Ctx, begun: Typed) -> Result<Response, Problem> {
    let draft = SubmissionId((app.setup.new_id)());
    keep(app, ctx, &acts::RAISE, draft, &begun).await?;
    Ok(Redirect::to(&acts::raise_address(ctx.family.id)).into_response())
}

async fn keep(
    app: &App,
    ctx: &Ctx,
    act: &Act,
    id: SubmissionId,
    typed: &Typed,
) -> Result<(), store::Error> {
    // A concern has one form, whatever entry the form before it was about.
    let form = if act.name == acts::RAISE.name {
        act.address(ctx.family.id)
    } else {
        act.address_of(ctx.family.id, ctx.of)
    };
    let draft = Draft {
        id,
        form,
        saved_at: app.now(),
        body: typed.encode(),
    };
    let (service, author) = (ctx.viewer.service, ctx.viewer.worker);
    app.store().put_draft(service, author, &draft).await
}
