//! What waits follows the chronology.

use super::{
    all, allocation, attempt, caseload, consultation, met, on, referral, referred, tell, waiting,
};

use access::Viewer;
use calendar::date;
use casework::NewEntry;
use record::lists::{
    AllocationKind, ConsentState, ContactResult, Discipline, EngagementStage, FollowUpResult, Mode,
};
use record::{
    AllocationChange, AllocationStep, Appointment, AskedToStart, CallBack, Closure, Consent,
    Engagement, Fact, FollowUp, InboundCall, KeyWorker, Review, Subject, ThresholdDecision,
    Visibility,
};
use store::{CaseloadFilter, WaitingFilter, WaitingKind};

use crate::stage::{Stage, on_both};

on_both![
    what_waits_follows_the_chronology,
    support_is_listed_by_worker,
    what_is_asked_or_owed_waits_until_it_is_done,
    a_closed_family_waits_for_its_call_and_its_answers,
    what_was_left_before_a_closure_waits_no_more,
    what_is_not_shared_waits_nowhere,
];

async fn what_waits_follows_the_chronology(stage: Stage) {
    use WaitingKind::{
        Allocation, AskedFor, Consultation, FirstContact, Holding, NextTry, NoTouch, Threshold,
    };
    let (family, person) = referred(&stage, "F001").await;
    let came = date(2022, 8, 1);
    let asked = (AskedFor, came, None);
    assert_eq!(
        all(&stage).await,
        [(Consultation, came, None), (Threshold, came, None), asked]
    );
    // The consultation is on the Friday before a bank holiday.
    let friday = date(2022, 8, 26);
    tell(&stage, family, friday, consultation()).await;
    let first = (FirstContact, friday, Some(date(2022, 8, 30)));
    assert_eq!(all(&stage).await, [(Threshold, friday, None), first, asked]);
    let monday = date(2022, 8, 29);
    tell(&stage, family, monday, met()).await;
    assert_eq!(
        all(&stage).await,
        [
            (Allocation, monday, None),
            first,
            (NoTouch, monday, None),
            asked
        ]
    );
    let holding = allocation(&stage, person, AllocationKind::Holding);
    let begun = tell(&stage, family, monday, holding).await;
    assert_eq!(all(&stage).await, [first, (Holding, monday, None)]);
    let next = Some(date(2022, 9, 2));
    let tried = attempt(&stage, person, ContactResult::NoReply, next);
    tell(&stage, family, date(2022, 8, 30), tried).await;
    let trying = (NextTry, date(2022, 8, 30), next);
    assert_eq!(all(&stage).await, [first, (Holding, monday, None), trying]);
    let spoke = attempt(&stage, person, ContactResult::Spoke, None);
    tell(&stage, family, date(2022, 8, 30), spoke).await;
    assert_eq!(all(&stage).await, [(Holding, monday, None)]);
    let converted = Fact::AllocationChange(AllocationChange {
        allocation: begun,
        step: AllocationStep::Converted {
            worker: stage.practitioner.worker,
        },
        reason: "There is room".to_owned(),
    });
    tell(&stage, family, date(2022, 8, 31), converted).await;
    assert_eq!(all(&stage).await, []);
    stage.store.verify().await.unwrap();
}

