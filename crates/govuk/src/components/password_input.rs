//! A password, which can be shown while it is typed.

use super::{Button, Input, Spellcheck};
use crate::content::{Extra, Extras};
use crate::form::{Control, Field, Label};
use maud::{Markup, Render, html};

/// A password, which can be shown while it is typed, where scripts run. Pasting always works, so
/// that password managers do.
#[derive(Debug, Clone)]
pub struct PasswordInput {
    input: Input,
}

impl PasswordInput {
    /// The password of someone signing in.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        let input = Input::new(name, label)
            .kind("password")
            .spellcheck(Spellcheck::Off)
            .autocapitalize("none")
            .autocomplete("current-password")
            .class("govuk-password-input__input govuk-js-password-input-input")
            .wrapper(Extra::default().class("govuk-password-input__wrapper"))
            .group_class("govuk-password-input")
            .group_attribute("data-module", "govuk-password-input");
        Self { input }
    }

    /// What the browser may fill in, for example `"new-password"` for someone choosing one.
    #[must_use]
    pub fn autocomplete(mut self, purpose: impl Into<String>) -> Self {
        self.input = self.input.autocomplete(purpose);
        self
    }

    /// What is in the field. Never send back a password that someone typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.input = self.input.value(value);
        self
    }
}

impl Extras for PasswordInput {
    fn extra(&mut self) -> &mut Extra {
        self.input.extra()
    }
}

impl Field for PasswordInput {
    fn control(&mut self) -> &mut Control {
        self.input.control()
    }
}

impl Render for PasswordInput {
    fn render(&self) -> Markup {
        let toggle = Button::new("Show")
            .secondary()
            .plain()
            .class("govuk-password-input__toggle govuk-js-password-input-toggle")
            .attribute("aria-controls", self.input.control.id())
            .attribute("aria-label", "Show password")
            .attribute("hidden", "");
        self.input.clone().after(html! { (toggle) }).render()
    }
}
