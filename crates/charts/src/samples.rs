//! One sample of each kind, with figures of the pilot's shape. The gallery shows them and
//! the snapshots hold them still.

use crate::{
    Balance, Bar, Bars, Caption, Certainty, Column, Columns, Directions, Dumbbell, DumbbellRow,
    End, Flow, Forest, ForestRow, Interval, Measure, Sankey, SankeyLevel, Scale, Stacked,
    StackedRow, Step, StepKind, StepLine, StepPoint, Steps, Waterfall,
};

fn caption(id: &str, title: &str, subtitle: &str, description: &str) -> Caption {
    Caption {
        id: id.to_owned(),
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        description: description.to_owned(),
    }
}

/// A proportion with its figure in the usual form.
fn of(n: u32, base: u32, percent: u32) -> Measure {
    Measure::new(
        f64::from(n) / f64::from(base),
        format!("{n} of {base} ({percent}%)"),
    )
}

pub(crate) fn bars() -> Bars {
    let bar = |label: &str, n, percent| Bar {
        label: label.to_owned(),
        value: of(n, 58, percent),
        ..Bar::default()
    };
    let mut bars = vec![
        bar("Past support did not fit family life", 34, 59),
        bar("Distrust of services", 29, 50),
        bar("Waiting lists", 19, 33),
        bar("Parents’ own mental health", 17, 29),
        bar("Travel and cost of travel", 9, 16),
        bar("Language", 2, 3),
    ];
    bars[0].link = Some("#rows".to_owned());
    bars[0].interval = Some(Interval::new(0.458, 0.704, "46% to 70%"));
    bars[1].unknown = Some(Measure::new(0.10, "6 not known"));
    Bars {
        caption: caption(
            "obstacles",
            "Past support that did not fit is the commonest obstacle",
            "58 families with any answer, at referral. More than one answer each.",
            "Past support that did not fit family life was named for 34 of 58 families, distrust of services for 29.",
        ),
        rows_name: "Obstacle".to_owned(),
        value_name: "Families".to_owned(),
        scale: Scale::Proportion,
        bars,
    }
}

pub(crate) fn columns() -> Columns {
    let months = [3, 5, 9, 6, 4, 3, 2, 3, 1, 2, 0, 1, 2];
    let open = [4, 3, 5, 2, 3, 2, 1, 1, 2, 0, 1, 1, 1];
    let column = |(index, (closed, open)): (usize, (u32, u32))| Column {
        label: if index == 12 {
            "13+".to_owned()
        } else {
            (index + 1).to_string()
        },
        parts: vec![
            Measure::new(f64::from(closed), closed.to_string()),
            Measure::new(f64::from(open), open.to_string()),
        ],
        text: (closed + open).to_string(),
        ..Column::default()
    };
    Columns {
        caption: caption(
            "months",
            "Most families are supported for two to four months",
            "67 families. Months from the first contact to closing, or so far.",
            "Months of support; the most frequent is three months, with 14 families.",
        ),
        categories_name: "Months".to_owned(),
        series: vec!["Closed".to_owned(), "Still open".to_owned()],
        columns: months
            .into_iter()
            .zip(open)
            .enumerate()
            .map(column)
            .collect(),
    }
}

pub(crate) fn ages() -> Columns {
    let counts = [
        2, 9, 11, 14, 13, 12, 15, 13, 12, 10, 11, 9, 10, 11, 12, 11, 9, 8, 7, 2,
    ];
    let column = |(index, n): (usize, u32)| Column {
        label: match index {
            0 => "Unborn".to_owned(),
            19 => "Not known".to_owned(),
            _ => (index - 1).to_string(),
        },
        parts: vec![Measure::new(f64::from(n), n.to_string())],
        text: n.to_string(),
        certainty: if index == 19 {
            Certainty::Unknown
        } else {
            Certainty::Known
        },
        ..Column::default()
    };
    Columns {
        caption: caption(
            "ages",
            "Children of all ages are referred",
            "201 children, age in years at referral.",
            "Ages of children from unborn to 17, spread evenly.",
        ),
        categories_name: "Age".to_owned(),
        series: vec!["Children".to_owned()],
        columns: counts.into_iter().enumerate().map(column).collect(),
    }
}

