//! Choosing which rows a list shows.

use crate::content::{Content, Extra, extras};
use crate::{Button, Extras};
use maud::{Markup, Render, html};

/// What is chosen of one kind, each with the address of the list without it.
#[derive(Debug, Clone, Default)]
pub struct FilterCategory {
    name: String,
    chosen: Vec<(String, String)>,
}

impl FilterCategory {
    /// A kind of choice, for example "Discipline".
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            chosen: Vec::new(),
        }
    }

    /// Adds a choice, and the address of the list without it.
    #[must_use]
    pub fn chosen(mut self, words: impl Into<String>, without: impl Into<String>) -> Self {
        self.chosen.push((words.into(), without.into()));
        self
    }
}

/// The form that chooses which rows a list shows. It asks with GET, so that an address names its
/// rows and the back button keeps the choice. It folds away without a script.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    action: String,
    fields: Markup,
    categories: Vec<FilterCategory>,
    clear: Option<String>,
    open: bool,
    extra: Extra,
}

extras!(Filter);

impl Filter {
    /// A filter that asks `action`.
    pub fn new(action: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            open: true,
            ..Self::default()
        }
    }

    /// The controls.
    #[must_use]
    pub fn fields(mut self, fields: Markup) -> Self {
        self.fields = fields;
        self
    }

    /// Adds what is chosen of one kind. Kinds without choices are left out.
    #[must_use]
    pub fn category(mut self, category: FilterCategory) -> Self {
        if !category.chosen.is_empty() {
            self.categories.push(category);
        }
        self
    }

    /// The address of the list with nothing chosen.
    #[must_use]
    pub fn clear(mut self, href: impl Into<String>) -> Self {
        self.clear = Some(href.into());
        self
    }

    /// What is chosen. It stays in sight when the form is folded away.
    fn chosen(&self) -> Markup {
        html! {
            div.app-filter__chosen {
                @for category in &self.categories {
                    h3.app-filter__category { (category.name) }
                    ul.app-filter__tags {
                        @for (words, without) in &category.chosen {
                            li {
                                a.app-filter__tag href=(without) {
                                    span.govuk-visually-hidden { "Remove " }
                                    (words)
                                    span aria-hidden="true" { " ×" }
                                }
                            }
                        }
                    }
                }
                @if let Some(href) = &self.clear {
                    p.app-filter__clear {
                        a.govuk-link.govuk-link--no-visited-state href=(href) { "Clear filters" }
                    }
                }
            }
        }
    }

    /// Folded away until opened.
    #[must_use]
    pub fn folded(mut self) -> Self {
        self.open = false;
        self
    }
}

impl Render for Filter {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            div class=(self.extra.classes("app-filter")) {
                @if !self.categories.is_empty() { (self.chosen()) }
                details.app-filter__fold open[self.open] {
                    summary.app-filter__summary { "Filter" }
                    form.app-filter__form method="get" action=(self.action) {
                        (self.fields)
                        (Button::new("Apply filters").secondary().class("app-filter__apply"))
                    }
                }
            }
        })
    }
}

/// A list with its filter beside it, or above it on small screens.
pub fn filter_layout(filter: &Filter, content: impl Into<Content>) -> Markup {
    html! {
        div.app-filter-layout {
            div.app-filter-layout__filter { (filter) }
            div.app-filter-layout__content { (content.into()) }
        }
    }
}
