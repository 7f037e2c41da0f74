//! The rows of the sheets, and families with their own.

use std::collections::HashMap;

use evaluation::Cohort;
use evaluation::cohort::NO_FAMILY;
use record::{FamilyRows, Field, NonAnswer, Row, Sheet, Value};

use super::cell::own_value;
use super::is_totals_label;
use super::plan::{Column, Findings, Plan};
use super::problem::{Problem, ProblemKind, Problems, Shown};
use crate::mapping::fold;
use crate::read::{Cell, SheetRow};

/// How far a row of sums may be from the sums: workbooks count in binary.
const ROUNDING: f64 = 1e-6;

/// What a workbook says: families with their children and emergency sessions, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// The families.
    pub families: Vec<FamilyRows>,
    /// Children whose family is not in the workbook.
    pub lone_children: Vec<Row>,
    /// Emergency sessions whose family is not in the workbook.
    pub lone_sessions: Vec<Row>,
    /// What a person should know of how the workbook was read, one sentence each.
    pub notes: Vec<String>,
    /// What does not hinder counting but would hinder an import.
    import_problems: Problems,
}

impl Rows {
    /// The rows to be counted. Lone children and sessions are in it, linked to no family.
    pub fn cohort(&self) -> Cohort {
        let mut cohort = Cohort::default();
        for rows in &self.families {
            cohort.push(rows);
        }
        for child in &self.lone_children {
            cohort.children.push(child, NO_FAMILY);
        }
        for session in &self.lone_sessions {
            cohort.sessions.push(session, NO_FAMILY);
        }
        cohort
    }

    /// The families to be brought into the service, where every child and session needs its family and
    /// every session its date.
    pub fn for_import(self) -> Result<Vec<FamilyRows>, Problems> {
        self.import_problems.or(self.families)
    }

    /// Puts children and sessions to their families. `tables` are the three sheets in order.
    pub(super) fn assemble(tables: Vec<Option<TableRows>>, notes: Vec<String>) -> Self {
        let mut out = Self {
            notes,
            ..Self::default()
        };
        let mut places: HashMap<String, usize> = HashMap::new();
        for table in tables.into_iter().flatten() {
            for (number, row) in table.rows {
                if table.sheet == Sheet::Families {
                    places.insert(row.reference().to_owned(), out.families.len());
                    out.families.push(FamilyRows {
                        family: row,
                        children: Vec::new(),
                        sessions: Vec::new(),
                        work: Vec::new(),
                    });
                    continue;
                }
                out.own(table.sheet, &table.name, &table.heads, &places, number, row);
            }
        }
        out
    }

    fn own(
        &mut self,
        sheet: Sheet,
        name: &str,
        heads: &HashMap<Field, (u32, String)>,
        places: &HashMap<String, usize>,
        number: u32,
        row: Row,
    ) {
        let mut problem = |field: Field, kind| {
            let head = heads.get(&field);
            self.import_problems.push(Problem {
                sheet: name.to_owned(),
                row: Some(number),
                column: head.map(|(at, _)| *at),
                heading: head.map(|(_, heading)| heading.clone()),
                kind,
            });
        };
        if sheet == Sheet::EmergencySessions && row.get(Field::SessionDate).date().is_none() {
            problem(Field::SessionDate, ProblemKind::NoDate);
        }
        let link = if sheet == Sheet::Children {
            Field::ChildFamily
        } else {
            Field::SessionFamily
        };
        let reference = match row.get(link) {
            Value::Text(text) => text.as_str(),
            _ => "",
        };
        let family = places.get(reference).copied();
        if family.is_none() {
            let found = Shown::new(reference);
            problem(link, ProblemKind::NoFamily { found });
        }
        let family = family.and_then(|at| self.families.get_mut(at));
        match (family, sheet) {
            (Some(family), Sheet::Children) => family.children.push(row),
            (Some(family), _) => family.sessions.push(row),
            (None, Sheet::Children) => self.lone_children.push(row),
            (None, _) => self.lone_sessions.push(row),
        }
    }
}

/// The rows of one sheet, each with its number in the workbook.
pub(super) struct TableRows {
    sheet: Sheet,
    name: String,
    heads: HashMap<Field, (u32, String)>,
    rows: Vec<(u32, Row)>,
}

/// Reads the rows below the headings.
pub(super) fn read(plan: &Plan<'_>, findings: &mut Findings) -> TableRows {
    let mut reader = Reader {
        plan,
        findings,
        first_rows: HashMap::new(),
        sums: vec![0.0; plan.columns.len()],
    };
    let below = plan
        .from
        .rows
        .iter()
        .filter(|row| row.number > plan.heading_row);
    let rows = below
        .filter_map(|row| Some((row.number, reader.row(row)?)))
        .collect();
    let heads = plan
        .columns
        .iter()
        .map(|c| (c.field, (c.at, c.heading.clone())));
    TableRows {
        sheet: plan.of,
        name: plan.from.name.clone(),
        heads: heads.collect(),
        rows,
    }
}

struct Reader<'a, 'f> {
    plan: &'a Plan<'a>,
    findings: &'f mut Findings,
    /// The row in which each reference stood first.
    first_rows: HashMap<String, u32>,
    /// The sums of the columns so far, to know a row of sums when it comes.
    sums: Vec<f64>,
}

