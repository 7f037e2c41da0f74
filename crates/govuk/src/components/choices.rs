//! Radios and checkboxes.

use crate::content::{Extra, Extras, extras};
use crate::fieldset::{Fieldset, Legend};
use crate::form::{Control, Hint, Label, field};
use maud::{Markup, Render, html};

/// One answer of [`Radios`] or [`Checkboxes`].
#[derive(Debug, Clone)]
pub struct Choice {
    value: String,
    label: Label,
    id: Option<String>,
    name: Option<String>,
    hint: Option<Hint>,
    conditional: Option<Markup>,
    checked: Option<bool>,
    disabled: bool,
    behaviour: Option<&'static str>,
    extra: Extra,
}

extras!(Choice);

impl Choice {
    /// An answer that sends `value` and shows `label`.
    pub fn new(value: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            id: None,
            name: None,
            hint: None,
            conditional: None,
            checked: None,
            disabled: false,
            behaviour: None,
            extra: Extra::default(),
        }
    }

    /// A line of help under the answer.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What else to ask when this answer is chosen. Without scripts it always shows.
    #[must_use]
    pub fn conditional(mut self, content: Markup) -> Self {
        self.conditional = Some(content);
        self
    }

    /// Is or is not chosen, whatever the group's own values say.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// Cannot be chosen.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// The id of the control, when it should not be the group's with a number.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The name this checkbox sends, when it should not be the group's.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Unticks all other checkboxes, where scripts run: "None of these".
    #[must_use]
    pub fn exclusive(mut self) -> Self {
        self.behaviour = Some("exclusive");
        self
    }
}

/// An answer, or the "or" between answers.
#[derive(Debug, Clone)]
enum Item {
    Choice(Box<Choice>),
    Divider(String),
}

/// What radios and checkboxes share.
#[derive(Debug, Clone, Default)]
struct Group {
    fieldset: Option<Fieldset>,
    items: Vec<Item>,
    values: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Radio,
    Checkbox,
}

impl Kind {
    fn block(self) -> &'static str {
        match self {
            Kind::Radio => "govuk-radios",
            Kind::Checkbox => "govuk-checkboxes",
        }
    }

    fn input_type(self) -> &'static str {
        match self {
            Kind::Radio => "radio",
            Kind::Checkbox => "checkbox",
        }
    }
}

impl Group {
    fn render(&self, kind: Kind, control: &Control, extra: &Extra) -> Markup {
        let described_by = control.describers();
        let block = kind.block();
        let inner = html! {
            (control.hint_and_error())
            (extra.attach(html! {
                div class=(extra.classes(block)) data-module=(block) {
                    (control.before)
                    @for (index, item) in self.items.iter().enumerate() {
                        @match item {
                            Item::Divider(words) => {
                                div class={ (block) "__divider" } { (words) }
                            }
                            Item::Choice(choice) => {
                                (self.choice(kind, control, index, choice))
                            }
                        }
                    }
                    (control.after)
                }
            }))
        };
        control.wrap(&match &self.fieldset {
            Some(fieldset) => {
                let mut fieldset = fieldset.clone().content(inner);
                if let Some(ids) = described_by {
                    fieldset = fieldset.described_by(ids);
                }
                fieldset.render()
            }
            None => inner,
        })
    }

