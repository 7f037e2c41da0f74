//! The book of advice: what is counted of it, and that nothing is said of it where there is none.

use calendar::{AsAt, Date, Stamp, date};
use evaluation::{Cohort, Evaluation};
use record::lists::{CameOf, Discipline, HelpKind, Mode};
use record::{AdviceEntry, AdviceFact, AdviceGiven, AdviceId, Present, WorkerId, advice_rows};
use uuid::Uuid;

use super::{evaluated, said};

fn given(number: u128, on: Date, kind: HelpKind, team: &str, minutes: u16) -> AdviceEntry {
    let what = AdviceGiven {
        asked: None,
        kind,
        to: "Tess Testperson, teacher".to_owned(),
        team: team.to_owned(),
        mode: Mode::Phone,
        minutes,
        present: vec![Present {
            worker: Some(WorkerId(Uuid::nil())),
            words: String::new(),
            discipline: Some(Discipline::YouthWork),
        }],
        question: "A question".to_owned(),
        advice: Vec::new(),
        signposts: Vec::new(),
        came: CameOf::NothingMore,
    };
    AdviceEntry {
        id: AdviceId(Uuid::from_u128(number)),
        happened: on,
        recorded_at: Stamp::from_micros(number as i64).unwrap(),
        recorded_by: WorkerId(Uuid::nil()),
        fact: AdviceFact::Given(what),
        consulted_at: None,
    }
}

fn counted(from: Option<Date>, day: Date) -> Evaluation {
    let entries = [
        given(
            1,
            date(2022, 7, 31),
            HelpKind::Coaching,
            "Brightsea Primary",
            60,
        ),
        given(
            2,
            date(2022, 8, 1),
            HelpKind::Consultation,
            "Brightsea Primary",
            1_200,
        ),
        given(
            3,
            date(2022, 8, 20),
            HelpKind::Consultation,
            "Health visiting",
            30,
        ),
    ];
    let mut cohort = Cohort::default();
    for row in advice_rows(&entries, AsAt::day(day)) {
        cohort.push_advice(&row);
    }
    evaluated(&cohort.as_at(from, day))
}

#[test]
fn help_is_counted_by_kind_discipline_and_whom_it_was_given_to() {
    let day = date(2022, 8, 30);
    let figures = said(&counted(None, day), &["book."]);
    let some = figures.lines().filter(|line| !line.contains(": 0"));
    insta::assert_snapshot!(some.collect::<Vec<_>>().join("\n"));
    let of = |evaluation: Evaluation| evaluation.figure("book.all").unwrap().display.clone();
    assert_eq!(of(counted(Some(date(2022, 8, 1)), day)), "2");
    assert_eq!(of(counted(None, date(2022, 8, 1))), "2");
}

#[test]
fn where_nothing_stands_in_the_book_there_are_no_figures_of_it() {
    let evaluation = counted(None, date(2022, 7, 1));
    assert_eq!(said(&evaluation, &["book."]), "");
    assert_eq!(said(&evaluated(&crate::pilot::cohort()), &["book."]), "");
}
