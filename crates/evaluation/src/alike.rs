//! Rows counted by kind: rows alike in some fields are alike to every measure that reads no others.
//!
//! Most measures read one or two fields of few answers. A million rows are of a few dozen kinds
//! then, and the measure is asked of one row of each kind instead of a million times. It is the
//! same definition, asked of fewer rows.

use std::collections::{BTreeSet, HashMap};

use record::{Field, Kind, NonAnswer, Sheet};

use crate::cohort::{Block, Column, NO_CODE, Places, no_number, non_answer};

/// Rows of more kinds than this are not worth counting by kind.
const MOST_KINDS: usize = 32_768;
/// Each kind is counted in so many places by turns: one place would have to wait for the last
/// row's count before it could take the next's.
const TURNS: usize = 4;
/// Stands for the places that no measure names; no place is called this.
const UNNAMED: &str = "";

/// Fields of one sheet by which rows are told apart.
#[derive(Debug, Clone)]
pub(crate) struct Kinds {
    pub(crate) sheet: Sheet,
    fields: Vec<Answers>,
    /// How many kinds there can be.
    pub(crate) number: usize,
}

/// The possible values of a field, numbered: its answers, the four no-answers, and anything else.
#[derive(Debug, Clone)]
struct Answers {
    field: Field,
    /// How many answers the dictionary allows.
    allowed: usize,
    /// For places, their names in the order of their numbers.
    names: Vec<String>,
}

impl Answers {
    fn of(field: Field, places: &[String]) -> Option<Self> {
        let (allowed, names) = match field.kind() {
            Kind::Code(list) => (list.codes.len(), Vec::new()),
            Kind::Number { decimals, max } => {
                let units = max * 10_i32.pow(u32::from(decimals));
                (units as usize + 1, Vec::new())
            }
            Kind::Place => (places.len(), places.to_vec()),
            Kind::Date | Kind::Reference => return None,
        };
        Some(Self {
            field,
            allowed,
            names,
        })
    }

    /// How many values there can be.
    fn number(&self) -> usize {
        self.allowed + NonAnswer::ALL.len() + 1
    }

    /// The number of a value that is neither an answer of the dictionary nor a no-answer.
    fn other(&self) -> usize {
        self.allowed + NonAnswer::ALL.len()
    }

    /// Gives the number of each row's value to `each`.
    fn number_rows(&self, block: &Block, mut each: impl FnMut(usize, usize)) {
        match &block.columns[self.field.column()] {
            Column::Codes(codes) => {
                let mut numbers = [self.other() as u32; 256];
                for (number, at) in numbers.iter_mut().zip(0..self.allowed as u32) {
                    *number = at;
                }
                for non in 0..NonAnswer::ALL.len() {
                    numbers[usize::from(NO_CODE) + non] = (self.allowed + non) as u32;
                }
                for (row, code) in codes.iter().enumerate() {
                    each(row, numbers[usize::from(*code)] as usize);
                }
            }
            Column::Numbers(numbers) => {
                for (row, number) in numbers.iter().enumerate() {
                    let at = if (*number as u32 as usize) < self.allowed {
                        *number as usize
                    } else {
                        non_answer(*number).map_or(self.other(), |non| self.allowed + non as usize)
                    };
                    each(row, at);
                }
            }
            Column::Places(places) => {
                let known: HashMap<&String, usize> = self.names.iter().zip(0..).collect();
                let number = |name| known.get(name).copied().unwrap_or(self.other());
                let numbers: Vec<usize> = places.names.iter().map(number).collect();
                for (row, place) in places.rows.iter().enumerate() {
                    let at = match place.checked_sub(Places::NONE) {
                        Some(non) => self.allowed + usize::from(non),
                        None => numbers[usize::from(*place)],
                    };
                    each(row, at);
                }
            }
            Column::Texts(_) => unreachable!("references are not told apart"),
        }
    }

    /// Adds the value of a number to the field's column.
    fn push(&self, number: usize, column: &mut Column) {
        let non = number.checked_sub(self.allowed);
        match (column, non) {
            (Column::Codes(codes), None) => codes.push(number as u8),
            (Column::Codes(codes), Some(non)) => codes.push(NO_CODE + non as u8),
            (Column::Numbers(numbers), None) => numbers.push(number as i32),
            (Column::Numbers(numbers), Some(non)) => {
                numbers.push(no_number(NonAnswer::ALL[non]));
            }
            (Column::Places(places), None) => places.push(&self.names[number]),
            (Column::Places(places), Some(_)) if number == self.other() => places.push(UNNAMED),
            (Column::Places(places), Some(non)) => places.push_none(NonAnswer::ALL[non]),
            (Column::Texts(_), _) => unreachable!("references are not told apart"),
        }
    }
}

impl Kinds {
    /// Kinds by these fields, if they are few beside the rows.
    pub(crate) fn by(
        sheet: Sheet,
        fields: &BTreeSet<Field>,
        places: &[String],
        rows: usize,
    ) -> Option<Self> {
        let fields: Option<Vec<_>> = fields.iter().map(|f| Answers::of(*f, places)).collect();
        let fields = fields?;
        let number = fields.iter().map(Answers::number).product();
        (number <= rows.min(MOST_KINDS)).then_some(Self {
            sheet,
            fields,
            number,
        })
    }

    /// Whether every one of these fields is among those by which rows are told apart.
    pub(crate) fn tell_apart(&self, sheet: Sheet, fields: &BTreeSet<Field>) -> bool {
        let has = |field: &Field| self.fields.iter().any(|mine| mine.field == *field);
        self.sheet == sheet && fields.iter().all(has)
    }

    /// Room to count in.
    pub(crate) fn counts(&self) -> Vec<u32> {
        vec![0; self.number * TURNS]
    }

    /// Counts the rows of a block; `kinds` is room to write in.
    pub(crate) fn count(&self, block: &Block, counts: &mut [u32], kinds: &mut Vec<u32>) {
        let Some((last, others)) = self.fields.split_last() else {
            counts[0] += block.len as u32;
            return;
        };
        kinds.clear();
        kinds.resize(block.len, 0);
        for answers in others {
            let number = answers.number() as u32;
            answers.number_rows(block, |row, at| {
                kinds[row] = kinds[row] * number + at as u32;
            });
        }
        let number = last.number();
        last.number_rows(block, |row, at| {
            let kind = kinds[row] as usize * number + at;
            counts[kind * TURNS + row % TURNS] += 1;
        });
    }

    /// A row of each kind there is, and how many rows are of that kind. None if any row has a
    /// value that is not of the dictionary: those must be looked at one by one.
    pub(crate) fn rows(&self, counts: &[u32]) -> Option<(Block, Vec<u64>)> {
        let mut block = Block::new(self.sheet);
        let mut alike = Vec::new();
        for (kind, turns) in counts.chunks_exact(TURNS).enumerate() {
            let rows: u64 = turns.iter().copied().map(u64::from).sum();
            if rows == 0 {
                continue;
            }
            let mut rest = kind;
            for answers in self.fields.iter().rev() {
                let number = rest % answers.number();
                rest /= answers.number();
                if number == answers.other() && answers.names.is_empty() {
                    return None;
                }
                answers.push(number, &mut block.columns[answers.field.column()]);
            }
            block.len += 1;
            alike.push(rows);
        }
        Some((block, alike))
    }
}
