//! The evaluation: every figure, change, flow and cost of a cohort as at a day.

use calendar::Date;
use costs::{Catalogue, Estimate, Mode, Quantities};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

use crate::caseload::{MonthLoad, by_month};
use crate::change::{Change, changes};
use crate::checks::{Check, checks};
use crate::cohort::{Cohort, Places};
use crate::condition::Levels;
use crate::figure::Figure;
use crate::flow::{Flow, safeguarding};
use crate::measure::Measure;
use crate::measures::{catalogue, places};
use crate::quality::{self, Quality};
use crate::tallies::tallies;
use crate::threads;
use crate::times::{Times, to_closure};
use record::Field;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The service's name.
    pub service: String,
    /// Families referred from this day on; all if none.
    pub from: Option<Date>,
    /// The day everything is counted as at.
    pub as_at: Date,
    /// Public Law Outline as a level of its own, or within a plan.
    pub plo: Levels,
    /// The length of the programme in months, for costs over the period.
    pub programme_months: u64,
    /// The version of the program.
    pub program: String,
    /// A digest of the data, as the caller read them.
    pub data_sha256: String,
}

/// What made these figures: the same versions and data give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versions {
    /// The program.
    pub program: String,
    /// The digest of the catalogue of measures.
    pub measures: String,
    /// The digest of the unit costs.
    pub unit_costs: String,
    /// The digest of the data.
    pub data_sha256: String,
}

/// The costs in every mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Costs {
    /// Each mode's lines, totals and warnings.
    pub modes: BTreeMap<&'static str, Estimate>,
    /// The lines from the rows of the catalogue.
    pub lines: Vec<costs::Line>,
    /// The totals from the rows of the catalogue.
    pub totals: costs::Totals,
}

/// An evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// The form of this output.
    pub schema: &'static str,
    /// The service.
    pub service: String,
    /// The first day of referral counted, if there is one.
    pub from: Option<Date>,
    /// The day everything is counted as at.
    pub as_at: Date,
    /// What made these figures.
    pub versions: Versions,
    /// Every figure.
    pub figures: Vec<Figure>,
    /// Before and after, on the same people.
    pub changes: Vec<Change>,
    /// The flow of safeguarding statuses.
    pub flows: Vec<Flow>,
    /// What was saved.
    pub costs: Costs,
    /// What does not agree.
    pub checks: Vec<Check>,
    /// Time to closure.
    pub times: Times,
    /// Open cases and allocations, month by month.
    pub caseload: Vec<MonthLoad>,
    /// Answers and no-answers to each question.
    pub quality: Vec<Quality>,
}

/// A cost that cannot be worked out.
#[derive(Debug, thiserror::Error)]
pub enum EvaluationError {
    /// A unit cost is not there or a count is too large.
    #[error("the costs cannot be worked out")]
    Costs(#[from] costs::EstimateError),
}

/// Table 2 has a line for so many places, the most frequent: with more, they are not areas but
/// addresses, and a check says so.
pub(crate) const MOST_PLACES: usize = 1_000;

/// The measures of a cohort: the catalogue, and a line of Table 2 for each place in the data.
pub fn measures_of(cohort: &Cohort, plo: Levels) -> Vec<Measure> {
    measures_with(plo, &listed_places(cohort))
}

fn listed_places(cohort: &Cohort) -> Vec<String> {
    let mut names = place_names(cohort);
    names.truncate(MOST_PLACES);
    names
}

fn measures_with(plo: Levels, names: &[String]) -> Vec<Measure> {
    let mut measures = catalogue(plo);
    measures.extend(places(names));
    measures
}

/// Places, the most frequent first, and by name where they are equally frequent.
pub(crate) fn place_names(cohort: &Cohort) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for block in &cohort.families.blocks {
        let places = block.places(Field::HomeTown);
        let mut in_block = vec![0_u64; places.names.len()];
        for number in places.rows.iter().filter(|n| **n < Places::NONE) {
            in_block[usize::from(*number)] += 1;
        }
        for (name, count) in places.names.iter().zip(in_block) {
            *counts.entry(name).or_default() += count;
        }
    }
    let mut names: Vec<(&str, u64)> = counts.into_iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}

