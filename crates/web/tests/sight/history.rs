//! Random histories: what everybody of the family's workers sees, with what one viewer does not
//! see in between.

use access::{Role, Viewer};
use calendar::{Date, Stamp, date, day};
use casework::{
    Command, NewEntry, RecordContact, RecordSession, SayEngagement, SetGoal, TakeFeedback,
    WriteNote,
};
use record::lists::*;
use record::{
    Allocation, Attendance, CaseHolder, ConsultationAsked, ContactAttempt, Engagement, Fact,
    Family, FamilyId, Feedback, Goal, Household, Note, Sequence, Session, SessionNote, Subject,
    SubmissionId, TeamId, Visibility, WorkerId,
};
use store::{Draft, Team, Worker};
use uuid::Uuid;

use crate::stage::{self, Pilot, SERVICE, viewer};

pub(crate) const TEAM: TeamId = TeamId(Uuid::from_u128(801));
pub(crate) const OTHER_SOCIAL_WORKER: WorkerId = WorkerId(Uuid::from_u128(901));
pub(crate) const OTHER_PRACTITIONER: WorkerId = WorkerId(Uuid::from_u128(902));
/// Some of the pilot's families by number: F003 is closed, the others are open.
const FAMILIES: [u128; 5] = [2, 3, 7, 12, 19];
/// A family of the social worker who signs in.
pub(crate) const OWN: u128 = 7;
/// A family of another social worker.
pub(crate) const ANOTHERS: u128 = 2;
/// How many things happen that everybody may see.
const STEPS: u64 = 30;

pub(crate) fn family(number: u128) -> FamilyId {
    FamilyId(Uuid::from_u128((number << 32) + 999))
}

/// Somebody who is in the register and signs in nowhere here.
pub(crate) fn other(worker: WorkerId, role: Role) -> Viewer {
    Viewer {
        worker,
        name: "Another".to_owned(),
        ..viewer(role)
    }
}

/// A few numbers, the same for the same seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

/// The program with a few families. The social worker who signs in holds those with an odd number.
pub(crate) async fn stage_set() -> Pilot {
    let pilot = Pilot::empty().await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let team = Team::new(TEAM, "Family Support and Protection", TeamKind::SocialCare);
    let at = stage::now();
    pilot.store.put_team(&leave, team, at).await.unwrap();
    for (worker, name, role) in [
        (
            OTHER_SOCIAL_WORKER,
            "Another social worker",
            Role::SocialWorker,
        ),
        (
            OTHER_PRACTITIONER,
            "Another practitioner",
            Role::Practitioner,
        ),
    ] {
        let worker = Worker::new(worker, name, role).in_team(TEAM);
        pilot.store.put_worker(&leave, worker, at).await.unwrap();
    }
    let here = FAMILIES.map(family);
    let families = stage::families().into_iter();
    let families = families.filter(|it| here.contains(&it.family));
    pilot.bring_in(families.collect()).await;
    for number in FAMILIES {
        let known = seen(&pilot, number).await;
        let worker = match number % 2 {
            1 => viewer(Role::SocialWorker).worker,
            _ => OTHER_SOCIAL_WORKER,
        };
        let day = known.referred().unwrap().into();
        let holder = Fact::CaseHolder(CaseHolder { worker, team: TEAM });
        let support = Fact::Allocation(Allocation {
            person: known.people[0].person,
            discipline: Discipline::DrugAndAlcohol,
            worker: viewer(Role::Practitioner).worker,
            kind: AllocationKind::Full,
            frequency: String::new(),
            reason: "as asked".to_owned(),
        });
        let facts = [holder, names(&known, "Makebelieve"), support];
        let entries = facts.map(|fact| NewEntry::shared(day, fact));
        append(&pilot, number, u128::MAX - number, entries.into()).await;
    }
    pilot
}

/// The household as it is, its people named.
pub(crate) fn names(family: &Family, surname: &str) -> Fact {
    let mut people = family.people.clone();
    for (person, first) in people
        .iter_mut()
        .zip(["Amber", "Denim", "Coral", "Teal", "Lilac"])
    {
        person.name = Some(format!("{first} {surname}"));
    }
    Fact::Household(Household {
        reference: family.reference.clone(),
        answers: family.household.clone().unwrap(),
        people,
    })
}

/// A family as everybody of its workers sees it.
pub(crate) async fn seen(pilot: &Pilot, number: u128) -> Family {
    let who = viewer(Role::Practitioner);
    let leave = pilot.store.authorise_read(&who, family(number)).await;
    let leave = leave.unwrap().unwrap().narrowed();
    let as_at = calendar::AsAt::day(Date::MAX);
    pilot.store.family(&leave, as_at).await.unwrap()
}

