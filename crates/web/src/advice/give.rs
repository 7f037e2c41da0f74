//! Recording help that was given: of its own, in answer to what was asked, or to put right what was
//! recorded.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Date;
use casework::AdviceCommand;
use govuk::{BackLink, Errors, InsetText};
use maud::{Markup, html};
use record::lists::{CameOf, HelpKind, Mode};
use record::{AdviceGiven, AdviceId, Asking, Given, Present, SubmissionId};

use super::desk::{Desk, address, id};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::recording::fields::{Fields, options, pairs, picked};
use crate::recording::sheet::{self, Around, Sent, Sheet};
use crate::recording::typed::{Reader, Typed};
use crate::recording::{advising, give_back, lines};
use crate::session::SignedIn;
use crate::shell::{self, Area};

/// What a form is for.
#[derive(Clone, Copy)]
enum For {
    /// Help of its own.
    Itself,
    /// An answer to what was asked.
    Answer(AdviceId),
    /// Putting right what was recorded.
    Right(AdviceId),
}

impl For {
    fn address(self) -> String {
        match self {
            Self::Itself => "/advice/record".to_owned(),
            Self::Answer(id) => format!("/advice/record/{id}"),
            Self::Right(id) => format!("/advice/put-right/{id}"),
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Itself | Self::Answer(_) => "Record a consultation or advice",
            Self::Right(_) => "Put a consultation or advice right",
        }
    }

    fn back(self) -> String {
        match self {
            Self::Itself => "/advice".to_owned(),
            Self::Answer(id) | Self::Right(id) => address(id),
        }
    }

    /// What was asked, for an answer to it; no page where it waits no more.
    fn asking(self, desk: &Desk) -> Result<Option<&Asking>, Problem> {
        let Self::Answer(id) = self else {
            return Ok(None);
        };
        desk.book.asking(id).map(Some).ok_or(Problem::NotFound)
    }

    /// What was given, to put it right.
    fn given(self, desk: &Desk) -> Result<Option<&Given>, Problem> {
        let Self::Right(id) = self else {
            return Ok(None);
        };
        desk.book.given(id).map(Some).ok_or(Problem::NotFound)
    }
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    open(&app, Desk::load(&app, viewer).await?, For::Itself).await
}

pub(super) async fn show_of(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    open(&app, Desk::load(&app, viewer).await?, For::Answer(id(&of)?)).await
}

pub(super) async fn show_right(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    open(&app, Desk::load(&app, viewer).await?, For::Right(id(&of)?)).await
}

pub(super) async fn submit(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    receive(&app, &headers, &body, For::Itself).await
}

pub(super) async fn submit_of(
    State(app): State<Shared>,
    Path(of): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    receive(&app, &headers, &body, For::Answer(id(&of)?)).await
}

pub(super) async fn submit_right(
    State(app): State<Shared>,
    Path(of): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    receive(&app, &headers, &body, For::Right(id(&of)?)).await
}

async fn open(app: &App, desk: Desk, what: For) -> Result<Response, Problem> {
    let first = first(&desk, what)?;
    let sheet = Sheet::open(app, &desk.viewer, &what.address(), || first).await?;
    page(app, &desk, what, &sheet)
}

/// What stands in the fields at first.
fn first(desk: &Desk, what: For) -> Result<Typed, Problem> {
    if let Some(given) = what.given(desk)? {
        return Ok(refill(given));
    }
    let typed = Typed::default()
        .with("worker", desk.viewer.worker.to_string())
        .with("day", picked(desk.today))
        .with("mode", Mode::InPerson.code())
        .with("came", CameOf::NothingMore.code());
    Ok(match what.asking(desk)? {
        Some(asking) => typed
            .with("kind", HelpKind::Consultation.code())
            .with("to", desk.names.worker(asking.by))
            .with("question", asking.what.question.as_str()),
        None => typed,
    })
}

