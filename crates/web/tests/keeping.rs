//! What is typed is kept: forms that are refused, expired, sent often, stale, put right.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use common::forms::{OPEN, address, chronology, count, hidden, post_all, send};
use common::stage::Answer;
use common::{family, seaside};

const NOTE: [(&str, &str); 3] = [
    ("about", "family"),
    ("day", "2022-08-26"),
    ("visibility", "team"),
];

#[tokio::test]
async fn what_is_wrong_comes_back_with_every_word_and_is_kept_for_its_writer_alone() {
    let pilot = seaside().await;
    let words = "Two thousand words. ".repeat(500) + "<b>&\"é🙂";
    let fields = [
        ("about", "family"),
        ("day", "2022-12-31"),
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
        ("day", "2022-08-26"),
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
        all.push(("day".to_owned(), "2022-08-26".to_owned()));
        all.push(("alcohol_clo".to_owned(), answer.to_owned()));
        all
    };
    let plain = |fields: &[(String, String)]| -> Vec<(String, String)> { fields.to_vec() };
    let mine = with(&first, "no");
    let saved = post_all(&pilot, Role::Practitioner, &address, plain(&mine)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    let theirs = with(&second, "yes");
    let stale = post_all(&pilot, Role::Manager, &address, theirs).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.words().contains("Somebody has answered"));
    assert!(stale.words().contains("Answer in the record now"));
    // Having seen both, they may save theirs.
    let again = post_all(&pilot, Role::Manager, &address, with(&stale, "yes")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.words());
    let page = pilot.get(&cookie, &outcomes).await;
    assert!(page.words().contains("Alcohol"));
    // A question that is not one, or an answer that is none, is said and nothing is stored.
    let mut wrong = with(&pilot.get(&cookie, &address).await, "perhaps");
    wrong.retain(|(name, _)| name != "day");
    let refused = post_all(&pilot, Role::Practitioner, &address, wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn with_the_records_out_of_reach_every_word_comes_back() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &address(OPEN, "note")).await;
    let mut fields = hidden(page.text());
    let words = "Line one, as long as a note is, to be shown and sent again.\nLine two & <more>.";
    for (name, value) in NOTE.into_iter().chain([("text", words)]) {
        fields.push((name.to_owned(), value.to_owned()));
    }
    let plain: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    pilot.store.clone().close().await;
    let answer = pilot.post(&cookie, &address(OPEN, "note"), &plain).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let shown = words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    assert!(answer.text().contains(&shown), "{}", answer.text());
    for (name, value) in &fields {
        if name != "text" {
            let kept = format!("name=\"{name}\" value=\"{value}\"");
            assert!(answer.text().contains(&kept), "{name}");
        }
    }
    // Signed out as well, they are still shown.
    let answer = pilot.post("", &address(OPEN, "note"), &plain).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text().contains(&shown));
}

/// The form of a note opened by a role, filled in with these words.
async fn note_by(pilot: &common::stage::Pilot, cookie: &str, words: &str) -> Vec<(String, String)> {
    let page = pilot.get(cookie, &address(OPEN, "note")).await;
    let told = NOTE.into_iter().chain([("text", words)]);
    let told = told.map(|(name, value)| (name.to_owned(), value.to_owned()));
    hidden(page.text()).into_iter().chain(told).collect()
}

#[tokio::test]
async fn what_one_person_typed_is_never_sent_in_the_name_of_another() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let fields = note_by(&pilot, &cookie, "Typed before the shift ended").await;
    // On the same browser a colleague has signed in since.
    let answer = post_all(&pilot, Role::Manager, &address(OPEN, "note"), fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.words().contains("Somebody else has signed in here"));
    assert!(!answer.text().contains("Typed before"));
    let page = chronology(&pilot, Role::Manager, OPEN).await;
    assert_eq!(count(&page, "note"), 0, "nothing was sent");
    let other = pilot.sign_in(Role::Manager).await;
    let none = pilot.get(&other, "/drafts").await;
    assert!(none.words().contains("nothing you began"));
    let again = pilot.get(&cookie, &address(OPEN, "note")).await;
    assert!(again.text().contains("Typed before the shift ended"));
}

#[tokio::test]
async fn what_was_typed_is_found_again_where_its_page_is_there_no_more() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let fields = note_by(&pilot, &cookie, "Words about a family of mine").await;
    let gone = "/families/00000000-0000-0000-0000-0000000000ff/record/note";
    let plain: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = pilot.post(&cookie, gone, &plain).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let nowhere = pilot.get(&cookie, "/no-such-page").await;
    assert_eq!(answer.words(), nowhere.words(), "it looks like no page");
    let drafts = pilot.get(&cookie, "/drafts").await;
    assert!(drafts.words().contains("Words about a family of mine"));
    let other = pilot.sign_in(Role::Manager).await;
    let theirs = pilot.get(&other, "/drafts").await;
    assert!(!theirs.text().contains("Words about"));
}

/// Reading works and writing does not, as on a disk that is full.
#[tokio::test]
async fn with_a_full_disk_a_refused_form_comes_back_with_every_word() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let words = "Two lines,\nas long as they are.";
    let mut fields = note_by(&pilot, &cookie, words).await;
    for (name, value) in &mut fields {
        if name == "day" {
            "2022-12-31".clone_into(value);
        }
    }
    let database = rusqlite::Connection::open(pilot.database()).unwrap();
    for table in ["look", "draft"] {
        let full = format!(
            "CREATE TRIGGER {table}_full BEFORE INSERT ON {table}
             BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        );
        database.execute_batch(&full).unwrap();
    }
    let plain: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = pilot.post(&cookie, &address(OPEN, "note"), &plain).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("Give today or an earlier day"));
    assert!(answer.text().contains(words), "{}", answer.text());
    // Nothing is shown that was not there already.
    let page = pilot
        .get(&cookie, &format!("/families/{}", family(OPEN)))
        .await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    let form = pilot.get(&cookie, &address(OPEN, "note")).await;
    assert_eq!(form.status, StatusCode::INTERNAL_SERVER_ERROR);
}

/// The id of a form says that it was sent before, not that what stands in it now was.
#[tokio::test]
async fn a_form_sent_again_with_other_words_is_not_taken_for_stored() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &address(OPEN, "note")).await;
    let mut made = hidden(page.text());
    let path = address(OPEN, "note");
    let send = async |made: &[(String, String)], text: &str| {
        let mut fields: Vec<(&str, &str)> = made
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        fields.extend(NOTE);
        fields.push(("text", text));
        pilot.post(&cookie, &path, &fields).await
    };
    assert_eq!(
        send(&made, "First words").await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        send(&made, "First words").await.status,
        StatusCode::SEE_OTHER
    );
    let refused = send(&made, "Words changed since").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains("This form was sent before"));
    assert!(refused.text().contains("Words changed since"));
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(count(&page, "note"), 1);
    // Sent once more, from the page that came back, they are stored.
    made = hidden(refused.text());
    assert_eq!(
        send(&made, "Words changed since").await.status,
        StatusCode::SEE_OTHER
    );
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(count(&page, "note"), 2);
}
