//! A date in three fields.

use super::Input;
use crate::content::{Extra, Extras, extras};
use crate::fieldset::{Fieldset, Legend};
use crate::form::{Control, Field, Label, field};
use maud::{Markup, Render, html};

/// One field of a date.
#[derive(Debug, Clone)]
pub struct DatePart {
    name: String,
    label: String,
    value: Option<String>,
    id: Option<String>,
    width: &'static str,
    autocomplete: Option<String>,
    pattern: Option<String>,
    inputmode: Option<String>,
    in_error: Option<bool>,
    extra: Extra,
}

extras!(DatePart);

impl DatePart {
    /// A field two characters wide, labelled with its name.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        let mut letters = name.chars();
        let first = letters.next().map(char::to_uppercase);
        let label = first.into_iter().flatten().chain(letters).collect();
        let width = if name == "year" {
            "govuk-input--width-4"
        } else {
            "govuk-input--width-2"
        };
        Self {
            name,
            label,
            value: None,
            id: None,
            width,
            autocomplete: None,
            pattern: None,
            inputmode: None,
            in_error: None,
            extra: Extra::default(),
        }
    }

    /// The words above the field.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// What was typed before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The field's id, when it should not be the date's with the part's name.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What the browser may fill in, for example `"bday-day"` for people's own birthday.
    #[must_use]
    pub fn autocomplete(mut self, purpose: impl Into<String>) -> Self {
        self.autocomplete = Some(purpose.into());
        self
    }

    /// A regular expression browsers check against.
    #[must_use]
    pub fn pattern(mut self, pattern: impl Into<String>) -> Self {
        self.pattern = Some(pattern.into());
        self
    }

    /// Which keyboard phones show, numeric unless set.
    #[must_use]
    pub fn inputmode(mut self, mode: impl Into<String>) -> Self {
        self.inputmode = Some(mode.into());
        self
    }

    /// Is or is not the part that is wrong. When no part says so, all are.
    #[must_use]
    pub fn in_error(mut self, in_error: bool) -> Self {
        self.in_error = Some(in_error);
        self
    }

    /// Wide enough for a year.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.width = "govuk-input--width-4";
        self
    }
}

/// A date in three fields, which a person can type from memory or paper.
#[derive(Debug, Clone)]
pub struct DateInput {
    control: Control,
    fieldset: Option<Fieldset>,
    parts: Vec<DatePart>,
    prefix: Option<String>,
    extra: Extra,
}

extras!(DateInput);
field!(DateInput);

impl DateInput {
    /// The fields `name-day`, `name-month` and `name-year` under one question. The whole has the id
    /// `name`, its fields `name-day` and so on, which error summaries link to.
    pub fn new(name: impl Into<String>, legend: impl Into<Legend>) -> Self {
        let name = name.into();
        Self {
            prefix: Some(name.clone()),
            ..Self::bare(name)
        }
        .fieldset(Fieldset::new(legend))
    }

    /// Without a fieldset, and with the fields named plainly `day`, `month` and `year`.
    pub fn bare(id: impl Into<String>) -> Self {
        Self {
            control: Control::named(id),
            fieldset: None,
            parts: ["day", "month", "year"].map(DatePart::new).to_vec(),
            prefix: None,
            extra: Extra::default(),
        }
    }

    /// A fieldset of the page's own making.
    #[must_use]
    pub fn fieldset(mut self, fieldset: Fieldset) -> Self {
        self.fieldset = Some(fieldset.role("group"));
        self
    }

    /// What stands before the parts' names, with a hyphen.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// Other fields than day, month and year.
    #[must_use]
    pub fn parts(mut self, parts: impl IntoIterator<Item = DatePart>) -> Self {
        self.parts = parts.into_iter().collect();
        self
    }

    /// What was typed before, as it was typed, into the parts in their order.
    #[must_use]
    pub fn values<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        for (part, value) in self.parts.iter_mut().zip(values) {
            part.value = Some(value.into());
        }
        self
    }

    /// Marks only the parts with these names as wrong, for errors about a part: "must include a
    /// month".
    #[must_use]
    pub fn wrong_parts(mut self, names: &[&str]) -> Self {
        for part in &mut self.parts {
            part.in_error = Some(names.contains(&part.name.as_str()));
        }
        self
    }

    fn part(&self, part: &DatePart) -> Markup {
        let any_marked = self.parts.iter().any(|part| part.in_error == Some(true));
        let whole = self.control.error.is_some() && !any_marked;
        let wrong = part.in_error.unwrap_or(whole);
        let name = match &self.prefix {
            Some(prefix) => format!("{prefix}-{}", part.name),
            None => part.name.clone(),
        };
        let id = part
            .id
            .clone()
            .unwrap_or_else(|| format!("{}-{}", self.control.id(), part.name));
        let mut input = Input::new(
            name,
            Label::new(part.label.as_str()).class("govuk-date-input__label"),
        )
        .id(id)
        .inputmode(part.inputmode.as_deref().unwrap_or("numeric"));
        *input.extra() = part.extra.clone();
        if !part.extra.has_class_starting("govuk-input--width-") {
            input = input.class(part.width);
        }
        input = input.class("govuk-date-input__input");
        if wrong {
            input = input.class("govuk-input--error");
        }
        if let Some(value) = &part.value {
            input = input.value(value);
        }
        if let Some(purpose) = &part.autocomplete {
            input = input.autocomplete(purpose);
        }
        if let Some(pattern) = &part.pattern {
            input = input.pattern(pattern);
        }
        html! { div.govuk-date-input__item { (input) } }
    }
}

impl Render for DateInput {
    fn render(&self) -> Markup {
        let inner = html! {
            (self.control.hint_and_error())
            (self.extra.attach(html! {
                div class=(self.extra.classes("govuk-date-input")) id=(self.control.id()) {
                    (self.control.before)
                    @for part in &self.parts { (self.part(part)) }
                    (self.control.after)
                }
            }))
        };
        self.control.wrap(&match &self.fieldset {
            Some(fieldset) => {
                let mut fieldset = fieldset.clone().content(inner);
                if let Some(ids) = self.control.describers() {
                    fieldset = fieldset.described_by(ids);
                }
                fieldset.render()
            }
            None => inner,
        })
    }
}