async fn support_is_listed_by_worker(stage: Stage) {
    let (family, person) = referred(&stage, "F001").await;
    let day = date(2022, 8, 2);
    let worker = stage.practitioner.worker;
    let appointment = |on| {
        Fact::Appointment(Appointment {
            person,
            workers: vec![worker],
            day: on,
            time: Some(calendar::time(9, 30, 0, 0)),
            mode: Mode::InPerson,
            place: String::new(),
        })
    };
    for fact in [
        met(),
        allocation(&stage, person, AllocationKind::Full),
        Fact::KeyWorker(KeyWorker {
            person,
            worker,
            reason: String::new(),
        }),
        Fact::Consent(Consent {
            person,
            state: ConsentState::Given,
            how: String::new(),
        }),
        Fact::Engagement(Engagement {
            person,
            stage: EngagementStage::Exploring,
            words: String::new(),
            look_again: None,
        }),
        appointment(date(2022, 8, 9)),
        attempt(
            &stage,
            person,
            ContactResult::LeftWord,
            Some(date(2022, 8, 5)),
        ),
    ] {
        tell(&stage, family, day, fact).await;
    }
    let mine = CaseloadFilter {
        worker: Some(worker),
        discipline: None,
    };
    let rows = caseload(&stage, &stage.practitioner, mine).await;
    let [row] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(row.family, family);
    assert_eq!(row.family_reference, "F001");
    assert_eq!(row.worker_name.as_deref(), Some("Priya Practitioner"));
    let it = &row.support;
    assert_eq!(
        (it.person, it.person_reference.as_str()),
        (person, "F001 parent")
    );
    assert_eq!(it.key_worker, record::lists::YesNo::Yes);
    assert_eq!(it.stage, EngagementStage::Exploring);
    assert_eq!(it.consent, Some(ConsentState::Given));
    assert_eq!((it.since, it.last_touch), (day, Some(day)));
    let time = Some(calendar::time(9, 30, 0, 0));
    assert_eq!(it.appointment, Some((date(2022, 8, 9), time)));
    assert_eq!(it.next_try, Some(date(2022, 8, 5)));
    let other = CaseloadFilter {
        worker: Some(stage.colleague.worker),
        discipline: None,
    };
    assert_eq!(caseload(&stage, &stage.practitioner, other).await, []);
    // The list of families has it under the worker who is allocated.
    let filter = store::Filter {
        worker: Some(worker),
        ..store::Filter::default()
    };
    let families = stage.store.families(&stage.manager, &filter, None).await;
    assert_eq!(families.unwrap().total, 1);
    stage.store.verify().await.unwrap();
}

async fn what_is_asked_or_owed_waits_until_it_is_done(stage: Stage) {
    use WaitingKind::{AskedToStart as Asked, CallBack as Owed, LookAgain, Review as ToReview};
    let (family, person) = referred(&stage, "F001").await;
    let day = date(2022, 8, 2);
    for fact in [met(), allocation(&stage, person, AllocationKind::Full)] {
        tell(&stage, family, day, fact).await;
    }
    let spoke = attempt(&stage, person, ContactResult::Spoke, None);
    tell(&stage, family, day, spoke).await;
    assert_eq!(all(&stage).await, []);
    let asked = Fact::AskedToStart(AskedToStart {
        person,
        words: String::new(),
    });
    tell(&stage, family, day, asked).await;
    let call = Fact::InboundCall(InboundCall {
        person,
        worker: stage.colleague.worker,
        time: None,
        words: "words that stay in the chronology".to_owned(),
        call_back: Some(stage.colleague.worker),
    });
    let call = tell(&stage, family, day, call).await;
    assert_eq!(
        all(&stage).await,
        [(Asked, day, Some(day)), (Owed, day, Some(day))]
    );
    // The call is for the colleague, the start for whoever supports the person.
    let of = async |viewer: &Viewer| {
        let filter = WaitingFilter {
            worker: Some(viewer.worker),
            ..WaitingFilter::default()
        };
        let rows = waiting(&stage, viewer, filter).await;
        let rows = rows.into_iter().map(|it| it.waits.kind);
        rows.filter(|it| *it != WaitingKind::ClosureData)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&stage.practitioner).await, [Asked]);
    assert_eq!(of(&stage.colleague).await, [Owed]);
    let back = Fact::CallBack(CallBack {
        call,
        worker: stage.colleague.worker,
        result: ContactResult::Spoke,
        words: String::new(),
    });
    tell(&stage, family, day, back).await;
    assert_eq!(all(&stage).await, []);
    let again = Some(date(2022, 9, 9));
    let stepped_back = Fact::Engagement(Engagement {
        person,
        stage: EngagementStage::SteppedBack,
        words: "Not now".to_owned(),
        look_again: again,
    });
    tell(&stage, family, day, stepped_back).await;
    let review = Fact::Review(Review {
        words: "As it was".to_owned(),
        reliance: None,
        plan: String::new(),
        next: again,
    });
    tell(&stage, family, day, review).await;
    assert_eq!(
        all(&stage).await,
        [(LookAgain, day, again), (ToReview, day, again)]
    );
    // What waits for the team waits for those who work with the family.
    assert_eq!(of(&stage.practitioner).await, [LookAgain, ToReview]);
    assert_eq!(of(&stage.colleague).await, []);
    stage.store.verify().await.unwrap();
}

