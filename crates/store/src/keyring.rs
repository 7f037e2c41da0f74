//! The keys of one family, one for each class of visibility.

use std::collections::BTreeMap;

use record::{FamilyId, ServiceId};

use crate::Error;
use crate::keys::{Key, Keys, random};
use crate::sql::{Arg, Insert, Row, args, statements};
use crate::transaction::Tx;

statements! {
    KEYS_OF_FAMILY = "select class, wrapped from family_key where service_id = $1 and family_id = $2";
}

pub(crate) static INSERT_KEY: Insert = Insert::new(
    "keyring::INSERT_KEY",
    "family_key",
    "service_id, family_id, class, wrapped",
    "",
);

/// The keys of a family, opened.
#[derive(Clone)]
pub(crate) struct KeyRing {
    service: ServiceId,
    family: FamilyId,
    keys: BTreeMap<String, Key>,
    /// The classes of the keys that are not stored yet.
    new: Vec<String>,
}

impl KeyRing {
    /// The ring of a family that is not here yet.
    pub(crate) fn empty(service: ServiceId, family: FamilyId) -> Self {
        Self {
            service,
            family,
            keys: BTreeMap::new(),
            new: Vec::new(),
        }
    }

    /// The stored keys of a family.
    pub(crate) async fn load(
        tx: &mut Tx,
        keys: &Keys,
        service: ServiceId,
        family: FamilyId,
    ) -> Result<Self, Error> {
        let mut ring = Self::empty(service, family);
        for row in tx.rows(KEYS_OF_FAMILY, args![service.0, family.0]).await? {
            ring.add(keys, row.text(0)?, &row.bytes(1)?)?;
        }
        Ok(ring)
    }

    /// The rings of many families, from rows of family, class and wrapped key.
    pub(crate) fn from_rows(
        keys: &Keys,
        service: ServiceId,
        rows: &[Row],
    ) -> Result<BTreeMap<FamilyId, Self>, Error> {
        let mut rings = BTreeMap::new();
        for row in rows {
            let family = FamilyId(row.id(0)?);
            rings
                .entry(family)
                .or_insert_with(|| Self::empty(service, family))
                .add(keys, row.text(1)?, &row.bytes(2)?)?;
        }
        Ok(rings)
    }

    fn add(&mut self, keys: &Keys, class: String, wrapped: &[u8]) -> Result<(), Error> {
        let key = keys
            .unwrap(wrapped, &self.whose(&class))
            .ok_or_else(|| Error::unreadable(format!("a key of family {}", self.family)))?;
        self.keys.insert(class, key);
        Ok(())
    }

    /// The key of a class, if there is one.
    pub(crate) fn key(&self, class: &str) -> Option<Key> {
        self.keys.get(class).copied()
    }

    /// The key of a class, made if it is not there.
    pub(crate) fn key_for_writing(&mut self, class: &str) -> Result<Key, Error> {
        if let Some(key) = self.key(class) {
            return Ok(key);
        }
        let key = random()?;
        self.keys.insert(class.to_owned(), key);
        self.new.push(class.to_owned());
        Ok(key)
    }

    /// The cells of [`INSERT_KEY`] for each key that is not stored yet.
    pub(crate) fn new_cells(&self, keys: &Keys) -> Result<Vec<Vec<Arg>>, Error> {
        self.new
            .iter()
            .map(|class| {
                let wrapped = keys.wrap(&self.keys[class], &self.whose(class))?;
                Ok(args![
                    self.service.0,
                    self.family.0,
                    class.as_str(),
                    wrapped
                ])
            })
            .collect()
    }

    fn whose(&self, class: &str) -> Vec<u8> {
        [
            &self.service.0.as_bytes()[..],
            self.family.0.as_bytes(),
            class.as_bytes(),
        ]
        .concat()
    }
}
