//! Random entries of what the team does, some of them about earlier entries.

use calendar::{Date, Time, date, time};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use record::lists::*;
use record::*;

use crate::history::{WORKERS, person, subject, words};
use crate::values::data_set;

fn worker() -> impl Strategy<Value = WorkerId> {
    select(&WORKERS[..])
}

/// An entry of a history: most often one that is there.
fn earlier() -> impl Strategy<Value = Sequence> {
    (1_i64..14).prop_map(Sequence)
}

fn day() -> impl Strategy<Value = Date> {
    (1_i8..=12, 1_i8..=28).prop_map(|(m, d)| date(2021, m, d))
}

fn at() -> impl Strategy<Value = Option<Time>> {
    option::of((0_i8..24, 0_i8..60).prop_map(|(h, m)| time(h, m, 0, 0)))
}

fn discipline() -> impl Strategy<Value = Discipline> {
    select(Discipline::ALL)
}

fn present() -> impl Strategy<Value = Present> {
    (option::of(worker()), words(), option::of(discipline())).prop_map(
        |(worker, words, discipline)| Present {
            worker,
            words,
            discipline,
        },
    )
}

/// An entry of the team's work, of any kind.
pub(crate) fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        2 => supporting(),
        2 => contact(),
        2 => sessions(),
        1 => referring(),
        1 => closing(),
    ]
}

fn referring() -> impl Strategy<Value = Fact> {
    let advice = (option::of(discipline()), words())
        .prop_map(|(discipline, words)| Advice { discipline, words });
    let change = (person(), discipline(), select(AddedOrDropped::ALL), words()).prop_map(
        |(person, discipline, change, reason)| DisciplineChange {
            person,
            discipline,
            change,
            reason,
        },
    );
    prop_oneof![
        (
            at(),
            vec(present(), 0..3),
            select(Mode::ALL),
            words(),
            vec(advice, 0..2),
            vec(change, 0..2),
            vec(words(), 0..2),
        )
            .prop_map(
                |(time, present, mode, questions, advice, changes, signposts)| {
                    Fact::Consultation(Consultation {
                        time,
                        present,
                        mode,
                        questions,
                        advice,
                        changes,
                        signposts,
                    })
                }
            ),
        (
            select(AdviceKind::ALL),
            present(),
            option::of(discipline()),
            words(),
            words(),
        )
            .prop_map(|(kind, to, discipline, subject, words)| {
                Fact::ProfessionalAdvice(ProfessionalAdvice {
                    kind,
                    to,
                    discipline,
                    subject,
                    words,
                })
            }),
    ]
}

fn supporting() -> impl Strategy<Value = Fact> {
    let step = prop_oneof![
        option::of(day()).prop_map(|look_again| AllocationStep::Paused { look_again }),
        Just(AllocationStep::Resumed),
        worker().prop_map(|to| AllocationStep::HandedOver { to }),
        worker().prop_map(|worker| AllocationStep::Converted { worker }),
        Just(AllocationStep::Ended),
    ];
    prop_oneof![
        2 => (person(), discipline(), worker(), select(AllocationKind::ALL), words(), words())
            .prop_map(|(person, discipline, worker, kind, frequency, reason)| {
                Fact::Allocation(Allocation { person, discipline, worker, kind, frequency, reason })
            }),
        2 => (earlier(), step, words()).prop_map(|(allocation, step, reason)| {
            Fact::AllocationChange(AllocationChange { allocation, step, reason })
        }),
        1 => (person(), worker(), words()).prop_map(|(person, worker, reason)| {
            Fact::KeyWorker(KeyWorker { person, worker, reason })
        }),
        1 => (person(), select(ConsentState::ALL), words())
            .prop_map(|(person, state, how)| Fact::Consent(Consent { person, state, how })),
        2 => (person(), select(EngagementStage::ALL), words(), option::of(day())).prop_map(
            |(person, stage, words, look_again)| {
                Fact::Engagement(Engagement { person, stage, words, look_again })
            }
        ),
    ]
}

fn contact() -> impl Strategy<Value = Fact> {
    let attempt = (
        person(),
        worker(),
        at(),
        select(ContactMode::ALL),
        select(ContactResult::ALL),
        subsequence(Obstacle::ALL, 0..3),
        words(),
        option::of(day()),
    );
    prop_oneof![
        attempt.prop_map(
            |(person, worker, time, mode, result, obstacles, words, next_try)| {
                Fact::ContactAttempt(ContactAttempt {
                    person,
                    worker,
                    time,
                    mode,
                    result,
                    obstacles,
                    words,
                    next_try,
                })
            }
        ),
        (person(), words())
            .prop_map(|(person, words)| Fact::AskedToStart(AskedToStart { person, words })),
        (subject(), words())
            .prop_map(|(about, words)| Fact::SafeContact(SafeContact { about, words })),
        (person(), worker(), at(), words(), option::of(worker())).prop_map(
            |(person, worker, time, words, call_back)| {
                Fact::InboundCall(InboundCall {
                    person,
                    worker,
                    time,
                    words,
                    call_back,
                })
            }
        ),
        (earlier(), worker(), select(ContactResult::ALL), words()).prop_map(
            |(call, worker, result, words)| {
                Fact::CallBack(CallBack {
                    call,
                    worker,
                    result,
                    words,
                })
            }
        ),
        (
            person(),
            vec(worker(), 0..2),
            day(),
            at(),
            select(Mode::ALL),
            words()
        )
            .prop_map(|(person, workers, day, time, mode, place)| {
                Fact::Appointment(Appointment {
                    person,
                    workers,
                    day,
                    time,
                    mode,
                    place,
                })
            }),
    ]
}