impl Reader<'_, '_> {
    /// The row, or nothing if it is blank, has totals or has no reference.
    fn row(&mut self, cells: &SheetRow) -> Option<Row> {
        let name = &self.plan.from.name;
        let number = cells.number;
        if cells.cells.iter().all(Cell::is_blank) {
            return None;
        }
        if is_totals_label(cells) {
            self.findings.note(format!(
                "{name}: row {number} has totals and was passed over"
            ));
            return None;
        }
        let filled = |c: &&Column| !cells.cell(c.at).is_blank();
        let mut filled = self.plan.columns.iter().filter(filled);
        let Some(first) = filled.next() else {
            self.findings.note(format!(
                "{name}: row {number} has nothing in the columns that are read and was passed over"
            ));
            return None;
        };
        let more = filled.next().is_some();
        let reference = self.plan.of.fields()[0];
        let column = self.plan.columns.iter().find(|c| c.field == reference)?;
        if cells.cell(column.at).is_blank() {
            if self.are_sums(cells) {
                self.findings.note(format!(
                    "{name}: row {number} has the sums of the rows above and was passed over"
                ));
                return None;
            }
            let allowed = reference.allowed();
            self.problem(cells, column, ProblemKind::NoReference { allowed });
        } else if first.field == reference && !more {
            let found = Shown::new(cells.cell(column.at).shown().trim());
            self.problem(cells, column, ProblemKind::OnlyReference { found });
            return None;
        }
        let row = self.values(cells);
        self.must_be_first(cells, column, row.reference());
        Some(row)
    }

    fn values(&mut self, cells: &SheetRow) -> Row {
        let plan = self.plan;
        let mut row = Row::new(plan.of);
        let mut written = vec![false; plan.of.fields().len()];
        for (column, at) in plan.columns.iter().zip(0..) {
            let cell = cells.cell(column.at);
            if cell.is_blank() {
                continue;
            }
            self.sums[at] += figure(cell).unwrap_or(0.0);
            written[column.field.column()] = true;
            match value(column, cell) {
                Ok(value) => row.set(column.field, value),
                Err(kind) => self.problem(cells, column, kind),
            }
        }
        // What a blank means depends on the status and the sex, which are written by now or blank themselves.
        for field in plan.of.fields() {
            if !written[field.column()] {
                let blank = row.blank(*field);
                row.set(*field, blank);
            }
        }
        for column in &plan.columns {
            if !written[column.field.column()]
                && let Some(said) = column.values.get("")
                && *row.get(column.field) == Value::Not(NonAnswer::Missing)
            {
                match said {
                    Some(value) => row.set(column.field, value.clone()),
                    None => self.problem(cells, column, to_be_answered(column, "")),
                }
            }
        }
        for column in &plan.columns {
            let is_link = matches!(column.field, Field::ChildFamily | Field::SessionFamily);
            if is_link && !written[column.field.column()] {
                let allowed = column.field.allowed();
                self.problem(cells, column, ProblemKind::NoReference { allowed });
            }
        }
        row
    }

    fn must_be_first(&mut self, cells: &SheetRow, column: &Column, reference: &str) {
        if reference.is_empty() {
            return;
        }
        match self.first_rows.get(reference) {
            Some(first_row) => {
                let kind = ProblemKind::SameReference {
                    found: Shown::new(reference),
                    first_row: *first_row,
                };
                self.problem(cells, column, kind);
            }
            None => {
                self.first_rows.insert(reference.to_owned(), cells.number);
            }
        }
    }

    /// Whether every cell that is read holds the sum of those above it.
    fn are_sums(&self, cells: &SheetRow) -> bool {
        self.plan
            .columns
            .iter()
            .zip(&self.sums)
            .all(|(column, sum)| {
                let cell = cells.cell(column.at);
                cell.is_blank() || figure(cell).is_some_and(|n| (n - sum).abs() < ROUNDING)
            })
    }

    fn problem(&mut self, cells: &SheetRow, column: &Column, kind: ProblemKind) {
        self.findings.problems.push(Problem {
            sheet: self.plan.from.name.clone(),
            row: Some(cells.number),
            column: Some(column.at),
            heading: Some(column.heading.clone()),
            kind,
        });
    }
}

/// The value of a cell: as the mapping says, or else in the dictionary's own spelling.
fn value(column: &Column, cell: &Cell) -> Result<Value, ProblemKind> {
    if !column.values.is_empty() && !matches!(cell, Cell::Error(_) | Cell::NotCalculated) {
        let text = cell.shown();
        if let Some(said) = column.values.get(&fold(&text)) {
            let open = || to_be_answered(column, text.trim());
            return said.clone().ok_or_else(open);
        }
    }
    own_value(column.field, column.dates, cell)
}

fn to_be_answered(column: &Column, found: &str) -> ProblemKind {
    ProblemKind::ValueToBeAnswered {
        found: Shown::new(found),
        allowed: column.field.allowed(),
    }
}

/// The number of a cell that is a number, or the text of one as in CSV files.
fn figure(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}
