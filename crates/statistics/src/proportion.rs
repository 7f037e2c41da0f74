//! One proportion.

use crate::interval::{Interval, Z};

/// The Wilson score interval of the proportion `n / base`, without continuity correction; none if
/// the base is 0 or `n` is more than it.
///
/// With p = n/base: `(p + z²/2base ± z·√(p(1−p)/base + z²/4base²)) / (1 + z²/base)`. Both limits
/// are in 0 to 1. Source: Wilson, JASA 22 (1927), 209–212.
pub fn wilson(n: u64, base: u64) -> Option<Interval> {
    if base == 0 || n > base {
        return None;
    }
    let (count, base_f) = (n as f64, base as f64);
    let p = count / base_f;
    let z2 = Z * Z;
    let middle = p + z2 / (2.0 * base_f);
    let reach = Z * (p * (1.0 - p) / base_f + z2 / (4.0 * base_f * base_f)).sqrt();
    let scale = 1.0 + z2 / base_f;
    // At none and at all the limit is exact; the formula would leave a rounding error there.
    let low = if n == 0 {
        0.0
    } else {
        (middle - reach) / scale
    };
    let high = if n == base {
        1.0
    } else {
        (middle + reach) / scale
    };
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::assert_interval;

    #[test]
    fn agrees_with_statsmodels() {
        // statsmodels 0.15.0, proportion_confint(n, base, method="wilson").
        for (n, base, expected) in [
            (0, 1, (0.0, 0.793_450_685_622_762_7)),
            (1, 1, (0.206_549_314_377_237_4, 1.0)),
            (0, 10, (0.0, 0.277_532_799_862_889_26)),
            (6, 34, (0.083_489_690_453_723_18, 0.335_137_373_998_427_5)),
            (17, 34, (0.340_693_256_456_824_9, 0.659_306_743_543_175_1)),
            (49, 57, (0.746_755_353_906_559, 0.927_127_238_567_613_9)),
            (5, 5, (0.565_517_535_216_825_2, 1.0)),
            (
                123_456,
                1_000_000,
                (0.122_812_696_531_422_85, 0.124_102_196_414_004_38),
            ),
        ] {
            assert_interval(wilson(n, base), expected);
        }
    }

    #[test]
    fn nobody_has_no_proportion() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(2, 1), None);
    }

    proptest! {
        #[test]
        fn holds_the_proportion_and_stays_in_range(base in 1_u64..1_000_000, share in 0.0..=1.0) {
            let n = (base as f64 * share) as u64;
            let interval = wilson(n, base).unwrap();
            prop_assert!(0.0 <= interval.low && interval.high <= 1.0);
            prop_assert!(interval.contains(n as f64 / base as f64));
        }
    }
}
