//! Passkeys: kept, found by what their device calls them, used up to the counter, and removed.

use std::time::Duration;

use access::Viewer;
use store::{
    AddedPasskey, CHALLENGE_LASTS, ChallengeFor, Error, NewPasskey, NewSession, RemovedPasskey,
    SessionStage, SignInSettings,
};
use uuid::Uuid;

use crate::stage::{Stage, at, new_id, on_both};

on_both![
    a_passkey_is_kept_and_found_by_its_device,
    a_passkey_is_one_persons,
    a_challenge_is_answered_once,
    a_counter_goes_up_or_stays_at_nought,
    a_passkey_is_removed_by_its_owner,
    the_last_factor_goes_with_its_codes,
    taking_off_takes_passkeys_along,
    a_challenge_is_for_one_purpose_and_a_short_while,
    who_waits_for_a_factor_is_out_when_one_is_there,
    passkeys_are_asked_of_those_who_see_most,
];

fn passkey(credential: u8) -> NewPasskey {
    NewPasskey {
        id: new_id(),
        credential: vec![credential; 20],
        key: vec![1, 2, 3],
        counter: 0,
        may_be_copied: credential.is_multiple_of(2),
        name: format!("passkey {credential}"),
    }
}

async fn add(stage: &Stage, who: &Viewer, new: &NewPasskey, challenge: u8) -> AddedPasskey {
    let handle = stage.store.passkey_handle(who, [7; 32]).await.unwrap();
    assert_eq!(handle.len(), 32);
    let codes = vec!["one".to_owned(), "two".to_owned()];
    let add = stage
        .store
        .add_passkey(who, new.clone(), [challenge; 32], codes, at(9));
    add.await.unwrap()
}

async fn says(stage: &Stage) -> Vec<String> {
    let leave = stage.administrator.set_up().unwrap();
    let changes = stage.store.register_changes(&leave).await.unwrap();
    changes.into_iter().map(|it| it.says).collect()
}

async fn a_passkey_is_kept_and_found_by_its_device(stage: Stage) {
    let (me, new) = (&stage.practitioner, passkey(2));
    assert!(!stage.store.has_passkey(me).await.unwrap());
    assert_eq!(add(&stage, me, &new, 1).await, AddedPasskey::WithCodes);
    assert!(stage.store.has_passkey(me).await.unwrap());
    assert!(!stage.store.has_passkey(&stage.colleague).await.unwrap());
    let store = stage.reopened().await;
    let own = store.passkeys(me).await.unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!((own[0].id, &own[0].credential), (new.id, &new.credential));
    assert_eq!((own[0].name.as_str(), own[0].added), ("passkey 2", at(9)));
    assert_eq!(own[0].used, None);
    let known = store.known_passkey(&new.credential).await.unwrap().unwrap();
    assert_eq!(known.owner, (me.service, me.worker));
    assert_eq!((known.handle.as_slice(), known.counter), (&[7; 32][..], 0));
    assert_eq!((known.key, known.may_be_copied), (new.key, true));
    assert!(store.known_passkey(&[9; 20]).await.unwrap().is_none());
    // What devices know their owner by never changes.
    let handle = store.passkey_handle(me, [8; 32]).await.unwrap();
    assert_eq!(handle, [7; 32]);
}

async fn a_passkey_is_one_persons(stage: Stage) {
    let (me, new) = (&stage.practitioner, passkey(1));
    assert_eq!(add(&stage, me, &new, 1).await, AddedPasskey::WithCodes);
    let again = NewPasskey {
        id: new_id(),
        ..new.clone()
    };
    for (who, challenge) in [(me, 2), (&stage.colleague, 3)] {
        assert_eq!(add(&stage, who, &again, challenge).await, AddedPasskey::No);
    }
    assert_eq!(stage.store.passkeys(me).await.unwrap().len(), 1);
    let known = stage.store.known_passkey(&new.credential).await.unwrap();
    assert_eq!(known.unwrap().owner, (me.service, me.worker));
    // Another beside it brings no other recovery codes.
    assert_eq!(add(&stage, me, &passkey(2), 9).await, AddedPasskey::Yes);
    assert_eq!(stage.store.recovery_codes_left(me).await.unwrap(), 2);
}

