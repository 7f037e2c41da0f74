//! Risks at referral: trauma and abuse, Tables 3 and 4, and what the report tells beside them.

use record::Field;

use super::{Part, children, families, no, yes};
use crate::condition::Condition;
use crate::measure::{Measure, Question};

pub(super) fn measures() -> Vec<Measure> {
    let mut all = trauma();
    all.extend(table_3());
    all.extend(table_4());
    all.extend(beside_table_4());
    all
}

fn any_abuse() -> Condition {
    Condition::Any(vec![
        yes(Field::DomesticAbuseRef),
        yes(Field::DomesticAbuseHistoric),
    ])
}

fn trauma() -> Vec<Measure> {
    let mut part = Part::new("trauma");
    part.share(
        "trauma.children",
        "Children with trauma that affects behaviour",
        children(),
        yes(Field::ChildTrauma),
    );
    part.share(
        "cse.historic",
        "Children who experienced sexual exploitation in the past",
        children(),
        yes(Field::CseHistoric),
    );
    part.count(
        "cse.historic.recent",
        "Of whom at risk of it in the last six months",
        children(),
        Condition::All(vec![yes(Field::CseHistoric), yes(Field::CseRef)]),
    );
    part.share(
        "trauma.parents",
        "Families in which a parent has experienced trauma",
        families(),
        yes(Field::ParentTrauma),
    );
    part.share(
        "da.any",
        "Domestic abuse at any time",
        families(),
        any_abuse(),
    );
    part.count(
        "da.12only",
        "Domestic abuse in the last 12 months only",
        families(),
        Condition::All(vec![
            yes(Field::DomesticAbuseRef),
            no(Field::DomesticAbuseHistoric),
        ]),
    );
    part.count(
        "da.histonly",
        "Domestic abuse before that only",
        families(),
        Condition::All(vec![
            no(Field::DomesticAbuseRef),
            yes(Field::DomesticAbuseHistoric),
        ]),
    );
    part.count(
        "da.both",
        "Domestic abuse in both",
        families(),
        Condition::All(vec![
            yes(Field::DomesticAbuseRef),
            yes(Field::DomesticAbuseHistoric),
        ]),
    );
    part.measures
}

fn table_3() -> Vec<Measure> {
    let mut part = Part::new("t3");
    let alcohol = || yes(Field::ParentAlcoholRef);
    let drugs = || yes(Field::ParentDrugsRef);
    let mental_health = || yes(Field::ParentMentalHealthRef);
    part.share(
        "t3.alcohol",
        "Alcohol is currently a problem",
        families(),
        alcohol(),
    );
    part.share(
        "t3.drugs",
        "Use of recreational or street drugs is currently a problem",
        families(),
        drugs(),
    );
    part.share(
        "t3.mental_health",
        "Mental health issues",
        families(),
        mental_health(),
    );
    part.share(
        "t3.pnd",
        "Undiagnosed postnatal depression",
        families(),
        yes(Field::PostnatalDepression),
    );
    part.share(
        "t3.da_any",
        "Domestic abuse in the 12 months before referral, or earlier",
        families(),
        any_abuse(),
    );
    let substances = Condition::Any(vec![alcohol(), drugs()]);
    part.share(
        "t3.trio",
        "Domestic abuse, mental health and substance misuse together",
        families(),
        Condition::All(vec![any_abuse(), mental_health(), substances]),
    );
    let both = Condition::All(vec![alcohol(), drugs()]);
    part.share("t3.both", "Both alcohol and drugs", families(), both);
    part.measures
}

fn table_4() -> Vec<Measure> {
    let mut part = Part::new("t4");
    for (id, title, field) in [
        (
            "t4.gang",
            "Affiliated to a gang or at risk of it",
            Field::GangRef,
        ),
        ("t4.alcohol", "Alcohol a problem", Field::AlcoholRef),
        (
            "t4.drugs",
            "Use of recreational or street drugs a problem",
            Field::DrugsRef,
        ),
        (
            "t4.cse_6m",
            "At risk of child sexual exploitation in the previous 6 months",
            Field::CseRef,
        ),
        ("t4.police", "Known to the police", Field::PoliceRef),
        (
            "t4.cjs",
            "Involved in the criminal justice system",
            Field::CjsRef,
        ),
        (
            "t4.mental_health",
            "Mental health issue",
            Field::MentalHealthRef,
        ),
        (
            "t4.poor_attendance",
            "Poor or very poor attendance at school",
            Field::AttendanceRef,
        ),
        (
            "t4.not_eet",
            "Out of post-16 education, employment or training, or statutory education",
            Field::NotEet,
        ),
        (
            "t4.low_stimulation",
            "Lack of stimulation or social interaction",
            Field::StimulationRef,
        ),
    ] {
        part.share(id, title, children(), yes(field));
    }
    let either = Condition::Any(vec![yes(Field::AlcoholRef), yes(Field::DrugsRef)]);
    part.share(
        "t4.substance_union",
        "Alcohol, drugs or both",
        children(),
        either,
    );
    part.measures
}

fn beside_table_4() -> Vec<Measure> {
    let mut part = Part::new("t4");
    for (id, title, field) in [
        ("n4.depression", "Depression or anxiety", Field::Depression),
        ("n4.selfharm", "Self-harm", Field::SelfHarm),
        (
            "n4.suicidal",
            "Thoughts of suicide",
            Field::SuicidalIdeation,
        ),
        (
            "n4.sexually_active",
            "Sexually active",
            Field::SexuallyActive,
        ),
    ] {
        part.count(id, title, children(), yes(field));
    }
    let missing = || Condition::Between(Field::MissingRef, 1, i32::MAX);
    part.count(
        "n4.missing.n",
        "Children who had gone missing",
        children(),
        missing(),
    );
    part.add(
        "n4.missing.mean",
        "Mean missing episodes among them",
        children(),
        Question::Mean(Field::MissingRef, missing(), 1),
    );
    part.add(
        "n4.missing.min",
        "Fewest missing episodes among them",
        children(),
        Question::Least(Field::MissingRef, missing()),
    );
    part.add(
        "n4.missing.max",
        "Most missing episodes among them",
        children(),
        Question::Greatest(Field::MissingRef, missing()),
    );
    part.measures
}
