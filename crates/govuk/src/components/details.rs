//! Words that unfold.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// Words that unfold, for help that only some people need.
#[derive(Debug, Clone, Default)]
pub struct Details {
    summary: Content,
    content: Content,
    id: Option<String>,
    open: bool,
    extra: Extra,
}

extras!(Details);

impl Details {
    /// A line to press and what it unfolds.
    pub fn new(summary: impl Into<Content>, content: impl Into<Content>) -> Self {
        Self {
            summary: summary.into(),
            content: content.into(),
            ..Self::default()
        }
    }

    /// The element's id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Unfolded from the start.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }
}

impl Render for Details {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            details id=[&self.id] class=(self.extra.classes("govuk-details")) open[self.open] {
                summary.govuk-details__summary {
                    span.govuk-details__summary-text { (self.summary) }
                }
                div.govuk-details__text { (self.content) }
            }
        })
    }
}
