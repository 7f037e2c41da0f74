//! Who is told by e-mail that a concern waits, as the clock goes on.

use access::Viewer;
use calendar::{Date, Stamp, date};
use casework::{Escalation, NewEntry};
use record::lists::{ConcernStepCode, DaysCounted, Urgency};
use record::{CaseHolder, Concern, ConcernStep, Fact, FamilyId};
use store::{ClosedDay, Worker};

use crate::stage::{Stage, at, on_both, submission};

on_both![
    a_concern_goes_up_by_the_days_that_are_worked,
    an_immediate_concern_waits_for_no_working_day,
    what_is_owed_is_written_with_the_concern_or_not_at_all,
    whoever_takes_the_case_over_is_told,
    where_nobody_holds_the_case_the_managers_are_told_at_once,
    addresses_are_logged_and_taken_back,
];

/// A Friday before a bank holiday.
const FRIDAY: Date = date(2022, 8, 26);

fn clock(day: Date, hour: u8, minute: u8) -> Stamp {
    Stamp::from_london(day, hour, minute).unwrap()
}

fn on(day: Date, fact: Fact) -> NewEntry {
    NewEntry::shared(day.into(), fact)
}

fn raised(stage: &Stage, urgency: Urgency) -> NewEntry {
    let concern = Concern {
        raised: clock(FRIDAY, 16, 0),
        by: stage.practitioner.worker,
        urgency,
        children: Vec::new(),
        time: None,
        seen: "words that stay in the chronology".to_owned(),
        done: String::new(),
        lapse: None,
    };
    on(FRIDAY, Fact::Concern(concern))
}

async fn held_by(stage: &Stage, who: &Viewer, family: FamilyId) {
    let (worker, team) = (who.worker, stage.team);
    let holds = on(FRIDAY, Fact::CaseHolder(CaseHolder { worker, team }));
    stage.add(family, vec![holds]).await;
}

/// A family whose case the social worker holds, who has an address as the manager has.
async fn held(stage: &Stage) -> FamilyId {
    let family = stage.family("F001").await;
    held_by(stage, &stage.social_worker, family).await;
    for (who, address) in [
        (&stage.social_worker, "sw@x.test"),
        (&stage.manager, "m@x.test"),
    ] {
        has_address(stage, who, address).await;
    }
    family
}

async fn has_address(stage: &Stage, who: &Viewer, address: &str) {
    let leave = stage.administrator.set_up().unwrap();
    let address = Some(address.parse().unwrap());
    let put = stage
        .store
        .put_mail_address(&leave, who.worker, address, at(9));
    put.await.unwrap();
}

/// Where messages go now, all of which go out.
async fn told(stage: &Stage, now: Stamp) -> Vec<String> {
    let mut told = Vec::new();
    for notice in stage.store.notices(stage.service, now).await.unwrap() {
        assert!(stage.store.try_notice(&notice, now).await.unwrap());
        stage.store.notice_sent(&notice, now).await.unwrap();
        told.push(notice.to.as_str().to_owned());
    }
    told.sort();
    told
}

async fn set(stage: &Stage, days: DaysCounted) {
    let leave = stage.administrator.set_up().unwrap();
    let times = Escalation {
        manager_hours: 4,
        overdue_hours: 30,
        days,
    };
    stage
        .store
        .put_escalation(&leave, times, at(9))
        .await
        .unwrap();
}

async fn a_concern_goes_up_by_the_days_that_are_worked(stage: Stage) {
    let family = held(&stage).await;
    set(&stage, DaysCounted::WorkingDays).await;
    let leave = stage.administrator.set_up().unwrap();
    let closed = ClosedDay {
        day: date(2022, 8, 30),
        name: "The team is away together".to_owned(),
    };
    stage
        .store
        .put_closed_day(&leave, closed, at(9))
        .await
        .unwrap();
    stage
        .add(family, vec![raised(&stage, Urgency::NotImmediate)])
        .await;
    // Four hours on Friday; then a weekend, a bank holiday and a day on which the service is closed
    // do not count, and the other 22 of thirty hours are over on Wednesday evening.
    let wednesday = date(2022, 8, 31);
    for (now, whom) in [
        (clock(FRIDAY, 16, 0), vec!["sw@x.test"]),
        (clock(FRIDAY, 19, 59), vec![]),
        (clock(FRIDAY, 20, 0), vec!["m@x.test"]),
        (clock(date(2022, 8, 28), 12, 0), vec![]),
        (clock(date(2022, 8, 29), 23, 59), vec![]),
        (clock(date(2022, 8, 30), 23, 59), vec![]),
        (clock(wednesday, 21, 59), vec![]),
        (clock(wednesday, 22, 0), vec!["m@x.test", "sw@x.test"]),
        (clock(date(2022, 9, 30), 12, 0), vec![]),
    ] {
        assert_eq!(told(&stage, now).await, whom, "{}", now.in_words());
    }
    stage.store.verify().await.unwrap();
}

