//! The pages as they are, and what each of them owes its reader.

use access::Role;
use axum::http::StatusCode;
use calendar::date;
use record::TeamId;
use record::lists::{Discipline, Employment, TeamKind};
use store::{Absence, Post, Team, WeeklyHours};
use uuid::Uuid;

use crate::stage::{Pilot, now, viewer};

const TEAM: TeamId = TeamId(Uuid::from_u128(801));

/// A service with something in each register.
async fn set_up() -> Pilot {
    let pilot = Pilot::empty().await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let team = Team::new(TEAM, "Family Support North", TeamKind::SocialCare)
        .referring_from(date(2021, 2, 1));
    pilot.store.put_team(&leave, team, now()).await.unwrap();
    let capacity = viewer(Role::Manager).set_capacity().unwrap();
    let who = viewer(Role::Practitioner).worker;
    let post = Post {
        disciplines: vec![Discipline::YouthWork, Discipline::DrugAndAlcohol],
        home_agency: "The Youth Service".to_owned(),
        employment: Some(Employment::Seconded),
        from: Some(date(2021, 2, 1)),
        hours: Some(WeeklyHours::whole(30)),
        ceiling: Some(12),
        ..Post::default()
    };
    pilot
        .store
        .put_post(&capacity, who, post, now())
        .await
        .unwrap();
    let absence = Absence {
        absence: Uuid::from_u128(77),
        from: date(2022, 8, 26),
        until: Some(date(2022, 9, 2)),
        reason: "A course".to_owned(),
    };
    let put = pilot.store.put_absence(&capacity, who, absence, now());
    put.await.unwrap();
    pilot
}

/// The page's own part, a line for each element.
fn main_part(html: &str) -> String {
    let start = html.find("<main").unwrap();
    let end = html.find("</main>").unwrap();
    html[start..end].replace("><", ">\n<")
}

#[tokio::test]
async fn the_pages() {
    let pilot = set_up().await;
    let cookie = pilot.sign_in(Role::Administrator).await;
    let who = viewer(Role::Practitioner).worker;
    let pages = [
        ("overview", "/service".to_owned()),
        ("settings", "/service/settings".to_owned()),
        ("teams", "/service/teams".to_owned()),
        ("team", format!("/service/teams/{TEAM}")),
        ("people", "/service/people".to_owned()),
        ("person", format!("/service/people/{who}")),
        ("practitioners", "/service/practitioners".to_owned()),
        ("practitioner", format!("/service/practitioners/{who}")),
        ("disciplines", "/service/disciplines".to_owned()),
        ("criteria", "/service/criteria".to_owned()),
        ("unit-costs", "/service/unit-costs".to_owned()),
        ("working-days", "/service/working-days".to_owned()),
        ("concerns", "/service/concerns".to_owned()),
    ];
    for (name, path) in pages {
        let answer = pilot.get(&cookie, &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let html = answer.text();
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(!html.contains(" style="), "{name}");
        insta::assert_snapshot!(name, main_part(html));
    }
}

#[tokio::test]
async fn a_manager_finds_the_practitioners_and_not_the_set_up() {
    let pilot = set_up().await;
    let cookie = pilot.sign_in(Role::Manager).await;
    let page = pilot.get(&cookie, "/service/practitioners").await;
    assert!(page.words().contains("Away until 2 Sep 2022"));
    assert!(!page.text().contains("Service set-up"));
    let home = pilot.get(&cookie, "/families").await;
    assert!(home.text().contains("href=\"/service/practitioners\""));
    assert!(!home.text().contains("href=\"/service\""));
}
