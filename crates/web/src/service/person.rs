//! One person: what they are, their way in, and their last day.

use access::{Role, Viewer};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use calendar::Date;
use govuk::{BackLink, Button, Errors, Field as _, Page, Width};
use maud::{Markup, html};
use record::WorkerId;
use store::{Carried, MailAddress, Proposed, SignInName, Team, Worker};

use super::people::{LIST, address, fields, read};
use super::{Done, by_provider, leave, link, mail, on_to, page, practitioners, rights, wrong};
use crate::account;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::{Here, SignedIn};
use crate::sign_in::name_input;

/// Said to whoever would leave the service without an administrator.
const LAST_ONE: &str =
    "Somebody has to be administrator. Make somebody else an administrator first";

/// Said to an administrator who would have other rights by their own hand.
const OWN_ROLE: &str = "Nobody changes their own role. Ask another administrator";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<WorkerId>,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let known = Known::load(&app, &viewer, id).await?;
    let (typed, leaving) = (known.typed(), known.leaving());
    let mut page = known.page(&app, &viewer, &typed, &leaving, Errors::new());
    let waits = rights::waits_for(&app, &viewer, Some(id)).await?;
    page.content = html! { (done.banner()) (waits) (page.content) };
    Ok(govuk::page(&page))
}

pub(super) async fn save(
    State(app): State<Shared>,
    Here(here): Here,
    Path(id): Path<WorkerId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let viewer = &here.viewer;
    let known = Known::load(&app, viewer, id).await?;
    let mut read = read(&known.worker, &known.teams, &typed);
    if let Ok(worker) = &read
        && let Some(words) = known.against(worker, viewer)
    {
        if words == OWN_ROLE {
            app.store()
                .tell_of_self_grant(&leave(viewer)?, app.now())
                .await?;
        }
        let mut errors = Errors::new();
        errors.add("role", words);
        read = Err(errors);
    }
    match read {
        Ok(worker) => {
            if worker.role != known.worker.role
                && let Some(ask) = account::asked(&app, &here, &address(id), &typed).await?
            {
                return Ok(ask);
            }
            let role = worker.role;
            if !role.takes_two(Some(known.worker.role)) {
                change(&app, viewer, &known.worker, worker).await?;
                return Ok(on_to(&address(id), "saved"));
            }
            // What else is changed needs nobody's consent.
            let others = Worker {
                role: known.worker.role,
                ..worker.clone()
            };
            change(&app, viewer, &known.worker, others).await?;
            let proposed = ((app.setup.new_id)(), id);
            let leave = leave(viewer)?;
            let what = Proposed::Role(worker);
            let carried = app.store().propose(&leave, proposed, what, app.now());
            Ok(on_to(&address(id), said(carried.await?)))
        }
        Err(errors) => {
            let leaving = known.leaving();
            Ok(wrong(&known.page(&app, viewer, &typed, &leaving, errors)))
        }
    }
}

/// What is said of something that takes two people.
pub(super) fn said(carried: Carried) -> &'static str {
    match carried {
        Carried::AtOnce => "saved",
        Carried::Waits => "proposed",
    }
}

/// The last day of somebody who leaves; none takes it back.
pub(super) async fn leaving(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<WorkerId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let known = Known::load(&app, &viewer, id).await?;
    let mut errors = Errors::new();
    let until = typed.maybe_day("until", "The last day", &mut errors);
    let worker = Worker {
        until,
        ..known.worker.clone()
    };
    if errors.is_empty() && known.would_be_without(&worker) {
        errors.add("until", LAST_ONE);
    }
    if !errors.is_empty() {
        let details = known.typed();
        return Ok(wrong(&known.page(&app, &viewer, &details, &typed, errors)));
    }
    change(&app, &viewer, &known.worker, worker).await?;
    Ok(on_to(&address(id), "saved"))
}

/// Stores what has changed. It holds for who is signed in, too: each request asks the register.
async fn change(app: &App, viewer: &Viewer, known: &Worker, worker: Worker) -> Result<(), Problem> {
    if *known == worker {
        return Ok(());
    }
    let leave = leave(viewer)?;
    app.store().put_worker(&leave, worker, app.now()).await?;
    Ok(())
}

/// Somebody, with what their page needs.
pub(super) struct Known {
    pub(super) worker: Worker,
    workers: Vec<Worker>,
    teams: Vec<Team>,
    today: Date,
    /// The name they sign in with, or could.
    pub(super) username: String,
    /// Where they are told by e-mail.
    pub(super) mail: Option<MailAddress>,
    /// Whether they have a second factor.
    pub(super) has_factor: bool,
    /// That they sign in with the council's identity provider, if they do.
    by_provider: Option<String>,
}

