//! What must hold for every drawing, whatever the data: each coordinate is a number, all
//! marks lie inside the view box, and no two texts meet.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::drawing::{Area, Drawing, Mark, Shape, Width};
use crate::figure::{Chart, figure};
use crate::*;

fn area(shape: &Shape) -> Area {
    let around = |points: &[(f64, f64)]| Area {
        left: points.iter().map(|p| p.0).fold(f64::INFINITY, f64::min),
        top: points.iter().map(|p| p.1).fold(f64::INFINITY, f64::min),
        right: points.iter().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max),
        bottom: points.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max),
    };
    match shape {
        Shape::Rect(area) => *area,
        Shape::Line { from, to } => around(&[*from, *to]),
        Shape::Circle { x, y, radius } => {
            around(&[(x - radius, y - radius), (x + radius, y + radius)])
        }
        // The control points of an S lie level with its ends.
        Shape::Ribbon { left, right } => around(&[
            (left.0, left.1),
            (left.0, left.2),
            (right.0, right.1),
            (right.0, right.2),
        ]),
        Shape::Polyline(points) => around(points),
    }
}

fn sound(drawing: &Drawing) -> TestCaseResult {
    let mut texts: Vec<(Area, &[String])> = Vec::new();
    for mark in &drawing.marks {
        let place = match mark {
            Mark::Shape { shape, .. } => area(shape),
            Mark::Text { text, .. } => {
                texts.push((text.area(), &text.lines));
                text.area()
            }
        };
        // A comparison with not-a-number is false, so this finds them too.
        let inside = place.left >= -0.6
            && place.top >= -0.6
            && place.right <= drawing.width + 0.6
            && place.bottom <= drawing.height + 0.6
            && place.left <= place.right
            && place.top <= place.bottom;
        prop_assert!(
            inside,
            "{mark:?} is outside {} × {}",
            drawing.width,
            drawing.height
        );
    }
    for (index, (one, words)) in texts.iter().enumerate() {
        for (other, others) in &texts[index + 1..] {
            prop_assert!(
                !one.overlaps(other),
                "{words:?} {one:?} meets {others:?} {other:?}"
            );
        }
    }
    Ok(())
}

fn holds(chart: &dyn Chart) -> TestCaseResult {
    if chart.is_empty() {
        let html = figure(chart).into_string();
        prop_assert_eq!(
            html,
            "<p class=\"chart-empty\">There is nothing to show yet.</p>"
        );
        return Ok(());
    }
    for width in [Width::Wide, Width::Narrow] {
        sound(&chart.draw(width))?;
    }
    let table = chart.table();
    for row in &table.rows {
        prop_assert_eq!(row.cells.len() + 1, table.head.len(), "a ragged table");
    }
    let html = figure(chart).into_string();
    prop_assert!(!html.contains(" style=") && !html.contains("<script"));
    Ok(())
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..1.0f64,
        4 => (0..60u32).prop_map(f64::from),
        2 => Just(0.0),
        1 => Just(1_000_000.0),
        1 => -50.0..0.0f64,
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(f64::MAX)],
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z]{0,12}( [a-z]{1,9}){0,2}",
        2 => "[0-9]{1,3}( of [0-9]{2,3} \\([0-9]{1,2}%\\))?",
        1 => "[A-Za-z,£%0-9 -]{0,120}",
        1 => "[A-Z]{30,60}",
    ]
}

prop_compose! {
    fn measure()(value in number(), text in words()) -> Measure { Measure { value, text } }
}

prop_compose! {
    fn interval()(low in number(), high in number(), text in words()) -> Interval {
        Interval { low, high, text }
    }
}

prop_compose! {
    fn bar()(label in words(), value in measure(), unknown in option::of(measure()),
             interval in option::of(interval()), link in option::of(Just("#x".to_owned()))) -> Bar {
        Bar { label, value, unknown, interval, link }
    }
}

prop_compose! {
    fn column()(label in words(), parts in vec(measure(), 0..3), text in words(), known: bool) -> Column {
        let certainty = if known { Certainty::Known } else { Certainty::Unknown };
        Column { label, parts, text, certainty, link: None }
    }
}

prop_compose! {
    fn end()(value in number(), short in words(), text in words(), interval in option::of(interval())) -> End {
        End { value, short, text, interval }
    }
}

prop_compose! {
    fn pair()(label in words(), before in option::of(end()), after in option::of(end()),
              difference in option::of(words()), notes in vec(words(), 0..3)) -> DumbbellRow {
        DumbbellRow { label, before, after, difference, notes, link: None }
    }
}

prop_compose! {
    fn forest_row()(label in words(), value in option::of(measure()), interval in option::of(interval()),
                    unknown in option::of(measure())) -> ForestRow {
        ForestRow { label, value, interval, unknown, link: None }
    }
}

prop_compose! {
    fn step()(label in words(), total: bool, value in measure(), range in option::of(interval())) -> Step {
        let kind = if total { StepKind::Total } else { StepKind::Change };
        Step { label, kind, value, range, link: None }
    }
}

