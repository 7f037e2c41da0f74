//! Concerns wait for the case holder, whatever stands of the case, until they acknowledge them.

use calendar::{Stamp, date};
use casework::Escalation;
use record::lists::{ConcernStepCode, DaysCounted, Urgency};
use record::{Concern, ConcernStep, Correction, Fact, Sequence};
use store::{WaitingFilter, WaitingKind};

use super::{all, on, referred, tell, waiting};
use crate::stage::{Stage, on_both};

on_both![
    a_concern_waits_until_it_is_acknowledged,
    nobody_sees_concerns_of_families_that_are_not_theirs,
    a_service_sets_its_own_times,
];

fn raised() -> Stamp {
    Stamp::from_london(date(2022, 8, 30), 16, 5).unwrap()
}

fn concern(stage: &Stage) -> Concern {
    Concern {
        raised: raised(),
        by: stage.practitioner.worker,
        urgency: Urgency::Immediate,
        children: Vec::new(),
        time: None,
        seen: "words that stay in the chronology".to_owned(),
        done: String::new(),
        lapse: None,
    }
}

fn step(stage: &Stage, concern: Sequence, step: ConcernStepCode) -> Fact {
    Fact::ConcernStep(ConcernStep {
        concern,
        step,
        worker: stage.social_worker.worker,
        words: "on my way".to_owned(),
    })
}

async fn a_concern_waits_until_it_is_acknowledged(stage: Stage) {
    let (family, _) = referred(&stage, "F001").await;
    let before = all(&stage).await;
    let today = date(2022, 8, 30);
    let told = tell(&stage, family, today, Fact::Concern(concern(&stage))).await;
    let waits = (WaitingKind::Concern, today, Some(today));
    assert!(all(&stage).await.contains(&waits));
    let rows = waiting(&stage, &stage.manager, WaitingFilter::default()).await;
    let row = rows
        .iter()
        .find(|row| row.waits.kind == WaitingKind::Concern)
        .unwrap();
    assert_eq!(row.waits.raised, Some((raised(), Urgency::Immediate)));
    // Adding to it, and putting its words right, leaves it waiting since it was raised.
    tell(
        &stage,
        family,
        today,
        step(&stage, told, ConcernStepCode::Added),
    )
    .await;
    let mut right = on(
        today,
        Fact::Concern(Concern {
            seen: "other words".to_owned(),
            ..concern(&stage)
        }),
    );
    right.correction = Some(Correction {
        of: told,
        why: "mistyped".to_owned(),
    });
    stage.add(family, vec![right]).await;
    assert!(all(&stage).await.contains(&waits));
    let done = step(&stage, told, ConcernStepCode::Acknowledged);
    tell(&stage, family, today, done).await;
    assert_eq!(all(&stage).await, before);
    stage.store.verify().await.unwrap();
}

async fn nobody_sees_concerns_of_families_that_are_not_theirs(stage: Stage) {
    let (family, _) = referred(&stage, "F001").await;
    tell(
        &stage,
        family,
        date(2022, 8, 30),
        Fact::Concern(concern(&stage)),
    )
    .await;
    let mut stranger = stage.social_worker.clone();
    stranger.worker = record::WorkerId(uuid::Uuid::from_u128(4711));
    let page = stage
        .store
        .waiting(&stranger, &WaitingFilter::default(), None)
        .await
        .unwrap();
    assert_eq!(page.total, 0);
}

async fn a_service_sets_its_own_times(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let service = leave.id();
    let usual = stage.store.escalation(service).await.unwrap();
    assert_eq!(usual, Escalation::default());
    let own = Escalation {
        manager_hours: 1,
        overdue_hours: 8,
        days: DaysCounted::WorkingDays,
    };
    for times in [usual, own] {
        let put = stage.store.put_escalation(&leave, times, raised());
        put.await.unwrap();
        assert_eq!(stage.store.escalation(service).await.unwrap(), times);
    }
}
