//! The evaluation's pages, rows and files, asked for as a browser asks.

use std::collections::{BTreeMap, BTreeSet};

use crate::stage::{self, Pilot, viewer};
use access::Role;
use axum::http::StatusCode;
use evaluation::{Cohort, Evaluation, Levels, Measure, Options, packed};
use report::PAGES;

const SEE: [Role; 3] = [Role::Practitioner, Role::Manager, Role::Evaluator];
const SEE_NOT: [Role; 3] = [Role::SocialWorker, Role::CoOrdinator, Role::Administrator];

fn routes() -> Vec<String> {
    let mut routes = vec![
        "/evaluation".to_owned(),
        "/evaluation/figures?id=fam.total".to_owned(),
        "/evaluation/figures?id=no.such.figure".to_owned(),
    ];
    routes.extend(
        PAGES
            .iter()
            .map(|page| format!("/evaluation/{}", page.slug)),
    );
    routes.extend(
        ["xlsx", "csv", "json", "html"].map(|f| format!("/evaluation/download?format={f}")),
    );
    routes.push("/evaluation/download?format=csv&table=parents-change".to_owned());
    routes
}

#[tokio::test]
async fn only_those_who_may_see_the_evaluation_find_it() {
    let pilot = Pilot::empty().await;
    for route in routes() {
        pilot.leads_to_sign_in(&route).await;
        for role in SEE_NOT {
            pilot.is_no_page_for(role, &route).await;
        }
    }
    for role in SEE {
        let cookie = pilot.sign_in(role).await;
        for route in routes().iter().filter(|route| !route.contains("no.such")) {
            assert_eq!(
                pilot.get(&cookie, route).await.status,
                StatusCode::OK,
                "{role:?} {route}"
            );
        }
    }
}

