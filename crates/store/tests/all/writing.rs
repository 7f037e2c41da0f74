//! Deciding, appending, conflicts and submissions.

use casework::Command;
use record::{Sequence, Visibility};
use store::{Error, Keys, Settings, Store};

use crate::stage::{Stage, at, brought_in, note, on_both, submission};
use calendar::date;

on_both![
    what_is_appended_is_read_back,
    an_append_after_another_is_a_conflict,
    sixteen_at_one_family_all_succeed_in_the_end,
    a_submission_sent_twice_is_stored_once,
    a_submission_sent_twenty_times_at_once_is_stored_once,
    a_submission_of_another_family_is_refused,
    a_refused_command_leaves_its_group_alone,
    two_families_cannot_have_one_reference,
    opening_a_family_gives_no_way_into_one_that_is_here,
    a_wrong_key_is_refused_at_once,
    a_closed_store_says_so,
];

fn notes(texts: &[&str]) -> Vec<casework::NewEntry> {
    texts
        .iter()
        .map(|text| note(text, Visibility::Team))
        .collect()
}

async fn what_is_appended_is_read_back(stage: Stage) {
    let family = stage.family("F001").await;
    let before = stage.last(family).await;
    let leave = stage.write(family).await;
    let done = stage
        .store
        .append(&leave, before, submission(), at(10), notes(&["a", "b"]))
        .await
        .unwrap();
    assert_eq!(done.last, Sequence(before.0 + 2));
    assert_eq!(done.added, 2);

    let store = stage.reopened().await;
    let read = stage.read(family).await;
    let entries = store.entries(&read).await.unwrap();
    let sequences: Vec<i64> = entries.iter().map(|entry| entry.sequence.0).collect();
    assert_eq!(sequences, (1..=done.last.0).collect::<Vec<_>>());
    let last = entries.last().unwrap();
    assert_eq!(last.recorded_by, stage.practitioner.worker);
    assert_eq!(last.recorded_at, at(10));
    assert_eq!(last.fact, note("b", Visibility::Team).fact);
}

async fn an_append_after_another_is_a_conflict(stage: Stage) {
    let family = stage.family("F001").await;
    let before = stage.last(family).await;
    stage.add(family, notes(&["first"])).await;
    let leave = stage.write(family).await;
    let late = stage
        .store
        .append(&leave, before, submission(), at(10), notes(&["late"]))
        .await;
    let Err(Error::Conflict { expected, found }) = late else {
        panic!("{late:?}");
    };
    assert_eq!((expected, found), (before, Sequence(before.0 + 1)));
    assert_eq!(stage.last(family).await, found);
}

