//! Rows counted by kind: rows alike in some fields are alike to every measure that reads no others.
//!
//! Most measures read one or two fields of few answers. A million rows are of a few hundred kinds
//! then, and the measure is asked of one row of each kind instead of a million times. It is the
//! same definition, asked of fewer rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use record::{Field, Kind, NonAnswer, Sheet};

use crate::cohort::{Block, Cohort, Column, NO_CODE, NO_NUMBER, Places, no_number};
use crate::threads;

/// Rows of more kinds than this are not worth counting by kind; it fits 16 bits.
const MOST_KINDS: usize = 32_768;
/// Each kind is counted in so many places by turns: one place would have to wait for the last
/// row's count before it could take the next's.
const TURNS: usize = 4;
/// How many no-answers there are.
const NON_ANSWERS: usize = NonAnswer::ALL.len();
/// Stands for the places that no measure names; no place is called this.
const UNNAMED: &str = "";

/// The answers found in a cohort, where the dictionary allows a great many.
pub(crate) struct Found<'a> {
    /// The places that measures name.
    places: &'a [String],
    largest: BTreeMap<Field, i32>,
}

impl<'a> Found<'a> {
    pub(crate) fn of(cohort: &Cohort, places: &'a [String]) -> Self {
        let numbers: Vec<Field> = Field::every()
            .filter(|field| matches!(field.kind(), Kind::Number { .. }))
            .collect();
        let largest = threads::map(threads::for_rows_of(cohort), numbers.len(), |at| {
            let blocks = &cohort.table(numbers[at].sheet()).blocks;
            let all = blocks.iter().flat_map(|block| block.numbers(numbers[at]));
            all.copied().fold(NO_NUMBER, i32::max)
        });
        Self {
            places,
            largest: numbers.into_iter().zip(largest).collect(),
        }
    }

    /// How many answers a field can have; none if they are not to be numbered.
    fn answers(&self, field: Field) -> Option<usize> {
        match field.kind() {
            Kind::Code(list) => Some(list.codes.len()),
            Kind::Number { .. } => {
                let largest = self.largest.get(&field).copied().unwrap_or(0);
                Some(usize::try_from(largest).map_or(0, |largest| largest + 1))
            }
            Kind::Place => Some(self.places.len()),
            Kind::Date | Kind::Reference => None,
        }
    }
}

/// The values of a field, numbered: its answers, the four no-answers, and anything else.
#[derive(Debug, Clone)]
struct Values {
    field: Field,
    answers: usize,
    /// For places, their names in the order of their numbers.
    names: Vec<String>,
}

impl Values {
    fn of(field: Field, found: &Found) -> Option<Self> {
        let names = match field.kind() {
            Kind::Place => found.places.to_vec(),
            _ => Vec::new(),
        };
        Some(Self {
            field,
            answers: found.answers(field)?,
            names,
        })
    }

    /// How many values there can be.
    fn number(&self) -> usize {
        self.other() + 1
    }

    /// The number of a value that is neither an answer nor a no-answer.
    fn other(&self) -> usize {
        self.answers + NON_ANSWERS
    }

    /// Tells the kinds of a block's rows further apart, by this field.
    fn tell_apart(&self, block: &Block, kinds: &mut [u16]) {
        let (number, answers, other) = (
            self.number() as u16,
            self.answers as u16,
            self.other() as u16,
        );
        let further = |kind: &mut u16, value: u16| *kind = *kind * number + value;
        match &block.columns[self.field.column()] {
            Column::Codes(codes) => {
                for (kind, code) in kinds.iter_mut().zip(codes) {
                    let non = u16::from(code.wrapping_sub(NO_CODE)) + answers;
                    let answer = u16::from(*code);
                    let answer = if answer < answers { answer } else { other };
                    further(kind, if *code >= NO_CODE { non } else { answer });
                }
            }
            Column::Numbers(numbers) => {
                for (kind, value) in kinds.iter_mut().zip(numbers) {
                    let non = (*value as u32).wrapping_sub(NO_NUMBER as u32);
                    let answer = *value as u32;
                    let other = if non < NON_ANSWERS as u32 {
                        answers + non as u16
                    } else {
                        other
                    };
                    let known = answer < u32::from(answers);
                    further(kind, if known { answer as u16 } else { other });
                }
            }
            Column::Places(places) => {
                let known: HashMap<&String, u16> = self.names.iter().zip(0..).collect();
                let number = |name| known.get(name).copied().unwrap_or(other);
                let values: Vec<u16> = places.names.iter().map(number).collect();
                for (kind, place) in kinds.iter_mut().zip(&places.rows) {
                    further(
                        kind,
                        match place.checked_sub(Places::NONE) {
                            Some(non) => answers + non,
                            None => values[usize::from(*place)],
                        },
                    );
                }
            }
            Column::Texts(_) => unreachable!("references have no number of values"),
        }
    }

