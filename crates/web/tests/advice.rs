//! The book of advice and asking for a consultation, as a browser asks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use common::forms::{address, done as recorded, hidden, me};
use common::stage::{Answer, Pilot};
use common::{family, seaside};
use uuid::Uuid;

const QUESTION: &str = "How to speak with a child who is not brought to school";
const ASKED: &str = "Who could get alongside this father?";

/// A form opened, and sent with these fields.
async fn send(pilot: &Pilot, role: Role, path: &str, fields: &[(&str, &str)]) -> Answer {
    let cookie = pilot.sign_in(role).await;
    let page = pilot.get(&cookie, path).await;
    assert_eq!(page.status, StatusCode::OK, "{role:?} {path}");
    let hidden = hidden(page.text());
    let to = hidden
        .iter()
        .find(|(name, _)| name == "form")
        .unwrap()
        .1
        .clone();
    let hidden = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<(&str, &str)> = hidden.chain(fields.iter().copied()).collect();
    pilot.post(&cookie, &to, &all).await
}

async fn done(pilot: &Pilot, role: Role, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = send(pilot, role, path, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{path}: {}",
        answer.words()
    );
    let to = answer.header(LOCATION.as_str());
    to.split('?').next().unwrap().to_owned()
}

async fn page(pilot: &Pilot, role: Role, path: &str) -> Answer {
    let cookie = pilot.sign_in(role).await;
    let page = pilot.get(&cookie, path).await;
    assert_eq!(page.status, StatusCode::OK, "{role:?} {path}");
    page
}

async fn gave(pilot: &Pilot, path: &str, more: &[(&str, &str)]) -> String {
    let worker = me(Role::Practitioner);
    let mut fields = vec![
        ("kind", "consultation"),
        ("to", "Tess Testperson, teacher"),
        ("team", "Brightsea Primary"),
        ("day", "2022-08-20"),
        ("mode", "phone"),
        ("minutes", "25"),
        ("worker", worker.as_str()),
        ("question", QUESTION),
        ("advice", "Begin with what goes well"),
        ("advice_youth_work", "Walk with him to school"),
        ("signposts", "The family hub"),
        ("came", "nothing_more"),
    ];
    for (name, value) in more {
        fields.retain(|(own, _)| own != name);
        fields.push((name, value));
    }
    done(pilot, Role::Practitioner, path, &fields).await
}

async fn asked(pilot: &Pilot, about: &str) -> String {
    let fields = [
        ("family", about),
        ("question", ASKED),
        ("discipline", "drug_alcohol"),
        ("reach", "By phone, after 3"),
    ];
    done(pilot, Role::SocialWorker, "/ask", &fields).await
}

#[tokio::test]
async fn who_may_not_is_told_there_is_no_such_page() {
    let pilot = seaside().await;
    let given = gave(&pilot, "/advice/record", &[]).await;
    let id = given.rsplit('/').next().unwrap().to_owned();
    let asked = asked(&pilot, "none").await;
    let ask_id = asked.rsplit('/').next().unwrap().to_owned();
    let kept = [
        "/advice".to_owned(),
        "/advice.csv".to_owned(),
        "/advice.xlsx".to_owned(),
        "/advice/asked".to_owned(),
        "/advice/record".to_owned(),
        "/advice/asked.csv".to_owned(),
        "/advice/asked.xlsx".to_owned(),
        given,
        format!("/advice/entry/{ask_id}"),
        format!("/advice/record/{ask_id}"),
        format!("/advice/put-right/{id}"),
        format!("/advice/came/{id}"),
    ];
    let others = [
        Role::SocialWorker,
        Role::CoOrdinator,
        Role::Evaluator,
        Role::Administrator,
    ];
    for path in &kept {
        pilot.leads_to_sign_in(path).await;
        for role in others {
            pilot.is_no_page_for(role, path).await;
        }
        page(&pilot, Role::Manager, path).await;
    }
    let own = ["/ask".to_owned(), "/refer/advice".to_owned(), asked.clone()];
    for path in &own {
        pilot.leads_to_sign_in(path).await;
        for role in [
            Role::Practitioner,
            Role::Manager,
            Role::CoOrdinator,
            Role::Evaluator,
            Role::Administrator,
        ] {
            pilot.is_no_page_for(role, path).await;
        }
    }
    // What is not there looks the same.
    let nothing = Uuid::from_u128(404);
    for path in ["entry", "record", "put-right", "came"] {
        let path = format!("/advice/{path}/{nothing}");
        pilot.is_no_page_for(Role::Manager, &path).await;
    }
    pilot
        .is_no_page_for(Role::SocialWorker, &format!("/asked/{nothing}"))
        .await;
    // Nor may they send what they may not open.
    let fields = [
        ("submission", nothing.to_string()),
        ("id", nothing.to_string()),
    ];
    let fields = fields.iter().map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<(&str, &str)> = fields.collect();
    for role in others {
        let cookie = pilot.sign_in(role).await;
        for path in [&kept[4], &kept[9], &kept[10], &kept[11]] {
            let answer = pilot.post(&cookie, path, &fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?} {path}");
        }
    }
    for role in [Role::Practitioner, Role::Evaluator] {
        let cookie = pilot.sign_in(role).await;
        for path in ["/ask".to_owned(), format!("{asked}/no-longer")] {
            let answer = pilot.post(&cookie, &path, &fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?} {path}");
        }
    }
}