/// Adds what no act tells, after whatever is there.
pub(crate) async fn append(pilot: &Pilot, number: u128, submission: u128, entries: Vec<NewEntry>) {
    let who = viewer(Role::Practitioner);
    let leave = pilot.store.authorise_write(&who, family(number)).await;
    let leave = leave.unwrap().unwrap();
    let submission = SubmissionId(Uuid::from_u128(submission));
    let put = |after| {
        let entries = entries.clone();
        pilot
            .store
            .append(&leave, after, submission, stage::now(), entries)
    };
    if let Err(error) = put(Sequence(0)).await {
        let store::Error::Conflict { found, .. } = error else {
            panic!("{error}");
        };
        put(found).await.unwrap();
    }
}

/// From whom something is hidden, and with it what may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// What is for the team or for some of it, and all of the families of others.
    SocialWorker,
    /// What is for others of the team.
    Team,
    /// What is written of families, and their names.
    Evaluation,
    /// All of every family.
    EverybodyElse,
}

impl Hidden {
    pub(crate) fn from(role: Role) -> Self {
        match role {
            Role::SocialWorker => Self::SocialWorker,
            Role::Practitioner | Role::Manager => Self::Team,
            Role::Evaluator => Self::Evaluation,
            Role::CoOrdinator | Role::Administrator | Role::Auditor => Self::EverybodyElse,
        }
    }

    fn visibility(self, dice: &mut Dice) -> Visibility {
        let others = Visibility::Named(vec![OTHER_PRACTITIONER]);
        let two = Visibility::Named(vec![OTHER_PRACTITIONER, other_named()]);
        match self {
            Self::Team => dice.one(&[others, two]),
            Self::SocialWorker => dice.one(&[Visibility::Team, others]),
            Self::Evaluation | Self::EverybodyElse => {
                dice.one(&[Visibility::Shared, Visibility::Team, others])
            }
        }
    }
}

/// Somebody who is not in the register any more.
fn other_named() -> WorkerId {
    WorkerId(Uuid::from_u128(903))
}

/// What happens in the sight of everybody by `seed`; by `noise`, and only if there is any, what
/// `hidden` says. How much of it there was.
pub(crate) async fn live(pilot: &Pilot, seed: u64, hidden: Hidden, noise: Option<u64>) -> usize {
    let (mut dice, mut chance) = (Dice::new(seed), Dice::new(noise.unwrap_or_default()));
    let (mut done, mut seen_by_all) = (0, 0);
    for step in 0..STEPS {
        if noise.is_some() {
            for nth in 0..chance.below(3) as u64 {
                let id = (1 << 100) + u128::from(step * 10 + nth);
                done += usize::from(hide(pilot, hidden, &mut chance, step, id).await);
            }
        }
        let number = match hidden {
            Hidden::SocialWorker => dice.one(&[3, OWN, 19]),
            _ => dice.one(&FAMILIES),
        };
        // What is said in a session is seen by fewer than that there was one.
        let note = noise.map(|_| hidden.visibility(&mut chance));
        let known = seen(pilot, number).await;
        let command = command(&known, &mut dice, step, Visibility::Shared, note);
        let id = (1 << 90) + u128::from(step);
        seen_by_all += usize::from(act(pilot, number, id, step, &command).await);
    }
    assert!(seen_by_all > 15, "only {seen_by_all} things happened");
    done
}

/// Does something, or is refused.
pub(crate) async fn act(
    pilot: &Pilot,
    number: u128,
    id: u128,
    step: u64,
    command: &Command,
) -> bool {
    let who = viewer(Role::Practitioner);
    let leave = pilot.store.authorise_write(&who, family(number)).await;
    let leave = leave.unwrap().unwrap();
    let id = SubmissionId(Uuid::from_u128(id));
    pilot.store.act(&leave, id, at(step), command).await.is_ok()
}

pub(crate) fn at(step: u64) -> Stamp {
    let on = day::plus_days(date(2022, 7, 20), step as i32);
    Stamp::from_london(on, 10, 0).unwrap()
}

pub(crate) fn words(dice: &mut Dice) -> String {
    let words = ["Quicksilver", "Makebelieve", "Moonshine", "Amber", "Hush"];
    format!("{} {}", dice.one(&words), dice.one(&words))
}

