//! The book of advice: written, put right, answered and counted.

use calendar::{YearMonth, date};
use casework::{AdviceCommand, Command, HoldConsultation};
use record::lists::{CameOf, Discipline, HelpKind, Mode};
use record::{
    Advice, AdviceGiven, AdviceId, Answered, ByMonth, Consultation, ConsultationAsked, FamilyId,
    Present,
};
use store::{AskedWaiting, Draft, Error};

use crate::stage::{Stage, at, new_id, on_both, submission};

on_both![
    what_was_given_is_kept_and_put_right,
    what_was_asked_waits_until_it_is_answered,
    a_consultation_about_the_family_answers_what_was_asked,
    nobody_answers_for_another,
    sent_twice_is_written_once,
    months_are_counted_for_the_evaluation,
];

fn given(stage: &Stage) -> AdviceGiven {
    AdviceGiven {
        asked: None,
        kind: HelpKind::Consultation,
        to: "Tess Testperson, teacher".to_owned(),
        team: "Brightsea Primary".to_owned(),
        mode: Mode::Phone,
        minutes: 25,
        present: vec![Present {
            worker: Some(stage.practitioner.worker),
            words: String::new(),
            discipline: Some(Discipline::YouthWork),
        }],
        question: "How to speak with a child who is not brought to school".to_owned(),
        advice: vec![Advice {
            discipline: Some(Discipline::YouthWork),
            words: "Begin with what goes well".to_owned(),
        }],
        signposts: Vec::new(),
        came: CameOf::NothingMore,
    }
}

fn asked() -> ConsultationAsked {
    ConsultationAsked {
        family: None,
        question: "Who could get alongside this father?".to_owned(),
        disciplines: vec![Discipline::DrugAndAlcohol],
        reach: "By phone, after 3".to_owned(),
    }
}

async fn give(stage: &Stage, what: AdviceGiven) -> AdviceId {
    let leave = stage.practitioner.advise().unwrap();
    let on = date(2022, 8, 29);
    let command = AdviceCommand::Give { on, what };
    let written = stage
        .store
        .write_advice(&leave, submission(), at(10), command);
    written.await.unwrap()
}

async fn ask(stage: &Stage) -> AdviceId {
    let leave = stage.social_worker.ask().unwrap();
    let asked = stage
        .store
        .ask_for_consultation(&leave, None, submission(), at(9), asked());
    asked.await.unwrap()
}

async fn waiting(stage: &Stage) -> AskedWaiting {
    stage.store.asked_waiting(&stage.manager).await.unwrap()
}

const NOTHING: AskedWaiting = AskedWaiting {
    count: 0,
    since: None,
};

async fn what_was_given_is_kept_and_put_right(stage: Stage) {
    let first = given(&stage);
    let id = give(&stage, first.clone()).await;
    let leave = stage.manager.advise().unwrap();
    let longer = AdviceGiven {
        minutes: 40,
        ..first.clone()
    };
    let right = AdviceCommand::PutRight {
        of: id,
        on: date(2022, 8, 29),
        what: longer.clone(),
        why: "It took longer".to_owned(),
    };
    let written = stage
        .store
        .write_advice(&leave, submission(), at(11), right.clone());
    written.await.unwrap();
    let again = stage
        .store
        .write_advice(&leave, submission(), at(12), right);
    assert!(matches!(again.await, Err(Error::Refused(_))));

    let book = stage.reopened().await.advice(&leave).await.unwrap();
    let kept = book.given(id).unwrap();
    assert_eq!(kept.now.what, longer);
    assert_eq!(kept.now.why, "It took longer");
    assert_eq!(kept.now.recorded_by, stage.manager.worker);
    assert_eq!(kept.before.len(), 1);
    assert_eq!(kept.before[0].what, first);
    assert_eq!(kept.before[0].recorded_by, stage.practitioner.worker);
}

async fn what_was_asked_waits_until_it_is_answered(stage: Stage) {
    assert_eq!(waiting(&stage).await, NOTHING);
    let id = ask(&stage).await;
    let one = AskedWaiting {
        count: 1,
        since: Some(at(9)),
    };
    assert_eq!(waiting(&stage).await, one);
    let answer = AdviceGiven {
        asked: Some(id),
        ..given(&stage)
    };
    let answered = give(&stage, answer.clone()).await;
    assert_eq!(waiting(&stage).await, NOTHING);
    let leave = stage.social_worker.ask().unwrap();
    let own = stage.store.own_askings(&leave).await.unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].0.answered, Some(Answered::Given(answered)));
    assert_eq!(own[0].1.as_ref().unwrap().now.what, answer);
    // A second answer is refused; nobody else sees what was asked.
    let leave = stage.practitioner.advise().unwrap();
    let command = AdviceCommand::Give {
        on: date(2022, 8, 29),
        what: answer,
    };
    let second = stage
        .store
        .write_advice(&leave, submission(), at(12), command);
    assert!(matches!(second.await, Err(Error::Refused(_))));
}

