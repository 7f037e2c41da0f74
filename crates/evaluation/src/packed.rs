//! The packed form of a family's rows: what the store keeps as the view of the evaluation.
//!
//! One line a row: a letter for its sheet, then the fields in order. A coded answer is one letter, `A`
//! for the first of its list. A number or a day ends with `;`, a text with a tab. The four
//! no-answers are `?` unknown, `-` missing, `~` too early and `.` not applicable.

use record::{FamilyRows, Field, Kind, NonAnswer, Row, Sheet, Value};

use sha2::{Digest, Sha256};

use crate::cohort::{Block, Cohort, Column, Table, day_number, no_code, no_number};
use crate::threads;

const NON_ANSWERS: [u8; 4] = [b'?', b'-', b'~', b'.'];
/// Rows in a block made from the packed form: few enough for each to have its own place.
const BLOCK: usize = 32_768;

/// Packed text that this program did not write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the view of the evaluation cannot be read at byte {at}; rebuild the views")]
pub struct NotPacked {
    /// Where reading stopped.
    pub at: usize,
}

/// A family's rows as packed text.
pub fn pack(rows: &FamilyRows) -> String {
    let mut out = String::new();
    let others = [&rows.children, &rows.sessions, &rows.work];
    let others = others.into_iter().flatten();
    for row in std::iter::once(&rows.family).chain(others) {
        pack_row(&mut out, row);
    }
    out
}

/// The letter of each sheet, in the order of [`Sheet::every`].
const MARKS: [u8; 18] = *b"FCSJPQTAWMKVGLRBHE";
const _: () = assert!(MARKS.len() == Sheet::ALL.len() + Sheet::WORK.len());

fn pack_row(out: &mut String, row: &Row) {
    use std::fmt::Write;
    out.push(char::from(MARKS[row.sheet() as usize]));
    for (field, value) in row.sheet().fields().iter().zip(row.values()) {
        match value {
            Value::Code(code) => out.push(char::from(b'A' + code)),
            Value::Not(non) => out.push(char::from(NON_ANSWERS[*non as usize])),
            Value::Number(number) => write!(out, "{number}").expect("strings take all"),
            Value::Date(date) => write!(out, "{}", day_number(*date)).expect("strings take all"),
            Value::Text(text) => {
                // A leading mark keeps a place called "?" apart from an unknown one.
                out.push('=');
                out.push_str(text);
            }
        }
        match field.kind() {
            Kind::Code(_) => {}
            Kind::Number { .. } | Kind::Date => out.push(';'),
            Kind::Reference | Kind::Place => out.push('\t'),
        }
    }
    out.push('\n');
}

/// The cohort of many packed texts, each of whole families, of some rows besides, and of the rows of
/// the book of advice.
pub fn cohort(
    parts: &[String],
    besides: &[FamilyRows],
    advice: &[Row],
) -> Result<Cohort, NotPacked> {
    let bytes = parts.iter().map(String::len).sum();
    let read = threads::map(threads::for_bytes(bytes), parts.len(), |part| {
        let mut cohort = Cohort::default();
        unpack(&mut cohort, parts[part].as_bytes()).map(|()| cohort)
    });
    let mut whole = Cohort::default();
    for part in read {
        whole.append(part?);
    }
    for rows in besides {
        whole.push(rows);
    }
    for row in advice {
        whole.push_advice(row);
    }
    Ok(whole)
}

/// The digest of the same rows, SHA-256 in lower-case hexadecimal.
pub fn digest(parts: &[String], besides: &[FamilyRows], advice: &[Row]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    for rows in besides {
        digest.update(pack(rows));
    }
    let mut packed = String::new();
    for row in advice {
        pack_row(&mut packed, row);
    }
    digest.update(packed);
    format!("{:x}", digest.finalize())
}

