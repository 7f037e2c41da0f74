//! A private PostgreSQL server that lives as long as the tests.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::machine;
use crate::run::{output, succeed};

/// A running throw-away server; it stops and its files go when this value does.
pub(crate) struct Postgres {
    programs: PathBuf,
    home: PathBuf,
    port: u16,
    runs_as: RunsAs,
    server: Child,
}

/// PostgreSQL refuses to run as the superuser.
#[derive(Clone, Copy)]
enum RunsAs {
    Us,
    ThePostgresUser,
}

impl Postgres {
    /// Makes and starts a server on a free loopback port, installing PostgreSQL where it is missing.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs()?;
        let runs_as = if machine::is_root()? {
            RunsAs::ThePostgresUser
        } else {
            RunsAs::Us
        };
        // Not under the build directory: another user must reach it, and a socket's path must be short.
        let home = std::env::temp_dir().join(format!("alongside-postgres-{}", std::process::id()));
        std::fs::create_dir(&home).with_context(|| format!("could not make {}", home.display()))?;
        let started = begin(&programs, &home, runs_as);
        if started.is_err() {
            // The first complaint is the one worth hearing.
            let _ = std::fs::remove_dir_all(&home);
        }
        let (server, port) = started?;
        let postgres = Self {
            programs,
            home,
            port,
            runs_as,
            server,
        };
        postgres.wait_until_ready()?;
        Ok(postgres)
    }

    /// What the tests connect to: the superuser of the server, free to make databases.
    pub(crate) fn url(&self) -> String {
        format!("postgres://alongside@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&self) -> Result<()> {
        let patience = Duration::from_mins(1);
        let start = Instant::now();
        let mut ask = Command::new(self.programs.join("pg_isready"));
        ask.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        while !ask
            .status()
            .context("could not start pg_isready")?
            .success()
        {
            if start.elapsed() > patience {
                let log = std::fs::read_to_string(self.home.join("log")).unwrap_or_default();
                bail!(
                    "PostgreSQL did not answer within {} seconds:\n{log}",
                    patience.as_secs()
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = command(self.runs_as, &self.programs.join("pg_ctl"), &self.home);
        stop.arg("stop")
            .arg("-s")
            .args(["-m", "immediate"])
            .arg("-D")
            .arg(self.home.join("data"));
        if succeed(&mut stop).is_err() {
            // It may be gone already; the wait below collects it either way.
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        if let Err(problem) = std::fs::remove_dir_all(&self.home) {
            println!("Left behind {}: {problem}", self.home.display());
        }
    }
}

fn begin(programs: &Path, home: &Path, runs_as: RunsAs) -> Result<(Child, u16)> {
    if let RunsAs::ThePostgresUser = runs_as {
        succeed(Command::new("chown").arg("postgres:").arg(home))?;
    }
    let data = home.join("data");
    output(
        command(runs_as, &programs.join("initdb"), home)
            .args([
                "--username=alongside",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "-D",
            ])
            .arg(&data),
    )?;
    let port = free_port()?;
    let log = std::fs::File::create(home.join("log")).context("the server's log")?;
    let mut server = command(runs_as, &programs.join("postgres"), home);
    server.arg("-D").arg(&data).arg("-k").arg(home).args([
        "-h",
        "127.0.0.1",
        "-p",
        &port.to_string(),
    ]);
    // The data live for minutes: a crash of the machine loses nothing worth having.
    for setting in [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=200",
    ] {
        server.args(["-c", setting]);
    }
    server
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    Ok((server.spawn().context("could not start PostgreSQL")?, port))
}

/// A command of PostgreSQL's as a user it accepts, which ends when we do, however we end.
fn command(runs_as: RunsAs, program: &Path, home: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "QUIT"]).current_dir(home);
    if let RunsAs::ThePostgresUser = runs_as {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.arg("--").arg(program);
    command
}

fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on loopback")?;
    Ok(listener.local_addr()?.port())
}

/// The directory of the newest PostgreSQL on this machine; Debian keeps the server's off the search path.
fn programs() -> Result<PathBuf> {
    if find_programs().is_none() {
        machine::install(&["postgresql"], "the tests on PostgreSQL")?;
    }
    find_programs().context("PostgreSQL's initdb is not to be found after installing it")
}

fn find_programs() -> Option<PathBuf> {
    if let Some(program) = machine::on_path("initdb") {
        // A link to one program says where its fellows are.
        return Some(program.canonicalize().ok()?.parent()?.to_path_buf());
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|directory| directory.join("initdb").is_file())
        .max_by_key(|directory| version(directory))
}

/// The number in `…/15/bin`.
fn version(directory: &Path) -> Option<u32> {
    directory.parent()?.file_name()?.to_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers_not_words() {
        let newest = ["/lib/9/bin", "/lib/15/bin"]
            .into_iter()
            .max_by_key(|text| version(Path::new(text)));
        assert_eq!(newest, Some("/lib/15/bin"));
        assert_eq!(version(Path::new("/lib/common/bin")), None);
    }
}
