//! Conditions on a row, with an answer of yes, no, or which kind of no-answer.

use std::collections::BTreeSet;

use record::{Field, Kind, NonAnswer};

use crate::cohort::{Block, Column, NO_CODE, NO_NUMBER, Places, non_answer};

/// Yes, no, or why neither: what a condition gives for a row.
pub mod answer {
    /// No.
    pub const NO: u8 = 0;
    /// Yes.
    pub const YES: u8 = 1;
    /// The first of the four no-answers, in their usual order.
    pub const NON: u8 = 2;
    /// How many answers there are.
    pub const KINDS: usize = 6;
}

/// A condition on the fields of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Always yes.
    Every,
    /// The field's answer is one of these of its code list.
    Is(Field, Vec<u8>),
    /// The field's number is in this range, ends included.
    Between(Field, i32, i32),
    /// The field has no answer, of whatever kind.
    NoAnswer(Field),
    /// The field has an answer; else which kind of no-answer.
    Answered(Field),
    /// The field's place is this one.
    Place(Field, String),
    /// All are yes; no if any is no; else the first kind of no-answer among them.
    All(Vec<Condition>),
    /// Any is yes; no if all are no; else the first kind of no-answer among them.
    Any(Vec<Condition>),
    /// Safeguarding status moved in this direction between referral and closure.
    Moved(Direction, Levels),
}

/// Which way an ordered status moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To a lower level.
    Down,
    /// It stayed.
    Same,
    /// To a higher level.
    Up,
}

/// Whether Public Law Outline is a level of its own above a child protection plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Levels {
    /// Its own level, as the published 26 down, 22 unchanged, 9 up need.
    #[default]
    Separate,
    /// Part of a child protection plan, as in every published table.
    Within,
}

impl Levels {
    /// The rank of a safeguarding answer, lowest 0.
    pub fn rank(self, code: u8) -> u8 {
        use record::lists::Safeguarding;
        match (self, Safeguarding::at(code)) {
            (Self::Within, Some(Safeguarding::PublicLawOutline)) => {
                Safeguarding::ChildProtectionPlan.position()
            }
            _ => code,
        }
    }

    /// The word of the switch.
    pub fn code(self) -> &'static str {
        match self {
            Self::Separate => "separate",
            Self::Within => "within",
        }
    }
}

impl Condition {
    /// The field's answer is one of these of its code list.
    pub fn is(field: Field, codes: &[u8]) -> Self {
        Self::Is(field, codes.to_vec())
    }

    /// The answer for each row of a block.
    pub fn answers(&self, block: &Block) -> Vec<u8> {
        match self {
            Self::Every => vec![answer::YES; block.len],
            Self::Is(field, wanted) => {
                let mut lookup = [answer::NO; 256];
                for code in wanted.iter().copied() {
                    lookup[usize::from(code)] = answer::YES;
                }
                for non in 0..4 {
                    lookup[usize::from(NO_CODE + non)] = answer::NON + non;
                }
                block
                    .codes(*field)
                    .iter()
                    .map(|code| lookup[usize::from(*code)])
                    .collect()
            }
            Self::Between(field, low, high) => block
                .numbers(*field)
                .iter()
                .map(|n| {
                    if *n < NO_NUMBER + 4 {
                        answer::NON + (*n - NO_NUMBER) as u8
                    } else {
                        u8::from((*low..=*high).contains(n))
                    }
                })
                .collect(),
            Self::NoAnswer(field) => known(block, *field)
                .into_iter()
                .map(|a| u8::from(a != answer::YES))
                .collect(),
            Self::Answered(field) => known(block, *field),
            Self::Place(field, name) => place(block, *field, name),
            Self::All(parts) => combine(parts, block, answer::NO),
            Self::Any(parts) => combine(parts, block, answer::YES),
            Self::Moved(direction, levels) => moved(block, *direction, *levels),
        }
    }

    /// Adds the fields whose values decide the answer.
    pub fn fields(&self, into: &mut BTreeSet<Field>) {
        match self {
            Self::Every => {}
            Self::Is(field, _)
            | Self::Between(field, ..)
            | Self::NoAnswer(field)
            | Self::Answered(field)
            | Self::Place(field, _) => {
                into.insert(*field);
            }
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.fields(into);
                }
            }
            Self::Moved(..) => into.extend([Field::SafeguardingRef, Field::SafeguardingClo]),
        }
    }
}

fn place(block: &Block, field: Field, name: &str) -> Vec<u8> {
    let places = block.places(field);
    let wanted = places.names.iter().position(|n| n == name);
    places
        .rows
        .iter()
        .map(|number| match number.checked_sub(Places::NONE) {
            Some(non) => answer::NON + non as u8,
            None => u8::from(Some(usize::from(*number)) == wanted),
        })
        .collect()
}

/// Kleene's "and" (`decides` is no) or "or" (`decides` is yes) over the parts.
fn combine(parts: &[Condition], block: &Block, decides: u8) -> Vec<u8> {
    let mut all = vec![1 - decides; block.len];
    for part in parts {
        for (so_far, now) in all.iter_mut().zip(part.answers(block)) {
            *so_far = if *so_far == decides || now == decides {
                decides
            } else if *so_far >= answer::NON && now >= answer::NON {
                (*so_far).min(now)
            } else {
                (*so_far).max(now)
            };
        }
    }
    all
}

fn moved(block: &Block, direction: Direction, levels: Levels) -> Vec<u8> {
    let before = block.codes(Field::SafeguardingRef);
    let after = block.codes(Field::SafeguardingClo);
    before
        .iter()
        .zip(after)
        .map(|(before, after)| {
            if let Some(non) = first_non_answer(*before, *after) {
                return answer::NON + non;
            }
            let found = match levels.rank(*after).cmp(&levels.rank(*before)) {
                std::cmp::Ordering::Less => Direction::Down,
                std::cmp::Ordering::Equal => Direction::Same,
                std::cmp::Ordering::Greater => Direction::Up,
            };
            u8::from(found == direction)
        })
        .collect()
}

/// The first kind of no-answer among two codes.
pub fn first_non_answer(a: u8, b: u8) -> Option<u8> {
    [a, b]
        .into_iter()
        .filter(|code| *code >= NO_CODE)
        .min()
        .map(|code| code - NO_CODE)
}

/// The answer of one field for each row, where any answer but a no-answer counts as yes.
pub fn known(block: &Block, field: Field) -> Vec<u8> {
    match &block.columns[field.column()] {
        Column::Codes(codes) => codes
            .iter()
            .map(|code| {
                if *code >= NO_CODE {
                    answer::NON + (code - NO_CODE)
                } else {
                    answer::YES
                }
            })
            .collect(),
        Column::Numbers(numbers) => numbers
            .iter()
            .map(|n| non_answer(*n).map_or(answer::YES, |non| answer::NON + non as u8))
            .collect(),
        Column::Places(places) => places
            .rows
            .iter()
            .map(|n| match n.checked_sub(Places::NONE) {
                Some(non) => answer::NON + non as u8,
                None => answer::YES,
            })
            .collect(),
        Column::Texts(_) => vec![answer::YES; block.len],
    }
}

/// The number of units of the last place in one, such as 100 for two decimals.
pub fn scale(field: Field) -> i32 {
    match field.kind() {
        Kind::Number { decimals, .. } => 10_i32.pow(u32::from(decimals)),
        _ => 1,
    }
}

/// The no-answer an answer stands for.
pub fn no_answer(answer: u8) -> Option<NonAnswer> {
    NonAnswer::ALL
        .get(usize::from(answer.checked_sub(answer::NON)?))
        .copied()
}
