//! The fold: from entries to a family.

use std::collections::BTreeMap;

use calendar::AsAt;

use crate::as_recorded;
use crate::dataset::DataSet;
use crate::dictionary::Field;
use crate::entry::{Entry, Sequence};
use crate::fact::{Fact, Subject};
use crate::family::{ChronologyEntry, Dated, Family, StatusPoint, Support};
use crate::ids::FamilyId;
use crate::safety::{self, Safety};
use crate::work::Work;
use crate::working;

/// The family that these entries tell of, as at a day.
///
/// `entries` are those the viewer may see, in any order: nothing hidden from the viewer can show.
///
/// - An entry is known when it was recorded by the instant of knowledge, if one is given.
/// - A known entry counts when it happened by the day. Something known only to a month or year
///   counts from the first day it could have been.
/// - Entries take effect in order of happening, then of recording. What puts an entry right goes
///   by its number and has, within its day, its place: putting right how consent was given does
///   not put the consent after its withdrawal on the same day.
/// - One that goes on from another (progress of a goal, a change of an allocation) takes effect
///   after it, whatever day a correction moved either to.
/// - Of an entry and all that put it right, directly or in turn, only the last known has an
///   effect, and only if that one counts: a correction holds for every day as soon as it is known,
///   even when it says that the thing happened after `as_at`. The others stay in the chronology.
pub fn fold(id: FamilyId, entries: &[Entry], as_at: AsAt) -> Family {
    let mut known: Vec<&Entry> = entries
        .iter()
        .filter(|e| {
            as_at
                .believed
                .is_none_or(|instant| e.recorded_at <= instant)
        })
        .collect();
    known.sort_by_key(|e| e.sequence);
    let Corrections {
        corrected,
        originals,
    } = corrections(&known);
    let mut counted = known;
    counted.retain(|e| e.happened.sort_date() <= as_at.day);
    // On one day the order is that of recording, an entry with all that puts it right together.
    counted.sort_by_key(|e| {
        let origin = *originals.get(&e.sequence).unwrap_or(&e.sequence);
        (e.happened.sort_date(), origin, e.sequence)
    });

    let mut family = empty(id, as_at);
    let mut standing = Vec::new();
    for entry in counted {
        let corrected_by = corrected.get(&entry.sequence).copied();
        if corrected_by.is_none() {
            let origin = originals.get(&entry.sequence).unwrap_or(&entry.sequence);
            standing.push((*origin, entry));
        }
        family.sequence = family.sequence.max(entry.sequence);
        family.chronology.push(ChronologyEntry {
            entry: entry.clone(),
            corrected_by,
        });
    }
    in_order_of_effect(&mut standing);
    for (origin, entry) in standing {
        apply(&mut family, entry, origin);
        working::apply(&mut family, entry, origin);
        safety::apply(&mut family, entry, origin);
    }
    family
}

/// Puts entries, each with the first of its chain of corrections, in the order they take effect.
fn in_order_of_effect(standing: &mut [(Sequence, &Entry)]) {
    let place = |(origin, entry): &(Sequence, &Entry)| (entry.happened.sort_date(), *origin);
    let places: BTreeMap<Sequence, _> = standing.iter().map(|one| (one.0, place(one))).collect();
    standing.sort_by_key(|one| {
        let own = place(one);
        // A correction may have moved what an entry goes on from to a later day, or the entry
        // itself to an earlier one.
        let begun = one.1.fact.goes_on_from().and_then(|of| places.get(&of));
        let after = begun.filter(|begun| **begun > own);
        (*after.unwrap_or(&own), after.is_some(), own)
    });
}

/// Each entry that was put right, with the entry that did it. Two corrections of one entry do not
/// stand side by side: the second puts the first right. Only an earlier entry can be put right.
fn corrections(in_order_of_recording: &[&Entry]) -> Corrections {
    let mut corrected = BTreeMap::new();
    let mut originals = BTreeMap::new();
    let mut latest = BTreeMap::new();
    for entry in in_order_of_recording {
        let Some(correction) = entry.correction.as_ref().filter(|c| c.of < entry.sequence) else {
            continue;
        };
        let original = *originals.get(&correction.of).unwrap_or(&correction.of);
        originals.insert(entry.sequence, original);
        let before = latest.insert(original, entry.sequence).unwrap_or(original);
        corrected.insert(before, entry.sequence);
    }
    Corrections {
        corrected,
        originals,
    }
}

struct Corrections {
    /// Each entry that was put right, with the entry that did it.
    corrected: BTreeMap<Sequence, Sequence>,
    /// Each entry that puts something right, with the first entry of its chain.
    originals: BTreeMap<Sequence, Sequence>,
}

