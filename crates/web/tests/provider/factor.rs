//! The second factor: ours, unless the service goes by the provider's and the token says there was one.

use access::Role;
use axum::http::StatusCode;
use identity::SecondFactor;
use serde_json::json;

use crate::{Council, leads_to};

async fn asks_for_two() -> Council {
    let mark = SecondFactor::Method("mfa".to_owned());
    let council = Council::with(|settings| settings.with_second_factor(mark)).await;
    council.bound(Role::Practitioner, "me").await;
    council
        .settle(|settings| settings.second_factor = true)
        .await;
    council
}

#[tokio::test]
async fn ours_is_asked_unless_the_service_settles_that_theirs_counts_and_the_token_says_so() {
    let council = asks_for_two().await;
    let with = json!({ "amr": ["pwd", "mfa"] });
    for (settled, claims, leads) in [
        (false, json!({}), "/account/second-factor"),
        (false, with.clone(), "/account/second-factor"),
        (true, json!({}), "/account/second-factor"),
        (true, json!({ "amr": ["pwd"] }), "/account/second-factor"),
        (true, json!({ "acr": "mfa" }), "/account/second-factor"),
        (true, with, "/today"),
    ] {
        council
            .settle(|settings| settings.provider_factor = settled)
            .await;
        council.office.claims(claims.clone());
        let answer = council.signs_in("me").await;
        assert_eq!(leads_to(&answer), leads, "{settled} {claims}");
    }
}

#[tokio::test]
async fn a_code_is_asked_of_whoever_has_a_factor_of_ours() {
    let council = asks_for_two().await;
    let viewer = crate::viewer(Role::Practitioner);
    let store = &council.pilot.store;
    store.offer_second_factor(&viewer, [7; 20]).await.unwrap();
    let codes = vec!["aaaabbbbccccdddd".to_owned()];
    let confirmed = store.confirm_second_factor(&viewer, 1, codes, crate::now());
    confirmed.await.unwrap();
    let answer = council.signs_in("me").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.words().contains("Enter your code"));
    let mark = answer
        .text()
        .split("name=\"mark\" value=\"")
        .nth(1)
        .unwrap();
    let mark = mark.split('"').next().unwrap();
    let fields = [("mark", mark), ("code", "000000")];
    let wrong = council.pilot.post("", "/sign-in/code", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("mark", mark), ("code", "aaaa-bbbb-cccc-dddd")];
    let answer = council.pilot.post("", "/sign-in/code", &fields).await;
    assert_eq!(leads_to(&answer), "/today");
    // The mark is of now, not of later, nor of whoever is bound anew.
    council.pilot.wait(std::time::Duration::from_mins(11));
    let late = council.pilot.post("", "/sign-in/code", &fields).await;
    assert_eq!(leads_to(&late), "/sign-in");
}
