//! Ways through a long list.

use crate::content::{Content, Extra, extras};
use maud::{Markup, PreEscaped, Render, html};

/// The link to the previous or next page.
#[derive(Debug, Clone)]
pub struct PageLink {
    href: String,
    content: Option<Content>,
    label: Option<String>,
    extra: Extra,
}

extras!(PageLink);

impl PageLink {
    /// A link that says "Previous" or "Next page".
    pub fn new(href: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            content: None,
            label: None,
            extra: Extra::default(),
        }
    }

    /// Other words.
    #[must_use]
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = Some(content.into());
        self
    }

    /// The title of the page it leads to; shown where there are no page numbers.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
}

/// One entry between "Previous" and "Next".
#[derive(Debug, Clone)]
pub enum PageItem {
    /// A link to a page.
    Page {
        /// What it shows, usually the number.
        number: String,
        /// Where it leads.
        href: String,
        /// What screen readers speak, "Page 7" unless set.
        spoken: Option<String>,
        /// Further classes and attributes of the link.
        extra: Extra,
    },
    /// The page one is on.
    Current {
        /// As for `Page`.
        number: String,
        /// As for `Page`.
        href: String,
        /// As for `Page`.
        spoken: Option<String>,
        /// As for `Page`.
        extra: Extra,
    },
    /// Pages left out.
    Ellipsis,
}

/// Ways through a long list.
#[derive(Debug, Clone, Default)]
pub struct Pagination {
    previous: Option<PageLink>,
    items: Vec<PageItem>,
    next: Option<PageLink>,
    landmark: Option<String>,
    extra: Extra,
}

extras!(Pagination);

impl Pagination {
    /// Nothing yet: add links and items.
    pub fn new() -> Self {
        Self::default()
    }

    /// Page `current` of `last`, both counted from 1, with the first, the last, the current page
    /// and its neighbours; `href` gives the address of a page.
    pub fn numbered(current: usize, last: usize, href: impl Fn(usize) -> String) -> Self {
        let mut pages = Self::default();
        if current > 1 {
            pages.previous = Some(PageLink::new(href(current - 1)));
        }
        if current < last {
            pages.next = Some(PageLink::new(href(current + 1)));
        }
        let mut shown_before = 0;
        for page in 1..=last {
            let near = page.abs_diff(current) <= 1;
            // A gap of one page is shown as that page: dots would take as much room.
            let fills_gap = page.abs_diff(current) == 2 && (page == 2 || page + 1 == last);
            if !(page == 1 || page == last || near || fills_gap) {
                continue;
            }
            if page > shown_before + 1 {
                pages.items.push(PageItem::Ellipsis);
            }
            shown_before = page;
            let (number, href) = (page.to_string(), href(page));
            let (spoken, extra) = (None, Extra::default());
            pages.items.push(if page == current {
                PageItem::Current {
                    number,
                    href,
                    spoken,
                    extra,
                }
            } else {
                PageItem::Page {
                    number,
                    href,
                    spoken,
                    extra,
                }
            });
        }
        pages
    }

    /// The link back.
    #[must_use]
    pub fn previous(mut self, link: PageLink) -> Self {
        self.previous = Some(link);
        self
    }

    /// The link on.
    #[must_use]
    pub fn next(mut self, link: PageLink) -> Self {
        self.next = Some(link);
        self
    }

    /// Adds an entry.
    #[must_use]
    pub fn item(mut self, item: PageItem) -> Self {
        self.items.push(item);
        self
    }

    /// What screen readers call it, "Pagination" unless set.
    #[must_use]
    pub fn landmark(mut self, label: impl Into<String>) -> Self {
        self.landmark = Some(label.into());
        self
    }

    fn is_block(&self) -> bool {
        self.items.is_empty()
    }