    /// Adds a value to the field's column, by its number; false if it cannot be told from the
    /// number what the value was.
    fn push(&self, number: usize, column: &mut Column) -> bool {
        let non = number
            .checked_sub(self.answers)
            .and_then(|non| NonAnswer::ALL.get(non));
        match (column, non) {
            (Column::Places(places), _) if number == self.other() => places.push(UNNAMED),
            _ if number == self.other() => return false,
            (Column::Codes(codes), None) => codes.push(number as u8),
            (Column::Codes(codes), Some(non)) => codes.push(NO_CODE + *non as u8),
            (Column::Numbers(numbers), None) => numbers.push(number as i32),
            (Column::Numbers(numbers), Some(non)) => numbers.push(no_number(*non)),
            (Column::Places(places), None) => places.push(&self.names[number]),
            (Column::Places(places), Some(non)) => places.push_none(*non),
            (Column::Texts(_), _) => unreachable!("references have no number of values"),
        }
        true
    }
}

/// The kinds of rows that some fields of one sheet tell apart.
#[derive(Debug, Clone)]
pub(crate) struct Kinds {
    pub(crate) sheet: Sheet,
    pub(crate) fields: BTreeSet<Field>,
    values: Vec<Values>,
    /// How many kinds there can be.
    number: usize,
}

impl Kinds {
    /// The kinds by these fields, if there are at most so many and they are few enough to count.
    pub(crate) fn by(
        sheet: Sheet,
        fields: &BTreeSet<Field>,
        found: &Found,
        most: usize,
    ) -> Option<Self> {
        let values: Option<Vec<_>> = fields.iter().map(|f| Values::of(*f, found)).collect();
        let values = values?;
        let number = values
            .iter()
            .try_fold(1_usize, |all, v| all.checked_mul(v.number()))?;
        (number <= most.min(MOST_KINDS)).then(|| Self {
            sheet,
            fields: fields.clone(),
            values,
            number,
        })
    }

    /// Room to count in.
    pub(crate) fn counts(&self) -> Vec<u32> {
        vec![0; self.number * TURNS]
    }

    /// Counts the rows of a block; `kinds` is room to write in.
    pub(crate) fn count(&self, block: &Block, counts: &mut [u32], kinds: &mut Vec<u16>) {
        kinds.clear();
        kinds.resize(block.len, 0);
        for values in &self.values {
            values.tell_apart(block, kinds);
        }
        for (row, kind) in kinds.iter().enumerate() {
            counts[usize::from(*kind) * TURNS + row % TURNS] += 1;
        }
    }

    /// A row of each kind there is, and how many rows are of that kind. None if any row has a
    /// value that no one can know from its number: those rows must be looked at one by one.
    pub(crate) fn rows(&self, counts: &[u32]) -> Option<(Block, Vec<u64>)> {
        let mut block = Block::new(self.sheet);
        let mut alike = Vec::new();
        for (kind, turns) in counts.chunks_exact(TURNS).enumerate() {
            let rows: u64 = turns.iter().copied().map(u64::from).sum();
            if rows == 0 {
                continue;
            }
            let mut rest = kind;
            for values in self.values.iter().rev() {
                let number = rest % values.number();
                rest /= values.number();
                let column = &mut block.columns[values.field.column()];
                if !values.push(number, column) {
                    return None;
                }
            }
            block.len += 1;
            alike.push(rows);
        }
        Some((block, alike))
    }
}