fn refill(given: &Given) -> Typed {
    let it = &given.now.what;
    let mut typed = Typed::default()
        .with("kind", it.kind.code())
        .with("to", it.to.as_str())
        .with("team", it.team.as_str())
        .with("day", picked(given.now.happened))
        .with("mode", it.mode.code())
        .with("minutes", it.minutes.to_string())
        .with("question", it.question.as_str())
        .with("signposts", it.signposts.join("\n"));
    for worker in it.present.iter().filter_map(|who| who.worker) {
        typed = typed.with("worker", worker.to_string());
    }
    advising::refill(typed, &it.advice)
}

fn fields(desk: &Desk, what: For, form: Fields<'_>) -> Result<Markup, Problem> {
    let given = what.given(desk)?;
    // Whoever was there may have left: putting right still names them.
    let there = given.into_iter().flat_map(|it| &it.now.what.present);
    let left = there.filter_map(|who| who.worker);
    let left = left.filter(|who| !desk.team.iter().any(|it| it.worker == *who));
    let team = desk
        .team
        .iter()
        .map(|it| (it.worker.to_string(), it.words.clone()));
    let left = left.map(|who| (who.to_string(), desk.names.worker(who).to_owned()));
    let team: Vec<(String, String)> = team.chain(left).collect();
    Ok(html! {
        @if given.is_none() {
            p.govuk-body { "For help that is about no family recorded here. Leave names of families out. Help about a family that is here is recorded on the family's page." }
        }
        @if let Some(asking) = what.asking(desk)? {
            (InsetText::new(html! {
                p.app-typed { (asking.what.question) }
                p { "Reach them: " (asking.what.reach) }
            }))
        }
        (form.radios("kind", "What they came for", options!(HelpKind)))
        (form.line("to", "Who asked", "Name and part, such as school nurse"))
        (form.line("team", "Their team or agency", ""))
        (form.day("day", "Day"))
        (form.radios("mode", "How", options!(Mode)))
        (form.number("minutes", "Minutes"))
        (form.checkboxes("worker", "Who of the team was there", pairs(&team)))
        (form.text("question", "What was asked", "", 3))
        (advising::fields(form, "Whoever asked here sees it."))
        (form.text("signposts", "Services they were shown the way to", "One to a line.", 2))
        @if given.is_some() {
            (form.text("why", "Why it is put right", "What was recorded before stays, marked.", 2))
        } @else {
            (form.radios("came", "What came of it", came_now()))
        }
    })
}

/// What can come of help on the day it is given. That it is about a family that is here now is said
/// later, with the family.
fn came_now() -> impl Iterator<Item = (&'static str, &'static str)> {
    let known = CameOf::ALL.iter().filter(|it| **it != CameOf::Linked);
    known.map(|it| (it.code(), it.label()))
}

fn page(app: &App, desk: &Desk, what: For, sheet: &Sheet) -> Result<Response, Problem> {
    let back = what.back();
    let around = Around {
        title: what.title(),
        button: "Save",
        back: ("Back", &back),
        aside: Markup::default(),
    };
    let fields = fields(desk, what, sheet.fields())?;
    let content = sheet.markup(app, &desk.viewer, &what.address(), &around, &fields)?;
    let mut page = shell::page(app, &desk.viewer, Area::Advice, what.title(), content);
    page.back_link = Some(BackLink::new(back));
    page.errors = sheet.errors.clone();
    Ok((sheet.status, govuk::page(&page)).into_response())
}

async fn receive(
    app: &App,
    headers: &HeaderMap,
    body: &Bytes,
    what: For,
) -> Result<Response, Problem> {
    let sent = match Sent::read(app, headers, body).await {
        Ok(sent) => sent,
        Err(answer) => return Ok(answer),
    };
    let answer = received(app, sent.clone(), what).await;
    sent.answered(app, answer).await
}

