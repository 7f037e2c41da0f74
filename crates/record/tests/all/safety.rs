//! Random entries about children's safety.

use calendar::{Date, Stamp};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use record::{lists::*, *};

use crate::doings::{any_of, clock, earlier};
use crate::history::{person, subject, words, worker};

pub(crate) fn safety() -> impl Strategy<Value = Fact> {
    let concern = (
        any_of(Urgency::ALL),
        vec(person(), 0..3),
        clock(),
        (words(), words()),
        (0_i64..100, worker(), option::of(earlier())),
    );
    prop_oneof![
        concern.prop_map(|(urgency, children, time, (seen, done), (at, by, lapse))| {
            Fact::Concern(Concern {
                raised: Stamp::from_micros(at).unwrap(),
                by,
                urgency,
                children,
                time,
                seen,
                done,
                lapse,
            })
        }),
        (earlier(), any_of(ConcernStepCode::ALL), worker(), words()).prop_map(
            |(concern, step, worker, words)| {
                Fact::ConcernStep(ConcernStep {
                    concern,
                    step,
                    worker,
                    words,
                })
            }
        ),
        plan(),
        lapse(),
        reading(),
    ]
}

fn plan() -> impl Strategy<Value = Fact> {
    let item = (earlier(), words(), subject(), worker(), any_of(YesNo::ALL));
    let step = (earlier(), any_of(PlanStepCode::ALL), worker(), words());
    prop_oneof![
        (worker(), words()).prop_map(|(by, words)| Fact::SafetyPlan(SafetyPlan { by, words })),
        item.prop_map(|(plan, words, whose, by, agreed)| {
            Fact::PlanItem(PlanItem {
                plan,
                words,
                whose,
                by,
                agreed,
            })
        }),
        step.prop_map(|(item, step, worker, words)| {
            Fact::PlanStep(PlanStep {
                item,
                step,
                worker,
                words,
            })
        }),
        (earlier(), worker(), words()).prop_map(|(plan, worker, words)| {
            Fact::PlanEnd(PlanEnd {
                plan,
                worker,
                words,
            })
        }),
    ]
}

fn lapse() -> impl Strategy<Value = Fact> {
    let answer = || option::of(any_of(YesNo::ALL));
    let parts = (earlier(), person(), clock(), answer(), answer(), words());
    parts.prop_map(|(item, person, time, in_care, followed, words)| {
        Fact::Lapse(Lapse {
            item,
            person,
            time,
            in_care,
            followed,
            words,
        })
    })
}

fn reading() -> impl Strategy<Value = Fact> {
    let stamp = || (0_i64..100).prop_map(|at| Stamp::from_micros(at).unwrap());
    let on = Date::MIN;
    let asked = (stamp(), worker(), any_of(Reader::ALL), earlier(), words());
    let answer = (earlier(), stamp(), worker(), any_of(YesNo::ALL), words());
    let review = (earlier(), worker(), any_of(ReadingFound::ALL), words());
    prop_oneof![
        asked.prop_map(move |(at, by, reader, concern, danger)| {
            Fact::ReadingAsked(ReadingAsked {
                at,
                by,
                reader,
                concern,
                from: on,
                to: on,
                danger,
                basis: ReadingBasis::Life,
            })
        }),
        answer.prop_map(|(asked, at, by, allowed, words)| {
            Fact::ReadingAnswer(ReadingAnswer {
                asked,
                at,
                by,
                manager: YesNo::Yes,
                allowed,
                until: at,
                words,
            })
        }),
        (earlier(), earlier()).prop_map(|(asked, note)| Fact::NoteShown(NoteShown { asked, note })),
        (earlier(), stamp(), stamp()).prop_map(move |(asked, at, until)| {
            Fact::ReadingOpened(ReadingOpened {
                asked,
                at,
                until,
                session: uuid::Uuid::nil(),
                review_by: on,
            })
        }),
        review.prop_map(|(asked, by, found, words)| {
            Fact::ReadingReview(ReadingReview {
                asked,
                by,
                found,
                told: FamilyTold::Told,
                words,
            })
        }),
    ]
}