fn end(n: u32, base: u32, percent: u32) -> End {
    let Measure { value, text } = of(n, base, percent);
    End {
        value,
        text,
        short: format!("{percent}%"),
        interval: None,
    }
}

pub(crate) fn dumbbell() -> Dumbbell {
    let row = |label: &str, before: End, after: Option<End>, difference: &str, note: &str| {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        DumbbellRow {
            label: label.to_owned(),
            before: Some(before),
            after,
            difference: some(difference),
            notes: some(note).into_iter().collect(),
            link: None,
        }
    };
    let mut rows = vec![
        row(
            "Alcohol",
            end(21, 41, 51),
            Some(end(6, 34, 18)),
            "−32 pp (−50 to −14)",
            "12 stopped, 1 started, 7 not known",
        ),
        row(
            "Drugs",
            end(18, 41, 44),
            Some(end(8, 34, 24)),
            "−21 pp (−39 to −3)",
            "8 stopped, 1 started, 7 not known",
        ),
        row(
            "Mental health",
            end(29, 41, 71),
            Some(end(22, 33, 67)),
            "−3 pp (−19 to 13)",
            "",
        ),
        row(
            "Domestic abuse in the previous 12 months",
            end(21, 41, 51),
            Some(end(15, 33, 45)),
            "−6 pp (−23 to 11)",
            "",
        ),
        row(
            "Gambling",
            end(2, 41, 5),
            None,
            "",
            "Asked at referral only",
        ),
        row(
            "No fixed home",
            end(0, 41, 0),
            Some(end(41, 41, 100)),
            "",
            "",
        ),
    ];
    rows[0].link = Some("#rows".to_owned());
    if let Some(before) = &mut rows[0].before {
        before.interval = Some(Interval::new(0.365, 0.658, "36% to 66%"));
    }
    if let Some(after) = &mut rows[0].after {
        after.interval = Some(Interval::new(0.083, 0.335, "8% to 34%"));
    }
    Dumbbell {
        caption: caption(
            "parents",
            "Fewer parents misuse alcohol and drugs at closure",
            "41 closed families. Bases are those known at each point; changes are of the same families at both.",
            "Alcohol fell from 51% to 18%, drugs from 44% to 24%; mental health and domestic abuse changed little.",
        ),
        rows_name: "Parental factor".to_owned(),
        before_name: "At referral".to_owned(),
        after_name: "At closure".to_owned(),
        difference_name: "Change (95% interval)".to_owned(),
        rows,
    }
}

fn level(name: &str, before: &str, after: &str, certainty: Certainty) -> SankeyLevel {
    SankeyLevel {
        name: name.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        certainty,
    }
}

/// A count with commas between thousands, as the caller of a chart would print it.
fn grouped(n: u32) -> String {
    match n / 1000 {
        0 => n.to_string(),
        thousands => format!("{thousands},{:03}", n % 1000),
    }
}

fn flows(counts: &[(usize, usize, u32)]) -> Vec<Flow> {
    let flow = |&(from, to, n): &(usize, usize, u32)| Flow {
        from,
        to,
        count: Measure::new(f64::from(n), grouped(n)),
        link: None,
    };
    counts.iter().map(flow).collect()
}

pub(crate) fn sankey() -> Sankey {
    use Certainty::Known;
    Sankey {
        caption: caption(
            "safeguarding",
            "26 of 57 children are at a lower level at closure",
            "57 children of closed families. Pre-proceedings counted as a level of its own.",
            "From referral to closure 26 children moved to a lower level, 22 stayed and 9 moved to a higher one.",
        ),
        before_name: "At referral".to_owned(),
        after_name: "At closure".to_owned(),
        value_name: "Children".to_owned(),
        directions: Directions {
            down: "Lower level: 26 (46%)".to_owned(),
            same: "Same level: 22 (39%)".to_owned(),
            up: "Higher level: 9 (16%)".to_owned(),
            unknown: String::new(),
        },
        levels: vec![
            level("In care", "3", "4", Known),
            level("Pre-proceedings", "2", "6", Known),
            level("Child protection plan", "30", "14", Known),
            level("Child in need", "22", "15", Known),
            level("Family Solutions", "", "4", Known),
            level("Closed", "", "14", Known),
        ],
        flows: flows(&[
            (0, 0, 3),
            (1, 0, 1),
            (1, 2, 1),
            (2, 1, 6),
            (2, 2, 11),
            (2, 3, 7),
            (2, 4, 3),
            (2, 5, 3),
            (3, 2, 2),
            (3, 3, 8),
            (3, 4, 1),
            (3, 5, 11),
        ]),
    }
}

