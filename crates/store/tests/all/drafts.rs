//! Drafts: their author's alone, to the letter, until they are sent.

use record::{SubmissionId, Visibility};
use store::Draft;

use crate::stage::{Stage, at, new_id, note, on_both, submission};

on_both![
    a_draft_comes_back_to_the_letter,
    a_draft_is_its_authors_alone,
    a_draft_is_replaced_under_its_id_and_the_latest_of_a_form_is_shown,
    a_draft_is_not_kept_once_its_submission_is_stored,
    a_mark_names_its_author_for_its_own_submission_only,
    what_is_kept_cannot_be_read_in_the_database,
];

const FORM: &str = "/families/1/session";

fn draft(id: SubmissionId, body: &str) -> Draft {
    Draft {
        id,
        form: FORM.to_owned(),
        saved_at: at(10),
        body: body.to_owned(),
    }
}

async fn keep(stage: &Stage, viewer: &access::Viewer, draft: &Draft) {
    let kept = stage.store.put_draft(stage.service, viewer.worker, draft);
    kept.await.unwrap();
}

async fn a_draft_comes_back_to_the_letter(stage: Stage) {
    let odd = [
        "naïve café £5",
        "“quoted” – dashed…",
        "line\r\nline\nline",
        "tab\tand\u{a0}space",
        "مرحبا",
        "👩\u{200d}👧\u{200d}👦",
        "e\u{301}",
        "\0",
        "'; drop table draft; --",
        "a&b=c+d%20",
        "<b>",
    ];
    let words: Vec<&str> = odd.iter().copied().cycle().take(2000).collect();
    for body in [words.join(" ").as_str(), "", " "] {
        let draft = draft(submission(), body);
        keep(&stage, &stage.practitioner, &draft).await;
        let store = stage.reopened().await;
        let found = store.drafts(&stage.practitioner).await.unwrap();
        assert!(found.contains(&draft));
        store
            .drop_draft(&stage.practitioner, draft.id)
            .await
            .unwrap();
        assert_eq!(store.drafts(&stage.practitioner).await.unwrap(), []);
    }
}

async fn a_draft_is_its_authors_alone(stage: Stage) {
    let id = submission();
    let mine = draft(id, "what I think");
    keep(&stage, &stage.practitioner, &mine).await;
    let mut elsewhere = stage.practitioner.clone();
    elsewhere.service = record::ServiceId(new_id());
    for other in [
        &stage.colleague,
        &stage.manager,
        &stage.administrator,
        &elsewhere,
    ] {
        assert_eq!(stage.store.drafts(other).await.unwrap(), []);
        assert_eq!(stage.store.draft_of(other, FORM).await.unwrap(), None);
        stage.store.drop_draft(other, id).await.unwrap();
    }
    // Another's draft under the same id stands beside it.
    let theirs = draft(id, "what they think");
    keep(&stage, &stage.colleague, &theirs).await;
    let of = |viewer| stage.store.draft_of(viewer, FORM);
    assert_eq!(of(&stage.practitioner).await.unwrap(), Some(mine));
    assert_eq!(of(&stage.colleague).await.unwrap(), Some(theirs));
}

async fn a_draft_is_replaced_under_its_id_and_the_latest_of_a_form_is_shown(stage: Stage) {
    let viewer = &stage.practitioner;
    let (first, second) = (submission(), submission());
    keep(&stage, viewer, &draft(first, "one")).await;
    keep(&stage, viewer, &draft(first, "one and more")).await;
    let mut later = draft(second, "another");
    later.saved_at = at(11);
    keep(&stage, viewer, &later).await;
    let found = stage.store.drafts(viewer).await.unwrap();
    assert_eq!(found, [later.clone(), draft(first, "one and more")]);
    let shown = stage.store.draft_of(viewer, FORM).await.unwrap();
    assert_eq!(shown, Some(later));
    let of_another = stage.store.draft_of(viewer, "/families/2/session").await;
    assert_eq!(of_another.unwrap(), None);
}

async fn a_draft_is_not_kept_once_its_submission_is_stored(stage: Stage) {
    let family = stage.family("F001").await;
    let id = submission();
    keep(&stage, &stage.practitioner, &draft(id, "half a note")).await;
    let other = draft(submission(), "of something else");
    keep(&stage, &stage.practitioner, &other).await;
    let (leave, last) = (stage.write(family).await, stage.last(family).await);
    let entry = note("a whole note", Visibility::Team);
    let sent = stage.store.append(&leave, last, id, at(12), vec![entry]);
    sent.await.unwrap();
    let found = stage.store.drafts(&stage.practitioner).await.unwrap();
    assert_eq!(found.len(), 1, "what was sent is no draft");
    assert_eq!(found[0], other);
    // A save that comes late leaves nothing behind.
    keep(&stage, &stage.practitioner, &draft(id, "half a note")).await;
    let found = stage.store.drafts(&stage.practitioner).await.unwrap();
    assert_eq!(found, [other]);
}

async fn a_mark_names_its_author_for_its_own_submission_only(stage: Stage) {
    let (id, worker) = (submission(), stage.practitioner.worker);
    let mark = stage.store.author_mark(stage.service, worker, id).unwrap();
    let whose = Some((stage.service, worker));
    assert_eq!(stage.store.author_of(&mark, id), whose);
    assert_eq!(stage.reopened().await.author_of(&mark, id), whose);
    assert_eq!(stage.store.author_of(&mark, submission()), None);
    for place in 0..mark.len() {
        let mut changed = mark.clone().into_bytes();
        changed[place] = if changed[place] == b'0' { b'1' } else { b'0' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(stage.store.author_of(&changed, id), None, "{place}");
    }
    for wrong in ["", "0", "zz", "é", &mark[2..], &format!("{mark}00")] {
        assert_eq!(stage.store.author_of(wrong, id), None, "{wrong}");
    }
}

async fn what_is_kept_cannot_be_read_in_the_database(stage: Stage) {
    let id = submission();
    keep(&stage, &stage.practitioner, &draft(id, "what I think")).await;
    // Whoever gives it to another worker in the database gives them nothing to read.
    let to = stage.colleague.worker.0;
    let uuid = |id: uuid::Uuid| {
        if stage.is_postgres() {
            format!("'{id}'")
        } else {
            format!("x'{}'", id.simple())
        }
    };
    let moved = format!("update draft set worker_id = {}", uuid(to));
    assert_eq!(stage.meddle(moved).await, 1);
    assert!(stage.store.drafts(&stage.colleague).await.is_err());
}
