//! Asking the team for a consultation.

use access::{Ask, Authorised, Viewer};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{BackLink, Errors, WarningText};
use maud::{Markup, html};
use record::lists::Discipline;
use record::{ConsultationAsked, FamilyId, ServiceId};
use store::{Filter, ListedFamily};

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::words::together;
use crate::recording::fields::{Fields, pairs};
use crate::recording::give_back;
use crate::recording::sheet::{self, Around, Sent, Sheet};
use crate::recording::typed::{Reader, Typed};
use crate::referring;
use crate::session::SignedIn;
use crate::shell::{self, Area};

const FORM: &str = "/ask";
const TITLE: &str = "Ask for a consultation";
/// What is chosen where it is about no family that is recorded here.
const NONE: &str = "none";

/// Who asks, and what they choose from.
struct Asker {
    viewer: Viewer,
    leave: Authorised<ServiceId, Ask>,
    /// The families whose case they hold, as id and words.
    families: Vec<(String, String)>,
    /// The disciplines that the service offers.
    disciplines: Vec<Discipline>,
}

impl Asker {
    async fn load(app: &App, viewer: Viewer) -> Result<Self, Problem> {
        let leave = viewer.ask().ok_or(Problem::NotFound)?;
        let mut families = Vec::new();
        let mut after = None;
        loop {
            let page = app
                .store()
                .families(&viewer, &Filter::default(), after)
                .await?;
            families.extend(page.families.iter().map(family));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let settings = app.store().disciplines(viewer.service).await?;
        let offered = settings.into_iter().filter(|it| it.offered);
        Ok(Self {
            viewer,
            leave,
            families,
            disciplines: offered.map(|it| it.discipline).collect(),
        })
    }
}

fn family(family: &ListedFamily) -> (String, String) {
    let people = family.people.iter();
    let names: Vec<&str> = people.filter_map(|it| it.name.as_deref()).collect();
    let words = match (family.reference.as_str(), names.is_empty()) {
        ("", true) => "A family without a reference".to_owned(),
        ("", false) => together(&names),
        (reference, true) => reference.to_owned(),
        (reference, false) => format!("{reference}: {}", together(&names)),
    };
    (family.family.to_string(), words)
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    let asker = Asker::load(&app, viewer).await?;
    let sheet = Sheet::open(&app, &asker.viewer, FORM, Typed::default).await?;
    page(&app, &asker, &sheet, &Markup::default())
}

/// What somebody is shown whose team does not refer: why, and the way to advice.
pub(super) async fn instead(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    let asker = Asker::load(&app, viewer).await?;
    let why = referring::why_not(&app, asker.viewer.clone()).await?;
    let sheet = Sheet::open(&app, &asker.viewer, FORM, Typed::default).await?;
    page(&app, &asker, &sheet, &why)
}

fn fields(asker: &Asker, form: Fields<'_>) -> Markup {
    let mut families = asker.families.clone();
    families.push((
        NONE.to_owned(),
        "No family that is recorded here yet".to_owned(),
    ));
    let offered = asker.disciplines.iter().map(|it| (it.code(), it.label()));
    html! {
        @if !asker.families.is_empty() { (form.select("family", "Which family is it about?", pairs(&families))) }
        (form.text("question", "What would you like to ask?", "What worries you, what has been tried, what you would like to happen. Leave names out if the family is not recorded here.", 6))
        (form.checkboxes("discipline", "Whom would you like to hear from? Leave it to the team if you are not sure.", offered))
        (form.line("reach", "How and when can the team reach you?", "Such as by phone after 3, or at your team's desk on Tuesday"))
    }
}

fn page(app: &App, asker: &Asker, sheet: &Sheet, before: &Markup) -> Result<Response, Problem> {
    let around = Around {
        title: TITLE,
        button: "Ask the team",
        back: ("Back to the start page", "/today"),
        aside: Markup::default(),
    };
    let fields = fields(asker, sheet.fields());
    let form = sheet.markup(app, &asker.viewer, FORM, &around, &fields)?;
    let content = html! {
        (before)
        (WarningText::new("If a child is in immediate danger, do not use this form. Call 999, or the council's duty line."))
        (form)
    };
    let mut page = shell::page(app, &asker.viewer, Area::Home, TITLE, content);
    page.back_link = Some(BackLink::new("/today"));
    page.errors = sheet.errors.clone();
    Ok((sheet.status, govuk::page(&page)).into_response())
}

pub(super) async fn submit(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let sent = match Sent::read(&app, &headers, &body).await {
        Ok(sent) => sent,
        Err(answer) => return Ok(answer),
    };
    let answer = received(&app, sent.clone()).await;
    sent.answered(&app, answer).await
}

async fn received(app: &App, sent: Sent) -> Result<Response, Problem> {
    let asker = match Asker::load(app, sent.viewer.clone()).await {
        Ok(asker) => asker,
        Err(Problem::Failed) => return Ok(give_back(&sent.typed)),
        Err(other) => return Err(other),
    };
    let why = match asked(app, &asker, &sent.typed) {
        Ok((family, what)) => match ask(app, &asker, &sent, family, what).await {
            Ok(()) => {
                sheet::stored(app, &asker.viewer, sent.submission).await;
                let to = format!("/asked/{}?done=yes", sent.submission);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => sheet::refused(error)?,
        },
        Err(errors) => (errors, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let sheet = Sheet::again(app, sent, FORM, why).await;
    page(app, &asker, &sheet, &Markup::default())
}

async fn ask(
    app: &App,
    asker: &Asker,
    sent: &Sent,
    family: Option<FamilyId>,
    what: ConsultationAsked,
) -> Result<(), store::Error> {
    let store = app.store();
    let about = match family {
        // Who holds a case may have changed since the form was made.
        Some(family) => {
            let leave = store.authorise_read(&asker.viewer, family).await?;
            Some(leave.ok_or(store::Error::NotFound)?)
        }
        None => None,
    };
    let (id, now) = (sent.submission, app.now());
    let asked = store.ask_for_consultation(&asker.leave, about.as_ref(), id, now, what);
    asked.await.map(drop)
}

type Asked = (Option<FamilyId>, ConsultationAsked);

fn asked(app: &App, asker: &Asker, typed: &Typed) -> Result<Asked, Errors> {
    let mut read = Reader::new(typed, app.today());
    let family = if asker.families.is_empty() {
        Some(None)
    } else {
        let own = |id: &str| asker.families.iter().any(|(own, _)| own == id);
        read.choice(
            "family",
            "Choose a family, or that it is about none",
            |id| match id {
                NONE => Some(None),
                id => id.parse().ok().filter(|_| own(id)).map(Some),
            },
        )
    };
    let question = read.needed("question", "Say what you would like to ask");
    let reach = read.needed("reach", "Say how and when the team can reach you");
    let disciplines = read.codes("discipline", Discipline::from_code);
    let asked = (|| {
        let what = ConsultationAsked {
            family: None,
            question: question?,
            disciplines,
            reach: reach?,
        };
        Some((family?, what))
    })();
    read.done(asked)
}
