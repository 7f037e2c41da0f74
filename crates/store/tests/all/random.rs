//! Random acts on a few families in a real store, most of them plausible: whatever is done, each
//! family has one status, an open one a social worker who holds it, a closed one its closure, and
//! the sums of the manager's board are those of its lists.

use calendar::{AsAt, Date, date};
use casework::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use record::lists::*;
use record::*;

use crate::homes::sums;
use crate::random_acts::{Step, command, refer, step};
use crate::stage::{Stage, at, new_id, submission};

/// How many families the acts are about.
const FAMILIES: usize = 3;

fn check(cases: u32, open: impl AsyncFn() -> Stage) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(ProptestConfig::with_cases(cases));
    let steps = vec(step(FAMILIES), 10..60);
    let outcome = runner.run(&steps, |steps| {
        runtime.block_on(async { play(&open().await, &steps).await });
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn whatever_is_done_the_board_agrees_on_sqlite() {
    check(12, async || Stage::on_sqlite().await);
}

#[test]
fn whatever_is_done_the_board_agrees_on_postgres() {
    if crate::stage::postgres_server().is_some() {
        check(4, async || Stage::on_postgres().await.unwrap());
    }
}

async fn play(stage: &Stage, steps: &[Step]) {
    let mut families = Vec::new();
    for number in 0..FAMILIES {
        let family = FamilyId(new_id());
        let leave = stage.manager.open(family).unwrap();
        let act = refer(stage, &format!("F{number}"), 1);
        let opened = stage.store.open_family(&leave, submission(), at(9), &act);
        opened.await.unwrap();
        families.push(family);
    }
    for (nth, step) in steps.iter().enumerate() {
        let family = families[step.family];
        let before = seen(stage, family).await;
        let command = command(stage, step, &before);
        let leave = stage.write(family).await;
        let done = stage
            .store
            .act(&leave, submission(), at(10), &command)
            .await;
        if let Err(error) = done {
            assert!(error.refusal().is_some(), "{command:?}: {error:?}");
            continue;
        }
        holds(stage, &seen(stage, family).await, &command);
        if nth % 10 == 0 {
            sums::agree(stage, date(2022, 2, 20)).await;
        }
    }
    sums::agree(stage, date(2022, 2, 20)).await;
    stage.store.verify().await.unwrap();
}

async fn seen(stage: &Stage, family: FamilyId) -> Family {
    let read = stage.read(family).await;
    let as_at = AsAt::day(Date::MAX);
    stage.store.family(&read, as_at).await.unwrap()
}

fn holds(stage: &Stage, family: &Family, command: &Command) {
    assert!(
        broken(family).is_empty(),
        "{command:?}: {:?}",
        broken(family)
    );
    let closed = family.standing().status == CaseStatus::Closed;
    assert_eq!(
        family.is_open(),
        !closed && !family.refused(),
        "{command:?}"
    );
    if family.is_open() {
        let holder = family.case_holder().map(|it| it.worker);
        assert_eq!(holder, Some(stage.social_worker.worker), "{command:?}");
    }
    assert!(!closed || !family.closures.is_empty());
    for person in &family.people {
        let engaged = matches!(
            family.work.stage(person.person),
            EngagementStage::Engaged | EngagementStage::BackAgain
        );
        let consent = family.work.consent(person.person);
        assert!(
            !engaged || consent == Some(ConsentState::Given),
            "{command:?}"
        );
    }
}
