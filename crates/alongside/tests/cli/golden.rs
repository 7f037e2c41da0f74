//! The figures are the same by every path: from CSV files, from a workbook, from SQLite, from PostgreSQL and from the
//! demo. And they are the known ones.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use sqlx::Connection as _;
use uuid::Uuid;

use crate::data;
use crate::demo::Demo;
use crate::program::Folder;

const AS_AT: &str = "--as-at 2022-08-30";

/// A folder with the pilot's data as files and in a store of each engine there is, and how to evaluate each.
struct Pilot {
    folder: Folder,
    sources: Vec<String>,
}

impl Pilot {
    fn new() -> Self {
        let folder = Folder::new();
        data::put_pilot(&folder);
        let mut sources = vec!["csv".to_owned(), "data.xlsx".to_owned()];
        let mut stores = vec!["sqlite:store.db".to_owned()];
        stores.extend(new_postgres());
        for (number, store) in stores.iter().enumerate() {
            let store = format!("--database {store} --key-file {number}.key");
            let said = folder.run(&format!("import data.xlsx {store}")).done();
            assert_eq!(
                said,
                "90 families added, 0 here already; 201 children and 168 emergency sessions in the workbook\n"
            );
            sources.push(store);
        }
        Self { folder, sources }
    }

    /// The evaluation, which is the same from every source.
    fn evaluation(&self, options: &str) -> String {
        let evaluations: Vec<String> = self
            .sources
            .iter()
            .map(|source| {
                let whole = self
                    .folder
                    .run(&format!("evaluate {source} {options}"))
                    .done();
                without(&whole, &["data_sha256"])
            })
            .collect();
        for (source, other) in self.sources.iter().zip(&evaluations).skip(1) {
            same(&evaluations[0], other, source);
        }
        evaluations.into_iter().next().unwrap()
    }
}

/// A new database on the server for tests, if there is one.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "which server to test on is said by whoever runs the tests, and they should know"
)]
fn new_postgres() -> Option<String> {
    let server = std::env::var("ALONGSIDE_TEST_POSTGRES").ok();
    let required = std::env::var("ALONGSIDE_REQUIRE_POSTGRES").is_ok_and(|it| it == "1");
    assert!(
        server.is_some() || !required,
        "ALONGSIDE_TEST_POSTGRES does not say on which server to test"
    );
    let Some(server) = server else {
        println!("not on PostgreSQL: ALONGSIDE_TEST_POSTGRES does not say on which server to test");
        return None;
    };
    // The name of a new folder is nobody else's.
    let folder = tempfile::tempdir().unwrap();
    let unique = Uuid::new_v5(
        &Uuid::NAMESPACE_OID,
        format!("{} {}", std::process::id(), folder.path().display()).as_bytes(),
    );
    let name = format!("test_cli_{}", unique.simple());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut admin = sqlx::PgConnection::connect(&server).await.unwrap();
        let make = format!("create database {name}");
        sqlx::query(sqlx::AssertSqlSafe(make))
            .execute(&mut admin)
            .await
            .unwrap();
        admin.close().await.unwrap();
    });
    let (server, _) = server.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}

/// The evaluation with some fields of text left empty.
fn without(evaluation: &str, fields: &[&str]) -> String {
    let mut emptied = 0;
    let lines = evaluation.lines().map(|line| {
        let (name, value) = line.split_once(": \"").unwrap_or((line, ""));
        let is_one = fields
            .iter()
            .any(|field| name.trim_start() == format!("\"{field}\""));
        if !is_one {
            return format!("{line}\n");
        }
        emptied += 1;
        let end = if value.ends_with(',') { "," } else { "" };
        format!("{name}: \"\"{end}\n")
    });
    let text = lines.collect();
    assert_eq!(emptied, fields.len());
    text
}

/// An evaluation without what is counted from the team's own work.
fn without_work(evaluation: &str) -> String {
    const TABLES: [&str; 9] = [
        "reaching",
        "engagement",
        "sessions",
        "attendance",
        "supporting",
        "caseload",
        "consulting",
        "advocacy",
        "afterwards",
    ];
    let mut whole: Json = serde_json::from_str(evaluation).unwrap();
    let figures = whole["figures"].as_array_mut().unwrap();
    let before = figures.len();
    figures.retain(|figure| !TABLES.contains(&figure["table"].as_str().unwrap()));
    assert!(before - figures.len() > 150);
    for month in whole["caseload"].as_array_mut().unwrap() {
        month["allocations"] = Json::Null;
    }
    format!("{whole:#}\n")
}

