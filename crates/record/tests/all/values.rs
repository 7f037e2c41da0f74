//! Values of a field: each reads its own text, and nothing else gets into a data set.

use calendar::date;
use proptest::prelude::*;
use record::{DataSet, Field, Kind, NonAnswer, Sheet, Value};

use crate::strategies::value_of;

/// Answers to at most so many questions of a sheet.
pub(crate) fn data_set(sheet: Sheet, most: usize) -> impl Strategy<Value = DataSet> {
    let fields = prop::sample::subsequence(sheet.fields(), 0..=most.min(sheet.fields().len()));
    fields
        .prop_flat_map(|fields| {
            let values: Vec<_> = fields.iter().map(|f| value_of(*f)).collect();
            (Just(fields), values)
        })
        .prop_map(move |(fields, values)| {
            let mut set = DataSet::new(sheet);
            for (field, value) in fields.into_iter().zip(values) {
                set.set(field, value);
            }
            set
        })
}

fn field() -> impl Strategy<Value = Field> {
    prop::sample::select(Field::all().collect::<Vec<_>>())
}

fn sheet() -> impl Strategy<Value = Sheet> {
    prop::sample::select(&Sheet::ALL[..])
}

proptest! {
    #[test]
    fn a_value_reads_its_own_text(
        (field, value) in field().prop_flat_map(|f| (Just(f), value_of(f))),
    ) {
        prop_assert!(value.fits(field));
        prop_assert_eq!(Value::parse(field, &value.text(field)), Ok(value));
    }

    #[test]
    fn what_is_read_fits_and_reads_the_same_again(field in field(), text in "[-0-9.a-z_+ ]{0,12}|\\PC{0,9}") {
        if let Ok(value) = Value::parse(field, &text) {
            prop_assert!(value.fits(field));
            prop_assert_eq!(Value::parse(field, &value.text(field)), Ok(value));
        }
    }

    #[test]
    fn a_data_set_is_stored_and_read_alike(set in sheet().prop_flat_map(|s| data_set(s, 50))) {
        let json = serde_json::to_string(&set).unwrap();
        prop_assert_eq!(serde_json::from_str::<DataSet>(&json).unwrap(), set);
    }
}

#[test]
fn every_code_of_every_field_and_every_non_answer_reads_its_own_text() {
    for field in Field::all() {
        let codes = match field.kind() {
            Kind::Code(list) => (0..list.codes.len() as u8).map(Value::Code).collect(),
            _ => Vec::new(),
        };
        for value in codes {
            assert_eq!(Value::parse(field, &value.text(field)), Ok(value));
        }
        for non in NonAnswer::ALL {
            let read = Value::parse(field, non.code());
            if matches!(field.kind(), Kind::Reference) {
                assert!(read.is_err(), "{field:?} cannot be {}", non.code());
            } else {
                assert_eq!(read, Ok(Value::Not(non)));
            }
        }
    }
}

#[test]
fn numbers_are_plain_decimals_within_their_range() {
    let hours = |text| Value::parse(Field::SwHours, text).ok();
    assert_eq!(hours("1.5"), Some(Value::Number(150)));
    assert_eq!(hours("1.50"), Some(Value::Number(150)));
    assert_eq!(hours("0"), Some(Value::Number(0)));
    assert_eq!(hours("24"), Some(Value::Number(2400)));
    assert_eq!(Value::Number(150).text(Field::SwHours), "1.5");
    assert_eq!(Value::Number(5).text(Field::SwHours), "0.05");
    assert_eq!(Value::Number(2400).text(Field::SwHours), "24");
    for text in [
        "24.01",
        "1.555",
        "-1",
        "+1",
        "1e1",
        "1,5",
        ".5",
        "",
        " 1",
        "99999999999",
    ] {
        assert_eq!(hours(text), None, "{text:?}");
    }
    assert!(Value::parse(Field::AgeAtReferral, "1.5").is_err());
    assert!(Value::parse(Field::AgeAtReferral, "26").is_err());
}

#[test]
fn dates_have_one_spelling_and_a_plausible_year() {
    let read = |text| Value::parse(Field::ReferralDate, text).ok();
    assert_eq!(read("2022-08-30"), Some(Value::Date(date(2022, 8, 30))));
    for text in [
        "20220830",
        "2022-08-30T10:00",
        "1822-08-30",
        "2122-08-30",
        "2022-02-30",
        "30/08/2022",
    ] {
        assert_eq!(read(text), None, "{text:?}");
    }
}

#[test]
fn references_and_places_are_words_on_one_line() {
    let at_most = "é".repeat(200);
    assert!(Value::parse(Field::HomeTown, &at_most).is_ok());
    for text in ["", "  ", "two\nlines", "nul\0", &"é".repeat(201)] {
        assert!(Value::parse(Field::HomeTown, text).is_err(), "{text:?}");
        assert!(
            Value::parse(Field::FamilyReference, text).is_err(),
            "{text:?}"
        );
    }
    // It would come back as a non-answer.
    assert!(!Value::Text("unknown".to_owned()).fits(Field::HomeTown));
    assert_eq!(
        Value::parse(Field::HousingTenure, "castle")
            .unwrap_err()
            .to_string(),
        "\"castle\" is not allowed here: rented, owned, temporary, homeless, unknown, missing, \
         too_early or not_applicable"
    );
}

#[test]
fn a_stored_data_set_of_no_or_two_sheets_or_with_a_wrong_answer_is_refused() {
    let refused = |json: &str| {
        serde_json::from_str::<DataSet>(json)
            .unwrap_err()
            .to_string()
    };
    assert!(refused("{}").starts_with("a data set is of one sheet"));
    assert!(refused(r#"{"families":{},"children":{}}"#).starts_with("a data set is of one sheet"));
    assert!(refused(r#"{"cats":{}}"#).starts_with("no sheet is called cats"));
    assert!(refused(r#"{"families":{"sex":"male"}}"#).starts_with("families has no field sex"));
    assert!(
        refused(r#"{"families":{"housing":"castle"}}"#)
            .starts_with("families, housing: \"castle\" is not allowed here: rented")
    );
}

#[test]
#[should_panic(expected = "the answer to AgeAtReferral must be a whole number from 0 to 25")]
fn a_value_that_could_not_be_read_again_is_not_written() {
    DataSet::new(Sheet::Children).set(Field::AgeAtReferral, Value::Number(99));
}

#[test]
#[should_panic(expected = "ChildSex is not a question of this sheet")]
fn a_question_of_another_sheet_is_not_answered() {
    DataSet::new(Sheet::Families).set(Field::ChildSex, Value::UNKNOWN);
}
