//! One worker of the team: disciplines, where they come from, hours, how many people they support.

use access::{Authorised, Role, SetCapacity, Viewer};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use govuk::{
    BackLink, Button, Checkboxes, Choice, Errors, Field as _, Input, InputWidth, Label, Legend,
    Page, Radios, Select, SelectOption, Size, Width,
};
use maud::{Markup, html};
use record::lists::{Discipline, Employment, YesNo};
use record::{ServiceId, WorkerId};
use store::{Post, Practitioner};

use super::practitioners::{LIST, address, page, standing};
use super::{Done, absences, on_to, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::SignedIn;

/// The most people anybody supports at a time.
const MOST: u16 = 200;

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<WorkerId>,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let known = Known::load(&app, &viewer, id).await?;
    let absence = absences::Asked::new(&app);
    let mut page = known.page(&app, &viewer, &known.typed(), &absence, Errors::new());
    page.content = html! { (done.banner()) (page.content) };
    Ok(govuk::page(&page))
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<WorkerId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let known = Known::load(&app, &viewer, id).await?;
    match known.read(&typed) {
        Ok(post) if post == known.who.post => {}
        Ok(post) => {
            let store = app.store();
            store.put_post(&known.leave, id, post, app.now()).await?;
        }
        Err(errors) => {
            let absence = absences::Asked::new(&app);
            return Ok(wrong(&known.page(&app, &viewer, &typed, &absence, errors)));
        }
    }
    Ok(on_to(LIST, "saved"))
}

/// Somebody of the team, with what their page needs.
pub(super) struct Known {
    pub(super) leave: Authorised<ServiceId, SetCapacity>,
    pub(super) who: Practitioner,
    /// The disciplines the service offers, and any other that is theirs.
    disciplines: Vec<Discipline>,
}

impl Known {
    /// Nobody, for those who may not say what the team can take on.
    pub(super) async fn load(app: &App, viewer: &Viewer, id: WorkerId) -> Result<Self, Problem> {
        let leave = viewer.set_capacity().ok_or(Problem::NotFound)?;
        let who = app.store().practitioner(leave.id(), id).await?;
        let who = who.ok_or(Problem::NotFound)?;
        let all = app.store().disciplines(leave.id()).await?.into_iter();
        let disciplines = all
            .filter(|it| it.offered || who.post.disciplines.contains(&it.discipline))
            .map(|it| it.discipline)
            .collect();
        Ok(Self {
            leave,
            who,
            disciplines,
        })
    }

    /// The post as a form has it.
    pub(super) fn typed(&self) -> Typed {
        let post = &self.who.post;
        let code = |discipline: &Discipline| discipline.code();
        let hours = post.hours.map(|hours| hours.to_string());
        let most = post.ceiling.map(|most| most.to_string());
        let typed = Typed::default()
            .with("main", post.disciplines.first().map_or("", code))
            .with("agency", &post.home_agency)
            .with("employment", post.employment.map_or("", Employment::code))
            .with_day("from", post.from)
            .with_day("until", post.until)
            .with("hours", hours.unwrap_or_default())
            .with("ceiling", most.unwrap_or_default())
            .with(
                "qualified",
                post.social_work_qualified.map_or("", YesNo::code),
            );
        let others = post.disciplines.iter().skip(1);
        others.fold(typed, |typed, other| typed.with("other", other.code()))
    }

