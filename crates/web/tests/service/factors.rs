//! The second factor: set up, asked for, lost, and taken off.

use std::time::Duration;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use calendar::Stamp;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use crate::accounts::{accept, sign_in};
use crate::stage::{Answer, Pilot, viewer};
use crate::{PASSWORD, between, cookies, leads_to, wrong};

pub(crate) const FACTOR: &str = "/account/second-factor";
const REFUSED: &str = "The code is not right, or was used before";

/// What an authenticator application shows for a key at a time.
pub(crate) fn shown(key: &str, now: Stamp) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    // Five bits of a letter after another; whatever is left over at the end is no byte.
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for letter in key.chars() {
        let value = letters.find(letter).unwrap();
        bits = (bits << 5) | u32::try_from(value).unwrap();
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    let step = u64::try_from(now.micros()).unwrap() / 30_000_000;
    let mut mac = Hmac::<Sha1>::new_from_slice(&bytes).unwrap();
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let four: [u8; 4] = hash[at..at + 4].try_into().unwrap();
    format!(
        "{:06}",
        (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000
    )
}

/// Sets the factor up that a page offers; its key, and the page with the recovery codes.
pub(crate) async fn set_factor_up(pilot: &Pilot, cookie: &str) -> (String, Answer) {
    let page = pilot.get(cookie, FACTOR).await;
    assert_eq!(page.status, StatusCode::OK);
    let key = between(page.text(), "The key: <strong>", "</strong>").replace(' ', "");
    assert!(page.text().contains("<svg role=\"img\""));
    let code = shown(&key, pilot.clock());
    let done = pilot.post(cookie, FACTOR, &[("code", &code)]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.words());
    pilot.wait(Duration::from_secs(30));
    (key, done)
}

/// Somebody who has a password and a factor: the key, the recovery codes, their cookies.
pub(crate) async fn with_factor(pilot: &Pilot, role: Role) -> (String, Vec<String>, String) {
    let coming = accept(pilot, role, PASSWORD).await;
    assert_eq!(leads_to(&coming), FACTOR);
    let (key, done) = set_factor_up(pilot, &cookies(&coming)).await;
    let codes = done.text().split("<code>").skip(1);
    let codes = codes.map(|text| text.split('<').next().unwrap().to_owned());
    (key, codes.collect(), cookies(&done))
}

/// The password is right; the mark that the page of the code carries.
async fn password(pilot: &Pilot, name: &str) -> String {
    let page = sign_in(pilot, name, PASSWORD).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    assert_eq!(page.header(SET_COOKIE.as_str()), "");
    between(page.text(), "name=\"mark\" value=\"", "\"").to_owned()
}

async fn enter(pilot: &Pilot, mark: &str, code: &str) -> Answer {
    let fields = [("mark", mark), ("code", code)];
    pilot.post("", "/sign-in/code", &fields).await
}

#[tokio::test]
async fn a_second_factor_is_set_up_before_anything_else_and_asked_for_then() {
    let pilot = Pilot::with_factors().await;
    let coming = cookies(&accept(&pilot, Role::Practitioner, PASSWORD).await);
    for path in ["/families", "/today", "/account", "/account/password"] {
        assert_eq!(leads_to(&pilot.get(&coming, path).await), FACTOR, "{path}");
    }
    let answer = pilot.post(&coming, FACTOR, &[("code", "000000")]).await;
    assert_eq!(
        wrong(&answer),
        ["The code is not right. Enter the one that is shown now"]
    );
    let (key, done) = set_factor_up(&pilot, &coming).await;
    assert_eq!(done.text().matches("<code>").count(), 10);
    let me = cookies(&done);
    assert_eq!(pilot.get(&me, "/families").await.status, StatusCode::OK);
    // T31: the token before it is dead.
    assert_eq!(leads_to(&pilot.get(&coming, "/families").await), "/sign-in");
    // Neither the key nor the codes are shown again.
    let page = pilot.get(&me, FACTOR).await;
    assert!(page.words().contains("You have 10 recovery codes left."));
    assert!(!page.text().contains("<strong>") && !page.text().contains("<svg role"));

    pilot.post(&me, "/sign-out", &[]).await;
    let mark = password(&pilot, "practitioner").await;
    // T34: there is no way past the second step.
    assert_eq!(leads_to(&pilot.get("", "/sign-in/code").await), "/sign-in");
    assert_eq!(leads_to(&pilot.get("", "/families").await), "/sign-in");
    assert_eq!(wrong(&enter(&pilot, &mark, "000000").await), [REFUSED]);
    let code = shown(&key, pilot.clock());
    let answer = enter(&pilot, &mark, &code).await;
    assert_eq!(leads_to(&answer), "/today");
    let again = pilot.get(&cookies(&answer), "/families").await;
    assert_eq!(again.status, StatusCode::OK);
}

/// T34: a code is used once, a recovery code too, and a code of 90 seconds ago not at all.
#[tokio::test]
async fn no_code_works_twice() {
    let pilot = Pilot::with_factors().await;
    let (key, codes, _) = with_factor(&pilot, Role::Practitioner).await;
    let mark = password(&pilot, "practitioner").await;
    let old = shown(&key, pilot.clock());
    pilot.wait(Duration::from_secs(90));
    assert_eq!(wrong(&enter(&pilot, &mark, &old).await), [REFUSED]);
    let code = shown(&key, pilot.clock());
    assert_eq!(leads_to(&enter(&pilot, &mark, &code).await), "/today");
    assert_eq!(wrong(&enter(&pilot, &mark, &code).await), [REFUSED]);
    // Typed with capitals and without lines, as somebody reads it from paper.
    let typed = codes[3].to_uppercase().replace('-', " ");
    let answer = enter(&pilot, &mark, &typed).await;
    assert_eq!(leads_to(&answer), "/today");
    assert_eq!(wrong(&enter(&pilot, &mark, &codes[3]).await), [REFUSED]);
    let page = pilot.get(&cookies(&answer), FACTOR).await;
    assert!(page.words().contains("You have 9 recovery codes left."));
}

/// T34: guessing six digits.
#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let pilot = Pilot::with_factors().await;
    let (key, codes, mine) = with_factor(&pilot, Role::Practitioner).await;
    let mark = password(&pilot, "practitioner").await;
    for guess in ["000001", "000002", "000003", "000004", "000005"] {
        assert_eq!(wrong(&enter(&pilot, &mark, guess).await), [REFUSED]);
    }
    for code in [shown(&key, pilot.clock()), codes[0].clone()] {
        let answer = enter(&pilot, &mark, &code).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    }
    // Not in the browser of whoever the code is of.
    let code = shown(&key, pilot.clock());
    let fields = [("mark", mark.as_str()), ("code", &code)];
    let answer = pilot.post(&mine, "/sign-in/code", &fields).await;
    assert_eq!(leads_to(&answer), "/today");
}

