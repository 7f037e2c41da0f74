//! Families that only named people see: to everybody else they are not there.

use access::{Role, Viewer};
use calendar::{AsAt, date};
use casework::{Command, Lifter, NewEntry, Restrict};
use record::lists::{AllocationKind, Discipline, FeedbackFrom, RestrictedFor, YesNo};
use record::{
    Allocation, CaseHolder, ConsultationAsked, Fact, FamilyId, Feedback, PersonId, Restriction,
    Visibility, WorkerId,
};
use store::{CaseloadFilter, Error, Filter, WaitingFilter, Worker};

use crate::homes::{on, parent, referral};
use crate::stage::{Stage, at, new_id, on_both, submission};

on_both!(
    nobody_else_lists_finds_counts_or_opens_it,
    those_who_work_with_it_are_named_by_their_work,
    it_is_lifted_again,
    what_is_asked_about_it_is_kept_with_it,
    managers_see_it_when_none_who_is_named_is_left,
    figures_count_it_and_no_row_leads_to_it,
    a_workbook_tells_nothing_of_it,
    the_views_can_be_checked_and_written_anew,
    a_quote_that_waits_for_words_waits_for_those_who_see_it,
);

const TODAY: calendar::Date = date(2022, 8, 30);

fn named(people: &[&Viewer]) -> Restriction {
    Restriction {
        ground: Some(RestrictedFor::Relative),
        named: people.iter().map(|it| it.worker).collect(),
        reason: "Her sister works here".to_owned(),
    }
}

async fn restrict(stage: &Stage, family: FamilyId, restriction: Restriction) {
    let leave = stage.store.authorise_write(&stage.manager, family).await;
    let command = Command::Restrict(Restrict {
        happened: TODAY.into(),
        restriction,
        lifter: Lifter::Named,
    });
    let leave = leave.unwrap().unwrap();
    let done = stage.store.act(&leave, submission(), at(12), &command);
    done.await.unwrap();
}

fn allocation(person: PersonId, worker: WorkerId) -> Fact {
    Fact::Allocation(Allocation {
        person,
        discipline: Discipline::DrugAndAlcohol,
        worker,
        kind: AllocationKind::Full,
        frequency: String::new(),
        reason: String::new(),
    })
}

/// A family with somebody to support and something that waits, the colleague's to see to.
async fn supported(stage: &Stage, reference: &str) -> FamilyId {
    let family = stage.family(reference).await;
    let parent = parent(stage, family).await;
    let holder = Fact::CaseHolder(CaseHolder {
        worker: stage.social_worker.worker,
        team: stage.team,
    });
    let facts = [
        holder,
        referral(parent, &[Discipline::DrugAndAlcohol]),
        allocation(parent, stage.colleague.worker),
    ];
    let entries = facts.map(|fact| on(date(2022, 8, 1), fact));
    stage.add(family, entries.into()).await;
    family
}

/// How many families, rows of the caseload, things that wait, and the sums of the board.
async fn counts(stage: &Stage, viewer: &Viewer) -> Vec<u64> {
    let store = &stage.store;
    let (every, each, all) = <(Filter, CaseloadFilter, WaitingFilter)>::default();
    let families = store.families(viewer, &every, None).await.unwrap();
    assert_eq!(families.total as usize, families.families.len());
    let caseload = store.caseload(viewer, &each, None).await.unwrap();
    let waiting = store.waiting(viewer, &all, None).await.unwrap();
    let mut counts = vec![families.total, caseload.total, waiting.total];
    if viewer.role == Role::SocialWorker {
        return counts;
    }
    for board in [
        store.board(viewer, TODAY).await.unwrap(),
        store.board_as_at(viewer, TODAY).await.unwrap(),
        // On an earlier day families are folded as at that day.
        store.board_as_at(viewer, date(2022, 8, 1)).await.unwrap(),
    ] {
        counts.push(board.waiting.iter().map(|it| it.all).sum());
        counts.push(board.workers.iter().map(|it| it.rows).sum());
        counts.push(
            board
                .disciplines
                .iter()
                .map(|it| it.rows + it.asked_for)
                .sum(),
        );
    }
    let loads = store.worker_loads(viewer).await.unwrap();
    counts.push(loads.iter().map(|it| it.rows).sum());
    counts
}

async fn sees(stage: &Stage, viewer: &Viewer, family: FamilyId) -> bool {
    let store = &stage.store;
    let read = store.authorise_read(viewer, family).await.unwrap();
    let write = store.authorise_write(viewer, family).await.unwrap();
    assert_eq!(read.is_some(), write.is_some());
    read.is_some()
}

