//! What no file may hold, and how long a source file may grow.

/// A Rust file longer than this has more than one concern.
const MOST_LINES: usize = 700;

/// Places that name one machine or one supplier of packages; a clone must build anywhere.
/// Split so that this file does not hold them itself.
const ELSEWHERE: &[&str] = &[
    concat!("crates", ".io"),
    concat!("npm", "js.org"),
    concat!("npm", "js.com"),
    concat!("py", "pi.org"),
    concat!("python", "hosted.org"),
    concat!("deb.", "debian.org"),
    concat!("/", "root/"),
    concat!("/", "home/"),
    concat!("/", "work/main"),
    concat!("/", "work/shared"),
];

pub(super) fn problems(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let lines = text.lines().count();
    if is_rust(path) && lines >= MOST_LINES {
        problems.push(format!(
            "{path}: {lines} lines; give a part of it a file of its own"
        ));
    }
    // Cargo writes the name of its index into its lock file and nobody can stop it.
    if path != "Cargo.lock" {
        for (number, line) in text.lines().enumerate() {
            for place in ELSEWHERE.iter().filter(|place| line.contains(**place)) {
                problems.push(format!("{path}:{}: names {place}", number + 1));
            }
        }
    }
    problems
}

fn is_rust(path: &str) -> bool {
    std::path::Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_file_stays_short_and_a_document_need_not() {
        let long = "line\n".repeat(MOST_LINES);
        assert_eq!(problems("crates/x/src/lib.rs", &long).len(), 1);
        assert_eq!(problems("docs/long.md", &long), Vec::<String>::new());
    }

    #[test]
    fn a_file_names_no_machine_and_no_registry() {
        let text = format!("one\nregistry = \"{}\"\n", ELSEWHERE[0]);
        assert_eq!(
            problems("docs/a.md", &text),
            [format!("docs/a.md:2: names {}", ELSEWHERE[0])]
        );
        assert_eq!(problems("Cargo.lock", &text), Vec::<String>::new());
    }
}
