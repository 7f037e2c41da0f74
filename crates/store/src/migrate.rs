//! The tables: two trees of migrations with equal names, one statement in a file.

use sqlx::migrate::{MigrateError, Migrator};

use crate::Error;
use crate::engine::Engine;
use crate::sql::{Sql, args, statements};
use crate::transaction::Tx;

pub(crate) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

statements! {
    // As sqlx has it, which made the first stores.
    MAKE_APPLIED = "create table if not exists _sqlx_migrations (version bigint primary key, \
        description text not null, installed_on timestamp not null default current_timestamp, \
        success boolean not null, checksum blob not null, execution_time bigint not null)";
    APPLIED = "select version, checksum from _sqlx_migrations order by version";
    APPLY = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
        values ($1, $2, 1, $3, 0)";
}

/// Statements that only SQLite has.
#[cfg(test)]
pub(crate) const ONLY_SQLITE: &[Sql] = STATEMENTS;

/// Brings the tables up to date. A store with tables newer than this program is refused.
pub(crate) async fn migrate(engine: &Engine) -> Result<(), Error> {
    match engine {
        Engine::Lite { .. } => migrate_file(engine.write().await?).await?,
        Engine::Pg(pool) => POSTGRES.run(pool).await?,
    }
    Ok(())
}

/// All that are missing, or none.
async fn migrate_file(mut tx: Tx) -> Result<(), Error> {
    tx.run(MAKE_APPLIED, args![]).await?;
    let mut known = SQLITE.iter().peekable();
    for row in tx.rows(APPLIED, args![]).await? {
        let version = row.int(0)?;
        match known.next() {
            Some(next) if next.version == version => {
                if row.bytes(1)? != *next.checksum {
                    return Err(MigrateError::VersionMismatch(version).into());
                }
            }
            _ => return Err(MigrateError::VersionMissing(version).into()),
        }
    }
    for next in known {
        let change = Sql {
            name: "a migration",
            text: next.sql.as_str(),
        };
        tx.run(change, args![]).await?;
        let row = args![next.version, &*next.description, next.checksum.to_vec()];
        tx.run(APPLY, row).await?;
    }
    tx.commit().await
}
