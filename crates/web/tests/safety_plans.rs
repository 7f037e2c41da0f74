//! Safety plans and lapses through the pages, and that a confidential lapse leaves no trace for
//! whoever may not see it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use common::forms::{address, chronology, count, hidden, person, send};
use common::stage::{Answer, Pilot};
use common::{family, seaside};

/// A family whose case the social worker of the tests holds.
const HELD: u128 = 1;
const SAID: &str = "I had two glasses when they were asleep.";
const DAY: (&str, &str) = ("day", "2022-08-30");

async fn done(pilot: &Pilot, role: Role, act: &str, fields: &[(&str, &str)]) {
    let answer = send(pilot, role, HELD, act, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{act}: {}",
        answer.words()
    );
}

async fn planned(pilot: &Pilot) {
    let mother = person(HELD, 0);
    let plan = [
        ("words", "Sober while the children are here"),
        ("item_1", "Rings her sister first"),
        ("whose_1", mother.as_str()),
        DAY,
    ];
    done(pilot, Role::SocialWorker, "safety-plan", &plan).await;
}

/// The number of the last item that a form offers to a role.
async fn item(pilot: &Pilot, role: Role, act: &str) -> String {
    let cookie = pilot.sign_in(role).await;
    let page = pilot.get(&cookie, &address(HELD, act)).await;
    let items = page.text().rsplit("name=\"item\" type=\"radio\" value=\"");
    let last = items.into_iter().next().unwrap();
    last.split('"').next().unwrap().to_owned()
}

async fn safety(pilot: &Pilot, role: Role) -> String {
    let cookie = pilot.sign_in(role).await;
    let path = format!("/families/{}/safety", family(HELD));
    pilot.get(&cookie, &path).await.words()
}

/// A lapse as somebody without scripts sends it.
async fn lapse(pilot: &Pilot, in_care: &str, followed: &str, decided: &str) -> Answer {
    let item = item(pilot, Role::Practitioner, "lapse").await;
    let (mother, child) = (person(HELD, 0), person(HELD, 1));
    let fields = [
        ("item", item.as_str()),
        ("person", mother.as_str()),
        ("child", child.as_str()),
        ("in_care", in_care),
        ("followed", followed),
        ("decided", decided),
        ("words", SAID),
        DAY,
    ];
    send(pilot, Role::Practitioner, HELD, "lapse", &fields).await
}

