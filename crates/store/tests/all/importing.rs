//! Bringing in workbooks.

use std::sync::{Arc, Mutex};

use calendar::date;
use record::{Field, Value};
use store::{BroughtIn, Error, Filter};

use crate::stage::{Stage, brought_in, new_id, on_both};

on_both![
    a_workbook_is_brought_in_and_counted,
    the_same_workbook_again_adds_nothing,
    the_same_press_again_gives_the_first_result,
    one_refused_family_stops_them_all,
    a_reference_twice_in_the_workbook_stops_it,
    a_thousand_families_report_their_progress,
];

fn families(count: usize) -> Vec<BroughtIn> {
    (0..count)
        .map(|n| brought_in(&format!("F{n:04}"), date(2022, 1, 10)))
        .collect()
}

async fn import(stage: &Stage, families: &[BroughtIn]) -> Result<store::Imported, Error> {
    let leave = stage.manager.import().unwrap();
    // A second workbook of the same families comes with ids of its own.
    let families: Vec<_> = families
        .iter()
        .map(|brought| BroughtIn {
            family: record::FamilyId(new_id()),
            act: brought.act.clone(),
        })
        .collect();
    stage
        .store
        .import(
            &leave,
            crate::stage::workbook(),
            families.into_iter(),
            |_| {},
        )
        .await
}

async fn total(stage: &Stage) -> u64 {
    let all = Filter::default();
    let page = stage.store.families(&stage.manager, &all, None).await;
    page.unwrap().total
}

async fn a_workbook_is_brought_in_and_counted(stage: Stage) {
    let imported = import(&stage, &families(70)).await.unwrap();
    assert_eq!((imported.added, imported.alike), (70, 0));
    assert_eq!((imported.children, imported.sessions), (70, 0));
    assert_eq!(imported.by, stage.manager.worker);
    let leave = stage.manager.import().unwrap();
    assert_eq!(stage.store.imports(&leave).await.unwrap(), [imported]);
    assert_eq!(total(&stage).await, 70);
    let verified = stage.store.verify().await.unwrap();
    assert_eq!(verified.families, 70);
    assert!(verified.entries >= 70 * 4);
}

async fn the_same_workbook_again_adds_nothing(stage: Stage) {
    let families = families(70);
    import(&stage, &families).await.unwrap();
    let before = stage.store.verify().await.unwrap();
    let again = import(&stage, &families).await.unwrap();
    assert_eq!((again.added, again.alike), (0, 70));
    let after = stage.store.verify().await.unwrap();
    assert_eq!(
        (after.entries, after.heads[0].root),
        (before.entries, before.heads[0].root)
    );
}

async fn the_same_press_again_gives_the_first_result(stage: Stage) {
    let leave = stage.manager.import().unwrap();
    let workbook = crate::stage::workbook();
    let press = async |families: Vec<BroughtIn>| {
        stage
            .store
            .import(&leave, workbook.clone(), families.into_iter(), |_| {})
            .await
            .unwrap()
    };
    let first = press(families(3)).await;
    assert_eq!(press(families(5)).await, first);
    assert_eq!(total(&stage).await, 3);
}

async fn one_refused_family_stops_them_all(stage: Stage) {
    import(&stage, &families(2)).await.unwrap();
    let before = stage.store.verify().await.unwrap();
    let mut more = families(600);
    for changed in [0, 1] {
        let rows = &mut more[changed].act.rows;
        let town = Value::Text("Otherton".to_owned());
        rows.family.set(Field::HomeTown, town);
    }
    let refused = import(&stage, &more).await;
    let Err(Error::ImportRefused(refusals)) = refused else {
        panic!("{refused:?}");
    };
    let words: Vec<String> = refusals.iter().map(ToString::to_string).collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words[0].contains("F0000") && words[1].contains("F0001"));
    assert_eq!(stage.store.verify().await.unwrap(), before);
    assert_eq!(total(&stage).await, 2);
}

async fn a_reference_twice_in_the_workbook_stops_it(stage: Stage) {
    let mut families = families(300);
    families.push(brought_in("F0007", date(2022, 1, 10)));
    let refused = import(&stage, &families).await;
    let Err(Error::TwiceInWorkbook { reference }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(reference, "F0007");
    assert_eq!(total(&stage).await, 0);
}

async fn a_thousand_families_report_their_progress(stage: Stage) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let hear = told.clone();
    let leave = stage.manager.import().unwrap();
    let progress = move |count| hear.lock().unwrap().push(count);
    stage
        .store
        .import(
            &leave,
            crate::stage::workbook(),
            families(1_000).into_iter(),
            progress,
        )
        .await
        .unwrap();
    let told = told.lock().unwrap();
    assert!(told.len() > 2, "{told:?}");
    assert!(told.is_sorted());
    assert_eq!(told.last(), Some(&1_000));
}
