//! The people of a family: the household, parents, children, who lives where, supported by whom.

use axum::extract::{Path, Query, State};
use govuk::{Card, SummaryList};
use maud::{Markup, html};
use record::{Field, Person, Relation, Row, Support};

use super::entries::lives;
use super::family::{Opened, Tab};
use super::shown::AskedDay;
use crate::app::Shared;
use crate::error::Problem;
use crate::recording::residence_address;
use crate::session::SignedIn;

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<AskedDay>,
) -> Result<Markup, Problem> {
    let opened = Opened::open(&app, viewer, &id, &asked).await?;
    Ok(opened.page(&app, Tab::People, &content(&opened)))
}

fn content(opened: &Opened) -> Markup {
    let family = &opened.family;
    let with = |relation: Relation| -> Vec<&Person> {
        let people = family.people.iter();
        people
            .filter(|person| person.relation == relation)
            .collect()
    };
    let children = with(Relation::Child);
    html! {
        h2.govuk-heading-m { "Household" }
        (household(&opened.rows.family))
        (section("Parents and carers", "No parent or carer is known.", &html! {
            @for parent in with(Relation::Parent) { (card(opened, parent, None)) }
        }))
        (section("Children", "No child is known.", &html! {
            // The rows of children stand in the order of the children.
            @for (child, row) in children.iter().zip(&opened.rows.children) {
                (card(opened, child, Some(row)))
            }
        }))
        @if !with(Relation::OtherAdult).is_empty() {
            (section("Other adults", "", &html! {
                @for adult in with(Relation::OtherAdult) { (card(opened, adult, None)) }
            }))
        }
    }
}

fn section(title: &str, nobody: &str, cards: &Markup) -> Markup {
    html! {
        h2.govuk-heading-m { (title) }
        @if cards.0.is_empty() { p.app-empty { (nobody) } } @else { div.app-columns { (cards) } }
    }
}

fn household(row: &Row) -> SummaryList {
    [Field::HomeTown, Field::HousingTenure, Field::ScGenerations]
        .into_iter()
        .fold(SummaryList::new(), |list, field| {
            list.pair(field.title(), row.get(field).label(field))
        })
}

fn card(opened: &Opened, person: &Person, row: Option<&Row>) -> Markup {
    let title = person.name.as_ref().unwrap_or(&person.reference);
    let mut list = SummaryList::new().card(Card::new(title.as_str()).heading_level(3));
    if person.name.is_some() {
        list = list.pair("Reference", &person.reference);
    }
    if let Some(born) = person.born {
        list = list.pair("Born", born.in_words());
    }
    if let Some(row) = row {
        for field in [Field::AgeAtReferral, Field::ChildSex, Field::ChildStatus] {
            list = list.pair(field.title(), row.get(field).label(field));
        }
    }
    list = list.pair("Lives", home(opened, person, row));
    html! { (list.pair("Supported by", supported(opened, person))) }
}

/// Where a person lives since when, or what was said of it at referral.
fn home(opened: &Opened, person: &Person, row: Option<&Row>) -> Markup {
    let told = opened.family.residences.iter().rev();
    let mut told = told
        .filter(|residence| residence.what.person == person.person)
        .peekable();
    let at_referral = row.map(|row| row.get(Field::ChildLivesWith).label(Field::ChildLivesWith));
    html! {
        @if told.peek().is_some() {
            ul.govuk-list {
                @for residence in told {
                    li { (lives(&residence.what)) ", since " (residence.happened.in_words()) }
                }
            }
        }
        @if let Some(with) = at_referral { p.govuk-body { "With, at referral: " (with) } }
        @else if opened.family.residences.iter().all(|r| r.what.person != person.person) { p.govuk-body { "Not known" } }
        @if opened.recorder().is_some() {
            p.app-quiet {
                a.govuk-link href=(residence_address(&opened.family, person.person)) {
                    "Record where they live"
                    span.govuk-visually-hidden { ": " (person.name.as_ref().unwrap_or(&person.reference)) }
                }
            }
        }
    }
}

fn supported(opened: &Opened, person: &Person) -> Markup {
    let support: Vec<&Support> = opened
        .family
        .support
        .iter()
        .filter(|support| support.person == person.person)
        .collect();
    html! {
        @if support.is_empty() { "Nobody directly" } @else {
            ul.govuk-list { @for each in support { li { (in_words(opened, each)) } } }
        }
    }
}

fn in_words(opened: &Opened, support: &Support) -> String {
    let worker = support
        .key_worker
        .map_or("A worker of the team", |id| opened.names.worker(id));
    let since = support.from.in_words();
    match support.until {
        None => format!("{worker}, since {since}"),
        Some(until) => format!("{worker}, {since} to {}", until.in_words()),
    }
}
