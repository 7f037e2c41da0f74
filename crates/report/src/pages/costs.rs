//! Costs: every line with what it is made of, the modes side by side, and what to beware of.

use ::costs::{Counted, Estimate, Line, Mode, Share, Side};
use charts::{Caption, Interval, Measure, Step, StepKind, Waterfall};
use evaluation::Evaluation;
use maud::{Markup, Render, html};
use rust_decimal::Decimal;

use crate::figures::{caption, grid, number};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::numbers::{drawn, money};
use crate::parts::{Part, View, method_note};
use crate::words;

pub(super) fn parts(view: &View) -> Vec<Part> {
    let evaluation = view.evaluation;
    let mut parts = vec![headline(view)];
    if let Some(rows) = estimate(evaluation, Mode::FromRows) {
        parts.push(waterfall(rows));
        parts.push(warnings(rows));
        parts.push(Part::Heading("Lines".to_owned()));
        parts.push(Part::Grid(lines(evaluation, rows)));
        parts.push(Part::Folded("What is multiplied", products(rows)));
        parts.push(Part::Heading("Who bears what, and for how long".to_owned()));
        parts.push(Part::Grid(shares(
            "agencies",
            "By organisation: who would have borne the cost",
            "Organisation",
            &rows.by_agency,
        )));
        parts.push(Part::Grid(shares(
            "periods",
            "By the time the amounts are for, which are not like with like",
            "Time",
            &rows.by_basis,
        )));
    }
    parts.push(Part::Heading(
        "The ways of working it out, side by side".to_owned(),
    ));
    parts.push(Part::Grid(modes(evaluation)));
    parts.push(settings());
    let mut pool = view.pool(&["costs"]);
    let counts = pool.take(|figure| figure.id.starts_with("app2."));
    parts.push(Part::Folded(
        "Every cost figure by its id",
        grid(
            "figures",
            "Cost figures, from the unit costs",
            &pool.take(|_| true),
        ),
    ));
    parts.push(Part::Folded(
        "Amounts of emergency sessions by id",
        grid(
            "emergency",
            "Emergency sessions, from the unit costs",
            &counts,
        ),
    ));
    parts
}

pub(crate) fn estimate(evaluation: &Evaluation, mode: Mode) -> Option<&Estimate> {
    evaluation.costs.modes.get(mode.code())
}

fn headline(view: &View) -> Part {
    Part::Prose(html! {
        p.govuk-body {
            "Estimated net: at least " strong { (view.shown("t7.net_min")) }
            ", up to " strong { (view.shown("t7.net_max")) }
            ", after the cost of the service, " (view.shown("t7.service")) ". "
            "Read what to beware of before quoting it."
        }
    })
}

fn waterfall(rows: &Estimate) -> Part {
    let mut steps: Vec<Step> = rows
        .by_agency
        .iter()
        .filter(|share| !share.up_to.is_zero() || !share.at_least.is_zero())
        .map(|share| Step {
            label: words::capital(&share.name),
            kind: StepKind::Change,
            value: Measure::new(drawn(share.at_least), format!("+{}", money(share.at_least))),
            range: (share.up_to != share.at_least).then(|| {
                Interval::new(
                    drawn(share.at_least),
                    drawn(share.up_to),
                    format!("up to {}", money(share.up_to)),
                )
            }),
            link: None,
        })
        .collect();
    steps.push(Step {
        label: "Cost of the service".to_owned(),
        kind: StepKind::Change,
        value: Measure::new(-drawn(rows.totals.service), money(-rows.totals.service)),
        ..Step::default()
    });
    let net = &rows.totals;
    steps.push(Step {
        label: "Net, at least".to_owned(),
        kind: StepKind::Total,
        value: Measure::new(drawn(net.net_min), money(net.net_min)),
        range: (net.net_max != net.net_min).then(|| {
            Interval::new(
                drawn(net.net_min),
                drawn(net.net_max),
                format!("up to {}", money(net.net_max)),
            )
        }),
        link: None,
    });
    let said: Vec<String> = steps
        .iter()
        .map(|step| format!("{} {}", step.label, step.value.text))
        .collect();
    let chart = Waterfall {
        caption: Caption {
            description: format!("{}.", said.join("; ")),
            ..caption(
                "net",
                "Costs avoided by organisation, less the cost of the service",
                "From the unit costs, at least; the thin line is up to. Different periods and price years are added.",
            )
        },
        rows_name: "Organisation".to_owned(),
        value_name: "Amount".to_owned(),
        gain_name: "Cost avoided".to_owned(),
        loss_name: "Cost".to_owned(),
        steps,
    };
    Part::Chart(chart.render())
}

