//! Meddling with the database is found, and named.

use record::{FamilyId, Sequence, Visibility};
use store::{Error, Misfit};

use crate::stage::{Stage, note, on_both};

on_both![
    a_change_in_any_column_of_an_entry_is_named,
    a_deleted_entry_is_named,
    swapped_entries_are_named,
    a_cut_tail_is_named,
    a_cut_tail_with_the_tree_cut_to_match_does_not_pass,
    a_checkpoint_holds_against_later_meddling,
    a_changed_view_is_named,
    a_head_is_signed_by_this_installation,
];

/// A family with notes at the end, and the last entry.
async fn family_with_notes(stage: &Stage) -> (FamilyId, Sequence) {
    let family = stage.family("F001").await;
    let notes = ["a", "b", "c"].map(|text| note(text, Visibility::Team));
    stage.add(family, notes.to_vec()).await;
    stage.store.verify().await.unwrap();
    (family, stage.last(family).await)
}

async fn misfit(stage: &Stage) -> Misfit {
    match stage.store.verify().await {
        Err(Error::Misfit(misfit)) => misfit,
        other => panic!("{other:?}"),
    }
}

/// Bytes in the SQL of the engine.
fn bytes(stage: &Stage, hex: &str) -> String {
    if stage.is_postgres() {
        format!("'\\x{hex}'::bytea")
    } else {
        format!("x'{hex}'")
    }
}

fn id(stage: &Stage, id: &str) -> String {
    if stage.is_postgres() {
        format!("'{id}'::uuid")
    } else {
        format!("x'{}'", id.replace('-', ""))
    }
}

async fn a_change_in_any_column_of_an_entry_is_named(stage: Stage) {
    let (family, last) = family_with_notes(&stage).await;
    let other = id(&stage, "0190ffff-0000-7000-8000-000000000001");
    let place = format!("sequence = {}", last.0);
    let body = if stage.is_postgres() {
        "set_byte(body, 30, get_byte(body, 30) # 1)".to_owned()
    } else {
        "substr(body, 1, 30) || x'00' || substr(body, 32)".to_owned()
    };
    // SQLite joins bytes as text, which its strict tables refuse; the cast makes them bytes again.
    let body = if stage.is_postgres() {
        body
    } else {
        format!("cast({body} as blob)")
    };
    let changes = [
        ("kind", "'referral'".to_owned()),
        ("version", "2".to_owned()),
        ("visibility", "'shared'".to_owned()),
        ("named", "'somebody'".to_owned()),
        ("happened", "'2022-03'".to_owned()),
        ("happened_on", "'2022-03-02'".to_owned()),
        ("recorded_at", "'2022-08-30T09:00:00.000001Z'".to_owned()),
        ("recorded_by", other.clone()),
        ("corrects", "1".to_owned()),
        ("submission_id", other),
        ("body", body),
        ("leaf_hash", bytes(&stage, &"00".repeat(32))),
    ];
    let columns = changes.map(|(column, value)| (column, value));
    for (column, value) in columns {
        let keep = format!("create table kept as select {column} as kept from entry where {place}");
        stage.meddle(keep).await;
        let change = format!("update entry set {column} = {value} where {place}");
        assert_eq!(stage.meddle(change).await, 1, "{column}");
        let changed = Misfit::Changed {
            family,
            sequence: last,
        };
        assert_eq!(misfit(&stage).await, changed, "{column}");
        let mend = format!("update entry set {column} = (select kept from kept) where {place}");
        stage.meddle(mend).await;
        stage.meddle("drop table kept".to_owned()).await;
        stage.store.verify().await.unwrap();
    }
}

async fn a_deleted_entry_is_named(stage: Stage) {
    let (_, last) = family_with_notes(&stage).await;
    let delete = format!("delete from entry where sequence = {}", last.0 - 1);
    assert_eq!(stage.meddle(delete).await, 1);
    let place = last.0.unsigned_abs() - 2;
    assert_eq!(misfit(&stage).await, Misfit::Missing { place });
}

async fn swapped_entries_are_named(stage: Stage) {
    let (family, last) = family_with_notes(&stage).await;
    for (from, to) in [(last.0, 1_000), (last.0 - 1, last.0), (1_000, last.0 - 1)] {
        let swap = format!("update entry set sequence = {to} where sequence = {from}");
        assert_eq!(stage.meddle(swap).await, 1);
    }
    // The entry stored before the last now says that it is the last of the family.
    let changed = Misfit::Changed {
        family,
        sequence: last,
    };
    assert_eq!(misfit(&stage).await, changed);
}

async fn a_cut_tail_is_named(stage: Stage) {
    let (_, last) = family_with_notes(&stage).await;
    let cut = format!("delete from entry where sequence > {}", last.0 - 2);
    assert_eq!(stage.meddle(cut).await, 2);
    let place = last.0.unsigned_abs() - 2;
    assert_eq!(misfit(&stage).await, Misfit::Missing { place });
}

async fn a_cut_tail_with_the_tree_cut_to_match_does_not_pass(stage: Stage) {
    let (_, last) = family_with_notes(&stage).await;
    let size = last.0.unsigned_abs() - 2;
    stage
        .meddle(format!("delete from entry where sequence > {size}"))
        .await;
    stage.meddle(format!("update tree set size = {size}")).await;
    assert_eq!(misfit(&stage).await, Misfit::WrongSignature { size });
}

async fn a_checkpoint_holds_against_later_meddling(stage: Stage) {
    let (family, _) = family_with_notes(&stage).await;
    let head = stage.store.checkpoint(stage.service).await.unwrap();
    stage.add(family, vec![note("d", Visibility::Team)]).await;
    stage.store.verify().await.unwrap();
    let zeros = bytes(&stage, &"00".repeat(32));
    stage
        .meddle(format!("update checkpoint set root = {zeros}"))
        .await;
    let size = head.size;
    assert_eq!(misfit(&stage).await, Misfit::WrongSignature { size });
}

async fn a_changed_view_is_named(stage: Stage) {
    let (family, _) = family_with_notes(&stage).await;
    for change in [
        "update family_view set area = 'Otherton'",
        "update cohort_view set latest_on = '2030-01-01'",
        "delete from cohort_view",
        "delete from family_view",
    ] {
        assert_eq!(stage.meddle(change.to_owned()).await, 1);
        assert_eq!(misfit(&stage).await, Misfit::View { family }, "{change}");
        stage.store.rebuild_views().await.unwrap();
    }
    stage
        .meddle("update family set reference = 'F999'".to_owned())
        .await;
    assert_eq!(misfit(&stage).await, Misfit::Family { family });
}

async fn a_head_is_signed_by_this_installation(stage: Stage) {
    family_with_notes(&stage).await;
    let mut head = stage.store.checkpoint(stage.service).await.unwrap();
    let key = stage.store.verifying_key();
    assert!(head.is_signed_by(&key));
    assert_eq!(stage.reopened().await.verifying_key(), key);
    assert!(!head.is_signed_by(&[9; 32]));
    head.size += 1;
    assert!(!head.is_signed_by(&key));
}
