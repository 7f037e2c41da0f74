//! The lists, their sums, and who is shown them.

use super::{all, allocation, attempt, caseload, consultation, met, referred, tell, waiting};
use std::collections::BTreeSet;

use calendar::{Date, date};
use record::lists::{AllocationKind, ContactResult};
use record::{CaseHolder, Fact, FamilyId};
use store::{CaseloadFilter, ClosedDay, Error, Misfit, Place, WaitingFilter, WaitingKind};

use crate::stage::{Stage, at, on_both};

on_both![
    the_sums_of_the_board_are_those_of_the_lists,
    a_changed_row_is_found_and_mended,
    a_day_on_which_the_service_is_closed_moves_the_first_contact,
    each_sees_what_they_may,
    pages_follow_on_from_each_other,
];

/// Families in many states.
async fn many(stage: &Stage) {
    for (nth, reference) in ["F001", "F002", "F003", "F004"].into_iter().enumerate() {
        let (family, person) = referred(stage, reference).await;
        let kind = [AllocationKind::Full, AllocationKind::Holding][nth % 2];
        let facts = [
            consultation(),
            met(),
            allocation(stage, person, kind),
            attempt(
                stage,
                person,
                ContactResult::NoReply,
                Some(date(2022, 8, 30)),
            ),
        ];
        for fact in facts.into_iter().take(nth + 1) {
            tell(stage, family, date(2022, 8, 10), fact).await;
        }
    }
}

async fn a_day_on_which_the_service_is_closed_moves_the_first_contact(stage: Stage) {
    many(&stage).await;
    let filter = WaitingFilter {
        kind: Some(WaitingKind::FirstContact),
        ..WaitingFilter::default()
    };
    let due = async |today| {
        let rows = waiting(&stage, &stage.manager, filter).await;
        let days: BTreeSet<Option<Date>> = rows.iter().map(|it| it.waits.due).collect();
        let board = stage.store.board(&stage.manager, today).await.unwrap();
        let tally = board.waiting.into_iter();
        let mut tally = tally.filter(|it| it.kind == WaitingKind::FirstContact);
        let tally = tally.next().unwrap();
        assert_eq!(tally.all, rows.len() as u64);
        (days, tally.today == tally.all, tally.late == tally.all)
    };
    // The consultation was on a Wednesday.
    let thursday = date(2022, 8, 11);
    let friday = date(2022, 8, 12);
    assert_eq!(due(thursday).await, ([Some(thursday)].into(), true, false));
    assert_eq!(due(friday).await, ([Some(thursday)].into(), false, true));
    let leave = stage.administrator.set_up().unwrap();
    let closed = ClosedDay {
        day: thursday,
        name: "Moving house".to_owned(),
    };
    stage
        .store
        .put_closed_day(&leave, closed, at(10))
        .await
        .unwrap();
    assert_eq!(due(thursday).await, ([Some(friday)].into(), false, false));
    assert_eq!(due(friday).await, ([Some(friday)].into(), true, false));
}

async fn the_sums_of_the_board_are_those_of_the_lists(stage: Stage) {
    many(&stage).await;
    let sum = super::sums::agree(&stage, date(2022, 8, 30)).await;
    assert!(sum > 10, "{sum}");
}

async fn a_changed_row_is_found_and_mended(stage: Stage) {
    many(&stage).await;
    let before = all(&stage).await;
    for meddled in [
        "update waiting_view set due = '2022-01-01' where kind = 'next_try'",
        "delete from waiting_view where kind = 'threshold'",
        "delete from caseload_view",
        "update caseload_view set stage = 'engaged'",
    ] {
        assert!(stage.meddle(meddled.to_owned()).await > 0, "{meddled}");
        let found = stage.store.verify().await;
        let view = matches!(found, Err(Error::Misfit(Misfit::View { .. })));
        assert!(view, "{meddled}: {found:?}");
        stage.store.rebuild_views().await.unwrap();
        stage.store.verify().await.unwrap();
        assert_eq!(all(&stage).await, before, "{meddled}");
    }
}

async fn each_sees_what_they_may(stage: Stage) {
    many(&stage).await;
    let holder = Fact::CaseHolder(CaseHolder {
        worker: stage.social_worker.worker,
        team: stage.team,
    });
    let (mine, person) = referred(&stage, "MINE").await;
    let day = date(2022, 8, 3);
    for fact in [
        holder,
        met(),
        allocation(&stage, person, AllocationKind::Holding),
    ] {
        tell(&stage, mine, day, fact).await;
    }
    let rows = waiting(&stage, &stage.social_worker, WaitingFilter::default()).await;
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|it| it.family == mine), "{rows:?}");
    // Nor does asking for a worker or a kind reach further.
    let wider = WaitingFilter {
        worker: Some(stage.practitioner.worker),
        kind: Some(WaitingKind::Holding),
        discipline: None,
    };
    let rows = waiting(&stage, &stage.social_worker, wider).await;
    assert_eq!(rows.len(), 1);
    let rows = caseload(&stage, &stage.social_worker, CaseloadFilter::default()).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].family, mine);
    let today = date(2022, 8, 30);
    let (anything, anybody) = (WaitingFilter::default(), CaseloadFilter::default());
    for viewer in [&stage.evaluator, &stage.administrator] {
        let refused = stage.store.waiting(viewer, &anything, None);
        assert!(matches!(refused.await, Err(Error::NotFound)));
        let refused = stage.store.caseload(viewer, &anybody, None);
        assert!(matches!(refused.await, Err(Error::NotFound)));
    }
    for viewer in [&stage.evaluator, &stage.administrator, &stage.social_worker] {
        let refused = stage.store.board(viewer, today).await;
        assert!(matches!(refused, Err(Error::NotFound)));
    }
    let nowhere = Some(Place {
        family: FamilyId(crate::stage::new_id()),
        nr: 1,
    });
    let gone = stage.store.waiting(&stage.manager, &anything, nowhere);
    assert!(matches!(gone.await, Err(Error::NotFound)));
}

async fn pages_follow_on_from_each_other(stage: Stage) {
    let brought =
        (0..120).map(|n| crate::stage::brought_in(&format!("F{n:03}"), date(2022, 1, 10)));
    let leave = stage.manager.import().unwrap();
    let workbook = crate::stage::workbook();
    let brought: Vec<_> = brought.collect();
    let import = stage
        .store
        .import(&leave, workbook, brought.into_iter(), |_| {});
    import.await.unwrap();
    let filter = WaitingFilter {
        kind: Some(WaitingKind::ClosureData),
        ..WaitingFilter::default()
    };
    let rows = waiting(&stage, &stage.manager, filter).await;
    let families: BTreeSet<_> = rows.iter().map(|it| it.family).collect();
    assert_eq!((rows.len(), families.len()), (120, 120));
}