fn warnings(rows: &Estimate) -> Part {
    Part::Prose(html! {
        @if !rows.warnings.is_empty() { (warning_list(rows)) }
    })
}

/// What a reader must know before quoting a total.
pub(crate) fn warning_list(rows: &Estimate) -> Markup {
    html! {
        div.govuk-inset-text.report-warnings {
            p.govuk-body { strong { "Before quoting a total" } }
            ul.govuk-list.govuk-list--bullet {
                @for warning in &rows.warnings { li { (warning.text) } }
            }
        }
    }
}

/// The figure that a line's amount is.
fn figure_of(evaluation: &Evaluation, line: &Line) -> Option<String> {
    let code = match line.code {
        "sw_time" => "sw_18m",
        "emergency_sw" => "sw",
        other => other,
    };
    [
        format!("cost.{code}"),
        format!("app2.{code}.gbp"),
        format!("t7.{code}"),
    ]
    .into_iter()
    .find(|id| evaluation.figure(id).is_some())
}

fn linked(cell: Cell, id: Option<String>) -> Cell {
    match id {
        Some(id) => cell.of_figure(&id),
        None => cell,
    }
}

fn counted(line: &Line) -> &'static str {
    match (line.side, line.counted) {
        (Side::Cost, _) => "cost",
        (Side::Saving, Counted::Both) => "both totals",
        (Side::Saving, Counted::AtLeast) => "at least",
        (Side::Saving, Counted::UpTo) => "up to",
    }
}

fn lines(evaluation: &Evaluation, rows: &Estimate) -> Grid {
    let columns = vec![
        Column::new("Line", Kind::Words),
        Column::in_files("Code", Kind::Words),
        Column::new("Quantity × unit cost", Kind::Words),
        Column::new("Amount", Kind::Money),
        Column::new("In", Kind::Words),
        Column::new("Basis", Kind::Words),
        Column::new("Borne by", Kind::Words),
        Column::new("Price year", Kind::Words),
        Column::new("Evidence", Kind::Words),
        Column::in_files("Source", Kind::Words),
        Column::in_files("Caution", Kind::Words),
    ];
    let row = |line: &Line| {
        let evidence = line.evidence.map_or_else(
            || "none".to_owned(),
            |e| format!("{}: {}", e.grade(), e.title()),
        );
        vec![
            Cell::words(line.title).under(line.caution),
            Cell::words(line.code),
            Cell::words(&line.formula).under(&line.source),
            linked(Cell::money(line.shown), figure_of(evaluation, line)),
            Cell::words(counted(line)),
            Cell::words(line.basis.title()),
            Cell::words(words::capital(&line.agency)),
            Cell::words(&line.price_year),
            Cell::words(evidence),
            Cell::words(&line.source),
            Cell::words(line.caution),
        ]
    };
    Grid {
        name: "",
        title: "Costs avoided and the cost of the service, from the unit costs".to_owned(),
        note: "Evidence is on the six steps of the Greater Manchester cost-benefit model, 1 the strongest. \
               Below each line: its known weakness, and the sources of its unit costs."
            .to_owned(),
        columns,
        rows: rows.lines.iter().map(row).collect(),
        ..Grid::default()
    }
}

fn products(rows: &Estimate) -> Grid {
    let columns = vec![
        Column::new("Line", Kind::Words),
        Column::new("Quantity", Kind::Number),
        Column::new("Of", Kind::Words),
        Column::new("Assumptions", Kind::Words),
        Column::new("Unit cost", Kind::Words),
        Column::new("Price in £", Kind::Number),
        Column::new("For each", Kind::Words),
        Column::new("Price year", Kind::Words),
        Column::new("Source", Kind::Words),
        Column::new("Amount", Kind::Money),
    ];
    let product = |line: &Line| {
        let line = line.clone();
        line.products
            .into_iter()
            .map(move |product| {
                let factors: Vec<String> = product
                    .factors
                    .iter()
                    .map(|factor| {
                        let sign = match factor.operation {
                            ::costs::Operation::Times => "×",
                            ::costs::Operation::Over => "÷",
                        };
                        format!("{sign} {} {}", factor.value.normalize(), factor.of)
                    })
                    .collect();
                let price = &product.unit_cost;
                vec![
                    Cell::words(line.title),
                    Cell::new(
                        product.count.normalize().to_string(),
                        vec![number(product.count)],
                    ),
                    Cell::words(product.unit),
                    Cell::words(factors.join(" ")),
                    Cell::words(&price.description),
                    price_of(price.value),
                    Cell::words(&price.unit),
                    Cell::words(&price.price_year),
                    Cell::words(&price.source),
                    Cell::money(product.amount),
                ]
            })
            .collect::<Vec<_>>()
    };
    Grid {
        name: "products",
        title: "Quantities and unit costs".to_owned(),
        columns,
        rows: rows.lines.iter().flat_map(product).collect(),
        ..Grid::default()
    }
}

