//! What one family's chronology tells: decided act by act by the rules of casework, 40 entries long.

use anyhow::{Context as _, bail};
use calendar::{AsAt, Date, When, date, day, time};
use casework::{
    Allocate, Allocator, AnswerDataSet, At, CallAfterwards, ChangeAllocation, CloseCase, Closer,
    Command, DecideThreshold, HoldConsultation, NewEntry, Offer, RecordContact, RecordSession,
    ReferToCommunity, Room, SayConsent, SayEngagement, SetGoal, StepIntoCommunity, WriteNote,
    decide,
};
use record::lists::{
    AllocationKind, Attended, ChildrenDiscussed, ClosureReason, CommunityStepCode, ConsentState,
    ContactMode, ContactResult, EngagementStage, FollowUpResult, Mode, Place, SessionKind,
    SessionPart, Threshold, YesNo,
};
use record::{
    Allocation, AllocationChange, AllocationStep, Appointment, Attendance, Closure,
    CommunityReferral, CommunityStep, Consent, Consultation, ContactAttempt, Engagement, Entry,
    Family, FamilyId, FollowUp, Goal, Note, PersonId, Prediction, Present, Sequence, Session,
    SessionNote, Subject, ThresholdDecision, Visibility, WorkerId, fold,
};
use store::Chronology;

use super::chance::Chance;
use super::referral;
use super::team::{People, recorded_at};

/// Entries of each family.
pub(super) const ENTRIES: usize = 40;
/// From a closure to its follow-up call, in days.
const HALF_A_YEAR: i32 = 182;
/// The last day of which anything is told.
pub(super) const LAST: Date = date(2025, 6, 30);

/// Where a family's case stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Open,
    Closed,
}

/// What is given of a family before its story is told.
pub(super) struct Plan<'a> {
    pub(super) people: &'a People,
    pub(super) number: usize,
    pub(super) surname: String,
    pub(super) case: Case,
    pub(super) referred: Date,
    /// The place of the worker who supports it, and of the social worker, among their like.
    pub(super) worker: usize,
}

impl Plan<'_> {
    pub(super) fn supporter(&self) -> WorkerId {
        self.people.practitioners[self.worker].worker
    }
}

/// A family being told of.
struct Told {
    family: FamilyId,
    entries: Vec<Entry>,
    new: Vec<NewEntry>,
}

impl Told {
    fn so_far(&self) -> Family {
        fold(self.family, &self.entries, AsAt::day(Date::MAX))
    }

    fn act(&mut self, command: &Command) -> anyhow::Result<()> {
        let new = decide(&self.so_far(), command)?;
        for new in new {
            self.entries.push(Entry {
                sequence: Sequence(self.entries.len() as i64 + 1),
                happened: new.happened,
                recorded_at: recorded_at(),
                recorded_by: WorkerId(uuid::Uuid::nil()),
                visibility: new.visibility.clone(),
                correction: new.correction.clone(),
                fact: new.fact.clone(),
            });
            self.new.push(new);
        }
        Ok(())
    }

    /// The last entry.
    fn last(&self) -> Sequence {
        Sequence(self.entries.len() as i64)
    }
}

/// The whole chronology of a family.
pub(super) fn told(plan: &Plan<'_>, chance: &mut Chance) -> anyhow::Result<Chronology> {
    let millis = plan.number as u64 * 1_000;
    let mut story = Told {
        family: FamilyId(chance.id(millis)),
        entries: Vec::with_capacity(ENTRIES),
        new: Vec::with_capacity(ENTRIES),
    };
    let parent = PersonId(chance.id(millis + 1));
    let refer = referral::refer(plan, parent, chance);
    story.act(&Command::Refer(Box::new(refer)))?;
    let allocation = begin(&mut story, plan, parent)?;
    let ending = match plan.case {
        Case::Open => 0,
        Case::Closed => 9,
    };
    let mut on = day::plus_days(plan.referred, 14);
    while story.entries.len() < ENTRIES - ending {
        let room = ENTRIES - ending - story.entries.len();
        story.act(&meet(plan, parent, on, room, chance))?;
        on = day::plus_days(on, 6);
    }
    if plan.case == Case::Closed {
        close(&mut story, plan.supporter(), parent, allocation, on, chance)?;
    }
    if story.entries.len() != ENTRIES {
        bail!("a family has {} entries", story.entries.len());
    }
    Ok(Chronology {
        family: story.family,
        entries: story.new,
    })
}

