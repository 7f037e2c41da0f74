//! Checks: what in the data does not agree with itself. Nothing is put right silently.

use std::collections::BTreeMap;

use record::lists::{CaseStatus, Safeguarding, Sex, YesNo};
use record::{Field, Sheet};
use serde::Serialize;

use crate::cohort::{Block, Cohort, NO_CODE, NO_FAMILY, day, non_answer};
use crate::evaluation::{MOST_PLACES, place_names};
use crate::quality::Quality;
use crate::threads;

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
    /// How many rows; for missing answers how many answers, for places how many places.
    pub count: u64,
    /// References of the first of them; for missing answers the questions, for places their names.
    pub rows: Vec<String>,
}

/// A check: an id, its words, and which rows of a block fail it.
struct Rule {
    id: &'static str,
    text: &'static str,
    sheet: Sheet,
    fails: for<'a> fn(&'a Context, Rows<'a>) -> Fails<'a>,
}

/// Whether a row fails.
type Fails<'a> = Box<dyn Fn(usize) -> bool + 'a>;

/// A block, and the place of its first row in its table.
#[derive(Clone, Copy)]
struct Rows<'a> {
    block: &'a Block,
    first: usize,
}

impl<'a> Rows<'a> {
    fn codes(self, field: Field) -> &'a [u8] {
        self.block.codes(field)
    }

    fn numbers(self, field: Field) -> &'a [i32] {
        self.block.numbers(field)
    }
}

/// What each family says, for the rules that look beyond the row.
struct Context {
    families: Vec<FamilyFacts>,
}

#[derive(Clone, Copy)]
struct FamilyFacts {
    status: u8,
    referred: i32,
    closed: i32,
    children: u32,
}