#[tokio::test]
async fn help_about_no_family_is_kept_listed_and_put_right() {
    let pilot = seaside().await;
    let empty = page(&pilot, Role::Practitioner, "/advice").await;
    assert!(
        empty
            .words()
            .contains("No consultation or advice about a family")
    );
    let entry = gave(&pilot, "/advice/record", &[]).await;
    let shown = page(&pilot, Role::Manager, &entry).await;
    for words in [
        "Tess Testperson, teacher, Brightsea Primary",
        "By phone, 25 minutes",
        "A practitioner",
        QUESTION,
        "Begin with what goes well",
        "Walk with him to school",
        "The family hub",
    ] {
        assert!(shown.words().contains(words), "{words}: {}", shown.words());
    }
    let list = page(&pilot, Role::Practitioner, "/advice").await;
    assert!(list.words().contains("1 entry"), "{}", list.words());
    let csv = page(&pilot, Role::Practitioner, "/advice.csv").await;
    assert_eq!(csv.text().matches(QUESTION).count(), 1);
    let none = page(&pilot, Role::Practitioner, "/advice?kind=coaching").await;
    assert!(none.words().contains("Nothing in the book is like this"));
    let csv = page(&pilot, Role::Practitioner, "/advice.csv?kind=coaching").await;
    assert_eq!(csv.text().matches(QUESTION).count(), 0);

    let right = entry.replace("/entry/", "/put-right/");
    // It says so already: with a reason alone nothing is put right.
    let fields = [
        ("kind", "consultation"),
        ("to", "Tess Testperson, teacher"),
        ("team", "Brightsea Primary"),
        ("day", "2022-08-20"),
        ("mode", "phone"),
        ("question", QUESTION),
        ("advice", "Begin with what goes well"),
        ("advice_youth_work", "Walk with him to school"),
        ("signposts", "The family hub"),
        ("why", "It took longer"),
    ];
    let worker = me(Role::Practitioner);
    let with = |minutes| {
        let more = [("worker", worker.as_str()), ("minutes", minutes)];
        fields.into_iter().chain(more).collect::<Vec<_>>()
    };
    let same = send(&pilot, Role::Manager, &right, &with("25")).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(same.words().contains("It says so already"));
    assert_eq!(
        done(&pilot, Role::Manager, &right, &with("40")).await,
        entry
    );
    let shown = page(&pilot, Role::Practitioner, &entry).await;
    for words in [
        "40 minutes",
        "25 minutes",
        "Recorded before",
        "It took longer",
    ] {
        assert!(shown.words().contains(words), "{words}");
    }
    let came = entry.replace("/entry/", "/came/");
    let refused = [("came", "linked"), ("family", "F999")];
    let answer = send(&pilot, Role::Manager, &came, &refused).await;
    assert!(answer.words().contains("no family with this reference"));
    done(
        &pilot,
        Role::Manager,
        &came,
        &[("came", "linked"), ("family", "f003")],
    )
    .await;
    let shown = page(&pilot, Role::Practitioner, &entry).await;
    assert!(shown.text().contains(&format!("/families/{}", family(3))));
    // The list and its file follow what is said now.
    let list = page(&pilot, Role::Practitioner, "/advice?came=linked").await;
    assert!(list.words().contains("1 entry"));
    // A page that is no more is the last one, and nonsense is no page.
    let far = format!("/advice?page={}", usize::MAX);
    let far = page(&pilot, Role::Practitioner, &far).await;
    assert!(far.words().contains("1 entry"));
    pilot
        .is_no_page_for(Role::Practitioner, "/advice?page=0")
        .await;
}

#[tokio::test]
async fn what_is_missing_is_named_and_nothing_typed_is_lost() {
    let pilot = seaside().await;
    let typed = [
        ("question", QUESTION),
        ("minutes", "0"),
        ("came", "nothing_more"),
    ];
    let answer = send(&pilot, Role::Practitioner, "/advice/record", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Choose what they came for",
        "Say who asked",
        "Say of which team",
        "whole number from 1 to 1440",
        "Say who of the team was there",
        "Record the advice",
        QUESTION,
    ] {
        assert!(answer.words().contains(words), "{words}");
    }
    // It is a draft of its author's, and of nobody else.
    let again = page(&pilot, Role::Practitioner, "/advice/record").await;
    assert!(again.words().contains("You had begun this"));
    assert!(again.words().contains(QUESTION));
    let drafts = page(&pilot, Role::Practitioner, "/drafts").await;
    assert!(drafts.words().contains("A consultation or advice"));
    let other = page(&pilot, Role::Manager, "/advice/record").await;
    assert!(!other.words().contains(QUESTION));
    // Whoever is signed out meanwhile loses nothing either.
    let hidden = hidden(other.text());
    let fields: Vec<(&str, &str)> = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain([("question", "Typed before the session ended")])
        .collect();
    let ended = pilot.post("", "/advice/record", &fields).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    let back = page(&pilot, Role::Manager, "/advice/record").await;
    assert!(back.words().contains("Typed before the session ended"));
}

