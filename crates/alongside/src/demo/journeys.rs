//! The way of the demo's families through the service, from consultation to what came after. It
//! changes no figure that the workbook has: nobody is supported who was not, and no case stands
//! otherwise.

use calendar::{Date, Weekday, day};
use casework::NewEntry;
use record::lists::{
    AddedOrDropped, AdviceKind, AdvocacyWith, AllocationKind, Attended, ChildrenDiscussed,
    CommunityStepCode, ConsentState, ContactMode, ContactResult, EngagementStage, FeedbackFrom,
    Mode, Obstacle, Place, SessionKind, SessionPart, YesNo,
};
use record::{
    Advice, Advocacy, Allocation, AllocationChange, AllocationStep, Attendance, CommunityReferral,
    CommunityStep, Consent, Consultation, ContactAttempt, Correction, DisciplineChange, Engagement,
    Fact, Family, Feedback, KeyWorker, PersonId, Prediction, Present, ProfessionalAdvice, Sequence,
    Session, Stage, Subject, Support, ThresholdDecision,
};

use super::people::PROFESSIONALS;
use super::work::discipline;
use super::{AS_AT, key_worker, worker};

/// Days from consultation to first contact, by turns.
const TO_CONTACT: [i32; 8] = [0, 1, 1, 4, 2, 1, 9, 1];

/// The days of a family's way; none of a family whose way nobody wrote down.
#[derive(Clone, Copy)]
struct Days {
    consulted: Date,
    contact: Date,
    began: Date,
    last: Date,
}

impl Days {
    fn of(place: usize, family: &Family) -> Option<Self> {
        let referred = family.referred()?;
        if place % 17 == 3 {
            return None;
        }
        let last = family.closed.unwrap_or(AS_AT);
        let after = |from, days| weekday(day::plus_days(from, days)).min(last);
        let consulted = after(referred, 1 + turn(place, 3));
        let contact = after(consulted, TO_CONTACT[place % 8]);
        Some(Self {
            consulted,
            contact,
            began: after(contact, 7),
            last,
        })
    }

    /// A day of support, if it is one before the last.
    fn day(self, after: i32) -> Option<Date> {
        let day = weekday(day::plus_days(self.began, after));
        (day < self.last).then_some(day)
    }
}

/// The day, or the Monday after a weekend.
fn weekday(day: Date) -> Date {
    let after = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day::plus_days(day, after)
}

fn turn(place: usize, of: i32) -> i32 {
    i32::try_from(place).unwrap_or(0) % of
}

/// The day on which support to a person began: the workbook does not say, and so has it on the day
/// of referral.
pub(super) fn began(place: usize, family: &Family, support: &Support) -> Date {
    Days::of(place, family).map_or(support.from.sort_date(), |days| days.began)
}

/// What is told of a family, in order; later entries can name earlier ones.
struct Told {
    next: Sequence,
    entries: Vec<NewEntry>,
}

impl Told {
    fn tell(&mut self, day: Date, fact: Fact) -> Sequence {
        self.push(NewEntry::shared(day.into(), fact))
    }

    fn push(&mut self, entry: NewEntry) -> Sequence {
        self.entries.push(entry);
        let told = self.next;
        self.next.0 += 1;
        told
    }
}

/// A family's way, and the predictions made at its closure. The first entry told gets the sequence
/// `next`.
pub(super) fn told(
    place: usize,
    family: &Family,
    next: Sequence,
) -> (Vec<NewEntry>, Vec<Sequence>) {
    let mut told = Told {
        next,
        entries: Vec::new(),
    };
    let mut predictions = Vec::new();
    if let Some(days) = Days::of(place, family) {
        let first = family.support.first().map(|s| s.person);
        let person = first.or_else(|| family.parents().next().map(|p| p.person));
        if let Some(person) = person {
            consulted(&mut told, place, person, days);
            decided(&mut told, place, family);
            if !family.refused() {
                reached(&mut told, place, person, days, first.is_some());
            }
        }
        for (nth, support) in family.support.iter().enumerate().take(3) {
            supported(&mut told, place, nth, support, family, days);
        }
        if let Some(person) = first {
            spoken_for(&mut told, place, person, days);
            if family.closed.is_some() {
                predictions = closed(&mut told, place, person, days);
            }
        }
    }
    (told.entries, predictions)
}

