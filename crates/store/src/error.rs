//! What can go wrong, in plain words.

use std::sync::Arc;

use record::Sequence;
use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};

use crate::verify::Misfit;

/// Why something was not stored or not read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such family, or it may not be seen: the answer is the same.
    #[error("there is no such family")]
    NotFound,
    /// Somebody else wrote in the chronology first.
    #[error("the chronology has gone on to entry {} since entry {}", found.0, expected.0)]
    Conflict {
        /// The last entry the writer knew of.
        expected: Sequence,
        /// The last entry there is.
        found: Sequence,
    },
    /// Somebody else signs in with this name.
    #[error("somebody else signs in with this name")]
    NameTaken,
    /// Somebody else here is this subject of the identity provider.
    #[error("somebody else here signs in with this account of the identity provider")]
    SubjectTaken,
    /// Another family of the service has the reference.
    #[error("another family has this reference already")]
    ReferenceTaken,
    /// The submission was used for another family.
    #[error("this form was sent before, for another family")]
    SubmissionUsed,
    /// The submission was stored with other words.
    #[error("this form was sent before, with other words")]
    SentOtherwise,
    /// The act may not happen.
    #[error(transparent)]
    Refused(#[from] casework::Refusal),
    /// Families of a workbook that cannot be brought in. Nothing was changed.
    #[error("{}", refusals(.0))]
    ImportRefused(Vec<casework::Refusal>),
    /// The same reference stands twice in a workbook. Nothing was changed.
    #[error("the workbook has the family {reference} twice. Nothing was changed")]
    TwiceInWorkbook {
        /// The reference.
        reference: String,
    },
    /// The key is not the one this installation was set up with.
    #[error("the key does not open this installation: it was set up with another")]
    WrongKey,
    /// The key cannot be used.
    #[error("{0}")]
    Key(String),
    /// The address of the database cannot be used.
    #[error("{0}")]
    Address(String),
    /// The engine is not as safe as it must be.
    #[error("{0}")]
    UnsafeEngine(String),
    /// Something stored is not what this program writes.
    #[error("the store holds something that cannot be read: {what}")]
    Unreadable {
        /// What was looked for.
        what: String,
    },
    /// The store is not as it was written.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// The store was closed, or its writer has ended.
    #[error("the store is closed")]
    Closed,
    /// The database refused or went away.
    #[error("the database could not do it")]
    Database(#[source] Arc<DatabaseError>),
    /// The transaction did not come to its end. It may have been stored all the same: sending the
    /// same submission again finds out, and stores it at most once.
    #[error("the database did not confirm that it was stored")]
    NotStored(#[source] Arc<Error>),
    /// The tables could not be brought up to date.
    #[error("the tables could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl Error {
    pub(crate) fn unreadable(what: impl Into<String>) -> Self {
        Self::Unreadable { what: what.into() }
    }

    /// Whether trying the whole transaction again may succeed: PostgreSQL could not put it in
    /// order with another (40001) or broke a deadlock (40P01).
    pub(crate) fn is_worth_retrying(&self) -> bool {
        let Self::Database(error) = self else {
            return false;
        };
        let DatabaseError::Pg(error) = &**error else {
            return false;
        };
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code);
        matches!(code.as_deref(), Some("40001" | "40P01"))
    }

    pub(crate) fn is_unique_violation(&self) -> bool {
        let Self::Database(error) = self else {
            return false;
        };
        match &**error {
            DatabaseError::Pg(error) => error
                .as_database_error()
                .is_some_and(sqlx::error::DatabaseError::is_unique_violation),
            DatabaseError::Lite(error) => error.sqlite_error().is_some_and(|error| {
                [SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY]
                    .contains(&error.extended_code)
            }),
        }
    }
}

/// What a driver says.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// SQLite.
    #[error(transparent)]
    Lite(#[from] rusqlite::Error),
    /// PostgreSQL.
    #[error(transparent)]
    Pg(#[from] sqlx::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(Arc::new(error.into()))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(Arc::new(error.into()))
    }
}

fn refusals(all: &[casework::Refusal]) -> String {
    let lines: Vec<String> = all.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
