//! How sure a mean is when people come in clusters, by resampling whole clusters.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::{Interval, binomial, summary::quantile};

/// How many clusters (families) contribute each (sum of differences d, number of pairs m).
///
/// There are seldom more than a few dozen distinct cells, however many families there are, so
/// resampling them takes the same time for a hundred families as for a million.
pub type CellCounts = BTreeMap<(i64, u64), u64>;

/// The percentile bootstrap interval, 2.5 % to 97.5 %, of the mean difference Σd/Σm, resampling
/// whole clusters with replacement `reps` times (4,000 is usual).
///
/// Clusters without pairs say nothing about the mean and are left out. None if fewer than two
/// clusters have pairs, or `reps` is 0. The same cells, `reps` and `seed` always give the same
/// interval. The number of each cell in a resample is drawn exactly from its multinomial
/// distribution, cell by cell as a binomial of those still to draw; the ends are type 7 quantiles.
/// Source: Davison and Hinkley, Bootstrap Methods and their Application (1997).
pub fn cluster_bootstrap(cells: &CellCounts, reps: u32, seed: u64) -> Option<Interval> {
    let mut means = resampled_means(cells, reps, seed)?;
    means.sort_unstable_by(f64::total_cmp);
    Some(Interval {
        low: quantile(&means, 0.025, |mean| mean),
        high: quantile(&means, 0.975, |mean| mean),
    })
}

/// One distinct contribution, and how many clusters make it.
struct Cell {
    difference: f64,
    pairs: f64,
    clusters: u64,
}

/// The mean difference of each resample, in the order drawn.
fn resampled_means(cells: &CellCounts, reps: u32, seed: u64) -> Option<Vec<f64>> {
    let mut cells: Vec<Cell> = cells
        .iter()
        .filter(|&(&(_, m), &count)| m > 0 && count > 0)
        .map(|(&(d, m), &clusters)| Cell {
            difference: d as f64,
            pairs: m as f64,
            clusters,
        })
        .collect();
    // The commonest first: then there is often nothing left to draw for the rarest.
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.clusters));
    let clusters: u64 = cells.iter().map(|cell| cell.clusters).sum();
    if clusters < 2 || reps == 0 {
        return None;
    }
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    let mut rng = ChaCha8Rng::from_seed(key);
    let one_mean = |_| resampled_mean(&cells, clusters, &mut rng);
    Some((0..reps).map(one_mean).collect())
}

