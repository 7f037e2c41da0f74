//! The cases we deliberately do not follow, each with the reason.

const NO_GAPS: &str = "a typed list has no missing items, so numbers in ids never skip";
const NO_SLOTS: &str = "no slots: Alongside's own header holds what they are for";
const ENGLISH: &str = "the words for scripts are English only, as is the rest of the service";
const EMPTY_ACTIONS: &str = "without an action there is no empty element for actions";

/// Components of the package that are not here, and why.
pub(crate) const COMPONENTS: &[(&str, &str)] = &[
    (
        "accordion",
        "hides what staff need to see; details and tabs serve",
    ),
    (
        "character-count",
        "notes have no limit that a person would meet",
    ),
    (
        "cookie-banner",
        "the one cookie is needed to sign in, so there is nothing to consent to",
    ),
    ("feedback", "the service asks in its own words"),
    ("footer", "carries the crown; Alongside has its own"),
    (
        "generic-header",
        "Alongside has its own, which shows who is signed in",
    ),
    ("header", "carries the crown; Alongside has its own"),
    (
        "language-navigation",
        "there is one language until there are translations",
    ),
    ("phase-banner", "the service is not in a phase"),
];

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