fn consulted(told: &mut Told, place: usize, person: PersonId, days: Days) {
    // Some families were taken on without a consultation.
    if place % 13 == 5 {
        return;
    }
    let present = (0..=place % 3).map(|nth| {
        let at = key_worker(place, nth);
        Present {
            worker: Some(worker(at)),
            words: String::new(),
            discipline: PROFESSIONALS[at].discipline,
        }
    });
    let change = |change| DisciplineChange {
        person,
        discipline: discipline(place, 1),
        change,
        reason: "It came up while the family was talked over".to_owned(),
    };
    let changes = match place % 5 {
        1 | 2 => vec![change(AddedOrDropped::Added)],
        4 => vec![change(AddedOrDropped::Dropped)],
        _ => Vec::new(),
    };
    let advice = Advice {
        discipline: PROFESSIONALS[key_worker(place, 0)].discipline,
        words: "Begin with what the family itself would like to change.".to_owned(),
    };
    let signpost = (place % 4 == 2).then(|| "The Monday group in the library".to_owned());
    let consultation = Consultation {
        time: None,
        present: present.collect(),
        mode: [Mode::InPerson, Mode::Online, Mode::InPerson, Mode::Phone][place % 4],
        questions: String::new(),
        advice: vec![advice],
        changes,
        signposts: signpost.into_iter().collect(),
    };
    told.tell(days.consulted, Fact::Consultation(consultation));
    if place % 8 == 3 {
        let coaching = place % 16 == 3;
        let advice = ProfessionalAdvice {
            kind: if coaching {
                AdviceKind::Coaching
            } else {
                AdviceKind::Advice
            },
            to: Present {
                worker: None,
                words: "The school’s safeguarding lead".to_owned(),
                discipline: None,
            },
            discipline: Some(discipline(place, 0)),
            subject: "How to begin a conversation that has been put off".to_owned(),
            words: String::new(),
        };
        told.tell(days.consulted, Fact::ProfessionalAdvice(advice));
    }
}

/// The decision on the threshold with the words that the workbook does not have.
fn decided(told: &mut Told, place: usize, family: &Family) {
    for decision in &family.thresholds {
        let what = &decision.what;
        let refused = family.refused();
        let about_family = what.of == Subject::Family;
        let words = ThresholdDecision {
            grounds: if refused || !about_family {
                "None of the criteria is met at present".to_owned()
            } else {
                String::new()
            },
            criteria: if refused || !about_family {
                Vec::new()
            } else {
                vec!["A child is at risk of being accommodated".to_owned()]
            },
            advice: "What might help meanwhile, and when to ask again".to_owned(),
            signposts: if place.is_multiple_of(2) {
                vec!["Family Solutions".to_owned()]
            } else {
                Vec::new()
            },
            ..what.clone()
        };
        told.push(NewEntry {
            correction: Some(Correction {
                of: decision.entry,
                why: "The workbook did not say on which criteria it was decided".to_owned(),
            }),
            ..NewEntry::shared(decision.happened, Fact::ThresholdDecision(words))
        });
    }
}

/// Attempts, first contact, and what was said of it.
fn reached(told: &mut Told, place: usize, person: PersonId, days: Days, supported: bool) {
    const OBSTACLES: [&[Obstacle]; 6] = [
        &[Obstacle::NoReply],
        &[Obstacle::DidNotFeelReady, Obstacle::NeedsMoreTime],
        &[Obstacle::StaffShortage],
        &[Obstacle::NoReply, Obstacle::NumberChanged],
        &[Obstacle::CancelledFirst],
        &[Obstacle::ProfessionalDelay],
    ];
    let attempt = |result, obstacles: &[Obstacle], mode| {
        Fact::ContactAttempt(ContactAttempt {
            person,
            worker: worker(key_worker(place, 0)),
            time: None,
            mode,
            result,
            obstacles: obstacles.to_vec(),
            words: String::new(),
            next_try: None,
        })
    };
    let tries = if place % 8 == 3 || place % 8 == 6 {
        2
    } else {
        place % 2
    };
    for nth in 0..tries {
        let obstacles = OBSTACLES[(place + nth) % 6];
        let result = [ContactResult::NoReply, ContactResult::LeftWord][nth % 2];
        let mode = [ContactMode::Phone, ContactMode::Text][nth % 2];
        told.tell(days.consulted, attempt(result, obstacles, mode));
    }
    let mode = [ContactMode::Phone, ContactMode::Visit][place % 2];
    let result = if supported {
        ContactResult::Spoke
    } else {
        ContactResult::SaidNo
    };
    told.tell(days.contact, attempt(result, &[], mode));
    let stage = if supported {
        EngagementStage::Exploring
    } else {
        EngagementStage::Ended
    };
    told.tell(days.contact, engagement(person, stage));
}

