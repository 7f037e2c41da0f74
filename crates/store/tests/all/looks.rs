//! What is shown is stored before it is sent, and found again by family, session and search.

use access::Role;
use calendar::AsAt;
use record::{FamilyId, Visibility};
use store::{
    Error, Filter, Look, LookKind, Looking, NewSession, SessionStage, Store, Why, watched,
};
use uuid::Uuid;

use crate::stage::{Stage, at, new_id, note, on_both};

on_both![
    a_look_is_kept_with_who_when_and_whom,
    a_list_keeps_every_family_it_shows,
    words_that_were_searched_for_are_not_kept,
    looks_are_no_entries,
    whoever_is_in_no_session_is_shown_nothing,
    who_has_no_work_with_a_family_is_reported_until_they_have,
];

/// Somebody signed in.
pub(crate) struct Watcher {
    pub(crate) digest: [u8; 32],
    pub(crate) session: Uuid,
}

pub(crate) async fn sign_in(stage: &Stage, store: &Store) -> Watcher {
    let session = new_id();
    let digest = [u8::try_from(session.as_u128() & 0xff).unwrap(); 32];
    let who = &stage.practitioner;
    let new = NewSession {
        id: session,
        digest,
        whose: (who.service, who.worker),
        stage: SessionStage::Whole,
        proven: at(11),
        browser: "Firefox on Windows".to_owned(),
        instead_of: None,
    };
    store.begin_session(new, at(11)).await.unwrap();
    Watcher { digest, session }
}

/// What a request does that shows a family.
pub(crate) async fn look(stage: &Stage, store: &Store, who: &Watcher, family: FamilyId) {
    let (_, seen) = watched(async {
        store.session(who.digest, at(11)).await.unwrap().unwrap();
        let leave = store.authorise_read(&stage.practitioner, family).await;
        let leave = leave.unwrap().unwrap();
        store
            .family(&leave, AsAt::day(at(11).london_date()))
            .await
            .unwrap()
    })
    .await;
    store.looked(seen, looking(LookKind::Page)).await.unwrap();
}

fn looking(kind: LookKind) -> Looking {
    Looking {
        at: at(11),
        kind,
        page: "/families/{family}".to_owned(),
    }
}

async fn seen_in(stage: &Stage, session: Uuid) -> Vec<Look> {
    let leave = auditor(stage);
    let seen = stage.store.seen_in_session(&leave, session);
    seen.await.unwrap()
}

fn auditor(stage: &Stage) -> access::Authorised<record::ServiceId, access::Audit> {
    let viewer = access::Viewer {
        role: Role::Auditor,
        ..stage.manager.clone()
    };
    viewer.audit().unwrap()
}

async fn a_look_is_kept_with_who_when_and_whom(stage: Stage) {
    let family = stage.family("F001").await;
    let who = sign_in(&stage, &stage.store).await;
    look(&stage, &stage.store, &who, family).await;
    let leave = stage.read(family).await;
    let looks = stage.store.who_looked(&leave, 0, 10).await.unwrap();
    assert_eq!(looks.len(), 1);
    let [look] = looks.try_into().unwrap();
    assert_eq!(look.by.worker, stage.practitioner.worker);
    assert_eq!(look.by.session, who.session);
    assert_eq!((look.at, look.kind), (at(11), LookKind::Page));
    assert_eq!(look.families, [family]);
    assert_eq!(seen_in(&stage, who.session).await, [look]);
    assert_eq!(seen_in(&stage, new_id()).await, []);
}

async fn a_list_keeps_every_family_it_shows(stage: Stage) {
    let families = [stage.family("F001").await, stage.family("F002").await];
    let alone = stage.family("F003").await;
    let who = sign_in(&stage, &stage.store).await;
    let (_, seen) = watched(async {
        let store = &stage.store;
        store.session(who.digest, at(11)).await.unwrap();
        let all = Filter::default();
        store
            .families(&stage.practitioner, &all, None)
            .await
            .unwrap()
    })
    .await;
    stage
        .store
        .looked(seen, looking(LookKind::List))
        .await
        .unwrap();
    look(&stage, &stage.store, &who, alone).await;
    for (family, times) in [(families[0], 1), (families[1], 1), (alone, 2)] {
        let every = stage.store.every_look_at(&auditor(&stage), family).await;
        assert_eq!(every.unwrap().len(), times);
    }
    let list = &seen_in(&stage, who.session).await[0];
    assert_eq!(list.families.len(), 3);
    assert_eq!(list.asked.len(), 32);
    stage.store.verify().await.unwrap();
}

