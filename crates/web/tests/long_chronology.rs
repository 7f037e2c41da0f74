//! A chronology longer than a page, asked for as a browser asks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use casework::NewEntry;
use common::stage::Pilot;
use common::{family, known, seaside, write};
use record::{Correction, Fact, Note, Subject};

/// Nothing of this family is hidden from the practitioner.
const FAMILY: u128 = 2;

async fn add(pilot: &Pilot, entries: Vec<NewEntry>) {
    let last = known(pilot, FAMILY).await.sequence;
    write(pilot, FAMILY, last, entries).await;
}

/// Notes on one day, so that each page has its own.
fn notes(count: usize) -> Vec<NewEntry> {
    let note = |number: usize| Note {
        about: Subject::Family,
        text: format!("Note number {number}."),
    };
    let day = calendar::date(2022, 8, 1);
    (1..=count)
        .map(|number| NewEntry::shared(day.into(), Fact::Note(note(number))))
        .collect()
}

async fn page(pilot: &Pilot, path: &str) -> String {
    let cookie = pilot.sign_in(Role::Practitioner).await;
    pilot.get(&cookie, path).await.text().to_owned()
}

fn entries(html: &str) -> usize {
    html.matches("data-entry=\"").count()
}

#[tokio::test]
async fn the_newest_sixty_come_first_and_every_entry_is_on_a_page() {
    let pilot = seaside().await;
    let path = format!("/families/{}", family(FAMILY));
    add(&pilot, notes(130)).await;
    let all = known(&pilot, FAMILY).await.chronology.len();

    let first = page(&pilot, &path).await;
    assert_eq!(entries(&first), 60);
    let count = format!("{all} entries, newest first: showing 1 to 60");
    assert!(first.contains(&count), "{count}");
    assert!(first.contains("Note number 130.") && !first.contains("Note number 60."));
    assert!(first.contains(&format!("href=\"{path}?page=2\"")));

    let (mut seen, mut number) = (0, 0);
    while seen < all {
        number += 1;
        seen += entries(&page(&pilot, &format!("{path}?page={number}")).await);
    }
    assert_eq!((seen, number), (all, all.div_ceil(60)));
    let last = page(&pilot, &format!("{path}?page=99")).await;
    assert!(last.contains(&format!("to {all}")) && !last.contains("Older"));
}

#[tokio::test]
async fn a_filter_counts_what_it_finds_and_is_kept_from_page_to_page() {
    let pilot = seaside().await;
    let path = format!("/families/{}", family(FAMILY));
    add(&pilot, notes(70)).await;
    let all = known(&pilot, FAMILY).await.chronology;
    let found = all.iter().filter(|seen| seen.entry.fact.kind() == "note");
    let found = found.count();
    let first = page(&pilot, &format!("{path}?kind=note")).await;
    let count = format!(
        "{found} of {} entries, newest first: showing 1 to 60",
        all.len()
    );
    assert!(first.contains(&count), "{count}");
    assert!(first.contains(&format!("href=\"{path}?kind=note&amp;page=2\"")));
    let second = page(&pilot, &format!("{path}?kind=note&page=2")).await;
    assert_eq!(entries(&second), found - 60);
    assert!(second.contains(&format!("href=\"{path}?kind=note\"")));
    for nonsense in ["0", "two"] {
        pilot
            .is_no_page_for(Role::Practitioner, &format!("{path}?page={nonsense}"))
            .await;
    }
    pilot
        .is_no_page_for(Role::Evaluator, &format!("{path}?page=2"))
        .await;
}

#[tokio::test]
async fn a_correction_leads_to_the_page_of_what_it_corrects() {
    let pilot = seaside().await;
    let path = format!("/families/{}", family(FAMILY));
    add(&pilot, notes(70)).await;
    let all = known(&pilot, FAMILY).await.chronology;
    let text = |fact: &Fact| match fact {
        Fact::Note(note) => note.text.clone(),
        _ => String::new(),
    };
    let first = all
        .iter()
        .find(|seen| text(&seen.entry.fact) == "Note number 1.");
    let of = first.unwrap().entry.sequence;
    let right = NewEntry {
        correction: Some(Correction {
            of,
            why: "It was another day".to_owned(),
        }),
        ..NewEntry::shared(calendar::date(2022, 8, 2).into(), notes(1).remove(0).fact)
    };
    add(&pilot, vec![right]).await;
    let newest = page(&pilot, &path).await;
    assert!(newest.contains(&format!("href=\"{path}?page=2#entry-")));
    let older = page(&pilot, &format!("{path}?page=2")).await;
    assert!(older.contains(&format!("href=\"{path}#entry-")));
}
