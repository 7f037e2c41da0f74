//! Which columns of a sheet are which fields.

use std::collections::{HashMap, HashSet};

use record::{Field, Sheet, Value};

use super::problem::{Problem, ProblemKind, Problems};
use crate::column_letters;
use crate::mapping::{
    Dates, FieldMapping, Mapping, Meaning, SheetMapping, SheetPlace, by_codes, fold, headings,
};
use crate::read::{self, SheetRow, Workbook};

/// What is to be read of one sheet.
pub(super) struct Plan<'a> {
    /// The sheet of the dictionary.
    pub(super) of: Sheet,
    /// The sheet of the workbook.
    pub(super) from: &'a read::Sheet,
    /// The row of the headings.
    pub(super) heading_row: u32,
    /// The columns that are fields.
    pub(super) columns: Vec<Column>,
}

/// A column of the workbook that is a field.
pub(super) struct Column {
    pub(super) at: u32,
    pub(super) heading: String,
    pub(super) field: Field,
    /// What folded texts mean.
    pub(super) values: HashMap<String, Option<Value>>,
    pub(super) dates: Dates,
}

/// What is gathered on the way besides rows.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) problems: Problems,
    pub(super) notes: Vec<String>,
}

impl Findings {
    /// Notes something that a person should know but need not mend.
    pub(super) fn note(&mut self, text: String) {
        if self.notes.len() < super::problem::MOST_LISTED {
            self.notes.push(text);
        }
    }
}

/// Whether every sheet of this kind must have this column.
fn is_required(field: Field) -> bool {
    field.point() == record::Point::Identity
        || matches!(
            field,
            Field::FamilyStatus | Field::ChildStatus | Field::ReferralDate | Field::SessionDate
        )
}

/// The plan for a sheet of the dictionary; `None` when it cannot be read, or is not to be.
pub(super) fn plan<'a>(
    of: Sheet,
    workbook: &'a Workbook,
    mapping: Option<&Mapping>,
    findings: &mut Findings,
) -> Option<Plan<'a>> {
    let place = mapping.map(|mapping| mapping.sheet(of));
    let (from, row, said) = match place {
        None => {
            let found = sheet_by_codes(of, workbook);
            let (from, row) = or_problem(found, of.name(), findings)?;
            (from, row, None)
        }
        Some(SheetMapping::At(place)) => {
            let found = mapped_sheet(place, workbook);
            let (from, row) = or_problem(found, &place.name, findings)?;
            (from, row, Some(place))
        }
        Some(SheetMapping::Absent) => {
            findings.note(format!(
                "{}: the mapping file says that the workbook has no such sheet",
                of.title()
            ));
            return None;
        }
        Some(SheetMapping::ToBeAnswered) => {
            let problem = Problem::of_sheet(of.name(), ProblemKind::SheetToBeAnswered);
            findings.problems.push(problem);
            return None;
        }
    };
    let mut planner = Planner {
        plan: Plan {
            of,
            from,
            heading_row: row.number,
            columns: Vec::new(),
        },
        said,
        blocked: HashSet::new(),
        findings,
    };
    planner.columns(row);
    planner.absent_columns();
    planner.unheaded_cells(row);
    let Planner { plan, blocked, .. } = planner;
    // Without references no row could be named.
    let reference = of.fields()[0];
    let readable =
        plan.columns.iter().any(|c| c.field == reference) && !blocked.contains(&reference);
    readable.then_some(plan)
}

fn or_problem<T>(found: Result<T, ProblemKind>, sheet: &str, findings: &mut Findings) -> Option<T> {
    found
        .map_err(|kind| findings.problems.push(Problem::of_sheet(sheet, kind)))
        .ok()
}

type Found<'a> = (&'a read::Sheet, &'a SheetRow);

fn sheet_by_codes(of: Sheet, workbook: &Workbook) -> Result<Found<'_>, ProblemKind> {
    let from = workbook.sheet(of.name()).ok_or(ProblemKind::NoSheet)?;
    let row = by_codes(from, of).ok_or(ProblemKind::NoHeadings {
        example: of.fields()[0].code(),
    })?;
    Ok((from, row))
}

fn mapped_sheet<'a>(place: &SheetPlace, workbook: &'a Workbook) -> Result<Found<'a>, ProblemKind> {
    let from = workbook
        .sheet(&place.name)
        .ok_or(ProblemKind::NoMappedSheet)?;
    let row = from
        .rows
        .iter()
        .find(|row| row.number == place.heading_row)
        .ok_or(ProblemKind::EmptyHeadingRow {
            row: place.heading_row,
        })?;
    Ok((from, row))
}

struct Planner<'a, 'f> {
    plan: Plan<'a>,
    said: Option<&'f SheetPlace>,
    /// Fields whose column is there but cannot be used.
    blocked: HashSet<Field>,
    findings: &'f mut Findings,
}

