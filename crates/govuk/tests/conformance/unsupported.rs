//! The cases we deliberately do not follow, each with the reason.

const NO_GAPS: &str = "a typed list has no missing items, so numbers in ids never skip";
const NO_SLOTS: &str = "no slots: Alongside's own header holds what they are for";
const ENGLISH: &str = "the words for scripts are English only, as is the rest of the service";
const EMPTY_ACTIONS: &str = "without an action there is no empty element for actions";

/// Component, name of the case, reason.
pub(crate) const FIXTURES: &[(&str, &str, &str)] = &[
    ("checkboxes", "with falsy values", NO_GAPS),
    ("exit-this-page", "translated", ENGLISH),
    ("file-upload", "translated", ENGLISH),
    ("panel", "interruption, no actions items", EMPTY_ACTIONS),
    ("password-input", "with translations", ENGLISH),
    ("radios", "with falsy items", NO_GAPS),
    (
        "service-navigation",
        "inverse with language navigation",
        NO_SLOTS,
    ),
    ("service-navigation", "with `inline` end slot", NO_SLOTS),
    ("service-navigation", "with language navigation", NO_SLOTS),
    (
        "service-navigation",
        "with right-aligned language navigation",
        NO_SLOTS,
    ),
    ("service-navigation", "with slotted content", NO_SLOTS),
    ("task-list", "with empty values", NO_GAPS),
];

/// How many cases match, and how many are listed above.
pub(crate) const COUNTS: (usize, usize) = (578, 12);
