//! Several controls that answer one question.

use crate::Size;
use crate::content::{Content, Extra, Extras, extras};
use maud::{Markup, Render, html};

/// The group around a set of controls that answer one question.
#[derive(Debug, Clone, Default)]
pub struct Fieldset {
    legend: Option<Legend>,
    role: Option<&'static str>,
    described_by: Option<String>,
    content: Markup,
    extra: Extra,
}

extras!(Fieldset);

impl Fieldset {
    /// A group with its question.
    pub fn new(legend: impl Into<Legend>) -> Self {
        Self {
            legend: Some(legend.into()),
            ..Self::default()
        }
    }

    /// The controls inside.
    #[must_use]
    pub fn content(mut self, content: Markup) -> Self {
        self.content = content;
        self
    }

    /// The element's role; date inputs use `"group"`.
    #[must_use]
    pub fn role(mut self, role: &'static str) -> Self {
        self.role = Some(role);
        self
    }

    /// Ids of the elements that describe the group.
    #[must_use]
    pub fn described_by(mut self, ids: impl Into<String>) -> Self {
        self.described_by = Some(ids.into());
        self
    }
}

impl Render for Fieldset {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            fieldset class=(self.extra.classes("govuk-fieldset")) role=[self.role]
                aria-describedby=[&self.described_by] {
                @if let Some(legend) = &self.legend { (legend) }
                (self.content)
            }
        })
    }
}

/// The question of a [`Fieldset`].
#[derive(Debug, Clone, Default)]
pub struct Legend {
    content: Content,
    page_heading: bool,
    extra: Extra,
}

extras!(Legend);

impl Legend {
    /// A legend of plain size.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// Sets the legend larger and bold.
    #[must_use]
    pub fn size(self, size: Size) -> Self {
        self.class(&format!("govuk-fieldset__legend--{}", size.suffix()))
    }

    /// Makes the legend the page's `h1`.
    #[must_use]
    pub fn page_heading(mut self) -> Self {
        self.page_heading = true;
        self
    }
}

impl Render for Legend {
    fn render(&self) -> Markup {
        if self.content.is_empty() {
            return Markup::default();
        }
        html! {
            legend class=(self.extra.classes("govuk-fieldset__legend")) {
                @if self.page_heading {
                    h1.govuk-fieldset__heading { (self.content) }
                } @else {
                    (self.content)
                }
            }
        }
    }
}

impl<T: Into<Content>> From<T> for Legend {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}
