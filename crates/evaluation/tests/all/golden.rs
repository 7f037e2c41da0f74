//! The pilot's data give every figure its known value.

use serde_json::Value as Json;

#[test]
fn every_figure_has_its_known_value() {
    let golden: std::collections::BTreeMap<String, Json> =
        serde_json::from_str(include_str!("../data/golden.json")).unwrap();
    let evaluation = serde_json::to_value(crate::pilot::evaluation()).unwrap();
    let figures: std::collections::BTreeMap<&str, &Json> = evaluation["figures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["id"].as_str().unwrap(), f))
        .collect();
    let mut wrong = Vec::new();
    for (id, expected) in &golden {
        let Some(figure) = figures.get(id.as_str()) else {
            wrong.push(format!("{id} is not there"));
            continue;
        };
        let fits = match expected {
            Json::Object(share) => {
                let percent = figure["percent"].as_f64().unwrap();
                share["n"] == figure["n"]
                    && share["N"] == figure["base"]
                    && share["pct"].as_f64() == Some((percent + 0.5).floor())
            }
            scalar => same_number(scalar, &figure["value"]),
        };
        if !fits {
            wrong.push(format!("{id}: expected {expected}, found {figure}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(golden.len(), 197, "the golden figures of the service data");
}

/// 7 and 7.0 are the same number.
fn same_number(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_number(a, b))
        }
        _ => a.as_f64().is_some() && a.as_f64() == b.as_f64(),
    }
}
