//! What an emergency session must say.

use casework::{Command, RecordEmergency};
use record::*;

use super::entries::emergency;
use super::family::*;

#[test]
fn how_it_is_known_is_asked_of_what_was_avoided_and_of_nothing_unknown() {
    let with = |value: Value| {
        let mut session = emergency();
        session.answers.set(Field::AmbulanceAvoided, value);
        Command::RecordEmergency(Box::new(RecordEmergency {
            happened: day(6),
            session,
            note: None,
        }))
    };
    let mut case = supported();
    let refused = case.act(&with(Value::Number(1))).unwrap_err();
    assert!(refused.starts_with("Say how it is known"), "{refused}");
    case.act(&with(Value::Number(0))).unwrap();
    for not in NonAnswer::ALL {
        case.act(&with(Value::Not(not))).unwrap();
    }
}
