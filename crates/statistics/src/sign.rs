//! The exact sign test, and the fair-coin binomial that McNemar's test shares with it.

use statrs::function::factorial::ln_binomial;

/// The exact two-sided sign test of `down` falls against `up` rises, those with no change left out.
///
/// `min(1, 2·P(X ≤ min(down, up)))` with X binomial of `down + up` fair tosses. None if nothing
/// went either way. Source: Dixon and Mood, JASA 41 (1946), 557–566.
pub fn sign_test(down: u64, up: u64) -> Option<f64> {
    two_sided(down, up)
}

/// The two-sided exact p-value of `a` heads and `b` tails; none without a toss.
pub(crate) fn two_sided(a: u64, b: u64) -> Option<f64> {
    let tosses = a + b;
    (tosses > 0).then(|| (2.0 * at_most(a.min(b), tosses)).min(1.0))
}

/// The probability of exactly `k` heads in `tosses` tosses of a fair coin.
pub(crate) fn exactly(k: u64, tosses: u64) -> f64 {
    (ln_binomial(tosses, k) - tosses as f64 * std::f64::consts::LN_2).exp()
}

/// The probability of at most `k` heads, for `k` no more than half the tosses.
fn at_most(k: u64, tosses: u64) -> f64 {
    // From the largest term down, each is the last times j/(tosses − j + 1), until they no longer
    // matter: never more than a few times √tosses of them.
    let largest = exactly(k, tosses);
    let mut term = largest;
    let mut sum = largest;
    for j in (1..=k).rev() {
        term *= j as f64 / (tosses - j + 1) as f64;
        if term < sum * 1e-17 {
            break;
        }
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn agrees_with_scipy() {
        // scipy 1.17.1, binomtest(down, down + up, 0.5).pvalue.
        for (down, up, expected) in [
            (12, 1, 0.003_417_968_75),
            (20, 5, 0.004_077_315_330_505_371),
            (3, 3, 1.0),
            (1, 0, 1.0),
            (24, 2, 1.049_041_748_046_875e-5),
        ] {
            assert_close(sign_test(down, up).unwrap(), expected);
            assert_close(sign_test(up, down).unwrap(), expected);
        }
    }

    #[test]
    fn no_change_has_no_p_value() {
        assert_eq!(sign_test(0, 0), None);
    }

    #[test]
    fn the_coin_comes_down_some_way() {
        for tosses in [1, 2, 17, 400] {
            let total: f64 = (0..=tosses).map(|k| exactly(k, tosses)).sum();
            assert_close(total, 1.0);
        }
    }
}
