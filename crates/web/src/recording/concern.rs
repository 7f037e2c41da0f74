//! From the form of any act to that of a concern, with nothing lost on the way.

use axum::response::{IntoResponse, Redirect, Response};
use calendar::Stamp;
use record::SubmissionId;
use store::Draft;

use super::act::{Act, Ctx};
use super::typed::Typed;
use super::{acts, drafts};
use crate::app::App;
use crate::error::Problem;

/// The field that says that the form is left for another: what is typed is kept as a draft.
pub(super) const LEAVE: &str = "leave";

/// Keeps what is typed on a form and goes on to that of a concern.
pub(super) async fn to_the_concern(
    app: &App,
    ctx: &Ctx,
    act: &Act,
    submission: SubmissionId,
    typed: Typed,
) -> Result<Response, Problem> {
    let typed = typed.without(|field| field == LEAVE);
    if let Err(error) = keep(app, ctx, act, submission, &typed).await {
        Problem::failed(&error);
        return Ok(drafts::give_back(&typed));
    }
    let to = acts::raise_address(ctx.family.id);
    Ok(Redirect::to(&format!("{to}?kept={}", act.name)).into_response())
}

/// Goes on to the form of a concern, with what is known of it. It is a draft from the start, so that
/// it is found again by whoever turns to something else first.
pub(super) async fn begin_the_concern(
    app: &App,
    ctx: &Ctx,
    begun: Typed,
) -> Result<Response, Problem> {
    let draft = SubmissionId((app.setup.new_id)());
    keep(app, ctx, &acts::RAISE, draft, &begun).await?;
    Ok(Redirect::to(&acts::raise_address(ctx.family.id)).into_response())
}

pub(super) async fn keep(
    app: &App,
    ctx: &Ctx,
    act: &Act,
    id: SubmissionId,
    typed: &Typed,
) -> Result<Stamp, store::Error> {
    let saved_at = app.now();
    let draft = Draft {
        id,
        form: act.address_of(ctx.family.id, ctx.of),
        saved_at,
        body: typed.encode(),
    };
    let (service, author) = (ctx.viewer.service, ctx.viewer.worker);
    app.store().put_draft(service, author, &draft).await?;
    Ok(saved_at)
}
