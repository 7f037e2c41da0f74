//! What is typed is only words: no mark, no formula, no command, and nobody else's to say.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use std::collections::BTreeSet;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use casework::NewEntry;
use common::forms::{HELD, OPEN, address, chronology, count, done, hidden, me, person, send};
use common::stage::{Answer, Pilot, viewer};
use common::{family, known, seaside, write};
use record::{Fact, Family, Household, Visibility};
use spreadsheet::{Limits, Workbook};

/// Words that would be marks, attributes, scripts or addresses if they were not written as words.
const MARKS: [&str; 20] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</option></select><img src=x onerror=alert(1)>",
    "<!--<script>alert(1)//-->",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<form action=//evil.example><button>x",
    "<<b>script</b>>alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{constructor.constructor('alert(1)')()}}<x>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
];

/// Names as people have them, and as a program may send them.
const NAMES: [&str; 9] = [
    "Zoë O'Brien-Seashell",
    "李 Sandcastle",
    "\u{1F41A} Shelley",
    "\u{202E}edit\u{202C} Shore",
    "Z\u{0351}\u{036F}a\u{0321}l\u{0335}g\u{0322}o Cove",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1)",
];

/// Everything that this role reaches from a family's page and the lists.
async fn reached(pilot: &Pilot, role: Role, number: u128) -> Vec<(String, Answer)> {
    let cookie = pilot.sign_in(role).await;
    let home = format!("/families/{}", family(number));
    let mut next = vec![
        "/today".to_owned(),
        "/families".to_owned(),
        "/drafts".to_owned(),
    ];
    next.push(home.clone());
    let mut seen = BTreeSet::new();
    let mut pages = Vec::new();
    while let Some(address) = next.pop() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let page = pilot.get(&cookie, &address).await;
        assert!(!page.status.is_server_error(), "{address}");
        if let Ok(html) = std::str::from_utf8(&page.bytes) {
            let links = html.split("href=\"").skip(1);
            let links = links.filter_map(|link| link.split('"').next());
            let links = links.map(|link| link.replace("&amp;", "&"));
            next.extend(links.filter(|link| link.starts_with(&home)));
        }
        pages.push((address, page));
    }
    assert!(pages.len() > 20, "{}", pages.len());
    pages
}

#[tokio::test]
async fn words_that_look_like_marks_are_words_on_every_page() {
    let pilot = seaside().await;
    let (parent, me) = (person(OPEN, 0), me(Role::Practitioner));
    let day = ("day", "2022-08-29");
    rename(&pilot, OPEN, &MARKS[..2]).await;
    for words in MARKS {
        let note = [
            ("about", "family"),
            ("text", words),
            ("visibility", "shared"),
            day,
        ];
        done(&pilot, Role::Practitioner, "note", &note).await;
        let goal = [
            ("person", parent.as_str()),
            ("words", words),
            ("visibility", "shared"),
            day,
        ];
        done(&pilot, Role::Practitioner, "goal", &goal).await;
        let community = [
            ("about", "family"),
            ("service", words),
            ("words", words),
            day,
        ];
        done(&pilot, Role::Practitioner, "community", &community).await;
        let advocacy = [
            ("person", parent.as_str()),
            ("with", "school"),
            ("issue", words),
            ("worker", me.as_str()),
            day,
        ];
        done(&pilot, Role::Practitioner, "advocacy", &advocacy).await;
        let safe = [("about", "family"), ("words", words)];
        done(&pilot, Role::Practitioner, "safe-contact", &safe).await;
        // And what comes back in its field because something is wrong.
        let wrong = [("about", "family"), ("text", words), ("day", words)];
        let again = send(&pilot, Role::Practitioner, OPEN, "note", &wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_only_words("a form that comes back", &again);
    }
    let mut shown = String::new();
    for role in [Role::Practitioner, Role::Manager] {
        for (address, page) in reached(&pilot, role, OPEN).await {
            assert_only_words(&address, &page);
            if let Ok(html) = std::str::from_utf8(&page.bytes) {
                shown.push_str(html);
            }
        }
    }
    for words in MARKS {
        let escaped = words
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        assert!(shown.contains(&escaped), "{words} is shown nowhere");
    }
}

/// None of the marks stands on a page as it was typed.
fn assert_only_words(address: &str, page: &Answer) {
    let Ok(html) = std::str::from_utf8(&page.bytes) else {
        return;
    };
    if page.header("content-type").starts_with("text/csv") {
        return;
    }
    // The others are words wherever they stand: every attribute is in double quotes.
    for words in MARKS.iter().filter(|it| it.contains(['<', '"'])) {
        assert!(!html.contains(words), "{words} on {address}");
    }
}

/// The people of a family are called so.
async fn rename(pilot: &Pilot, number: u128, names: &[&str]) -> Family {
    let known = known(pilot, number).await;
    let mut people = known.people.clone();
    for (person, name) in people.iter_mut().zip(names) {
        person.name = Some((*name).to_owned());
    }
    let household = Household {
        reference: known.reference.clone(),
        answers: known.household.clone().unwrap(),
        people,
    };
    let household = NewEntry::shared(known.referred().unwrap().into(), Fact::Household(household));
    write(pilot, number, known.sequence, vec![household]).await;
    common::known(pilot, number).await
}

#[tokio::test]
async fn names_are_kept_found_and_exported_as_they_are_and_no_cell_is_a_formula() {
    let pilot = seaside().await;
    for (name, number) in NAMES.iter().zip(3_u128..) {
        let family = rename(&pilot, number, &[name]).await;
        assert_eq!(family.people[0].name.as_deref(), Some(*name));
    }
    let cookie = pilot.sign_in(Role::Manager).await;
    for name in NAMES {
        let words = name.split_whitespace().next().unwrap();
        let answer = pilot
            .post(&cookie, "/families/search", &[("words", words)])
            .await;
        let found = pilot.get(&cookie, answer.header(LOCATION.as_str())).await;
        assert!(found.words().contains(name), "{name} is not found");
    }
    let csv = pilot.get(&cookie, "/families.csv").await;
    let workbook = pilot.get(&cookie, "/families.xlsx").await;
    for (name, bytes, by_first_letter) in [
        ("families.csv", &csv.bytes, true),
        ("families.xlsx", &workbook.bytes, false),
    ] {
        let read = Workbook::from_bytes(name, bytes, &Limits::default()).unwrap();
        let rows = read.sheets.iter().flat_map(|sheet| &sheet.rows);
        let cells: Vec<String> = rows
            .flat_map(|row| &row.cells)
            .map(|cell| cell.shown().into_owned())
            .collect();
        for words in NAMES {
            assert!(
                cells.iter().any(|cell| cell.contains(words)),
                "{words} is not in {name}"
            );
        }
        // In a workbook a cell says itself that it is words; in CSV only its first letter does.
        for cell in cells.iter().filter(|_| by_first_letter) {
            let first = cell.trim_start().chars().next();
            assert!(
                !first.is_some_and(|it| "=+-@".contains(it)),
                "{cell} begins a formula in {name}"
            );
        }
    }
}

#[tokio::test]
async fn whatever_is_searched_for_is_words() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let many = "many ".repeat(10_000);
    let searched = [
        "\" OR 1=1 --",
        "' OR '1'='1",
        "'; drop table family; --",
        "NEAR(",
        "*",
        "%",
        "_",
        "\\",
        "name:x",
        "\"",
        "'",
        "\0",
        "\u{FFFD}\u{FEFF}",
        many.as_str(),
    ];
    for words in searched {
        let answer = pilot
            .post(&cookie, "/families/search", &[("words", words)])
            .await;
        assert!(!answer.status.is_server_error(), "{words}");
        if answer.status == StatusCode::SEE_OTHER {
            let found = pilot.get(&cookie, answer.header(LOCATION.as_str())).await;
            assert_eq!(found.status, StatusCode::OK, "{words}");
            // Of another's families nothing is found, whatever is typed.
            let other = family(OPEN).to_string();
            assert!(!found.text().contains(&other), "{words}");
        }
    }
}

