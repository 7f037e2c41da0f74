//! What there is to do, and how far each task is.

use super::Tag;
use crate::content::{Content, Extra, extras};
use maud::{Markup, Render, html};

/// How far a task is.
#[derive(Debug, Clone)]
pub enum Status {
    /// In plain words: "Completed", "Cannot start yet".
    Words(Content),
    /// As a tag: what still needs doing.
    Tag(Tag),
}

/// One task.
#[derive(Debug, Clone)]
pub struct Task {
    title: Content,
    title_extra: Extra,
    href: Option<String>,
    hint: Option<Content>,
    status: Status,
    status_extra: Extra,
    extra: Extra,
}

extras!(Task);

impl Task {
    /// A task that cannot be started yet.
    pub fn new(title: impl Into<Content>, status: Status) -> Self {
        Self {
            title: title.into(),
            title_extra: Extra::default(),
            href: None,
            hint: None,
            status,
            status_extra: Extra::default(),
            extra: Extra::default(),
        }
    }

    /// Where the task is done.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// A line of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Content>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Classes for the title and the status.
    #[must_use]
    pub fn part_extras(mut self, title: Extra, status: Extra) -> Self {
        self.title_extra = title;
        self.status_extra = status;
        self
    }
}

/// What there is to do, and how far each task is.
#[derive(Debug, Clone)]
pub struct TaskList {
    prefix: String,
    tasks: Vec<Task>,
    extra: Extra,
}

extras!(TaskList);

impl TaskList {
    /// A list without tasks yet. The prefix makes the ids of its hints and statuses.
    pub fn new(prefix: impl Into<String>) -> Self {
        Self {
            prefix: prefix.into(),
            tasks: Vec::new(),
            extra: Extra::default(),
        }
    }

    /// Adds a task.
    #[must_use]
    pub fn task(mut self, task: Task) -> Self {
        self.tasks.push(task);
        self
    }

    fn item(&self, number: usize, task: &Task) -> Markup {
        let status_id = format!("{}-{number}-status", self.prefix);
        let hint_id = task
            .hint
            .as_ref()
            .map(|_| format!("{}-{number}-hint", self.prefix));
        let describers = match &hint_id {
            Some(hint_id) => format!("{hint_id} {status_id}"),
            None => status_id.clone(),
        };
        let own = if task.href.is_some() {
            "govuk-task-list__item govuk-task-list__item--with-link"
        } else {
            "govuk-task-list__item"
        };
        html! {
            li class=(task.extra.classes(own)) {
                div.govuk-task-list__name-and-hint {
                    @if let Some(href) = &task.href {
                        a class=(task.title_extra.classes("govuk-link govuk-task-list__link"))
                            href=(href) aria-describedby=(describers) { (task.title) }
                    } @else {
                        div class=[task.title_extra.only_classes()] { (task.title) }
                    }
                    @if let Some(hint) = &task.hint {
                        div id=[hint_id] class="govuk-task-list__hint" { (hint) }
                    }
                }
                div class=(task.status_extra.classes("govuk-task-list__status")) id=(status_id) {
                    @match &task.status {
                        Status::Words(words) => (words),
                        Status::Tag(tag) => (tag),
                    }
                }
            }
        }
    }
}

impl Render for TaskList {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            ul class=(self.extra.classes("govuk-task-list")) {
                @for (index, task) in self.tasks.iter().enumerate() {
                    (self.item(index + 1, task))
                }
            }
        })
    }
}
