//! A table whose cells serve the page and the files alike, so the two cannot disagree.

use govuk::Extras;
use maud::{Markup, html};
use spreadsheet::{ColumnHead, ColumnKind, OutCell, Table};

use crate::parts::View;

/// A table of a page, which is also a sheet of the workbook and a CSV file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    /// What follows the page's slug in the file's name; empty for the first of a page.
    pub(crate) name: &'static str,
    /// What the table shows, of whom, and on what base.
    pub(crate) title: String,
    /// How to read it; may be empty.
    pub(crate) note: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// A row of totals.
    pub(crate) foot: Vec<Cell>,
}

/// A column, which may be several in a file.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    title: String,
    kind: Kind,
    shown: Shown,
}

/// Where a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// On pages and in files.
    Everywhere,
    /// In files only, since a page says it elsewhere or has no room.
    InFiles,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words.
    Words,
    /// A whole number.
    Whole,
    /// A number with its own number of decimals.
    Number,
    /// n (N) %, or a single number where the figure is one: n, N, %, value.
    Figure,
    /// n (N) %: n, N, %.
    Share,
    /// Two percentages.
    Range,
    /// Unknown, missing, too early, not applicable.
    NoAnswers,
    /// A percentage without its base.
    Percent,
    /// Percentage points.
    Points,
    /// Two of them.
    PointsRange,
    /// A median with its N.
    Median,
    /// Two numbers.
    Between,
    /// A probability.
    Probability,
    /// Pounds.
    Money,
}

impl Kind {
    fn is_numeric(self) -> bool {
        !matches!(self, Self::Words | Self::NoAnswers)
    }

    /// The columns of a file: the end of each heading, and its kind.
    fn heads(self) -> &'static [(&'static str, ColumnKind)] {
        use ColumnKind::{Decimal, Integer, Money, Percent, Text};
        const PERCENT: ColumnKind = Percent { places: 1 };
        match self {
            Self::Words => &[("", Text)],
            Self::Whole => &[("", Integer)],
            Self::Number => &[("", Decimal { places: 2 })],
            Self::Figure => &[
                ("n", Integer),
                ("N", Integer),
                ("%", PERCENT),
                ("value", Decimal { places: 2 }),
            ],
            Self::Share => &[("n", Integer), ("N", Integer), ("%", PERCENT)],
            Self::Range => &[("low", PERCENT), ("high", PERCENT)],
            Self::NoAnswers => &[
                ("unknown", Integer),
                ("missing", Integer),
                ("too early", Integer),
                ("not applicable", Integer),
            ],
            Self::Percent => &[("", PERCENT)],
            Self::Points => &[("", Decimal { places: 1 })],
            Self::PointsRange => &[
                ("low", Decimal { places: 1 }),
                ("high", Decimal { places: 1 }),
            ],
            Self::Median => &[("N", Integer), ("", Decimal { places: 2 })],
            Self::Between => &[
                ("from", Decimal { places: 2 }),
                ("to", Decimal { places: 2 }),
            ],
            Self::Probability => &[("", Decimal { places: 4 })],
            Self::Money => &[("", Money)],
        }
    }
}

/// A cell: what is printed, what a file holds, and the figure it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    /// A quiet line below, on pages only.
    pub(crate) under: String,
    /// The figure or change whose rows are behind it.
    pub(crate) figure: Option<String>,
    values: Vec<OutCell>,
}

