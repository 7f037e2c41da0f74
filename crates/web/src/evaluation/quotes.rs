//! What parents and children said, where they may be quoted: only the words in which nothing says who
//! it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{Act, Viewer};
use axum::Extension;
use axum::extract::{Query, State};
use evaluation::Evaluation;
use govuk::BackLink;
use maud::{Markup, html};
use record::lists::FeedbackFrom;
use report::Links;
use store::Quote;

use super::cache::Cache;
use super::setting::{Asked, Setting};
use crate::app::Shared;
use crate::error::Problem;
use crate::families::words::counted;
use crate::session::SignedIn;
use crate::shell::{self, Area};

/// The page that leads here.
pub(super) const FROM: &str = "afterwards";

pub(super) async fn show(
    State(app): State<Shared>,
    Extension(cache): Extension<Arc<Cache>>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let leave = viewer.evaluate().ok_or(Problem::NotFound)?;
    let setting = Setting::read(&app, &asked).map_err(|_| Problem::NotFound)?;
    let evaluated = cache.evaluated(&app, &viewer, setting).await?;
    let looked_at = setting
        .looked_at()
        .map_err(|error| Problem::failed(&error))?;
    let quotes = app.store().quotes(&leave, looked_at).await?;
    let families = evaluated.cohort.families.rows();
    let families: BTreeSet<&str> = families.map(|(block, row)| block.reference(row)).collect();
    let quotes = Quote::of(quotes, &families);
    let content = html! {
        h1.govuk-heading-l { "What parents and children say" }
        p.app-lead { (setting.in_words()) }
        p.govuk-body { "Words that may be quoted, in which nothing says who it was." }
        (said(&evaluated.evaluation, &setting, &quotes, FeedbackFrom::Parent, "Parents"))
        (said(&evaluated.evaluation, &setting, &quotes, FeedbackFrom::Child, "Children"))
        (to_be_written(&viewer, &quotes))
    };
    let mut page = shell::page(&app, &viewer, Area::Evaluation, "Quotes", content);
    page.back_link = Some(BackLink::new(setting.page(FROM)).content("Back to Afterwards"));
    page.as_at = Some(setting.in_words());
    Ok(govuk::page(&page))
}

/// How many consented of how many who said something, and their words.
fn said(
    evaluation: &Evaluation,
    setting: &Setting,
    quotes: &[Quote],
    from: FeedbackFrom,
    who: &str,
) -> Markup {
    let id = format!("fb.{}.may_quote", from.code());
    let consent = evaluation.figure(&id);
    let of = quotes.iter().filter(|quote| quote.from == from);
    let words: Vec<&str> = of.map(|quote| quote.words.as_str()).collect();
    let written = words.iter().filter(|words| !words.is_empty());
    html! {
        h2.govuk-heading-m { (who) }
        @if let Some(consent) = consent {
            p.govuk-body {
                "May be quoted without a name: "
                @match setting.figure(&id) {
                    Some(href) => a.govuk-link href=(href) data-figure=(id) { (consent.display) },
                    None => (consent.display),
                }
                " of what they said."
            }
        }
        @if words.iter().all(|words| words.is_empty()) {
            p.app-empty { "There is no quote yet." }
        }
        @for words in written { blockquote.app-own-words { p.govuk-body.app-typed { (words) } } }
    }
}

/// How many have consented whose words nobody has written yet, and for those who may, where.
fn to_be_written(viewer: &Viewer, quotes: &[Quote]) -> Markup {
    let missing: Vec<&Quote> = quotes
        .iter()
        .filter(|quote| quote.words.is_empty())
        .collect();
    if missing.is_empty() {
        return Markup::default();
    }
    html! {
        h2.govuk-heading-m { "Still to be written" }
        p.govuk-body {
            (counted(missing.len(), "more may be quoted", "more may be quoted"))
            ", and the words without anything that says who it was are still to be written."
        }
        @if viewer.may(Act::LinkRowsToFamilies) {
            p.govuk-body { "Put the feedback right in the family’s chronology to add them:" }
            ul.govuk-list.govuk-list--bullet {
                @for quote in &missing {
                    li {
                        a.govuk-link href=(format!("/families/{}", quote.family)) { (quote.reference) }
                        ": " (quote.from.label())
                    }
                }
            }
        }
    }
}
