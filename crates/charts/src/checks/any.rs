//! Charts of any data: odd numbers, long words, missing parts.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::*;

pub(super) fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..1.0f64,
        4 => (0..60u32).prop_map(f64::from),
        2 => Just(0.0),
        1 => Just(1_000_000.0),
        1 => -50.0..0.0f64,
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(f64::MAX)],
    ]
}

pub(super) fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z]{0,12}( [a-z]{1,9}){0,2}",
        2 => "[0-9]{1,3}( of [0-9]{2,3} \\([0-9]{1,2}%\\))?",
        1 => "[A-Za-z,£%0-9 -]{0,120}",
        1 => "[A-Z]{30,60}",
    ]
}

prop_compose! {
    pub(super) fn measure()(value in number(), text in words()) -> Measure { Measure { value, text } }
}

prop_compose! {
    pub(super) fn interval()(low in number(), high in number(), text in words()) -> Interval {
        Interval { low, high, text }
    }
}

prop_compose! {
    pub(super) fn bar()(label in words(), value in measure(), unknown in option::of(measure()),
             interval in option::of(interval()), link in option::of(Just("#x".to_owned()))) -> Bar {
        Bar { label, value, unknown, interval, link }
    }
}

prop_compose! {
    pub(super) fn column()(label in words(), parts in vec(measure(), 0..3), text in words(), known: bool) -> Column {
        let certainty = if known { Certainty::Known } else { Certainty::Unknown };
        Column { label, parts, text, certainty, link: None }
    }
}

prop_compose! {
    pub(super) fn end()(value in number(), short in words(), text in words(), interval in option::of(interval())) -> End {
        End { value, short, text, interval }
    }
}

prop_compose! {
    pub(super) fn pair()(label in words(), before in option::of(end()), after in option::of(end()),
              difference in option::of(words()), notes in vec(words(), 0..3)) -> DumbbellRow {
        DumbbellRow { label, before, after, difference, notes, link: None }
    }
}

prop_compose! {
    pub(super) fn forest_row()(label in words(), value in option::of(measure()), interval in option::of(interval()),
                    unknown in option::of(measure())) -> ForestRow {
        ForestRow { label, value, interval, unknown, link: None }
    }
}

prop_compose! {
    pub(super) fn step()(label in words(), total: bool, value in measure(), range in option::of(interval())) -> Step {
        let kind = if total { StepKind::Total } else { StepKind::Change };
        Step { label, kind, value, range, link: None }
    }
}

prop_compose! {
    pub(super) fn stacked_row()(label in words(), parts in vec(measure(), 0..7), unknown in option::of(measure()),
                     total in words()) -> StackedRow {
        StackedRow { label, parts, unknown, total, link: None }
    }
}

pub(super) fn balance() -> impl Strategy<Value = Balance> {
    prop_oneof![
        Just(Balance::Left),
        (0..4usize, 0..4usize).prop_map(|(against, towards)| Balance::Middle { against, towards }),
    ]
}

prop_compose! {
    pub(super) fn step_line()(name in words(), times in vec((measure(), measure()), 0..8), censored in vec(number(), 0..4)) -> StepLine {
        let points = times.into_iter().map(|(time, share)| StepPoint { time, share }).collect();
        StepLine { name, points, censored }
    }
}

prop_compose! {
    pub(super) fn level()(name in words(), before in words(), after in words(), known in 0..4u8) -> SankeyLevel {
        let certainty = if known == 0 { Certainty::Unknown } else { Certainty::Known };
        SankeyLevel { name, before, after, certainty }
    }
}

prop_compose! {
    pub(super) fn any_sankey()(levels in vec(level(), 1..7), before_name in words(), after_name in words(),
                flows in vec((0..7usize, 0..7usize, measure()), 0..20)) -> Sankey {
        let flow = |(from, to, count)| Flow { from, to, count, link: None };
        let flows = flows.into_iter().map(flow).collect();
        Sankey { before_name, after_name, levels, flows, ..Sankey::default() }
    }
}
