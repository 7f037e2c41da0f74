//! Each address lets in those it names, and to everybody else there is no such page.

use access::Role;
use axum::http::header::LOCATION;
use axum::http::{Method, StatusCode};
use web::For;

use crate::addresses::Addresses;
use crate::history::{ANOTHERS, OWN, family, stage_set};
use crate::stage::{Pilot, viewer};

async fn ask(pilot: &Pilot, cookie: &str, method: &Method, address: &str) -> crate::stage::Answer {
    if *method == Method::GET {
        return pilot.get(cookie, address).await;
    }
    // A form carries the id of its submission.
    let id = uuid::Uuid::nil().to_string();
    pilot.post(cookie, address, &[("submission", &id)]).await
}

#[tokio::test]
async fn an_address_is_no_page_for_those_it_is_not_for() {
    let pilot = stage_set().await;
    let mut addresses = Addresses::default();
    for role in Role::ALL {
        addresses.follow(&pilot, &pilot.sign_in(role).await).await;
    }
    let nowhere = pilot.get("", "/no-such-page").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    let mut let_in = Vec::new();
    for route in web::routes() {
        for address in addresses.of(route.path) {
            let what = format!("{} {address}", route.method);
            let nobody = ask(&pilot, "", &route.method, &address).await;
            if route.who != For::Anybody {
                let led = nobody.header(LOCATION.as_str()) == "/sign-in";
                let refused = led || !nobody.status.is_success();
                if !refused {
                    let_in.push(format!("nobody {what}: {}", nobody.status));
                }
            }
            for role in Role::ALL {
                if route.who.lets_in(&viewer(role)) {
                    continue;
                }
                let cookie = pilot.sign_in(role).await;
                let answer = ask(&pilot, &cookie, &route.method, &address).await;
                if answer.bytes != nowhere.bytes || answer.headers != nowhere.headers {
                    let_in.push(format!("{role:?} {what}: {}", answer.status));
                }
            }
        }
    }
    assert!(let_in.is_empty(), "{}", let_in.join("\n"));
}

/// The ids of another's family, wherever an address may hold one.
#[tokio::test]
async fn the_family_of_another_social_worker_is_no_page() {
    let pilot = stage_set().await;
    let mut addresses = Addresses::default();
    for role in [Role::Manager, Role::SocialWorker] {
        addresses.follow(&pilot, &pilot.sign_in(role).await).await;
    }
    let nowhere = pilot.get("", "/no-such-page").await;
    let (own, anothers) = (family(OWN).to_string(), family(ANOTHERS).to_string());
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let mut asked = 0;
    for method in [Method::GET, Method::POST] {
        for address in addresses.all(&method) {
            let Some((before, after)) = address.split_once(&own) else {
                continue;
            };
            let address = format!("{before}{anothers}{after}");
            let answer = ask(&pilot, &cookie, &method, &address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {address}");
            assert_eq!(answer.bytes, nowhere.bytes, "{method} {address}");
            assert_eq!(answer.headers, nowhere.headers, "{method} {address}");
            asked += 1;
        }
    }
    assert!(asked > 10, "only {asked} addresses were asked");
}
