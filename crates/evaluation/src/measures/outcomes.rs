//! Before and after: Tables 5 and 6, missing episodes, and outcomes at closure.

use record::Field;

use super::{Part, closed_children, closed_families, yes};
use crate::condition::Condition;
use crate::measure::{Measure, Question};

/// A row of Table 5 or 6: the same question at referral and at closure.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// The id of the change, such as `t5.alcohol`; the figures are `.ref` and `.clo`.
    pub id: &'static str,
    /// The row's title.
    pub title: &'static str,
    /// The answer at referral.
    pub before: Field,
    /// The answer at closure.
    pub after: Field,
}

const fn pair(id: &'static str, title: &'static str, before: Field, after: Field) -> Pair {
    Pair {
        id,
        title,
        before,
        after,
    }
}

/// The rows of Table 5.
pub const PARENT_PAIRS: &[Pair] = &[
    pair(
        "t5.alcohol",
        "Alcohol is currently a problem",
        Field::ParentAlcoholRef,
        Field::ParentAlcoholClo,
    ),
    pair(
        "t5.drugs",
        "Use of recreational or street drugs is currently a problem",
        Field::ParentDrugsRef,
        Field::ParentDrugsClo,
    ),
    pair(
        "t5.mental_health",
        "Mental health issues",
        Field::ParentMentalHealthRef,
        Field::ParentMentalHealthClo,
    ),
    pair(
        "t5.da_12m",
        "Domestic abuse in the previous 12 months",
        Field::DomesticAbuseRef,
        Field::DomesticAbuseClo,
    ),
];

/// The rows of Table 6.
pub const CHILD_PAIRS: &[Pair] = &[
    pair(
        "t6.gang",
        "Affiliated to a gang or at risk of it",
        Field::GangRef,
        Field::GangClo,
    ),
    pair(
        "t6.alcohol",
        "Alcohol a problem",
        Field::AlcoholRef,
        Field::AlcoholClo,
    ),
    pair(
        "t6.drugs",
        "Use of recreational or street drugs a problem",
        Field::DrugsRef,
        Field::DrugsClo,
    ),
    pair(
        "t6.cse_6m",
        "At risk of child sexual exploitation in the previous 6 months",
        Field::CseRef,
        Field::CseClo,
    ),
    pair(
        "t6.police",
        "Known to the police",
        Field::PoliceRef,
        Field::PoliceClo,
    ),
    pair(
        "t6.cjs",
        "Involved in the criminal justice system",
        Field::CjsRef,
        Field::CjsClo,
    ),
    pair(
        "t6.mental_health",
        "Mental health issue",
        Field::MentalHealthRef,
        Field::MentalHealthClo,
    ),
    pair(
        "t6.poor_attendance",
        "Poor or very poor attendance at school",
        Field::AttendanceRef,
        Field::AttendanceClo,
    ),
    pair(
        "t6.low_stimulation",
        "Lack of stimulation or social interaction",
        Field::StimulationRef,
        Field::StimulationClo,
    ),
];

pub(super) fn measures() -> Vec<Measure> {
    let mut all = Vec::new();
    for (table, pairs) in [("t5", PARENT_PAIRS), ("t6", CHILD_PAIRS)] {
        let mut part = Part::new(table);
        for pair in pairs {
            for (point, words, field) in [
                ("ref", "at referral", pair.before),
                ("clo", "at closure", pair.after),
            ] {
                let population = if table == "t5" {
                    closed_families()
                } else {
                    closed_children()
                };
                let title = format!("{}, {words}", pair.title);
                part.share(
                    &format!("{}.{point}", pair.id),
                    &title,
                    population,
                    yes(field),
                );
            }
        }
        all.extend(part.measures);
    }
    all.extend(missing());
    all.extend(closure());
    all
}

fn missing() -> Vec<Measure> {
    let mut part = Part::new("missing");
    for (point, words, field) in [
        ("ref", "before referral", Field::MissingRef),
        ("clo", "before closure", Field::MissingClo),
    ] {
        let went = || Condition::Between(field, 1, i32::MAX);
        let id = |what| format!("miss.{point}.{what}");
        part.count(
            &id("n"),
            &format!("Children who went missing {words}"),
            closed_children(),
            went(),
        );
        for (what, title, question) in [
            (
                "mean",
                "Mean episodes among them",
                Question::Mean(field, went(), 1),
            ),
            (
                "min",
                "Fewest episodes among them",
                Question::Least(field, went()),
            ),
            (
                "max",
                "Most episodes among them",
                Question::Greatest(field, went()),
            ),
        ] {
            part.add(
                &id(what),
                &format!("{title}, {words}"),
                closed_children(),
                question,
            );
        }
    }
    part.add(
        "miss.2023",
        "Episodes before closure of the two children who had gone missing most often before referral",
        closed_children(),
        Question::TopTwo(Field::MissingRef, Field::MissingClo),
    );
    let mut own = Part::own("missing");
    for (point, words, field) in [
        ("ref", "before referral", Field::MissingRef),
        ("clo", "before closure", Field::MissingClo),
    ] {
        own.add(
            &format!("miss.{point}.episodes"),
            &format!("Missing episodes in all, {words}"),
            closed_children(),
            Question::Sum(field),
        );
        own.add(
            &format!("miss.{point}.mean_all"),
            &format!("Mean episodes over all closed children, {words}"),
            closed_children(),
            Question::Mean(field, Condition::Every, 2),
        );
    }
    let had = Condition::Between(Field::MissingRef, 1, i32::MAX);
    let has = Condition::Between(Field::MissingClo, 1, i32::MAX);
    let had_not = Condition::Between(Field::MissingRef, 0, 0);
    let has_not = Condition::Between(Field::MissingClo, 0, 0);
    own.count(
        "miss.stopped",
        "Children who had gone missing and no longer did",
        closed_children(),
        Condition::All(vec![had, has_not]),
    );
    own.count(
        "miss.started",
        "Children who had not gone missing and later did",
        closed_children(),
        Condition::All(vec![had_not, has]),
    );
    part.measures.extend(own.measures);
    part.measures
}

fn closure() -> Vec<Measure> {
    let mut part = Part::new("outcomes");
    for (id, title, field, population) in [
        (
            "out.school_attendance_improved",
            "School attendance improved",
            Field::AttendanceImproved,
            closed_children(),
        ),
        (
            "out.asb_reduced",
            "Anti-social behaviour reduced",
            Field::AntiSocialReduced,
            closed_children(),
        ),
        (
            "out.risk_taking_reduced",
            "Risk-taking behaviours reduced",
            Field::RiskTakingReduced,
            closed_children(),
        ),
        (
            "out.home_stability_improved",
            "Stability at home improved",
            Field::HomeStability,
            closed_families(),
        ),
        (
            "out.family_wellbeing_improved",
            "Family wellbeing improved",
            Field::FamilyWellbeing,
            closed_families(),
        ),
    ] {
        part.share(id, title, population, yes(field));
    }
    part.measures
}
