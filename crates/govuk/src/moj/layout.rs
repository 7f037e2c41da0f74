//! Small parts of staff screens: badge, heading with actions, search.

use crate::content::{Content, Extra, Extras, extras};
use crate::form::{Field, Label};
use crate::{Button, Colour, Input};
use maud::{Markup, Render, html};

/// A mark on a thing that seldom changes, such as "Restricted".
#[derive(Debug, Clone, Default)]
pub struct Badge {
    content: Content,
    extra: Extra,
}

extras!(Badge);

impl Badge {
    /// A badge in the plain colour.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// Sets the colour. Badges come in grey, green, blue, purple and red; others stay plain.
    #[must_use]
    pub fn colour(self, colour: Colour) -> Self {
        self.class(&format!("moj-badge--{}", colour.suffix()))
    }
}

impl Render for Badge {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            span class=(self.extra.classes("moj-badge")) { (self.content) }
        })
    }
}

/// The page's heading with what can be done beside it.
#[derive(Debug, Clone, Default)]
pub struct PageHeaderActions {
    title: Content,
    caption: Content,
    actions: Vec<Button>,
    extra: Extra,
}

extras!(PageHeaderActions);

impl PageHeaderActions {
    /// The page's `h1`.
    pub fn new(title: impl Into<Content>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// A line above the heading.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<Content>) -> Self {
        self.caption = caption.into();
        self
    }

    /// Adds a button.
    #[must_use]
    pub fn action(mut self, button: Button) -> Self {
        self.actions.push(button);
        self
    }
}

impl Render for PageHeaderActions {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            div class=(self.extra.classes("moj-page-header-actions")) {
                div.moj-page-header-actions__title {
                    @if !self.caption.is_empty() { span.govuk-caption-l { (self.caption) } }
                    h1.govuk-heading-l { (self.title) }
                }
                @if !self.actions.is_empty() {
                    div.moj-page-header-actions__actions {
                        div.moj-button-group.moj-button-group--inline {
                            @for button in &self.actions { (button) }
                        }
                    }
                }
            }
        })
    }
}

/// A field to search by, in a form of its own.
#[derive(Debug, Clone)]
pub struct Search {
    action: String,
    input: Input,
    button: String,
    extra: Extra,
}

extras!(Search);

impl Search {
    /// A search that asks `action` with the words under `name`.
    pub fn new(
        action: impl Into<String>,
        name: impl Into<String>,
        label: impl Into<Content>,
    ) -> Self {
        let label = Label::new(label).class("moj-search__label");
        let input = Input::new(name, label)
            .kind("search")
            .class("moj-search__input");
        Self {
            action: action.into(),
            input,
            button: "Search".to_owned(),
            extra: Extra::default(),
        }
    }

    /// What was searched for.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.input = self.input.value(value);
        self
    }

    /// A line of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<crate::Hint>) -> Self {
        self.input = self.input.hint(hint);
        self
    }
}

impl Render for Search {
    fn render(&self) -> Markup {
        let button = Button::new(self.button.as_str()).class("moj-search__button");
        let wrapper = Extra::default().class("moj-search__input-wrapper");
        let input = self
            .input
            .clone()
            .wrapper(wrapper)
            .after(html! { (button) });
        self.extra.attach(html! {
            search class=(self.extra.classes("moj-search")) {
                form action=(self.action) method="get" { (input) }
            }
        })
    }
}
