//! Who the families are: sex, age, ethnicity, home, involvement with Social Care, Table 2.

use record::Field;
use record::lists::{Ethnicity, Generations, Housing, LivesWith, Scale, Sex};

use super::{Part, children, families, yes};
use crate::condition::Condition;
use crate::measure::{Base, Measure, Question};

const POOR: &[u8] = &[Scale::Poor.position(), Scale::VeryPoor.position()];

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::new("people");
    for (id, title, code) in [
        ("sex.female", "Female", &[Sex::Female.position()]),
        ("sex.male", "Male", &[Sex::Male.position()]),
        ("sex.unborn", "Unborn", &[Sex::Unborn.position()]),
    ] {
        part.share(id, title, children(), Condition::is(Field::ChildSex, code));
    }
    let any_age = || Condition::Between(Field::AgeAtReferral, 0, i32::MAX);
    part.add(
        "age.mean",
        "Mean age at referral, in years, of children who were born",
        children(),
        Question::Mean(Field::AgeAtReferral, any_age(), 1),
    );
    part.add(
        "age.max",
        "Oldest child at referral, in years",
        children(),
        Question::Greatest(Field::AgeAtReferral, any_age()),
    );
    for (id, title, codes) in [
        (
            "eth.White British",
            "White British",
            &[Ethnicity::WhiteBritish.position()][..],
        ),
        (
            "eth.White other",
            "White other",
            &[Ethnicity::WhiteOther.position()][..],
        ),
        (
            "eth.Mixed or Black",
            "Mixed background or Black",
            &[Ethnicity::Mixed.position(), Ethnicity::Black.position()][..],
        ),
    ] {
        let condition = Condition::is(Field::ChildEthnicity, codes);
        part.add(
            id,
            title,
            children(),
            Question::Share(condition, Base::Everybody),
        );
    }
    part.share("lgbtq", "LGBTQ+", children(), yes(Field::Lgbtq));
    for (id, title, code) in [
        (
            "lives.mother",
            "Lives with mother",
            &[LivesWith::Mother.position()],
        ),
        (
            "lives.father",
            "Lives with father",
            &[LivesWith::Father.position()],
        ),
        (
            "lives.both_parents",
            "Lives with both parents",
            &[LivesWith::BothParents.position()],
        ),
        (
            "lives.relative",
            "Lives with a relative",
            &[LivesWith::Relative.position()],
        ),
    ] {
        part.share(
            id,
            title,
            children(),
            Condition::is(Field::ChildLivesWith, code),
        );
    }
    for (id, title, code) in [
        ("housing.rented", "Rented", &[Housing::Rented.position()]),
        ("housing.owned", "Owned", &[Housing::Owned.position()]),
        (
            "housing.temporary",
            "Temporary accommodation",
            &[Housing::Temporary.position()],
        ),
        (
            "housing.homeless",
            "Homeless",
            &[Housing::Homeless.position()],
        ),
    ] {
        let condition = Condition::is(Field::HousingTenure, code);
        part.add(
            id,
            title,
            families(),
            Question::Share(condition, Base::Everybody),
        );
    }
    part.measures.extend(involvement());
    part.measures.extend(ages());
    part.measures
}

fn involvement() -> Vec<Measure> {
    let mut part = Part::new("involvement");
    part.add(
        "years.mean",
        "Mean years of involvement with Social Care",
        children(),
        Question::Mean(Field::YearsInvolvement, Condition::Every, 1),
    );
    part.add(
        "refs.mean",
        "Mean number of referrals to Social Care",
        children(),
        Question::Mean(Field::ScReferrals, Condition::Every, 2),
    );
    part.share(
        "atrisk",
        "At risk of being accommodated",
        children(),
        yes(Field::AtRisk),
    );
    part.share(
        "generations2",
        "Two or more generations with Social Care involvement",
        families(),
        Condition::is(
            Field::ScGenerations,
            &[
                Generations::Two.position(),
                Generations::ThreeOrMore.position(),
            ],
        ),
    );
    part.share(
        "engage.sc.poor",
        "Poor or very poor engagement with Social Care",
        families(),
        Condition::is(Field::EngagementSocialCare, POOR),
    );
    part.share(
        "engage.com.poor",
        "Poor or very poor engagement with community services",
        families(),
        Condition::is(Field::EngagementCommunity, POOR),
    );
    part.measures
}

fn ages() -> Vec<Measure> {
    let mut part = Part::own("ages");
    part.count(
        "age.unborn",
        "Unborn at referral",
        children(),
        Condition::is(Field::ChildSex, &[Sex::Unborn.position()]),
    );
    for age in 0..=17 {
        let title = if age == 1 {
            "1 year old".to_owned()
        } else {
            format!("{age} years old")
        };
        let condition = Condition::Between(Field::AgeAtReferral, age, age);
        part.count(&format!("age.{age}"), &title, children(), condition);
    }
    part.measures
}

/// Table 2, with a line for each place in the data.
pub(super) fn places(names: &[String]) -> Vec<Measure> {
    let mut part = Part::new("t2");
    for name in names {
        // A place of this name is not the sum of all.
        let id = if name == "total" { "place:total" } else { name };
        part.count(
            &format!("t2.{id}"),
            name,
            families(),
            Condition::Place(Field::HomeTown, name.clone()),
        );
    }
    part.count("t2.total", "Total", families(), Condition::Every);
    part.measures
}
