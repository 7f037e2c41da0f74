//! Contact, consent, sessions, goals and services in the community, told by hand.

use calendar::date;
use record::lists::*;
use record::*;

use crate::history::{CHILDREN, PARENT};
use crate::rows::Telling;
use crate::work::{ANNA, BEN, CARA, DRUGS, allocation, attempt, engagement, session};

#[test]
fn only_another_key_worker_is_a_change() {
    let key = |worker| {
        let reason = String::new();
        Fact::KeyWorker(KeyWorker {
            person: PARENT,
            worker,
            reason,
        })
    };
    let case = Telling::of_a_family();
    assert_eq!(case.family().work.key_worker_changes(PARENT), 0);
    let mut case = case.then("2021-02-01", key(ANNA));
    for (worker, day, changes) in [
        (ANNA, "2021-02-02", 0),
        (BEN, "2021-03-01", 1),
        (BEN, "2021-03-02", 1),
        (ANNA, "2021-04-01", 2),
    ] {
        case = case.then(day, key(worker));
        assert_eq!(case.family().work.key_worker_changes(PARENT), changes);
        assert_eq!(case.family().work.key_worker(PARENT), Some(worker));
    }
    assert_eq!(case.family().work.key_worker_changes(CHILDREN[0]), 0);
    let case = case.then("2021-05-01", allocation(DRUGS, BEN, AllocationKind::Full));
    assert_eq!(case.family().support[0].key_worker, Some(ANNA));
    let case = case.then("2021-05-02", key(CARA));
    assert_eq!(case.family().support[0].key_worker, Some(CARA));
}

#[test]
fn the_latest_consent_stands() {
    let consent = |state| {
        let how = String::new();
        Fact::Consent(Consent {
            person: PARENT,
            state,
            how,
        })
    };
    // The day it was said counts, not the day it was written down.
    let case = Telling::of_a_family()
        .then("2021-03-01", consent(ConsentState::Given))
        .then("2021-02-01", consent(ConsentState::NotYet));
    let state = |case: &Telling, person| case.family().work.consent(person);
    assert_eq!(state(&case, PARENT), Some(ConsentState::Given));
    assert_eq!(state(&case, CHILDREN[0]), None);
    let case = case.then("2021-04-01", consent(ConsentState::Withdrawn));
    assert_eq!(state(&case, PARENT), Some(ConsentState::Withdrawn));
}

#[test]
fn engagement_is_what_was_last_said_or_trying_after_an_attempt() {
    let stage = |case: &Telling| case.family().work.stage(PARENT);
    let case = Telling::of_a_family();
    assert_eq!(stage(&case), EngagementStage::NotYetContacted);
    let case = case.then("2021-02-01", attempt(ContactResult::NoReply));
    assert_eq!(stage(&case), EngagementStage::Trying);
    let case = case.then("2021-03-01", engagement(EngagementStage::SteppedBack));
    let case = case.then("2021-03-05", attempt(ContactResult::LeftWord));
    assert_eq!(stage(&case), EngagementStage::SteppedBack);
}

#[test]
fn only_real_contact_is_first_contact() {
    let first = |case: &Telling| case.family().work.first_contact(PARENT);
    let case = Telling::of_a_family()
        .then("2021-02-01", attempt(ContactResult::NoReply))
        .then("2021-02-02", attempt(ContactResult::LeftWord))
        .then("2021-02-03", session(PARENT, Attended::DidNotCome))
        .then("2021-02-04", session(CHILDREN[0], Attended::Came));
    assert_eq!(first(&case), None);
    let last = case.family().work.last_touch(PARENT);
    assert_eq!(last, Some(date(2021, 2, 3)));

    for contact in [
        attempt(ContactResult::Spoke),
        attempt(ContactResult::NotNow),
        attempt(ContactResult::SaidNo),
        session(PARENT, Attended::Came),
        Fact::EmergencySession(EmergencySession {
            people: vec![PARENT],
            ..EmergencySession::new("E1".to_owned(), DataSet::new(Sheet::EmergencySessions))
        }),
        call(None),
    ] {
        let case = Telling(case.0.clone())
            .then("2021-03-02", attempt(ContactResult::Spoke))
            .then("2021-03-01", contact);
        assert_eq!(first(&case), Some(date(2021, 3, 1)));
    }
}

fn call(call_back: Option<WorkerId>) -> Fact {
    Fact::InboundCall(InboundCall {
        person: PARENT,
        worker: ANNA,
        time: None,
        words: String::new(),
        call_back,
    })
}

