//! The whole page: Alongside's header, the navigation, the content and the footer.

use crate::{
    BackLink, Breadcrumbs, Errors, ExitThisPage, Extras, IdentityBar, NavItem, ServiceNavigation,
    SkipLink, css_path, icon_path, js_path,
};
use maud::{DOCTYPE, Markup, Render, html};

/// How wide the content runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// A column for reading and filling in, about 75 characters wide.
    #[default]
    Reading,
    /// The whole container, for tables and dashboards.
    Wide,
}

/// Who is signed in, shown in the header with the way out.
#[derive(Debug, Clone, Default)]
pub struct SignedIn {
    /// The person's name.
    pub name: String,
    /// What they are signed in as, for example "Practitioner".
    pub role: String,
    /// Where the name leads, if anywhere: the person's own settings.
    pub account: Option<String>,
    /// Where the sign-out form posts to.
    pub sign_out: String,
}

/// The foot of the page.
#[derive(Debug, Clone, Default)]
pub struct Footer {
    /// The version of the software, for example "0.1.0".
    pub version: String,
    /// Words and addresses of links, for example the accessibility statement.
    pub links: Vec<(String, String)>,
}

/// Everything on a page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What the page is, for the browser's tab. Never a name of a person: titles are kept in
    /// histories and shown on shared screens.
    pub title: String,
    /// The name of the service, for example "Tendring multi-disciplinary team".
    pub service: String,
    /// Where the logo leads.
    pub home: String,
    /// The main navigation, the current item marked with [`NavItem::current`].
    pub navigation: Vec<NavItem>,
    /// Who is signed in.
    pub signed_in: Option<SignedIn>,
    /// The way back.
    pub back_link: Option<BackLink>,
    /// Where the page lies.
    pub breadcrumbs: Option<Breadcrumbs>,
    /// Whose page it is, across the whole width under the navigation.
    pub identity_bar: Option<IdentityBar>,
    /// A way out at once, on pages that family members use themselves.
    pub exit: Option<ExitThisPage>,
    /// How wide the content runs.
    pub width: Width,
    /// What is wrong with the form on this page. Shown as the summary above the content, and the
    /// title says so.
    pub errors: Errors,
    /// What the page's figures are as at, for example "As at 14 January 2025": printed on every
    /// sheet.
    pub as_at: Option<String>,
    /// Paths of further style sheets, after the one of the components.
    pub styles: Vec<String>,
    /// The content, starting with its `h1`.
    pub content: Markup,
    /// The foot of the page.
    pub footer: Footer,
}

/// A whole HTML document.
pub fn page(page: &Page) -> Markup {
    let title = document_title(page);
    let running = running_header(page);
    let main_class = match page.width {
        Width::Reading => "govuk-main-wrapper app-main app-main--reading",
        Width::Wide => "govuk-main-wrapper app-main",
    };
    html! {
        (DOCTYPE)
        html.govuk-template lang="en-GB" data-running=(running) {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="theme-color" content="#0c4648";
                meta name="referrer" content="same-origin";
                link rel="icon" type="image/svg+xml" href=(icon_path());
                link rel="stylesheet" href=(css_path());
                @for path in &page.styles { link rel="stylesheet" href=(path); }
                script type="module" src=(js_path()) {}
            }
            body.govuk-template__body {
                (SkipLink::new("Skip to main content", "#main-content"))
                @if let Some(exit) = &page.exit {
                    (SkipLink::new("Exit this page quickly", exit.href())
                        .attribute("rel", "nofollow noreferrer"))
                }
                (header(page))
                div.app-running aria-hidden="true" { (running) }
                @if let Some(bar) = &page.identity_bar { (bar) }
                div.govuk-width-container {
                    @if let Some(breadcrumbs) = &page.breadcrumbs { (breadcrumbs) }
                    @if let Some(link) = &page.back_link { (link) }
                    @if let Some(exit) = &page.exit { (exit) }
                    main class=(main_class) id="main-content" {
                        @if !page.errors.is_empty() { (page.errors.summary()) }
                        (page.content)
                    }
                }
                (footer(&page.footer))
            }
        }
    }
}

