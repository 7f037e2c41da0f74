//! Ways back and along: back link, breadcrumbs, skip link.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// The link to the page one came from.
#[derive(Debug, Clone)]
pub struct BackLink {
    href: String,
    content: Content,
    extra: Extra,
}

extras!(BackLink);

impl BackLink {
    /// A link that says "Back".
    pub fn new(href: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            content: Content::from("Back"),
            extra: Extra::default(),
        }
    }

    /// Other words than "Back", for example "Back to my caseload".
    #[must_use]
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = content.into();
        self
    }
}

impl Render for BackLink {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            a href=(self.href) class=(self.extra.classes("govuk-back-link")) { (self.content) }
        })
    }
}

/// Where this page lies, from the home page down.
#[derive(Debug, Clone, Default)]
pub struct Breadcrumbs {
    items: Vec<(Content, Option<String>, Extra)>,
    label: Option<String>,
    collapse: bool,
    extra: Extra,
}

extras!(Breadcrumbs);

impl Breadcrumbs {
    /// An empty trail.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next page down.
    #[must_use]
    pub fn link(mut self, content: impl Into<Content>, href: impl Into<String>) -> Self {
        self.items
            .push((content.into(), Some(href.into()), Extra::default()));
        self
    }

    /// As [`link`](Self::link), with further attributes for the link.
    #[must_use]
    pub fn link_with(
        mut self,
        content: impl Into<Content>,
        href: impl Into<String>,
        extra: Extra,
    ) -> Self {
        self.items.push((content.into(), Some(href.into()), extra));
        self
    }

    /// The page itself, last.
    #[must_use]
    pub fn current(mut self, content: impl Into<Content>) -> Self {
        self.items.push((content.into(), None, Extra::default()));
        self
    }

    /// What screen readers call the trail, "Breadcrumb" unless set.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Shows only the first and last link on small screens.
    #[must_use]
    pub fn collapse_on_mobile(mut self) -> Self {
        self.collapse = true;
        self
    }
}

impl Render for Breadcrumbs {
    fn render(&self) -> Markup {
        let mut class = self.extra.classes("govuk-breadcrumbs");
        if self.collapse {
            class.push_str(" govuk-breadcrumbs--collapse-on-mobile");
        }
        self.extra.attach(html! {
            nav class=(class) aria-label=(self.label.as_deref().unwrap_or("Breadcrumb")) {
                ol.govuk-breadcrumbs__list {
                    @for (content, href, extra) in &self.items {
                        @if let Some(href) = href {
                            li.govuk-breadcrumbs__list-item {
                                (extra.attach(html! {
                                    a.govuk-breadcrumbs__link href=(href) { (content) }
                                }))
                            }
                        } @else {
                            li.govuk-breadcrumbs__list-item aria-current="page" { (content) }
                        }
                    }
                }
            }
        })
    }
}

/// The first link of a page, for keyboards and screen readers: past the navigation.
#[derive(Debug, Clone)]
pub struct SkipLink {
    href: String,
    content: Content,
    extra: Extra,
}

extras!(SkipLink);

impl SkipLink {
    /// A link to the element with this id, given as `#id`.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            content: content.into(),
            extra: Extra::default(),
        }
    }
}

impl Render for SkipLink {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            a href=(self.href) class=(self.extra.classes("govuk-skip-link"))
                data-module="govuk-skip-link" { (self.content) }
        })
    }
}