/// From the consultation to the first goal; the entry of the allocation.
fn begin(story: &mut Told, plan: &Plan<'_>, parent: PersonId) -> anyhow::Result<Sequence> {
    let who = plan.supporter();
    let after = |days| When::from(day::plus_days(plan.referred, days));
    story.act(&Command::HoldConsultation(HoldConsultation {
        happened: after(2),
        consultation: Consultation {
            time: Some(time(11, 0, 0, 0)),
            present: vec![Present {
                worker: Some(who),
                words: String::new(),
                discipline: None,
            }],
            mode: Mode::Online,
            questions: "How can we help, and who is best placed to begin?".to_owned(),
            advice: Vec::new(),
            changes: Vec::new(),
            signposts: Vec::new(),
        },
    }))?;
    story.act(&Command::DecideThreshold(DecideThreshold {
        happened: after(2),
        decision: ThresholdDecision {
            criteria: vec!["A child may come to need care".to_owned()],
            grounds: "Weighed together in the consultation".to_owned(),
            ..ThresholdDecision::new(Subject::Family, Threshold::Met)
        },
    }))?;
    story.act(&Command::Allocate(Allocate {
        happened: after(3),
        allocation: Allocation {
            person: parent,
            discipline: People::discipline(plan.worker),
            worker: who,
            kind: AllocationKind::Full,
            frequency: "Every week".to_owned(),
            reason: "As agreed in the consultation".to_owned(),
        },
        offers: Offer::all_usual(),
        room: Room::Free,
        by: Allocator::Manager,
    }))?;
    let family = story.so_far();
    let allocations = &family.work.allocations;
    let allocation = allocations.first().context("it was just made")?.entry;
    story.act(&contact(plan, parent, after(3).sort_date()))?;
    story.act(&Command::SayConsent(SayConsent {
        happened: after(8),
        consent: Consent {
            person: parent,
            state: ConsentState::Given,
            how: "In words, on the first visit".to_owned(),
        },
    }))?;
    story.act(&Command::SayEngagement(SayEngagement {
        happened: after(10),
        engagement: Engagement {
            person: parent,
            stage: EngagementStage::Engaged,
            words: "I want things to be calmer at home.".to_owned(),
            look_again: None,
        },
    }))?;
    story.act(&Command::SetGoal(SetGoal {
        happened: after(10),
        goal: Goal {
            person: parent,
            words: "Mornings without shouting".to_owned(),
        },
        visibility: Visibility::Shared,
    }))?;
    Ok(allocation)
}

/// A session with a note, an attempt to be in touch or a note, as far as there is room.
fn meet(plan: &Plan<'_>, parent: PersonId, on: Date, room: usize, chance: &mut Chance) -> Command {
    match chance.below(10) {
        _ if room == 1 => note(parent, on, chance),
        0 => contact(plan, parent, on),
        1 => note(parent, on, chance),
        _ => session(plan, parent, on, room, chance),
    }
}

fn contact(plan: &Plan<'_>, parent: PersonId, on: Date) -> Command {
    Command::RecordContact(RecordContact {
        happened: on.into(),
        attempt: ContactAttempt {
            person: parent,
            worker: plan.supporter(),
            time: None,
            mode: ContactMode::Text,
            result: ContactResult::NoReply,
            obstacles: Vec::new(),
            words: "A short text to say that the door stays open.".to_owned(),
            next_try: Some(day::plus_days(on, 3)),
        },
    })
}

const SAID: [&str; 4] = [
    "Talked about mornings. What worked on Tuesday was getting the bags ready the evening before; \
     she noticed that herself and wants to try it for a whole week.",
    "A hard week. We went through what helps when it gets too much, and wrote it on the card by \
     the kettle. She will ring the group about Thursday.",
    "Met at the community centre with the children. They showed us the garden they have begun. \
     Spoke of sleep, and of what bedtime could look like on a school night.",
    "Looked back at the first weeks together. She says that asking for help is easier now, and \
     that she would like to go on with the breathing exercise.",
];

