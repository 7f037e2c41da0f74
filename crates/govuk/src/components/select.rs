//! A list to choose one thing from.

use crate::content::{Extra, extras};
use crate::form::{Control, Label, field};
use maud::{Markup, Render, html};

/// One entry of a [`Select`].
#[derive(Debug, Clone)]
pub struct SelectOption {
    value: Option<String>,
    text: String,
    selected: Option<bool>,
    disabled: bool,
    extra: Extra,
}

extras!(SelectOption);

impl SelectOption {
    /// An entry that sends `value` and shows `text`.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: Some(value.into()),
            ..Self::text(text)
        }
    }

    /// An entry that sends what it shows.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            value: None,
            text: text.into(),
            selected: None,
            disabled: false,
            extra: Extra::default(),
        }
    }

    /// Is or is not the chosen one, whatever the select's own value says.
    #[must_use]
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    /// Cannot be chosen.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    fn is_selected(&self, value: Option<&str>) -> bool {
        let own = self.value.as_ref().unwrap_or(&self.text);
        self.selected.unwrap_or_else(|| value == Some(own.as_str()))
    }
}

/// A list to choose one thing from. Radios serve better up to about seven.
#[derive(Debug, Clone)]
pub struct Select {
    control: Control,
    label: Label,
    options: Vec<SelectOption>,
    value: Option<String>,
    disabled: bool,
    extra: Extra,
}

extras!(Select);
field!(Select);

impl Select {
    /// A list without entries yet.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            control: Control::named(name),
            label: label.into(),
            options: Vec::new(),
            value: None,
            disabled: false,
            extra: Extra::default(),
        }
    }

    /// Adds an entry that sends `value` and shows `text`.
    #[must_use]
    pub fn option(self, value: impl Into<String>, text: impl Into<String>) -> Self {
        self.options([SelectOption::new(value, text)])
    }

    /// Adds entries.
    #[must_use]
    pub fn options(mut self, options: impl IntoIterator<Item = SelectOption>) -> Self {
        self.options.extend(options);
        self
    }

    /// The value chosen before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Cannot be changed.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

impl Render for Select {
    fn render(&self) -> Markup {
        let mut class = self.extra.classes("govuk-select");
        if self.control.error.is_some() {
            class.push_str(" govuk-select--error");
        }
        self.control.wrap(&html! {
            (self.control.label(&self.label))
            (self.control.hint_and_error())
            (self.control.before)
            (self.extra.attach(html! {
                select class=(class) id=(self.control.id()) name=(self.control.name)
                    disabled[self.disabled] aria-describedby=[self.control.describers()] {
                    @for option in &self.options {
                        (option.extra.attach(html! {
                            option value=[&option.value]
                                selected[option.is_selected(self.value.as_deref())]
                                disabled[option.disabled] { (option.text) }
                        }))
                    }
                }
            }))
            (self.control.after)
        })
    }
}
