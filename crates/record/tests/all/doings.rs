//! Random entries of what the team does. Those that go on from another name any entry: `naming`
//! then points most of them at one that is there.

use calendar::{Date, Time, time};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use record::{lists::*, *};

use crate::history::{person, subject, when, words, worker};
use crate::safety::safety;

fn day() -> impl Strategy<Value = Date> {
    when().prop_map(calendar::When::sort_date)
}

pub(crate) fn clock() -> impl Strategy<Value = Option<Time>> {
    option::of((0_i8..24, 0_i8..60).prop_map(|(hour, minute)| time(hour, minute, 0, 0)))
}

pub(crate) fn earlier() -> impl Strategy<Value = Sequence> {
    (0_i64..20).prop_map(Sequence)
}

pub(crate) fn any_of<T: Clone + std::fmt::Debug + 'static>(
    list: &'static [T],
) -> impl Strategy<Value = T> {
    select(list)
}

fn present() -> impl Strategy<Value = Present> {
    let discipline = option::of(any_of(Discipline::ALL));
    (option::of(worker()), words(), discipline).prop_map(|(worker, words, discipline)| Present {
        worker,
        words,
        discipline,
    })
}

fn consulting() -> impl Strategy<Value = Fact> {
    let discipline = || any_of(Discipline::ALL);
    let advice = (option::of(discipline()), words());
    let advice = advice.prop_map(|(discipline, words)| Advice { discipline, words });
    let change = (person(), discipline(), any_of(AddedOrDropped::ALL), words());
    let change = change.prop_map(|(person, discipline, change, reason)| DisciplineChange {
        person,
        discipline,
        change,
        reason,
    });
    let lists = (vec(advice, 0..3), vec(change, 0..3), vec(words(), 0..3));
    let consultation = (
        clock(),
        vec(present(), 0..3),
        any_of(Mode::ALL),
        words(),
        lists,
    );
    prop_oneof![
        consultation.prop_map(
            |(time, present, mode, questions, (advice, changes, signposts))| {
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
            any_of(AdviceKind::ALL),
            present(),
            option::of(discipline()),
            words(),
            words()
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

fn step() -> impl Strategy<Value = AllocationStep> {
    prop_oneof![
        option::of(day()).prop_map(|look_again| AllocationStep::Paused { look_again }),
        Just(AllocationStep::Resumed),
        worker().prop_map(|to| AllocationStep::HandedOver { to }),
        worker().prop_map(|worker| AllocationStep::Converted { worker }),
        Just(AllocationStep::Ended),
    ]
}

fn supporting() -> impl Strategy<Value = Fact> {
    let allocation = (
        person(),
        any_of(Discipline::ALL),
        worker(),
        any_of(AllocationKind::ALL),
        words(),
        words(),
    );
    prop_oneof![
        3 => allocation.prop_map(|(person, discipline, worker, kind, frequency, reason)| {
            Fact::Allocation(Allocation { person, discipline, worker, kind, frequency, reason })
        }),
        4 => (earlier(), step(), words()).prop_map(|(allocation, step, reason)| {
            Fact::AllocationChange(AllocationChange { allocation, step, reason })
        }),
        1 => (person(), worker(), words()).prop_map(|(person, worker, reason)| {
            Fact::KeyWorker(KeyWorker { person, worker, reason })
        }),
        1 => (person(), any_of(ConsentState::ALL), words())
            .prop_map(|(person, state, how)| Fact::Consent(Consent { person, state, how })),
        2 => (person(), any_of(EngagementStage::ALL), words(), option::of(day())).prop_map(
            |(person, stage, words, look_again)| {
                Fact::Engagement(Engagement { person, stage, words, look_again })
            }
        ),
    ]
}

fn contact() -> impl Strategy<Value = Fact> {
    let attempt = (
        (person(), worker(), clock(), words()),
        any_of(ContactMode::ALL),
        any_of(ContactResult::ALL),
        subsequence(Obstacle::ALL, 0..3),
        option::of(day()),
    );
    let appointment = (
        person(),
        vec(worker(), 0..3),
        day(),
        clock(),
        any_of(Mode::ALL),
        words(),
    );
    prop_oneof![
        attempt.prop_map(
            |((person, worker, time, words), mode, result, obstacles, next_try)| {
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
        (person(), worker(), clock(), words(), option::of(worker())).prop_map(
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
        (earlier(), worker(), any_of(ContactResult::ALL), words()).prop_map(
            |(call, worker, result, words)| {
                Fact::CallBack(CallBack {
                    call,
                    worker,
                    result,
                    words,
                })
            }
        ),
        appointment.prop_map(|(person, workers, day, time, mode, place)| {
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
    let attendance = (person(), any_of(Attended::ALL), words(), option::of(day()));
    let attendance = attendance.prop_map(|(person, came, reason, rebooked)| Attendance {
        person,
        came,
        reason,
        rebooked,
    });
    let codes = (
        any_of(Place::ALL),
        any_of(Mode::ALL),
        any_of(SessionKind::ALL),
        any_of(ChildrenDiscussed::ALL),
        any_of(YesNo::ALL),
    );
    let session = (
        vec(attendance, 0..3),
        vec((worker(), any_of(SessionPart::ALL)), 0..3),
        (clock(), option::of(1_u16..600)),
        codes,
        (words(), words()),
    );
    let note = (
        earlier(),
        subsequence(Approach::ALL, 0..3),
        words(),
        words(),
        words(),
    );
    prop_oneof![
        2 => session.prop_map(|(people, workers, (time, minutes), codes, (others, words))| {
            let (place, mode, kind, children, protection) = codes;
            Fact::Session(Session {
                people,
                others,
                workers,
                time,
                minutes,
                place,
                mode,
                kind,
                children,
                protection,
                words,
            })
        }),
        1 => note.prop_map(|(session, approaches, text, own_words, strengths)| {
            Fact::SessionNote(SessionNote { session, approaches, text, own_words, strengths })
        }),
    ]
}

fn help() -> impl Strategy<Value = Fact> {
    let quarters = || option::of(0_u16..160);
    let advocacy = (
        person(),
        worker(),
        any_of(AdvocacyWith::ALL),
        (words(), words()),
        (quarters(), quarters()),
    );
    prop_oneof![
        (person(), words()).prop_map(|(person, words)| Fact::Goal(Goal { person, words })),
        (earlier(), any_of(GoalProgressCode::ALL), words()).prop_map(|(goal, progress, words)| {
            Fact::GoalProgress(GoalProgress {
                goal,
                progress,
                words,
            })
        }),
        advocacy.prop_map(|(person, worker, with, (issue, outcome), hours)| {
            Fact::Advocacy(Advocacy {
                person,
                worker,
                with,
                issue,
                outcome,
                quarters_before: hours.0,
                quarters_after: hours.1,
            })
        }),
        (subject(), words(), words()).prop_map(|(about, service, words)| {
            Fact::CommunityReferral(CommunityReferral {
                about,
                service,
                words,
            })
        }),
        (earlier(), any_of(CommunityStepCode::ALL), words()).prop_map(|(referral, step, words)| {
            Fact::CommunityStep(CommunityStep {
                referral,
                step,
                words,
            })
        }),
    ]
}

fn closing() -> impl Strategy<Value = Fact> {
    let outcome = (earlier(), any_of(PredictionResult::ALL), words());
    let outcome = outcome.prop_map(|(prediction, result, words)| PredictionOutcome {
        prediction,
        result,
        words,
    });
    let follow_up = (
        worker(),
        any_of(FollowUpResult::ALL),
        vec(outcome, 0..3),
        (words(), words()),
        option::of(day()),
    );
    prop_oneof![
        (
            words(),
            option::of(any_of(Reliance::ALL)),
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
        follow_up.prop_map(|(worker, result, predictions, (words, advice), next_try)| {
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
            any_of(FeedbackFrom::ALL),
            words(),
            any_of(YesNo::ALL),
            words(),
        )
            .prop_map(|(person, from, words, may_quote, quote)| {
                Fact::Feedback(Feedback {
                    person,
                    from,
                    words,
                    may_quote,
                    quote,
                })
            }),
    ]
}

/// An entry of what the team does, of any kind.
pub(crate) fn doing() -> impl Strategy<Value = Fact> {
    prop_oneof![
        1 => consulting(),
        6 => supporting(),
        3 => contact(),
        2 => sessions(),
        3 => help(),
        2 => closing(),
        2 => safety(),
    ]
}