fn sessions() -> impl Strategy<Value = Fact> {
    let attendance = (person(), select(Attended::ALL), words(), option::of(day())).prop_map(
        |(person, came, reason, rebooked)| Attendance {
            person,
            came,
            reason,
            rebooked,
        },
    );
    let held = (
        (
            vec(attendance, 0..3),
            words(),
            vec((worker(), select(SessionPart::ALL)), 0..3),
            at(),
            option::of(1_u16..1440),
        ),
        (
            select(Place::ALL),
            select(Mode::ALL),
            select(SessionKind::ALL),
            select(ChildrenDiscussed::ALL),
            select(YesNo::ALL),
            words(),
        ),
    );
    let emergency = (
        "E[0-9]{3}",
        data_set(Sheet::EmergencySessions, 5),
        vec(person(), 0..2),
        option::of(select(EmergencyReason::ALL)),
        at(),
        vec(select(HowKnown::ALL), 0..2),
    );
    let note = (
        earlier(),
        subsequence(Approach::ALL, 0..3),
        words(),
        words(),
        words(),
    );
    let quarters = || option::of(0_u16..672);
    prop_oneof![
        2 => held.prop_map(|((people, others, workers, time, minutes), rest)| {
            let (place, mode, kind, children, protection, words) = rest;
            Fact::Session(Session {
                people, others, workers, time, minutes, place, mode, kind, children, protection, words,
            })
        }),
        1 => emergency.prop_map(|(reference, answers, people, reason, asked_at, how)| {
            let known = how.into_iter().map(|how| Known { service: Counted(Field::SwHours), how });
            Fact::EmergencySession(EmergencySession {
                people, reason, asked_at, known: known.collect(),
                ..EmergencySession::new(reference, answers)
            })
        }),
        1 => note.prop_map(|(session, approaches, text, own_words, strengths)| {
            Fact::SessionNote(SessionNote { session, approaches, text, own_words, strengths })
        }),
        1 => (person(), words()).prop_map(|(person, words)| Fact::Goal(Goal { person, words })),
        1 => (earlier(), select(GoalProgressCode::ALL), words()).prop_map(
            |(goal, progress, words)| Fact::GoalProgress(GoalProgress { goal, progress, words })
        ),
        1 => (person(), worker(), select(AdvocacyWith::ALL), words(), words(), quarters(), quarters())
            .prop_map(|(person, worker, with, issue, outcome, quarters_before, quarters_after)| {
                Fact::Advocacy(Advocacy {
                    person, worker, with, issue, outcome, quarters_before, quarters_after,
                })
            }),
        1 => (subject(), words(), words()).prop_map(|(about, service, words)| {
            Fact::CommunityReferral(CommunityReferral { about, service, words })
        }),
        1 => (earlier(), select(CommunityStepCode::ALL), words()).prop_map(
            |(referral, step, words)| Fact::CommunityStep(CommunityStep { referral, step, words })
        ),
    ]
}

fn closing() -> impl Strategy<Value = Fact> {
    let outcome = (earlier(), select(PredictionResult::ALL), words()).prop_map(
        |(prediction, result, words)| PredictionOutcome {
            prediction,
            result,
            words,
        },
    );
    prop_oneof![
        (
            words(),
            option::of(select(Reliance::ALL)),
            words(),
            option::of(day())
        )
            .prop_map(|(words, reliance, plan, next)| {
                Fact::Review(Review {
                    words,
                    reliance,
                    plan,
                    next,
                })
            }),
        (option::of(person()), words())
            .prop_map(|(person, words)| Fact::Prediction(Prediction { person, words })),
        (
            worker(),
            select(FollowUpResult::ALL),
            vec(outcome, 0..2),
            words(),
            words(),
            option::of(day()),
        )
            .prop_map(|(worker, result, predictions, words, advice, next_try)| {
                Fact::FollowUp(FollowUp {
                    worker,
                    result,
                    predictions,
                    words,
                    advice,
                    next_try,
                })
            }),
        (
            option::of(person()),
            select(FeedbackFrom::ALL),
            words(),
            select(YesNo::ALL)
        )
            .prop_map(|(person, from, words, may_quote)| {
                Fact::Feedback(Feedback {
                    person,
                    from,
                    words,
                    may_quote,
                })
            }),
    ]
}