pub(crate) fn sankey_unknown() -> Sankey {
    use Certainty::{Known, Unknown};
    Sankey {
        caption: caption(
            "safeguarding-all",
            "A whole region, with what is not known",
            "1,000,000 children.",
            "Most children stay at their level; for 90,000 one end is not known.",
        ),
        before_name: "At referral".to_owned(),
        after_name: "A year later".to_owned(),
        value_name: "Children".to_owned(),
        directions: Directions {
            down: "Lower level".to_owned(),
            same: "Same level".to_owned(),
            up: "Higher level".to_owned(),
            unknown: "Not known".to_owned(),
        },
        levels: vec![
            level("In care", "70,004", "80,001", Known),
            level("Child protection plan", "350,000", "300,003", Known),
            level("Child in need", "539,996", "529,996", Known),
            level("Not known", "40,000", "90,000", Unknown),
        ],
        flows: flows(&[
            (0, 0, 70_000),
            (0, 1, 4),
            (1, 0, 10_000),
            (1, 1, 250_000),
            (1, 2, 40_000),
            (1, 3, 50_000),
            (2, 0, 1),
            (2, 1, 39_999),
            (2, 2, 479_996),
            (2, 3, 20_000),
            (3, 1, 10_000),
            (3, 2, 10_000),
            (3, 3, 20_000),
        ]),
    }
}

pub(crate) fn waterfall() -> Waterfall {
    use StepKind::{Change, Total};
    let step = |label: &str, kind, value, text: &str| Step {
        label: label.to_owned(),
        kind,
        value: Measure::new(value, text),
        ..Step::default()
    };
    let mut steps = vec![
        step("Children’s social care", Change, 318_118.0, "+£318,118"),
        step("Placements", Change, 1_063_920.0, "+£1,063,920"),
        step("Courts", Change, 1_213_371.0, "+£1,213,371"),
        step("Health", Change, 29_888.0, "+£29,888"),
        step("Police", Change, 40_854.0, "+£40,854"),
        step("Schools and prisons", Change, 40_000.0, "+£40,000"),
        step("Cost of the service", Change, -590_000.0, "−£590,000"),
        step("Net", Total, 2_116_151.0, "£2,116,151"),
    ];
    steps[1].range = Some(Interval::new(
        531_960.0,
        1_595_880.0,
        "£531,960 to £1,595,880",
    ));
    Waterfall {
        caption: caption(
            "net",
            "Costs avoided by agency, less the cost of the service",
            "Eighteen months, 2021–22 prices.",
            "Courts and placements make up most of the costs avoided; the net is £2,116,151.",
        ),
        rows_name: "Agency".to_owned(),
        value_name: "Amount".to_owned(),
        gain_name: "Cost avoided".to_owned(),
        loss_name: "Cost".to_owned(),
        steps,
    }
}

pub(crate) fn stacked() -> Stacked {
    let part = |n: u32, percent: &str| Measure::new(f64::from(n), format!("{n} ({percent})"));
    Stacked {
        caption: caption(
            "status",
            "Over half of the children have a child protection plan",
            "201 children at referral.",
            "Of 201 children 14 are in care, 110 have a child protection plan and 74 are in need; 3 are not known.",
        ),
        rows_name: "Point".to_owned(),
        levels: ["In care", "Child protection plan", "Child in need"]
            .map(str::to_owned)
            .to_vec(),
        balance: Balance::Left,
        rows: vec![StackedRow {
            label: "At referral".to_owned(),
            parts: vec![part(14, "7%"), part(110, "56%"), part(74, "37%")],
            unknown: Some(part(3, "of 201")),
            total: "n = 201".to_owned(),
            link: None,
        }],
    }
}