async fn words_that_were_searched_for_are_not_kept(stage: Stage) {
    stage.family("F001").await;
    let who = sign_in(&stage, &stage.store).await;
    let searched = async |words: &str| {
        let (_, seen) = watched(async {
            let store = &stage.store;
            store.session(who.digest, at(11)).await.unwrap();
            let filter = Filter {
                search: words.to_owned(),
                ..Filter::default()
            };
            store
                .families(&stage.practitioner, &filter, None)
                .await
                .unwrap()
        })
        .await;
        assert!(seen.searched());
        let kept = stage.store.looked(seen, looking(LookKind::Search));
        kept.await.unwrap();
    };
    for words in ["F001", "Brightsea", "F001"] {
        searched(words).await;
    }
    let looks = seen_in(&stage, who.session).await;
    let asked: Vec<_> = looks.into_iter().map(|it| it.asked).collect();
    // Alike for alike words, and nothing of the words.
    assert_eq!(asked[0], asked[2]);
    assert_ne!(asked[0], asked[1]);
}

/// What was counted from the entries still holds when somebody has looked.
async fn looks_are_no_entries(stage: Stage) {
    let family = stage.family("F001").await;
    let leave = stage.evaluator.evaluate().unwrap();
    let before = stage.store.entry_count(&leave).await.unwrap();
    let who = sign_in(&stage, &stage.store).await;
    look(&stage, &stage.store, &who, family).await;
    assert_eq!(stage.store.entry_count(&leave).await.unwrap(), before);
    stage.add(family, vec![note("a", Visibility::Team)]).await;
    look(&stage, &stage.store, &who, family).await;
    assert_eq!(stage.store.entry_count(&leave).await.unwrap(), before + 1);
    let verified = stage.store.verify().await.unwrap();
    assert_eq!((verified.entries, verified.looks), (before + 1, 2));
}

/// What was read by nobody cannot be kept, and so is not sent.
async fn whoever_is_in_no_session_is_shown_nothing(stage: Stage) {
    let family = stage.family("F001").await;
    let leave = stage.read(family).await;
    let (_, seen) = watched(async { stage.store.entries(&leave).await.unwrap() }).await;
    assert!(!seen.is_empty());
    let kept = stage.store.looked(seen, looking(LookKind::Page)).await;
    assert!(matches!(kept, Err(Error::NotFound)));
}

async fn who_has_no_work_with_a_family_is_reported_until_they_have(stage: Stage) {
    let family = stage.family("F001").await;
    let who = sign_in(&stage, &stage.store).await;
    look(&stage, &stage.store, &who, family).await;
    let leave = auditor(&stage);
    let found = stage.store.unusual_looking(&leave, at(9)).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].why, Why::NoRelation);
    assert_eq!(found[0].by.worker, stage.practitioner.worker);
    assert_eq!(found[0].reference.as_deref(), Some("F001"));
    let later = stage.store.unusual_looking(&leave, at(12)).await;
    assert_eq!(later.unwrap(), []);
    // What they keep to themselves tells nobody that they have work with it.
    let own = Visibility::Named(vec![stage.practitioner.worker]);
    stage.add(family, vec![note("for me alone", own)]).await;
    let found = stage.store.unusual_looking(&leave, at(9)).await.unwrap();
    assert_eq!(found.len(), 1);
    stage
        .add(family, vec![note("for all", Visibility::Team)])
        .await;
    let found = stage.store.unusual_looking(&leave, at(9)).await.unwrap();
    assert_eq!(found, []);
}
