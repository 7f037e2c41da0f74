//! Two people for what gives rights (T7, T8, T9), and that people are told when their sign-in was changed.

use std::time::Duration;

use access::Role;
use axum::http::StatusCode;
use record::WorkerId;
use store::{LinkToken, MessageKind, Worker};
use uuid::Uuid;

use crate::accounts::{accept, sign_in};
use crate::factors::{shown, with_factor};
use crate::stage::{Pilot, SERVICE, viewer};
use crate::{PASSWORD, between, cookies, fill_in, leads_to};

const RIGHTS: &str = "/service/rights";

fn person(role: Role) -> String {
    format!("/service/people/{}", viewer(role).worker)
}

async fn role_of(pilot: &Pilot, of: Role) -> Role {
    let workers = pilot.store.workers(SERVICE).await.unwrap();
    let worker = workers.iter().find(|it| it.worker == viewer(of).worker);
    worker.unwrap().role
}

async fn told(pilot: &Pilot, role: Role) -> Vec<MessageKind> {
    let unread = pilot.store.unread_messages(&viewer(role)).await.unwrap();
    unread.into_iter().map(|it| it.kind).collect()
}

/// Where the only proposal that waits is confirmed.
async fn waits(pilot: &Pilot, cookie: &str) -> Option<String> {
    let page = pilot.get(cookie, RIGHTS).await;
    assert_eq!(page.status, StatusCode::OK);
    let mark = format!("action=\"{RIGHTS}/");
    let mut forms = page.text().split(&mark).skip(1);
    let first = forms.find(|it| it.contains("/confirm\""))?;
    Some(format!("{RIGHTS}/{}", first.split('"').next().unwrap()))
}

/// An administrator, and a manager who can sign in.
async fn two() -> (Pilot, String, String) {
    let pilot = Pilot::with_passwords().await;
    let me = cookies(&accept(&pilot, Role::Administrator, PASSWORD).await);
    let manager = cookies(&accept(&pilot, Role::Manager, PASSWORD).await);
    (pilot, me, manager)
}

