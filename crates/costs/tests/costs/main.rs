//! The crate at its boundary: catalogue text and counts in, figures out.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test fails the test by panicking"
)]

mod catalogue;
mod modes;
mod properties;
mod published;
mod warnings;

use costs::{Catalogue, Estimate, Mode, Quantities};
use rust_decimal::Decimal;

/// The counts of the source report.
fn published() -> Quantities {
    Quantities {
        at_risk: 35,
        avoided: 31,
        avoided_13_17: 13,
        families: 81,
        stepdowns_from_cpp: 6,
        stepdowns_from_cin: 12,
        cpp_to_cin: 7,
        escalations: None,
        sw_hours: amount("318.5"),
        ae: 72,
        gp: 16,
        ambulance: 72,
        police: 54,
        da_callout: 7,
        da_deesc: 41,
        school: 82,
        camhs: 29,
        adult: 75,
        prison_recalls: 3,
        prison_weeks: 34,
        programme_months: 18,
    }
}

fn estimate(mode: Mode) -> Estimate {
    Estimate::work_out(&Catalogue::standard(), &published(), mode).unwrap()
}

fn amount(text: &str) -> Decimal {
    text.parse().unwrap()
}
