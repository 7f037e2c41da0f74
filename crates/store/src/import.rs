//! Bringing in a workbook: all its families in one transaction, or none.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use access::{Authorised, Import};
use calendar::Stamp;
use casework::{BringIn, Command, Refusal, decide};
use record::{FamilyId, ServiceId, SubmissionId, WorkerId};
use tokio::task::JoinHandle;

use crate::append::{INSERT_FAMILY, family_cells, write_prepared};
use crate::engine::Engine;
use crate::heads;
use crate::keys::Keys;
use crate::known::{Known, Prepared, Press};
use crate::lite::at_length;
use crate::restricted::Kept;
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::tree::Frontier;
use crate::views::Before;
use crate::{Error, Store};

statements! {
    REFERENCES = "select reference, family_id from family \
        where service_id = $1 and reference is not null";
    IMPORT = "select submission_id, file, digest, imported_at, imported_by, added, alike, \
        children, sessions from import where service_id = $1 and submission_id = $2";
    IMPORTS = "select submission_id, file, digest, imported_at, imported_by, added, alike, \
        children, sessions from import where service_id = $1 \
        order by imported_at desc, submission_id";
    PUT_IMPORT = "insert into import (service_id, submission_id, file, digest, imported_at, \
        imported_by, added, alike, children, sessions) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

/// Families prepared together on one thread.
const CHUNK: usize = 256;

/// A family to bring in, and the id it gets if it is not here yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtIn {
    /// The id for a new family.
    pub family: FamilyId,
    /// Its rows.
    pub act: BringIn,
}

/// The workbook, for the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The press of the button, which is also the name of this import.
    pub submission: SubmissionId,
    /// The name of the file.
    pub file: String,
    /// A digest of its content, in any form.
    pub digest: String,
    /// When it was brought in.
    pub at: Stamp,
}

/// An import that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The workbook.
    pub workbook: Workbook,
    /// Who brought it in.
    pub by: WorkerId,
    /// Families that were added.
    pub added: u64,
    /// Families that were here already, alike in everything.
    pub alike: u64,
    /// Children of all families in the workbook.
    pub children: u64,
    /// Emergency sessions of all families in the workbook.
    pub sessions: u64,
}

impl Store {
    /// Brings in the families of a workbook: all of them, or none if one is refused. A family
    /// whose reference is here already is left as it is if the workbook says the same of it; one
    /// that is kept from whoever brings it in is left as it is whatever the workbook says. The
    /// same submission a second time gives the first result. `progress` is told now and then how
    /// many families have been worked through.
    ///
    /// # Errors
    /// [`Error::ImportRefused`] with every family that cannot be brought in, or
    /// [`Error::TwiceInWorkbook`].
    pub async fn import(
        &self,
        service: &Authorised<ServiceId, Import>,
        workbook: Workbook,
        families: impl Iterator<Item = BroughtIn> + Send + 'static,
        progress: impl FnMut(u64) + Send + 'static,
    ) -> Result<Imported, Error> {
        let run = Run {
            engine: self.engine().clone(),
            keys: self.keys().clone(),
            service: service.id(),
            press: Press {
                submission: workbook.submission,
                said: None,
                by: service.by(),
                at: workbook.at,
            },
            workbook,
        };
        // A task of its own: it ends well or is undone even if whoever asked goes away.
        tokio::spawn(at_length(run.complete(families, progress)))
            .await
            .map_err(|_| Error::Closed)?
    }

    /// The imports of a service, the latest first.
    pub async fn imports(
        &self,
        service: &Authorised<ServiceId, Import>,
    ) -> Result<Vec<Imported>, Error> {
        let mut tx = self.engine().read().await?;
        let rows = tx.rows(IMPORTS, args![service.id().0]).await?;
        rows.iter().map(imported).collect()
    }
}

/// One import under way.
struct Run {
    engine: Arc<Engine>,
    keys: Keys,
    service: ServiceId,
    press: Press,
    workbook: Workbook,
}

/// What became of a chunk of families on a thread of its own.
struct Chunk {
    prepared: Vec<Prepared>,
    refused: Vec<Refusal>,
}

/// What has been found so far.
struct Tally {
    outcome: Imported,
    refused: Vec<Refusal>,
    references: HashSet<String>,
    seen: u64,
}

impl Run {
    async fn complete(
        self,
        mut families: impl Iterator<Item = BroughtIn> + Send,
        mut progress: impl FnMut(u64) + Send,
    ) -> Result<Imported, Error> {
        let mut tx = self.engine.write().await?;
        let mut tree = heads::take(&mut tx, self.service).await?;
        let submission = args![self.service.0, self.press.submission.0];
        if let Some(row) = tx.row(IMPORT, submission).await? {
            return imported(&row);
        }
        let here = self.references(&mut tx).await?;
        let kept = Kept::from(&mut tx, self.service, self.press.by).await?;
        let mut tally = self.nothing_yet();
        let mut under_way = VecDeque::new();
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        let mut ended = false;
        while !ended {
            let chunk: Vec<BroughtIn> = families.by_ref().take(CHUNK).collect();
            ended = chunk.is_empty();
            if !ended {
                let fresh = self
                    .look_through(&mut tx, (&here, &kept), chunk, &mut tally)
                    .await?;
                under_way.push_back(self.prepare_aside(fresh));
            }
            // While one chunk is written, others are prepared on the threads there are.
            let ahead = if ended { 0 } else { threads };
            while under_way.len() > ahead {
                let next = under_way.pop_front().expect("one is under way");
                let chunk = next.await.map_err(|_| Error::Closed)??;
                tally.refused.extend(chunk.refused);
                // Once one is refused nothing will be stored: the rest is only looked through.
                if tally.refused.is_empty() {
                    write_chunk(&mut tx, &mut tree, &chunk.prepared).await?;
                    tally.outcome.added += chunk.prepared.len() as u64;
                }
            }
            progress(tally.seen);
        }
        if !tally.refused.is_empty() {
            return Err(Error::ImportRefused(tally.refused));
        }
        self.put(&mut tx, &tally.outcome).await?;
        heads::put(&mut tx, self.service, tree, self.press.at);
        heads::sign(&mut tx, &self.keys).await?;
        tx.commit().await?;
        Ok(tally.outcome)
    }

