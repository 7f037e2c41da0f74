//! Recording casework through the pages: every act, and who may.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use common::forms::{OPEN, address, chronology, count, done, me, offered, person, send};
use common::seaside;
use uuid::Uuid;

/// The acts that record the team's work, and those that a family's social worker may do too.
const TEAMS: [&str; 21] = [
    "session",
    "emergency",
    "contact",
    "call",
    "call-back",
    "appointment",
    "engagement",
    "goal",
    "progress",
    "advocacy",
    "community",
    "community-step",
    "consultation",
    "advice",
    "allocate",
    "change-support",
    "key-worker",
    "review",
    "close",
    "follow-up",
    "threshold",
];
const EVERYBODYS: [&str; 7] = [
    "note",
    "safe-contact",
    "consent",
    "asked-to-start",
    "status",
    "residence",
    "feedback",
];

#[tokio::test]
async fn who_may_not_record_is_told_there_is_no_such_page() {
    let pilot = seaside().await;
    for act in TEAMS.iter().chain(&EVERYBODYS) {
        let path = address(1, act);
        pilot.leads_to_sign_in(&path).await;
        for role in [Role::CoOrdinator, Role::Evaluator, Role::Administrator] {
            pilot.is_no_page_for(role, &path).await;
        }
        // The social worker holds F001's case and not F002's.
        pilot
            .is_no_page_for(Role::SocialWorker, &address(2, act))
            .await;
    }
    for act in TEAMS {
        pilot
            .is_no_page_for(Role::SocialWorker, &address(1, act))
            .await;
    }
    for act in EVERYBODYS {
        let cookie = pilot.sign_in(Role::SocialWorker).await;
        let page = pilot.get(&cookie, &address(1, act)).await;
        assert_eq!(page.status, StatusCode::OK, "{act}");
    }
    pilot
        .is_no_page_for(Role::Practitioner, &address(2, "threshold"))
        .await;
    pilot
        .is_no_page_for(Role::Practitioner, &address(2, "case-holder"))
        .await;
    pilot
        .is_no_page_for(Role::Practitioner, &address(2, "no-such-act"))
        .await;
    pilot
        .is_no_page_for(Role::Practitioner, &address(999, "note"))
        .await;
    // Nor may they send what they may not open.
    for role in [Role::SocialWorker, Role::Evaluator, Role::Administrator] {
        let cookie = pilot.sign_in(role).await;
        let submission = Uuid::from_u128(77).to_string();
        let answer = pilot
            .post(
                &cookie,
                &address(2, "note"),
                &[("submission", &submission), ("text", "nothing")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?}");
    }
}

#[tokio::test]
async fn every_act_is_recorded_and_stands_in_the_chronology() {
    let pilot = seaside().await;
    let parent = person(OPEN, 0);
    let child = person(OPEN, 1);
    let worker = me(Role::Practitioner);
    let day = ("day", "2022-08-26");
    let with_worker = ("worker", worker.as_str());
    let practitioner = Role::Practitioner;

    done(
        &pilot,
        Role::Manager,
        "threshold",
        &[
            ("of", "family"),
            ("outcome", "met"),
            ("criterion", "Complex issues"),
            day,
        ],
    )
    .await;
    done(
        &pilot,
        Role::Manager,
        "case-holder",
        &[
            ("holder", &me(Role::SocialWorker)),
            ("team", &Uuid::from_u128(801).to_string()),
            day,
        ],
    )
    .await;
    let consulted = [
        day,
        ("time", "09:30"),
        ("mode", "in_person"),
        with_worker,
        ("advice", "Meet on a walk"),
        ("others", "The school\nThe health visitor"),
    ];
    done(&pilot, practitioner, "consultation", &consulted).await;
    let allocated = [
        ("person", parent.as_str()),
        ("discipline", "da_victim"),
        with_worker,
        ("kind", "holding"),
        ("reason", "the discipline is full"),
        day,
    ];
    done(&pilot, practitioner, "allocate", &allocated).await;
    let allocation = offered(&pilot, "change-support", "allocation").await;
    let converted = [
        ("allocation", allocation.as_str()),
        ("step", "converted"),
        with_worker,
        ("reason", "there is room now"),
        day,
    ];
    done(&pilot, practitioner, "change-support", &converted).await;
    let attempt = [
        ("person", parent.as_str()),
        day,
        ("time", "16:05"),
        ("mode", "text"),
        ("result", "no_reply"),
        ("obstacle", "no_reply"),
        ("next_try", "2022-09-01"),
        with_worker,
    ];
    done(&pilot, practitioner, "contact", &attempt).await;
    let call = [
        ("person", parent.as_str()),
        day,
        ("words", "About Monday"),
        with_worker,
        ("call_back", worker.as_str()),
    ];
    done(&pilot, practitioner, "call", &call).await;
    let call = offered(&pilot, "call-back", "call").await;
    let back = [
        ("call", call.as_str()),
        day,
        ("result", "spoke"),
        with_worker,
    ];
    done(&pilot, practitioner, "call-back", &back).await;
    let consent = [
        ("person", parent.as_str()),
        ("state", "given"),
        ("how", "said so at the door"),
        day,
    ];
    done(&pilot, practitioner, "consent", &consent).await;
    let engaged = [("person", parent.as_str()), ("stage", "engaged"), day];
    done(&pilot, practitioner, "engagement", &engaged).await;
    let asked = [("person", parent.as_str()), ("words", "I am ready"), day];
    done(&pilot, practitioner, "asked-to-start", &asked).await;
    let safe = [("about", parent.as_str()), ("words", "No voicemail")];
    done(&pilot, practitioner, "safe-contact", &safe).await;
    let appointment = [
        ("person", parent.as_str()),
        ("day", "2022-09-07"),
        ("time", "10:00"),
        ("mode", "in_person"),
        with_worker,
    ];
    done(&pilot, practitioner, "appointment", &appointment).await;
    let session = [
        ("person", parent.as_str()),
        ("came", "came"),
        day,
        ("minutes", "1"),
        ("kind", "relationship_building"),
        ("place", "doorstep"),
        ("mode", "in_person"),
        ("children", "not_discussed"),
        ("protection", "no"),
        with_worker,
        ("text", "A minute at the door"),
        ("own_words", "Thank you for coming back"),
        ("visibility", "team"),
    ];
    done(&pilot, practitioner, "session", &session).await;
    let emergency = [
        ("person", parent.as_str()),
        with_worker,
        day,
        ("asked_at", "22:10"),
        ("arrived_at", "22:55"),
        ("what_happened", "A row at home"),
        ("ae_attendances", "1"),
        ("ae_attendances_known", "family"),
        ("sw_hours", "1.5"),
    ];
    done(&pilot, practitioner, "emergency", &emergency).await;
    let goal = [
        ("person", parent.as_str()),
        ("words", "Sleep"),
        day,
        ("visibility", "shared"),
    ];
    done(&pilot, practitioner, "goal", &goal).await;
    let goal = offered(&pilot, "progress", "goal").await;
    let progress = [("goal", goal.as_str()), ("progress", "on_the_way"), day];
    done(&pilot, practitioner, "progress", &progress).await;
    let advocacy = [
        ("person", child.as_str()),
        ("with", "school"),
        ("issue", "Timetable"),
        ("before", "2.5"),
        ("after", "10"),
        day,
        with_worker,
    ];
    done(&pilot, practitioner, "advocacy", &advocacy).await;
    let community = [("about", "family"), ("service", "Parents' group"), day];
    done(&pilot, practitioner, "community", &community).await;
    let service = offered(&pilot, "community-step", "service").await;
    let advice = [
        ("kind", "advice"),
        ("to", "A newly qualified social worker"),
        ("subject", "Talking with him"),
        day,
    ];
    done(&pilot, practitioner, "advice", &advice).await;
    let status = [
        ("person", child.as_str()),
        ("status", "CIN"),
        ("told_by", "The social worker rang"),
        day,
    ];
    done(&pilot, practitioner, "status", &status).await;
    let residence = [
        ("person", child.as_str()),
        ("with", "unknown"),
        ("place", "With an aunt in Brightsea"),
        day,
    ];
    done(&pilot, practitioner, "residence", &residence).await;
    let key = [
        ("person", parent.as_str()),
        ("worker", &me(Role::Manager)),
        ("reason", "The first is leaving"),
        day,
    ];
    done(&pilot, practitioner, "key-worker", &key).await;
    let review = [("words", "Steady"), ("reliance", "growing"), day];
    done(&pilot, practitioner, "review", &review).await;
    let feedback = [
        ("from", "parent"),
        ("words", "You did not go away"),
        ("may_quote", "yes"),
        day,
    ];
    done(&pilot, practitioner, "feedback", &feedback).await;

    // Closing waits until something in the community has taken hold.
    let close = [
        ("reason", "community_support"),
        ("predictions", "A job\nA quiet home"),
        ("follow_up", "yes"),
        ("day", "2022-08-30"),
    ];
    let refused = send(&pilot, practitioner, OPEN, "close", &close).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("engaging yet"),
        "{}",
        refused.words()
    );
    let engaging = [("service", service.as_str()), ("step", "engaging"), day];
    done(&pilot, practitioner, "community-step", &engaging).await;
    done(&pilot, practitioner, "close", &close).await;
    let called = [("result", "no_reply"), ("day", "2022-08-30"), with_worker];
    done(&pilot, practitioner, "follow-up", &called).await;

    let page = chronology(&pilot, practitioner, OPEN).await;
    for kind in [
        "consultation",
        "allocation",
        "allocation_change",
        "contact_attempt",
        "inbound_call",
        "call_back",
        "consent",
        "engagement",
        "asked_to_start",
        "safe_contact",
        "appointment",
        "session",
        "session_note",
        "goal",
        "goal_progress",
        "advocacy",
        "community_referral",
        "community_step",
        "professional_advice",
        "safeguarding_status",
        "review",
        "feedback",
        "closure",
        "follow_up",
    ] {
        assert!(count(&page, kind) > 0, "{kind}");
    }
    assert_eq!(count(&page, "prediction"), 2);
    assert!(page.text().contains("No voicemail"));
    // The social worker, who holds the case now, sees that there was a session and not what was
    // said in it.
    let theirs = chronology(&pilot, Role::SocialWorker, OPEN).await;
    assert_eq!(theirs.status, StatusCode::OK);
    assert_eq!(count(&theirs, "session"), 1);
    assert_eq!(count(&theirs, "session_note"), 0);
    assert!(!theirs.text().contains("A minute at the door"));
}

