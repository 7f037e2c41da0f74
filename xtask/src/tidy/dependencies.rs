//! Who may stand on whom, and why each outside crate is there.

use super::Tree;

/// The floors of the house. A crate stands only on floors below its own.
const FLOORS: &[(u8, &[&str])] = &[
    (0, &["calendar", "statistics", "passkeys"]),
    (1, &["record", "identity"]),
    (2, &["casework", "costs", "charts", "govuk"]),
    (3, &["evaluation", "access"]),
    (4, &["spreadsheet", "store", "report"]),
    (5, &["web"]),
    (6, &["alongside"]),
];

/// Neighbours on one floor where one may use the other.
const NEIGHBOURS: &[(&str, &str)] = &[("report", "spreadsheet")];

pub(super) fn problems(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    if let Some(text) = tree.text("Cargo.toml") {
        problems.extend(reasons(text));
    }
    for (path, text) in &tree.files {
        if let Some(name) = path
            .strip_prefix("crates/")
            .and_then(|rest| rest.strip_suffix("/Cargo.toml"))
        {
            problems.extend(edges(name, text));
        }
    }
    problems
}

fn floor(name: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(_, names)| names.contains(&name))
        .map(|(floor, _)| *floor)
}

/// The entries of every table of dependencies in a manifest: name and the rest of the line.
fn entries(manifest: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut inside = false;
    manifest.lines().filter_map(move |line| {
        if let Some(table) = line.trim().strip_prefix('[') {
            inside = table.trim_end_matches(']').ends_with("dependencies");
            return None;
        }
        let (name, rest) = line.split_once('=')?;
        let name = name.trim();
        (inside && !name.starts_with('#')).then_some((name, rest))
    })
}

/// Edges of one crate that do not go down, and outside crates not taken from the workspace's list.
fn edges(name: &str, manifest: &str) -> Vec<String> {
    let Some(own) = floor(name) else {
        return vec![format!(
            "crates/{name}: has no floor; give it one in xtask/src/tidy/dependencies.rs"
        )];
    };
    let mut problems = Vec::new();
    for (entry, rest) in entries(manifest) {
        let Some((used, "workspace")) = entry.split_once('.').or_else(|| {
            let bare = rest.contains("workspace = true");
            bare.then_some((entry, "workspace"))
        }) else {
            problems.push(format!(
                "crates/{name}: takes {entry} past the list in the top Cargo.toml"
            ));
            continue;
        };
        if let Some(below) = floor(used)
            && below >= own
            && !NEIGHBOURS.contains(&(name, used))
        {
            problems.push(format!(
                "crates/{name} (floor {own}) may not stand on {used} (floor {below})"
            ));
        }
    }
    problems
}

/// Outside crates in the workspace's list without a reason beside them.
fn reasons(manifest: &str) -> Vec<String> {
    entries(manifest)
        .filter(|(_, rest)| !rest.contains("path ="))
        .filter(|(_, rest)| {
            rest.rsplit_once('#')
                .is_none_or(|(_, reason)| reason.trim().len() < 3)
        })
        .map(|(name, _)| format!("Cargo.toml: {name} has no reason beside it"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_goes_down() {
        let manifest = "[dependencies]\nrecord.workspace = true\nserde = { workspace = true }\n";
        assert_eq!(edges("casework", manifest), Vec::<String>::new());
    }

    #[test]
    fn an_edge_does_not_go_up_or_sideways_even_in_tests() {
        let manifest = "[dependencies]\ncosts.workspace = true\n\n[dev-dependencies]\nstore.workspace = true\n";
        assert_eq!(
            edges("casework", manifest),
            [
                "crates/casework (floor 2) may not stand on costs (floor 2)",
                "crates/casework (floor 2) may not stand on store (floor 4)"
            ]
        );
    }

    #[test]
    fn a_report_may_use_its_neighbour_the_spreadsheet_and_not_the_reverse() {
        assert_eq!(
            edges("report", "[dependencies]\nspreadsheet.workspace = true\n"),
            Vec::<String>::new()
        );
        assert_eq!(
            edges("spreadsheet", "[dependencies]\nreport.workspace = true\n").len(),
            1
        );
    }

    #[test]
    fn a_crate_has_a_floor_and_takes_versions_from_the_top() {
        assert_eq!(edges("attic", "").len(), 1);
        assert_eq!(
            edges(
                "record",
                "[package]\nversion.workspace = true\n[dependencies]\nserde = \"1\"\n"
            ),
            ["crates/record: takes serde past the list in the top Cargo.toml"]
        );
    }

    #[test]
    fn an_outside_crate_has_its_reason() {
        let manifest = "[workspace.dependencies]\nrecord = { path = \"crates/record\" }\nserde = \"1\" # formats\ncsv = \"1\"\n";
        assert_eq!(
            reasons(manifest),
            ["Cargo.toml: csv has no reason beside it"]
        );
    }
}
