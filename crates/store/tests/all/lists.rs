//! The list of families.

use access::Viewer;
use calendar::date;
use casework::NewEntry;
use record::{
    CaseHolder, Fact, PersonId, Stage as SupportStage, SupportStarted, WorkerId, lists::CaseStatus,
};
use store::{Cursor, Error, Filter, Page};

use crate::stage::{Stage, new_id, on_both};

on_both![
    pages_follow_on_from_each_other,
    a_social_worker_lists_only_families_they_hold,
    those_who_list_no_families_are_refused,
    the_search_looks_in_every_column,
    a_word_finds_by_how_it_begins_and_as_it_is_now,
    the_filters_narrow,
];

async fn list(stage: &Stage, viewer: &Viewer, filter: &Filter, after: Option<Cursor>) -> Page {
    stage.store.families(viewer, filter, after).await.unwrap()
}

async fn found(stage: &Stage, search: &str) -> Vec<String> {
    let filter = Filter {
        search: search.to_owned(),
        ..Filter::default()
    };
    let page = list(stage, &stage.practitioner, &filter, None).await;
    assert_eq!(page.total, page.families.len() as u64);
    page.families.into_iter().map(|f| f.reference).collect()
}

fn held_by(stage: &Stage, worker: WorkerId) -> NewEntry {
    let holder = CaseHolder {
        worker,
        team: stage.team,
    };
    NewEntry::shared(date(2022, 2, 1).into(), Fact::CaseHolder(holder))
}

fn supported_by(worker: WorkerId) -> NewEntry {
    let started = SupportStarted {
        person: PersonId(new_id()),
        stage: SupportStage::UnderWay,
        disciplines: Vec::new(),
        key_worker: Some(worker),
    };
    NewEntry::shared(date(2022, 7, 1).into(), Fact::SupportStarted(started))
}

