//! The nine ways to meddle with what was done and seen, each found and named (T40). Whoever has the
//! database has no way to the heads that were kept outside of it.

use record::{FamilyId, Visibility};
use store::{Error, Head, Keys, Misfit, Settings, Store};

use crate::looks::{Watcher, look, sign_in};
use crate::stage::{Stage, note, on_both};

on_both![
    what_nobody_meddled_with_passes,
    a_changed_look_is_found,
    a_deleted_look_is_found,
    an_inserted_look_is_found,
    swapped_rows_are_found,
    a_cut_tail_of_looks_is_found,
    a_rolled_back_database_is_found,
    a_forked_history_is_found,
    a_wrong_key_is_found,
    a_gap_is_found,
    a_head_comes_back_from_its_line,
];

/// Entries and looks of a family in turn, and the head that was kept outside.
struct Trail {
    stage: Stage,
    family: FamilyId,
    who: Watcher,
    head: Head,
}

impl Trail {
    async fn new(stage: Stage) -> Self {
        let family = stage.family("F001").await;
        let who = sign_in(&stage, &stage.store).await;
        let other = sign_in(&stage, &stage.store).await;
        for text in ["a", "b", "c"] {
            look(&stage, &stage.store, &other, family).await;
            stage.add(family, vec![note(text, Visibility::Team)]).await;
            look(&stage, &stage.store, &who, family).await;
        }
        let head = stage.store.checkpoint(stage.service).await.unwrap();
        Self {
            stage,
            family,
            who,
            head,
        }
    }

    async fn look(&self) {
        look(&self.stage, &self.stage.store, &self.who, self.family).await;
    }

    async fn verify(&self) -> Result<store::Verified, Error> {
        let outside = [self.head.clone()];
        self.stage.store.verify_against(&outside).await
    }

    async fn misfit(&self) -> Misfit {
        match self.verify().await {
            Err(Error::Misfit(misfit)) => misfit,
            other => panic!("{other:?}"),
        }
    }

    /// Runs a statement that must touch so many rows.
    async fn meddle(&self, statement: &str, rows: u64) {
        let touched = self.stage.meddle(statement.to_owned()).await;
        assert_eq!(touched, rows, "{statement}");
    }

    /// Changes a column of the look at a place, which must be found, and mends it.
    async fn meddle_and_mend(&self, column: &str, value: &str, place: u64) {
        let here = format!("where leaf = {place}");
        let keep = format!("create table kept as select {column} as kept from look {here}");
        self.stage.meddle(keep).await;
        self.meddle(&format!("update look set {column} = {value} {here}"), 1)
            .await;
        assert_eq!(
            self.misfit().await,
            Misfit::LookChanged { place },
            "{column}"
        );
        let mend = format!("update look set {column} = (select kept from kept) {here}");
        self.meddle(&mend, 1).await;
        self.stage.meddle("drop table kept".to_owned()).await;
        self.verify().await.unwrap();
    }

    /// Keeps the database as a thief of backups would.
    async fn back_up(&self) {
        self.stage
            .meddle("create table kept_tree as select * from tree".to_owned())
            .await;
        self.stage
            .meddle("create table kept_checkpoint as select * from checkpoint".to_owned())
            .await;
    }

    /// Puts back what was kept, with its own signature.
    async fn roll_back(&self, looks: u64) {
        let size = "(select size from kept_tree)";
        self.meddle(&format!("delete from look where leaf >= {size}"), looks)
            .await;
        self.meddle("delete from checkpoint", 2).await;
        self.meddle("insert into checkpoint select * from kept_checkpoint", 1)
            .await;
        self.meddle("delete from tree", 1).await;
        self.meddle("insert into tree select * from kept_tree", 1)
            .await;
    }
}

async fn what_nobody_meddled_with_passes(stage: Stage) {
    let trail = Trail::new(stage).await;
    trail.look().await;
    let verified = trail.verify().await.unwrap();
    assert_eq!(verified.looks, 7);
    assert_eq!(verified.entries + verified.looks, trail.head.size + 1);
}

async fn a_changed_look_is_found(stage: Stage) {
    let trail = Trail::new(stage).await;
    let place = trail.head.size - 1;
    let other = "(select worker_id from worker where worker_id <> look.worker_id limit 1)";
    let columns = [
        ("looked_at", "'2022-08-30T09:00:00.000001Z'"),
        ("worker_id", other),
        ("session_id", other),
        ("kind", "'list'"),
        ("page", "'/families'"),
        ("family_id", "null"),
        ("families", "leaf_hash"),
        ("others", "3"),
        ("asked", "leaf_hash"),
        ("leaf_hash", "families"),
    ];
    for (column, value) in columns {
        trail.meddle_and_mend(column, value, place).await;
    }
}

