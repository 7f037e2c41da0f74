//! The family that entries would make.

use calendar::{AsAt, Stamp};
use record::{Entry, Family, FamilyId, Sequence, WorkerId, fold};

use crate::NewEntry;

/// The family these entries make as at a day, before they are anyone's chronology. It has no id,
/// and its entries no writer and no time of recording.
pub fn folded(entries: &[NewEntry], as_at: AsAt) -> Family {
    let nobody = uuid::Uuid::nil();
    let recorded: Vec<Entry> = (1..)
        .zip(entries)
        .map(|(sequence, new)| Entry {
            sequence: Sequence(sequence),
            happened: new.happened,
            recorded_at: Stamp::from_micros(0).expect("1970 is a stamp"),
            recorded_by: WorkerId(nobody),
            visibility: new.visibility.clone(),
            correction: new.correction.clone(),
            fact: new.fact.clone(),
        })
        .collect();
    fold(FamilyId(nobody), &recorded, as_at)
}