fn resampled_mean(cells: &[Cell], clusters: u64, rng: &mut ChaCha8Rng) -> f64 {
    let (mut difference, mut pairs) = (0.0, 0.0);
    let (mut left_to_draw, mut clusters_left) = (clusters, clusters);
    for cell in cells {
        if left_to_draw == 0 {
            break;
        }
        let share = cell.clusters as f64 / clusters_left as f64;
        let drawn = binomial::draw(rng, left_to_draw, share);
        difference += drawn as f64 * cell.difference;
        pairs += drawn as f64 * cell.pairs;
        left_to_draw -= drawn;
        clusters_left -= cell.clusters;
    }
    difference / pairs
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::RngCore;

    use super::*;
    use crate::testing::assert_close;

    fn mean_and_variance(values: &[f64]) -> (f64, f64) {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        (mean, squares / (n - 1.0))
    }

    #[test]
    fn with_one_pair_a_cluster_mean_and_variance_are_known() {
        // The mean of a resample has mean d̄ and variance σ²/n exactly.
        for (fell, same, rose) in [(12, 21, 1), (3, 2, 2), (300_000, 600_000, 100_000)] {
            let cells = CellCounts::from([((-1, 1), fell), ((0, 1), same), ((1, 1), rose)]);
            let n = (fell + same + rose) as f64;
            let mean = (rose as f64 - fell as f64) / n;
            let variance = ((rose + fell) as f64 / n - mean * mean) / n;
            let means = resampled_means(&cells, 8_000, 7).unwrap();
            let (our_mean, our_variance) = mean_and_variance(&means);
            assert!((our_mean - mean).abs() < 4.0 * (variance / 8_000.0).sqrt());
            // The standard error of a variance ratio over 8,000 is about √(2/8,000).
            assert!((our_variance / variance - 1.0).abs() < 4.0 * (2.0_f64 / 8_000.0).sqrt());
        }
    }

    #[test]
    fn agrees_with_drawing_families_one_by_one() {
        let cells = CellCounts::from([
            ((-2, 2), 5),
            ((-1, 1), 9),
            ((-1, 3), 4),
            ((0, 1), 14),
            ((0, 2), 6),
            ((1, 1), 3),
        ]);
        let families: Vec<(i64, u64)> = cells
            .iter()
            .flat_map(|(&cell, &count)| std::iter::repeat_n(cell, count as usize))
            .collect();
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        let plain: Vec<f64> = (0..20_000)
            .map(|_| {
                let (mut d, mut m) = (0, 0);
                for _ in &families {
                    let family = families[(rng.next_u64() % families.len() as u64) as usize];
                    d += family.0;
                    m += family.1;
                }
                d as f64 / m as f64
            })
            .collect();
        let ours = resampled_means(&cells, 20_000, 12).unwrap();
        let (plain_mean, plain_variance) = mean_and_variance(&plain);
        let (our_mean, our_variance) = mean_and_variance(&ours);
        assert!((our_mean - plain_mean).abs() < 4.0 * (2.0 * plain_variance / 20_000.0).sqrt());
        assert!((our_variance / plain_variance - 1.0).abs() < 4.0 * (4.0_f64 / 20_000.0).sqrt());
        let share_below = |means: &[f64], at: f64| {
            means.iter().filter(|&&mean| mean <= at).count() as f64 / means.len() as f64
        };
        for at in [-0.5, -0.4, -0.3, -0.2, -0.1] {
            let apart = share_below(&ours, at) - share_below(&plain, at);
            assert!(
                apart.abs() < 4.0 * (0.5_f64 / 20_000.0).sqrt(),
                "{at}: {apart}"
            );
        }
    }

    #[test]
    fn three_families_have_a_known_distribution() {
        // Each family is drawn 0 to 3 times; the mean is −1 only if all three draws are the first.
        let cells = CellCounts::from([((-1, 1), 1), ((0, 1), 1), ((1, 1), 1)]);
        let means = resampled_means(&cells, 27_000, 3).unwrap();
        let share = |value: f64| {
            let near = |mean: &&f64| (*mean - value).abs() < 1e-12;
            means.iter().filter(near).count() as f64
        };
        // Of the 27 equally likely draws, these many have each sum.
        for (sum, of_27) in [
            (-3.0, 1.0),
            (-2.0, 3.0),
            (-1.0, 6.0),
            (0.0, 7.0),
            (2.0, 3.0),
        ] {
            let expected = of_27 * 1_000.0;
            assert!(
                (share(sum / 3.0) - expected).abs() < 4.0 * f64::sqrt(expected),
                "{sum}"
            );
        }
    }

    #[test]
    fn a_million_families_have_the_normal_interval() {
        let cells = CellCounts::from([((-1, 1), 300_000), ((0, 1), 600_000), ((1, 1), 100_000)]);
        let interval = cluster_bootstrap(&cells, 4_000, 5).unwrap();
        let standard_error = (0.36_f64 / 1e6).sqrt();
        assert!((interval.low - (-0.2 - 1.96 * standard_error)).abs() < 0.15 * standard_error);
        assert!((interval.high - (-0.2 + 1.96 * standard_error)).abs() < 0.15 * standard_error);
    }

    #[test]
    fn the_seed_decides() {
        let cells = CellCounts::from([((-2, 3), 4), ((0, 2), 9), ((1, 1), 5)]);
        let interval = |seed| cluster_bootstrap(&cells, 500, seed).unwrap();
        assert_eq!(interval(1), interval(1));
        assert_ne!(
            resampled_means(&cells, 50, 1),
            resampled_means(&cells, 50, 2)
        );
    }

    #[test]
    fn families_without_pairs_are_left_out_and_one_family_is_not_enough() {
        let mut cells = CellCounts::from([((-1, 2), 3), ((0, 1), 4)]);
        let without = cluster_bootstrap(&cells, 200, 9);
        cells.insert((0, 0), 50);
        cells.insert((5, 1), 0);
        assert_eq!(cluster_bootstrap(&cells, 200, 9), without);
        assert_eq!(cluster_bootstrap(&CellCounts::new(), 200, 9), None);
        assert_eq!(
            cluster_bootstrap(&CellCounts::from([((1, 1), 1)]), 200, 9),
            None
        );
        assert_eq!(cluster_bootstrap(&cells, 0, 9), None);
    }

    #[test]
    fn families_all_alike_leave_no_doubt() {
        let cells = CellCounts::from([((-1, 2), 40)]);
        let interval = cluster_bootstrap(&cells, 100, 1).unwrap();
        assert_close(interval.low, -0.5);
        assert_close(interval.high, -0.5);
    }
}
