//! The two engines: opening them as safely as they can be, and their transactions.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::Error;
use crate::sql::{args, statements};
use crate::transaction::Tx;

statements! {
    VERSION = "select sqlite_version()";
    SYNCHRONOUS = "pragma synchronous";
    JOURNAL_MODE = "pragma journal_mode";
    FOREIGN_KEYS = "pragma foreign_keys";
}

/// Statements that only SQLite has.
#[cfg(test)]
pub(crate) const ONLY_SQLITE: &[crate::sql::Sql] =
    &[VERSION, SYNCHRONOUS, JOURNAL_MODE, FOREIGN_KEYS];

/// The first SQLite without the race that could damage a database in WAL mode.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Where the store is.
#[derive(Clone)]
pub(crate) enum Address {
    File(PathBuf),
    Server(Box<PgConnectOptions>),
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(url: &str) -> Result<Self, Error> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(Error::Address(
                    "the address sqlite: needs the path of a file after it".to_owned(),
                ));
            }
            return Ok(Self::File(PathBuf::from(path)));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            // The error of the driver would repeat the password.
            return url
                .parse()
                .map(|options| Self::Server(Box::new(options)))
                .map_err(|_| {
                    Error::Address("the postgres:// address of the store cannot be read".to_owned())
                });
        }
        Err(Error::Address(
            "the address of the store starts with sqlite: or postgres://".to_owned(),
        ))
    }
}

/// An open engine.
pub(crate) enum Engine {
    Lite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Pg(PgPool),
}

/// How long a writer waits for its turn: longer than the bringing in of a very large workbook.
const WRITER_PATIENCE: Duration = Duration::from_mins(30);

/// Connections that read at once. Each has a thread, and pages of its own in memory.
const READERS: u32 = 8;
/// Pages of the database that each connection keeps: 8 MB, as SQLite says it.
const CACHE: &str = "-8192";
/// Statements that each connection keeps prepared: all there are.
const STATEMENTS_KEPT: usize = 512;

impl Engine {
    pub(crate) async fn open(address: &Address) -> Result<Self, Error> {
        let engine = match address {
            Address::File(path) => {
                private_file(path)?;
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_secs(30))
                    .pragma("trusted_schema", "off")
                    .pragma("temp_store", "memory")
                    .pragma("cache_size", CACHE)
                    .statement_cache_capacity(STATEMENTS_KEPT);
                let writer = SqlitePoolOptions::new()
                    .max_connections(1)
                    .test_before_acquire(false)
                    .acquire_timeout(WRITER_PATIENCE)
                    .connect_with(options.clone())
                    .await?;
                let readers = SqlitePoolOptions::new()
                    .max_connections(READERS)
                    // A file does not hang up, and asking costs as much as a short statement.
                    .test_before_acquire(false)
                    .connect_with(options)
                    .await?;
                Self::Lite { writer, readers }
            }
            Address::Server(options) => {
                let pool = PgPoolOptions::new()
                    .max_connections(10)
                    .connect_with(options.as_ref().clone())
                    .await?;
                Self::Pg(pool)
            }
        };
        engine.assert_safe().await?;
        Ok(engine)
    }

    /// Reads back what was asked for: a setting that silently did not take loses entries.
    async fn assert_safe(&self) -> Result<(), Error> {
        if !matches!(self, Self::Lite { .. }) {
            return Ok(());
        }
        let mut tx = self.write().await?;
        let version = tx.only(VERSION, args![]).await?.text(0)?;
        if !new_enough(&version) {
            let (major, minor, patch) = OLDEST_SQLITE;
            return Err(Error::UnsafeEngine(format!(
                "SQLite {version} is too old: {major}.{minor}.{patch} or newer is needed"
            )));
        }
        let journal = tx.only(JOURNAL_MODE, args![]).await?.text(0)?;
        let synchronous = tx.only(SYNCHRONOUS, args![]).await?.int(0)?;
        let foreign_keys = tx.only(FOREIGN_KEYS, args![]).await?.int(0)?;
        if journal != "wal" || synchronous != 2 || foreign_keys != 1 {
            return Err(Error::UnsafeEngine(format!(
                "SQLite does not keep what it is told: journal {journal}, synchronous {synchronous}, foreign keys {foreign_keys}"
            )));
        }
        Ok(())
    }

    /// A transaction that writes. On SQLite there is one at a time.
    pub(crate) async fn write(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Lite { writer, .. } => Tx::lite(writer.begin_with("begin immediate").await?),
            Self::Pg(pool) => Tx::pg(pool.begin().await?),
        })
    }

    /// A transaction that sees the store as it is now, however long it reads.
    pub(crate) async fn read(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Lite { readers, .. } => Tx::lite(readers.begin().await?),
            Self::Pg(pool) => Tx::pg(
                pool.begin_with("begin isolation level repeatable read, read only")
                    .await?,
            ),
        })
    }

    /// A connection for one statement that reads, which sees the store as it is then. Two of them
    /// may see it differently; what needs more than one [reads](Self::read).
    pub(crate) async fn look(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Lite { readers, .. } => Tx::lite(readers.acquire().await?),
            Self::Pg(pool) => Tx::pg(pool.acquire().await?),
        })
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Lite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Pg(pool) => pool.close().await,
        }
    }
}

/// Makes the file of the store so that only its owner can read it.
fn private_file(path: &std::path::Path) -> Result<(), Error> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .map(drop)
        .map_err(|error| Error::Address(format!("{} cannot be opened: {error}", path.display())))
}

fn new_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().ok());
    let mut next = || parts.next().flatten();
    match (next(), next(), next()) {
        (Some(major), Some(minor), Some(patch)) => (major, minor, patch) >= OLDEST_SQLITE,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_with_the_race_is_too_old() {
        assert!(new_enough("3.51.3"));
        assert!(new_enough("3.54.1"));
        assert!(!new_enough("3.51.2"));
        assert!(!new_enough("3.40.1"));
        assert!(!new_enough("3"));
    }

    #[test]
    fn addresses_of_other_databases_are_refused() {
        assert!(matches!("sqlite:a.db".parse(), Ok(Address::File(_))));
        assert!(matches!(
            "postgres://me@localhost/alongside".parse(),
            Ok(Address::Server(_))
        ));
        for url in ["sqlite:", "mysql://localhost", "a.db"] {
            assert!(url.parse::<Address>().is_err(), "{url}");
        }
    }

    #[test]
    fn a_bad_address_does_not_repeat_the_password() {
        let Err(error) = "postgres://me:hunter2@[::/x".parse::<Address>() else {
            panic!("the address was taken");
        };
        assert!(!error.to_string().contains("hunter2"));
    }
}