/// Compares whole evaluations byte for byte, and names the first line that differs.
#[track_caller]
fn same(one: &str, other: &str, name: &str) {
    let differs = one.lines().zip(other.lines()).find(|(a, b)| a != b);
    assert_eq!(differs, None, "{name}");
    assert_eq!(one.len(), other.len(), "{name}");
}

fn figures(evaluation: &str) -> BTreeMap<String, Json> {
    let evaluation: Json = serde_json::from_str(evaluation).unwrap();
    let figures = evaluation["figures"].as_array().unwrap();
    figures
        .iter()
        .map(|figure| (figure["id"].as_str().unwrap().to_owned(), figure.clone()))
        .collect()
}

/// Every golden figure has its value.
fn golden(evaluation: &str) {
    let golden = include_str!("../../../evaluation/tests/data/golden.json");
    let golden: BTreeMap<String, Json> = serde_json::from_str(golden).unwrap();
    let figures = figures(evaluation);
    let wrong: Vec<String> = golden
        .iter()
        .filter(|(id, expected)| !fits(expected, &figures[*id]))
        .map(|(id, expected)| format!("{id}: expected {expected}, found {}", figures[id]))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(golden.len(), 197);
}

fn fits(expected: &Json, figure: &Json) -> bool {
    let Some(share) = expected.as_object() else {
        return same_number(expected, &figure["value"]);
    };
    let percent = figure["percent"].as_f64().unwrap();
    share["n"] == figure["n"]
        && share["N"] == figure["base"]
        && share["pct"].as_f64() == Some((percent + 0.5).floor())
}

/// 7 and 7.0 are the same number.
fn same_number(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_number(a, b))
        }
        _ => one.as_f64().is_some() && one.as_f64() == other.as_f64(),
    }
}

#[test]
fn every_path_gives_the_same_figures_and_they_are_the_known_ones() {
    let pilot = Pilot::new();
    let evaluation = pilot.evaluation(AS_AT);
    golden(&evaluation);

    // The switch of the Public Law Outline: nobody moves to or from a level that is not one.
    let within = figures(&pilot.evaluation(&format!("{AS_AT} --plo within")));
    let steps =
        ["down", "same", "up"].map(|step| within[&format!("sg.step.{step}")]["value"].clone());
    assert_eq!(steps, [25, 29, 3]);

    // An earlier day, and a period: fewer families, and all paths still agree.
    let total = |evaluation: &str| figures(evaluation)["fam.total"]["value"].as_u64().unwrap();
    let earlier = total(&pilot.evaluation("--as-at 2022-03-01"));
    let later_part = total(&pilot.evaluation(&format!("{AS_AT} --from 2021-09-01")));
    let both = total(&pilot.evaluation("--as-at 2022-03-01 --from 2021-09-01"));
    assert!(
        both < earlier && both < later_part,
        "{both} {earlier} {later_part}"
    );
    assert!(earlier < 90 && later_part < 90, "{earlier} {later_part}");
}

/// The demo tells far more of its families than the workbook had: none of it changes a figure that
/// the workbook has. The figures of the team's own work are of the demo alone.
#[test]
fn the_store_of_the_demo_gives_the_same_figures() {
    let folder = Folder::new();
    data::put_pilot(&folder);
    Demo::start(&folder, "--data demo").stop();
    let demo = "--database sqlite:demo/demo.db --key-file demo/demo.key";
    let read = |source| {
        let whole = folder.run(&format!("evaluate {source} {AS_AT}")).done();
        without(&without_work(&whole), &["data_sha256", "service"])
    };
    let from_demo = read(demo);
    same(&read("csv"), &from_demo, "demo");
    golden(&from_demo);
    let fits = folder.run(&format!("verify {demo}")).done();
    assert!(
        fits.contains(" entries of 90 families are as they were written\n"),
        "{fits}"
    );
}