pub(crate) fn survey() -> Stacked {
    let row = |label: &str, counts: [u32; 5], unanswered: u32| StackedRow {
        label: label.to_owned(),
        parts: counts
            .map(|n| Measure::new(f64::from(n), n.to_string()))
            .to_vec(),
        unknown: Some(Measure::new(f64::from(unanswered), unanswered.to_string())),
        total: format!("{} of 25", 25 - unanswered),
        link: None,
    };
    Stacked {
        caption: caption(
            "survey",
            "Social workers rate the team highly",
            "25 social workers who answered the survey.",
            "For every question at least 13 of those who answered chose good or very good.",
        ),
        rows_name: "Question".to_owned(),
        levels: ["Very poor", "Poor", "Neither", "Good", "Very good"]
            .map(str::to_owned)
            .to_vec(),
        balance: Balance::Middle {
            against: 2,
            towards: 2,
        },
        rows: vec![
            row("Relationship with the team", [1, 0, 2, 8, 13], 1),
            row("Communication", [1, 1, 3, 9, 10], 1),
            row("Advice and guidance", [0, 2, 2, 7, 12], 2),
            row("Effect on the time I have for families", [1, 1, 4, 6, 7], 6),
        ],
    }
}

pub(crate) fn forest() -> Forest {
    let row = |label: &str, n, base: u32, percent, low, high, text: &str| ForestRow {
        label: label.to_owned(),
        value: Some(of(n, base, percent)),
        interval: Some(Interval::new(low, high, text)),
        unknown: Some(Measure::new(
            f64::from(201 - base) / 201.0,
            format!("{} not known", 201 - base),
        )),
        link: Some("#rows".to_owned()),
    };
    let mut rows = vec![
        row("Poor attendance", 34, 69, 49, 0.379, 0.608, "38% to 61%"),
        row("Mental health", 96, 175, 55, 0.475, 0.620, "47% to 62%"),
        row(
            "Low stimulation at home",
            41,
            180,
            23,
            0.173,
            0.294,
            "17% to 29%",
        ),
        row(
            "Known to the police",
            32,
            198,
            16,
            0.117,
            0.219,
            "12% to 22%",
        ),
        row(
            "Sexual exploitation in the last six months",
            4,
            201,
            2,
            0.008,
            0.050,
            "1% to 5%",
        ),
    ];
    rows.push(ForestRow {
        label: "Gambling".to_owned(),
        unknown: Some(Measure::new(1.0, "201 not known")),
        ..ForestRow::default()
    });
    Forest {
        caption: caption(
            "children",
            "Half of the children with known attendance attend poorly",
            "201 children at referral, of those known. The line is the 95% Wilson interval; the hatched strip is the share not known.",
            "Attendance is poor for 49% of those known, mental health a concern for 55%.",
        ),
        rows_name: "Factor".to_owned(),
        value_name: "Children".to_owned(),
        rows,
    }
}

pub(crate) fn steps() -> Steps {
    let point = |time: f64, percent: f64| StepPoint {
        time: Measure::new(time, format!("{time}")),
        share: Measure::new(percent / 100.0, format!("{percent}%")),
    };
    let line = |name: &str, points: &[(f64, f64)], censored: &[f64]| StepLine {
        name: name.to_owned(),
        points: points.iter().map(|&(t, p)| point(t, p)).collect(),
        censored: censored.to_vec(),
    };
    let tick = |months: u32| Measure::new(f64::from(months), months.to_string());
    Steps {
        caption: caption(
            "open",
            "Half of the families are closed after four months",
            "67 families with direct support; a tick is a family still open at the as-at date.",
            "The share still supported falls from 100% to 48% at four months and 6% at thirteen.",
        ),
        time_name: "Months since the first contact".to_owned(),
        ticks: [0, 2, 4, 6, 8, 10, 12].map(tick).to_vec(),
        lines: vec![
            line(
                "First year of the service",
                &[
                    (1.0, 95.0),
                    (2.0, 85.0),
                    (3.0, 68.0),
                    (4.0, 48.0),
                    (5.0, 39.0),
                    (6.0, 30.0),
                    (8.0, 18.0),
                    (10.0, 11.0),
                    (13.0, 6.0),
                ],
                &[2.5, 4.5, 7.0, 13.0],
            ),
            line(
                "Second year",
                &[(1.0, 92.0), (3.0, 60.0), (5.0, 28.0), (7.0, 21.0)],
                &[6.0, 9.0],
            ),
        ],
    }
}