fn note(parent: PersonId, on: Date, chance: &mut Chance) -> Command {
    let visibility = if chance.happens(50) {
        Visibility::Shared
    } else {
        Visibility::Team
    };
    Command::WriteNote(WriteNote {
        happened: on.into(),
        note: Note {
            about: Subject::Person(parent),
            text: (*chance.of_these(&SAID)).to_owned(),
        },
        visibility,
    })
}

fn session(
    plan: &Plan<'_>,
    parent: PersonId,
    on: Date,
    room: usize,
    chance: &mut Chance,
) -> Command {
    let said = SessionNote {
        text: (*chance.of_these(&SAID)).to_owned(),
        own_words: "I did not think we would get this far.".to_owned(),
        ..SessionNote::default()
    };
    let next = Appointment {
        person: parent,
        workers: vec![plan.supporter()],
        day: day::plus_days(on, 6),
        time: Some(time(10, 30, 0, 0)),
        mode: Mode::InPerson,
        place: "At home".to_owned(),
    };
    Command::RecordSession(Box::new(RecordSession {
        happened: on.into(),
        session: Session {
            people: vec![Attendance {
                person: parent,
                came: Attended::Came,
                reason: String::new(),
                rebooked: None,
            }],
            others: String::new(),
            workers: vec![(plan.supporter(), SessionPart::Led)],
            time: Some(time(10, 30, 0, 0)),
            minutes: Some(60),
            place: Place::Home,
            mode: Mode::InPerson,
            kind: SessionKind::Therapeutic,
            children: ChildrenDiscussed::RaisedByClient,
            protection: YesNo::No,
            words: String::new(),
        },
        note: Some((said, Visibility::Team)),
        next: (room > 2 && chance.happens(30)).then_some(next),
    }))
}

/// From the answers at closure to the call half a year later: nine entries.
fn close(
    story: &mut Told,
    worker: WorkerId,
    parent: PersonId,
    allocation: Sequence,
    on: Date,
    chance: &mut Chance,
) -> anyhow::Result<()> {
    let happened = When::from(on);
    let call = day::plus_days(on, HALF_A_YEAR);
    let family = story.so_far();
    let children = family.children().map(|child| Subject::Person(child.person));
    for of in std::iter::once(Subject::Family).chain(children) {
        story.act(&Command::AnswerDataSet(Box::new(AnswerDataSet {
            happened,
            at: At::Closure,
            of,
            answers: referral::answers(of, record::Point::Closure, chance),
            seen: None,
        })))?;
    }
    story.act(&Command::ReferToCommunity(ReferToCommunity {
        happened,
        referral: CommunityReferral {
            about: Subject::Person(parent),
            service: "The Monday group".to_owned(),
            words: String::new(),
        },
    }))?;
    let referral = story.last();
    story.act(&Command::StepIntoCommunity(StepIntoCommunity {
        happened,
        step: CommunityStep {
            referral,
            step: CommunityStepCode::Engaging,
            words: String::new(),
        },
    }))?;
    story.act(&Command::ChangeAllocation(ChangeAllocation {
        happened,
        change: AllocationChange {
            allocation,
            step: AllocationStep::Ended,
            reason: "The Monday group has taken hold".to_owned(),
        },
        room: Room::Free,
        by: Allocator::Practitioner,
    }))?;
    let prediction = Prediction {
        person: Some(parent),
        words: "In half a year we still eat together on Sundays.".to_owned(),
    };
    story.act(&Command::CloseCase(Box::new(CloseCase {
        happened,
        closure: Closure {
            follow_up: Some(call),
            ..Closure::new(ClosureReason::CommunitySupport)
        },
        predictions: vec![prediction],
        closer: Closer::Practitioner,
    })))?;
    story.act(&Command::CallAfterwards(CallAfterwards {
        happened: call.into(),
        call: FollowUp {
            worker,
            result: FollowUpResult::Spoke,
            predictions: Vec::new(),
            words: "Things are steady; the group on Mondays helps.".to_owned(),
            advice: String::new(),
            next_try: None,
        },
    }))
}
