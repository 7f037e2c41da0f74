//! Caseload over time: families with an open case and people with a worker, at the end of each month.

use calendar::Date;
use record::lists::{CaseStatus, Discipline};
use record::{Field, Sheet};
use serde::Serialize;

use crate::cohort::{Cohort, day, day_number, non_answer};

/// How many months are told, the latest.
const MOST_MONTHS: usize = 36;

/// The caseload at the end of a month, or on the day asked for in the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthLoad {
    /// The day.
    pub day: Date,
    /// Families whose case was open.
    pub families: u64,
    /// Allocations that went on, in the order of the disciplines.
    pub allocations: [u64; Discipline::ALL.len()],
}

/// The caseload month by month up to a day. Families without direct support are never open, and
/// those whose dates are not known are left out, as in the time to closure.
pub(crate) fn by_month(cohort: &Cohort, as_at: Date) -> Vec<MonthLoad> {
    let referred = || {
        let blocks = cohort.families.blocks.iter();
        blocks.flat_map(|block| block.numbers(Field::ReferralDate))
    };
    let first = referred().filter(|day| non_answer(**day).is_none()).min();
    let Some(first) = first.and_then(|number| day(*number)) else {
        return Vec::new();
    };
    let days = month_ends(first, as_at);
    let ends: Vec<i32> = days.iter().map(|day| day_number(*day)).collect();
    let mut families = Running::new(&ends);
    open_families(cohort, |from, until| families.add(from, until));
    let mut allocations = Discipline::ALL
        .iter()
        .map(|_| Running::new(&ends))
        .collect::<Vec<_>>();
    each_allocation(cohort, |discipline, from, until| {
        if let Some(of) = allocations.get_mut(discipline) {
            of.add(from, until);
        }
    });
    let families = families.at_each();
    let allocations: Vec<_> = allocations.iter().map(Running::at_each).collect();
    days.into_iter()
        .enumerate()
        .map(|(at, day)| MonthLoad {
            day,
            families: families[at],
            allocations: std::array::from_fn(|discipline| allocations[discipline][at]),
        })
        .collect()
}

/// How many go on at each of some days, from when they begin and end.
struct Running<'a> {
    days: &'a [i32],
    begun: Vec<u64>,
    over: Vec<u64>,
}

impl<'a> Running<'a> {
    fn new(days: &'a [i32]) -> Self {
        let none = vec![0; days.len() + 1];
        Self {
            days,
            begun: none.clone(),
            over: none,
        }
    }

    /// Something that goes on from one day until before another, or still.
    fn add(&mut self, from: i32, until: Option<i32>) {
        let first = |day: i32| self.days.partition_point(|end| *end < day);
        let (begins, ends) = (first(from), until.map(first));
        // What ended before it began was never there.
        if ends.is_none_or(|ends| ends > begins) {
            self.begun[begins] += 1;
            if let Some(ends) = ends {
                self.over[ends] += 1;
            }
        }
    }

    fn at_each(&self) -> Vec<u64> {
        let mut now = 0;
        let changes = self.begun.iter().zip(&self.over);
        changes
            .map(|(begun, over)| {
                now = now + begun - over;
                now
            })
            .collect()
    }
}

fn open_families(cohort: &Cohort, mut open: impl FnMut(i32, Option<i32>)) {
    for block in &cohort.families.blocks {
        let status = block.codes(Field::FamilyStatus);
        let referred = block.numbers(Field::ReferralDate);
        let closed = block.numbers(Field::ClosureDate);
        for row in (0..block.len).filter(|row| non_answer(referred[*row]).is_none()) {
            match CaseStatus::at(status[row]) {
                Some(CaseStatus::Closed) if non_answer(closed[row]).is_none() => {
                    open(referred[row], Some(closed[row]));
                }
                Some(CaseStatus::Open | CaseStatus::New) => open(referred[row], None),
                _ => {}
            }
        }
    }
}

fn each_allocation(cohort: &Cohort, mut of: impl FnMut(usize, i32, Option<i32>)) {
    for block in &cohort.table(Sheet::Allocations).blocks {
        let from = block.numbers(Field::AllocationFrom);
        let until = block.numbers(Field::AllocationUntil);
        let disciplines = block.codes(Field::AllocationDiscipline);
        for row in (0..block.len).filter(|row| non_answer(from[*row]).is_none()) {
            let ended = non_answer(until[row]).is_none().then_some(until[row]);
            of(usize::from(disciplines[row]), from[row], ended);
        }
    }
}

/// The last day of each month from one day to another, which itself ends the last: the latest of
/// them, in order.
fn month_ends(first: Date, as_at: Date) -> Vec<Date> {
    let mut ends = Vec::new();
    let mut end = Some(as_at);
    while let Some(day) = end.filter(|day| *day >= first && ends.len() < MOST_MONTHS) {
        ends.push(day);
        end = day.first_of_month().yesterday().ok();
    }
    ends.reverse();
    ends
}
