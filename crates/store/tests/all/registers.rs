//! Registers.

use access::Role;
use calendar::{Stamp, date};
use costs::Catalogue;
use record::lists::{Discipline, Employment, Serves, TeamKind, YesNo};
use record::{ServiceId, TeamId, WorkerId};
use store::{
    Absence, Begun, ClosedDay, Criterion, Post, Service, ServiceSettings, Settings, Store, Team,
    WeeklyHours, Worker,
};

use crate::stage::{Stage, at, keys, new_id, on_both};

on_both![
    people_and_teams_are_kept_and_each_change_logged,
    whoever_has_left_is_no_viewer,
    a_change_of_another_program_is_seen_at_once,
    teams_keep_the_days_on_which_they_may_refer,
    posts_and_absences_are_kept_and_changed,
    an_absence_belongs_to_one_worker,
    disciplines_are_the_usual_ones_until_a_service_says_otherwise,
    criteria_are_the_usual_ones_until_a_service_has_its_own,
    settings_are_the_usual_ones_until_a_service_has_its_own,
    a_service_closes_on_days_of_its_own,
    a_service_has_a_new_name,
    the_first_service_is_begun_once,
    unit_costs_are_the_standard_ones_until_a_service_has_its_own,
];

async fn logged(stage: &Stage) -> Vec<(String, String)> {
    let leave = stage.administrator.set_up().unwrap();
    let changes = stage.store.register_changes(&leave).await.unwrap();
    changes
        .into_iter()
        .map(|change| (change.register, change.says))
        .collect()
}

