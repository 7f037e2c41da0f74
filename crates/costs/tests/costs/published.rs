//! Every golden figure, from the unit costs and the counts.

use std::collections::BTreeMap;

use costs::{Catalogue, MissingCode, figures};

use crate::{amount, published};

const GOLDEN: &[(&str, &str)] = &[
    ("cost.atrisk", "35"),
    ("cost.avoided", "31"),
    ("cost.avoided13", "13"),
    ("cost.proceedings", "1213371"),
    ("cost.place_min", "1063920"),
    ("cost.place_max", "3807804"),
    ("cost.residential13", "3190044"),
    ("cost.sw_family_year", "2392"),
    ("cost.sw_year", "193752"),
    ("cost.sw_18m", "290628"),
    ("cost.stepdown", "27498"),
    ("cost.stepdown_children", "18"),
    ("app2.sw.qty", "318.5"),
    ("app2.sw.gbp", "14651"),
    ("app2.ae.qty", "72"),
    ("app2.ae.gbp", "11952"),
    ("app2.gp.qty", "16"),
    ("app2.gp.gbp", "512"),
    ("app2.ambulance.qty", "72"),
    ("app2.ambulance.gbp", "17424"),
    ("app2.police.qty", "54"),
    ("app2.police.gbp", "16902"),
    ("app2.da_callout.qty", "7"),
    ("app2.da_callout.gbp", "3493"),
    ("app2.da_deesc.qty", "41"),
    ("app2.da_deesc.gbp", "20459"),
    ("app2.camhs.qty", "29"),
    ("app2.camhs.gbp", "4263"),
    ("app2.adult.qty", "75"),
    ("app2.adult.gbp", "11025"),
    ("app2.school.qty", "82"),
    ("app2.school.gbp", "3321"),
    ("app2.prison.qty", "3"),
    ("app2.prison.gbp", "21391.23"),
    ("app2.health", "29888"),
    ("app2.police_all", "40854"),
    ("app2.mh", "15288"),
    ("app2.partner", "110742.23"),
    ("t7.gross_min", "2720810.23"),
    ("t7.gross_max", "5464694.23"),
    ("t7.service", "590000"),
    ("t7.net_min", "2130810.23"),
    ("t7.net_max", "4874694.23"),
    ("t7p.gross_min", "2720804"),
    ("t7p.gross_max", "5464688"),
    ("t7p.net_min", "2130804"),
    ("t7p.net_max", "4874688"),
];

#[test]
fn every_golden_figure_once_and_no_other() {
    let figures = figures(&Catalogue::standard(), &published()).unwrap();
    let ours: BTreeMap<&str, _> = figures
        .iter()
        .map(|figure| (figure.id, figure.value.normalize()))
        .collect();
    assert_eq!(ours.len(), figures.len(), "an id is there twice");
    let golden: BTreeMap<&str, _> = GOLDEN
        .iter()
        .map(|(id, value)| (*id, amount(value)))
        .collect();
    assert_eq!(ours, golden);
}

#[test]
fn a_figure_says_how_it_comes_about() {
    let figures = figures(&Catalogue::standard(), &published()).unwrap();
    let formula = |id: &str| {
        let figure = figures.iter().find(|figure| figure.id == id).unwrap();
        (figure.formula.as_str(), figure.line)
    };
    assert_eq!(formula("app2.ae.gbp"), ("72 × £166", Some("ae")));
    assert_eq!(
        formula("app2.school.gbp"),
        ("82 × 1.5 hours × £27", Some("school"))
    );
    assert_eq!(
        formula("cost.stepdown"),
        ("6 × £1,893 + 12 × £1,345", Some("stepdown"))
    );
    assert_eq!(
        formula("cost.sw_family_year"),
        ("1 hour a week × 52 weeks × £46", Some("sw_time"))
    );
    assert_eq!(
        formula("cost.sw_18m"),
        (
            "81 × 1 hour a week × 52 weeks × 18 months × £46 ÷ 12 months in a year",
            Some("sw_time")
        )
    );
    assert_eq!(
        formula("app2.prison.gbp"),
        ("34 × £629.1538", Some("prison"))
    );
    assert_eq!(
        formula("app2.prison.qty"),
        ("counted from records", Some("prison"))
    );
}

#[test]
fn a_price_that_is_not_in_the_catalogue_is_named() {
    let standard = Catalogue::standard();
    for row in standard.rows() {
        // Only the mode "as printed" reads the price that the report states.
        if row.code == "care_proceedings_stated" {
            continue;
        }
        let rest = standard
            .rows()
            .iter()
            .filter(|other| *other != row)
            .cloned();
        let without = Catalogue::new(rest.collect()).unwrap();
        let error = figures(&without, &published()).unwrap_err();
        let named = MissingCode(row.code.clone()).to_string();
        assert!(error.to_string().ends_with(&named), "{error}");
    }
}
