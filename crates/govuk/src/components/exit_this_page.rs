//! A way out at once.

use super::Button;
use crate::content::{Content, Extra, Extras, extras};
use maud::{Markup, Render, html};

/// A way out at once, for pages that family members use themselves: a parent may not be alone. Not
/// for staff screens.
#[derive(Debug, Clone)]
pub struct ExitThisPage {
    href: String,
    content: Content,
    id: Option<String>,
    extra: Extra,
}

extras!(ExitThisPage);

impl ExitThisPage {
    /// Leads to `href`: an address of this service that ends the session and sends on to a site
    /// that looks harmless.
    pub fn new(href: impl Into<String>) -> Self {
        let words = html! { span.govuk-visually-hidden { "Emergency" } " Exit this page" };
        Self {
            href: href.into(),
            content: words.into(),
            id: None,
            extra: Extra::default(),
        }
    }

    /// Other words on the button.
    #[must_use]
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = content.into();
        self
    }

    /// The element's id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    pub(crate) fn href(&self) -> &str {
        &self.href
    }
}

impl Render for ExitThisPage {
    fn render(&self) -> Markup {
        let button = Button::link(self.content.clone(), self.href.as_str())
            .warning()
            .class("govuk-exit-this-page__button govuk-js-exit-this-page-button")
            .attribute("rel", "nofollow noreferrer");
        self.extra.attach(html! {
            div id=[&self.id] class=(self.extra.classes("govuk-exit-this-page"))
                data-module="govuk-exit-this-page" { (button) }
        })
    }
}
