//! Taking in whole chronologies.

use calendar::{AsAt, date};
use casework::{Command, decide};
use record::{FamilyId, fold};
use store::{Chronology, Error};

use crate::stage::{Stage, at, brought_in, new_id, note, on_both, submission};

on_both![
    a_chronology_is_taken_in_as_if_it_had_been_told_here,
    one_that_is_here_already_stops_them_all,
];

fn chronology(reference: &str) -> Chronology {
    let nobody = fold(FamilyId(new_id()), &[], AsAt::day(date(2022, 8, 30)));
    let act = brought_in(reference, date(2022, 1, 10)).act;
    let mut entries = decide(&nobody, &Command::BringIn(Box::new(act))).unwrap();
    entries.push(note("Only for the team", record::Visibility::Team));
    Chronology {
        family: FamilyId(new_id()),
        entries,
    }
}

async fn take_in(stage: &Stage, families: &[Chronology]) -> Result<(), Error> {
    let leave = stage.manager.import().unwrap();
    let families = families.to_vec();
    stage
        .store
        .take_in(&leave, submission(), at(11), families)
        .await
}

async fn a_chronology_is_taken_in_as_if_it_had_been_told_here(stage: Stage) {
    let families: Vec<_> = (0..20).map(|n| chronology(&format!("F{n:03}"))).collect();
    take_in(&stage, &families).await.unwrap();
    let verified = stage.store.verify().await.unwrap();
    assert_eq!(verified.families, 20);
    for told in &families {
        let leave = stage.read(told.family).await;
        let entries = stage.store.entries(&leave).await.unwrap();
        let facts: Vec<_> = entries.into_iter().map(|entry| entry.fact).collect();
        let expected: Vec<_> = told
            .entries
            .iter()
            .map(|entry| entry.fact.clone())
            .collect();
        assert_eq!(facts, expected);
    }
    // It goes on from there.
    let more = note("Later", record::Visibility::Shared);
    stage.add(families[0].family, vec![more]).await;
    stage.store.verify().await.unwrap();
}

async fn one_that_is_here_already_stops_them_all(stage: Stage) {
    stage.family("F001").await;
    let families = [chronology("F000"), chronology("F001")];
    let taken = take_in(&stage, &families).await;
    assert!(matches!(taken, Err(Error::ReferenceTaken)), "{taken:?}");
    assert_eq!(stage.store.verify().await.unwrap().families, 1);
    take_in(&stage, &families[..1]).await.unwrap();
    let again = take_in(&stage, &families[..1]).await;
    assert!(matches!(again, Err(Error::ReferenceTaken)), "{again:?}");
}