    /// Counts the families of a chunk, compares those that are here and returns the others.
    async fn look_through(
        &self,
        tx: &mut Tx,
        (here, kept): (&HashMap<String, FamilyId>, &Kept),
        chunk: Vec<BroughtIn>,
        tally: &mut Tally,
    ) -> Result<Vec<BroughtIn>, Error> {
        let mut fresh = Vec::with_capacity(chunk.len());
        for family in chunk {
            let rows = &family.act.rows;
            tally.seen += 1;
            tally.outcome.children += rows.children.len() as u64;
            tally.outcome.sessions += rows.sessions.len() as u64;
            let reference = rows.family.reference().to_owned();
            match here.get(&reference) {
                // Whether it is alike is nothing they may know.
                Some(known) if kept.has(*known) => {}
                Some(known) => match self.compare(tx, *known, family.act).await {
                    Ok(()) => tally.outcome.alike += 1,
                    Err(Error::Refused(refusal)) => tally.refused.push(refusal),
                    Err(error) => return Err(error),
                },
                None => fresh.push(family),
            }
            if let Some(reference) = tally.references.replace(reference) {
                return Err(Error::TwiceInWorkbook { reference });
            }
        }
        Ok(fresh)
    }

    fn prepare_aside(&self, fresh: Vec<BroughtIn>) -> JoinHandle<Result<Chunk, Error>> {
        let (keys, service, press) = (self.keys.clone(), self.service, self.press);
        tokio::task::spawn_blocking(move || prepare(&keys, service, press, fresh))
    }

    fn nothing_yet(&self) -> Tally {
        Tally {
            outcome: Imported {
                workbook: self.workbook.clone(),
                by: self.press.by,
                added: 0,
                alike: 0,
                children: 0,
                sessions: 0,
            },
            refused: Vec::new(),
            references: HashSet::new(),
            seen: 0,
        }
    }

    /// The families that are here, by reference.
    async fn references(&self, tx: &mut Tx) -> Result<HashMap<String, FamilyId>, Error> {
        let rows = tx.rows(REFERENCES, args![self.service.0]).await?;
        rows.iter()
            .map(|row| Ok((row.text(0)?, FamilyId(row.id(1)?))))
            .collect()
    }

    /// Refuses a family that is here and of which the workbook says something else.
    async fn compare(&self, tx: &mut Tx, family: FamilyId, act: BringIn) -> Result<(), Error> {
        let known = Known::load(tx, &self.keys, self.service, family).await?;
        decide(&known.folded(), &Command::BringIn(Box::new(act)))?;
        Ok(())
    }

    async fn put(&self, tx: &mut Tx, outcome: &Imported) -> Result<(), Error> {
        let cells = args![
            self.service.0,
            self.press.submission.0,
            self.workbook.file.as_str(),
            self.workbook.digest.as_str(),
            self.press.at,
            self.press.by.0,
            outcome.added as i64,
            outcome.alike as i64,
            outcome.children as i64,
            outcome.sessions as i64,
        ];
        tx.run(PUT_IMPORT, cells).await.map(drop)
    }
}

/// Decides, seals and makes the views of families that are not here yet.
fn prepare(
    keys: &Keys,
    service: ServiceId,
    press: Press,
    families: Vec<BroughtIn>,
) -> Result<Chunk, Error> {
    let mut chunk = Chunk {
        prepared: Vec::with_capacity(families.len()),
        refused: Vec::new(),
    };
    for BroughtIn { family, act } in families {
        let known = Known::new(service, family);
        match decide(&known.folded(), &Command::BringIn(Box::new(act))) {
            Ok(entries) => chunk.prepared.push(known.prepare(keys, press, entries)?),
            Err(refusal) => chunk.refused.push(refusal),
        }
    }
    Ok(chunk)
}

async fn write_chunk(tx: &mut Tx, tree: &mut Frontier, prepared: &[Prepared]) -> Result<(), Error> {
    let families: Vec<_> = prepared.iter().map(family_cells).collect();
    if tx.insert(&INSERT_FAMILY, families).await? < prepared.len() as u64 {
        return Err(Error::ReferenceTaken);
    }
    let prepared: Vec<&Prepared> = prepared.iter().collect();
    write_prepared(tx, tree, &prepared, Before::Empty).await
}

fn imported(row: &Row) -> Result<Imported, Error> {
    let count = |column| row.int(column).map(i64::unsigned_abs);
    Ok(Imported {
        workbook: Workbook {
            submission: SubmissionId(row.id(0)?),
            file: row.text(1)?,
            digest: row.text(2)?,
            at: row.parsed(3, "the time of an import")?,
        },
        by: WorkerId(row.id(4)?),
        added: count(5)?,
        alike: count(6)?,
        children: count(7)?,
        sessions: count(8)?,
    })
}