#[tokio::test]
async fn what_a_form_does_not_ask_nobody_can_say() {
    let pilot = seaside().await;
    let day = ("day", "2022-08-29");
    let plain = [("about", "family"), ("text", "Only these words"), day];
    // A social worker's words are shared, whoever is said to have written them.
    let more = [
        ("visibility", "named"),
        ("named", &me(Role::Manager)),
        ("role", "manager"),
        ("worker", &me(Role::Manager)),
        ("recorded_by", &me(Role::Manager)),
        ("recorded_at", "2001-01-01T00:00:00.000000Z"),
        ("service", "00000000-0000-0000-0000-000000000002"),
        ("family", &family(OPEN).to_string()),
        ("corrects", "1"),
        ("version", "999"),
        ("closed", "2022-08-29"),
    ];
    let fields: Vec<(&str, &str)> = plain.iter().chain(&more).copied().collect();
    let before = known(&pilot, OPEN).await.sequence;
    let closed = known(&pilot, HELD).await.closed;
    let answer = send(&pilot, Role::SocialWorker, HELD, "note", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let family = known(&pilot, HELD).await;
    let last = family
        .chronology
        .iter()
        .max_by_key(|it| it.entry.sequence)
        .unwrap();
    assert_eq!(last.entry.visibility, Visibility::Shared);
    assert_eq!(last.entry.recorded_by, viewer(Role::SocialWorker).worker);
    assert_eq!(last.entry.recorded_at, common::stage::now());
    assert_eq!(last.entry.correction, None);
    assert_eq!(family.closed, closed);
    assert_eq!(known(&pilot, OPEN).await.sequence, before);
}

#[tokio::test]
async fn a_form_about_somebody_of_another_family_writes_in_neither() {
    let pilot = seaside().await;
    let before = [
        known(&pilot, HELD).await.sequence,
        known(&pilot, OPEN).await.sequence,
    ];
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &address(OPEN, "note")).await;
    let of_the_form = hidden(page.text());
    let mut fields: Vec<(&str, &str)> = of_the_form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let other = person(HELD, 0);
    fields.extend([
        ("about", other.as_str()),
        ("text", "About somebody of another family"),
        ("visibility", "shared"),
        ("day", "2022-08-29"),
    ]);
    // Somebody of one family, in the form of another, said first or second.
    for twice in [false, true] {
        if twice {
            fields.push(("about", "family"));
        }
        let answer = pilot.post(&cookie, &address(OPEN, "note"), &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(count(&page, "note"), 0);
    let after = [
        known(&pilot, HELD).await.sequence,
        known(&pilot, OPEN).await.sequence,
    ];
    assert_eq!(after, before);
}
