//! The state of a thing, in a word or two.

use crate::content::{Content, Extra, Extras, extras};
use maud::{Markup, Render, html};

/// The colour of a [`Tag`] or [`Badge`](crate::Badge). The words must say it all without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "a colour's name says it")]
pub enum Colour {
    Grey,
    Green,
    Teal,
    Blue,
    Purple,
    Magenta,
    Red,
    Orange,
    Yellow,
}

impl Colour {
    /// Every colour, for pages that show them.
    pub const ALL: [Colour; 9] = [
        Colour::Grey,
        Colour::Green,
        Colour::Teal,
        Colour::Blue,
        Colour::Purple,
        Colour::Magenta,
        Colour::Red,
        Colour::Orange,
        Colour::Yellow,
    ];

    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Colour::Grey => "grey",
            Colour::Green => "green",
            Colour::Teal => "teal",
            Colour::Blue => "blue",
            Colour::Purple => "purple",
            Colour::Magenta => "magenta",
            Colour::Red => "red",
            Colour::Orange => "orange",
            Colour::Yellow => "yellow",
        }
    }
}

/// The state of a thing, in a word or two.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    content: Content,
    extra: Extra,
}

extras!(Tag);

impl Tag {
    /// A tag in the plain colour.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// Sets the colour.
    #[must_use]
    pub fn colour(self, colour: Colour) -> Self {
        self.class(&format!("govuk-tag--{}", colour.suffix()))
    }
}

impl Render for Tag {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            strong class=(self.extra.classes("govuk-tag")) { (self.content) }
        })
    }
}