fn document_title(page: &Page) -> String {
    let start = if page.errors.is_empty() {
        ""
    } else {
        "Error: "
    };
    let parts = [page.title.as_str(), page.service.as_str(), "Alongside"];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{start}{}", parts.join(" – "))
}

/// What is printed at the head of every sheet.
fn running_header(page: &Page) -> String {
    let as_at = page.as_at.as_deref().unwrap_or_default();
    let parts = [page.service.as_str(), page.title.as_str(), as_at];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn header(page: &Page) -> Markup {
    html! {
        header.govuk-template__header {
            div.app-header {
                div.govuk-width-container.app-header__container {
                    div.app-header__identity {
                        a.app-header__home href=(if page.home.is_empty() { "/" } else { &page.home }) {
                            (logo()) span.app-header__name { "Alongside" }
                        }
                        @if !page.service.is_empty() {
                            span.app-header__service { (page.service) }
                        }
                    }
                    @if let Some(person) = &page.signed_in { (account(person)) }
                }
            }
            @if !page.navigation.is_empty() {
                (ServiceNavigation::new().label("Main").items(page.navigation.iter().cloned()))
            }
        }
    }
}

fn account(person: &SignedIn) -> Markup {
    html! {
        div.app-account {
            span.app-account__person {
                span.govuk-visually-hidden { "Signed in as " }
                @if let Some(href) = &person.account {
                    a.app-account__name href=(href) { (person.name) }
                } @else {
                    span.app-account__name { (person.name) }
                }
                @if !person.role.is_empty() { span.app-account__role { (person.role) } }
            }
            form.app-account__form method="post" action=(person.sign_out) {
                button.app-account__sign-out type="submit" { "Sign out" }
            }
        }
    }
}

/// Two paths that come to run side by side.
fn logo() -> Markup {
    html! {
        svg.app-header__logo xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32"
            height="32" aria-hidden="true" focusable="false" {
            path.app-header__path-one d="M5 5c0 9 7 9 7 22" {}
            path.app-header__path-two d="M27 5c0 9-7 9-7 22" {}
        }
    }
}

fn footer(footer: &Footer) -> Markup {
    html! {
        footer.govuk-template__footer.app-footer {
            div.govuk-width-container.app-footer__container {
                span.app-footer__name {
                    "Alongside"
                    @if !footer.version.is_empty() {
                        " " span.app-footer__version { "version " (footer.version) }
                    }
                }
                @if !footer.links.is_empty() {
                    nav aria-label="About this service" {
                        ul.app-footer__links {
                            @for (words, href) in &footer.links {
                                li { a.govuk-link.govuk-link--no-visited-state href=(href) { (words) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Render for Page {
    fn render(&self) -> Markup {
        page(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_says_page_service_and_product_and_errors_first() {
        let mut asked = Page {
            title: "Record a session".to_owned(),
            service: "Tendring".to_owned(),
            ..Page::default()
        };
        assert!(
            page(&asked)
                .0
                .contains("<title>Record a session – Tendring – Alongside</title>")
        );
        asked.errors.add("note", "Enter a note");
        let html = page(&asked).0;
        assert!(html.contains("<title>Error: Record a session – Tendring – Alongside</title>"));
        assert!(html.contains("<a href=\"#note\">Enter a note</a>"));
    }

    #[test]
    fn a_strict_content_security_policy_holds() {
        let html = page(&Page {
            content: crate::examples(),
            ..Page::default()
        })
        .0;
        assert!(
            !html.contains(" style=\""),
            "inline styles would be refused"
        );
        assert!(
            !html.contains(" onclick"),
            "inline handlers would be refused"
        );
        assert_eq!(html.matches("<script").count(), 1);
        assert!(html.contains("<script type=\"module\" src=\"/assets/app-"));
        for part in html
            .split("src=\"")
            .skip(1)
            .chain(html.split("<link").skip(1))
        {
            assert!(!part.starts_with("http"), "{part:.60}");
        }
    }
}
