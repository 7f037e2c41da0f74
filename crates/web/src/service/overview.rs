//! The start: what there is to set up, as a list of tasks with how far each is.

use access::Role;
use axum::extract::{Query, State};
use calendar::Date;
use casework::{Escalation, ReadingTimes};
use costs::Catalogue;
use govuk::{Colour, Status, Tag, Task, TaskList, Width};
use maud::{Markup, html};
use record::lists::Discipline;
use store::{
    Criterion, DisciplineSetting, LookingSettings, MailStanding, Practitioner, ServiceSettings,
    SignInSettings, Team, Worker,
};

use super::{Done, leave, mail, practitioners, reading};
use crate::app::{Mail, Shared};
use crate::error::Problem;
use crate::families::words::counted;
use crate::messages;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let (store, service) = (app.store(), leave.id());
    let known = Known {
        today: app.today(),
        name: app.service_name(),
        settings: store.service_settings(service).await?,
        signing_in: store.sign_in_settings(service).await?,
        times: store.escalation(service).await?,
        reading: store.reading_times(service).await?,
        mail: app.setup.mail.clone(),
        standing: store.mail_standing(&leave, app.now()).await?,
        looking: store.looking_settings(service).await?,
        teams: store.teams(service).await?,
        workers: store.workers(service).await?,
        practitioners: store.practitioners(service).await?,
        disciplines: store.disciplines(service).await?,
        criteria: store.criteria(service).await?,
        unit_costs: store.unit_costs(service).await?,
    };
    let unread = messages::unread(&app, &viewer).await?;
    let content = html! { (done.banner()) (unread) (known.content()) };
    let mut page = shell::page(&app, &viewer, Area::Service, "Service set-up", content);
    page.width = Width::Reading;
    Ok(govuk::page(&page))
}

struct Known {
    today: Date,
    name: String,
    settings: ServiceSettings,
    signing_in: SignInSettings,
    times: Escalation,
    reading: ReadingTimes,
    mail: Mail,
    standing: MailStanding,
    looking: LookingSettings,
    teams: Vec<Team>,
    workers: Vec<Worker>,
    practitioners: Vec<Practitioner>,
    disciplines: Vec<DisciplineSetting>,
    criteria: Vec<Criterion>,
    unit_costs: Catalogue,
}

/// How far a task is.
enum Far {
    /// Somebody has to do it before the service can run.
    ToDo,
    /// It is done.
    Done,
    /// It is as every service has it, which may be right.
    AsUsual,
}

impl Known {
    fn content(&self) -> Markup {
        let needed = [
            self.settings_task(),
            self.teams_task(),
            self.people_task(),
            self.practitioners_task(),
        ];
        let open = needed
            .iter()
            .filter(|(far, _)| matches!(far, Far::ToDo))
            .count();
        let usual = [
            self.disciplines_task(),
            self.criteria_task(),
            self.signing_in_task(),
            self.concerns_task(),
            self.reading_task(),
            self.looking_task(),
        ];
        html! {
            span.govuk-caption-l { (self.name) }
            h1.govuk-heading-l { "Set up your service" }
            p.app-lead { (how_far(open)) }
            h2.govuk-heading-m { "What the service needs" }
            (list("needed", needed))
            h2.govuk-heading-m { "How the service works" }
            (list("usual", usual))
            h2.govuk-heading-m { "What figures rest on" }
            (self.rests_on())
            h2.govuk-heading-m { "Restricted families" }
            p.govuk-body { "Families of staff, of their relatives, or known to the public are for named people only. A manager restricts a family on its page and sees those they are named for. Nothing of them is shown here." }
        }
    }

    fn concerns_task(&self) -> (Far, Task) {
        let far = if self.times == Escalation::default() {
            Far::AsUsual
        } else {
            Far::Done
        };
        let hours = |hours: u8| counted(hours.into(), "hour", "hours");
        let hint = format!(
            "With the manager after {}, overdue after {}{}",
            hours(self.times.manager_hours),
            hours(self.times.overdue_hours),
            mail::in_short(&self.mail, &self.standing)
        );
        task(far, "Concerns that wait", "/service/concerns", hint)
    }

    fn reading_task(&self) -> (Far, Task) {
        let far = if self.reading == ReadingTimes::default() {
            Far::AsUsual
        } else {
            Far::Done
        };
        let hint = format!(
            "For {} minutes, reviewed within {}",
            self.reading.minutes,
            counted(self.reading.review_days.into(), "day", "days")
        );
        task(far, reading::TITLE, reading::ADDRESS, hint)
    }

    fn settings_task(&self) -> (Far, Task) {
        let far = if self.settings.began.is_some() {
            Far::Done
        } else {
            Far::ToDo
        };
        let hint = match self.settings.began {
            Some(day) => format!("Began on {}", calendar::day::in_words(day)),
            None => "The day it began, and when follow-up calls fall due".to_owned(),
        };
        task(far, "Name and start", "/service/settings", hint)
    }