async fn nobody_else_lists_finds_counts_or_opens_it(stage: Stage) {
    stage.family("F001").await;
    let before = counts(&stage, &stage.practitioner).await;
    let family = supported(&stage, "F002").await;
    let with = counts(&stage, &stage.practitioner).await;
    assert_ne!(before, with);
    restrict(&stage, family, named(&[&stage.manager])).await;
    assert_eq!(counts(&stage, &stage.practitioner).await, before);
    assert_eq!(counts(&stage, &stage.manager).await, with);
    assert!(!sees(&stage, &stage.practitioner, family).await);
    assert!(sees(&stage, &stage.manager, family).await);
    for search in ["F002", "Colin"] {
        let filter = Filter {
            search: search.to_owned(),
            ..Filter::default()
        };
        for (viewer, found) in [(&stage.practitioner, 0), (&stage.manager, 1)] {
            let page = stage.store.families(viewer, &filter, None).await.unwrap();
            assert_eq!(page.total, found, "{search}");
        }
    }
    let of = ["F001", "F002"];
    let of = stage.store.families_of(&stage.practitioner, &of).await;
    assert_eq!(of.unwrap()[1], None);
    // A page of a list does not begin after what is not there.
    let after = Some(store::Cursor(family));
    let (every, all) = <(Filter, WaitingFilter)>::default();
    let page = stage.store.families(&stage.practitioner, &every, after);
    assert!(matches!(page.await, Err(Error::NotFound)));
    let after = Some(store::Place { family, nr: 1 });
    let page = stage.store.waiting(&stage.practitioner, &all, after);
    assert!(matches!(page.await, Err(Error::NotFound)));
    let restricted = stage
        .store
        .restricted_families(&stage.manager)
        .await
        .unwrap();
    assert_eq!(restricted, [family]);
    let refused = stage.store.restricted_families(&stage.practitioner).await;
    assert!(matches!(refused, Err(Error::NotFound)));
}

async fn those_who_work_with_it_are_named_by_their_work(stage: Stage) {
    let family = supported(&stage, "F001").await;
    restrict(&stage, family, named(&[&stage.manager])).await;
    assert!(sees(&stage, &stage.colleague, family).await);
    assert!(sees(&stage, &stage.social_worker, family).await);
    let own = counts(&stage, &stage.colleague).await;
    assert_eq!(own, counts(&stage, &stage.manager).await);
    // Whoever is given work with it sees it from then on.
    let write = stage.store.authorise_write(&stage.manager, family).await;
    let write = write.unwrap().unwrap();
    let read = stage.store.authorise_read(&stage.manager, family).await;
    let read = read.unwrap().unwrap();
    let known = stage.store.family(&read, AsAt::day(TODAY)).await.unwrap();
    let fact = allocation(known.people[0].person, stage.practitioner.worker);
    let entries = vec![on(TODAY, fact)];
    let done = stage
        .store
        .append(&write, known.sequence, submission(), at(13), entries);
    done.await.unwrap();
    assert!(sees(&stage, &stage.practitioner, family).await);
}

async fn it_is_lifted_again(stage: Stage) {
    let family = supported(&stage, "F001").await;
    let before = counts(&stage, &stage.practitioner).await;
    restrict(&stage, family, named(&[&stage.manager])).await;
    let lifted = Restriction {
        ground: None,
        named: Vec::new(),
        reason: "She left".to_owned(),
    };
    restrict(&stage, family, lifted).await;
    assert!(sees(&stage, &stage.practitioner, family).await);
    assert_eq!(counts(&stage, &stage.practitioner).await, before);
    let restricted = stage.store.restricted_families(&stage.manager).await;
    assert_eq!(restricted.unwrap(), []);
}

async fn what_is_asked_about_it_is_kept_with_it(stage: Stage) {
    let family = supported(&stage, "F001").await;
    let ask = stage.social_worker.ask().unwrap();
    let about = stage
        .store
        .authorise_read(&stage.social_worker, family)
        .await;
    let about = about.unwrap().unwrap();
    let asked = ConsultationAsked {
        family: None,
        question: "How do we go on?".to_owned(),
        disciplines: Vec::new(),
        reach: "on Tuesdays".to_owned(),
    };
    let done = stage
        .store
        .ask_for_consultation(&ask, Some(&about), submission(), at(11), asked);
    done.await.unwrap();
    restrict(&stage, family, named(&[&stage.manager])).await;
    for (viewer, seen) in [
        (&stage.practitioner, 0),
        (&stage.colleague, 1),
        (&stage.manager, 1),
    ] {
        let book = stage.store.advice(&viewer.advise().unwrap()).await.unwrap();
        assert_eq!(book.asked.len(), seen);
        let waiting = stage.store.asked_waiting(viewer).await.unwrap();
        assert_eq!(
            (waiting.count, waiting.since.is_some()),
            (seen as u64, seen > 0)
        );
    }
    let own = stage.store.own_askings(&ask).await.unwrap();
    assert_eq!(own.len(), 1);
}

