//! From an empty database to a service that a team can start with.

use access::Role;
use axum::http::StatusCode;
use calendar::date;
use record::lists::Discipline;
use store::{LinkToken, Service};

use crate::factors::{FACTOR, set_factor_up};
use crate::stage::{Pilot, now};
use crate::{PASSWORD, between, cookies, fill_in, id_of, leads_to, wrong};

fn token() -> LinkToken {
    LinkToken::new([7; 32])
}

fn set_up() -> String {
    format!("/set-up/{}", token().text())
}

async fn services(pilot: &Pilot) -> Vec<Service> {
    pilot.store.services().await.unwrap()
}

/// The service is begun; the cookie of its administrator.
async fn begin(pilot: &Pilot) -> String {
    let fields = [
        ("service", "Brightsea team"),
        ("name", "Ada Example"),
        ("username", "ada@example.org"),
        ("password", PASSWORD),
    ];
    let answer = fill_in(pilot, "", &set_up(), &fields).await;
    // Nothing else before the second factor.
    assert_eq!(leads_to(&answer), FACTOR);
    let coming = cookies(&answer);
    assert_eq!(leads_to(&pilot.get(&coming, "/service").await), FACTOR);
    let (_, set_up) = set_factor_up(pilot, &coming).await;
    cookies(&set_up)
}

#[tokio::test]
async fn an_empty_database_becomes_a_service_in_the_browser() {
    let pilot = Pilot::without_service(&token()).await;
    let sign_in = pilot.get("", "/sign-in").await;
    assert!(sign_in.words().contains("This service is not set up yet."));
    let me = begin(&pilot).await;

    // The head of the page has the new name at once, and says what is left to do.
    let start = pilot.get(&me, "/service").await;
    assert!(start.text().contains("Brightsea team"));
    assert!(start.words().contains("Ada Example"));
    assert_eq!(start.text().matches("To do").count(), 4);

    let settings = [
        ("name", "Brightsea multi-disciplinary team"),
        ("began-day", "1"),
        ("began-month", "2"),
        ("began-year", "2021"),
        ("months", "6"),
        ("days", "10"),
    ];
    let saved = pilot.post(&me, "/service/settings", &settings).await;
    assert_eq!(leads_to(&saved), "/service");

    let team = [
        ("name", "Family Support North"),
        ("kind", "social_care"),
        ("area", "Brightsea"),
        ("from-day", "1"),
        ("from-month", "February"),
        ("from-year", "2021"),
    ];
    let added = fill_in(&pilot, &me, "/service/teams/new", &team).await;
    assert_eq!(leads_to(&added), "/service/teams");

    for (name, role) in [
        ("Priya Example", "practitioner"),
        ("Moira Example", "manager"),
    ] {
        let person = [("name", name), ("role", role), ("team", "")];
        let added = fill_in(&pilot, &me, "/service/people/new", &person).await;
        let next = leads_to(&added);
        assert!(next.starts_with("/service/practitioners/"), "{next}");
        if role == "practitioner" {
            let post = [("main", "youth_work"), ("hours", "22.5"), ("ceiling", "9")];
            let saved = pilot.post(&me, &next, &post).await;
            assert_eq!(leads_to(&saved), "/service/practitioners");
        }
    }

    let start = pilot.get(&me, "/service").await;
    assert!(start.text().contains("Brightsea multi-disciplinary team"));
    assert!(!start.text().contains("To do"));
    let words = start.words();
    assert!(
        words.contains("Everything the service needs is there."),
        "{words}"
    );

    let service = services(&pilot).await[0].service;
    let teams = pilot.store.teams(service).await.unwrap();
    assert!(teams[0].may_refer(date(2021, 2, 1)));
    assert!(!teams[0].may_refer(date(2021, 1, 31)));
    let settings = pilot.store.service_settings(service).await.unwrap();
    assert_eq!(settings.began, Some(date(2021, 2, 1)));
    assert_eq!(settings.gentle_try_days, 10);
    let practitioners = pilot.store.practitioners(service).await.unwrap();
    let post = &practitioners[1].post;
    assert_eq!(post.disciplines, [Discipline::YouthWork]);
    assert_eq!(post.hours.unwrap().minutes(), 1350);
    assert_eq!(post.ceiling, Some(9));
}

