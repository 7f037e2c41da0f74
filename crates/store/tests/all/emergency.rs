//! Reading in an emergency, what is told of it, and what takes two people.

use std::time::Duration;

use access::Role;
use calendar::{Stamp, date};
use casework::{AnswerToRead, AskToRead, Command, NewEntry, OpenReading, ReadingTimes};
use record::lists::{Reader, ReadingBasis, Urgency};
use record::{CaseHolder, Concern, Fact, FamilyId, ReadingAsked, Sequence, Visibility};
use store::{Carried, Error, MessageKind, Proposed, Worker};
use uuid::Uuid;

use crate::stage::{Stage, at, new_id, note, on_both, submission};

on_both![
    what_is_shown_and_nothing_else_is_read_while_it_may_be,
    whom_it_touches_is_told_with_the_act_and_by_e_mail_once,
    a_proposal_is_confirmed_once_by_another,
];

const SESSION: Uuid = Uuid::from_u128(71);

/// A family of the social worker with a concern and three notes: the place of each.
async fn kept(stage: &Stage) -> (FamilyId, [Sequence; 4]) {
    let family = stage.family("F001").await;
    let (worker, team) = (stage.social_worker.worker, stage.team);
    let day = date(2022, 8, 30).into();
    let concern = Concern {
        raised: at(9),
        by: stage.practitioner.worker,
        urgency: Urgency::Immediate,
        children: Vec::new(),
        time: None,
        seen: "nobody at home".to_owned(),
        done: String::new(),
        lapse: None,
    };
    let first = stage.last(family).await.0;
    let named = Visibility::Named(vec![stage.colleague.worker]);
    let entries = vec![
        NewEntry::shared(day, Fact::CaseHolder(CaseHolder { worker, team })),
        NewEntry::shared(day, Fact::Concern(concern)),
        note("for everybody", Visibility::Shared),
        note("for one", named),
        note("for the team", Visibility::Team),
    ];
    stage.add(family, entries).await;
    (family, [2, 3, 5, 4].map(|nth| Sequence(first + nth)))
}

async fn act(stage: &Stage, who: &access::Viewer, family: FamilyId, at: Stamp, command: Command) {
    let leave = stage.store.authorise_write(who, family).await;
    let leave = leave.unwrap().unwrap();
    let done = stage.store.act(&leave, submission(), at, &command);
    done.await.unwrap();
}

async fn ask(stage: &Stage, family: FamilyId, concern: Sequence, at_once: bool) -> Sequence {
    let asked = ReadingAsked {
        at: at(10),
        by: stage.social_worker.worker,
        reader: Reader::SocialWorker,
        concern,
        from: date(2022, 2, 1),
        to: date(2022, 4, 1),
        danger: "where are they?".to_owned(),
        basis: ReadingBasis::Safeguarding,
    };
    let at_once = at_once.then(|| (SESSION, ReadingTimes::default()));
    let next = Sequence(stage.last(family).await.0 + 1);
    let command = Command::AskToRead(AskToRead { asked, at_once });
    act(stage, &stage.social_worker, family, at(10), command).await;
    next
}

/// The kinds of entries that the social worker reads in a session.
async fn read(stage: &Stage, family: FamilyId, session: Uuid, now: Stamp) -> Option<Vec<Sequence>> {
    let me = &stage.social_worker;
    let leave = stage
        .store
        .authorise_read(me, family)
        .await
        .unwrap()
        .unwrap();
    let found = stage.store.emergency_reading(me, &leave, session, now);
    let found = found.await.unwrap()?;
    Some(found.entries.iter().map(|it| it.sequence).collect())
}

async fn what_is_shown_and_nothing_else_is_read_while_it_may_be(stage: Stage) {
    let (family, [concern, _, team, _]) = kept(&stage).await;
    let asked = ask(&stage, family, concern, false).await;
    assert_eq!(read(&stage, family, SESSION, at(10)).await, None);
    let answer = AnswerToRead {
        asked,
        at: at(11),
        by: stage.manager.worker,
        manager: true,
        notes: vec![team],
        words: "this one".to_owned(),
    };
    act(
        &stage,
        &stage.manager,
        family,
        at(11),
        Command::AnswerToRead(answer),
    )
    .await;
    let open = OpenReading {
        asked,
        at: at(12),
        by: stage.social_worker.worker,
        session: SESSION,
        times: ReadingTimes::default(),
    };
    act(
        &stage,
        &stage.social_worker,
        family,
        at(12),
        Command::OpenReading(open),
    )
    .await;
    assert_eq!(
        read(&stage, family, SESSION, at(12)).await,
        Some(vec![team])
    );
    assert_eq!(
        read(&stage, family, Uuid::from_u128(72), at(12)).await,
        None
    );
    assert_eq!(read(&stage, family, SESSION, at(13)).await, None);
    // What they see by themselves has not changed, nor what the lists are made of.
    let me = stage
        .store
        .authorise_read(&stage.social_worker, family)
        .await;
    let seen = stage.store.entries(&me.unwrap().unwrap()).await.unwrap();
    assert!(seen.iter().all(|it| it.visibility == Visibility::Shared));
    stage.store.verify().await.unwrap();
}

