//! Random acts on one family, most of them plausible and some wrong.

use std::sync::LazyLock;

use casework::*;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use record::lists::*;
use record::*;

use super::entries::{all, name};
use super::family::*;
use crate::recorded::id;

/// An act, and which earlier entry it is about, of those that it can be about.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) command: Command,
    about: Index,
    twist: u8,
}

/// Up to so many acts, one a day but for some that are written down late or early. The first
/// refers the family.
pub(crate) fn steps(most: i8) -> impl Strategy<Value = Vec<Step>> {
    let one = |at: i8| {
        (command(at), any::<Index>(), any::<u8>()).prop_map(|(command, about, twist)| Step {
            command,
            about,
            twist,
        })
    };
    let all: Vec<_> = (2..=most).map(one).collect();
    (all, 4..=most as usize).prop_map(|(mut steps, length)| {
        let first = Step {
            command: refer(1),
            about: steps[0].about,
            twist: 0,
        };
        steps.insert(0, first);
        steps.truncate(length);
        steps
    })
}

fn on(at: i8) -> impl Strategy<Value = i8> {
    prop_oneof![5 => Just(at), 2 => (-9_i8..=3).prop_map(move |by| (at + by).clamp(1, 28))]
}

fn person() -> impl Strategy<Value = PersonId> {
    prop_oneof![
        4 => Just(mother()),
        3 => (2_u128..=5).prop_map(id),
        1 => Just(id(STRANGER)),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![3 => Just("in words".to_owned()), 1 => Just(" ".to_owned())]
}

/// Social workers hold cases; some acts name a worker of the team.
fn a_holder() -> impl Strategy<Value = (CaseHolder, Employer)> {
    prop_oneof![
        3 => (20_u128..=22).prop_map(|number| (holder(number), Employer::SocialCare)),
        1 => (30_u128..=32).prop_map(|number| (holder(number), Employer::Team)),
    ]
}

/// Any act, as of a day or one near it.
pub(crate) fn command(at: i8) -> impl Strategy<Value = Command> {
    prop_oneof![
        3 => deciding(at),
        4 => supporting(at),
        6 => engaging(at),
        3 => closing_acts(at),
        2 => safety(at),
        6 => select(READING.as_slice()),
        // Every act as it is elsewhere in these tests, on its own day.
        5 => select(PLAIN.as_slice()),
        2 => putting_right(at),
    ]
}

/// Each act of these tests, made once; those that need one another are there more often.
static PLAIN: LazyLock<Vec<Command>> = LazyLock::new(|| {
    let acts = all().into_iter().flat_map(|(_, command)| {
        let paired = [
            "SetGoal",
            "SayProgress",
            "TakeCall",
            "CallBack",
            "RaiseConcern",
            "TakeConcernOn",
            "WriteSafetyPlan",
            "AddPlanItem",
            "SayPlanItem",
            "EndSafetyPlan",
            "RecordLapse",
        ];
        let times = if paired.contains(&name(&command).as_str()) {
            3
        } else {
            1
        };
        vec![command; times]
    });
    acts.collect()
});

/// Reading in an emergency: each step goes on from the one before, and there is a goal of the team to read.
static READING: LazyLock<Vec<Command>> = LazyLock::new(|| {
    let steps = [
        "SetGoal",
        "AskToRead",
        "AnswerToRead",
        "OpenReading",
        "ReviewReading",
    ];
    let step = |command: &&Command| steps.contains(&name(command).as_str());
    PLAIN.iter().filter(step).cloned().collect()
});

fn deciding(at: i8) -> impl Strategy<Value = Command> {
    let referred =
        (on(at), a_holder(), any::<bool>()).prop_map(|(on, (holder, employer), listed)| {
            let mut act = referral(on);
            act.holder = holder;
            act.employer = employer;
            if !listed {
                act.list = OnTheList::No;
            }
            Command::Refer(Box::new(act))
        });
    let held = (on(at), a_holder()).prop_map(|(on, (holder, employer))| {
        Command::ChangeCaseHolder(ChangeCaseHolder {
            happened: day(on),
            holder,
            employer,
        })
    });
    let of = prop_oneof![
        3 => Just(Subject::Family),
        1 => person().prop_map(Subject::Person),
    ];
    let outcome = prop_oneof![4 => Just(Threshold::Met), 1 => Just(Threshold::NotMet)];
    let decided = (on(at), of, outcome, words(), any::<bool>());
    let decided = decided.prop_map(|(on, of, outcome, advice, signposted)| {
        let mut decision = decision(outcome);
        decision.of = of;
        decision.advice = advice;
        if !signposted {
            decision.signposts.clear();
        }
        Command::DecideThreshold(DecideThreshold {
            happened: day(on),
            decision,
        })
    });
    prop_oneof![1 => referred, 1 => held, 2 => decided]
}

fn supporting(at: i8) -> impl Strategy<Value = Command> {
    let kind = select(AllocationKind::ALL);
    let parts = (
        on(at),
        person(),
        30_u128..=32,
        kind,
        words(),
        select(Discipline::ALL),
    );
    let allocated = parts.prop_map(|(on, person, number, kind, reason, discipline)| {
        let allocation = Allocation {
            kind,
            reason,
            discipline,
            ..allocation(person, number)
        };
        Command::Allocate(Allocate {
            happened: day(on),
            allocation,
            offers: Offer::all_usual(),
            room: Room::Free,
            by: Allocator::Practitioner,
        })
    });
    let step = prop_oneof![
        Just(AllocationStep::Paused { look_again: None }),
        Just(AllocationStep::Resumed),
        (30_u128..=32).prop_map(|to| AllocationStep::HandedOver { to: worker(to) }),
        (30_u128..=32).prop_map(|to| AllocationStep::Converted { worker: worker(to) }),
        Just(AllocationStep::Ended),
    ];
    let changed = (on(at), step).prop_map(|(on, step)| change(on, Sequence(1), step));
    let met = (on(at), person()).prop_map(|(on, person)| held(on, session(person)));
    prop_oneof![2 => allocated, 2 => changed, 1 => met]
}

fn engaging(at: i8) -> impl Strategy<Value = Command> {
    let state = prop_oneof![3 => Just(ConsentState::Given), 2 => select(ConsentState::ALL)];
    let stage = prop_oneof![
        3 => Just(EngagementStage::Engaged),
        1 => Just(EngagementStage::BackAgain),
        2 => select(EngagementStage::ALL),
    ];
    prop_oneof![
        3 => (on(at), person(), state).prop_map(|(on, who, state)| consent(on, who, state)),
        3 => (on(at), person(), stage).prop_map(|(on, who, stage)| engagement(on, who, stage)),
        1 => (on(at), person()).prop_map(|(on, who)| attempt(on, who)),
    ]
}

fn closing_acts(at: i8) -> impl Strategy<Value = Command> {
    let closed = (
        on(at),
        select(ClosureReason::ALL),
        words(),
        words(),
        any::<bool>(),
    );
    let closed = closed.prop_map(|(on, reason, said, manager_reason, manager)| {
        let closure = Closure {
            words: said,
            manager_reason,
            ..Closure::new(reason)
        };
        let closer = if manager {
            Closer::Manager
        } else {
            Closer::Practitioner
        };
        Command::CloseCase(Box::new(CloseCase {
            happened: day(on),
            closure,
            predictions: Vec::new(),
            closer,
        }))
    });
    let step = (on(at), select(CommunityStepCode::ALL)).prop_map(|(on, step)| {
        Command::StepIntoCommunity(StepIntoCommunity {
            happened: day(on),
            step: CommunityStep {
                referral: Sequence(1),
                step,
                words: String::new(),
            },
        })
    });
    prop_oneof![3 => closed, 1 => step]
}

fn safety(at: i8) -> impl Strategy<Value = Command> {
    let step = (on(at), select(ConcernStepCode::ALL), 20_u128..=22);
    prop_oneof![
        1 => on(at).prop_map(raise),
        2 => step.prop_map(|(on, step, number)| take_on(on, Sequence(1), step, number)),
    ]
}

fn putting_right(at: i8) -> impl Strategy<Value = Command> {
    let by = select(&[Closer::Practitioner, Closer::Manager][..]);
    (on(at), words(), by).prop_map(|(on, why, by)| {
        let note = Note {
            about: Subject::Family,
            text: "in words".to_owned(),
        };
        Command::PutRight(Box::new(PutRight {
            of: Sequence(1),
            why,
            happened: day(on),
            fact: Fact::Note(note),
            by,
        }))
    })
}

/// The act of a step, about an entry that is there if there is one it can be about.
pub(crate) fn aimed(step: &Step, case: &Case) -> Command {
    let of = |kind: &str| {
        let entries = case.entries.iter().filter(|e| e.fact.kind() == kind);
        let found: Vec<Sequence> = entries.map(|e| e.sequence).collect();
        (!found.is_empty()).then(|| *step.about.get(&found))
    };
    let mut command = step.command.clone();
    match &mut command {
        Command::ChangeAllocation(it) => {
            it.change.allocation = of("allocation").unwrap_or_default();
        }
        Command::StepIntoCommunity(it) => {
            it.step.referral = of("community_referral").unwrap_or_default();
        }
        Command::SayProgress(it) => it.progress.goal = of("goal").unwrap_or_default(),
        Command::CallBack(it) => it.back.call = of("inbound_call").unwrap_or_default(),
        Command::TakeConcernOn(it) => it.step.concern = of("concern").unwrap_or_default(),
        Command::SayPlanItem(it) => it.step.item = of("safety_plan_item").unwrap_or_default(),
        Command::EndSafetyPlan(it) => it.end.plan = of("safety_plan").unwrap_or_default(),
        Command::RecordLapse(it) => it.lapse.item = of("safety_plan_item").unwrap_or_default(),
        Command::AskToRead(it) => {
            it.asked.concern = of("concern").unwrap_or_default();
            let at_once = step.twist.is_multiple_of(4);
            it.at_once = at_once.then(|| (uuid::Uuid::nil(), ReadingTimes::default()));
        }
        Command::AnswerToRead(it) => {
            it.asked = of("reading_asked").unwrap_or_default();
            let family = case.family();
            let asked = family.safety.reading(it.asked);
            let kept = asked.and_then(|reading| {
                let sight = Sight::Team(it.by);
                kept_from(&family, &reading.asked, sight).next()
            });
            // Mostly nobody refuses.
            it.manager = kept.is_some() || step.twist.is_multiple_of(4);
            it.notes = kept.map(|note| note.sequence).into_iter().collect();
        }
        Command::OpenReading(it) => it.asked = of("reading_asked").unwrap_or_default(),
        Command::ReviewReading(it) => it.review.asked = of("reading_asked").unwrap_or_default(),
        Command::AnswerDataSet(it) => it.seen = of("baseline"),
        Command::PutRight(it) if !case.entries.is_empty() => {
            let entry = step.about.get(&case.entries);
            it.of = entry.sequence;
            it.fact = twisted(&entry.fact, step.twist);
            if step.twist.is_multiple_of(2) {
                it.happened = entry.happened;
            }
        }
        _ => {}
    }
    command
}

/// The entry as somebody might put it right, often in a way no rule allows.
fn twisted(fact: &Fact, twist: u8) -> Fact {
    fn one<T: Copy>(all: &[T], twist: u8) -> T {
        all[usize::from(twist) % all.len()]
    }
    let mut fact = fact.clone();
    match &mut fact {
        Fact::Consent(it) => it.state = one(ConsentState::ALL, twist),
        Fact::Engagement(it) => it.stage = one(EngagementStage::ALL, twist),
        Fact::CaseHolder(it) => *it = holder(20 + u128::from(twist % 13)),
        Fact::ThresholdDecision(it) => {
            it.outcome = one(Threshold::ALL, twist);
            if twist.is_multiple_of(3) {
                it.advice.clear();
                it.signposts.clear();
            }
        }
        Fact::ConcernStep(it) => it.step = one(ConcernStepCode::ALL, twist),
        Fact::Lapse(it) => it.followed = [None, Some(YesNo::No)][usize::from(twist % 2)],
        Fact::Closure(it) => {
            it.reason = one(ClosureReason::ALL, twist);
            if twist.is_multiple_of(3) {
                it.manager_reason.push_str("they moved");
            }
        }
        Fact::Allocation(it) => it.kind = one(AllocationKind::ALL, twist),
        Fact::Referral(it) if twist.is_multiple_of(3) => it.asks.clear(),
        Fact::Referral(it) => it.words.push_str("and more"),
        Fact::Note(it) => it.text.push_str(" and more"),
        _ => {}
    }
    fact
}

/// The acts in these tests that do not bring anything in. Opening what may be read goes on from four others,
/// which chance seldom puts in order: it has tests of its own.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<_> = PLAIN.iter().map(name).collect();
    names.retain(|name| !["BringIn", "OpenReading"].contains(&name.as_str()));
    names.sort();
    names.dedup();
    names
}
