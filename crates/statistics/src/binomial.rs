//! Exact draws from the binomial distribution.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::RngCore;
use statrs::function::factorial::ln_factorial;

/// Below this expected number, counting up from none is quicker than rejection, and rejection's
/// constants do not hold.
const SMALL: f64 = 10.0;

/// The number of successes in `trials` independent trials of probability `p`, in 0 to 1.
pub(crate) fn draw(rng: &mut ChaCha8Rng, trials: u64, p: f64) -> u64 {
    if trials == 0 || p <= 0.0 {
        0
    } else if p >= 1.0 {
        trials
    } else if p > 0.5 {
        trials - draw_up_to_half(rng, trials, 1.0 - p)
    } else {
        draw_up_to_half(rng, trials, p)
    }
}

fn draw_up_to_half(rng: &mut ChaCha8Rng, trials: u64, p: f64) -> u64 {
    if trials as f64 * p < SMALL {
        by_inversion(rng, trials, p)
    } else {
        by_rejection(rng, trials, p)
    }
}

/// Counts up through the probabilities of 0, 1, 2 … until they pass one uniform number.
fn by_inversion(rng: &mut ChaCha8Rng, trials: u64, p: f64) -> u64 {
    let odds = p / (1.0 - p);
    let none = (trials as f64 * (-p).ln_1p()).exp();
    loop {
        let mut left = uniform(rng);
        let mut probability = none;
        for k in 0..=trials {
            if left < probability {
                return k;
            }
            left -= probability;
            probability *= odds * (trials - k) as f64 / (k + 1) as f64;
        }
        // Rounding can leave a sliver above the sum of all the probabilities: draw again.
    }
}

/// Transformed rejection with squeeze: algorithm BTRS of Hörmann, "The generation of binomial
/// random variates", J Stat Comput Simul 46 (1993), 101–110. For p up to ½ and `trials·p` at
/// least 10.
fn by_rejection(rng: &mut ChaCha8Rng, trials: u64, p: f64) -> u64 {
    let n = trials as f64;
    let deviation = (n * p * (1.0 - p)).sqrt();
    let slope = 1.15 + 2.53 * deviation;
    let bend = -0.0873 + 0.0248 * slope + 0.01 * p;
    let centre = n * p + 0.5;
    let squeeze = 0.92 - 4.2 / slope;
    let height = (2.83 + 5.1 / slope) * deviation;
    let ln_odds = (p / (1.0 - p)).ln();
    let mode = ((n + 1.0) * p).floor() as u64;
    loop {
        let across = uniform(rng) - 0.5;
        let up = uniform(rng);
        let edge = 0.5 - across.abs();
        let drawn = ((2.0 * bend / edge + slope) * across + centre).floor();
        if drawn < 0.0 || drawn > n {
            continue;
        }
        let k = drawn as u64;
        // Well inside the hat nearly every point is accepted without working out its height.
        if edge >= 0.07 && up <= squeeze {
            return k;
        }
        let ln_height = (up * height / (bend / (edge * edge) + slope)).ln();
        let ln_ratio = ln_factorial(mode) + ln_factorial(trials - mode)
            - ln_factorial(k)
            - ln_factorial(trials - k)
            + (drawn - mode as f64) * ln_odds;
        if ln_height <= ln_ratio {
            return k;
        }
    }
}

/// A number evenly spread over 0 to 1, ends excluded.
fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    ((rng.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    /// Draws many and compares their counts with the probabilities by Pearson's χ², which has mean
    /// `cells − 1` and variance twice that.
    fn assert_fits(trials: u64, p: f64) {
        const DRAWS: usize = 40_000;
        let mut rng = ChaCha8Rng::seed_from_u64(20_220_830);
        let probability = |k: u64| {
            let ways = ln_factorial(trials) - ln_factorial(k) - ln_factorial(trials - k);
            (ways + k as f64 * p.ln() + (trials - k) as f64 * (-p).ln_1p()).exp()
        };
        let n = trials as f64;
        let reach = 5.0 * (n * p * (1.0 - p)).sqrt() + 5.0;
        let first = (n * p - reach).max(0.0) as u64;
        let last = ((n * p + reach) as u64).min(trials);
        let mut seen = vec![0.0; (last - first + 1) as usize];
        let mut sum = 0.0;
        for _ in 0..DRAWS {
            let k = draw(&mut rng, trials, p);
            assert!(k <= trials);
            sum += k as f64;
            let place = k.clamp(first, last) - first;
            seen[place as usize] += 1.0;
        }
        // Neighbouring values are put together until each cell is expected at least 20 times.
        let (mut chi2, mut cells) = (0.0, 0.0);
        let (mut expected, mut observed) = (0.0, 0.0);
        for k in first..=last {
            expected += probability(k) * DRAWS as f64;
            observed += seen[(k - first) as usize];
            if expected >= 20.0 {
                chi2 += (observed - expected) * (observed - expected) / expected;
                cells += 1.0;
                (expected, observed) = (0.0, 0.0);
            }
        }
        let (freedom, spread) = (cells - 1.0, (2.0 * (cells - 1.0_f64)).sqrt());
        assert!(
            (chi2 - freedom).abs() < 4.0 * spread + 4.0,
            "n {trials} p {p}: χ² {chi2} of {freedom}"
        );
        let standard_error = (n * p * (1.0 - p) / DRAWS as f64).sqrt();
        assert!((sum / DRAWS as f64 - n * p).abs() < 4.0 * standard_error);
    }

    #[test]
    fn fits_by_inversion() {
        assert_fits(1, 0.3);
        assert_fits(7, 0.5);
        assert_fits(34, 0.2);
        assert_fits(1_000_000, 4e-6);
        assert_fits(30, 0.9);
    }

    #[test]
    fn fits_by_rejection() {
        assert_fits(20, 0.5);
        assert_fits(100, 0.1);
        assert_fits(100, 0.6);
        assert_fits(5_000, 0.31);
        assert_fits(1_000_000, 0.000_02);
        assert_fits(1_000_000, 0.97);
    }

    #[test]
    fn certain_and_impossible() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        assert_eq!(draw(&mut rng, 12, 0.0), 0);
        assert_eq!(draw(&mut rng, 12, 1.0), 12);
        assert_eq!(draw(&mut rng, 0, 0.4), 0);
    }
}
