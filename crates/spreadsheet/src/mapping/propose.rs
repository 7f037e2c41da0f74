//! What a workbook most likely says, for a person to check and complete.

use std::collections::HashMap;

use record::{Field, Kind, Sheet, Value};

use super::heads::{Heading, best_row, headings, one_line};
use super::usual::usual;
use super::words::Lexicon;
use super::{ColumnMapping, Dates, FieldMapping, Mapping, Meaning, SheetMapping, SheetPlace, fold};
use crate::read::{self, Cell, SheetRow, Visibility, Workbook};
use crate::sheets::{is_totals_label, looks_month_first, own_value};

/// The longest text that is listed as a value: longer ones are sentences about a family.
const LONGEST_VALUE: usize = 40;
/// The most different values that are listed of a column: a column with more is not what it seems.
const MOST_VALUES: usize = 100;
/// Fewer known headings than this do not make a sheet ours.
const FEWEST_HEADINGS: usize = 3;

/// What a workbook most likely says: a mapping with what a person needs to check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The three sheets of the dictionary, in order.
    pub sheets: Vec<ProposedSheet>,
    /// The names of the workbook's sheets that are none of them.
    pub other_sheets: Vec<String>,
}

/// A sheet of the dictionary, and where it most likely is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedSheet {
    /// The sheet of the dictionary.
    pub sheet: Sheet,
    /// The answer without its columns' details.
    pub place: SheetMapping,
    /// Rows with anything in them below the headings.
    pub rows: usize,
    /// The columns with headings, from left to right.
    pub columns: Vec<ProposedColumn>,
}

/// A column, and what it most likely is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedColumn {
    /// The column counted from 0.
    pub at: u32,
    /// The heading on one line.
    pub heading: String,
    /// What it is, with the values that are not in the dictionary's own spelling.
    pub mapping: ColumnMapping,
    /// Cells with anything in them.
    pub filled: usize,
    /// The values found in a column of answers or places, and in other columns what is not a number, date
    /// or reference; the most frequent first. None while the column is to be answered, because it may be
    /// free text.
    pub values: Vec<FoundValue>,
    /// Cells that are not in `values`, because they are longer than any answer or there are too many.
    pub not_listed: usize,
}

/// A value found in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundValue {
    /// As it was first written.
    pub text: String,
    /// How often; 0 for one that only a mapping knows.
    pub count: usize,
    /// What it means; `None` is to be answered.
    pub value: Option<Value>,
}

/// Proposes a mapping for a workbook. Nothing is proposed that could mean two things.
pub fn propose(workbook: &Workbook) -> Proposal {
    review(workbook, &Mapping::default())
}

/// Looks at a workbook with a mapping in hand: its answers stand, and what it leaves open or does not know
/// is proposed anew.
pub fn review(workbook: &Workbook, mapping: &Mapping) -> Proposal {
    let lexicons: Vec<Lexicon> = Sheet::ALL.into_iter().map(Lexicon::new).collect();
    let places = places(workbook, mapping, &lexicons);
    let sheets: Vec<ProposedSheet> = Sheet::ALL
        .into_iter()
        .zip(&lexicons)
        .zip(&places)
        .map(|((sheet, lexicon), place)| match place {
            Ok((found, row)) => proposed(sheet, found, row, mapping.sheet(sheet), lexicon),
            Err(place) => ProposedSheet {
                sheet,
                place: place.clone(),
                rows: 0,
                columns: Vec::new(),
            },
        })
        .collect();
    let used = |name: &String| {
        places
            .iter()
            .flatten()
            .any(|(found, _)| found.name == *name)
    };
    let names = workbook.sheets.iter().map(|sheet| &sheet.name);
    Proposal {
        other_sheets: names.filter(|name| !used(name)).cloned().collect(),
        sheets,
    }
}

impl Proposal {
    /// The proposal as a mapping, with what is still to be answered.
    pub fn mapping(&self) -> Mapping {
        let mut mapping = Mapping::default();
        for proposed in &self.sheets {
            let mut place = proposed.place.clone();
            if let SheetMapping::At(at) = &mut place {
                at.columns = proposed.columns.iter().map(|c| c.mapping.clone()).collect();
            }
            *mapping.sheet_mut(proposed.sheet) = place;
        }
        mapping
    }
}

type Found<'a> = (&'a read::Sheet, &'a SheetRow);

