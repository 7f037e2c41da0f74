//! For whom support is asked, of which disciplines, and from when.

use calendar::When;
use govuk::{Checkboxes, Choice, Field as _};
use maud::{Markup, html};
use record::lists::Discipline;
use record::{Ask, PersonId};

use super::super::draft::{Referral, of};
use super::Sheaf;
use crate::recording::fields::Fields;
use crate::recording::typed::Reader;

const NOT_SURE: &str = "not_sure";

/// What was asked.
pub(crate) struct Asked {
    pub(crate) asks: Vec<Ask>,
    pub(crate) expected_start: Option<When>,
    pub(crate) setting: String,
}

pub(crate) fn names(referral: &Referral) -> Vec<String> {
    let fixed = ["asked", "expected_start", "setting"].map(str::to_owned);
    let people = referral.people().into_iter().map(|p| of("for", p));
    fixed.into_iter().chain(people).collect()
}

/// The disciplines that the service offers and that support somebody; all it offers where nothing is
/// said of their part in the family yet.
fn offered(sheaf: Sheaf<'_>, person: PersonId) -> Vec<Discipline> {
    let relation = sheaf.referral.relation(person);
    let offers = sheaf.desk.offers.iter();
    let fit = offers.filter(|it| relation.is_none_or(|relation| it.supports(relation)));
    fit.map(|it| it.discipline).collect()
}

pub(crate) fn fields(sheaf: Sheaf<'_>, form: Fields<'_>) -> Markup {
    let referral = sheaf.referral;
    let people = referral.people();
    if people.is_empty() {
        return html! {
            p.govuk-body {
                "Add the people of the family first: "
                a.govuk-link href={ (referral.address()) "/people" } { "the people" } "."
            }
        };
    }
    let choices = people.into_iter().map(|person| {
        let name = of("for", person);
        let disciplines = Checkboxes::new(name.as_str(), Fields::legend("What would help"))
            .choices(
                offered(sheaf, person)
                    .into_iter()
                    .map(|it| Choice::new(it.code(), it.label())),
            )
            .divider("or")
            .choice(Choice::new(NOT_SURE, "Not sure: the team will advise").exclusive())
            .small()
            .values(form.typed.all(&name))
            .error(form.errors.of(&name));
        Choice::new(person.to_string(), referral.name(person)).conditional(html! { (disciplines) })
    });
    let asked = Checkboxes::new("asked", Fields::legend("Who is support asked for?"))
        .choices(choices)
        .small()
        .values(form.typed.all("asked"))
        .error(form.errors.of("asked"));
    html! {
        (asked)
        h2.govuk-heading-m { "If support should begin later" }
        (form.line("expected_start", "When it should begin", "Leave blank for now. A day or a month: a release from prison, a move, a birth."))
        (form.line("setting", "Where the person is until then", ""))
    }
}

pub(crate) fn read(sheaf: Sheaf<'_>, read: &mut Reader<'_>) -> Asked {
    let people = sheaf.referral.asked();
    if people.is_empty() {
        read.errors.add("asked", "Choose for whom support is asked");
    }
    let asks = people
        .into_iter()
        .map(|person| ask(sheaf, read, person))
        .collect();
    let typed = read.typed().get("expected_start").trim();
    let expected_start = match When::parse(typed) {
        _ if typed.is_empty() => None,
        Ok(when) => Some(when),
        Err(error) => {
            let words = format!("Give the start as in 3 May 2026 or May 2026: {error}");
            read.errors.add("expected_start", words);
            None
        }
    };
    Asked {
        asks,
        expected_start,
        setting: read.words("setting").trim().to_owned(),
    }
}

fn ask(sheaf: Sheaf<'_>, read: &mut Reader<'_>, person: PersonId) -> Ask {
    let name = of("for", person);
    let offered = offered(sheaf, person);
    let mut disciplines = read.codes(&name, Discipline::from_code);
    // What was ticked before it was no longer offered is chosen anew.
    disciplines.retain(|it| offered.contains(it));
    let not_sure = read.typed().all(&name).any(|code| code == NOT_SURE);
    if disciplines.is_empty() && !not_sure {
        read.errors
            .add(name, "Choose what would help, or choose Not sure");
    }
    Ask {
        person,
        disciplines,
    }
}

pub(crate) fn rows(referral: &Referral) -> Vec<(String, String)> {
    let typed = &referral.typed;
    let mut rows: Vec<(String, String)> = Vec::new();
    for person in referral.asked() {
        let name = of("for", person);
        let labels: Vec<&str> = typed
            .all(&name)
            .filter_map(Discipline::from_code)
            .map(Discipline::label)
            .collect();
        let not_sure = typed.all(&name).any(|code| code == NOT_SURE);
        let words = match labels.is_empty() {
            true if not_sure => "Not sure: the team will advise".to_owned(),
            true => "Not said yet".to_owned(),
            false => labels.join(", "),
        };
        rows.push((referral.name(person), words));
    }
    if rows.is_empty() {
        rows.push(("Support".to_owned(), "Nobody chosen yet".to_owned()));
    }
    for (name, title) in [("expected_start", "To begin"), ("setting", "Until then")] {
        let words = typed.get(name).trim();
        if !words.is_empty() {
            rows.push((title.to_owned(), words.to_owned()));
        }
    }
    rows
}