#[tokio::test]
async fn what_is_asked_about_no_family_waits_and_is_answered() {
    let pilot = seaside().await;
    let board = page(&pilot, Role::Manager, "/today").await;
    assert!(!board.words().contains("Asked for a consultation"));
    let asked = asked(&pilot, "none").await;
    let board = page(&pilot, Role::Manager, "/today").await;
    assert!(
        board.words().contains("Asked for a consultation"),
        "{}",
        board.words()
    );
    let waiting = page(&pilot, Role::Manager, "/advice/asked").await;
    assert!(waiting.words().contains("1 waits"));
    for words in [
        ASKED,
        "By phone, after 3",
        "No family yet",
        "less than an hour",
    ] {
        assert!(waiting.words().contains(words), "{words}");
    }
    let csv = page(&pilot, Role::Manager, "/advice/asked.csv").await;
    assert_eq!(csv.text().matches(ASKED).count(), 1);
    let own = page(&pilot, Role::SocialWorker, "/today").await;
    assert!(own.words().contains("Waits for the team"));
    let answer = asked.replace("/asked/", "/advice/record/");
    let form = page(&pilot, Role::Practitioner, &answer).await;
    assert!(form.words().contains(ASKED) && form.text().contains("A social worker"));
    gave(&pilot, &answer, &[]).await;
    let waiting = page(&pilot, Role::Manager, "/advice/asked").await;
    assert!(waiting.words().contains("Nobody waits"));
    let own = page(&pilot, Role::SocialWorker, &asked).await;
    for words in [
        "Answered",
        "Begin with what goes well",
        "Walk with him",
        "The family hub",
    ] {
        assert!(own.words().contains(words), "{words}");
    }
    let home = page(&pilot, Role::SocialWorker, "/today").await;
    assert!(home.words().contains("Begin with what goes well"));
}

#[tokio::test]
async fn what_is_asked_about_a_family_is_answered_on_its_page() {
    let pilot = seaside().await;
    // The social worker holds F001's case and not F002's.
    let fields = [
        ("family", &*family(2).to_string()),
        ("question", ASKED),
        ("reach", "By phone"),
    ];
    let refused = send(&pilot, Role::SocialWorker, "/ask", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.words().contains(ASKED));
    let asked = asked(&pilot, &family(1).to_string()).await;
    let form = page(&pilot, Role::Practitioner, &address(1, "consultation")).await;
    assert!(form.words().contains("A social worker asked for this"));
    assert!(form.words().contains(ASKED));
    let worker = me(Role::Practitioner);
    let held = [
        ("day", "2022-08-20"),
        ("mode", "phone"),
        ("worker", worker.as_str()),
        ("questions", ASKED),
        ("advice", "Meet him where he works"),
    ];
    let answer = common::forms::send(&pilot, Role::Practitioner, 1, "consultation", &held).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let own = page(&pilot, Role::SocialWorker, &asked).await;
    assert!(own.words().contains("Answered"));
    assert!(own.text().contains(&format!("/families/{}", family(1))));
    let waiting = page(&pilot, Role::Manager, "/advice/asked").await;
    assert!(waiting.words().contains("Nobody waits"));
    // A consultation about another family answers nothing.
    recorded(
        &pilot,
        Role::Practitioner,
        "consultation",
        &[
            ("day", "2022-08-20"),
            ("mode", "phone"),
            ("worker", &worker),
            ("questions", "Another"),
        ],
    )
    .await;
}

#[tokio::test]
async fn the_asker_may_say_that_it_is_no_longer_needed() {
    let pilot = seaside().await;
    let asked = asked(&pilot, "none").await;
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let id = Uuid::from_u128(4711).to_string();
    let path = format!("{asked}/no-longer");
    for _ in 0..2 {
        let answer = pilot.post(&cookie, &path, &[("id", &id)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let own = page(&pilot, Role::SocialWorker, &asked).await;
    assert!(own.words().contains("No longer needed"));
    let waiting = page(&pilot, Role::Manager, "/advice/asked").await;
    assert!(waiting.words().contains("Nobody waits"));
}

#[tokio::test]
async fn whose_team_does_not_refer_finds_the_way_to_advice() {
    let pilot = seaside().await;
    let refer = page(&pilot, Role::SocialWorker, "/refer").await;
    assert!(refer.text().contains("/refer/advice"));
    let advice = page(&pilot, Role::SocialWorker, "/refer/advice").await;
    assert!(advice.words().contains("do not need to be on the list"));
    let fields = [
        ("family", "none"),
        ("question", ASKED),
        ("reach", "By phone"),
    ];
    done(&pilot, Role::SocialWorker, "/refer/advice", &fields).await;
}
