//! A family of two adults and three children, and the plain way to do each thing to it.

use calendar::{AsAt, Date, Stamp, When, date};
use casework::*;
use record::lists::*;
use record::*;
use uuid::Uuid;

use crate::recorded::id;

pub(crate) const FAMILY: FamilyId = FamilyId(Uuid::from_u128(40));
pub(crate) const STRANGER: u128 = 9;

pub(crate) fn mother() -> PersonId {
    id(1)
}

pub(crate) fn child() -> PersonId {
    id(3)
}

/// Social workers are 20 to 22, workers of the team 30 to 32.
pub(crate) fn worker(number: u128) -> WorkerId {
    WorkerId(Uuid::from_u128(number))
}

pub(crate) fn day(number: i8) -> When {
    date(2022, 1, number).into()
}

/// A family and its chronology as the store would keep it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Case {
    pub(crate) entries: Vec<Entry>,
}

impl Case {
    pub(crate) fn family(&self) -> Family {
        self.on(AsAt::day(Date::MAX))
    }

    pub(crate) fn on(&self, as_at: AsAt) -> Family {
        fold(FAMILY, &self.entries, as_at)
    }

    /// The instant at which the next entries are recorded.
    pub(crate) fn next_stamp(&self) -> Stamp {
        Stamp::from_micros(self.entries.len() as i64).unwrap()
    }

    pub(crate) fn append(&mut self, new: Vec<NewEntry>) {
        let (next, at) = (self.entries.len() as i64 + 1, self.next_stamp());
        let new = (next..).zip(new).map(|(place, new)| Entry {
            sequence: Sequence(place),
            happened: new.happened,
            recorded_at: at,
            recorded_by: worker(30),
            visibility: new.visibility,
            correction: new.correction,
            fact: new.fact,
        });
        self.entries.extend(new);
    }

    /// Does it, or says why not; the kinds and visibility of what was recorded.
    pub(crate) fn act(&mut self, command: &Command) -> Result<Vec<String>, String> {
        let new = decide(&self.family(), command).map_err(|refusal| refusal.to_string())?;
        let kinds = new.iter().map(|new| {
            let right = if new.correction.is_some() {
                ", putting right"
            } else {
                ""
            };
            let (kind, seen) = (new.fact.kind(), new.visibility.code());
            format!("{kind} ({seen}{right}) {}", new.happened)
        });
        let kinds = kinds.collect();
        self.append(new);
        Ok(kinds)
    }

    /// The same, where it must succeed.
    pub(crate) fn then(mut self, command: &Command) -> Self {
        self.act(command).unwrap();
        self
    }

    /// The last entry of a kind.
    pub(crate) fn last(&self, kind: &str) -> Sequence {
        let mut entries = self.entries.iter().rev();
        entries
            .find(|e| e.fact.kind() == kind)
            .map(|e| e.sequence)
            .unwrap()
    }
}

/// Referred on 3 January and found to meet the threshold on the 4th.
pub(crate) fn accepted() -> Case {
    Case::default()
        .then(&refer(3))
        .then(&threshold(4, Threshold::Met))
}

/// And its mother supported since the 5th.
pub(crate) fn supported() -> Case {
    accepted().then(&allocate(5, mother(), 30))
}

/// And closed on the 20th.
pub(crate) fn closed() -> Case {
    supported().then(&close(20))
}

pub(crate) fn household() -> Household {
    let of = |number: u128, relation, reference: &str| PersonRecord {
        person: id(number),
        relation,
        reference: reference.to_owned(),
        name: None,
        born: None,
    };
    Household {
        reference: "F100".to_owned(),
        answers: DataSet::new(Sheet::Families),
        people: vec![
            of(1, Relation::Parent, "F100 mother"),
            of(2, Relation::Parent, "F100 father"),
            of(3, Relation::Child, "C101"),
            of(4, Relation::Child, "C102"),
            of(5, Relation::Child, "C103"),
        ],
    }
}

