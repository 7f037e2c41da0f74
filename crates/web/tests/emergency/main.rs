//! Reading in an emergency what is confidential, through the pages (T9, T14).

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

#[path = "../common/mod.rs"]
mod common;
mod proof;

use std::time::Duration;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION, REFRESH};
use common::forms::{HELD, address, hidden, person, send};
use common::stage::{Answer, Pilot, viewer};
use common::{FOR_ANOTHER, FOR_THE_PRACTITIONER, FOR_THE_TEAM, family, seaside};
use record::WorkerId;
use store::{MessageKind, Worker};
use uuid::Uuid;

const DANGER: &str = "The baby has not been seen since Sunday";
pub(crate) const MINUTE: Duration = Duration::from_mins(1);

pub(crate) async fn concern(pilot: &Pilot, urgency: &str) {
    let child = person(HELD, 1);
    let fields = [
        ("urgency", urgency),
        ("child", child.as_str()),
        ("seen", "Nobody was at home"),
        ("day", "2022-08-30"),
    ];
    done(&send(pilot, Role::Practitioner, HELD, "concern", &fields).await);
}

pub(crate) fn done(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
}

/// The value of the last choice of a field on a form.
async fn choice(pilot: &Pilot, role: Role, act: &str, field: &str, words: &str) -> String {
    let cookie = pilot.sign_in(role).await;
    let page = pilot.get(&cookie, &address(HELD, act)).await;
    let mark = format!("name=\"{field}\" type=\"");
    let choices = page.text().split(&mark).skip(1);
    let fitting = choices.filter(|it| it.split("</label>").next().unwrap().contains(words));
    let value = fitting.last().unwrap().split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// A form sent in a session that goes on.
async fn post(pilot: &Pilot, me: &str, act: &str, fields: &[(&str, &str)]) -> Answer {
    let page = pilot.get(me, &address(HELD, act)).await;
    assert_eq!(page.status, StatusCode::OK, "{act}");
    let hidden = hidden(page.text());
    let hidden = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<(&str, &str)> = hidden.chain(fields.iter().copied()).collect();
    pilot.post(me, &address(HELD, act), &all).await
}

pub(crate) async fn ask(pilot: &Pilot, me: &str, when: &str) -> Answer {
    let concern = choice(pilot, Role::SocialWorker, "ask-to-read", "concern", "").await;
    let fields = [
        ("concern", concern.as_str()),
        ("danger", DANGER),
        ("basis", "safeguarding"),
        ("from", "2021-04-01"),
        ("to", "2021-04-30"),
        ("when", when),
    ];
    post(pilot, me, "ask-to-read", &fields).await
}

/// A manager lets the team's note be read.
async fn allow(pilot: &Pilot) {
    let asked = asked(pilot).await;
    let note = choice(
        pilot,
        Role::Manager,
        "answer-reading",
        "note",
        "2 April 2021",
    )
    .await;
    let fields = [
        ("asked", asked.as_str()),
        ("note", note.as_str()),
        ("words", "what she said of her aunt"),
    ];
    done(&send(pilot, Role::Manager, HELD, "answer-reading", &fields).await);
}

/// The number of what was asked, as the manager's form has it.
async fn asked(pilot: &Pilot) -> String {
    let cookie = pilot.sign_in(Role::Manager).await;
    let page = pilot.get(&cookie, &address(HELD, "answer-reading")).await;
    let rest = page.text().split("name=\"asked\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn open(pilot: &Pilot, me: &str) -> Answer {
    let page = pilot.get(me, &address(HELD, "open-reading")).await;
    let asked = page.text().split("name=\"asked\" value=\"").nth(1);
    let asked = asked
        .map_or("1", |rest| rest.split('"').next().unwrap())
        .to_owned();
    post(pilot, me, "open-reading", &[("asked", &asked)]).await
}

pub(crate) fn glass() -> String {
    format!("/families/{}/emergency", family(HELD))
}

pub(crate) async fn is_no_page(pilot: &Pilot, me: &str) {
    let answer = pilot.get(me, &glass()).await;
    let nowhere = pilot.get(me, "/no-such-page").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        (answer.bytes, answer.headers),
        (nowhere.bytes, nowhere.headers)
    );
}

/// That none of what is kept from the social worker is anywhere they can go but on the page itself.
async fn nowhere_else(pilot: &Pilot, me: &str) {
    let own = format!("/families/{}", family(HELD));
    let paths = [
        "",
        "/safety",
        "/people",
        "/support",
        "/status",
        "/outcomes",
        "/looked",
    ];
    let mut paths: Vec<String> = paths.map(|tab| format!("{own}{tab}")).into();
    paths.extend(
        [
            "/today",
            "/families",
            "/families.csv",
            "/today/waiting.csv",
            "/account/messages",
        ]
        .map(str::to_owned),
    );
    for path in paths {
        let page = pilot.get(me, &path).await;
        let text = page.text();
        for words in [FOR_THE_TEAM, FOR_THE_PRACTITIONER, FOR_ANOTHER] {
            assert!(!text.contains(words), "{path} says {words}");
        }
        assert!(!text.contains("note_shown"), "{path}");
    }
}

#[tokio::test]
async fn what_is_allowed_is_read_in_one_session_for_a_while_and_reviewed_by_another() {
    let pilot = seaside().await;
    let administrator = pilot.sign_in(Role::Administrator).await;
    let times = [("minutes", "20"), ("days", "2")];
    done(&pilot.post(&administrator, "/service/reading", &times).await);
    concern(&pilot, "not_immediate").await;
    let me = pilot.sign_in(Role::SocialWorker).await;
    is_no_page(&pilot, &me).await;
    done(&ask(&pilot, &me, "asked").await);
    is_no_page(&pilot, &me).await;
    assert_eq!(
        open(&pilot, &me).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let manager = pilot.sign_in(Role::Manager).await;
    let board = pilot.get(&manager, "/today").await.words();
    assert!(board.contains("Asked to read in an emergency"), "{board}");
    assert!(
        board.contains("Somebody asks to read in an emergency"),
        "{board}"
    );
    allow(&pilot).await;
    nowhere_else(&pilot, &me).await;
    is_no_page(&pilot, &me).await;
    let opened = open(&pilot, &me).await;
    assert_eq!(opened.header(LOCATION.as_str()), glass());
    let page = pilot.get(&me, &glass()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains(FOR_THE_TEAM));
    for words in [FOR_THE_PRACTITIONER, FOR_ANOTHER] {
        assert!(!page.text().contains(words));
    }
    assert_eq!(page.header(CACHE_CONTROL.as_str()), "no-store");
    assert!(
        page.header(REFRESH.as_str())
            .starts_with("1201; url=/families/")
    );
    nowhere_else(&pilot, &me).await;
    // Elsewhere the same person reads nothing, nor does anybody else here.
    let elsewhere = pilot.sign_in(Role::SocialWorker).await;
    is_no_page(&pilot, &elsewhere).await;
    is_no_page(&pilot, &manager).await;
    // It opens once, and the review waits until it is over.
    assert_eq!(
        open(&pilot, &me).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    pilot.wait(19 * MINUTE);
    assert_eq!(pilot.get(&me, &glass()).await.status, StatusCode::OK);
    pilot.wait(MINUTE);
    is_no_page(&pilot, &me).await;
    nowhere_else(&pilot, &me).await;
    let board = pilot.get(&manager, "/today").await.words();
    assert!(board.contains("Emergency reading to review"), "{board}");
    // Whoever allowed it reviews it only where there is nobody else.

    let number = number_of_asking(&pilot).await;
    let fields = [
        ("asked", number.as_str()),
        ("found", "right"),
        ("told", "will_be"),
        ("words", "The baby was found at the aunt's"),
    ];
    let other = Worker::new(
        WorkerId(Uuid::from_u128(903)),
        "Another manager",
        Role::Manager,
    );
    let leave = viewer(Role::Administrator).set_up().unwrap();
    pilot
        .store
        .put_worker(&leave, other.clone(), pilot.clock())
        .await
        .unwrap();
    let refused = send(&pilot, Role::Manager, HELD, "review-reading", &fields).await;
    assert!(refused.words().contains("Another manager reviews it"));
    let gone = Worker {
        until: Some(calendar::date(2022, 8, 1)),
        ..other
    };
    pilot
        .store
        .put_worker(&leave, gone, pilot.clock())
        .await
        .unwrap();
    done(&send(&pilot, Role::Manager, HELD, "review-reading", &fields).await);
    let board = pilot
        .get(&pilot.sign_in(Role::Manager).await, "/today")
        .await
        .words();
    assert!(!board.contains("Emergency reading to review"), "{board}");
    pilot.store.verify().await.unwrap();
}

async fn number_of_asking(pilot: &Pilot) -> String {
    let cookie = pilot.sign_in(Role::Manager).await;
    let page = pilot.get(&cookie, &address(HELD, "review-reading")).await;
    let rest = page.text().split("name=\"asked\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn without_a_concern_nobody_asks_and_without_danger_nobody_reads_at_once() {
    let pilot = seaside().await;
    let me = pilot.sign_in(Role::SocialWorker).await;
    let fields = [
        ("concern", "1"),
        ("danger", DANGER),
        ("basis", "life"),
        ("from", "2021-04-01"),
        ("to", "2021-04-30"),
        ("when", "at_once"),
    ];
    let refused = post(&pilot, &me, "ask-to-read", &fields).await;
    assert!(
        refused.words().contains("Say for which concern it is"),
        "{}",
        refused.words()
    );
    concern(&pilot, "not_immediate").await;
    let refused = ask(&pilot, &me, "at_once").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .words()
            .contains("only while a child may be in danger now")
    );
    assert!(refused.text().contains(DANGER), "what was typed stays");
    is_no_page(&pilot, &me).await;
}

#[tokio::test]
async fn in_danger_it_is_read_at_once_and_everybody_concerned_is_told() {
    let pilot = seaside().await;
    concern(&pilot, "immediate").await;
    let me = pilot.sign_in(Role::SocialWorker).await;
    let read = ask(&pilot, &me, "at_once").await;
    assert_eq!(read.header(LOCATION.as_str()), glass());
    let page = pilot.get(&me, &glass()).await;
    for words in [FOR_THE_TEAM, FOR_THE_PRACTITIONER, FOR_ANOTHER] {
        assert!(page.text().contains(words), "{words}");
    }
    nowhere_else(&pilot, &me).await;
    let told = async |who: &access::Viewer| -> Vec<MessageKind> {
        let unread = pilot.store.unread_messages(who).await.unwrap();
        unread.into_iter().map(|it| it.kind).collect()
    };
    assert_eq!(
        told(&viewer(Role::Manager)).await,
        [MessageKind::ReadingOpened]
    );
    assert_eq!(
        told(&viewer(Role::Practitioner)).await,
        [MessageKind::NoteShown]
    );
    assert!(told(&viewer(Role::SocialWorker)).await.is_empty());
    // The look is kept as what it is, and who looked at the family says so to those who may open it.
    let looked = format!("/families/{}/looked", family(HELD));
    let looks = pilot.get(&me, &looked).await.words();
    assert!(
        looks.contains("Read in an emergency what was kept from them"),
        "{looks}"
    );
    // They say that they have read it; looking at it does not.
    let team = pilot.sign_in(Role::Practitioner).await;
    for _ in 0..2 {
        let home = pilot.get(&team, "/today").await;
        assert!(home.words().contains("You have messages"));
    }
    let home = pilot.get(&team, "/today").await;
    let last = home.text().split("name=\"last\" value=\"").nth(1).unwrap();
    let last = last.split('"').next().unwrap();
    done(
        &pilot
            .post(&team, "/account/messages/read", &[("last", last)])
            .await,
    );
    assert!(
        !pilot
            .get(&team, "/today")
            .await
            .words()
            .contains("You have messages")
    );
    let all = pilot.get(&team, "/account/messages").await.words();
    assert!(
        all.contains("Something you wrote, or that is for you by name"),
        "{all}"
    );
    // It ends with the session.
    pilot.post(&me, "/sign-out", &[]).await;
    assert_eq!(
        pilot.get(&me, &glass()).await.header(LOCATION.as_str()),
        "/sign-in"
    );
    is_no_page(&pilot, &pilot.sign_in(Role::SocialWorker).await).await;
}

#[tokio::test]
async fn it_ends_with_the_case_and_with_the_role() {
    for change in ["case", "role"] {
        let pilot = seaside().await;
        concern(&pilot, "immediate").await;
        let me = pilot.sign_in(Role::SocialWorker).await;
        done(&ask(&pilot, &me, "at_once").await);
        if change == "case" {
            let other = common::OTHER_SOCIAL_WORKER.to_string();
            let team = Uuid::from_u128(801).to_string();
            let fields = [
                ("holder", other.as_str()),
                ("team", team.as_str()),
                ("day", "2022-08-30"),
            ];
            done(&send(&pilot, Role::Manager, HELD, "case-holder", &fields).await);
            is_no_page(&pilot, &me).await;
        } else {
            let leave = viewer(Role::Administrator).set_up().unwrap();
            let changed = Worker {
                role: Role::Practitioner,
                ..Worker::from(&viewer(Role::SocialWorker))
            };
            pilot
                .store
                .put_worker(&leave, changed, pilot.clock())
                .await
                .unwrap();
            assert_eq!(
                pilot.get(&me, &glass()).await.header(LOCATION.as_str()),
                "/sign-in"
            );
        }
    }
}

/// T9, T14: whoever asked can neither answer nor lengthen nor widen it, by any field.
#[tokio::test]
async fn whoever_asked_can_change_nothing_of_it() {
    let pilot = seaside().await;
    concern(&pilot, "not_immediate").await;
    let me = pilot.sign_in(Role::SocialWorker).await;
    done(&ask(&pilot, &me, "asked").await);
    for act in ["answer-reading", "review-reading"] {
        pilot
            .is_no_page_for(Role::SocialWorker, &address(HELD, act))
            .await;
        let fields = [
            ("submission", "00000000-0000-0000-0000-000000000001"),
            ("asked", "9"),
            ("note", "9"),
            ("words", "yes"),
        ];
        let answer = pilot.post(&me, &address(HELD, act), &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    allow(&pilot).await;
    let page = pilot.get(&me, &address(HELD, "open-reading")).await;
    let asked = page.text().split("name=\"asked\" value=\"").nth(1).unwrap();
    let asked = asked.split('"').next().unwrap();
    let fields = [
        ("asked", asked),
        ("until", "2030-01-01T00:00:00.000000Z"),
        ("minutes", "255"),
        ("note", "3"),
        ("by", "00000000-0000-0000-0000-000000000001"),
        ("session", "1"),
    ];
    done(&post(&pilot, &me, "open-reading", &fields).await);
    let page = pilot.get(&me, &glass()).await;
    assert!(page.text().contains(FOR_THE_TEAM) && !page.text().contains(FOR_ANOTHER));
    assert!(page.header(REFRESH.as_str()).starts_with("3601;"));
    assert_eq!(
        pilot.post(&me, &glass(), &[]).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
    // A manager who asks themselves is not the one to answer.
    let ours = pilot.sign_in(Role::Manager).await;
    let concern = choice(&pilot, Role::Manager, "ask-to-read", "concern", "").await;
    let fields = [
        ("concern", concern.as_str()),
        ("danger", DANGER),
        ("basis", "life"),
        ("from", "2021-04-01"),
        ("to", "2021-04-30"),
        ("when", "asked"),
    ];
    done(&post(&pilot, &ours, "ask-to-read", &fields).await);
    let fields = [("asked", "99"), ("words", "I may")];
    let refused = post(&pilot, &ours, "answer-reading", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    is_no_page(&pilot, &ours).await;
}
