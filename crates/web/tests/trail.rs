//! What is seen is in the trail, whoever sees it on whatever page (T39), and the trail is read by
//! those who check it (T38).

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use access::{Authorised, Role};
use axum::http::StatusCode;
use calendar::date;
use casework::NewEntry;
use common::stage::{Pilot, viewer};
use common::{FAMILIES, OTHER_PRACTITIONER, family, known, seaside, write};
use record::{Fact, FamilyId, Household, Note, Subject, Visibility};
use store::{Look, LookKind};
use uuid::Uuid;

/// Pages of one kind that are asked for: all are made alike.
const OF_A_KIND: usize = 3;

/// The trail of the session with this cookie: there is one session of each role at a time.
async fn looks(pilot: &Pilot, role: Role) -> Vec<Look> {
    let session = pilot.store.sessions_of(&viewer(role), pilot.clock()).await;
    let session = session.unwrap().first().unwrap().id;
    let leave = viewer(Role::Auditor).audit().unwrap();
    pilot.store.seen_in_session(&leave, session).await.unwrap()
}

/// An address without its ids, so that pages of one kind are known.
fn pattern(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap();
    let parts = path.split('/').map(|part| match part.parse::<Uuid>() {
        Ok(_) => "{id}",
        Err(_) if part.parse::<u64>().is_ok() => "{number}",
        Err(_) => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn links(html: &str) -> Vec<String> {
    let links = html.split("href=\"").skip(1);
    let links = links.map(|it| it.split('"').next().unwrap().replace("&amp;", "&"));
    links
        .filter(|it| it.starts_with('/') && !it.starts_with("/assets"))
        .collect()
}

/// The families that a page leads to.
fn families_in(html: &str) -> BTreeSet<FamilyId> {
    let all = (1..=FAMILIES as u128).map(family);
    all.filter(|id| html.contains(&format!("/families/{id}")))
        .collect()
}

/// Everything a role can reach by links; each page that leads to a family must have told of it.
async fn crawl(pilot: &Pilot, role: Role) -> BTreeMap<String, usize> {
    let cookie = pilot.sign_in(role).await;
    let mut waiting = VecDeque::from(["/".to_owned(), "/families.csv".to_owned()]);
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    let mut done = BTreeSet::new();
    let mut kept = 0;
    while let Some(address) = waiting.pop_front() {
        let times = asked.entry(pattern(&address)).or_default();
        if *times == OF_A_KIND || !done.insert(address.clone()) {
            continue;
        }
        *times += 1;
        let answer = pilot.get(&cookie, &address).await;
        let trail = looks(pilot, role).await;
        let new = &trail[kept..];
        kept = trail.len();
        assert!(new.len() <= 1, "{role:?} {address}: {new:?}");
        if answer.status.is_redirection() {
            assert_eq!(new, [], "{role:?} {address}");
            waiting.push_back(answer.header("location").to_owned());
            continue;
        }
        let Ok(html) = std::str::from_utf8(&answer.bytes) else {
            continue;
        };
        let seen: BTreeSet<_> = new.iter().flat_map(|it| it.families.clone()).collect();
        let shown = families_in(html);
        let forgotten: Vec<_> = shown.difference(&seen).collect();
        assert_eq!(forgotten, Vec::<&FamilyId>::new(), "{role:?} {address}");
        waiting.extend(links(html));
    }
    asked
}

#[tokio::test]
async fn no_page_shows_a_family_without_saying_so() {
    let pilot = seaside().await;
    let asked = crawl(&pilot, Role::Practitioner).await;
    assert!(asked.len() > 40, "{asked:?}");
    for role in [Role::Manager, Role::SocialWorker] {
        assert!(crawl(&pilot, role).await.len() > 20);
    }
    pilot.store.verify().await.unwrap();
}

/// Whoever sees no name leaves no family in the trail.
#[tokio::test]
async fn who_sees_no_family_leaves_none_in_the_trail() {
    let pilot = seaside().await;
    for role in [
        Role::CoOrdinator,
        Role::Evaluator,
        Role::Administrator,
        Role::Auditor,
    ] {
        crawl(&pilot, role).await;
        let seen = looks(&pilot, role).await;
        let families: Vec<_> = seen.iter().flat_map(|it| &it.families).collect();
        assert_eq!(families, Vec::<&FamilyId>::new(), "{role:?}");
        // The rows behind a figure, which name nobody, are counted.
        let rows = seen
            .iter()
            .any(|it| it.kind == LookKind::Rows && it.others > 0);
        assert_eq!(rows, role == Role::Evaluator, "{role:?}");
    }
}

#[tokio::test]
async fn each_way_of_looking_is_kept_as_what_it_is() {
    let pilot = seaside().await;
    let role = Role::Practitioner;
    let cookie = pilot.sign_in(role).await;
    let own = format!("/families/{}", family(1));
    let ways = [
        (own.clone(), LookKind::Page, 1),
        (format!("{own}/people"), LookKind::Page, 1),
        (format!("{own}/record/note"), LookKind::Form, 1),
        ("/families".to_owned(), LookKind::List, 25),
        ("/families.csv".to_owned(), LookKind::File, FAMILIES),
        ("/families.xlsx".to_owned(), LookKind::File, FAMILIES),
    ];
    for (nth, (path, kind, families)) in ways.iter().enumerate() {
        pilot.get(&cookie, path).await;
        let looks = looks(&pilot, role).await;
        assert_eq!(looks.len(), nth + 1, "{path}");
        assert_eq!(looks[nth].kind, *kind, "{path}");
        assert_eq!(looks[nth].families.len(), *families, "{path}");
        assert!(!looks[nth].page.contains(&family(1).to_string()));
    }
    let kept = ways.len();
    // A search leads to the list it found; a page there is not, and one that leads on, show nobody.
    let answer = pilot
        .post(&cookie, "/families/search", &[("words", "Makebelieve")])
        .await;
    pilot.get(&cookie, "/families/none").await;
    pilot.get(&cookie, "/").await;
    assert_eq!(looks(&pilot, role).await.len(), kept);
    pilot.get(&cookie, answer.header("location")).await;
    let looks = looks(&pilot, role).await;
    assert_eq!(looks[kept].kind, LookKind::Search);
    assert_eq!(looks[kept].families, [family(1)]);
}

#[tokio::test]
async fn who_has_looked_is_on_the_familys_page_for_those_who_may() {
    let pilot = seaside().await;
    let path = format!("/families/{}/looked", family(1));
    let worker = pilot.sign_in(Role::SocialWorker).await;
    let page = pilot.get(&worker, &path).await.words();
    assert!(page.contains("Nobody has looked yet but you"), "{page}");
    let practitioner = pilot.sign_in(Role::Practitioner).await;
    let own = format!("/families/{}", family(1));
    pilot.get(&practitioner, &own).await;
    pilot
        .get(&practitioner, &format!("{own}/record/note"))
        .await;
    let team = pilot.get(&practitioner, &path).await.words();
    assert!(team.contains("Opened a form to record"), "{team}");
    // The case holder sees who and when, and not which forms: some are for what they do not see.
    let holder = pilot.get(&worker, &path).await.words();
    assert!(
        holder.contains("A practitioner Opened the family"),
        "{holder}"
    );
    assert!(!holder.contains("form"), "{holder}");
    for role in [
        Role::CoOrdinator,
        Role::Evaluator,
        Role::Administrator,
        Role::Auditor,
    ] {
        pilot.is_no_page_for(role, &path).await;
    }
    let other = format!("/families/{}/looked", family(2));
    pilot.is_no_page_for(Role::SocialWorker, &other).await;
}

/// Two histories that differ in a hidden note only.
#[tokio::test]
async fn a_hidden_note_is_not_told_by_who_looked() {
    let (pilot, other) = (seaside().await, seaside().await);
    let after = known(&other, 3).await.sequence;
    let note = NewEntry {
        happened: date(2022, 8, 1).into(),
        visibility: Visibility::Named(vec![OTHER_PRACTITIONER]),
        correction: None,
        fact: Fact::Note(Note {
            about: Subject::Family,
            text: "hidden".to_owned(),
        }),
    };
    write(&other, 3, after, vec![note]).await;
    let mut pages = Vec::new();
    for pilot in [&pilot, &other] {
        let practitioner = pilot.sign_in(Role::Practitioner).await;
        pilot
            .get(&practitioner, &format!("/families/{}", family(3)))
            .await;
        let worker = pilot.sign_in(Role::SocialWorker).await;
        let path = format!("/families/{}/looked", family(3));
        pages.push(pilot.get(&worker, &path).await.words());
    }
    assert_eq!(pages[0], pages[1]);
}

fn household(of: &record::Family, names: [&str; 2]) -> NewEntry {
    let mut people = of.people.clone();
    for (person, name) in people.iter_mut().zip(names) {
        person.name = Some(name.to_owned());
    }
    let household = Household {
        reference: of.reference.clone(),
        answers: of.household.clone().unwrap(),
        people,
    };
    NewEntry::shared(of.referred().unwrap().into(), Fact::Household(household))
}

#[tokio::test]
async fn looking_at_ones_own_at_relatives_and_at_many_is_reported() {
    let pilot = seaside().await;
    for (number, names) in [
        (3, ["A practitioner", "Denim Makebelieve"]),
        (5, ["Amber Makebelieve", "Ochre Practitioner"]),
    ] {
        let of = known(&pilot, number).await;
        let entry = household(&of, names);
        // Written by the manager, so that the practitioner has no relation to the family.
        let manager = viewer(Role::Manager);
        let leave = pilot.store.authorise_write(&manager, family(number)).await;
        let leave: Authorised<FamilyId, access::Write> = leave.unwrap().unwrap();
        let done = pilot.store.append(
            &leave,
            of.sequence,
            record::SubmissionId(Uuid::from_u128(5000 + number)),
            pilot.clock(),
            vec![entry],
        );
        done.await.unwrap();
    }
    let cookie = pilot.sign_in(Role::Practitioner).await;
    for number in 1..=22 {
        pilot
            .get(&cookie, &format!("/families/{}", family(number)))
            .await;
        pilot.wait(Duration::from_secs(20));
    }
    for role in [Role::Auditor, Role::Manager] {
        let reader = pilot.sign_in(role).await;
        let page = pilot.get(&reader, "/trail").await;
        let words = page.words();
        for (title, row) in [
            ("Their own name", "A practitioner F003 1 "),
            ("Their own last name", "A practitioner F005 1 "),
            ("Many families in a short time", "A practitioner 22 22 "),
        ] {
            let from = words.find(&format!("1 finding {title} ")).unwrap();
            let section = words[from..].split(" Session ").nth(1).unwrap();
            assert!(section.starts_with(row), "{title}: {section}");
        }
        // Who the people are stands nowhere.
        assert!(!words.contains("Makebelieve"), "{words}");
        let session = links(page.text());
        let session = session.iter().find(|it| it.starts_with("/trail/sessions/"));
        let seen = pilot.get(&reader, session.unwrap()).await.words();
        assert!(seen.contains("Families seen 22"), "{seen}");
        assert!(
            seen.contains("Opened the family /families/… F022"),
            "{seen}"
        );
    }
}

#[tokio::test]
async fn what_is_unusual_is_what_the_service_settled() {
    let pilot = seaside().await;
    let administrator = pilot.sign_in(Role::Administrator).await;
    let wrong = [("families", "1"), ("minutes", "many")];
    let page = pilot.post(&administrator, "/service/looking", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.words()
            .contains("Enter a whole number of families from 2 to 250")
    );
    assert!(page.text().contains("value=\"many\""));
    let right = [("families", "2"), ("minutes", "1")];
    let saved = pilot.post(&administrator, "/service/looking", &right).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let cookie = pilot.sign_in(Role::Practitioner).await;
    for number in [1, 2] {
        pilot
            .get(&cookie, &format!("/families/{}", family(number)))
            .await;
    }
    let auditor = pilot.sign_in(Role::Auditor).await;
    let words = pilot.get(&auditor, "/trail").await.words();
    assert!(
        words.contains("2 families or more within 1 minutes"),
        "{words}"
    );
    assert!(words.contains("A practitioner 2 2"), "{words}");
    assert_eq!(
        pilot.get(&auditor, "/trail?days=9").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_trail_is_for_auditors_and_managers() {
    let pilot = seaside().await;
    pilot.leads_to_sign_in("/trail").await;
    let nobodys = format!("/trail/sessions/{}", Uuid::from_u128(77));
    for role in [
        Role::Practitioner,
        Role::SocialWorker,
        Role::CoOrdinator,
        Role::Evaluator,
        Role::Administrator,
    ] {
        pilot.is_no_page_for(role, "/trail").await;
        pilot.is_no_page_for(role, &nobodys).await;
    }
    pilot.is_no_page_for(Role::Auditor, &nobodys).await;
    let auditor = pilot.sign_in(Role::Auditor).await;
    let home = pilot.get(&auditor, "/").await;
    assert_eq!(home.header("location"), "/trail");
    let page = pilot.get(&auditor, "/trail").await;
    insta::assert_snapshot!("trail-empty", page.words());
}

#[tokio::test]
async fn asking_for_a_family_that_is_not_theirs_is_kept_and_reported() {
    let pilot = seaside().await;
    let role = Role::SocialWorker;
    let cookie = pilot.sign_in(role).await;
    let (other, nobody) = (family(2), family(999));
    let pages = [
        format!("/families/{other}"),
        format!("/families/{other}/people"),
        format!("/families/{other}/record/note"),
        format!("/families/{nobody}"),
    ];
    let kept = looks(&pilot, role).await.len();
    let mut told = BTreeSet::new();
    for page in &pages {
        let answer = pilot.get(&cookie, page).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
        told.insert(answer.bytes);
    }
    assert_eq!(
        told.len(),
        1,
        "whatever is asked for, the answer is the same"
    );
    let submission = Uuid::from_u128(77).to_string();
    let fields = [("submission", submission.as_str()), ("text", "words")];
    let sent = pilot.post(&cookie, &pages[2], &fields).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    let looks = looks(&pilot, role).await.split_off(kept);
    let asked: Vec<_> = looks.iter().map(|it| (it.kind, it.families[0])).collect();
    let refused = |family| (LookKind::Refused, family);
    assert_eq!(
        asked,
        [
            refused(other),
            refused(other),
            refused(other),
            refused(nobody),
            refused(other)
        ]
    );
    let auditor = pilot.sign_in(Role::Auditor).await;
    let report = pilot.get(&auditor, "/trail").await;
    let words = report.words();
    let (_, of) = words.split_once("Families that are not theirs").unwrap();
    assert!(
        of.contains("1 finding") && of.contains("A social worker 2 5"),
        "{of}"
    );
    let session = report.text().split("/trail/sessions/").nth(1).unwrap();
    let session = session.split('"').next().unwrap();
    let session = pilot
        .get(&auditor, &format!("/trail/sessions/{session}"))
        .await;
    let words = session.words();
    assert!(words.contains("Families seen 0"), "{words}");
    assert!(words.contains("F002") && words.contains("Not a family of this service"));
    // Whoever works with the family sees that somebody asked for it.
    let practitioner = pilot.sign_in(Role::Practitioner).await;
    let page = pilot
        .get(&practitioner, &format!("/families/{other}/looked"))
        .await;
    let words = page.words();
    assert_eq!(words.matches("and was shown nothing").count(), 4, "{words}");
    pilot.store.verify().await.unwrap();
}
