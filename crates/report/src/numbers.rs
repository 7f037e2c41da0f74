//! Numbers as printed. Each is rounded here, once, half up; counts with their base are printed by
//! the evaluation itself.

use evaluation::{Change, Share, percent_display};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Whole per cents, with one decimal of a base of a thousand or more.
fn rounded(number: f64, base: u64) -> String {
    let unit = if base >= 1_000 { 10.0 } else { 1.0 };
    // Away from zero, so that a fall and a rise of the same size print alike.
    let units = (number.abs() * unit + 0.5).floor();
    let digits = if base >= 1_000 {
        format!("{:.1}", units / unit)
    } else {
        format!("{units:.0}")
    };
    if number < 0.0 && units > 0.0 {
        format!("−{digits}")
    } else {
        digits
    }
}

/// "36% to 66%".
pub(crate) fn interval([low, high]: [f64; 2], base: u64) -> String {
    format!("{}% to {}%", rounded(low, base), rounded(high, base))
}

/// "−32": percentage points with their sign.
pub(crate) fn points(difference: f64, base: u64) -> String {
    let text = rounded(difference, base);
    if difference > 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
        format!("+{text}")
    } else {
        text
    }
}

/// "−50 to −14".
pub(crate) fn points_interval([low, high]: [f64; 2], base: u64) -> String {
    format!("{} to {}", points(low, base), points(high, base))
}

/// "−32 points (−50 to −14)".
pub(crate) fn difference(change: &Change) -> Option<String> {
    let points = points(change.difference?, change.pairs);
    Some(match change.ci95 {
        Some(ci) => format!("{points} points ({})", points_interval(ci, change.pairs)),
        None => format!("{points} points"),
    })
}

/// Three decimals; smaller ones as "<0.001".
pub(crate) fn probability(p: f64) -> String {
    if p < 0.0005 {
        "<0.001".to_owned()
    } else {
        format!("{p:.3}")
    }
}

/// "21 of 41 (51%)".
pub(crate) fn of(n: u64, base: u64) -> String {
    if base == 0 {
        return "nobody".to_owned();
    }
    let [of, all] = [n, base].map(costs::plain);
    format!("{of} of {all} ({})", percent_display(n, base))
}

/// A share as a chart prints it.
pub(crate) fn share(share: &Share) -> String {
    of(share.n, share.base)
}

/// n of base as a proportion to draw.
pub(crate) fn proportion(n: u64, base: u64) -> f64 {
    if base == 0 {
        0.0
    } else {
        n as f64 / base as f64
    }
}

/// Whole pounds, with pence where there are any.
pub(crate) fn money(amount: Decimal) -> String {
    if amount.fract().is_zero() {
        costs::pounds(amount)
    } else {
        costs::pounds_and_pence(amount)
    }
}

/// An amount in pence, for the cell of a workbook.
pub(crate) fn pence(amount: Decimal) -> i64 {
    (amount * Decimal::ONE_HUNDRED)
        .round()
        .to_i64()
        .unwrap_or_default()
}

/// A number to draw; drawing needs no exactness.
pub(crate) fn drawn(number: Decimal) -> f64 {
    number.to_f64().unwrap_or_default()
}

/// "1 family", "2 families".
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", costs::plain(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_and_signs_are_true() {
        assert_eq!(points(-32.5, 34), "−33");
        assert_eq!(points(32.5, 34), "+33");
        assert_eq!(points(-0.2, 34), "0");
        assert_eq!(points(0.2, 34), "0");
        assert_eq!(points(-0.26, 1_000), "−0.3");
        assert_eq!(interval([8.349, 33.5], 34), "8% to 34%");
        assert_eq!(probability(0.000_4), "<0.001");
        assert_eq!(probability(0.001_8), "0.002");
        assert_eq!(of(0, 0), "nobody");
        assert_eq!(pence("21391.23".parse().unwrap()), 2_139_123);
    }
}
