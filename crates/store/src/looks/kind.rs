//! How somebody looked.

/// How somebody looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LookKind {
    /// A page of one family.
    Page,
    /// A form in which something of a family is recorded.
    Form,
    /// A list of families or people.
    List,
    /// What a search found.
    Search,
    /// What is kept from whoever looks, in an emergency.
    Emergency,
    /// A file to keep.
    File,
    /// The rows behind a figure.
    Rows,
    /// The referral of a family.
    Referral,
    /// The book of advice.
    Advice,
    /// The trail itself.
    Trail,
    /// Any other page.
    Other,
    /// A family that is none of theirs, or none at all: they were shown nothing.
    Refused,
}

impl LookKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Page,
        Self::Form,
        Self::Emergency,
        Self::List,
        Self::Search,
        Self::File,
        Self::Rows,
        Self::Referral,
        Self::Advice,
        Self::Trail,
        Self::Other,
        Self::Refused,
    ];

    /// The word kept in storage.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Form => "form",
            Self::Emergency => "emergency",
            Self::List => "list",
            Self::Search => "search",
            Self::File => "file",
            Self::Rows => "rows",
            Self::Referral => "referral",
            Self::Advice => "advice",
            Self::Trail => "trail",
            Self::Other => "other",
            Self::Refused => "refused",
        }
    }

    /// The words for a person.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Page => "Opened the family",
            Self::Form => "Opened a form to record",
            Self::Emergency => "Read in an emergency what was kept from them",
            Self::List => "Saw in a list",
            Self::Search => "Found by a search",
            Self::File => "Saved a file",
            Self::Rows => "Saw the rows behind a figure",
            Self::Referral => "Opened the referral",
            Self::Advice => "Opened the book of advice",
            Self::Trail => "Looked at the trail",
            Self::Other => "Saw on another page",
            Self::Refused => "Asked for the family and was shown nothing",
        }
    }

    /// The kind that a stored word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