    fn arrow_link(&self, link: &PageLink, end: End) -> Markup {
        let rel = end.rel();
        let decorated = self.is_block() && link.label.is_none();
        let title = if decorated {
            "govuk-pagination__link-title govuk-pagination__link-title--decorated"
        } else {
            "govuk-pagination__link-title"
        };
        let anchor = link.extra.attach(html! {
            a class=(link.extra.classes("govuk-link govuk-pagination__link")) href=(link.href)
                rel=(rel) {
                @if self.is_block() || end == End::Previous { (end.arrow()) }
                span class=(title) {
                    @if let Some(content) = &link.content {
                        (content)
                    } @else {
                        (end.words()) span.govuk-visually-hidden { " page" }
                    }
                }
                @if let Some(label) = link.label.as_ref().filter(|_| self.is_block()) {
                    span.govuk-visually-hidden { ":" }
                    span.govuk-pagination__link-label { (label) }
                }
                @if !self.is_block() && end == End::Next { (end.arrow()) }
            }
        });
        html! { div class={ "govuk-pagination__" (rel) } { (anchor) } }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Previous,
    Next,
}

impl End {
    fn rel(self) -> &'static str {
        match self {
            End::Previous => "prev",
            End::Next => "next",
        }
    }

    fn words(self) -> &'static str {
        match self {
            End::Previous => "Previous",
            End::Next => "Next",
        }
    }

    fn arrow(self) -> Markup {
        let path = match self {
            End::Previous => {
                "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"
            }
            End::Next => {
                "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"
            }
        };
        html! {
            svg class={ "govuk-pagination__icon govuk-pagination__icon--" (self.rel()) }
                xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true"
                focusable="false" viewBox="0 0 15 13" { path d=(path) {} }
        }
    }
}

fn page_item(item: &PageItem) -> Markup {
    let (number, href, spoken, extra, current) = match item {
        PageItem::Ellipsis => {
            return html! {
                li.govuk-pagination__item.govuk-pagination__item--ellipsis {
                    (PreEscaped("&ctdot;"))
                }
            };
        }
        PageItem::Page {
            number,
            href,
            spoken,
            extra,
        } => (number, href, spoken, extra, false),
        PageItem::Current {
            number,
            href,
            spoken,
            extra,
        } => (number, href, spoken, extra, true),
    };
    let spoken = spoken.clone().unwrap_or_else(|| format!("Page {number}"));
    html! {
        li.govuk-pagination__item.govuk-pagination__item--current[current] {
            (extra.attach(html! {
                a class=(extra.classes("govuk-link govuk-pagination__link")) href=(href)
                    aria-label=(spoken) aria-current=[current.then_some("page")] { (number) }
            }))
        }
    }
}

impl Render for Pagination {
    fn render(&self) -> Markup {
        let own = if self.is_block() && (self.previous.is_some() || self.next.is_some()) {
            "govuk-pagination govuk-pagination--block"
        } else {
            "govuk-pagination"
        };
        self.extra.attach(html! {
            nav class=(self.extra.classes(own))
                aria-label=(self.landmark.as_deref().unwrap_or("Pagination")) {
                @if let Some(link) = &self.previous { (self.arrow_link(link, End::Previous)) }
                @if !self.items.is_empty() {
                    ul.govuk-pagination__list { @for item in &self.items { (page_item(item)) } }
                }
                @if let Some(link) = &self.next { (self.arrow_link(link, End::Next)) }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(current: usize, last: usize) -> String {
        let pages = Pagination::numbered(current, last, |page| format!("?page={page}"));
        let shown = pages.items.iter().map(|item| match item {
            PageItem::Page { number, .. } => number.clone(),
            PageItem::Current { number, .. } => format!("[{number}]"),
            PageItem::Ellipsis => "…".to_owned(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn long_lists_leave_out_the_middle() {
        assert_eq!(numbers(1, 1), "[1]");
        assert_eq!(numbers(1, 3), "[1] 2 3");
        assert_eq!(numbers(1, 100), "[1] 2 … 100");
        assert_eq!(numbers(4, 100), "1 2 3 [4] 5 … 100");
        assert_eq!(numbers(50, 100), "1 … 49 [50] 51 … 100");
        assert_eq!(numbers(97, 100), "1 … 96 [97] 98 99 100");
    }

    #[test]
    fn the_ends_have_no_way_past_them() {
        let first = Pagination::numbered(1, 2, |page| format!("?page={page}"))
            .render()
            .0;
        assert!(first.contains("rel=\"next\"") && !first.contains("rel=\"prev\""));
        let last = Pagination::numbered(2, 2, |page| format!("?page={page}"))
            .render()
            .0;
        assert!(last.contains("rel=\"prev\"") && !last.contains("rel=\"next\""));
    }
}
