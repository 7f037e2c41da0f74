//! Single cases: the edges of the data and the promises of the markup.

use super::holds;
use crate::drawing::{Mark, Text, Width, number};
use crate::figure::{Chart, figure};
use crate::paint::Paint;
use crate::*;

fn paints(chart: &dyn Chart) -> Vec<Paint> {
    let drawing = chart.draw(Width::Wide);
    let paint = |mark: &Mark| match mark {
        Mark::Shape { paint, .. } => Some(*paint),
        Mark::Text { .. } => None,
    };
    drawing.marks.iter().filter_map(paint).collect()
}

fn texts(chart: &dyn Chart, width: Width) -> Vec<Text> {
    let drawing = chart.draw(width);
    let text = |mark: Mark| match mark {
        Mark::Text { text, .. } => Some(text),
        Mark::Shape { .. } => None,
    };
    drawing.marks.into_iter().filter_map(text).collect()
}

fn one_bar(label: &str, value: f64, text: &str) -> Bars {
    Bars {
        scale: Scale::Count,
        bars: vec![Bar {
            label: label.to_owned(),
            value: Measure::new(value, text),
            ..Bar::default()
        }],
        ..Bars::default()
    }
}

#[test]
fn no_data_says_so() {
    let nothing = "<p class=\"chart-empty\">There is nothing to show yet.</p>";
    let empty: [&dyn Chart; 8] = [
        &Bars::default(),
        &Columns::default(),
        &Dumbbell::default(),
        &Forest::default(),
        &Sankey::default(),
        &Stacked::default(),
        &Steps::default(),
        &Waterfall::default(),
    ];
    for chart in empty {
        assert_eq!(figure(chart).into_string(), nothing);
    }
}

#[test]
fn nothing_counted_is_a_row_without_a_bar() {
    let chart = one_bar("Northhaven", 0.0, "0");
    holds(&chart).unwrap();
    assert!(!paints(&chart).contains(&Paint::Strong));
    assert!(
        texts(&chart, Width::Wide)
            .iter()
            .any(|text| text.lines == ["0"])
    );
}

#[test]
fn a_zero_total_stack_keeps_its_row() {
    let chart = Stacked {
        levels: vec!["Low".to_owned(), "High".to_owned()],
        rows: vec![StackedRow {
            label: "March".to_owned(),
            parts: vec![Measure::new(0.0, "0"), Measure::new(0.0, "0")],
            ..StackedRow::default()
        }],
        ..Stacked::default()
    };
    holds(&chart).unwrap();
    assert!(
        texts(&chart, Width::Wide)
            .iter()
            .any(|text| text.lines == ["March"])
    );
}

#[test]
fn a_sankey_of_no_one_says_so() {
    let mut chart = samples::sankey();
    for flow in &mut chart.flows {
        flow.count.value = 0.0;
    }
    assert!(chart.is_empty());
}

#[test]
fn a_long_label_wraps_and_is_whole() {
    let label = "Support in the past that was offered too late, too far away or for too short a time to be of any use to the family";
    let chart = one_bar(label, 3.0, "3");
    for width in [Width::Wide, Width::Narrow] {
        let lines = texts(&chart, width).remove(0).lines;
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), label);
    }
}

#[test]
fn a_million_fits() {
    let chart = one_bar("All", 1_000_000.0, "1,000,000");
    holds(&chart).unwrap();
    assert!(figure(&chart).into_string().contains("1,000,000"));
}

#[test]
fn coordinates_print_briefly_and_without_minus_zero() {
    assert_eq!(
        [12.0, 0.25, -0.01, 1e6].map(number),
        ["12", "0.3", "0", "1000000"]
    );
}

#[test]
fn the_unknown_is_always_drawn() {
    let charts: [&dyn Chart; 6] = [
        &samples::bars(),
        &samples::ages(),
        &samples::forest(),
        &samples::sankey_unknown(),
        &samples::stacked(),
        &samples::survey(),
    ];
    for chart in charts {
        assert!(
            paints(chart).contains(&Paint::Unknown),
            "{}",
            chart.caption().id
        );
    }
}

#[test]
fn a_missing_end_is_named() {
    let html = figure(&samples::dumbbell()).into_string();
    assert!(html.contains("2 of 41 (5%) → not known"));
    assert!(html.contains("<td>2 of 41 (5%)</td>"));
}

#[test]
fn flows_are_painted_by_direction() {
    let chart = samples::sankey_unknown();
    let ribbons = |paint: Paint| paints(&chart).iter().filter(|p| **p == paint).count();
    // Every direction has one more: its sign in the legend.
    assert_eq!(ribbons(Paint::Down), 2 + 1);
    assert_eq!(ribbons(Paint::Same), 3 + 1);
    assert_eq!(ribbons(Paint::Up), 3 + 1);
    // Five flows and the two nodes at their ends.
    assert_eq!(ribbons(Paint::Unknown), 5 + 2 + 1);
}

#[test]
fn the_table_has_every_flow() {
    let chart = samples::sankey();
    let table = chart.table();
    assert_eq!(table.rows.len(), chart.flows.len());
    assert_eq!(table.rows[0].cells, ["In care", "3"]);
}

#[test]
fn the_gallery_is_one_page_of_all_kinds() {
    let page = gallery();
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert_eq!(page.matches("<figure").count(), 11);
    assert_eq!(page.matches("<svg").count(), 22);
}

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
