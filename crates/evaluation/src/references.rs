//! Finding a family by its reference while rows are read.

use hashbrown::HashTable;

use crate::cohort::Texts;

/// Finds a family's place by its reference while rows are read.
#[derive(Debug, Default)]
pub struct References {
    table: HashTable<u32>,
    texts: Texts,
    hasher: std::hash::RandomState,
}

impl References {
    /// Adds the next family's reference; gives the place of the one before it with the same.
    pub fn add(&mut self, reference: &[u8]) -> Result<u32, u32> {
        use std::hash::BuildHasher;
        let Self {
            table,
            texts,
            hasher,
        } = self;
        let hash = hasher.hash_one(reference);
        if let Some(at) = table.find(hash, |at| texts.get(*at as usize) == reference) {
            return Err(*at);
        }
        let at = texts.len() as u32;
        texts.push(reference);
        table.insert_unique(hash, at, |at| hasher.hash_one(texts.get(*at as usize)));
        Ok(at)
    }

    /// The place of the family with this reference.
    pub fn find(&self, reference: &[u8]) -> Option<u32> {
        use std::hash::BuildHasher;
        let hash = self.hasher.hash_one(reference);
        self.table
            .find(hash, |at| self.texts.get(*at as usize) == reference)
            .copied()
    }
}
