//! A file to send.

use crate::content::{Extra, extras};
use crate::form::{Control, Label, field};
use maud::{Markup, Render, html};

/// A file to send.
#[derive(Debug, Clone)]
pub struct FileUpload {
    control: Control,
    label: Label,
    multiple: bool,
    disabled: bool,
    drop_zone: Option<Extra>,
    extra: Extra,
}

extras!(FileUpload);
field!(FileUpload);

impl FileUpload {
    /// One file.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            control: Control::named(name),
            label: label.into(),
            multiple: false,
            disabled: false,
            drop_zone: None,
            extra: Extra::default(),
        }
    }

    /// Any number of files.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// Cannot be used.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// An area to drop files on, where scripts run.
    #[must_use]
    pub fn drop_zone(mut self, extra: Extra) -> Self {
        self.drop_zone = Some(extra);
        self
    }
}

impl Render for FileUpload {
    fn render(&self) -> Markup {
        let mut class = self.extra.classes("govuk-file-upload");
        if self.control.error.is_some() {
            class.push_str(" govuk-file-upload--error");
        }
        let input = self.extra.attach(html! {
            input class=(class) id=(self.control.id()) name=(self.control.name) type="file"
                disabled[self.disabled] multiple[self.multiple]
                aria-describedby=[self.control.describers()];
        });
        self.control.wrap(&html! {
            (self.control.label(&self.label))
            (self.control.hint_and_error())
            (self.control.before)
            @if let Some(zone) = &self.drop_zone {
                (zone.attach(html! {
                    div class=(zone.classes("govuk-file-upload-wrapper"))
                        data-module="govuk-file-upload" { (input) }
                }))
            } @else { (input) }
            (self.control.after)
        })
    }
}