fn empty(id: FamilyId, as_at: AsAt) -> Family {
    Family {
        id,
        as_at,
        sequence: Sequence(0),
        reference: String::new(),
        household: None,
        people: Vec::new(),
        residences: Vec::new(),
        case_holders: Vec::new(),
        referrals: Vec::new(),
        re_referrals: Vec::new(),
        thresholds: Vec::new(),
        decided_before: 0,
        support: Vec::new(),
        baseline: BTreeMap::new(),
        closure_data: BTreeMap::new(),
        closures: Vec::new(),
        closed: None,
        safeguarding: Vec::new(),
        sessions: Vec::new(),
        as_recorded: BTreeMap::new(),
        work: Work::default(),
        safety: Safety::default(),
        restriction: None,
        chronology: Vec::new(),
    }
}

fn apply(family: &mut Family, entry: &Entry, origin: Sequence) {
    macro_rules! dated {
        ($what:expr) => {
            Dated {
                happened: entry.happened,
                entry: origin,
                what: $what.clone(),
            }
        };
    }
    as_recorded::supersede(family, &entry.fact);
    match &entry.fact {
        Fact::Household(household) => {
            family.reference.clone_from(&household.reference);
            family.household = Some(household.answers.clone());
            family.people.clone_from(&household.people);
        }
        Fact::Residence(residence) => family.residences.push(dated!(residence)),
        Fact::CaseHolder(holder) => family.case_holders.push(dated!(holder)),
        Fact::Referral(referral) => {
            opened(family, entry);
            family.referrals.push(dated!(referral));
        }
        Fact::ReReferral(again) => {
            family.re_referrals.push(dated!(again));
            if again.of == Subject::Family {
                opened(family, entry);
            }
        }
        Fact::ThresholdDecision(decision) => family.thresholds.push(dated!(decision)),
        Fact::SupportStarted(started) => {
            let running = family
                .support
                .iter_mut()
                .find(|s| s.person == started.person && s.until.is_none());
            if let Some(support) = running {
                support.stage = started.stage;
                support.disciplines.clone_from(&started.disciplines);
                support.key_worker = started.key_worker;
            } else {
                family.support.push(Support {
                    person: started.person,
                    stage: started.stage,
                    disciplines: started.disciplines.clone(),
                    key_worker: started.key_worker,
                    from: entry.happened,
                    until: None,
                });
            }
        }
        Fact::SupportEnded(ended) => {
            for support in &mut family.support {
                if support.person == ended.person && support.until.is_none() {
                    support.until = Some(entry.happened);
                }
            }
        }
        Fact::Baseline(sets) => {
            for (subject, set) in &sets.sets {
                family.baseline.insert(*subject, answered(entry, set));
                let status = set.get(Field::SafeguardingRef);
                status_in_set(family, entry, origin, *subject, status);
            }
        }
        Fact::ClosureData(sets) => {
            for (subject, set) in &sets.sets {
                family.closure_data.insert(*subject, answered(entry, set));
                let status = set.get(Field::SafeguardingClo);
                status_in_set(family, entry, origin, *subject, status);
            }
        }
        Fact::SafeguardingStatus(status) => family.safeguarding.push(StatusPoint {
            person: status.person,
            since: entry.happened,
            status: status.value(),
            entry: origin,
            on_its_own: true,
        }),
        Fact::EmergencySession(session) => family.sessions.push(dated!(session)),
        Fact::Closure(closure) => {
            family.closures.push(dated!(closure));
            family.closed = Some(entry.happened.sort_date());
            for support in family.support.iter_mut().filter(|s| s.until.is_none()) {
                support.until = Some(entry.happened);
            }
        }
        Fact::Restriction(it) => {
            family.restriction = it.ground.map(|_| dated!(it));
        }
        Fact::AsRecorded(sets) => as_recorded::keep(family, sets),
        // What the team does is told in `working`, concerns in `safety`; a note changes nothing.
        _ => {}
    }
}

/// A referral opens the case, and earlier decisions on the threshold decide nothing of it. After a
/// closure people are asked anew: that they were engaged before it says nothing of the new support,
/// and the outcomes at that closure are none of the next one.
fn opened(family: &mut Family, entry: &Entry) {
    // A workbook may tell of a closure before the first referral: then nothing is opened again.
    if let Some(closed) = family.closed.take()
        && !family.referrals.is_empty()
    {
        let day = entry.happened.sort_date();
        family.work.begin_anew(closed, day);
        family.closure_data.clear();
    }
    family.decided_before = family.thresholds.len();
}

/// Answers, by the entry that holds them as they stand: whoever answers again says which they had
/// before them, and those put right meanwhile are others.
fn answered(entry: &Entry, set: &DataSet) -> Dated<DataSet> {
    Dated {
        happened: entry.happened,
        entry: entry.sequence,
        what: set.clone(),
    }
}

/// A status answered in a data set is a point of the child's statuses over time as well.
fn status_in_set(
    family: &mut Family,
    entry: &Entry,
    origin: Sequence,
    subject: Subject,
    status: Option<&crate::Value>,
) {
    if let (Subject::Person(person), Some(status)) = (subject, status) {
        family.safeguarding.push(StatusPoint {
            person,
            since: entry.happened,
            status: status.clone(),
            entry: origin,
            on_its_own: false,
        });
    }
}