#[tokio::test]
async fn the_set_up_address_works_for_nobody_else_and_only_once() {
    let pilot = Pilot::without_service(&token()).await;
    let other = format!("/set-up/{}", LinkToken::new([8; 32]).text());
    for path in [other.as_str(), "/set-up/x"] {
        assert_eq!(pilot.get("", path).await.status, StatusCode::NOT_FOUND);
        let fields = [("id", "x"), ("service", "Mischief"), ("name", "Nobody")];
        let answer = pilot.post("", path, &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    assert!(services(&pilot).await.is_empty());

    begin(&pilot).await;
    assert_eq!(pilot.get("", &set_up()).await.status, StatusCode::NOT_FOUND);
    let id = "00000000-0000-0000-0000-00000000000f";
    let fields = [("id", id), ("service", "Another"), ("name", "Somebody")];
    let answer = pilot.post("", &set_up(), &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(services(&pilot).await.len(), 1);
    assert_eq!(services(&pilot).await[0].name, "Brightsea team");
}

#[tokio::test]
async fn there_is_no_set_up_address_where_there_is_a_service() {
    let pilot = Pilot::empty().await;
    assert_eq!(pilot.get("", &set_up()).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_second_press_of_the_button_begins_no_second_service() {
    let pilot = Pilot::without_service(&token()).await;
    let form = pilot.get("", &set_up()).await;
    let id = id_of(form.text());
    let fields = [
        ("id", id.as_str()),
        ("service", "Brightsea team"),
        ("name", "Ada Example"),
        ("username", "ada"),
        ("password", PASSWORD),
    ];
    let path = set_up();
    let (one, two) = tokio::join!(
        pilot.post("", &path, &fields),
        pilot.post("", &path, &fields),
    );
    // Whichever answer the browser keeps, its person is signed in.
    for answer in [one, two] {
        assert_eq!(leads_to(&answer), FACTOR);
        assert_eq!(
            pilot.get(&cookies(&answer), FACTOR).await.status,
            StatusCode::OK
        );
    }
    let service = services(&pilot).await;
    assert_eq!(service.len(), 1);
    let workers = pilot.store.workers(service[0].service).await.unwrap();
    assert_eq!(workers.len(), 1);
    assert_eq!(workers[0].role, Role::Administrator);
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_is_kept() {
    let pilot = Pilot::without_service(&token()).await;
    let answer = fill_in(&pilot, "", &set_up(), &[("service", "Brightsea <team>")]).await;
    let all = [
        "Enter your name",
        "Enter a sign-in name",
        "Enter a password",
    ];
    assert_eq!(wrong(&answer), all);
    assert!(answer.text().contains("value=\"Brightsea &lt;team&gt;\""));
    assert!(between(answer.text(), "<title>", "</title>").starts_with("Error: "));
    assert!(services(&pilot).await.is_empty());
    // The same page goes on to work.
    begin(&pilot).await;
}

#[tokio::test]
async fn the_administrator_comes_back_with_a_link() {
    let pilot = Pilot::without_service(&token()).await;
    begin(&pilot).await;
    let service = services(&pilot).await[0].service;
    let workers = pilot.store.workers(service).await.unwrap();
    let viewer = workers[0].clone().viewer(service, now().london_date());
    let leave = viewer.unwrap().set_up().unwrap();
    let (me, link) = (workers[0].worker, LinkToken::new([9; 32]));
    let name = "ada@example.org".parse().unwrap();
    let made = pilot
        .store
        .make_sign_in_link(&leave, me, &name, &link, now());
    made.await.unwrap();
    let path = format!("/sign-in/link/{}", link.text());
    let answer = pilot
        .post("", &path, &[("password", "another kettle orbit")])
        .await;
    // The link sets a password; the code is asked for all the same.
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.words().contains("Enter your code"));
    assert!(answer.headers.get("set-cookie").is_none());
}
