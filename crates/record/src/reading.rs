//! Reading in an emergency what is kept from somebody, as a family's chronology tells it.

use calendar::{Stamp, When};

use crate::entry::{Entry, Sequence};
use crate::fact::{Fact, NoteShown, ReadingAnswer, ReadingAsked, ReadingOpened, ReadingReview};
use crate::family::Dated;
use crate::ids::WorkerId;
use crate::lists::YesNo;

/// What somebody asked to read and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingSoFar {
    /// The entry of the asking.
    pub entry: Sequence,
    /// Its day.
    pub happened: When,
    /// What was asked.
    pub asked: ReadingAsked,
    /// The answers, latest last.
    pub answers: Vec<Dated<ReadingAnswer>>,
    /// The entries that may be read, as far as this viewer sees them.
    pub shown: Vec<Dated<NoteShown>>,
    /// That it was opened.
    pub opened: Option<Dated<ReadingOpened>>,
    /// Its review.
    pub review: Option<Dated<ReadingReview>>,
}

/// Where an emergency reading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingStands {
    /// Nobody has answered.
    Asked,
    /// It was refused.
    Refused,
    /// It may be opened until then.
    Allowed(Stamp),
    /// It was allowed, and not opened in time.
    NotOpened,
    /// It can be read until then.
    Open(Stamp),
    /// It can be read no more, and nobody has reviewed it.
    Over,
    /// Somebody has reviewed it.
    Reviewed,
}

impl ReadingSoFar {
    /// The answers that allow it.
    pub fn allowed(&self) -> impl Iterator<Item = &ReadingAnswer> {
        let answers = self.answers.iter().map(|it| &it.what);
        answers.filter(|it| it.allowed == YesNo::Yes)
    }

    /// Where it stands.
    pub fn stands(&self, now: Stamp) -> ReadingStands {
        if self.review.is_some() {
            return ReadingStands::Reviewed;
        }
        if let Some(opened) = &self.opened {
            return match opened.what.until {
                until if now < until => ReadingStands::Open(until),
                _ => ReadingStands::Over,
            };
        }
        match self.allowed().map(|it| it.until).max() {
            Some(until) if now < until => ReadingStands::Allowed(until),
            Some(_) => ReadingStands::NotOpened,
            None if self.answers.is_empty() => ReadingStands::Asked,
            None => ReadingStands::Refused,
        }
    }

    /// Whether it waits for the answer of a manager.
    pub fn waits_for_an_answer(&self) -> bool {
        let by_manager = |it: &Dated<ReadingAnswer>| it.what.manager == YesNo::Yes;
        self.opened.is_none() && !self.answers.iter().any(by_manager)
    }

    /// Whether it waits for a review.
    pub fn waits_for_a_review(&self) -> bool {
        self.opened.is_some() && self.review.is_none()
    }

    /// Whether somebody had a hand in it, by asking or by allowing it.
    pub fn took_part(&self, worker: WorkerId) -> bool {
        self.asked.by == worker || self.answers.iter().any(|it| it.what.by == worker)
    }
}

/// Takes what an entry says of an emergency reading. `origin` is the entry that it is or corrects.
pub(crate) fn apply(readings: &mut Vec<ReadingSoFar>, entry: &Entry, origin: Sequence) {
    if let Fact::ReadingAsked(asked) = &entry.fact {
        readings.push(ReadingSoFar {
            entry: origin,
            happened: entry.happened,
            asked: asked.clone(),
            answers: Vec::new(),
            shown: Vec::new(),
            opened: None,
            review: None,
        });
    }
    macro_rules! dated {
        ($what:expr) => {
            Dated {
                happened: entry.happened,
                entry: origin,
                what: $what.clone(),
            }
        };
    }
    let Some(reading) = entry
        .fact
        .goes_on_from()
        .and_then(|asked| readings.iter_mut().find(|it| it.entry == asked))
    else {
        return;
    };
    match &entry.fact {
        Fact::ReadingAnswer(it) => reading.answers.push(dated!(it)),
        Fact::NoteShown(it) => reading.shown.push(dated!(it)),
        Fact::ReadingOpened(it) => {
            reading.opened.get_or_insert(dated!(it));
        }
        Fact::ReadingReview(it) => {
            reading.review.get_or_insert(dated!(it));
        }
        _ => {}
    }
}
