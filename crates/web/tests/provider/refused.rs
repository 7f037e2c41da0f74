//! What does not sign anybody in. Each is refused in the same words, after a sign-in that works.

use std::time::Duration;

use access::Role;
use axum::body::Body;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use serde_json::json;

use crate::office::{Answers, IMPATIENT, Signed, seconds};
use crate::stage::now;
use crate::{Council, PASSWORD, is_refused, leads_to};

const BEGIN: &str = "/sign-in/provider";

#[tokio::test]
async fn a_token_that_is_not_right_signs_nobody_in() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    let issuer = council.office.issuer.clone();
    for (why, claims) in [
        (
            "another issuer",
            json!({ "iss": "https://login.example/other" }),
        ),
        (
            "the issuer with a stroke more",
            json!({ "iss": format!("{issuer}/") }),
        ),
        (
            "the issuer of every tenant",
            json!({ "iss": issuer.replace("tenant", "common") }),
        ),
        ("for another client", json!({ "aud": "another" })),
        (
            "for another client too",
            json!({ "aud": ["alongside-client", "another"] }),
        ),
        ("for nobody", json!({ "aud": [] })),
        ("asked for by another", json!({ "azp": "another" })),
        ("expired", json!({ "exp": seconds(now(), -1) })),
        ("without an end", json!({ "exp": null })),
        (
            "made before this sign-in",
            json!({ "iat": seconds(now(), -180) }),
        ),
        ("made tomorrow", json!({ "iat": seconds(now(), 86_400) })),
        ("of another sign-in", json!({ "nonce": "another" })),
        ("of no sign-in", json!({ "nonce": null })),
        ("of nobody", json!({ "sub": null })),
        ("of an empty subject", json!({ "sub": "" })),
        ("of an endless subject", json!({ "sub": "x".repeat(256) })),
        ("of a subject that is no text", json!({ "sub": 7 })),
    ] {
        council.office.claims(claims);
        let answer = council.signs_in("me").await;
        if matches!(
            why,
            "without an end" | "of nobody" | "of a subject that is no text"
        ) {
            // The answer cannot be read at all, which is the provider's fault.
            assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{why}");
        } else {
            is_refused(&answer, why);
        }
    }
    council
        .office
        .claims(json!({ "aud": ["alongside-client"], "azp": "alongside-client" }));
    assert_eq!(leads_to(&council.signs_in("me").await), "/today");
}

#[tokio::test]
async fn a_token_is_signed_by_the_provider_with_a_key_of_two() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    for signed in [
        Signed::ByAnother,
        Signed::NotAtAll,
        Signed::WithPublicKey,
        Signed::WithSecret,
    ] {
        council.office.signs(signed);
        let answer = council.signs_in("me").await;
        is_refused(&answer, &format!("{signed:?}"));
    }
    council.office.signs(Signed::Rightly);
    assert_eq!(leads_to(&council.signs_in("me").await), "/today");
}

#[tokio::test]
async fn a_new_key_is_fetched_and_one_that_is_not_published_is_refused() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    assert_eq!(leads_to(&council.signs_in("me").await), "/today");
    assert_eq!(council.office.asked_for("/keys"), 1, "keys are kept");
    council.office.turns_key(false);
    is_refused(&council.signs_in("me").await, "a key that is not published");
    assert_eq!(
        council.office.asked_for("/keys"),
        2,
        "and asked for once more"
    );
    council.office.turns_key(true);
    assert_eq!(leads_to(&council.signs_in("me").await), "/today");
    assert_eq!(council.office.asked_for("/keys"), 3);
    // After an hour keys that were taken back are gone.
    council.pilot.wait(Duration::from_mins(61));
    assert_eq!(leads_to(&council.signs_in("me").await), "/today");
    assert_eq!(council.office.asked_for("/keys"), 4);
}

#[tokio::test]
async fn an_answer_is_for_the_browser_that_asked_and_for_once() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    let (mine, address) = council.set_out("", BEGIN).await;
    let back = council.office.signs_in(&address, "me", now());
    // Whoever is led to somebody else's answer is not signed in as them.
    is_refused(&council.pilot.get("", &back).await, "no cookie");
    let (others, _) = council.set_out("", BEGIN).await;
    is_refused(&council.pilot.get(&others, &back).await, "another browser");
    let forged = "alongside_provider=00ff";
    is_refused(&council.pilot.get(forged, &back).await, "a forged cookie");
    assert_eq!(leads_to(&council.pilot.get(&mine, &back).await), "/today");
    is_refused(
        &council.pilot.get(&mine, &back).await,
        "the same answer again",
    );
    // A code that was used, in an answer of another trip.
    let (mine, address) = council.set_out("", BEGIN).await;
    let other = council.office.signs_in(&address, "me", now());
    let used = back.split(['=', '&']).nth(1).unwrap();
    let state = other.split("state=").nth(1).unwrap();
    let stolen = format!("{}?code={used}&state={state}", web::PROVIDER_BACK);
    is_refused(&council.pilot.get(&mine, &stolen).await, "a used code");
}

#[tokio::test]
async fn a_code_of_another_browser_is_refused_for_want_of_its_verifier() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    let (_, theirs) = council.set_out("", BEGIN).await;
    let theirs = council.office.signs_in(&theirs, "somebody else", now());
    let (mine, address) = council.set_out("", BEGIN).await;
    let own = council.office.signs_in(&address, "me", now());
    let code = theirs.split(['=', '&']).nth(1).unwrap();
    let state = own.split("state=").nth(1).unwrap();
    let injected = format!("{}?code={code}&state={state}", web::PROVIDER_BACK);
    is_refused(
        &council.pilot.get(&mine, &injected).await,
        "an injected code",
    );
}

