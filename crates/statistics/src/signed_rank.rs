//! Wilcoxon's signed-rank test, keeping those with no change.

use statrs::function::erf::erfc;

/// What the signed-rank test found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignedRank {
    /// The sum of the ranks of the differences above 0.
    pub ranks_up: f64,
    /// The sum of the ranks of the differences below 0.
    pub ranks_down: f64,
    /// How many differences were 0.
    pub unchanged: u64,
    /// The smaller rank sum in standard errors from its expectation: never above 0.
    pub z: f64,
    /// The two-sided p-value, by the normal approximation.
    pub p: f64,
    /// The matched rank-biserial correlation, `(up − down) / (up + down)` of the rank sums: −1 if
    /// every change was down, 1 if every change was up.
    pub rank_biserial: f64,
}

/// Wilcoxon's signed-rank test of differences (after less before), with Pratt's treatment of
/// zeros; none if every difference is 0.
///
/// The sizes of all n differences are ranked, zeros too and ties at their mean rank; then the n₀
/// ranks of zeros are left out of the sums. With T the smaller sum,
/// `z = (T − (n(n+1) − n₀(n₀+1))/4) / √((n(n+1)(2n+1) − n₀(n₀+1)(2n₀+1) − ½Σt(t²−1))/24)` over
/// groups of t tied non-zero sizes, and `p = 2·Φ(−|z|)`, without continuity correction. With fewer
/// than about ten changes the approximation is rough: prefer [`sign_test`](crate::sign_test).
/// Sources: Pratt, JASA 54 (1959), 655–667; the approximation, Cureton, JASA 62 (1967), 1068–1069.
pub fn wilcoxon_pratt(differences: &[i32]) -> Option<SignedRank> {
    let mut by_size = differences.to_vec();
    by_size.sort_unstable_by_key(|difference| difference.unsigned_abs());
    let zeros = by_size.iter().take_while(|&&d| d == 0).count();
    if zeros == by_size.len() {
        return None;
    }
    let (mut ranks_up, mut ranks_down, mut ties) = (0.0, 0.0, 0.0);
    let mut ranked = zeros;
    for group in by_size[zeros..].chunk_by(|a, b| a.unsigned_abs() == b.unsigned_abs()) {
        let size = group.len() as f64;
        let mean_rank = ranked as f64 + f64::midpoint(size, 1.0);
        let up = group.iter().filter(|&&d| d > 0).count() as f64;
        ranks_up += up * mean_rank;
        ranks_down += (size - up) * mean_rank;
        ties += size * (size * size - 1.0);
        ranked += group.len();
    }
    let (n, n0) = (by_size.len() as f64, zeros as f64);
    let sum_of_ranks = |n: f64| n * (n + 1.0) / 2.0;
    let six_sums_of_squares = |n: f64| n * (n + 1.0) * (2.0 * n + 1.0);
    let expected = (sum_of_ranks(n) - sum_of_ranks(n0)) / 2.0;
    let variance = (six_sums_of_squares(n) - six_sums_of_squares(n0) - ties / 2.0) / 24.0;
    let z = (ranks_up.min(ranks_down) - expected) / variance.sqrt();
    Some(SignedRank {
        ranks_up,
        ranks_down,
        unchanged: zeros as u64,
        z,
        p: erfc(z.abs() / std::f64::consts::SQRT_2),
        rank_biserial: (ranks_up - ranks_down) / (ranks_up + ranks_down),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn agrees_with_scipy() {
        // scipy 1.17.1, wilcoxon(d, zero_method="pratt", correction=False, method="asymptotic");
        // rank sums from scipy.stats.rankdata.
        let mut mostly_down = vec![-1; 12];
        mostly_down.push(1);
        mostly_down.extend([0; 21]);
        let cases: [(&[i32], f64, f64, f64, f64); 7] = [
            (
                &[-1, -2, 0, 1, -1, -3, 0, 0, -1, 2, -2, -1],
                16.0,
                56.0,
                -1.601_281_538_050_871_4,
                0.109_314_576_208_666_36,
            ),
            (
                &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
                55.0,
                0.0,
                -2.803_059_552_906_940_4,
                0.005_062_032_126_267_864,
            ),
            (
                &mostly_down,
                28.0,
                336.0,
                -3.050_851_079_238_76,
                0.002_281_937_253_315_448_4,
            ),
            (&[0, 0, 3], 3.0, 0.0, -1.0, 0.317_310_507_862_914_15),
            (
                &[
                    -3, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0, 0, 1, 1, 2, -1, -2, -3, -3, -1,
                ],
                34.5,
                160.5,
                -2.395_766_330_918_861_7,
                0.016_585_659_966_987_513,
            ),
            (&[1, -1], 1.5, 1.5, 0.0, 1.0),
            (&[5, -100_000, 7, 7, 0, -7], 10.0, 10.0, 0.0, 1.0),
        ];
        for (differences, up, down, z, p) in cases {
            let test = wilcoxon_pratt(differences).unwrap();
            assert_close(test.ranks_up, up);
            assert_close(test.ranks_down, down);
            assert_close(test.z, z);
            assert_close(test.p, p);
            assert_close(test.rank_biserial, (up - down) / (up + down));
        }
    }

    #[test]
    fn the_normal_tail_agrees_with_scipy() {
        // scipy 1.17.1, 2 * norm.sf(z).
        for (z, p) in [
            (0.0, 1.0),
            (0.1, 0.920_344_325_445_942),
            (crate::interval::Z, 0.05),
            (5.0, 5.733_031_437_583_866e-7),
        ] {
            assert_close(erfc(z / std::f64::consts::SQRT_2), p);
        }
        let far = erfc(10.0 / std::f64::consts::SQRT_2) / 1.523_970_604_832_094e-23;
        assert_close(far, 1.0);
    }

    #[test]
    fn no_change_at_all_has_no_answer() {
        assert_eq!(wilcoxon_pratt(&[]), None);
        assert_eq!(wilcoxon_pratt(&[0, 0]), None);
    }

    proptest! {
        #[test]
        fn turning_every_change_round_only_turns_the_direction(
            differences in prop::collection::vec(-4_i32..=4, 1..40),
        ) {
            let back: Vec<i32> = differences.iter().map(|d| -d).collect();
            let (Some(one), Some(other)) = (wilcoxon_pratt(&differences), wilcoxon_pratt(&back))
            else {
                return Ok(());
            };
            prop_assert!((one.rank_biserial + other.rank_biserial).abs() < 1e-12);
            prop_assert!((one.p - other.p).abs() < 1e-12);
            prop_assert!((0.0..=1.0).contains(&one.p));
        }
    }
}