async fn people_and_teams_are_kept_and_each_change_logged(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let mut worker =
        Worker::new(WorkerId(new_id()), "Nora Newcomer", Role::Practitioner).in_team(stage.team);
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
    let today = date(2022, 8, 30);
    let viewer = store.viewer(stage.service, worker.worker, today).await;
    assert_eq!(viewer.unwrap().unwrap().role, Role::Manager);
    let nobody = store.viewer(stage.service, WorkerId(new_id()), today).await;
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

async fn a_change_of_another_program_is_seen_at_once(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let capacity = stage.manager.set_capacity().unwrap();
    let other = stage.reopened().await;
    let names = async || {
        let workers = stage.store.workers(stage.service).await.unwrap();
        let named = |worker: &Worker| worker.name.starts_with("Priya");
        let name = workers.iter().find(|it| named(it)).unwrap().name.clone();
        let team = stage.store.practitioners(stage.service).await.unwrap();
        let me = team.into_iter().find(|it| it.worker.name == name).unwrap();
        let teams = stage.store.teams(stage.service).await.unwrap();
        (name, me.post.ceiling, teams[0].name.clone())
    };
    let before = (
        "Priya Practitioner".to_owned(),
        None,
        "Social Care North".to_owned(),
    );
    assert_eq!(names().await, before);
    let me = stage.practitioner.worker;
    let worker = Worker::new(me, "Priya Renamed", Role::Practitioner);
    other.put_worker(&leave, worker, at(10)).await.unwrap();
    let post = Post {
        ceiling: Some(9),
        ..Post::default()
    };
    other.put_post(&capacity, me, post, at(10)).await.unwrap();
    let team = Team::new(stage.team, "Social Care South", TeamKind::SocialCare);
    other.put_team(&leave, team, at(10)).await.unwrap();
    let after = (
        "Priya Renamed".to_owned(),
        Some(9),
        "Social Care South".to_owned(),
    );
    assert_eq!(names().await, after);
}

async fn whoever_has_left_is_no_viewer(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let worker = Worker {
        until: Some(date(2022, 8, 30)),
        ..Worker::from(&stage.practitioner)
    };
    let id = worker.worker;
    let put = stage.store.put_worker(&leave, worker.clone(), at(9));
    put.await.unwrap();
    let on = async |day| {
        let viewer = stage.store.viewer(stage.service, id, day).await;
        viewer.unwrap()
    };
    assert_eq!(
        on(date(2022, 8, 30)).await,
        Some(stage.practitioner.clone())
    );
    assert_eq!(on(date(2022, 8, 31)).await, None);
    // Chronologies go on naming them.
    let workers = stage.store.workers(stage.service).await.unwrap();
    assert!(workers.contains(&worker));
}

async fn teams_keep_the_days_on_which_they_may_refer(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let mut team = Team {
        area: "The coast".to_owned(),
        refers_until: Some(date(2022, 8, 30)),
        ..Team::new(TeamId(new_id()), "A south team", TeamKind::SocialCare)
    }
    .referring_from(date(2021, 2, 1));
    let put = stage.store.put_team(&leave, team.clone(), at(9));
    put.await.unwrap();
    let teams = async || stage.store.teams(stage.service).await.unwrap();
    assert_eq!(teams().await[0], team);
    assert!(!teams().await[1].may_refer(date(2021, 2, 1)));

    team.kind = TeamKind::Service;
    team.refers_from = None;
    team.refers_until = None;
    let put = stage.store.put_team(&leave, team.clone(), at(10));
    put.await.unwrap();
    assert_eq!(teams().await[0], team);
    let (register, says) = logged(&stage).await.pop().unwrap();
    assert_eq!(register, "team");
    assert!(says.contains(r#""refers_from":null"#), "{says}");
}

fn post() -> Post {
    Post {
        disciplines: vec![Discipline::YouthWork, Discipline::DrugAndAlcohol],
        home_agency: "The Youth Service".to_owned(),
        employment: Some(Employment::Seconded),
        from: Some(date(2021, 2, 1)),
        until: None,
        hours: Some("22.25".parse().unwrap()),
        ceiling: Some(12),
        social_work_qualified: Some(YesNo::No),
    }
}

async fn posts_and_absences_are_kept_and_changed(stage: Stage) {
    let leave = stage.manager.set_capacity().unwrap();
    let (store, who) = (&stage.store, stage.practitioner.worker);
    let them = async || {
        store
            .practitioner(stage.service, who)
            .await
            .unwrap()
            .unwrap()
    };
    // Of each worker of the team something can be said, even before anything is.
    let names = store.practitioners(stage.service).await.unwrap();
    let names: Vec<String> = names.into_iter().map(|who| who.worker.name).collect();
    assert_eq!(
        names,
        ["Colin Colleague", "Moira Manager", "Priya Practitioner"]
    );
    assert_eq!(them().await.post, Post::default());

    store.put_post(&leave, who, post(), at(9)).await.unwrap();
    assert_eq!(them().await.post, post());
    let changed = Post {
        disciplines: vec![Discipline::DrugAndAlcohol],
        hours: Some(WeeklyHours::whole(37)),
        ceiling: None,
        ..post()
    };
    let put = store.put_post(&leave, who, changed.clone(), at(10));
    put.await.unwrap();
    assert_eq!(them().await.post, changed);

    let mut later = Absence {
        absence: new_id(),
        from: date(2022, 9, 5),
        until: None,
        reason: "Away for a course".to_owned(),
    };
    let earlier = Absence {
        absence: new_id(),
        from: date(2022, 3, 7),
        until: Some(date(2022, 3, 11)),
        reason: String::new(),
    };
    let put = async |absence: &Absence| {
        let put = store.put_absence(&leave, who, absence.clone(), at(11));
        put.await.unwrap();
    };
    put(&later).await;
    put(&earlier).await;
    later.until = Some(date(2022, 9, 9));
    put(&later).await;
    assert_eq!(them().await.absences, [earlier.clone(), later.clone()]);
    assert!(them().await.is_absent(date(2022, 9, 9)));
    let gone = store.forget_absence(&leave, who, earlier.absence, at(12));
    gone.await.unwrap();
    assert_eq!(them().await.absences, [later]);

    let registers: Vec<String> = logged(&stage).await.into_iter().map(|(it, _)| it).collect();
    let ours = &registers[registers.len() - 6..];
    assert_eq!(ours[..2], ["practitioner", "practitioner"]);
    assert!(ours[2..].iter().all(|it| it == "absence"), "{ours:?}");
}

async fn an_absence_belongs_to_one_worker(stage: Stage) {
    let leave = stage.manager.set_capacity().unwrap();
    let absence = Absence {
        absence: new_id(),
        from: date(2022, 9, 5),
        until: None,
        reason: String::new(),
    };
    let put = async |worker| {
        let put = stage
            .store
            .put_absence(&leave, worker, absence.clone(), at(9));
        put.await
    };
    put(stage.practitioner.worker).await.unwrap();
    let other = put(stage.colleague.worker).await;
    assert!(matches!(other, Err(store::Error::NotFound)), "{other:?}");
    let of = stage
        .store
        .practitioner(stage.service, stage.colleague.worker);
    assert!(of.await.unwrap().unwrap().absences.is_empty());
}

async fn disciplines_are_the_usual_ones_until_a_service_says_otherwise(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let all = async || stage.store.disciplines(stage.service).await.unwrap();
    let usual = all().await;
    let of: Vec<Discipline> = usual.iter().map(|setting| setting.discipline).collect();
    assert_eq!(of, Discipline::ALL);
    assert!(usual.iter().all(|setting| setting.offered));
    let children = usual.iter().filter(|it| it.serves == Serves::Children);
    assert_eq!(children.count(), 2);

    let mut own = usual[2];
    own.offered = false;
    own.serves = Serves::Both;
    let put = stage.store.put_disciplines(&leave, vec![own], at(9));
    put.await.unwrap();
    let mut expected = usual;
    expected[2] = own;
    assert_eq!(all().await, expected);
    assert_eq!(logged(&stage).await.pop().unwrap().0, "discipline");
}

async fn criteria_are_the_usual_ones_until_a_service_has_its_own(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let criteria = async || stage.store.criteria(stage.service).await.unwrap();
    assert_eq!(criteria().await, Criterion::usual());
    assert_eq!(Criterion::usual().len(), 4);
    let mut own = Criterion::usual();
    own.swap(0, 3);
    own.remove(1);
    own.push(Criterion {
        code: "our_own".to_owned(),
        says: "The family asks for it".to_owned(),
    });
    let put = stage.store.put_criteria(&leave, own.clone(), at(9));
    put.await.unwrap();
    assert_eq!(criteria().await, own);
    assert_eq!(logged(&stage).await.pop().unwrap().0, "criteria");
}

async fn settings_are_the_usual_ones_until_a_service_has_its_own(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let settings = async || stage.store.service_settings(stage.service).await.unwrap();
    let usual = settings().await;
    assert_eq!((usual.follow_up_months, usual.gentle_try_days), (6, 7));
    let own = ServiceSettings {
        began: Some(date(2021, 2, 1)),
        follow_up_months: 9,
        gentle_try_days: 10,
    };
    let put = stage.store.put_service_settings(&leave, own, at(9));
    put.await.unwrap();
    assert_eq!(settings().await, own);
    assert_eq!(logged(&stage).await.pop().unwrap().0, "service_setting");
}

async fn a_service_closes_on_days_of_its_own(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let (store, day) = (&stage.store, date(2026, 12, 29));
    let put = async |name: &str| {
        let name = name.to_owned();
        let put = store.put_closed_day(&leave, ClosedDay { day, name }, at(9));
        put.await.unwrap();
    };
    let works = async || {
        let days = store.bank_holidays(stage.service).await.unwrap();
        days.is_working_day(day).unwrap()
    };
    assert!(works().await);
    put("Closed").await;
    put("Between Christmas and New Year").await;
    assert!(!works().await);
    let closed = store.closed_days(stage.service).await.unwrap();
    assert_eq!(closed.len(), 1);
    assert_eq!(closed[0].name, "Between Christmas and New Year");
    let gone = store.forget_closed_day(&leave, day, at(10));
    gone.await.unwrap();
    assert!(works().await);
    let (register, says) = logged(&stage).await.pop().unwrap();
    assert_eq!(register, "closed_day");
    assert!(says.contains("taken_out"), "{says}");
}

async fn a_service_has_a_new_name(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let renamed = stage.store.rename_service(&leave, "Another name", at(9));
    renamed.await.unwrap();
    assert_eq!(
        stage.store.services().await.unwrap()[0].name,
        "Another name"
    );
    assert_eq!(logged(&stage).await.pop().unwrap().0, "service");
}

async fn the_first_service_is_begun_once(stage: Stage) {
    let begin = async |store: &Store| {
        let service = Service {
            service: ServiceId(new_id()),
            name: "Another service".to_owned(),
        };
        let first = Worker::new(WorkerId(new_id()), "Ann Other", Role::Administrator);
        let way_in = ("ada".parse().unwrap(), "hash".to_owned());
        store
            .begin_service(service, first, way_in, at(9))
            .await
            .unwrap()
    };
    assert_eq!(begin(&stage.store).await, Begun::ThereAlready);
    assert_eq!(stage.store.services().await.unwrap().len(), 1);

    // Two programs on one new database.
    let folder = tempfile::tempdir().unwrap();
    let url = stage.new_database(folder.path()).await;
    let settings = Settings::new(&url, keys()).unwrap();
    let here = Store::open(&settings).await.unwrap();
    let there = Store::open(&settings).await.unwrap();
    let (one, other) = tokio::join!(begin(&here), begin(&there));
    let mut both = [one, other];
    both.sort_by_key(|it| *it == Begun::ThereAlready);
    assert_eq!(both, [Begun::Yes, Begun::ThereAlready]);
    assert_eq!(here.services().await.unwrap().len(), 1);
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