    fn teams_task(&self) -> (Far, Task) {
        let may = self.teams.iter().filter(|team| team.may_refer(self.today));
        let may = may.count();
        let far = if may > 0 { Far::Done } else { Far::ToDo };
        let hint = match self.teams.len() {
            0 => "No team yet. Social workers of the teams you name can refer families".to_owned(),
            all => format!("{} of {} may refer families", may, teams(all)),
        };
        task(far, "Teams and who may refer", "/service/teams", hint)
    }

    fn people_task(&self) -> (Far, Task) {
        let here: Vec<&Worker> = self
            .workers
            .iter()
            .filter(|it| !it.has_left(self.today))
            .collect();
        let any = |role| here.iter().any(|worker| worker.role == role);
        let (practitioner, manager) = (any(Role::Practitioner), any(Role::Manager));
        let far = if practitioner && manager {
            Far::Done
        } else {
            Far::ToDo
        };
        let lacks = match (practitioner, manager) {
            (true, true) => "",
            (true, false) => ", no manager yet",
            (false, true) => ", no practitioner yet",
            (false, false) => ", no manager and no practitioner yet",
        };
        let hint = match here.len() {
            1 => format!("1 person{lacks}"),
            all => format!("{all} people{lacks}"),
        };
        task(
            far,
            "People and their sign-in links",
            "/service/people",
            hint,
        )
    }

    fn practitioners_task(&self) -> (Far, Task) {
        let team = self.practitioners.iter();
        let team: Vec<&Practitioner> = team
            .filter(|who| who.worker.role == Role::Practitioner && !who.worker.has_left(self.today))
            .collect();
        let said = team
            .iter()
            .filter(|who| practitioners::is_said(who))
            .count();
        let far = if said == team.len() && said > 0 {
            Far::Done
        } else {
            Far::ToDo
        };
        let hint = if team.is_empty() {
            "Disciplines, hours and how many people each supports".to_owned()
        } else {
            format!("Said for {said} of {} practitioners", team.len())
        };
        task(
            far,
            "What practitioners can take on",
            "/service/practitioners",
            hint,
        )
    }

    fn disciplines_task(&self) -> (Far, Task) {
        let usual = Discipline::ALL
            .iter()
            .copied()
            .map(DisciplineSetting::usual);
        let far = if usual.eq(self.disciplines.iter().copied()) {
            Far::AsUsual
        } else {
            Far::Done
        };
        let offered = self.disciplines.iter().filter(|it| it.offered).count();
        let hint = format!("{offered} offered");
        task(far, "Disciplines", "/service/disciplines", hint)
    }

    fn criteria_task(&self) -> (Far, Task) {
        let far = if self.criteria == Criterion::usual() {
            Far::AsUsual
        } else {
            Far::Done
        };
        let hint = match self.criteria.len() {
            1 => "1 criterion".to_owned(),
            many => format!("{many} criteria"),
        };
        task(far, "Criteria of the threshold", "/service/criteria", hint)
    }

    fn signing_in_task(&self) -> (Far, Task) {
        let far = if self.signing_in == SignInSettings::default() {
            Far::AsUsual
        } else {
            Far::Done
        };
        let hint = format!(
            "Signed out after {} minutes without use",
            self.signing_in.idle_minutes
        );
        task(far, "Signing in", "/service/signing-in", hint)
    }

    fn looking_task(&self) -> (Far, Task) {
        let far = if self.looking == LookingSettings::default() {
            Far::AsUsual
        } else {
            Far::Done
        };
        let hint = format!(
            "{} families within {} minutes are many",
            self.looking.many_families, self.looking.within_minutes
        );
        task(far, "Unusual looking", "/service/looking", hint)
    }

    fn rests_on(&self) -> Markup {
        let prices = format!("{} prices", self.unit_costs.rows().len());
        html! {
            (TaskList::new("rests-on")
                .task(Task::new("Unit costs", Status::Words(prices.into())).href("/service/unit-costs"))
                .task(Task::new("Working days", Status::Words("England and Wales".into()))
                    .href("/service/working-days")))
        }
    }
}

fn how_far(open: usize) -> &'static str {
    match open {
        0 => "Everything the service needs is there. All of it can be changed at any time.",
        1 => "One thing is still needed before the team can start.",
        _ => "A few things are needed before the team can start. They can be done in any order.",
    }
}

fn teams(count: usize) -> String {
    match count {
        1 => "1 team".to_owned(),
        many => format!("{many} teams"),
    }
}

fn task(far: Far, title: &str, href: &str, hint: String) -> (Far, Task) {
    let status = match far {
        Far::ToDo => Status::Tag(Tag::new("To do").colour(Colour::Blue)),
        Far::Done => Status::Words("Completed".into()),
        Far::AsUsual => Status::Words("As usual".into()),
    };
    (far, Task::new(title, status).href(href).hint(hint))
}

fn list(prefix: &str, tasks: impl IntoIterator<Item = (Far, Task)>) -> Markup {
    let tasks = tasks.into_iter().map(|(_, task)| task);
    html! { (tasks.fold(TaskList::new(prefix), TaskList::task)) }
}