async fn pages_follow_on_from_each_other(stage: Stage) {
    let brought: Vec<_> = (0..60)
        .rev()
        .map(|n| crate::stage::brought_in(&format!("F{n:03}"), date(2022, 1, 10)))
        .collect();
    let leave = stage.manager.import().unwrap();
    stage
        .store
        .import(
            &leave,
            crate::stage::workbook(),
            brought.into_iter(),
            |_| {},
        )
        .await
        .unwrap();
    let filter = Filter::default();
    let mut after = None;
    let mut references = Vec::new();
    let mut lengths = Vec::new();
    loop {
        let page = list(&stage, &stage.manager, &filter, after).await;
        assert_eq!(page.total, 60);
        lengths.push(page.families.len());
        references.extend(page.families.into_iter().map(|f| f.reference));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(lengths, [25, 25, 10]);
    let expected: Vec<String> = (0..60).map(|n| format!("F{n:03}")).collect();
    assert_eq!(references, expected);
}

async fn a_social_worker_lists_only_families_they_hold(stage: Stage) {
    let mine = stage.family("MINE").await;
    stage.family("OTHER").await;
    let me = &stage.social_worker;
    assert_eq!(list(&stage, me, &Filter::default(), None).await.total, 0);
    stage.add(mine, vec![held_by(&stage, me.worker)]).await;
    let page = list(&stage, me, &Filter::default(), None).await;
    assert_eq!(page.total, 1);
    let listed = &page.families[0];
    assert_eq!(listed.family, mine);
    assert_eq!(listed.case_holder_name.as_deref(), Some("Sam Socialworker"));
    // Nor does the search reach further than the list.
    let other = Filter {
        search: "other".to_owned(),
        ..Filter::default()
    };
    assert_eq!(list(&stage, me, &other, None).await.total, 0);
}

async fn those_who_list_no_families_are_refused(stage: Stage) {
    for viewer in [&stage.evaluator, &stage.administrator] {
        let listed = stage.store.families(viewer, &Filter::default(), None).await;
        assert!(matches!(listed, Err(Error::NotFound)), "{listed:?}");
    }
}

async fn the_search_looks_in_every_column(stage: Stage) {
    let one = stage.family("ONE_1").await;
    stage.family("TWO%2").await;
    let me = stage.practitioner.worker;
    let entries = vec![
        held_by(&stage, stage.social_worker.worker),
        supported_by(me),
    ];
    stage.add(one, entries).await;
    assert_eq!(found(&stage, "").await, ["ONE_1", "TWO%2"]);
    assert_eq!(found(&stage, " brightSEA ").await, ["ONE_1", "TWO%2"]);
    assert_eq!(found(&stage, "one_1-CHILD").await, ["ONE_1"]);
    assert_eq!(found(&stage, "two%").await, ["TWO%2"]);
    assert_eq!(found(&stage, "sam social").await, ["ONE_1"]);
    assert_eq!(found(&stage, "priya").await, ["ONE_1"]);
    assert_eq!(found(&stage, "colin").await, [""; 0]);
    // Signs with a meaning in the statement have none here.
    assert_eq!(found(&stage, "o%e").await, [""; 0]);
    assert_eq!(found(&stage, "o_e").await, [""; 0]);
    assert_eq!(found(&stage, "'; drop table family; --").await, [""; 0]);
}

async fn a_word_finds_by_how_it_begins_and_as_it_is_now(stage: Stage) {
    let one = stage.family("F00522").await;
    let before = named(&stage, one, "Fern O'Dell-Amberley");
    stage.add(one, vec![before.await]).await;
    for search in [
        "f005", "522", "52", "fern", "fern o'd", "dell", "AMBER", "bright",
    ] {
        assert_eq!(found(&stage, search).await, ["F00522"], "{search}");
    }
    for search in ["22", "ern", "ightsea", "amber fern", "fern amberley"] {
        assert_eq!(found(&stage, search).await, [""; 0], "{search}");
    }
    let after = named(&stage, one, "Fern Bellwick");
    stage.add(one, vec![after.await]).await;
    assert_eq!(found(&stage, "amber").await, [""; 0]);
    assert_eq!(found(&stage, "bellw").await, ["F00522"]);
    stage.store.verify().await.unwrap();
}

/// The household as it is, with another name of its first person.
async fn named(stage: &Stage, family: record::FamilyId, name: &str) -> NewEntry {
    let leave = stage.read(family).await;
    let now = calendar::AsAt::day(date(2022, 8, 30));
    let family = stage.store.family(&leave, now).await.unwrap();
    let mut people = family.people.clone();
    people[0].name = Some(name.to_owned());
    let household = record::Household {
        reference: family.reference.clone(),
        answers: family.household.clone().unwrap(),
        people,
    };
    NewEntry::shared(date(2022, 2, 1).into(), Fact::Household(household))
}

async fn the_filters_narrow(stage: Stage) {
    let one = stage.family("ONE").await;
    stage.family("TWO").await;
    let me = stage.practitioner.worker;
    stage.add(one, vec![supported_by(me)]).await;
    let total = async |filter| list(&stage, &stage.practitioner, &filter, None).await.total;
    let status = |status| Filter {
        status: Some(status),
        ..Filter::default()
    };
    let worker = |worker| Filter {
        worker: Some(worker),
        ..Filter::default()
    };
    assert_eq!(total(status(CaseStatus::Closed)).await, 2);
    assert_eq!(total(status(CaseStatus::Open)).await, 0);
    assert_eq!(total(worker(me)).await, 1);
    assert_eq!(total(worker(stage.colleague.worker)).await, 0);
    let page = list(&stage, &stage.practitioner, &worker(me), None).await;
    let listed = &page.families[0];
    assert_eq!(listed.key_workers, ["Priya Practitioner"]);
    assert_eq!(listed.status, Some(CaseStatus::Closed));
    assert_eq!(listed.area, "Brightsea");
    assert_eq!(listed.referred_on, Some(date(2022, 1, 10)));
    let people: Vec<&str> = listed.people.iter().map(|p| p.reference.as_str()).collect();
    assert_eq!(people, ["ONE parent", "ONE-child"]);
}