impl Known {
    pub(super) async fn load(app: &App, viewer: &Viewer, id: WorkerId) -> Result<Self, Problem> {
        let leave = leave(viewer)?;
        let workers = app.store().workers(leave.id()).await?;
        let worker = workers.iter().find(|worker| worker.worker == id);
        let worker = worker.cloned().ok_or(Problem::NotFound)?;
        let username = app.store().sign_in_name(&leave, id).await?;
        let suggested = || SignInName::suggested(&worker.name).map(|name| name.to_string());
        Ok(Self {
            username: username.or_else(suggested).unwrap_or_default(),
            mail: app.store().mail_address(&leave, id).await?,
            has_factor: app.store().has_second_factor(&leave, id).await?,
            by_provider: by_provider::of_person(app, &leave, id).await?,
            worker,
            teams: app.store().teams(leave.id()).await?,
            today: app.today(),
            workers,
        })
    }

    /// What speaks against this person having another role, if it does.
    fn against(&self, worker: &Worker, viewer: &Viewer) -> Option<&'static str> {
        if self.would_be_without(worker) {
            return Some(LAST_ONE);
        }
        let own = worker.worker == viewer.worker && worker.role != self.worker.role;
        own.then_some(OWN_ROLE)
    }

    /// Whether the service would have no administrator who stays, were this person so.
    fn would_be_without(&self, worker: &Worker) -> bool {
        let stays = |who: &Worker| who.role == Role::Administrator && who.until.is_none();
        let others = self
            .workers
            .iter()
            .filter(|who| who.worker != worker.worker);
        !stays(worker) && !others.into_iter().any(stays) && stays(&self.worker)
    }

    fn typed(&self) -> Typed {
        self.with_details(Typed::default())
    }

    /// What they are, beside what is typed already.
    fn with_details(&self, typed: Typed) -> Typed {
        let team = self.worker.team.map(|team| team.to_string());
        typed
            .with("name", &self.worker.name)
            .with("role", self.worker.role.code())
            .with("team", team.unwrap_or_default())
    }

    /// The page again, with what is wrong with a field that has a form of its own.
    pub(super) fn wrong(
        &self,
        app: &App,
        viewer: &Viewer,
        field: &str,
        typed: &Typed,
        errors: Errors,
    ) -> Response {
        let details = Typed::default().with(field, typed.text(field));
        let details = self.with_details(details);
        wrong(&self.page(app, viewer, &details, &self.leaving(), errors))
    }

    fn leaving(&self) -> Typed {
        Typed::default().with_day("until", self.worker.until)
    }

    fn page(
        &self,
        app: &App,
        viewer: &Viewer,
        typed: &Typed,
        leaving: &Typed,
        errors: Errors,
    ) -> Page {
        let own = address(self.worker.worker);
        let content = html! {
            h1.govuk-heading-l { (self.worker.name) }
            form method="post" action=(own) novalidate {
                (fields(&self.teams, typed, &errors))
                (Button::new("Save").once())
            }
            @if matches!(self.worker.role, Role::Practitioner | Role::Manager) {
                h2.govuk-heading-m { "What they can take on" }
                p.govuk-body {
                    a.govuk-link href=(practitioners::address(self.worker.worker)) {
                        "Disciplines, hours and absences"
                    }
                }
            }
            @if !self.worker.has_left(self.today) {
                h2.govuk-heading-m { "Signing in" }
                @if let Some(words) = &self.by_provider { p.govuk-body { (words) } }
                p.govuk-body { (link::what_for(app)) }
                form method="post" action=(format!("{own}/link")) novalidate {
                    (name_input("Sign-in name").autocomplete("off")
                        .hint("An e-mail address or a short name. Tell it them with the link")
                        .value(if typed.has("username") { typed.text("username") } else { self.username.as_str() }).error(errors.of("username")))
                    (Button::new("Make a sign-in link").secondary())
                }
                @if self.has_factor {
                    p.govuk-body {
                        "They have a second factor: codes of an authenticator application, or passkeys. If they \
                         have lost it and have no recovery code left, take it off: they are signed out \
                         everywhere, and set up another after they have used a new link. It takes two people."
                    }
                    form method="post" action=(format!("{own}/second-factor/take-off")) {
                        (Button::new("Take the second factor off").warning().once())
                    }
                }
            }
            @if !self.worker.has_left(self.today) { (mail::section(self, typed, &errors)) }
            h2.govuk-heading-m { "Leaving" }
            form method="post" action=(format!("{own}/leaving")) novalidate {
                (leaving.date_input("until", "Last day", &errors)
                    .hint("They can sign in until the end of this day. To end it at once, give yesterday. \
                           Leave it empty for somebody who stays"))
                (Button::new("Save the last day").secondary().once())
            }
        };
        let mut page = page(app, viewer, "A person", content);
        page.back_link = Some(BackLink::new(LIST).content("People"));
        page.width = Width::Reading;
        page.errors = errors;
        page
    }
}
