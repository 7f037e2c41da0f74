//! The pages of families and of the service's set-up, asked for as a browser asks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use common::stage::{Pilot, viewer};
use common::{
    FAMILIES, FOR_ANOTHER, FOR_THE_PRACTITIONER, FOR_THE_TEAM, OTHER_SOCIAL_WORKER, family, seaside,
};
use spreadsheet::{Limits, Workbook};

const TABS: [&str; 5] = ["", "/people", "/support", "/status", "/outcomes"];

async fn page(pilot: &Pilot, role: Role, path: &str) -> String {
    let cookie = pilot.sign_in(role).await;
    let answer = pilot.get(&cookie, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{role:?} {path}");
    answer.text().to_owned()
}

/// What is between the first `from` and the next `to` after it.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap() + from.len();
    let end = text[start..].find(to).unwrap();
    &text[start..start + end]
}

/// The page's own part, a line for each element.
fn main_part(html: &str) -> String {
    let start = html.find("<section class=\"app-identity\"");
    let start = start.or_else(|| html.find("<main")).unwrap();
    let end = html.find("</main>").unwrap();
    html[start..end].replace("><", ">\n<")
}

/// The families on a page of the list, in order: what its links say.
fn listed(html: &str) -> Vec<String> {
    let links = html
        .split("<a class=\"govuk-link\" href=\"/families/")
        .skip(1);
    links
        .map(|link| between(link, ">", "</a>").to_owned())
        .collect()
}

/// The address of the link with these words.
fn link(html: &str, words: &str) -> Option<String> {
    let end = html.find(words)?;
    let start = html[..end].rfind("href=\"")? + "href=\"".len();
    Some(html[start..].split('"').next()?.replace("&amp;", "&"))
}

#[tokio::test]
async fn who_may_not_see_a_page_is_told_there_is_none() {
    let pilot = seaside().await;
    let own = format!("/families/{}", family(1));
    let lists = ["/families", "/families.csv", "/families.xlsx"].map(str::to_owned);
    let tabs = TABS.map(|tab| format!("{own}{tab}"));
    for path in lists.iter().chain(&tabs) {
        pilot.leads_to_sign_in(path).await;
        for role in [Role::CoOrdinator, Role::Evaluator, Role::Administrator] {
            pilot.is_no_page_for(role, path).await;
        }
    }
    for role in [Role::CoOrdinator, Role::Evaluator, Role::Administrator] {
        let cookie = pilot.sign_in(role).await;
        let answer = pilot
            .post(&cookie, "/families/search", &[("words", "F001")])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?}");
    }
}

