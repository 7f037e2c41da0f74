//! Hostile and mistaken files, each made here, and what the person who has it is told.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{Inspection, Limits, Refused, inspect, inspect_into};
use crate::made::{with_raw_part, workbook, workbook_set, zipped};

const ONE_CELL: &str = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;

fn refusal(bytes: &[u8]) -> Refused {
    refusal_within(bytes, &Limits::default()).0
}

fn refusal_within(bytes: &[u8], limits: &Limits) -> (Refused, Inspection) {
    let mut seen = Inspection::default();
    let refused = inspect_into(bytes, limits, &mut seen).expect_err("refused");
    (refused, seen)
}

#[test]
fn an_ordinary_workbook_passes_and_is_counted() {
    let bytes = workbook(
        r#"<row r="2"><c r="C2"><v>1</v></c><c r="B2"/></row><row><c/><c/></row>"#,
        &[("xl/media/image1.png", b"\x89PNG <not> xml <!at all")],
    );
    let seen = inspect(&bytes, &Limits::default()).unwrap();
    assert_eq!(seen.cells, 3 + 2);
    assert!(seen.unzipped_bytes > 900);
    assert!(!seen.calculated_on_opening);
}

#[test]
fn files_of_other_kinds_are_named() {
    let word = zipped(&[
        ("[Content_Types].xml", b"<a/>"),
        ("word/document.xml", b"<a/>"),
    ]);
    let binary = zipped(&[("[Content_Types].xml", b"<a/>"), ("xl/workbook.bin", b"x")]);
    let open_document = zipped(&[("mimetype", b"x"), ("content.xml", b"<a/>")]);
    let other_zip = zipped(&[("holiday.jpg", b"x")]);
    let messages: Vec<String> = [
        &b""[..],
        b"MZ\x90\0\x03\0\0\0",
        b"%PDF-1.7\n",
        b"\n <!DOCTYPE html><title>Report</title>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
        b"\x89PNG\r\n",
        b"family_id,case_status\nF001,open\n",
        b"\xff\xfef\0a\0m\0",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        b"\0\x01\x02",
        &word,
        &binary,
        &open_document,
        &other_zip,
    ]
    .into_iter()
    .map(|bytes| refusal(bytes).to_string())
    .collect();
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn an_overlong_file_is_refused_by_its_length() {
    let limits = Limits {
        file_bytes: 1_000_000,
        ..Limits::default()
    };
    let (refused, seen) = refusal_within(&vec![b'x'; 1_000_001], &limits);
    insta::assert_snapshot!(refused, @"The file is 1.1 MB, and the limit is 1 MB. Remove pictures and sheets that are not needed, or split it.");
    assert_eq!(seen, Inspection::default());
}

/// 500 KB that unpack to 500 MB are refused by what they say of themselves, before anything is unpacked.
#[test]
fn a_bomb_that_says_so_costs_nothing() {
    let bytes = with_raw_part("xl/worksheets/sheet1.xml", &vec![0; 500_000], 500_000_000);
    let (refused, seen) = refusal_within(&bytes, &Limits::default());
    insta::assert_snapshot!(refused, @"The workbook unpacks to more than 200 MB, which is more than can safely be read. Copy only the rows that are needed into a new workbook and save that.");
    assert_eq!(seen.unzipped_bytes, 0);
}

/// One that lies about its size is not unpacked beyond what it said.
#[test]
fn a_bomb_that_lies_is_stopped_at_its_word() {
    let deflated = deflated_spaces(40_000_000);
    assert!(deflated.len() < 50_000);
    let bytes = with_raw_part("xl/media/image1.png", &deflated, 1_000);
    let (refused, seen) = refusal_within(&bytes, &Limits::default());
    insta::assert_snapshot!(refused, @"The workbook is damaged (xl/media/image1.png cannot be unpacked). Open it in your spreadsheet program and save it again as .xlsx; if it does not open there, ask for a new copy.");
    assert!(seen.unzipped_bytes <= 1_000);
}

/// The deflate stream of so many spaces, taken from a zip file of them.
fn deflated_spaces(length: usize) -> Vec<u8> {
    let bytes = zipped(&[("a", &vec![b' '; length])]);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let part = archive.by_index_raw(0).unwrap();
    let start = part.data_start().unwrap() as usize;
    bytes[start..start + part.compressed_size() as usize].to_vec()
}

#[test]
fn what_a_parser_would_hold_whole_is_bounded() {
    let long = "x".repeat(5_000_000);
    for rows in [
        long.clone(),
        format!("<!--{long}-->"),
        format!("<?a {long}?>"),
        format!("<![CDATA[{long}]]>"),
        format!("<a b='{long}'/>"),
        "<a>".repeat(501),
    ] {
        let refused = refusal(&workbook(&rows, &[]));
        let beginning = &rows[..10];
        assert!(
            matches!(refused, Refused::Damaged { .. }),
            "{beginning}: {refused}"
        );
    }
}

#[test]
fn too_many_parts_are_refused_before_the_list_is_read() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..100_000 {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(number.to_string(), options).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    insta::assert_snapshot!(refusal(&bytes), @"The workbook has more than 2,000 parts inside it, which no ordinary workbook has. Copy the sheets into a new workbook and save that.");
}

#[test]
fn a_claim_of_more_parts_than_there_are_is_refused() {
    let mut bytes = workbook(ONE_CELL, &[]);
    let end = bytes.len() - 22;
    let mut claim = b"PK\x06\x06".to_vec();
    claim.extend_from_slice(&[0; 20]);
    claim.extend_from_slice(&50_000_000_u64.to_le_bytes());
    claim.extend_from_slice(&50_000_000_u64.to_le_bytes());
    claim.extend_from_slice(&[0; 16]);
    claim.extend_from_slice(b"PK\x06\x07");
    claim.extend_from_slice(&[0; 16]);
    bytes.splice(end..end, claim);
    assert_eq!(refusal(&bytes), Refused::TooManyParts { limit: 2_000 });
}

#[test]
fn a_truncated_workbook_is_damaged_wherever_it_was_cut() {
    let whole = workbook(ONE_CELL, &[]);
    inspect(&whole, &Limits::default()).unwrap();
    for length in 4..whole.len() {
        let refused = refusal(&whole[..length]);
        assert!(
            matches!(refused, Refused::Damaged { .. }),
            "{length}: {refused}"
        );
    }
    insta::assert_snapshot!(refusal(&whole[..500]), @"The workbook is damaged (its list of parts). Open it in your spreadsheet program and save it again as .xlsx; if it does not open there, ask for a new copy.");
}

#[test]
fn a_workbook_with_a_changed_byte_of_content_is_damaged() {
    let mut bytes = workbook(ONE_CELL, &[]);
    let content = bytes
        .windows(4)
        .position(|four| four == b"PK\x03\x04")
        .unwrap()
        + 60;
    bytes[content] ^= 0x55;
    insta::assert_snapshot!(refusal(&bytes), @"The workbook is damaged ([Content_Types].xml cannot be unpacked). Open it in your spreadsheet program and save it again as .xlsx; if it does not open there, ask for a new copy.");
}

#[test]
fn parts_that_lead_elsewhere_are_refused() {
    for name in [
        "../evil.xml",
        "xl/../../evil.xml",
        "xl\\..\\evil.xml",
        "/etc/passwd",
        "C:\\x.xml",
    ] {
        let refused = refusal(&workbook(ONE_CELL, &[(name, b"<a/>")]));
        assert_eq!(
            refused,
            Refused::StrangePath {
                part: name.to_owned()
            }
        );
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .add_symlink("xl/link.xml", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    insta::assert_snapshot!(refusal(&bytes), @"The workbook has a part with a name that leads outside it (xl/link.xml). It was not made by a spreadsheet program: ask where it came from before opening it.");
}

#[test]
fn a_zip_file_within_is_refused() {
    let inner = zipped(&[("a.txt", b"hello")]);
    let bytes = workbook(ONE_CELL, &[("xl/embeddings/document1.docx", &inner)]);
    insta::assert_snapshot!(refusal(&bytes), @"The workbook holds another zipped file (xl/embeddings/document1.docx), such as an embedded document. Remove embedded files and save it again.");
}

#[test]
fn declarations_are_refused_in_any_xml_part() {
    let billion_laughs = br#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><a>&lol2;</a>"#;
    let file = br#"<!-- x --><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#;
    for part in [
        "xl/worksheets/sheet1.xml",
        "docProps/CORE.XML",
        "customXml/_rels/item1.xml.rels",
    ] {
        for xml in [&billion_laughs[..], file] {
            let refused = refusal(&workbook(ONE_CELL, &[(part, xml)]));
            assert_eq!(
                refused,
                Refused::Declaration {
                    part: part.to_owned()
                }
            );
        }
    }
    insta::assert_snapshot!(refusal(&workbook(ONE_CELL, &[("xl/workbook.xml", file)])), @"The workbook declares a document type or entities (in xl/workbook.xml), which spreadsheet programs never do. Ask where it came from before opening it.");
}

#[test]
fn a_far_cell_is_refused_with_its_place() {
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    insta::assert_snapshot!(refusal(&workbook(far, &[])), @"There is a cell at XFD1048576 (in xl/worksheets/sheet1.xml), beyond the 1,100,000 rows and 500 columns that can be read. Delete the unused rows and columns after the table and save it again.");
    for far in [
        "<x:row r='1100001'><x:c r = 'A1100001'/></x:row>",
        r#"<row><c s="1" r="SG1"/></row>"#,
        &format!("<row>{}</row>", "<c/>".repeat(501)),
        r#"</sheetData><dimension ref="A1:XFD1048576"/>"#,
        r#"<row><c r="A1"><f t="shared" si="0" ref="A1:XFD9">1</f></c></row>"#,
    ] {
        let refused = refusal(&workbook(far, &[]));
        assert!(
            matches!(refused, Refused::TooFar { .. }),
            "{far}: {refused}"
        );
    }
}

#[test]
fn places_that_would_overflow_a_parser_are_refused() {
    for wrong in [
        r#"<row r="99999999999"/>"#,
        r#"<row r="0"/>"#,
        r#"<row><c r="A4294967296"/></row>"#,
        r#"<row><c r="ZZZZZZZZ1"/></row>"#,
        r#"<row><c r="A1"><f t="shared" si="0" ref="C9:A1">1</f></c></row>"#,
    ] {
        let refused = refusal(&workbook(wrong, &[]));
        assert!(
            matches!(refused, Refused::Damaged { .. }),
            "{wrong}: {refused}"
        );
    }
}

#[test]
fn cells_are_charged_by_the_width_of_their_rows() {
    let limits = Limits {
        cells: 1_000,
        ..Limits::default()
    };
    // Three cells, but kept as three rows of 400.
    let rows = [1, 2, 3].map(|row| format!(r#"<row r="{row}"><c r="OJ{row}"/></row>"#));
    let rows = rows.concat();
    let (refused, _) = refusal_within(&workbook(&rows, &[]), &limits);
    insta::assert_snapshot!(refused, @"The sheets have more than 1,000 cells between them. Delete sheets and columns that are not needed, or split the file.");
}

#[test]
fn claims_and_counts_of_texts_and_styles_are_bounded() {
    let claim = br#"<sst uniqueCount="99999999999999999999"></sst>"#;
    let refused = refusal(&workbook(ONE_CELL, &[("xl/sharedStrings.xml", claim)]));
    assert_eq!(refused, Refused::TooManyCells { limit: 5_000_000 });
    let limits = Limits {
        settings: 100,
        ..Limits::default()
    };
    let fonts = "<font/>".repeat(101);
    let (refused, _) = refusal_within(
        &workbook(ONE_CELL, &[("xl/styles.xml", fonts.as_bytes())]),
        &limits,
    );
    insta::assert_snapshot!(refused, @"The workbook has more than 100 styles, fonts and names. Copy the values into a new workbook and save that.");
}

#[test]
fn a_sheet_stored_where_nobody_looks_is_refused() {
    let rels = br#"<Relationships><Relationship Id="rId1" Type="http://x/relationships/worksheet" Target="media/image1.png"/></Relationships>"#;
    let refused = refusal(&workbook(ONE_CELL, &[("xl/_rels/workbook.xml.rels", rels)]));
    assert!(matches!(refused, Refused::Damaged { .. }), "{refused}");
}

#[test]
fn a_workbook_with_an_encrypted_part_is_protected() {
    let mut bytes = workbook(ONE_CELL, &[]);
    let record = bytes
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    bytes[record + 8] |= 1;
    assert_eq!(refusal(&bytes), Refused::ProtectedOrOld);
}

#[test]
fn a_request_to_calculate_on_opening_is_seen() {
    let bytes = workbook_set(
        r#"<sheets/><calcPr calcId="1" fullCalcOnLoad="1"/>"#,
        "",
        &[],
    );
    assert!(
        inspect(&bytes, &Limits::default())
            .unwrap()
            .calculated_on_opening
    );
}

#[test]
fn names_from_the_file_are_made_printable() {
    let name = format!("xl/../\u{1b}[2J{}", "x".repeat(500));
    let Refused::StrangePath { part } = refusal(&workbook(ONE_CELL, &[(&name, b"")])) else {
        panic!("a strange path");
    };
    assert!(part.starts_with("xl/../\u{FFFD}[2Jxxx"));
    assert_eq!(part.chars().count(), 81);
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), zip in any::<bool>()) {
        let mut all = if zip { b"PK\x03\x04".to_vec() } else { Vec::new() };
        all.write_all(&bytes).unwrap();
        let _ = inspect(&all, &Limits::default());
    }
}
