//! Statements within a transaction, and jobs within it that can be undone alone.

use sqlx::pool::PoolConnection;
use sqlx::{Database, Postgres, Sqlite, Transaction};

use crate::Error;
use crate::heads::Taken;
use crate::sql::{Arg, Insert, Marks, Row, Sql, args, lite_arguments, pg_arguments, statements};

statements! {
    SAVEPOINT = "savepoint job";
    RELEASE = "release savepoint job";
    ROLL_BACK = "rollback to savepoint job";
}

/// A connection, in a transaction or not.
pub(crate) enum Held<DB: Database> {
    Begun(Transaction<'static, DB>),
    Bare(PoolConnection<DB>),
}

impl<DB: Database> From<Transaction<'static, DB>> for Held<DB> {
    fn from(begun: Transaction<'static, DB>) -> Self {
        Self::Begun(begun)
    }
}

impl<DB: Database> From<PoolConnection<DB>> for Held<DB> {
    fn from(bare: PoolConnection<DB>) -> Self {
        Self::Bare(bare)
    }
}

impl<DB: Database> Held<DB> {
    fn connection(&mut self) -> &mut DB::Connection {
        match self {
            Self::Begun(begun) => begun,
            Self::Bare(bare) => bare,
        }
    }

    async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Begun(begun) => begun.commit().await,
            Self::Bare(_) => Ok(()),
        }
    }
}

enum Engine {
    Lite(Held<Sqlite>),
    Pg(Held<Postgres>),
}

/// A transaction. It is undone when it is dropped without [`Tx::commit`].
pub(crate) struct Tx {
    engine: Engine,
    /// The trees of entries this transaction has taken.
    pub(crate) trees: Taken,
    /// The same where the job under way began.
    before_job: Taken,
}

impl Tx {
    pub(crate) fn lite(held: impl Into<Held<Sqlite>>) -> Self {
        Self::new(Engine::Lite(held.into()))
    }

    pub(crate) fn pg(held: impl Into<Held<Postgres>>) -> Self {
        Self::new(Engine::Pg(held.into()))
    }

    fn new(engine: Engine) -> Self {
        Self {
            engine,
            trees: Taken::default(),
            before_job: Taken::default(),
        }
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) async fn run(&mut self, sql: Sql, args: Vec<Arg>) -> Result<u64, Error> {
        Ok(match &mut self.engine {
            Engine::Lite(tx) => sqlx::query_with(sql.text, lite_arguments(args)?)
                .execute(tx.connection())
                .await?
                .rows_affected(),
            Engine::Pg(tx) => sqlx::query_with(sql.text, pg_arguments(args)?)
                .execute(tx.connection())
                .await?
                .rows_affected(),
        })
    }

    /// The rows a statement gives.
    pub(crate) async fn rows(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Vec<Row>, Error> {
        Ok(match &mut self.engine {
            Engine::Lite(tx) => sqlx::query_with(sql.text, lite_arguments(args)?)
                .fetch_all(tx.connection())
                .await?
                .into_iter()
                .map(Row::Lite)
                .collect(),
            Engine::Pg(tx) => sqlx::query_with(sql.text, pg_arguments(args)?)
                .fetch_all(tx.connection())
                .await?
                .into_iter()
                .map(Row::Pg)
                .collect(),
        })
    }

    /// The first row a statement gives, if any.
    pub(crate) async fn row(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Option<Row>, Error> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }

    /// The row of a statement that always gives one.
    pub(crate) async fn only(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Row, Error> {
        let row = self.row(sql, args).await?;
        row.ok_or_else(|| Error::unreadable(format!("{} gave nothing", sql.name)))
    }

    /// Inserts rows, the cells of all of them one after another, and says how many went in.
    pub(crate) async fn insert(
        &mut self,
        insert: &'static Insert,
        rows: Vec<Vec<Arg>>,
    ) -> Result<u64, Error> {
        let marks = match self.engine {
            Engine::Lite(_) => Marks::Plain,
            Engine::Pg(_) => Marks::Numbered,
        };
        let mut inserted = 0;
        let mut rows = rows.into_iter();
        for size in Insert::SIZES {
            while rows.len() >= size {
                let cells = rows.by_ref().take(size).flatten().collect();
                inserted += self.run(insert.of(size, marks), cells).await?;
            }
        }
        Ok(inserted)
    }

    /// Marks the place to which [`Tx::undo_job`] goes back.
    pub(crate) async fn begin_job(&mut self) -> Result<(), Error> {
        self.before_job = self.trees.clone();
        self.run(SAVEPOINT, args![]).await.map(drop)
    }

    pub(crate) async fn keep_job(&mut self) -> Result<(), Error> {
        self.run(RELEASE, args![]).await.map(drop)
    }

    pub(crate) async fn undo_job(&mut self) -> Result<(), Error> {
        self.run(ROLL_BACK, args![]).await?;
        self.trees = self.before_job.clone();
        self.keep_job().await
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self.engine {
            Engine::Lite(tx) => tx.commit().await?,
            Engine::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
