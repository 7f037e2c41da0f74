//! What a row is called for somebody who may not know whose it is.
//!
//! Rows are numbered in the order of a keyed digest of their references. The key is random, is
//! never stored and ends with the program: without it the order says nothing of the references,
//! and nobody can work a number out from one. In one evaluation a family has the same number on
//! every page.

use std::collections::HashMap;

use evaluation::{Check, Cohort, Evaluation};
use record::Sheet;
use sha2::{Digest, Sha256};

use crate::app::App;

/// The key of the numbers.
#[derive(Clone, Copy)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    pub(crate) fn new(app: &App) -> Self {
        let mut key = [0; 32];
        (app.setup.random)(&mut key);
        Self(key)
    }

    fn digest(self, sheet: Sheet, reference: &str) -> [u8; 32] {
        Sha256::new()
            .chain_update(self.0)
            .chain_update(sheet.name())
            .chain_update([0])
            .chain_update(reference)
            .finalize()
            .into()
    }
}

/// The numbers of the rows of a cohort.
#[derive(Debug)]
pub(crate) struct Names([HashMap<String, u32>; 3]);

impl Names {
    pub(crate) fn new(cohort: &Cohort, secret: Secret) -> Self {
        Self(Sheet::ALL.map(|sheet| {
            let rows = cohort.table(sheet).rows();
            let mut keyed: Vec<([u8; 32], String)> = rows
                .map(|(block, row)| block.reference(row).to_owned())
                .map(|reference| (secret.digest(sheet, &reference), reference))
                .collect();
            keyed.sort_unstable();
            keyed.dedup();
            let references = keyed.into_iter().map(|(_, reference)| reference);
            references.zip(1..).collect()
        }))
    }

    /// The number of a row; 0 for one that is not of this cohort.
    pub(crate) fn number(&self, sheet: Sheet, reference: &str) -> u32 {
        // A row of the team's work has no reference but its family's.
        let numbers = self.0.get(sheet as usize);
        let numbers = numbers.unwrap_or(&self.0[Sheet::Families as usize]);
        numbers.get(reference).copied().unwrap_or(0)
    }

    /// "Family row 12".
    pub(crate) fn label(&self, sheet: Sheet, reference: &str) -> String {
        match self.number(sheet, reference) {
            0 => format!("{} not among the families", one(sheet)),
            number => format!("{} row {number}", one(sheet)),
        }
    }

    /// The evaluation for somebody who may not know references: in its checks, rows go by their
    /// numbers.
    pub(crate) fn without_references(&self, evaluation: &Evaluation) -> Evaluation {
        let mut evaluation = evaluation.clone();
        for check in &mut evaluation.checks {
            self.rename(check);
        }
        evaluation
    }

    fn rename(&self, check: &mut Check) {
        let Some(sheet) = Sheet::ALL.into_iter().find(|s| s.name() == check.sheet) else {
            check.rows.clear();
            return;
        };
        // Some checks name fields, which stand for nobody.
        if check.rows.iter().all(|row| sheet.field(row).is_some()) {
            return;
        }
        let mut numbers: Vec<u32> = check
            .rows
            .iter()
            .map(|row| self.number(sheet, row))
            .collect();
        numbers.sort_unstable();
        check.rows = numbers
            .into_iter()
            .map(|number| format!("{} row {number}", one(sheet)))
            .collect();
    }
}

/// What one row of a sheet is.
pub(crate) fn one(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Children => "Child",
        Sheet::EmergencySessions => "Session",
        // A row of the team's work is its family's.
        _ => "Family",
    }
}
