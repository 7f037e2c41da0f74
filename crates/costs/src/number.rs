//! A decimal as a plain JSON number.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serializer;
use serde::ser::Error;

/// Writes `value` as a JSON number with exactly the digits it has: `1213371`, `21391.23`, `318.5`.
/// Use it as `#[serde(serialize_with = "costs::as_number")]`.
///
/// A whole number goes out as an integer. Any other goes out as the nearest double, whose shortest
/// printed form is the decimal itself whenever it has no more than fifteen digits; that is checked
/// here, and a number with too many digits is a serialising error, never a changed digit. Unit
/// costs, quantities and lines are bounded where they are made so that the error does not occur.
pub fn as_number<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    let value = value.normalize();
    if value.scale() == 0
        && let Some(whole) = value.to_i64()
    {
        return serializer.serialize_i64(whole);
    }
    // Parsing the digits gives the nearest double; converting by arithmetic need not.
    let digits = value.to_string();
    match digits.parse::<f64>() {
        Ok(double) if double.to_string() == digits => serializer.serialize_f64(double),
        _ => Err(S::Error::custom(format!(
            "{digits} has more digits than a JSON number carries exactly"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[derive(Serialize)]
    struct Money(#[serde(serialize_with = "as_number")] Decimal);

    #[test]
    fn the_digits_are_the_decimal_s_own() {
        for (value, json) in [
            ("1213371.00", "1213371"),
            ("21391.23", "21391.23"),
            ("318.50", "318.5"),
            ("629.1538", "629.1538"),
            ("-0.01", "-0.01"),
            ("0.1", "0.1"),
            ("0", "0"),
            ("9007199254740993", "9007199254740993"),
            ("9999999999999.99", "9999999999999.99"),
        ] {
            let money = Money(value.parse().unwrap());
            assert_eq!(serde_json::to_string(&money).unwrap(), json);
        }
    }

    #[test]
    fn a_number_a_double_cannot_carry_is_refused() {
        let money = Money("0.1234567890123456789".parse().unwrap());
        assert!(serde_json::to_string(&money).is_err());
    }
}