/// Evaluates a cohort that is already as at the day.
pub fn evaluate(
    cohort: &Cohort,
    unit_costs: &Catalogue,
    options: &Options,
) -> Result<Evaluation, EvaluationError> {
    let Counted {
        mut figures,
        quality,
    } = count(cohort, options.plo);
    let threads = threads::for_rows_of(cohort);
    let (flow, times) = threads::both(
        threads,
        || safeguarding(cohort, options.plo),
        || to_closure(cohort, options.as_at),
    );

    let quantities = quantities(&figures, options.programme_months);
    let known: std::collections::BTreeSet<String> = figures.iter().map(|f| f.id.clone()).collect();
    let costs = costs::figures(unit_costs, &quantities)?;
    figures.extend(
        costs
            .iter()
            .filter(|c| !known.contains(c.id))
            .map(Figure::of_cost),
    );

    let mut modes = BTreeMap::new();
    for mode in Mode::ALL {
        modes.insert(
            mode.code(),
            Estimate::work_out(unit_costs, &quantities, mode)?,
        );
    }
    let rows = Estimate::work_out(unit_costs, &quantities, Mode::FromRows)?;
    Ok(Evaluation {
        schema: "alongside.evaluation/1",
        service: options.service.clone(),
        from: options.from,
        as_at: options.as_at,
        versions: Versions {
            program: options.program.clone(),
            measures: crate::document::digest(),
            unit_costs: unit_costs.digest(),
            data_sha256: options.data_sha256.clone(),
        },
        figures,
        changes: changes(cohort, threads),
        flows: vec![flow],
        costs: Costs {
            modes,
            lines: rows.lines,
            totals: rows.totals,
        },
        checks: checks(cohort, &quality, threads),
        times,
        caseload: by_month(cohort, options.as_at),
        quality,
    })
}

/// What comes from counting rows by their answers.
struct Counted {
    figures: Vec<Figure>,
    quality: Vec<Quality>,
}

fn count(cohort: &Cohort, plo: Levels) -> Counted {
    let names = listed_places(cohort);
    let mut measures = measures_with(plo, &names);
    let of_figures = measures.len();
    measures.extend(quality::measures());
    let found = tallies(&measures, cohort, &names);
    let (of_figures, of_quality) = found.split_at(of_figures);
    Counted {
        figures: measures
            .iter()
            .zip(of_figures)
            .map(|(measure, tally)| Figure::of(measure, tally))
            .collect(),
        quality: quality::quality(of_quality),
    }
}

/// What the costs count, from the figures; no count is typed.
fn quantities(figures: &[Figure], programme_months: u64) -> Quantities {
    let by_id: BTreeMap<&str, Decimal> = figures
        .iter()
        .filter_map(|f| Some((f.id.as_str(), f.value()?)))
        .collect();
    let exact = |id: &str| by_id.get(id).copied().unwrap_or_default();
    let count = |id: &str| u64::try_from(exact(id).trunc().mantissa()).unwrap_or(0);
    Quantities {
        at_risk: count("cost.atrisk"),
        avoided: count("cost.avoided"),
        avoided_13_17: count("cost.avoided13"),
        families: count("fam.accepted"),
        stepdowns_from_cpp: count("cost.stepdown.cpp"),
        stepdowns_from_cin: count("cost.stepdown.cin"),
        cpp_to_cin: count("sg.cpp_cin"),
        escalations: Some(count("sg.step.up")),
        sw_hours: exact("app2.sw.qty"),
        ae: count("app2.ae.qty"),
        gp: count("app2.gp.qty"),
        ambulance: count("app2.ambulance.qty"),
        police: count("app2.police.qty"),
        da_callout: count("app2.da_callout.qty"),
        da_deesc: count("app2.da_deesc.qty"),
        school: count("app2.school.qty"),
        camhs: count("app2.camhs.qty"),
        adult: count("app2.adult.qty"),
        prison_recalls: count("app2.prison.qty"),
        prison_weeks: count("em.prison_weeks"),
        programme_months,
    }
}

impl Evaluation {
    /// The figure with this id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|f| f.id == id)
    }

    /// The change with this id.
    pub fn change(&self, id: &str) -> Option<&Change> {
        self.changes.iter().find(|c| c.id == id)
    }

    /// The figures of a table, in order.
    pub fn table<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Figure> {
        self.figures.iter().filter(move |f| f.table == table)
    }
}
