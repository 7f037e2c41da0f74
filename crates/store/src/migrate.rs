//! The tables: two trees of migrations with equal names, one statement in a file.

use sqlx::migrate::Migrator;

use crate::Error;
use crate::engine::Engine;

pub(crate) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Brings the tables up to date. A store with tables newer than this program is refused.
pub(crate) async fn migrate(engine: &Engine) -> Result<(), Error> {
    match engine {
        Engine::Lite { writer, .. } => SQLITE.run(writer).await?,
        Engine::Pg(pool) => POSTGRES.run(pool).await?,
    }
    Ok(())
}
