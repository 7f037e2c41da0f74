//! Sessions: kept as digests, ended by time, by their owner, and for whoever leaves.

use std::time::Duration;

use access::{Role, Viewer};
use calendar::{Stamp, date};
use store::{NewSession, SessionStage, SignInSettings, Worker};
use uuid::Uuid;

use crate::stage::{Stage, at, new_id, on_both};

on_both![
    a_session_is_whoever_the_register_says_and_outlives_a_restart,
    a_session_ends_when_nothing_is_asked_and_at_the_end_of_the_day,
    the_limits_of_a_service_hold_at_once,
    another_role_or_a_last_day_ends_every_session,
    an_own_session_is_ended_and_nobody_elses,
    a_new_session_takes_the_place_of_the_one_before,
];

const MINUTE: Duration = Duration::from_mins(1);

/// Begins a session whose token has this digest, and gives its id.
async fn begin(stage: &Stage, who: &Viewer, seed: u8, now: Stamp) -> Uuid {
    let id = new_id();
    let new = NewSession {
        id,
        digest: [seed; 32],
        whose: (who.service, who.worker),
        stage: SessionStage::Whole,
        proven: now,
        browser: "Firefox on Linux".to_owned(),
        instead_of: None,
    };
    stage.store.begin_session(new, now).await.unwrap();
    id
}

async fn whose(stage: &Stage, seed: u8, now: Stamp) -> Option<Viewer> {
    let session = stage.store.session([seed; 32], now).await.unwrap();
    session.map(|session| session.viewer)
}

async fn a_session_is_whoever_the_register_says_and_outlives_a_restart(stage: Stage) {
    let me = stage.practitioner.clone();
    begin(&stage, &me, 1, at(9)).await;
    assert_eq!(whose(&stage, 1, at(9)).await, Some(me.clone()));
    assert_eq!(whose(&stage, 2, at(9)).await, None);
    let renamed = Worker::new(me.worker, "Priya Renamed", me.role).in_team(stage.team);
    let leave = stage.administrator.set_up().unwrap();
    stage
        .store
        .put_worker(&leave, renamed, at(9))
        .await
        .unwrap();
    let again = stage.reopened().await.session([1; 32], at(9)).await;
    let again = again.unwrap().unwrap();
    assert_eq!(again.viewer.name, "Priya Renamed");
    assert_eq!(again.viewer.team, Some(stage.team));
    assert_eq!(again.browser, "Firefox on Linux");
}

