//! Recording casework through the pages: every act, who may, what is kept when it cannot be done.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use common::stage::{Answer, Pilot, viewer};
use common::{family, seaside};
use uuid::Uuid;

/// An open family whose case the social worker of the tests does not hold, and one whose case they
/// do.
const OPEN: u128 = 2;

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
const EVERYBODYS: [&str; 6] = [
    "note",
    "safe-contact",
    "consent",
    "asked-to-start",
    "status",
    "feedback",
];

fn address(number: u128, act: &str) -> String {
    format!("/families/{}/record/{act}", family(number))
}

fn person(number: u128, at: usize) -> String {
    Uuid::from_u128((number << 32) + at as u128).to_string()
}

fn me(role: Role) -> String {
    viewer(role).worker.to_string()
}

/// The hidden fields of the form on a page.
fn hidden(html: &str) -> Vec<(String, String)> {
    ["submission", "author", "form"]
        .iter()
        .map(|name| {
            let from = format!("name=\"{name}\" value=\"");
            let start = html.find(&from).unwrap() + from.len();
            let value = html[start..].split('"').next().unwrap();
            ((*name).to_owned(), value.to_owned())
        })
        .collect()
}

/// A form opened and sent with these fields.
async fn send(
    pilot: &Pilot,
    role: Role,
    number: u128,
    act: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let cookie = pilot.sign_in(role).await;
    let page = pilot.get(&cookie, &address(number, act)).await;
    assert_eq!(page.status, StatusCode::OK, "{role:?} {act}");
    let hidden = hidden(page.text());
    let mut all: Vec<(&str, &str)> = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    all.extend_from_slice(fields);
    pilot.post(&cookie, &address(number, act), &all).await
}

async fn done(pilot: &Pilot, role: Role, act: &str, fields: &[(&str, &str)]) {
    let answer = send(pilot, role, OPEN, act, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{act}: {}",
        answer.words()
    );
    assert_eq!(
        answer.header(LOCATION.as_str()),
        format!("/families/{}?done={act}", family(OPEN))
    );
}

async fn chronology(pilot: &Pilot, role: Role, number: u128) -> Answer {
    let cookie = pilot.sign_in(role).await;
    pilot
        .get(&cookie, &format!("/families/{}", family(number)))
        .await
}

fn count(page: &Answer, kind: &str) -> usize {
    let mark = format!("data-entry=\"{kind}\"");
    page.text().matches(&mark).count()
}

/// The number of the newest entry of a kind, as a form offers it.
async fn offered(pilot: &Pilot, act: &str, field: &str) -> String {
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &address(OPEN, act)).await;
    let from = format!("name=\"{field}\" type=\"radio\" value=\"");
    let html = page.text();
    let start = html.rfind(&from).unwrap() + from.len();
    html[start..].split('"').next().unwrap().to_owned()
}

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
    let day = ("day", "2026-11-20");
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
        ("next_try", "2026-11-24"),
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
        ("day", "2026-12-01"),
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
        ("day", "2026-11-21"),
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
    let called = [("result", "no_reply"), ("day", "2026-11-22"), with_worker];
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

const NOTE: [(&str, &str); 3] = [
    ("about", "family"),
    ("day", "2026-11-20"),
    ("visibility", "team"),
];

#[tokio::test]
async fn what_is_wrong_comes_back_with_every_word_and_is_kept_for_its_writer_alone() {
    let pilot = seaside().await;
    let words = "Two thousand words. ".repeat(500) + "<b>&\"é🙂";
    let fields = [
        ("about", "family"),
        ("day", "2026-12-31"),
        ("text", words.as_str()),
        ("visibility", "team"),
    ];
    let answer = send(&pilot, Role::Practitioner, OPEN, "note", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("Give today or an earlier day"));
    let shown = words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    assert!(answer.text().contains(&shown.replace('"', "&quot;")));
    // The same form opened again holds it; nobody else's does.
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let again = pilot.get(&cookie, &address(OPEN, "note")).await;
    assert!(again.text().contains(&shown.replace('"', "&quot;")));
    assert!(again.words().contains("You had begun this"));
    let drafts = pilot.get(&cookie, "/drafts").await;
    assert!(drafts.words().contains("1 begun and not sent"));
    let other = pilot.sign_in(Role::Manager).await;
    let theirs = pilot.get(&other, &address(OPEN, "note")).await;
    assert!(!theirs.text().contains("Two thousand words"));
    let none = pilot.get(&other, "/drafts").await;
    assert!(none.words().contains("nothing you began"));
    // Thrown away, it is gone.
    let id = hidden(again.text())[0].1.clone();
    pilot
        .post(&other, "/drafts/delete", &[("draft", &id)])
        .await;
    let still = pilot.get(&cookie, "/drafts").await;
    assert!(still.words().contains("1 begun and not sent"));
    pilot
        .post(&cookie, "/drafts/delete", &[("draft", &id)])
        .await;
    let gone = pilot.get(&cookie, "/drafts").await;
    assert!(gone.words().contains("nothing you began"));
}

