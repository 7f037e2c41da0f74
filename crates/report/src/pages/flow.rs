//! Safeguarding statuses: how children moved between ordered levels, and who stayed out of care.

use charts::{Certainty, Directions, Flow as Stream, Measure, Sankey, SankeyLevel};
use evaluation::{Flow, percent_display};
use maud::{Render, html};

use crate::figures::{caption, grid};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::numbers;
use crate::parts::{Part, View, method_note};
use crate::words;

pub(super) fn parts(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["safeguarding", "avoided"]);
    // The steps stand beside their base, which the flow knows.
    let steps = ["sg.step.down", "sg.step.same", "sg.step.up"];
    pool.take(|figure| steps.contains(&figure.id.as_str()) && !view.evaluation.flows.is_empty());
    let avoided = pool.begin(&["cost."]);
    let referral = pool.begin(&["sg.ref."]);
    let closed = pool.begin(&["sg.closed.ref.", "sg.closed.clo."]);
    let mut parts = Vec::new();
    for flow in &view.evaluation.flows {
        parts.push(Part::Heading("From referral to closure".to_owned()));
        parts.push(sankey(flow));
        parts.push(Part::Grid(directions(view, flow)));
        parts.push(Part::Grid(matrix(flow)));
        parts.push(levels(flow));
    }
    parts.push(Part::Heading("Children who stayed out of care".to_owned()));
    parts.push(Part::Grid(grid(
        "avoided",
        "At risk of being accommodated, and avoiding it: children whose case is closed",
        &avoided,
    )));
    parts.push(Part::Prose(html! {
        p.report-note {
            "“At risk of being accommodated” was judged by workers at referral. How many of these children \
             would have come into care without the service is not known."
        }
    }));
    parts.push(Part::Heading("Statuses".to_owned()));
    parts.push(Part::Grid(grid(
        "referral",
        "Status at referral: all children referred",
        &referral,
    )));
    parts.push(Part::Grid(grid(
        "closed",
        "Status at referral and at closure: children whose case is closed",
        &closed,
    )));
    parts.extend(pool.rest(
        "moves",
        "Single moves, and steps down in per cent: children whose case is closed",
    ));
    parts
}

/// A level's name where there is little room.
fn name(code: &str) -> &str {
    match code {
        "CIC" => "In care",
        "CPP_PLO" => "Public Law Outline",
        "CPP" => "Child protection plan",
        "CIN" => "Child in need",
        "family_solutions" => "Family Solutions",
        "closed" => "Closed",
        other => other,
    }
}

fn known(flow: &Flow) -> u64 {
    flow.down + flow.same + flow.up
}

fn sankey(flow: &Flow) -> Part {
    let known = known(flow);
    let said = |words: &str, n: u64| format!("{words}: {}", numbers::of(n, known));
    let place = |code: &str| flow.levels.iter().position(|level| *level == code);
    let streams = flow.matrix.iter().filter_map(|(key, n)| {
        let (from, to) = key.split_once('>')?;
        Some(Stream {
            from: place(from)?,
            to: place(to)?,
            count: Measure::new(*n as f64, costs::plain(*n)),
            link: None,
        })
    });
    let count = |of: &std::collections::BTreeMap<&'static str, u64>, level| {
        of.get(level).map_or_else(String::new, ToString::to_string)
    };
    let not_known = match flow.unknown {
        0 => String::new(),
        n => format!(" {n} more are left out because one of the two is not known."),
    };
    let chart = Sankey {
        caption: charts::Caption {
            description: format!(
                "{}; {}; {}.",
                said("Stepped down", flow.down),
                said("same level", flow.same),
                said("stepped up", flow.up)
            ),
            ..caption(
                "safeguarding",
                if known == 0 {
                    "Safeguarding status at referral and at closure".to_owned()
                } else {
                    format!(
                        "{} children were at a lower level at closure",
                        numbers::of(flow.down, known)
                    )
                },
                format!(
                    "{}, of those whose status is known at both points.{not_known}",
                    flow.population
                ),
            )
        },
        before_name: "At referral".to_owned(),
        after_name: "At closure".to_owned(),
        value_name: "Children".to_owned(),
        directions: Directions {
            down: said("Stepped down", flow.down),
            same: said("Same level", flow.same),
            up: said("Stepped up", flow.up),
            unknown: String::new(),
        },
        levels: flow
            .levels
            .iter()
            .map(|level| SankeyLevel {
                name: name(level).to_owned(),
                before: count(&flow.at_referral, level),
                after: count(&flow.at_closure, level),
                certainty: Certainty::Known,
            })
            .collect(),
        flows: streams.collect(),
    };
    Part::Chart(chart.render())
}

