//! One line of text.

use crate::content::{Content, Extra, extras};
use crate::form::{Control, Label, field};
use maud::{Markup, Render, html};

/// How wide an input is drawn, as a hint of how much to type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputWidth {
    /// Two characters: a day or month.
    Two,
    /// Three characters.
    Three,
    /// Four characters: a year.
    Four,
    /// Five characters.
    Five,
    /// Ten characters: a postcode or reference.
    Ten,
    /// Twenty characters: a telephone number.
    Twenty,
}

/// Whether the browser checks the spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spellcheck {
    /// Always.
    On,
    /// Never: names, references, e-mail addresses.
    Off,
}

impl Spellcheck {
    pub(crate) fn value(self) -> &'static str {
        match self {
            Spellcheck::On => "true",
            Spellcheck::Off => "false",
        }
    }
}

/// Words or a unit at either end of an input.
#[derive(Debug, Clone, Default)]
pub struct Affix {
    content: Content,
    extra: Extra,
}

extras!(Affix);

impl<T: Into<Content>> From<T> for Affix {
    fn from(content: T) -> Self {
        Self {
            content: content.into(),
            extra: Extra::default(),
        }
    }
}

impl Affix {
    fn render(&self, end: &str) -> Markup {
        let class = self.extra.classes(&format!("govuk-input__{end}"));
        self.extra
            .attach(html! { div class=(class) aria-hidden="true" { (self.content) } })
    }
}

/// One line of text.
#[derive(Debug, Clone)]
pub struct Input {
    pub(crate) control: Control,
    label: Label,
    kind: &'static str,
    value: Option<String>,
    disabled: bool,
    spellcheck: Option<Spellcheck>,
    autocomplete: Option<String>,
    autocapitalize: Option<String>,
    pattern: Option<String>,
    inputmode: Option<String>,
    prefix: Option<Affix>,
    suffix: Option<Affix>,
    wrapper: Extra,
    extra: Extra,
}

extras!(Input);
field!(Input);

impl Input {
    /// An input for any text.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            control: Control::named(name),
            label: label.into(),
            kind: "text",
            value: None,
            disabled: false,
            spellcheck: None,
            autocomplete: None,
            autocapitalize: None,
            pattern: None,
            inputmode: None,
            prefix: None,
            suffix: None,
            wrapper: Extra::default(),
            extra: Extra::default(),
        }
    }

    /// An input for whole numbers, which shows a number pad on phones.
    pub fn whole_number(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self::new(name, label)
            .inputmode("numeric")
            .spellcheck(Spellcheck::Off)
    }

    /// An input for an amount of pounds, with the sign before it.
    pub fn pounds(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self::new(name, label)
            .inputmode("decimal")
            .spellcheck(Spellcheck::Off)
            .prefix("£")
    }

    /// An input for an e-mail address.
    pub fn email(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self::new(name, label)
            .kind("email")
            .spellcheck(Spellcheck::Off)
            .autocomplete("email")
    }

    /// An input for a telephone number.
    pub fn telephone(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self::new(name, label).kind("tel").width(InputWidth::Twenty)
    }

    /// An input for a person's name: never spell-checked, and any length.
    pub fn name(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self::new(name, label).spellcheck(Spellcheck::Off)
    }

    /// The `type` attribute.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// What was typed before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// How wide it is drawn.
    #[must_use]
    pub fn width(self, width: InputWidth) -> Self {
        use crate::Extras;
        self.class(match width {
            InputWidth::Two => "govuk-input--width-2",
            InputWidth::Three => "govuk-input--width-3",
            InputWidth::Four => "govuk-input--width-4",
            InputWidth::Five => "govuk-input--width-5",
            InputWidth::Ten => "govuk-input--width-10",
            InputWidth::Twenty => "govuk-input--width-20",
        })
    }

    /// Cannot be typed in.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Whether the browser checks the spelling.
    #[must_use]
    pub fn spellcheck(mut self, spellcheck: Spellcheck) -> Self {
        self.spellcheck = Some(spellcheck);
        self
    }

    /// What the browser may fill in, for example `"email"`; only for the person's own details.
    #[must_use]
    pub fn autocomplete(mut self, purpose: impl Into<String>) -> Self {
        self.autocomplete = Some(purpose.into());
        self
    }

    /// How phones capitalise, for example `"none"`.
    #[must_use]
    pub fn autocapitalize(mut self, how: impl Into<String>) -> Self {
        self.autocapitalize = Some(how.into());
        self
    }

    /// A regular expression browsers check against. The server checks in any case.
    #[must_use]
    pub fn pattern(mut self, pattern: impl Into<String>) -> Self {
        self.pattern = Some(pattern.into());
        self
    }

    /// Which keyboard phones show, for example `"numeric"`.
    #[must_use]
    pub fn inputmode(mut self, mode: impl Into<String>) -> Self {
        self.inputmode = Some(mode.into());
        self
    }

    /// Something at the start, for example "£".
    #[must_use]
    pub fn prefix(mut self, affix: impl Into<Affix>) -> Self {
        self.prefix = Some(affix.into());
        self
    }

    /// Something at the end, for example "hours".
    #[must_use]
    pub fn suffix(mut self, affix: impl Into<Affix>) -> Self {
        self.suffix = Some(affix.into());
        self
    }

    /// Classes and attributes for the wrapper that holds input and affixes.
    #[must_use]
    pub fn wrapper(mut self, extra: Extra) -> Self {
        self.wrapper = extra;
        self
    }

    fn element(&self) -> Markup {
        let mut class = self.extra.classes("govuk-input");
        if self.control.error.is_some() {
            class.push_str(" govuk-input--error");
        }
        self.extra.attach(html! {
            input class=(class) id=(self.control.id()) name=(self.control.name) type=(self.kind)
                spellcheck=[self.spellcheck.map(Spellcheck::value)] value=[&self.value]
                disabled[self.disabled] aria-describedby=[self.control.describers()]
                autocomplete=[&self.autocomplete] autocapitalize=[&self.autocapitalize]
                pattern=[&self.pattern] inputmode=[&self.inputmode];
        })
    }
}

impl Render for Input {
    fn render(&self) -> Markup {
        let Control { before, after, .. } = &self.control;
        let wrapped = self.prefix.is_some()
            || self.suffix.is_some()
            || !before.is_empty()
            || !after.is_empty();
        self.control.wrap(&html! {
            (self.control.label(&self.label))
            (self.control.hint_and_error())
            @if wrapped {
                (self.wrapper.attach(html! {
                    div class=(self.wrapper.classes("govuk-input__wrapper")) {
                        (before)
                        @if let Some(prefix) = &self.prefix { (prefix.render("prefix")) }
                        (self.element())
                        @if let Some(suffix) = &self.suffix { (suffix.render("suffix")) }
                        (after)
                    }
                }))
            } @else {
                (self.element())
            }
        })
    }
}