async fn an_immediate_concern_waits_for_no_working_day(stage: Stage) {
    let family = held(&stage).await;
    set(&stage, DaysCounted::WorkingDays).await;
    stage
        .add(family, vec![raised(&stage, Urgency::Immediate)])
        .await;
    let saturday = date(2022, 8, 27);
    assert_eq!(
        told(&stage, clock(FRIDAY, 20, 0)).await,
        ["m@x.test", "sw@x.test"]
    );
    assert!(told(&stage, clock(saturday, 21, 59)).await.is_empty());
    assert_eq!(
        told(&stage, clock(saturday, 22, 0)).await,
        ["m@x.test", "sw@x.test"]
    );
}

async fn what_is_owed_is_written_with_the_concern_or_not_at_all(stage: Stage) {
    let family = held(&stage).await;
    let written = async || {
        stage
            .meddle("update notice set tries = tries".to_owned())
            .await
    };
    let leave = stage.write(family).await;
    let concern = || vec![raised(&stage, Urgency::NotImmediate)];
    let stale = record::Sequence(1);
    let refused = stage
        .store
        .append(&leave, stale, submission(), at(10), concern());
    assert!(refused.await.is_err());
    assert_eq!(written().await, 0);
    stage.add(family, concern()).await;
    assert_eq!(written().await, 1);
    let concern = stage.last(family).await;
    // Whatever else is written, it is owed once; and to nobody once it is acknowledged.
    let step = |step| {
        let worker = stage.social_worker.worker;
        let words = "on my way".to_owned();
        on(
            FRIDAY,
            Fact::ConcernStep(ConcernStep {
                concern,
                step,
                worker,
                words,
            }),
        )
    };
    stage.add(family, vec![step(ConcernStepCode::Added)]).await;
    assert_eq!(written().await, 1);
    stage
        .add(family, vec![step(ConcernStepCode::Acknowledged)])
        .await;
    assert!(
        told(&stage, clock(date(2022, 9, 30), 12, 0))
            .await
            .is_empty()
    );
}

async fn whoever_takes_the_case_over_is_told(stage: Stage) {
    let family = held(&stage).await;
    stage
        .add(family, vec![raised(&stage, Urgency::NotImmediate)])
        .await;
    assert_eq!(told(&stage, clock(FRIDAY, 16, 1)).await, ["sw@x.test"]);
    let other = Viewer {
        worker: record::WorkerId(crate::stage::new_id()),
        ..stage.social_worker.clone()
    };
    let leave = stage.administrator.set_up().unwrap();
    let put = stage.store.put_worker(&leave, Worker::from(&other), at(9));
    put.await.unwrap();
    has_address(&stage, &other, "other@x.test").await;
    held_by(&stage, &other, family).await;
    assert_eq!(told(&stage, clock(FRIDAY, 16, 2)).await, ["other@x.test"]);
    assert!(told(&stage, clock(FRIDAY, 16, 3)).await.is_empty());
}

async fn where_nobody_holds_the_case_the_managers_are_told_at_once(stage: Stage) {
    let family = held(&stage).await;
    stage
        .add(family, vec![raised(&stage, Urgency::NotImmediate)])
        .await;
    let leave = stage.administrator.set_up().unwrap();
    let leaves = Worker {
        until: Some(date(2022, 8, 25)),
        ..Worker::from(&stage.social_worker)
    };
    stage.store.put_worker(&leave, leaves, at(9)).await.unwrap();
    assert_eq!(told(&stage, clock(FRIDAY, 16, 1)).await, ["m@x.test"]);
    let standing = stage
        .store
        .mail_standing(&leave, clock(FRIDAY, 16, 1))
        .await;
    assert!(standing.unwrap().without_address.is_empty());
}

async fn addresses_are_logged_and_taken_back(stage: Stage) {
    held(&stage).await;
    let leave = stage.administrator.set_up().unwrap();
    let (who, now) = (stage.manager.worker, at(10));
    let known = async || stage.store.mail_address(&leave, who).await.unwrap();
    assert_eq!(known().await.unwrap().as_str(), "m@x.test");
    stage
        .store
        .put_mail_address(&leave, who, None, now)
        .await
        .unwrap();
    assert_eq!(known().await, None);
    let standing = stage.store.mail_standing(&leave, now).await.unwrap();
    assert_eq!(standing.without_address, [who]);
    let changes = stage.store.register_changes(&leave).await.unwrap();
    let last = changes.last().unwrap();
    assert_eq!(
        (last.register.as_str(), last.says.as_str()),
        ("mail_address", "null")
    );
}
