//! What a workbook recorded of a case, until the chronology tells something newer.
//!
//! A workbook may contradict itself: a case is open that nobody is supported in, a closure has no
//! date. Bringing it in keeps its word as an entry of its own. That word stands in for what the
//! chronology would tell, and must not outlive it: when the case goes on and closes for good, the
//! workbook's "open" is history.

use crate::dataset::DataSet;
use crate::dictionary::Field;
use crate::fact::{Fact, Relation, Sets, Subject};
use crate::family::Family;
use crate::ids::PersonId;

/// Takes the workbook's word, field by field.
pub(crate) fn keep(family: &mut Family, sets: &Sets) {
    for (subject, set) in &sets.sets {
        let kept = family
            .as_recorded
            .entry(*subject)
            .or_insert_with(|| DataSet::new(set.sheet()));
        let sheet = kept.sheet();
        for (field, value) in set.iter().filter(|(f, _)| f.sheet() == sheet) {
            kept.set(field, value.clone());
        }
    }
}

/// Lets go of the workbook's word on what this fact tells better.
pub(crate) fn supersede(family: &mut Family, fact: &Fact) {
    match fact {
        Fact::Referral(_) | Fact::Closure(_) => forget_standing(family, Subject::Family),
        Fact::ReReferral(again) => {
            let told = match again.of {
                Subject::Family => {
                    forget_standing(family, Subject::Family);
                    Field::FamilyReReferred
                }
                Subject::Person(_) => Field::ChildReReferred,
            };
            forget(family, again.of, told);
        }
        Fact::ThresholdDecision(decision) => forget_standing(family, decision.of),
        Fact::SupportStarted(started) => support_goes_on(family, started.person),
        Fact::SupportEnded(ended) => support_ended(family, ended.person),
        // Who was in touch and who was met tell of support as they come: see `working`.
        Fact::Allocation(allocation) => {
            forget_status(family, supported(family, allocation.person));
        }
        // The rest tells nothing of what a workbook says of a case.
        _ => {}
    }
}

/// Support to the person began, or goes on in another way.
pub(crate) fn support_goes_on(family: &mut Family, person: PersonId) {
    let whose = supported(family, person);
    let told = match whose {
        Subject::Family => Field::ParentDirectSupport,
        Subject::Person(_) => Field::DirectWork,
    };
    forget(family, whose, told);
    forget_status(family, whose);
}

/// Support to the person ended.
pub(crate) fn support_ended(family: &mut Family, person: PersonId) {
    forget_status(family, supported(family, person));
}

/// Whose case status support to a person shows in: a parent's in the family's.
fn supported(family: &Family, person: PersonId) -> Subject {
    match family.person(person).map(|p| p.relation) {
        Some(Relation::Parent) => Subject::Family,
        _ => Subject::Person(person),
    }
}

/// What is decided for the family is decided for its children too.
fn forget_standing(family: &mut Family, of: Subject) {
    if of != Subject::Family {
        return forget_status(family, of);
    }
    let subjects: Vec<Subject> = family.as_recorded.keys().copied().collect();
    for subject in subjects {
        forget_status(family, subject);
    }
    forget(family, of, Field::ClosureDate);
    forget(family, of, Field::InterventionMonths);
}

fn forget_status(family: &mut Family, of: Subject) {
    let status = match of {
        Subject::Family => Field::FamilyStatus,
        Subject::Person(_) => Field::ChildStatus,
    };
    forget(family, of, status);
}

fn forget(family: &mut Family, of: Subject, field: Field) {
    if let Some(kept) = family.as_recorded.get_mut(&of) {
        kept.remove(field);
        if kept.is_empty() {
            family.as_recorded.remove(&of);
        }
    }
}
