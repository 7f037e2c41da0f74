//! The data dictionary as a whole. A change in it changes every workbook, so it shows here.

use std::collections::BTreeSet;
use std::fmt::Write;

use record::{Due, Field, Kind, Sheet, lists};

#[test]
fn the_fields() {
    let mut text = String::new();
    for sheet in Sheet::ALL {
        writeln!(text, "# {} ({})", sheet.title(), sheet.name()).unwrap();
        for field in sheet.fields() {
            let due = match field.due() {
                Due::Always => "",
                Due::WhenClosed => ", due when closed",
                Due::WhenBorn => ", due when born",
            };
            writeln!(
                text,
                "{:>2} {} | {} | {:?}{due} | {}",
                field.column(),
                field.code(),
                field.title(),
                field.point(),
                match field.kind() {
                    Kind::Code(list) => format!("list {}", list.name),
                    _ => field.allowed(),
                },
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_lists() {
    let mut text = String::new();
    for list in lists::ALL {
        writeln!(text, "# {} ({})", list.title, list.name).unwrap();
        for code in list.codes {
            writeln!(
                text,
                "{} | {} | {}",
                code.code,
                code.label,
                code.also.join(", ")
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_heading_means_one_field_of_its_sheet() {
    for sheet in Sheet::ALL {
        for (column, field) in sheet.fields().iter().enumerate() {
            assert_eq!(sheet.field(field.code()), Some(*field));
            assert_eq!(field.sheet(), sheet);
            assert_eq!(field.column(), column);
        }
    }
    assert_eq!(
        Field::all().count(),
        Sheet::ALL.iter().map(|s| s.fields().len()).sum::<usize>()
    );
}

#[test]
fn a_list_of_the_dictionary_is_among_all_lists_and_names_differ() {
    let names: BTreeSet<&str> = lists::ALL.iter().map(|l| l.name).collect();
    assert_eq!(names.len(), lists::ALL.len());
    for field in Field::all() {
        if let Kind::Code(list) = field.kind() {
            assert!(names.contains(list.name), "{}", list.name);
        }
    }
}

#[test]
fn each_usual_spelling_means_one_answer() {
    for list in lists::ALL {
        for (at, code) in list.codes.iter().enumerate() {
            let spellings = [code.code, code.label]
                .into_iter()
                .chain(code.also.iter().copied());
            for spelling in spellings {
                assert_eq!(
                    list.guess(spelling),
                    Some(at as u8),
                    "{}: {spelling}",
                    list.name
                );
                let shouted = format!(" {} ", spelling.to_uppercase());
                assert_eq!(
                    list.guess(&shouted),
                    Some(at as u8),
                    "{}: {shouted}",
                    list.name
                );
            }
            assert_eq!(list.position(code.code), Some(at as u8));
            assert_eq!(list.code(at as u8), code.code);
            assert_eq!(list.label(at as u8), code.label);
        }
        assert_eq!(list.guess("no such answer"), None);
    }
}