async fn a_challenge_is_answered_once(stage: Stage) {
    let (me, new) = (&stage.practitioner, passkey(1));
    add(&stage, me, &new, 1).await;
    assert_eq!(add(&stage, me, &passkey(2), 1).await, AddedPasskey::No);
    let known = stage.store.known_passkey(&new.credential).await.unwrap();
    let known = known.unwrap();
    let uses = async |challenge: u8, hour: u8| {
        let used = stage
            .store
            .use_passkey(&known, 0, [challenge; 32], at(hour));
        used.await.unwrap()
    };
    assert!(!uses(1, 9).await);
    assert!(uses(2, 9).await);
    assert!(!uses(2, 9).await);
    assert!(uses(3, 12).await);
    let own = stage.store.passkeys(me).await.unwrap();
    assert_eq!(own[0].used, Some(at(12)));
}

async fn a_counter_goes_up_or_stays_at_nought(stage: Stage) {
    let (me, new) = (&stage.practitioner, passkey(1));
    add(&stage, me, &new, 1).await;
    let known = stage.store.known_passkey(&new.credential).await.unwrap();
    let known = known.unwrap();
    for (challenge, (counter, used)) in (10..).zip([
        (0, true),
        (5, true),
        (5, false),
        (4, false),
        (0, false),
        (6, true),
        (u32::MAX, true),
    ]) {
        let uses = stage
            .store
            .use_passkey(&known, counter, [challenge; 32], at(9));
        assert_eq!(uses.await.unwrap(), used, "{counter}");
    }
    let now = stage.store.known_passkey(&new.credential).await.unwrap();
    assert_eq!(now.unwrap().counter, u32::MAX);
    for challenge in [40, 40, 41] {
        let back = stage
            .store
            .passkey_counter_went_back(&known, [challenge; 32], at(9));
        back.await.unwrap();
    }
    let logged = says(&stage).await;
    let went_back = r#"{"name":"passkey 1","passkey":"counter went back"}"#;
    assert_eq!(logged.iter().filter(|it| *it == went_back).count(), 2);
}

