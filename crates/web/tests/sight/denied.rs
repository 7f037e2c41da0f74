//! Each address lets in those it names, and to everybody else there is no such page.

use access::Role;
use axum::http::header::LOCATION;
use axum::http::{Method, StatusCode};
use web::For;

use crate::addresses::Addresses;
use crate::history::stage_set;
use crate::stage::{Pilot, viewer};

async fn ask(pilot: &Pilot, cookie: &str, method: &Method, address: &str) -> crate::stage::Answer {
    match *method {
        Method::GET => pilot.get(cookie, address).await,
        _ => pilot.post(cookie, address, &[]).await,
    }
}

#[tokio::test]
async fn an_address_is_no_page_for_those_it_is_not_for() {
    let pilot = stage_set().await;
    let mut addresses = Addresses::default();
    for role in Role::ALL {
        addresses.follow(&pilot, &pilot.sign_in(role).await).await;
    }
    let nowhere = pilot.get("", "/no-such-page").await;
    for route in web::routes() {
        for address in addresses.of(route.path) {
            let what = format!("{} {address}", route.method);
            let nobody = ask(&pilot, "", &route.method, &address).await;
            if route.who != For::Anybody {
                let led = nobody.header(LOCATION.as_str()) == "/sign-in";
                let refused = led || !nobody.status.is_success();
                assert!(refused, "{what} for nobody: {}", nobody.status);
            }
            for role in Role::ALL {
                if route.who.lets_in(&viewer(role)) {
                    continue;
                }
                let cookie = pilot.sign_in(role).await;
                let answer = ask(&pilot, &cookie, &route.method, &address).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?} {what}");
                assert_eq!(answer.text(), nowhere.text(), "{role:?} {what}");
                assert_eq!(answer.headers, nowhere.headers, "{role:?} {what}");
            }
        }
    }
}
