//! The book of advice, as its entries tell it.

use calendar::{AsAt, Date, Stamp, date};
use record::lists::{CameOf, HelpKind, Mode};
use record::{
    Advice, AdviceEntry, AdviceFact, AdviceGiven, AdviceId, Answered, CameOfIt, ConsultationAsked,
    FamilyId, Field, PutRightAdvice, Value, WorkerId, advice_book, advice_rows,
};
use uuid::Uuid;

fn given(asked: Option<AdviceId>) -> AdviceGiven {
    AdviceGiven {
        asked,
        kind: HelpKind::Advice,
        to: "Tess Testperson".to_owned(),
        team: "Brightsea Primary".to_owned(),
        mode: Mode::Phone,
        minutes: 10,
        present: Vec::new(),
        question: "A question".to_owned(),
        advice: vec![Advice {
            discipline: None,
            words: "An answer".to_owned(),
        }],
        signposts: Vec::new(),
        came: CameOf::ReferralComing,
    }
}

fn asked(family: Option<FamilyId>) -> AdviceFact {
    AdviceFact::Asked(ConsultationAsked {
        family,
        question: "A question".to_owned(),
        disciplines: Vec::new(),
        reach: "By phone".to_owned(),
    })
}

fn id(number: u128) -> AdviceId {
    AdviceId(Uuid::from_u128(number))
}

const DAY: Date = date(2022, 8, 1);

fn told(facts: Vec<AdviceFact>) -> Vec<AdviceEntry> {
    let numbered = (1_u8..).zip(facts);
    numbered
        .map(|(number, fact)| AdviceEntry {
            id: id(number.into()),
            happened: DAY,
            recorded_at: Stamp::from_london(DAY, number, 0).unwrap(),
            recorded_by: WorkerId(Uuid::from_u128(number.into())),
            fact,
            consulted_at: None,
        })
        .collect()
}

#[test]
fn what_is_asked_waits_until_it_is_answered() {
    let mut entries = told(vec![
        asked(None),
        asked(Some(FamilyId(Uuid::nil()))),
        asked(None),
        AdviceFact::Given(given(Some(id(1)))),
        AdviceFact::CameOf(CameOfIt {
            of: id(3),
            came: CameOf::NothingMore,
            family: None,
        }),
    ]);
    let book = advice_book(&entries);
    assert_eq!(
        book.asking(id(1)).unwrap().answered,
        Some(Answered::Given(id(4)))
    );
    assert_eq!(
        book.asking(id(3)).unwrap().answered,
        Some(Answered::CameTo(CameOf::NothingMore, None))
    );
    let waiting: Vec<AdviceId> = book.waiting().map(|it| it.id).collect();
    assert_eq!(waiting, [id(2)]);
    entries[1].consulted_at = Some(entries[4].recorded_at);
    assert_eq!(advice_book(&entries).waiting().count(), 0);
}

#[test]
fn what_is_put_right_keeps_what_came_of_it_and_what_was_said() {
    let right = AdviceGiven {
        minutes: 25,
        ..given(None)
    };
    let came = CameOfIt {
        of: id(1),
        came: CameOf::Linked,
        family: Some(FamilyId(Uuid::nil())),
    };
    let put_right = PutRightAdvice {
        of: id(1),
        given: right.clone(),
        why: "It took longer".to_owned(),
    };
    let entries = told(vec![
        AdviceFact::Given(given(None)),
        AdviceFact::CameOf(came),
        AdviceFact::PutRight(put_right),
    ]);
    let book = advice_book(&entries);
    let it = book.given(id(1)).unwrap();
    assert_eq!(
        (&it.now.what, it.now.why.as_str()),
        (&right, "It took longer")
    );
    assert_eq!(it.before.len(), 1);
    assert_eq!((it.came, it.family.is_some()), (CameOf::Linked, true));
    // The evaluation has a row of it from the day it was given, as it stands put right, and by what
    // was known earlier as it was first written down.
    let rows = |day, entries: &[AdviceEntry]| advice_rows(entries, AsAt::day(day));
    let row = &rows(DAY, &entries)[0];
    assert_eq!(*row.get(Field::HelpMinutes), Value::Number(25));
    assert_eq!(*row.get(Field::HelpCame), CameOf::Linked.value());
    assert_eq!(rows(date(2022, 7, 31), &entries), []);
    let mut later = entries.clone();
    later[2].recorded_at = later[2]
        .recorded_at
        .plus(std::time::Duration::from_hours(24));
    let known = AsAt {
        believed: Some(entries[0].recorded_at),
        ..AsAt::day(DAY)
    };
    let first = &advice_rows(&later, known)[0];
    assert_ne!(first.get(Field::HelpMinutes), row.get(Field::HelpMinutes));
    // Neither who asked nor what was said is in it.
    let said = format!("{row:?}");
    assert!(!said.contains(&right.to) && !said.contains(&right.question));
}

#[test]
fn an_entry_that_names_nothing_earlier_has_no_effect() {
    let came = CameOfIt {
        of: id(9),
        came: CameOf::NothingMore,
        family: None,
    };
    let put_right = PutRightAdvice {
        of: id(9),
        given: given(None),
        why: "A reason".to_owned(),
    };
    let entries = told(vec![
        AdviceFact::CameOf(came),
        AdviceFact::PutRight(put_right),
    ]);
    assert_eq!(advice_book(&entries), record::AdviceBook::default());
}

#[test]
fn the_stored_form_is_kept_for_ever() {
    let stored = r#"{"given":{"kind":"advice","to":"Tess Testperson","team":"Brightsea Primary","mode":"phone","minutes":10,"present":[],"question":"A question","advice":[{"words":"An answer"}],"came":"referral_coming"}}"#;
    let fact = AdviceFact::Given(given(None));
    assert_eq!(serde_json::to_string(&fact).unwrap(), stored);
    assert_eq!(serde_json::from_str::<AdviceFact>(stored).unwrap(), fact);
    let stored = r#"{"asked":{"question":"A question","reach":"By phone"}}"#;
    assert_eq!(serde_json::to_string(&asked(None)).unwrap(), stored);
}
