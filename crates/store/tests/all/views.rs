//! The rows of the evaluation, and rebuilding views.

use calendar::{AsAt, Date, date};
use record::{FamilyRows, Visibility, rows};
use store::Filter;

use crate::stage::{Stage, brought_in, note, on_both};

on_both![
    the_cohort_is_every_family_referred_by_the_day_as_it_was,
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
    let parts = async |day| stage.store.cohort_parts(&leave, day).await.unwrap();
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

/// The view tables, row by row, as text.
async fn cohort(stage: &Stage) -> Vec<String> {
    let leave = stage.evaluator.evaluate().unwrap();
    let parts = stage.store.cohort_parts(&leave, Date::MAX).await.unwrap();
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