#[tokio::test]
async fn the_social_worker_writes_and_ends_the_plan_and_the_team_proposes() {
    let pilot = seaside().await;
    planned(&pilot).await;
    let proposed = [("words", "Her sister has a key"), ("whose", "family"), DAY];
    done(&pilot, Role::Practitioner, "plan-item", &proposed).await;
    let page = safety(&pilot, Role::SocialWorker).await;
    for words in [
        "Sober while",
        "Rings her sister first",
        "Her sister has a key",
        "Proposed",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let number = item(&pilot, Role::SocialWorker, "plan-step").await;
    let agreed = [("item", number.as_str()), ("step", "agreed"), DAY];
    done(&pilot, Role::SocialWorker, "plan-step", &agreed).await;
    let page = safety(&pilot, Role::Practitioner).await;
    assert!(!page.contains("Proposed 30"), "{page}");
    let ended = [("words", "Half a year without"), DAY];
    done(&pilot, Role::SocialWorker, "end-safety-plan", &ended).await;
    let page = safety(&pilot, Role::Practitioner).await;
    assert!(page.contains("There is no safety plan now") && page.contains("Half a year without"));
    pilot.store.verify().await.unwrap();
}

#[tokio::test]
async fn who_may_not_is_told_there_is_no_such_page() {
    let pilot = seaside().await;
    planned(&pilot).await;
    for act in [
        "safety-plan",
        "plan-item",
        "plan-step",
        "end-safety-plan",
        "lapse",
    ] {
        pilot.leads_to_sign_in(&address(HELD, act)).await;
        for role in [Role::CoOrdinator, Role::Evaluator, Role::Administrator] {
            pilot.is_no_page_for(role, &address(HELD, act)).await;
        }
        pilot
            .is_no_page_for(Role::SocialWorker, &address(2, act))
            .await;
    }
    for act in ["safety-plan", "plan-step", "end-safety-plan"] {
        for role in [Role::Practitioner, Role::Manager] {
            pilot.is_no_page_for(role, &address(HELD, act)).await;
        }
    }
    pilot
        .is_no_page_for(Role::SocialWorker, &address(HELD, "lapse"))
        .await;
}

#[tokio::test]
async fn whom_a_lapse_is_shared_with_is_read_before_it_is_saved() {
    let pilot = seaside().await;
    planned(&pilot).await;
    // Without scripts the form comes back once to say it, and again if the answers change.
    for decided in ["", "team"] {
        let answer = lapse(&pilot, "yes", "not_known", decided).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.words().contains("Read who will be told"));
        assert!(answer.words().contains("This must be told"));
        assert!(
            answer
                .text()
                .contains("name=\"decided\" value=\"social_worker\"")
        );
        assert!(answer.text().contains(SAID));
    }
    let page = chronology(&pilot, Role::Practitioner, HELD).await;
    assert_eq!(count(&page, "lapse"), 0);
    let answer = lapse(&pilot, "yes", "not_known", "social_worker").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let home = pilot.get(&cookie, "/today").await.words();
    assert!(home.contains("Immediate concern"), "{home}");
    let page = chronology(&pilot, Role::SocialWorker, HELD).await;
    assert_eq!((count(&page, "lapse"), count(&page, "concern")), (1, 1));
    assert!(safety(&pilot, Role::SocialWorker).await.contains(SAID));
}

/// Everything of the family that its social worker can reach.
async fn reached(pilot: &Pilot) -> Vec<String> {
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let own = format!("/families/{}", family(HELD));
    let tabs = ["", "/people", "/support", "/safety", "/status", "/outcomes"];
    let mut paths: Vec<String> = tabs.map(|tab| format!("{own}{tab}")).into();
    paths.extend(["?kind=lapse", "/safety?as_at=2022-08-29"].map(|rest| format!("{own}{rest}")));
    for path in [
        "/today",
        "/today/waiting",
        "/today/waiting.csv",
        "/today/families.csv",
        "/families",
        "/families.csv",
        "/drafts",
    ] {
        paths.push(path.to_owned());
    }
    for act in ["note", "concern", "plan-item", "plan-step", "lapse"] {
        paths.push(address(HELD, act));
    }
    let mut all = Vec::new();
    for path in paths {
        let answer = pilot.get(&cookie, &path).await;
        // Each form has a submission of its own, which is chance.
        let mut text = answer.text().to_owned();
        if path.contains("/record/") && answer.status == StatusCode::OK {
            for (_, value) in hidden(answer.text()) {
                text = text.replace(&value, "");
            }
        }
        all.push(format!("{path} {} {text}", answer.status));
    }
    all
}

#[tokio::test]
async fn a_confidential_lapse_leaves_no_trace_for_the_social_worker() {
    let pilot = seaside().await;
    planned(&pilot).await;
    let before = reached(&pilot).await;
    for (in_care, followed) in [
        ("no", "yes"),
        ("yes", "yes"),
        ("no", "no"),
        ("not_known", "yes"),
    ] {
        let answer = lapse(&pilot, in_care, followed, "team").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        assert!(answer.header(LOCATION.as_str()).ends_with("?done=lapse"));
    }
    let page = chronology(&pilot, Role::Practitioner, HELD).await;
    assert_eq!((count(&page, "lapse"), count(&page, "concern")), (4, 0));
    assert!(safety(&pilot, Role::Manager).await.contains(SAID));
    for (was, is) in before.iter().zip(reached(&pilot).await) {
        assert_eq!(*was, is);
    }
}