/// A price with all its digits, which may be more than pence.
fn price_of(value: Decimal) -> Cell {
    let text = match value.normalize().scale() {
        0..=2 => money(value),
        _ => format!("£{}", value.normalize()),
    };
    Cell::new(text, vec![number(value)])
}

fn shares(name: &'static str, title: &str, head: &str, shares: &[Share]) -> Grid {
    let row = |share: &Share| {
        vec![
            Cell::words(words::capital(&share.name)),
            Cell::money(share.at_least),
            Cell::money(share.up_to),
            Cell::money(share.cost),
        ]
    };
    Grid {
        name,
        title: title.to_owned(),
        columns: vec![
            Column::new(head, Kind::Words),
            Column::new("Avoided, at least", Kind::Money),
            Column::new("Avoided, up to", Kind::Money),
            Column::new("Cost", Kind::Money),
        ],
        rows: shares.iter().map(row).collect(),
        ..Grid::default()
    }
}

/// A total: its title, how it is read, and the end of its figure's id.
type Total = (&'static str, fn(&::costs::Totals) -> Decimal, &'static str);

const TOTALS: [Total; 5] = [
    ("Gross, at least", |t| t.gross_min, "gross_min"),
    ("Gross, up to", |t| t.gross_max, "gross_max"),
    ("Cost of the service", |t| t.service, "service"),
    ("Net, at least", |t| t.net_min, "net_min"),
    ("Net, up to", |t| t.net_max, "net_max"),
];

fn modes(evaluation: &Evaluation) -> Grid {
    let estimates: Vec<(Mode, &Estimate)> = Mode::ALL
        .into_iter()
        .filter_map(|mode| Some((mode, estimate(evaluation, mode)?)))
        .collect();
    let mut columns = vec![Column::new("Line", Kind::Words)];
    columns.extend(
        estimates
            .iter()
            .map(|(mode, _)| Column::new(mode.title(), Kind::Money)),
    );
    let line_row = |line: &Line| {
        let mut cells = vec![Cell::words(line.title)];
        cells.extend(estimates.iter().map(|(_, estimate)| {
            estimate
                .line(line.code)
                .map_or_else(Cell::empty, |line| Cell::money(line.shown))
        }));
        cells
    };
    let total_row = |(title, read, id): Total| {
        let mut cells = vec![Cell::words(title)];
        cells.extend(estimates.iter().map(|(mode, estimate)| {
            let id = match mode {
                Mode::FromRows => Some(format!("t7.{id}")),
                Mode::AsReported => Some(format!("t7p.{id}")),
                Mode::AsPrinted => None,
            };
            let id = id.filter(|id| evaluation.figure(id).is_some());
            linked(Cell::money(read(&estimate.totals)), id)
        }));
        cells
    };
    let mut rows: Vec<Vec<Cell>> = evaluation.costs.lines.iter().map(line_row).collect();
    rows.extend(TOTALS.into_iter().map(total_row));
    Grid {
        name: "modes",
        title: "Each line and total, worked out in three ways".to_owned(),
        note: "Totals add pence and are rounded afterwards, so a total may differ by a pound from the sum of \
               its lines as shown."
            .to_owned(),
        columns,
        rows,
        ..Grid::default()
    }
}

fn settings() -> Part {
    Part::Prose(html! {
        (method_note("Where the ways differ", html! {
            p { "“" (Mode::FromRows.title()) "” takes every unit cost as its source gives it." }
            @for mode in Mode::ALL {
                @for setting in mode.settings() {
                    p { "“" (mode.title()) "”, " (setting.line) ": " (setting.why) "." }
                }
            }
        }))
    })
}
