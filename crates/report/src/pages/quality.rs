//! Data quality: answers and no-answers to each question.

use charts::{Bar, Bars, Caption, Measure, Scale};
use evaluation::{Quality, percent_display};
use maud::Render;
use record::Sheet;

use crate::figures::{caption, no_answers};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::numbers;
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    let mut parts = Vec::new();
    for sheet in Sheet::ALL {
        let rows: Vec<&Quality> = view
            .evaluation
            .quality
            .iter()
            .filter(|quality| quality.sheet == sheet.name())
            .collect();
        let (name, title) = match sheet {
            Sheet::Families => ("", "Families"),
            Sheet::Children => ("children", "Children"),
            _ => ("emergency-sessions", "Emergency sessions"),
        };
        parts.push(Part::Heading(title.to_owned()));
        parts.push(not_known(sheet, &rows));
        parts.push(Part::Folded("Every question", table(name, title, &rows)));
    }
    parts.push(prose(
        "An answer is due at closure only when the case is closed. Answers that are not known are left \
         out of percentages and shown beside them.",
    ));
    parts
}

/// How many questions are drawn.
const MOST: usize = 15;

/// The questions with answers not known, those with most first.
fn not_known(sheet: Sheet, rows: &[&Quality]) -> Part {
    let part = |q: &Quality| numbers::proportion(q.none.could_be(), q.due);
    let mut rows: Vec<&Quality> = rows
        .iter()
        .copied()
        .filter(|q| q.none.could_be() > 0)
        .collect();
    rows.sort_by(|a, b| part(b).total_cmp(&part(a)));
    // A drawing longer than a sheet of paper would be cut.
    rows.truncate(MOST);
    if rows.is_empty() {
        return prose("Every answer that is due is known.");
    }
    let said: Vec<String> = rows
        .iter()
        .map(|q| {
            format!(
                "{}: {} not known",
                q.title,
                numbers::of(q.none.could_be(), q.due)
            )
        })
        .collect();
    let chart = Bars {
        caption: Caption {
            description: format!("{}.", said.join("; ")),
            ..caption(
                &format!("quality-{}", sheet.name()),
                "Known, and not known (hatched)",
                "The questions with most answers not known, of the rows in which an answer is due.",
            )
        },
        rows_name: "Question".to_owned(),
        value_name: "Known".to_owned(),
        scale: Scale::Proportion,
        bars: rows
            .iter()
            .map(|q| Bar {
                label: q.title.to_owned(),
                value: Measure::new(
                    numbers::proportion(q.known, q.due),
                    format!("{} known", percent_display(q.known, q.due)),
                ),
                unknown: Some(Measure::new(
                    part(q),
                    format!("{} of {} not known", q.none.could_be(), q.due),
                )),
                ..Bar::default()
            })
            .collect(),
    };
    Part::Chart(chart.render())
}

fn table(name: &'static str, title: &str, rows: &[&Quality]) -> Grid {
    let row = |q: &&Quality| {
        vec![
            Cell::words(q.title),
            Cell::words(q.field),
            Cell::whole(q.due),
            Cell::share(q.known, q.due),
            no_answers(q.none),
        ]
    };
    Grid {
        name,
        title: format!("{title}: answers to each question, of the rows in which one is due"),
        columns: vec![
            Column::new("Question", Kind::Words),
            Column::in_files("Field", Kind::Words),
            Column::new("Due", Kind::Whole),
            Column::new("Known", Kind::Share),
            Column::new("No answer", Kind::NoAnswers),
        ],
        rows: rows.iter().map(row).collect(),
        ..Grid::default()
    }
}
