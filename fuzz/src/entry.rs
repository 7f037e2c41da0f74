//! The body of an entry as it lies in the store, of any kind and version; and a family of such entries.

use calendar::{AsAt, Date, date};
use record::{Correction, Entry, Fact, FamilyId, Sequence, Visibility, WorkerId, fold, rows};
use uuid::Uuid;

use crate::tree;

/// Between the entries of a family.
const NEXT: u8 = 0;

/// Reads the bytes as entries: each a letter for its kind, one for what it puts right, and its body.
pub fn look(data: &[u8]) {
    let entries: Vec<Entry> = data
        .split(|byte| *byte == NEXT)
        .take(64)
        .zip(1_i64..)
        .filter_map(|(part, sequence)| entry(part, sequence))
        .collect();
    for believed in [None, entries.first().map(|it| it.recorded_at)] {
        for day in [Date::MAX, date(2022, 1, 15)] {
            let as_at = AsAt { day, believed };
            let family = fold(FamilyId(Uuid::from_u128(1)), &entries, as_at);
            let rows = rows(&family);
            let packed = evaluation::packed::pack(&rows);
            let mut cohort = evaluation::Cohort::default();
            assert_eq!(
                evaluation::packed::unpack(&mut cohort, packed.as_bytes()),
                Ok(())
            );
        }
    }
    let mut cohort = evaluation::Cohort::default();
    let _ = evaluation::packed::unpack(&mut cohort, data);
}

fn entry(part: &[u8], sequence: i64) -> Option<Entry> {
    let (kind, rest) = part.split_first()?;
    let (right, body) = rest.split_first()?;
    let (kind, latest) = Fact::KINDS[usize::from(*kind) % Fact::KINDS.len()];
    let fact = (1..=latest).find_map(|version| Fact::decode(kind, version, body).ok())?;
    // Written and read again it is the same.
    let again = Fact::decode(fact.kind(), fact.version(), &fact.encode());
    assert_eq!(again.ok().as_ref(), Some(&fact));
    let right = i64::from(*right) - i64::from(b'0');
    Some(Entry {
        sequence: Sequence(sequence),
        happened: date(2022, 1, 1 + (sequence % 28) as i8).into(),
        recorded_at: "2022-08-30T09:00:00.000000Z".parse().ok()?,
        recorded_by: WorkerId(Uuid::from_u128(7)),
        visibility: Visibility::Shared,
        correction: (1..sequence).contains(&right).then(|| Correction {
            of: Sequence(right),
            why: "it was wrong".to_owned(),
        }),
        fact,
    })
}

/// The samples of every kind and version, each alone and all as a family.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let folder = tree("crates/record/tests/samples");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .expect("the samples are in the tree")
        .map(|file| file.expect("the folder is read").path())
        .collect();
    names.sort();
    let mut seeds: Vec<Vec<u8>> = names
        .iter()
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?;
            let kind = name.split('.').next()?;
            let kind = Fact::KINDS.iter().position(|(it, _)| *it == kind)?;
            let body = std::fs::read_to_string(path).ok()?;
            let body = body.split('\n').map(str::trim).collect::<String>();
            Some([&[u8::try_from(kind).ok()?, b'0'][..], body.as_bytes()].concat())
        })
        .collect();
    seeds.push(seeds.join(&NEXT));
    seeds
}
