//! A page with one chart of each kind, to look at while working on them.

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use crate::{Bars, CSS, samples};

/// A complete HTML page of sample charts that needs nothing else.
pub fn gallery() -> String {
    let charts: Vec<Markup> = vec![
        samples::dumbbell().render(),
        samples::sankey().render(),
        samples::sankey_unknown().render(),
        samples::waterfall().render(),
        samples::stacked().render(),
        samples::survey().render(),
        samples::forest().render(),
        samples::bars().render(),
        samples::columns().render(),
        samples::ages().render(),
        samples::steps().render(),
        Bars::default().render(),
    ];
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Charts" }
                style {
                    (PreEscaped(CSS))
                    "body { margin: 0 auto; padding: 1rem; max-width: 60rem; font-family: Arial, sans-serif; color: #0b0c0c; }"
                }
            }
            body {
                h1 { "Charts" }
                @for chart in &charts { (chart) }
            }
        }
    };
    page.into_string()
}