async fn a_closed_family_waits_for_its_call_and_its_answers(stage: Stage) {
    let (family, _) = referred(&stage, "F001").await;
    let closed = date(2022, 8, 20);
    let due = Some(date(2023, 2, 20));
    let closure = Closure {
        follow_up: due,
        ..Closure::new(record::lists::ClosureReason::MovedAway)
    };
    tell(&stage, family, date(2022, 8, 2), met()).await;
    tell(&stage, family, closed, Fact::Closure(closure)).await;
    let rows = waiting(&stage, &stage.manager, WaitingFilter::default()).await;
    let kinds: Vec<_> = rows.iter().map(|it| it.waits.kind).collect();
    assert_eq!(kinds, [WaitingKind::FollowUp, WaitingKind::ClosureData]);
    assert_eq!(rows[0].waits.due, due);
    assert!(rows[1].waits.missing > 0);
    let call = |result, next_try| {
        Fact::FollowUp(FollowUp {
            worker: stage.practitioner.worker,
            result,
            predictions: Vec::new(),
            words: String::new(),
            advice: String::new(),
            next_try,
        })
    };
    let again = Some(date(2023, 3, 1));
    tell(
        &stage,
        family,
        date(2023, 2, 20),
        call(FollowUpResult::NoReply, again),
    )
    .await;
    assert_eq!(all(&stage).await, [(WaitingKind::FollowUp, closed, again)]);
    tell(
        &stage,
        family,
        date(2023, 3, 1),
        call(FollowUpResult::Spoke, None),
    )
    .await;
    assert_eq!(all(&stage).await, []);
    stage.store.verify().await.unwrap();
}

async fn what_was_left_before_a_closure_waits_no_more(stage: Stage) {
    use WaitingKind::{AskedFor, Consultation, FirstContact, Threshold};
    let (family, person) = referred(&stage, "F001").await;
    let (day, later) = (date(2022, 8, 2), Some(date(2022, 9, 9)));
    let refused = ThresholdDecision::new(Subject::Person(person), record::lists::Threshold::NotMet);
    let stepped_back = Engagement {
        person,
        stage: EngagementStage::SteppedBack,
        words: "Not now".to_owned(),
        look_again: later,
    };
    let review = Review {
        words: "As it was".to_owned(),
        reliance: None,
        plan: String::new(),
        next: later,
    };
    let asked = AskedToStart {
        person,
        words: String::new(),
    };
    for fact in [
        met(),
        Fact::ThresholdDecision(refused),
        attempt(&stage, person, ContactResult::NoReply, later),
        Fact::AskedToStart(asked),
        Fact::Engagement(stepped_back),
        Fact::Review(review),
        Fact::Closure(Closure::new(record::lists::ClosureReason::MovedAway)),
    ] {
        tell(&stage, family, day, fact).await;
    }
    let came = date(2022, 8, 20);
    let asks = referral(person, &[Discipline::DrugAndAlcohol]);
    tell(&stage, family, came, asks).await;
    let asked = (AskedFor, came, None);
    assert_eq!(
        all(&stage).await,
        [(Consultation, came, None), (Threshold, came, None), asked]
    );
    tell(&stage, family, came, consultation()).await;
    let first = (FirstContact, came, Some(date(2022, 8, 22)));
    assert_eq!(all(&stage).await, [(Threshold, came, None), first, asked]);
    stage.store.verify().await.unwrap();
}

async fn what_is_not_shared_waits_nowhere(stage: Stage) {
    let (family, person) = referred(&stage, "F001").await;
    tell(&stage, family, date(2022, 8, 2), met()).await;
    let before = all(&stage).await;
    let asked = Fact::AskedToStart(AskedToStart {
        person,
        words: String::new(),
    });
    for visibility in [
        Visibility::Team,
        Visibility::Named(vec![stage.practitioner.worker]),
    ] {
        let hidden = NewEntry {
            visibility,
            ..on(date(2022, 8, 3), asked.clone())
        };
        stage.add(family, vec![hidden]).await;
    }
    assert_eq!(all(&stage).await, before);
    stage.store.verify().await.unwrap();
}
