//! Who each worker is to the council's identity provider.

use std::time::Duration;

use calendar::Stamp;
use record::WorkerId;
use store::{Error, LinkToken, NewSession, ProviderSubject, SessionStage, Worker};

use crate::stage::{Stage, at, new_id, on_both};

on_both![
    a_link_binds_a_subject_once,
    a_subject_is_one_worker,
    another_binding_takes_the_place_of_the_one_before,
    the_same_subject_of_another_issuer_is_somebody_else,
    whoever_has_left_is_nobody,
    binding_ends_the_sessions_before,
    a_link_back_sets_a_password_and_takes_the_binding_off,
    the_log_says_so_and_names_no_subject,
];

const ISSUER: &str = "https://login.example/tenant/v2.0";

fn subject(subject: &str) -> ProviderSubject {
    ProviderSubject {
        issuer: ISSUER.to_owned(),
        subject: subject.to_owned(),
    }
}

async fn link(stage: &Stage, who: WorkerId, seed: u8) -> [u8; 32] {
    let leave = stage.administrator.set_up().unwrap();
    let token = LinkToken::new([seed; 32]);
    let name = format!("name-{who}").parse().unwrap();
    let made = stage
        .store
        .make_sign_in_link(&leave, who, &name, &token, at(9));
    made.await.unwrap();
    token.digest()
}

/// Half an hour after the link was made: whoever has a way in already has an hour for another.
fn soon() -> Stamp {
    at(9).plus(Duration::from_mins(30))
}

async fn bind(
    stage: &Stage,
    link: [u8; 32],
    who: ProviderSubject,
) -> Result<Option<WorkerId>, Error> {
    let bound = stage.store.accept_invitation_as(link, who, soon()).await;
    bound.map(|viewer| viewer.map(|viewer| viewer.worker))
}

async fn whose(stage: &Stage, who: ProviderSubject, now: Stamp) -> Option<WorkerId> {
    let found = stage.store.viewer_of_subject(&who, now).await.unwrap();
    found.map(|viewer| viewer.worker)
}

async fn a_link_binds_a_subject_once(stage: Stage) {
    let me = stage.practitioner.worker;
    assert_eq!(whose(&stage, subject("me"), at(10)).await, None);
    let link = link(&stage, me, 1).await;
    assert_eq!(bind(&stage, [9; 32], subject("me")).await.unwrap(), None);
    assert_eq!(bind(&stage, link, subject("me")).await.unwrap(), Some(me));
    assert_eq!(bind(&stage, link, subject("other")).await.unwrap(), None);
    assert_eq!(whose(&stage, subject("me"), at(11)).await, Some(me));
    assert_eq!(whose(&stage, subject("other"), at(11)).await, None);
    let bound = stage
        .store
        .bound(&stage.practitioner)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((bound.issuer.as_str(), bound.at), (ISSUER, soon()));
    let leave = stage.administrator.set_up().unwrap();
    assert_eq!(
        stage.store.worker_bound(&leave, me).await.unwrap(),
        Some(bound)
    );
}

async fn a_subject_is_one_worker(stage: Stage) {
    let me = link(&stage, stage.practitioner.worker, 1).await;
    let manager = link(&stage, stage.manager.worker, 2).await;
    bind(&stage, me, subject("me")).await.unwrap();
    let taken = bind(&stage, manager, subject("me")).await;
    assert!(matches!(taken, Err(Error::SubjectTaken)), "{taken:?}");
    // The link was not used.
    let bound = bind(&stage, manager, subject("manager")).await.unwrap();
    assert_eq!(bound, Some(stage.manager.worker));
}

async fn another_binding_takes_the_place_of_the_one_before(stage: Stage) {
    let me = stage.practitioner.worker;
    let one = link(&stage, me, 1).await;
    bind(&stage, one, subject("old")).await.unwrap();
    let two = link(&stage, me, 2).await;
    bind(&stage, two, subject("new")).await.unwrap();
    assert_eq!(whose(&stage, subject("old"), at(11)).await, None);
    assert_eq!(whose(&stage, subject("new"), at(11)).await, Some(me));
}

async fn the_same_subject_of_another_issuer_is_somebody_else(stage: Stage) {
    let link = link(&stage, stage.practitioner.worker, 1).await;
    bind(&stage, link, subject("me")).await.unwrap();
    for (issuer, subject) in [
        ("https://login.example/other/v2.0", "me"),
        ("https://login.example/tenant/v2.0m", "e"),
    ] {
        let other = ProviderSubject {
            issuer: issuer.to_owned(),
            subject: subject.to_owned(),
        };
        assert_eq!(whose(&stage, other, at(11)).await, None);
    }
}

async fn whoever_has_left_is_nobody(stage: Stage) {
    let link = link(&stage, stage.practitioner.worker, 1).await;
    bind(&stage, link, subject("me")).await.unwrap();
    let leave = stage.administrator.set_up().unwrap();
    let left = Worker {
        until: Some(at(10).london_date().yesterday().unwrap()),
        ..Worker::from(&stage.practitioner)
    };
    stage.store.put_worker(&leave, left, at(11)).await.unwrap();
    assert_eq!(whose(&stage, subject("me"), at(11)).await, None);
}

async fn binding_ends_the_sessions_before(stage: Stage) {
    let who = &stage.practitioner;
    let new = NewSession {
        id: new_id(),
        digest: [1; 32],
        whose: (who.service, who.worker),
        stage: SessionStage::Whole,
        proven: at(9),
        browser: String::new(),
        instead_of: None,
    };
    stage.store.begin_session(new, at(9)).await.unwrap();
    let link = link(&stage, who.worker, 1).await;
    bind(&stage, link, subject("me")).await.unwrap();
    assert_eq!(stage.store.session([1; 32], at(9)).await.unwrap(), None);
}

async fn a_link_back_sets_a_password_and_takes_the_binding_off(stage: Stage) {
    let me = &stage.administrator;
    let first = link(&stage, me.worker, 1).await;
    bind(&stage, first, subject("me")).await.unwrap();
    let (leave, back) = (me.set_up().unwrap(), LinkToken::new([2; 32]));
    let name = "administrator".parse().unwrap();
    let made = stage
        .store
        .make_link_back(&leave, me.worker, &name, &back, at(11));
    made.await.unwrap();
    let invited = stage.store.invited(&back, at(11)).await.unwrap().unwrap();
    assert!(invited.by_password_only);
    // It binds nobody, and is not used up by trying.
    let bound = bind(&stage, back.digest(), subject("other")).await;
    assert!(matches!(bound, Err(Error::NotFound)), "{bound:?}");
    let used = stage
        .store
        .accept_invitation(&back, "hash".to_owned(), at(11));
    assert!(used.await.unwrap().is_some());
    assert_eq!(whose(&stage, subject("me"), at(11)).await, None);
    assert_eq!(stage.store.bound(me).await.unwrap(), None);
}

async fn the_log_says_so_and_names_no_subject(stage: Stage) {
    let link = link(&stage, stage.practitioner.worker, 1).await;
    let secret = "a-subject-that-is-kept-nowhere";
    bind(&stage, link, subject(secret)).await.unwrap();
    let leave = stage.administrator.set_up().unwrap();
    let changes = stage.store.register_changes(&leave).await.unwrap();
    let last = changes.last().unwrap();
    assert_eq!(last.register, "account");
    assert!(last.says.contains(ISSUER));
    assert!(!last.says.contains(secret));
}