/// Adds the families of packed text to a cohort. The text starts with a family. A cohort for which
/// this failed is of no more use: part of a row may be in it.
pub fn unpack(cohort: &mut Cohort, packed: &[u8]) -> Result<(), NotPacked> {
    let sheets: Vec<(Sheet, Vec<u8>)> = Sheet::every().map(|of| (of, answers(of))).collect();
    let mut family = cohort.families.len() as u32;
    let first = family;
    let mut at = 0;
    while let Some(mark) = packed.get(at) {
        let sheet = MARKS.iter().position(|of| of == mark);
        let (sheet, answers) = &sheets[sheet.ok_or(NotPacked { at })?];
        family += u32::from(*sheet == Sheet::Families);
        if family == first {
            return Err(NotPacked { at });
        }
        let block = open_block(cohort.table_mut(*sheet));
        at = unpack_row(block, answers, packed, at + 1)?;
        if block.sheet != Sheet::Families {
            block.family.push(family - 1);
        }
        block.len += 1;
    }
    Ok(())
}

/// How many answers each field's list has; 0 for fields without one.
fn answers(sheet: Sheet) -> Vec<u8> {
    let of = |field: &Field| match field.kind() {
        Kind::Code(list) => list.codes.len() as u8,
        _ => 0,
    };
    sheet.fields().iter().map(of).collect()
}

fn open_block(table: &mut Table) -> &mut Block {
    if table.blocks.last().is_none_or(|b| b.len >= BLOCK) {
        table.blocks.push(Block::new(table.sheet));
    }
    let last = table.blocks.len() - 1;
    &mut table.blocks[last]
}

fn unpack_row(
    block: &mut Block,
    answers: &[u8],
    packed: &[u8],
    mut at: usize,
) -> Result<usize, NotPacked> {
    let end_of = |at: usize, mark: u8| {
        packed
            .get(at..)
            .and_then(|rest| memchr::memchr(mark, rest))
            .map(|length| at + length)
            .ok_or(NotPacked { at })
    };
    for (column, answers) in block.columns.iter_mut().zip(answers) {
        match column {
            Column::Codes(codes) => {
                let byte = *packed.get(at).ok_or(NotPacked { at })?;
                let code = byte.wrapping_sub(b'A');
                codes.push(match non_answer(byte) {
                    Some(non) => no_code(non),
                    None if code < *answers => code,
                    None => return Err(NotPacked { at }),
                });
                at += 1;
            }
            Column::Numbers(numbers) => {
                let end = end_of(at, b';')?;
                let text = &packed[at..end];
                numbers.push(match text {
                    [byte] if non_answer(*byte).is_some() => non_answer(*byte).map_or(0, no_number),
                    _ => number(text).ok_or(NotPacked { at })?,
                });
                at = end + 1;
            }
            Column::Places(places) => {
                let end = end_of(at, b'\t')?;
                match &packed[at..end] {
                    [b'=', name @ ..] => {
                        places.push(std::str::from_utf8(name).map_err(|_| NotPacked { at })?);
                    }
                    [byte] => places.push_none(non_answer(*byte).ok_or(NotPacked { at })?),
                    _ => return Err(NotPacked { at }),
                }
                at = end + 1;
            }
            Column::Texts(texts) => {
                let end = end_of(at, b'\t')?;
                texts.push(packed[at..end].strip_prefix(b"=").unwrap_or(b""));
                at = end + 1;
            }
        }
    }
    if packed.get(at) == Some(&b'\n') {
        Ok(at + 1)
    } else {
        Err(NotPacked { at })
    }
}

fn non_answer(byte: u8) -> Option<NonAnswer> {
    NON_ANSWERS
        .iter()
        .position(|b| *b == byte)
        .map(|at| NonAnswer::ALL[at])
}

fn number(text: &[u8]) -> Option<i32> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        _ => (1, text),
    };
    if digits.is_empty() || digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(sign * digits.iter().fold(0, |n, d| n * 10 + i32::from(d - b'0')))
}
