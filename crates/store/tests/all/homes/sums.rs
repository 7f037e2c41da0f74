//! Each sum on the manager's board is the length of the list behind it.

use std::collections::BTreeSet;

use calendar::Date;
use record::WorkerId;
use record::lists::{AllocationKind, CaseStatus, Discipline};
use store::{CaseloadFilter, Cursor, Filter, InCaseload, ListedFamily, WaitingFilter, WaitingKind};

use super::{caseload, waiting};
use crate::stage::Stage;

/// Compares the board of a day with its lists, and says how much waits in all.
pub(crate) async fn agree(stage: &Stage, today: Date) -> u64 {
    let viewer = &stage.manager;
    let board = stage.store.board(viewer, today).await.unwrap();
    let mut sum = 0;
    for tally in &board.waiting {
        let kind = tally.kind;
        let rows = waits(stage, Some(kind), None).await;
        assert!(rows.iter().all(|it| it.waits.kind == kind), "{kind:?}");
        let due = |is: fn(&Date, &Date) -> bool| {
            let days = rows.iter().filter_map(|it| it.waits.due);
            days.filter(|due| is(due, &today)).count() as u64
        };
        let listed = (rows.len() as u64, due(Date::eq), due(Date::lt));
        assert_eq!((tally.all, tally.today, tally.late), listed, "{kind:?}");
        sum += tally.all;
    }
    let everything = waits(stage, None, None).await;
    assert_eq!(sum, everything.len() as u64);
    for load in &board.workers {
        let rows = supported(stage, Some(load.worker), None).await;
        assert!(rows.iter().all(|it| it.support.worker == load.worker));
        let paused = rows.iter().filter(|it| it.support.paused.is_some()).count();
        assert_eq!((load.rows, load.people), (rows.len() as u64, people(&rows)));
        assert_eq!((load.holding, load.paused), (holding(&rows), paused as u64));
    }
    for load in &board.disciplines {
        let rows = supported(stage, None, Some(load.discipline)).await;
        let mut disciplines = rows.iter().map(|it| it.support.discipline);
        assert!(disciplines.all(|it| it == load.discipline));
        assert_eq!((load.rows, load.people), (rows.len() as u64, people(&rows)));
        assert_eq!(load.holding, holding(&rows));
        let asked = waits(stage, Some(WaitingKind::AskedFor), Some(load.discipline)).await;
        assert_eq!(load.asked_for, asked.len() as u64);
    }
    let all = supported(stage, None, None).await.len() as u64;
    let by_worker: u64 = board.workers.iter().map(|it| it.rows).sum();
    let by_discipline: u64 = board.disciplines.iter().map(|it| it.rows).sum();
    assert_eq!((by_worker, by_discipline), (all, all));
    statuses(stage).await;
    sum
}

/// Every family stands in the list of one status, its own.
async fn statuses(stage: &Stage) {
    let all = families(stage, None).await;
    let mut listed = Vec::new();
    for status in CaseStatus::ALL {
        let of = families(stage, Some(*status)).await;
        assert!(of.iter().all(|it| it.status == Some(*status)), "{status:?}");
        listed.extend(of);
    }
    listed.sort_by(|a, b| (&a.reference, a.family).cmp(&(&b.reference, b.family)));
    assert_eq!(listed, all);
    for family in all {
        let read = stage.read(family.family).await;
        let as_at = calendar::AsAt::day(Date::MAX);
        let there = stage.store.family(&read, as_at).await.unwrap();
        assert_eq!(family.status, record::rows(&there).family.status());
    }
}

async fn families(stage: &Stage, status: Option<CaseStatus>) -> Vec<ListedFamily> {
    let filter = Filter {
        status,
        ..Filter::default()
    };
    let (mut all, mut after): (Vec<ListedFamily>, Option<Cursor>) = (Vec::new(), None);
    loop {
        let page = stage.store.families(&stage.manager, &filter, after);
        let page = page.await.unwrap();
        all.extend(page.families);
        after = page.next;
        if after.is_none() {
            assert_eq!(all.len() as u64, page.total, "{status:?}");
            return all;
        }
    }
}

async fn waits(
    stage: &Stage,
    kind: Option<WaitingKind>,
    discipline: Option<Discipline>,
) -> Vec<store::Waiting> {
    let filter = WaitingFilter {
        kind,
        discipline,
        worker: None,
    };
    waiting(stage, &stage.manager, filter).await
}

async fn supported(
    stage: &Stage,
    worker: Option<WorkerId>,
    discipline: Option<Discipline>,
) -> Vec<InCaseload> {
    let filter = CaseloadFilter { worker, discipline };
    caseload(stage, &stage.manager, filter).await
}

fn people(rows: &[InCaseload]) -> u64 {
    let people: BTreeSet<_> = rows.iter().map(|it| it.support.person).collect();
    people.len() as u64
}

fn holding(rows: &[InCaseload]) -> u64 {
    let rows = rows.iter();
    rows.filter(|it| it.support.kind == AllocationKind::Holding)
        .count() as u64
}
