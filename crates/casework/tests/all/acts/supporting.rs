//! Whom a service says its disciplines support, and what an emergency session must say.

use casework::{Allocate, Command, RecordEmergency};
use record::lists::*;
use record::*;

use super::entries::emergency;
use super::family::*;

#[test]
fn whom_a_discipline_supports_is_the_services_to_say_and_a_reason_gets_past_it() {
    use Serves::{Adults, Both, Children};
    for (person, serves, usual) in [
        (mother(), Adults, true),
        (mother(), Children, false),
        (mother(), Both, true),
        (child(), Adults, false),
        (child(), Children, true),
        (child(), Both, true),
    ] {
        for (reason, reasoned) in [(" ", false), ("she knows the worker", true)] {
            let act = Command::Allocate(Allocate {
                happened: day(6),
                allocation: Allocation {
                    reason: reason.to_owned(),
                    ..allocation(person, 30)
                },
                serves,
            });
            let done = accepted().act(&act);
            assert_eq!(done.is_ok(), usual || reasoned, "{serves:?} {done:?}");
        }
    }
}

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