pub(crate) fn referral(on: i8) -> Refer {
    Refer {
        happened: day(on),
        household: household(),
        holder: holder(20),
        employer: Employer::SocialCare,
        referral: Referral {
            asks: vec![Ask {
                person: mother(),
                disciplines: Vec::new(),
            }],
            ..Referral::default()
        },
        list: OnTheList::Yes,
        offers: Offer::all_usual(),
        baseline: Vec::new(),
        statuses: Vec::new(),
        residences: Vec::new(),
        consents: Vec::new(),
    }
}

pub(crate) fn refer(on: i8) -> Command {
    Command::Refer(Box::new(referral(on)))
}

pub(crate) fn holder(number: u128) -> CaseHolder {
    CaseHolder {
        worker: worker(number),
        team: TeamId(Uuid::from_u128(50)),
    }
}

pub(crate) fn decision(outcome: Threshold) -> ThresholdDecision {
    let met = outcome == Threshold::Met;
    let words = |words: &str| vec![words.to_owned()];
    ThresholdDecision {
        criteria: if met { words("Edge of care") } else { vec![] },
        grounds: "weighed together".to_owned(),
        signposts: if met { vec![] } else { words("Home-Start") },
        ..ThresholdDecision::new(Subject::Family, outcome)
    }
}

pub(crate) fn threshold(on: i8, outcome: Threshold) -> Command {
    Command::DecideThreshold(DecideThreshold {
        happened: day(on),
        decision: decision(outcome),
    })
}

pub(crate) fn allocation(person: PersonId, number: u128) -> Allocation {
    Allocation {
        person,
        discipline: Discipline::DomesticAbuseVictims,
        worker: worker(number),
        kind: AllocationKind::Full,
        frequency: String::new(),
        reason: String::new(),
    }
}

pub(crate) fn allocate(on: i8, person: PersonId, number: u128) -> Command {
    Command::Allocate(Allocate {
        happened: day(on),
        allocation: allocation(person, number),
        offers: Offer::all_usual(),
        room: Room::Free,
        by: Allocator::Practitioner,
    })
}

pub(crate) fn change(on: i8, allocation: Sequence, step: AllocationStep) -> Command {
    Command::ChangeAllocation(ChangeAllocation {
        happened: day(on),
        change: AllocationChange {
            allocation,
            step,
            reason: "as agreed".to_owned(),
        },
        room: Room::Free,
        by: Allocator::Practitioner,
    })
}

pub(crate) fn consent(on: i8, person: PersonId, state: ConsentState) -> Command {
    Command::SayConsent(SayConsent {
        happened: day(on),
        consent: Consent {
            person,
            state,
            how: "in words".to_owned(),
        },
    })
}

pub(crate) fn engagement(on: i8, person: PersonId, stage: EngagementStage) -> Command {
    Command::SayEngagement(SayEngagement {
        happened: day(on),
        engagement: Engagement {
            person,
            stage,
            words: "in her words".to_owned(),
            look_again: None,
        },
    })
}

pub(crate) fn attempt(on: i8, person: PersonId) -> Command {
    Command::RecordContact(RecordContact {
        happened: day(on),
        attempt: ContactAttempt {
            person,
            worker: worker(30),
            time: None,
            mode: ContactMode::Phone,
            result: ContactResult::NoReply,
            obstacles: Vec::new(),
            words: String::new(),
            next_try: None,
        },
    })
}

pub(crate) fn session(person: PersonId) -> Session {
    Session {
        people: vec![Attendance {
            person,
            came: Attended::Came,
            reason: String::new(),
            rebooked: None,
        }],
        others: String::new(),
        workers: vec![(worker(30), SessionPart::Led)],
        time: None,
        minutes: Some(45),
        place: Place::Doorstep,
        mode: Mode::InPerson,
        kind: SessionKind::RelationshipBuilding,
        children: ChildrenDiscussed::NotDiscussed,
        protection: YesNo::No,
        words: String::new(),
    }
}

