//! What several acts ask of a family before they do anything.

use calendar::When;
use record::{Family, PersonId, Sequence, Subject, Visibility};

use crate::Refusal;

/// The person must be of the family.
pub(crate) fn known(family: &Family, person: PersonId) -> Result<(), Refusal> {
    match family.person(person) {
        Some(_) => Ok(()),
        None => Err(Refusal::because(
            "That person is not in this family's household. Choose somebody who is, or add them on \
             the people page first",
        )),
    }
}

/// Whom an entry is about must be the family or somebody of it.
pub(crate) fn known_subject(family: &Family, of: Subject) -> Result<(), Refusal> {
    match of {
        Subject::Family => Ok(()),
        Subject::Person(person) => known(family, person),
    }
}

/// Work is recorded in an open case, or as of a day before it closed.
pub(crate) fn open(family: &Family, happened: When) -> Result<(), Refusal> {
    if family.referrals.is_empty() {
        return Err(Refusal::because(
            "This family has not been referred yet. Refer the family first",
        ));
    }
    match family.closed {
        Some(day) if happened.sort_date() > day => Err(Refusal::because(format!(
            "This case closed on {}. Give that day or an earlier one, or refer the family again to \
             open it",
            calendar::day::in_words(day)
        ))),
        _ => Ok(()),
    }
}

/// What is decided, begun or closed of the latest referral as of a day before it would be without
/// effect.
pub(crate) fn since_referred(family: &Family, happened: When) -> Result<(), Refusal> {
    match family.referrals.last().map(|referral| referral.happened) {
        Some(day) if happened.sort_date() < day.sort_date() => Err(Refusal::because(format!(
            "The family was referred on {}. Give that day or a later one",
            day.in_words()
        ))),
        _ => Ok(()),
    }
}

/// Words must not be empty.
pub(crate) fn words(words: &str, missing: &str) -> Result<(), Refusal> {
    if words.trim().is_empty() {
        return Err(Refusal::because(missing));
    }
    Ok(())
}

/// Who may see the entry with this number: what follows from it is seen by the same people.
pub(crate) fn seen_with(family: &Family, entry: Sequence) -> Visibility {
    family
        .chronology
        .iter()
        .find(|seen| seen.entry.sequence == entry)
        .map_or(Visibility::Shared, |seen| seen.entry.visibility.clone())
}

/// The number that the next entry of a family will have.
pub(crate) fn next(family: &Family) -> Sequence {
    Sequence(family.sequence.0 + 1)
}