impl Planner<'_, '_> {
    fn columns(&mut self, row: &SheetRow) {
        let mut seen: HashMap<String, u32> = HashMap::new();
        for heading in headings(row) {
            let first = *seen.entry(fold(&heading.text)).or_insert(heading.at);
            let is = match self.meaning(&heading.text, heading.at) {
                Ok(None) => continue,
                Ok(Some((is, told_apart))) if first == heading.at || told_apart => is,
                Ok(Some(_)) => {
                    let first = column_letters(first);
                    self.problem(
                        &heading.text,
                        heading.at,
                        ProblemKind::HeadingTwice { first },
                    );
                    continue;
                }
                Err(kind) => {
                    self.problem(&heading.text, heading.at, kind);
                    continue;
                }
            };
            let same = self.plan.columns.iter().find(|c| c.field == is.field);
            if let Some(first) = same.map(|column| column_letters(column.at)) {
                let field = is.field.code();
                let kind = ProblemKind::FieldTwice { first, field };
                self.problem(&heading.text, heading.at, kind);
                continue;
            }
            if is.dates == Dates::ToBeAnswered {
                self.blocked.insert(is.field);
                self.problem(&heading.text, heading.at, ProblemKind::DatesToBeAnswered);
                continue;
            }
            let values = is.values.into_iter();
            self.plan.columns.push(Column {
                at: heading.at,
                heading: heading.text,
                field: is.field,
                values: values.map(|(text, value)| (fold(&text), value)).collect(),
                dates: is.dates,
            });
        }
        self.unfound_headings();
    }

    /// What a heading is: nothing to read, a field (and whether it is told apart by its column), or a problem.
    fn meaning(&self, heading: &str, at: u32) -> Result<Option<(FieldMapping, bool)>, ProblemKind> {
        let Some(place) = self.said else {
            let field = self.plan.of.field(heading);
            let field = field.ok_or(ProblemKind::UnknownHeading)?;
            return Ok(Some((FieldMapping::new(field), false)));
        };
        let column = place
            .column(heading, at)
            .ok_or(ProblemKind::UnmappedHeading)?;
        match &column.meaning {
            Meaning::Ignored => Ok(None),
            Meaning::Field(is) if is.field.sheet() == self.plan.of => {
                Ok(Some((is.clone(), column.at.is_some())))
            }
            // Only a mapping put together by a program can say this.
            Meaning::ToBeAnswered | Meaning::Field(_) => Err(ProblemKind::HeadingToBeAnswered),
        }
    }

    /// Fields that the mapping says are there, and are not.
    fn unfound_headings(&mut self) {
        let Some(place) = self.said else { return };
        for column in &place.columns {
            let Meaning::Field(is) = &column.meaning else {
                continue;
            };
            let mut found = self.plan.columns.iter();
            let elsewhere = is.field.sheet() != self.plan.of;
            if elsewhere || self.blocked.contains(&is.field) || found.any(|c| c.field == is.field) {
                continue;
            }
            self.blocked.insert(is.field);
            self.findings.problems.push(Problem {
                sheet: self.plan.from.name.clone(),
                row: Some(self.plan.heading_row),
                column: column.at,
                heading: Some(column.heading.clone()),
                kind: ProblemKind::HeadingNotFound,
            });
        }
    }

    fn absent_columns(&mut self) {
        let there: HashSet<Field> = self.plan.columns.iter().map(|c| c.field).collect();
        let mut absent = Vec::new();
        for field in self.plan.of.fields() {
            if there.contains(field) || self.blocked.contains(field) {
                continue;
            }
            if is_required(*field) {
                let kind = ProblemKind::NoColumn {
                    field: field.code(),
                    title: field.title(),
                };
                let problem = Problem::of_sheet(&self.plan.from.name, kind);
                self.findings.problems.push(problem);
            } else {
                absent.push(field.code());
            }
        }
        if !absent.is_empty() {
            let name = &self.plan.from.name;
            let absent = absent.join(", ");
            self.findings.note(format!(
                "{name}: there are no columns for {absent}; they are missing in every row where an answer is due"
            ));
        }
    }

    /// Cells below no heading are not read, and nobody should be left to think that they are.
    fn unheaded_cells(&mut self, heading_row: &SheetRow) {
        let mut filled: Vec<usize> = Vec::new();
        for row in &self.plan.from.rows {
            if row.number <= heading_row.number {
                continue;
            }
            filled.resize(filled.len().max(row.cells.len()), 0);
            for (count, cell) in filled.iter_mut().zip(&row.cells) {
                *count += usize::from(!cell.is_blank());
            }
        }
        for (count, at) in filled.into_iter().zip(0..) {
            if count > 0 && heading_row.cell(at).is_blank() {
                let name = &self.plan.from.name;
                let letters = column_letters(at);
                let cells = if count == 1 { "cell was" } else { "cells were" };
                self.findings.note(format!(
                    "{name}: column {letters} has no heading; its {count} {cells} not read"
                ));
            }
        }
    }

    fn problem(&mut self, heading: &str, at: u32, kind: ProblemKind) {
        self.findings.problems.push(Problem {
            sheet: self.plan.from.name.clone(),
            row: Some(self.plan.heading_row),
            column: Some(at),
            heading: Some(heading.to_owned()),
            kind,
        });
    }
}
