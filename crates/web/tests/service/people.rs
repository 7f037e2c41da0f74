//! People: added once, changed, and gone.

use access::Role;
use axum::http::StatusCode;
use calendar::date;
use record::{TeamId, WorkerId};
use store::Worker;
use uuid::Uuid;

use crate::stage::{Pilot, SERVICE, viewer};
use crate::{fill_in, id_of, leads_to, wrong};

const NEW: &str = "/service/people/new";

async fn workers(pilot: &Pilot) -> Vec<Worker> {
    pilot.store.workers(SERVICE).await.unwrap()
}

async fn named(pilot: &Pilot, name: &str) -> Worker {
    let mut workers = workers(pilot).await.into_iter();
    workers.find(|worker| worker.name == name).unwrap()
}

fn address(worker: WorkerId) -> String {
    format!("/service/people/{worker}")
}

#[tokio::test]
async fn the_same_form_sent_twice_adds_one_and_gone_back_to_adds_another() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let before = workers(&pilot).await.len();
    let form = pilot.get(&me, NEW).await;
    let id = id_of(form.text());
    let fields = |name| [("id", id.as_str()), ("name", name), ("role", "evaluator")];
    let first = pilot.post(&me, NEW, &fields("Nora Newcomer")).await;
    let second = pilot.post(&me, NEW, &fields("Nora Newcomer")).await;
    assert_eq!(leads_to(&first), leads_to(&second));
    assert_eq!(workers(&pilot).await.len(), before + 1);

    // Back to the same form, for somebody else: Nora stays who she is.
    pilot.post(&me, NEW, &fields("Olga Other")).await;
    assert_eq!(workers(&pilot).await.len(), before + 2);
    named(&pilot, "Nora Newcomer").await;
    named(&pilot, "Olga Other").await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let answer = fill_in(&pilot, &me, NEW, &[]).await;
    assert_eq!(
        wrong(&answer),
        ["Enter the name of the person", "Choose a role"]
    );
    let nobody = Uuid::nil().to_string();
    let fields = [
        ("name", "Sam \"Example\""),
        ("role", "social_worker"),
        ("team", nobody.as_str()),
    ];
    let answer = fill_in(&pilot, &me, NEW, &fields).await;
    assert_eq!(wrong(&answer), ["Choose the team of the social worker"]);
    assert!(answer.text().contains("value=\"Sam &quot;Example&quot;\""));
    let long = "x".repeat(201);
    let answer = fill_in(&pilot, &me, NEW, &[("name", &long), ("role", "manager")]).await;
    let words = "The name of the person must be 200 characters or fewer";
    assert_eq!(wrong(&answer), [words]);
}

#[tokio::test]
async fn a_change_holds_at_once_for_who_is_signed_in() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let them = pilot.sign_in(Role::Evaluator).await;
    assert_eq!(
        pilot.get(&them, "/families").await.status,
        StatusCode::NOT_FOUND
    );
    let person = address(viewer(Role::Evaluator).worker);
    let fields = [("name", "Eve Example"), ("role", "practitioner")];
    let saved = pilot.post(&me, &person, &fields).await;
    assert_eq!(leads_to(&saved), person);
    // Another role is another start: what was open before is gone.
    assert_eq!(leads_to(&pilot.get(&them, "/families").await), "/sign-in");
    let again = pilot.sign_in(Role::Practitioner).await;
    let person = address(viewer(Role::Practitioner).worker);
    let fields = [("name", "Pat Example"), ("role", "practitioner")];
    pilot.post(&me, &person, &fields).await;
    let families = pilot.get(&again, "/families").await;
    assert!(families.words().contains("Pat Example"));
}

