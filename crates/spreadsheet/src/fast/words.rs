//! Short words as numbers: a cell of up to seven bytes is looked up in a table without a comparison of text.

use record::{CodeList, NonAnswer};

use evaluation::cohort::no_code;

/// The code that stands for a blank cell, which no answer has: lists are far shorter.
pub(super) const BLANK: u8 = 251;

/// Eight commas: no cell is this, so it marks an empty place of the table.
const EMPTY: u64 = u64::from_ne_bytes([b','; 8]);
/// Places of a table, and the bits that name one.
const SIZE: usize = 256;
const BITS: u32 = 8;

/// The answers of a code list, and the no-answers, by what a cell holds.
pub(super) struct Words {
    multiplier: u64,
    table: [(u64, u8); SIZE],
    /// Those of eight bytes and more.
    long: Vec<(&'static [u8], u8)>,
}

impl Words {
    /// The words of a list, and the blank.
    pub(super) fn new(list: &CodeList) -> Self {
        let answers = list.codes.iter().map(|c| c.code).zip(0..);
        let non_answers = NonAnswer::ALL.map(|non| (non.code(), no_code(non)));
        let blank = std::iter::once(("", BLANK));
        let all = || answers.clone().chain(non_answers).chain(blank.clone());
        let short: Vec<(u64, u8)> = all()
            .filter(|(word, _)| word.len() < 8)
            .map(|(word, code)| (key(word.as_bytes()), code))
            .collect();
        // Odd multipliers are tried until no two words share a place: with a dozen words in 256 places the
        // first few do.
        let multiplier = (0_u64..10_000)
            .map(|n| (2 * n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
            .find(|multiplier| {
                let mut places: Vec<usize> = short
                    .iter()
                    .map(|(key, _)| place(*key, *multiplier))
                    .collect();
                places.sort_unstable();
                places.windows(2).all(|two| two[0] != two[1])
            })
            .unwrap_or(1);
        let mut table = [(EMPTY, BLANK); SIZE];
        for (key, code) in &short {
            table[place(*key, multiplier)] = (*key, *code);
        }
        let long = all().filter(|(word, _)| word.len() >= 8);
        Self {
            multiplier,
            table,
            long: long.map(|(word, code)| (word.as_bytes(), code)).collect(),
        }
    }

    /// The code of a cell of `bytes`, which go on for eight bytes at least after it begins.
    #[inline]
    pub(super) fn code(&self, bytes: &[u8], from: usize, to: usize) -> Option<u8> {
        let length = to - from;
        if length < 8 {
            let word = u64::from_le_bytes(*bytes[from..].first_chunk()?);
            let key = word & !(u64::MAX << (8 * length));
            let (found, code) = self.table[place(key, self.multiplier)];
            (found == key).then_some(code)
        } else {
            let cell = &bytes[from..to];
            let same = self.long.iter().find(|(word, _)| *word == cell);
            same.map(|(_, code)| *code)
        }
    }
}

/// A cell of up to seven bytes as a number, the first byte lowest.
fn key(cell: &[u8]) -> u64 {
    cell.iter()
        .rev()
        .fold(0, |key, byte| (key << 8) | u64::from(*byte))
}

#[inline]
fn place(key: u64, multiplier: u64) -> usize {
    (key.wrapping_mul(multiplier) >> (64 - BITS)) as usize % SIZE
}