async fn a_passkey_is_removed_by_its_owner(stage: Stage) {
    let (me, new) = (&stage.practitioner, passkey(1));
    add(&stage, me, &new, 1).await;
    let remove = async |who: &Viewer, id: Uuid, one_stays: bool| {
        let removed = stage.store.remove_passkey(who, id, one_stays, at(10));
        removed.await
    };
    let theirs = remove(&stage.colleague, new.id, false).await;
    assert!(matches!(theirs, Err(Error::NotFound)));
    assert_eq!(
        remove(me, new.id, true).await.unwrap(),
        RemovedPasskey::LastOne
    );
    add(&stage, me, &passkey(2), 2).await;
    assert_eq!(remove(me, new.id, true).await.unwrap(), RemovedPasskey::Yes);
    assert!(matches!(
        remove(me, new.id, true).await,
        Err(Error::NotFound)
    ));
    assert!(
        stage
            .store
            .known_passkey(&new.credential)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(stage.store.recovery_codes_left(me).await.unwrap(), 2);
    let removed = r#"{"name":"passkey 1","passkey":"removed"}"#;
    assert!(says(&stage).await.iter().any(|it| it == removed));
}

async fn the_last_factor_goes_with_its_codes(stage: Stage) {
    let (me, new) = (&stage.practitioner, passkey(1));
    add(&stage, me, &new, 1).await;
    let remove = stage.store.remove_passkey(me, new.id, false, at(10));
    assert_eq!(remove.await.unwrap(), RemovedPasskey::Yes);
    assert_eq!(stage.store.recovery_codes_left(me).await.unwrap(), 0);
    // Not while there is an application.
    stage.store.offer_second_factor(me, [1; 20]).await.unwrap();
    let codes = vec!["three".to_owned()];
    let confirm = stage.store.confirm_second_factor(me, 1, codes, at(10));
    confirm.await.unwrap();
    assert_eq!(add(&stage, me, &new, 2).await, AddedPasskey::Yes);
    let remove = stage.store.remove_passkey(me, new.id, false, at(10));
    remove.await.unwrap();
    assert_eq!(stage.store.recovery_codes_left(me).await.unwrap(), 1);
}

async fn taking_off_takes_passkeys_along(stage: Stage) {
    let (me, leave) = (&stage.practitioner, stage.administrator.set_up().unwrap());
    add(&stage, me, &passkey(1), 1).await;
    let has = async || {
        let has = stage.store.has_second_factor(&leave, me.worker);
        has.await.unwrap()
    };
    assert!(has().await);
    let off = stage
        .store
        .take_off_second_factor(&leave, me.worker, at(10));
    off.await.unwrap();
    assert!(!has().await);
    assert!(stage.store.passkeys(me).await.unwrap().is_empty());
    assert_eq!(stage.store.recovery_codes_left(me).await.unwrap(), 0);
    let again = stage
        .store
        .take_off_second_factor(&leave, me.worker, at(10));
    assert!(matches!(again.await, Err(Error::NotFound)));
}

async fn a_challenge_is_for_one_purpose_and_a_short_while(stage: Stage) {
    let (here, there) = (new_id(), new_id());
    let purposes = [
        ChallengeFor::SigningIn,
        ChallengeFor::Proving(here),
        ChallengeFor::Proving(there),
        ChallengeFor::Adding(here),
        ChallengeFor::Adding(there),
    ];
    for made_for in purposes {
        let mark = stage
            .store
            .challenge_mark(made_for, [3; 32], at(9))
            .unwrap();
        let of = |mark: &str, purpose, now| stage.store.challenge_of(mark, purpose, now);
        for purpose in purposes {
            let expected = (purpose == made_for).then_some([3; 32]);
            assert_eq!(of(&mark, purpose, at(9)), expected);
        }
        let last = at(9).plus(CHALLENGE_LASTS);
        assert!(of(&mark, made_for, last).is_some());
        let late = last.plus(Duration::from_secs(1));
        assert!(of(&mark, made_for, late).is_none());
        let password = stage.store.password_mark(&stage.manager, at(9)).unwrap();
        for other in ["", "00", &mark[2..], &password] {
            assert!(of(other, made_for, at(9)).is_none());
        }
    }
}

async fn who_waits_for_a_factor_is_out_when_one_is_there(stage: Stage) {
    let me = stage.practitioner.clone();
    let begin = async |seed: u8, who: &Viewer, how_far: SessionStage| {
        let new = NewSession {
            id: new_id(),
            digest: [seed; 32],
            whose: (who.service, who.worker),
            stage: how_far,
            proven: at(9),
            browser: "Firefox on Linux".to_owned(),
            instead_of: None,
        };
        stage.store.begin_session(new, at(9)).await.unwrap();
    };
    let is_there = async |seed: u8| {
        let session = stage.store.session([seed; 32], at(9)).await.unwrap();
        session.is_some()
    };
    begin(1, &me, SessionStage::SecondFactor).await;
    begin(2, &me, SessionStage::Whole).await;
    begin(3, &stage.colleague, SessionStage::SecondFactor).await;
    stage.store.offer_second_factor(&me, [9; 20]).await.unwrap();
    add(&stage, &me, &passkey(1), 1).await;
    // With it goes the key that was offered to them.
    assert!(stage.store.second_factor(&me).await.unwrap().is_none());
    assert_eq!(
        (is_there(1).await, is_there(2).await, is_there(3).await),
        (false, true, true)
    );
    begin(4, &me, SessionStage::SecondFactor).await;
    stage.store.offer_second_factor(&me, [1; 20]).await.unwrap();
    let confirm = stage.store.confirm_second_factor(&me, 1, Vec::new(), at(9));
    confirm.await.unwrap();
    assert_eq!((is_there(4).await, is_there(2).await), (false, true));
}

async fn passkeys_are_asked_of_those_who_see_most(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let usual = SignInSettings::default();
    assert!(
        access::Role::ALL
            .iter()
            .all(|role| !usual.asks_passkey_of(*role))
    );
    let asked = SignInSettings {
        passkeys: true,
        ..usual
    };
    let put = stage.store.put_sign_in_settings(&leave, asked, at(9));
    put.await.unwrap();
    let kept = stage.store.sign_in_settings(stage.service).await.unwrap();
    assert_eq!(kept, asked);
    let of = access::Role::ALL.into_iter();
    let of: Vec<&str> = of
        .filter(|role| kept.asks_passkey_of(*role))
        .map(access::Role::code)
        .collect();
    assert_eq!(of, ["manager", "administrator", "auditor"]);
}
