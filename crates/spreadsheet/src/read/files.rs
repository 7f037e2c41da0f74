//! From a path or uploaded bytes to sheets, with the digest of what was read.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{Budget, Sheet, Workbook, csv, xlsx};
use crate::bounds::{self, Limits, Refused};

pub(super) fn open(path: &Path, limits: &Limits) -> Result<Workbook, Refused> {
    let about = fs::metadata(path).map_err(|error| Refused::unreadable(path, &error))?;
    if about.is_dir() {
        return open_folder(path, limits);
    }
    let bytes = read_within(path, limits.file_bytes)?;
    from_bytes(&file_name(path), &bytes, limits)
}

pub(super) fn from_bytes(name: &str, bytes: &[u8], limits: &Limits) -> Result<Workbook, Refused> {
    limits.check_length(bytes.len() as u64)?;
    let mut budget = Budget::new(limits);
    let is_csv = without_csv(name).is_some();
    let sheets = if is_csv && !bytes.starts_with(b"PK\x03\x04") {
        vec![csv_sheet(name, bytes, &mut budget)?]
    } else {
        let seen = bounds::inspect(bytes, limits)?;
        xlsx::read(bytes, seen, &mut budget)?
    };
    Ok(Workbook {
        sheets,
        digest: hexadecimal(Sha256::digest(bytes).as_slice()),
    })
}

fn open_folder(folder: &Path, limits: &Limits) -> Result<Workbook, Refused> {
    let mut files = Files::new(limits);
    for path in csv_files(folder, limits)? {
        let bytes = read_within(&path, files.left)?;
        files.add(&file_name(&path), &bytes)?;
    }
    Ok(files.workbook())
}

/// Reads CSV files that were sent together, as a folder of them is read.
pub(super) fn from_files(files: &[(&str, &[u8])], limits: &Limits) -> Result<Workbook, Refused> {
    let mut sorted = files.to_vec();
    sorted.sort_by_key(|(name, _)| *name);
    let mut read = Files::new(limits);
    for (name, bytes) in sorted {
        read.add(name, bytes)?;
    }
    Ok(read.workbook())
}

/// CSV files read one after the other, within the limits of one workbook.
struct Files<'a> {
    hash: Sha256,
    budget: Budget<'a>,
    sheets: Vec<Sheet>,
    most: u64,
    left: u64,
}

impl<'a> Files<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            hash: Sha256::new(),
            budget: Budget::new(limits),
            sheets: Vec::new(),
            most: limits.file_bytes,
            left: limits.file_bytes,
        }
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Refused> {
        let length = bytes.len() as u64;
        self.left = self.left.checked_sub(length).ok_or(Refused::TooLarge {
            actual: self.most - self.left + length,
            limit: self.most,
        })?;
        for content in [name.as_bytes(), bytes] {
            self.hash.update((content.len() as u64).to_le_bytes());
            self.hash.update(content);
        }
        self.sheets.push(csv_sheet(name, bytes, &mut self.budget)?);
        Ok(())
    }

    fn workbook(self) -> Workbook {
        Workbook {
            sheets: self.sheets,
            digest: hexadecimal(self.hash.finalize().as_slice()),
        }
    }
}

/// The CSV files of a folder in the order of their names, so that the digest does not depend on the disk.
fn csv_files(folder: &Path, limits: &Limits) -> Result<Vec<PathBuf>, Refused> {
    let unreadable = |error| Refused::unreadable(folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if without_csv(&file_name(&path)).is_some() && path.is_file() {
            files.push(path);
        }
        if files.len() > limits.parts {
            return Err(Refused::TooManyParts {
                limit: limits.parts,
            });
        }
    }
    if files.is_empty() {
        return Err(Refused::NoCsv {
            name: folder.display().to_string(),
        });
    }
    files.sort_by_key(|path| file_name(path));
    Ok(files)
}

/// Reads a file, but never more than one byte past `limit`: enough to know that it is over.
fn read_within(path: &Path, limit: u64) -> Result<Vec<u8>, Refused> {
    let unreadable = |error| Refused::unreadable(path, &error);
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(unreadable)?
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    Ok(bytes)
}

fn csv_sheet(name: &str, bytes: &[u8], budget: &mut Budget<'_>) -> Result<Sheet, Refused> {
    let name = bounds::printable(without_csv(name).unwrap_or(name));
    csv::read(name, bytes, budget)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The name without its `.csv`, or `None` if it has none.
fn without_csv(name: &str) -> Option<&str> {
    let split = name.len().checked_sub(4)?;
    let (stem, end) = name.split_at_checked(split)?;
    end.eq_ignore_ascii_case(".csv").then_some(stem)
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
