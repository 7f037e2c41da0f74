//! Workbooks made by hand for tests, as no spreadsheet program would make them.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

/// A zip file with these parts.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of a workbook besides its sheets.
const FRAME: [(&str, &[u8]); 4] = [
    ("[Content_Types].xml", br#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#),
    ("_rels/.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
    ("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
    ("xl/styles.xml", br#"<styleSheet><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/></cellXfs></styleSheet>"#),
];

/// A workbook with one sheet "families" whose cells are `rows`, and `more` parts.
pub(crate) fn workbook(rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    workbook_set(
        r#"<sheets><sheet name="families" sheetId="1" r:id="rId1"/></sheets>"#,
        rows,
        more,
    )
}

/// The same with the inside of `workbook.xml` given.
pub(crate) fn workbook_set(set: &str, rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let book = format!(
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{set}</workbook>"#
    );
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let mut parts = FRAME.to_vec();
    parts.push(("xl/workbook.xml", book.as_bytes()));
    parts.push(("xl/worksheets/sheet1.xml", sheet.as_bytes()));
    // A part given twice is the test's own version of it.
    parts.retain(|(name, _)| !more.iter().any(|(own, _)| own == name));
    parts.extend_from_slice(more);
    zipped(&parts)
}

/// A workbook with one more part whose deflated bytes are given as they are, with what its records say.
pub(crate) fn with_raw_part(name: &str, deflated: &[u8], declared: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut list = Vec::new();
    // The sum of no bytes is 0, as all sums here claim to be.
    let types = ("[Content_Types].xml", &[][..], 0_u16, 0);
    let parts = [types, (name, deflated, 8, declared)];
    for (name, content, method, size) in parts {
        let offset = bytes.len() as u32;
        let mut common = Vec::new();
        for field in [20, 0, method, 0, 0x21] {
            common.extend_from_slice(&u16::to_le_bytes(field));
        }
        for field in [0, content.len() as u32, size] {
            common.extend_from_slice(&u32::to_le_bytes(field));
        }
        common.extend_from_slice(&(name.len() as u16).to_le_bytes());
        common.extend_from_slice(&[0, 0]);
        bytes.extend_from_slice(b"PK\x03\x04");
        bytes.extend_from_slice(&common);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(content);
        list.extend_from_slice(b"PK\x01\x02\x14\x00");
        list.extend_from_slice(&common);
        list.extend_from_slice(&[0; 10]);
        list.extend_from_slice(&offset.to_le_bytes());
        list.extend_from_slice(name.as_bytes());
    }
    let start = bytes.len() as u32;
    bytes.extend_from_slice(&list);
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\x02\0\x02\0");
    bytes.extend_from_slice(&(list.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&start.to_le_bytes());
    bytes.extend_from_slice(&[0, 0]);
    bytes
}
