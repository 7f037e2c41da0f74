//! Saying what came of something asked or given, once it is known.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use casework::AdviceCommand;
use govuk::{BackLink, Errors};
use maud::html;
use record::lists::CameOf;
use record::{AdviceId, FamilyId};

use super::desk::{Desk, address, id};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::recording::fields::options;
use crate::recording::give_back;
use crate::recording::sheet::{self, Around, Sent, Sheet};
use crate::recording::typed::{Reader, Typed};
use crate::session::SignedIn;
use crate::shell::{self, Area};

const TITLE: &str = "Say what came of it";

fn form(of: AdviceId) -> String {
    format!("/advice/came/{of}")
}

/// The desk, where the book has this entry.
async fn desk(app: &App, viewer: access::Viewer, of: AdviceId) -> Result<Desk, Problem> {
    let desk = Desk::load(app, viewer).await?;
    let here = desk.book.given(of).is_some() || desk.book.asking(of).is_some();
    if here {
        Ok(desk)
    } else {
        Err(Problem::NotFound)
    }
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    let of = id(&of)?;
    let desk = desk(&app, viewer, of).await?;
    let sheet = Sheet::open(&app, &desk.viewer, &form(of), Typed::default).await?;
    page(&app, &desk, of, &sheet)
}

fn page(app: &App, desk: &Desk, of: AdviceId, sheet: &Sheet) -> Result<Response, Problem> {
    let fields = sheet.fields();
    let fields = html! {
        (fields.radios("came", "What came of it", options!(CameOf)))
        (fields.line("family", "The family's reference, if it is here now", "Such as F012"))
    };
    let back = address(of);
    let around = Around {
        title: TITLE,
        button: "Save",
        back: ("Back", &back),
        aside: maud::Markup::default(),
    };
    let content = sheet.markup(app, &desk.viewer, &form(of), &around, &fields)?;
    let mut page = shell::page(app, &desk.viewer, Area::Advice, TITLE, content);
    page.back_link = Some(BackLink::new(back));
    page.errors = sheet.errors.clone();
    Ok((sheet.status, govuk::page(&page)).into_response())
}

pub(super) async fn submit(
    State(app): State<Shared>,
    Path(of): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let of = id(&of)?;
    let sent = match Sent::read(&app, &headers, &body).await {
        Ok(sent) => sent,
        Err(answer) => return Ok(answer),
    };
    let desk = match desk(&app, sent.viewer.clone(), of).await {
        Ok(desk) => desk,
        Err(Problem::Failed) => return Ok(give_back(&sent.typed)),
        Err(other) => return Err(other),
    };
    let why = match command(&app, &desk, of, &sent.typed).await? {
        Ok(command) => {
            let id = sent.submission;
            let written = app
                .store()
                .write_advice(&desk.leave, id, app.now(), command);
            match written.await {
                Ok(_) => {
                    sheet::stored(&app, &desk.viewer, id).await;
                    let to = format!("{}?done=yes", address(of));
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(error) => sheet::refused(error)?,
            }
        }
        Err(errors) => (errors, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let sheet = Sheet::again(&app, sent, &form(of), why).await;
    page(&app, &desk, of, &sheet)
}

async fn command(
    app: &App,
    desk: &Desk,
    of: AdviceId,
    typed: &Typed,
) -> Result<Result<AdviceCommand, Errors>, Problem> {
    let mut read = Reader::new(typed, desk.today);
    let came = read.choice("came", "Choose what came of it", CameOf::from_code);
    let reference = read.words("family").trim().to_uppercase();
    let family = if reference.is_empty() {
        None
    } else {
        let found = app.store().families_of(&desk.viewer, &[&reference]).await?;
        let found: Option<FamilyId> = found.into_iter().flatten().next();
        if found.is_none() {
            read.errors
                .add("family", "There is no family with this reference");
        }
        found
    };
    match came {
        Some(CameOf::Linked) if reference.is_empty() => {
            read.errors.add("family", "Give the family's reference");
        }
        Some(CameOf::NothingMore | CameOf::ReferralComing) if !reference.is_empty() => {
            let words = "Leave this empty, or choose that it is about a family that is here now";
            read.errors.add("family", words);
        }
        _ => {}
    }
    let on = desk.today;
    let command = came.map(|came| AdviceCommand::SayWhatCame {
        on,
        of,
        came,
        family,
    });
    Ok(read.done(command))
}
