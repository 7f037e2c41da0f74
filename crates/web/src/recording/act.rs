//! An act of casework as a form: shown, sent, kept when it cannot be done.

use access::{Act as Leave, Role, Viewer};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::{AsAt, Date, Stamp};
use casework::Command;
use govuk::{Alert, AlertKind, BackLink, Button, Errors};
use maud::{Markup, html};
use record::{Entry, Family, FamilyId, Sequence, Subject, SubmissionId, WorkerId};
use serde::Deserialize;

use super::acts;
use super::concern::{LEAVE, begin_the_concern, keep, to_the_concern};
use super::fields::{FAMILY, Fields, Form};
use super::typed::Typed;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::concerns::Watch;
use crate::families::words::Names;
use crate::session::SignedIn;
use crate::shell::{self, Area};
use crate::{families, session};

/// An act that somebody may do to a family, as a page.
pub(crate) struct Act {
    /// Its part of the address.
    pub(crate) name: &'static str,
    /// What the page and the link to it are called.
    pub(crate) title: &'static str,
    /// What is said once it is done.
    pub(crate) done: &'static str,
    /// The words on the button.
    pub(crate) button: &'static str,
    /// Whom the policy lets do it.
    pub(crate) leave: Leave,
    /// Whether there is anything to do it to in this family.
    pub(crate) offered: fn(&Family) -> bool,
    /// What stands in the fields at first.
    pub(crate) start: fn(&Ctx) -> Typed,
    /// The fields.
    pub(crate) fields: fn(Form<'_>) -> Markup,
    /// What was typed as a command.
    pub(crate) command: fn(&Ctx, &Typed) -> Result<Command, Errors>,
    /// What would have been typed for an entry, so that it can be put right with the same fields;
    /// nothing for entries that are not this act's.
    pub(crate) refill: fn(&Entry) -> Option<Typed>,
}

/// What of the family a form is about, where its address says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// Nothing in particular.
    Nothing,
    /// The family or one of its people.
    Subject(Subject),
    /// An entry, by its number among those the viewer sees.
    Entry(usize),
}

impl Of {
    fn parse(text: &str) -> Option<Self> {
        if text == FAMILY {
            return Some(Self::Subject(Subject::Family));
        }
        if let Ok(entry) = text.parse() {
            return Some(Self::Entry(entry));
        }
        let person = text.parse().ok()?;
        Some(Self::Subject(Subject::Person(person)))
    }
}

impl std::fmt::Display for Of {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Subject(Subject::Family) => write!(f, "/{FAMILY}"),
            Self::Subject(Subject::Person(person)) => write!(f, "/{person}"),
            Self::Entry(entry) => write!(f, "/{entry}"),
        }
    }
}

/// No entry is put right with this act's fields.
pub(crate) fn no_refill(_: &Entry) -> Option<Typed> {
    None
}

/// What a form knows of the family and of who fills it in.
pub(crate) struct Ctx {
    pub(crate) viewer: Viewer,
    pub(crate) family: Family,
    /// What of the family the form is about.
    pub(crate) of: Of,
    pub(crate) names: Names,
    /// Workers of the team, as id and name.
    pub(crate) team: Vec<(String, String)>,
    /// Social workers, as id and name.
    pub(crate) social_workers: Vec<(String, String)>,
    /// Teams, as id and name.
    pub(crate) teams: Vec<(String, String)>,
    /// The criteria of the threshold, in the service's words.
    pub(crate) criteria: Vec<String>,
    pub(crate) today: Date,
    pub(crate) now: Stamp,
    /// What concerns that wait are measured by.
    watch: Option<Watch>,
}

