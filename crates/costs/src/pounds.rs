//! Money in words for print.

use rust_decimal::{Decimal, RoundingStrategy};

/// `£1,213,371`: whole pounds, half up (away from zero, so that a loss and a gain of the same size
/// print alike), thousands by commas, a true minus sign in front: `−£590,000`.
pub fn pounds(amount: Decimal) -> String {
    money(amount, 0)
}

/// `£21,391.23`: the same with pence, always two digits.
pub fn pounds_and_pence(amount: Decimal) -> String {
    money(amount, 2)
}

/// A unit cost with the digits it has: `£166`, `£26.946`, and two digits where it has pence.
pub(crate) fn rate(value: Decimal) -> String {
    match value.normalize().scale() {
        0 => pounds(value),
        1 => pounds_and_pence(value),
        more => money(value, more),
    }
}

/// A count or measure with thousands by commas and no trailing zeros: `1,234`, `318.5`.
pub fn plain(value: impl Into<Decimal>) -> String {
    let value = value.into().normalize();
    let sign = if value.is_sign_negative() { "−" } else { "" };
    format!("{sign}{}", in_thousands(&value.abs().to_string()))
}

/// Rounds half up, away from zero.
pub(crate) fn round(amount: Decimal, places: u32) -> Decimal {
    amount.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn money(amount: Decimal, places: u32) -> String {
    let rounded = round(amount, places);
    let sign = if rounded < Decimal::ZERO { "−" } else { "" };
    let digits = format!("{:.*}", places as usize, rounded.abs());
    format!("{sign}£{}", in_thousands(&digits))
}

/// Puts a comma before every third digit of the whole part of a number: every number printed goes
/// through here.
pub fn in_thousands(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut text = String::with_capacity(digits.len() + whole / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && place < whole && (whole - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn whole_pounds() {
        for (value, print) in [
            ("1213371", "£1,213,371"),
            ("-590000", "−£590,000"),
            ("110735.59", "£110,736"),
            ("0.5", "£1"),
            ("-0.5", "−£1"),
            ("-0.4", "£0"),
            ("999", "£999"),
            ("1000", "£1,000"),
        ] {
            assert_eq!(pounds(amount(value)), print);
        }
    }

    #[test]
    fn pence_only_when_asked() {
        assert_eq!(pounds_and_pence(amount("21391.23")), "£21,391.23");
        assert_eq!(pounds_and_pence(amount("3321")), "£3,321.00");
        assert_eq!(pounds_and_pence(amount("0.005")), "£0.01");
        assert_eq!(pounds_and_pence(amount("-1234.5")), "−£1,234.50");
    }

    #[test]
    fn rates_keep_their_digits() {
        assert_eq!(rate(amount("39141.00")), "£39,141");
        assert_eq!(rate(amount("26.946")), "£26.946");
        assert_eq!(rate(amount("12.5")), "£12.50");
        assert_eq!(plain(1_234_567_u64), "1,234,567");
        assert_eq!(in_thousands("39141.00"), "39,141.00");
        assert_eq!(in_thousands("629.1538"), "629.1538");
        assert_eq!(plain(amount("318.50")), "318.5");
    }
}
