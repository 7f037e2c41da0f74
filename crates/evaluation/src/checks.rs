//! Checks: what in the data does not agree with itself. Nothing is put right silently.

use std::collections::BTreeSet;

use record::lists::{CaseStatus, Safeguarding, Sex, YesNo};
use record::{Field, Kind, Sheet};
use serde::Serialize;

use crate::cohort::{Block, Cohort, NO_FAMILY, NO_NUMBER};

/// How many rows are named in a check.
const NAMED: usize = 20;

/// Something that does not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked, such as `dates.closure_before_referral`.
    pub id: &'static str,
    /// What does not agree and why it matters, in words.
    pub text: &'static str,
    /// The sheet of the rows.
    pub sheet: &'static str,
    /// How many rows.
    pub count: u64,
    /// References of the first of them.
    pub rows: Vec<String>,
}

/// A check: an id, its words, and the rows of a block that fail it.
struct Rule {
    id: &'static str,
    text: &'static str,
    sheet: Sheet,
    fails: fn(&Context, &Block, usize) -> bool,
}

/// What a row's family says, for the rules that look beyond the row.
struct Context<'a> {
    families: Vec<FamilyFacts>,
    /// The place of the first row of each block of families.
    first_rows: Vec<(&'a Block, usize)>,
}

#[derive(Clone, Copy)]
struct FamilyFacts {
    status: u8,
    referred: i32,
    closed: i32,
    children: u32,
}

impl<'a> Context<'a> {
    fn of(cohort: &'a Cohort) -> Self {
        let mut families = Vec::with_capacity(cohort.families.len());
        let mut first_rows = Vec::new();
        for block in &cohort.families.blocks {
            first_rows.push((block, families.len()));
            let status = block.codes(Field::FamilyStatus);
            let referred = block.numbers(Field::ReferralDate);
            let closed = block.numbers(Field::ClosureDate);
            families.extend((0..block.len).map(|row| FamilyFacts {
                status: status[row],
                referred: referred[row],
                closed: closed[row],
                children: 0,
            }));
        }
        for block in &cohort.children.blocks {
            for family in &block.family {
                if let Some(facts) = families.get_mut(*family as usize) {
                    facts.children += 1;
                }
            }
        }
        Self {
            families,
            first_rows,
        }
    }

    /// The facts of a family's own row.
    fn at(&self, block: &Block, row: usize) -> Option<FamilyFacts> {
        let first = self
            .first_rows
            .iter()
            .find(|(of, _)| std::ptr::eq(*of, block))?
            .1;
        self.families.get(first + row).copied()
    }

    fn family(&self, block: &Block, row: usize) -> Option<FamilyFacts> {
        self.families.get(*block.family.get(row)? as usize).copied()
    }
}

fn given(number: i32) -> bool {
    number >= NO_NUMBER + 4
}