async fn managers_see_it_when_none_who_is_named_is_left(stage: Stage) {
    let family = supported(&stage, "F001").await;
    let other = Viewer {
        worker: WorkerId(new_id()),
        name: "Another Manager".to_owned(),
        ..stage.manager.clone()
    };
    let set_up = stage.administrator.set_up().unwrap();
    let put = |worker| stage.store.put_worker(&set_up, worker, at(12));
    put(Worker::from(&other)).await.unwrap();
    restrict(&stage, family, named(&[&stage.manager])).await;
    assert!(!sees(&stage, &other, family).await);
    let leaving = Worker {
        until: Some(TODAY),
        ..Worker::from(&stage.manager)
    };
    put(leaving).await.unwrap();
    assert!(sees(&stage, &other, family).await);
    assert!(!sees(&stage, &stage.practitioner, family).await);
    let another_role = Worker {
        role: Role::Practitioner,
        ..Worker::from(&other)
    };
    put(another_role).await.unwrap();
    assert!(!sees(&stage, &other, family).await);
}

async fn figures_count_it_and_no_row_leads_to_it(stage: Stage) {
    stage.family("F001").await;
    let family = stage.family("F002").await;
    let as_at = AsAt::day(TODAY);
    let counted = async |viewer: &Viewer| {
        let leave = viewer.evaluate().unwrap();
        let parts = stage.store.cohort_parts(&leave, as_at).await.unwrap();
        (parts.packed.concat(), parts.refold)
    };
    let before = counted(&stage.practitioner).await;
    restrict(&stage, family, named(&[&stage.manager])).await;
    for viewer in [&stage.practitioner, &stage.manager, &stage.evaluator] {
        let after = counted(viewer).await;
        assert_eq!(after, before);
    }
    let kept = stage.store.kept_references(&stage.practitioner).await;
    assert_eq!(kept.unwrap().into_iter().collect::<Vec<_>>(), ["F002"]);
    let kept = stage.store.kept_references(&stage.manager).await;
    assert!(kept.unwrap().is_empty());
}

async fn a_workbook_tells_nothing_of_it(stage: Stage) {
    let family = stage.family("F001").await;
    let other = Viewer {
        worker: WorkerId(new_id()),
        name: "Another Manager".to_owned(),
        ..stage.manager.clone()
    };
    let set_up = stage.administrator.set_up().unwrap();
    let put = stage
        .store
        .put_worker(&set_up, Worker::from(&other), at(12));
    put.await.unwrap();
    restrict(&stage, family, named(&[&stage.manager])).await;
    let leave = other.import().unwrap();
    let here = stage.store.count_here(&leave, ["F001"].into_iter()).await;
    assert_eq!(here.unwrap(), 0);
    // It says something else of the family, and is not told so.
    let brought = crate::stage::brought_in("F001", date(2020, 2, 3));
    let workbook = crate::stage::workbook();
    let import = stage
        .store
        .import(&leave, workbook, vec![brought].into_iter(), |_| {});
    let imported = import.await.unwrap();
    assert_eq!((imported.added, imported.alike), (0, 0));
}

async fn the_views_can_be_checked_and_written_anew(stage: Stage) {
    let family = supported(&stage, "F001").await;
    restrict(&stage, family, named(&[&stage.manager])).await;
    stage.store.verify().await.unwrap();
    stage.store.rebuild_views().await.unwrap();
    assert!(!sees(&stage, &stage.practitioner, family).await);
    stage.meddle("delete from named_view".to_owned()).await;
    // Taking people away lets nobody in; taking the restriction away is found.
    assert!(!sees(&stage, &stage.colleague, family).await);
    assert!(stage.store.verify().await.is_err());
}

async fn a_quote_that_waits_for_words_waits_for_those_who_see_it(stage: Stage) {
    let said = |words: &str, quote: &str| {
        Fact::Feedback(Feedback {
            person: None,
            from: FeedbackFrom::Parent,
            words: words.to_owned(),
            may_quote: YesNo::Yes,
            quote: quote.to_owned(),
        })
    };
    let family = stage.family("F001").await;
    let named = |fact| NewEntry {
        visibility: Visibility::Named(vec![stage.practitioner.worker]),
        ..on(TODAY, fact)
    };
    let entries = vec![
        on(TODAY, said("for all", "")),
        named(said("for one", "")),
        named(said("for one, and written", "They listened")),
    ];
    stage.add(family, entries).await;
    for (viewer, counted) in [
        (&stage.practitioner, 3),
        (&stage.colleague, 2),
        (&stage.evaluator, 3),
    ] {
        let leave = viewer.evaluate().unwrap();
        let quotes = stage.store.quotes(&leave, AsAt::day(TODAY)).await;
        assert_eq!(quotes.unwrap().len(), counted, "{:?}", viewer.name);
    }
}
