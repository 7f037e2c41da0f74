//! The family that entries would make.

use calendar::{AsAt, Stamp};
use record::{Entry, Family, FamilyId, Sequence, WorkerId, fold};

use crate::NewEntry;

/// The family these entries make as at a day, before they are anyone's chronology. It has no id,
/// and its entries no writer and no time of recording.
pub fn folded(entries: &[NewEntry], as_at: AsAt) -> Family {
    let recorded = follow_on(&[], Sequence(0), entries);
    fold(FamilyId(uuid::Uuid::nil()), &recorded, as_at)
}

/// A chronology with new entries after its last: of no writer, and recorded when it was last.
pub(crate) fn follow_on(known: &[Entry], last: Sequence, new: &[NewEntry]) -> Vec<Entry> {
    let at = known.iter().map(|e| e.recorded_at).max();
    let at = at.unwrap_or_else(|| Stamp::from_micros(0).expect("1970 is a stamp"));
    let new = (last.0 + 1..).zip(new).map(|(sequence, new)| Entry {
        sequence: Sequence(sequence),
        happened: new.happened,
        recorded_at: at,
        recorded_by: WorkerId(uuid::Uuid::nil()),
        visibility: new.visibility.clone(),
        correction: new.correction.clone(),
        fact: new.fact.clone(),
    });
    known.iter().cloned().chain(new).collect()
}