/// Which sheet of the workbook each sheet of the dictionary is, or why it is none.
fn places<'a>(
    workbook: &'a Workbook,
    mapping: &Mapping,
    lexicons: &[Lexicon],
) -> Vec<Result<Found<'a>, SheetMapping>> {
    let mut places: Vec<Result<Found<'a>, SheetMapping>> = Sheet::ALL
        .into_iter()
        .map(|sheet| match mapping.sheet(sheet) {
            SheetMapping::At(place) => workbook
                .sheet(&place.name)
                .and_then(|found| {
                    let row = found.rows.iter().find(|r| r.number == place.heading_row)?;
                    Some((found, row))
                })
                .ok_or(SheetMapping::ToBeAnswered),
            other => Err(other.clone()),
        })
        .collect();
    let mut scored = Vec::new();
    for (of, lexicon) in lexicons.iter().enumerate() {
        for sheet in &workbook.sheets {
            if let Some((row, score)) = scored_row(sheet, lexicon) {
                let named = usize::from(names(sheet, Sheet::ALL[of]));
                scored.push(((score, named), of, sheet, row));
            }
        }
    }
    scored.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    for (score, of, sheet, row) in &scored {
        let taken = places
            .iter()
            .flatten()
            .any(|(s, _)| std::ptr::eq(*s, *sheet));
        let rival = scored.iter().any(|(other, other_of, other_sheet, _)| {
            other == score && other_of == of && !std::ptr::eq(*other_sheet, *sheet)
        });
        // Two sheets that look the same, as of two years, are for a person to tell apart.
        if !taken && !rival && places[*of] == Err(SheetMapping::ToBeAnswered) {
            places[*of] = Ok((sheet, row));
        }
    }
    places
}

/// The most likely row of headings, and how many fields it names.
fn scored_row<'a>(sheet: &'a read::Sheet, lexicon: &Lexicon) -> Option<(&'a SheetRow, usize)> {
    if sheet.visibility == Visibility::Hidden {
        return None;
    }
    let known = |headings: &[Heading]| {
        let mut fields: Vec<Field> = headings
            .iter()
            .filter_map(|h| lexicon.field(&h.text))
            .collect();
        fields.sort_unstable();
        fields.dedup();
        fields.len()
    };
    best_row(sheet, known).filter(|(_, score)| *score >= FEWEST_HEADINGS)
}

/// Whether a sheet's name speaks of the dictionary's sheet.
fn names(sheet: &read::Sheet, of: Sheet) -> bool {
    let name = fold(&sheet.name);
    let words: &[&str] = match of {
        Sheet::Families => &["famil"],
        Sheet::Children => &["child", "young"],
        Sheet::EmergencySessions => &["emergenc", "session", "crisis"],
        _ => &[],
    };
    words.iter().any(|word| name.contains(word))
}

fn proposed(
    of: Sheet,
    sheet: &read::Sheet,
    heading_row: &SheetRow,
    said: &SheetMapping,
    lexicon: &Lexicon,
) -> ProposedSheet {
    let headings = headings(heading_row);
    let said = match said {
        SheetMapping::At(place) => Some(place),
        _ => None,
    };
    let mut mappings: Vec<ColumnMapping> = headings
        .iter()
        .map(|heading| column(heading, &headings, said, lexicon))
        .collect();
    settle_rivals(&mut mappings, said);
    let below: Vec<&SheetRow> = sheet
        .rows
        .iter()
        .filter(|row| row.number > heading_row.number && !is_totals_label(row))
        .filter(|row| row.cells.iter().any(|cell| !cell.is_blank()))
        .collect();
    ProposedSheet {
        sheet: of,
        place: SheetMapping::At(SheetPlace {
            name: sheet.name.clone(),
            heading_row: heading_row.number,
            columns: Vec::new(),
        }),
        rows: below.len(),
        columns: headings
            .iter()
            .zip(mappings)
            .map(|(heading, mapping)| with_values(heading, mapping, &below))
            .collect(),
    }
}

/// What a column is by what was said of it, or else by its heading.
fn column(
    heading: &Heading,
    headings: &[Heading],
    said: Option<&SheetPlace>,
    lexicon: &Lexicon,
) -> ColumnMapping {
    let same = headings
        .iter()
        .filter(|h| fold(&h.text) == fold(&heading.text));
    let repeated = same.count() > 1;
    let said = said.and_then(|place| place.column(&heading.text, heading.at));
    let meaning = match said {
        Some(said) if said.meaning != Meaning::ToBeAnswered => said.meaning.clone(),
        _ => lexicon
            .field(&heading.text)
            .map_or(Meaning::ToBeAnswered, |field| {
                Meaning::Field(FieldMapping::new(field))
            }),
    };
    ColumnMapping {
        heading: heading.text.clone(),
        at: repeated.then_some(heading.at),
        meaning,
    }
}

