//! Where a cell is, as a person says it: "C12".

use std::fmt;

/// The place of a cell on its sheet.
///
/// The column counts from 0, as the cells of a row do; the row counts from 1, as a person sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The row number at the left of the sheet, from 1.
    pub row: u32,
    /// The column, from 0 for column A.
    pub column: u32,
}

impl Place {
    /// Reads a reference such as `C12`.
    ///
    /// Letters may be of either case. `None` when it is not letters and then digits, when the row is 0,
    /// or when it has more letters or digits than any sheet needs (three and ten): the arithmetic
    /// cannot overflow whatever a file says.
    pub fn parse(reference: &[u8]) -> Option<Self> {
        let letters = reference.iter().take_while(|b| b.is_ascii_alphabetic());
        let split = letters.clone().count();
        if !(1..=3).contains(&split) {
            return None;
        }
        let column = letters.fold(0, |sum, b| {
            sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1
        }) - 1;
        let row = parse_row(&reference[split..])?;
        Some(Self { row, column })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row)
    }
}

/// The letters over a column counted from 0: 0 is `A`, 25 is `Z`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + (rest % 26) as u8));
        match rest / 26 {
            0 => break,
            more => rest = more - 1,
        }
    }
    letters.iter().rev().collect()
}

/// Reads a row number from 1, of at most ten digits.
pub(crate) fn parse_row(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 10 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let row = digits
        .iter()
        .fold(0_u64, |sum, b| sum * 10 + u64::from(b - b'0'));
    u32::try_from(row).ok().filter(|row| *row > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_references_agree() {
        for (column, letters) in [
            (0, "A"),
            (2, "C"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16383, "XFD"),
        ] {
            assert_eq!(column_letters(column), letters);
            let place = Place { row: 12, column };
            assert_eq!(place.to_string(), format!("{letters}12"));
            assert_eq!(
                Place::parse(place.to_string().to_lowercase().as_bytes()),
                Some(place)
            );
        }
    }

    #[test]
    fn what_is_not_a_reference_is_refused_without_overflow() {
        for wrong in [
            "",
            "A",
            "12",
            "A0",
            "ABCD1",
            "A99999999999",
            "A9999999999",
            "A-1",
            "É1",
        ] {
            assert_eq!(Place::parse(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
