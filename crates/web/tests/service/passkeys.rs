//! Passkeys: added, shown in the place of a password and a code, refused, and removed. The device is
//! in the test.

use std::time::Duration;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, LOCATION};
use calendar::date;
use serde_json::Value;
use store::Worker;

use crate::accounts::{accept, sign_in};
use crate::device::{Device, text};
use crate::factors::{FACTOR, shown, with_factor};
use crate::stage::{Answer, ORIGIN, Pilot, now, viewer};
use crate::{PASSWORD, between, cookies, leads_to, wrong};

const PASSKEYS: &str = "/account/passkeys";
const NEW: &str = "/account/passkeys/new";
const CONFIRM: &str = "/account/confirm";
const REFUSED: &str = "The passkey was not accepted. Try again, or use another way";
const LATER: Duration = Duration::from_mins(11);

/// What a browser is asked, and its cookies with the one that the question came with.
struct Asked {
    says: Value,
    cookie: String,
}

impl Asked {
    fn challenge(&self) -> &str {
        self.says["challenge"].as_str().unwrap()
    }
}

async fn ask(pilot: &Pilot, cookie: &str, path: &str) -> Asked {
    let answer = pilot.post(cookie, path, &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let set = answer.header("set-cookie");
    assert!(set.contains("HttpOnly; SameSite=Strict"), "{set}");
    Asked {
        says: serde_json::from_slice(&answer.bytes).unwrap(),
        cookie: format!("{cookie}; {}", cookies(&answer)),
    }
}

type Fields = Vec<(&'static str, String)>;

async fn send(pilot: &Pilot, cookie: &str, path: &str, fields: &Fields) -> Answer {
    let fields = fields.iter().map(|(name, value)| (*name, value.as_str()));
    pilot.post(cookie, path, &fields.collect::<Vec<_>>()).await
}

/// What the browser sends of a passkey that was just made.
fn making(device: &Device, asked: &Asked, name: &str) -> Fields {
    let client = device.client("webauthn.create", asked.challenge());
    vec![
        ("name", name.to_owned()),
        ("new-client", text(&client)),
        ("new-attestation", text(&device.attestation())),
    ]
}

/// What the browser sends of a passkey that is shown.
fn showing(device: &Device, asked: &Asked, handle: &str) -> Fields {
    let client = device.client("webauthn.get", asked.challenge());
    let says = device.says();
    vec![
        ("passkey-id", text(&device.id)),
        ("passkey-client", text(&client)),
        ("passkey-authenticator", text(&says)),
        ("passkey-signature", text(&device.sign(&says, &client))),
        ("passkey-handle", handle.to_owned()),
    ]
}

/// Adds a passkey for whoever has these cookies: its device, by what it knows its owner, the answer.
async fn add(pilot: &Pilot, me: &str, name: &str) -> (Device, String, Answer) {
    let asked = ask(pilot, me, "/account/passkeys/challenge").await;
    let device = Device::new(ORIGIN);
    let fields = making(&device, &asked, name);
    let answer = send(pilot, &asked.cookie, PASSKEYS, &fields).await;
    let handle = asked.says["user"]["id"].as_str().unwrap();
    (device, handle.to_owned(), answer)
}

/// Somebody with codes and a passkey: the key, their device, its handle, their cookies.
async fn with_passkey(pilot: &Pilot, role: Role) -> (String, Device, String, String) {
    let (key, _, me) = with_factor(pilot, role).await;
    let (device, handle, answer) = add(pilot, &me, "work telephone").await;
    assert_eq!(leads_to(&answer), PASSKEYS);
    (key, device, handle, me)
}

const ASK: &str = "/sign-in/passkey/challenge";
const SHOW: &str = "/sign-in/passkey";

/// Signs in with a passkey alone.
async fn enter(pilot: &Pilot, device: &Device, handle: &str) -> Answer {
    let asked = ask(pilot, "", ASK).await;
    send(pilot, &asked.cookie, SHOW, &showing(device, &asked, handle)).await
}

async fn logged(pilot: &Pilot) -> Vec<String> {
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let changes = pilot.store.register_changes(&leave).await.unwrap();
    changes.into_iter().map(|it| it.says).collect()
}

#[tokio::test]
async fn a_passkey_is_added_and_is_the_whole_way_in() {
    let pilot = Pilot::with_factors().await;
    let (_, mut device, handle, me) = with_passkey(&pilot, Role::Practitioner).await;
    let page = pilot.get(&me, PASSKEYS).await;
    assert!(page.words().contains("work telephone 30 August 2022"));
    assert!(page.words().contains("Never"));
    pilot.post(&me, "/sign-out", &[]).await;
    let answer = enter(&pilot, &device, &handle).await;
    assert_eq!(leads_to(&answer), "/today");
    let again = cookies(&answer);
    assert_eq!(pilot.get(&again, "/families").await.status, StatusCode::OK);
    let page = pilot.get(&again, PASSKEYS).await;
    assert!(!page.words().contains("Never"));
    // A device that counts goes up.
    device.counter = 3;
    assert_eq!(leads_to(&enter(&pilot, &device, &handle).await), "/today");
    let says = logged(&pilot).await;
    let added = r#"{"name":"work telephone","passkey":"added"}"#;
    assert!(says.iter().any(|it| it == added), "{says:?}");
}

#[tokio::test]
async fn what_is_asked_of_a_browser_says_nothing_of_who_there_is() {
    let pilot = Pilot::with_factors().await;
    let before = ask(&pilot, "", ASK).await.says;
    let page = pilot.get("", "/sign-in").await;
    let (_, device, handle, me) = with_passkey(&pilot, Role::Practitioner).await;
    let mut after = ask(&pilot, "", ASK).await.says;
    assert_ne!(before["challenge"], after["challenge"]);
    after["challenge"] = before["challenge"].clone();
    assert_eq!(before, after);
    assert_eq!(page.bytes, pilot.get("", "/sign-in").await.bytes);
    after["challenge"] = "32 bytes".into();
    insta::assert_json_snapshot!(after);
    // Their own are named to whoever has signed in, so that none is made twice.
    let mut asked = ask(&pilot, &me, "/account/passkeys/challenge").await.says;
    assert_eq!(asked["user"]["id"], Value::String(handle.clone()));
    assert_eq!(asked["excludeCredentials"][0]["id"], text(&device.id));
    let worker = viewer(Role::Practitioner).worker;
    assert_ne!(handle, text(worker.0.as_bytes()));
    asked["challenge"] = "32 bytes".into();
    asked["user"]["id"] = "32 bytes".into();
    asked["excludeCredentials"][0]["id"] = "20 bytes".into();
    insta::assert_json_snapshot!(asked);
}

#[tokio::test]
async fn a_passkey_is_the_second_step_after_a_password() {
    let pilot = Pilot::with_factors().await;
    let (_, device, handle, _) = with_passkey(&pilot, Role::Practitioner).await;
    let (_, other, others, _) = with_passkey(&pilot, Role::Manager).await;
    let page = sign_in(&pilot, "practitioner", PASSWORD).await;
    assert!(page.text().contains("data-passkey=\"show\""));
    assert!(page.words().contains("Enter your code"));
    let mark = between(page.text(), "name=\"mark\" value=\"", "\"").to_owned();
    let asked = ask(&pilot, "", ASK).await;
    let mut fields = showing(&other, &asked, &others);
    fields.push(("mark", mark.clone()));
    let answer = send(&pilot, &asked.cookie, SHOW, &fields).await;
    assert_eq!(wrong(&answer), [REFUSED]);
    assert!(answer.words().contains("Enter your code"));
    let asked = ask(&pilot, "", ASK).await;
    let mut fields = showing(&device, &asked, &handle);
    fields.push(("mark", mark));
    let answer = send(&pilot, &asked.cookie, SHOW, &fields).await;
    assert_eq!(leads_to(&answer), "/today");
}

#[tokio::test]
async fn a_passkey_can_be_the_only_second_factor() {
    let pilot = Pilot::with_factors().await;
    let coming = cookies(&accept(&pilot, Role::Practitioner, PASSWORD).await);
    let offered = pilot.get(&coming, FACTOR).await;
    assert!(offered.words().contains("Use a passkey instead"));
    assert_eq!(leads_to(&pilot.get(&coming, "/today").await), FACTOR);
    assert_eq!(leads_to(&pilot.post(&coming, NEW, &[]).await), NEW);
    let page = pilot.get(&coming, NEW).await;
    assert!(page.text().contains("data-passkey=\"make\""));
    // Somebody else knows the password, and waits for a factor to be set up as well.
    let lurking = cookies(&sign_in(&pilot, "practitioner", PASSWORD).await);
    assert_eq!(pilot.get(&lurking, PASSKEYS).await.status, StatusCode::OK);
    let (device, handle, done) = add(&pilot, &coming, "key on my ring").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.words());
    assert_eq!(done.text().matches("<code>").count(), 10);
    let code = between(done.text(), "<code>", "<").to_owned();
    let me = cookies(&done);
    assert_eq!(pilot.get(&me, "/families").await.status, StatusCode::OK);
    assert_eq!(leads_to(&pilot.get(&lurking, PASSKEYS).await), "/sign-in");
    assert_eq!(leads_to(&enter(&pilot, &device, &handle).await), "/today");
    // A second one brings no other codes.
    let (.., answer) = add(&pilot, &me, "another").await;
    assert_eq!(leads_to(&answer), PASSKEYS);
    // Without the device, one of the codes; nothing that an application shows.
    let page = sign_in(&pilot, "practitioner", PASSWORD).await;
    assert!(page.words().contains("Show your passkey"));
    let mark = between(page.text(), "name=\"mark\" value=\"", "\"").to_owned();
    let enter = async |code: &str| {
        let fields = [("mark", mark.as_str()), ("code", code)];
        pilot.post("", "/sign-in/code", &fields).await
    };
    assert_eq!(
        enter("000000").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(leads_to(&enter(&code).await), "/today");
    assert_eq!(enter(&code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Whatever is wrong, the answer is the same to the byte, and nobody is signed in.
#[tokio::test]
async fn whatever_is_wrong_with_a_passkey_the_answer_is_the_same() {
    let pilot = Pilot::with_factors().await;
    let (_, mut device, handle, me) = with_passkey(&pilot, Role::Practitioner).await;
    let (_, leaver, leavers, _) = with_passkey(&pilot, Role::Evaluator).await;
    let (_, others, other, _) = with_passkey(&pilot, Role::Manager).await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let left = Worker {
        until: Some(date(2022, 8, 29)),
        ..Worker::from(&viewer(Role::Evaluator))
    };
    pilot.store.put_worker(&leave, left, now()).await.unwrap();
    let unknown = Device::new(ORIGIN);
    let mut answers = Vec::new();
    let refused = async |cookie: &str, fields: &Fields| {
        let answer = send(&pilot, cookie, SHOW, fields).await;
        assert_eq!(wrong(&answer), [REFUSED], "{fields:?}");
        // In a session the page has its token too, which is not compared.
        let mut headers = answer.headers;
        headers.remove(CONTENT_LENGTH);
        (headers, answer.bytes)
    };
    for (device, handle) in [
        (&unknown, &handle),
        (&leaver, &leavers),
        (&device, &other),
        (&device, &String::new()),
        (&others, &handle),
    ] {
        let asked = ask(&pilot, "", ASK).await;
        let fields = showing(device, &asked, handle);
        answers.push(refused(&asked.cookie, &fields).await);
    }
    // Somebody else's key under this passkey's name.
    let asked = ask(&pilot, "", ASK).await;
    let mut fields = showing(&unknown, &asked, &handle);
    fields[0].1 = text(&device.id);
    answers.push(refused(&asked.cookie, &fields).await);
    // In another browser; to a challenge that was put for something else; and too late.
    let fields = showing(&device, &asked, &handle);
    answers.push(refused("", &fields).await);
    let another = ask(&pilot, "", ASK).await;
    answers.push(refused(&another.cookie, &fields).await);
    let proving = ask(&pilot, &me, "/account/confirm/challenge").await;
    let fields = showing(&device, &proving, &handle);
    answers.push(refused(&proving.cookie, &fields).await);
    let asked = ask(&pilot, "", ASK).await;
    let fields = showing(&device, &asked, &handle);
    pilot.wait(Duration::from_secs(301));
    answers.push(refused(&asked.cookie, &fields).await);
    // Twice.
    let asked = ask(&pilot, "", ASK).await;
    let fields = showing(&device, &asked, &handle);
    let first = send(&pilot, &asked.cookie, SHOW, &fields).await;
    assert_eq!(leads_to(&first), "/today");
    answers.push(refused(&asked.cookie, &fields).await);
    // On a false page, without the owner, and by bytes that are none.
    device.origin = "https://alongside.example.evil.example".to_owned();
    let asked = ask(&pilot, "", ASK).await;
    let fields = showing(&device, &asked, &handle);
    answers.push(refused(&asked.cookie, &fields).await);
    (device.origin, device.flags) = (ORIGIN.to_owned(), 1);
    let fields = showing(&device, &asked, &handle);
    answers.push(refused(&asked.cookie, &fields).await);
    device.flags = crate::device::FLAGS;
    for (field, value) in [(0, ""), (1, "*"), (2, "AA"), (3, ""), (4, "AA")] {
        let mut fields = showing(&device, &asked, &handle);
        value.clone_into(&mut fields[field].1);
        answers.push(refused(&asked.cookie, &fields).await);
    }
    answers.push(refused("", &Vec::new()).await);
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
}

#[tokio::test]
async fn a_counter_that_goes_back_is_refused_and_logged() {
    let pilot = Pilot::with_factors().await;
    let (_, mut device, handle, _) = with_passkey(&pilot, Role::Practitioner).await;
    device.counter = 7;
    let asked = ask(&pilot, "", ASK).await;
    let fields = showing(&device, &asked, &handle);
    let first = send(&pilot, &asked.cookie, SHOW, &fields).await;
    assert_eq!(leads_to(&first), "/today");
    let went_back = r#"{"name":"work telephone","passkey":"counter went back"}"#;
    let times = async || {
        let says = logged(&pilot).await;
        says.iter().filter(|it| *it == went_back).count()
    };
    // The same form once more is no news of a copy.
    let again = send(&pilot, &asked.cookie, SHOW, &fields).await;
    assert_eq!(wrong(&again), [REFUSED]);
    assert_eq!(times().await, 0);
    for counter in [7, 6, 0] {
        device.counter = counter;
        assert_eq!(wrong(&enter(&pilot, &device, &handle).await), [REFUSED]);
    }
    assert_eq!(times().await, 3);
    device.counter = 8;
    assert_eq!(leads_to(&enter(&pilot, &device, &handle).await), "/today");
}

#[tokio::test]
async fn a_passkey_shows_who_one_is_before_a_grave_act() {
    let pilot = Pilot::with_factors().await;
    let (_, device, handle, me) = with_passkey(&pilot, Role::Administrator).await;
    let (_, other, others, _) = with_passkey(&pilot, Role::Manager).await;
    let link = format!("/service/people/{}/link", viewer(Role::Manager).worker);
    pilot.wait(LATER);
    let asked_who = pilot.post(&me, &link, &[("username", "moira")]).await;
    assert!(asked_who.text().contains("data-passkey=\"show\""));
    assert_eq!(asked_who.text().matches("value=\"moira\"").count(), 2);
    let prove = "/account/confirm/challenge";
    let whole = |fields: Fields| {
        let form = [("proof-then", link.clone()), ("username", "moira".into())];
        fields.into_iter().chain(form).collect::<Fields>()
    };
    // Another's passkey, one shown for signing in, and one of another session.
    let asked = ask(&pilot, &me, prove).await;
    let fields = whole(showing(&other, &asked, &others));
    let answer = send(&pilot, &asked.cookie, CONFIRM, &fields).await;
    assert_eq!(wrong(&answer), [REFUSED]);
    assert!(answer.text().contains("value=\"moira\""));
    let signing_in = ask(&pilot, &me, ASK).await;
    let fields = whole(showing(&device, &signing_in, &handle));
    let answer = send(&pilot, &signing_in.cookie, CONFIRM, &fields).await;
    assert_eq!(wrong(&answer), [REFUSED]);
    let elsewhere = cookies(&enter(&pilot, &device, &handle).await);
    let there = ask(&pilot, &elsewhere, prove).await;
    let challenge = there.cookie.split("; ").last().unwrap();
    let fields = whole(showing(&device, &there, &handle));
    let answer = send(&pilot, &format!("{me}; {challenge}"), CONFIRM, &fields).await;
    assert_eq!(wrong(&answer), [REFUSED]);
    let asked = ask(&pilot, &me, prove).await;
    let fields = whole(showing(&device, &asked, &handle));
    let answer = send(&pilot, &asked.cookie, CONFIRM, &fields).await;
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(answer.header(LOCATION.as_str()), link);
    let made = send(&pilot, &cookies(&answer), &link, &fields).await;
    assert!(leads_to(&made).starts_with(&link));
}

#[tokio::test]
async fn adding_one_is_a_grave_act_and_each_is_made_once() {
    let pilot = Pilot::with_factors().await;
    let (_, _, me) = with_factor(&pilot, Role::Practitioner).await;
    let (_, _, other) = with_factor(&pilot, Role::Manager).await;
    let path = "/account/passkeys/challenge";
    let device = Device::of_edwards(ORIGIN);
    let asked = ask(&pilot, &me, path).await;
    let fields = making(&device, &asked, "  ");
    let answer = send(&pilot, &asked.cookie, PASSKEYS, &fields).await;
    assert_eq!(wrong(&answer), ["Enter a name"]);
    // To a challenge that was put to somebody else, or for something else, or to none.
    let there = ask(&pilot, &other, path).await;
    let signing_in = ask(&pilot, &me, ASK).await;
    for asked in [&there, &signing_in] {
        let challenge = asked.cookie.split("; ").last().unwrap();
        let fields = making(&device, asked, "telephone");
        let answer = send(&pilot, &format!("{me}; {challenge}"), PASSKEYS, &fields).await;
        assert_eq!(wrong(&answer), [REFUSED]);
    }
    let fields = making(&device, &asked, "telephone");
    let answer = send(&pilot, &me, PASSKEYS, &fields).await;
    assert_eq!(wrong(&answer), [REFUSED]);
    assert!(answer.text().contains("value=\"telephone\""));
    pilot.wait(LATER);
    for path in [NEW, PASSKEYS] {
        let answer = send(&pilot, &asked.cookie, path, &fields).await;
        assert!(answer.words().contains("Confirm that it is you"), "{path}");
    }
    assert!(
        pilot
            .get(&me, PASSKEYS)
            .await
            .words()
            .contains("Add a passkey")
    );
    assert!(!pilot.get(&me, PASSKEYS).await.words().contains("telephone"));
    // Whoever has just shown who they are.
    let (_, _, me) = with_factor(&pilot, Role::Administrator).await;
    let asked = ask(&pilot, &me, path).await;
    let fields = making(&device, &asked, "telephone");
    let answer = send(&pilot, &asked.cookie, PASSKEYS, &fields).await;
    assert_eq!(leads_to(&answer), PASSKEYS);
    let answer = send(&pilot, &asked.cookie, PASSKEYS, &fields).await;
    assert_eq!(wrong(&answer), [REFUSED]);
    // A passkey is one person's.
    let (_, _, other) = with_factor(&pilot, Role::Auditor).await;
    let asked = ask(&pilot, &other, path).await;
    let fields = making(&device, &asked, "telephone");
    let answer = send(&pilot, &asked.cookie, PASSKEYS, &fields).await;
    assert_eq!(wrong(&answer), [REFUSED]);
}

#[tokio::test]
async fn one_is_removed_by_its_owner_and_the_last_factor_stays() {
    let pilot = Pilot::with_factors().await;
    let coming = cookies(&accept(&pilot, Role::Practitioner, PASSWORD).await);
    let (lost, handle, done) = add(&pilot, &coming, "lost telephone").await;
    let me = cookies(&done);
    let (.., other) = with_factor(&pilot, Role::Manager).await;
    let removes = async |cookie: &str| {
        let page = pilot.get(&me, PASSKEYS).await;
        let id = between(page.text(), "action=\"/account/passkeys/", "/remove");
        // The form to add one stands after the table.
        let path = format!("{PASSKEYS}/{id}/remove");
        pilot.post(cookie, &path, &[]).await
    };
    let only = removes(&me).await;
    assert_eq!(
        wrong(&only),
        ["This is your only second factor. Add another passkey or set up codes first"]
    );
    assert_eq!(removes(&other).await.status, StatusCode::NOT_FOUND);
    let (.., answer) = add(&pilot, &me, "new telephone").await;
    assert_eq!(leads_to(&answer), PASSKEYS);
    pilot.wait(LATER);
    assert!(
        removes(&me)
            .await
            .words()
            .contains("Confirm that it is you")
    );
    let me = cookies(&enter(&pilot, &lost, &handle).await);
    let page = pilot.get(&me, PASSKEYS).await;
    let id = between(page.text(), "action=\"/account/passkeys/", "/remove");
    let path = format!("{PASSKEYS}/{id}/remove");
    assert_eq!(leads_to(&pilot.post(&me, &path, &[]).await), PASSKEYS);
    assert_eq!(wrong(&enter(&pilot, &lost, &handle).await), [REFUSED]);
    let words = pilot.get(&me, PASSKEYS).await.words();
    assert!(words.contains("new telephone") && !words.contains("lost telephone"));
    let removed = r#"{"name":"lost telephone","passkey":"removed"}"#;
    assert!(logged(&pilot).await.iter().any(|it| it == removed));
}

#[tokio::test]
async fn a_factor_that_is_taken_off_takes_the_passkeys_along() {
    let pilot = Pilot::with_factors().await;
    let coming = cookies(&accept(&pilot, Role::Practitioner, PASSWORD).await);
    let (device, handle, _) = add(&pilot, &coming, "telephone").await;
    let (.., me) = with_factor(&pilot, Role::Administrator).await;
    let person = format!("/service/people/{}", viewer(Role::Practitioner).worker);
    let off = format!("{person}/second-factor/take-off");
    let made = pilot.post(&me, &off, &[]).await;
    assert!(leads_to(&made).starts_with(&person));
    assert_eq!(wrong(&enter(&pilot, &device, &handle).await), [REFUSED]);
    // Nor does the password let anybody in before its owner has used another link.
    let again = sign_in(&pilot, "practitioner", PASSWORD).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("username", "practitioner")];
    let made = pilot.post(&me, &format!("{person}/link"), &fields).await;
    let shown = pilot.get(&me, &leads_to(&made)).await;
    let token = between(shown.text(), "/sign-in/link/", "<");
    let link = format!("/sign-in/link/{token}");
    let set = pilot.post("", &link, &[("password", PASSWORD)]).await;
    assert_eq!(leads_to(&set), FACTOR);
}

#[tokio::test]
async fn a_service_asks_passkeys_of_those_who_see_most() {
    let pilot = Pilot::with_factors().await;
    let (.., manager) = with_factor(&pilot, Role::Manager).await;
    pilot.post(&manager, "/sign-out", &[]).await;
    let (.., me) = with_factor(&pilot, Role::Administrator).await;
    let settings = [
        ("minutes", "30"),
        ("hours", "12"),
        ("factor", "yes"),
        ("passkeys", "yes"),
    ];
    let page = "/service/signing-in";
    let answer = pilot.post(&me, page, &settings).await;
    let first = "Add a passkey for yourself first, under your name";
    assert_eq!(wrong(&answer), [first]);
    let (own, handle, _) = add(&pilot, &me, "telephone").await;
    assert_eq!(
        leads_to(&pilot.post(&me, page, &settings).await),
        "/service"
    );
    assert!(
        pilot
            .get(&me, page)
            .await
            .text()
            .contains("value=\"yes\" checked")
    );
    // The administrator cannot be without one from now on.
    let list = pilot.get(&me, PASSKEYS).await;
    let id = between(list.text(), "action=\"/account/passkeys/", "/remove");
    let remove = format!("{PASSKEYS}/{id}/remove");
    assert_eq!(
        wrong(&pilot.post(&me, &remove, &[]).await),
        ["This is your only passkey, and your service asks one of you. Add another first"]
    );
    assert_eq!(leads_to(&enter(&pilot, &own, &handle).await), "/service");
}

/// A manager of a service that asks for a passkey, who has codes: they add one before anything else.
#[tokio::test]
async fn codes_do_not_let_in_whoever_a_passkey_is_asked_of() {
    let pilot = Pilot::with_factors().await;
    let (key, codes, me) = with_factor(&pilot, Role::Manager).await;
    pilot.post(&me, "/sign-out", &[]).await;
    let (practitioner, ..) = with_factor(&pilot, Role::Practitioner).await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let settings = store::SignInSettings {
        passkeys: true,
        ..store::SignInSettings::default()
    };
    let put = pilot.store.put_sign_in_settings(&leave, settings, now());
    put.await.unwrap();
    let with_code = async |name: &str, code: &str| {
        let page = sign_in(&pilot, name, PASSWORD).await;
        let mark = between(page.text(), "name=\"mark\" value=\"", "\"").to_owned();
        let fields = [("mark", mark.as_str()), ("code", code)];
        pilot.post("", "/sign-in/code", &fields).await
    };
    let answer = with_code("practitioner", &shown(&practitioner, pilot.clock())).await;
    assert_eq!(leads_to(&answer), "/today");
    let answer = with_code("manager", &shown(&key, pilot.clock())).await;
    assert_eq!(leads_to(&answer), PASSKEYS);
    let coming = cookies(&answer);
    for path in ["/families", "/account", "/service"] {
        assert_eq!(leads_to(&pilot.get(&coming, path).await), FACTOR, "{path}");
    }
    assert_eq!(leads_to(&pilot.get(&coming, FACTOR).await), PASSKEYS);
    for path in ["/account/second-factor/key", FACTOR] {
        let answer = pilot.post(&coming, path, &[("code", "000000")]).await;
        assert_eq!(leads_to(&answer), PASSKEYS, "{path}");
    }
    let page = pilot.get(&coming, PASSKEYS).await;
    assert!(page.words().contains("Add one to go on"));
    let (device, handle, done) = add(&pilot, &coming, "key").await;
    let me = cookies(&done);
    assert_eq!(pilot.get(&me, "/families").await.status, StatusCode::OK);
    assert_eq!(leads_to(&pilot.get(&coming, "/today").await), "/sign-in");
    // From now on a code of the application is none; one for recovery is.
    pilot.wait(Duration::from_mins(1));
    let answer = with_code("manager", &shown(&key, pilot.clock())).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = with_code("manager", &codes[0]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let answer = enter(&pilot, &device, &handle).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_has_no_password_has_no_passkey() {
    let pilot = Pilot::empty().await;
    for role in Role::ALL {
        pilot.is_no_page_for(role, PASSKEYS).await;
        pilot.is_no_page_for(role, NEW).await;
        let cookie = pilot.sign_in(role).await;
        for path in [PASSKEYS, NEW, "/account/passkeys/challenge"] {
            let answer = pilot.post(&cookie, path, &[("name", "x")]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?} {path}");
        }
    }
    for path in [PASSKEYS, NEW] {
        pilot.leads_to_sign_in(path).await;
    }
    for path in [
        PASSKEYS,
        NEW,
        "/account/passkeys/challenge",
        "/account/confirm/challenge",
    ] {
        assert_eq!(leads_to(&pilot.post("", path, &[]).await), "/sign-in");
    }
}
