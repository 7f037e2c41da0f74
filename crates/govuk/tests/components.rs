//! The components that have no examples to be compared with: their HTML as it is meant to be.

use govuk::{
    Alert, AlertKind, Badge, Button, Cell, Colour, Filter, FilterCategory, Head, IdentityBar, Page,
    PageHeaderActions, Search, SignedIn, Sort, SubItem, SubNavigation, Table, Tag, Tile, Timeline,
    TimelineItem, filter_layout, tiles,
};
use maud::{Markup, Render, html};

/// One tag or run of words a line, so that a change shows where it is.
fn lines(markup: &Markup) -> String {
    markup.0.replace("><", ">\n<")
}

#[test]
fn sub_navigation() {
    let navigation = SubNavigation::new("This family")
        .item(SubItem::new("Chronology", "/f/1").current())
        .item(SubItem::new("People & places", "/f/1/people").count(5));
    insta::assert_snapshot!(lines(&navigation.render()));
}

#[test]
fn timeline() {
    let item = TimelineItem::new("Session with <Jo>", "4 June 2026 at 9:32am")
        .machine_time("2026-06-04T09:32")
        .byline("Pat Sample")
        .tags(html! { (Tag::new("Team only").colour(Colour::Purple)) })
        .content("It went well.");
    insta::assert_snapshot!(lines(&Timeline::new().item(item).render()));
    let empty = Timeline::new().when_empty("Nothing is recorded yet");
    assert_eq!(
        empty.render().0,
        "<p class=\"app-empty\">Nothing is recorded yet</p>"
    );
}

#[test]
fn identity_bar() {
    let bar = IdentityBar::new("F-1042")
        .tags(html! { (Badge::new("Restricted").colour(Colour::Red)) })
        .fact("Area", "Clacton")
        .as_at("As at 14 January 2025")
        .banners(html! { (Alert::new(AlertKind::Warning, "Safe contact")) });
    insta::assert_snapshot!(lines(&bar.render()));
}

#[test]
fn filter_with_its_list() {
    let filter = Filter::new("/families")
        .category(FilterCategory::new("Discipline").chosen("Mental health", "/families?d="))
        .category(FilterCategory::new("Area"))
        .clear("/families")
        .fields(html! { (Search::new("/families", "q", "Find")) });
    insta::assert_snapshot!(lines(&filter_layout(&filter, html! { p { "Rows" } })));
}

#[test]
fn alerts_say_how_pressing_they_are_without_colour() {
    let alert = Alert::new(AlertKind::Error, "A concern waits")
        .with_heading()
        .content("Since 9am.");
    insta::assert_snapshot!(lines(&alert.render()));
}

#[test]
fn heading_with_actions_and_search() {
    let heading =
        PageHeaderActions::new("My caseload").action(Button::link("Record a session", "/record"));
    insta::assert_snapshot!("heading", lines(&heading.render()));
    let search = Search::new("/find", "q", "Find a family").value("\"F-1\"");
    insta::assert_snapshot!("search", lines(&search.render()));
}

#[test]
fn figures_open_to_their_rows() {
    let shown = tiles([Tile::new(4_usize, "To triage", "/triage")
        .note("31 hours")
        .waiting()]);
    insta::assert_snapshot!(lines(&shown));
}

#[test]
fn dense_sortable_tables() {
    let table = Table::new()
        .hidden_caption("Families")
        .head([
            Head::new("Family").sort(Sort::Ascending),
            Head::numeric("Sessions"),
        ])
        .row([Cell::new("F-1").sort_by("1"), Cell::numeric(12_u32)])
        .foot([Cell::new("All"), Cell::numeric(12_u32)])
        .row_headers()
        .compact()
        .sortable()
        .scrolls();
    insta::assert_snapshot!(lines(&table.render()));
    let empty = Table::new().head(["Family"]).when_empty("No families yet");
    assert_eq!(
        empty.render().0,
        "<p class=\"app-empty\">No families yet</p>"
    );
}

#[test]
fn the_header_escapes_names_and_signs_out_by_post() {
    let page = Page {
        title: "Home".to_owned(),
        service: "A <b>service</b>".to_owned(),
        signed_in: Some(SignedIn {
            name: "O'Neil <script>".to_owned(),
            sign_out: "/sign-out".to_owned(),
            ..SignedIn::default()
        }),
        ..Page::default()
    };
    let html = page.render().0;
    assert!(!html.contains("<b>service") && !html.contains("<script>"));
    let form = "<form class=\"app-account__form\" method=\"post\" action=\"/sign-out\">";
    assert!(html.contains(form));
}
