//! Every component once, to be looked at.

use maud::{Markup, html};

/// Every component once, to be looked at.
pub fn examples() -> Markup {
    html! { h1.govuk-heading-xl { "Components" } }
}
