//! Who sees what.

use access::Viewer;
use calendar::{AsAt, date};
use casework::NewEntry;
use record::{CaseHolder, Fact, FamilyId, Sequence, Visibility};

use crate::stage::{Stage, note, on_both};

on_both![
    each_viewer_sees_what_is_theirs,
    what_one_may_not_see_changes_nothing_one_sees,
    a_family_is_folded_as_at_a_day,
    unknown_and_forbidden_answer_alike,
    words_are_not_in_the_database,
];

fn held_by(stage: &Stage, viewer: &Viewer) -> NewEntry {
    let holder = CaseHolder {
        worker: viewer.worker,
        team: stage.team,
    };
    NewEntry::shared(date(2022, 2, 1).into(), Fact::CaseHolder(holder))
}

async fn texts(stage: &Stage, viewer: &Viewer, family: FamilyId) -> Vec<String> {
    let leave = stage.store.authorise_read(viewer, family).await.unwrap();
    let entries = stage.store.entries(&leave.unwrap()).await.unwrap();
    let text = |fact| match fact {
        Fact::Note(note) => Some(note.text),
        _ => None,
    };
    entries.into_iter().filter_map(|e| text(e.fact)).collect()
}

async fn each_viewer_sees_what_is_theirs(stage: Stage) {
    let family = stage.family("F001").await;
    let named = Visibility::Named(vec![stage.practitioner.worker]);
    let both = Visibility::Named(vec![stage.colleague.worker, stage.practitioner.worker]);
    stage
        .add(
            family,
            vec![
                held_by(&stage, &stage.social_worker),
                note("shared", Visibility::Shared),
                note("team", Visibility::Team),
                note("one named", named),
                note("both named", both),
            ],
        )
        .await;
    assert_eq!(
        texts(&stage, &stage.practitioner, family).await,
        ["shared", "team", "one named", "both named"]
    );
    assert_eq!(
        texts(&stage, &stage.colleague, family).await,
        ["shared", "team", "both named"]
    );
    // A manager is of the team, and is not shown what names others.
    assert_eq!(
        texts(&stage, &stage.manager, family).await,
        ["shared", "team"]
    );
    assert_eq!(
        texts(&stage, &stage.social_worker, family).await,
        ["shared"]
    );
    let narrowed = stage.read(family).await.narrowed();
    let seen = stage.store.entries(&narrowed).await.unwrap();
    assert!(seen.iter().all(|e| e.visibility == Visibility::Shared));
}

async fn what_one_may_not_see_changes_nothing_one_sees(stage: Stage) {
    let family = stage.family("F001").await;
    stage
        .add(family, vec![held_by(&stage, &stage.social_worker)])
        .await;
    let seen = async || {
        let leave = stage
            .store
            .authorise_read(&stage.social_worker, family)
            .await
            .unwrap()
            .unwrap();
        let day = AsAt::day(date(2022, 12, 31));
        let folded = stage.store.family(&leave, day).await.unwrap();
        let filter = store::Filter::default();
        let page = stage
            .store
            .families(&stage.social_worker, &filter, None)
            .await
            .unwrap();
        (folded, page)
    };
    let before = seen().await;
    let hidden = Visibility::Named(vec![stage.practitioner.worker]);
    stage
        .add(
            family,
            vec![
                note("team", Visibility::Team),
                note("named", hidden.clone()),
                NewEntry {
                    visibility: hidden,
                    ..held_by(&stage, &stage.colleague)
                },
            ],
        )
        .await;
    assert_eq!(seen().await, before);
}

async fn a_family_is_folded_as_at_a_day(stage: Stage) {
    let family = stage.family("F001").await;
    let leave = stage.read(family).await;
    let as_at = async |day| stage.store.family(&leave, AsAt::day(day)).await.unwrap();
    assert_eq!(as_at(date(2022, 1, 9)).await.sequence, Sequence(0));
    let open = as_at(date(2022, 1, 10)).await;
    assert_eq!((open.reference.as_str(), open.closed), ("F001", None));
    let closed = as_at(date(2022, 6, 20)).await;
    assert_eq!(closed.closed, Some(date(2022, 6, 20)));
}

async fn unknown_and_forbidden_answer_alike(stage: Stage) {
    let family = stage.family("F001").await;
    let unknown = FamilyId(crate::stage::new_id());
    let elsewhere = Viewer {
        service: record::ServiceId(crate::stage::new_id()),
        ..stage.manager.clone()
    };
    for viewer in [
        &stage.social_worker,
        &stage.evaluator,
        &stage.administrator,
        &elsewhere,
    ] {
        for family in [family, unknown] {
            let read = stage.store.authorise_read(viewer, family).await.unwrap();
            assert_eq!(read, None, "{:?}", viewer.role);
            let write = stage.store.authorise_write(viewer, family).await.unwrap();
            assert_eq!(write, None, "{:?}", viewer.role);
        }
    }
    let read = stage.store.authorise_read(&stage.manager, unknown).await;
    assert_eq!(read.unwrap(), None);
}

async fn words_are_not_in_the_database(stage: Stage) {
    let family = stage.family("F001").await;
    let words = "quince marmalade";
    stage
        .add(family, vec![note(words, Visibility::Shared)])
        .await;
    let hex = words
        .bytes()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let (there, words) = if stage.is_postgres() {
        let words = format!("'\\x{hex}'::bytea");
        (format!("position({words} in body) > 0"), words)
    } else {
        let words = format!("x'{hex}'");
        (format!("instr(body, {words}) > 0"), words)
    };
    let touch = format!("update entry set version = version where {there}");
    assert_eq!(stage.meddle(touch.clone()).await, 0);
    // The same question finds the words where they are written in clear.
    stage
        .meddle(format!(
            "update entry set body = {words} where sequence = 1"
        ))
        .await;
    assert_eq!(stage.meddle(touch).await, 1);
}