#[test]
fn a_call_back_is_owed_until_it_was_tried() {
    let case = Telling::of_a_family()
        .then("2021-02-01", call(Some(BEN)))
        .then("2021-02-01", call(None))
        .then("2021-02-02", call(Some(CARA)));
    let owed = |case: &Telling| -> Vec<Option<WorkerId>> {
        let calls = case.family().work.calls;
        calls.iter().map(Call::owed_by).collect()
    };
    assert_eq!(owed(&case), [Some(BEN), None, Some(CARA)]);
    let back = CallBack {
        call: Sequence(3),
        worker: BEN,
        result: ContactResult::NoReply,
        words: String::new(),
    };
    let case = case.then("2021-02-03", Fact::CallBack(back));
    assert_eq!(owed(&case), [None, None, Some(CARA)]);
    let last = case.family().work.last_touch(PARENT);
    assert_eq!(last, Some(date(2021, 2, 3)));
}

#[test]
fn being_accompanied_does_not_undo_engaging() {
    use CommunityStepCode::{Accompanied, Ended, Engaging, FirstAppointment, Waiting};
    let referral = CommunityReferral {
        about: Subject::Person(PARENT),
        service: "Women's group".to_owned(),
        words: String::new(),
    };
    let mut case = Telling::of_a_family().then("2021-02-01", Fact::CommunityReferral(referral));
    let stands = |case: &Telling| {
        let work = case.family().work;
        work.community(Sequence(3)).unwrap().stands()
    };
    assert_eq!(stands(&case), Waiting);
    for (day, step, now) in [
        ("2021-02-02", Accompanied, Accompanied),
        ("2021-02-03", FirstAppointment, FirstAppointment),
        ("2021-02-04", Accompanied, FirstAppointment),
        ("2021-02-05", Engaging, Engaging),
        ("2021-02-06", Accompanied, Engaging),
        ("2021-02-07", Ended, Ended),
    ] {
        let referral = Sequence(3);
        let words = String::new();
        case = case.then(
            day,
            Fact::CommunityStep(CommunityStep {
                referral,
                step,
                words,
            }),
        );
        assert_eq!(stands(&case), now);
        assert_eq!(case.family().work.community_engaging(), now == Engaging);
    }
}

#[test]
fn a_goal_stands_where_its_progress_says() {
    let progress = |goal, progress| {
        let words = String::new();
        Fact::GoalProgress(GoalProgress {
            goal: Sequence(goal),
            progress,
            words,
        })
    };
    let words = "To sleep at night".to_owned();
    let case = Telling::of_a_family().then(
        "2021-02-01",
        Fact::Goal(Goal {
            person: PARENT,
            words,
        }),
    );
    let stands = |case: &Telling| case.family().work.goal(Sequence(3)).unwrap().stands();
    assert_eq!(stands(&case), GoalProgressCode::NotYet);
    let case = case
        .then("2021-03-01", progress(3, GoalProgressCode::Reached))
        .then("2021-03-02", progress(1, GoalProgressCode::LetGo));
    assert_eq!(stands(&case), GoalProgressCode::Reached);
}

#[test]
fn a_session_takes_the_place_of_the_appointment() {
    let appointment = |day| {
        Fact::Appointment(Appointment {
            person: PARENT,
            workers: vec![ANNA],
            day,
            time: None,
            mode: Mode::InPerson,
            place: String::new(),
        })
    };
    let next = |case: &Telling, from| {
        let work = case.family().work;
        work.next_appointment(PARENT, from).map(|a| a.day)
    };
    let (first, second) = (date(2021, 2, 8), date(2021, 2, 15));
    let case = Telling::of_a_family().then("2021-02-01", appointment(first));
    assert_eq!(next(&case, date(2021, 2, 1)), Some(first));
    assert_eq!(next(&case, first), Some(first));
    assert_eq!(next(&case, date(2021, 2, 9)), None);
    let held = Telling(case.0.clone()).then("2021-02-08", session(PARENT, Attended::Came));
    assert_eq!(next(&held, first), None);
    let later_that_day = held.then("2021-02-08", appointment(first));
    assert_eq!(next(&later_that_day, first), Some(first));
    let moved = case.then("2021-02-05", appointment(second));
    assert_eq!(next(&moved, date(2021, 2, 5)), Some(second));
}

#[test]
fn empty_words_end_what_was_said_of_safe_contact() {
    let safe = |words: &str| {
        let words = words.to_owned();
        Fact::SafeContact(SafeContact {
            about: Subject::Person(PARENT),
            words,
        })
    };
    let case = Telling::of_a_family()
        .then("2021-02-01", safe("Call before noon"))
        .then("2021-02-02", safe("Text first"));
    let said = |case: &Telling| -> Vec<String> {
        let said = case.family().work.safe_contact;
        said.into_values().map(|s| s.what.words).collect()
    };
    assert_eq!(said(&case), ["Text first"]);
    assert!(said(&case.then("2021-02-03", safe(""))).is_empty());
}
