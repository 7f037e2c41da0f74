//! Buttons, and links that look like them.

use crate::content::{Content, Extra, Extras, extras};
use maud::{Markup, Render, html};

/// A button that submits its form, or a link that looks like a button.
#[derive(Debug, Clone, Default)]
pub struct Button {
    content: Content,
    href: Option<String>,
    kind: Option<&'static str>,
    name: Option<String>,
    value: Option<String>,
    id: Option<String>,
    disabled: bool,
    start: bool,
    double_click: Option<bool>,
    extra: Extra,
}

extras!(Button);

impl Button {
    /// A button that submits its form.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// A link that looks like a button.
    pub fn link(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Self {
            href: Some(href.into()),
            ..Self::new(content)
        }
    }

    /// A button that prints the page. It stays hidden where no script runs.
    pub fn print() -> Self {
        Self::new("Print this page")
            .secondary()
            .plain()
            .attribute("data-print", "")
            .attribute("hidden", "")
    }

    /// For anything but the page's main act.
    #[must_use]
    pub fn secondary(self) -> Self {
        self.class("govuk-button--secondary")
    }

    /// For acts that cannot be undone.
    #[must_use]
    pub fn warning(self) -> Self {
        self.class("govuk-button--warning")
    }

    /// For dark backgrounds.
    #[must_use]
    pub fn inverse(self) -> Self {
        self.class("govuk-button--inverse")
    }

    /// Smaller, for dense staff screens and rows of tables.
    #[must_use]
    pub fn small(self) -> Self {
        self.class("app-button--small")
    }

    /// Does not submit its form: a button for scripts.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.kind = Some("button");
        self
    }

    /// The call to action that starts something, with an arrow.
    #[must_use]
    pub fn start(mut self) -> Self {
        self.start = true;
        self
    }

    /// What the form sends for this button, so that the server knows which was pressed.
    #[must_use]
    pub fn named(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.name(name).value(value)
    }

    /// The name alone.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The value alone.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The element's id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Cannot be pressed. Prefer a button that explains what is missing.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Ignores a second press within a second, where scripts run.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.double_click = Some(true);
        self
    }

    /// Says plainly that a second press counts.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.double_click = Some(false);
        self
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let own = if self.start {
            "govuk-button govuk-button--start"
        } else {
            "govuk-button"
        };
        let class = self.extra.classes(own);
        let module = "govuk-button";
        let inner = html! {
            (self.content)
            @if self.start {
                svg.govuk-button__start-icon xmlns="http://www.w3.org/2000/svg" width="17.5"
                    height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false" {
                    path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" {}
                }
            }
        };
        self.extra.attach(html! {
            @if let Some(href) = &self.href {
                a href=(href) role="button" draggable="false" class=(class) data-module=(module)
                    id=[&self.id] { (inner) }
            } @else {
                button type=(self.kind.unwrap_or("submit")) value=[&self.value] name=[&self.name]
                    disabled[self.disabled] aria-disabled=[self.disabled.then_some("true")]
                    data-prevent-double-click=[self.double_click] class=(class)
                    data-module=(module) id=[&self.id] { (inner) }
            }
        })
    }
}