#[tokio::test]
async fn the_password_is_shown_for_ten_minutes_and_for_one_person() {
    let pilot = Pilot::with_factors().await;
    let (key, ..) = with_factor(&pilot, Role::Practitioner).await;
    let mark = password(&pilot, "practitioner").await;
    for forged in ["", "00", &mark[2..]] {
        let code = shown(&key, pilot.clock());
        assert_eq!(leads_to(&enter(&pilot, forged, &code).await), "/sign-in");
    }
    pilot.wait(Duration::from_secs(601));
    let code = shown(&key, pilot.clock());
    assert_eq!(leads_to(&enter(&pilot, &mark, &code).await), "/sign-in");
    // Somebody else's code is no use.
    let (other, ..) = with_factor(&pilot, Role::Manager).await;
    let mark = password(&pilot, "practitioner").await;
    let code = shown(&other, pilot.clock());
    assert_eq!(wrong(&enter(&pilot, &mark, &code).await), [REFUSED]);
}

#[tokio::test]
async fn whoever_lost_the_telephone_gets_a_new_link_and_another_factor() {
    let pilot = Pilot::with_factors().await;
    let (_, codes, theirs) = with_factor(&pilot, Role::Practitioner).await;
    let (.., me) = with_factor(&pilot, Role::Administrator).await;
    let person = format!("/service/people/{}", viewer(Role::Practitioner).worker);
    let off = format!("{person}/second-factor/take-off");
    assert!(
        pilot
            .get(&me, &person)
            .await
            .words()
            .contains("Take the second factor off")
    );
    // Nobody else can sign in who could confirm it.
    assert_eq!(leads_to(&pilot.post(&me, &off, &[]).await), person);
    let fields = [("username", "practitioner")];
    let made = pilot.post(&me, &format!("{person}/link"), &fields).await;
    let shown = pilot.get(&me, &leads_to(&made)).await;
    let path = between(shown.text(), "/sign-in/link/", "<");
    let path = format!("/sign-in/link/{path}");
    assert_eq!(leads_to(&pilot.get(&theirs, "/today").await), "/sign-in");
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let changes = pilot.store.register_changes(&leave).await.unwrap();
    let logged = changes.iter().any(|it| it.says.contains("taken off"));
    assert!(logged);
    // There is nothing more to take off.
    let again = pilot.post(&me, &off, &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(
        !pilot
            .get(&me, &person)
            .await
            .words()
            .contains("Take the second factor off")
    );
    let answer = pilot.post("", &path, &[("password", PASSWORD)]).await;
    assert_eq!(leads_to(&answer), FACTOR);
    let (_, done) = set_factor_up(&pilot, &cookies(&answer)).await;
    assert!(!done.text().contains(&codes[0]));
}

#[tokio::test]
async fn where_it_is_not_asked_of_everybody_each_decides() {
    let pilot = Pilot::with_passwords().await;
    let me = cookies(&accept(&pilot, Role::Practitioner, PASSWORD).await);
    let page = pilot.get(&me, FACTOR).await;
    assert!(page.words().contains("Set up a second factor"));
    let begun = pilot.post(&me, &format!("{FACTOR}/key"), &[]).await;
    assert_eq!(leads_to(&begun), FACTOR);
    set_factor_up(&pilot, &me).await;
    password(&pilot, "practitioner").await;
}

#[tokio::test]
async fn who_has_no_password_has_no_factor() {
    let pilot = Pilot::empty().await;
    for role in Role::ALL {
        pilot.is_no_page_for(role, FACTOR).await;
        let cookie = pilot.sign_in(role).await;
        for path in [FACTOR, "/account/second-factor/key", "/account/confirm"] {
            let fields = [("code", "000000"), ("proof-then", "/service")];
            let answer = pilot.post(&cookie, path, &fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?} {path}");
        }
    }
    pilot.leads_to_sign_in(FACTOR).await;
    for path in [FACTOR, "/account/second-factor/key", "/account/confirm"] {
        assert_eq!(leads_to(&pilot.post("", path, &[]).await), "/sign-in");
    }
}
