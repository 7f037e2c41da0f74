//! `cargo xtask tidy`: the rules of the house that no compiler knows.
//!
//! Each rule is a function from text to problems; this file only reads the tree and prints.

mod dependencies;
mod links;
mod migrations;
mod text;

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::run::{Place, output};

pub(crate) fn run(place: &Place) -> Result<()> {
    let tree = Tree::read(&place.top)?;
    let mut problems = dependencies::problems(&tree);
    problems.extend(
        tree.files
            .iter()
            .flat_map(|(path, text)| text::problems(path, text)),
    );
    problems.extend(links::problems(&tree));
    problems.extend(migrations::problems(&tree));
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => {
            println!("{} files are tidy", tree.files.len());
            Ok(())
        }
        count => bail!("{count} untidy"),
    }
}

/// The text files of the tree, by path from its top, in order of path.
struct Tree {
    files: Vec<(String, String)>,
    /// Every path, of text files and others.
    paths: Vec<String>,
}

impl Tree {
    /// What is kept and what is about to be: the files git knows and those it would add.
    fn read(top: &Path) -> Result<Self> {
        let listed = output(
            std::process::Command::new("git")
                .args([
                    "ls-files",
                    "--cached",
                    "--others",
                    "--exclude-standard",
                    "-z",
                ])
                .current_dir(top),
        )?;
        let mut paths: Vec<String> = listed
            .split('\0')
            .filter(|path| !path.is_empty() && top.join(path).is_file())
            .map(str::to_owned)
            .collect();
        paths.sort();
        paths.dedup();
        let mut files = Vec::new();
        for path in &paths {
            let bytes =
                std::fs::read(top.join(path)).with_context(|| format!("could not read {path}"))?;
            if let Ok(text) = String::from_utf8(bytes) {
                files.push((path.clone(), text));
            }
        }
        Ok(Self { files, paths })
    }

    fn text(&self, wanted: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|(path, _)| path == wanted)
            .map(|(_, text)| text.as_str())
    }
}
