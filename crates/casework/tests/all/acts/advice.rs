//! What may be written in the book of advice.

use calendar::{Date, Stamp, date};
use casework::{AdviceCommand, decide_advice};
use record::lists::{CameOf, HelpKind, Mode};
use record::{
    Advice, AdviceBook, AdviceEntry, AdviceFact, AdviceGiven, AdviceId, ConsultationAsked,
    FamilyId, Present, WorkerId, advice_book,
};
use uuid::Uuid;

const DAY: Date = date(2022, 8, 1);

fn given() -> AdviceGiven {
    AdviceGiven {
        asked: None,
        kind: HelpKind::Consultation,
        to: "Tess Testperson".to_owned(),
        team: "Brightsea Primary".to_owned(),
        mode: Mode::Phone,
        minutes: 10,
        present: vec![Present {
            worker: None,
            words: "The team".to_owned(),
            discipline: None,
        }],
        question: "A question".to_owned(),
        advice: vec![Advice {
            discipline: None,
            words: "An answer".to_owned(),
        }],
        signposts: Vec::new(),
        came: CameOf::NothingMore,
    }
}

/// Takes something away that must be said.
type Spoil = fn(&mut AdviceGiven);

fn asked() -> ConsultationAsked {
    ConsultationAsked {
        family: None,
        question: "A question".to_owned(),
        disciplines: Vec::new(),
        reach: "By phone".to_owned(),
    }
}

fn id(number: u128) -> AdviceId {
    AdviceId(Uuid::from_u128(number))
}

fn book(facts: Vec<AdviceFact>) -> AdviceBook {
    let entries: Vec<AdviceEntry> = (1..)
        .zip(facts)
        .map(|(number, fact)| AdviceEntry {
            id: id(number),
            happened: DAY,
            recorded_at: Stamp::from_london(DAY, 9, 0).unwrap(),
            recorded_by: WorkerId(Uuid::nil()),
            fact,
            consulted_at: None,
        })
        .collect();
    advice_book(&entries)
}

fn give(what: AdviceGiven) -> AdviceCommand {
    AdviceCommand::Give { on: DAY, what }
}

fn refused(book: &AdviceBook, command: &AdviceCommand) -> String {
    decide_advice(book, command).unwrap_err().to_string()
}

#[test]
fn help_that_says_too_little_is_refused_with_what_is_missing() {
    let table: [(Spoil, &str); 6] = [
        (|it| it.to.clear(), "Say who asked"),
        (|it| it.team.clear(), "Say of which team"),
        (|it| it.minutes = 0, "how many minutes"),
        (|it| it.present.clear(), "who of the team"),
        (|it| it.question = " ".to_owned(), "what was asked"),
        (|it| it.advice.clear(), "Record the advice"),
    ];
    for (spoil, words) in table {
        let mut what = given();
        spoil(&mut what);
        let said = refused(&AdviceBook::default(), &give(what));
        assert!(said.contains(words), "{said}");
    }
    let mut signposted = given();
    signposted.advice.clear();
    signposted.signposts = vec!["The family hub".to_owned()];
    for what in [given(), signposted] {
        let decided = decide_advice(&AdviceBook::default(), &give(what.clone()));
        assert_eq!(decided.unwrap(), Some((DAY, AdviceFact::Given(what))));
    }
}

#[test]
fn what_is_asked_says_what_and_how_to_be_reached() {
    let ask = |what| AdviceCommand::Ask { on: DAY, what };
    let empty = AdviceBook::default();
    assert!(decide_advice(&empty, &ask(asked())).is_ok());
    let mut silent = asked();
    silent.question.clear();
    assert!(refused(&empty, &ask(silent)).contains("like to ask"));
    let mut unreachable = asked();
    unreachable.reach.clear();
    assert!(refused(&empty, &ask(unreachable)).contains("reach you"));
}

#[test]
fn what_was_answered_is_not_answered_twice() {
    let answer = AdviceGiven {
        asked: Some(id(1)),
        ..given()
    };
    let waits = book(vec![AdviceFact::Asked(asked())]);
    assert!(decide_advice(&waits, &give(answer.clone())).is_ok());
    let answered = book(vec![
        AdviceFact::Asked(asked()),
        AdviceFact::Given(answer.clone()),
    ]);
    assert!(refused(&answered, &give(answer.clone())).contains("answered meanwhile"));
    let came = AdviceCommand::SayWhatCame {
        on: DAY,
        of: id(1),
        came: CameOf::NothingMore,
        family: None,
    };
    assert!(refused(&answered, &came).contains("answered already"));
    assert!(refused(&AdviceBook::default(), &give(answer)).contains("was not asked"));
}

#[test]
fn a_correction_says_why_and_changes_something() {
    let book = book(vec![AdviceFact::Given(given())]);
    let right = |of, minutes, why: &str| AdviceCommand::PutRight {
        of,
        on: DAY,
        what: AdviceGiven { minutes, ..given() },
        why: why.to_owned(),
    };
    assert!(decide_advice(&book, &right(id(1), 20, "It took longer")).is_ok());
    assert!(refused(&book, &right(id(1), 20, "")).contains("why"));
    assert!(refused(&book, &right(id(1), 10, "No reason")).contains("says so already"));
    assert!(refused(&book, &right(id(2), 20, "A reason")).contains("not in the service's book"));
}

#[test]
fn a_family_is_named_exactly_where_it_is_here_now() {
    let book = book(vec![AdviceFact::Given(given())]);
    let family = Some(FamilyId(Uuid::nil()));
    let came = |came, family| AdviceCommand::SayWhatCame {
        on: DAY,
        of: id(1),
        came,
        family,
    };
    for (what, family, may) in [
        (CameOf::Linked, family, true),
        (CameOf::Linked, None, false),
        (CameOf::ReferralComing, None, true),
        (CameOf::ReferralComing, family, false),
    ] {
        assert_eq!(decide_advice(&book, &came(what, family)).is_ok(), may);
    }
    // What is said already is not said again.
    assert_eq!(
        decide_advice(&book, &came(CameOf::NothingMore, None)),
        Ok(None)
    );
}
