//! The pages of a referral: what each asks, and what was answered.

pub(super) mod answers;
pub(super) mod asks;
pub(super) mod consent;
pub(super) mod holder;
pub(super) mod person;
pub(super) mod tried;

use govuk::Errors;
use maud::Markup;
use record::{Field, PersonId, Point, Sheet};

use super::desk::Desk;
use super::draft::Referral;
use crate::recording::fields::Fields;
use crate::recording::typed::Reader;

/// A page of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Where the family lives.
    Household,
    /// One person.
    Person(PersonId),
    /// For whom support is asked.
    Asks,
    /// What has been tried.
    Tried,
    /// One child as they are now.
    Child(PersonId),
    /// The family as it is now.
    Family,
    /// Consent.
    Consent,
    /// Who holds the case.
    Holder,
}

/// What a page is shown and read with.
#[derive(Clone, Copy)]
pub(super) struct Sheaf<'a> {
    pub(super) desk: &'a Desk,
    pub(super) referral: &'a Referral,
}

/// The fields of a child's or the family's data set at referral.
const HOUSEHOLD: [Field; 2] = [Field::HomeTown, Field::HousingTenure];

impl Step {
    /// The step of an address.
    pub(super) fn find(referral: &Referral, name: &str, person: Option<&str>) -> Option<Self> {
        let person: Option<PersonId> = person.map(str::parse).transpose().ok()?;
        let known = person.filter(|p| referral.people().contains(p));
        match (name, person) {
            ("household", None) => Some(Self::Household),
            ("asks", None) => Some(Self::Asks),
            ("tried", None) => Some(Self::Tried),
            ("family", None) => Some(Self::Family),
            ("consent", None) => Some(Self::Consent),
            ("holder", None) => Some(Self::Holder),
            ("people", Some(_)) => known.map(Self::Person),
            ("child", Some(_)) => known
                .filter(|p| referral.children().contains(p))
                .map(Self::Child),
            _ => None,
        }
    }

    /// Every step of this referral, in order.
    pub(super) fn all(referral: &Referral) -> Vec<Self> {
        let mut all = vec![Self::Household];
        all.extend(referral.people().into_iter().map(Self::Person));
        all.extend([Self::Asks, Self::Tried]);
        all.extend(referral.children().into_iter().map(Self::Child));
        all.extend([Self::Family, Self::Consent, Self::Holder]);
        all
    }

    /// Its address.
    pub(super) fn address(self, referral: &Referral) -> String {
        let start = referral.address();
        match self {
            Self::Household => format!("{start}/household"),
            Self::Person(person) => format!("{start}/people/{person}"),
            Self::Asks => format!("{start}/asks"),
            Self::Tried => format!("{start}/tried"),
            Self::Child(person) => format!("{start}/child/{person}"),
            Self::Family => format!("{start}/family"),
            Self::Consent => format!("{start}/consent"),
            Self::Holder => format!("{start}/holder"),
        }
    }

    /// Its title, which names nobody.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Household => "The family's home",
            Self::Person(_) => "A person of the family",
            Self::Asks => "Who support is asked for",
            Self::Tried => "What has been tried",
            Self::Child(_) => "A child as they are now",
            Self::Family => "The family as it is now",
            Self::Consent => "Consent",
            Self::Holder => "Case holder and referrer",
        }
    }

    /// Its heading, with the name of whom it is about.
    pub(super) fn heading(self, referral: &Referral) -> String {
        match self {
            Self::Person(person) => match referral.typed.get(&super::draft::of("name", person)) {
                "" => "Add a person".to_owned(),
                name => name.to_owned(),
            },
            Self::Child(person) => format!("{}: as things are now", referral.name(person)),
            other => other.title().to_owned(),
        }
    }

    /// The questions of the data dictionary on this page, and whose they are.
    pub(super) fn questions(self) -> Option<(Sheet, Vec<Field>, String)> {
        let at_referral = |sheet: Sheet| {
            let fields = sheet.fields().iter().copied();
            fields.filter(|f| f.point() == Point::Referral)
        };
        let family = "family".to_owned();
        match self {
            Self::Household => Some((Sheet::Families, HOUSEHOLD.to_vec(), family)),
            Self::Family => {
                let fields = at_referral(Sheet::Families).filter(|f| !HOUSEHOLD.contains(f));
                Some((Sheet::Families, fields.collect(), family))
            }
            Self::Child(person) => {
                let first = [Field::SafeguardingRef, Field::AtRisk];
                let rest = at_referral(Sheet::Children).filter(|f| !first.contains(f));
                let fields = first.into_iter().chain(rest).collect();
                Some((Sheet::Children, fields, person.to_string()))
            }
            _ => None,
        }
    }

    /// Its fields.
    pub(super) fn fields(self, sheaf: Sheaf<'_>, form: Fields<'_>) -> Markup {
        match self {
            Self::Household | Self::Child(_) | Self::Family => {
                answers::fields(self, sheaf.referral, form)
            }
            Self::Person(person) => person::fields(form, person),
            Self::Asks => asks::fields(sheaf, form),
            Self::Tried => tried::fields(form),
            Self::Consent => consent::fields(sheaf.referral, form),
            Self::Holder => holder::fields(sheaf.desk, form),
        }
    }

    /// The names of its fields.
    pub(super) fn names(self, referral: &Referral) -> Vec<String> {
        match self {
            Self::Household | Self::Child(_) | Self::Family => answers::names(self),
            Self::Person(person) => person::names(person),
            Self::Asks => asks::names(referral),
            Self::Tried => tried::NAMES.map(str::to_owned).to_vec(),
            Self::Consent => consent::names(referral),
            Self::Holder => holder::NAMES.map(str::to_owned).to_vec(),
        }
    }

    /// What is wrong with what was answered.
    pub(super) fn errors(self, sheaf: Sheaf<'_>) -> Errors {
        let mut read = Reader::new(&sheaf.referral.typed, sheaf.desk.today);
        match self {
            Self::Household | Self::Child(_) | Self::Family => drop(answers::read(self, &mut read)),
            Self::Person(person) => drop(person::read(&mut read, person, sheaf.desk.today)),
            Self::Asks => drop(asks::read(sheaf, &mut read)),
            Self::Tried => drop(tried::read(&mut read)),
            Self::Consent => drop(consent::read(sheaf.referral, &mut read)),
            Self::Holder => drop(holder::read(sheaf.desk, &mut read)),
        }
        read.errors
    }

    /// What was answered, as names and values to check.
    pub(super) fn rows(self, sheaf: Sheaf<'_>) -> Vec<(String, String)> {
        let referral = sheaf.referral;
        match self {
            Self::Household | Self::Child(_) | Self::Family => answers::rows(self, &referral.typed),
            Self::Person(person) => person::rows(&referral.typed, person),
            Self::Asks => asks::rows(referral),
            Self::Tried => tried::rows(&referral.typed),
            Self::Consent => consent::rows(referral),
            Self::Holder => holder::rows(sheaf.desk, &referral.typed),
        }
    }
}
