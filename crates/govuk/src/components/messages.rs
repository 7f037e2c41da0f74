//! Words set apart: inset text, warnings, banners, panels.

use super::Button;
use super::summary_list::heading;
use crate::content::{Content, Extra, Extras, extras};
use maud::{Markup, Render, html};

/// Words with a line beside them.
#[derive(Debug, Clone, Default)]
pub struct InsetText {
    content: Content,
    id: Option<String>,
    extra: Extra,
}

extras!(InsetText);

impl InsetText {
    /// Words with a line beside them.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// The element's id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl Render for InsetText {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            div id=[&self.id] class=(self.extra.classes("govuk-inset-text")) { (self.content) }
        })
    }
}

/// A consequence to be warned of.
#[derive(Debug, Clone)]
pub struct WarningText {
    content: Content,
    spoken: String,
    extra: Extra,
}

extras!(WarningText);

impl WarningText {
    /// A warning.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            spoken: "Warning".to_owned(),
            extra: Extra::default(),
        }
    }

    /// The word screen readers speak for the sign, "Warning" unless set.
    #[must_use]
    pub fn spoken(mut self, word: impl Into<String>) -> Self {
        self.spoken = word.into();
        self
    }
}

impl Render for WarningText {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            div class=(self.extra.classes("govuk-warning-text")) {
                span.govuk-warning-text__icon aria-hidden="true" { "!" }
                strong.govuk-warning-text__text {
                    span.govuk-visually-hidden { (self.spoken) } " " (self.content)
                }
            }
        })
    }
}

/// Something to know about the page or of what was just done.
#[derive(Debug, Clone)]
pub struct NotificationBanner {
    content: Content,
    success: bool,
    title: Option<Content>,
    title_id: String,
    level: u8,
    role: Option<String>,
    disable_auto_focus: Option<bool>,
    extra: Extra,
}

extras!(NotificationBanner);

impl NotificationBanner {
    /// A banner with one line of words, titled "Important".
    pub fn new(words: impl Into<Content>) -> Self {
        let words = words.into();
        Self::with_markup(html! { p.govuk-notification-banner__heading { (words) } })
    }

    /// A banner with content of any shape, titled "Important".
    pub fn with_markup(markup: Markup) -> Self {
        Self {
            content: markup.into(),
            success: false,
            title: None,
            title_id: "govuk-notification-banner-title".to_owned(),
            level: 2,
            role: None,
            disable_auto_focus: None,
            extra: Extra::default(),
        }
    }

    /// Says that something was done: green, titled "Success", read out at once.
    #[must_use]
    pub fn success(mut self) -> Self {
        self.success = true;
        self
    }

    /// Another title.
    #[must_use]
    pub fn title(mut self, title: impl Into<Content>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The id of the title, for a second banner on a page.
    #[must_use]
    pub fn title_id(mut self, id: impl Into<String>) -> Self {
        self.title_id = id.into();
        self
    }

    /// The level of the title's heading, 1 to 6; 2 unless set.
    #[must_use]
    pub fn heading_level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }

    /// The element's role: "alert" for success and "region" otherwise, unless set.
    #[must_use]
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// Whether the banner leaves the focus where it is.
    #[must_use]
    pub fn disable_auto_focus(mut self, disable: bool) -> Self {
        self.disable_auto_focus = Some(disable);
        self
    }
}

impl Render for NotificationBanner {
    fn render(&self) -> Markup {
        let (own, role, title) = if self.success {
            (
                "govuk-notification-banner govuk-notification-banner--success",
                "alert",
                "Success",
            )
        } else {
            ("govuk-notification-banner", "region", "Important")
        };
        let title = self.title.clone().unwrap_or_else(|| Content::from(title));
        let class = "govuk-notification-banner__title";
        self.extra.attach(html! {
            div class=(self.extra.classes(own)) role=(self.role.as_deref().unwrap_or(role))
                aria-labelledby=(self.title_id) data-module="govuk-notification-banner"
                data-disable-auto-focus=[self.disable_auto_focus] {
                div.govuk-notification-banner__header {
                    (heading(self.level, class, Some(&self.title_id), &title))
                }
                div.govuk-notification-banner__content { (self.content) }
            }
        })
    }
}

/// The end of a journey, or a pause in one.
#[derive(Debug, Clone)]
pub struct Panel {
    title: Content,
    content: Content,
    level: u8,
    pause: bool,
    actions: Vec<Markup>,
    actions_extra: Extra,
    extra: Extra,
}

extras!(Panel);

impl Panel {
    /// The end of a journey: what was done, and the reference.
    pub fn new(title: impl Into<Content>) -> Self {
        Self {
            title: title.into(),
            content: Content::default(),
            level: 1,
            pause: false,
            actions: Vec::new(),
            actions_extra: Extra::default(),
            extra: Extra::default(),
        }
    }

    /// A pause before something that may be a mistake or needs a reason, with what can be done.
    pub fn interruption(title: impl Into<Content>) -> Self {
        Self {
            pause: true,
            ..Self::new(title)
        }
        .class("govuk-panel--interruption")
    }

    /// What stands under the title.
    #[must_use]
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = content.into();
        self
    }

    /// The level of the title's heading, 1 to 6; 1 unless set.
    #[must_use]
    pub fn heading_level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }

    /// Adds a button to an interruption. Give it [`Button::inverse`].
    #[must_use]
    pub fn button(mut self, button: &Button) -> Self {
        self.actions.push(button.render());
        self
    }

    /// Adds a link to an interruption.
    #[must_use]
    pub fn link(self, words: impl Into<Content>, href: impl Into<String>) -> Self {
        self.link_with(words, href, &Extra::default())
    }

    /// As [`link`](Self::link), with further classes and attributes.
    #[must_use]
    pub fn link_with(
        mut self,
        words: impl Into<Content>,
        href: impl Into<String>,
        extra: &Extra,
    ) -> Self {
        let class = extra.classes("govuk-link govuk-link--inverse");
        let (words, href) = (words.into(), href.into());
        self.actions
            .push(extra.attach(html! { a class=(class) href=(href) { (words) } }));
        self
    }

    /// Classes and attributes for what holds the actions.
    #[must_use]
    pub fn actions_extra(mut self, extra: Extra) -> Self {
        self.actions_extra = extra;
        self
    }
}

impl Render for Panel {
    fn render(&self) -> Markup {
        let own = if self.pause {
            "govuk-panel"
        } else {
            "govuk-panel govuk-panel--confirmation"
        };
        self.extra.attach(html! {
            div class=(self.extra.classes(own)) {
                (heading(self.level, "govuk-panel__title", None, &self.title))
                @if !self.content.is_empty() { div.govuk-panel__body { (self.content) } }
                @if self.pause && !self.actions.is_empty() {
                    (self.actions_extra.attach(html! {
                        div class=(self.actions_extra.classes("govuk-panel__actions")) {
                            div.govuk-button-group {
                                @for action in &self.actions { (action) }
                            }
                        }
                    }))
                }
            }
        })
    }
}
