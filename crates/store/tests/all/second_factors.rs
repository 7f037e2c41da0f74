//! Second factors: sealed, used once, and taken off.

use store::{Error, SignInSettings};

use crate::stage::{Stage, at, on_both};

on_both![
    a_key_is_offered_confirmed_and_replaced,
    each_code_is_used_once,
    a_factor_is_taken_off_with_its_codes,
    whether_everybody_needs_one_is_settled,
    the_mark_of_a_password_is_of_one_person_and_time,
];

fn codes(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

async fn confirmed(stage: &Stage, key: u8, step: u64, words: &[&str]) {
    let me = &stage.practitioner;
    stage
        .store
        .offer_second_factor(me, [key; 20])
        .await
        .unwrap();
    let confirm = stage
        .store
        .confirm_second_factor(me, step, codes(words), at(9));
    confirm.await.unwrap();
}

async fn a_key_is_offered_confirmed_and_replaced(stage: Stage) {
    let me = &stage.practitioner;
    assert!(stage.store.second_factor(me).await.unwrap().is_none());
    let early = stage.store.confirm_second_factor(me, 1, Vec::new(), at(9));
    assert!(matches!(early.await, Err(Error::NotFound)));
    stage.store.offer_second_factor(me, [1; 20]).await.unwrap();
    let factor = stage.store.second_factor(me).await.unwrap().unwrap();
    assert_eq!((factor.pending, factor.secret), (Some([1; 20]), None));
    confirmed(&stage, 2, 5, &["one"]).await;
    // The key in use stays so while another is offered.
    stage.store.offer_second_factor(me, [3; 20]).await.unwrap();
    let factor = stage
        .reopened()
        .await
        .second_factor(me)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (factor.pending, factor.secret),
        (Some([3; 20]), Some([2; 20]))
    );
    assert_eq!((factor.confirmed, factor.last_step), (Some(at(9)), 5));
    assert_eq!(format!("{factor:?}"), "SecondFactor(not shown)");
    assert!(
        stage
            .store
            .second_factor(&stage.colleague)
            .await
            .unwrap()
            .is_none()
    );
}

async fn each_code_is_used_once(stage: Stage) {
    let me = &stage.practitioner;
    confirmed(&stage, 1, 5, &["one", "two"]).await;
    for (step, used) in [
        (5, false),
        (4, false),
        (6, true),
        (6, false),
        (8, true),
        (7, false),
    ] {
        assert_eq!(
            stage.store.use_factor_step(me, step).await.unwrap(),
            used,
            "{step}"
        );
    }
    let uses = async |who, code| {
        stage
            .store
            .use_recovery_code(who, code, at(9))
            .await
            .unwrap()
    };
    assert!(!uses(&stage.colleague, "one").await);
    assert!(uses(me, "one").await);
    assert!(!uses(me, "one").await);
    assert_eq!(stage.store.recovery_codes_left(me).await.unwrap(), 1);
    confirmed(&stage, 2, 9, &["three"]).await;
    assert!(!uses(me, "two").await);
    assert!(uses(me, "three").await);
}

async fn a_factor_is_taken_off_with_its_codes(stage: Stage) {
    let (me, leave) = (&stage.practitioner, stage.administrator.set_up().unwrap());
    confirmed(&stage, 1, 5, &["one"]).await;
    assert!(
        stage
            .store
            .has_second_factor(&leave, me.worker)
            .await
            .unwrap()
    );
    let off = stage
        .store
        .take_off_second_factor(&leave, me.worker, at(10));
    off.await.unwrap();
    assert!(
        !stage
            .store
            .has_second_factor(&leave, me.worker)
            .await
            .unwrap()
    );
    assert_eq!(stage.store.recovery_codes_left(me).await.unwrap(), 0);
    let again = stage
        .store
        .take_off_second_factor(&leave, me.worker, at(10));
    assert!(matches!(again.await, Err(Error::NotFound)));
    let changes = stage.store.register_changes(&leave).await.unwrap();
    let last = changes.last().unwrap();
    assert_eq!(last.changed_by, stage.administrator.worker);
    assert_eq!(last.says, r#"{"second_factor":"taken off"}"#);
}

async fn whether_everybody_needs_one_is_settled(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let settings = SignInSettings::default();
    assert!(settings.second_factor);
    let other = SignInSettings {
        second_factor: false,
        ..settings
    };
    let put = stage.store.put_sign_in_settings(&leave, other, at(9));
    put.await.unwrap();
    assert_eq!(
        stage.store.sign_in_settings(stage.service).await.unwrap(),
        other
    );
}

async fn the_mark_of_a_password_is_of_one_person_and_time(stage: Stage) {
    let me = &stage.practitioner;
    let mark = stage.store.password_mark(me, at(9)).unwrap();
    let shown = stage.store.password_shown(&mark);
    assert_eq!(shown, Some((me.service, me.worker, at(9))));
    let browser = stage.store.browser_mark(me).unwrap();
    for other in ["", "00", &mark[2..], &browser] {
        assert_eq!(stage.store.password_shown(other), None);
    }
}