#[tokio::test]
async fn every_known_figure_stands_on_a_page_and_the_overview_leads_to_all_pages() {
    let pilot = Pilot::with_families().await;
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let overview = pilot.get(&cookie, "/evaluation").await;
    assert!(overview.words().contains("As at 30 August 2022"));
    let mut shown = BTreeSet::new();
    for page in PAGES {
        let path = format!("/evaluation/{}", page.slug);
        assert!(
            overview
                .text()
                .contains(&format!("href=\"{path}?as_at=2022-08-30\"")),
            "{path}"
        );
        let answer = pilot.get(&cookie, &path).await;
        assert_eq!(answer.text().matches("<h1").count(), 1, "{path}");
        assert!(!answer.text().contains(" style="), "{path}");
        for (id, _) in answer
            .text()
            .split("data-figure=\"")
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
        {
            shown.insert(id.replace("&amp;", "&"));
        }
    }
    let golden: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(include_str!("../../../evaluation/tests/data/golden.json")).unwrap();
    let missing: Vec<&String> = golden.keys().filter(|id| !shown.contains(*id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let table = pilot.get(&cookie, "/evaluation/parents-change").await;
    assert!(table.words().contains("6 (34) 18%"));
}

/// The evaluation, worked out here from the same store.
async fn evaluated(pilot: &Pilot) -> (Cohort, Vec<Measure>, Evaluation) {
    let as_at = calendar::date(2022, 8, 30);
    let leave = viewer(Role::Evaluator).evaluate().unwrap();
    let parts = pilot
        .store
        .cohort_parts(&leave, calendar::AsAt::day(as_at))
        .await
        .unwrap();
    let mut cohort = Cohort::default();
    for part in &parts.packed {
        packed::unpack(&mut cohort, part.as_bytes()).unwrap();
    }
    for rows in &parts.refold {
        cohort.push(rows);
    }
    let options = Options {
        service: "Pilot".to_owned(),
        from: None,
        as_at,
        known_on: None,
        plo: Levels::Separate,
        programme_months: 18,
        program: "test".to_owned(),
        data_sha256: String::new(),
    };
    let evaluation =
        evaluation::evaluate(&cohort, &costs::Catalogue::standard(), &options).unwrap();
    (
        cohort.clone(),
        evaluation::measures_of(&cohort, Levels::Separate),
        evaluation,
    )
}

/// How many rows the pages of a figure list in all, turning every page.
async fn listed(pilot: &Pilot, cookie: &str, id: &str) -> u64 {
    let mut count = 0;
    for page in 1.. {
        let number = page.to_string();
        let query = serde_urlencoded::to_string([("id", id), ("page", &number)]).unwrap();
        let answer = pilot
            .get(cookie, &format!("/evaluation/figures?{query}"))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{id} page {page}");
        let rows = answer.text().matches("<span data-row").count();
        count += rows as u64;
        assert!(rows <= 25);
        if !answer.text().contains("rel=\"next\"") {
            break;
        }
    }
    count
}

#[tokio::test]
async fn every_figure_lists_exactly_the_rows_it_counts() {
    let pilot = Pilot::with_families().await;
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let (cohort, measures, evaluation) = evaluated(&pilot).await;
    assert!(measures.len() > 150);
    for measure in &measures {
        let yes = measure.tally(&cohort).yes();
        let figure = evaluation.figure(&measure.id).unwrap();
        if let Some(share) = figure.share() {
            assert_eq!(share.n, yes, "{}", measure.id);
        }
        assert_eq!(
            listed(&pilot, &cookie, &measure.id).await,
            yes,
            "{}",
            measure.id
        );
    }
    for change in &evaluation.changes {
        assert_eq!(
            listed(&pilot, &cookie, &change.id).await,
            change.pairs,
            "{}",
            change.id
        );
    }
}

#[tokio::test]
async fn every_amount_tells_what_it_is_worked_out_from() {
    let pilot = Pilot::with_families().await;
    let cookie = pilot.sign_in(Role::Manager).await;
    let (_, measures, evaluation) = evaluated(&pilot).await;
    let amounts = evaluation
        .figures
        .iter()
        .filter(|figure| measures.iter().all(|measure| measure.id != figure.id));
    let mut seen = 0;
    for figure in amounts {
        let query = serde_urlencoded::to_string([("id", &figure.id)]).unwrap();
        let answer = pilot
            .get(&cookie, &format!("/evaluation/figures?{query}"))
            .await;
        let words = answer.words();
        assert!(words.contains(&figure.display), "{}", figure.id);
        assert!(words.contains(&figure.population), "{}", figure.id);
        let rows = answer.text().contains("<span data-row");
        let lines = words.contains("The lines it adds up");
        let nothing =
            words.contains("No row is behind this figure") || figure.id.contains("service");
        assert!(
            rows || lines || nothing || figure.id == "cost.sw_family_year",
            "{}: {words}",
            figure.id
        );
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

#[tokio::test]
async fn an_evaluator_finds_no_reference_and_the_team_finds_the_family() {
    let pilot = Pilot::with_families().await;
    let evaluator = pilot.sign_in(Role::Evaluator).await;
    let practitioner = pilot.sign_in(Role::Practitioner).await;
    let mut paths: Vec<String> = [
        "t5.alcohol",
        "t5.alcohol.clo",
        "t4.police",
        "app2.ae.qty",
        "cost.place_max",
    ]
    .map(|id| format!("/evaluation/figures?id={id}"))
    .into();
    paths.extend(
        PAGES
            .iter()
            .map(|page| format!("/evaluation/{}", page.slug)),
    );
    paths.extend(["json", "csv", "html"].map(|f| format!("/evaluation/download?format={f}")));
    paths.push("/evaluation".to_owned());
    for path in &paths {
        let answer = pilot.get(&evaluator, path).await;
        let text = answer.text();
        assert!(!text.contains("/families/"), "{path}");
        let named: Vec<String> = references(text).collect();
        assert!(named.is_empty(), "{path} names {named:?}");
    }
    let rows = pilot
        .get(&evaluator, "/evaluation/figures?id=t4.police")
        .await;
    assert!(rows.words().contains("Child row ") && rows.words().contains("Family row "));

    let rows = pilot
        .get(&practitioner, "/evaluation/figures?id=t5.alcohol.clo")
        .await;
    let families: BTreeMap<String, _> = stage::families()
        .into_iter()
        .map(|brought| {
            (
                brought.act.rows.family.reference().to_owned(),
                brought.family,
            )
        })
        .collect();
    let found: BTreeSet<String> = references(rows.text()).collect();
    assert_eq!(found.len(), 6);
    for reference in found {
        let href = format!(
            "href=\"/families/{}\">{reference}</a>",
            families[&reference]
        );
        assert!(rows.text().contains(&href), "{href}");
    }
}

/// References as the pilot writes them: F001, C001, E001.
fn references(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| {
            word.len() == 4
                && word.starts_with(['F', 'C', 'E'])
                && word[1..].bytes().all(|b| b.is_ascii_digit())
        })
        .map(str::to_owned)
}

#[tokio::test]
async fn the_town_is_shown_only_where_the_figure_asks_for_it() {
    let pilot = Pilot::with_families().await;
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let risk = pilot
        .get(&cookie, "/evaluation/figures?id=t3.alcohol")
        .await;
    assert!(!risk.words().contains("Clacton"));
    let town = pilot
        .get(&cookie, "/evaluation/figures?id=t2.Clacton%2FHolland")
        .await;
    assert!(town.words().contains("Home town"));
    assert!(town.words().contains("Showing 1 to 25 of 54"));
}

#[tokio::test]
async fn the_day_the_period_and_the_levels_are_kept_on_every_link() {
    let pilot = Pilot::with_families().await;
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let path = "/evaluation/safeguarding?as_at=30+June+2022&from=1+April+2021&plo=within&months=12";
    let answer = pilot.get(&cookie, path).await;
    let words = answer.words();
    assert!(words.contains("As at 30 June 2022"), "{words}");
    assert!(words.contains("Families referred from 1 April 2021"));
    assert!(words.contains("within a child protection plan"));
    let kept = "as_at=2022-06-30&amp;from=2021-04-01&amp;plo=within&amp;months=12\"";
    let links: Vec<&str> = answer
        .text()
        .split("href=\"/evaluation")
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(link, _)| link))
        .filter(|link| link.contains('?'))
        .collect();
    assert!(links.len() > 20);
    for link in links {
        assert!(link.contains(kept), "{link}");
    }
    assert!(
        answer
            .text()
            .contains("data-running=\"Pilot · Safeguarding status · As at 30 June 2022")
    );
}

#[tokio::test]
async fn a_day_that_is_none_is_said_so_and_the_usual_evaluation_shows() {
    let pilot = Pilot::empty().await;
    let cookie = pilot.sign_in(Role::Manager).await;
    let answer = pilot
        .get(&cookie, "/evaluation?as_at=31+June+2022&months=0")
        .await;
    assert!(
        answer
            .text()
            .contains("<a href=\"#as_at\">As at: June 2022 has no day 31</a>")
    );
    assert!(answer.text().contains("<a href=\"#months\">"));
    assert!(answer.text().contains("value=\"31 June 2022\""));
    assert!(answer.words().contains("As at 30 August 2022"));
    let backwards = pilot.get(&cookie, "/evaluation?from=2022-09-01").await;
    assert!(backwards.text().contains("<a href=\"#from\">"));
    let file = pilot
        .get(&cookie, "/evaluation/download?format=json&as_at=never")
        .await;
    assert_eq!(file.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn files_have_plain_names_and_the_pages_figures() {
    let pilot = Pilot::with_families().await;
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let file = |query: &str| format!("/evaluation/download?{query}");
    for (query, name, start) in [
        ("format=json", "evaluation-2022-08-30.json", "{"),
        (
            "format=html",
            "evaluation-2022-08-30.html",
            "<!DOCTYPE html>",
        ),
        ("format=csv", "evaluation-2022-08-30.csv", ""),
        ("format=xlsx", "evaluation-2022-08-30.xlsx", "PK"),
        (
            "format=xlsx&table=parents-change",
            "parents-change-2022-08-30.xlsx",
            "PK",
        ),
        (
            "format=csv&table=parents-change",
            "parents-change-2022-08-30.csv",
            "",
        ),
    ] {
        let answer = pilot.get(&cookie, &file(query)).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        assert_eq!(
            answer.header("content-disposition"),
            format!("attachment; filename=\"{name}\"")
        );
        assert!(answer.bytes.starts_with(start.as_bytes()), "{query}");
        if !query.contains("xlsx") {
            assert!(
                answer.text().contains("Alcohol is currently a problem"),
                "{query}"
            );
        }
    }
    for query in [
        "format=csv&table=no-such-table",
        "format=html&table=costs",
        "format=xlsx&table=no",
    ] {
        assert_eq!(
            pilot.get(&cookie, &file(query)).await.status,
            StatusCode::NOT_FOUND,
            "{query}"
        );
    }
    for page in PAGES {
        let answer = pilot
            .get(&cookie, &format!("/evaluation/{}", page.slug))
            .await;
        let hrefs = answer.text().split("href=\"/evaluation/download?").skip(1);
        for href in hrefs.filter_map(|rest| rest.split_once('"').map(|(href, _)| href)) {
            let query = href.replace("&amp;", "&");
            if query.contains("table=") {
                let taken = pilot.get(&cookie, &file(&query)).await;
                assert_eq!(taken.status, StatusCode::OK, "{query}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_brought_in_shows_at_once() {
    let pilot = Pilot::empty().await;
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let before = pilot.get(&cookie, "/evaluation/figures?id=fam.total").await;
    assert!(before.words().contains("No row is behind this figure"));
    pilot.bring_in(stage::families()).await;
    let after = pilot.get(&cookie, "/evaluation/figures?id=fam.total").await;
    assert!(after.words().contains("Showing 1 to 25 of 90"));
}
