//! One person of the family.

use calendar::{Date, When};
use govuk::{Checkboxes, Choice, Extras as _, Field as _, Input, Label, Radios, Size};
use maud::{Markup, html};
use record::lists::LivesWith;
use record::{PersonId, Relation, Residence};

use super::super::draft::{RELATIONS, of, relation, relation_code};
use crate::recording::fields::{Fields, options};
use crate::recording::typed::{Reader, Typed};

const NAMES: [&str; 7] = [
    "name", "relation", "born", "unborn", "here", "where", "with",
];

/// A person as told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) person: PersonId,
    pub(crate) relation: Relation,
    pub(crate) name: Option<String>,
    pub(crate) birth: Birth,
    /// Where they live, if not in the family's home.
    pub(crate) lives: Option<Residence>,
}

/// Whether and when somebody was born.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Birth {
    NotYet,
    Born(Option<When>),
}

pub(crate) fn names(person: PersonId) -> Vec<String> {
    NAMES.map(|name| of(name, person)).to_vec()
}

pub(crate) fn fields(form: Fields<'_>, person: PersonId) -> Markup {
    let name = |name: &str| of(name, person);
    let unborn = name("unborn");
    let not_yet = Checkboxes::bare(unborn.as_str())
        .option("yes", "Not born yet")
        .small()
        .values(form.typed.all(&unborn))
        .error(form.errors.of(&unborn));
    let elsewhere = html! {
        (form.line(&name("where"), "Where", "As people say it: at her grandmother's in Brightsea."))
        (form.select(&name("with"), "With whom", options!(LivesWith).chain([("unknown", "Not known")])))
    };
    let born = name("born");
    let born = Input::new(born.as_str(), Label::new("Date of birth").size(Size::S))
        .hint("The day, or as much as is known: 3 May 2019, May 2019 or 2019.")
        .class("govuk-input--width-20")
        .value(form.typed.get(&born))
        .error(form.errors.of(&born));
    let here = name("here");
    let home = Radios::new(here.as_str(), Fields::legend("Lives in the family's home"))
        .choice(Choice::new("yes", "Yes"))
        .choice(Choice::new("no", "No").conditional(elsewhere))
        .choice(Choice::new("unknown", "Not known"))
        .small()
        .value(form.typed.get(&here))
        .error(form.errors.of(&here));
    let parts = RELATIONS.map(|r| (relation_code(r), label(r)));
    html! {
        (form.line(&name("name"), "Name", "As they are called. Give it in one line."))
        (form.radios(&name("relation"), "Part in the family", parts))
        div.app-or {
            (born)
            (not_yet)
        }
        (home)
    }
}

const fn label(relation: Relation) -> &'static str {
    match relation {
        Relation::Parent => "Parent or carer",
        Relation::Child => "Child or young person",
        Relation::OtherAdult => "Other adult",
    }
}

pub(crate) fn read(read: &mut Reader<'_>, person: PersonId, today: Date) -> Option<Told> {
    let field = |name: &str| of(name, person);
    let relation = read.choice(
        &field("relation"),
        "Say who they are in the family",
        relation,
    );
    let birth = birth(read, person, today);
    let mut name = None;
    let words = read.words(&field("name"));
    let words = words.trim();
    if words.chars().count() > 200 {
        read.errors
            .add(field("name"), "Give the name in at most 200 letters");
    } else if !words.is_empty() {
        name = Some(words.to_owned());
    } else if birth != Some(Birth::NotYet) {
        read.errors.add(field("name"), "Give their name");
    }
    if birth == Some(Birth::NotYet) && relation.is_some_and(|r| r != Relation::Child) {
        let words = "Only a child can be not born yet";
        read.errors.add(field("unborn"), words);
    }
    let lives = lives(read, person);
    Some(Told {
        person,
        relation: relation?,
        name,
        birth: birth?,
        lives,
    })
}

fn birth(read: &mut Reader<'_>, person: PersonId, today: Date) -> Option<Birth> {
    let field = of("born", person);
    let typed = read.typed().get(&field).trim();
    let unborn = read.typed().get(&of("unborn", person)) == "yes";
    if typed.is_empty() {
        return Some(if unborn {
            Birth::NotYet
        } else {
            Birth::Born(None)
        });
    }
    if unborn {
        let words = "Give the date of birth or tick Not born yet, not both";
        read.errors.add(field, words);
        return None;
    }
    match When::parse(typed) {
        Ok(when) if when.sort_date() > today => {
            let words = "The date of birth is still to come. Tick Not born yet for an unborn child";
            read.errors.add(field, words);
            None
        }
        Ok(when) => Some(Birth::Born(Some(when))),
        Err(error) => {
            let words =
                format!("Give the date of birth as in 3 May 2019, May 2019 or 2019: {error}");
            read.errors.add(field, words);
            None
        }
    }
}

fn lives(read: &mut Reader<'_>, person: PersonId) -> Option<Residence> {
    if read.typed().get(&of("here", person)) != "no" {
        return None;
    }
    let place = read.words(&of("where", person));
    let with = read.code(&of("with", person), |code| match code {
        "unknown" => Some(None),
        code => LivesWith::from_code(code).map(Some),
    });
    if place.is_empty() && with.is_none() {
        let words = "Say where or with whom they live, or choose Not known";
        read.errors.add(of("where", person), words);
        return None;
    }
    Some(Residence {
        person,
        with: with.flatten(),
        place: place.trim().to_owned(),
    })
}

pub(crate) fn rows(typed: &Typed, person: PersonId) -> Vec<(String, String)> {
    let get = |name: &str| typed.get(&of(name, person)).trim().to_owned();
    let part = relation(&get("relation")).map_or("Not said yet", label);
    let born = match (get("unborn").as_str(), get("born")) {
        ("yes", _) => "Not born yet".to_owned(),
        (_, born) if born.is_empty() => "Not known".to_owned(),
        (_, born) => When::parse(&born).map_or(born, When::in_words),
    };
    let with = LivesWith::from_code(&get("with")).map(LivesWith::label);
    let lives = match get("here").as_str() {
        "yes" => "In the family's home".to_owned(),
        "no" => match (get("where"), with) {
            (place, None) => place,
            (place, Some(with)) if place.is_empty() => with.to_owned(),
            (place, Some(with)) => format!("{place} (with: {})", with.to_lowercase()),
        },
        "unknown" => "Not known".to_owned(),
        _ => "Not answered".to_owned(),
    };
    vec![
        ("Part in the family".to_owned(), part.to_owned()),
        ("Born".to_owned(), born),
        ("Lives".to_owned(), lives),
    ]
}