#[tokio::test]
async fn whoever_takes_too_long_begins_again() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    let (cookie, address) = council.set_out("", BEGIN).await;
    council.pilot.wait(Duration::from_mins(10));
    let back = council
        .office
        .signs_in(&address, "me", council.pilot.clock());
    is_refused(&council.pilot.get(&cookie, &back).await, "too late");
}

#[tokio::test]
async fn an_answer_says_of_which_provider_it_is_where_it_does_at_all() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    let come_back = async |iss: &str| {
        let (cookie, address) = council.set_out("", BEGIN).await;
        let back = council.office.signs_in(&address, "me", now());
        council.pilot.get(&cookie, &format!("{back}{iss}")).await
    };
    is_refused(
        &come_back("&iss=https%3A%2F%2Fevil.example").await,
        "a mix-up",
    );
    let own = serde_urlencoded::to_string([("iss", &council.office.issuer)]).unwrap();
    assert_eq!(leads_to(&come_back(&format!("&{own}")).await), "/today");
    is_refused(&come_back("&state=twice").await, "a field twice");
    // A provider that says that it says so has to.
    council
        .office
        .says(json!({ "authorization_response_iss_parameter_supported": true }));
    council.pilot.wait(Duration::from_mins(61));
    let (cookie, address) = council.set_out("", BEGIN).await;
    let back = council
        .office
        .signs_in(&address, "me", council.pilot.clock());
    is_refused(&council.pilot.get(&cookie, &back).await, "no issuer");
}

#[tokio::test]
async fn whoever_does_not_go_through_with_it_is_not_signed_in() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    let (cookie, address) = council.set_out("", BEGIN).await;
    let back = council.office.signs_in(&address, "me", now());
    let state = back.split("state=").nth(1).unwrap();
    let denied = format!("{}?error=access_denied&state={state}", web::PROVIDER_BACK);
    let answer = council.pilot.get(&cookie, &denied).await;
    is_refused(&answer, "denied");
    assert!(!answer.text().contains("access_denied"));
}

#[tokio::test]
async fn a_provider_that_says_it_is_another_is_not_gone_to() {
    let council = Council::open().await;
    // As an address for every tenant does.
    let tenants = "https://login.example/{tenantid}/v2.0";
    council.office.says(json!({ "issuer": tenants }));
    let answer = council.pilot.post("", BEGIN, &[]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.words().contains("does not work at the moment"));
}

#[tokio::test]
async fn a_provider_that_is_away_keeps_nobody_from_signing_in_here() {
    let council = Council::with(|settings| settings.patient_for(IMPATIENT)).await;
    let link = council.link(Role::Practitioner, 1).await;
    let set = council.pilot.post("", &link, &[("password", PASSWORD)]);
    assert_eq!(leads_to(&set.await), "/today");
    for answers in [Answers::Failing, Answers::Never] {
        council.office.answers(answers);
        let answer = council.pilot.post("", BEGIN, &[]).await;
        assert_eq!(
            answer.status,
            StatusCode::SERVICE_UNAVAILABLE,
            "{answers:?}"
        );
        let words = answer.words();
        let said = "Signing in with your council account does not work at the moment";
        assert!(words.contains(said), "{words}");
        assert_eq!(answer.header(SET_COOKIE.as_str()), "");
        let fields = [("username", "practitioner"), ("password", PASSWORD)];
        let own = council.pilot.post("", "/sign-in", &fields).await;
        assert_eq!(leads_to(&own), "/today");
        council.pilot.wait(Duration::from_secs(6));
    }
    council.office.answers(Answers::Well);
    let link = council.link(Role::Practitioner, 2).await;
    let path = format!("{link}/provider");
    let (cookie, address) = council.set_out("", &path).await;
    // It goes away while somebody is there.
    council.office.answers(Answers::Failing);
    let back = council
        .office
        .signs_in(&address, "me", council.pilot.clock());
    let answer = council.pilot.get(&cookie, &back).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(council.pilot.get("", &link).await.status, StatusCode::OK);
}

/// Another site can neither lead a browser through signing in there nor send it a form that does.
#[tokio::test]
async fn the_way_there_begins_with_a_form_of_ours() {
    let council = Council::open().await;
    let me = council.bound(Role::Practitioner, "me").await;
    let link = council.link(Role::Manager, 9).await;
    for path in [
        BEGIN,
        &format!("{link}/provider"),
        "/account/confirm/provider",
        "/sign-out/provider",
    ] {
        let looked = council.pilot.get(&me, path).await;
        assert!(looked.status.is_client_error(), "{path}");
        let from_elsewhere = Request::post(path)
            .header(COOKIE, &me)
            .header("sec-fetch-site", "cross-site")
            .body(Body::empty());
        let sent = council.pilot.send(from_elsewhere.unwrap()).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{path}");
        for answer in [looked, sent] {
            assert_eq!(answer.header(SET_COOKIE.as_str()), "", "{path}");
        }
    }
    // Where there is a session, its token is asked for as with every form.
    let without = Request::post("/account/confirm/provider")
        .header(COOKIE, &me)
        .body(Body::empty());
    let sent = council.pilot.send(without.unwrap()).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
}
