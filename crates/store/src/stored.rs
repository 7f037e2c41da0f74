//! An entry as it is stored: its columns, the sealing of its body and its leaf in the tree.

use record::{Correction, Entry, Fact, FamilyId, Sequence, ServiceId, Visibility, WorkerId};
use uuid::Uuid;

use crate::Error;
use crate::keyring::KeyRing;
use crate::keys;
use crate::sql::{Arg, Insert, Row, args};
use crate::tree::{Hash, leaf_hash};

/// The columns of an entry, but for its place in the tree, in the order of [`INSERT_ENTRY`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredEntry {
    pub(crate) service: ServiceId,
    pub(crate) family: FamilyId,
    pub(crate) sequence: i64,
    kind: String,
    version: i64,
    visibility: String,
    named: String,
    happened: String,
    happened_on: String,
    recorded_at: String,
    recorded_by: WorkerId,
    corrects: Option<i64>,
    submission: Uuid,
    body: Vec<u8>,
}

/// Entries are only ever inserted.
pub(crate) static INSERT_ENTRY: Insert = Insert::new(
    "stored::INSERT_ENTRY",
    "entry",
    "service_id, family_id, sequence, kind, version, visibility, named, happened, happened_on, \
     recorded_at, recorded_by, corrects, submission_id, body, leaf, leaf_hash",
    "",
);

