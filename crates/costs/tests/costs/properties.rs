//! What holds for any counts and prices.

use costs::{Catalogue, Counted, Estimate, Mode, Quantities, Side};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn quantities() -> impl Strategy<Value = Quantities> {
    let counts = prop::collection::vec(0_u64..5_000, 17);
    (counts, 0_i64..1_000_000, 0_u64..=100).prop_map(|(counts, hours, share)| {
        let mut counts = counts.into_iter();
        let mut next = || counts.next().unwrap();
        let at_risk = next();
        let avoided = at_risk * share / 100;
        Quantities {
            at_risk,
            avoided,
            avoided_13_17: avoided * share / 100,
            families: next(),
            stepdowns_from_cpp: next(),
            stepdowns_from_cin: next(),
            cpp_to_cin: next(),
            escalations: Some(next()),
            sw_hours: Decimal::new(hours, 2),
            ae: next(),
            gp: next(),
            ambulance: next(),
            police: next(),
            da_callout: next(),
            da_deesc: next(),
            school: next(),
            camhs: next(),
            adult: next(),
            prison_recalls: share,
            prison_weeks: next(),
            programme_months: next() % 120,
        }
    })
}

/// The standard rows at any prices, pence and fractions of a penny included.
fn catalogue() -> impl Strategy<Value = Catalogue> {
    prop::collection::vec(0_i64..400_000_000, 16).prop_map(|values| {
        let mut rows = Catalogue::standard().rows().to_vec();
        for (row, value) in rows.iter_mut().zip(values) {
            row.value = Decimal::new(value, 4);
        }
        Catalogue::new(rows).unwrap()
    })
}

fn whole_pence(amount: Decimal) -> bool {
    amount.normalize().scale() <= 2
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_are_the_sums_of_their_lines(catalogue in catalogue(), quantities in quantities()) {
        for mode in Mode::ALL {
            let estimate = Estimate::work_out(&catalogue, &quantities, mode).unwrap();
            let sum = |leave_out: Counted, side: Side| -> Decimal {
                let kept = estimate.lines.iter().filter(|line| line.side == side);
                kept.filter(|line| line.counted != leave_out).map(|line| line.amount).sum()
            };
            let cost = sum(Counted::UpTo, Side::Cost);
            let at_least = sum(Counted::UpTo, Side::Saving);
            let up_to = sum(Counted::AtLeast, Side::Saving);
            let half = Decimal::new(5, 1);
            for (total, sum) in [
                (estimate.totals.gross_min, at_least),
                (estimate.totals.gross_max, up_to),
                (estimate.totals.net_min, at_least - cost),
                (estimate.totals.net_max, up_to - cost),
            ] {
                if mode == Mode::AsReported {
                    prop_assert!((total - sum).abs() <= half && total.normalize().scale() == 0);
                } else {
                    prop_assert_eq!(total, sum);
                }
            }
            for shares in [&estimate.by_agency, &estimate.by_basis] {
                prop_assert_eq!(shares.iter().map(|share| share.at_least).sum::<Decimal>(), at_least);
                prop_assert_eq!(shares.iter().map(|share| share.up_to).sum::<Decimal>(), up_to);
                prop_assert_eq!(shares.iter().map(|share| share.cost).sum::<Decimal>(), cost);
            }
            for line in &estimate.lines {
                prop_assert!(whole_pence(line.amount), "{}", line.code);
                let products: Decimal = line.products.iter().map(|product| product.amount).sum();
                prop_assert_eq!(line.amount, products);
            }
            prop_assert!(serde_json::to_string(&estimate).is_ok());
        }
    }

    /// A mode's lines are those of the rows but for the lines its settings name.
    #[test]
    fn modes_differ_only_in_their_settings(catalogue in catalogue(), quantities in quantities()) {
        let rows = Estimate::work_out(&catalogue, &quantities, Mode::FromRows).unwrap();
        for mode in Mode::ALL {
            let estimate = Estimate::work_out(&catalogue, &quantities, mode).unwrap();
            for (line, from_rows) in estimate.lines.iter().zip(&rows.lines) {
                let setting = mode.settings().iter().find(|setting| setting.line == line.code);
                match setting {
                    None => {
                        prop_assert_eq!(&line.products, &from_rows.products);
                        prop_assert_eq!(line.amount, from_rows.amount);
                    }
                    Some(setting) => {
                        let reads = |code: &str| line.products.iter().any(|p| p.unit_cost.code == code);
                        prop_assert!(reads(setting.reads) && !reads(setting.instead_of));
                    }
                }
            }
            prop_assert_eq!(&estimate.steps, &rows.steps);
        }
    }

    #[test]
    fn a_catalogue_survives_its_own_csv(catalogue in catalogue()) {
        let again = Catalogue::from_csv(&catalogue.to_csv()).unwrap();
        prop_assert_eq!(again.digest(), catalogue.digest());
        prop_assert_eq!(again, catalogue);
    }
}
