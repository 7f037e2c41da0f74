//! What is asked wrongly, and help.

use std::fmt::Write as _;
use std::process::Stdio;

use crate::data;
use crate::program::{Folder, program};

#[test]
fn wrong_usage_is_said_and_ends_with_64() {
    let folder = Folder::new();
    let mut said = String::new();
    for words in [
        "tidy",
        "evaluate",
        "evaluate data.xlsx",
        "evaluate data.xlsx --as-at yesterday",
        "evaluate data.xlsx --as-at 2022-02-30",
        "evaluate data.xlsx --as-at 2022-08-30 --from 2022-08-31",
        "evaluate data.xlsx --as-at 2022-08-30 --format xlsx",
        "evaluate data.xlsx --as-at 2022-08-30 --format pdf",
        "evaluate data.xlsx --as-at 2022-08-30 --database sqlite:store.db",
        "evaluate --as-at 2022-08-30 --database sqlite:store.db --mapping mapping.json",
        "evaluate data.xlsx --as-at 2022-08-30 --programme-months 0",
        "import data.xlsx",
        "serve --database sqlite:store.db --listen everywhere",
    ] {
        write!(
            said,
            "$ alongside {words}\n{}\n",
            folder.run(words).failed(64)
        )
        .unwrap();
    }
    // Nothing at all asks for help, and is still not a command.
    let nothing = folder.run("").failed(64);
    assert_eq!(nothing, folder.run("--help").done());
    assert_eq!(folder.names(), Vec::<String>::new());
    insta::assert_snapshot!(said);
}

/// What each command says of itself is in `docs/cli.md`, which `cargo xtask generate` keeps.
#[test]
fn help_is_no_failure() {
    let folder = Folder::new();
    let all = folder.run("help-all").done();
    let commands = [
        "demo",
        "serve",
        "evaluate",
        "import",
        "mapping",
        "template",
        "verify",
        "looked",
        "measures",
        "permissions",
    ];
    for command in commands {
        assert!(
            all.contains(&format!("\n## alongside {command}\n")),
            "{command}"
        );
        assert!(
            folder
                .run(&format!("{command} --help"))
                .done()
                .contains("Usage: alongside")
        );
    }
    let version = format!("alongside {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(folder.run("--version").done(), version);
}

/// As `alongside evaluate … | head -1` does.
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::new();
    data::put_pilot(&folder);
    for words in [
        "evaluate csv --as-at 2022-08-30",
        "measures",
        "help-all",
        "--help",
    ] {
        let mut child = program()
            .args(words.split_whitespace())
            .current_dir(folder.as_path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ran = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&ran.stderr), "", "{words}");
        assert_eq!(ran.status.code(), Some(0), "{words}");
    }
}
