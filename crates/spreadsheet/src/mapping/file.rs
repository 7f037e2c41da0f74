//! The mapping as a JSON file.
//!
//! ```json
//! {
//!   "schema": "alongside.mapping/1",
//!   "families": {
//!     "sheet": "Families 21-22",
//!     "heading_row": 3,
//!     "columns": [
//!       { "heading": "Family ID", "field": "family_id" },
//!       { "heading": "Alcohol (Referral)", "field": "alcohol_ref", "values": { "-": null, "Y": "yes" } },
//!       { "heading": "Worker", "ignore": true },
//!       { "heading": "Other", "field": null }
//!     ]
//!   },
//!   "children": { "sheet": null },
//!   "emergency_sessions": { "ignore": true }
//! }
//! ```
//!
//! `null` is always "still to be answered", and `"ignore": true` always "is not read".

use std::collections::BTreeMap;

use record::{Field, Sheet, Value};
use serde::{Deserialize, Serialize};

use super::{
    ColumnMapping, Dates, FieldMapping, Mapping, MappingError, Meaning, SheetMapping, SheetPlace,
    fold,
};
use crate::{Place, column_letters};

const SCHEMA: &str = "alongside.mapping/1";
/// Far more than 500 headings with their values take.
const LONGEST: usize = 2_000_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    schema: String,
    families: SheetFile,
    children: SheetFile,
    emergency_sessions: SheetFile,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SheetFile {
    #[serde(default, skip_serializing_if = "is_false")]
    ignore: bool,
    #[serde(default, skip_serializing_if = "is_left_out")]
    sheet: Answer<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    heading_row: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    columns: Vec<ColumnFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    heading: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    ignore: bool,
    #[serde(default, skip_serializing_if = "is_left_out")]
    field: Answer<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<String, Option<String>>,
    #[serde(default, skip_serializing_if = "is_default")]
    dates: Dates,
}

/// An answer, `null` for one that is still to come, or nothing at all.
#[derive(Serialize, Deserialize, Default, PartialEq)]
#[serde(untagged)]
enum Answer<T> {
    Given(T),
    ToCome(()),
    #[default]
    #[serde(skip)]
    LeftOut,
}

