//! Typical values of whole numbers, and of whole numbers before and after.

/// Typical values of a list of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// How many numbers.
    pub count: u64,
    /// Their sum.
    pub total: i64,
    /// The smallest.
    pub least: i64,
    /// The lower quartile.
    pub lower_quartile: f64,
    /// The median.
    pub median: f64,
    /// The upper quartile.
    pub upper_quartile: f64,
    /// The largest.
    pub most: i64,
    /// The mean.
    pub mean: f64,
}

impl Summary {
    /// Summarises the numbers; none if there are none.
    ///
    /// Quartiles are of type 7 of Hyndman and Fan, Am Stat 50 (1996), 361–365 (the default of R,
    /// NumPy and Excel's QUARTILE.INC): of n sorted numbers, the one at place `(n − 1)·p` from 0,
    /// and between two places in proportion.
    pub fn of(numbers: &[i64]) -> Option<Self> {
        let mut sorted = numbers.to_vec();
        sorted.sort_unstable();
        let (&least, &most) = (sorted.first()?, sorted.last()?);
        let total = sorted.iter().sum();
        let quantile = |p| quantile(&sorted, p, |number| number as f64);
        Some(Self {
            count: sorted.len() as u64,
            total,
            least,
            lower_quartile: quantile(0.25),
            median: quantile(0.5),
            upper_quartile: quantile(0.75),
            most,
            mean: total as f64 / sorted.len() as f64,
        })
    }
}

/// The type 7 quantile of sorted values, of which there must be at least one.
pub(crate) fn quantile<T: Copy>(sorted: &[T], p: f64, number: impl Fn(T) -> f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * p;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    let (low, high) = (number(sorted[below]), number(sorted[above]));
    low + (high - low) * (place - below as f64)
}

/// The same people's whole numbers before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matched {
    /// How many people.
    pub pairs: u64,
    /// The mean before.
    pub mean_before: f64,
    /// The mean after.
    pub mean_after: f64,
    /// The mean of after less before: negative if it fell.
    pub mean_difference: f64,
    /// The sample standard deviation of the differences (n − 1 below the line); none of one person.
    pub deviation: Option<f64>,
    /// For how many it fell.
    pub fell: u64,
    /// For how many it stayed the same.
    pub same: u64,
    /// For how many it rose.
    pub rose: u64,
}

impl Matched {
    /// Summarises pairs of numbers, (before, after); none if there are none.
    pub fn of(pairs: &[(i64, i64)]) -> Option<Self> {
        if pairs.is_empty() {
            return None;
        }
        let n = pairs.len() as f64;
        let mean_before = pairs.iter().map(|pair| pair.0).sum::<i64>() as f64 / n;
        let mean_after = pairs.iter().map(|pair| pair.1).sum::<i64>() as f64 / n;
        let differences = || pairs.iter().map(|(before, after)| after - before);
        let mean_difference = differences().sum::<i64>() as f64 / n;
        let squares: f64 = differences()
            .map(|d| (d as f64 - mean_difference).powi(2))
            .sum();
        let count = |of: fn(&i64) -> bool| differences().filter(of).count() as u64;
        Some(Self {
            pairs: pairs.len() as u64,
            mean_before,
            mean_after,
            mean_difference,
            deviation: (pairs.len() > 1).then(|| (squares / (n - 1.0)).sqrt()),
            fell: count(|&d| d < 0),
            same: count(|&d| d == 0),
            rose: count(|&d| d > 0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn quartiles_agree_with_numpy() {
        // numpy 2.4.6, quantile(x, [0.25, 0.5, 0.75]) and mean(x).
        let cases: [(&[i64], [f64; 3], f64); 5] = [
            (&[3, 1, 2], [1.5, 2.0, 2.5], 2.0),
            (&[1, 2, 3, 4], [1.75, 2.5, 3.25], 2.5),
            (&[5], [5.0, 5.0, 5.0], 5.0),
            (
                &[7, 7, 1, 0, 12, 3, -4],
                [0.5, 3.0, 7.0],
                3.714_285_714_285_714_4,
            ),
            (
                &[10, 20, 30, 40, 50, 61],
                [22.5, 35.0, 47.5],
                35.166_666_666_666_664,
            ),
        ];
        for (numbers, [lower, median, upper], mean) in cases {
            let summary = Summary::of(numbers).unwrap();
            assert_close(summary.lower_quartile, lower);
            assert_close(summary.median, median);
            assert_close(summary.upper_quartile, upper);
            assert_close(summary.mean, mean);
            assert_eq!(summary.count, numbers.len() as u64);
        }
        let summary = Summary::of(&[7, 7, 1, 0, 12, 3, -4]).unwrap();
        assert_eq!((summary.least, summary.most, summary.total), (-4, 12, 26));
        assert_eq!(Summary::of(&[]), None);
    }

    #[test]
    fn matched_means_agree_with_numpy() {
        // numpy 2.4.6, mean and std(ddof=1) of the differences.
        let pairs = [
            (23, 2),
            (5, 3),
            (0, 0),
            (3, 4),
            (20, 1),
            (2, 0),
            (2, 0),
            (1, 1),
        ];
        let matched = Matched::of(&pairs).unwrap();
        assert_close(matched.mean_before, 7.0);
        assert_close(matched.mean_after, 1.375);
        assert_close(matched.mean_difference, -5.625);
        assert_close(matched.deviation.unwrap(), 8.959_233_066_666_876);
        assert_eq!((matched.fell, matched.same, matched.rose), (5, 2, 1));
        assert_eq!(Matched::of(&[]), None);
        assert_eq!(Matched::of(&[(1, 2)]).unwrap().deviation, None);
    }
}
