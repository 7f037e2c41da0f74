//! What the store has shown while a request was answered. The functions that hand out families say so
//! here, so that a page cannot forget to.

use std::sync::{Arc, Mutex, PoisonError};

use record::{FamilyId, ServiceId, WorkerId};
use uuid::Uuid;

tokio::task_local! {
    static SEEN: Arc<Mutex<Seen>>;
}

/// Who looks: somebody of a service, in a session of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looker {
    /// The service.
    pub service: ServiceId,
    /// The worker.
    pub worker: WorkerId,
    /// The session, by what its owner names it by.
    pub session: Uuid,
}

/// What was shown, and to whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    pub(crate) by: Option<Looker>,
    pub(crate) families: Vec<FamilyId>,
    pub(crate) others: i64,
    pub(crate) asked: String,
    searched: bool,
    refused: Option<FamilyId>,
}

impl Seen {
    /// Whether nobody was shown.
    pub fn is_empty(&self) -> bool {
        self.families.is_empty() && self.others == 0
    }

    /// What there is to keep of a request that ended with nothing shown: the family that was asked
    /// for. One that is not here is kept as one that is, so that the answer takes as long.
    #[must_use]
    pub fn refused(self) -> Option<Self> {
        let (by, family) = (self.by?, self.refused?);
        Some(Self {
            by: Some(by),
            families: vec![family],
            ..Self::default()
        })
    }

    /// Whether it was found by words that somebody typed.
    pub fn searched(&self) -> bool {
        self.searched
    }
}

/// Runs `work` and says what it was shown.
pub async fn watched<F: Future>(work: F) -> (F::Output, Seen) {
    let seen = Arc::<Mutex<Seen>>::default();
    let output = SEEN.scope(seen.clone(), work).await;
    let mut seen = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
    seen.families.sort_unstable();
    seen.families.dedup();
    (output, seen)
}

/// These families are handed out.
pub(crate) fn shows(families: impl IntoIterator<Item = FamilyId>) {
    note(|seen| seen.families.extend(families));
}

/// This family is not handed out to whoever asks for it.
pub(crate) fn refuses(family: FamilyId) {
    note(|seen| seen.refused = Some(family));
}

/// So many rows or entries are handed out that name no recorded family: those of the book of advice,
/// and the rows behind a figure for whoever may not go on to a family.
pub fn shows_unnamed(count: usize) {
    note(|seen| seen.others += count as i64);
}

/// What was asked for: a filter, and whether there are typed words in it.
pub(crate) fn asked(filter: &impl std::fmt::Debug, searched: bool) {
    note(|seen| {
        // A file asks for every page of a list with the same filter.
        if seen.asked.is_empty() {
            seen.asked = format!("{filter:?}");
        }
        seen.searched |= searched;
    });
}

/// Whoever asks has this session.
pub(crate) fn asks(by: Looker) {
    note(|seen| seen.by = Some(by));
}

/// Outside a request, as in a command, nobody is watched.
fn note(what: impl FnOnce(&mut Seen)) {
    let _ = SEEN.try_with(|seen| what(&mut seen.lock().unwrap_or_else(PoisonError::into_inner)));
}
