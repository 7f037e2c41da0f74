//! Links with which somebody sets a password, once.

use std::time::Duration;

use calendar::{Stamp, date};
use record::WorkerId;
use store::{LinkToken, SignInName, Worker};

use crate::stage::{Stage, at, new_id, on_both};

on_both![
    a_link_signs_in_once,
    looking_at_a_link_does_not_use_it,
    a_link_ends_after_three_days,
    another_link_ends_the_one_before,
    nobody_signs_in_who_has_left,
    of_two_at_once_one_signs_in,
    the_token_is_nowhere_in_the_database,
];

fn name() -> SignInName {
    "priya".parse().unwrap()
}

fn token(seed: u8) -> LinkToken {
    LinkToken::new([seed; 32])
}

async fn make(stage: &Stage, seed: u8, made_at: Stamp) -> Stamp {
    let leave = stage.administrator.set_up().unwrap();
    let who = stage.practitioner.worker;
    let token = token(seed);
    let name = name();
    let made = stage
        .store
        .make_sign_in_link(&leave, who, &name, &token, made_at);
    made.await.unwrap()
}

async fn uses(stage: &Stage, seed: u8, now: Stamp) -> Option<WorkerId> {
    let used = stage
        .store
        .accept_invitation(&token(seed), "hash".to_owned(), now)
        .await;
    used.unwrap().map(|viewer| viewer.worker)
}

async fn shows(stage: &Stage, seed: u8, now: Stamp) -> Option<WorkerId> {
    let shown = stage.store.invited(&token(seed), now).await;
    shown.unwrap().map(|invited| invited.viewer.worker)
}

async fn a_link_signs_in_once(stage: Stage) {
    let me = Some(stage.practitioner.worker);
    make(&stage, 1, at(9)).await;
    assert_eq!(uses(&stage, 2, at(10)).await, None);
    assert_eq!(uses(&stage, 1, at(10)).await, me);
    assert_eq!(uses(&stage, 1, at(10)).await, None);
    assert_eq!(shows(&stage, 1, at(10)).await, None);
}

async fn looking_at_a_link_does_not_use_it(stage: Stage) {
    let me = Some(stage.practitioner.worker);
    make(&stage, 1, at(9)).await;
    assert_eq!(shows(&stage, 1, at(10)).await, me);
    assert_eq!(shows(&stage, 1, at(10)).await, me);
    assert_eq!(uses(&stage, 1, at(10)).await, me);
}

async fn a_link_ends_after_three_days(stage: Stage) {
    let until = make(&stage, 1, at(9)).await;
    assert_eq!(until, at(9).plus(Duration::from_hours(72)));
    let just = Stamp::from_micros(until.micros() - 1).unwrap();
    assert!(shows(&stage, 1, just).await.is_some());
    assert_eq!(shows(&stage, 1, until).await, None);
    assert_eq!(uses(&stage, 1, until).await, None);
    assert!(uses(&stage, 1, just).await.is_some());
}

async fn another_link_ends_the_one_before(stage: Stage) {
    make(&stage, 1, at(9)).await;
    make(&stage, 2, at(10)).await;
    assert_eq!(shows(&stage, 1, at(11)).await, None);
    assert_eq!(uses(&stage, 1, at(11)).await, None);
    assert!(uses(&stage, 2, at(11)).await.is_some());
}

async fn nobody_signs_in_who_has_left(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    make(&stage, 1, at(9)).await;
    let left = Worker {
        until: Some(date(2022, 8, 29)),
        ..Worker::from(&stage.practitioner)
    };
    let id = left.worker;
    stage.store.put_worker(&leave, left, at(9)).await.unwrap();
    assert_eq!(shows(&stage, 1, at(10)).await, None);
    assert_eq!(uses(&stage, 1, at(10)).await, None);
    for nobody in [id, WorkerId(new_id())] {
        let (name, another) = (name(), token(2));
        let made = stage
            .store
            .make_sign_in_link(&leave, nobody, &name, &another, at(10));
        let made = made.await;
        assert!(matches!(made, Err(store::Error::NotFound)), "{made:?}");
    }
}

async fn of_two_at_once_one_signs_in(stage: Stage) {
    make(&stage, 1, at(9)).await;
    let other = stage.reopened().await;
    let token = token(1);
    let (one, two) = tokio::join!(
        stage
            .store
            .accept_invitation(&token, "one".to_owned(), at(10)),
        other.accept_invitation(&token, "two".to_owned(), at(10)),
    );
    let both = [one.unwrap(), two.unwrap()];
    assert_eq!(both.iter().flatten().count(), 1);
}

async fn the_token_is_nowhere_in_the_database(stage: Stage) {
    make(&stage, 1, at(9)).await;
    let leave = stage.administrator.set_up().unwrap();
    let changes = stage.store.register_changes(&leave).await.unwrap();
    let last = changes.last().unwrap();
    assert_eq!(last.register, "sign_in_link");
    assert_eq!(last.item, stage.practitioner.worker.to_string());
    assert!(!last.says.contains(&token(1).text()));
    let hex = token(1).text();
    let kept = stage
        .meddle(format!(
            "update sign_in_link set used_at = used_at where digest = {}",
            if stage.is_postgres() {
                format!("'\\x{hex}'")
            } else {
                format!("x'{hex}'")
            }
        ))
        .await;
    assert_eq!(kept, 0);
}