impl StoredEntry {
    /// Seals an entry.
    pub(crate) fn seal(
        entry: &Entry,
        service: ServiceId,
        family: FamilyId,
        submission: Uuid,
        ring: &mut KeyRing,
    ) -> Result<Self, Error> {
        let visibility = entry.visibility.code();
        let named = match &entry.visibility {
            Visibility::Named(workers) => workers
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" "),
            Visibility::Shared | Visibility::Team => String::new(),
        };
        let plain = plain_body(entry);
        let context = context(service, family, entry.sequence.0, visibility);
        let body = keys::seal(&ring.key_for_writing(visibility)?, &context, &plain)?;
        Ok(Self {
            service,
            family,
            sequence: entry.sequence.0,
            kind: entry.fact.kind().to_owned(),
            version: i64::from(entry.fact.version()),
            visibility: visibility.to_owned(),
            named,
            happened: entry.happened.to_string(),
            happened_on: entry.happened.sort_date().to_string(),
            recorded_at: entry.recorded_at.to_string(),
            recorded_by: entry.recorded_by,
            corrects: entry.correction.as_ref().map(|c| c.of.0),
            submission,
            body,
        })
    }

    /// Whether it tells of a consultation.
    pub(crate) fn is_consultation(&self) -> bool {
        self.kind == "consultation"
    }

    /// The entry, opened with its family's keys.
    pub(crate) fn open(&self, ring: &KeyRing) -> Result<Entry, Error> {
        let place = || {
            format!(
                "entry {} of family {} in storage",
                self.sequence, self.family
            )
        };
        let unreadable = |_| Error::unreadable(place());
        let context = context(self.service, self.family, self.sequence, &self.visibility);
        let plain = ring
            .key(&self.visibility)
            .and_then(|key| keys::unseal(&key, &context, &self.body))
            .ok_or_else(|| Error::unreadable(place()))?;
        let (why, fact) = split_body(&plain).ok_or_else(|| Error::unreadable(place()))?;
        let version = i32::try_from(self.version).unwrap_or(i32::MAX);
        let fact = Fact::decode(&self.kind, version, fact)
            .map_err(|error| Error::unreadable(format!("{}: {error}", place())))?;
        let correction = self.corrects.map(|of| Correction {
            of: Sequence(of),
            why: why.to_owned(),
        });
        Ok(Entry {
            sequence: Sequence(self.sequence),
            happened: self
                .happened
                .parse()
                .map_err(|_| Error::unreadable(place()))?,
            recorded_at: self
                .recorded_at
                .parse()
                .map_err(|_| Error::unreadable(place()))?,
            recorded_by: self.recorded_by,
            visibility: self.visibility().map_err(unreadable)?,
            correction,
            fact,
        })
    }

    fn visibility(&self) -> Result<Visibility, uuid::Error> {
        Ok(match self.visibility.as_str() {
            "shared" => Visibility::Shared,
            "team" => Visibility::Team,
            // What is neither is for nobody but those named.
            _ => Visibility::Named(
                self.named
                    .split_whitespace()
                    .map(str::parse)
                    .collect::<Result<_, _>>()?,
            ),
        })
    }

    /// The hash of this entry as a leaf of the tree: every column, each with its length before it
    /// so that no two rows give the same bytes.
    pub(crate) fn leaf(&self) -> Hash {
        let corrects = self.corrects.unwrap_or(0);
        let columns: [&[u8]; 14] = [
            self.service.0.as_bytes(),
            self.family.0.as_bytes(),
            &self.sequence.to_be_bytes(),
            self.kind.as_bytes(),
            &self.version.to_be_bytes(),
            self.visibility.as_bytes(),
            self.named.as_bytes(),
            self.happened.as_bytes(),
            self.happened_on.as_bytes(),
            self.recorded_at.as_bytes(),
            self.recorded_by.0.as_bytes(),
            &corrects.to_be_bytes(),
            self.submission.as_bytes(),
            &self.body,
        ];
        let mut content = Vec::with_capacity(256 + self.body.len());
        for column in columns {
            content.extend_from_slice(&(column.len() as u64).to_be_bytes());
            content.extend_from_slice(column);
        }
        leaf_hash(&content)
    }

    /// The cells of [`INSERT_ENTRY`].
    pub(crate) fn cells(&self, place: i64, leaf: Hash) -> Vec<Arg> {
        args![
            self.service.0,
            self.family.0,
            self.sequence,
            self.kind.as_str(),
            self.version,
            self.visibility.as_str(),
            self.named.as_str(),
            self.happened.as_str(),
            self.happened_on.as_str(),
            self.recorded_at.as_str(),
            self.recorded_by.0,
            self.corrects,
            self.submission,
            self.body.clone(),
            place,
            leaf,
        ]
    }

    /// A row whose first columns are those of [`INSERT_ENTRY`], in that order.
    pub(crate) fn from_row(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            service: ServiceId(row.id(0)?),
            family: FamilyId(row.id(1)?),
            sequence: row.int(2)?,
            kind: row.text(3)?,
            version: row.int(4)?,
            visibility: row.text(5)?,
            named: row.text(6)?,
            happened: row.text(7)?,
            happened_on: row.text(8)?,
            recorded_at: row.text(9)?,
            recorded_by: WorkerId(row.id(10)?),
            corrects: row.maybe_int(11)?,
            submission: row.id(12)?,
            body: row.bytes(13)?,
        })
    }
}

/// What a body is bound to: moved to another place, it does not open.
fn context(service: ServiceId, family: FamilyId, sequence: i64, visibility: &str) -> Vec<u8> {
    let mut context = Vec::with_capacity(48);
    context.extend_from_slice(service.0.as_bytes());
    context.extend_from_slice(family.0.as_bytes());
    context.extend_from_slice(&sequence.to_be_bytes());
    context.extend_from_slice(visibility.as_bytes());
    context
}

/// The reason of a correction is words about a family as well, so it is sealed with the fact: its
/// length, the reason, and the fact.
fn plain_body(entry: &Entry) -> Vec<u8> {
    let why = entry.correction.as_ref().map_or("", |c| c.why.as_str());
    let mut plain = (why.len() as u32).to_be_bytes().to_vec();
    plain.extend_from_slice(why.as_bytes());
    plain.extend_from_slice(&entry.fact.encode());
    plain
}

fn split_body(plain: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = plain.split_first_chunk::<4>()?;
    let (why, fact) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    Some((std::str::from_utf8(why).ok()?, fact))
}
