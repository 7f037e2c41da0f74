//! Who may put an entry right, and who learns of it.

use access::Role;
use axum::http::StatusCode;

use crate::browser::Filled;
use crate::common::family;
use crate::common::forms::{OPEN, address, chronology, post_all, send};
use crate::entries::{form, newest, put_right, sent, standing, told};

#[tokio::test]
async fn a_colleague_who_did_not_write_it_finds_no_such_page() {
    let pilot = told().await;
    for kind in [
        "session",
        "session_note",
        "prediction",
        "closure",
        "note",
        "baseline",
    ] {
        let number = newest(&pilot, Role::Practitioner, kind).await;
        // The manager may, and what they write then is theirs.
        let (field, value) = match kind {
            "baseline" => ("alcohol_ref", "no"),
            "closure" => ("day", "2022-08-21"),
            _ => ("day", "2022-08-12"),
        };
        let right = form(&pilot, Role::Manager, number).await;
        let right = right
            .with(field, &[value])
            .with("why", &["the day was wrong"]);
        let answer = sent(&pilot, Role::Manager, number, &right).await;
        let words = answer.words();
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{kind}: {words}");
        let theirs = newest(&pilot, Role::Practitioner, kind).await;
        pilot
            .is_no_page_for(Role::Practitioner, &put_right(OPEN, theirs))
            .await;
        let own = right.clone().with("author", &[""]);
        let refused = sent(&pilot, Role::Practitioner, theirs, &own).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{kind}");
        // The manager's own form is not sent in the practitioner's name either.
        let refused = sent(&pilot, Role::Practitioner, theirs, &right).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{kind}");
        assert_eq!(
            newest(&pilot, Role::Practitioner, kind).await,
            theirs,
            "{kind}"
        );
        let page = chronology(&pilot, Role::Practitioner, OPEN).await;
        let link = format!("record/put-right/{theirs}\"");
        assert!(
            !page.text().contains(&link),
            "{kind}: no link that leads nowhere"
        );
        for role in [
            Role::SocialWorker,
            Role::CoOrdinator,
            Role::Evaluator,
            Role::Administrator,
        ] {
            pilot.is_no_page_for(role, &put_right(OPEN, theirs)).await;
        }
    }
    pilot
        .is_no_page_for(Role::Manager, &put_right(OPEN, 9_999))
        .await;
    pilot
        .is_no_page_for(Role::Manager, &address(OPEN, "put-right"))
        .await;
    pilot.leads_to_sign_in(&put_right(OPEN, 1)).await;
}

#[tokio::test]
async fn who_decides_and_who_holds_the_case_is_put_right_by_those_who_may_say_it() {
    let pilot = told().await;
    // The practitioner wrote these, as a manager who went back to practice might have.
    for kind in ["threshold_decision", "case_holder"] {
        let number = newest(&pilot, Role::Practitioner, kind).await;
        pilot
            .is_no_page_for(Role::Practitioner, &put_right(OPEN, number))
            .await;
    }
}

#[tokio::test]
async fn whoever_may_not_see_an_entry_learns_nothing_of_its_correction() {
    let pilot = told().await;
    let (first, second) = ("kept within the team", "kept within the team, put right");
    let note = [
        ("about", "family"),
        ("day", "2022-08-26"),
        ("text", first),
        ("visibility", "team"),
    ];
    // The social worker holds the case of the first family.
    let answer = send(&pilot, Role::Practitioner, 1, "note", &note).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = chronology(&pilot, Role::Practitioner, 1).await;
    let (number, _) = standing(&page)
        .into_iter()
        .find(|(_, kind)| kind == "note")
        .unwrap();
    let path = address(1, &format!("put-right/{number}"));
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &path).await;
    assert!(
        !page.text().contains("name=\"visibility\""),
        "it does not change"
    );
    let right = Filled::of(page.text());
    let right = right
        .with("text", &[second])
        .with("why", &["a word was missing"]);
    let answer = post_all(&pilot, Role::Practitioner, &path, right.0).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let team = chronology(&pilot, Role::Manager, 1).await;
    assert!(team.words().contains(second) && team.words().contains("a word was missing"));
    let theirs = chronology(&pilot, Role::SocialWorker, 1).await;
    assert_eq!(theirs.status, StatusCode::OK);
    assert!(!theirs.words().contains(first));
    assert!(!theirs.words().contains("a word was missing"));
    pilot.is_no_page_for(Role::SocialWorker, &path).await;
    assert_ne!(family(1), family(OPEN));
}
