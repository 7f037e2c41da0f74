//! The frame around every chart: heading, the drawing in two widths, and the table with
//! the same numbers.

use maud::{Markup, html};

use crate::drawing::{Drawing, Width};

/// What a chart is called and what it says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Caption {
    /// The HTML id of the figure and the beginning of every id inside it. Unique on the
    /// page; anything but letters, digits, `-` and `_` becomes `-`.
    pub id: String,
    /// What the chart shows, best as its finding.
    pub title: String,
    /// Who is counted, when, and on what base. May be empty.
    pub subtitle: String,
    /// One sentence that says to someone who cannot see it what the chart says.
    pub description: String,
}

/// The table twin of a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<TableRow>,
}

/// A row of a table twin.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct TableRow {
    pub(crate) head: String,
    pub(crate) link: Option<String>,
    pub(crate) cells: Vec<String>,
}

/// What a kind of chart has to say to be framed.
pub(crate) trait Chart {
    fn caption(&self) -> &Caption;
    fn is_empty(&self) -> bool;
    fn draw(&self, width: Width) -> Drawing;
    fn table(&self) -> Table;
}

/// The whole figure, or a plain sentence when there is no data.
pub(crate) fn figure(chart: &dyn Chart) -> Markup {
    if chart.is_empty() {
        return html! { p class="chart-empty" { "There is nothing to show yet." } };
    }
    let caption = chart.caption();
    let id = safe_id(&caption.id);
    let svg = |width, suffix: &str, class: &str| {
        chart.draw(width).svg(
            &format!("{id}{suffix}"),
            class,
            &caption.title,
            &caption.description,
        )
    };
    html! {
        figure class="chart" id=(id) {
            figcaption {
                strong class="chart-title" { (caption.title) }
                @if !caption.subtitle.is_empty() { span class="chart-subtitle" { (caption.subtitle) } }
            }
            (svg(Width::Wide, "", "chart-wide"))
            (svg(Width::Narrow, "-narrow", "chart-narrow"))
            (details(&chart.table(), &caption.title))
        }
    }
}

fn details(table: &Table, title: &str) -> Markup {
    html! {
        details class="chart-data" {
            summary { "Table of this chart" }
            // Wide tables scroll inside their own box, which the keyboard can reach.
            div class="chart-scroll" tabindex="0" role="region" aria-label={ "Table: " (title) } {
                table class="chart-table" {
                    caption class="chart-hidden" { (title) }
                    thead { tr { @for head in &table.head { th scope="col" { (head) } } } }
                    tbody {
                        @for row in &table.rows {
                            tr {
                                th scope="row" {
                                    @if let Some(link) = &row.link { a href=(link) { (row.head) } }
                                    @else { (row.head) }
                                }
                                @for cell in &row.cells { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// An id that is one word, so that `aria-labelledby` can name it.
fn safe_id(id: &str) -> String {
    let cleaned: String = id
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') {
                c
            } else {
                '-'
            }
        })
        .collect();
    if cleaned.is_empty() {
        "chart".to_owned()
    } else {
        cleaned
    }
}

/// Implements `maud::Render` for kinds of charts, so that `(chart)` works inside `html!`.
macro_rules! render_as_figure {
    ($($kind:ty),+ $(,)?) => {$(
        impl maud::Render for $kind {
            fn render(&self) -> maud::Markup {
                $crate::figure::figure(self)
            }
        }
    )+};
}
pub(crate) use render_as_figure;
