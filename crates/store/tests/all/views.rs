//! The rows of the evaluation, and rebuilding views.

use calendar::{AsAt, Date, Stamp, date};
use casework::NewEntry;
use record::{Correction, Fact, FamilyRows, Visibility, rows};
use store::Filter;

use crate::stage::{Stage, brought_in, note, on_both, submission};

on_both![
    the_cohort_is_every_family_referred_by_the_day_as_it_was,
    the_cohort_as_it_was_known_on_a_day_leaves_out_what_was_recorded_later,
    rebuilding_the_views_changes_nothing,
    rebuilding_mends_a_view,
    a_store_from_before_there_were_words_has_them_once_it_is_opened,
    only_those_who_evaluate_are_given_the_cohort,
];

async fn the_cohort_is_every_family_referred_by_the_day_as_it_was(stage: Stage) {
    let early = stage.family("EARLY").await;
    let late = brought_in("LATE", date(2022, 5, 1));
    let leave = stage.manager.import().unwrap();
    stage
        .store
        .import(&leave, crate::stage::workbook(), [late].into_iter(), |_| {})
        .await
        .unwrap();
    let leave = stage.evaluator.evaluate().unwrap();
    let parts = async |day| {
        stage
            .store
            .cohort_parts(&leave, AsAt::day(day))
            .await
            .unwrap()
    };
    let read = stage.read(early).await;
    let as_at = async |day| -> FamilyRows {
        rows(&stage.store.family(&read, AsAt::day(day)).await.unwrap())
    };

    let none = parts(date(2022, 1, 9)).await;
    assert_eq!((none.packed.len(), none.refold.len()), (0, 0));

    // The one case is open then and the other not referred yet.
    let then = parts(date(2022, 2, 1)).await;
    assert_eq!(then.packed.len(), 0);
    assert_eq!(then.refold, [as_at(date(2022, 2, 1)).await]);
    assert_ne!(then.refold, [as_at(Date::MAX).await]);

    let now = parts(date(2022, 12, 31)).await;
    assert_eq!(now.refold, []);
    let packed = now.packed.concat();
    assert!(packed.contains(&evaluation::packed::pack(&as_at(Date::MAX).await)));
    assert_eq!(packed.matches("=LATE\t").count(), 2, "{packed}");
}

async fn the_cohort_as_it_was_known_on_a_day_leaves_out_what_was_recorded_later(stage: Stage) {
    let (recorded, later) = (date(2022, 8, 30), date(2022, 9, 5));
    let family = stage.family("EARLY").await;
    let read = stage.read(family).await;
    let before = rows(
        &stage
            .store
            .family(&read, AsAt::day(recorded))
            .await
            .unwrap(),
    );

    // The referral is put right days later: it was a month earlier.
    let entries = stage.store.entries(&read).await.unwrap();
    let referral = entries
        .iter()
        .find(|entry| matches!(entry.fact, Fact::Referral(_)))
        .unwrap();
    let right = NewEntry {
        happened: date(2021, 12, 10).into(),
        visibility: referral.visibility.clone(),
        correction: Some(Correction {
            of: referral.sequence,
            why: "The letter says December".to_owned(),
        }),
        fact: referral.fact.clone(),
    };
    let write = stage.write(family).await;
    let last = stage.last(family).await;
    let at = Stamp::from_london(later, 9, 0).unwrap();
    stage
        .store
        .append(&write, last, submission(), at, vec![right])
        .await
        .unwrap();

    let leave = stage.evaluator.evaluate().unwrap();
    let known = async |day| {
        let as_at = AsAt::as_known_on(recorded, Some(day)).unwrap();
        stage.store.cohort_parts(&leave, as_at).await.unwrap()
    };
    let then = known(recorded).await;
    assert_eq!(
        (then.packed.len(), &then.refold),
        (0, &vec![before.clone()])
    );
    assert_eq!(known(later).await.refold.len(), 1);
    assert_ne!(known(later).await.refold, [before]);
    let not_yet = known(date(2022, 8, 29)).await;
    assert_eq!((not_yet.packed.len(), not_yet.refold.len()), (0, 0));
}

/// The view tables, row by row, as text.
async fn cohort(stage: &Stage) -> Vec<String> {
    let leave = stage.evaluator.evaluate().unwrap();
    let everything = AsAt::day(Date::MAX);
    let parts = stage.store.cohort_parts(&leave, everything).await.unwrap();
    parts.packed
}

async fn rebuilding_the_views_changes_nothing(stage: Stage) {
    for reference in ["F001", "F002", "F003"] {
        let family = stage.family(reference).await;
        stage
            .add(family, vec![note("a note", Visibility::Team)])
            .await;
    }
    let before = cohort(&stage).await;
    let verified = stage.store.verify().await.unwrap();
    assert_eq!(stage.store.rebuild_views().await.unwrap(), 3);
    assert_eq!(cohort(&stage).await, before);
    assert_eq!(stage.store.verify().await.unwrap(), verified);
}

async fn rebuilding_mends_a_view(stage: Stage) {
    stage.family("F001").await;
    let before = cohort(&stage).await;
    let meddled = "update cohort_view set packed = '' where latest_on > '2000'";
    assert_eq!(stage.meddle(meddled.to_owned()).await, 1);
    assert_ne!(cohort(&stage).await, before);
    assert!(stage.store.verify().await.is_err());
    stage.store.rebuild_views().await.unwrap();
    assert_eq!(cohort(&stage).await, before);
    stage.store.verify().await.unwrap();
}

async fn a_store_from_before_there_were_words_has_them_once_it_is_opened(stage: Stage) {
    stage.family("F001").await;
    let gone = stage.meddle("delete from family_word".to_owned()).await;
    assert!(gone > 3);
    assert!(stage.store.verify().await.is_err());
    let opened = stage.reopened().await;
    opened.verify().await.unwrap();
    let search = Filter {
        search: "f001".to_owned(),
        ..Filter::default()
    };
    let found = opened.families(&stage.practitioner, &search, None).await;
    assert_eq!(found.unwrap().total, 1);
}

async fn only_those_who_evaluate_are_given_the_cohort(stage: Stage) {
    assert!(stage.evaluator.evaluate().is_some());
    assert!(stage.practitioner.evaluate().is_some());
    assert!(stage.social_worker.evaluate().is_none());
    assert!(stage.administrator.evaluate().is_none());
}