/// Something that `hidden` says the viewer does not see.
async fn hide(pilot: &Pilot, hidden: Hidden, dice: &mut Dice, step: u64, id: u128) -> bool {
    let number = dice.one(&FAMILIES);
    let known = seen(pilot, number).await;
    let about = Subject::Family;
    let happened = at(step).london_date().into();
    let visibility = hidden.visibility(dice);
    let note = Command::WriteNote(WriteNote {
        happened,
        note: Note {
            about,
            text: words(dice),
        },
        visibility: visibility.clone(),
    });
    let wholly = match hidden {
        Hidden::SocialWorker => number.is_multiple_of(2),
        Hidden::EverybodyElse => true,
        Hidden::Team => false,
        Hidden::Evaluation => {
            if dice.below(4) == 0 {
                let surname = words(dice);
                let entry = NewEntry::shared(happened, names(&known, &surname));
                append(pilot, number, id, vec![entry]).await;
                return true;
            }
            return act(pilot, number, id, step, &note).await;
        }
    };
    // No form writes down a contact, or what a parent says, for the team alone; should one ever, it
    // is to show nowhere but in the team's own figures, which count everything.
    if hidden == Hidden::SocialWorker && dice.below(6) == 0 {
        let said = Feedback {
            quote: String::new(),
            ..feedback(words(dice), YesNo::Yes)
        };
        let entry = NewEntry {
            visibility,
            ..NewEntry::shared(happened, Fact::Feedback(said))
        };
        append(pilot, number, id, vec![entry]).await;
        return true;
    }
    if hidden == Hidden::SocialWorker && dice.below(5) == 0 {
        let attempt = ContactAttempt {
            person: known.people[0].person,
            worker: viewer(Role::Practitioner).worker,
            time: None,
            mode: ContactMode::Phone,
            result: dice.one(ContactResult::ALL),
            obstacles: Vec::new(),
            words: words(dice),
            next_try: Some(day::plus_days(at(step).london_date(), 9)),
        };
        let entry = NewEntry {
            visibility,
            ..NewEntry::shared(happened, Fact::ContactAttempt(attempt))
        };
        append(pilot, number, id, vec![entry]).await;
        return true;
    }
    let command = match dice.below(5) {
        0 if wholly => return beside(pilot, dice, step, id).await,
        1 | 2 if wholly => command(&known, dice, step, Visibility::Shared, Some(visibility)),
        3 => Command::SetGoal(SetGoal {
            happened,
            goal: Goal {
                person: known.people[0].person,
                words: words(dice),
            },
            visibility,
        }),
        _ => note,
    };
    act(pilot, number, id, step, &command).await
}

/// What others ask, and what they have typed and not sent.
async fn beside(pilot: &Pilot, dice: &mut Dice, step: u64, id: u128) -> bool {
    let asker = other(OTHER_SOCIAL_WORKER, Role::SocialWorker);
    let id = SubmissionId(Uuid::from_u128(id));
    let words = words(dice);
    if dice.below(2) == 0 {
        let draft = Draft {
            id,
            form: format!("/families/{}/record/note", family(ANOTHERS)),
            saved_at: at(step),
            body: format!("text={words}"),
        };
        let put = pilot.store.put_draft(SERVICE, asker.worker, &draft);
        return put.await.is_ok();
    }
    let asked = ConsultationAsked {
        family: None,
        question: words,
        disciplines: Vec::new(),
        reach: "on Tuesdays".to_owned(),
    };
    let leave = asker.ask().unwrap();
    let about = pilot
        .store
        .authorise_read(&asker, family(ANOTHERS))
        .await
        .unwrap();
    let done = pilot
        .store
        .ask_for_consultation(&leave, about.as_ref(), id, at(step), asked);
    done.await.is_ok()
}

/// What a parent says. The words to quote name nobody, whatever names the family has.
fn feedback(words: String, may_quote: YesNo) -> Feedback {
    Feedback {
        person: None,
        from: FeedbackFrom::Parent,
        quote: "They listened".to_owned(),
        words,
        may_quote,
    }
}

/// Something that happens in a family.
fn command(
    family: &Family,
    dice: &mut Dice,
    step: u64,
    visibility: Visibility,
    said: Option<Visibility>,
) -> Command {
    let happened = at(step).london_date().into();
    let worker = viewer(Role::Practitioner).worker;
    let people: Vec<_> = family.people.iter().map(|it| it.person).collect();
    let (person, words) = (dice.one(&people), words(dice));
    match dice.below(6) {
        5 => Command::TakeFeedback(TakeFeedback {
            happened,
            feedback: feedback(words, dice.one(YesNo::ALL)),
        }),
        0 => Command::WriteNote(WriteNote {
            happened,
            note: Note {
                about: Subject::Person(person),
                text: words,
            },
            visibility,
        }),
        1 => Command::SayEngagement(SayEngagement {
            happened,
            engagement: Engagement {
                person,
                stage: dice.one(EngagementStage::ALL),
                words,
                look_again: None,
            },
        }),
        2 => Command::RecordContact(RecordContact {
            happened,
            attempt: ContactAttempt {
                person,
                worker,
                time: None,
                mode: ContactMode::Phone,
                result: dice.one(ContactResult::ALL),
                obstacles: Vec::new(),
                words,
                next_try: None,
            },
        }),
        3 => Command::SetGoal(SetGoal {
            happened,
            goal: Goal { person, words },
            visibility,
        }),
        _ => Command::RecordSession(Box::new(RecordSession {
            happened,
            session: Session {
                people: vec![Attendance {
                    person,
                    came: Attended::Came,
                    reason: String::new(),
                    rebooked: None,
                }],
                others: String::new(),
                workers: vec![(worker, SessionPart::Led)],
                time: None,
                minutes: Some(30),
                place: Place::Home,
                mode: Mode::InPerson,
                kind: SessionKind::Therapeutic,
                children: ChildrenDiscussed::NotDiscussed,
                protection: YesNo::No,
                words: String::new(),
            },
            note: said.map(|visibility| {
                let said = SessionNote {
                    text: words,
                    ..SessionNote::default()
                };
                (said, visibility)
            }),
            next: None,
        })),
    }
}
