//! Searching the list. The words may be a person's name, so they never stand in an address: they
//! are kept here under an id, and the address holds the id.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::{Act, Viewer};
use axum::extract::State;
use axum::response::Redirect;
use axum::{Extension, Form};
use calendar::Stamp;
use record::WorkerId;
use serde::Deserialize;
use uuid::Uuid;

use super::choice::Asked;
use crate::app::Shared;
use crate::error::Problem;
use crate::session::SignedIn;

/// As long as a session can last.
const KEPT_FOR: Duration = Duration::from_hours(12);
/// A worker's latest searches: enough for a day's "back" button.
const KEPT_EACH: usize = 50;
/// Nobody's reference or name is longer.
const LONGEST: usize = 200;

struct Kept {
    by: WorkerId,
    words: String,
    at: Stamp,
}

/// The searches that may be gone back to. They are in memory only.
#[derive(Default)]
pub(super) struct Searches(Mutex<HashMap<Uuid, Kept>>);

impl Searches {
    fn keep(&self, id: Uuid, viewer: &Viewer, words: String, at: Stamp) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, search| at.since(search.at) < KEPT_FOR);
        let mut mine: Vec<_> = kept
            .iter()
            .filter(|(_, search)| search.by == viewer.worker)
            .map(|(id, search)| (search.at, *id))
            .collect();
        mine.sort_unstable();
        for (_, oldest) in mine.iter().rev().skip(KEPT_EACH - 1) {
            kept.remove(oldest);
        }
        let by = viewer.worker;
        kept.insert(id, Kept { by, words, at });
    }

    /// The words of a search of this viewer's.
    pub(super) fn words(&self, id: Uuid, viewer: &Viewer, now: Stamp) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let search = kept.get(&id)?;
        let theirs = search.by == viewer.worker && now.since(search.at) < KEPT_FOR;
        theirs.then(|| search.words.clone())
    }
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    words: String,
    #[serde(flatten)]
    asked: Asked,
}

/// Keeps the words and goes to the list they find.
pub(super) async fn search(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Extension(searches): Extension<Arc<Searches>>,
    Form(wanted): Form<Wanted>,
) -> Result<Redirect, Problem> {
    if !viewer.may(Act::ListFamilies) {
        return Err(Problem::NotFound);
    }
    let mut choice = wanted.asked.choice()?.first_page();
    let words: String = wanted.words.trim().chars().take(LONGEST).collect();
    choice.search = (!words.is_empty()).then(|| (app.setup.new_id)());
    if let Some(id) = choice.search {
        searches.keep(id, &viewer, words, app.now());
    }
    Ok(Redirect::to(&choice.address("/families")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::Role;
    use record::ServiceId;

    fn viewer(worker: u128) -> Viewer {
        Viewer {
            worker: WorkerId(Uuid::from_u128(worker)),
            name: String::new(),
            role: Role::Practitioner,
            service: ServiceId(Uuid::nil()),
            team: None,
        }
    }

    #[test]
    fn a_search_is_its_own_workers_for_a_day_and_the_oldest_go_first() {
        let searches = Searches::default();
        let at = Stamp::from_london(calendar::date(2022, 8, 30), 9, 0).unwrap();
        for n in 0..60 {
            let at = at.plus(Duration::from_secs(n));
            searches.keep(
                Uuid::from_u128(n.into()),
                &viewer(1),
                format!("search {n}"),
                at,
            );
        }
        let words = |n, worker, at| searches.words(Uuid::from_u128(n), &viewer(worker), at);
        assert_eq!(words(59, 1, at).as_deref(), Some("search 59"));
        assert_eq!(words(10, 1, at).as_deref(), Some("search 10"));
        assert_eq!(words(9, 1, at), None);
        assert_eq!(words(59, 2, at), None);
        assert_eq!(
            words(59, 1, at.plus(KEPT_FOR + Duration::from_mins(1))),
            None
        );
    }
}
