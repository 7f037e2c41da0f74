//! One family told in full, and each of its figures.

use calendar::{Date, date};
use record::lists::{
    AdvocacyWith, AllocationKind, Attended, ChildrenDiscussed, ClosureReason, CommunityStepCode,
    ConsentState, ContactResult, Discipline, EngagementStage, FeedbackFrom, FollowUpResult, Mode,
    Obstacle, Place, PredictionResult, SessionKind, SessionPart,
};
use record::{
    Advocacy, Allocation, AllocationChange, AllocationStep, Attendance, Closure, CommunityReferral,
    CommunityStep, Consent, ContactAttempt, Fact, Feedback, FollowUp, PersonId, Prediction,
    PredictionOutcome, Session, Subject, WorkerId,
};

use super::told::{CHILD, MOTHER, OTHER_WORKER, Told, WORKER, attempt, cohort, kept, march, yes};
use super::{evaluated, said};

fn allocation(person: PersonId, worker: WorkerId, of: Discipline, kind: AllocationKind) -> Fact {
    Fact::Allocation(Allocation {
        person,
        discipline: of,
        worker,
        kind,
        frequency: String::new(),
        reason: String::new(),
    })
}

fn session(person: PersonId, came: Attended, workers: &[WorkerId]) -> Fact {
    let held = came == Attended::Came;
    Fact::Session(Session {
        people: vec![Attendance {
            person,
            came,
            reason: String::new(),
            rebooked: (came == Attended::DidNotCome).then(|| march(9)),
        }],
        others: String::new(),
        workers: workers.iter().map(|w| (*w, SessionPart::Joined)).collect(),
        time: None,
        minutes: held.then_some(30 * workers.len() as u16),
        place: Place::Home,
        mode: Mode::InPerson,
        kind: SessionKind::Therapeutic,
        children: ChildrenDiscussed::RaisedByClient,
        protection: yes(false),
        words: String::new(),
    })
}

fn step(told: Told, day: Date, step: CommunityStepCode, referral: record::Sequence) -> Told {
    told.then(
        day,
        Fact::CommunityStep(CommunityStep {
            referral,
            step,
            words: String::new(),
        }),
    )
}