/// Where two columns would be one field, what was said stands, then the dictionary's own code; two that are
/// alike are both to be answered.
fn settle_rivals(mappings: &mut [ColumnMapping], said: Option<&SheetPlace>) {
    let rank = |column: &ColumnMapping| -> Option<(Field, u8)> {
        let Meaning::Field(is) = &column.meaning else {
            return None;
        };
        let was_said = said.is_some_and(|place| {
            let at = column.at.unwrap_or(u32::MAX);
            place
                .column(&column.heading, at)
                .is_some_and(|said| said.meaning == column.meaning)
        });
        let own = column.heading == is.field.code();
        Some((is.field, if was_said { 2 } else { u8::from(own) }))
    };
    let ranks: Vec<Option<(Field, u8)>> = mappings.iter().map(rank).collect();
    for (at, column) in mappings.iter_mut().enumerate() {
        let beaten = |(field, own): (Field, u8)| {
            let mut others = ranks.iter().enumerate().filter(|(other, _)| *other != at);
            others.any(|(_, other)| other.is_some_and(|(f, rank)| f == field && rank >= own))
        };
        if ranks[at].is_some_and(beaten) {
            column.meaning = Meaning::ToBeAnswered;
        }
    }
}

/// The column with the values found in it.
fn with_values(
    heading: &Heading,
    mut mapping: ColumnMapping,
    rows: &[&SheetRow],
) -> ProposedColumn {
    let cells: Vec<&Cell> = rows
        .iter()
        .map(|row| row.cell(heading.at))
        .filter(|cell| !cell.is_blank())
        .collect();
    let mut values = Vec::new();
    let mut not_listed = 0;
    if let Meaning::Field(is) = &mut mapping.meaning {
        if matches!(is.field.kind(), Kind::Date) && is.dates == Dates::DayFirst {
            is.dates = order_of_dates(&cells);
        }
        (values, not_listed) = found_values(is, &cells);
        for found in &values {
            let own = Value::parse(is.field, &found.text).ok();
            if own.is_none() || own != found.value {
                is.values.retain(|text, _| fold(text) != fold(&found.text));
                is.values.insert(found.text.clone(), found.value.clone());
            }
        }
    }
    ProposedColumn {
        at: heading.at,
        heading: heading.text.clone(),
        mapping,
        filled: cells.len(),
        values,
        not_listed,
    }
}

/// Day first, unless the column has dates that can only be month first and none that can only be day first.
fn order_of_dates(cells: &[&Cell]) -> Dates {
    let texts = || cells.iter().map(|cell| cell.shown());
    let month_first = texts().any(|text| looks_month_first(&text) == Some(true));
    let day_first = texts().any(|text| looks_month_first(&text) == Some(false));
    if month_first && !day_first {
        Dates::ToBeAnswered
    } else {
        Dates::DayFirst
    }
}

/// The values to be listed, the most frequent first, and how many cells hold others.
fn found_values(is: &FieldMapping, cells: &[&Cell]) -> (Vec<FoundValue>, usize) {
    let mut found: Vec<FoundValue> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (text, value) in &is.values {
        places.insert(fold(text), found.len());
        found.push(FoundValue {
            text: text.clone(),
            count: 0,
            value: value.clone().or_else(|| usual(is.field, text)),
        });
    }
    let mut not_listed = 0;
    let plain = matches!(
        is.field.kind(),
        Kind::Reference | Kind::Number { .. } | Kind::Date
    );
    for cell in cells {
        // Error values and formulas without a result are problems, not values.
        if matches!(cell, Cell::Error(_) | Cell::NotCalculated) {
            continue;
        }
        let text = one_line(&cell.shown());
        let folded = fold(&text);
        if let Some(at) = places.get(&folded) {
            let same = &mut found[*at];
            same.count += 1;
            // The spelling that needs the mapping is the one to show: "Yes" rather than "yes".
            if Value::parse(is.field, &same.text).is_ok() {
                same.text = text;
            }
            continue;
        }
        if plain && own_value(is.field, is.dates, cell).is_ok_and(|v| !matches!(v, Value::Not(_))) {
            continue;
        }
        let too_long = text.chars().count() > LONGEST_VALUE;
        if too_long || found.len() >= MOST_VALUES || matches!(is.field.kind(), Kind::Reference) {
            not_listed += 1;
            continue;
        }
        places.insert(folded, found.len());
        found.push(FoundValue {
            value: usual(is.field, &text),
            text,
            count: 1,
        });
    }
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    (found, not_listed)
}
