//! Running the program in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program, without what the environment of the tests would say to it.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    clean(&mut command);
    command
}

fn clean(command: &mut Command) {
    for setting in [
        "ALONGSIDE_DATABASE",
        "ALONGSIDE_KEY",
        "ALONGSIDE_KEY_FILE",
        "ALONGSIDE_LOG",
        "RUST_BACKTRACE",
    ] {
        command.env_remove(setting);
    }
    command.env("COLUMNS", "100").stdin(Stdio::null());
}

/// An empty folder in which the program is run, so that no message has a path of this machine.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the folder it is in.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names in the folder, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn as_path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the program to its end; the words are parted by spaces.
    pub(crate) fn run(&self, words: &str) -> Ran {
        self.ran(program().args(words.split_whitespace()))
    }

    /// The same with a setting in the environment.
    pub(crate) fn run_with(&self, name: &str, value: &str, words: &str) -> Ran {
        self.ran(program().env(name, value).args(words.split_whitespace()))
    }

    /// The same with so little memory that nothing large can be unpacked unseen.
    pub(crate) fn run_in_little_memory(&self, words: &str) -> Ran {
        let mut shell = Command::new("sh");
        clean(&mut shell);
        // In KiB of addresses, of which a program takes many more than it uses.
        let script = r#"ulimit -v 400000 && exec "$0" "$@""#;
        shell
            .args(["-c", script, env!("CARGO_BIN_EXE_alongside")])
            .args(words.split_whitespace());
        self.ran(&mut shell)
    }

    fn ran(&self, command: &mut Command) -> Ran {
        let Output {
            status,
            stdout,
            stderr,
        } = command.current_dir(self.as_path()).output().unwrap();
        Ran {
            words: command
                .get_args()
                .map(|word| word.to_string_lossy().into_owned())
                .collect::<Vec<_>>()
                .join(" "),
            status: status.code(),
            out: String::from_utf8_lossy(&stdout).into_owned(),
            err: String::from_utf8_lossy(&stderr).into_owned(),
        }
    }
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    words: String,
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// What was printed by a run that did what was asked and complained of nothing.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(
            (self.status, self.err.as_str()),
            (Some(0), ""),
            "{}",
            self.words
        );
        self.out
    }

    /// What was said by a run that ended with this status and printed nothing.
    #[track_caller]
    pub(crate) fn failed(self, status: i32) -> String {
        assert_eq!(
            (self.status, self.out.as_str()),
            (Some(status), ""),
            "{}: {}",
            self.words,
            self.err
        );
        self.err
    }
}
