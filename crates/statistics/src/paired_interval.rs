//! Intervals for the difference of two paired proportions.

use crate::interval::{Interval, Z};
use crate::{PairedTable, wilson};

/// Halvings of a range no longer than 2: 2⁻⁴⁵ of it is below 1e-13.
const HALVINGS: usize = 46;

/// Tango's score interval; the table must not be empty.
pub(crate) fn tango(table: PairedTable) -> Interval {
    let (pairs, started, stopped) = (table.pairs(), table.started, table.stopped);
    let estimate = (started as f64 - stopped as f64) / pairs as f64;
    // With everybody changed one way the score is never beyond the end of the range.
    let low = if stopped == pairs {
        -1.0
    } else {
        crossing(-1.0, estimate, |delta| excess(table, delta, Z))
    };
    let high = if started == pairs {
        1.0
    } else {
        crossing(estimate, 1.0, |delta| excess(table, delta, -Z))
    };
    Interval { low, high }
}

/// By how much the score at `delta` is above `z` standard errors: it falls as `delta` grows.
fn excess(table: PairedTable, delta: f64, z: f64) -> f64 {
    let n = table.pairs() as f64;
    let (started, stopped) = (table.started as f64, table.stopped as f64);
    let variance = 2.0 * likeliest_stopped(n, started, stopped, delta) + delta * (1.0 - delta);
    started - stopped - n * delta - z * (n * variance.max(0.0)).sqrt()
}

/// The most likely proportion that stopped, if the difference is `delta`: the larger root of
/// `2n·q² − (started + stopped − (2n − started + stopped)Δ)·q − stopped·Δ(1−Δ) = 0`.
fn likeliest_stopped(n: f64, started: f64, stopped: f64, delta: f64) -> f64 {
    let a = 2.0 * n;
    let b = -started - stopped + (2.0 * n - started + stopped) * delta;
    let c = -stopped * delta * (1.0 - delta);
    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
    // Two forms of the same root, each used where it does not subtract nearly equal numbers.
    if b < 0.0 {
        (root - b) / (2.0 * a)
    } else if root + b > 0.0 {
        -2.0 * c / (root + b)
    } else {
        0.0
    }
}

