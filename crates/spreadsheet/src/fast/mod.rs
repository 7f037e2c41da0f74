//! Large folders of CSV files, coded straight into the columns that are counted.
//!
//! A folder with the dictionary's own headings and plain values, such as another program's export of a whole
//! county, needs no cell to be kept: pieces of the files are read and coded by all threads at once, in memory
//! hardly larger than the cohort itself. Whatever is not plain ends it at once with its place, and the careful
//! path ([`crate::read_rows`]) says what is the matter: there is one definition of what a workbook means, and
//! this path gives either the same cohort or none.

mod batch;
mod block;
mod files;
mod links;
mod words;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use evaluation::cohort::Block;
use evaluation::{Cohort, Table};
use record::{Field, Sheet};

use block::Coder;
use files::{Folder, Piece};

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FastLimits {
    /// Rows of one sheet. Default 10 million: a row takes about 90 bytes of memory.
    pub rows: usize,
}

impl Default for FastLimits {
    fn default() -> Self {
        Self { rows: 10_000_000 }
    }
}

/// A folder that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct FastRead {
    /// What it says, with children and sessions in the order of their files.
    pub cohort: Cohort,
    /// The same digest as of a [`crate::Workbook`].
    pub digest: String,
}

/// Why a folder is for the careful path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPlain {
    /// It is not a folder of readable CSV files with the dictionary's own names and headings, or has files
    /// besides.
    #[error(
        "the folder does not have the three CSV files with the data dictionary's own headings alone"
    )]
    Folder,
    /// A row has something that is not plain.
    #[error("{file}, row {row}: something here is not in the data dictionary's plain spelling")]
    Row {
        /// The name of the file.
        file: &'static str,
        /// The row as a person sees it, or the one before it if a line ends within quotes.
        row: usize,
    },
    /// Two rows of a sheet have the same reference.
    #[error("{file}: a reference is there twice")]
    SameReference {
        /// The name of the file.
        file: &'static str,
    },
    /// A sheet has more rows than are read.
    #[error("{file}: more than {limit} rows")]
    TooManyRows {
        /// The name of the file.
        file: &'static str,
        /// The most.
        limit: usize,
    },
}

/// Reads a folder, if everything in it is plain.
pub fn cohort(folder: &Path, limits: &FastLimits) -> Result<FastRead, NotPlain> {
    let folder = Folder::open(folder).ok_or(NotPlain::Folder)?;
    let coders = Sheet::ALL.map(Coder::new);
    let pieces: Vec<Piece> = folder.pieces();
    let rows = Sheet::ALL.map(|_| AtomicUsize::new(0));
    // The digest goes over all bytes in their order, so it is one job, and the first because it is the longest.
    let (digest, blocks) = {
        let digest = Mutex::new(None);
        let blocks = share(pieces.len() + 1, |job, buffer| {
            let Some(piece) = job.checked_sub(1).map(|at| &pieces[at]) else {
                let sum = folder.digest().ok_or(NotPlain::Folder)?;
                *digest.lock().map_err(|_| NotPlain::Folder)? = Some(sum);
                return Ok(None);
            };
            let sheet = piece.sheet;
            let block = folder.read(piece, buffer, &coders[sheet as usize])?;
            let counted = rows[sheet as usize].fetch_add(block.len, Ordering::Relaxed) + block.len;
            if counted > limits.rows {
                return Err(NotPlain::TooManyRows {
                    file: files::name(sheet),
                    limit: limits.rows,
                });
            }
            Ok(Some(block))
        })?;
        let digest = digest.into_inner().ok().flatten();
        (digest.ok_or(NotPlain::Folder)?, blocks)
    };
    let mut tables = Sheet::ALL.map(Table::new);
    for block in blocks.into_iter().flatten().filter(|block| block.len > 0) {
        tables[block.sheet as usize].blocks.push(block);
    }
    link(&mut tables)?;
    let [families, children, sessions] = tables;
    Ok(FastRead {
        cohort: Cohort {
            families,
            children,
            sessions,
            ..Cohort::default()
        },
        digest,
    })
}

/// Links children and sessions to their families, and looks for references that are there twice.
fn link([families, children, sessions]: &mut [Table; 3]) -> Result<(), NotPlain> {
    let owners = links::Families::new(&families.blocks);
    let linked: Vec<(&Block, Field)> = [
        (&*children, Field::ChildFamily),
        (&*sessions, Field::SessionFamily),
    ]
    .into_iter()
    .flat_map(|(table, link)| table.blocks.iter().map(move |block| (block, link)))
    .collect();
    let tables: [&Table; 3] = [&*families, &*children, &*sessions];
    let found = share(Sheet::ALL.len() + linked.len(), |job, _| {
        match job.checked_sub(3) {
            None if links::are_unique(&tables[job].blocks) => Ok(Vec::new()),
            None => Err(NotPlain::SameReference {
                file: files::name(tables[job].sheet),
            }),
            Some(at) => {
                let (block, link) = linked[at];
                Ok(owners.links(block, link))
            }
        }
    })?;
    let blocks = children.blocks.iter_mut().chain(&mut sessions.blocks);
    for (block, links) in blocks.zip(found.into_iter().skip(3)) {
        block.family = links;
    }
    Ok(())
}

/// Does every job on all threads, each with a buffer of its own; what each gave, in order. The first
/// problem ends it.
fn share<T: Send>(
    jobs: usize,
    work: impl Fn(usize, &mut Vec<u8>) -> Result<T, NotPlain> + Sync,
) -> Result<Vec<T>, NotPlain> {
    const MOST_THREADS: usize = 8;
    let next = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    let run = || {
        let mut done = Vec::new();
        let mut buffer = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            let job = next.fetch_add(1, Ordering::Relaxed);
            if job >= jobs {
                break;
            }
            let made = work(job, &mut buffer);
            if made.is_err() {
                stop.store(true, Ordering::Relaxed);
            }
            done.push((job, made));
        }
        done
    };
    let threads = thread::available_parallelism()
        .map_or(1, |n| n.get().min(MOST_THREADS))
        .min(jobs);
    let mut done: Vec<(usize, Result<T, NotPlain>)> = thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for helper in helpers {
            done.extend(helper.join().expect("coding does not panic"));
        }
        done
    });
    done.sort_by_key(|(job, _)| *job);
    done.into_iter().map(|(_, made)| made).collect()
}
