//! The list of consultations and advice about no recorded family.

use axum::extract::{Query, State};
use calendar::day;
use govuk::{Button, Cell, Extras, Filter, FilterCategory, Head, Select, Table, filter_layout};
use maud::{Markup, html};
use record::lists::{CameOf, Discipline, HelpKind};
use record::{AdviceBook, Given};
use serde::Deserialize;

use super::desk::{Desk, address};
use super::entry::{came, there};
use crate::app::Shared;
use crate::error::Problem;
use crate::families::words::{address as with, counted};
use crate::paging::Pages;
use crate::session::SignedIn;
use crate::shell::{self, Area};

const PATH: &str = "/advice";

/// The query as it came. Empty and absent are alike.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kind: String,
    discipline: String,
    came: String,
    page: String,
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Choice {
    kind: Option<HelpKind>,
    discipline: Option<Discipline>,
    came: Option<CameOf>,
}

impl Asked {
    /// What was asked, if it can be understood.
    pub(super) fn choice(&self) -> Result<Choice, Problem> {
        fn read<T>(text: &str, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
            match text {
                "" => Ok(None),
                text => known(text).map(Some).ok_or(Problem::NotFound),
            }
        }
        Ok(Choice {
            kind: read(&self.kind, HelpKind::from_code)?,
            discipline: read(&self.discipline, Discipline::from_code)?,
            came: read(&self.came, CameOf::from_code)?,
        })
    }
}

impl Choice {
    fn wants(self, given: &Given) -> bool {
        let it = &given.now.what;
        let of = |discipline| {
            let there = it
                .present
                .iter()
                .any(|who| who.discipline == Some(discipline));
            there
                || it
                    .advice
                    .iter()
                    .any(|each| each.discipline == Some(discipline))
        };
        self.kind.is_none_or(|kind| it.kind == kind)
            && self.discipline.is_none_or(of)
            && self.came.is_none_or(|came| given.came == came)
    }

    /// The rows of every page, the latest day first.
    pub(super) fn rows(self, book: &AdviceBook) -> Vec<&Given> {
        let mut rows: Vec<&Given> = book.given.iter().filter(|it| self.wants(it)).collect();
        rows.sort_by_key(|it| std::cmp::Reverse((it.now.happened, it.id)));
        rows
    }

    fn address(self, path: &str) -> String {
        self.page(path, 1)
    }

    fn page(self, path: &str, page: usize) -> String {
        with(
            path,
            [
                ("kind", self.kind.map(|it| it.code().to_owned())),
                ("discipline", self.discipline.map(|it| it.code().to_owned())),
                ("came", self.came.map(|it| it.code().to_owned())),
                ("page", (page > 1).then(|| page.to_string())),
            ],
        )
    }
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let choice = asked.choice()?;
    let desk = Desk::load(&app, viewer).await?;
    let rows = choice.rows(&desk.book);
    let pages = Pages::asked(&asked.page, rows.len())?;
    let waiting = desk.book.waiting().count();
    let list = html! {
        @if rows.is_empty() {
            p.app-empty {
                @if desk.book.given.is_empty() { "No consultation or advice about a family that is not recorded here yet." }
                @else { "Nothing in the book is like this. Choose less." }
            }
        } @else {
            (head(choice, rows.len(), pages))
            (table(&desk, &rows[pages.places()]))
            (pages.ways("Pages of this list", |page| choice.page(PATH, page)))
        }
    };
    let content = html! {
        h1.govuk-heading-l { "Advice" }
        p.govuk-body { "Consultations, advice and coaching to professionals that are about no family recorded here." }
        div.govuk-button-group {
            (Button::link("Record a consultation or advice", "/advice/record"))
            a.govuk-link href="/advice/asked" { (counted(waiting, "consultation asked for", "consultations asked for")) }
        }
        (filter_layout(&filter(choice), list))
    };
    Ok(govuk::page(&shell::page(
        &app,
        &desk.viewer,
        Area::Advice,
        "Advice",
        content,
    )))
}

fn head(choice: Choice, total: usize, pages: Pages) -> Markup {
    html! {
        div.app-list-head {
            p.app-list-count { (counted(total, "entry", "entries")) (pages.words()) }
            p.app-list-count {
                "Save this list as "
                a.govuk-link href=(choice.address("/advice.csv")) download { "CSV" }
                " or "
                a.govuk-link href=(choice.address("/advice.xlsx")) download { "Excel" }
            }
        }
    }
}

fn table(desk: &Desk, rows: &[&Given]) -> Table {
    let heads = [
        Head::new("What"),
        Head::new("Day"),
        Head::new("Who asked"),
        Head::new("Of the team"),
        Head::numeric("Minutes"),
        Head::new("What came of it"),
    ];
    let row = |given: &&Given| {
        let it = &given.now.what;
        [
            Cell::new(html! {
                a.govuk-link href=(address(given.id)) {
                    (it.kind.label())
                    span.govuk-visually-hidden { " of " (day::in_words(given.now.happened)) }
                }
            }),
            Cell::new(day::in_short(given.now.happened))
                .attribute("data-name", "Day")
                .class("app-nowrap"),
            Cell::new(html! { div { (it.to) span.app-list-names { (it.team) } } })
                .attribute("data-name", "Who asked"),
            Cell::new(there(&desk.names, &it.present)).attribute("data-name", "Of the team"),
            Cell::numeric(it.minutes.to_string()).attribute("data-name", "Minutes"),
            Cell::new(html! { div { (came(given.came, given.family)) } })
                .attribute("data-name", "What came of it"),
        ]
    };
    Table::new()
        .hidden_caption("Consultations and advice")
        .head(heads)
        .rows(rows.iter().map(row))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}

fn filter(choice: Choice) -> Filter {
    let mut filter = Filter::new(PATH);
    let kinds = FilterCategory::new("What they came for");
    if let Some(it) = choice.kind {
        let without = Choice {
            kind: None,
            ..choice
        };
        filter = filter.category(kinds.chosen(it.label(), without.address(PATH)));
    }
    let disciplines = FilterCategory::new("Discipline");
    if let Some(it) = choice.discipline {
        let without = Choice {
            discipline: None,
            ..choice
        };
        filter = filter.category(disciplines.chosen(it.label(), without.address(PATH)));
    }
    let came = FilterCategory::new("What came of it");
    if let Some(it) = choice.came {
        let without = Choice {
            came: None,
            ..choice
        };
        filter = filter.category(came.chosen(it.label(), without.address(PATH)));
    }
    if choice != Choice::default() {
        filter = filter.clear(PATH);
    }
    let kind = HelpKind::ALL.iter().fold(
        Select::new("kind", "What they came for").option("", "Anything"),
        |select, it| select.option(it.code(), it.label()),
    );
    let discipline = Discipline::ALL.iter().fold(
        Select::new("discipline", "Discipline").option("", "Any discipline"),
        |select, it| select.option(it.code(), it.label()),
    );
    let came = CameOf::ALL.iter().fold(
        Select::new("came", "What came of it").option("", "Anything"),
        |select, it| select.option(it.code(), it.label()),
    );
    filter.fields(html! {
        (kind.value(choice.kind.map_or("", HelpKind::code)))
        (discipline.value(choice.discipline.map_or("", Discipline::code)))
        (came.value(choice.came.map_or("", CameOf::code)))
    })
}
