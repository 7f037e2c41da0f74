//! Registers.

use access::Role;
use calendar::Stamp;
use costs::Catalogue;
use record::WorkerId;
use store::Worker;

use crate::stage::{Stage, at, new_id, on_both};

on_both![
    people_and_teams_are_kept_and_each_change_logged,
    unit_costs_are_the_standard_ones_until_a_service_has_its_own,
];

async fn people_and_teams_are_kept_and_each_change_logged(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let mut worker = Worker {
        worker: WorkerId(new_id()),
        name: "Nora Newcomer".to_owned(),
        role: Role::Practitioner,
        team: Some(stage.team),
    };
    let put = async |worker: &Worker, at: Stamp| {
        let put = stage.store.put_worker(&leave, worker.clone(), at);
        put.await.unwrap();
    };
    put(&worker, at(9)).await;
    worker.role = Role::Manager;
    put(&worker, at(10)).await;

    let store = stage.reopened().await;
    let workers = store.workers(stage.service).await.unwrap();
    assert_eq!(workers.len(), 7);
    assert!(workers.contains(&worker));
    let viewer = store.viewer(stage.service, worker.worker).await.unwrap();
    assert_eq!(viewer.unwrap().role, Role::Manager);
    let nobody = store.viewer(stage.service, WorkerId(new_id())).await;
    assert_eq!(nobody.unwrap(), None);
    assert_eq!(store.teams(stage.service).await.unwrap().len(), 1);
    assert_eq!(store.services().await.unwrap()[0].name, "The service");

    let changes = store.register_changes(&leave).await.unwrap();
    let numbers: Vec<i64> = changes.iter().map(|change| change.number).collect();
    assert_eq!(numbers, (1..=changes.len() as i64).collect::<Vec<_>>());
    let last = changes.last().unwrap();
    assert_eq!(last.register, "worker");
    assert_eq!(last.changed_at, at(10));
    assert_eq!(last.changed_by, stage.administrator.worker);
    assert!(last.says.contains("manager"), "{}", last.says);
}

async fn unit_costs_are_the_standard_ones_until_a_service_has_its_own(stage: Stage) {
    let standard = Catalogue::standard();
    let unit_costs = async || stage.store.unit_costs(stage.service).await.unwrap();
    assert_eq!(unit_costs().await, standard);
    let mut rows = standard.rows().to_vec();
    rows.reverse();
    let more = rows[1].value;
    rows[0].value += more;
    let own = Catalogue::new(rows).unwrap();
    let leave = stage.administrator.set_up().unwrap();
    let put = stage.store.put_unit_costs(&leave, own.clone(), at(12));
    put.await.unwrap();
    assert_eq!(unit_costs().await, own);
}
