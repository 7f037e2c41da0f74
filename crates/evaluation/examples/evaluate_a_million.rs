//! How long the whole evaluation takes over a million families, held in memory.
//!
//! `cargo run --release -p evaluation --example evaluate_a_million [FAMILIES [REPEATS]]`

#![expect(clippy::print_stdout, reason = "an example prints what it found")]

use std::time::Instant;

use evaluation::cohort::{Block, Column, day, day_number, no_code, no_number};
use evaluation::{Cohort, Levels, Options, Table};
use record::lists::CaseStatus;
use record::{Due, Field, Kind, NonAnswer};

const BLOCK: usize = 32_768;
const TOWNS: [&str; 10] = [
    "Clacton",
    "Harwich",
    "Jaywick",
    "Frinton",
    "Thorpe",
    "Weeley",
    "Walton",
    "Kirby",
    "Holland",
    "Dovercourt",
];

fn main() {
    let number = |at| std::env::args().nth(at).and_then(|text| text.parse().ok());
    let families = number(1).unwrap_or(1_000_000);
    let repeats = number(2).unwrap_or(5);
    let cohort = cohort(families);
    println!(
        "{} families, {} children, {} sessions",
        cohort.families.len(),
        cohort.children.len(),
        cohort.sessions.len()
    );
    let unit_costs = costs::Catalogue::standard();
    let options = Options {
        service: "Speed".to_owned(),
        from: None,
        as_at: calendar::date(2022, 8, 30),
        known_on: None,
        plo: Levels::Separate,
        programme_months: 18,
        program: "speed".to_owned(),
        data_sha256: String::new(),
    };
    println!("memory before: {}", peak());
    for _ in 0..repeats {
        let (start, busy) = (Instant::now(), busy());
        let evaluation = evaluation::evaluate(&cohort, &unit_costs, &options).expect("costs");
        println!(
            "evaluate: {:.1} ms, {} ms of processor time, {} figures",
            start.elapsed().as_secs_f64() * 1e3,
            self::busy() - busy,
            evaluation.figures.len()
        );
    }
    println!("memory after: {}", peak());
}

/// The most memory this process has had, as the system tells it, where it does.
fn peak() -> String {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("VmHWM"))?;
            Some(line.trim_start_matches("VmHWM:").trim().to_owned())
        })
        .unwrap_or_else(|| "not known".to_owned())
}

/// Processor time of this process in milliseconds, to the hundredth of a second, where the system
/// tells it: on a shared machine it says more than the clock.
fn busy() -> u64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = told.split_whitespace().skip(13).take(2);
    10 * ticks.filter_map(|n| n.parse::<u64>().ok()).sum::<u64>()
}

/// Numbers that look random and are the same each time (a linear congruence modulo 2^64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// How a family's case stands; its rows agree with it, as they do nearly always in life.
struct Case {
    status: CaseStatus,
    referred: i32,
    days: i32,
}

fn cohort(families: usize) -> Cohort {
    let mut numbers = Numbers(2022);
    let mut cohort = Cohort::default();
    let first_day = day_number(calendar::date(2021, 1, 1));
    let mut children = 0;
    for family in 0..families {
        let case = Case {
            status: match numbers.below(100) {
                0..45 => CaseStatus::Closed,
                45..80 => CaseStatus::Open,
                80..85 => CaseStatus::New,
                85..93 => CaseStatus::NoDirectSupport,
                _ => CaseStatus::NotMetThreshold,
            },
            referred: first_day + numbers.below(300) as i32,
            days: 20 + numbers.below(280) as i32,
        };
        push(&mut cohort.families, &mut numbers, family, None, &case);
        let link = Some(family as u32);
        for _ in 0..numbers.below(4) + u64::from(family % 10 < 7) {
            push(&mut cohort.children, &mut numbers, children, link, &case);
            children += 1;
        }
        if numbers.below(10) < 6 {
            push(&mut cohort.sessions, &mut numbers, family, link, &case);
        }
    }
    cohort
}

fn push(
    table: &mut Table,
    numbers: &mut Numbers,
    reference: usize,
    family: Option<u32>,
    case: &Case,
) {
    if table.blocks.last().is_none_or(|b| b.len >= BLOCK) {
        table.blocks.push(Block::new(table.sheet));
    }
    let Some(block) = table.blocks.last_mut() else {
        return;
    };
    let closed = case.status == CaseStatus::Closed;
    for (field, column) in table.sheet.fields().iter().zip(&mut block.columns) {
        let chance = numbers.below(100);
        let non = match field.due() {
            Due::WhenClosed if !closed => Some(NonAnswer::NotApplicable),
            _ if chance < 8 => Some(NonAnswer::Unknown),
            _ => (chance < 9).then_some(NonAnswer::Missing),
        };
        match (column, field.kind()) {
            (Column::Codes(codes), Kind::Code(list)) => codes.push(match (field, non) {
                (Field::FamilyStatus | Field::ChildStatus, _) => case.status.position(),
                (Field::ParentDirectSupport, _) => {
                    u8::from(case.status.position() > CaseStatus::New.position())
                }
                (Field::ChildSex, _) => (chance / 49) as u8,
                (_, Some(non)) => no_code(non),
                (_, None) => {
                    // The first answers are the rarer ones, as with "yes".
                    let last = list.codes.len() as u64 - 1;
                    last.saturating_sub(numbers.below(3 * last + 3)) as u8
                }
            }),
            (Column::Numbers(column), kind) => column.push(match (field, non, kind) {
                (Field::ReferralDate, ..) => case.referred,
                (Field::SessionDate, ..) => case.referred + numbers.below(20) as i32,
                (_, Some(non), _) => no_number(non),
                (Field::ClosureDate, ..) => case.referred + case.days,
                (Field::InterventionMonths, ..) => day(case.referred)
                    .zip(day(case.referred + case.days))
                    .and_then(|(from, to)| calendar::months::completed(from, to))
                    .map_or(1, |months| months.max(1) as i32),
                (_, None, Kind::Number { max, .. }) => numbers.below(max.min(18) as u64) as i32,
                (_, None, _) => no_number(NonAnswer::Unknown),
            }),
            (Column::Places(places), _) => match non {
                Some(non) => places.push_none(non),
                None => places.push(TOWNS[numbers.below(TOWNS.len() as u64) as usize]),
            },
            (Column::Texts(texts), _) => texts.push(format!("R{reference}").as_bytes()),
            (Column::Codes(_), kind) => unreachable!("{kind:?} has no list"),
        }
    }
    block.family.extend(family);
    block.len += 1;
}
