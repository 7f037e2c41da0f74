//! The service's main navigation.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// Whether the reader is on an item's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    #[default]
    Elsewhere,
    /// On this very page.
    Here,
    /// On a page below it.
    Within,
}

/// One entry of a navigation.
#[derive(Debug, Clone, Default)]
pub struct NavItem {
    content: Content,
    href: Option<String>,
    place: Place,
    extra: Extra,
}

extras!(NavItem);

impl NavItem {
    /// A link.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: Some(href.into()),
            ..Self::default()
        }
    }

    /// Words without a link.
    pub fn words(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// Marks the page one is on.
    #[must_use]
    pub fn current(mut self) -> Self {
        self.place = Place::Here;
        self
    }

    /// Marks the part of the service one is in, on a page below this item's own.
    #[must_use]
    pub fn active(mut self) -> Self {
        self.place = Place::Within;
        self
    }

    fn render(&self) -> Markup {
        let marked = self.place != Place::Elsewhere;
        let aria = match self.place {
            Place::Elsewhere => None,
            Place::Here => Some("page"),
            Place::Within => Some("true"),
        };
        // The strong element marks the place for readers who use colours and styles of their own.
        let inner = html! {
            @if marked { strong.govuk-service-navigation__active-fallback { (self.content) } }
            @else { (self.content) }
        };
        html! {
            li.govuk-service-navigation__item.govuk-service-navigation__item--active[marked] {
                @if let Some(href) = &self.href {
                    (self.extra.attach(html! {
                        a.govuk-service-navigation__link href=(href) aria-current=[aria] { (inner) }
                    }))
                } @else {
                    span.govuk-service-navigation__text aria-current=[aria] { (inner) }
                }
            }
        }
    }
}

/// The service's name and main navigation, which folds away behind a button on small screens.
#[derive(Debug, Clone, Default)]
pub struct ServiceNavigation {
    name: Option<String>,
    url: Option<String>,
    items: Vec<NavItem>,
    label: Option<String>,
    menu: Option<String>,
    menu_label: Option<String>,
    aria: Option<String>,
    id: Option<String>,
    navigation_classes: Extra,
    collapse: Option<bool>,
    extra: Extra,
}

extras!(ServiceNavigation);

impl ServiceNavigation {
    /// A navigation without items yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name of the service.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Where the name leads.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Adds items.
    #[must_use]
    pub fn items(mut self, items: impl IntoIterator<Item = NavItem>) -> Self {
        self.items.extend(items);
        self
    }

    /// What screen readers call the navigation; the menu button's words unless set.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The words of the menu button, "Menu" unless set, and what screen readers speak for it.
    #[must_use]
    pub fn menu(mut self, words: impl Into<String>, spoken: Option<String>) -> Self {
        self.menu = Some(words.into());
        self.menu_label = spoken;
        self
    }

    /// What screen readers call the part of the page, "Service information" unless set.
    #[must_use]
    pub fn aria_label(mut self, label: impl Into<String>) -> Self {
        self.aria = Some(label.into());
        self
    }

    /// The id of the list, "navigation" unless set.
    #[must_use]
    pub fn navigation_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Further classes of the navigation.
    #[must_use]
    pub fn navigation_extra(mut self, extra: Extra) -> Self {
        self.navigation_classes = extra;
        self
    }

    /// Whether it folds away on small screens; it does with two or more items unless set.
    #[must_use]
    pub fn collapse_on_mobile(mut self, collapse: bool) -> Self {
        self.collapse = Some(collapse);
        self
    }

    fn inner(&self) -> Markup {
        let menu = self.menu.as_deref().unwrap_or("Menu");
        let id = self.id.as_deref().unwrap_or("navigation");
        let spoken = self.menu_label.as_deref().filter(|label| *label != menu);
        html! {
            div.govuk-width-container {
                div.govuk-service-navigation__container {
                    @if let Some(name) = &self.name {
                        span.govuk-service-navigation__service-name {
                            @if let Some(url) = &self.url {
                                a href=(url) class="govuk-service-navigation__link" { (name) }
                            } @else {
                                span.govuk-service-navigation__text { (name) }
                            }
                        }
                    }
                    @if !self.items.is_empty() {
                        nav aria-label=(self.label.as_deref().unwrap_or(menu))
                            class=(self.navigation_classes
                                .classes("govuk-service-navigation__wrapper")) {
                            @if self.collapse.unwrap_or(self.items.len() > 1) {
                                button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
                                    aria-controls=(id) aria-label=[spoken] hidden
                                    aria-hidden="true" { (menu) }
                            }
                            ul.govuk-service-navigation__list id=(id) {
                                @for item in &self.items { (item.render()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Render for ServiceNavigation {
    fn render(&self) -> Markup {
        let class = self.extra.classes("govuk-service-navigation");
        let module = "govuk-service-navigation";
        self.extra.attach(if self.name.is_some() {
            html! {
                section aria-label=(self.aria.as_deref().unwrap_or("Service information"))
                    class=(class) data-module=(module) { (self.inner()) }
            }
        } else {
            html! { div class=(class) data-module=(module) { (self.inner()) } }
        })
    }
}