#[tokio::test]
async fn one_came_and_another_did_not_in_one_session() {
    let pilot = seaside().await;
    let (parent, child) = (person(OPEN, 0), person(OPEN, 1));
    let worker = me(Role::Practitioner);
    let (came, why) = (format!("came_{child}"), format!("reason_{child}"));
    let mut session = vec![
        ("person", parent.as_str()),
        ("came", "came"),
        ("day", "2022-08-26"),
        ("minutes", "40"),
        ("kind", "family"),
        ("place", "home"),
        ("mode", "in_person"),
        ("children", "not_discussed"),
        ("protection", "no"),
        ("worker", worker.as_str()),
        (came.as_str(), "not_brought"),
        (why.as_str(), "a school trip"),
    ];
    // What is said of somebody who was not chosen is not thrown away.
    let refused = send(&pilot, Role::Practitioner, OPEN, "session", &session).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.words().contains("choose them as well"));
    assert!(refused.text().contains("a school trip"));
    session.push(("person", child.as_str()));
    done(&pilot, Role::Practitioner, "session", &session).await;
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(count(&page, "session"), 1);
    assert!(page.words().contains("was not brought. a school trip"));
}

#[tokio::test]
async fn the_referrer_sees_decision_and_advice_and_nothing_else_of_it() {
    let pilot = seaside().await;
    // The social worker holds F001's case and not F002's.
    let child = person(1, 1);
    let decided = [
        ("of", "family"),
        ("outcome", "met"),
        ("criterion", "Complex issues"),
        ("advice", "Keep the morning routine going"),
        ("day", "2022-07-01"),
    ];
    let of_the_child = [
        ("of", child.as_str()),
        ("outcome", "met"),
        ("criterion", "Complex issues"),
        ("grounds", "He is doing well at school"),
        ("advice", "The school nurse may help"),
        ("signposts", "The family hub"),
        ("day", "2022-07-01"),
    ];
    for fields in [&decided[..], &of_the_child[..]] {
        let answer = send(&pilot, Role::Manager, 1, "threshold", fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    }
    let page = chronology(&pilot, Role::SocialWorker, 1).await.words();
    for words in [
        "Decision and advice",
        "Keep the morning routine going",
        "Denim Makebelieve (C001) Threshold met, 1 July 2022",
        "The school nurse may help",
        "Shown the way to: The family hub",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let home = pilot.get(&cookie, "/today").await.words();
    for words in [
        "The family: threshold met, 1 July 2022, with advice",
        "Denim Makebelieve (C001): threshold met, 1 July 2022, with advice",
    ] {
        assert!(home.contains(words), "{words}: {home}");
    }
    let file = pilot.get(&cookie, "/today/families.csv").await;
    assert!(file.text().contains("The family: threshold met"));
    let team = chronology(&pilot, Role::Practitioner, 1).await.words();
    assert!(!team.contains("Decision and advice"));
}

#[tokio::test]
async fn one_consultation_holds_the_advice_and_changes_of_several_disciplines() {
    let pilot = seaside().await;
    let (parent, child, worker) = (person(OPEN, 0), person(OPEN, 1), me(Role::Practitioner));
    let mut held = vec![
        ("day", "2022-08-26"),
        ("mode", "in_person"),
        ("worker", worker.as_str()),
        ("advice", "Meet on a walk"),
        ("advice_youth_work", "Begin with football"),
        ("advice_da_victim", "Ask her alone"),
        ("change", "added"),
        ("change_person", parent.as_str()),
        ("change_discipline", "da_victim"),
        ("change_reason", "It came up twice"),
        ("change_2", "dropped"),
        ("change_person_2", child.as_str()),
        ("change_discipline_2", "youth_work"),
    ];
    let refused = send(&pilot, Role::Practitioner, OPEN, "consultation", &held).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#change_reason_2\""));
    assert!(refused.words().contains("Begin with football"));
    held.push(("change_reason_2", "He has a coach already"));
    done(&pilot, Role::Practitioner, "consultation", &held).await;
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    for said in [
        "Meet on a walk",
        "Begin with football",
        "Ask her alone",
        "It came up twice",
        "He has a coach already",
    ] {
        assert!(page.words().contains(said), "{said}");
    }
}
