//! What the store would make of new entries.

use calendar::{AsAt, Date, Stamp};
use casework::NewEntry;
use record::{Entry, Fact, Family, FamilyId, FamilyRows, PersonId, Sequence, WorkerId, fold};
use uuid::Uuid;

pub(crate) fn id(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

/// The act of bringing these rows in.
pub(crate) fn act(rows: FamilyRows, told_on: Date) -> casework::BringIn {
    let children = (2..).take(rows.children.len()).map(id).collect();
    casework::BringIn {
        rows,
        parent: id(1),
        children,
        told_on,
    }
}

/// The family as at a day, after its entries were stored and read again.
pub(crate) fn family(entries: &[NewEntry], as_at: Date) -> Family {
    let stored: Vec<Entry> = (1..)
        .zip(entries)
        .map(|(place, new)| Entry {
            sequence: Sequence(place),
            happened: new.happened,
            recorded_at: Stamp::from_micros(0).unwrap(),
            recorded_by: WorkerId(Uuid::nil()),
            visibility: new.visibility.clone(),
            correction: new.correction.clone(),
            fact: Fact::decode(new.fact.kind(), new.fact.version(), &new.fact.encode()).unwrap(),
        })
        .collect();
    fold(FamilyId(Uuid::nil()), &stored, AsAt::day(as_at))
}

/// Rows with their sessions in the order of their references.
pub(crate) fn sorted(mut rows: FamilyRows) -> FamilyRows {
    rows.sessions
        .sort_by(|a, b| a.reference().cmp(b.reference()));
    rows
}