impl Ctx {
    async fn load(app: &App, viewer: Viewer, id: &str, of: Of) -> Result<Self, Problem> {
        let id: FamilyId = id.parse().map_err(|_| Problem::NotFound)?;
        let leave = app.store().authorise_read(&viewer, id).await?;
        let leave = leave.ok_or(Problem::NotFound)?;
        let today = app.today();
        let family = app.store().family(&leave, AsAt::day(today)).await?;
        let workers = app.store().workers(viewer.service).await?;
        let workers_who = |wanted: fn(Role) -> bool| {
            let wanted = workers.iter().filter(|worker| wanted(worker.role));
            wanted
                .map(|worker| (worker.worker.to_string(), worker.name.clone()))
                .collect()
        };
        let teams = app.store().teams(viewer.service).await?;
        let criteria = app.store().criteria(viewer.service).await?;
        Ok(Self {
            names: Names::load(app, &viewer).await?,
            criteria: criteria.into_iter().map(|it| it.says).collect(),
            team: workers_who(|role| matches!(role, Role::Practitioner | Role::Manager)),
            social_workers: workers_who(|role| role == Role::SocialWorker),
            teams: teams
                .into_iter()
                .map(|team| (team.team.to_string(), team.name))
                .collect(),
            watch: Watch::over(app, &viewer, &family).await?,
            viewer,
            family,
            of,
            today,
            now: app.now(),
        })
    }

    /// The number of an entry among those the viewer sees, from 1. The order of recording itself
    /// would show by its gaps that there are others, so forms and addresses have this number.
    pub(crate) fn number(&self, entry: Sequence) -> usize {
        let seen = self.family.chronology.iter();
        1 + seen.filter(|seen| seen.entry.sequence < entry).count()
    }

    /// The entry with a number.
    pub(crate) fn entry(&self, number: usize) -> Option<&Entry> {
        let mut seen = self.family.chronology.iter();
        seen.find(|seen| self.number(seen.entry.sequence) == number)
            .map(|seen| &seen.entry)
    }

    /// Whether the viewer works in the team, and so may write what only the team sees.
    pub(crate) fn viewer_is_of_the_team(&self) -> bool {
        matches!(self.viewer.role, Role::Practitioner | Role::Manager)
    }

    /// The social worker who holds the case, by name.
    pub(crate) fn holder(&self) -> &str {
        let holder = self.family.case_holder();
        holder.map_or("The social worker who holds the case", |holder| {
            self.names.worker(holder.worker)
        })
    }

    /// A worker of the team by id.
    pub(crate) fn team_worker(&self, id: &str) -> Option<WorkerId> {
        let known = self.team.iter().any(|(worker, _)| worker == id);
        id.parse().ok().filter(|_| known)
    }

    /// A social worker by id.
    pub(crate) fn social_worker(&self, id: &str) -> Option<WorkerId> {
        let known = self.social_workers.iter().any(|(worker, _)| worker == id);
        id.parse().ok().filter(|_| known)
    }

    /// The worker who fills the form in, if they are of the team.
    pub(crate) fn me(&self) -> String {
        if self.viewer_is_of_the_team() {
            self.viewer.worker.to_string()
        } else {
            String::new()
        }
    }
}

impl Act {
    /// Whether it is done so often that it should be in sight.
    pub(crate) fn often(&self) -> bool {
        ["session", "contact", "note"].contains(&self.name)
    }

    /// Its address for a family.
    pub(crate) fn address(&self, family: FamilyId) -> String {
        self.address_of(family, Of::Nothing)
    }

    /// Its address for something of a family.
    pub(crate) fn address_of(&self, family: FamilyId, of: Of) -> String {
        format!("/families/{family}/record/{}{of}", self.name)
    }
}

/// The acts a viewer may do to a family now, in order.
pub(crate) fn offered(viewer: &Viewer, family: &Family) -> Vec<&'static Act> {
    let acts = acts::ALL.iter().copied();
    acts.filter(|act| viewer.may(act.leave) && (act.offered)(family))
        .collect()
}

/// What is said after an act was done.
pub(crate) fn done_words(name: &str) -> Option<&'static str> {
    acts::ALL
        .iter()
        .find(|act| act.name == name)
        .map(|act| act.done)
}

/// What an act is called.
pub(super) fn title(name: &str) -> Option<&'static str> {
    acts::ALL
        .iter()
        .find(|act| act.name == name)
        .map(|act| act.title)
}

