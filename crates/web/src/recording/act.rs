//! An act of casework as a form: shown, sent, kept when it cannot be done.

use access::{Act as Leave, Role, Viewer};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::{AsAt, Date, Stamp};
use casework::{Allocator, Command, Offer, ReadingTimes, Room};
use govuk::{Alert, AlertKind, BackLink, Errors};
use maud::{Markup, html};
use record::{Asking, Entry, Family, FamilyId, PersonId, Sequence, WorkerId};
use uuid::Uuid;

use store::{ServiceSettings, Worker};

use super::acts;
use super::concern::{self, Whence};
use super::fields::Form;
pub(crate) use super::of::Of;
use super::refill::Refill;
use super::sheet::{self, Around, Sent, Sheet};
use super::typed::Typed;
use crate::account;
use crate::app::{App, Shared};
use crate::capacity::{self, Carries};
use crate::error::Problem;
use crate::families;
use crate::families::concerns::Watch;
use crate::families::words::Names;
use crate::session::{self, SignedIn};
use crate::shell::{self, Area};

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
    /// What would have been typed for an entry, so that it can be put right with the same fields.
    pub(crate) refill: Refill,
}

/// What a form knows of the family and of who fills it in.
pub(crate) struct Ctx {
    pub(crate) viewer: Viewer,
    pub(crate) family: Family,
    /// What of the family the form is about.
    pub(crate) of: Of,
    pub(crate) names: Names,
    /// Workers of the team who have not left, as id and name.
    pub(crate) team: Vec<(String, String)>,
    /// The managers who have not left.
    pub(crate) managers: Vec<WorkerId>,
    /// Social workers who have not left, as id and name.
    pub(crate) social_workers: Vec<(String, String)>,
    /// Teams, as id and name.
    pub(crate) teams: Vec<(String, String)>,
    /// Teams that are or were on the list of those that may refer, as id and name.
    pub(crate) referring: Vec<(String, String)>,
    /// The criteria of the threshold, in the service's words.
    pub(crate) criteria: Vec<String>,
    /// How the service works.
    pub(crate) settings: ServiceSettings,
    /// The disciplines that the service offers.
    pub(crate) offers: Vec<Offer>,
    /// What the workers of the team carry, where the act says who supports whom.
    pub(crate) carries: Vec<Carries>,
    /// What was asked of the team about this family and waits.
    pub(crate) asked: Vec<Asking>,
    pub(crate) today: Date,
    pub(crate) now: Stamp,
    /// The session, and how long it may read in an emergency; nothing for other acts.
    pub(crate) reads: Option<(Uuid, ReadingTimes)>,
    /// What concerns that wait are measured by.
    watch: Option<Watch>,
    /// The entry that the form puts right, if it does that.
    pub(crate) was: Option<Was>,
}

/// An entry that is put right.
pub(crate) struct Was {
    pub(crate) entry: Entry,
    /// As it would have been typed.
    pub(crate) typed: Typed,
}

/// The number of an entry among those the viewer sees, from 1. The order of recording itself would
/// show by its gaps that there are others, so forms and addresses have this number.
pub(crate) fn number(family: &Family, entry: Sequence) -> usize {
    let seen = family.chronology.iter();
    1 + seen.filter(|seen| seen.entry.sequence < entry).count()
}

impl Ctx {
    async fn load(app: &App, viewer: Viewer, id: &str, of: Of, act: &Act) -> Result<Self, Problem> {
        let id: FamilyId = id.parse().map_err(|_| Problem::NotFound)?;
        let leave = app.store().authorise_read(&viewer, id).await?;
        let leave = leave.ok_or(Problem::NotFound)?;
        let today = app.today();
        let family = app.store().family(&leave, AsAt::day(today)).await?;
        let workers = app.store().workers(viewer.service).await?;
        let here = |worker: &&Worker| !worker.has_left(today);
        let workers_who = |wanted: fn(Role) -> bool| {
            let here = workers.iter().filter(here);
            let wanted = here.filter(|worker| wanted(worker.role));
            wanted
                .map(|worker| (worker.worker.to_string(), worker.name.clone()))
                .collect()
        };
        let teams = app.store().teams(viewer.service).await?;
        let criteria = app.store().criteria(viewer.service).await?;
        let carries = if acts::says_who_supports_whom(act) {
            capacity::load(app, &viewer, today).await?
        } else {
            Vec::new()
        };
        Ok(Self {
            names: Names::of(&workers, &teams),
            settings: app.store().service_settings(viewer.service).await?,
            offers: capacity::offers(app, &viewer).await?,
            carries,
            asked: app.store().asked_about(&leave).await?,
            criteria: criteria.into_iter().map(|it| it.says).collect(),
            team: workers_who(|role| matches!(role, Role::Practitioner | Role::Manager)),
            managers: workers
                .iter()
                .filter(|it| here(it) && it.role == Role::Manager)
                .map(|it| it.worker)
                .collect(),
            reads: None,
            social_workers: workers_who(|role| role == Role::SocialWorker),
            referring: teams
                .iter()
                .filter(|team| team.refers_from.is_some())
                .map(|team| (team.team.to_string(), team.name.clone()))
                .collect(),
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
            was: None,
        })
    }

