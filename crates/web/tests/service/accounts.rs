//! Signing in with a name and a password.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use access::Role;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, RETRY_AFTER, SET_COOKIE};
use axum::http::{Request, StatusCode};
use calendar::date;
use store::{LinkToken, Worker};
use web::Peer;

use crate::stage::{Answer, Pilot, now, viewer};
use crate::{PASSWORD, cookies, leads_to, wrong};

const REFUSED: &str = "The sign-in name or the password is not right";

/// Gives somebody a link and opens it with a password; what their browser has then.
pub(crate) async fn invite(pilot: &Pilot, role: Role) -> String {
    cookies(&accept(pilot, role, PASSWORD).await)
}

/// The same; the answer to it.
pub(crate) async fn accept(pilot: &Pilot, role: Role, password: &str) -> Answer {
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let (name, token) = (
        role.code().parse().unwrap(),
        LinkToken::new([100 + role as u8; 32]),
    );
    let made = pilot
        .store
        .make_sign_in_link(&leave, viewer(role).worker, &name, &token, now());
    made.await.unwrap();
    let path = format!("/sign-in/link/{}", token.text());
    pilot.post("", &path, &[("password", password)]).await
}

/// The sign-in form, sent from somewhere.
async fn from(pilot: &Pilot, place: &str, cookie: &str, name: &str, password: &str) -> Answer {
    let fields = [("username", name), ("password", password)];
    let request = Request::post("/sign-in")
        .header(COOKIE, cookie)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(Peer(place.parse::<IpAddr>().unwrap()))
        .body(Body::from(serde_urlencoded::to_string(fields).unwrap()));
    pilot.send(request.unwrap()).await
}

pub(crate) async fn sign_in(pilot: &Pilot, name: &str, password: &str) -> Answer {
    let fields = [("username", name), ("password", password)];
    pilot.post("", "/sign-in", &fields).await
}

#[tokio::test]
async fn a_name_and_a_password_sign_in() {
    let pilot = Pilot::with_passwords().await;
    let me = invite(&pilot, Role::Practitioner).await;
    assert_eq!(pilot.get(&me, "/families").await.status, StatusCode::OK);
    pilot.post(&me, "/sign-out", &[]).await;
    assert_eq!(leads_to(&pilot.get(&me, "/families").await), "/sign-in");
    let page = pilot.get("", "/sign-in").await;
    assert!(!page.text().contains("name=\"role\""));
    let answer = sign_in(&pilot, " PRACTITIONER ", PASSWORD).await;
    assert_eq!(leads_to(&answer), "/today");
    let again = cookies(&answer);
    assert_eq!(pilot.get(&again, "/families").await.status, StatusCode::OK);
    // The demo's buttons are nowhere else, whatever is sent.
    let answer = pilot.post("", "/sign-in", &[("role", "manager")]).await;
    assert_eq!(wrong(&answer), [REFUSED]);
}

/// T30: whoever asks cannot tell whether there is such a person.
#[tokio::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let pilot = Pilot::with_passwords().await;
    invite(&pilot, Role::Practitioner).await;
    invite(&pilot, Role::Evaluator).await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let left = Worker {
        until: Some(date(2022, 8, 29)),
        ..Worker::from(&viewer(Role::Evaluator))
    };
    pilot.store.put_worker(&leave, left, now()).await.unwrap();
    let (name, token) = ("manager".parse().unwrap(), LinkToken::new([8; 32]));
    let who = viewer(Role::Manager).worker;
    let made = pilot
        .store
        .make_sign_in_link(&leave, who, &name, &token, now());
    made.await.unwrap();
    let mut told = Vec::new();
    for (name, password) in [
        ("practitioner", "not the password"),
        ("practitioner", ""),
        ("nobody.at.all", PASSWORD),
        ("evaluator", PASSWORD),
        ("manager", PASSWORD),
        ("x", PASSWORD),
    ] {
        let answer = sign_in(&pilot, name, password).await;
        assert_eq!(wrong(&answer), [REFUSED], "{name}");
        assert_eq!(answer.header(SET_COOKIE.as_str()), "");
        assert!(!answer.text().contains(PASSWORD));
        let page = answer.text().replace(&format!("\"{name}\""), "\"\"");
        told.push((answer.status, format!("{:?}", answer.headers), page));
    }
    for answer in &told {
        let (status, _, page) = answer;
        assert_eq!((status, page), (&told[0].0, &told[0].2));
    }
}

