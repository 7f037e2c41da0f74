//! What the fold says of the team's work: each rule told as a short history.

use calendar::{AsAt, Date, When, date};
use record::lists::*;
use record::*;

use crate::history::{CHILDREN, FAMILY, PARENT, WORKERS, correcting, told};

const DISCIPLINE: Discipline = Discipline::DomesticAbuseVictims;

fn household() -> Fact {
    let person = |person, relation, reference: &str| PersonRecord {
        person,
        relation,
        reference: reference.to_owned(),
        name: None,
        born: None,
    };
    Fact::Household(Household {
        reference: "F001".to_owned(),
        answers: DataSet::new(Sheet::Families),
        people: vec![
            person(PARENT, Relation::Parent, "F001 parent"),
            person(CHILDREN[0], Relation::Child, "C001"),
        ],
    })
}

fn accepted() -> Vec<Entry> {
    let met = ThresholdDecision::new(Subject::Family, Threshold::Met);
    vec![
        told(1, "2021-01-01", household()),
        told(2, "2021-01-01", Fact::Referral(Referral::default())),
        told(3, "2021-01-05", Fact::ThresholdDecision(met)),
    ]
}

fn allocated(kind: AllocationKind) -> Fact {
    Fact::Allocation(Allocation {
        person: PARENT,
        discipline: DISCIPLINE,
        worker: WORKERS[0],
        kind,
        frequency: String::new(),
        reason: "the discipline is full".to_owned(),
    })
}

fn change(allocation: i64, step: AllocationStep) -> Fact {
    Fact::AllocationChange(AllocationChange {
        allocation: Sequence(allocation),
        step,
        reason: "as agreed".to_owned(),
    })
}

fn session(came: Attended) -> Fact {
    Fact::Session(Session {
        people: vec![Attendance {
            person: PARENT,
            came,
            reason: String::new(),
            rebooked: None,
        }],
        others: String::new(),
        workers: vec![(WORKERS[0], SessionPart::Led)],
        time: None,
        minutes: Some(10),
        place: Place::Doorstep,
        mode: Mode::InPerson,
        kind: SessionKind::RelationshipBuilding,
        children: ChildrenDiscussed::NotDiscussed,
        protection: YesNo::No,
        words: String::new(),
    })
}

fn engaged(stage: EngagementStage) -> Fact {
    Fact::Engagement(Engagement {
        person: PARENT,
        stage,
        words: String::new(),
        look_again: None,
    })
}

fn attempt(result: ContactResult) -> Fact {
    Fact::ContactAttempt(ContactAttempt {
        person: PARENT,
        worker: WORKERS[0],
        time: None,
        mode: ContactMode::Phone,
        result,
        obstacles: Vec::new(),
        words: String::new(),
        next_try: None,
    })
}

fn family(entries: &[Entry]) -> Family {
    fold(FAMILY, entries, AsAt::day(Date::MAX))
}

/// The accepted family with these facts told after one another, from entry 4 on.
fn after(facts: Vec<Fact>) -> Vec<Entry> {
    let mut entries = accepted();
    for (place, fact) in (4..).zip(facts) {
        let day = format!("2021-02-{place:02}");
        entries.push(told(place, &day, fact));
    }
    entries
}

fn direct(family: &Family) -> Value {
    rows(family).family.get(Field::ParentDirectSupport).clone()
}

#[test]
fn a_family_that_was_referred_and_not_decided_is_new_and_then_has_no_support_until_allocated() {
    let entries = accepted();
    assert_eq!(family(&entries[..2]).standing().status, CaseStatus::New);
    assert_eq!(
        family(&entries).standing().status,
        CaseStatus::NoDirectSupport
    );
    let offered = family(&after(vec![allocated(AllocationKind::Full)]));
    assert_eq!(offered.standing().status, CaseStatus::New);
}