impl Cell {
    pub(crate) fn words(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            values: vec![OutCell::text(text.clone())],
            text,
            ..Self::default()
        }
    }

    /// What is printed, and what the columns of a file hold; those not given are empty.
    pub(crate) fn new(text: impl Into<String>, values: Vec<OutCell>) -> Self {
        Self {
            text: text.into(),
            values,
            ..Self::default()
        }
    }

    pub(crate) fn empty() -> Self {
        Self::default()
    }

    pub(crate) fn whole(n: u64) -> Self {
        Self::new(n.to_string(), vec![OutCell::Integer(n as i64)])
    }

    pub(crate) fn money(amount: rust_decimal::Decimal) -> Self {
        Self::new(
            crate::numbers::money(amount),
            vec![OutCell::Money(crate::numbers::pence(amount))],
        )
    }

    /// n (N) %, not a figure of its own.
    pub(crate) fn share(n: u64, base: u64) -> Self {
        Self::new(
            evaluation::share_display(n, base),
            vec![
                OutCell::Integer(n as i64),
                OutCell::Integer(base as i64),
                evaluation::percent(n, base).map_or(OutCell::Empty, OutCell::Percent),
            ],
        )
    }

    pub(crate) fn of_figure(mut self, id: &str) -> Self {
        self.figure = Some(id.to_owned());
        self
    }

    pub(crate) fn under(mut self, words: impl Into<String>) -> Self {
        self.under = words.into();
        self
    }

    fn markup(&self, view: &View) -> Markup {
        html! {
            @match &self.figure {
                Some(id) => (view.linked(id, &self.text)),
                None => (self.text),
            }
            @if !self.under.is_empty() { " " span.report-under { (self.under) } }
        }
    }
}

impl Column {
    pub(crate) fn new(title: impl Into<String>, kind: Kind) -> Self {
        Self {
            title: title.into(),
            kind,
            shown: Shown::Everywhere,
        }
    }

    /// A column of files only.
    pub(crate) fn in_files(title: impl Into<String>, kind: Kind) -> Self {
        Self {
            shown: Shown::InFiles,
            ..Self::new(title, kind)
        }
    }

    fn heads(&self) -> Vec<ColumnHead> {
        let heads = self.kind.heads().iter();
        heads
            .map(|(end, kind)| {
                let title = [self.title.as_str(), end].join(" ");
                ColumnHead::new(title.trim(), *kind)
            })
            .collect()
    }
}

impl Grid {
    /// The table on a page. Columns in which nothing is printed are left out.
    pub(crate) fn markup(&self, view: &View) -> Markup {
        let all = || self.rows.iter().chain(std::iter::once(&self.foot));
        let shown: Vec<usize> = (0..self.columns.len())
            .filter(|at| self.columns[*at].shown == Shown::Everywhere)
            .filter(|at| {
                let mut cells = all().filter_map(|row| row.get(*at));
                *at == 0 || cells.any(|cell| !cell.text.is_empty())
            })
            .collect();
        let line = |row: &Vec<Cell>| {
            let cell = |at: &usize| {
                let words = row
                    .get(*at)
                    .map_or_else(|| html! {}, |cell| cell.markup(view));
                if self.columns[*at].kind.is_numeric() {
                    govuk::Cell::numeric(words).class("report-number")
                } else {
                    govuk::Cell::new(words)
                }
            };
            shown.iter().map(cell).collect::<Vec<_>>()
        };
        let head = |at: &usize| {
            let column = &self.columns[*at];
            if column.kind.is_numeric() {
                govuk::Head::numeric(column.title.as_str())
            } else {
                govuk::Head::new(column.title.as_str())
            }
        };
        let mut table = govuk::Table::new()
            .caption(self.title.as_str(), govuk::Size::S)
            .head(shown.iter().map(head))
            .rows(self.rows.iter().map(line))
            .row_headers()
            .compact()
            .class("report-table")
            .scrolls();
        if !self.foot.is_empty() {
            table = table.foot(line(&self.foot));
        }
        html! {
            @if self.rows.is_empty() {
                p.govuk-body { strong { (self.title) } }
                p.app-empty { "Nothing to show yet." }
            } @else {
                (table)
                @if !self.note.is_empty() { p.report-note { (self.note) } }
            }
        }
    }

    /// The table of a file.
    pub(crate) fn table(&self) -> Table {
        let row = |cells: &Vec<Cell>| {
            let cells = self.columns.iter().zip(cells);
            cells
                .flat_map(|(column, cell)| {
                    let width = column.kind.heads().len();
                    let empty = std::iter::repeat(OutCell::Empty);
                    cell.values.iter().cloned().chain(empty).take(width)
                })
                .collect()
        };
        let mut rows: Vec<Vec<OutCell>> = self.rows.iter().map(row).collect();
        if !self.foot.is_empty() {
            rows.push(row(&self.foot));
        }
        Table {
            title: self.title.clone(),
            note: self.note.clone(),
            columns: self.columns.iter().flat_map(Column::heads).collect(),
            rows,
        }
    }
}
