//! Concerns through the pages: raised from anywhere with nothing lost, acknowledged by the case
//! holder, waiting where nobody can miss them until then.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use calendar::{AsAt, Date, Stamp, date};
use casework::NewEntry;
use common::forms::{address, chronology, count, hidden, me, person, send};
use common::stage::{Pilot, viewer};
use common::{family, known, practitioner, seaside, write};
use record::lists::Urgency;
use record::{Concern, Fact, PersonId};

/// A family whose case the social worker of the tests holds.
const HELD: u128 = 1;
const SEEN: &str = "He had not eaten since Friday.";

fn concern() -> Vec<(&'static str, String)> {
    vec![
        ("urgency", "immediate".to_owned()),
        ("child", person(HELD, 1)),
        ("seen", SEEN.to_owned()),
        ("done", "Rang 999 at 4pm.".to_owned()),
        ("day", "2022-08-30".to_owned()),
    ]
}

async fn raise(pilot: &Pilot, role: Role) {
    let fields = concern();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let answer = send(pilot, role, HELD, "concern", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
}

/// A concern of F001 that was raised a while ago.
async fn raised_at(pilot: &Pilot, at: Stamp, urgency: Urgency) {
    let family = known(pilot, HELD).await;
    let concern = Concern {
        raised: at,
        by: practitioner().worker,
        urgency,
        children: vec![PersonId(person(HELD, 1).parse().unwrap())],
        time: None,
        seen: SEEN.to_owned(),
        done: String::new(),
        lapse: None,
    };
    let entry = NewEntry::shared(at.london_date().into(), Fact::Concern(concern));
    write(pilot, HELD, family.sequence, vec![entry]).await;
}

fn at(day: i8, hour: u8) -> Stamp {
    Stamp::from_london(date(2022, 8, day), hour, 0).unwrap()
}

async fn home(pilot: &Pilot, role: Role) -> String {
    let cookie = pilot.sign_in(role).await;
    pilot.get(&cookie, "/today").await.words()
}

/// The number of the only concern that a form offers, with its words beside it.
async fn offered(pilot: &Pilot, role: Role, act: &str) -> String {
    let cookie = pilot.sign_in(role).await;
    let form = pilot.get(&cookie, &address(HELD, act)).await;
    assert!(form.words().contains(SEEN), "{act}");
    let mut numbers = form
        .text()
        .split("name=\"concern\" type=\"radio\" value=\"");
    let number = numbers.nth(1).unwrap().split('"').next();
    number.unwrap().to_owned()
}

#[tokio::test]
async fn a_concern_waits_in_sight_until_the_case_holder_has_acknowledged_it() {
    let pilot = seaside().await;
    raise(&pilot, Role::Practitioner).await;
    for role in [Role::SocialWorker, Role::Manager] {
        let words = home(&pilot, role).await;
        assert!(words.contains("Concerns to acknowledge"), "{role:?}");
        assert!(words.contains("Immediate concern"), "{role:?}");
        assert!(words.contains("less than an hour"), "{role:?}");
        // A list says that there is a concern and not what it is.
        assert!(!words.contains(SEEN), "{role:?}");
    }
    for path in ["", "/people", "/support", "/safety", "/status", "/outcomes"] {
        let cookie = pilot.sign_in(Role::SocialWorker).await;
        let path = format!("/families/{}{path}", family(HELD));
        let page = pilot.get(&cookie, &path).await.words();
        assert!(
            page.contains("Immediate concern not acknowledged yet"),
            "{path}"
        );
        assert!(page.contains("Raise a concern"), "{path}");
    }
    // Each viewer's numbers are of the entries they see.
    let number = offered(&pilot, Role::SocialWorker, "acknowledge").await;
    let for_the_team = offered(&pilot, Role::Practitioner, "concern-more").await;
    let fields = [
        ("concern", number.as_str()),
        ("words", "I will be there by five."),
        ("day", "2022-08-30"),
    ];
    let added = [
        ("concern", for_the_team.as_str()),
        ("words", "His aunt has come."),
        ("day", "2022-08-30"),
    ];
    let answer = send(&pilot, Role::Practitioner, HELD, "concern-more", &added).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    assert!(
        home(&pilot, Role::Manager)
            .await
            .contains("Concerns to acknowledge")
    );
    let answer = send(&pilot, Role::SocialWorker, HELD, "acknowledge", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    for role in [Role::SocialWorker, Role::Manager] {
        assert!(!home(&pilot, role).await.contains("Concerns to acknowledge"));
    }
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let safety = format!("/families/{}/safety", family(HELD));
    let page = pilot.get(&cookie, &safety).await.words();
    for words in [
        SEEN,
        "I will be there by five.",
        "His aunt has come.",
        "Acknowledged",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("not acknowledged yet"));
    let page = chronology(&pilot, Role::SocialWorker, HELD).await;
    assert_eq!(
        (count(&page, "concern"), count(&page, "concern_step")),
        (1, 2)
    );
    pilot.store.verify().await.unwrap();
}

#[tokio::test]
async fn who_may_not_is_told_there_is_no_such_page() {
    let pilot = seaside().await;
    raise(&pilot, Role::SocialWorker).await;
    for act in ["concern", "concern-more", "acknowledge"] {
        pilot.leads_to_sign_in(&address(HELD, act)).await;
        for role in [Role::CoOrdinator, Role::Evaluator, Role::Administrator] {
            pilot.is_no_page_for(role, &address(HELD, act)).await;
        }
        // F002 is another social worker's.
        pilot
            .is_no_page_for(Role::SocialWorker, &address(2, act))
            .await;
    }
    for role in [Role::Practitioner, Role::Manager] {
        pilot
            .is_no_page_for(role, &address(HELD, "acknowledge"))
            .await;
    }
    let safety = |number| format!("/families/{}/safety", family(number));
    pilot.leads_to_sign_in(&safety(HELD)).await;
    pilot.is_no_page_for(Role::SocialWorker, &safety(2)).await;
    for role in [Role::CoOrdinator, Role::Evaluator, Role::Administrator] {
        pilot.is_no_page_for(role, &safety(HELD)).await;
    }
}

#[tokio::test]
async fn it_goes_up_while_it_waits_by_the_times_the_service_sets() {
    let pilot = seaside().await;
    // The clock of the tests stands at some time of 30 August 2022.
    raised_at(&pilot, at(27, 9), Urgency::NotImmediate).await;
    let words = home(&pilot, Role::Manager).await;
    assert!(words.contains("Overdue"), "{words}");
    let administrator = pilot.sign_in(Role::Administrator).await;
    let wrong = [("manager", "3"), ("overdue", "2")];
    let answer = pilot
        .post(&administrator, "/service/concerns", &wrong)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["overdue at the earliest", "Choose the days that count"] {
        assert!(answer.words().contains(words), "{words}");
    }
    let times = [
        ("manager", "1"),
        ("overdue", "100"),
        ("days", "working_days"),
    ];
    let answer = pilot
        .post(&administrator, "/service/concerns", &times)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    // From Saturday over the bank holiday; only Tuesday counts.
    let words = home(&pilot, Role::Manager).await;
    assert!(words.contains("With the manager too"), "{words}");
}

#[tokio::test]
async fn what_was_being_typed_elsewhere_is_kept_when_a_concern_comes_first() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &address(HELD, "note")).await;
    let mut fields = hidden(page.text());
    fields.push(("text".to_owned(), "Half a sentence and".to_owned()));
    fields.push(("leave".to_owned(), "concern".to_owned()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let answer = pilot.post(&cookie, &address(HELD, "note"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let to = answer.header(LOCATION.as_str());
    assert_eq!(to, format!("{}?kept=note", address(HELD, "concern")));
    let page = pilot.get(&cookie, to).await.words();
    assert!(page.contains("What you typed is kept") && page.contains("Write a note"));
    let back = pilot.get(&cookie, &address(HELD, "note")).await;
    assert!(back.text().contains("Half a sentence and"));
    // Nothing was recorded by it.
    let page = chronology(&pilot, Role::Practitioner, HELD).await;
    assert_eq!(count(&page, "concern"), 0);
}

/// A session that says something of a child's safety, and what it leads to.
async fn session(pilot: &Pilot, answer: &[(&str, &str)]) -> (String, String) {
    let parent = person(HELD, 0);
    let child = person(HELD, 1);
    let worker = me(Role::Practitioner);
    let mut fields = vec![
        ("person", parent.as_str()),
        ("person", child.as_str()),
        ("came", "came"),
        ("day", "2022-08-26"),
        ("minutes", "30"),
        ("kind", "therapeutic"),
        ("place", "home"),
        ("mode", "in_person"),
        ("worker", worker.as_str()),
        ("text", SEEN),
        ("visibility", "shared"),
    ];
    fields.extend_from_slice(answer);
    let answer = send(pilot, Role::Practitioner, HELD, "session", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let to = answer.header(LOCATION.as_str()).to_owned();
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &to).await.text().to_owned();
    (to, page)
}

/// Makes F001 open: the pilot's is closed.
async fn opened() -> Pilot {
    let pilot = seaside().await;
    let family = known(&pilot, HELD).await;
    if !family.is_open() {
        let again = record::ReReferral {
            of: record::Subject::Family,
        };
        let again = NewEntry::shared(date(2022, 8, 1).into(), Fact::ReReferral(again));
        write(&pilot, HELD, family.sequence, vec![again]).await;
    }
    pilot
}

#[tokio::test]
async fn a_session_about_a_childs_safety_leads_to_the_concern_and_is_not_forgotten() {
    let pilot = opened().await;
    let nothing = [("children", "not_discussed"), ("protection", "no")];
    let (to, _) = session(&pilot, &nothing).await;
    assert!(to.ends_with("?done=session"), "{to}");
    let immediate = [
        ("children", "immediate_safeguarding"),
        ("protection", "yes"),
    ];
    let (to, page) = session(&pilot, &immediate).await;
    assert_eq!(to, address(HELD, "concern"));
    assert!(page.contains("is saved. You said that some of it is about a child"));
    assert!(page.contains(SEEN) && page.contains("2022-08-26"));
    let chosen = |value: &str| format!("value=\"{value}\" checked");
    assert!(page.contains(&chosen("immediate")), "{page}");
    assert!(page.contains(&chosen(&person(HELD, 1))));
    assert!(!page.contains(&chosen(&person(HELD, 0))));
    // Two sessions are there whatever becomes of the concern, which waits among the drafts.
    let all = chronology(&pilot, Role::Practitioner, HELD).await;
    assert_eq!((count(&all, "session"), count(&all, "concern")), (2, 0));
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let drafts = pilot.get(&cookie, "/drafts").await.words();
    assert!(drafts.contains("Raise a concern"), "{drafts}");
    let mut fields = hidden(&page);
    fields.push(("saved".to_owned(), "session".to_owned()));
    fields.extend(concern().into_iter().map(|(n, v)| (n.to_owned(), v)));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let answer = pilot.post(&cookie, &to, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let drafts = pilot.get(&cookie, "/drafts").await.words();
    assert!(!drafts.contains("Raise a concern"), "{drafts}");
}

#[tokio::test]
async fn other_forms_ask_too() {
    let pilot = opened().await;
    let note = [
        ("about", "family"),
        ("day", "2022-08-30"),
        ("text", SEEN),
        ("visibility", "team"),
        ("safety", "not_immediate"),
    ];
    let answer = send(&pilot, Role::Practitioner, HELD, "note", &note).await;
    assert_eq!(answer.header(LOCATION.as_str()), address(HELD, "concern"));
    for act in ["note", "contact", "call", "emergency"] {
        let cookie = pilot.sign_in(Role::Practitioner).await;
        let page = pilot.get(&cookie, &address(HELD, act)).await;
        assert!(page.words().contains("about a child's safety?"), "{act}");
    }
}

#[tokio::test]
async fn its_words_are_put_right_and_it_waits_as_long_as_before() {
    let pilot = seaside().await;
    raised_at(&pilot, at(27, 9), Urgency::NotImmediate).await;
    let page = chronology(&pilot, Role::Manager, HELD).await;
    let from = page.text().split("data-entry=\"concern\"").nth(1).unwrap();
    let link = from.split("put-right/").nth(1).unwrap();
    let number = link.split('"').next().unwrap().to_owned();
    let mut fields = concern();
    fields.push(("why", "The day was wrong".to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let path = format!("put-right/{number}");
    let answer = send(&pilot, Role::Manager, HELD, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let family = known(&pilot, HELD).await;
    let it = &family.safety.concerns[0].concern;
    assert_eq!((it.raised, it.by), (at(27, 9), practitioner().worker));
    assert_eq!(it.done, "Rang 999 at 4pm.");
    let leave = pilot
        .store
        .authorise_read(&viewer(Role::SocialWorker), common::family(HELD))
        .await
        .unwrap()
        .unwrap();
    let seen = pilot.store.family(&leave, AsAt::day(Date::MAX)).await;
    assert_eq!(seen.unwrap().safety, family.safety);
}
