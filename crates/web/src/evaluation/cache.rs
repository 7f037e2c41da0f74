//! Evaluations that were worked out, kept while nothing has changed that they rest on.

use std::sync::{Arc, Mutex, PoisonError};

use access::Viewer;
use calendar::BankHolidays;
use costs::Catalogue;
use evaluation::{Cohort, Evaluation, Measure, Options, packed};
use record::ServiceId;
use store::CohortParts;

use super::pseudonyms::{Names, Secret};
use super::setting::Setting;
use crate::app::App;
use crate::error::Problem;

/// How many are kept: a few days and periods that people look at side by side.
const KEPT: usize = 4;

/// An evaluation with what is behind it.
#[derive(Debug)]
pub(crate) struct Evaluated {
    /// The evaluation.
    pub(crate) evaluation: Evaluation,
    /// The definitions its figures were counted by.
    pub(crate) measures: Vec<Measure>,
    /// The rows it was counted from.
    pub(crate) cohort: Cohort,
    /// What rows are called for those who may not know whose they are.
    pub(crate) names: Names,
}

/// All that an evaluation depends on. With the same of all this it is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    service: ServiceId,
    /// What the service is called, which stands on every file of it.
    name: String,
    setting: Setting,
    /// How many entries there are: none is ever changed or taken away.
    entries: u64,
    unit_costs: String,
    /// The days on which the service does not work.
    working: BankHolidays,
}

/// The evaluations kept.
#[derive(Default)]
pub(crate) struct Cache {
    kept: Mutex<Vec<(Key, Arc<Evaluated>)>>,
    /// One is worked out at a time: a second reader of the same waits for it instead of counting
    /// the same again.
    working: tokio::sync::Mutex<()>,
    secret: std::sync::OnceLock<Secret>,
}

impl Cache {
    /// The evaluation of a viewer's service.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for those who may not see evaluations.
    pub(crate) async fn evaluated(
        &self,
        app: &App,
        viewer: &Viewer,
        setting: Setting,
    ) -> Result<Arc<Evaluated>, Problem> {
        let leave = viewer.evaluate().ok_or(Problem::NotFound)?;
        let service = leave.id();
        let unit_costs = app.store().unit_costs(service).await?;
        let key = Key {
            service,
            name: app.service_name(),
            setting,
            entries: app.store().entry_count(&leave).await?,
            unit_costs: unit_costs.digest(),
            working: app.store().bank_holidays(service).await?,
        };
        if let Some(found) = self.found(&key) {
            return Ok(found);
        }
        let _turn = self.working.lock().await;
        if let Some(found) = self.found(&key) {
            return Ok(found);
        }
        let looked_at = setting
            .looked_at()
            .map_err(|error| Problem::failed(&error))?;
        let parts = app.store().cohort_parts(&leave, looked_at).await?;
        let secret = *self.secret.get_or_init(|| Secret::new(app));
        let options = Options {
            service: key.name.clone(),
            from: setting.from,
            as_at: setting.as_at,
            known_on: setting.known_on(),
            plo: setting.plo,
            programme_months: setting.months,
            program: app.setup.version.clone(),
            data_sha256: String::new(),
        };
        let working = key.working.clone();
        let worked_out = move || work_out(parts, &unit_costs, &working, options, secret);
        let evaluated = tokio::task::spawn_blocking(worked_out)
            .await
            .map_err(|error| Problem::failed(&error))??;
        let evaluated = Arc::new(evaluated);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&evaluated)));
        Ok(evaluated)
    }

    /// A kept evaluation, which is then the last to be dropped.
    fn found(&self, key: &Key) -> Option<Arc<Evaluated>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(of, _)| of == key)?;
        let (key, found) = kept.remove(at);
        kept.push((key, Arc::clone(&found)));
        Some(found)
    }
}

fn work_out(
    parts: CohortParts,
    unit_costs: &Catalogue,
    working: &BankHolidays,
    mut options: Options,
    secret: Secret,
) -> Result<Evaluated, Problem> {
    options.data_sha256 = packed::digest(&parts.packed, &parts.refold, &parts.advice);
    let cohort = packed::cohort(&parts.packed, &parts.refold, &parts.advice)
        .map_err(|error| Problem::failed(&error))?;
    // As large as what is counted from here on.
    drop(parts);
    let cohort = cohort.by_working_days(working);
    let cohort = cohort.as_at(options.from, options.as_at);
    let evaluation = evaluation::evaluate(&cohort, unit_costs, &options)
        .map_err(|error| Problem::failed(&error))?;
    Ok(Evaluated {
        evaluation,
        measures: evaluation::measures_of(&cohort, options.plo),
        names: Names::new(&cohort, secret),
        cohort,
    })
}
