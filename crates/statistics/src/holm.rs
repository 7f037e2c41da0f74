//! Many tests at once.

/// Holm's step-down adjustment of p-values that form one family of tests; tests that gave none
/// stay none and are not counted.
///
/// With m p-values, the i-th smallest becomes the largest so far of `min(1, (m − i + 1)·p)`, so the
/// chance of any false finding in the family is at most the level. Source: Holm, Scand J Stat 6
/// (1979), 65–70.
pub fn holm(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> = p_values
        .iter()
        .enumerate()
        .filter_map(|(place, p)| p.map(|p| (place, p)))
        .collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut adjusted = vec![None; p_values.len()];
    let mut largest = 0.0_f64;
    for (rank, &(place, p)) in order.iter().enumerate() {
        let remaining = (order.len() - rank) as f64;
        largest = largest.max((remaining * p).min(1.0));
        adjusted[place] = Some(largest);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn agrees_with_statsmodels() {
        // statsmodels 0.15.0, multipletests(p, method="holm")[1].
        let ours = holm(&[0.01, 0.04, 0.03, 0.005, 0.2, 0.9].map(Some));
        let theirs = [0.05, 0.12, 0.12, 0.03, 0.4, 0.9];
        for (ours, theirs) in ours.into_iter().zip(theirs) {
            assert_close(ours.unwrap(), theirs);
        }
        let ours = holm(&[0.0018, 0.22, 0.031, 0.5, 0.5].map(Some));
        let theirs = [0.009, 0.66, 0.124, 1.0, 1.0];
        for (ours, theirs) in ours.into_iter().zip(theirs) {
            assert_close(ours.unwrap(), theirs);
        }
    }

    #[test]
    fn tests_that_gave_no_p_value_are_not_counted() {
        assert_eq!(
            holm(&[None, Some(0.03), None, Some(0.01)]),
            [None, Some(0.03), None, Some(0.02)]
        );
        assert_eq!(holm(&[None]), [None]);
        assert_eq!(holm(&[]), []);
    }

    proptest! {
        #[test]
        fn never_smaller_and_in_the_same_order(
            p in prop::collection::vec(0.0_f64..=1.0, 1..12),
        ) {
            let given: Vec<_> = p.iter().copied().map(Some).collect();
            let adjusted: Vec<f64> = holm(&given).into_iter().flatten().collect();
            prop_assert_eq!(adjusted.len(), p.len());
            for i in 0..p.len() {
                prop_assert!(p[i] <= adjusted[i] && adjusted[i] <= 1.0);
                for j in 0..p.len() {
                    prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j]);
                }
            }
        }
    }
}
