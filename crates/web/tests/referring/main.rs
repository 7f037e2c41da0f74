//! Referring a family, asked for as a browser asks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

#[path = "../common/mod.rs"]
mod common;
mod keeping;
mod writer;

use std::sync::Arc;

use access::Role;
use axum::http::StatusCode;
use common::OTHER_SOCIAL_WORKER;
use common::stage::{self, viewer};
use record::lists::TeamKind;
use record::{ConsultationAsked, Subject, SubmissionId, TeamId};
use store::Team;
use uuid::Uuid;
use writer::{TEAM, Writer, counted, goes_to, in_team, known, me, ready, sent_family};

#[tokio::test]
async fn a_social_worker_refers_a_family_from_the_first_page_to_the_list() {
    let pilot = ready().await;
    let before = counted(&pilot).await;
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let start = pilot.get(&cookie, "/refer").await;
    let words = start.words();
    let danger = words.find("immediate danger").unwrap();
    assert!(
        danger < words.find("Seaside Assessment").unwrap(),
        "{words}"
    );
    assert!(words.contains("999"));

    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let tasks = writer.page("").await;
    assert!(tasks.words().contains("Not started"));
    let (parent, child) = writer.fill("Invented", &me(Role::SocialWorker)).await;
    let child_page = format!("/child/{child}");
    let (status, risk, age) = (
        format!("safeguarding_ref-{child}"),
        format!("at_risk_accommodation-{child}"),
        format!("years_sc_involvement-{child}-not-known"),
    );
    let page = writer.page(&child_page).await;
    assert!(page.text().contains("Not known") && page.text().contains("data-keep"));
    let answers = [(&*status, "CIN"), (&*risk, "yes"), (&*age, "unknown")];
    goes_to(&writer.save(&child_page, &answers).await);
    goes_to(
        &writer
            .save("/family", &[("sc_generations-family", "3+")])
            .await,
    );
    let check = writer.page("/check").await.words();
    for words in [
        "Olive Invented",
        "At her aunt's",
        "Child in need",
        "Drug and alcohol",
        "Not sure: the team will advise",
        "A plan since May",
        "Given: At home",
        "Three or more",
        "Seaside Assessment",
    ] {
        assert!(check.contains(words), "{words}: {check}");
    }
    assert!(!check.contains("may be here already"));

    let to = goes_to(&writer.send().await);
    let id = sent_family(&to);
    let sent = pilot.get(&writer.cookie, &to).await.words();
    assert!(
        sent.contains("F031") && sent.contains("next working day"),
        "{sent}"
    );
    assert_eq!(writer.page("").await.status, StatusCode::NOT_FOUND);
    assert_eq!(counted(&pilot).await, before + 1);

    let list = pilot.get(&writer.cookie, "/families?worker=").await.words();
    assert!(list.contains("16 families"), "{list}");
    let family = known(&pilot, &viewer(Role::SocialWorker), id).await;
    assert!(family.is_open());
    assert_eq!(family.people.len(), 2);
    assert_eq!(family.people[1].reference, "F031-C1");
    assert_eq!(family.residences[0].what.place, "At her aunt's");
    let baseline = &family.baseline[&Subject::Person(child.parse().unwrap())].what;
    let told: Vec<String> = baseline.iter().map(|(f, v)| v.text(f)).collect();
    assert_eq!(told, ["6", "relative", "unknown", "yes", "CIN"]);
    let referral = &family.referrals[0].what;
    assert_eq!(referral.team, Some(TEAM));
    assert_eq!(referral.asks.len(), 2);
    assert_eq!(referral.asks[0].person.to_string(), parent);
    assert!(family.work.consent(referral.asks[0].person).is_some());
}

