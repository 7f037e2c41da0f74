//! Somebody has the files of the database, and not the key.

use record::Visibility;
use store::Draft;

use crate::stage::{Stage, at, note, submission};

/// Stands in what is written, and nowhere else.
const WORDS: &str = "the lighthouse keeper's own words";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_stands_in_no_file_as_it_was_written() {
    let stage = Stage::on_sqlite().await;
    let family = stage.family("F001").await;
    let leave = stage.write(family).await;
    let notes = [
        Visibility::Shared,
        Visibility::Team,
        Visibility::Named(vec![stage.practitioner.worker]),
    ];
    let notes = notes.map(|it| note(WORDS, it)).to_vec();
    let before = stage.last(family).await;
    let done = stage
        .store
        .append(&leave, before, submission(), at(10), notes);
    done.await.unwrap();
    let draft = Draft {
        id: submission(),
        form: "/families/1/session".to_owned(),
        saved_at: at(10),
        body: format!("text={WORDS}"),
    };
    let author = stage.practitioner.worker;
    let kept = stage.store.put_draft(stage.service, author, &draft);
    kept.await.unwrap();
    // With the log of what is not in the database itself yet, and after it went there.
    assert_nowhere(&stage.url);
    let url = stage.url.clone();
    stage.store.clone().close().await;
    assert_nowhere(&url);
}

fn assert_nowhere(url: &str) {
    let file = url.strip_prefix("sqlite:").unwrap();
    let folder = std::path::Path::new(file).parent().unwrap();
    let mut read = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        read += bytes.len();
        // Its parts as well: a page of the file may end within it.
        for part in ["the lighthouse", "lighthouse keeper", "own words"] {
            let found = bytes.windows(part.len()).any(|it| it == part.as_bytes());
            assert!(!found, "{part} in {}", path.display());
        }
    }
    assert!(read > 100_000, "{read}");
}
