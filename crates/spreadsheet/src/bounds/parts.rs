//! The zip container: its list of parts, and then each part unzipped in small pieces under one cap.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::{CompressionMethod, ZipArchive, result::ZipError};

use super::{Inspection, Limits, Refused, kind, printable, scan::PartScan};

/// How much is unzipped at a time.
const PIECE: usize = 64 * 1024;

pub(super) fn inspect(bytes: &[u8], limits: &Limits, seen: &mut Inspection) -> Result<(), Refused> {
    count_records(bytes, limits)?;
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::damaged("its list of parts"))?;
    check_list(&mut archive, limits)?;
    for index in 0..archive.len() {
        inspect_part(&mut archive, index, limits, seen)?;
    }
    Ok(())
}

/// Counts the records of the list of parts by their signatures, before the list is read: reading it costs
/// memory for each record, and sets memory aside for as many as the end of the file claims.
fn count_records(bytes: &[u8], limits: &Limits) -> Result<(), Refused> {
    let entries = memmem::find_iter(bytes, b"PK\x01\x02").take(limits.parts + 1);
    if entries.count() > limits.parts {
        return Err(Refused::TooManyParts {
            limit: limits.parts,
        });
    }
    // Larger counts than two bytes can hold stand in a record that only counts when this one leads to it.
    if memmem::find(bytes, b"PK\x06\x07").is_none() {
        return Ok(());
    }
    for end in memmem::find_iter(bytes, b"PK\x06\x06") {
        for offset in [24, 32] {
            let claimed = bytes
                .get(end + offset..end + offset + 8)
                .and_then(|claimed| claimed.try_into().ok())
                .map_or(u64::MAX, u64::from_le_bytes);
            if claimed > limits.parts as u64 {
                return Err(Refused::TooManyParts {
                    limit: limits.parts,
                });
            }
        }
    }
    Ok(())
}

/// What the list of parts says, before anything is unzipped.
fn check_list(archive: &mut ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), Refused> {
    let mut declared = 0_u64;
    let mut names = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let part = archive
            .by_index_raw(index)
            .map_err(|_| Refused::damaged("its list of parts"))?;
        let name = part
            .name()
            .map_err(|_| Refused::damaged("the name of a part"))?
            .into_owned();
        if leads_outside(&name) || part.is_symlink() {
            return Err(Refused::StrangePath {
                part: printable(&name),
            });
        }
        if part.encrypted() {
            return Err(Refused::ProtectedOrOld);
        }
        if !matches!(
            part.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(Refused::damaged(format!(
                "{} is packed in an unknown way",
                printable(&name)
            )));
        }
        declared = declared.saturating_add(part.size());
        names.push(name);
    }
    kind::must_be_xlsx(&names)?;
    if declared > limits.unzipped_bytes {
        return Err(Refused::UnpacksTooLarge {
            limit: limits.unzipped_bytes,
        });
    }
    Ok(())
}

fn leads_outside(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains([':', '\0'])
        || name.split(['/', '\\']).any(|step| step == "..")
}

/// Unzips one part in pieces, counting what really comes out, and scans it if it is XML.
fn inspect_part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    limits: &Limits,
    seen: &mut Inspection,
) -> Result<(), Refused> {
    let part = archive.by_index(index).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refused::ProtectedOrOld,
        _ => Refused::damaged("a part cannot be found"),
    })?;
    let name = part
        .name()
        .map_err(|_| Refused::damaged("the name of a part"))?;
    let must_scan = is_xml(&name);
    let name = printable(&name);
    let scan = must_scan.then(|| PartScan::new(&name, limits));
    read_part(part, &name, scan, limits, seen)
}

/// Reads what comes out of a part, never more than one byte over what is left of the limit.
fn read_part(
    content: impl Read,
    name: &str,
    mut scan: Option<PartScan<'_>>,
    limits: &Limits,
    seen: &mut Inspection,
) -> Result<(), Refused> {
    let allowed = limits.unzipped_bytes.saturating_sub(seen.unzipped_bytes);
    let mut content = content.take(allowed + 1);
    let mut piece = vec![0; PIECE];
    let mut first = true;
    loop {
        let length = content
            .read(&mut piece)
            .map_err(|_| Refused::damaged(format!("{name} cannot be unpacked")))?;
        if length == 0 {
            break;
        }
        let piece = &piece[..length];
        seen.unzipped_bytes += length as u64;
        if seen.unzipped_bytes > limits.unzipped_bytes {
            return Err(Refused::UnpacksTooLarge {
                limit: limits.unzipped_bytes,
            });
        }
        if first && piece.starts_with(b"PK\x03\x04") {
            return Err(Refused::Nested {
                part: name.to_owned(),
            });
        }
        first = false;
        if let Some(scan) = &mut scan {
            scan.feed(piece, seen)?;
        }
    }
    scan.map_or(Ok(()), PartScan::finish)
}

/// Only such parts are ever parsed: [`PartScan`] sees to it that no sheet is stored under another name.
fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| {
        ending.eq_ignore_ascii_case("xml") || ending.eq_ignore_ascii_case("rels")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An endless part is read to the limit and one byte, whatever was said of its size.
    #[test]
    fn an_endless_part_is_read_to_the_limit_and_no_further() {
        let limits = Limits {
            unzipped_bytes: 1_000_000,
            ..Limits::default()
        };
        let mut seen = Inspection {
            unzipped_bytes: 400_000,
            ..Inspection::default()
        };
        let mut endless = std::io::repeat(b' ').take(u64::MAX);
        let refused = read_part(&mut endless, "a.png", None, &limits, &mut seen);
        assert_eq!(refused, Err(Refused::UnpacksTooLarge { limit: 1_000_000 }));
        assert_eq!(u64::MAX - endless.limit(), 600_001);
    }
}
