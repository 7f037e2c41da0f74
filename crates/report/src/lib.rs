#![doc = include_str!("../README.md")]

mod changes;
mod document;
mod figures;
mod files;
mod grid;
mod limits;
mod links;
mod numbers;
mod overview;
mod pages;
mod parts;
mod words;

pub use document::html;
pub use files::{csv, csv_all, tables, xlsx};
pub use links::{Links, WithinDocument};
pub use overview::overview;
pub use pages::{PAGES, TablePage, page, page_of_figure};

use evaluation::Evaluation;

/// The styles of the fragments, to be served with those of `govuk` and `charts`. No fragment
/// carries a style attribute or a script.
pub const CSS: &str = include_str!("report.css");

/// The evaluation as JSON. The same evaluation gives the same bytes.
pub fn json(evaluation: &Evaluation) -> String {
    let mut text = serde_json::to_string_pretty(evaluation)
        .expect("an evaluation has only text keys and finite numbers");
    text.push('\n');
    text
}
