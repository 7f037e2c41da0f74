//! Rows that are counted and kept from a viewer: those of families that only named people see. They
//! go by numbers that lead nowhere, also for those who may go from other rows to families.

use std::collections::HashSet;

use access::{Act, Viewer};
use record::Sheet;

use super::cache::Evaluated;
use super::pseudonyms::OWN;
use crate::app::App;
use crate::error::Problem;

/// The rows of an evaluation that a viewer may not know by their references.
pub(super) enum Kept {
    /// All of them.
    All,
    /// These, by sheet.
    These(HashSet<(Sheet, String)>),
}

impl Kept {
    pub(super) async fn load(
        app: &App,
        viewer: &Viewer,
        evaluated: &Evaluated,
    ) -> Result<Self, Problem> {
        if !viewer.may(Act::LinkRowsToFamilies) {
            return Ok(Self::All);
        }
        let references = app.store().kept_references(viewer).await?;
        let mut these = HashSet::new();
        if references.is_empty() {
            return Ok(Self::These(these));
        }
        for sheet in OWN {
            for (block, row) in evaluated.cohort.table(sheet).rows() {
                let own = block.reference(row).to_owned();
                let field = sheet.family();
                if references.contains(&block.value(field, row).text(field)) {
                    these.insert((sheet, own));
                }
            }
        }
        Ok(Self::These(these))
    }

    /// Whether there are none.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::These(these) if these.is_empty())
    }

    /// Whether a row is among them. A row without a reference of its own is its family's.
    pub(super) fn has(&self, sheet: Sheet, reference: &str) -> bool {
        let sheet = if OWN.contains(&sheet) {
            sheet
        } else {
            Sheet::Families
        };
        match self {
            Self::All => true,
            Self::These(these) => {
                !these.is_empty() && these.contains(&(sheet, reference.to_owned()))
            }
        }
    }
}
