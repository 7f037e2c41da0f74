//! Random values of any field. The tests of `casework` use this file too.

use calendar::{Date, date};
use proptest::prelude::*;
use record::{Field, Kind, NonAnswer, Value};

/// Any value that may stand in the field.
pub(crate) fn value_of(field: Field) -> BoxedStrategy<Value> {
    let answer = match field.kind() {
        Kind::Reference => return name().prop_map(Value::Text).boxed(),
        Kind::Place => name().prop_map(Value::Text).boxed(),
        Kind::Code(list) => (0..list.codes.len() as u8).prop_map(Value::Code).boxed(),
        Kind::Number { decimals, max } => (0..=max * 10_i32.pow(u32::from(decimals)))
            .prop_map(Value::Number)
            .boxed(),
        Kind::Date => day().prop_map(Value::Date).boxed(),
    };
    prop_oneof![3 => answer, 1 => non_answer().prop_map(Value::Not)].boxed()
}

fn non_answer() -> impl Strategy<Value = NonAnswer> {
    prop::sample::select(&NonAnswer::ALL[..])
}

fn name() -> impl Strategy<Value = String> {
    "[^\\pC\\s][^\\pC]{0,20}".prop_filter("it reads as a non-answer", |name| {
        NonAnswer::from_code(name).is_none()
    })
}

fn day() -> impl Strategy<Value = Date> {
    (1900_i16..=2100, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}