pub(crate) fn held(on: i8, session: Session) -> Command {
    Command::RecordSession(Box::new(RecordSession {
        happened: day(on),
        session,
        note: None,
        next: None,
    }))
}

pub(crate) fn said_no() -> Closure {
    Closure {
        words: "We can manage now".to_owned(),
        ..Closure::new(ClosureReason::ClientSaidNo)
    }
}

pub(crate) fn closing(on: i8, closure: Closure) -> Command {
    Command::CloseCase(Box::new(CloseCase {
        happened: day(on),
        closure,
        predictions: Vec::new(),
        closer: Closer::Practitioner,
    }))
}

pub(crate) fn close(on: i8) -> Command {
    closing(on, said_no())
}

pub(crate) fn put_right(of: Sequence, on: i8, fact: Fact) -> Command {
    Command::PutRight(Box::new(PutRight {
        of,
        why: "mistyped".to_owned(),
        happened: day(on),
        fact,
        by: Closer::Practitioner,
    }))
}

pub(crate) fn concern() -> Concern {
    Concern {
        raised: Stamp::from_micros(0).unwrap(),
        by: worker(30),
        urgency: Urgency::Immediate,
        children: vec![child()],
        time: None,
        seen: "Nobody was at home".to_owned(),
        done: "Rang 999".to_owned(),
        lapse: None,
    }
}

pub(crate) fn raise(on: i8) -> Command {
    Command::RaiseConcern(RaiseConcern {
        happened: day(on),
        concern: concern(),
    })
}

pub(crate) fn acknowledge(on: i8, concern: Sequence, number: u128) -> Command {
    take_on(on, concern, ConcernStepCode::Acknowledged, number)
}

pub(crate) fn take_on(on: i8, concern: Sequence, step: ConcernStepCode, number: u128) -> Command {
    Command::TakeConcernOn(TakeConcernOn {
        happened: day(on),
        step: ConcernStep {
            concern,
            step,
            worker: worker(number),
            words: "I am on my way".to_owned(),
        },
    })
}

pub(crate) fn write_plan(on: i8) -> Command {
    Command::WriteSafetyPlan(WriteSafetyPlan {
        happened: day(on),
        plan: SafetyPlan {
            by: worker(20),
            words: "sober while the children are here".to_owned(),
        },
        items: vec![(
            "rings her sister first".to_owned(),
            Subject::Person(mother()),
        )],
    })
}

pub(crate) fn propose(on: i8, number: u128) -> Command {
    Command::AddPlanItem(AddPlanItem {
        happened: day(on),
        item: PlanItem {
            plan: Sequence(0),
            words: "her sister has a key".to_owned(),
            whose: Subject::Family,
            by: worker(number),
            agreed: YesNo::No,
        },
    })
}

pub(crate) fn say_item(on: i8, item: Sequence, step: PlanStepCode, number: u128) -> Command {
    Command::SayPlanItem(SayPlanItem {
        happened: day(on),
        step: PlanStep {
            item,
            step,
            worker: worker(number),
            words: "said why".to_owned(),
        },
    })
}

pub(crate) fn end_plan(on: i8, plan: Sequence, number: u128) -> Command {
    Command::EndSafetyPlan(EndSafetyPlan {
        happened: day(on),
        end: PlanEnd {
            plan,
            worker: worker(number),
            words: "half a year without".to_owned(),
        },
    })
}

pub(crate) fn lapse(
    on: i8,
    item: Sequence,
    in_care: Option<YesNo>,
    followed: Option<YesNo>,
) -> Command {
    Command::RecordLapse(RecordLapse {
        happened: day(on),
        lapse: Lapse {
            item,
            person: mother(),
            time: None,
            in_care,
            followed,
            words: "I had two glasses".to_owned(),
        },
        children: vec![child()],
        by: worker(30),
        now: Stamp::from_micros(0).unwrap(),
    })
}
