//! Referring a family, for the first time or again.

use calendar::When;
use record::{
    CaseHolder, Consent, DataSet, Fact, Family, Household, ReReferral, Referral, Residence,
    SafeguardingStatus, Sets, Subject,
};

use super::allocation::Employer;
use crate::offer::{self, Offer};
use crate::{NewEntry, Refusal, rules};

/// Whether the referrer's team may refer on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnTheList {
    /// It is one of the teams that may refer.
    Yes,
    /// It is not: its workers are shown the way to advice.
    No,
}

/// A whole referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refer {
    /// The day.
    pub happened: When,
    /// The family and household.
    pub household: Household,
    /// The social worker who holds the case.
    pub holder: CaseHolder,
    /// For whom the case holder works.
    pub employer: Employer,
    /// The referral.
    pub referral: Referral,
    /// Whether the referrer's team may refer.
    pub list: OnTheList,
    /// The disciplines that the service offers.
    pub offers: Vec<Offer>,
    /// The baseline data sets.
    pub baseline: Vec<(Subject, DataSet)>,
    /// Each child's safeguarding status, where it is not in the baseline.
    pub statuses: Vec<SafeguardingStatus>,
    /// Consents so far.
    pub consents: Vec<Consent>,
    /// Where people live who do not live in the family's home.
    pub residences: Vec<Residence>,
}

pub(crate) fn decide(family: &Family, act: &Refer) -> Result<Vec<NewEntry>, Refusal> {
    if act.list == OnTheList::No {
        return Err(Refusal::because(
            "Your team is not one of those that refer to this service. Ask for advice about the \
             family instead",
        ));
    }
    if act.employer == Employer::Team {
        return Err(Refusal::because(
            "Case responsibility stays with Social Care: choose a social worker",
        ));
    }
    if family.is_open() {
        return Err(Refusal::because(
            "This family's case is open: support can be added without another referral",
        ));
    }
    let closed = family.closed;
    let decided = family.thresholds.last().map(|t| t.happened.sort_date());
    let referred = family.referrals.last().map(|r| r.happened.sort_date());
    let last = [closed, decided, referred].into_iter().flatten().max();
    if let Some(last) = last
        && act.happened.sort_date() < last
    {
        return Err(Refusal::because(format!(
            "The family was last referred, decided on or closed on {}. Give that day or a later one",
            calendar::day::in_words(last)
        )));
    }
    let people = &act.household.people;
    if people.is_empty() {
        return Err(Refusal::because("Add the people of the household"));
    }
    if act.referral.asks.is_empty() {
        return Err(Refusal::because("Say for whom support is asked"));
    }
    let known = |person| people.iter().any(|p| p.person == person);
    if !act.referral.asks.iter().all(|ask| known(ask.person)) {
        return Err(Refusal::because(
            "Support is asked for somebody who is not in the household",
        ));
    }
    let told = act.statuses.iter().map(|status| status.person);
    let consenting = act.consents.iter().map(|consent| consent.person);
    let living = act.residences.iter().map(|residence| residence.person);
    let answered = act.baseline.iter().filter_map(|(of, _)| match of {
        Subject::Person(person) => Some(*person),
        Subject::Family => None,
    });
    let mut named = told.chain(consenting).chain(living).chain(answered);
    if !named.all(known) {
        return Err(Refusal::because(
            "Something is said of somebody who is not in the household. Add them, or take it out",
        ));
    }
    for ask in &act.referral.asks {
        let mut people = people.iter();
        let person = people.find(|person| person.person == ask.person);
        for discipline in &ask.disciplines {
            let offer = offer::offered(&act.offers, *discipline)?;
            if person.is_some_and(|person| !offer.supports(person.relation)) {
                return Err(Refusal::because(format!(
                    "{} is for {}. Choose another discipline for the others, or Not sure",
                    discipline.label(),
                    offer.serves.label().to_lowercase()
                )));
            }
        }
    }
    rules::words(&act.household.reference, "The family needs a reference")?;
    let again = !family.referrals.is_empty();
    let mut entries = Vec::new();
    let mut tell = |fact| entries.push(NewEntry::shared(act.happened, fact));
    tell(Fact::Household(act.household.clone()));
    for residence in &act.residences {
        tell(Fact::Residence(residence.clone()));
    }
    tell(Fact::CaseHolder(act.holder.clone()));
    tell(Fact::Referral(act.referral.clone()));
    if again {
        let of = Subject::Family;
        tell(Fact::ReReferral(ReReferral { of }));
    }
    let sets = act.baseline.iter().filter(|(_, set)| !set.is_empty());
    let sets: Vec<_> = sets.cloned().collect();
    if !sets.is_empty() {
        tell(Fact::Baseline(Sets { sets }));
    }
    for status in &act.statuses {
        tell(Fact::SafeguardingStatus(status.clone()));
    }
    for consent in &act.consents {
        tell(Fact::Consent(consent.clone()));
    }
    Ok(entries)
}

#[cfg(test)]
#[path = "referral_tests.rs"]
mod tests;
