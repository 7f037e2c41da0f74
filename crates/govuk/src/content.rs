//! Words and markup that go into components, and the classes and attributes that go onto them.

use maud::{Markup, PreEscaped, Render, html};

/// What goes inside an element: plain words, which are escaped, or markup, which is already HTML.
///
/// There is no other way to put HTML into a component, so text that people typed cannot become
/// markup by mistake.
#[derive(Debug, Clone, Default)]
pub struct Content(Markup);

impl Content {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }
}

impl Render for Content {
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&self.0.0);
    }
}

impl From<Markup> for Content {
    fn from(markup: Markup) -> Self {
        Self(markup)
    }
}

impl From<&str> for Content {
    fn from(words: &str) -> Self {
        Self(html! { (words) })
    }
}

impl From<String> for Content {
    fn from(words: String) -> Self {
        Self::from(words.as_str())
    }
}

impl From<&String> for Content {
    fn from(words: &String) -> Self {
        Self::from(words.as_str())
    }
}

impl From<u32> for Content {
    fn from(number: u32) -> Self {
        Self::from(number.to_string())
    }
}

impl From<usize> for Content {
    fn from(number: usize) -> Self {
        Self::from(number.to_string())
    }
}

/// Further classes and attributes for a component's outermost (or only) element.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    classes: String,
    attributes: Vec<(&'static str, String)>,
}

impl Extra {
    /// The component's own classes followed by the further ones.
    pub(crate) fn classes(&self, own: &str) -> String {
        join(own, &self.classes)
    }

    /// The further classes on their own, for elements without a class otherwise.
    pub(crate) fn only_classes(&self) -> Option<&str> {
        Some(self.classes.as_str()).filter(|classes| !classes.is_empty())
    }

    pub(crate) fn has_class_starting(&self, start: &str) -> bool {
        self.classes
            .split_whitespace()
            .any(|class| class.starts_with(start))
    }

    /// Writes the attributes into the first tag of `markup`.
    ///
    /// `maud` has no attributes whose names are known only at run time. It does escape `>` inside
    /// attribute values, so the first `>` of rendered markup always ends the first tag.
    pub(crate) fn attach(&self, markup: Markup) -> Markup {
        if self.attributes.is_empty() {
            return markup;
        }
        let PreEscaped(mut text) = markup;
        let end = text.find('>').unwrap_or(text.len());
        let mut written = String::new();
        for (name, value) in &self.attributes {
            written.push(' ');
            written.push_str(name);
            written.push_str("=\"");
            value.render_to(&mut written);
            written.push('"');
        }
        text.insert_str(end, &written);
        PreEscaped(text)
    }
}

/// Components that take further classes and attributes.
pub trait Extras: Sized {
    /// Where this component keeps them.
    fn extra(&mut self) -> &mut Extra;

    /// Adds one or more classes, for example `"govuk-!-margin-bottom-3"`.
    #[must_use]
    fn class(mut self, classes: &str) -> Self {
        let extra = self.extra();
        extra.classes = join(&extra.classes, classes);
        self
    }

    /// Adds an attribute, for example `("data-autosave", "/drafts/12")`. The value is escaped; the
    /// name is part of the program, never of the data.
    #[must_use]
    fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.extra().attributes.push((name, value.into()));
        self
    }
}

/// Joins two lists of words with a space, either of which may be empty.
pub(crate) fn join(first: &str, second: &str) -> String {
    match (first, second) {
        ("", one) | (one, "") => one.to_owned(),
        (first, second) => format!("{first} {second}"),
    }
}

/// Gives a component its [`Extras`], kept in the field `extra`.
macro_rules! extras {
    ($($component:ty),+ $(,)?) => {$(
        impl $crate::Extras for $component {
            fn extra(&mut self) -> &mut $crate::Extra {
                &mut self.extra
            }
        }
    )+};
}
pub(crate) use extras;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_and_markup_is_not() {
        let words = Content::from("<b>Tom & \"Jerry\"</b>");
        assert_eq!(
            words.render().0,
            "&lt;b&gt;Tom &amp; &quot;Jerry&quot;&lt;/b&gt;"
        );
        assert_eq!(
            Content::from(html! { b { "Tom" } }).render().0,
            "<b>Tom</b>"
        );
    }

    #[test]
    fn attributes_land_in_the_first_tag_and_cannot_break_out() {
        let extra = Extra {
            classes: String::new(),
            attributes: vec![("data-note", "\"><script>".to_owned())],
        };
        let markup = extra.attach(html! { p title="a > b" { "c" } });
        assert_eq!(
            markup.0,
            "<p title=\"a &gt; b\" data-note=\"&quot;&gt;&lt;script&gt;\">c</p>"
        );
    }
}