#[tokio::test]
async fn a_form_sent_after_the_session_has_ended_is_kept_for_whom_it_was_made() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &address(OPEN, "note")).await;
    let hidden = hidden(page.text());
    let mut fields: Vec<(&str, &str)> = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.extend(NOTE);
    fields.push(("text", "Said at the very end"));
    let answer = pilot.post("", &address(OPEN, "note"), &fields).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.words().contains("nothing you typed is lost"));
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(count(&page, "note"), 0, "nothing was sent");
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let again = pilot.get(&cookie, &address(OPEN, "note")).await;
    assert!(again.text().contains("Said at the very end"));
    // A form that was made for nobody gives its words back instead.
    let forged = [
        ("submission", hidden[0].1.as_str()),
        ("author", "00"),
        ("text", "Somebody else's words"),
    ];
    let answer = pilot.post("", &address(OPEN, "note"), &forged).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.words().contains("Somebody else's words"));
    // And somebody else who is signed in here cannot write into a draft of another's.
    let other = pilot.sign_in(Role::Manager).await;
    let answer = pilot.post(&other, "/drafts", &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_form_sent_twenty_times_at_once_is_one_entry_and_no_draft_comes_back() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &address(OPEN, "note")).await;
    let hidden = hidden(page.text());
    let mut fields: Vec<(&str, &str)> = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.extend(NOTE);
    fields.push(("text", "Once only"));
    let path = address(OPEN, "note");
    let mut sent = tokio::task::JoinSet::new();
    let pilot = std::sync::Arc::new(pilot);
    for _ in 0..20 {
        let (pilot, cookie, path) = (pilot.clone(), cookie.clone(), path.clone());
        let fields: Vec<(String, String)> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        sent.spawn(async move {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            pilot.post(&cookie, &path, &fields).await.status
        });
    }
    while let Some(status) = sent.join_next().await {
        assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    }
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(count(&page, "note"), 1);
    // A save that comes late, as a browser sends one on leaving, leaves nothing behind.
    let kept = pilot.post(&cookie, "/drafts", &fields).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    let drafts = pilot.get(&cookie, "/drafts").await;
    assert!(drafts.words().contains("nothing you began"));
}

#[tokio::test]
async fn a_social_workers_note_is_always_shared() {
    let pilot = seaside().await;
    let mut fields = NOTE.to_vec();
    fields.push(("text", "From Social Care"));
    let answer = send(&pilot, Role::SocialWorker, 1, "note", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = chronology(&pilot, Role::SocialWorker, 1).await;
    assert!(page.text().contains("From Social Care"));
}

/// The first link of a page to an address that ends so.
fn link_ending(page: &Answer, end: &str) -> String {
    let html = page.text();
    let at = html.find(&format!("{end}\"")).unwrap() + end.len();
    let start = html[..at].rfind("href=\"").unwrap() + 6;
    html[start..at].to_owned()
}

#[tokio::test]
async fn an_entry_is_put_right_by_its_writer_and_the_original_stays() {
    let pilot = seaside().await;
    let mut fields = NOTE.to_vec();
    fields.push(("text", "They will ring on Tuesday"));
    let answer = send(&pilot, Role::Practitioner, OPEN, "note", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    let html = page.text();
    let from = html.find("record/put-right/").unwrap();
    let number = html[from..].split('"').next().unwrap();
    let number = number.trim_start_matches("record/put-right/").to_owned();
    let act = format!("put-right/{number}");
    let unsaid = send(&pilot, Role::Practitioner, OPEN, &act, &fields).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.words().contains("Say why it is put right"));
    let right = [
        ("about", "family"),
        ("day", "2026-11-20"),
        ("visibility", "shared"),
        ("text", "They will ring on Wednesday"),
        ("why", "I wrote down the wrong day"),
    ];
    let answer = send(&pilot, Role::Practitioner, OPEN, &act, &right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(count(&page, "note"), 2);
    assert!(page.text().contains("They will ring on Tuesday"));
    assert!(page.text().contains("I wrote down the wrong day"));
    // Who may see it has not changed, whatever was sent.
    assert_eq!(
        page.text()
            .matches("data-entry=\"note\" data-visibility=\"team\"")
            .count(),
        2
    );
}

#[tokio::test]
async fn outcomes_are_answered_and_a_stale_page_shows_both_versions() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let outcomes = format!("/families/{}/outcomes", family(OPEN));
    let page = pilot.get(&cookie, &outcomes).await;
    let address = link_ending(&page, "record/outcomes/family");
    let first = pilot.get(&cookie, &address).await;
    let second = pilot
        .get(&pilot.sign_in(Role::Manager).await, &address)
        .await;
    let with = |page: &Answer, answer: &str| {
        let mut all = hidden(page.text());
        let seen = "name=\"seen\" value=\"";
        let at = page.text().find(seen).unwrap() + seen.len();
        let seen = page.text()[at..].split('"').next().unwrap().to_owned();
        all.push(("seen".to_owned(), seen));
        all.push(("day".to_owned(), "2026-11-20".to_owned()));
        all.push(("alcohol_clo".to_owned(), answer.to_owned()));
        all
    };
    let plain = |fields: &[(String, String)]| -> Vec<(String, String)> { fields.to_vec() };
    async fn post(pilot: &Pilot, role: Role, to: &str, fields: Vec<(String, String)>) -> Answer {
        let cookie = pilot.sign_in(role).await;
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        pilot.post(&cookie, to, &fields).await
    }
    let mine = with(&first, "no");
    let saved = post(&pilot, Role::Practitioner, &address, plain(&mine)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    let theirs = with(&second, "yes");
    let stale = post(&pilot, Role::Manager, &address, theirs).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.words().contains("Somebody has answered"));
    assert!(stale.words().contains("Answer in the record now"));
    // Having seen both, they may save theirs.
    let again = post(&pilot, Role::Manager, &address, with(&stale, "yes")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.words());
    let page = pilot.get(&cookie, &outcomes).await;
    assert!(page.words().contains("Alcohol"));
    // A question that is not one, or an answer that is none, is said and nothing is stored.
    let mut wrong = with(&pilot.get(&cookie, &address).await, "perhaps");
    wrong.retain(|(name, _)| name != "day");
    let refused = post(&pilot, Role::Practitioner, &address, wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}
