//! Each mode against what the source report prints or implies.

use costs::{Catalogue, Estimate, Mode};

use crate::{amount, estimate, published};

/// Table 7 and Appendix 2 as printed on paper, line by line.
#[test]
fn as_reported_is_the_report_to_the_pound() {
    let reported = estimate(Mode::AsReported);
    for (line, printed) in [
        ("proceedings", "1213371"),
        ("place_min", "1063920"),
        ("place_max", "3807804"),
        ("sw_time", "290628"),
        ("stepdown", "27498"),
        ("emergency_sw", "14651"),
        ("ae", "11952"),
        ("gp", "512"),
        ("ambulance", "17424"),
        ("police", "16902"),
        ("da_callout", "3493"),
        ("da_deesc", "20459"),
        ("school", "3314"),
        ("camhs", "4263"),
        ("adult", "11025"),
        ("prison", "21391.23"),
        ("service", "590000"),
    ] {
        assert_eq!(
            reported.line(line).unwrap().shown,
            amount(printed),
            "{line}"
        );
    }
    let totals = &reported.totals;
    assert_eq!(totals.partner, amount("110736"));
    assert_eq!(totals.gross_min, amount("2720804"));
    assert_eq!(totals.gross_max, amount("5464688"));
    assert_eq!(totals.net_min, amount("2130804"));
    assert_eq!(totals.net_max, amount("4874688"));
    assert_eq!(
        reported.line("prison").unwrap().formula,
        "34 × £32,716 ÷ 52 weeks in a year"
    );
    assert_eq!(
        reported.line("school").unwrap().formula,
        "82 × 1.5 hours × £26.946"
    );
}

/// The lines as shown add up to a pound less than the total; the pence make the pound.
#[test]
fn as_reported_adds_pence_before_it_rounds() {
    let reported = estimate(Mode::AsReported);
    let partners = || reported.lines.iter().filter(|line| line.group.is_partner());
    let shown: rust_decimal::Decimal = partners().map(|line| line.shown).sum();
    let pence: rust_decimal::Decimal = partners().map(|line| line.amount).sum();
    assert_eq!(shown, amount("110735.23"));
    assert_eq!(pence, amount("110735.59"));
}

#[test]
fn as_printed_takes_the_prices_in_words() {
    let printed = estimate(Mode::AsPrinted);
    assert_eq!(
        printed.line("proceedings").unwrap().shown,
        amount("1373300")
    );
    assert_eq!(printed.line("school").unwrap().shown, amount("3321"));
    let totals = &printed.totals;
    assert_eq!(totals.partner, amount("110742.23"));
    assert_eq!(totals.gross_min, amount("2880739.23"));
    assert_eq!(totals.gross_max, amount("5624623.23"));
    assert_eq!(totals.net_min, amount("2290739.23"));
    assert_eq!(totals.net_max, amount("5034623.23"));
}

/// A catalogue's own row of an implied price comes before the one the crate carries.
#[test]
fn an_implied_price_gives_way_to_the_catalogue_at_hand() {
    let mut rows = Catalogue::standard().rows().to_vec();
    let mut hour = Catalogue::implied()
        .get("teacher_hour_used")
        .unwrap()
        .clone();
    hour.value = amount("30");
    rows.push(hour);
    let catalogue = Catalogue::new(rows).unwrap();
    let shown = |mode| {
        let estimate = Estimate::work_out(&catalogue, &published(), mode).unwrap();
        estimate.line("school").unwrap().shown
    };
    assert_eq!(shown(Mode::AsReported), amount("3690"));
    assert_eq!(shown(Mode::FromRows), amount("3321"));
}

#[test]
fn savings_by_agency() {
    let rows = estimate(Mode::FromRows);
    let shares: Vec<(&str, String, String)> = rows
        .by_agency
        .iter()
        .map(|share| {
            let text = |value: rust_decimal::Decimal| value.normalize().to_string();
            (share.name.as_str(), text(share.at_least), text(share.cost))
        })
        .collect();
    let share = |name, saving: &str, cost: &str| (name, saving.to_owned(), cost.to_owned());
    assert_eq!(
        shares,
        [
            share("local authority", "2610068", "590000"),
            share("NHS", "29888", "0"),
            share("police", "40854", "0"),
            share("school", "3321", "0"),
            share("NHS mental health", "15288", "0"),
            share("MoJ", "21391.23", "0"),
        ]
    );
}

/// The whole estimate as JSON, so that any change of a figure, a word or a field is seen.
#[test]
fn whole_estimates() {
    for mode in Mode::ALL {
        let json = serde_json::to_string_pretty(&estimate(mode)).unwrap();
        insta::assert_snapshot!(mode.code(), json);
    }
}
