//! Something to know, in the place it concerns.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// How pressing an [`Alert`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertKind {
    /// Good to know.
    Information,
    /// Something was done.
    Success,
    /// Something to look out for, such as a restricted record.
    Warning,
    /// Something went wrong or must be done at once.
    Error,
}

impl AlertKind {
    fn name(self) -> &'static str {
        match self {
            AlertKind::Information => "information",
            AlertKind::Success => "success",
            AlertKind::Warning => "warning",
            AlertKind::Error => "error",
        }
    }

    /// Our own simple signs, of the size the frame leaves for them.
    fn icon(self) -> Markup {
        html! {
            @match self {
                AlertKind::Information => {
                    path fill-rule="evenodd" fill="currentColor"
                        d="M15 2a13 13 0 1 0 0 26 13 13 0 0 0 0-26zm-1.5 6h3v3h-3zm0 5h3v9h-3z" {}
                }
                AlertKind::Success => {
                    path fill="currentColor" d="M11.300 25 2 15.700l2.700-2.700 6.600 6.600L25.300 5.500 28 8.200z" {}
                }
                AlertKind::Warning => {
                    path fill-rule="evenodd" fill="currentColor"
                        d="M15 2.500 29 26.500H1zM13.500 10h3l-.3 8.500h-2.400zm0 10.500h3v3h-3z" {}
                }
                AlertKind::Error => {
                    path fill-rule="evenodd" fill="currentColor"
                        d="M10 2.500h10l7.500 7.500v10L20 27.500H10L2.500 20V10zm1 6.400-2.100 2.100 4 4-4 4 2.100 2.100 4-4 4 4 2.100-2.100-4-4 4-4-2.100-2.100-4 4z" {}
                }
            }
        }
    }
}

/// Something to know, in the place it concerns. It never goes away by itself.
#[derive(Debug, Clone)]
pub struct Alert {
    kind: AlertKind,
    title: String,
    content: Content,
    heading: bool,
    extra: Extra,
}

extras!(Alert);

impl Alert {
    /// An alert of one line.
    pub fn new(kind: AlertKind, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            content: Content::default(),
            heading: false,
            extra: Extra::default(),
        }
    }

    /// What to show; the title is then only spoken.
    #[must_use]
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = content.into();
        self
    }

    /// Shows the title as a heading above the content.
    #[must_use]
    pub fn with_heading(mut self) -> Self {
        self.heading = true;
        self
    }
}

impl Render for Alert {
    fn render(&self) -> Markup {
        let name = self.kind.name();
        let heading = self.heading && !self.content.is_empty();
        let mut own = format!("moj-alert moj-alert--{name}");
        if heading {
            own.push_str(" moj-alert--with-heading");
        }
        self.extra.attach(html! {
            div role="region" class=(self.extra.classes(&own))
                aria-label={ (name) ": " (self.title) } {
                div {
                    svg.moj-alert__icon role="presentation" focusable="false"
                        xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 30" height="30"
                        width="30" { (self.kind.icon()) }
                }
                div.moj-alert__content {
                    @if heading { h2.moj-alert__heading { (self.title) } }
                    @if self.content.is_empty() { (self.title) }
                    (self.content)
                }
            }
        })
    }
}