async fn a_session_ends_when_nothing_is_asked_and_at_the_end_of_the_day(stage: Stage) {
    begin(&stage, &stage.manager, 1, at(8)).await;
    let almost = at(8).plus(MINUTE * 29);
    assert!(whose(&stage, 1, almost).await.is_some());
    assert!(whose(&stage, 1, at(8).plus(MINUTE * 30)).await.is_none());
    stage.store.session_seen([1; 32], almost).await.unwrap();
    assert!(whose(&stage, 1, at(8).plus(MINUTE * 58)).await.is_some());
    // A note that comes late takes nothing back.
    stage.store.session_seen([1; 32], at(8)).await.unwrap();
    assert!(whose(&stage, 1, at(8).plus(MINUTE * 58)).await.is_some());
    let last = at(20);
    stage.store.session_seen([1; 32], last).await.unwrap();
    assert!(whose(&stage, 1, last).await.is_none());
    assert!(
        stage
            .store
            .sessions_of(&stage.manager, last)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn the_limits_of_a_service_hold_at_once(stage: Stage) {
    begin(&stage, &stage.manager, 1, at(8)).await;
    let leave = stage.administrator.set_up().unwrap();
    let usual = stage.store.sign_in_settings(stage.service).await.unwrap();
    assert_eq!(usual, SignInSettings::default());
    let strict = SignInSettings {
        idle_minutes: 5,
        ..usual
    };
    let put = stage.store.put_sign_in_settings(&leave, strict, at(8));
    put.await.unwrap();
    assert!(whose(&stage, 1, at(8).plus(MINUTE * 4)).await.is_some());
    assert!(whose(&stage, 1, at(8).plus(MINUTE * 5)).await.is_none());
    assert_eq!(
        stage.store.sign_in_settings(stage.service).await.unwrap(),
        strict
    );
    let changes = stage.store.register_changes(&leave).await.unwrap();
    assert_eq!(changes.last().unwrap().item, "signing_in");
}

async fn another_role_or_a_last_day_ends_every_session(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    for (seed, who) in [
        (1, &stage.practitioner),
        (2, &stage.practitioner),
        (3, &stage.colleague),
    ] {
        begin(&stage, who, seed, at(9)).await;
    }
    let me = &stage.practitioner;
    let manager = Worker::new(me.worker, me.name.as_str(), Role::Manager);
    stage
        .store
        .put_worker(&leave, manager, at(9))
        .await
        .unwrap();
    assert!(whose(&stage, 1, at(9)).await.is_none());
    assert!(whose(&stage, 2, at(9)).await.is_none());
    assert!(whose(&stage, 3, at(9)).await.is_some());
    let last_day = |day| Worker {
        until: Some(day),
        ..Worker::from(&stage.colleague)
    };
    let stays = stage
        .store
        .put_worker(&leave, last_day(date(2022, 8, 30)), at(9));
    stays.await.unwrap();
    assert!(whose(&stage, 3, at(9)).await.is_some());
    let left = stage
        .store
        .put_worker(&leave, last_day(date(2022, 8, 29)), at(9));
    left.await.unwrap();
    assert!(whose(&stage, 3, at(9)).await.is_none());
    // Nor does it come back with them.
    let back = stage
        .store
        .put_worker(&leave, Worker::from(&stage.colleague), at(9));
    back.await.unwrap();
    assert!(whose(&stage, 3, at(9)).await.is_none());
}

async fn an_own_session_is_ended_and_nobody_elses(stage: Stage) {
    let (me, other) = (&stage.practitioner, &stage.colleague);
    let mine = begin(&stage, me, 1, at(9)).await;
    let here = begin(&stage, me, 2, at(10)).await;
    let theirs = begin(&stage, other, 3, at(9)).await;
    let refused = stage.store.end_own_session(me, theirs).await;
    assert!(matches!(refused, Err(store::Error::NotFound)));
    let listed = stage.store.sessions_of(me, at(9)).await.unwrap();
    let listed: Vec<Uuid> = listed.iter().map(|session| session.id).collect();
    assert_eq!(listed, [here, mine]);
    stage.store.end_own_session(me, mine).await.unwrap();
    assert!(whose(&stage, 1, at(9)).await.is_none());
    begin(&stage, me, 4, at(10)).await;
    stage.store.end_other_sessions(me, here).await.unwrap();
    assert!(whose(&stage, 4, at(10)).await.is_none());
    assert!(whose(&stage, 2, at(10)).await.is_some());
    assert!(whose(&stage, 3, at(9)).await.is_some());
}

async fn a_new_session_takes_the_place_of_the_one_before(stage: Stage) {
    begin(&stage, &stage.manager, 1, at(9)).await;
    let new = NewSession {
        id: new_id(),
        digest: [2; 32],
        whose: (stage.service, stage.practitioner.worker),
        stage: SessionStage::SecondFactor,
        proven: at(9),
        browser: String::new(),
        instead_of: Some([1; 32]),
    };
    stage.store.begin_session(new, at(9)).await.unwrap();
    assert!(whose(&stage, 1, at(9)).await.is_none());
    let session = stage.store.session([2; 32], at(9)).await.unwrap().unwrap();
    assert_eq!(session.stage, SessionStage::SecondFactor);
    stage.store.end_session([2; 32]).await.unwrap();
    assert!(whose(&stage, 2, at(9)).await.is_none());
}
