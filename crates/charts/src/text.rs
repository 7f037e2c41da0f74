//! How wide a text will be, and where it breaks. The server has no fonts, so widths are
//! estimates on the generous side: a label that fits here fits in any usual system font.

/// Size of all chart text, in viewBox units (about one CSS pixel).
pub(crate) const SIZE: f64 = 14.0;
/// Distance between two base lines.
pub(crate) const LINE: f64 = 18.0;
/// The base line of the first line, below the top of its block. Letters centre on half a
/// `LINE` this way.
pub(crate) const BASELINE: f64 = 14.0;
/// Height of letters above the base line.
#[cfg(test)]
pub(crate) const ASCENT: f64 = 11.0;
/// Depth of letters below the base line.
#[cfg(test)]
pub(crate) const DESCENT: f64 = 4.0;

/// Whether text is set in regular or bold type; bold is wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// The estimated width of one line of text, in viewBox units.
pub(crate) fn width(text: &str, weight: Weight) -> f64 {
    let ems: f64 = text.chars().map(ems).sum();
    let factor = match weight {
        Weight::Regular => 1.0,
        Weight::Bold => 1.08,
    };
    ems * SIZE * factor
}

/// The estimated advance of a character as a share of the type size.
fn ems(character: char) -> f64 {
    match character {
        ' ' | '.' | ',' | ':' | ';' | '|' | '!' | '\'' | 'i' | 'j' | 'l' | 'I' | '·' => 0.31,
        '(' | ')' | '[' | ']' | 'f' | 't' | 'r' | '-' | '/' => 0.36,
        'w' => 0.78,
        'm' | 'M' => 0.9,
        'W' | '%' | '@' | '—' | '→' | '…' => 0.98,
        'A'..='Z' | '&' => 0.74,
        '0'..='9' | '–' | '−' | '+' | '£' => 0.61,
        '\u{2e80}'.. => 1.05,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 0.53,
        c if c.is_ascii() => 0.58,
        _ => 0.68,
    }
}

/// Breaks text into lines no wider than `limit`, between words where it can and inside a
/// word where it must. Nothing is ever cut off; the drawing grows instead.
pub(crate) fn wrap(text: &str, limit: f64, weight: Weight) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (space, word) in pieces(text) {
        let joined = lines.last().map(|line| format!("{line}{space}{word}"));
        match joined {
            Some(longer) if width(&longer, weight) <= limit => {
                if let Some(last) = lines.last_mut() {
                    *last = longer;
                }
            }
            _ => lines.extend(break_word(word, limit, weight)),
        }
    }
    lines
}

/// The pieces between which a line may break, each with the space before it if it does
/// not. A hyphen ends a piece.
fn pieces(text: &str) -> impl Iterator<Item = (&'static str, &str)> {
    text.split_whitespace().flat_map(|word| {
        word.split_inclusive('-')
            .enumerate()
            .map(|(index, piece)| (if index == 0 { " " } else { "" }, piece))
    })
}

fn break_word(word: &str, limit: f64, weight: Weight) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for character in word.chars() {
        let mut longer = pieces.last().cloned().unwrap_or_default();
        let fresh = longer.is_empty();
        longer.push(character);
        if fresh || width(&longer, weight) <= limit {
            if let Some(last) = pieces.last_mut() {
                *last = longer;
            }
        } else {
            pieces.push(character.to_string());
        }
    }
    pieces
}

/// The widest of several lines.
pub(crate) fn widest(lines: &[String], weight: Weight) -> f64 {
    lines
        .iter()
        .map(|line| width(line, weight))
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn breaks_after_a_hyphen() {
        assert_eq!(
            wrap("Pre-proceedings", 90.0, Weight::Regular),
            ["Pre-", "proceedings"]
        );
        assert_eq!(wrap("one-off", 90.0, Weight::Regular), ["one-off"]);
    }

    #[test]
    fn breaks_between_words() {
        assert_eq!(
            wrap("Domestic abuse in the last year", 110.0, Weight::Regular),
            ["Domestic abuse", "in the last year"]
        );
    }

    proptest! {
        #[test]
        fn wrapping_keeps_every_letter_and_the_limit(text in "[a-zA-Z0-9 £%]{0,80}", limit in 40.0..300.0f64) {
            let lines = wrap(&text, limit, Weight::Regular);
            for line in &lines {
                prop_assert!(width(line, Weight::Regular) <= limit);
            }
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
