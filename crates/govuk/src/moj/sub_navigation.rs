//! Tabs that are pages of their own.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// One page of a [`SubNavigation`].
#[derive(Debug, Clone)]
pub struct SubItem {
    content: Content,
    href: String,
    current: bool,
    count: Option<usize>,
    extra: Extra,
}

extras!(SubItem);

impl SubItem {
    /// A page.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: href.into(),
            current: false,
            count: None,
            extra: Extra::default(),
        }
    }

    /// Marks the page one is on.
    #[must_use]
    pub fn current(mut self) -> Self {
        self.current = true;
        self
    }

    /// How many things the page holds, after its words.
    #[must_use]
    pub fn count(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }
}

/// The pages about one thing, such as a family, as a row of tabs.
#[derive(Debug, Clone)]
pub struct SubNavigation {
    label: String,
    items: Vec<SubItem>,
    extra: Extra,
}

extras!(SubNavigation);

impl SubNavigation {
    /// A row without pages yet; `label` is what screen readers call it.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            items: Vec::new(),
            extra: Extra::default(),
        }
    }

    /// Adds a page.
    #[must_use]
    pub fn item(mut self, item: SubItem) -> Self {
        self.items.push(item);
        self
    }

    /// Adds pages.
    #[must_use]
    pub fn items(mut self, items: impl IntoIterator<Item = SubItem>) -> Self {
        self.items.extend(items);
        self
    }
}

impl Render for SubNavigation {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            nav class=(self.extra.classes("moj-sub-navigation")) aria-label=(self.label) {
                ul.moj-sub-navigation__list {
                    @for item in &self.items {
                        li.moj-sub-navigation__item {
                            (item.extra.attach(html! {
                                a class=(item.extra.classes("moj-sub-navigation__link"))
                                    aria-current=[item.current.then_some("page")]
                                    href=(item.href) {
                                    (item.content)
                                    @if let Some(count) = item.count {
                                        " " span.app-count { (count) }
                                    }
                                }
                            }))
                        }
                    }
                }
            }
        })
    }
}