async fn a_deleted_look_is_found(stage: Stage) {
    let trail = Trail::new(stage).await;
    let place = trail.head.size - 3;
    trail
        .meddle(&format!("delete from look where leaf = {place}"), 1)
        .await;
    assert_eq!(trail.misfit().await, Misfit::Missing { place });
}

async fn an_inserted_look_is_found(stage: Stage) {
    let trail = Trail::new(stage).await;
    let size = trail.head.size;
    // A row like another, with the hash that fits it, at the end and in the place of an entry.
    let columns = "looked_at, worker_id, session_id, kind, page, family_id, families, others, asked, \
                   leaf_hash";
    let insert = |leaf: u64| {
        format!(
            "insert into look (service_id, leaf, {columns}) select service_id, {leaf}, {columns} \
             from look where leaf = {}",
            size - 1
        )
    };
    trail.meddle(&insert(size), 1).await;
    let (found, signed) = (size + 1, size);
    assert_eq!(trail.misfit().await, Misfit::NotSignedFor { found, signed });
    trail
        .meddle(&format!("delete from look where leaf = {size}"), 1)
        .await;
    let entry = size - 2;
    trail.meddle(&insert(entry), 1).await;
    assert_eq!(trail.misfit().await, Misfit::Missing { place: entry + 1 });
}

async fn swapped_rows_are_found(stage: Stage) {
    let trail = Trail::new(stage).await;
    let size = trail.head.size;
    let (one, other) = (size - 1, size - 3);
    for (from, to) in [(one, 1_000), (other, one), (1_000, other)] {
        let swap = format!("update look set leaf = {to} where leaf = {from}");
        trail.meddle(&swap, 1).await;
    }
    assert_eq!(trail.misfit().await, Misfit::WrongRoot { size });
}

async fn a_cut_tail_of_looks_is_found(stage: Stage) {
    let trail = Trail::new(stage).await;
    let place = trail.head.size - 1;
    trail
        .meddle(&format!("delete from look where leaf = {place}"), 1)
        .await;
    assert_eq!(trail.misfit().await, Misfit::Missing { place });
}

async fn a_rolled_back_database_is_found(stage: Stage) {
    let mut trail = Trail::new(stage).await;
    trail.back_up().await;
    trail.look().await;
    trail.look().await;
    let found = trail.head.size;
    trail.head = trail
        .stage
        .store
        .checkpoint(trail.stage.service)
        .await
        .unwrap();
    trail.roll_back(2).await;
    // By itself it fits.
    trail.stage.store.verify().await.unwrap();
    let signed = trail.head.size;
    assert_eq!(trail.misfit().await, Misfit::RolledBack { found, signed });
}

async fn a_forked_history_is_found(stage: Stage) {
    let mut trail = Trail::new(stage).await;
    trail.back_up().await;
    trail.look().await;
    trail.head = trail
        .stage
        .store
        .checkpoint(trail.stage.service)
        .await
        .unwrap();
    trail.roll_back(1).await;
    // The program goes on from there, and signs something else.
    let other = sign_in(&trail.stage, &trail.stage.store).await;
    look(&trail.stage, &trail.stage.store, &other, trail.family).await;
    look(&trail.stage, &trail.stage.store, &other, trail.family).await;
    trail.stage.store.verify().await.unwrap();
    let size = trail.head.size;
    assert_eq!(trail.misfit().await, Misfit::Forked { size });
}

async fn a_wrong_key_is_found(stage: Stage) {
    let mut trail = Trail::new(stage).await;
    let other = Keys::from_text(&"a5".repeat(32)).unwrap();
    let settings = Settings::new(&trail.stage.url, other).unwrap();
    assert!(matches!(Store::open(&settings).await, Err(Error::WrongKey)));
    trail.head.signature[0] ^= 1;
    let size = trail.head.size;
    assert_eq!(trail.misfit().await, Misfit::WrongSignature { size });
}

async fn a_gap_is_found(stage: Stage) {
    let trail = Trail::new(stage).await;
    let place = trail.head.size - 3;
    let gap = format!("update look set leaf = leaf + 5000 where leaf >= {place}");
    trail.meddle(&gap, 2).await;
    assert_eq!(trail.misfit().await, Misfit::Missing { place });
}

async fn a_head_comes_back_from_its_line(stage: Stage) {
    let trail = Trail::new(stage).await;
    let line = trail.head.to_line();
    assert_eq!(Head::from_line(&line), Some(trail.head));
    for wrong in ["", "alongside-head-1", &line[1..], &format!("{line} 1")] {
        assert_eq!(Head::from_line(wrong), None, "{wrong}");
    }
}
