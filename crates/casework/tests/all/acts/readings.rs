//! Reading in an emergency: tied to a concern, answered by somebody else, of what they may show, for a
//! short time in one session, reviewed by another.

use std::fmt::Write as _;

use calendar::{Stamp, date};
use casework::*;
use record::lists::*;
use record::*;
use uuid::Uuid;

use super::entries::refused;
use super::family::*;

const SESSION: Uuid = Uuid::from_u128(71);
const TIMES: ReadingTimes = ReadingTimes {
    minutes: 60,
    review_days: 1,
};

/// So many minutes after the concern of these tests was raised.
pub(crate) fn minute(minutes: i64) -> Stamp {
    Stamp::from_micros(minutes * 60_000_000).unwrap()
}

fn written(visibility: Visibility) -> Command {
    Command::WriteNote(WriteNote {
        happened: day(8),
        note: Note {
            about: Subject::Family,
            text: "said in confidence".to_owned(),
        },
        visibility,
    })
}

/// A concern was raised, and there is a note for everybody, one for the team, and one for a worker.
pub(crate) fn kept() -> Case {
    supported()
        .then(&raise(6))
        .then(&written(Visibility::Shared))
        .then(&written(Visibility::Team))
        .then(&written(Visibility::Named(vec![worker(31)])))
}

fn notes(case: &Case) -> Vec<Sequence> {
    let notes = case.entries.iter().filter(|it| it.fact.kind() == "note");
    notes.map(|it| it.sequence).collect()
}

fn asked(case: &Case, at: i64, by: u128, reader: Reader) -> ReadingAsked {
    ReadingAsked {
        at: minute(at),
        by: worker(by),
        reader,
        concern: case.last("concern"),
        from: date(2022, 1, 1),
        to: date(2022, 1, 20),
        danger: "Where might they be?".to_owned(),
        basis: ReadingBasis::Safeguarding,
    }
}

/// The social worker asks.
pub(crate) fn ask(case: &Case, at: i64) -> Command {
    Command::AskToRead(AskToRead {
        asked: asked(case, at, 20, Reader::SocialWorker),
        at_once: None,
    })
}

fn at_once(asked: ReadingAsked) -> Command {
    Command::AskToRead(AskToRead {
        asked,
        at_once: Some((SESSION, TIMES)),
    })
}

pub(crate) fn answer(case: &Case, by: u128, manager: bool, notes: &[Sequence]) -> Command {
    Command::AnswerToRead(AnswerToRead {
        asked: case.last("reading_asked"),
        at: minute(10),
        by: worker(by),
        manager,
        notes: notes.to_vec(),
        words: "what she said of her aunt".to_owned(),
    })
}

pub(crate) fn open(case: &Case, at: i64, by: u128) -> Command {
    Command::OpenReading(OpenReading {
        asked: case.last("reading_asked"),
        at: minute(at),
        by: worker(by),
        session: SESSION,
        times: TIMES,
    })
}

pub(crate) fn review(case: &Case, at: i64, by: u128, another: bool) -> Command {
    Command::ReviewReading(ReviewReading {
        review: ReadingReview {
            asked: case.last("reading_asked"),
            by: worker(by),
            found: ReadingFound::Right,
            told: FamilyTold::WillBe,
            words: "It led to the aunt's".to_owned(),
        },
        at: minute(at),
        another,
    })
}

/// Asked, and the team's note allowed by a manager.
pub(crate) fn allowed() -> Case {
    let case = kept();
    let case = case.clone().then(&ask(&case, 5));
    let notes = notes(&case);
    case.clone().then(&answer(&case, 40, true, &notes[1..2]))
}

pub(crate) fn opened() -> Case {
    let case = allowed();
    case.clone().then(&open(&case, 20, 20))
}

fn visible(case: &Case, kind: &str) -> Vec<Visibility> {
    let of_kind = case.entries.iter().filter(|it| it.fact.kind() == kind);
    of_kind.map(|it| it.visibility.clone()).collect()
}

