//! What a file is, from its first bytes and the names of its parts: never from the end of its name.

use super::Refused;

/// First bytes of what people rename or upload by mistake, and what to call it.
const OTHER: &[(&[u8], &str)] = &[
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"\x09\x08", "a very old Excel workbook"),
];

/// Refuses whatever does not begin as a zip file does.
pub(super) fn must_be_zip(bytes: &[u8]) -> Result<(), Refused> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    if bytes.starts_with(b"PK\x05\x06") {
        return Err(Refused::NotAWorkbook {
            found: "an empty zip file",
        });
    }
    Err(refusal(bytes))
}

/// Why bytes that are not a zip file are refused.
fn refusal(bytes: &[u8]) -> Refused {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Refused::ProtectedOrOld;
    }
    Refused::NotAWorkbook {
        found: not_text(bytes).unwrap_or("a text file"),
    }
}

/// Refuses as a CSV file whatever is certainly not one.
pub(crate) fn must_be_text(bytes: &[u8]) -> Result<(), Refused> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Refused::ProtectedOrOld);
    }
    match not_text(bytes) {
        Some(found) => Err(Refused::NotAWorkbook { found }),
        None => Ok(()),
    }
}

fn not_text(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, found)) = OTHER.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(found);
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Some("a file of Unicode (UTF-16) text");
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text.trim_ascii_start();
    let begins = |word: &[u8]| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    if begins(b"<!doctype html") || begins(b"<html") || begins(b"<table") {
        return Some("a web page");
    }
    if begins(b"<?xml") {
        return Some("an XML file");
    }
    if memchr::memchr(0, bytes).is_some() {
        return Some("a file of another kind");
    }
    None
}

/// Refuses a zip file whose parts are not those of an `.xlsx` workbook.
pub(super) fn must_be_xlsx(names: &[String]) -> Result<(), Refused> {
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let has_under = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    let found = if has("xl/workbook.bin") {
        "a binary Excel workbook (.xlsb)"
    } else if has("[Content_Types].xml") && has_under("word/") {
        "a Word document"
    } else if has("[Content_Types].xml") && has_under("ppt/") {
        "a PowerPoint presentation"
    } else if has("[Content_Types].xml") {
        return Ok(());
    } else if has("mimetype") && has("content.xml") {
        "an OpenDocument file (.ods or .odt)"
    } else {
        "a zip file"
    };
    Err(Refused::NotAWorkbook { found })
}
