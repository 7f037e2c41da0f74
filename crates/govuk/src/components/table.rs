//! Tables, plain or dense.

use super::Button;
use crate::content::{Content, Extra, Extras, extras};
use crate::form::Size;
use maud::{Markup, Render, html};

/// The direction a column is sorted in when the page arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Can be sorted, but is not yet.
    Unsorted,
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// The head of one column.
#[derive(Debug, Clone, Default)]
pub struct Head {
    cell: Cell,
}

impl Extras for Head {
    fn extra(&mut self) -> &mut Extra {
        &mut self.cell.extra
    }
}

impl Head {
    /// A column of words.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            cell: Cell::new(content),
        }
    }

    /// A column of numbers, set to the right.
    pub fn numeric(content: impl Into<Content>) -> Self {
        Self {
            cell: Cell::numeric(content),
        }
    }

    /// Lets readers sort by this column where scripts run; see [`Table::sortable`].
    #[must_use]
    pub fn sort(self, sort: Sort) -> Self {
        self.attribute(
            "aria-sort",
            match sort {
                Sort::Unsorted => "none",
                Sort::Ascending => "ascending",
                Sort::Descending => "descending",
            },
        )
    }

    /// How many columns and rows it spans.
    #[must_use]
    pub fn span(mut self, columns: u32, rows: u32) -> Self {
        self.cell = self.cell.span(columns, rows);
        self
    }
}

impl<T: Into<Content>> From<T> for Head {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// One cell of a row.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    content: Content,
    format: Option<String>,
    columns: Option<u32>,
    rows: Option<u32>,
    extra: Extra,
}

extras!(Cell);

impl Cell {
    /// A cell of words.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// A cell with a number, set to the right in figures of equal width.
    pub fn numeric(content: impl Into<Content>) -> Self {
        Self {
            format: Some("numeric".to_owned()),
            ..Self::new(content)
        }
    }

    /// How many columns and rows it spans.
    #[must_use]
    pub fn span(mut self, columns: u32, rows: u32) -> Self {
        self.columns = Some(columns).filter(|columns| *columns != 1);
        self.rows = Some(rows).filter(|rows| *rows != 1);
        self
    }

    /// What to sort this cell by when its words would sort wrongly, for example a date as
    /// `2026-06-04`.
    #[must_use]
    pub fn sort_by(self, key: impl Into<String>) -> Self {
        self.attribute("data-sort-value", key)
    }

    fn class(&self, block: &str) -> String {
        let own = match &self.format {
            Some(format) => format!("{block} {block}--{format}"),
            None => block.to_owned(),
        };
        self.extra.classes(&own)
    }

    fn row_header(&self) -> Markup {
        self.extra.attach(html! {
            th scope="row" class=(self.extra.classes("govuk-table__header"))
                colspan=[self.columns] rowspan=[self.rows] { (self.content) }
        })
    }

    fn data(&self) -> Markup {
        self.extra.attach(html! {
            td class=(self.class("govuk-table__cell")) colspan=[self.columns]
                rowspan=[self.rows] { (self.content) }
        })
    }
}

impl<T: Into<Content>> From<T> for Cell {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    caption: Option<String>,
    caption_classes: String,
    head: Vec<Head>,
    rows: Vec<Vec<Cell>>,
    foot: Vec<Cell>,
    row_headers: bool,
    scrolls: bool,
    empty: Option<Content>,
    extra: Extra,
}

extras!(Table);

impl Table {
    /// A table without rows yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the table shows. Every table needs one; it may be [hidden](Self::hidden_caption).
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>, size: Size) -> Self {
        self.caption = Some(caption.into());
        self.caption_classes = format!("govuk-table__caption--{}", size.suffix());
        self
    }

    /// A caption of plain size with classes of the page's own.
    #[must_use]
    pub fn plain_caption(mut self, caption: impl Into<String>, classes: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self.caption_classes = classes.into();
        self
    }

    /// A caption for screen readers only, where a heading already says it.
    #[must_use]
    pub fn hidden_caption(self, caption: impl Into<String>) -> Self {
        self.plain_caption(caption, "govuk-visually-hidden")
    }

    /// The heads of the columns.
    #[must_use]
    pub fn head<H: Into<Head>>(mut self, head: impl IntoIterator<Item = H>) -> Self {
        self.head = head.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a row.
    #[must_use]
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// Adds rows.
    #[must_use]
    pub fn rows<R: IntoIterator<Item = Cell>>(mut self, rows: impl IntoIterator<Item = R>) -> Self {
        self.rows
            .extend(rows.into_iter().map(|row| row.into_iter().collect()));
        self
    }

    /// A last row of totals, set apart.
    #[must_use]
    pub fn foot<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.foot = cells.into_iter().map(Into::into).collect();
        self
    }

    /// The first cell of each row names the row.
    #[must_use]
    pub fn row_headers(mut self) -> Self {
        self.row_headers = true;
        self
    }

    /// Tighter and smaller, for dense staff screens.
    #[must_use]
    pub fn compact(self) -> Self {
        self.class("app-table--compact")
    }

    /// Lets readers sort by the columns whose [`Head`] has a [`Sort`], where scripts run.
    #[must_use]
    pub fn sortable(self) -> Self {
        self.attribute("data-module", "moj-sortable-table")
    }

    /// Scrolls sideways on small screens instead of being squeezed.
    #[must_use]
    pub fn scrolls(mut self) -> Self {
        self.scrolls = true;
        self
    }

    /// What to say instead of a table when it has no rows, for example "No notes yet".
    #[must_use]
    pub fn when_empty(mut self, words: impl Into<Content>) -> Self {
        self.empty = Some(words.into());
        self
    }

    /// A button that prints the page, and the table after it.
    #[must_use]
    pub fn printable(self) -> Markup {
        html! { (Button::print().small()) (self) }
    }

    fn row_markup(&self, cells: &[Cell]) -> Markup {
        html! {
            tr.govuk-table__row {
                @for (index, cell) in cells.iter().enumerate() {
                    @if index == 0 && self.row_headers { (cell.row_header()) }
                    @else { (cell.data()) }
                }
            }
        }
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        if let Some(words) = self.empty.as_ref().filter(|_| self.rows.is_empty()) {
            return html! { p.app-empty { (words) } };
        }
        let table = self.extra.attach(html! {
            table class=(self.extra.classes("govuk-table")) {
                @if let Some(caption) = &self.caption {
                    @let class = crate::content::join(
                        "govuk-table__caption", &self.caption_classes);
                    caption class=(class) { (caption) }
                }
                @if !self.head.is_empty() {
                    thead.govuk-table__head {
                        tr.govuk-table__row {
                            @for Head { cell } in &self.head {
                                (cell.extra.attach(html! {
                                    th scope="col" class=(cell.class("govuk-table__header"))
                                        colspan=[cell.columns] rowspan=[cell.rows] {
                                        (cell.content)
                                    }
                                }))
                            }
                        }
                    }
                }
                tbody.govuk-table__body {
                    @for row in &self.rows { (self.row_markup(row)) }
                }
                @if !self.foot.is_empty() {
                    tfoot.app-table__foot { (self.row_markup(&self.foot)) }
                }
            }
        });
        html! {
            @if self.scrolls {
                div.app-table-scroll role="region" tabindex="0"
                    aria-label=(self.caption.as_deref().unwrap_or("Table")) { (table) }
            } @else {
                (table)
            }
        }
    }
}
