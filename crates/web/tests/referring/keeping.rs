//! What was typed is kept, families alike are told of, and families are referred again.

use access::Role;
use axum::http::StatusCode;
use record::Family;

use crate::common::stage::viewer;
use crate::common::{OTHER_SOCIAL_WORKER, family};
use crate::writer::{Writer, goes_to, hidden, known, ready, sent_family};

#[tokio::test]
async fn a_page_that_is_not_right_keeps_what_was_typed() {
    let pilot = ready().await;
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let add = format!("{}/people", writer.at);
    let page = goes_to(&pilot.post(&writer.cookie, &add, &[]).await);
    let id = page.rsplit('/').next().unwrap().to_owned();
    let path = format!("/people/{id}");
    let (name, born, part) = (
        format!("name-{id}"),
        format!("born-{id}"),
        format!("relation-{id}"),
    );
    let typed = [(&*name, "Pearl <Invented>"), (&*born, "31 June 2019")];
    let answer = writer.save(&path, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = answer.text();
    assert!(html.contains("value=\"31 June 2019\"") && html.contains("Pearl &lt;Invented&gt;"));
    assert!(html.contains(&format!("href=\"#{born}\"")));
    assert!(html.contains("Say who they are in the family"));
    let kept = writer.page(&path).await;
    assert!(kept.text().contains("value=\"31 June 2019\""));
    // What is kept meanwhile from the page goes to its place and to no other.
    let keep = format!("{}/keep", writer.at);
    let mark = hidden(kept.text(), "author");
    let names = hidden(kept.text(), "page");
    let fields = [
        ("author", &*mark),
        ("page", &names),
        (&name, "Pearl Invented"),
        (&part, "child"),
        ("family", "00000000-0000-0000-0000-000000000001"),
    ];
    // The session has ended, and the form says whose it is.
    let answer = pilot.post("", &keep, &fields).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let people = writer.page("/people").await.words();
    assert!(people.contains("Pearl Invented") && people.contains("Not known"));
    // Sending says what is missing and where.
    let answer = writer.send().await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = answer.words();
    assert!(
        words.contains("Choose for whom support is asked"),
        "{words}"
    );
    assert!(
        answer
            .text()
            .contains(&format!("href=\"{}/asks#asked\"", writer.at))
    );
    // Words that would be left out without a sign are asked about.
    let (here, at) = (format!("here-{id}"), format!("where-{id}"));
    let both = [
        (&*name, "Pearl Invented"),
        (&*part, "child"),
        (&*here, "yes"),
        (&*at, "At her aunt's"),
    ];
    let answer = writer.save(&path, &both).await;
    assert!(answer.words().contains("or choose No above it"));
    // Taken out, nobody is left.
    let out = format!("{}{path}/remove", writer.at);
    goes_to(&pilot.post(&writer.cookie, &out, &[]).await);
    assert!(
        writer
            .page("/people")
            .await
            .words()
            .contains("Nobody is added yet")
    );
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_is_kept_for_its_author() {
    let pilot = ready().await;
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let page = writer.page("/tried").await;
    let (mark, names) = (hidden(page.text(), "author"), hidden(page.text(), "page"));
    let path = format!("{}/tried", writer.at);
    let fields = [("author", &*mark), ("page", &names), ("words", "Keep me")];
    let answer = pilot.post("", &path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.words().contains("kept for you"));
    assert!(writer.page("/tried").await.words().contains("Keep me"));
    let forged = [("author", "00"), ("page", "words"), ("words", "Not kept")];
    let answer = pilot.post("", &path, &forged).await;
    assert!(answer.words().contains("Not kept"), "it is shown back");
    assert!(writer.page("/tried").await.words().contains("Keep me"));
}

#[tokio::test]
async fn a_family_that_may_be_here_is_told_of_as_far_as_the_viewer_may_see() {
    let pilot = ready().await;
    let first = Writer::begin(&pilot, Role::SocialWorker).await;
    first
        .fill("Invented", &OTHER_SOCIAL_WORKER.to_string())
        .await;
    let sent = pilot
        .get(&first.cookie, &goes_to(&first.send().await))
        .await;
    assert!(sent.words().contains("The referral is sent"));
    assert!(!sent.text().contains("F031"), "it is another's case");
    let manager = viewer(Role::Manager);
    let id = pilot.store.families_of(&manager, &["F031"]).await.unwrap()[0].unwrap();
    let page = format!("/refer/sent/{id}");
    assert!(!sent.text().contains(&id.to_string()));
    pilot.is_no_page_for(Role::SocialWorker, &page).await;

    let second = Writer::begin(&pilot, Role::SocialWorker).await;
    let somebody = [("name", "OLIVE  invented"), ("relation", "child")];
    second.person(&somebody).await;
    let check = second.page("/check").await;
    assert!(
        check
            .words()
            .contains("A family with the same names may be here already; the team")
    );
    assert!(!check.text().contains("F031") && !check.text().contains(&id.to_string()));

    let manager = Writer::begin(&pilot, Role::Manager).await;
    let born = [
        ("name", "Another Invented"),
        ("relation", "child"),
        ("born", "2016-06-01"),
    ];
    manager.person(&born).await;
    let check = manager.page("/check").await;
    assert!(check.text().contains(&format!("href=\"/families/{id}\"")));
    let nobody = Writer::begin(&pilot, Role::Manager).await;
    let other = [
        ("name", "Another Invented"),
        ("relation", "child"),
        ("born", "2016-06-02"),
    ];
    nobody.person(&other).await;
    let check = nobody.page("/check").await;
    assert!(!check.words().contains("may be here already"));
}

#[tokio::test]
async fn a_closed_family_is_referred_again_with_what_is_known() {
    let pilot = ready().await;
    let who = viewer(Role::SocialWorker);
    let mut closed = None;
    for number in (1..30).step_by(2) {
        let id = family(number);
        if !known(&pilot, &who, id).await.is_open() {
            closed = Some(id);
            break;
        }
    }
    let id = closed.unwrap();
    let before = known(&pilot, &who, id).await;
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let page = pilot.get(&cookie, &format!("/families/{id}")).await;
    assert!(page.text().contains("action=\"/refer/again\""));
    let form = [("family", id.to_string())];
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let at = goes_to(&pilot.post(&cookie, "/refer/again", &form).await);
    // Once begun it is gone on with.
    let again = goes_to(&pilot.post(&cookie, "/refer/again", &form).await);
    assert_eq!(again, at);
    let writer = Writer {
        pilot: &pilot,
        cookie,
        at,
    };
    let people = writer.page("/people").await;
    for person in &before.people {
        let name = person.name.as_ref().unwrap_or(&person.reference);
        assert!(people.text().contains(name));
    }
    assert!(!people.text().contains("Remove"));
    let check = writer.page("/check").await.words();
    assert!(
        !check.contains("may be here already"),
        "it is the same family"
    );
    let parent = before.parents().next().unwrap().person.to_string();
    let support = format!("for-{parent}");
    let asks = [("asked", &*parent), (&*support, "not_sure")];
    goes_to(&writer.save("/asks", &asks).await);
    let consent = format!("consent-{parent}");
    goes_to(&writer.save("/consent", &[(&consent, "given")]).await);
    let to = goes_to(&writer.send().await);
    assert_eq!(sent_family(&to), id);
    let after = known(&pilot, &who, id).await;
    assert!(after.is_open());
    assert_eq!(after.reference, before.reference);
    assert_eq!(after.re_referrals.len(), before.re_referrals.len() + 1);
    let ids = |family: &Family| family.people.iter().map(|p| p.person).collect::<Vec<_>>();
    assert_eq!(ids(&after), ids(&before));
    for (after, before) in after.people.iter().zip(&before.people) {
        assert_eq!(after, before, "who has no name does not get one");
    }
    // It is open now: there is nothing to refer again.
    let page = pilot.get(&writer.cookie, &format!("/families/{id}")).await;
    assert!(!page.text().contains("action=\"/refer/again\""));
    // Nor is another's family.
    let form = [("family", family(2).to_string())];
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let answer = pilot.post(&writer.cookie, "/refer/again", &form).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