    /// The post that a form tells of, or what is wrong with it.
    fn read(&self, typed: &Typed) -> Result<Post, Errors> {
        let mut errors = Errors::new();
        let disciplines = self.read_disciplines(typed, &mut errors);
        let home_agency = typed.maybe_line("agency", "the agency", &mut errors);
        let from = typed.maybe_day("from", "The first day", &mut errors);
        let until = typed.maybe_day("until", "The last day", &mut errors);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            errors.add("until", "The last day must be on or after the first");
        }
        let hours = match typed.text("hours") {
            "" => None,
            hours => hours
                .parse()
                .map_err(|error: store::HoursError| errors.add("hours", words(error)))
                .ok(),
        };
        let ceiling = match typed.text("ceiling") {
            "" => None,
            most => {
                let most: Option<u16> = most.parse().ok();
                let most = most.filter(|most| (1..=MOST).contains(most));
                if most.is_none() {
                    let words = format!("Enter a whole number of people from 1 to {MOST}");
                    errors.add("ceiling", words);
                }
                most
            }
        };
        let post = Post {
            disciplines,
            home_agency,
            employment: Employment::from_code(typed.text("employment")),
            from,
            until,
            hours,
            ceiling,
            social_work_qualified: YesNo::from_code(typed.text("qualified")),
        };
        if errors.is_empty() {
            Ok(post)
        } else {
            Err(errors)
        }
    }

    fn read_disciplines(&self, typed: &Typed, errors: &mut Errors) -> Vec<Discipline> {
        let offered =
            |code: &str| Discipline::from_code(code).filter(|it| self.disciplines.contains(it));
        let main = offered(typed.text("main"));
        let others: Vec<Discipline> = typed
            .all("other")
            .filter_map(offered)
            .filter(|other| Some(*other) != main)
            .collect();
        if main.is_none() && !others.is_empty() {
            errors.add("main", "Choose the main discipline");
        }
        main.into_iter().chain(others).collect()
    }

    pub(super) fn page(
        &self,
        app: &App,
        viewer: &Viewer,
        typed: &Typed,
        absence: &absences::Asked,
        errors: Errors,
    ) -> Page {
        let worker = &self.who.worker;
        let content = html! {
            h1.govuk-heading-l { (worker.name) }
            p.govuk-body { (worker.role.label()) " " (standing(&self.who, app.today())) }
            form method="post" action=(address(worker.worker)) novalidate {
                (self.fields(typed, &errors))
                (Button::new("Save").once())
            }
            h2.govuk-heading-m { "Absences" }
            (absences::part(&self.who, absence, &errors))
        };
        let mut page = page(app, viewer, "A practitioner", content);
        page.back_link = Some(BackLink::new(LIST).content("Practitioners"));
        page.width = Width::Reading;
        page.errors = errors;
        page
    }

    fn fields(&self, typed: &Typed, errors: &Errors) -> Markup {
        let manager = self.who.worker.role == Role::Manager;
        let all = || self.disciplines.iter();
        let main = if manager {
            "Main discipline (optional)"
        } else {
            "Main discipline"
        };
        html! {
            (Select::new("main", Label::new(main).size(Size::S))
                .option("", "Not said")
                .options(all().map(|it| SelectOption::new(it.code(), it.label())))
                .value(typed.text("main")).error(errors.of("main")))
            (Checkboxes::new("other", Legend::new("Other disciplines (optional)").size(Size::S)).small()
                .choices(all().map(|it| Choice::new(it.code(), it.label())))
                .values(typed.all("other")).error(errors.of("other")))
            @if manager {
                (Radios::new("qualified", Legend::new("Qualified in social work?").size(Size::S)).inline()
                    .choices(YesNo::ALL.iter().map(|it| Choice::new(it.code(), it.label())))
                    .value(typed.text("qualified")).error(errors.of("qualified")))
            }
            (Input::new("agency", Label::new("Home agency (optional)").size(Size::S))
                .hint("Where they come from, for example: Probation")
                .value(typed.text("agency")).error(errors.of("agency")))
            (Radios::new("employment", Legend::new("Who employs them?").size(Size::S)).small()
                .choices(Employment::ALL.iter().map(|it| Choice::new(it.code(), it.label())))
                .value(typed.text("employment")).error(errors.of("employment")))
            (typed.date_input("from", "First day in the team (optional)", errors)
                .hint("For example, 1 2 2021"))
            (typed.date_input("until", "Last day in the team (optional)", errors)
                .hint("The end of a secondment or contract. Leave it empty while there is none"))
            (Input::new("hours", Label::new("Hours a week").size(Size::S))
                .hint("In quarters, for example 37 or 22.5")
                .inputmode("decimal").width(InputWidth::Five).suffix("hours")
                .value(typed.text("hours")).error(errors.of("hours")))
            (Input::whole_number("ceiling", Label::new("How many people do they support at most?").size(Size::S))
                .hint("Parents and children, at a time")
                .width(InputWidth::Three).suffix("people")
                .value(typed.text("ceiling")).error(errors.of("ceiling")))
        }
    }
}

fn words(error: store::HoursError) -> String {
    match error {
        store::HoursError::NotANumber => "Hours a week must be a number, like 37 or 22.5",
        store::HoursError::NotInQuarters => {
            "Hours a week must be in quarters, like 22.25, 22.5 or 22.75"
        }
        store::HoursError::OutOfRange => "Hours a week must be more than 0 and no more than 60",
    }
    .to_owned()
}