#[tokio::test]
async fn a_social_worker_opens_the_families_whose_case_they_hold_and_no_other() {
    let pilot = seaside().await;
    let html = page(&pilot, Role::SocialWorker, "/families").await;
    let odd: Vec<String> = (1..=FAMILIES)
        .step_by(2)
        .map(|n| format!("F{n:03}"))
        .collect();
    assert_eq!(listed(&html), odd);
    assert!(html.contains("15 families"));
    for tab in TABS {
        page(
            &pilot,
            Role::SocialWorker,
            &format!("/families/{}{tab}", family(1)),
        )
        .await;
        pilot
            .is_no_page_for(Role::SocialWorker, &format!("/families/{}{tab}", family(2)))
            .await;
    }
    pilot
        .is_no_page_for(Role::SocialWorker, &format!("/families/{}", family(999)))
        .await;
    pilot
        .is_no_page_for(Role::SocialWorker, "/families/F001")
        .await;
    // A page of the list cannot be begun at another's family to learn whether there is one.
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    for id in [family(2), family(999)] {
        let answer = pilot.get(&cookie, &format!("/families?after={id}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header(LOCATION.as_str()), "/families");
    }
}

#[tokio::test]
async fn what_is_kept_in_confidence_is_seen_by_those_it_is_for() {
    let pilot = seaside().await;
    let path = format!("/families/{}", family(1));
    let practitioner = page(&pilot, Role::Practitioner, &path).await;
    assert!(practitioner.contains(FOR_THE_TEAM) && practitioner.contains(FOR_THE_PRACTITIONER));
    assert!(practitioner.contains("seen only by A practitioner"));
    assert!(!practitioner.contains(FOR_ANOTHER));
    let manager = page(&pilot, Role::Manager, &path).await;
    assert!(manager.contains(FOR_THE_TEAM));
    assert!(!manager.contains(FOR_THE_PRACTITIONER) && !manager.contains(FOR_ANOTHER));

    for tab in TABS {
        let html = page(&pilot, Role::SocialWorker, &format!("{path}{tab}")).await;
        for secret in [FOR_THE_TEAM, FOR_THE_PRACTITIONER, FOR_ANOTHER] {
            assert!(!html.contains(secret), "{tab}: {secret}");
        }
        assert!(!html.contains("data-visibility=\"team\""));
        assert!(!html.contains("data-visibility=\"named\""));
    }
    // Nor does any gap in the numbers of the entries say that there are more.
    let html = page(&pilot, Role::SocialWorker, &path).await;
    let entries = html.matches("<article ").count();
    assert!(html.contains(&format!("{entries} entries")));
    for number in 1..=entries {
        assert!(html.contains(&format!("id=\"entry-{number}\"")), "{number}");
    }
}

#[tokio::test]
async fn a_family_is_shown_as_it_was_on_a_past_day_and_plainly_said_so() {
    let pilot = seaside().await;
    let path = format!("/families/{}", family(1));
    let html = page(
        &pilot,
        Role::Practitioner,
        &format!("{path}?as_at=2021-04-01"),
    )
    .await;
    assert!(html.contains("You are seeing this family as at 1 April 2021"));
    assert!(
        html.contains("We are &lt;b&gt;fine"),
        "the note of that day is there"
    );
    assert!(
        !html.contains(FOR_THE_TEAM),
        "what happened on the next day is not"
    );
    for tab in &TABS[1..] {
        let kept = format!("href=\"{path}{tab}?as_at=2021-04-01\"");
        assert!(html.contains(&kept), "{tab} keeps the day");
    }
    let bar = between(&html, "app-identity__title", "</p>");
    assert!(bar.contains("Open"), "the case was open then");

    let before = page(
        &pilot,
        Role::Practitioner,
        &format!("{path}/people?as_at=2021-03-09"),
    )
    .await;
    assert!(before.contains("Nothing had happened yet"));
    assert!(
        before.contains("Family F001"),
        "the bar still says whose page it is"
    );
    assert!(!before.contains("Amber Makebelieve"));

    let today = page(
        &pilot,
        Role::Practitioner,
        &format!("{path}?as_at=2022-08-30"),
    )
    .await;
    assert!(!today.contains("You are seeing this family as at"));
    for wrong in ["2022-08-31", "yesterday", "2021-02-30"] {
        let html = page(&pilot, Role::Practitioner, &format!("{path}?as_at={wrong}")).await;
        assert!(html.contains("<title>Error: "), "{wrong}");
        assert!(html.contains("href=\"#as-at\""), "{wrong}");
    }
}

#[tokio::test]
async fn an_entry_that_was_put_right_stays_and_each_leads_to_the_other() {
    let pilot = seaside().await;
    let path = format!("/families/{}", family(1));
    let html = page(&pilot, Role::SocialWorker, &path).await;
    let article = |words: &str| {
        let mut articles = html.split("<article ").skip(1);
        articles.find(|article| article.contains(words)).unwrap()
    };
    let (wrong, right) = (article("ring on Tuesday"), article("ring on Wednesday"));
    let id = |article: &str| between(article, "id=\"", "\"").to_owned();
    assert!(wrong.contains("Corrected by a later entry"));
    assert!(wrong.contains("I wrote down the wrong day"));
    assert!(wrong.contains(&format!("href=\"#{}\"", id(right))));
    assert!(right.contains("Corrects"));
    assert!(right.contains(&format!("href=\"#{}\"", id(wrong))));
    // With a filter the other entry may be out of sight, so the link is to all entries.
    let html = page(&pilot, Role::SocialWorker, &format!("{path}?kind=note")).await;
    assert!(html.contains(&format!("href=\"{path}#entry-")));
}

#[tokio::test]
async fn the_chronology_is_newest_first_and_filtered_by_person_kind_and_worker() {
    let pilot = seaside().await;
    let path = format!("/families/{}", family(1));
    let html = page(&pilot, Role::Practitioner, &path).await;
    let days: Vec<&str> = html
        .split("datetime=\"")
        .skip(1)
        .map(|t| t.split('"').next().unwrap())
        .collect();
    assert!(days.iter().is_sorted_by(|a, b| a >= b), "{days:?}");
    assert!(
        html.contains("about March 2022"),
        "what is known to the month says so"
    );
    assert!(html.contains("She said:\n  &quot;We are &lt;b&gt;fine&lt;/b&gt; &amp; well.&quot;"));

    let kinds = |html: &str| -> Vec<String> {
        let kinds = html.split("data-entry=\"").skip(1);
        kinds
            .map(|k| k.split('"').next().unwrap().to_owned())
            .collect()
    };
    let notes = page(&pilot, Role::Practitioner, &format!("{path}?kind=note")).await;
    assert_eq!(kinds(&notes), ["note"; 5]);
    assert!(notes.contains(&format!("5 of {} entries", kinds(&html).len())));
    let child = between(&html, "<option value=\"", "Denim")
        .rsplit('"')
        .nth(1)
        .unwrap();
    let child = page(
        &pilot,
        Role::Practitioner,
        &format!("{path}?kind=note&person={child}"),
    )
    .await;
    assert_eq!(kinds(&child), ["note"]);
    let manager = viewer(Role::Manager).worker;
    let brought = page(
        &pilot,
        Role::Practitioner,
        &format!("{path}?worker={manager}"),
    )
    .await;
    assert!(kinds(&brought).contains(&"baseline".to_owned()));
    assert!(!kinds(&brought).contains(&"note".to_owned()));
    let none = page(
        &pilot,
        Role::Practitioner,
        &format!("{path}?kind=note&worker={manager}"),
    )
    .await;
    assert!(none.contains("No entry matches"));
    pilot
        .is_no_page_for(Role::Practitioner, &format!("{path}?kind=gossip"))
        .await;
}

#[tokio::test]
async fn a_search_finds_by_name_and_no_address_holds_the_words() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let fields = [("words", " makeBELIEVE "), ("status", "closed")];
    let answer = pilot.post(&cookie, "/families/search", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let found = answer.header(LOCATION.as_str()).to_owned();
    assert!(
        found.starts_with("/families?status=closed&search="),
        "{found}"
    );
    let html = pilot.get(&cookie, &found).await.text().to_owned();
    assert_eq!(listed(&html), ["F001"]);
    assert!(
        html.contains("value=\"makeBELIEVE\""),
        "the field keeps the words"
    );
    for held in html.split("href=\"").chain(html.split("action=\"")).skip(1) {
        let address = held.split('"').next().unwrap().to_lowercase();
        assert!(!address.contains("makebelieve"), "{address}");
    }
    assert!(
        !between(&html, "<title>", "</title>")
            .to_lowercase()
            .contains("makebelieve")
    );
    // Again by the back button, and without the search by its own link.
    assert_eq!(listed(pilot.get(&cookie, &found).await.text()), ["F001"]);

    let nothing = pilot
        .post(&cookie, "/families/search", &[("words", "zzz")])
        .await;
    let nothing = pilot.get(&cookie, nothing.header(LOCATION.as_str())).await;
    assert!(nothing.text().contains("No family matches"));
    let blank = pilot
        .post(&cookie, "/families/search", &[("words", "  ")])
        .await;
    assert_eq!(blank.header(LOCATION.as_str()), "/families");

    // Somebody else with the address does not learn the words.
    let manager = page(&pilot, Role::Manager, &found).await;
    assert!(manager.contains("no longer kept"));
    assert!(!manager.contains("makeBELIEVE"));
    let cookie = pilot.sign_in(Role::Manager).await;
    let export = pilot
        .get(&cookie, &found.replace("/families?", "/families.csv?"))
        .await;
    assert_eq!(export.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn pages_of_the_list_lead_on_and_back_and_filters_hold() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Manager).await;
    let first = pilot.get(&cookie, "/families").await.text().to_owned();
    assert!(first.contains("30 families: showing 1 to 25"));
    assert!(link(&first, "Previous").is_none());
    let second = link(&first, "Next").unwrap();
    let second = pilot.get(&cookie, &second).await.text().to_owned();
    assert!(second.contains("30 families: showing 26 to 30"));
    assert_eq!(listed(&second), ["F026", "F027", "F028", "F029", "F030"]);
    assert!(!second.contains("rel=\"next\""));
    assert_eq!(link(&second, "Previous").unwrap(), "/families");

    let closed = pilot
        .get(&cookie, "/families?status=closed")
        .await
        .text()
        .to_owned();
    assert!(listed(&closed).contains(&"F001".to_owned()));
    assert!(!listed(&closed).contains(&"F002".to_owned()));
    let mine = format!("/families?worker={}", viewer(Role::Practitioner).worker);
    assert_eq!(listed(pilot.get(&cookie, &mine).await.text()), ["F002"]);
    let theirs = format!("/families?worker={OTHER_SOCIAL_WORKER}");
    assert_eq!(
        listed(pilot.get(&cookie, &theirs).await.text()).len(),
        FAMILIES / 2
    );
    pilot
        .is_no_page_for(Role::Manager, "/families?status=shut")
        .await;
}

#[tokio::test]
async fn the_files_hold_the_families_of_the_list_on_all_its_pages() {
    let pilot = seaside().await;
    for (role, query) in [
        (Role::Manager, ""),
        (Role::SocialWorker, ""),
        (Role::Practitioner, "?status=closed"),
    ] {
        let cookie = pilot.sign_in(role).await;
        let mut on_pages = Vec::new();
        let mut next = Some(format!("/families{query}"));
        while let Some(path) = next {
            let html = pilot.get(&cookie, &path).await.text().to_owned();
            on_pages.extend(listed(&html));
            next = html
                .contains("rel=\"next\"")
                .then(|| link(&html, "Next").unwrap());
        }
        for ending in ["csv", "xlsx"] {
            let answer = pilot
                .get(&cookie, &format!("/families.{ending}{query}"))
                .await;
            let name = format!("attachment; filename=\"families-2022-08-30.{ending}\"");
            assert_eq!(answer.header("content-disposition"), name);
            let file = format!("families.{ending}");
            let workbook = Workbook::from_bytes(&file, &answer.bytes, &Limits::default()).unwrap();
            let rows = &workbook.sheets[0].rows;
            let cells = rows.iter().map(|row| row.cell(0).shown().into_owned());
            let references: Vec<String> = cells.filter(|cell| cell.starts_with("F0")).collect();
            assert_eq!(references, on_pages, "{role:?} {ending}");
        }
    }
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let mine = format!("/families.csv?worker={}", viewer(Role::Practitioner).worker);
    insta::assert_snapshot!(
        pilot
            .get(&cookie, &mine)
            .await
            .text()
            .trim_start_matches('\u{feff}')
    );
}

#[tokio::test]
async fn the_pages_as_they_are() {
    let pilot = seaside().await;
    let mine = format!("/families?worker={}", viewer(Role::Practitioner).worker);
    let (closed, open) = (family(1), family(2));
    let pages = [
        ("list", Role::Practitioner, mine),
        (
            "chronology",
            Role::Practitioner,
            format!("/families/{closed}"),
        ),
        (
            "chronology-shared",
            Role::SocialWorker,
            format!("/families/{closed}?as_at=2021-04-02"),
        ),
        (
            "people",
            Role::Practitioner,
            format!("/families/{closed}/people"),
        ),
        (
            "support",
            Role::Practitioner,
            format!("/families/{open}/support"),
        ),
        (
            "status",
            Role::Practitioner,
            format!("/families/{closed}/status"),
        ),
        (
            "outcomes",
            Role::Practitioner,
            format!("/families/{closed}/outcomes"),
        ),
    ];
    for (name, role, path) in pages {
        let html = page(&pilot, role, &path).await;
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(!html.contains(" style="), "{name}");
        insta::assert_snapshot!(name, main_part(&html));
    }
}

#[tokio::test]
async fn no_title_names_a_family_or_a_person() {
    let pilot = seaside().await;
    for tab in TABS {
        let html = page(
            &pilot,
            Role::Practitioner,
            &format!("/families/{}{tab}", family(1)),
        )
        .await;
        let title = between(&html, "<title>", "</title>");
        assert!(
            !title.contains("F001") && !title.contains("Makebelieve"),
            "{title}"
        );
    }
}

#[tokio::test]
async fn a_service_without_families_says_so_kindly() {
    let pilot = Pilot::empty().await;
    let team = page(&pilot, Role::Practitioner, "/families").await;
    assert!(team.contains("There are no families here yet"));
    let own = page(&pilot, Role::SocialWorker, "/families").await;
    assert!(own.contains("You do not hold a case"));
    let set_up = page(&pilot, Role::Administrator, "/service").await;
    assert!(set_up.contains("No team yet"));
    let import = page(&pilot, Role::Manager, "/import").await;
    assert!(import.contains("Nothing has been brought in yet."));
}
