//! The one writer: commands wait in a queue, and all that wait are committed together.
//!
//! A commit costs a wait for the disc. Taking every waiting command into one transaction shares
//! that wait, and each is answered only after the commit. A command that is refused is undone
//! alone. Commands belong to the writer once they are in the queue: whoever sent one may go away.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use crate::Error;
use crate::engine::Engine;
use crate::heads;
use crate::keys::Keys;
use crate::transaction::Tx;

/// The most commands in one transaction.
const GROUP: usize = 128;
/// How often a transaction is tried that PostgreSQL could not put in order.
const ATTEMPTS: usize = 8;

/// The way into the queue.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
}

impl Writer {
    /// Starts the writer; it ends when every [`Writer`] is gone and the queue is empty.
    pub(crate) fn start(engine: Arc<Engine>, keys: Keys) -> Self {
        let (queue, waiting) = mpsc::channel(4 * GROUP);
        tokio::spawn(serve(engine, keys, waiting));
        Self { queue }
    }

    /// Runs `work` in a transaction and answers when it is committed. It may run more than once,
    /// each time in a new transaction.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Error>> + Send + Sync + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(Command {
            work,
            outcome: None,
            answer,
        });
        self.queue.send(job).await.map_err(|_| Error::Closed)?;
        answered.await.map_err(|_| Error::Closed)?
    }
}

async fn serve(engine: Arc<Engine>, keys: Keys, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
    let mut group = Vec::with_capacity(GROUP);
    while waiting.recv_many(&mut group, GROUP).await > 0 {
        let committed = commit_together(&engine, &keys, &mut group).await;
        if let Err(error) = &committed {
            tracing::warn!(%error, commands = group.len(), "a group of commands was not stored");
        }
        for job in group.drain(..) {
            job.answer(&committed);
        }
    }
}

async fn commit_together(
    engine: &Engine,
    keys: &Keys,
    group: &mut [Box<dyn Job>],
) -> Result<(), Arc<Error>> {
    let mut attempt = 1;
    let mut undoing = Undoing::All;
    loop {
        match run_once(engine, keys, group, undoing).await {
            Ok(Group::Committed) => return Ok(()),
            Ok(Group::OneRefused) if group.len() == 1 => return Ok(()),
            Ok(Group::OneRefused) => undoing = Undoing::Each,
            Err(error) if error.is_worth_retrying() && attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(Arc::new(error)),
        }
    }
}

/// What is undone when a command is refused. Few are, once they get here, and marking the place
/// before each costs two statements: so all are run without marks first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undoing {
    All,
    Each,
}

/// What became of a group that was run.
enum Group {
    Committed,
    /// One was refused and nothing was stored.
    OneRefused,
}

async fn run_once(
    engine: &Engine,
    keys: &Keys,
    group: &mut [Box<dyn Job>],
    undoing: Undoing,
) -> Result<Group, Error> {
    let mut tx = engine.write().await?;
    for job in group {
        if undoing == Undoing::Each {
            tx.begin_job().await?;
        }
        match (job.run(&mut tx).await, undoing) {
            (Ran::Done, Undoing::All) => {}
            (Ran::Done, Undoing::Each) => tx.keep_job().await?,
            (Ran::Refused, Undoing::All) => return Ok(Group::OneRefused),
            (Ran::Refused, Undoing::Each) => tx.undo_job().await?,
            (Ran::TryAgain(error), _) => return Err(error),
        }
    }
    heads::sign(&mut tx, keys).await?;
    tx.commit().await?;
    Ok(Group::Committed)
}

/// How the run of a command went. A refusal is kept by the command for its answer.
enum Ran {
    Done,
    Refused,
    TryAgain(Error),
}

trait Job: Send {
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, Ran>;
    fn answer(self: Box<Self>, committed: &Result<(), Arc<Error>>);
}

struct Command<T, W> {
    work: W,
    outcome: Option<Result<T, Error>>,
    answer: oneshot::Sender<Result<T, Error>>,
}

impl<T, W> Job for Command<T, W>
where
    T: Send + 'static,
    W: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Error>> + Send + Sync,
{
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, Ran> {
        Box::pin(async move {
            match (self.work)(tx).await {
                Err(error) if error.is_worth_retrying() => Ran::TryAgain(error),
                outcome => {
                    let ran = if outcome.is_ok() {
                        Ran::Done
                    } else {
                        Ran::Refused
                    };
                    self.outcome = Some(outcome);
                    ran
                }
            }
        })
    }

    fn answer(self: Box<Self>, committed: &Result<(), Arc<Error>>) {
        let outcome = match (self.outcome, committed) {
            (Some(Err(refused)), _) => Err(refused),
            (Some(Ok(done)), Ok(())) => Ok(done),
            (_, Err(error)) => Err(Error::NotStored(error.clone())),
            (None, Ok(())) => Err(Error::Closed),
        };
        // Whoever asked may have gone away; what was done stays done.
        let _ = self.answer.send(outcome);
    }
}
