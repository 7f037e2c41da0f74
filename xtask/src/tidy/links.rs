//! Links between documents lead somewhere.

use super::Tree;

pub(super) fn problems(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, text) in tree
        .files
        .iter()
        .filter(|(path, _)| path.to_ascii_lowercase().ends_with(".md"))
    {
        for target in targets(text) {
            let full = resolve(path, target);
            let inside = format!("{full}/");
            if !tree
                .paths
                .iter()
                .any(|known| *known == full || known.starts_with(&inside))
            {
                problems.push(format!("{path}: links to {target}, which is not there"));
            }
        }
    }
    problems
}

/// The paths in `[words](path)`, without web addresses, places on the same page and Rust items.
fn targets(markdown: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    markdown
        .lines()
        .filter(move |line| {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            !fenced
        })
        .flat_map(|line| line.split("](").skip(1))
        .filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
        .filter_map(|target| target.split('#').next())
        .filter(|target| !target.is_empty() && !target.contains(':') && !target.contains(' '))
}

/// A path written in a document, seen from the top of the tree.
fn resolve(document: &str, target: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_from_where_its_document_stands() {
        assert_eq!(resolve("README.md", "docs/running.md"), "docs/running.md");
        assert_eq!(
            resolve("docs/decisions/0001.md", "../running.md"),
            "docs/running.md"
        );
        assert_eq!(resolve("crates/web/README.md", "./src/"), "crates/web/src");
    }

    #[test]
    fn only_paths_are_followed() {
        let text = "[a](docs/a.md#part) [b](https://example.org/b) [c](#here) [d](crate::Item)\n```\n[e](f.md)\n```\n";
        assert_eq!(targets(text).collect::<Vec<_>>(), ["docs/a.md"]);
    }

    #[test]
    fn a_dead_link_is_found_and_a_directory_is_alive() {
        let tree = Tree {
            files: vec![("README.md".into(), "[x](docs/) [y](docs/gone.md)".into())],
            paths: vec!["README.md".into(), "docs/a.md".into()],
        };
        assert_eq!(
            problems(&tree),
            ["README.md: links to docs/gone.md, which is not there"]
        );
    }
}