/// A mother and her child: two attempts, holding support that became full, a second worker, stepping
/// back and coming back, closure in June with a call due in December.
fn family() -> Told {
    let Fact::ContactAttempt(tried) = attempt(ContactResult::NoReply) else {
        unreachable!("an attempt is one")
    };
    let told = Told::referred("F1", march(1))
        .consulted(march(2))
        .met(march(2))
        .then(
            march(2),
            Fact::ContactAttempt(ContactAttempt {
                obstacles: vec![Obstacle::NoReply, Obstacle::NumberChanged],
                ..tried
            }),
        )
        .tried(march(3), ContactResult::Spoke)
        .then(
            march(3),
            Fact::Consent(Consent {
                person: MOTHER,
                state: ConsentState::Given,
                how: String::new(),
            }),
        )
        .then(
            march(4),
            allocation(
                MOTHER,
                WORKER,
                Discipline::AdultMentalHealth,
                AllocationKind::Holding,
            ),
        );
    let holding = told.last();
    let change = |step| {
        Fact::AllocationChange(AllocationChange {
            allocation: holding,
            step,
            reason: "There is room".to_owned(),
        })
    };
    let told = told
        .then(march(8), session(MOTHER, Attended::DidNotCome, &[WORKER]))
        .then(march(9), session(MOTHER, Attended::Came, &[WORKER]))
        .stage(march(9), EngagementStage::Engaged)
        .then(
            march(18),
            change(AllocationStep::Converted {
                worker: OTHER_WORKER,
            }),
        )
        .then(
            march(20),
            allocation(CHILD, WORKER, Discipline::YouthWork, AllocationKind::Full),
        )
        .then(
            march(21),
            session(MOTHER, Attended::Came, &[WORKER, OTHER_WORKER]),
        )
        .then(
            march(22),
            session(CHILD, Attended::WasNotBrought, &[WORKER]),
        )
        .stage(date(2022, 4, 1), EngagementStage::SteppedBack)
        .stage(date(2022, 5, 1), EngagementStage::BackAgain)
        .then(
            date(2022, 5, 2),
            Fact::Advocacy(Advocacy {
                person: CHILD,
                worker: WORKER,
                with: AdvocacyWith::School,
                issue: "A timetable that fits".to_owned(),
                outcome: "Three mornings more".to_owned(),
                quarters_before: Some(30),
                quarters_after: Some(70),
            }),
        )
        .then(
            date(2022, 5, 3),
            Fact::CommunityReferral(CommunityReferral {
                about: Subject::Person(MOTHER),
                service: "Monday group".to_owned(),
                words: String::new(),
            }),
        );
    let service = told.last();
    let told = step(
        told,
        date(2022, 5, 10),
        CommunityStepCode::Accompanied,
        service,
    );
    let told = step(told, date(2022, 6, 1), CommunityStepCode::Engaging, service).then(
        date(2022, 6, 10),
        Fact::Prediction(Prediction {
            person: Some(MOTHER),
            words: "Mornings without shouting".to_owned(),
        }),
    );
    let prediction = told.last();
    let called = |result, predictions| {
        Fact::FollowUp(FollowUp {
            worker: WORKER,
            result,
            predictions,
            words: String::new(),
            advice: String::new(),
            next_try: None,
        })
    };
    let came = PredictionOutcome {
        prediction,
        result: PredictionResult::Partly,
        words: String::new(),
    };
    told.then(
        date(2022, 6, 10),
        Fact::Closure(Closure {
            follow_up: Some(date(2022, 12, 10)),
            signposts: vec!["Monday group".to_owned()],
            ..Closure::new(ClosureReason::CommunitySupport)
        }),
    )
    .then(
        date(2022, 6, 10),
        Fact::Feedback(Feedback {
            person: None,
            from: FeedbackFrom::Parent,
            words: "Somebody listened".to_owned(),
            may_quote: yes(true),
        }),
    )
    .then(
        date(2022, 12, 12),
        called(FollowUpResult::NoReply, Vec::new()),
    )
    .then(
        date(2022, 12, 20),
        called(FollowUpResult::Spoke, vec![came]),
    )
}

/// Figures that count somebody.
fn counted(day: Date) -> String {
    let families = [family()];
    let evaluation = evaluated(&cohort(&families, day));
    assert_eq!(evaluation.figures, evaluated(&kept(&families, day)).figures);
    let starts = [
        "reach.", "eng.", "ses.", "att", "sup.", "hold.", "con.", "thr.", "adv.", "com.", "clo.",
        "fup", "pred", "fb.",
    ];
    let all = said(&evaluation, &starts);
    let some = |line: &&str| {
        let (_, display) = line.split_once(": ").unwrap();
        !(display.starts_with("0 (") || display == "0" || display.starts_with("none"))
            || display.contains(';')
    };
    all.lines().filter(some).collect::<Vec<_>>().join("\n")
}

#[test]
fn while_holding_support_goes_on() {
    insta::assert_snapshot!(counted(march(10)));
}

#[test]
fn when_she_has_stepped_back() {
    insta::assert_snapshot!(counted(date(2022, 4, 15)));
}

#[test]
fn after_closure_and_before_the_call() {
    insta::assert_snapshot!(counted(date(2022, 6, 30)));
}

#[test]
fn the_call_was_tried_and_then_made() {
    let calls = |day| {
        let evaluation = evaluated(&cohort(&[family()], day));
        said(&evaluation, &["fup", "pred"])
    };
    insta::assert_snapshot!(calls(date(2022, 12, 12)));
    insta::assert_snapshot!(calls(date(2022, 12, 31)));
}
