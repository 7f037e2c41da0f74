//! Accounts: one name each, a password that only its owner sets, and a browser that is known.

use calendar::date;
use record::WorkerId;
use store::{Account, Error, LinkToken, NewSession, SessionStage, SignInName, Worker};

use crate::stage::{Stage, at, new_id, on_both};

on_both![
    a_name_is_one_persons_whatever_its_capitals,
    a_password_is_set_with_a_link_and_ends_every_session,
    changing_it_ends_every_session_but_one,
    whoever_has_left_has_no_account,
    a_browser_is_known_for_its_own_worker,
];

fn name(text: &str) -> SignInName {
    text.parse().unwrap()
}

async fn invite(stage: &Stage, who: WorkerId, called: &str, seed: u8) -> Result<(), Error> {
    let leave = stage.administrator.set_up().unwrap();
    let (name, token) = (name(called), LinkToken::new([seed; 32]));
    let made = stage
        .store
        .make_sign_in_link(&leave, who, &name, &token, at(9));
    made.await.map(drop)
}

async fn accept(stage: &Stage, seed: u8, password: &str) {
    let token = LinkToken::new([seed; 32]);
    let accepted = stage
        .store
        .accept_invitation(&token, password.to_owned(), at(9));
    accepted.await.unwrap().unwrap();
}

async fn named(stage: &Stage, called: &str) -> Option<Account> {
    stage
        .store
        .account_named(&name(called), at(10))
        .await
        .unwrap()
}

async fn begin(stage: &Stage, seed: u8) -> uuid::Uuid {
    let id = new_id();
    let new = NewSession {
        id,
        digest: [seed; 32],
        whose: (stage.service, stage.practitioner.worker),
        stage: SessionStage::Whole,
        proven: at(9),
        browser: String::new(),
        instead_of: None,
    };
    stage.store.begin_session(new, at(9)).await.unwrap();
    id
}

async fn is_there(stage: &Stage, seed: u8) -> bool {
    let session = stage.store.session([seed; 32], at(9)).await.unwrap();
    session.is_some()
}

async fn a_name_is_one_persons_whatever_its_capitals(stage: Stage) {
    let (me, other) = (stage.practitioner.worker, stage.colleague.worker);
    invite(&stage, me, "Priya@example.org", 1).await.unwrap();
    let taken = invite(&stage, other, "priya@EXAMPLE.org", 2).await;
    assert!(matches!(taken, Err(Error::NameTaken)), "{taken:?}");
    // Nothing of the refused link is left, and the name can be written otherwise by its owner.
    assert!(
        stage
            .store
            .invited(&LinkToken::new([2; 32]), at(9))
            .await
            .unwrap()
            .is_none()
    );
    invite(&stage, me, "priya@example.org", 3).await.unwrap();
    let leave = stage.administrator.set_up().unwrap();
    let known = stage.store.sign_in_name(&leave, me).await.unwrap();
    assert_eq!(known.as_deref(), Some("priya@example.org"));
    assert_eq!(stage.store.sign_in_name(&leave, other).await.unwrap(), None);
}

async fn a_password_is_set_with_a_link_and_ends_every_session(stage: Stage) {
    let me = stage.practitioner.worker;
    invite(&stage, me, "priya", 1).await.unwrap();
    assert!(
        named(&stage, "priya").await.is_none(),
        "not before it is set"
    );
    begin(&stage, 7).await;
    accept(&stage, 1, "first").await;
    assert!(!is_there(&stage, 7).await);
    let account = named(&stage, "PRIYA").await.unwrap();
    assert_eq!(account.viewer, stage.practitioner);
    assert_eq!(
        (account.password.as_str(), account.password_at),
        ("first", at(9))
    );
    assert_eq!(format!("{account:?}"), "Account(not shown)");
    let leave = stage.administrator.set_up().unwrap();
    let changes = stage.store.register_changes(&leave).await.unwrap();
    let last = changes.last().unwrap();
    assert_eq!((last.register.as_str(), last.changed_by), ("account", me));
    assert!(!last.says.contains("first"));
}

async fn changing_it_ends_every_session_but_one(stage: Stage) {
    invite(&stage, stage.practitioner.worker, "priya", 1)
        .await
        .unwrap();
    accept(&stage, 1, "first").await;
    let here = begin(&stage, 7).await;
    begin(&stage, 8).await;
    let me = &stage.practitioner;
    let changed = stage
        .store
        .change_password(me, here, "second".to_owned(), at(10));
    changed.await.unwrap();
    assert!(is_there(&stage, 7).await && !is_there(&stage, 8).await);
    let account = stage.store.account(me, at(10)).await.unwrap().unwrap();
    assert_eq!(account.password, "second");
    // Who has no account gets none by changing it.
    let other = &stage.colleague;
    let refused = stage
        .store
        .change_password(other, here, "mine".to_owned(), at(10));
    assert!(matches!(refused.await, Err(Error::NotFound)));
}

async fn whoever_has_left_has_no_account(stage: Stage) {
    invite(&stage, stage.practitioner.worker, "priya", 1)
        .await
        .unwrap();
    accept(&stage, 1, "first").await;
    let leave = stage.administrator.set_up().unwrap();
    let left = Worker {
        until: Some(date(2022, 8, 29)),
        ..Worker::from(&stage.practitioner)
    };
    stage.store.put_worker(&leave, left, at(10)).await.unwrap();
    assert!(named(&stage, "priya").await.is_none());
    let account = stage.store.account(&stage.practitioner, at(10)).await;
    assert!(account.unwrap().is_none());
}

async fn a_browser_is_known_for_its_own_worker(stage: Stage) {
    let (me, other) = (&stage.practitioner, &stage.colleague);
    let mark = stage.store.browser_mark(me).unwrap();
    assert!(stage.store.is_browser_of(me, &mark));
    assert!(!stage.store.is_browser_of(other, &mark));
    for forged in ["", "00", &mark[2..]] {
        assert!(!stage.store.is_browser_of(me, forged));
    }
}