#[test]
fn what_is_refused() {
    let mut told = String::new();
    let case = kept();
    let by_sw = |at| asked(&case, at, 20, Reader::SocialWorker);
    let asks = |asked| {
        Command::AskToRead(AskToRead {
            asked,
            at_once: None,
        })
    };
    let of = |change: fn(&mut ReadingAsked)| {
        let mut asked = by_sw(5);
        change(&mut asked);
        asked
    };
    let ask_with = |change| (case.clone(), asks(of(change)));
    let (c, a) = ask_with(|it| it.concern = Sequence(1));
    refused!(told, "of no concern", c, a);
    let (c, a) = ask_with(|it| it.danger.clear());
    refused!(told, "no danger", c, a);
    let (c, a) = ask_with(|it| it.to = date(2021, 12, 31));
    refused!(told, "backwards", c, a);
    let day = 24 * 60;
    refused!(
        told,
        "of an old concern",
        case.clone(),
        asks(by_sw(14 * day))
    );
    refused!(
        told,
        "at once a day later",
        case.clone(),
        at_once(by_sw(day))
    );
    let years = ReadingAsked {
        from: date(2019, 1, 1),
        ..by_sw(5)
    };
    refused!(told, "at once of years", case.clone(), at_once(years));
    let calm = supported().then(&Command::RaiseConcern(RaiseConcern {
        happened: super::family::day(6),
        concern: Concern {
            urgency: Urgency::NotImmediate,
            ..concern()
        },
    }));
    let at = at_once(asked(&calm, 5, 20, Reader::SocialWorker));
    refused!(told, "at once without danger", calm, at);
    let waits = case.clone().then(&ask(&case, 5));
    refused!(told, "twice", waits.clone(), ask(&waits, 6));
    let all = notes(&waits);
    refused!(
        told,
        "their own",
        waits.clone(),
        answer(&waits, 20, true, &all[1..2])
    );
    refused!(
        told,
        "what they see anyway",
        waits.clone(),
        answer(&waits, 40, true, &all[..1])
    );
    refused!(
        told,
        "what the manager does not see",
        waits.clone(),
        answer(&waits, 40, true, &all[2..])
    );
    refused!(
        told,
        "the team's by a worker",
        waits.clone(),
        answer(&waits, 31, false, &all[1..2])
    );
    refused!(
        told,
        "no by a worker",
        waits.clone(),
        answer(&waits, 31, false, &[])
    );
    refused!(
        told,
        "before an answer",
        waits.clone(),
        open(&waits, 20, 20)
    );
    let no = waits.clone().then(&answer(&waits, 40, true, &[]));
    refused!(told, "after a refusal", no.clone(), open(&no, 20, 20));
    let yes = allowed();
    refused!(
        told,
        "again",
        yes.clone(),
        answer(&yes, 40, true, &all[1..2])
    );
    refused!(told, "by another", yes.clone(), open(&yes, 20, 21));
    refused!(told, "a day later", yes.clone(), open(&yes, 10 + day, 20));
    refused!(
        told,
        "nothing was read",
        yes.clone(),
        review(&yes, 90, 41, true)
    );
    let read = opened();
    refused!(told, "twice", read.clone(), open(&read, 21, 20));
    refused!(
        told,
        "more once it is open",
        read.clone(),
        answer(&read, 31, false, &all[2..])
    );
    refused!(
        told,
        "while it is open",
        read.clone(),
        review(&read, 79, 41, true)
    );
    refused!(
        told,
        "by whoever read",
        read.clone(),
        review(&read, 90, 20, false)
    );
    refused!(
        told,
        "by whoever allowed it",
        read.clone(),
        review(&read, 90, 40, true)
    );
    let done = read.clone().then(&review(&read, 90, 41, true));
    refused!(told, "twice", done.clone(), review(&done, 91, 41, true));
    insta::assert_snapshot!(told);
}

#[test]
fn nobody_puts_any_of_it_right() {
    let case = opened();
    let case = case.clone().then(&review(&case, 90, 40, false));
    let kinds = [
        "reading_asked",
        "reading_answer",
        "note_shown",
        "reading_opened",
        "reading_review",
    ];
    for kind in kinds {
        let of = case.last(kind);
        let entry = case.entries.iter().find(|it| it.sequence == of).unwrap();
        let mut fact = entry.fact.clone();
        match &mut fact {
            Fact::ReadingAsked(it) => it.to = date(2022, 2, 1),
            Fact::ReadingAnswer(it) => it.until = minute(100_000),
            Fact::NoteShown(it) => it.note = Sequence(1),
            Fact::ReadingOpened(it) => it.until = minute(100_000),
            Fact::ReadingReview(it) => it.found = ReadingFound::Wrong,
            _ => unreachable!(),
        }
        let refusal = case.clone().act(&put_right(of, 9, fact)).unwrap_err();
        assert!(refusal.contains("stays as it was"), "{kind}: {refusal}");
    }
}

#[test]
fn what_is_shown_is_as_visible_as_the_note_and_all_else_is_shared() {
    let case = kept();
    let case = case.clone().then(&ask(&case, 5));
    let all = notes(&case);
    let case = case.clone().then(&answer(&case, 31, false, &all[2..]));
    let family = case.family();
    assert!(
        family.safety.readings[0].waits_for_an_answer(),
        "of a manager"
    );
    let case = case.clone().then(&answer(&case, 40, true, &all[1..2]));
    let case = case.clone().then(&open(&case, 20, 20));
    assert!(!case.family().safety.readings[0].waits_for_an_answer());
    let named = Visibility::Named(vec![worker(31)]);
    assert_eq!(visible(&case, "note_shown"), [named, Visibility::Team]);
    for kind in ["reading_asked", "reading_answer", "reading_opened"] {
        let shared = |it: &Visibility| *it == Visibility::Shared;
        assert!(visible(&case, kind).iter().all(shared), "{kind}");
    }
}

#[test]
fn at_once_everything_kept_from_the_asker_is_shown_and_nothing_else() {
    for (by, reader, shown) in [(20, Reader::SocialWorker, 1..3), (30, Reader::Team, 2..3)] {
        let case = kept();
        let case = case.clone().then(&at_once(asked(&case, 5, by, reader)));
        let reading = &case.family().safety.readings[0];
        let of: Vec<Sequence> = reading.shown.iter().map(|it| it.what.note).collect();
        assert_eq!(of, notes(&case)[shown]);
        assert!(reading.waits_for_a_review());
    }
}

#[test]
fn it_can_be_read_by_the_asker_in_the_session_until_the_time_is_over() {
    let case = opened();
    let reading = &case.family().safety.readings[0];
    let me = (worker(20), Sight::Shared);
    let may = |who, session, at| may_read(reading, who, session, minute(at));
    assert!(may(me, SESSION, 20) && may(me, SESSION, 79));
    assert!(!may(me, SESSION, 19) && !may(me, SESSION, 80));
    assert!(!may(me, Uuid::from_u128(72), 30), "signed in anew");
    assert!(!may((worker(21), Sight::Shared), SESSION, 30));
    let other = (worker(20), Sight::Team(worker(20)));
    assert!(!may(other, SESSION, 30), "they are something else now");
    let case = case.clone().then(&review(&case, 90, 41, true));
    let reading = &case.family().safety.readings[0];
    assert!(!may_read(reading, me, SESSION, minute(30)));
}