    /// The family as the form of an act knows it. Not there and not allowed look the same.
    async fn open(app: &App, viewer: Viewer, act: &Act, id: &str, of: Of) -> Result<Self, Problem> {
        let mut ctx = Self::load(app, viewer, id, of, act).await?;
        if act.name == acts::PUT_RIGHT.name {
            ctx.was = Some(acts::was(&ctx).ok_or(Problem::NotFound)?);
        }
        Ok(ctx)
    }

    /// What the entry that is put right says in a field; nothing on any other form.
    pub(crate) fn said<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.was.iter().flat_map(move |was| was.typed.all(field))
    }

    /// Whether a field must be filled in: always, but where an entry that is put right came from a
    /// workbook and never said it. That can be put right as far as is known.
    pub(crate) fn needs(&self, field: &str) -> bool {
        self.was.is_none() || self.said(field).any(|said| !said.is_empty())
    }

    /// The number of an entry among those the viewer sees.
    pub(crate) fn number(&self, entry: Sequence) -> usize {
        number(&self.family, entry)
    }

    /// The entry with a number.
    pub(crate) fn entry(&self, number: usize) -> Option<&Entry> {
        let mut seen = self.family.chronology.iter();
        seen.find(|seen| self.number(seen.entry.sequence) == number)
            .map(|seen| &seen.entry)
    }

    /// The social worker who holds the case, by name.
    pub(crate) fn holder(&self) -> &str {
        let holder = self.family.case_holder();
        holder.map_or("The social worker who holds the case", |holder| {
            self.names.worker(holder.worker)
        })
    }

    /// Who says who supports whom.
    pub(crate) fn allocator(&self) -> Allocator {
        match self.viewer.role {
            Role::Manager => Allocator::Manager,
            _ => Allocator::Practitioner,
        }
    }

    /// Whether a worker can take on a person: whoever supports them already can.
    pub(crate) fn room(&self, worker: WorkerId, person: PersonId) -> Room {
        let mut supporting = self.family.work.supporting(person);
        if supporting.any(|it| it.worker == worker) {
            return Room::Free;
        }
        let mut carries = self.carries.iter();
        let carries = carries.find(|it| it.worker() == worker);
        carries.map_or(Room::Free, Carries::room)
    }

    /// Whether the viewer works in the team, and so may write what only the team sees.
    pub(crate) fn viewer_is_of_the_team(&self) -> bool {
        matches!(self.viewer.role, Role::Practitioner | Role::Manager)
    }

    /// The workers who can be chosen in a field: those of the team, and whoever the entry that is
    /// put right names there, wherever they are now.
    pub(crate) fn workers(&self, field: &str) -> Vec<(String, String)> {
        let mut workers = self.team.clone();
        for id in self.said(field) {
            let known = workers.iter().any(|(worker, _)| worker == id);
            if let (false, Ok(worker)) = (known, id.parse()) {
                workers.push((id.to_owned(), self.names.worker(worker).to_owned()));
            }
        }
        workers
    }

    /// A worker chosen in a field, by id.
    pub(crate) fn worker(&self, field: &str, id: &str) -> Option<WorkerId> {
        let workers = self.workers(field);
        let known = workers.iter().any(|(worker, _)| worker == id);
        id.parse().ok().filter(|_| known)
    }

    /// A social worker by id.
    pub(crate) fn social_worker(&self, id: &str) -> Option<WorkerId> {
        let known = self.social_workers.iter().any(|(worker, _)| worker == id);
        let known = known || self.said("holder").any(|holder| holder == id);
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
    /// Whether it is done so often that it should be in sight: after closing, the follow-up call.
    pub(crate) fn often(&self, family: &Family) -> bool {
        let names = match family.closed {
            None => ["session", "contact", "note"],
            Some(_) => ["follow-up", "outcomes", "note"],
        };
        names.contains(&self.name)
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

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(path): Path<Vec<(String, String)>>,
    Query(whence): Query<Whence>,
) -> Result<Response, Problem> {
    let (id, name, of) = parts(&path)?;
    let act = find(&viewer, name)?;
    let ctx = Ctx::open(&app, viewer, act, id, of).await?;
    let address = act.address_of(ctx.family.id, ctx.of);
    let sheet = Sheet::open(&app, &ctx.viewer, &address, || (act.start)(&ctx)).await?;
    page(&app, &ctx, act, &sheet, &whence)
}

pub(super) async fn submit(
    State(app): State<Shared>,
    Path(path): Path<Vec<(String, String)>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let sent = match Sent::read(&app, &headers, &body).await {
        Ok(sent) => sent,
        Err(answer) => return Ok(answer),
    };
    let answer = received(&app, &headers, &path, sent.clone()).await;
    sent.answered(&app, answer).await
}

async fn received(
    app: &App,
    headers: &HeaderMap,
    path: &[(String, String)],
    sent: Sent,
) -> Result<Response, Problem> {
    let (id, name, of) = parts(path)?;
    let act = find(&sent.viewer, name)?;
    let mut ctx = match Ctx::open(app, sent.viewer.clone(), act, id, of).await {
        Ok(ctx) => ctx,
        // The records cannot be reached: the words must not go with them.
        Err(Problem::Failed) => return Ok(super::drafts::give_back(&sent.typed)),
        Err(other) => return Err(other),
    };
    let address = act.address_of(ctx.family.id, ctx.of);
    let made_for = sent.typed.get("form");
    if !made_for.is_empty() && made_for != address {
        let words = "This form was made for another page. What you typed is kept among your drafts";
        return Err(Problem::BadRequest(words.to_owned()));
    }
    if concern::comes_first(&sent.typed) {
        return concern::leave_for(app, &ctx, act, sent).await;
    }
    let here = if acts::is_grave(act) {
        session::session(app, headers).await?
    } else {
        None
    };
    if let Some(here) = &here {
        let times = app.store().reading_times(ctx.viewer.service).await?;
        ctx.reads = Some((here.id, times));
    }
    let command = match (act.command)(&ctx, &sent.typed) {
        Ok(command) => command,
        Err(errors) => {
            let why = (errors, StatusCode::UNPROCESSABLE_ENTITY);
            let sheet = Sheet::again(app, sent, &address, why).await;
            return page(app, &ctx, act, &sheet, &Whence::default());
        }
    };
    if let Some(here) = &here {
        let typed = sent.typed.plain();
        if let Some(ask) = account::asked(app, here, &address, &typed).await? {
            return Ok(ask);
        }
    }
    let leave = app
        .store()
        .authorise_write(&ctx.viewer, ctx.family.id)
        .await;
    let leave = match leave {
        Ok(leave) => leave.ok_or(Problem::NotFound)?,
        Err(error) => {
            Problem::failed(&error);
            return Ok(super::drafts::give_back(&sent.typed));
        }
    };
    let words = sent.words();
    let outcome = app
        .store()
        .act(&leave, sent.sending(&words), app.now(), &command)
        .await;
    match outcome {
        Ok(done) => {
            // A draft goes with what is stored of it. Where that is nothing, because it was so
            // already, one that stays behind is only in the way.
            if done.added == 0 {
                sheet::stored(app, &ctx.viewer, sent.submission).await;
            }
            if let Some(urgency) = acts::asked_for(&sent.typed) {
                let begun = acts::from_what_was_typed(&ctx, act, urgency, &sent.typed);
                return concern::begin(app, &ctx, begun).await;
            }
            let family = ctx.family.id;
            let to = if acts::reads(&command) {
                format!("/families/{family}/emergency")
            } else {
                afterwards(app, &ctx, act).await?
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let sent = sent.unless_used(app, &error);
            let why = sheet::refused(error)?;
            let sheet = Sheet::again(app, sent, &address, why).await;
            page(app, &ctx, act, &sheet, &Whence::default())
        }
    }
}

/// Where somebody is led who has done something: to the family, if it is still there for them.
async fn afterwards(app: &App, ctx: &Ctx, act: &Act) -> Result<String, Problem> {
    let family = ctx.family.id;
    if matches!(act.leave, Leave::HoldCase | Leave::RestrictFamily) {
        let leave = app.store().authorise_read(&ctx.viewer, family).await?;
        if leave.is_none() {
            return Ok(shell::landing(ctx.viewer.role).to_owned());
        }
    }
    Ok(format!("/families/{family}?done={}", act.name))
}

fn page(
    app: &App,
    ctx: &Ctx,
    act: &Act,
    sheet: &Sheet,
    whence: &Whence,
) -> Result<Response, Problem> {
    let family = ctx.family.id;
    let address = act.address_of(family, ctx.of);
    let form = Form {
        ctx,
        fields: sheet.fields(),
    };
    let home = format!("/families/{family}");
    let around = Around {
        title: act.title,
        button: act.button,
        back: ("Back to the family", &home),
        aside: concern::button(&ctx.viewer, act),
    };
    let fields = (act.fields)(form);
    let content = sheet.markup(app, &ctx.viewer, &address, &around, &fields)?;
    let content = html! {
        @if let Some(title) = title(&whence.kept) {
            (Alert::new(AlertKind::Information, "What you typed is kept").with_heading().content(html! {
                "You find it on the form \u{201c}" (title) "\u{201d} of this family, and under "
                a.govuk-link href="/drafts" { "My drafts" } "."
            }))
        }
        (content)
    };
    let title = format!("{}: one family", act.title);
    let mut page = shell::page(app, &ctx.viewer, Area::Families, &title, content);
    page.back_link = Some(BackLink::new(format!("/families/{family}")));
    page.identity_bar = Some(families::bar(&ctx.family, &ctx.names, ctx.watch.as_ref()));
    page.errors = sheet.errors.clone();
    Ok((sheet.status, govuk::page(&page)).into_response())
}
