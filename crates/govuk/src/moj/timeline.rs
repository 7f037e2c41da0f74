//! What happened, newest first.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// One thing that happened.
#[derive(Debug, Clone, Default)]
pub struct TimelineItem {
    title: Content,
    when: Content,
    machine_time: Option<String>,
    byline: Content,
    tags: Markup,
    content: Content,
    extra: Extra,
}

extras!(TimelineItem);

impl TimelineItem {
    /// What happened and when, the latter in words: "4 June 2026 at 9:32am".
    pub fn new(title: impl Into<Content>, when: impl Into<Content>) -> Self {
        Self {
            title: title.into(),
            when: when.into(),
            ..Self::default()
        }
    }

    /// The same time for machines: "2026-06-04T09:32:00+01:00" or "2026-06-04".
    #[must_use]
    pub fn machine_time(mut self, time: impl Into<String>) -> Self {
        self.machine_time = Some(time.into());
        self
    }

    /// Who did it, and when it was recorded if that is another time.
    #[must_use]
    pub fn byline(mut self, byline: impl Into<Content>) -> Self {
        self.byline = byline.into();
        self
    }

    /// Tags beside the title, such as who can see the note.
    #[must_use]
    pub fn tags(mut self, tags: Markup) -> Self {
        self.tags = tags;
        self
    }

    /// The note itself.
    #[must_use]
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = content.into();
        self
    }
}

/// What happened, newest first.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    items: Vec<TimelineItem>,
    empty: Option<Content>,
    extra: Extra,
}

extras!(Timeline);

impl Timeline {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds something that happened.
    #[must_use]
    pub fn item(mut self, item: TimelineItem) -> Self {
        self.items.push(item);
        self
    }

    /// Adds things that happened.
    #[must_use]
    pub fn items(mut self, items: impl IntoIterator<Item = TimelineItem>) -> Self {
        self.items.extend(items);
        self
    }

    /// What to say when nothing happened, for example "Nothing is recorded yet".
    #[must_use]
    pub fn when_empty(mut self, words: impl Into<Content>) -> Self {
        self.empty = Some(words.into());
        self
    }
}

impl Render for Timeline {
    fn render(&self) -> Markup {
        if let Some(words) = self.empty.as_ref().filter(|_| self.items.is_empty()) {
            return html! { p.app-empty { (words) } };
        }
        self.extra.attach(html! {
            ol class=(self.extra.classes("app-timeline")) {
                @for item in &self.items {
                    (item.extra.attach(html! {
                        li class=(item.extra.classes("app-timeline__item")) {
                            p.app-timeline__when {
                                time datetime=[&item.machine_time] { (item.when) }
                            }
                            div.app-timeline__body {
                                div.app-timeline__header {
                                    h3.app-timeline__title { (item.title) }
                                    @if !item.tags.0.is_empty() {
                                        span.app-timeline__tags { (item.tags) }
                                    }
                                }
                                @if !item.byline.is_empty() {
                                    p.app-timeline__byline { (item.byline) }
                                }
                                @if !item.content.is_empty() {
                                    div.app-timeline__content { (item.content) }
                                }
                            }
                        }
                    }))
                }
            }
        })
    }
}