#[tokio::test]
async fn a_role_is_given_by_one_and_confirmed_by_another() {
    let (pilot, me, manager) = two().await;
    let fields = [("name", "An evaluator"), ("role", "auditor")];
    let saved = pilot.post(&me, &person(Role::Evaluator), &fields).await;
    assert_eq!(leads_to(&saved), person(Role::Evaluator));
    assert_eq!(role_of(&pilot, Role::Evaluator).await, Role::Evaluator);
    assert!(
        pilot
            .get(&me, &person(Role::Evaluator))
            .await
            .words()
            .contains("waits for a second person")
    );
    assert_eq!(
        told(&pilot, Role::Manager).await,
        [MessageKind::RightsProposed]
    );
    // Whoever proposed it sees that it waits and cannot confirm it, by any way.
    let page = pilot.get(&me, RIGHTS).await.words();
    assert!(
        page.contains("Waits for A manager") && page.contains("Evaluator becomes auditor"),
        "{page}"
    );
    assert_eq!(waits(&pilot, &me).await, None);
    let confirm = waits(&pilot, &manager).await.unwrap();
    assert_eq!(
        pilot.post(&me, &confirm, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    // Nor can those who have no part in it.
    let other = cookies(&accept(&pilot, Role::Evaluator, PASSWORD).await);
    assert_eq!(
        pilot.post(&other, &confirm, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        pilot.get(&other, RIGHTS).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(leads_to(&pilot.post(&manager, &confirm, &[]).await), RIGHTS);
    assert_eq!(role_of(&pilot, Role::Evaluator).await, Role::Auditor);
    assert_eq!(
        told(&pilot, Role::Administrator).await,
        [MessageKind::RightsDecided]
    );
    assert_eq!(
        leads_to(&pilot.get(&other, "/evaluation").await),
        "/sign-in"
    );
    assert_eq!(
        pilot.post(&manager, &confirm, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let log = pilot.store.register_changes(&leave).await.unwrap();
    let by = |it: &store::RegisterChange| (it.register.clone(), it.changed_by);
    let log: Vec<_> = log
        .iter()
        .filter(|it| it.register == "proposal")
        .map(by)
        .collect();
    let proposal = |role| ("proposal".to_owned(), viewer(role).worker);
    assert_eq!(
        log,
        [proposal(Role::Administrator), proposal(Role::Manager)]
    );
}

#[tokio::test]
async fn nobody_confirms_what_is_for_themselves_and_a_manager_only_where_there_is_no_other_administrator()
 {
    let (pilot, me, manager) = two().await;
    // For the manager: nobody else can confirm it but they may not, so that there is one alone.
    let fields = [("name", "A manager"), ("role", "administrator")];
    pilot.post(&me, &person(Role::Manager), &fields).await;
    assert_eq!(
        role_of(&pilot, Role::Manager).await,
        Role::Administrator,
        "there is nobody else"
    );
    assert_eq!(leads_to(&pilot.get(&manager, "/today").await), "/sign-in");
    let second = cookies(&sign_in(&pilot, "manager", PASSWORD).await);
    // Two administrators now: a practitioner who becomes manager is confirmed by the other.
    let third = cookies(&accept(&pilot, Role::Practitioner, PASSWORD).await);
    let fields = [("name", "A practitioner"), ("role", "manager")];
    pilot.post(&me, &person(Role::Practitioner), &fields).await;
    assert_eq!(
        role_of(&pilot, Role::Practitioner).await,
        Role::Practitioner
    );
    let confirm = waits(&pilot, &second).await.unwrap();
    assert_eq!(
        pilot.get(&third, RIGHTS).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(leads_to(&pilot.post(&second, &confirm, &[]).await), RIGHTS);
    // That manager confirms nothing while the other administrator can.
    let third = cookies(&sign_in(&pilot, "practitioner", PASSWORD).await);
    let fields = [("name", "An evaluator"), ("role", "auditor")];
    pilot.post(&me, &person(Role::Evaluator), &fields).await;
    assert_eq!(waits(&pilot, &third).await, None);
    let confirm = waits(&pilot, &second).await.unwrap();
    assert_eq!(
        pilot.post(&third, &confirm, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    // It can be refused, and then it is nobody's.
    let refuse = confirm.replace("/confirm", "/refuse");
    assert_eq!(
        pilot.post(&third, &refuse, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(leads_to(&pilot.post(&second, &refuse, &[]).await), RIGHTS);
    assert_eq!(
        pilot.post(&second, &confirm, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(role_of(&pilot, Role::Evaluator).await, Role::Evaluator);
}

#[tokio::test]
async fn somebody_new_with_grave_rights_is_there_once_they_are_confirmed() {
    let (pilot, me, manager) = two().await;
    let fields = [("name", "Mara Makebelieve"), ("role", "manager")];
    let added = fill_in(&pilot, &me, "/service/people/new", &fields).await;
    assert_eq!(leads_to(&added), "/service/people");
    let known = async || {
        let workers = pilot.store.workers(SERVICE).await.unwrap();
        workers.iter().any(|it| it.name == "Mara Makebelieve")
    };
    assert!(!known().await, "proposed, and no member yet (T7)");
    // What nobody confirms in a week is let go.
    pilot.wait(Duration::from_hours(1));
    let manager_now = cookies(&sign_in(&pilot, "manager", PASSWORD).await);
    let confirm = waits(&pilot, &manager_now).await.unwrap();
    assert_eq!(leads_to(&pilot.get(&manager, "/today").await), "/sign-in");
    let asked = pilot.post(&manager_now, &confirm, &[]).await;
    assert_eq!(leads_to(&asked), RIGHTS);
    assert!(known().await);
    // A practitioner takes one.
    let me = cookies(&sign_in(&pilot, "administrator", PASSWORD).await);
    let fields = [("name", "Paul Pretend"), ("role", "practitioner")];
    let added = fill_in(&pilot, &me, "/service/people/new", &fields).await;
    assert!(leads_to(&added).starts_with("/service/practitioners/"));
    let fields = [("name", "Ada Assumed"), ("role", "auditor")];
    fill_in(&pilot, &me, "/service/people/new", &fields).await;
    pilot.wait(Duration::from_hours(24 * 7));
    let late = cookies(&sign_in(&pilot, "manager", PASSWORD).await);
    assert_eq!(waits(&pilot, &late).await, None);
}

#[tokio::test]
async fn an_alert_goes_to_the_others_when_somebody_tries_to_give_themselves_rights() {
    let (pilot, me, _) = two().await;
    let fields = [("name", "An administrator"), ("role", "manager")];
    for _ in 0..2 {
        let leave = viewer(Role::Administrator).set_up().unwrap();
        let other = Worker::new(
            WorkerId(Uuid::from_u128(903)),
            "Another",
            Role::Administrator,
        );
        pilot
            .store
            .put_worker(&leave, other, pilot.clock())
            .await
            .unwrap();
        let refused = pilot.post(&me, &person(Role::Administrator), &fields).await;
        assert!(refused.words().contains("Nobody changes their own role"));
        pilot.wait(Duration::from_secs(1));
    }
    assert_eq!(
        role_of(&pilot, Role::Administrator).await,
        Role::Administrator
    );
    assert_eq!(
        told(&pilot, Role::Manager).await,
        [MessageKind::RightsRefused; 2]
    );
}

#[tokio::test]
async fn taking_a_factor_off_takes_two_and_its_owner_is_told() {
    let pilot = Pilot::with_factors().await;
    let (.., me) = with_factor(&pilot, Role::Administrator).await;
    let (key, _, manager) = with_factor(&pilot, Role::Manager).await;
    let (theirs_key, codes, theirs) = with_factor(&pilot, Role::Practitioner).await;
    let off = format!("{}/second-factor/take-off", person(Role::Practitioner));
    assert_eq!(
        leads_to(&pilot.post(&me, &off, &[]).await),
        person(Role::Practitioner)
    );
    assert_eq!(
        pilot.get(&theirs, "/today").await.status,
        StatusCode::OK,
        "not yet"
    );
    let confirm = waits(&pilot, &manager).await.unwrap();
    pilot.wait(Duration::from_mins(11));
    // It is grave for whoever confirms it, too.
    let asked = pilot.post(&manager, &confirm, &[]).await;
    assert!(asked.words().contains("Confirm that it is you"));
    let code = shown(&key, pilot.clock());
    let proof = [
        ("proof-then", confirm.as_str()),
        ("proof-password", PASSWORD),
        ("code", &code),
    ];
    let on = pilot.post(&manager, "/account/confirm", &proof).await;
    let manager = cookies(&on);
    assert_eq!(
        leads_to(&pilot.post(&manager, &confirm, &proof).await),
        RIGHTS
    );
    assert_eq!(leads_to(&pilot.get(&theirs, "/today").await), "/sign-in");
    assert_eq!(
        told(&pilot, Role::Practitioner).await,
        [MessageKind::FactorOff]
    );
    drop((theirs_key, codes));
}

#[tokio::test]
async fn people_are_told_when_their_way_in_was_changed_and_not_when_they_first_come() {
    let pilot = Pilot::with_factors().await;
    let (key, codes, mine) = with_factor(&pilot, Role::Practitioner).await;
    assert!(
        told(&pilot, Role::Practitioner).await.is_empty(),
        "they first come"
    );
    // Their browser is not known where they sign in with a recovery code.
    pilot.wait(Duration::from_hours(2));
    let page = sign_in(&pilot, "practitioner", PASSWORD).await;
    let mark = between(page.text(), "name=\"mark\" value=\"", "\"").to_owned();
    let fields = [("mark", mark.as_str()), ("code", codes[0].as_str())];
    let answer = pilot.post("", "/sign-in/code", &fields).await;
    assert_eq!(leads_to(&answer), "/today");
    let mut kinds = told(&pilot, Role::Practitioner).await;
    kinds.sort();
    assert_eq!(kinds, [MessageKind::CodeUsed, MessageKind::NewBrowser]);
    let home = pilot.get(&cookies(&answer), "/today").await.words();
    assert!(
        home.contains("One of your recovery codes was used"),
        "{home}"
    );
    assert!(home.contains("If it was not you"), "{home}");
    // A link that sets the password anew lasts an hour (T35).
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let who = viewer(Role::Practitioner).worker;
    let (name, token) = ("practitioner".parse().unwrap(), LinkToken::new([9; 32]));
    let made = pilot
        .store
        .make_sign_in_link(&leave, who, &name, &token, pilot.clock());
    assert_eq!(
        made.await.unwrap(),
        pilot.clock().plus(Duration::from_hours(1))
    );
    pilot.wait(Duration::from_mins(59));
    let path = format!("/sign-in/link/{}", token.text());
    let set = pilot
        .post("", &path, &[("password", "violin moss orbit kettle")])
        .await;
    assert_eq!(set.status, StatusCode::OK, "a code is asked for");
    assert!(
        told(&pilot, Role::Practitioner)
            .await
            .contains(&MessageKind::PasswordSet)
    );
    let late = LinkToken::new([10; 32]);
    let made = pilot
        .store
        .make_sign_in_link(&leave, who, &name, &late, pilot.clock());
    made.await.unwrap();
    pilot.wait(Duration::from_hours(1));
    let path = format!("/sign-in/link/{}", late.text());
    assert_eq!(pilot.get("", &path).await.status, StatusCode::NOT_FOUND);
    drop((key, mine));
}
