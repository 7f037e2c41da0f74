//! Random entries of a referral and an emergency session, with all that a form of them may say.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::subsequence;
use record::{lists::*, *};

use crate::doings::{any_of, clock};
use crate::history::{person, when, words, worker};
use crate::values::data_set;

/// A referral with all that a form of it may say.
pub(crate) fn referral() -> impl Strategy<Value = Referral> {
    let ask = (person(), subsequence(Discipline::ALL, 0..3));
    let ask = ask.prop_map(|(person, disciplines)| Ask {
        person,
        disciplines,
    });
    let reasons = || subsequence(PriorSupport::ALL, 0..3);
    let tried = (words(), reasons(), reasons(), words(), words()).prop_map(
        |(in_place, not_worked, not_lasted, community, engagement)| Tried {
            in_place,
            not_worked,
            not_lasted,
            community,
            engagement,
        },
    );
    let said = (option::of(when()), words(), words());
    (
        option::of(worker()),
        option::of(any_of(ReferrerRole::ALL)),
        vec(ask, 0..3),
        option::of(tried),
        said,
    )
        .prop_map(
            |(by, role, asks, tried, (expected_start, setting, words))| Referral {
                team: None,
                by,
                role,
                asks,
                tried,
                expected_start,
                setting,
                words,
            },
        )
}

/// An emergency session with all that a form of it may say.
pub(crate) fn emergency_session() -> impl Strategy<Value = EmergencySession> {
    let avoided = || any_of(Sheet::EmergencySessions.fields()).prop_map(Counted);
    let known = (avoided(), any_of(HowKnown::ALL));
    let known = known.prop_map(|(service, how)| Known { service, how });
    (
        ("E[0-9]{3}", data_set(Sheet::EmergencySessions, 5), words()),
        option::of(any_of(EmergencyReason::ALL)),
        vec(person(), 0..3),
        vec(worker(), 0..3),
        (option::of(any_of(AskedBy::ALL)), clock(), clock()),
        vec(known, 0..3),
        vec(vec(avoided(), 0..3), 0..2),
    )
        .prop_map(
            |(said, reason, people, workers, (asked_by, asked_at, arrived_at), known, linked)| {
                EmergencySession {
                    what_happened: said.2,
                    reason,
                    people,
                    workers,
                    asked_by,
                    asked_at,
                    arrived_at,
                    known,
                    linked,
                    ..EmergencySession::new(said.0, said.1)
                }
            },
        )
}