fn engagement(person: PersonId, stage: EngagementStage) -> Fact {
    let words = match stage {
        EngagementStage::SteppedBack => "Not just now: the new school comes first.",
        EngagementStage::Ended => "No, thank you, we manage.",
        _ => "",
    };
    Fact::Engagement(Engagement {
        person,
        stage,
        words: words.to_owned(),
        look_again: None,
    })
}

/// Support to one person: sessions of everybody, and for closed families who supported them.
fn supported(
    told: &mut Told,
    place: usize,
    nth: usize,
    support: &Support,
    family: &Family,
    days: Days,
) {
    let person = support.person;
    let engaged = (support.stage == Stage::UnderWay).then(|| days.day(6 + turn(place, 20)));
    if family.closed.is_some() {
        allocated(told, place, nth, person, days);
    }
    if let Some(engaged) = engaged.flatten() {
        told.tell(engaged, engagement(person, EngagementStage::Engaged));
        let back = days.day(120).filter(|_| (place + nth) % 6 == 2);
        if let Some(back) = back {
            let stepped = day::plus_days(back, -60).max(engaged);
            told.tell(stepped, engagement(person, EngagementStage::SteppedBack));
            told.tell(back, engagement(person, EngagementStage::BackAgain));
        }
    }
    for number in 0..5 {
        let after = 3 + 17 * i32::try_from(number).unwrap_or(0);
        if let Some(day) = days.day(after) {
            let again = (day != days.last).then(|| weekday(day::plus_days(day, 1)));
            told.tell(day, session(place + nth, number, person, again));
        }
    }
}

fn allocated(told: &mut Told, place: usize, nth: usize, person: PersonId, days: Days) {
    let who = worker(key_worker(place, nth));
    let holding = (place + nth).is_multiple_of(9);
    let kind = if holding {
        AllocationKind::Holding
    } else {
        AllocationKind::Full
    };
    let allocation = |nth, kind| {
        Fact::Allocation(Allocation {
            person,
            discipline: discipline(place, nth),
            worker: worker(key_worker(place, nth)),
            kind,
            frequency: "Every week".to_owned(),
            reason: "The discipline was full".to_owned(),
        })
    };
    let consent = Consent {
        person,
        state: ConsentState::Given,
        how: String::new(),
    };
    told.tell(days.contact, Fact::Consent(consent));
    let began = told.tell(days.began, allocation(nth, kind));
    let key_worker_of = KeyWorker {
        person,
        worker: who,
        reason: String::new(),
    };
    told.tell(days.began, Fact::KeyWorker(key_worker_of));
    let change = |step| {
        Fact::AllocationChange(AllocationChange {
            allocation: began,
            step,
            reason: "There is room now".to_owned(),
        })
    };
    if let Some(day) = days.day(10 + turn(place, 25)).filter(|_| holding) {
        told.tell(day, change(AllocationStep::Converted { worker: who }));
    } else if let Some(day) = days.day(60).filter(|_| (place + nth) % 6 == 2) {
        let to = worker(key_worker(place, nth + 3));
        told.tell(day, change(AllocationStep::HandedOver { to }));
    }
    if let Some(day) = days.day(40).filter(|_| nth == 0 && place % 3 == 1) {
        told.tell(day, allocation(nth + 1, AllocationKind::Full));
    }
}