#[test]
fn support_is_offered_then_started_by_a_session_then_under_way_once_engaged() {
    let facts = vec![
        allocated(AllocationKind::Full),
        session(Attended::DidNotCome),
        session(Attended::Came),
        engaged(EngagementStage::Engaged),
    ];
    let entries = after(facts);
    let stage = |until: usize| family(&entries[..until]).support[0].stage;
    assert_eq!(stage(4), Stage::Offered);
    assert_eq!(stage(5), Stage::Offered);
    assert_eq!(direct(&family(&entries[..5])), YesNo::No.value());
    assert_eq!(stage(6), Stage::JustStarted);
    assert_eq!(direct(&family(&entries[..6])), YesNo::Yes.value());
    assert_eq!(stage(7), Stage::UnderWay);
    assert_eq!(family(&entries).standing().status, CaseStatus::Open);
    assert_eq!(family(&entries).support[0].disciplines, [DISCIPLINE]);
}

#[test]
fn holding_support_becomes_full_and_a_pause_or_a_new_worker_ends_nothing() {
    let entries = after(vec![
        allocated(AllocationKind::Holding),
        change(4, AllocationStep::Paused { look_again: None }),
        change(4, AllocationStep::Resumed),
        change(4, AllocationStep::HandedOver { to: WORKERS[1] }),
        change(4, AllocationStep::Converted { worker: WORKERS[2] }),
    ]);
    let at = |until: usize| family(&entries[..until]).work.allocations[0].clone();
    assert_eq!(at(4).kind, AllocationKind::Holding);
    assert!(at(5).paused.is_some() && at(5).goes_on());
    assert!(at(6).paused.is_none());
    assert_eq!(at(7).worker, WORKERS[1]);
    let last = at(8);
    assert_eq!((last.worker, last.kind), (WORKERS[2], AllocationKind::Full));
    assert_eq!(last.full_from, Some(When::Day(date(2021, 2, 8))));
    assert!(last.goes_on());
    assert_eq!(family(&entries).support.len(), 1);
    assert_eq!(family(&entries).support[0].until, None);
}

#[test]
fn ending_the_last_allocation_ends_support_and_closing_ends_all() {
    let ended = family(&after(vec![
        allocated(AllocationKind::Full),
        change(4, AllocationStep::Ended),
    ]));
    assert_eq!(ended.support[0].until, Some(When::Day(date(2021, 2, 5))));
    let closed = family(&after(vec![
        allocated(AllocationKind::Full),
        Fact::Closure(Closure::new(ClosureReason::CommunitySupport)),
    ]));
    assert!(!closed.work.allocations[0].goes_on());
    assert_eq!(closed.standing().status, CaseStatus::Closed);
    assert!(!closed.is_open());
}

#[test]
fn an_allocation_that_was_put_right_is_still_found_by_what_follows() {
    let mut entries = after(vec![allocated(AllocationKind::Full)]);
    entries.push(correcting(
        4,
        told(5, "2021-02-04", allocated(AllocationKind::Holding)),
    ));
    entries.push(told(6, "2021-02-06", change(4, AllocationStep::Ended)));
    let family = family(&entries);
    assert_eq!(family.work.allocations.len(), 1);
    assert_eq!(family.work.allocations[0].entry, Sequence(4));
    assert_eq!(
        family.work.allocations[0].began.kind,
        AllocationKind::Holding
    );
    assert!(!family.work.allocations[0].goes_on());
}

#[test]
fn only_real_contact_is_a_first_contact_and_an_attempt_is_trying() {
    let entries = after(vec![
        attempt(ContactResult::NoReply),
        session(Attended::CancelledByClient),
        attempt(ContactResult::Spoke),
    ]);
    assert_eq!(
        family(&entries[..3]).work.stage(PARENT),
        EngagementStage::NotYetContacted
    );
    assert_eq!(
        family(&entries[..4]).work.stage(PARENT),
        EngagementStage::Trying
    );
    assert_eq!(family(&entries[..5]).work.first_contact(PARENT), None);
    assert_eq!(
        family(&entries).work.first_contact(PARENT),
        Some(When::Day(date(2021, 2, 6)))
    );
}