async fn a_consultation_about_the_family_answers_what_was_asked(stage: Stage) {
    let family = stage.family("F001").await;
    let leave = stage.social_worker.ask().unwrap();
    let read = stage.read(family).await;
    let asked = stage
        .store
        .ask_for_consultation(&leave, Some(&read), submission(), at(9), asked());
    let id = asked.await.unwrap();
    assert_eq!(waiting(&stage).await.count, 1);
    let consultation = Consultation {
        time: None,
        present: given(&stage).present,
        mode: Mode::Online,
        questions: "Who could get alongside him".to_owned(),
        advice: Vec::new(),
        changes: Vec::new(),
        signposts: Vec::new(),
    };
    let command = Command::HoldConsultation(HoldConsultation {
        happened: date(2022, 8, 30).into(),
        consultation,
    });
    let write = stage.write(family).await;
    let done = stage.store.act(&write, submission(), at(13), &command);
    done.await.unwrap();
    assert_eq!(waiting(&stage).await, NOTHING);
    let own = stage.store.own_askings(&leave).await.unwrap();
    assert_eq!(own[0].0.id, id);
    let answered = Some(Answered::InTheFamily(family, at(13)));
    assert_eq!(own[0].0.answered, answered);
}

async fn nobody_answers_for_another(stage: Stage) {
    let id = ask(&stage).await;
    // Another social worker, as far as the store is concerned.
    let other = access::Viewer {
        worker: stage.evaluator.worker,
        ..stage.social_worker.clone()
    };
    let leave = other.ask().unwrap();
    let answer = stage
        .store
        .answer_own_asking(&leave, id, submission(), at(10), None);
    assert!(matches!(answer.await, Err(Error::NotFound)));
    assert_eq!(stage.store.own_askings(&leave).await.unwrap(), []);
    assert_eq!(waiting(&stage).await.count, 1);
    let leave = stage.social_worker.ask().unwrap();
    let family = FamilyId(new_id());
    let answer = stage
        .store
        .answer_own_asking(&leave, id, submission(), at(10), Some(family));
    answer.await.unwrap();
    assert_eq!(waiting(&stage).await, NOTHING);
    let own = stage.store.own_askings(&leave).await.unwrap();
    let answered = Some(Answered::CameTo(CameOf::Linked, Some(family)));
    assert_eq!(own[0].0.answered, answered);
    for nobody in [&stage.social_worker, &stage.evaluator, &stage.administrator] {
        let asked = stage.store.asked_waiting(nobody).await;
        assert!(matches!(asked, Err(Error::NotFound)));
        assert_eq!(nobody.advise(), None);
    }
}

async fn sent_twice_is_written_once(stage: Stage) {
    let leave = stage.practitioner.advise().unwrap();
    let sent = submission();
    let draft = Draft {
        id: sent,
        form: "/advice/record".to_owned(),
        saved_at: at(9),
        body: "question=What+was+typed".to_owned(),
    };
    let (service, author) = (stage.service, stage.practitioner.worker);
    let kept = stage.store.put_draft(service, author, &draft);
    kept.await.unwrap();
    let command = AdviceCommand::Give {
        on: date(2022, 8, 29),
        what: given(&stage),
    };
    let presses = (0..8).map(|_| {
        let pressed = stage
            .store
            .write_advice(&leave, sent, at(10), command.clone());
        async { pressed.await.unwrap() }
    });
    for id in futures_util::future::join_all(presses).await {
        assert_eq!(id, AdviceId(sent.0));
    }
    assert_eq!(stage.store.advice(&leave).await.unwrap().given.len(), 1);
    let drafts = stage.store.drafts(&stage.practitioner).await.unwrap();
    assert_eq!(drafts, []);
}

async fn months_are_counted_for_the_evaluation(stage: Stage) {
    let leave = stage.practitioner.advise().unwrap();
    for (on, kind, minutes) in [
        (date(2022, 7, 31), HelpKind::Coaching, 60),
        (date(2022, 8, 1), HelpKind::Consultation, 20),
        (date(2022, 8, 20), HelpKind::Consultation, 30),
        (date(2022, 8, 31), HelpKind::Consultation, 40),
    ] {
        let what = AdviceGiven {
            kind,
            minutes,
            ..given(&stage)
        };
        let command = AdviceCommand::Give { on, what };
        let written = stage
            .store
            .write_advice(&leave, submission(), at(10), command);
        written.await.unwrap();
    }
    let leave = stage.evaluator.evaluate().unwrap();
    let counted = stage.store.advice_by_month(&leave, date(2022, 8, 30));
    let month = |month| YearMonth::new(2022, month).unwrap();
    assert_eq!(
        counted.await.unwrap(),
        [
            ByMonth {
                month: month(7),
                kind: HelpKind::Coaching,
                count: 1,
                minutes: 60,
            },
            ByMonth {
                month: month(8),
                kind: HelpKind::Consultation,
                count: 2,
                minutes: 50,
            },
        ]
    );
}
