//! What a page is made of.

use evaluation::{Evaluation, Figure};
use govuk::Extras;
use maud::{Markup, html};

use crate::figures::Pool;
use crate::grid::Grid;
use crate::links::Links;

/// A part of a page.
pub(crate) enum Part {
    /// A heading within the page.
    Heading(String),
    /// Words.
    Prose(Markup),
    /// A drawing with its table.
    Chart(Markup),
    /// A table, which is also in the files.
    Grid(Grid),
    /// A table that few readers need at once: it unfolds.
    Folded(&'static str, Grid),
}

/// Says something.
pub(crate) fn prose(words: &str) -> Part {
    Part::Prose(html! { p.govuk-body { (words) } })
}

/// How something is counted: unfolds on a screen, and stands open in print.
pub(crate) fn method_note(summary: &str, words: Markup) -> Markup {
    html! { (govuk::Details::new(summary, words).class("report-method")) }
}

/// An evaluation being shown.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) evaluation: &'a Evaluation,
    pub(crate) links: &'a dyn Links,
}

impl<'a> View<'a> {
    pub(crate) fn figure(&self, id: &str) -> Option<&'a Figure> {
        self.evaluation.figure(id)
    }

    /// The figures of some tables, to be placed on a page.
    pub(crate) fn pool(&self, tables: &[&str]) -> Pool<'a> {
        Pool::new(self.evaluation, tables)
    }

    /// Text that leads to the rows behind it, where there is a way.
    pub(crate) fn linked(&self, id: &str, text: &str) -> Markup {
        html! {
            @match self.links.figure(id) {
                Some(href) => a.govuk-link data-figure=(id) href=(href) { (text) },
                None => span data-figure=(id) { (text) },
            }
        }
    }

    /// A figure as printed.
    pub(crate) fn shown(&self, id: &str) -> Markup {
        html! {
            @if let Some(figure) = self.figure(id) { (self.linked(id, &figure.display)) }
            @else { "–" }
        }
    }

    /// A count as a number, for a sum that is checked on the page.
    pub(crate) fn count(&self, id: &str) -> Option<u64> {
        use rust_decimal::prelude::ToPrimitive;
        self.figure(id)?.value()?.to_u64()
    }

    /// Whether nobody was referred in the period.
    pub(crate) fn is_empty(&self) -> bool {
        self.count("fam.total") == Some(0) && self.count("ch.total") == Some(0)
    }
}

/// The size of the headings: a page by itself begins with the only first-level heading there is,
/// a page in a document with one of the second level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// A page by itself.
    Page,
    /// A chapter of a document.
    Chapter,
}

impl Level {
    /// The page's own heading.
    pub(crate) fn title(self, words: &str) -> Markup {
        match self {
            Self::Page => html! { h1.govuk-heading-l { (words) } },
            Self::Chapter => html! { h2.govuk-heading-l { (words) } },
        }
    }

    /// A heading within it.
    pub(crate) fn heading(self, words: &str) -> Markup {
        match self {
            Self::Page => html! { h2.govuk-heading-m { (words) } },
            Self::Chapter => html! { h3.govuk-heading-m { (words) } },
        }
    }
}

impl Part {
    pub(crate) fn markup(&self, view: &View, level: Level) -> Markup {
        match self {
            Self::Heading(words) => level.heading(words),
            Self::Prose(words) | Self::Chart(words) => words.clone(),
            Self::Grid(grid) => grid.markup(view),
            Self::Folded(summary, grid) => {
                let folded = govuk::Details::new(*summary, grid.markup(view));
                html! { (folded.class("report-folded")) }
            }
        }
    }

    pub(crate) fn grid(&self) -> Option<&Grid> {
        match self {
            Self::Grid(grid) | Self::Folded(_, grid) => Some(grid),
            _ => None,
        }
    }
}
