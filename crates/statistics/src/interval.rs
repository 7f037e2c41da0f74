//! The interval every estimate is shown with.

/// The 97.5 % point of the standard normal distribution, for 95 % two-sided intervals.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// A 95 % confidence interval, in the units of what it is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower limit, never above `high`.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Interval {
    /// Whether a value is in the interval, its ends included.
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}
