//! Figures at a glance.

use crate::content::{Content, Extra, Extras, extras};
use maud::{Markup, Render, html};

/// One figure, which opens to the rows behind it.
#[derive(Debug, Clone)]
pub struct Tile {
    figure: Content,
    label: Content,
    note: Content,
    href: String,
    extra: Extra,
}

extras!(Tile);

impl Tile {
    /// A figure, what it counts, and the address of its rows.
    pub fn new(
        figure: impl Into<Content>,
        label: impl Into<Content>,
        href: impl Into<String>,
    ) -> Self {
        Self {
            figure: figure.into(),
            label: label.into(),
            note: Content::default(),
            href: href.into(),
            extra: Extra::default(),
        }
    }

    /// A line under the label: the population, or what is overdue.
    #[must_use]
    pub fn note(mut self, note: impl Into<Content>) -> Self {
        self.note = note.into();
        self
    }

    /// Marks a figure that waits for someone.
    #[must_use]
    pub fn waiting(self) -> Self {
        self.class("app-tile--waiting")
    }
}

/// Figures side by side.
pub fn tiles(tiles: impl IntoIterator<Item = Tile>) -> Markup {
    html! {
        ul.app-tiles {
            @for tile in tiles { li.app-tiles__item { (tile) } }
        }
    }
}

impl Render for Tile {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            a class=(self.extra.classes("app-tile")) href=(self.href) {
                span.app-tile__figure { (self.figure) }
                " "
                span.app-tile__label { (self.label) }
                @if !self.note.is_empty() { " " span.app-tile__note { (self.note) } }
            }
        })
    }
}