/// Where a falling function crosses zero in a range, by halving it.
fn crossing(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if f(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Newcombe's method 10; none if the table is empty.
///
/// With p₁, p₂ the proportions after and before and l, u their Wilson limits, the limits are
/// `p₁ − p₂ − √((p₁−l₁)² − 2φ(p₁−l₁)(u₂−p₂) + (u₂−p₂)²)` and, above,
/// `p₁ − p₂ + √((u₁−p₁)² − 2φ(u₁−p₁)(p₂−l₂) + (p₂−l₂)²)`, φ being the correlation of the answers,
/// brought towards 0 when it is positive.
pub(crate) fn newcombe(table: PairedTable) -> Option<Interval> {
    let n = table.pairs();
    let after_limits = wilson(table.after(), n)?;
    let before_limits = wilson(table.before(), n)?;
    let after = table.after() as f64 / n as f64;
    let before = table.before() as f64 / n as f64;
    let correlation = correlation(table);
    let reach = |one: f64, other: f64| {
        let square = one * one - 2.0 * correlation * one * other + other * other;
        square.max(0.0).sqrt()
    };
    let below = reach(after - after_limits.low, before_limits.high - before);
    let above = reach(after_limits.high - after, before - before_limits.low);
    Some(Interval {
        low: (after - before - below).max(-1.0),
        high: (after - before + above).min(1.0),
    })
}

/// The φ coefficient, with n/2 taken from a positive numerator, and 0 if all answered alike.
fn correlation(table: PairedTable) -> f64 {
    let n = table.pairs() as f64;
    let (before, after) = (table.before() as f64, table.after() as f64);
    let margins = before * (n - before) * after * (n - after);
    if margins <= 0.0 {
        return 0.0;
    }
    let both_less_changed =
        table.both as f64 * table.neither as f64 - table.stopped as f64 * table.started as f64;
    let numerator = if both_less_changed > 0.0 {
        (both_less_changed - n / 2.0).max(0.0)
    } else {
        both_less_changed
    };
    numerator / margins.sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::assert_interval;

    fn table([both, stopped, started, neither]: [u64; 4]) -> PairedTable {
        PairedTable {
            both,
            stopped,
            started,
            neither,
        }
    }

    type Limits = (f64, f64);

    /// Tango: mpmath 1.4.1 at 40 digits, the likelihood equation solved by polyroots and the score
    /// equation by 130 halvings. Newcombe: his formula over statsmodels 0.15.0
    /// proportion_confint(method="wilson"). The first row is the example of Fagerland and others (2013).
    const REFERENCE: &[([u64; 4], Limits, Limits)] = &[
        (
            [1, 1, 7, 12],
            (0.026_003_032_480_868_536, 0.517_232_276_421_377_4),
            (0.025_559_124_164_859_837, 0.506_920_226_686_141),
        ),
        (
            [10, 12, 1, 11],
            (-0.501_427_812_873_877_4, -0.137_113_798_912_104_76),
            (-0.481_957_329_787_306_6, -0.126_686_320_899_301_8),
        ),
        (
            [0, 1, 0, 0],
            (-1.0, 0.586_901_371_245_525_2),
            (-1.0, 0.122_108_720_681_941_78),
        ),
        (
            [1, 0, 0, 0],
            (-0.793_450_685_622_762_6, 0.793_450_685_622_762_6),
            (-0.793_450_685_622_762_6, 0.793_450_685_622_762_6),
        ),
        (
            [5, 0, 0, 5],
            (-0.277_532_799_862_889_25, 0.277_532_799_862_889_25),
            (-0.166_593_157_081_222_63, 0.166_593_157_081_222_63),
        ),
        (
            [0, 0, 10, 0],
            (0.444_934_400_274_221_5, 1.0),
            (0.607_509_350_430_524_1, 1.0),
        ),
        (
            [0, 3, 0, 5],
            (-0.694_257_605_397_372_7, 0.071_060_401_715_335_37),
            (-0.694_257_605_397_372_8, 0.027_440_569_958_797_068),
        ),
        (
            [20, 3, 3, 20],
            (-0.123_363_614_498_814_73, 0.123_363_614_498_814_73),
            (-0.108_298_595_036_760_1, 0.108_298_595_036_760_1),
        ),
        (
            [0, 5, 5, 0],
            (-0.526_813_818_974_872, 0.526_813_818_974_872),
            (-0.526_813_818_974_872_1, 0.526_813_818_974_872_1),
        ),
        (
            [200, 150, 90, 560],
            (-0.090_389_883_882_567_59, -0.029_877_677_604_689_72),
            (-0.090_100_116_569_099_58, -0.029_754_901_293_701_61),
        ),
        (
            [300_000, 120_000, 90_000, 490_000],
            (-0.030_896_348_782_164_9, -0.029_103_856_123_698_48),
            (-0.030_896_195_902_793_976, -0.029_103_711_223_955_13),
        ),
    ];

    #[test]
    fn agree_with_the_references() {
        for &(cells, tango, newcombe) in REFERENCE {
            let table = table(cells);
            assert_interval(table.tango_interval(), tango);
            assert_interval(table.newcombe_interval(), newcombe);
        }
    }

    #[test]
    fn agree_with_a_published_table() {
        // Printed to four places (p-values six) by the R package contingencytables in its own
        // tests, for the 161 patients of Cavo and others (2012): another hand's programs.
        let patients = table([59, 16, 6, 80]);
        let printed = |ours: f64, places: f64, theirs: f64| {
            assert!(
                (ours - theirs).abs() <= 0.5 / places + 1e-12,
                "{ours} {theirs}"
            );
        };
        let tango = patients.tango_interval().unwrap();
        printed(tango.low, 1e4, -0.1240);
        printed(tango.high, 1e4, -0.0054);
        let newcombe = patients.newcombe_interval().unwrap();
        printed(newcombe.low, 1e4, -0.1186);
        printed(newcombe.high, 1e4, -0.0046);
        printed(patients.mcnemar_exact().unwrap(), 1e6, 0.052_479);
        printed(patients.mcnemar_mid_p().unwrap(), 1e6, 0.034_690);
    }

    proptest! {
        #[test]
        fn hold_the_difference_and_turn_round(cells in prop::array::uniform4(0_u64..60)) {
            prop_assume!(cells.iter().sum::<u64>() > 0);
            let forward = table(cells);
            let [both, stopped, started, neither] = cells;
            let back = table([both, started, stopped, neither]);
            for method in [PairedTable::tango_interval, PairedTable::newcombe_interval] {
                let interval = method(forward).unwrap();
                let mirror = method(back).unwrap();
                prop_assert!(-1.0 <= interval.low && interval.high <= 1.0);
                let estimate = forward.difference().unwrap();
                prop_assert!(interval.low <= estimate + 1e-12 && estimate <= interval.high + 1e-12);
                prop_assert!((interval.low + mirror.high).abs() < 1e-12);
                prop_assert!((interval.high + mirror.low).abs() < 1e-12);
            }
        }
    }
}