#[test]
fn being_accompanied_does_not_undo_that_a_service_has_taken_hold() {
    let step = |step| {
        Fact::CommunityStep(CommunityStep {
            referral: Sequence(4),
            step,
            words: String::new(),
        })
    };
    let entries = after(vec![
        Fact::CommunityReferral(CommunityReferral {
            about: Subject::Family,
            service: "Parents' group".to_owned(),
            words: String::new(),
        }),
        step(CommunityStepCode::Accompanied),
        step(CommunityStepCode::Engaging),
        step(CommunityStepCode::Accompanied),
        step(CommunityStepCode::NotTakenUp),
    ]);
    let stands = |until: usize| family(&entries[..until]).work.community[0].stands();
    assert_eq!(stands(4), CommunityStepCode::Waiting);
    assert_eq!(stands(5), CommunityStepCode::Accompanied);
    assert_eq!(stands(6), CommunityStepCode::Engaging);
    assert_eq!(stands(7), CommunityStepCode::Engaging);
    assert!(family(&entries[..7]).work.community_engaging());
    assert_eq!(stands(8), CommunityStepCode::NotTakenUp);
}

#[test]
fn key_workers_are_counted_by_change_and_a_call_is_owed_until_it_is_returned() {
    let key = |worker| {
        Fact::KeyWorker(KeyWorker {
            person: PARENT,
            worker,
            reason: String::new(),
        })
    };
    let call = Fact::InboundCall(InboundCall {
        person: PARENT,
        worker: WORKERS[0],
        time: None,
        words: "about Monday".to_owned(),
        call_back: Some(WORKERS[1]),
    });
    let back = Fact::CallBack(CallBack {
        call: Sequence(7),
        worker: WORKERS[1],
        result: ContactResult::Spoke,
        words: String::new(),
    });
    let entries = after(vec![
        key(WORKERS[0]),
        key(WORKERS[0]),
        key(WORKERS[1]),
        call,
        back,
    ]);
    assert_eq!(family(&entries[..5]).work.key_worker_changes(PARENT), 0);
    assert_eq!(family(&entries).work.key_worker_changes(PARENT), 1);
    assert_eq!(family(&entries).work.key_worker(PARENT), Some(WORKERS[1]));
    assert_eq!(
        family(&entries[..7]).work.calls[0].owed_by(),
        Some(WORKERS[1])
    );
    assert_eq!(family(&entries).work.calls[0].owed_by(), None);
}

fn consent(state: ConsentState) -> Fact {
    Fact::Consent(Consent {
        person: PARENT,
        state,
        how: "in words".to_owned(),
    })
}

#[test]
fn support_that_has_ended_leaves_the_case_open_until_it_is_closed() {
    let mut facts = vec![
        allocated(AllocationKind::Full),
        change(4, AllocationStep::Ended),
    ];
    let ended = family(&after(facts.clone()));
    assert!(ended.is_open());
    assert_eq!(ended.standing().status, CaseStatus::Open);
    facts.push(Fact::Closure(Closure::new(ClosureReason::ClientSaidNo)));
    let closed = family(&after(facts));
    assert!(!closed.is_open());
    assert_eq!(closed.standing().status, CaseStatus::Closed);
}

#[test]
fn a_family_referred_again_after_it_did_not_meet_the_threshold_is_undecided_again() {
    let mut entries = accepted();
    entries.truncate(2);
    let not_met = ThresholdDecision::new(Subject::Family, Threshold::NotMet);
    let not_met = Fact::ThresholdDecision(not_met);
    entries.push(told(3, "2021-01-05", not_met));
    let refused = family(&entries);
    assert!(refused.refused() && refused.decided() && !refused.is_open());
    // Even on the day of the decision.
    let again = Fact::Referral(Referral::default());
    entries.push(told(4, "2021-01-05", again));
    let again = family(&entries);
    assert!(again.is_open() && !again.decided());
    assert_eq!(again.standing().status, CaseStatus::New);
}

#[test]
fn what_puts_an_entry_right_keeps_its_place_among_those_of_its_day() {
    let mut entries = accepted();
    for (place, state) in [(4, ConsentState::Given), (5, ConsentState::Withdrawn)] {
        entries.push(told(place, "2021-02-01", consent(state)));
    }
    let given = told(6, "2021-02-01", consent(ConsentState::Given));
    entries.push(correcting(4, given));
    let there = family(&entries);
    assert_eq!(there.work.consent(PARENT), Some(ConsentState::Withdrawn));
    let order: Vec<i64> = there
        .chronology
        .iter()
        .map(|c| c.entry.sequence.0)
        .collect();
    assert_eq!(order, [1, 2, 3, 4, 6, 5]);
}
