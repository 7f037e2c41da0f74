//! The families of a social worker, each with what stands around it.

use std::collections::BTreeMap;

use access::Viewer;
use calendar::{AsAt, day};
use record::FamilyId;
use serde::Deserialize;
use store::{CaseloadFilter, Cursor, Filter, ListedFamily, Page, WaitingFilter};

use super::rows::worker_name;
use super::words;
use crate::app::App;
use crate::error::Problem;
use crate::families::decisions;

/// How many days back shared entries count as recent.
pub(super) const RECENT: i32 = 14;

/// Where the page of families begins, as it came.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// The last family of each page before.
    #[serde(default)]
    pub(super) after: String,
}

/// A family with what stands around it.
pub(super) struct Line {
    /// The family as listed.
    pub(super) family: ListedFamily,
    /// Who supports whom, a line each.
    pub(super) support: Vec<String>,
    /// The decisions on the threshold, a line each.
    pub(super) decided: Vec<String>,
    /// How many shared entries tell of the last days.
    pub(super) recent: u64,
    /// What waits, a line each.
    pub(super) waits: Vec<String>,
}

/// Who supports whom and what waits in all families of a social worker.
pub(super) struct Around {
    support: BTreeMap<FamilyId, Vec<String>>,
    waits: BTreeMap<FamilyId, Vec<String>>,
}

impl Around {
    pub(super) async fn load(app: &App, viewer: &Viewer) -> Result<Self, Problem> {
        let mut around = Self {
            support: BTreeMap::new(),
            waits: BTreeMap::new(),
        };
        let mut after = None;
        loop {
            let filter = CaseloadFilter::default();
            let page = app.store().caseload(viewer, &filter, after).await?;
            for row in page.rows {
                let it = &row.support;
                let whom = it.person_name.as_deref().unwrap_or(&it.person_reference);
                let worker = worker_name(row.worker_name.as_deref());
                let line = format!("{whom}: {worker}, {}", it.discipline.label());
                around.support.entry(row.family).or_default().push(line);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        loop {
            let filter = WaitingFilter::default();
            let page = app.store().waiting(viewer, &filter, after).await?;
            for row in page.rows {
                let what = words::what(&row.waits);
                let due = words::distance(row.waits.due, app.today());
                let line = match due.as_str() {
                    "" => what,
                    due => format!("{what} ({due})"),
                };
                around.waits.entry(row.family).or_default().push(line);
            }
            after = page.next;
            if after.is_none() {
                return Ok(around);
            }
        }
    }

    /// A page of the families.
    pub(super) async fn page(
        &self,
        app: &App,
        viewer: &Viewer,
        after: Option<Cursor>,
    ) -> Result<(Vec<Line>, Page), Problem> {
        let page = app
            .store()
            .families(viewer, &Filter::default(), after)
            .await?;
        let today = app.today();
        let from = day::plus_days(today, 1 - RECENT);
        let mut lines = Vec::with_capacity(page.families.len());
        for family in &page.families {
            let leave = app.store().authorise_read(viewer, family.family).await?;
            let Some(leave) = leave else { continue };
            let known = app.store().family(&leave, AsAt::day(today)).await?;
            let of = |lines: &BTreeMap<_, Vec<String>>| {
                lines.get(&family.family).cloned().unwrap_or_default()
            };
            lines.push(Line {
                support: of(&self.support),
                waits: of(&self.waits),
                decided: decisions(&known),
                recent: app.store().shared_entries(&leave, from, today).await?,
                family: family.clone(),
            });
        }
        Ok((lines, page))
    }
}
