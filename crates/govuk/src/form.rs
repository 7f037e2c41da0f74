//! What all form controls have in common: a name, a label or legend, a hint and an error.

use crate::content::{Content, Extra, Extras, extras};
use maud::{Markup, Render, html};

/// How large a label, legend or heading is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Small, bold: several questions on one page.
    S,
    /// Medium.
    M,
    /// Large: the one question of a page.
    L,
    /// Extra large.
    Xl,
}

impl Size {
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Size::S => "s",
            Size::M => "m",
            Size::L => "l",
            Size::Xl => "xl",
        }
    }
}

/// The words beside one control.
#[derive(Debug, Clone, Default)]
pub struct Label {
    content: Content,
    target: Option<String>,
    page_heading: bool,
    extra: Extra,
}

extras!(Label);

impl Label {
    /// A label of plain size.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// Sets the label larger and bold.
    #[must_use]
    pub fn size(self, size: Size) -> Self {
        self.class(&format!("govuk-label--{}", size.suffix()))
    }

    /// Hides the label from sight, for controls whose purpose the page shows otherwise.
    #[must_use]
    pub fn hidden(self) -> Self {
        self.class("govuk-visually-hidden")
    }

    /// Makes the label the page's `h1`.
    #[must_use]
    pub fn page_heading(mut self) -> Self {
        self.page_heading = true;
        self
    }

    /// The id of the control, for a label that stands alone. Controls set it for their own label.
    #[must_use]
    pub fn target(mut self, id: impl Into<String>) -> Self {
        self.target = Some(id.into());
        self
    }
}

impl Render for Label {
    fn render(&self) -> Markup {
        if self.content.is_empty() {
            return Markup::default();
        }
        let label = self.extra.attach(html! {
            label class=(self.extra.classes("govuk-label")) for=[&self.target] { (self.content) }
        });
        html! {
            @if self.page_heading { h1.govuk-label-wrapper { (label) } } @else { (label) }
        }
    }
}

impl<T: Into<Content>> From<T> for Label {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// A short line of help under a label or legend.
#[derive(Debug, Clone, Default)]
pub struct Hint {
    content: Content,
    id: Option<String>,
    extra: Extra,
}

extras!(Hint);

impl Hint {
    /// A hint. Keep it to one short sentence without links.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// The id by which a control points at this hint. Controls set it themselves.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.content.is_empty()
    }
}

impl Render for Hint {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            div id=[&self.id] class=(self.extra.classes("govuk-hint")) { (self.content) }
        })
    }
}

impl<T: Into<Content>> From<T> for Hint {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// What is wrong with an answer, above its control.
#[derive(Debug, Clone)]
pub struct ErrorMessage {
    content: Content,
    id: Option<String>,
    spoken: String,
    extra: Extra,
}

extras!(ErrorMessage);

impl ErrorMessage {
    /// An error message, in the same words as in the error summary.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            id: None,
            spoken: "Error".to_owned(),
            extra: Extra::default(),
        }
    }

    /// The id by which a control points at this message. Controls set it themselves.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The word that screen readers speak before the message, "Error" unless set. Empty leaves it
    /// out, for messages that say it themselves.
    #[must_use]
    pub fn spoken(mut self, word: impl Into<String>) -> Self {
        self.spoken = word.into();
        self
    }
}

impl Render for ErrorMessage {
    fn render(&self) -> Markup {
        self.extra.attach(html! {
            p id=[&self.id] class=(self.extra.classes("govuk-error-message")) {
                @if !self.spoken.is_empty() {
                    span.govuk-visually-hidden { (self.spoken) ":" } " "
                }
                (self.content)
            }
        })
    }
}

impl<T: Into<Content>> From<T> for ErrorMessage {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// The part of a form control that is not the control itself.
#[derive(Debug, Clone, Default)]
pub struct Control {
    pub(crate) name: String,
    pub(crate) id: Option<String>,
    pub(crate) hint: Option<Hint>,
    pub(crate) error: Option<ErrorMessage>,
    pub(crate) described_by: Option<String>,
    pub(crate) group: Extra,
    pub(crate) before: Content,
    pub(crate) after: Content,
}

impl Control {
    pub(crate) fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// The control's id: its name unless set.
    pub(crate) fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.name)
    }

    /// Ids of what describes the control: what the page said, the hint, the error.
    pub(crate) fn describers(&self) -> Option<String> {
        let mut ids: Vec<String> = self.described_by.iter().cloned().collect();
        if self.hint.is_some() {
            ids.push(format!("{}-hint", self.id()));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id()));
        }
        Some(ids.join(" ")).filter(|ids| !ids.is_empty())
    }

    pub(crate) fn label(&self, label: &Label) -> Markup {
        label.clone().target(self.id()).render()
    }

    pub(crate) fn hint_and_error(&self) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { (hint.clone().id(format!("{}-hint", self.id()))) }
            @if let Some(error) = &self.error { (error.clone().id(format!("{}-error", self.id()))) }
        }
    }

    /// The form group around everything.
    pub(crate) fn wrap(&self, inner: &Markup) -> Markup {
        let own = if self.error.is_some() {
            "govuk-form-group govuk-form-group--error"
        } else {
            "govuk-form-group"
        };
        self.group
            .attach(html! { div class=(self.group.classes(own)) { (inner) } })
    }
}

/// What every form control can be given.
pub trait Field: Sized {
    /// Where this control keeps it.
    fn control(&mut self) -> &mut Control;

    /// The id of the control, when it should not be its name. Error summaries link to it.
    #[must_use]
    fn id(mut self, id: impl Into<String>) -> Self {
        self.control().id = Some(id.into());
        self
    }

    /// A line of help.
    #[must_use]
    fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.control().hint = Some(hint.into());
        self
    }

    /// What is wrong with the answer, if anything; takes what [`Errors::of`](crate::Errors::of)
    /// gives.
    #[must_use]
    fn error(mut self, error: Option<impl Into<ErrorMessage>>) -> Self {
        self.control().error = error.map(Into::into);
        self
    }

    /// Ids of further elements that describe the control.
    #[must_use]
    fn described_by(mut self, ids: impl Into<String>) -> Self {
        self.control().described_by = Some(ids.into());
        self
    }

    /// Further classes for the group around label and control.
    #[must_use]
    fn group_class(mut self, classes: &str) -> Self {
        let group = &mut self.control().group;
        *group = std::mem::take(group).class(classes);
        self
    }

    /// A further attribute for the group around label and control.
    #[must_use]
    fn group_attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let group = &mut self.control().group;
        *group = std::mem::take(group).attribute(name, value);
        self
    }

    /// Something just before the control.
    #[must_use]
    fn before(mut self, content: impl Into<Content>) -> Self {
        self.control().before = content.into();
        self
    }

    /// Something just after the control.
    #[must_use]
    fn after(mut self, content: impl Into<Content>) -> Self {
        self.control().after = content.into();
        self
    }
}

impl Extras for Extra {
    fn extra(&mut self) -> &mut Extra {
        self
    }
}

/// Gives a control its [`Field`] methods, kept in the field `control`.
macro_rules! field {
    ($($component:ty),+ $(,)?) => {$(
        impl $crate::Field for $component {
            fn control(&mut self) -> &mut $crate::form::Control {
                &mut self.control
            }
        }
    )+};
}
pub(crate) use field;
