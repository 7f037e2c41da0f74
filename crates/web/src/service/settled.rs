//! What the pages have in common on which a service settles something: a heading, fields of whole numbers,
//! a button.

use std::ops::RangeInclusive;

use access::Viewer;
use govuk::{Button, Errors, Field as _, Input, InputWidth, Label, Page, Size, Width};
use maud::{Markup, html};

use super::page;
use crate::app::App;
use crate::form::Typed;

/// The form of such a page, with what stands in its fields.
pub(super) struct Settled<'a> {
    pub(super) title: &'static str,
    pub(super) address: &'static str,
    pub(super) typed: &'a Typed,
    pub(super) errors: Errors,
}

impl Settled<'_> {
    /// A whole number of something.
    pub(super) fn whole(&self, name: &str, question: &str, unit: &'static str) -> Input {
        Input::whole_number(name, Label::new(question).size(Size::S))
            .width(InputWidth::Three)
            .suffix(unit)
            .value(self.typed.text(name))
            .error(self.errors.of(name))
    }

    /// The page: words before the form, its fields, and what stands after it.
    pub(super) fn page(
        self,
        app: &App,
        viewer: &Viewer,
        (before, fields, after): (Markup, Markup, Markup),
    ) -> Page {
        let content = html! {
            h1.govuk-heading-l { (self.title) }
            (before)
            form method="post" action=(self.address) novalidate {
                (fields)
                (Button::new("Save").once())
            }
            (after)
        };
        let mut page = page(app, viewer, self.title, content);
        page.width = Width::Reading;
        page.errors = self.errors;
        page
    }
}

/// A whole number within a range.
pub(super) fn number(
    typed: &Typed,
    name: &str,
    unit: &str,
    range: RangeInclusive<u8>,
    errors: &mut Errors,
) -> Option<u8> {
    let number = typed.text(name).parse().ok();
    let number = number.filter(|number| range.contains(number));
    if number.is_none() {
        let (least, most) = range.into_inner();
        let words = format!("Enter a whole number of {unit} from {least} to {most}");
        errors.add(name, words);
    }
    number
}
