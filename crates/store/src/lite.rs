//! SQLite, called where a statement is needed.
//!
//! A statement of SQLite is a function call of some microseconds. Handing each to a thread of its
//! own and its rows back, as a driver for servers has to, costs more than the statement does; so
//! it runs in the task that asks. What may take long says so with [`at_length`], and the one
//! writer, who waits for the disc, has a thread of its own.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, types::ValueRef};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Error;
use crate::sql::{Arg, Cell};

/// How long a statement waits for another program that writes.
const PATIENCE: Duration = Duration::from_secs(30);
/// What each connection begins with. The pages it keeps in memory are 8 MB, as SQLite says it; it forgets
/// them whenever another connection has committed, so that reading goes by the system's pages (`mmap`), which
/// nobody copies.
const SETTINGS: &str = "pragma journal_mode = wal; pragma synchronous = full; \
    pragma foreign_keys = on; pragma trusted_schema = off; pragma temp_store = memory; \
    pragma cache_size = -8192; pragma mmap_size = 4294967296";
/// Statements that each connection keeps prepared: all there are.
const STATEMENTS_KEPT: usize = 512;

/// Connections to a file, opened when they are first needed and lent to one at a time.
pub(crate) struct Connections {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    places: Arc<Semaphore>,
    size: u32,
}

impl Connections {
    pub(crate) fn new(path: &Path, size: u32) -> Arc<Self> {
        Arc::new(Self {
            path: path.to_owned(),
            idle: Mutex::new(Vec::new()),
            places: Arc::new(Semaphore::new(size as usize)),
            size,
        })
    }

    /// A connection, as soon as one is free.
    pub(crate) async fn lend(self: &Arc<Self>) -> Result<Lent, Error> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| Error::Closed)?;
        let idle = self.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.open()?,
        };
        Ok(Lent {
            connection: Some(connection),
            begun: false,
            from: Arc::clone(self),
            _place: place,
        })
    }

    fn open(&self) -> Result<Connection, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        connection.execute_batch(SETTINGS)?;
        Ok(connection)
    }

    /// Waits until all are given back and closes them.
    pub(crate) async fn close(&self) {
        let all = self.places.acquire_many(self.size).await;
        self.places.close();
        self.idle().clear();
        drop(all);
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection, which goes back when it is dropped; what was begun and not committed is undone.
pub(crate) struct Lent {
    connection: Option<Connection>,
    begun: bool,
    from: Arc<Connections>,
    _place: OwnedSemaphorePermit,
}

impl Lent {
    /// Begins a transaction with the statement for it.
    pub(crate) fn begin(&mut self, begin: &'static str) -> Result<(), Error> {
        self.run(begin, &[])?;
        self.begun = true;
        Ok(())
    }

    pub(crate) fn commit(mut self) -> Result<(), Error> {
        if self.begun {
            self.run("commit", &[])?;
            self.begun = false;
        }
        Ok(())
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) fn run(&mut self, text: &str, args: &[Arg]) -> Result<u64, Error> {
        let mut statement = self.connection().prepare_cached(text)?;
        bind(&mut statement, args)?;
        Ok(statement.raw_execute()? as u64)
    }

    /// The rows a statement gives.
    pub(crate) fn rows(&mut self, text: &str, args: &[Arg]) -> Result<Vec<Vec<Cell>>, Error> {
        let mut statement = self.connection().prepare_cached(text)?;
        bind(&mut statement, args)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = (0..columns).map(|column| row.get_ref(column)?.try_into());
            found.push(cells.collect::<Result<_, Error>>()?);
        }
        Ok(found)
    }

    pub(crate) fn connection(&mut self) -> &mut Connection {
        self.connection
            .as_mut()
            .expect("it is given back only in drop")
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let undone = !self.begun || self.run("rollback", &[]).is_ok();
        // One that could not be put right is closed, and another opened when it is needed. A
        // transaction that a full disc ended has nothing left to undo.
        let connection = self.connection.take();
        if let Some(connection) = connection
            && (undone || connection.is_autocommit())
        {
            self.from.idle().push(connection);
        }
    }
}

/// Gives a statement its arguments. `$2` is the second, wherever it stands in the text; a plain `?`
/// is the next.
fn bind(statement: &mut rusqlite::Statement<'_>, args: &[Arg]) -> Result<(), Error> {
    for place in 1..=statement.parameter_count() {
        let number = match statement.parameter_name(place) {
            None => place,
            Some(name) => name[1..]
                .parse()
                .map_err(|_| Error::unreadable(format!("the argument {name}")))?,
        };
        let arg = args
            .get(number - 1)
            .ok_or_else(|| Error::unreadable(format!("argument {number} of a statement")))?;
        match arg {
            Arg::Id(id) => {
                statement.raw_bind_parameter(place, id.as_ref().map(|id| &id.as_bytes()[..]))
            }
            Arg::Text(text) => statement.raw_bind_parameter(place, text.as_deref()),
            Arg::Int(number) => statement.raw_bind_parameter(place, number),
            Arg::Bytes(bytes) => statement.raw_bind_parameter(place, bytes.as_slice()),
        }?;
    }
    Ok(())
}

impl TryFrom<ValueRef<'_>> for Cell {
    type Error = Error;

    fn try_from(value: ValueRef<'_>) -> Result<Self, Error> {
        Ok(match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Int(number),
            ValueRef::Text(text) => {
                Self::Text(String::from_utf8(text.to_vec()).map_err(|_| Error::unreadable("text"))?)
            }
            ValueRef::Blob(bytes) => Self::Bytes(bytes.to_vec()),
            ValueRef::Real(_) => return Err(Error::unreadable("a number that is not whole")),
        })
    }
}

/// Does what may take long without keeping other tasks from the thread it runs on.
pub(crate) async fn at_length<T>(work: impl Future<Output = T>) -> T {
    let runtime = Handle::current();
    if runtime.runtime_flavor() == RuntimeFlavor::MultiThread {
        tokio::task::block_in_place(|| runtime.block_on(work))
    } else {
        work.await
    }
}