const RULES: &[Rule] = &[
    Rule {
        id: "families.no_status",
        text: "A family without a case status is in no line of the table of statuses, so the lines do not add up to the total",
        sheet: Sheet::Families,
        fails: |_, b, row| b.codes(Field::FamilyStatus)[row] >= crate::cohort::NO_CODE,
    },
    Rule {
        id: "children.no_status",
        text: "A child without a case status is in no line of the table of statuses, so the lines do not add up to the total",
        sheet: Sheet::Children,
        fails: |_, b, row| b.codes(Field::ChildStatus)[row] >= crate::cohort::NO_CODE,
    },
    Rule {
        id: "families.closed_without_date",
        text: "A closed family has no date of closure",
        sheet: Sheet::Families,
        fails: |_, b, row| {
            b.codes(Field::FamilyStatus)[row] == CaseStatus::Closed.position()
                && !given(b.numbers(Field::ClosureDate)[row])
        },
    },
    Rule {
        id: "families.date_without_closure",
        text: "A family that is not closed has a date of closure",
        sheet: Sheet::Families,
        fails: |_, b, row| {
            b.codes(Field::FamilyStatus)[row] != CaseStatus::Closed.position()
                && given(b.numbers(Field::ClosureDate)[row])
        },
    },
    Rule {
        id: "families.closed_before_referred",
        text: "The date of closure is before the date of referral",
        sheet: Sheet::Families,
        fails: |_, b, row| {
            let (from, to) = (
                b.numbers(Field::ReferralDate)[row],
                b.numbers(Field::ClosureDate)[row],
            );
            given(from) && given(to) && to < from
        },
    },
    Rule {
        id: "families.no_referral_date",
        text: "A family has no date of referral, so it counts in every period",
        sheet: Sheet::Families,
        fails: |_, b, row| !given(b.numbers(Field::ReferralDate)[row]),
    },
    Rule {
        id: "families.months_contradict_dates",
        text: "The months of intervention are not those between the dates of referral and closure",
        sheet: Sheet::Families,
        fails: |_, b, row| {
            let day = |field| {
                crate::cohort::day(b.numbers(field)[row]).filter(|_| given(b.numbers(field)[row]))
            };
            let told = b.numbers(Field::InterventionMonths)[row];
            let counted = day(Field::ReferralDate)
                .zip(day(Field::ClosureDate))
                .and_then(|(from, to)| calendar::months::completed(from, to));
            given(told) && counted.is_some_and(|months| (months as i32).max(1) != told)
        },
    },
    Rule {
        id: "families.support_contradicts_status",
        text: "Whether a parent received direct support contradicts the family's case status",
        sheet: Sheet::Families,
        fails: |_, b, row| {
            let status = CaseStatus::at(b.codes(Field::FamilyStatus)[row]);
            let support = YesNo::at(b.codes(Field::ParentDirectSupport)[row]);
            matches!(
                (status, support),
                (
                    Some(CaseStatus::NotMetThreshold | CaseStatus::NoDirectSupport),
                    Some(YesNo::Yes)
                ) | (Some(CaseStatus::Open | CaseStatus::New), Some(YesNo::No))
            )
        },
    },
    Rule {
        id: "families.no_children",
        text: "A family has no child among the children",
        sheet: Sheet::Families,
        fails: |context, b, row| {
            context
                .at(b, row)
                .is_some_and(|family| family.children == 0)
        },
    },
    Rule {
        id: "children.no_family",
        text: "A child's family is not among the families",
        sheet: Sheet::Children,
        fails: |_, b, row| b.family[row] == NO_FAMILY,
    },
    Rule {
        id: "children.closed_in_family_not_closed",
        text: "A child's case is closed while the family's is not",
        sheet: Sheet::Children,
        fails: |context, b, row| {
            b.codes(Field::ChildStatus)[row] == CaseStatus::Closed.position()
                && context
                    .family(b, row)
                    .is_some_and(|family| family.status != CaseStatus::Closed.position())
        },
    },
    Rule {
        id: "children.open_in_closed_family",
        text: "A child's case is open while the family's is closed",
        sheet: Sheet::Children,
        fails: |context, b, row| {
            matches!(
                CaseStatus::at(b.codes(Field::ChildStatus)[row]),
                Some(CaseStatus::Open | CaseStatus::New)
            ) && context
                .family(b, row)
                .is_some_and(|family| family.status == CaseStatus::Closed.position())
        },
    },
    Rule {
        id: "children.unborn_with_age",
        text: "A child who is not yet born has an age",
        sheet: Sheet::Children,
        fails: |_, b, row| {
            b.codes(Field::ChildSex)[row] == Sex::Unborn.position()
                && given(b.numbers(Field::AgeAtReferral)[row])
        },
    },
    Rule {
        id: "children.at_risk_in_care",
        text: "A child in care at referral was also marked as at risk of being accommodated, so care may be counted as avoided for a child who was already in it",
        sheet: Sheet::Children,
        fails: |_, b, row| {
            b.codes(Field::SafeguardingRef)[row] == Safeguarding::ChildInCare.position()
                && b.codes(Field::AtRisk)[row] == YesNo::Yes.position()
        },
    },
    Rule {
        id: "sessions.no_family",
        text: "An emergency session's family is not among the families",
        sheet: Sheet::EmergencySessions,
        fails: |_, b, row| b.family[row] == NO_FAMILY,
    },
    Rule {
        id: "sessions.outside_support",
        text: "An emergency session was before the family's referral or after its closure",
        sheet: Sheet::EmergencySessions,
        fails: |context, b, row| {
            let on = b.numbers(Field::SessionDate)[row];
            context.family(b, row).is_some_and(|family| {
                given(on)
                    && ((given(family.referred) && on < family.referred)
                        || (given(family.closed) && on > family.closed))
            })
        },
    },
    Rule {
        id: "sessions.family_not_supported",
        text: "An emergency session was for a family that did not meet the threshold",
        sheet: Sheet::EmergencySessions,
        fails: |context, b, row| {
            context
                .family(b, row)
                .is_some_and(|family| family.status == CaseStatus::NotMetThreshold.position())
        },
    },
];

/// Everything that does not agree, in the order of the rules; rules that hold are left out.
pub(crate) fn checks(cohort: &Cohort) -> Vec<Check> {
    let context = Context::of(cohort);
    let mut found: Vec<Check> = RULES
        .iter()
        .map(|rule| check(cohort, &context, rule))
        .collect();
    found.extend(missing_answers(cohort));
    found.retain(|check| check.count > 0);
    found
}

fn check(cohort: &Cohort, context: &Context, rule: &Rule) -> Check {
    let mut count = 0;
    // The first by reference, so that the order in which rows came does not show.
    let mut named: BTreeSet<String> = BTreeSet::new();
    for block in &cohort.table(rule.sheet).blocks {
        for row in 0..block.len {
            if (rule.fails)(context, block, row) {
                count += 1;
                let reference = block.reference(row);
                let late = named.len() == NAMED
                    && named.last().is_some_and(|last| reference > last.as_str());
                if !late {
                    named.insert(reference.to_owned());
                    if named.len() > NAMED {
                        named.pop_last();
                    }
                }
            }
        }
    }
    Check {
        id: rule.id,
        text: rule.text,
        sheet: rule.sheet.name(),
        count,
        rows: named.into_iter().collect(),
    }
}

/// Rows with an answer that is due and was not written, one check a sheet.
fn missing_answers(cohort: &Cohort) -> Vec<Check> {
    let quality = crate::quality::quality(cohort);
    Sheet::ALL
        .into_iter()
        .map(|sheet| {
            let count = quality.iter().filter(|q| q.sheet == sheet.name()).map(|q| q.none.missing).sum();
            Check {
                id: match sheet {
                    Sheet::Families => "families.missing_answers",
                    Sheet::Children => "children.missing_answers",
                    Sheet::EmergencySessions => "sessions.missing_answers",
                },
                text: "Answers that were due are not written; they are left out of every percentage",
                sheet: sheet.name(),
                count,
                rows: sheet
                    .fields()
                    .iter()
                    .filter(|f| !matches!(f.kind(), Kind::Reference))
                    .filter(|f| quality.iter().any(|q| q.sheet == sheet.name() && q.field == f.code() && q.none.missing > 0))
                    .map(|f| f.code().to_owned())
                    .take(NAMED)
                    .collect(),
            }
        })
        .collect()
}
