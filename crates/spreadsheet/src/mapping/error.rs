//! Why a mapping file is not one.

/// Why a mapping file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// It is not JSON of the right shape.
    #[error("This is not a mapping file: {0}.")]
    NotAMapping(String),
    /// It is larger than any mapping.
    #[error("This is not a mapping file: it has more than {limit} bytes.")]
    TooLarge {
        /// The most that is read.
        limit: usize,
    },
    /// It is of another version, or of something else.
    #[error("The mapping file says \"schema\": {found:?}; this program reads {expected:?}.")]
    OtherSchema {
        /// What it says.
        found: String,
        /// What is read.
        expected: &'static str,
    },
    /// Both or neither of two things that exclude each other.
    #[error("{place}: {problem}.")]
    Unclear {
        /// The sheet, and the heading if it is about one.
        place: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A field that the sheet does not have.
    #[error("{place}: {found:?} is not a field of this sheet of the data dictionary.")]
    NoSuchField {
        /// The sheet and heading.
        place: String,
        /// What it says.
        found: String,
    },
    /// Two headings are said to be the same field.
    #[error("{place}: {field} is already the heading {first:?}; a field can be only one column.")]
    FieldTwice {
        /// The sheet and heading.
        place: String,
        /// The field.
        field: &'static str,
        /// The heading that has it.
        first: String,
    },
    /// A code that the field does not have.
    #[error("{place}, value {value:?}: {found:?} is not allowed here: {allowed}.")]
    NoSuchCode {
        /// The sheet and heading.
        place: String,
        /// The value found in the workbook.
        value: String,
        /// What it is said to mean.
        found: String,
        /// What is allowed.
        allowed: String,
    },
    /// Values that differ only in case or spaces are given twice.
    #[error("{place}, value {value:?}: it is there twice. Capitals and spaces make no difference.")]
    ValueTwice {
        /// The sheet and heading.
        place: String,
        /// The value.
        value: String,
    },
}
