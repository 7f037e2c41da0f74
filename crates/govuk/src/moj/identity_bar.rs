//! Whose page this is.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// Whose page this is: the family's reference and the few facts every page about it shows.
#[derive(Debug, Clone, Default)]
pub struct IdentityBar {
    title: Content,
    tags: Markup,
    facts: Vec<(String, Content)>,
    banners: Markup,
    as_at: Option<Content>,
    extra: Extra,
}

extras!(IdentityBar);

impl IdentityBar {
    /// A bar with a title.
    pub fn new(title: impl Into<Content>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// Tags beside the title, such as the status.
    #[must_use]
    pub fn tags(mut self, tags: Markup) -> Self {
        self.tags = tags;
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, name: impl Into<String>, value: impl Into<Content>) -> Self {
        self.facts.push((name.into(), value.into()));
        self
    }

    /// Alerts under the facts: restricted, safe contact.
    #[must_use]
    pub fn banners(mut self, banners: Markup) -> Self {
        self.banners = banners;
        self
    }

    /// Says that the page shows a past day, with the way back to today; or holds the form to choose
    /// one.
    #[must_use]
    pub fn as_at(mut self, content: impl Into<Content>) -> Self {
        self.as_at = Some(content.into());
        self
    }
}

impl Render for IdentityBar {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            section class=(self.extra.classes("app-identity")) aria-label="Whose page this is" {
                div.govuk-width-container {
                    div.app-identity__top {
                        p.app-identity__title {
                            (self.title)
                            @if !self.tags.0.is_empty() {
                                span.app-identity__tags { (self.tags) }
                            }
                        }
                        @if let Some(as_at) = &self.as_at {
                            div.app-identity__as-at { (as_at) }
                        }
                    }
                    @if !self.facts.is_empty() {
                        dl.app-identity__facts {
                            @for (name, value) in &self.facts {
                                div.app-identity__fact { dt { (name) } dd { (value) } }
                            }
                        }
                    }
                    (self.banners)
                }
            }
        })
    }
}