async fn told(stage: &Stage, who: &access::Viewer) -> Vec<MessageKind> {
    let unread = stage.store.unread_messages(who).await.unwrap();
    unread.into_iter().map(|it| it.kind).collect()
}

async fn whom_it_touches_is_told_with_the_act_and_by_e_mail_once(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let address = Some("c@x.test".parse().unwrap());
    let put = stage
        .store
        .put_mail_address(&leave, stage.colleague.worker, address, at(9));
    put.await.unwrap();
    let (family, [concern, _, team, named]) = kept(&stage).await;
    ask(&stage, family, concern, true).await;
    let mut shown = read(&stage, family, SESSION, at(10)).await.unwrap();
    shown.retain(|it| *it >= named);
    assert_eq!(shown, [named, team]);
    assert_eq!(
        told(&stage, &stage.manager).await,
        [MessageKind::ReadingOpened]
    );
    assert_eq!(
        told(&stage, &stage.colleague).await,
        [MessageKind::NoteShown]
    );
    assert!(told(&stage, &stage.social_worker).await.is_empty());
    let mut all = stage.store.notices(stage.service, at(10)).await.unwrap();
    all.retain(|it| it.message().is_some());
    let [notice] = &all[..] else {
        panic!("{all:?}")
    };
    assert_eq!(notice.to.as_str(), "c@x.test");
    assert!(stage.store.try_notice(notice, at(10)).await.unwrap());
    assert!(
        !stage.store.try_notice(notice, at(10)).await.unwrap(),
        "it is in hand"
    );
    stage.store.notice_sent(notice, at(10)).await.unwrap();
    let later = at(10).plus(Duration::from_hours(2));
    let again = stage.store.notices(stage.service, later).await.unwrap();
    assert!(again.iter().all(|it| it.message().is_none()));
    let me = &stage.colleague;
    stage.store.messages_read(me, at(10), at(11)).await.unwrap();
    assert!(told(&stage, me).await.is_empty());
    let all = stage.store.messages(me, at(9)).await.unwrap();
    assert_eq!(all[0].seen, Some(at(11)));
}

/// Gives somebody a password, so that they can sign in.
async fn can_sign_in(stage: &Stage, who: &access::Viewer, number: u8) {
    let leave = stage.administrator.set_up().unwrap();
    let token = store::LinkToken::new([number; 32]);
    let name = format!("somebody{number}").parse().unwrap();
    let made = stage
        .store
        .make_sign_in_link(&leave, who.worker, &name, &token, at(9));
    made.await.unwrap();
    let accepted = stage
        .store
        .accept_invitation(&token, "hash".to_owned(), at(9));
    accepted.await.unwrap().unwrap();
}

async fn a_proposal_is_confirmed_once_by_another(stage: Stage) {
    let leave = stage.administrator.set_up().unwrap();
    let become_manager = || {
        let worker = Worker::from(&stage.evaluator);
        let role = Role::Manager;
        Proposed::Role(Worker { role, ..worker })
    };
    let who = stage.evaluator.worker;
    let role = async || {
        let workers = stage.store.workers(stage.service).await.unwrap();
        let found = workers.into_iter().find(|it| it.worker == who);
        found.unwrap().role
    };
    can_sign_in(&stage, &stage.manager, 1).await;
    let id = new_id();
    for _ in 0..2 {
        let carried = stage
            .store
            .propose(&leave, (id, who), become_manager(), at(10));
        assert_eq!(carried.await.unwrap(), Carried::Waits);
    }
    let (me, manager) = (
        stage.administrator.confirm_rights().unwrap(),
        stage.manager.confirm_rights().unwrap(),
    );
    assert_eq!(
        stage.store.proposals(&manager, at(10)).await.unwrap().len(),
        1
    );
    let mine = stage.store.confirm_proposal(&me, id, at(10)).await;
    assert!(matches!(mine, Err(Error::NotFound)));
    assert_eq!(role().await, Role::Evaluator);
    let (one, two) = tokio::join!(
        stage.store.confirm_proposal(&manager, id, at(11)),
        stage.store.confirm_proposal(&manager, id, at(11)),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    assert_eq!(role().await, Role::Manager);
    // Of those who cannot sign in nobody confirms anything: there, one alone is enough.
    let other = stage.evaluator.worker;
    let back = Proposed::Role(Worker::from(&stage.evaluator));
    let gone = Worker {
        until: Some(date(2022, 8, 1)),
        ..Worker::from(&stage.manager)
    };
    stage.store.put_worker(&leave, gone, at(12)).await.unwrap();
    let carried = stage.store.propose(&leave, (new_id(), other), back, at(12));
    assert_eq!(carried.await.unwrap(), Carried::AtOnce);
    assert_eq!(role().await, Role::Evaluator);
}
