//! Several lines of text.

use super::Spellcheck;
use crate::content::{Extra, extras};
use crate::form::{Control, Label, field};
use maud::{Markup, Render, html};

/// Several lines of plain text.
#[derive(Debug, Clone)]
pub struct Textarea {
    control: Control,
    label: Label,
    value: String,
    rows: u32,
    spellcheck: Option<Spellcheck>,
    autocomplete: Option<String>,
    disabled: bool,
    extra: Extra,
}

extras!(Textarea);
field!(Textarea);

impl Textarea {
    /// Five lines to write on.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            control: Control::named(name),
            label: label.into(),
            value: String::new(),
            rows: 5,
            spellcheck: None,
            autocomplete: None,
            disabled: false,
            extra: Extra::default(),
        }
    }

    /// What was typed before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// How many lines it shows at once.
    #[must_use]
    pub fn rows(mut self, rows: u32) -> Self {
        self.rows = rows;
        self
    }

    /// Whether the browser checks the spelling.
    #[must_use]
    pub fn spellcheck(mut self, spellcheck: Spellcheck) -> Self {
        self.spellcheck = Some(spellcheck);
        self
    }

    /// What the browser may fill in.
    #[must_use]
    pub fn autocomplete(mut self, purpose: impl Into<String>) -> Self {
        self.autocomplete = Some(purpose.into());
        self
    }

    /// Cannot be typed in.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

impl Render for Textarea {
    fn render(&self) -> Markup {
        let own = if self.control.error.is_some() {
            "govuk-textarea govuk-textarea--error"
        } else {
            "govuk-textarea"
        };
        self.control.wrap(&html! {
            (self.control.label(&self.label))
            (self.control.hint_and_error())
            (self.control.before)
            (self.extra.attach(html! {
                textarea class=(self.extra.classes(own)) id=(self.control.id())
                    name=(self.control.name) rows=(self.rows)
                    spellcheck=[self.spellcheck.map(Spellcheck::value)] disabled[self.disabled]
                    aria-describedby=[self.control.describers()]
                    // Browsers drop one line break after the tag; this one is it, so that text
                    // which starts with a line break comes back whole.
                    autocomplete=[&self.autocomplete] { "\n" (self.value) }
            }))
            (self.control.after)
        })
    }
}
