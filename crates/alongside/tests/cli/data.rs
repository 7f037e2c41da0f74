//! The pilot's data, synthetic to the last row, as a folder of CSV files and as a workbook, and files made of them.

use std::path::{Path, PathBuf};

use crate::program::Folder;

/// The CSV files of the pilot's data by the names of their sheets.
pub(crate) const SHEETS: [&str; 3] = ["families", "children", "emergency_sessions"];

/// The pilot's data as CSV: what the demo is made of.
pub(crate) fn csv(sheet: &str) -> String {
    std::fs::read_to_string(csv_folder().join(format!("{sheet}.csv"))).unwrap()
}

pub(crate) fn csv_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
}

/// The same data as another program wrote it into a workbook.
pub(crate) fn workbook() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/service-data.xlsx");
    std::fs::read(path).unwrap()
}

/// Puts the pilot's data into a folder as `csv/` and `data.xlsx`.
pub(crate) fn put_pilot(folder: &Folder) {
    for sheet in SHEETS {
        folder.write(&format!("csv/{sheet}.csv"), csv(sheet));
    }
    folder.write("data.xlsx", workbook());
}

/// A folder `name` of CSV files with the pilot's first family, its child and its session, after `change`.
pub(crate) fn put_small(folder: &Folder, name: &str, change: impl Fn(&str, String) -> String) {
    for sheet in SHEETS {
        let all = csv(sheet);
        let mut first: Vec<&str> = all.lines().take(1).collect();
        first.extend(all.lines().filter(|line| line.contains("F001")));
        let text = first.join("\n") + "\n";
        folder.write(&format!("{name}/{sheet}.csv"), change(sheet, text));
    }
}

/// [`put_small`] with one text, which is there once, changed to another in one sheet.
pub(crate) fn put_changed(folder: &Folder, name: &str, sheet: &str, from: &str, to: &str) {
    put_small(folder, name, |this, text| {
        if this != sheet {
            return text;
        }
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    });
}

/// A workbook-like zip file whose one sheet is already packed, with the length its records claim.
pub(crate) fn zip_with(packed: &[u8], claimed: u32) -> Vec<u8> {
    let name = "xl/worksheets/sheet1.xml";
    let parts: [(&str, &[u8], u16, u32); 2] = [
        ("[Content_Types].xml", b"", 0, 0),
        (name, packed, 8, claimed),
    ];
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, content, method, length) in parts {
        let offset = u32::try_from(bytes.len()).unwrap();
        let mut common = Vec::new();
        for field in [20, 0, method, 0, 0x21] {
            common.extend_from_slice(&field.to_le_bytes());
        }
        let packed_length = u32::try_from(content.len()).unwrap();
        for field in [0, packed_length, length] {
            common.extend_from_slice(&field.to_le_bytes());
        }
        common.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
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
    let start = u32::try_from(bytes.len()).unwrap();
    let length = u32::try_from(list.len()).unwrap();
    bytes.extend_from_slice(&list);
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\x02\0\x02\0");
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&start.to_le_bytes());
    bytes.extend_from_slice(&[0, 0]);
    bytes
}

/// Half a megabyte that unpacks to more than 500 MB: after its beginning, each zero byte says "258 bytes as before"
/// four times over.
pub(crate) fn half_a_gigabyte_packed() -> Vec<u8> {
    let mut packed = b"\xec\xc1\x01\x01\x00\x00\x00\x80\x90\xfe\xaf\xee\x08\x0a".to_vec();
    packed.resize(485_000, 0);
    packed
}
