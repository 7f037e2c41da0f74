//! A whole referral, from the fields of all its pages.

use calendar::{Date, When, age_on};
use casework::{Employer, Refer};
use record::lists::Sex;
use record::{
    Consent, DataSet, Family, Field, Household, PersonId, PersonRecord, Referral as Told, Relation,
    Subject, Tried, Value,
};

use super::desk::Desk;
use super::draft::Referral;
use super::steps::asks::Asked;
use super::steps::holder::Named;
use super::steps::person::Birth;
use super::steps::{Sheaf, Step, answers, asks, consent, holder, person, tried};
use crate::recording::typed::Reader;

/// Something to put right before a referral can be sent, and the page it is on; no page for what
/// is wrong with the whole.
pub(super) struct Slip {
    pub(super) at: String,
    pub(super) words: String,
}

/// All that was said in a referral.
pub(super) struct Whole {
    people: Vec<person::Told>,
    household: DataSet,
    asked: Asked,
    tried: (Option<Tried>, String),
    baseline: Vec<(Subject, DataSet)>,
    consents: Vec<Consent>,
    named: Named,
}

/// What is still to be put right, page by page.
pub(super) fn slips(sheaf: Sheaf<'_>) -> Vec<Slip> {
    let referral = sheaf.referral;
    let mut slips = Vec::new();
    if referral.people().is_empty() {
        slips.push(Slip {
            at: format!("{}/people", referral.address()),
            words: "Add the people of the family".to_owned(),
        });
    }
    for step in Step::all(referral) {
        for (id, words) in step.errors(sheaf).iter() {
            let words = match step {
                Step::Person(person) | Step::Child(person) => {
                    format!("{}: {words}", referral.name(person))
                }
                _ => words.to_owned(),
            };
            slips.push(Slip {
                at: format!("{}#{id}", step.address(referral)),
                words,
            });
        }
    }
    slips
}

/// All that was said, if nothing is to be put right.
pub(super) fn whole(sheaf: Sheaf<'_>) -> Option<Whole> {
    let Sheaf { desk, referral } = sheaf;
    let mut read = Reader::new(&referral.typed, desk.today);
    let people: Option<Vec<person::Told>> = referral
        .people()
        .into_iter()
        .map(|id| person::read(&mut read, id, desk.today))
        .collect();
    let people = people?;
    let mut baseline = vec![(Subject::Family, answers::read(Step::Family, &mut read))];
    for child in people.iter().filter(|p| p.relation == Relation::Child) {
        let set = answers::read(Step::Child(child.person), &mut read);
        let set = worked_out(set, child, desk.today);
        baseline.push((Subject::Person(child.person), set));
    }
    let whole = Whole {
        household: answers::read(Step::Household, &mut read),
        asked: asks::read(sheaf, &mut read),
        tried: tried::read(&mut read),
        consents: consent::read(referral, &mut read),
        named: holder::read(desk, &mut read)?,
        baseline,
        people,
    };
    (read.errors.is_empty() && !whole.people.is_empty()).then_some(whole)
}

/// A child's answers with those that follow from what is said of them elsewhere.
fn worked_out(mut set: DataSet, child: &person::Told, today: Date) -> DataSet {
    let mut fill = |field: Field, value: Option<Value>| {
        if let (None, Some(value)) = (set.get(field), value.filter(|v| v.fits(field))) {
            set.set(field, value);
        }
    };
    match child.birth {
        Birth::NotYet => fill(Field::ChildSex, Some(Sex::Unborn.value())),
        Birth::Born(Some(When::Day(born))) => {
            let age = age_on(born, today).years();
            fill(
                Field::AgeAtReferral,
                age.map(|age| Value::Number(age.into())),
            );
        }
        Birth::Born(_) => {}
    }
    let with = child.lives.as_ref().and_then(|lives| lives.with);
    fill(
        Field::ChildLivesWith,
        with.map(record::lists::LivesWith::value),
    );
    set
}

impl Whole {
    /// The people with the days they were born, for finding families alike.
    pub(super) fn somebody(referral: &Referral, today: Date) -> Vec<store::Somebody> {
        let mut read = Reader::new(&referral.typed, today);
        let people = referral.people().into_iter();
        let told = people.filter_map(|id| person::read(&mut read, id, today));
        told.filter_map(|told| {
            Some(store::Somebody {
                name: told.name?,
                born: match told.birth {
                    Birth::Born(born) => born,
                    Birth::NotYet => None,
                },
            })
        })
        .collect()
    }

    /// The act of referring, under a reference. `known` is the family as it is here already.
    pub(super) fn act(&self, desk: &Desk, reference: &str, known: Option<&Family>) -> Refer {
        let Named { holder, role, team } = &self.named;
        let (tried, words) = self.tried.clone();
        Refer {
            happened: desk.today.into(),
            household: Household {
                reference: reference.to_owned(),
                answers: self.household.clone(),
                people: self.people(reference, known),
            },
            holder: holder.clone(),
            employer: Employer::SocialCare,
            referral: Told {
                team: Some(*team),
                by: Some(desk.viewer.worker),
                role: Some(*role),
                asks: self.asked.asks.clone(),
                tried,
                expected_start: self.asked.expected_start,
                setting: self.asked.setting.clone(),
                words,
            },
            list: desk.list(Some(*team)),
            offers: desk.offers.clone(),
            baseline: self.baseline.clone(),
            statuses: Vec::new(),
            consents: self.consents.clone(),
            residences: self.people.iter().filter_map(|p| p.lives.clone()).collect(),
        }
    }

    fn people(&self, reference: &str, known: Option<&Family>) -> Vec<PersonRecord> {
        let before = known.map_or(&[][..], |family| &family.people);
        let had = |id: PersonId| before.iter().find(|p| p.person == id);
        let mut taken: Vec<String> = before.iter().map(|p| p.reference.clone()).collect();
        let mut people = Vec::new();
        for told in &self.people {
            let reference = had(told.person).map_or_else(
                || free(reference, told.relation, &taken),
                |person| person.reference.clone(),
            );
            taken.push(reference.clone());
            // Whoever is known by a reference alone stands under it in the form.
            let name = told.name.clone().filter(|name| *name != reference);
            people.push(PersonRecord {
                person: told.person,
                relation: told.relation,
                reference,
                name,
                born: match told.birth {
                    Birth::Born(born) => born,
                    Birth::NotYet => None,
                },
            });
        }
        // Somebody added since the referral was begun stays in the household.
        let told: Vec<PersonId> = people.iter().map(|p| p.person).collect();
        let since = before.iter().filter(|p| !told.contains(&p.person));
        people.extend(since.cloned());
        people
    }
}

/// A person's reference in the family's: F091-C1 for the first child.
fn free(family: &str, relation: Relation, taken: &[String]) -> String {
    let letter = match relation {
        Relation::Parent => 'P',
        Relation::Child => 'C',
        Relation::OtherAdult => 'A',
    };
    let all = (1..).map(|number: usize| format!("{family}-{letter}{number}"));
    let mut all = all.filter(|reference| !taken.contains(reference));
    all.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_numbered_within_their_family() {
        assert_eq!(free("F091", Relation::Child, &[]), "F091-C1");
        let taken = ["F091-C1".to_owned()];
        assert_eq!(free("F091", Relation::Child, &taken), "F091-C2");
        assert_eq!(free("F091", Relation::Parent, &taken), "F091-P1");
    }
}
