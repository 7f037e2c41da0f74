//! Every figure has its place, and nothing else is printed as one.

#![expect(clippy::unwrap_used, reason = "a failure is the test's failure")]

mod common;

use std::collections::BTreeSet;

use evaluation::Evaluation;
use report::{Links, PAGES};

/// A service with an address for everything.
struct Everywhere;

impl Links for Everywhere {
    fn figure(&self, id: &str) -> Option<String> {
        Some(format!("/figures/{id}"))
    }

    fn page(&self, slug: &str) -> String {
        format!("/pages/{slug}")
    }
}

/// The values of an attribute, in order.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let start = format!("{name}=\"");
    let parts = html.split(start.as_str()).skip(1);
    parts
        .map(|part| part.split('"').next().unwrap().replace("&amp;", "&"))
        .collect()
}

fn ids(evaluation: &Evaluation) -> BTreeSet<String> {
    let figures = evaluation.figures.iter().map(|f| f.id.clone());
    let changes = evaluation.changes.iter().map(|c| c.id.clone());
    figures.chain(changes).collect()
}

#[test]
fn every_figure_and_change_stands_on_a_page_of_its_table() {
    let evaluation = common::pilot();
    let mut found = BTreeSet::new();
    for page in PAGES {
        let html = page.fragment(&evaluation, &Everywhere).into_string();
        found.extend(attributes(&html, "data-figure"));
    }
    assert_eq!(found, ids(&evaluation), "on pages, and in the evaluation");
    assert!(found.len() > 250, "{} figures and changes", found.len());

    for figure in &evaluation.figures {
        let page = report::page_of_figure(&figure.table)
            .unwrap_or_else(|| panic!("{} has no page", figure.table));
        let html = page.fragment(&evaluation, &Everywhere).into_string();
        let there = attributes(&html, "data-figure").contains(&figure.id);
        assert!(there, "{} is not on {}", figure.id, page.slug);
    }
}

#[test]
fn a_printed_figure_is_a_link_to_its_rows_and_says_what_the_evaluation_says() {
    let evaluation = common::pilot();
    for page in PAGES {
        let html = page.fragment(&evaluation, &Everywhere).into_string();
        for part in html.split("<a class=\"govuk-link\" data-figure=\"").skip(1) {
            let (id, rest) = part.split_once('"').unwrap();
            let id = id.replace("&amp;", "&");
            let href = format!("href=\"/figures/{}\">", id.replace('&', "&amp;"));
            let (before, rest) = rest.split_once('>').unwrap();
            assert!(format!("{before}>").contains(&href), "{id}: {before}");
            let text = rest.split('<').next().unwrap();
            if let Some(figure) = evaluation.figure(&id) {
                // Steps are printed with their base, which the flow knows.
                let text = if id.starts_with("sg.step.") {
                    text.split(' ').next().unwrap()
                } else {
                    text
                };
                assert_eq!(text, figure.display, "{id} on {}", page.slug);
            }
        }
    }
}

#[test]
fn the_document_by_itself_links_only_within_itself_and_fetches_nothing() {
    let html = report::html(&common::pilot());
    let targets: BTreeSet<String> = attributes(&html, " id").into_iter().collect();
    for href in attributes(&html, " href") {
        let target = href.strip_prefix('#').unwrap_or_else(|| panic!("{href}"));
        assert!(targets.contains(target), "{href} leads nowhere");
    }
    for outside in [
        " src=", "<script", "<link", "@import", "url(http", " style=",
    ] {
        assert!(!html.contains(outside), "{outside}");
    }
    let all = attributes(&html, " id");
    assert_eq!(all.len(), targets.len(), "every id once");
}

#[test]
fn every_chart_has_its_table() {
    let evaluation = common::pilot();
    let mut charts = 0;
    for page in PAGES {
        let html = page.fragment(&evaluation, &Everywhere).into_string();
        for chart in html.split("<figure class=\"chart\"").skip(1) {
            charts += 1;
            let chart = chart.split("</figure>").next().unwrap();
            assert!(
                chart.contains("<table class=\"chart-table\""),
                "{}",
                page.slug
            );
        }
        assert!(
            html.contains("<table class=\"govuk-table"),
            "{} has a table",
            page.slug
        );
    }
    assert!(charts >= 14, "{charts} charts");
}

#[test]
fn significance_is_not_claimed() {
    let html = report::html(&common::pilot()).to_lowercase();
    let body = html.split("</style>").nth(1).unwrap();
    assert!(!body.contains("significan"));
    assert!(body.contains("a change this large would be unlikely by chance"));
    assert!(body.contains("no comparison group"));
}

#[test]
fn an_evaluation_of_nobody_has_every_page_and_says_so() {
    let evaluation = common::nobody();
    for page in PAGES {
        let html = page.fragment(&evaluation, &Everywhere).into_string();
        assert!(html.contains("nothing to count yet"), "{}", page.slug);
        for wrong in ["NaN", "inf%", "<svg"] {
            assert!(
                !html.contains(wrong) || page.slug == "costs",
                "{wrong} on {}",
                page.slug
            );
        }
    }
    let mut found = BTreeSet::new();
    for page in PAGES {
        let html = page.fragment(&evaluation, &Everywhere).into_string();
        found.extend(attributes(&html, "data-figure"));
    }
    assert_eq!(found, ids(&evaluation));
    assert!(report::html(&evaluation).contains("nothing to count yet"));
    assert!(!report::csv_all(&evaluation).is_empty());
    assert!(report::xlsx(&evaluation).is_ok());
}

#[test]
fn the_overview_shows_the_headlines_and_leads_to_every_page() {
    let evaluation = common::pilot();
    let html = report::overview(&evaluation, &Everywhere).into_string();
    for headline in [
        ">90<",
        ">201<",
        "26 of 57 (46%)",
        "95% interval 33% to 58%",
        "£2,130,810<",
        "£4,874,694<",
    ] {
        assert!(html.contains(headline), "{headline}");
    }
    for page in PAGES {
        assert!(html.contains(&format!("href=\"/pages/{}\"", page.slug)));
    }
}