/// How long a try in vain takes.
async fn in_vain(pilot: &Pilot, name: &str) -> Duration {
    let start = Instant::now();
    let answer = sign_in(pilot, name, "not the password").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    start.elapsed()
}

/// T30: nor by how long it takes; hashing is by far the longest part of it.
#[tokio::test]
async fn a_name_that_is_nobodys_takes_as_long() {
    let pilot = Pilot::with_passwords().await;
    invite(&pilot, Role::Practitioner).await;
    let (mut somebodys, mut nobodys) = (Duration::MAX, Duration::MAX);
    // By turns, so that whatever else the machine does is alike for both, and the shortest of many.
    for _ in 0..12 {
        pilot.wait(Duration::from_hours(1));
        somebodys = somebodys.min(in_vain(&pilot, "practitioner").await);
        nobodys = nobodys.min(in_vain(&pilot, "nobody.at.all").await);
    }
    assert!(nobodys * 3 > somebodys, "{nobodys:?} {somebodys:?}");
    assert!(somebodys * 3 > nobodys, "{nobodys:?} {somebodys:?}");
}

/// T28: a stranger's tries slow strangers down, and never the browser that the worker uses.
#[tokio::test]
async fn a_stranger_keeps_nobody_out() {
    let pilot = Pilot::with_passwords().await;
    let mine = invite(&pilot, Role::Practitioner).await;
    pilot.post(&mine, "/sign-out", &[]).await;
    for _ in 0..5 {
        let answer = from(&pilot, "192.0.2.1", "", "practitioner", "guess guess guess").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    // Slowed down wherever they are, even with the right password, and for names that are nobody's.
    for place in ["192.0.2.1", "192.0.2.2"] {
        let answer = from(&pilot, place, "", "practitioner", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(
            answer
                .words()
                .contains("There were too many tries. Wait 2 seconds")
        );
        assert_eq!(answer.header(RETRY_AFTER.as_str()), "2");
    }
    for _ in 0..5 {
        from(&pilot, "192.0.2.1", "", "nobody", "guess guess guess").await;
    }
    let nobody = from(&pilot, "192.0.2.1", "", "nobody", "guess guess guess").await;
    assert_eq!(nobody.status, StatusCode::TOO_MANY_REQUESTS);
    // The worker's own browser is known.
    let answer = from(&pilot, "192.0.2.3", &mine, "practitioner", PASSWORD).await;
    assert_eq!(leads_to(&answer), "/today");
    // As one of another person it is not.
    let other = invite(&pilot, Role::Manager).await;
    let answer = from(&pilot, "192.0.2.3", &other, "practitioner", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    // A new browser waits for a moment.
    pilot.wait(Duration::from_secs(2));
    let answer = from(&pilot, "192.0.2.4", "", "practitioner", PASSWORD).await;
    assert_eq!(leads_to(&answer), "/today");
}

#[tokio::test]
async fn one_address_is_slowed_down_whomever_it_tries() {
    let pilot = Pilot::with_passwords().await;
    invite(&pilot, Role::Practitioner).await;
    let place = "2001:db8:1:2::1";
    for number in 0..30 {
        let name = format!("guess{number}");
        let answer = from(&pilot, place, "", &name, "x").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for place in [place, "2001:db8:1:2:ffff::1"] {
        let answer = from(&pilot, place, "", "another", "x").await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{place}");
    }
    let elsewhere = from(&pilot, "2001:db8:1:3::1", "", "practitioner", PASSWORD).await;
    assert_eq!(leads_to(&elsewhere), "/today");
}

/// T28: many at once wait for each other; each is answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_sign_in_at_once() {
    let pilot = std::sync::Arc::new(Pilot::with_passwords().await);
    let mine = invite(&pilot, Role::Practitioner).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (pilot, mine) = (pilot.clone(), mine.clone());
        all.spawn(async move {
            from(&pilot, "192.0.2.1", &mine, "practitioner", PASSWORD)
                .await
                .status
        });
    }
    for number in 0..56 {
        let pilot = pilot.clone();
        let (place, name) = (format!("192.0.2.{number}"), format!("nobody{number}"));
        all.spawn(async move { from(&pilot, &place, "", &name, PASSWORD).await.status });
    }
    let answers = all.join_all().await;
    let signed_in = answers.iter().filter(|it| **it == StatusCode::SEE_OTHER);
    assert_eq!(signed_in.count(), 8);
    let refused = answers.iter().filter(|it| it.is_client_error());
    assert_eq!(refused.count(), 56);
}

#[tokio::test]
async fn my_password_is_changed_by_whoever_knows_the_old_one() {
    let pilot = Pilot::with_passwords().await;
    let here = invite(&pilot, Role::Practitioner).await;
    let there = cookies(&sign_in(&pilot, "practitioner", PASSWORD).await);
    let path = "/account/password";
    assert_eq!(pilot.get(&here, path).await.status, StatusCode::OK);
    let new = "violin moss orbit kettle";
    let answer = pilot
        .post(
            &here,
            path,
            &[("old", "guess guess guess"), ("password", new)],
        )
        .await;
    assert_eq!(wrong(&answer), ["The password is not right"]);
    let answer = pilot
        .post(
            &here,
            path,
            &[("old", PASSWORD), ("password", "practitioner")],
        )
        .await;
    assert!(wrong(&answer)[0].starts_with("This password is easy to guess"));
    let fields = [("old", PASSWORD), ("password", new)];
    assert_eq!(
        leads_to(&pilot.post(&here, path, &fields).await),
        "/account"
    );
    assert_eq!(pilot.get(&here, "/today").await.status, StatusCode::OK);
    assert_eq!(leads_to(&pilot.get(&there, "/today").await), "/sign-in");
    assert_eq!(
        wrong(&sign_in(&pilot, "practitioner", PASSWORD).await),
        [REFUSED]
    );
    assert_eq!(
        leads_to(&sign_in(&pilot, "practitioner", new).await),
        "/today"
    );
    // Guessing in an open session is slowed down too.
    for _ in 0..5 {
        pilot
            .post(&here, path, &[("old", "guess"), ("password", new)])
            .await;
    }
    let answer = pilot
        .post(&here, path, &[("old", new), ("password", PASSWORD)])
        .await;
    assert!(wrong(&answer)[0].starts_with("There were too many tries."));
}

#[tokio::test]
async fn who_has_no_password_changes_none() {
    let pilot = Pilot::empty().await;
    for role in Role::ALL {
        pilot.is_no_page_for(role, "/account/password").await;
    }
    let answer = pilot.post("", "/account/password", &[("old", "x")]).await;
    assert_eq!(leads_to(&answer), "/sign-in");
    pilot.leads_to_sign_in("/account/password").await;
}

#[tokio::test]
async fn a_sign_in_name_is_asked_for_and_is_one_persons() {
    let pilot = Pilot::empty().await;
    invite(&pilot, Role::Practitioner).await;
    let me = pilot.sign_in(Role::Administrator).await;
    let person = format!("/service/people/{}", viewer(Role::Manager).worker);
    let page = pilot.get(&me, &person).await;
    assert!(page.text().contains("value=\"a.manager\""));
    let link = format!("{person}/link");
    for (name, words) in [
        ("", "Enter a sign-in name"),
        (
            "a b",
            "The sign-in name must have 3 to 100 letters, digits or signs, and no spaces",
        ),
        ("Practitioner", "Somebody else signs in with this name"),
    ] {
        let answer = pilot.post(&me, &link, &[("username", name)]).await;
        assert_eq!(wrong(&answer), [words]);
        assert!(answer.text().contains(&format!("value=\"{name}\"")));
    }
    let made = pilot
        .post(&me, &link, &[("username", "moira@example.org")])
        .await;
    assert!(leads_to(&made).starts_with(&link));
    let page = pilot.get(&me, &person).await;
    assert!(page.text().contains("value=\"moira@example.org\""));
}
