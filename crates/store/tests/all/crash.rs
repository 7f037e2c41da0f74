//! What was acknowledged is there after the program is killed, once, with its views.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Stdio;

use record::{Fact, FamilyId, Note, Sequence, ServiceId, Visibility, WorkerId};
use store::{Error, Settings, Store};
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::stage::{Stage, at, keys, note, on_both};

on_both![what_was_acknowledged_outlives_a_kill];

const ROUNDS: usize = 4;
const WRITERS: usize = 16;
/// How the child is told what to do: the store, the service, the worker, the round, the families.
const TASK: &str = "ALONGSIDE_TEST_CRASH";

async fn what_was_acknowledged_outlives_a_kill(stage: Stage) {
    let mut families = Vec::new();
    for reference in ["F001", "F002", "F003", "F004"] {
        families.push(stage.family(reference).await);
    }
    stage.store.clone().close().await;
    let mut acknowledged = BTreeMap::new();
    for round in 0..ROUNDS {
        let before = acknowledged.len();
        // Each round is killed at another moment of the work.
        write_and_be_killed(&stage, &families, round, 20 + 30 * round, &mut acknowledged).await;
        assert!(acknowledged.len() >= before + 20 + 30 * round);
        let store = stage.reopened().await;
        store.verify().await.unwrap();
        let mut texts: BTreeMap<String, Vec<(FamilyId, Sequence)>> = BTreeMap::new();
        for family in &families {
            let leave = store.authorise_read(&stage.practitioner, *family).await;
            let entries = store.entries(&leave.unwrap().unwrap()).await.unwrap();
            for entry in entries {
                if let Fact::Note(Note { text, .. }) = entry.fact {
                    let place = (*family, entry.sequence);
                    texts.entry(text).or_default().push(place);
                }
            }
        }
        for (text, place) in &acknowledged {
            assert_eq!(texts.get(text), Some(&vec![*place]), "{text}");
        }
        // What was stored and not acknowledged any more is there once as well.
        assert!(texts.values().all(|places| places.len() == 1));
        store.close().await;
    }
}

/// Starts the child, hears what it was acknowledged, and kills it after so many.
async fn write_and_be_killed(
    stage: &Stage,
    families: &[FamilyId],
    round: usize,
    after: usize,
    acknowledged: &mut BTreeMap<String, (FamilyId, Sequence)>,
) {
    let families: Vec<String> = families.iter().map(ToString::to_string).collect();
    let task = format!(
        "{} {} {} {round} {}",
        stage.url,
        stage.service,
        stage.practitioner.worker,
        families.join(" ")
    );
    let mut child = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::the_program_that_is_killed",
            "--nocapture",
        ])
        .env(TASK, task)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut heard = 0;
    while let Some(line) = lines.next_line().await.unwrap() {
        let words: Vec<&str> = line.split(' ').collect();
        let ["acknowledged", text, family, sequence, "."] = words[..] else {
            continue;
        };
        let place = (family.parse().unwrap(), Sequence(sequence.parse().unwrap()));
        assert_eq!(acknowledged.insert(text.to_owned(), place), None);
        heard += 1;
        if heard == after {
            child.start_kill().unwrap();
        }
    }
    let ended = child.wait().await.unwrap();
    assert_eq!(ended.code(), None, "the child ended by itself");
}

/// The child. On its own it does nothing: the test above starts it with a task.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[expect(
    clippy::disallowed_methods,
    reason = "the test that starts this one says what to do"
)]
async fn the_program_that_is_killed() {
    let Ok(task) = std::env::var(TASK) else {
        return;
    };
    let mut words = task.split(' ');
    let mut next = || words.next().unwrap();
    let store = Store::open(&Settings::new(next(), keys()).unwrap())
        .await
        .unwrap();
    let service: ServiceId = next().parse().unwrap();
    let worker: WorkerId = next().parse().unwrap();
    let round = next().to_owned();
    let families: Vec<FamilyId> = words.map(|word| word.parse().unwrap()).collect();
    let viewer = store
        .viewer(service, worker, calendar::date(2022, 8, 30))
        .await
        .unwrap()
        .unwrap();
    // The test runner has begun a line.
    writeln!(std::io::stdout()).unwrap();
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        let (store, viewer) = (store.clone(), viewer.clone());
        let (round, family) = (round.clone(), families[writer % families.len()]);
        writers.push(tokio::spawn(async move {
            for number in 0.. {
                let text = format!("round-{round}-writer-{writer}-note-{number}");
                let sequence = write(&store, &viewer, family, &text).await;
                let line = format!("acknowledged {text} {family} {} .\n", sequence.0);
                std::io::stdout().write_all(line.as_bytes()).unwrap();
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
}

async fn write(store: &Store, viewer: &access::Viewer, family: FamilyId, text: &str) -> Sequence {
    let press = record::SubmissionId(uuid::Uuid::new_v5(&family.0, text.as_bytes()));
    loop {
        let read = store.authorise_read(viewer, family).await.unwrap().unwrap();
        let leave = store
            .authorise_write(viewer, family)
            .await
            .unwrap()
            .unwrap();
        let last = store.entries(&read).await.unwrap().last().unwrap().sequence;
        let entry = note(text, Visibility::Team);
        match store.append(&leave, last, press, at(12), vec![entry]).await {
            Ok(done) => return done.last,
            Err(Error::Conflict { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}
