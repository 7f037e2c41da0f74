//! Who may not set up a service is told that there is no such page.

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use uuid::Uuid;

use crate::stage::{Pilot, viewer};

/// Pages and forms of the administrator.
fn administrators() -> (Vec<String>, Vec<String>) {
    let person = viewer(Role::Practitioner).worker;
    let nothing = Uuid::nil();
    let pages = [
        "/service".to_owned(),
        "/service/settings".to_owned(),
        "/service/signing-in".to_owned(),
        "/service/teams".to_owned(),
        "/service/teams/new".to_owned(),
        format!("/service/teams/{nothing}"),
        "/service/people".to_owned(),
        "/service/people/new".to_owned(),
        format!("/service/people/{person}"),
        format!("/service/people/{person}/link/{nothing}"),
        "/service/disciplines".to_owned(),
        "/service/criteria".to_owned(),
        "/service/unit-costs".to_owned(),
        "/service/working-days".to_owned(),
        "/service/concerns".to_owned(),
    ];
    let forms = [
        "/service/settings".to_owned(),
        "/service/signing-in".to_owned(),
        "/service/teams/new".to_owned(),
        format!("/service/teams/{nothing}"),
        "/service/people/new".to_owned(),
        format!("/service/people/{person}"),
        format!("/service/people/{person}/leaving"),
        format!("/service/people/{person}/link"),
        format!("/service/people/{person}/mail"),
        format!("/service/people/{person}/second-factor/take-off"),
        "/service/disciplines".to_owned(),
        "/service/criteria".to_owned(),
        "/service/concerns".to_owned(),
        "/service/working-days".to_owned(),
        "/service/working-days/2022-12-29/remove".to_owned(),
    ];
    (pages.into(), forms.into())
}

/// Pages and forms about what the team can take on, which its manager has too.
fn managers() -> (Vec<String>, Vec<String>) {
    let person = viewer(Role::Practitioner).worker;
    let nothing = Uuid::nil();
    let own = format!("/service/practitioners/{person}");
    let pages = ["/service/practitioners".to_owned(), own.clone()];
    let forms = [
        format!("{own}/absences"),
        format!("{own}/absences/{nothing}/remove"),
        own,
    ];
    (pages.into(), forms.into())
}

/// A form with something in every field that any of them reads.
const FIELDS: [(&str, &str); 8] = [
    ("id", "00000000-0000-0000-0000-000000000001"),
    ("name", "Mischief"),
    ("username", "mischief"),
    ("role", "administrator"),
    ("kind", "social_care"),
    ("criteria", "Mischief"),
    ("drug_alcohol", "not_offered"),
    ("hours", "10"),
];

async fn are_denied(pilot: &Pilot, roles: &[Role], pages: &[String], forms: &[String]) {
    for role in roles {
        for path in pages {
            pilot.is_no_page_for(*role, path).await;
        }
        let cookie = pilot.sign_in(*role).await;
        let nowhere = pilot.get(&cookie, "/no-such-page").await;
        for path in forms {
            let answer = pilot.post(&cookie, path, &FIELDS).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?} {path}");
            assert_eq!(answer.text(), nowhere.text(), "{role:?} {path}");
        }
    }
    for path in pages {
        pilot.leads_to_sign_in(path).await;
    }
    for path in forms {
        let answer = pilot.post("", path, &FIELDS).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.header(LOCATION.as_str()), "/sign-in", "{path}");
    }
}

#[tokio::test]
async fn only_an_administrator_sets_up_and_only_the_manager_too_sets_capacity() {
    let pilot = Pilot::empty().await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let before = pilot.store.register_changes(&leave).await.unwrap();

    let (pages, forms) = administrators();
    let others = Role::ALL.into_iter();
    let others: Vec<Role> = others.filter(|it| *it != Role::Administrator).collect();
    are_denied(&pilot, &others, &pages, &forms).await;

    let (pages, forms) = managers();
    let others: Vec<Role> = others
        .into_iter()
        .filter(|it| *it != Role::Manager)
        .collect();
    are_denied(&pilot, &others, &pages, &forms).await;
    for role in [Role::Manager, Role::Administrator] {
        let cookie = pilot.sign_in(role).await;
        for path in &pages {
            let answer = pilot.get(&cookie, path).await;
            assert_eq!(answer.status, StatusCode::OK, "{role:?} {path}");
        }
    }

    let after = pilot.store.register_changes(&leave).await.unwrap();
    assert_eq!(before, after, "somebody changed what they may not");
}

#[tokio::test]
async fn what_is_not_there_is_no_page_for_an_administrator_either() {
    let pilot = Pilot::empty().await;
    let (nobody, social_worker) = (Uuid::nil(), viewer(Role::SocialWorker).worker);
    for path in [
        format!("/service/teams/{nobody}"),
        format!("/service/people/{nobody}"),
        format!("/service/practitioners/{nobody}"),
        // Of somebody who is not of the team nothing is said of capacity.
        format!("/service/practitioners/{social_worker}"),
    ] {
        pilot.is_no_page_for(Role::Administrator, &path).await;
    }
    let cookie = pilot.sign_in(Role::Administrator).await;
    let link = format!("/service/people/{nobody}/link");
    let answer = pilot.post(&cookie, &link, &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