fn session(place: usize, number: usize, person: PersonId, again: Option<Date>) -> Fact {
    let turn = place + number * 3;
    let came = match (number, turn % 7) {
        (0, 1) => Attended::DidNotCome,
        (0, 3) | (2.., 5) => Attended::CancelledByClient,
        (1, 2) => Attended::WasNotBrought,
        (3, 0) => Attended::CancelledByWorker,
        _ => Attended::Came,
    };
    let attended = came == Attended::Came;
    let at_once = turn.is_multiple_of(36);
    let mode = [
        Mode::InPerson,
        Mode::InPerson,
        Mode::Online,
        Mode::InPerson,
        Mode::Phone,
    ][turn % 5];
    let place_of = [
        Place::Home,
        Place::School,
        Place::Walk,
        Place::Home,
        Place::Cafe,
        Place::Community,
        Place::Doorstep,
    ];
    let kinds = [
        SessionKind::RelationshipBuilding,
        SessionKind::Therapeutic,
        SessionKind::Introduction,
        SessionKind::PracticalHelp,
        SessionKind::Therapeutic,
    ];
    let kind = kinds[number % 5];
    let mut workers = vec![(worker(key_worker(place, 0)), SessionPart::Led)];
    if kind == SessionKind::Introduction {
        workers.push((worker(key_worker(place, 1)), SessionPart::Introduced));
    }
    Fact::Session(Session {
        people: vec![Attendance {
            person,
            came,
            reason: String::new(),
            rebooked: again.filter(|_| !attended && !turn.is_multiple_of(4)),
        }],
        others: String::new(),
        workers,
        time: None,
        minutes: attended.then(|| [30, 45, 60, 60, 90][turn % 5]),
        place: if mode == Mode::InPerson {
            place_of[turn % 7]
        } else {
            Place::NotInPerson
        },
        mode,
        kind,
        // Seldom, as it is in such a team.
        children: match turn % 6 {
            0 if at_once => ChildrenDiscussed::ImmediateSafeguarding,
            1 | 2 => ChildrenDiscussed::NotDiscussed,
            _ => ChildrenDiscussed::RaisedByClient,
        },
        protection: if at_once || turn % 12 == 7 {
            YesNo::Yes
        } else {
            YesNo::No
        },
        words: String::new(),
    })
}

/// Speaking up for people, and services in the community.
fn spoken_for(told: &mut Told, place: usize, person: PersonId, days: Days) {
    const WITH: [AdvocacyWith; 5] = [
        AdvocacyWith::School,
        AdvocacyWith::Housing,
        AdvocacyWith::SocialWorker,
        AdvocacyWith::Legal,
        AdvocacyWith::Benefits,
    ];
    if let Some(day) = days.day(45).filter(|_| place % 3 == 1) {
        let with = WITH[place % 5];
        let hours = with == AdvocacyWith::School;
        let advocacy = Advocacy {
            person,
            worker: worker(key_worker(place, 0)),
            with,
            issue: "To be listened to before it is decided".to_owned(),
            outcome: if place.is_multiple_of(4) {
                String::new()
            } else {
                "They were heard, and a plan was made together".to_owned()
            },
            quarters_before: hours.then_some(20),
            quarters_after: hours.then(|| [60, 80, 100, 70][place % 4]),
        };
        told.tell(day, Fact::Advocacy(advocacy));
    }
    let closes = days.last < AS_AT;
    if closes || place.is_multiple_of(5) {
        let before = |days_before: i32| day::plus_days(days.last, -days_before).max(days.began);
        let referral = CommunityReferral {
            about: Subject::Person(person),
            service: "The Monday group in the library".to_owned(),
            words: String::new(),
        };
        let referral = told.tell(before(40), Fact::CommunityReferral(referral));
        let mut step = |days_before, step| {
            let step = CommunityStep {
                referral,
                step,
                words: String::new(),
            };
            told.tell(before(days_before), Fact::CommunityStep(step));
        };
        if place.is_multiple_of(2) {
            step(25, CommunityStepCode::Accompanied);
        }
        if closes && place % 10 < 7 {
            step(7, CommunityStepCode::Engaging);
        } else if place % 10 == 8 {
            step(10, CommunityStepCode::NotTakenUp);
        }
    }
}

/// What was hoped for and said at closure.
fn closed(told: &mut Told, place: usize, person: PersonId, days: Days) -> Vec<Sequence> {
    let hopes = ["To be at college", "Mornings without shouting"];
    let predictions = hopes.iter().take(1 + place % 2).map(|words| {
        let prediction = Prediction {
            person: Some(person),
            words: (*words).to_owned(),
        };
        told.tell(days.last, Fact::Prediction(prediction))
    });
    let predictions = predictions.collect();
    for (every, from, words) in [
        (3, FeedbackFrom::Parent, "Somebody listened, and came back."),
        (5, FeedbackFrom::Child, "We made a plan and it was mine."),
    ] {
        if place.is_multiple_of(every) {
            let feedback = Feedback {
                person: None,
                from,
                words: words.to_owned(),
                may_quote: if place.is_multiple_of(2) {
                    YesNo::Yes
                } else {
                    YesNo::No
                },
            };
            told.tell(days.last, Fact::Feedback(feedback));
        }
    }
    predictions
}
