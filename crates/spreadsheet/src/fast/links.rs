//! Which family each child and session belongs to, and whether every reference is there only once.

use std::sync::OnceLock;

use evaluation::References;
use evaluation::cohort::{Block, Column, NO_FAMILY, Texts};
use record::Field;

/// The references of all families, in order.
pub(super) struct Families<'a> {
    texts: Vec<&'a Texts>,
    /// The place of each block's first family.
    starts: Vec<u32>,
    /// Asked only when a link does not go to the family of the row before or to the next: files are mostly
    /// in order.
    order: OnceLock<Order<'a>>,
}

/// How a family is found by its reference.
enum Order<'a> {
    /// The references ascend, so by halves: first among these, one of every [`STEP`], which are few enough to
    /// stay close to the processor.
    Ascending(Vec<Rank<'a>>),
    /// By a table.
    Any(References),
}

/// How many families there are from one that [`Order::Ascending`] has to the next.
const STEP: usize = 32;

/// A family among the blocks.
#[derive(Clone, Copy)]
struct At {
    block: usize,
    row: usize,
    place: u32,
}

impl<'a> Families<'a> {
    pub(super) fn new(blocks: &'a [Block]) -> Self {
        let starts = blocks.iter().scan(0, |next, block| {
            let start = *next;
            *next += block.len as u32;
            Some(start)
        });
        Self {
            texts: blocks.iter().map(references).collect(),
            starts: starts.collect(),
            order: OnceLock::new(),
        }
    }

    /// The places of the families of a block's rows.
    pub(super) fn links(&self, block: &Block, link: Field) -> Vec<u32> {
        let Column::Texts(texts) = &block.columns[link.column()] else {
            return Vec::new();
        };
        let mut last: Option<At> = None;
        (0..block.len)
            .map(|row| {
                let wanted = texts.get(row);
                let near = [last, last.and_then(|at| self.next(at))];
                let near = near
                    .into_iter()
                    .flatten()
                    .find(|at| rank(self.get(*at)) == rank(wanted));
                last = near.or_else(|| self.find(wanted));
                last.map_or(NO_FAMILY, |at| at.place)
            })
            .collect()
    }

    fn get(&self, at: At) -> &[u8] {
        self.texts[at.block].get(at.row)
    }

    fn next(&self, at: At) -> Option<At> {
        let within = at.row + 1 < self.texts[at.block].len();
        let mut next = if within {
            At {
                row: at.row + 1,
                ..at
            }
        } else {
            At {
                block: at.block + 1,
                row: 0,
                ..at
            }
        };
        next.place += 1;
        (within
            || self
                .texts
                .get(next.block)
                .is_some_and(|texts| !texts.is_empty()))
        .then_some(next)
    }

    fn find(&self, wanted: &[u8]) -> Option<At> {
        let order = self.order.get_or_init(|| {
            if ascend(&self.texts) {
                let some = all(&self.texts).step_by(STEP).map(rank);
                return Order::Ascending(some.collect());
            }
            let mut table = References::default();
            for text in all(&self.texts) {
                // That none is there twice is looked at apart.
                let _ = table.add(text);
            }
            Order::Any(table)
        });
        match order {
            Order::Ascending(some) => {
                let wanted = rank(wanted);
                let step = some
                    .partition_point(|rank| *rank <= wanted)
                    .checked_sub(1)?;
                let mut at = self.at((step * STEP) as u32)?;
                while rank(self.get(at)) < wanted {
                    at = self.next(at)?;
                }
                (rank(self.get(at)) == wanted).then_some(at)
            }
            Order::Any(table) => self.at(table.find(wanted)?),
        }
    }

    /// The family at a place.
    fn at(&self, place: u32) -> Option<At> {
        let block = self
            .starts
            .partition_point(|start| *start <= place)
            .checked_sub(1)?;
        let row = (place - self.starts[block]) as usize;
        Some(At { block, row, place })
    }
}

/// Whether every reference of a sheet is there only once. References in order, as exports have them, need
/// no table to know that.
pub(super) fn are_unique(blocks: &[Block]) -> bool {
    let texts: Vec<&Texts> = blocks.iter().map(references).collect();
    ascend(&texts) || {
        let mut table = References::default();
        all(&texts).all(|text| table.add(text).is_ok())
    }
}

/// Whether each reference comes after the one before it.
fn ascend(texts: &[&Texts]) -> bool {
    let mut last: &[u8] = b"";
    all(texts).all(|text| {
        let before = std::mem::replace(&mut last, text);
        rank(before) < rank(text)
    })
}

/// What references are ordered by.
type Rank<'a> = (usize, u64, &'a [u8]);

/// References in their order: shorter ones first, so that F9 comes before F10. The first eight bytes are
/// compared as one number; mostly they are all.
#[inline]
fn rank(reference: &[u8]) -> Rank<'_> {
    if let Some((first, rest)) = reference.split_first_chunk() {
        (reference.len(), u64::from_be_bytes(*first), rest)
    } else {
        let number = reference
            .iter()
            .fold(0, |n, byte| (n << 8) | u64::from(*byte));
        (reference.len(), number, &[])
    }
}

fn all<'a>(texts: &[&'a Texts]) -> impl Iterator<Item = &'a [u8]> {
    texts
        .iter()
        .flat_map(|texts| (0..texts.len()).map(|row| texts.get(row)))
}

fn references(block: &Block) -> &Texts {
    match &block.columns[0] {
        Column::Texts(texts) => texts,
        other => unreachable!("the first field is the reference: {other:?}"),
    }
}
