//! What is wrong with a form, and the list of it at the top of the page.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// What is wrong with a form: pairs of a control's id and a message, in the form's order.
///
/// Give it to [`Page::errors`](crate::Page) for the summary and the title, and each message to its
/// control with [`Field::error`](crate::Field::error).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    /// Nothing wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what is wrong with the control of this id.
    pub fn add(&mut self, id: impl Into<String>, message: impl Into<String>) {
        self.0.push((id.into(), message.into()));
    }

    /// The first message for the control of this id.
    pub fn of(&self, id: &str) -> Option<&str> {
        let found = self.0.iter().find(|(own, _)| own == id);
        found.map(|(_, message)| message.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every id with its message.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(id, message)| (id.as_str(), message.as_str()))
    }

    /// The summary for the top of the page.
    pub fn summary(&self) -> ErrorSummary {
        self.iter()
            .fold(ErrorSummary::new(), |summary, (id, message)| {
                summary.link(message, format!("#{id}"))
            })
    }
}

/// The list of what is wrong, at the top of the page. It takes the focus where scripts run.
#[derive(Debug, Clone)]
pub struct ErrorSummary {
    title: Content,
    description: Content,
    items: Vec<(Content, Option<String>, Extra)>,
    disable_auto_focus: Option<bool>,
    extra: Extra,
}

extras!(ErrorSummary);

impl ErrorSummary {
    /// An empty summary titled "There is a problem".
    pub fn new() -> Self {
        Self {
            title: Content::from("There is a problem"),
            description: Content::default(),
            items: Vec::new(),
            disable_auto_focus: None,
            extra: Extra::default(),
        }
    }

    /// Another title.
    #[must_use]
    pub fn title(mut self, title: impl Into<Content>) -> Self {
        self.title = title.into();
        self
    }

    /// A sentence before the list.
    #[must_use]
    pub fn description(mut self, content: impl Into<Content>) -> Self {
        self.description = content.into();
        self
    }

    /// Adds a message that leads to its control.
    #[must_use]
    pub fn link(self, content: impl Into<Content>, href: impl Into<String>) -> Self {
        self.link_with(content, href, Extra::default())
    }

    /// As [`link`](Self::link), with further attributes.
    #[must_use]
    pub fn link_with(
        mut self,
        content: impl Into<Content>,
        href: impl Into<String>,
        extra: Extra,
    ) -> Self {
        self.items.push((content.into(), Some(href.into()), extra));
        self
    }

    /// Adds a message that belongs to no control.
    #[must_use]
    pub fn message(mut self, content: impl Into<Content>) -> Self {
        self.items.push((content.into(), None, Extra::default()));
        self
    }

    /// Whether the summary leaves the focus where it is.
    #[must_use]
    pub fn disable_auto_focus(mut self, disable: bool) -> Self {
        self.disable_auto_focus = Some(disable);
        self
    }
}

impl Default for ErrorSummary {
    fn default() -> Self {
        Self::new()
    }
}

impl Render for ErrorSummary {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            div class=(self.extra.classes("govuk-error-summary"))
                data-disable-auto-focus=[self.disable_auto_focus]
                data-module="govuk-error-summary" {
                div role="alert" {
                    h2.govuk-error-summary__title { (self.title) }
                    div.govuk-error-summary__body {
                        @if !self.description.is_empty() { p { (self.description) } }
                        @if !self.items.is_empty() {
                            ul.govuk-list.govuk-error-summary__list {
                                @for (content, href, extra) in &self.items {
                                    li {
                                        @if let Some(href) = href {
                                            (extra.attach(html! { a href=(href) { (content) } }))
                                        } @else { (content) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        })
    }
}
