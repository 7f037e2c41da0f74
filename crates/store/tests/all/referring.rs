//! What a referral needs of the store: a draft changed in part, the next reference, families alike.

use calendar::date;
use record::{
    DataSet, Fact, FamilyId, Household, PersonId, PersonRecord, Relation, Sheet, SubmissionId,
};
use store::{Draft, Error, Somebody};

use crate::stage::{Stage, at, new_id, on_both, submission};

on_both![
    changes_of_a_draft_at_once_are_all_kept,
    the_next_reference_is_free,
    families_alike_are_found_by_name_or_birth,
];

async fn changes_of_a_draft_at_once_are_all_kept(stage: Stage) {
    let who = &stage.social_worker;
    let id = submission();
    let draft = Draft {
        id,
        form: format!("/refer/{id}"),
        saved_at: at(9),
        body: String::new(),
    };
    let put = stage.store.put_draft(who.service, who.worker, &draft);
    put.await.unwrap();
    let mut changes = tokio::task::JoinSet::new();
    for letter in 'a'..='t' {
        let (store, who) = (stage.store.clone(), who.clone());
        let change = move |body: &str| format!("{body}{letter}");
        changes.spawn(async move {
            let changed = store.amend_draft(who.service, who.worker, id, at(10), change);
            changed.await.unwrap();
        });
    }
    changes.join_all().await;
    let kept = stage.store.draft_of(who, &draft.form).await.unwrap();
    let kept = kept.unwrap();
    let mut letters: Vec<char> = kept.body.chars().collect();
    letters.sort_unstable();
    assert_eq!(letters, ('a'..='t').collect::<Vec<_>>());
    assert_eq!(kept.saved_at, at(10));

    // Nobody else's is changed, and none that is gone.
    let amend = |worker, id: SubmissionId| {
        let store = &stage.store;
        store.amend_draft(who.service, worker, id, at(11), |_| String::new())
    };
    let other = amend(stage.manager.worker, id).await;
    assert!(matches!(other, Err(Error::NotFound)));
    stage.store.drop_draft(who, id).await.unwrap();
    let gone = amend(who.worker, id).await;
    assert!(matches!(gone, Err(Error::NotFound)));
}

async fn the_next_reference_is_free(stage: Stage) {
    let next = async || {
        let leave = stage.social_worker.open(FamilyId(new_id())).unwrap();
        stage.store.next_family_reference(&leave).await.unwrap()
    };
    assert_eq!(next().await, "F001");
    stage.family("F007").await;
    stage.family("Fern").await;
    assert_eq!(next().await, "F008");
}

async fn families_alike_are_found_by_name_or_birth(stage: Stage) {
    let family = stage.family("F001").await;
    let person = PersonRecord {
        person: PersonId(new_id()),
        relation: Relation::Child,
        reference: "C1".to_owned(),
        name: Some("Olive Invented".to_owned()),
        born: Some(date(2016, 6, 1).into()),
    };
    let household = Household {
        reference: "F001".to_owned(),
        answers: DataSet::new(Sheet::Families),
        people: vec![person],
    };
    let told = casework::NewEntry::shared(date(2022, 8, 1).into(), Fact::Household(household));
    stage.add(family, vec![told]).await;
    let alike = async |name: &str, born: Option<calendar::Date>| {
        let leave = stage.social_worker.open(FamilyId(new_id())).unwrap();
        let people = [Somebody {
            name: name.to_owned(),
            born: born.map(Into::into),
        }];
        let found = stage.store.families_alike(&leave, &people);
        found.await.unwrap()
    };
    assert_eq!(alike(" olive  INVENTED", None).await, [family]);
    let day = Some(date(2016, 6, 1));
    assert_eq!(alike("Pearl Invented", day).await, [family]);
    assert!(
        alike("Pearl Invented", Some(date(2016, 6, 2)))
            .await
            .is_empty()
    );
    assert!(alike("Pearl Invented", None).await.is_empty());
    assert!(alike("Olive Pretend", day).await.is_empty());
    assert!(alike("Olive%", day).await.is_empty());
    // A family is not alike itself.
    let leave = stage.social_worker.open(family).unwrap();
    let same = [Somebody {
        name: "Olive Invented".to_owned(),
        born: None,
    }];
    let found = stage.store.families_alike(&leave, &same).await.unwrap();
    assert!(found.is_empty());
}
