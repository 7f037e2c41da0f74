//! What a row is called for somebody who may not know whose it is.
//!
//! Rows are numbered in the order of a keyed digest of their references. The key is random, is
//! never stored and ends with the program: without it the order says nothing of the references,
//! and nobody can work a number out from one. In one evaluation a family has the same number on
//! every page.

use std::collections::{BTreeMap, HashMap};

use evaluation::{Check, Cohort, Evaluation};
use record::Sheet;
use sha2::{Digest, Sha256};

use super::kept::Kept;
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
pub(crate) struct Names(BTreeMap<Sheet, HashMap<String, u32>>);

/// The sheets whose rows have a reference of their own. Any other row is its family's.
pub(super) const OWN: [Sheet; 4] = [
    Sheet::Families,
    Sheet::Children,
    Sheet::EmergencySessions,
    Sheet::Advice,
];

impl Names {
    pub(crate) fn new(cohort: &Cohort, secret: Secret) -> Self {
        let numbers = OWN.map(|sheet| {
            let rows = cohort.table(sheet).rows();
            let mut keyed: Vec<([u8; 32], String)> = rows
                .map(|(block, row)| block.reference(row).to_owned())
                .map(|reference| (secret.digest(sheet, &reference), reference))
                .collect();
            keyed.sort_unstable();
            keyed.dedup();
            let references = keyed.into_iter().map(|(_, reference)| reference);
            (sheet, references.zip(1..).collect())
        });
        Self(numbers.into())
    }

    /// The number of a row; 0 for one that is not of this cohort.
    pub(crate) fn number(&self, sheet: Sheet, reference: &str) -> u32 {
        let numbers = self.0.get(&sheet);
        let numbers = numbers.unwrap_or(&self.0[&Sheet::Families]);
        numbers.get(reference).copied().unwrap_or(0)
    }

    /// "Family row 12".
    pub(crate) fn label(&self, sheet: Sheet, reference: &str) -> String {
        match self.number(sheet, reference) {
            0 => format!("{} not among the families", one(sheet)),
            number => format!("{} row {number}", one(sheet)),
        }
    }

    /// The evaluation for somebody who may not know some references: in its checks, those rows go by
    /// their numbers.
    pub(super) fn without_references(&self, evaluation: &Evaluation, kept: &Kept) -> Evaluation {
        let mut evaluation = evaluation.clone();
        for check in &mut evaluation.checks {
            self.rename(check, kept);
        }
        evaluation
    }

    fn rename(&self, check: &mut Check, kept: &Kept) {
        let Some(sheet) = Sheet::ALL.into_iter().find(|s| s.name() == check.sheet) else {
            check.rows.clear();
            return;
        };
        // Some checks name fields, which stand for nobody.
        if check.rows.iter().all(|row| sheet.field(row).is_some()) {
            return;
        }
        // Their place among the others would tell whose they are.
        let (hidden, mut rows): (Vec<String>, Vec<String>) = std::mem::take(&mut check.rows)
            .into_iter()
            .partition(|row| kept.has(sheet, row));
        let mut numbers: Vec<u32> = hidden.iter().map(|row| self.number(sheet, row)).collect();
        numbers.sort_unstable();
        let numbers = numbers.into_iter();
        rows.extend(numbers.map(|number| format!("{} row {number}", one(sheet))));
        check.rows = rows;
    }
}

/// What one row of a sheet is.
pub(crate) fn one(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Children => "Child",
        Sheet::EmergencySessions => "Session",
        Sheet::Advice => "Entry",
        // A row of the team's work is its family's.
        _ => "Family",
    }
}
