//! The evaluation as a workbook and as CSV files: the tables of the pages, and every figure in one.

use evaluation::{Evaluation, Figure, Number};
use spreadsheet::{ColumnHead, ColumnKind, OutCell, Table, WriteError};

use crate::figures::{non_answers, number};
use crate::grid::Grid;
use crate::links::WithinDocument;
use crate::pages::PAGES;
use crate::parts::View;

/// Every table by name: `figures`, and those of the pages, such as `parents-change` and
/// `parents-change-all-known`.
pub fn tables(evaluation: &Evaluation) -> Vec<(String, Table)> {
    let view = View {
        evaluation,
        links: &WithinDocument,
    };
    let mut tables = vec![("figures".to_owned(), figures(evaluation))];
    for page in PAGES {
        for part in page.parts(&view) {
            if let Some(grid) = part.grid() {
                tables.push((name(page.slug, grid), grid.table()));
            }
        }
    }
    tables
}

fn name(slug: &str, grid: &Grid) -> String {
    if grid.name.is_empty() {
        slug.to_owned()
    } else {
        format!("{slug}-{}", grid.name)
    }
}

/// A workbook: what the figures rest on, then a sheet for every table.
pub fn xlsx(evaluation: &Evaluation) -> Result<Vec<u8>, WriteError> {
    let mut sheets = vec![about(evaluation)];
    for (name, table) in tables(evaluation) {
        // The name of a sheet has 31 characters, too few for titles.
        sheets.push(Table {
            title: name,
            note: [table.title, table.note]
                .join(". ")
                .trim_matches(['.', ' '])
                .to_owned(),
            ..table
        });
    }
    spreadsheet::write::to_xlsx(&sheets, evaluation.as_at)
}

/// One table as CSV, by its name among [`tables`].
pub fn csv(evaluation: &Evaluation, name: &str) -> Option<String> {
    let (_, table) = tables(evaluation).into_iter().find(|(of, _)| of == name)?;
    Some(text(&table))
}

/// Every table as CSV, with its file name.
pub fn csv_all(evaluation: &Evaluation) -> Vec<(String, String)> {
    tables(evaluation)
        .iter()
        .map(|(name, table)| (format!("{name}.csv"), text(table)))
        .collect()
}

fn text(table: &Table) -> String {
    String::from_utf8(table.to_csv()).expect("CSV is written as UTF-8")
}

fn about(evaluation: &Evaluation) -> Table {
    let versions = &evaluation.versions;
    let row = |name: &str, cell: OutCell| vec![OutCell::text(name), cell];
    let mut rows = vec![
        row("Service", OutCell::text(&evaluation.service)),
        row("As at", OutCell::Date(evaluation.as_at)),
    ];
    if let Some(from) = evaluation.from {
        rows.push(row("Families referred from", OutCell::Date(from)));
    }
    rows.extend([
        row("Design", OutCell::text(evaluation::DESIGN)),
        row("Program", OutCell::text(&versions.program)),
        row("Measures", OutCell::text(&versions.measures)),
        row("Unit costs", OutCell::text(&versions.unit_costs)),
        row("Data (SHA-256)", OutCell::text(&versions.data_sha256)),
    ]);
    Table {
        title: "evaluation".to_owned(),
        note: "n (N) %: n of the N whose answer is known. Percentages are kept \
               unrounded and shown to one decimal."
            .to_owned(),
        columns: vec![
            ColumnHead::new("What", ColumnKind::Text),
            ColumnHead::new("Is", ColumnKind::Text),
        ],
        rows,
    }
}

/// Every figure in one table, with the headings of the JSON.
fn figures(evaluation: &Evaluation) -> Table {
    use ColumnKind::{Decimal, Integer, Percent, Text};
    const PERCENT: ColumnKind = Percent { places: 1 };
    let columns = [
        ("id", Text),
        ("title", Text),
        ("population", Text),
        ("table", Text),
        ("n", Integer),
        ("base", Integer),
        ("unknown", Integer),
        ("missing", Integer),
        ("too_early", Integer),
        ("not_applicable", Integer),
        ("percent", PERCENT),
        ("ci_low", PERCENT),
        ("ci_high", PERCENT),
        ("value", Decimal { places: 2 }),
        ("display", Text),
    ];
    Table {
        title: "Figures".to_owned(),
        note: "Every figure by its id.".to_owned(),
        columns: columns
            .map(|(title, kind)| ColumnHead::new(title, kind))
            .into(),
        rows: evaluation.figures.iter().map(figure).collect(),
    }
}

fn figure(figure: &Figure) -> Vec<OutCell> {
    let whole = |n: Option<u64>| n.map_or(OutCell::Empty, |n| OutCell::Integer(n as i64));
    let percent = |p: Option<f64>| p.map_or(OutCell::Empty, OutCell::Percent);
    let share = figure.share();
    let (base, value) = match &figure.number {
        Number::Share(share) => (Some(share.base), OutCell::Empty),
        Number::Value { value, base, .. } => (*base, value.map_or(OutCell::Empty, number)),
        Number::Spread(spread) => (
            Some(spread.base),
            spread.value.map_or(OutCell::Empty, OutCell::Decimal),
        ),
        Number::List { .. } => (None, OutCell::Empty),
    };
    let none = non_answers(figure);
    vec![
        OutCell::text(&figure.id),
        OutCell::text(&figure.title),
        OutCell::text(&figure.population),
        OutCell::text(&figure.table),
        whole(share.map(|s| s.n)),
        whole(base),
        whole(Some(none.unknown)),
        whole(Some(none.missing)),
        whole(Some(none.too_early)),
        whole(Some(none.not_applicable)),
        percent(share.and_then(|s| s.percent)),
        percent(share.and_then(|s| s.ci95).map(|ci| ci[0])),
        percent(share.and_then(|s| s.ci95).map(|ci| ci[1])),
        value,
        OutCell::text(&figure.display),
    ]
}