prop_compose! {
    fn stacked_row()(label in words(), parts in vec(measure(), 0..7), unknown in option::of(measure()),
                     total in words()) -> StackedRow {
        StackedRow { label, parts, unknown, total, link: None }
    }
}

fn balance() -> impl Strategy<Value = Balance> {
    prop_oneof![
        Just(Balance::Left),
        (0..4usize, 0..4usize).prop_map(|(against, towards)| Balance::Middle { against, towards }),
    ]
}

prop_compose! {
    fn step_line()(name in words(), times in vec((measure(), measure()), 0..8), censored in vec(number(), 0..4)) -> StepLine {
        let points = times.into_iter().map(|(time, share)| StepPoint { time, share }).collect();
        StepLine { name, points, censored }
    }
}

prop_compose! {
    fn level()(name in words(), before in words(), after in words(), known in 0..4u8) -> SankeyLevel {
        let certainty = if known == 0 { Certainty::Unknown } else { Certainty::Known };
        SankeyLevel { name, before, after, certainty }
    }
}

prop_compose! {
    fn any_sankey()(levels in vec(level(), 1..7), before_name in words(), after_name in words(),
                flows in vec((0..7usize, 0..7usize, measure()), 0..20)) -> Sankey {
        let flow = |(from, to, count)| Flow { from, to, count, link: None };
        let flows = flows.into_iter().map(flow).collect();
        Sankey { before_name, after_name, levels, flows, ..Sankey::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn bars_hold(bars in vec(bar(), 0..6), count: bool, value_name in words()) {
        let scale = if count { Scale::Count } else { Scale::Proportion };
        holds(&Bars { value_name, scale, bars, ..Bars::default() })?;
    }

    #[test]
    fn columns_hold(columns in vec(column(), 0..22), series in vec(words(), 0..3)) {
        holds(&Columns { series, columns, ..Columns::default() })?;
    }

    #[test]
    fn dumbbells_hold(rows in vec(pair(), 0..6), before_name in words(), after_name in words()) {
        holds(&Dumbbell { before_name, after_name, rows, ..Dumbbell::default() })?;
    }

    #[test]
    fn forests_hold(rows in vec(forest_row(), 0..6)) {
        holds(&Forest { rows, ..Forest::default() })?;
    }

    #[test]
    fn waterfalls_hold(steps in vec(step(), 0..8), gain_name in words(), loss_name in words()) {
        holds(&Waterfall { gain_name, loss_name, steps, ..Waterfall::default() })?;
    }

    #[test]
    fn stacks_hold(rows in vec(stacked_row(), 0..5), levels in vec(words(), 0..7), balance in balance()) {
        holds(&Stacked { levels, balance, rows, ..Stacked::default() })?;
    }

    #[test]
    fn step_lines_hold(lines in vec(step_line(), 0..3), ticks in vec(measure(), 0..8), time_name in words()) {
        holds(&Steps { time_name, ticks, lines, ..Steps::default() })?;
    }

    #[test]
    fn sankeys_hold(chart in any_sankey()) {
        holds(&chart)?;
    }

    #[test]
    fn flows_fill_their_nodes(chart in any_sankey()) {
        if !chart.is_empty() {
            for (node, flows) in chart.heights() {
                prop_assert!((node - flows).abs() <= 1e-6 * node.max(1.0), "{node} {flows}");
            }
        }
    }
}

/// The whole page in one: any change of a drawing shows here.
macro_rules! snapshot {
    ($($name:ident),+ $(,)?) => {$(
        #[test]
        fn $name() {
            let chart = samples::$name();
            holds(&chart).unwrap();
            let html = figure(&chart).into_string().replace("><", ">\n<");
            insta::assert_snapshot!(html);
        }
    )+};
}

snapshot!(
    ages,
    bars,
    columns,
    dumbbell,
    forest,
    sankey,
    sankey_unknown,
    stacked,
    steps,
    survey,
    waterfall,
);

#[test]
fn an_image_hides_no_links() {
    let with = figure(&samples::bars()).into_string();
    assert!(with.contains("role=\"group\"") && with.contains("<a href=\"#rows\">"));
    let without = figure(&samples::columns()).into_string();
    assert!(without.contains("role=\"img\"") && !without.contains("<a "));
}

#[test]
fn ids_are_one_word_and_unique() {
    let mut chart = samples::dumbbell();
    chart.caption.id = "t5.alcohol ref".to_owned();
    let html = figure(&chart).into_string();
    assert!(html.contains("aria-labelledby=\"t5-alcohol-ref-title t5-alcohol-ref-desc\""));
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn text_is_escaped() {
    let mut chart = samples::stacked();
    chart.rows[0].label = "<script>alert(1)</script>".to_owned();
    assert!(!figure(&chart).into_string().contains("<script"));
}

#[test]
fn text_is_readable_at_320_and_576_pixels() {
    // A page of 320 pixels leaves 288 for the chart; the wide drawing begins at 576.
    assert!(text::SIZE * 288.0 / Width::Narrow.units() >= 11.0);
    assert!(text::SIZE * 576.0 / Width::Wide.units() >= 11.0);
}