fn find(viewer: &Viewer, name: &str) -> Result<&'static Act, Problem> {
    let act = acts::ALL.iter().copied().find(|act| act.name == name);
    act.filter(|act| viewer.may(act.leave))
        .ok_or(Problem::NotFound)
}

/// The family, the act and what it is about, from an address.
fn parts(path: &[(String, String)]) -> Result<(&str, &str, Of), Problem> {
    let part = |name| path.iter().find(|(part, _)| part == name);
    let (_, family) = part("family").ok_or(Problem::NotFound)?;
    let (_, act) = part("act").ok_or(Problem::NotFound)?;
    let of = match part("of") {
        None => Of::Nothing,
        Some((_, of)) => Of::parse(of).ok_or(Problem::NotFound)?,
    };
    Ok((family, act, of))
}

/// Whence somebody comes to a form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Whence {
    /// The act on whose form something was typed that is kept.
    kept: String,
}

/// How a form is shown.
struct Shown {
    submission: SubmissionId,
    typed: Typed,
    errors: Errors,
    /// When what is typed was last kept, if it was.
    kept: Option<Stamp>,
    whence: Whence,
    status: StatusCode,
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(path): Path<Vec<(String, String)>>,
    Query(whence): Query<Whence>,
) -> Result<Response, Problem> {
    let (id, name, of) = parts(&path)?;
    let act = find(&viewer, name)?;
    let ctx = Ctx::load(&app, viewer, id, of).await?;

    let draft = app
        .store()
        .draft_of(&ctx.viewer, &act.address_of(ctx.family.id, ctx.of))
        .await?;
    let shown = match draft {
        Some(draft) => Shown {
            submission: draft.id,
            typed: Typed::parse(&draft.body),
            errors: Errors::new(),
            kept: Some(draft.saved_at),
            whence,
            status: StatusCode::OK,
        },
        None => Shown {
            submission: SubmissionId((app.setup.new_id)()),
            typed: (act.start)(&ctx),
            errors: Errors::new(),
            kept: None,
            whence,
            status: StatusCode::OK,
        },
    };
    page(&app, &ctx, act, &shown)
}

pub(super) async fn submit(
    State(app): State<Shared>,
    Path(path): Path<Vec<(String, String)>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::parse(&String::from_utf8_lossy(&body));
    let submission = typed.get("submission").parse().map_err(|_| {
        Problem::BadRequest(
            "This form is not whole. Open it again from the family's page".to_owned(),
        )
    })?;
    let Some(viewer) = session::viewer(&app, &headers) else {
        return Ok(super::drafts::signed_out(&app, submission, &typed).await);
    };
    let (id, name, of) = parts(&path)?;
    let act = find(&viewer, name)?;
    let ctx = match Ctx::load(&app, viewer, id, of).await {
        Ok(ctx) => ctx,
        // The records cannot be reached: the words must not go with them.
        Err(Problem::Failed) => return Ok(super::drafts::give_back(&typed)),
        Err(other) => return Err(other),
    };
    if typed.get(LEAVE) == acts::RAISE.name {
        return to_the_concern(&app, &ctx, act, submission, typed).await;
    }
    let command = match (act.command)(&ctx, &typed) {
        Ok(command) => command,
        Err(errors) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return again(&app, &ctx, act, submission, typed, errors, status).await;
        }
    };
    let leave = app
        .store()
        .authorise_write(&ctx.viewer, ctx.family.id)
        .await;
    let leave = match leave {
        Ok(leave) => leave.ok_or(Problem::NotFound)?,
        Err(error) => {
            Problem::failed(&error);
            return Ok(super::drafts::give_back(&typed));
        }
    };
    let outcome = app
        .store()
        .act(&leave, submission, app.now(), &command)
        .await;
    match outcome {
        Ok(_) => {
            // What was sent is stored; a draft that stays behind is only in the way.
            if let Err(error) = app.store().drop_draft(&ctx.viewer, submission).await {
                Problem::failed(&error);
            }
            if let Some(urgency) = acts::asked_for(&typed) {
                let begun = acts::from_what_was_typed(&ctx, act, urgency, &typed);
                return begin_the_concern(&app, &ctx, begun).await;
            }
            let family = ctx.family.id;
            let to = format!("/families/{family}?done={}", act.name);
            Ok(Redirect::to(&to).into_response())
        }
        Err(store::Error::NotFound) => Err(Problem::NotFound),
        Err(store::Error::Refused(refusal)) => {
            let mut errors = Errors::new();
            errors.add("act", refusal.to_string());
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            again(&app, &ctx, act, submission, typed, errors, status).await
        }
        Err(error) => {
            Problem::failed(&error);
            let mut errors = Errors::new();
            errors.add(
                "act",
                "Nothing was saved, because Alongside could not reach its records. What you typed \
                 is still here: try again in a few minutes",
            );
            let status = StatusCode::SERVICE_UNAVAILABLE;
            again(&app, &ctx, act, submission, typed, errors, status).await
        }
    }
}