fn directions(view: &View, flow: &Flow) -> Grid {
    let known = known(flow);
    let row = |title: &str, id: &str, n: u64| {
        let interval = statistics::wilson(n, known).map_or_else(Cell::empty, |i| {
            let ends = [i.low * 100.0, i.high * 100.0];
            Cell::new(
                numbers::interval(ends, known),
                ends.map(spreadsheet::OutCell::Percent).to_vec(),
            )
        });
        let share = Cell::share(n, known);
        let share = if view.figure(id).is_some() {
            share.of_figure(id)
        } else {
            share
        };
        vec![Cell::words(title), share, interval]
    };
    let p = |name: &str, p: Option<f64>| {
        p.map(|p| format!("{name}: p {}", equals(&numbers::probability(p))))
    };
    let tests: Vec<String> = [
        p("Exact sign test of down against up", flow.p_sign),
        p(
            "Wilcoxon’s signed-rank test, the unchanged kept (Pratt)",
            flow.p_wilcoxon,
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let tests = if tests.is_empty() {
        "Nobody moved in either direction.".to_owned()
    } else {
        format!("{}.", tests.join("; "))
    };
    let unknown = match flow.unknown {
        0 => "Nobody is left out because a status is not known.".to_owned(),
        n => format!(
            "{} left out because a status is not known.",
            numbers::counted(n, "child is", "children are")
        ),
    };
    Grid {
        name: "",
        title: format!(
            "Steps: {}, of those whose status is known at both points",
            words::small(flow.population)
        ),
        note: format!(
            "{tests} {unknown} A move up may be the right and safe course \
             of action. {}.",
            words::capital(evaluation::DESIGN)
        ),
        columns: vec![
            Column::new("Step", Kind::Words),
            Column::new("n (N) %", Kind::Share),
            Column::new("95% interval", Kind::Range),
        ],
        rows: vec![
            row("Stepped down", "sg.step.down", flow.down),
            row("Same level", "sg.step.same", flow.same),
            row("Stepped up", "sg.step.up", flow.up),
        ],
        ..Grid::default()
    }
}

fn equals(p: &str) -> String {
    if p.starts_with('<') {
        p.replace('<', "< ")
    } else {
        format!("= {p}")
    }
}

fn matrix(flow: &Flow) -> Grid {
    let mut columns = vec![Column::new("At referral", Kind::Words)];
    columns.extend(
        flow.levels
            .iter()
            .map(|level| Column::new(format!("To: {}", name(level)), Kind::Share)),
    );
    columns.push(Column::new("All", Kind::Whole));
    let row = |from: &&'static str| {
        let all = flow.at_referral.get(from).copied().unwrap_or_default();
        let mut cells = vec![Cell::words(name(from))];
        for to in &flow.levels {
            let n = flow.matrix.get(&format!("{from}>{to}")).copied();
            let n = n.unwrap_or_default();
            let mut cell = Cell::share(n, all);
            cell.text = match n {
                0 => "0".to_owned(),
                n => format!("{n} ({})", percent_display(n, all)),
            };
            cells.push(cell);
        }
        cells.push(Cell::whole(all));
        cells
    };
    let known = known(flow);
    let mut foot = vec![Cell::words("All")];
    for to in &flow.levels {
        let n = flow.at_closure.get(to).copied().unwrap_or_default();
        let mut cell = Cell::share(n, known);
        cell.text = match n {
            0 => "0".to_owned(),
            n => format!("{n} ({})", percent_display(n, known)),
        };
        foot.push(cell);
    }
    foot.push(Cell::whole(known));
    Grid {
        name: "matrix",
        title:
            "Moves: status at referral in rows, at closure in columns, n and per cent of the row"
                .to_owned(),
        columns,
        rows: flow
            .levels
            .iter()
            .filter(|level| flow.at_referral.contains_key(*level))
            .map(row)
            .collect(),
        foot: if known == 0 { Vec::new() } else { foot },
        ..Grid::default()
    }
}

fn levels(flow: &Flow) -> Part {
    let separate = flow.plo == "separate";
    Part::Prose(html! {
        (method_note("Which levels are counted", html! {
            p { "Levels from highest to lowest: in care, Public Law Outline, child protection plan, child in \
                 need, Family Solutions, closed to Social Care." }
            p {
                "The Public Law Outline (pre-proceedings) can be counted as a level of its own above a \
                 child protection plan, or as part of the plan. "
                @if separate { strong { "Here it is a level of its own" } ", so that a move between the two is a step." }
                @else { strong { "Here it is part of the plan" } ", so that a move between the two is no step." }
                " The tables of statuses count it as part of the plan in either case and show it apart below."
            }
        }))
    })
}