async fn sixteen_at_one_family_all_succeed_in_the_end(stage: Stage) {
    let family = stage.family("F001").await;
    let before = stage.last(family).await;
    let mut writers = Vec::new();
    for number in 0..16 {
        let leave = stage.write(family).await;
        let read = stage.read(family).await;
        let store = stage.store.clone();
        writers.push(tokio::spawn(async move {
            let press = submission();
            loop {
                let last = store.entries(&read).await.unwrap().last().unwrap().sequence;
                let entry = note(&format!("note {number}"), Visibility::Team);
                match store.append(&leave, last, press, at(10), vec![entry]).await {
                    Ok(done) => return done.last.0,
                    Err(Error::Conflict { .. }) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        }));
    }
    let mut stored = Vec::new();
    for writer in writers {
        stored.push(writer.await.unwrap());
    }
    stored.sort_unstable();
    let expected: Vec<i64> = (before.0 + 1..=before.0 + 16).collect();
    assert_eq!(stored, expected);
    let read = stage.read(family).await;
    let entries = stage.store.entries(&read).await.unwrap();
    for number in 0..16 {
        let fact = note(&format!("note {number}"), Visibility::Team).fact;
        assert_eq!(entries.iter().filter(|e| e.fact == fact).count(), 1);
    }
    stage.store.verify().await.unwrap();
}

async fn a_submission_sent_twice_is_stored_once(stage: Stage) {
    let family = stage.family("F001").await;
    let before = stage.last(family).await;
    let leave = stage.write(family).await;
    let press = submission();
    let send = || {
        stage
            .store
            .append(&leave, before, press, at(10), notes(&["once"]))
    };
    let first = send().await.unwrap();
    let second = send().await.unwrap();
    assert_eq!(first, second);
    assert_eq!(stage.last(family).await, first.last);
}

async fn a_submission_sent_twenty_times_at_once_is_stored_once(stage: Stage) {
    let brought = brought_in("F001", date(2022, 1, 10));
    let press = submission();
    let mut senders = Vec::new();
    for _ in 0..20 {
        let store = stage.store.clone();
        let leave = stage.manager.open(brought.family).unwrap();
        let command = Command::BringIn(Box::new(brought.act.clone()));
        senders.push(tokio::spawn(async move {
            store
                .open_family(&leave, press, at(9), &command)
                .await
                .unwrap()
        }));
    }
    let mut results = Vec::new();
    for sender in senders {
        results.push(sender.await.unwrap());
    }
    assert!(results.windows(2).all(|two| two[0] == two[1]));
    assert_eq!(stage.last(brought.family).await, results[0].last);
    assert_eq!(
        stage.store.verify().await.unwrap().entries,
        results[0].last.0.unsigned_abs()
    );
}

async fn a_submission_of_another_family_is_refused(stage: Stage) {
    let (one, other) = (stage.family("F001").await, stage.family("F002").await);
    let press = submission();
    let leave = stage.write(one).await;
    let last = stage.last(one).await;
    let sent = stage
        .store
        .append(&leave, last, press, at(10), notes(&["a"]));
    sent.await.unwrap();
    let leave = stage.write(other).await;
    let last = stage.last(other).await;
    let sent = stage
        .store
        .append(&leave, last, press, at(10), notes(&["a"]))
        .await;
    assert!(matches!(sent, Err(Error::SubmissionUsed)), "{sent:?}");
    assert_eq!(stage.last(other).await, last);
}

async fn a_refused_command_leaves_its_group_alone(stage: Stage) {
    // All eight wait together; four of them take a reference that is taken.
    stage.family("TAKEN").await;
    let mut senders = Vec::new();
    for number in 0..8 {
        let reference = if number % 2 == 0 {
            "TAKEN".to_owned()
        } else {
            format!("F{number}")
        };
        let brought = brought_in(&reference, date(2022, 1, 10));
        let leave = stage.manager.open(brought.family).unwrap();
        let store = stage.store.clone();
        senders.push(tokio::spawn(async move {
            let command = Command::BringIn(Box::new(brought.act));
            store
                .open_family(&leave, submission(), at(9), &command)
                .await
        }));
    }
    let mut stored = 0;
    for (number, sender) in senders.into_iter().enumerate() {
        match sender.await.unwrap() {
            Ok(_) => stored += 1,
            Err(error) => {
                assert!(matches!(error, Error::ReferenceTaken), "{error}");
                assert_eq!(number % 2, 0);
            }
        }
    }
    assert_eq!(stored, 4);
    assert_eq!(stage.store.verify().await.unwrap().families, 5);
}

async fn two_families_cannot_have_one_reference(stage: Stage) {
    stage.family("F001").await;
    let brought = brought_in("F001", date(2022, 1, 10));
    let leave = stage.manager.open(brought.family).unwrap();
    let command = Command::BringIn(Box::new(brought.act));
    let second = stage
        .store
        .open_family(&leave, submission(), at(9), &command)
        .await;
    assert!(matches!(second, Err(Error::ReferenceTaken)), "{second:?}");
    let read = stage
        .store
        .authorise_read(&stage.manager, brought.family)
        .await;
    assert_eq!(read.unwrap(), None);
}

async fn opening_a_family_gives_no_way_into_one_that_is_here(stage: Stage) {
    let family = stage.family("F001").await;
    let last = stage.last(family).await;
    let leave = stage.social_worker.open(family).unwrap();
    let brought = brought_in("F002", date(2022, 1, 10));
    let command = Command::BringIn(Box::new(brought.act));
    let opened = stage
        .store
        .open_family(&leave, submission(), at(9), &command)
        .await;
    assert!(matches!(opened, Err(Error::Conflict { .. })), "{opened:?}");
    assert_eq!(stage.last(family).await, last);
}

async fn a_wrong_key_is_refused_at_once(stage: Stage) {
    let other = Keys::from_text(&"a5".repeat(32)).unwrap();
    let opened = Store::open(&Settings::new(&stage.url, other).unwrap()).await;
    assert!(matches!(opened, Err(Error::WrongKey)), "{opened:?}");
}

async fn a_closed_store_says_so(stage: Stage) {
    let family = stage.family("F001").await;
    let leave = stage.write(family).await;
    stage.store.clone().close().await;
    let sent = stage
        .store
        .append(&leave, Sequence(1), submission(), at(10), notes(&["a"]))
        .await;
    assert!(sent.is_err());
}
