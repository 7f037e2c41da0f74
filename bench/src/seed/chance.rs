//! Chance that is the same in every run.

use uuid::Uuid;

/// A sequence of numbers that look like chance (SplitMix64).
pub(super) struct Chance(u64);

impl Chance {
    /// The sequence of one part of the data.
    pub(super) fn of(part: u64) -> Self {
        Self(part.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to one below `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// One of these.
    pub(super) fn of_these<'a, T>(&mut self, these: &'a [T]) -> &'a T {
        &these[self.below(these.len())]
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub(super) fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// An id made at a time: later ones sort after earlier ones, as the program's own do.
    pub(super) fn id(&mut self, millis: u64) -> Uuid {
        let version = 0x7000 | (self.next() & 0x0fff);
        let variant = (self.next() >> 2) | (1 << 63);
        Uuid::from_u64_pair((millis << 16) | version, variant)
    }
}