#[tokio::test]
async fn who_may_not_refer_is_told_so_kindly_or_finds_no_page() {
    let pilot = ready().await;
    pilot.leads_to_sign_in("/refer").await;
    for role in [Role::CoOrdinator, Role::Evaluator, Role::Administrator] {
        pilot.is_no_page_for(role, "/refer").await;
        let cookie = pilot.sign_in(role).await;
        let answer = pilot.post(&cookie, "/refer", &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?}");
        let home = pilot.get(&cookie, "/today").await;
        assert!(!home.text().contains("href=\"/refer\""), "{role:?}");
    }
    let other = Team::new(
        TeamId(Uuid::from_u128(813)),
        "Elsewhere",
        TeamKind::SocialCare,
    );
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let id = other.team;
    let put = pilot.store.put_team(&leave, other, stage::now());
    put.await.unwrap();

    // A referral begun while the team was on the list is kept, and cannot be sent.
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    writer.fill("Invented", &me(Role::SocialWorker)).await;
    in_team(&pilot, Role::SocialWorker, id).await;
    let answer = writer.send().await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.words().contains("Ask for advice"),
        "{}",
        answer.words()
    );
    let start = pilot.get(&writer.cookie, "/refer").await.words();
    assert!(start.contains("Your team, Elsewhere, is not one of those that refer"));
    assert!(start.contains("Ask for a consultation") && start.contains("Teal, Olive Invented"));
    assert!(!start.contains("Start a referral"));
    let begun = pilot.post(&writer.cookie, "/refer", &[]).await;
    assert_eq!(goes_to(&begun), "/refer");

    let cookie = pilot.sign_in(Role::Practitioner).await;
    let start = pilot.get(&cookie, "/refer").await.words();
    assert!(start.contains("You work in the service's own team"));
    assert!(!start.contains("Start a referral"));
}

#[tokio::test]
async fn a_manager_refers_on_behalf_of_a_team() {
    let pilot = ready().await;
    let writer = Writer::begin(&pilot, Role::Manager).await;
    let holder = writer.page("/holder").await.words();
    assert!(holder.contains("Team that refers") && holder.contains("Seaside Assessment"));
    writer
        .fill("Invented", &OTHER_SOCIAL_WORKER.to_string())
        .await;
    let id = sent_family(&goes_to(&writer.send().await));
    let family = known(&pilot, &viewer(Role::Manager), id).await;
    assert_eq!(family.referrals[0].what.team, Some(TEAM));
}