#[tokio::test]
async fn whoever_has_left_is_signed_out_and_stays_in_the_register() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let them = pilot.sign_in(Role::Practitioner).await;
    let who = viewer(Role::Practitioner).worker;
    let leaving = format!("{}/leaving", address(who));
    let until = |day| {
        [
            ("until-day", day),
            ("until-month", "8"),
            ("until-year", "2022"),
        ]
    };
    // It is 30 August 2022: on their last day they still work.
    pilot.post(&me, &leaving, &until("30")).await;
    assert_eq!(pilot.get(&them, "/families").await.status, StatusCode::OK);
    pilot.post(&me, &leaving, &until("29")).await;
    assert_eq!(leads_to(&pilot.get(&them, "/families").await), "/sign-in");
    let worker = named(&pilot, "A practitioner").await;
    assert_eq!(worker.until, Some(date(2022, 8, 29)));
    let list = pilot.get(&me, "/service/people").await;
    assert!(list.words().contains("Who have left"));
    // There is no way in to make for them.
    let person = pilot.get(&me, &address(who)).await;
    assert!(!person.text().contains("Make a sign-in link"));
    let link = pilot
        .post(
            &me,
            &format!("{}/link", address(who)),
            &[("username", "pat")],
        )
        .await;
    assert_eq!(link.status, StatusCode::NOT_FOUND);
    // An empty day takes it back.
    pilot.post(&me, &leaving, &[]).await;
    assert_eq!(named(&pilot, "A practitioner").await.until, None);
    let answer = pilot.post(&me, &leaving, &until("32")).await;
    assert_eq!(wrong(&answer), ["The last day must be a real date"]);
    assert!(answer.text().contains("value=\"32\""));
}

#[tokio::test]
async fn a_service_keeps_an_administrator_and_nobody_changes_their_own_role() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let own = address(viewer(Role::Administrator).worker);
    let fields = [("name", "A administrator"), ("role", "manager")];
    let answer = pilot.post(&me, &own, &fields).await;
    let words = "Somebody has to be administrator. Make somebody else an administrator first";
    assert_eq!(wrong(&answer), [words]);
    let day = [
        ("until-day", "1"),
        ("until-month", "1"),
        ("until-year", "2027"),
    ];
    let answer = pilot.post(&me, &format!("{own}/leaving"), &day).await;
    assert_eq!(wrong(&answer), [words]);

    let other = address(viewer(Role::Manager).worker);
    let fields_of_other = [("name", "A manager"), ("role", "administrator")];
    pilot.post(&me, &other, &fields_of_other).await;
    let answer = pilot.post(&me, &own, &fields).await;
    let words = "Nobody changes their own role. Ask another administrator";
    assert_eq!(wrong(&answer), [words]);
    let another = pilot.sign_in(Role::Manager).await;
    assert_eq!(leads_to(&pilot.post(&another, &own, &fields).await), own);
    // Who was administrator is not any more, at once.
    assert_eq!(leads_to(&pilot.get(&me, "/service").await), "/sign-in");
}

#[tokio::test]
async fn a_team_is_added_once_changed_and_no_longer_refers() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let new = "/service/teams/new";
    let answer = fill_in(&pilot, &me, new, &[("kind", "social_care")]).await;
    assert_eq!(wrong(&answer), ["Enter the name of the team"]);
    let until = [
        ("name", "North"),
        ("kind", "social_care"),
        ("until-day", "31"),
        ("until-month", "1"),
        ("until-year", "2021"),
    ];
    let answer = fill_in(&pilot, &me, new, &until).await;
    let words = "Enter the first day too, or leave both empty";
    assert_eq!(wrong(&answer), [words]);
    let form = pilot.get(&me, new).await;
    let id = id_of(form.text());
    let mut fields = vec![
        ("id", id.as_str()),
        ("name", "North"),
        ("kind", "social_care"),
        ("from-day", "1"),
        ("from-month", "2"),
        ("from-year", "2021"),
    ];
    for _ in 0..2 {
        let added = pilot.post(&me, new, &fields).await;
        assert_eq!(leads_to(&added), "/service/teams");
    }
    let teams = async || pilot.store.teams(SERVICE).await.unwrap();
    assert_eq!(teams().await.len(), 1);
    let team: TeamId = teams().await[0].team;
    let path = format!("/service/teams/{team}");

    fields.extend([
        ("until-day", "31"),
        ("until-month", "1"),
        ("until-year", "2021"),
    ]);
    let answer = pilot.post(&me, &path, &fields).await;
    assert_eq!(
        wrong(&answer),
        ["The last day must be on or after the first"]
    );
    fields.truncate(6);
    fields.extend([
        ("until-day", "29"),
        ("until-month", "8"),
        ("until-year", "2022"),
    ]);
    pilot.post(&me, &path, &fields).await;
    assert!(teams().await[0].may_refer(date(2022, 8, 29)));
    assert!(!teams().await[0].may_refer(date(2022, 8, 30)));
    let list = pilot.get(&me, "/service/teams").await;
    assert!(list.words().contains("No longer, since 29 August 2022"));
    // What is known stands in the form.
    let form = pilot.get(&me, &path).await;
    assert!(form.text().contains("value=\"North\""));
    assert!(form.text().contains("value=\"2022\""));
}