async fn received(app: &App, sent: Sent, what: For) -> Result<Response, Problem> {
    let desk = match Desk::load(app, sent.viewer.clone()).await {
        Ok(desk) => desk,
        Err(Problem::Failed) => return Ok(give_back(&sent.typed)),
        Err(other) => return Err(other),
    };
    what.asking(&desk)?;
    let why = match command(&desk, what, &sent.typed)? {
        Ok(command) => {
            let id = sent.submission;
            let written = app
                .store()
                .write_advice(&desk.leave, id, app.now(), command);
            match written.await {
                Ok(_) => {
                    sheet::stored(app, &desk.viewer, id).await;
                    return Ok(Redirect::to(&done(what, id)).into_response());
                }
                Err(error) => sheet::refused(error)?,
            }
        }
        Err(errors) => (errors, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let sheet = Sheet::again(app, sent, &what.address(), why).await;
    page(app, &desk, what, &sheet)
}

fn done(what: For, sent: SubmissionId) -> String {
    let id = match what {
        For::Right(id) => id,
        For::Itself | For::Answer(_) => AdviceId(sent.0),
    };
    format!("{}?done=yes", address(id))
}

fn command(
    desk: &Desk,
    what: For,
    typed: &Typed,
) -> Result<Result<AdviceCommand, Errors>, Problem> {
    let given = what.given(desk)?;
    let mut read = Reader::new(typed, desk.today);
    let day = read.past_day("day");
    let it = it(desk, given, what, &mut read);
    let why = match given {
        Some(_) => read.needed("why", "Say why it is put right"),
        None => Some(String::new()),
    };
    let command = (|| -> Option<AdviceCommand> {
        let (on, what, why): (Date, AdviceGiven, String) = (day?, it?, why?);
        Some(match given {
            Some(given) => AdviceCommand::PutRight {
                of: given.id,
                on,
                what,
                why,
            },
            None => AdviceCommand::Give { on, what },
        })
    })();
    Ok(read.done(command))
}

fn it(desk: &Desk, given: Option<&Given>, what: For, read: &mut Reader<'_>) -> Option<AdviceGiven> {
    let kind = read.choice("kind", "Choose what they came for", HelpKind::from_code);
    let to = read.needed("to", "Say who asked");
    let team = read.needed("team", "Say of which team or agency they are");
    let mode = read.choice("mode", "Choose how", Mode::from_code);
    if read.typed().get("minutes").trim().is_empty() {
        read.errors
            .add("minutes", "Say how many minutes it took: 1 or more");
    }
    let minutes = read.number("minutes", 1, 1440);
    let present = present(desk, given, read.typed());
    if present.is_empty() {
        read.errors.add("worker", "Say who of the team was there");
    }
    let question = read.needed("question", "Say what was asked");
    let advice = advising::read(read);
    let signposts = lines(&read.words("signposts"));
    if advice.is_empty() && signposts.is_empty() {
        let words = "Record the advice, or a service they were shown the way to";
        read.errors.add("advice", words);
    }
    let came = match given {
        Some(given) => Some(given.now.what.came),
        None => read.choice("came", "Choose what came of it", CameOf::from_code),
    };
    Some(AdviceGiven {
        asked: match what {
            For::Answer(id) => Some(id),
            For::Itself | For::Right(_) => given.and_then(|it| it.now.what.asked),
        },
        kind: kind?,
        to: to?,
        team: team?,
        mode: mode?,
        minutes: u16::try_from(minutes?).ok()?,
        present,
        question: question?,
        advice,
        signposts,
        came: came?,
    })
}

/// Who was there, each with the discipline they have now, or had when it was recorded.
fn present(desk: &Desk, given: Option<&Given>, typed: &Typed) -> Vec<Present> {
    let chosen = |id: &record::WorkerId| typed.all("worker").any(|it| it == id.to_string());
    let before = given.map(|it| it.now.what.present.as_slice());
    let before = before.unwrap_or_default();
    let kept = before
        .iter()
        .filter(|who| who.worker.as_ref().is_none_or(chosen));
    let known = |id| before.iter().any(|who| who.worker == Some(id));
    let new = desk
        .team
        .iter()
        .filter(|it| chosen(&it.worker) && !known(it.worker));
    let new = new.map(|it| Present {
        worker: Some(it.worker),
        words: String::new(),
        discipline: it.discipline,
    });
    kept.cloned().chain(new).collect()
}