#[tokio::test]
async fn a_referral_is_its_authors_alone() {
    let pilot = ready().await;
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let (_, child) = writer.fill("Invented", &me(Role::SocialWorker)).await;
    let mark = writer.mark().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let child = format!("/child/{child}");
    for page in ["", "/people", "/household", "/check", &child] {
        let path = format!("{}{page}", writer.at);
        pilot.is_no_page_for(Role::Manager, &path).await;
    }
    for page in ["/household", "/send", "/people", "/keep"] {
        let path = format!("{}{page}", writer.at);
        // Nobody signed in as themselves reaches it by a form of their own making.
        let fields = [("page", "home_town-family")];
        let answer = pilot.post(&manager, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
    for page in ["/send", "/people", "/keep"] {
        let path = format!("{}{page}", writer.at);
        let fields = [("author", &*mark), ("page", "home_town-family")];
        let answer = pilot.post(&manager, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
    let kept = writer.page("/check").await.words();
    assert!(kept.contains("Brightsea"));
    // The author's own page, sent after somebody else has signed in on the browser, is kept for them.
    let typed = [
        ("author", &*mark),
        ("page", "home_town-family"),
        ("home_town-family", "Brightwater"),
    ];
    let path = format!("{}/household", writer.at);
    let answer = pilot.post(&manager, &path, &typed).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(!answer.text().contains("Bright"));
    let kept = writer.page("/check").await.words();
    assert!(kept.contains("Brightwater"));
}

#[tokio::test]
async fn with_the_records_out_of_reach_a_page_comes_back_with_its_words() {
    let pilot = ready().await;
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let mark = writer.mark().await;
    pilot.store.clone().close().await;
    let words = "What was tried,\nin two lines";
    let fields = [("author", &*mark), ("page", "words"), ("words", words)];
    let path = format!("{}/tried", writer.at);
    let answer = pilot.post(&writer.cookie, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains(words), "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sent_twenty_times_at_once_it_is_one_family() {
    let pilot = Arc::new(ready().await);
    let before = counted(&pilot).await;
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    writer.fill("Invented", &me(Role::SocialWorker)).await;
    let mark = writer.mark().await;
    let path = format!("{}/send", writer.at);
    let mut sends = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (pilot, cookie) = (pilot.clone(), writer.cookie.clone());
        let (path, mark) = (path.clone(), mark.clone());
        sends
            .spawn(async move { goes_to(&pilot.post(&cookie, &path, &[("author", &mark)]).await) });
    }
    let mut to: Vec<String> = sends.join_all().await;
    to.dedup();
    assert_eq!(to.len(), 1);
    assert_eq!(counted(&pilot).await, before + 1);
    let family = known(&pilot, &viewer(Role::SocialWorker), sent_family(&to[0])).await;
    assert_eq!(family.referrals.len(), 1);
    // And once more, long after.
    let again = pilot
        .post(&writer.cookie, &path, &[("author", &mark)])
        .await;
    assert_eq!(goes_to(&again), to[0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn families_referred_at_once_have_references_of_their_own() {
    let pilot = Arc::new(ready().await);
    let mut sends = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let writer = Writer::begin(&pilot, Role::SocialWorker).await;
        writer.fill("Invented", &me(Role::SocialWorker)).await;
        let (mark, path) = (writer.mark().await, format!("{}/send", writer.at));
        let (pilot, cookie) = (pilot.clone(), writer.cookie.clone());
        sends
            .spawn(async move { goes_to(&pilot.post(&cookie, &path, &[("author", &mark)]).await) });
    }
    let mut references = Vec::new();
    for to in sends.join_all().await {
        let family = known(&pilot, &viewer(Role::SocialWorker), sent_family(&to)).await;
        references.push(family.reference);
    }
    references.sort();
    let wanted: Vec<String> = (31..39).map(|n| format!("F{n:03}")).collect();
    assert_eq!(references, wanted);
}

#[tokio::test]
async fn a_referral_answers_the_consultation_it_follows_from() {
    let pilot = ready().await;
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let leave = viewer(Role::SocialWorker).ask().unwrap();
    let what = ConsultationAsked {
        family: None,
        question: "Who could get alongside this father?".to_owned(),
        disciplines: Vec::new(),
        reach: "By phone".to_owned(),
    };
    let id = SubmissionId(Uuid::from_u128(77));
    let asked = pilot
        .store
        .ask_for_consultation(&leave, None, id, stage::now(), what);
    let asked = asked.await.unwrap().to_string();
    let page = pilot.get(&cookie, &format!("/asked/{asked}")).await;
    assert!(
        page.text()
            .contains(&format!("name=\"asked\" value=\"{asked}\""))
    );
    let begun = pilot.post(&cookie, "/refer", &[("asked", &asked)]).await;
    let writer = Writer {
        pilot: &pilot,
        at: goes_to(&begun),
        cookie,
    };
    writer.fill("Invented", &me(Role::SocialWorker)).await;
    let family = sent_family(&goes_to(&writer.send().await));
    let page = pilot.get(&writer.cookie, &format!("/asked/{asked}")).await;
    assert!(
        page.words().contains("Led to a referral"),
        "{}",
        page.words()
    );
    assert!(page.text().contains(&format!("/families/{family}")));
    let waiting = pilot.store.asked_waiting(&viewer(Role::Manager)).await;
    assert_eq!(waiting.unwrap().count, 0);
}

#[tokio::test]
async fn what_was_sent_is_a_page_only_of_those_who_may_open_the_family() {
    let pilot = ready().await;
    let nowhere = format!("/refer/sent/{}", Uuid::from_u128(404));
    let others = format!("/refer/sent/{}", common::family(2));
    let own = format!("/refer/sent/{}", common::family(1));
    pilot.is_no_page_for(Role::SocialWorker, &nowhere).await;
    pilot.is_no_page_for(Role::SocialWorker, &others).await;
    pilot.is_no_page_for(Role::Evaluator, &own).await;
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let page = pilot.get(&cookie, &own).await;
    assert_eq!(page.status, StatusCode::OK);
    // Whoever refers a family whose case another holds is told that it is sent.
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let holder = OTHER_SOCIAL_WORKER.to_string();
    writer.fill("Invented", &holder).await;
    let to = goes_to(&writer.send().await);
    assert_eq!(to, "/refer?sent=yes");
    let page = pilot.get(&writer.cookie, &to).await;
    assert!(page.words().contains("The referral is sent"));
}

#[tokio::test]
async fn practitioners_are_not_shown_the_way_to_refer() {
    let pilot = ready().await;
    for (role, shown) in [
        (Role::Practitioner, false),
        (Role::Manager, true),
        (Role::SocialWorker, true),
    ] {
        let cookie = pilot.sign_in(role).await;
        let home = pilot.get(&cookie, "/today").await;
        assert_eq!(home.text().contains("href=\"/refer\""), shown, "{role:?}");
    }
}