impl Context {
    fn of(cohort: &Cohort) -> Self {
        let mut families = Vec::with_capacity(cohort.families.len());
        for block in &cohort.families.blocks {
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
        Self { families }
    }

    /// The family of a child's or session's row, if it is there.
    fn family(&self, rows: Rows, row: usize) -> Option<&FamilyFacts> {
        self.families.get(rows.block.family[row] as usize)
    }
}

fn given(number: i32) -> bool {
    non_answer(number).is_none()
}

const RULES: &[Rule] = &[
    Rule {
        id: "families.no_status",
        text: "A family without a case status is in no line of the table of statuses, so the lines do not add up to the total",
        sheet: Sheet::Families,
        fails: |_, rows| {
            let status = rows.codes(Field::FamilyStatus);
            Box::new(move |row| status[row] >= NO_CODE)
        },
    },
    Rule {
        id: "children.no_status",
        text: "A child without a case status is in no line of the table of statuses, so the lines do not add up to the total",
        sheet: Sheet::Children,
        fails: |_, rows| {
            let status = rows.codes(Field::ChildStatus);
            Box::new(move |row| status[row] >= NO_CODE)
        },
    },
    Rule {
        id: "families.closed_without_date",
        text: "A closed family has no date of closure",
        sheet: Sheet::Families,
        fails: |_, rows| {
            let status = rows.codes(Field::FamilyStatus);
            let closed = rows.numbers(Field::ClosureDate);
            Box::new(move |row| status[row] == CaseStatus::Closed.position() && !given(closed[row]))
        },
    },
    Rule {
        id: "families.date_without_closure",
        text: "A family that is not closed has a date of closure",
        sheet: Sheet::Families,
        fails: |_, rows| {
            let status = rows.codes(Field::FamilyStatus);
            let closed = rows.numbers(Field::ClosureDate);
            Box::new(move |row| status[row] != CaseStatus::Closed.position() && given(closed[row]))
        },
    },
    Rule {
        id: "families.closed_before_referred",
        text: "The date of closure is before the date of referral",
        sheet: Sheet::Families,
        fails: |_, rows| {
            let from = rows.numbers(Field::ReferralDate);
            let to = rows.numbers(Field::ClosureDate);
            Box::new(move |row| given(from[row]) && given(to[row]) && to[row] < from[row])
        },
    },
    Rule {
        id: "families.no_referral_date",
        text: "A family has no date of referral, so it counts in every period",
        sheet: Sheet::Families,
        fails: |_, rows| {
            let referred = rows.numbers(Field::ReferralDate);
            Box::new(move |row| !given(referred[row]))
        },
    },
    Rule {
        id: "families.months_contradict_dates",
        text: "The months of intervention are not those between the dates of referral and closure",
        sheet: Sheet::Families,
        fails: |_, rows| {
            let told = rows.numbers(Field::InterventionMonths);
            let from = rows.numbers(Field::ReferralDate);
            let to = rows.numbers(Field::ClosureDate);
            Box::new(move |row| {
                given(told[row])
                    && day(from[row])
                        .zip(day(to[row]))
                        .and_then(|(from, to)| calendar::months::completed(from, to))
                        .is_some_and(|months| (months as i32).max(1) != told[row])
            })
        },
    },
    Rule {
        id: "families.support_contradicts_status",
        text: "Whether a parent received direct support contradicts the family's case status",
        sheet: Sheet::Families,
        fails: |_, rows| {
            let status = rows.codes(Field::FamilyStatus);
            let support = rows.codes(Field::ParentDirectSupport);
            Box::new(move |row| {
                matches!(
                    (CaseStatus::at(status[row]), YesNo::at(support[row])),
                    (
                        Some(CaseStatus::NotMetThreshold | CaseStatus::NoDirectSupport),
                        Some(YesNo::Yes)
                    ) | (Some(CaseStatus::Open | CaseStatus::New), Some(YesNo::No))
                )
            })
        },
    },
    Rule {
        id: "families.no_children",
        text: "A family has no child among the children",
        sheet: Sheet::Families,
        fails: |context, rows| {
            let own = &context.families[rows.first..];
            Box::new(move |row| own[row].children == 0)
        },
    },
    Rule {
        id: "children.no_family",
        text: "A child's family is not among the families",
        sheet: Sheet::Children,
        fails: no_family,
    },
    Rule {
        id: "children.closed_in_family_not_closed",
        text: "A child's case is closed while the family's is not",
        sheet: Sheet::Children,
        fails: |context, rows| {
            let status = rows.codes(Field::ChildStatus);
            Box::new(move |row| {
                status[row] == CaseStatus::Closed.position()
                    && context
                        .family(rows, row)
                        .is_some_and(|family| family.status != CaseStatus::Closed.position())
            })
        },
    },
    Rule {
        id: "children.open_in_closed_family",
        text: "A child's case is open while the family's is closed",
        sheet: Sheet::Children,
        fails: |context, rows| {
            let status = rows.codes(Field::ChildStatus);
            Box::new(move |row| {
                matches!(
                    CaseStatus::at(status[row]),
                    Some(CaseStatus::Open | CaseStatus::New)
                ) && context
                    .family(rows, row)
                    .is_some_and(|family| family.status == CaseStatus::Closed.position())
            })
        },
    },
    Rule {
        id: "children.unborn_with_age",
        text: "A child who is not yet born has an age",
        sheet: Sheet::Children,
        fails: |_, rows| {
            let sex = rows.codes(Field::ChildSex);
            let age = rows.numbers(Field::AgeAtReferral);
            Box::new(move |row| sex[row] == Sex::Unborn.position() && given(age[row]))
        },
    },
    Rule {
        id: "children.at_risk_in_care",
        text: "A child in care at referral was also marked as at risk of being accommodated, so care may be counted as avoided for a child who was already in it",
        sheet: Sheet::Children,
        fails: |_, rows| {
            let status = rows.codes(Field::SafeguardingRef);
            let at_risk = rows.codes(Field::AtRisk);
            Box::new(move |row| {
                status[row] == Safeguarding::ChildInCare.position()
                    && at_risk[row] == YesNo::Yes.position()
            })
        },
    },
    Rule {
        id: "sessions.no_family",
        text: "An emergency session's family is not among the families",
        sheet: Sheet::EmergencySessions,
        fails: no_family,
    },
    Rule {
        id: "sessions.outside_support",
        text: "An emergency session was before the family's referral or after its closure",
        sheet: Sheet::EmergencySessions,
        fails: |context, rows| {
            let on = rows.numbers(Field::SessionDate);
            Box::new(move |row| {
                let on = on[row];
                given(on)
                    && context.family(rows, row).is_some_and(|family| {
                        (given(family.referred) && on < family.referred)
                            || (given(family.closed) && on > family.closed)
                    })
            })
        },
    },
    Rule {
        id: "sessions.family_not_supported",
        text: "An emergency session was for a family that did not meet the threshold or had no direct support, so what it saved is counted outside the service's support",
        sheet: Sheet::EmergencySessions,
        fails: |context, rows| {
            Box::new(move |row| {
                context.family(rows, row).is_some_and(|family| {
                    matches!(
                        CaseStatus::at(family.status),
                        Some(CaseStatus::NotMetThreshold | CaseStatus::NoDirectSupport)
                    )
                })
            })
        },
    },
];

fn no_family<'a>(_: &'a Context, rows: Rows<'a>) -> Fails<'a> {
    let family = &rows.block.family;
    Box::new(move |row| family[row] == NO_FAMILY)
}

/// Everything that does not agree, in the order of the rules; rules that hold are left out.
pub(crate) fn checks(cohort: &Cohort, quality: &[Quality], threads: usize) -> Vec<Check> {
    let context = Context::of(cohort);
    let mut found = threads::map(threads, RULES.len(), |rule| {
        check(cohort, &context, &RULES[rule])
    });
    found.extend(missing_answers(quality));
    found.extend(many_places(cohort));
    found.retain(|check| check.count > 0);
    found
}

fn check(cohort: &Cohort, context: &Context, rule: &Rule) -> Check {
    let mut count = 0;
    // The first by reference, so that the order in which rows came does not show.
    let mut named: BTreeMap<&[u8], &str> = BTreeMap::new();
    let mut first = 0;
    for block in &cohort.table(rule.sheet).blocks {
        let fails = (rule.fails)(context, Rows { block, first });
        for row in (0..block.len).filter(|row| fails(*row)) {
            count += 1;
            let reference = block.reference_bytes(row);
            let last = named.last_key_value().map(|(last, _)| *last);
            if named.len() < NAMED || last.is_some_and(|last| reference < last) {
                named.insert(reference, block.reference(row));
                if named.len() > NAMED {
                    named.pop_last();
                }
            }
        }
        first += block.len;
    }
    Check {
        id: rule.id,
        text: rule.text,
        sheet: rule.sheet.name(),
        count,
        rows: named.into_values().map(str::to_owned).collect(),
    }
}

/// Answers that are due and were not written, one check a sheet; it names the questions.
fn missing_answers(quality: &[Quality]) -> impl Iterator<Item = Check> {
    Sheet::ALL.into_iter().map(|sheet| {
        let of_sheet = quality.iter().filter(|q| q.sheet == sheet.name());
        let missing = of_sheet.filter(|q| q.none.missing > 0);
        Check {
            id: match sheet {
                Sheet::Families => "families.missing_answers",
                Sheet::Children => "children.missing_answers",
                _ => "sessions.missing_answers",
            },
            text: "Answers that were due are not written; they are left out of every percentage",
            sheet: sheet.name(),
            count: missing.clone().map(|q| q.none.missing).sum(),
            rows: missing.take(NAMED).map(|q| q.field.to_owned()).collect(),
        }
    })
}

/// Places that Table 2 has no line for.
fn many_places(cohort: &Cohort) -> Option<Check> {
    let unlisted = place_names(cohort).into_iter().skip(MOST_PLACES);
    let unlisted: Vec<String> = unlisted.collect();
    (!unlisted.is_empty()).then(|| Check {
        id: "families.many_places",
        text: "There are more different home towns than Table 2 has lines for; the least frequent have none",
        sheet: Sheet::Families.name(),
        count: unlisted.len() as u64,
        rows: unlisted.into_iter().take(NAMED).collect(),
    })
}
