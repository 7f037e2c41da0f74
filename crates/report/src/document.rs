//! The whole report as one file that needs nothing else.

use evaluation::Evaluation;
use maud::{DOCTYPE, PreEscaped, html};

use crate::limits::limits;
use crate::links::WithinDocument;
use crate::overview::{basis, content, contents, period};
use crate::pages::PAGES;
use crate::parts::{Level, View};
use crate::words;

/// The complete report: the overview, a table of contents and every page, with its styles inside
/// and nothing to fetch.
pub fn html(evaluation: &Evaluation) -> String {
    let view = View {
        evaluation,
        links: &WithinDocument,
    };
    let running = format!("{} · {}", evaluation.service, period(evaluation));
    let title = format!("Evaluation: {}", evaluation.service);
    html! {
        (DOCTYPE)
        html.govuk-template.report-document lang="en-GB" {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                style { (PreEscaped(styles(&running))) }
            }
            body.govuk-template__body {
                div.govuk-width-container {
                    main.govuk-main-wrapper.app-main id="top" {
                        span.govuk-caption-l { "Evaluation" }
                        h1.govuk-heading-xl { (evaluation.service) }
                        p.app-lead { (words::capital(&period(evaluation))) }
                        (content(&view, Level::Chapter))
                        nav.report-toc aria-label="Contents" { (contents(&view, Level::Chapter)) }
                        (limits(&view, Level::Chapter))
                        (basis(&view, Level::Chapter))
                        @for page in PAGES {
                            section.report-chapter id=(page.slug) {
                                (page.markup(&view, Level::Chapter))
                                p.report-back { a.govuk-link href="#top" { "Back to the top" } }
                            }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

/// All styles; the text at the head of each sheet is a string of CSS.
fn styles(running: &str) -> String {
    let govuk = govuk::assets()
        .iter()
        .find(|asset| asset.path == govuk::css_path())
        .and_then(|asset| std::str::from_utf8(asset.bytes).ok())
        .unwrap_or_default();
    // Letters outside these could end the string, or the style element.
    let running: String = running
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || " ·,.-–’()".contains(c) {
                c
            } else {
                ' '
            }
        })
        .collect();
    format!(
        "{govuk}\n{}\n{}\n:root{{--app-running:\"{running}\"}}",
        charts::CSS,
        crate::CSS
    )
}
