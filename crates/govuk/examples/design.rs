//! Writes the style page and its assets to a directory, to be looked at without the program:
//! `cargo run -p govuk --example design -- DIRECTORY`.

use govuk::{Breadcrumbs, Footer, IdentityBar, NavItem, Page, SignedIn, Tag, Width};
use maud::html;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let directory = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/design".to_owned());
    let directory = Path::new(&directory);
    for asset in govuk::assets() {
        let file = directory.join(asset.path.trim_start_matches('/'));
        std::fs::create_dir_all(file.parent().unwrap_or(directory))?;
        std::fs::write(file, asset.bytes)?;
    }
    let page = Page {
        title: "Components".to_owned(),
        service: "Seaside multi-disciplinary team".to_owned(),
        home: "/".to_owned(),
        navigation: vec![
            NavItem::new("My caseload", "#").current(),
            NavItem::new("Families", "#"),
            NavItem::new("Meetings", "#"),
            NavItem::new("Community directory", "#"),
            NavItem::new("Evaluation", "#"),
        ],
        signed_in: Some(SignedIn {
            name: "Pat Sample".to_owned(),
            role: "Practitioner".to_owned(),
            account: Some("#".to_owned()),
            sign_out: "#".to_owned(),
        }),
        breadcrumbs: Some(
            Breadcrumbs::new()
                .link("My caseload", "#")
                .link("F-1042", "#"),
        ),
        identity_bar: Some(
            IdentityBar::new("F-1042")
                .tags(html! { (Tag::new("Open").colour(govuk::Colour::Green)) })
                .fact("Area", "Clacton")
                .fact("Case holder", "Ms A., family support and protection")
                .fact("Key worker", "Pat Sample")
                .as_at(html! { "As at today · " a.govuk-link href="#" { "Choose a past day" } }),
        ),
        width: Width::Wide,
        as_at: Some("As at 14 January 2025".to_owned()),
        content: govuk::examples(),
        footer: Footer {
            version: "0.1.0".to_owned(),
            links: vec![
                ("Accessibility".to_owned(), "#".to_owned()),
                ("Privacy".to_owned(), "#".to_owned()),
            ],
        },
        ..Page::default()
    };
    std::fs::write(directory.join("index.html"), govuk::page(&page).0)
}
