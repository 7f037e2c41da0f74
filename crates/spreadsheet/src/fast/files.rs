//! The files of a folder, in pieces.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use evaluation::cohort::Block;
use memchr::{memchr, memchr_iter};
use record::Sheet;
use sha2::{Digest, Sha256};

use super::NotPlain;
use super::block::Coder;
use crate::bounds::Limits;
use crate::read::Workbook;

/// Bytes of a piece. The smallest row has 26 bytes, so a block stays within the rows that it may have.
const PIECE: usize = 1 << 20;
/// Bytes read beyond a piece to end its last row, far more than a row can have.
const MORE: usize = 1 << 16;
/// Bytes after the last row, so that cells can be looked at eight bytes at a time.
const PADDING: usize = 16;
/// Other files that may lie in the folder; they are small.
const OTHERS: [&str; 2] = ["staff_survey.csv", "unit_costs.csv"];

/// The name of a sheet's file.
pub(super) fn name(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Families => "families.csv",
        Sheet::Children => "children.csv",
        Sheet::EmergencySessions => "emergency_sessions.csv",
        work => unreachable!("no folder has {work:?}"),
    }
}

/// A folder with the three files.
pub(super) struct Folder {
    path: PathBuf,
    /// The names of all CSV files in it, in order, with their lengths.
    files: Vec<(String, u64)>,
    /// Where the rows of each sheet begin.
    starts: [u64; 3],
}

/// The rows that begin in a part of a file.
pub(super) struct Piece {
    pub(super) sheet: Sheet,
    start: u64,
    end: u64,
}

impl Folder {
    /// Opens a folder that has the three files with the dictionary's headings, and no CSV files that are
    /// neither these nor known.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let mut files = Vec::new();
        for entry in fs::read_dir(path).ok()? {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let about = fs::metadata(entry.path()).ok()?;
            if !about.is_file() || !name.to_lowercase().ends_with(".csv") {
                continue;
            }
            let is_other = OTHERS.contains(&name.as_str());
            let is_sheet = Sheet::ALL
                .into_iter()
                .any(|sheet| self::name(sheet) == name);
            if is_other {
                // What the careful path would refuse is refused here.
                let limits = Limits::default();
                let bytes = fs::read(entry.path())
                    .ok()
                    .filter(|_| about.len() <= limits.file_bytes)?;
                Workbook::from_bytes(&name, &bytes, &limits).ok()?;
            } else if !is_sheet {
                return None;
            }
            files.push((name, about.len()));
        }
        files.sort();
        let mut starts = [0; 3];
        for (start, sheet) in starts.iter_mut().zip(Sheet::ALL) {
            *start = heading_length(&path.join(name(sheet)), sheet)?;
        }
        Some(Self {
            path: path.to_owned(),
            files,
            starts,
        })
    }

    /// The pieces of the three files, families first.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (sheet, first) in Sheet::ALL.into_iter().zip(self.starts) {
            let length = self
                .files
                .iter()
                .find(|(n, _)| n == name(sheet))
                .map_or(0, |f| f.1);
            let mut start = first;
            while start < length {
                let end = (start + PIECE as u64).min(length);
                pieces.push(Piece { sheet, start, end });
                start = end;
            }
        }
        pieces
    }

    /// Reads and codes a piece.
    pub(super) fn read(
        &self,
        piece: &Piece,
        buffer: &mut Vec<u8>,
        coder: &Coder,
    ) -> Result<Block, NotPlain> {
        let not_plain = |at: u64| NotPlain::Row {
            file: name(piece.sheet),
            row: self.row(piece.sheet, at).unwrap_or(0),
        };
        // The byte before says whether a row begins right at the start.
        let from = piece.start - 1;
        self.fill(piece, from, buffer)
            .ok_or_else(|| not_plain(piece.start))?;
        let end = (piece.end - from) as usize;
        let Some(first) = memchr(b'\n', &buffer[..end]).map(|at| at + 1) else {
            // No row begins here: it is all the end of a row that the piece before it has.
            return Ok(Block::new(piece.sheet));
        };
        coder
            .code(&buffer[first..], end - first)
            .map_err(|at| not_plain(from + (first + at) as u64))
    }

    /// Fills the buffer with a piece, what ends its last row, and some padding.
    fn fill(&self, piece: &Piece, from: u64, buffer: &mut Vec<u8>) -> Option<()> {
        let wanted = (piece.end - from) as usize + MORE;
        buffer.clear();
        buffer.reserve(wanted + PADDING);
        let mut file = File::open(self.path.join(name(piece.sheet))).ok()?;
        file.seek(SeekFrom::Start(from)).ok()?;
        let read = file.take(wanted as u64).read_to_end(buffer).ok()?;
        // The end of the file ends its last row; the end of what was read must not.
        let padding = if read < wanted { b'\n' } else { 0 };
        buffer.extend_from_slice(&[padding; PADDING]);
        Some(())
    }

    /// The row at a place in a file.
    fn row(&self, sheet: Sheet, at: u64) -> Option<usize> {
        let mut file = File::open(self.path.join(name(sheet))).ok()?.take(at);
        let mut buffer = vec![0; PIECE];
        let mut row = 1;
        loop {
            let length = file.read(&mut buffer).ok()?;
            if length == 0 {
                return Some(row);
            }
            row += memchr_iter(b'\n', &buffer[..length]).count();
        }
    }

    /// The digest of all CSV files, as [`Workbook::digest`] has it.
    pub(super) fn digest(&self) -> Option<String> {
        let mut hash = Sha256::new();
        let mut buffer = vec![0; PIECE];
        for (name, length) in &self.files {
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name.as_bytes());
            hash.update(length.to_le_bytes());
            let mut file = File::open(self.path.join(name)).ok()?;
            let mut left = *length;
            while left > 0 {
                let read = file.read(&mut buffer).ok().filter(|read| *read > 0)?;
                hash.update(&buffer[..read]);
                left = left.checked_sub(read as u64)?;
            }
        }
        Some(format!("{:x}", hash.finalize()))
    }
}

/// The length of the line of headings, if it has the dictionary's own in their order.
fn heading_length(path: &Path, sheet: Sheet) -> Option<u64> {
    let mut start = Vec::new();
    File::open(path)
        .ok()?
        .take(MORE as u64)
        .read_to_end(&mut start)
        .ok()?;
    let end = memchr(b'\n', &start)?;
    let line = start[..end].strip_suffix(b"\r").unwrap_or(&start[..end]);
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let codes: Vec<&str> = sheet.fields().iter().map(|f| f.code()).collect();
    (line == codes.join(",").as_bytes()).then_some(end as u64 + 1)
}
