//! The referral of an invented family, with the answers that are asked for at referral.

use casework::{Employer, Offer, OnTheList, Refer};
use record::{
    Ask, CaseHolder, DataSet, Field, Household, Kind, NonAnswer, PersonId, PersonRecord, Point,
    Referral, Relation, Sheet, Subject, Tried, Value,
};

use super::chance::Chance;
use super::names;
use super::story::Plan;
use super::team::People;

/// A family with one parent and two children.
pub(super) fn refer(plan: &Plan<'_>, parent: PersonId, chance: &mut Chance) -> Refer {
    let reference = format!("F{:06}", plan.number);
    let named = |person, relation, reference: String, chance: &mut Chance| PersonRecord {
        person,
        relation,
        reference,
        name: Some(format!(
            "{} {}",
            names::given(chance.below(24)),
            plan.surname
        )),
        born: None,
    };
    let mut people = vec![named(
        parent,
        Relation::Parent,
        format!("{reference} parent"),
        chance,
    )];
    for nth in 0..2 {
        let id = PersonId(chance.id(plan.number as u64 * 1_000 + 2 + nth));
        let reference = format!("C{:06}-{nth}", plan.number);
        people.push(named(id, Relation::Child, reference, chance));
    }
    let children = people[1..].iter().map(|it| Subject::Person(it.person));
    let baseline = std::iter::once(Subject::Family).chain(children);
    let baseline = baseline.map(|of| (of, answers(of, Point::Referral, chance)));
    let baseline = baseline.collect();
    let mut household = DataSet::new(Sheet::Families);
    let town = (*chance.of_these(&names::TOWNS)).to_owned();
    household.set(Field::HomeTown, Value::Text(town));
    let holder = &plan.people.social_workers[plan.worker];
    Refer {
        happened: plan.referred.into(),
        household: Household {
            reference,
            answers: household,
            people,
        },
        holder: CaseHolder {
            worker: holder.worker,
            team: plan.people.social_care,
        },
        employer: Employer::SocialCare,
        referral: Referral {
            team: Some(plan.people.social_care),
            by: Some(holder.worker),
            asks: vec![Ask {
                person: parent,
                disciplines: vec![People::discipline(plan.worker)],
            }],
            tried: Some(Tried {
                in_place: "A family support worker came for a year; it helped while it lasted."
                    .to_owned(),
                ..Tried::default()
            }),
            ..Referral::default()
        },
        list: OnTheList::Yes,
        offers: Offer::all_usual(),
        baseline,
        statuses: Vec::new(),
        consents: Vec::new(),
        residences: Vec::new(),
    }
}

/// Answers to what is asked of a family or child at a point of the case, some of them unknown.
pub(super) fn answers(of: Subject, point: Point, chance: &mut Chance) -> DataSet {
    let sheet = match of {
        Subject::Family => Sheet::Families,
        Subject::Person(_) => Sheet::Children,
    };
    let mut answers = DataSet::new(sheet);
    for field in sheet.fields().iter().filter(|field| field.point() == point) {
        let value = match field.kind() {
            _ if chance.happens(10) => Value::Not(NonAnswer::Unknown),
            Kind::Code(list) => Value::Code(chance.below(list.codes.len()) as u8),
            Kind::Number { decimals: 0, max } => {
                let most = usize::try_from(max).unwrap_or(0).min(12);
                Value::Number(chance.below(most + 1) as i32)
            }
            Kind::Number { .. } | Kind::Date | Kind::Reference | Kind::Place => continue,
        };
        if value.fits(*field) {
            answers.set(*field, value);
        }
    }
    answers
}
