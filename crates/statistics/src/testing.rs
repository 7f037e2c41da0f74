//! Comparing with values worked out elsewhere.

/// Asserts two numbers agree to 1e-9.
#[track_caller]
pub(crate) fn assert_close(ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() <= 1e-9, "{ours} is not {theirs}");
}

/// Asserts both ends of an interval agree to 1e-9.
#[track_caller]
pub(crate) fn assert_interval(ours: Option<crate::Interval>, theirs: (f64, f64)) {
    let ours = ours.expect("there should be an interval");
    assert_close(ours.low, theirs.0);
    assert_close(ours.high, theirs.1);
}
