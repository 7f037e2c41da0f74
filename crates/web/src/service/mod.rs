//! What is set up in a service: teams, people, unit costs, working days, imports. Read only.

use access::{Authorised, SetUp};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use calendar::BankHolidays;
use costs::Catalogue;
use govuk::{Cell, Extras, Head, InsetText, Table};
use maud::{Markup, html};
use record::ServiceId;
use store::{Imported, Team, Worker};

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::in_thousands;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(crate) fn routes() -> Router<Shared> {
    Router::new().route("/service", get(show))
}

async fn show(State(app): State<Shared>, SignedIn(viewer): SignedIn) -> Result<Markup, Problem> {
    let leave = viewer.set_up().ok_or(Problem::NotFound)?;
    let imports = match viewer.import() {
        Some(leave) => app.store().imports(&leave).await?,
        None => Vec::new(),
    };
    let set_up = WhatIsSetUp::load(&app, &leave, imports).await?;
    let page = shell::page(
        &app,
        &viewer,
        Area::Service,
        "Service set-up",
        set_up.content(),
    );
    Ok(govuk::page(&page))
}

struct WhatIsSetUp {
    teams: Vec<Team>,
    workers: Vec<Worker>,
    unit_costs: Catalogue,
    imports: Vec<Imported>,
}

/// The parts of the page, for the links at its head.
const PARTS: [(&str, &str); 5] = [
    ("teams", "Teams"),
    ("people", "People"),
    ("unit-costs", "Unit costs"),
    ("working-days", "Working days"),
    ("imports", "Imports"),
];

impl WhatIsSetUp {
    async fn load(
        app: &App,
        leave: &Authorised<ServiceId, SetUp>,
        imports: Vec<Imported>,
    ) -> Result<Self, Problem> {
        let store = app.store();
        Ok(Self {
            teams: store.teams(leave.id()).await?,
            workers: store.workers(leave.id()).await?,
            unit_costs: store.unit_costs(leave.id()).await?,
            imports,
        })
    }

    fn content(&self) -> Markup {
        let parts = [
            self.teams(),
            self.people(),
            self.unit_costs(),
            working_days(&BankHolidays::england()),
            self.imports(),
        ];
        html! {
            h1.govuk-heading-l { "Service set-up" }
            (InsetText::new("This page shows what is set up. It cannot be changed here in this version."))
            nav aria-label="On this page" {
                ul.govuk-list.app-contents {
                    @for (id, title) in PARTS { li { a.govuk-link href={ "#" (id) } { (title) } } }
                }
            }
            @for ((id, title), part) in PARTS.iter().zip(parts) {
                section aria-labelledby=(id) {
                    h2.govuk-heading-m id=(id) { (title) }
                    (part)
                }
            }
        }
    }

    fn teams(&self) -> Markup {
        let people = |team: &Team| {
            let members = self.workers.iter();
            members
                .filter(|worker| worker.team == Some(team.team))
                .count()
        };
        html! {
            (Table::new().hidden_caption("Teams").head([Head::new("Team"), Head::numeric("People")])
                .rows(self.teams.iter().map(|team| {
                    [Cell::new(team.name.as_str()), Cell::numeric(people(team))]
                }))
                .row_headers().compact()
                .when_empty("No team is set up yet."))
        }
    }

    fn people(&self) -> Markup {
        let team = |worker: &Worker| {
            let id = worker.team?;
            let team = self.teams.iter().find(|team| team.team == id)?;
            Some(team.name.as_str())
        };
        html! {
            (Table::new().hidden_caption("People").head(["Name", "Role", "Team"])
                .rows(self.workers.iter().map(|worker| [
                    Cell::new(worker.name.as_str()),
                    named("Role", worker.role.label()),
                    named("Team", team(worker).unwrap_or("No team")),
                ]))
                .row_headers().compact().class("app-table--stacks")
                .when_empty("Nobody is set up yet."))
        }
    }

    fn unit_costs(&self) -> Markup {
        html! {
            p.govuk-body {
                "Every figure of costs is worked out from these prices. Each says of which year it is and "
                "where it is published."
            }
            (Table::new().hidden_caption("Unit costs")
                .head([Head::new("What"), Head::new("Unit"), Head::numeric("Pounds"),
                    Head::new("Prices of"), Head::new("Borne by"), Head::new("Source")])
                .rows(self.unit_costs.rows().iter().map(|cost| [
                    Cell::new(cost.description.as_str()),
                    named("Unit", &cost.unit),
                    Cell::numeric(in_thousands(&cost.value.to_string())).attribute("data-name", "Pounds"),
                    named("Prices of", &cost.price_year),
                    named("Borne by", &cost.agency),
                    named("Source", &cost.source),
                ]))
                .row_headers().compact().class("app-table--stacks")
                .when_empty("No unit cost is set up yet."))
        }
    }

    fn imports(&self) -> Markup {
        let by = |imported: &Imported| {
            let worker = self
                .workers
                .iter()
                .find(|worker| worker.worker == imported.by);
            worker.map_or("Somebody no longer in the register", |worker| &worker.name)
        };
        let number = |name: &'static str, count: u64| {
            Cell::numeric(count.to_string()).attribute("data-name", name)
        };
        html! {
            (Table::new().hidden_caption("Imports")
                .head([Head::new("When"), Head::new("Workbook"), Head::new("Brought in by"),
                    Head::numeric("Families added"), Head::numeric("Here already"),
                    Head::numeric("Children"), Head::numeric("Sessions")])
                .rows(self.imports.iter().map(|imported| [
                    Cell::new(imported.workbook.at.in_words()),
                    named("Workbook", &imported.workbook.file),
                    named("Brought in by", by(imported)),
                    number("Families added", imported.added),
                    number("Here already", imported.alike),
                    number("Children", imported.children),
                    number("Sessions", imported.sessions),
                ]))
                .row_headers().compact().class("app-table--stacks")
                .when_empty("No workbook has been brought in yet."))
        }
    }
}

fn named(name: &'static str, words: &str) -> Cell {
    Cell::new(words).attribute("data-name", name)
}

fn working_days(holidays: &BankHolidays) -> Markup {
    let years = || holidays.iter().map(|(day, _)| day.year());
    html! {
        p.govuk-body {
            "Working days are Monday to Friday without the bank holidays of England and Wales"
            @if let (Some(first), Some(last)) = (years().min(), years().max()) {
                ", which are known from " (first) " to " (last)
            }
            "."
        }
    }
}
