//! What every chart is given: a number to draw and the text to print for it.

/// A number with the words for it. Charts place the number and print the text; they never
/// round or format a value themselves, so the page and its charts cannot disagree.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measure {
    /// A proportion (0 to 1) or a count, as the chart says.
    pub value: f64,
    /// What is printed, such as `21 of 41 (51%)`.
    pub text: String,
}

impl Measure {
    /// A number and the text printed for it.
    pub fn new(value: f64, text: impl Into<String>) -> Self {
        Self {
            value,
            text: text.into(),
        }
    }
}

/// A range around a value, in the value's own unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What is printed, such as `36% to 66%`.
    pub text: String,
}

impl Interval {
    /// A range and the text printed for it.
    pub fn new(low: f64, high: f64, text: impl Into<String>) -> Self {
        Self {
            low,
            high,
            text: text.into(),
        }
    }

    /// The ends as drawable numbers, the smaller first.
    pub(crate) fn ends(&self) -> (f64, f64) {
        let (a, b) = (finite(self.low), finite(self.high));
        (a.min(b), a.max(b))
    }
}

/// How the lengths of a chart are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Values are proportions and the full width is 1, that is 100%.
    #[default]
    Proportion,
    /// Values are counts or amounts and the full width is the largest of them.
    Count,
}

/// Whether a category is an answer or the lack of one. The unknown is drawn hatched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Certainty {
    /// An answer.
    #[default]
    Known,
    /// Not known, not recorded or not answered.
    Unknown,
}

/// A number that can be drawn: not-a-number becomes 0 and the endless becomes very large.
pub(crate) fn finite(value: f64) -> f64 {
    const MOST: f64 = 1e15;
    if value.is_nan() {
        0.0
    } else {
        value.clamp(-MOST, MOST)
    }
}

/// A drawable number that is not negative.
pub(crate) fn positive(value: f64) -> f64 {
    finite(value).max(0.0)
}

/// A drawable share of one.
pub(crate) fn proportion(value: f64) -> f64 {
    finite(value).clamp(0.0, 1.0)
}
