//! Parts of one page, one shown at a time where scripts run.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// One part.
#[derive(Debug, Clone)]
pub struct Tab {
    id: String,
    label: String,
    content: Content,
    panel: Extra,
    extra: Extra,
}

extras!(Tab);

impl Tab {
    /// A part with an id, the words on its tab, and its content.
    pub fn new(id: impl Into<String>, label: impl Into<String>, content: Markup) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            content: content.into(),
            panel: Extra::default(),
            extra: Extra::default(),
        }
    }

    /// Further attributes of the panel.
    #[must_use]
    pub fn panel(mut self, extra: Extra) -> Self {
        self.panel = extra;
        self
    }
}

/// Parts of one page, one shown at a time where scripts run and all one after the other where not.
/// For parts that are pages of their own use [`SubNavigation`](crate::SubNavigation).
#[derive(Debug, Clone, Default)]
pub struct Tabs {
    title: Option<String>,
    id: Option<String>,
    parts: Vec<Tab>,
    extra: Extra,
}

extras!(Tabs);

impl Tabs {
    /// No parts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the list of parts is called where scripts do not run, "Contents" unless set.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The element's id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Adds a part. The first is the one shown.
    #[must_use]
    pub fn tab(mut self, tab: Tab) -> Self {
        self.parts.push(tab);
        self
    }
}

impl Render for Tabs {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            div id=[&self.id] class=(self.extra.classes("govuk-tabs")) data-module="govuk-tabs" {
                h2.govuk-tabs__title { (self.title.as_deref().unwrap_or("Contents")) }
                @if !self.parts.is_empty() {
                    ul.govuk-tabs__list {
                        @for (index, tab) in self.parts.iter().enumerate() {
                            li.govuk-tabs__list-item.govuk-tabs__list-item--selected[index == 0] {
                                (tab.extra.attach(html! {
                                    a.govuk-tabs__tab href={ "#" (tab.id) } { (tab.label) }
                                }))
                            }
                        }
                    }
                    @for (index, tab) in self.parts.iter().enumerate() {
                        (tab.panel.attach(html! {
                            div.govuk-tabs__panel.govuk-tabs__panel--hidden[index > 0] id=(tab.id) {
                                (tab.content)
                            }
                        }))
                    }
                }
            }
        })
    }
}
