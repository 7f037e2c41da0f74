//! Migrations: one number is one migration, and both engines have the same.

use std::collections::{BTreeMap, BTreeSet};

use super::Tree;

const ENGINES: [&str; 2] = ["sqlite", "postgres"];

pub(super) fn problems(tree: &Tree) -> Vec<String> {
    let [lite, pg] = ENGINES.map(|engine| names(tree, engine));
    let mut problems = Vec::new();
    for (engine, names) in ENGINES.iter().zip([&lite, &pg]) {
        let mut numbers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for name in names {
            let number = name.split('_').next().unwrap_or_default();
            numbers.entry(number).or_default().push(name);
        }
        for (number, names) in numbers.iter().filter(|(_, names)| names.len() > 1) {
            let names = names.join(" and ");
            problems.push(format!("{engine}: {names} have the same number {number}"));
        }
    }
    for (names, others, engine) in [(&lite, &pg, ENGINES[1]), (&pg, &lite, ENGINES[0])] {
        for name in names.difference(others) {
            problems.push(format!("{engine}: there is no migration {name}"));
        }
    }
    problems
}

/// The names of an engine's migrations.
fn names<'a>(tree: &'a Tree, engine: &str) -> BTreeSet<&'a str> {
    let folder = format!("crates/store/migrations/{engine}/");
    tree.paths
        .iter()
        .filter_map(|path| path.strip_prefix(&folder))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems_of(lite: &[&str], pg: &[&str]) -> Vec<String> {
        let path = |engine: &str, name: &&str| format!("crates/store/migrations/{engine}/{name}");
        let lite = lite.iter().map(|name| path("sqlite", name));
        let pg = pg.iter().map(|name| path("postgres", name));
        problems(&Tree {
            files: Vec::new(),
            paths: lite.chain(pg).collect(),
        })
    }

    #[test]
    fn equal_names_with_a_number_each_are_tidy() {
        let names = ["0001_family.sql", "0002_entry.sql"];
        assert_eq!(problems_of(&names, &names), Vec::<String>::new());
    }

    #[test]
    fn two_migrations_with_one_number_are_found() {
        let names = ["0001_family.sql", "0002_entry.sql", "0002_team.sql"];
        let found = "0002_entry.sql and 0002_team.sql have the same number 0002";
        let found = ENGINES.map(|engine| format!("{engine}: {found}"));
        assert_eq!(problems_of(&names, &names), found);
    }

    #[test]
    fn a_migration_that_one_engine_lacks_is_found() {
        assert_eq!(
            problems_of(&["0001_family.sql"], &["0001_families.sql"]),
            [
                "postgres: there is no migration 0001_family.sql",
                "sqlite: there is no migration 0001_families.sql"
            ]
        );
    }
}