fn is_left_out(answer: &Answer<String>) -> bool {
    *answer == Answer::LeftOut
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_default(dates: &Dates) -> bool {
    *dates == Dates::default()
}

pub(super) fn to_json(mapping: &Mapping) -> String {
    let file = MappingFile {
        schema: SCHEMA.to_owned(),
        families: sheet_file(&mapping.families),
        children: sheet_file(&mapping.children),
        emergency_sessions: sheet_file(&mapping.emergency_sessions),
    };
    let mut text =
        serde_json::to_string_pretty(&file).expect("texts, numbers and lists are always JSON");
    text.push('\n');
    text
}

fn sheet_file(mapping: &SheetMapping) -> SheetFile {
    match mapping {
        SheetMapping::ToBeAnswered => SheetFile {
            sheet: Answer::ToCome(()),
            ..SheetFile::default()
        },
        SheetMapping::Absent => SheetFile {
            ignore: true,
            ..SheetFile::default()
        },
        SheetMapping::At(place) => SheetFile {
            ignore: false,
            sheet: Answer::Given(place.name.clone()),
            heading_row: Some(place.heading_row),
            columns: place.columns.iter().map(column_file).collect(),
        },
    }
}

fn column_file(column: &ColumnMapping) -> ColumnFile {
    let mut file = ColumnFile {
        heading: column.heading.clone(),
        column: column.at.map(column_letters),
        ignore: false,
        field: Answer::LeftOut,
        values: BTreeMap::new(),
        dates: Dates::default(),
    };
    match &column.meaning {
        Meaning::ToBeAnswered => file.field = Answer::ToCome(()),
        Meaning::Ignored => file.ignore = true,
        Meaning::Field(is) => {
            file.field = Answer::Given(is.field.code().to_owned());
            let spelt = |value: &Value| value.text(is.field);
            file.values = is
                .values
                .iter()
                .map(|(found, value)| (found.clone(), value.as_ref().map(spelt)))
                .collect();
            file.dates = is.dates;
        }
    }
    file
}

pub(super) fn parse(text: &str) -> Result<Mapping, MappingError> {
    if text.len() > LONGEST {
        return Err(MappingError::TooLarge { limit: LONGEST });
    }
    let text = text.trim_start_matches('\u{FEFF}');
    let file: MappingFile =
        serde_json::from_str(text).map_err(|error| MappingError::NotAMapping(error.to_string()))?;
    if file.schema != SCHEMA {
        return Err(MappingError::OtherSchema {
            found: file.schema,
            expected: SCHEMA,
        });
    }
    Ok(Mapping {
        families: sheet_mapping(Sheet::Families, file.families)?,
        children: sheet_mapping(Sheet::Children, file.children)?,
        emergency_sessions: sheet_mapping(Sheet::EmergencySessions, file.emergency_sessions)?,
    })
}

fn sheet_mapping(sheet: Sheet, file: SheetFile) -> Result<SheetMapping, MappingError> {
    let unclear = |problem| MappingError::Unclear {
        place: sheet.name().to_owned(),
        problem,
    };
    match (file.ignore, file.sheet) {
        (true, Answer::LeftOut) => Ok(SheetMapping::Absent),
        (true, _) => Err(unclear("give a \"sheet\" or \"ignore\": true, not both")),
        (false, Answer::LeftOut) => Err(unclear(
            "give the \"sheet\", or \"ignore\": true if the workbook has none",
        )),
        (false, Answer::ToCome(())) => Ok(SheetMapping::ToBeAnswered),
        (false, Answer::Given(name)) => {
            let heading_row = file
                .heading_row
                .filter(|row| *row > 0)
                .ok_or_else(|| unclear("give the \"heading_row\", counted from 1"))?;
            let mut columns: Vec<ColumnMapping> = Vec::new();
            for column in file.columns {
                let column = column_mapping(sheet, column)?;
                must_be_new(sheet, &columns, &column)?;
                columns.push(column);
            }
            Ok(SheetMapping::At(SheetPlace {
                name,
                heading_row,
                columns,
            }))
        }
    }
}

fn column_mapping(sheet: Sheet, file: ColumnFile) -> Result<ColumnMapping, MappingError> {
    let place = place(sheet, &file.heading);
    let unclear = |problem| MappingError::Unclear {
        place: place.clone(),
        problem,
    };
    let at = match &file.column {
        None => None,
        Some(letters) => {
            let read = Place::parse(format!("{letters}1").as_bytes());
            let read = read.filter(|_| letters.bytes().all(|b| b.is_ascii_alphabetic()));
            Some(
                read.ok_or_else(|| unclear("\"column\" is to be letters such as N"))?
                    .column,
            )
        }
    };
    let plain = file.values.is_empty() && file.dates == Dates::default();
    let meaning = match (file.ignore, file.field) {
        (true, Answer::LeftOut) if plain => Meaning::Ignored,
        (false, Answer::ToCome(())) if plain => Meaning::ToBeAnswered,
        (false, Answer::Given(code)) => {
            let field = sheet
                .field(&code)
                .ok_or_else(|| MappingError::NoSuchField {
                    place: place.clone(),
                    found: code,
                })?;
            Meaning::Field(FieldMapping {
                field,
                values: values(&place, field, file.values)?,
                dates: file.dates,
            })
        }
        (true, Answer::Given(_)) => {
            return Err(unclear("give a \"field\" or \"ignore\": true, not both"));
        }
        (true, _) | (false, Answer::ToCome(())) => {
            return Err(unclear("\"values\" and \"dates\" need a \"field\""));
        }
        (false, Answer::LeftOut) => {
            return Err(unclear(
                "give a \"field\", or \"ignore\": true if it is not to be read",
            ));
        }
    };
    Ok(ColumnMapping {
        heading: file.heading,
        at,
        meaning,
    })
}

fn values(
    place: &str,
    field: Field,
    file: BTreeMap<String, Option<String>>,
) -> Result<BTreeMap<String, Option<Value>>, MappingError> {
    let mut values = BTreeMap::new();
    let mut folded = std::collections::BTreeSet::new();
    for (found, code) in file {
        if !folded.insert(fold(&found)) {
            return Err(MappingError::ValueTwice {
                place: place.to_owned(),
                value: found,
            });
        }
        let value = code
            .map(|code| {
                Value::parse(field, &code).map_err(|error| MappingError::NoSuchCode {
                    place: place.to_owned(),
                    value: found.clone(),
                    found: error.found,
                    allowed: error.allowed,
                })
            })
            .transpose()?;
        values.insert(found, value);
    }
    Ok(values)
}

/// Refuses a second entry for the same column, and a second column for the same field.
fn must_be_new(
    sheet: Sheet,
    columns: &[ColumnMapping],
    new: &ColumnMapping,
) -> Result<(), MappingError> {
    for old in columns {
        if fold(&old.heading) == fold(&new.heading) && old.at == new.at {
            return Err(MappingError::Unclear {
                place: place(sheet, &new.heading),
                problem: "it is there twice; where several columns have one heading, give each its \"column\"",
            });
        }
        if let (Meaning::Field(old_is), Meaning::Field(new_is)) = (&old.meaning, &new.meaning)
            && old_is.field == new_is.field
        {
            return Err(MappingError::FieldTwice {
                place: place(sheet, &new.heading),
                field: new_is.field.code(),
                first: old.heading.clone(),
            });
        }
    }
    Ok(())
}

fn place(sheet: Sheet, heading: &str) -> String {
    format!("{}, heading {heading:?}", sheet.name())
}
