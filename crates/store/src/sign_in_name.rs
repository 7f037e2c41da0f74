//! The name somebody signs in with: an e-mail address or a short name.

use std::fmt;
use std::str::FromStr;

/// The name somebody signs in with. Capitals make no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInName(String);

/// Text that cannot be a sign-in name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sign-in name has 3 to 100 letters, digits or signs, and no spaces")]
pub struct NotAName;

impl SignInName {
    /// The name as it was set.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it is found by.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// A name for somebody who has none yet, from how they are called: `priya.example`.
    pub fn suggested(called: &str) -> Option<Self> {
        let letters = |word: &str| -> String {
            word.chars()
                .filter(|letter| letter.is_alphanumeric())
                .collect()
        };
        let words: Vec<String> = called.split_whitespace().map(letters).collect();
        let words = words.into_iter().filter(|word| !word.is_empty());
        let name = words.collect::<Vec<_>>().join(".").to_lowercase();
        name.parse().ok()
    }

    /// The same name with a number after it, for where it is taken.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        Self(format!("{}{number}", self.0))
    }
}

impl FromStr for SignInName {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let text = text.trim();
        let plain = |letter: char| !letter.is_whitespace() && !letter.is_control();
        if (3..=100).contains(&text.chars().count()) && text.chars().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAName)
        }
    }
}

impl fmt::Display for SignInName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_spaces_and_no_capitals_of_its_own() {
        let name: SignInName = " Priya@Example.org ".parse().unwrap();
        assert_eq!(name.as_str(), "Priya@Example.org");
        assert_eq!(name.folded(), "priya@example.org");
        let long = "x".repeat(101);
        for text in ["", "ab", "a b c", "a\u{0}bc", "a\u{2028}bc", &long] {
            assert_eq!(text.parse::<SignInName>(), Err(NotAName), "{text:?}");
        }
    }

    #[test]
    fn a_name_is_suggested_from_how_somebody_is_called() {
        let suggested = |called| SignInName::suggested(called).map(|name| name.0);
        assert_eq!(suggested("Priya  O'Example").unwrap(), "priya.oexample");
        assert_eq!(suggested("Zoë 李").unwrap(), "zoë.李");
        assert_eq!(suggested("- !"), None);
        let name = SignInName::suggested("Sam").unwrap();
        assert_eq!(name.numbered(2).as_str(), "sam2");
    }
}