/// Shows the form again with what was typed, which is kept as a draft too.
async fn again(
    app: &App,
    ctx: &Ctx,
    act: &Act,
    submission: SubmissionId,
    typed: Typed,
    errors: Errors,
    status: StatusCode,
) -> Result<Response, Problem> {
    let kept = keep(app, ctx, act, submission, &typed).await;
    let shown = Shown {
        submission,
        typed,
        errors,
        kept: kept.ok(),
        whence: Whence::default(),
        status,
    };
    page(app, ctx, act, &shown)
}

fn page(app: &App, ctx: &Ctx, act: &Act, shown: &Shown) -> Result<Response, Problem> {
    let (service, author) = (ctx.viewer.service, ctx.viewer.worker);
    let mark = app.store().author_mark(service, author, shown.submission)?;
    let family = ctx.family.id;
    let address = act.address_of(family, ctx.of);
    let form = Form {
        ctx,
        fields: Fields {
            typed: &shown.typed,
            errors: &shown.errors,
        },
    };
    let content = html! {
        h1.govuk-heading-l { (act.title) }
        @if let Some(title) = title(&shown.whence.kept) {
            (Alert::new(AlertKind::Information, "What you typed is kept").with_heading().content(html! {
                "You find it on the form \u{201c}" (title) "\u{201d} of this family, and under "
                a.govuk-link href="/drafts" { "My drafts" } "."
            }))
        }
        @if let (Some(kept), true) = (shown.kept, shown.status == StatusCode::OK && shown.typed.get("saved").is_empty()) {
            (Alert::new(AlertKind::Information, "You had begun this").with_heading().content(html! {
                p { "What you typed was kept on " (kept.in_words()) "." }
                form method="post" action="/drafts/delete" {
                    input type="hidden" name="draft" value=(shown.submission);
                    (Button::new("Throw it away and begin again").secondary().small())
                }
            }))
        }
        @if let Some(why) = shown.errors.of("act") {
            p.govuk-error-message id="act" { span.govuk-visually-hidden { "Error: " } (why) }
        }
        form method="post" action=(address) novalidate data-keep="/drafts" {
            input type="hidden" name="submission" value=(shown.submission);
            input type="hidden" name="author" value=(mark);
            input type="hidden" name="form" value=(address);
            ((act.fields)(form))
            p.app-kept role="status" data-kept {}
            div.govuk-button-group {
                (Button::new(act.button).once())
                @if act.name != acts::RAISE.name && ctx.viewer.may(acts::RAISE.leave) {
                    (Button::new(acts::RAISE.title).warning().named(LEAVE, acts::RAISE.name))
                }
                a.govuk-link href={ "/families/" (family) } { "Back to the family" }
            }
        }
    };
    let title = format!("{}: one family", act.title);
    let mut page = shell::page(app, &ctx.viewer, Area::Families, &title, content);
    page.back_link = Some(BackLink::new(format!("/families/{family}")));
    page.identity_bar = Some(families::bar(&ctx.family, &ctx.names, ctx.watch.as_ref()));
    page.errors = shown.errors.clone();
    Ok((shown.status, govuk::page(&page)).into_response())
}
