//! Time: how long cases stay open, with the cases that are still open counted as long as they have
//! been (Kaplan and Meier).

use calendar::Date;
use record::Field;
use record::lists::{CaseStatus, YesNo};
use serde::Serialize;
use statistics::{KaplanMeier, Outcome};

use crate::cohort::{Cohort, day};
use crate::episodes;
use crate::figure::tidy;

/// The share of cases still open after so many months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StillOpen {
    /// Completed months since referral, or since the case was last opened.
    pub months: u32,
    /// Cases open just before.
    pub at_risk: u64,
    /// Cases that closed.
    pub closed: u64,
    /// The share still open afterwards, in per cent.
    pub percent_open: f64,
}

/// Time from referral to closure (of a family that came again, of its latest episode), of families a parent of whom received direct support.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Times {
    /// Who is counted.
    pub population: &'static str,
    /// How many families.
    pub families: u64,
    /// Of whom still open on the day.
    pub still_open: u64,
    /// Families left out: their status is not one of support, or their dates give no length.
    pub left_out: u64,
    /// The month by which half have closed, if half have.
    pub median_months: Option<u32>,
    /// Month by month.
    pub steps: Vec<StillOpen>,
}

/// Months from the referral that last opened a case to its closure or to the day.
pub(crate) fn to_closure(cohort: &Cohort, as_at: Date) -> Times {
    let mut people = Vec::new();
    let mut left_out = 0;
    let mut opened = episodes::last_opened(cohort).into_iter();
    for block in &cohort.families.blocks {
        let opened: Vec<i32> = opened.by_ref().take(block.len).collect();
        let support = block.codes(Field::ParentDirectSupport);
        let status = block.codes(Field::FamilyStatus);
        let closed = block.numbers(Field::ClosureDate);
        for row in (0..block.len).filter(|row| support[*row] == YesNo::Yes.position()) {
            let (to, outcome) = match CaseStatus::at(status[row]) {
                Some(CaseStatus::Closed) => (day(closed[row]), Outcome::Event),
                Some(CaseStatus::Open | CaseStatus::New) => (Some(as_at), Outcome::Censored),
                _ => (None, Outcome::Censored),
            };
            let dates = day(opened[row]).zip(to);
            match dates.and_then(|(from, to)| calendar::months::completed(from, to)) {
                Some(months) => people.push((months, outcome)),
                None => left_out += 1,
            }
        }
    }
    let curve = KaplanMeier::of(&people);
    Times {
        population: "Families in which a parent received direct support",
        families: people.len() as u64,
        still_open: people
            .iter()
            .filter(|(_, o)| matches!(o, Outcome::Censored))
            .count() as u64,
        left_out,
        median_months: curve.as_ref().and_then(KaplanMeier::median),
        steps: curve.map_or_else(Vec::new, |curve| {
            curve
                .steps()
                .iter()
                .map(|step| StillOpen {
                    months: step.time,
                    at_risk: step.at_risk,
                    closed: step.events,
                    percent_open: tidy(step.survival * 100.0),
                })
                .collect()
        }),
    }
}
