//! Questions and answers, names and values.

use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// A link beside a row or on a card.
#[derive(Debug, Clone)]
pub struct Action {
    content: Content,
    href: String,
    about: Option<String>,
    extra: Extra,
}

extras!(Action);

impl Action {
    /// A link.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: href.into(),
            about: None,
            extra: Extra::default(),
        }
    }

    /// What the link acts on, spoken after it by screen readers: "Change *date of birth*".
    #[must_use]
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.about = Some(what.into());
        self
    }

    fn render(&self, card: Option<&Content>) -> Markup {
        self.extra.attach(html! {
            a class=(self.extra.classes("govuk-link")) href=(self.href) {
                (self.content)
                @if self.about.is_some() || card.is_some() {
                    span.govuk-visually-hidden {
                        @if let Some(about) = &self.about { " " (about) }
                        @if let Some(card) = card { " (" (card) ")" }
                    }
                }
            }
        })
    }
}

/// One name and its value.
#[derive(Debug, Clone, Default)]
pub struct SummaryRow {
    key: Content,
    key_extra: Extra,
    value: Content,
    value_extra: Extra,
    actions: Vec<Action>,
    actions_extra: Extra,
    extra: Extra,
}

extras!(SummaryRow);

impl SummaryRow {
    /// A name and its value.
    pub fn new(key: impl Into<Content>, value: impl Into<Content>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            ..Self::default()
        }
    }

    /// A link that changes the value. `what` completes it for screen readers: "Change *name*".
    #[must_use]
    pub fn change(self, href: impl Into<String>, what: impl Into<String>) -> Self {
        self.action(Action::new("Change", href).about(what))
    }

    /// A link beside the value.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// Classes for the name, the value and the actions.
    #[must_use]
    pub fn part_extras(mut self, key: Extra, value: Extra, actions: Extra) -> Self {
        self.key_extra = key;
        self.value_extra = value;
        self.actions_extra = actions;
        self
    }
}

/// A frame with a title and actions around a summary list.
#[derive(Debug, Clone, Default)]
pub struct Card {
    title: Content,
    title_extra: Extra,
    level: Option<u8>,
    actions: Vec<Action>,
    actions_extra: Extra,
    extra: Extra,
}

extras!(Card);

impl Card {
    /// A card with a title.
    pub fn new(title: impl Into<Content>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// The level of the title's heading, 1 to 6; 2 unless set.
    #[must_use]
    pub fn heading_level(mut self, level: u8) -> Self {
        self.level = Some(level);
        self
    }

    /// A link on the card.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// Classes for the title and for the actions.
    #[must_use]
    pub fn part_extras(mut self, title: Extra, actions: Extra) -> Self {
        self.title_extra = title;
        self.actions_extra = actions;
        self
    }

    /// The card around any content.
    pub fn around(&self, content: &Markup) -> Markup {
        let title = self.title();
        let actions = &self.actions_extra;
        self.extra.attach(html! {
            div class=(self.extra.classes("govuk-summary-card")) {
                div.govuk-summary-card__title-wrapper {
                    @if title.is_some() {
                        @let class = self.title_extra.classes("govuk-summary-card__title");
                        (heading(self.level.unwrap_or(2), &class, None, &self.title))
                    }
                    @if let [action] = self.actions.as_slice() {
                        div class=(actions.classes("govuk-summary-card__actions")) {
                            (action.render(title))
                        }
                    } @else if !self.actions.is_empty() {
                        ul class=(actions.classes("govuk-summary-card__actions")) {
                            @for action in &self.actions {
                                li.govuk-summary-card__action { (action.render(title)) }
                            }
                        }
                    }
                }
                div.govuk-summary-card__content { (content) }
            }
        })
    }

    fn title(&self) -> Option<&Content> {
        Some(&self.title).filter(|title| !title.is_empty())
    }
}

/// A heading of a level known only at run time; levels outside 1 to 6 become the nearest.
pub(crate) fn heading(level: u8, class: &str, id: Option<&str>, content: &Content) -> Markup {
    html! {
        @match level {
            0 | 1 => { h1 class=(class) id=[id] { (content) } }
            2 => { h2 class=(class) id=[id] { (content) } }
            3 => { h3 class=(class) id=[id] { (content) } }
            4 => { h4 class=(class) id=[id] { (content) } }
            5 => { h5 class=(class) id=[id] { (content) } }
            _ => { h6 class=(class) id=[id] { (content) } }
        }
    }
}

/// A list of names and values.
#[derive(Debug, Clone, Default)]
pub struct SummaryList {
    rows: Vec<SummaryRow>,
    card: Option<Card>,
    extra: Extra,
}

extras!(SummaryList);

impl SummaryList {
    /// A list without rows yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, row: SummaryRow) -> Self {
        self.rows.push(row);
        self
    }

    /// Adds rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = SummaryRow>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// Adds a row without actions; an empty value shows "Not provided".
    #[must_use]
    pub fn pair(self, key: impl Into<Content>, value: impl Into<Content>) -> Self {
        let value = value.into();
        let value = if value.is_empty() {
            Content::from(html! { span.app-not-provided { "Not provided" } })
        } else {
            value
        };
        self.row(SummaryRow::new(key, value))
    }

    /// Puts the list on a card.
    #[must_use]
    pub fn card(mut self, card: Card) -> Self {
        self.card = Some(card);
        self
    }

    /// Without lines between the rows.
    #[must_use]
    pub fn no_border(self) -> Self {
        use crate::Extras;
        self.class("govuk-summary-list--no-border")
    }
}

impl Render for SummaryList {
    fn render(&self) -> Markup {
        let any_actions = self.rows.iter().any(|row| !row.actions.is_empty());
        let card = self.card.as_ref().and_then(Card::title);
        let list = self.extra.attach(html! {
            dl class=(self.extra.classes("govuk-summary-list")) {
                @for row in &self.rows {
                    @let own = if any_actions && row.actions.is_empty() {
                        "govuk-summary-list__row govuk-summary-list__row--no-actions"
                    } else {
                        "govuk-summary-list__row"
                    };
                    div class=(row.extra.classes(own)) {
                        dt class=(row.key_extra.classes("govuk-summary-list__key")) { (row.key) }
                        dd class=(row.value_extra.classes("govuk-summary-list__value")) {
                            (row.value)
                        }
                        @if !row.actions.is_empty() {
                            dd class=(row.actions_extra.classes("govuk-summary-list__actions")) {
                                @if let [action] = row.actions.as_slice() {
                                    (action.render(card))
                                } @else {
                                    ul.govuk-summary-list__actions-list {
                                        @for action in &row.actions {
                                            li.govuk-summary-list__actions-list-item {
                                                (action.render(card))
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        });
        match &self.card {
            Some(card) => card.around(&list),
            None => list,
        }
    }
}