    fn choice(&self, kind: Kind, control: &Control, index: usize, choice: &Choice) -> Markup {
        let block = kind.block();
        // The first has no number, so that the error summary can link to it by the group's id.
        let id = match (&choice.id, index) {
            (Some(id), _) => id.clone(),
            (None, 0) => control.id().to_owned(),
            (None, _) => format!("{}-{}", control.id(), index + 1),
        };
        let conditional = format!("conditional-{id}");
        let checked = choice
            .checked
            .unwrap_or_else(|| self.values.contains(&choice.value));
        let hint = choice.hint.as_ref().filter(|hint| !hint.is_empty());
        let mut described_by = Vec::new();
        if kind == Kind::Checkbox && self.fieldset.is_none() {
            described_by.extend(control.describers());
        }
        described_by.extend(hint.map(|_| format!("{id}-item-hint")));
        let described_by = Some(described_by.join(" ")).filter(|ids| !ids.is_empty());
        let label = choice
            .label
            .clone()
            .class(&format!("{block}__label"))
            .target(&id);
        html! {
            div class={ (block) "__item" } {
                (choice.extra.attach(html! {
                    input class={ (block) "__input" } id=(id)
                        name=(choice.name.as_ref().unwrap_or(&control.name))
                        type=(kind.input_type()) value=(choice.value) checked[checked]
                        disabled[choice.disabled]
                        data-aria-controls=[choice.conditional.is_some().then_some(&conditional)]
                        data-behaviour=[choice.behaviour] aria-describedby=[described_by];
                }))
                (label)
                @if let Some(hint) = hint {
                    (hint.clone().class(&format!("{block}__hint")).id(format!("{id}-item-hint")))
                }
            }
            @if let Some(content) = &choice.conditional {
                @let class = if checked {
                    format!("{block}__conditional")
                } else {
                    format!("{block}__conditional {block}__conditional--hidden")
                };
                div class=(class) id=(conditional) { (content) }
            }
        }
    }
}

/// One answer out of a few.
#[derive(Debug, Clone)]
pub struct Radios {
    control: Control,
    group: Group,
    extra: Extra,
}

/// Any number of answers out of a few.
#[derive(Debug, Clone)]
pub struct Checkboxes {
    control: Control,
    group: Group,
    extra: Extra,
}

extras!(Radios, Checkboxes);
field!(Radios, Checkboxes);

/// The methods that radios and checkboxes share.
macro_rules! group_methods {
    () => {
        /// The question, as the legend of a fieldset.
        pub fn new(name: impl Into<String>, legend: impl Into<Legend>) -> Self {
            Self::bare(name).fieldset(Fieldset::new(legend))
        }

        /// Without a fieldset, for answers that the page already puts in one.
        pub fn bare(name: impl Into<String>) -> Self {
            Self {
                control: Control::named(name),
                group: Group::default(),
                extra: Extra::default(),
            }
        }

        /// A fieldset of the page's own making.
        #[must_use]
        pub fn fieldset(mut self, fieldset: Fieldset) -> Self {
            self.group.fieldset = Some(fieldset);
            self
        }

        /// Adds an answer that sends `value` and shows `label`.
        #[must_use]
        pub fn option(self, value: impl Into<String>, label: impl Into<Label>) -> Self {
            self.choices([Choice::new(value, label)])
        }

        /// Adds an answer.
        #[must_use]
        pub fn choice(self, choice: Choice) -> Self {
            self.choices([choice])
        }

        /// Adds answers.
        #[must_use]
        pub fn choices(mut self, choices: impl IntoIterator<Item = Choice>) -> Self {
            let items = choices
                .into_iter()
                .map(|choice| Item::Choice(Box::new(choice)));
            self.group.items.extend(items);
            self
        }

        /// A word between answers: "or".
        #[must_use]
        pub fn divider(mut self, words: impl Into<String>) -> Self {
            self.group.items.push(Item::Divider(words.into()));
            self
        }

        /// Smaller, for filters and dense staff screens.
        #[must_use]
        pub fn small(self) -> Self {
            let class = format!("{}--small", Self::KIND.block());
            self.class(&class)
        }
    };
}

impl Radios {
    const KIND: Kind = Kind::Radio;
    group_methods!();

    /// Answers in a row: for two short ones.
    #[must_use]
    pub fn inline(self) -> Self {
        self.class("govuk-radios--inline")
    }

    /// The value chosen before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.group.values = vec![value.into()];
        self
    }
}

impl Checkboxes {
    const KIND: Kind = Kind::Checkbox;
    group_methods!();

    /// The values ticked before.
    #[must_use]
    pub fn values<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.group.values = values.into_iter().map(Into::into).collect();
        self
    }
}

impl Render for Radios {
    fn render(&self) -> Markup {
        self.group.render(Self::KIND, &self.control, &self.extra)
    }
}

impl Render for Checkboxes {
    fn render(&self) -> Markup {
        self.group.render(Self::KIND, &self.control, &self.extra)
    }
}
