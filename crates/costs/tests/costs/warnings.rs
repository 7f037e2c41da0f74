//! What an estimate warns of, and when it does not.

use costs::{Catalogue, Estimate, EstimateError, Mode, Quantities, QuantityError};

use crate::{amount, estimate, published};

fn codes(quantities: &Quantities) -> Vec<&'static str> {
    let estimate = Estimate::work_out(&Catalogue::standard(), quantities, Mode::FromRows).unwrap();
    estimate
        .warnings
        .iter()
        .map(|warning| warning.code)
        .collect()
}

#[test]
fn the_report_s_own_weaknesses() {
    let estimate = estimate(Mode::FromRows);
    let texts: Vec<&str> = estimate
        .warnings
        .iter()
        .map(|warning| warning.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "The totals add amounts for different times: one-off (proceedings); per year \
             (place_min, place_max, stepdown); for the period (sw_time, emergency_sw, ae, gp, \
             ambulance, police, da_callout, da_deesc, school, camhs, adult, prison).",
            "The totals add prices of different years: 2017/18; 2018/19?; 2019; 2019 (2017/18 \
             uprated); 2020/21.",
            "“Social workers' time saved” (£290,628) and “Social workers' hours in emergencies” \
             (£14,651) may claim the same benefit.",
            "Children's moves down are priced; their moves up (number not known here) are not \
             taken off.",
            "Moves from a Child Protection Plan to Child in Need (7) are not priced; at the same \
             unit costs they come to £3,836 a year.",
        ]
    );
}

#[test]
fn nothing_to_warn_of_where_nothing_is_added() {
    assert_eq!(codes(&Quantities::default()), Vec::<&str>::new());
    let one = Quantities {
        ae: 3,
        ..Quantities::default()
    };
    assert_eq!(codes(&one), Vec::<&str>::new());
}

#[test]
fn escalations_are_named_unless_there_were_none() {
    let known = |escalations| {
        let quantities = Quantities {
            escalations,
            ..published()
        };
        codes(&quantities).contains(&"escalations_not_netted")
    };
    assert!(known(None));
    assert!(known(Some(3)));
    assert!(!known(Some(0)));
}

#[test]
fn counts_that_cannot_hold_are_refused() {
    let refused = |quantities: Quantities| {
        Estimate::work_out(&Catalogue::standard(), &quantities, Mode::FromRows)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(Quantities {
            avoided_13_17: 32,
            ..published()
        }),
        "32 young people aged 13 to 17 are more than the 31 children not in care at closure they \
         are part of"
    );
    assert_eq!(
        refused(Quantities {
            sw_hours: amount("-1"),
            ..published()
        }),
        "sw_hours is -1; it must be from 0 to 10000000 with at most four decimal places"
    );
    let error = Estimate::work_out(
        &Catalogue::standard(),
        &Quantities {
            ae: u64::MAX,
            ..published()
        },
        Mode::FromRows,
    );
    assert!(matches!(
        error,
        Err(EstimateError::Quantities(QuantityError::OutOfRange {
            name: "ae",
            ..
        }))
    ));
}

#[test]
fn a_line_beyond_belief_is_refused() {
    let mut rows = Catalogue::standard().rows().to_vec();
    for row in &mut rows {
        row.value = amount("100000000");
    }
    let dear = Catalogue::new(rows).unwrap();
    let many = Quantities {
        ae: 1_000_000,
        ..Quantities::default()
    };
    let error = Estimate::work_out(&dear, &many, Mode::FromRows).unwrap_err();
    assert_eq!(error, EstimateError::TooLarge { line: "ae" });
}
