//! What each page says, as text: the review of a change to a page is the review of its snapshot.

#![expect(clippy::unwrap_used, reason = "a failure is the test's failure")]

mod common;

use evaluation::Levels;
use report::{PAGES, WithinDocument};

/// The words of a page: drawings left out, a line for each row, paragraph and heading.
fn text(html: &str) -> String {
    const BREAKS: [&str; 11] = [
        "p",
        "h1",
        "h2",
        "h3",
        "li",
        "tr",
        "caption",
        "summary",
        "dt",
        "figcaption",
        "div",
    ];
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, after) = after.split_once('>').unwrap();
        let name = tag.trim_start_matches('/');
        let name = name.split(' ').next().unwrap();
        if name == "svg" && !tag.starts_with('/') {
            let (_, after) = after.split_once("</svg>").unwrap();
            rest = after;
            continue;
        }
        match (name, tag.starts_with('/')) {
            ("td" | "th" | "span" | "strong", true) => out.push_str(" | "),
            (name, _) if BREAKS.contains(&name) => out.push('\n'),
            _ => {}
        }
        rest = after;
    }
    out.push_str(rest);
    let out = out
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    let lines = out
        .lines()
        .map(|line| line.trim().trim_end_matches('|').trim());
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[test]
fn pages_of_the_pilot() {
    let evaluation = common::pilot();
    for page in PAGES {
        let html = page.fragment(&evaluation, &WithinDocument).into_string();
        insta::assert_snapshot!(page.slug, text(&html));
    }
    let overview = report::overview(&evaluation, &WithinDocument);
    let overview = text(&overview.into_string());
    // The digests change with every definition; that they are there is enough.
    let lines = overview
        .lines()
        .filter(|line| !(line.len() == 12 && line.chars().all(|c| c.is_ascii_hexdigit())));
    insta::assert_snapshot!("overview", lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn pages_of_nobody() {
    let evaluation = common::nobody();
    for slug in [
        "referrals",
        "parents-change",
        "safeguarding",
        "months",
        "checks",
    ] {
        let page = report::page(slug).unwrap();
        let html = page.fragment(&evaluation, &WithinDocument).into_string();
        insta::assert_snapshot!(format!("nobody-{slug}"), text(&html));
    }
}

#[test]
fn the_outline_within_a_plan_is_said_and_drawn_as_one_level() {
    let evaluation = common::evaluate(&common::cohort(), Levels::Within);
    let page = report::page("safeguarding").unwrap();
    let text = text(&page.fragment(&evaluation, &WithinDocument).into_string());
    assert!(text.contains("Here it is part of the plan"));
    assert!(!text.contains("To: Public Law Outline"));
    assert!(text.contains("At referral | To: In care | To: Child protection plan"));
}

#[test]
fn statuses_that_do_not_add_up_are_said_not_to() {
    let mut evaluation = common::pilot();
    let closed = evaluation
        .figures
        .iter_mut()
        .find(|figure| figure.id == "fam.status.closed")
        .unwrap();
    if let evaluation::Number::Value { value, .. } = &mut closed.number {
        *value = value.map(|n| n - rust_decimal::Decimal::from(2));
    }
    let page = report::page("referrals").unwrap();
    let text = text(&page.fragment(&evaluation, &WithinDocument).into_string());
    assert!(text.contains("9 + 10 + 4 + 26 + 39 = 88, and 2 without a status make 90."));
    assert!(text.contains("11 + 113 + 5 + 15 + 57 = 201: everyone has one status."));
}

#[test]
fn the_limits_are_of_these_data() {
    let limits = |evaluation: &evaluation::Evaluation| {
        let overview = report::overview(evaluation, &WithinDocument).into_string();
        let text = text(&overview);
        let (_, limits) = text.split_once("\nLimits\n").unwrap();
        let (limits, _) = limits.split_once("\nWhat these figures rest on").unwrap();
        limits.replace(" | ", " ").replace("  ", " ")
    };
    let pilot = limits(&common::pilot());
    assert!(
        pilot.contains("41 of 90 families and 57 of 201 children"),
        "{pilot}"
    );
    let (_, known) = pilot.split_once("Of the answers that are due, ").unwrap();
    assert!(known.contains("are known"), "{pilot}");
    let nobody = limits(&common::nobody());
    assert!(nobody.contains("no comparison group"));
    assert!(!nobody.contains("are known. Data quality"), "none are due");
}
