//! Reading in an emergency what is kept from somebody: asked for, answered, opened, reviewed. What was
//! asked and decided is put right by nobody, least of all by whoever reads.

use std::time::Duration;

use calendar::{Date, Stamp, day};
use record::lists::{Urgency, YesNo};
use record::{
    ChronologyEntry, Entry, Fact, Family, NoteShown, ReadingAnswer, ReadingAsked, ReadingOpened,
    ReadingReview, ReadingSoFar, ReadingStands, Sequence, Sight, Visibility, WorkerId,
};
use uuid::Uuid;

use crate::{NewEntry, Refusal, rules};

/// How long after it was raised a concern lets somebody ask.
const CONCERN_STANDS: Duration = Duration::from_hours(14 * 24);
/// How long after it was raised an immediate concern lets somebody read at once.
const IMMEDIATE_STANDS: Duration = Duration::from_hours(24);
/// Of how many days somebody may read at once.
const DAYS_AT_ONCE: i32 = 92;
/// How long what was allowed may be opened.
const OPENED_WITHIN: Duration = Duration::from_hours(24);

/// How long somebody may read, and by when it is reviewed: each service sets its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingTimes {
    /// For how many minutes.
    pub minutes: u8,
    /// After how many days it is to be reviewed.
    pub review_days: u8,
}

impl Default for ReadingTimes {
    fn default() -> Self {
        Self {
            minutes: 60,
            review_days: 1,
        }
    }
}

impl ReadingTimes {
    /// What is opened now in a session.
    fn opened(self, asked: Sequence, at: Stamp, session: Uuid) -> ReadingOpened {
        ReadingOpened {
            asked,
            at,
            until: at.plus(Duration::from_secs(60 * u64::from(self.minutes))),
            session,
            review_by: day::plus_days(at.london_date(), i32::from(self.review_days)),
        }
    }
}

/// Asking to read, or reading at once what cannot wait for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskToRead {
    /// What is asked.
    pub asked: ReadingAsked,
    /// The session to read in at once, and for how long.
    pub at_once: Option<(Uuid, ReadingTimes)>,
}

pub(crate) fn ask(family: &Family, act: &AskToRead) -> Result<Vec<NewEntry>, Refusal> {
    let asked = &act.asked;
    let Some(concern) = family.safety.concern(asked.concern) else {
        return Err(Refusal::because(
            "Say for which concern it is. If there is none yet, raise it first",
        ));
    };
    let waited = asked.at.since(concern.concern.raised);
    if waited >= CONCERN_STANDS {
        return Err(Refusal::because(
            "That concern was raised more than 14 days ago. If a child is at risk now, raise a new one",
        ));
    }
    rules::words(
        &asked.danger,
        "Say what the danger is, and what you need to know",
    )?;
    if asked.to < asked.from {
        return Err(Refusal::because("The last day cannot be before the first"));
    }
    let mut own = family.safety.readings.iter();
    if own.any(|it| it.asked.by == asked.by && goes_on(it, asked.at)) {
        return Err(Refusal::because(
            "You have asked already. Ask again once that is answered and over",
        ));
    }
    let happened = asked.at.london_date();
    let shared = |fact| NewEntry::shared(happened.into(), fact);
    let mut entries = vec![shared(Fact::ReadingAsked(asked.clone()))];
    if let Some((session, times)) = act.at_once {
        if concern.concern.urgency != Urgency::Immediate || waited >= IMMEDIATE_STANDS {
            return Err(Refusal::because(
                "What is confidential is read at once only while a child may be in danger now: for an \
                 immediate concern of the last 24 hours. Otherwise ask, and a manager answers",
            ));
        }
        if day::days_between(asked.from, asked.to) >= DAYS_AT_ONCE {
            return Err(Refusal::because(
                "At once, choose three months or less: those that matter now",
            ));
        }
        let this = rules::next(family);
        let opened = times.opened(this, asked.at, session);
        entries.push(shared(Fact::ReadingOpened(opened)));
        let kept = kept_from(family, asked, Sight::Service);
        entries.extend(kept.map(|note| shows(this, note, happened)));
    }
    Ok(entries)
}

/// Whether what was asked is under way.
fn goes_on(reading: &ReadingSoFar, now: Stamp) -> bool {
    matches!(
        reading.stands(now),
        ReadingStands::Asked | ReadingStands::Allowed(_) | ReadingStands::Open(_)
    )
}

/// What of a family somebody with `sight` may show to whoever asks: what stands and is kept from them.
pub fn kept_from<'a>(
    family: &'a Family,
    asked: &ReadingAsked,
    sight: Sight,
) -> impl Iterator<Item = &'a Entry> + use<'a> {
    let theirs = asked.sight();
    let days = asked.from..=asked.to;
    let wanted = move |seen: &&ChronologyEntry| {
        let entry = &seen.entry;
        seen.corrected_by.is_none()
            && days.contains(&entry.happened.sort_date())
            && !theirs.sees(&entry.visibility)
            && sight.sees(&entry.visibility)
            && !matches!(entry.fact, Fact::NoteShown(_))
    };
    let all = family.chronology.iter();
    all.filter(wanted).map(|seen| &seen.entry)
}

/// That an entry may be read: for the eyes of those who see the entry.
fn shows(asked: Sequence, note: &Entry, happened: Date) -> NewEntry {
    let fact = Fact::NoteShown(NoteShown {
        asked,
        note: note.sequence,
    });
    NewEntry {
        visibility: note.visibility.clone(),
        ..NewEntry::shared(happened.into(), fact)
    }
}

/// Answering somebody who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerToRead {
    /// The entry of the asking.
    pub asked: Sequence,
    /// When.
    pub at: Stamp,
    /// Who answers.
    pub by: WorkerId,
    /// Whether as a manager.
    pub manager: bool,
    /// The entries that may be read: none refuses it.
    pub notes: Vec<Sequence>,
    /// Why.
    pub words: String,
}

pub(crate) fn answer(family: &Family, act: &AnswerToRead) -> Result<Vec<NewEntry>, Refusal> {
    let reading = found(family, act.asked)?;
    if reading.asked.by == act.by {
        return Err(Refusal::because(
            "Nobody answers what they asked themselves",
        ));
    }
    if reading.opened.is_some() {
        return Err(Refusal::because(
            "It has been opened: nothing is added to it",
        ));
    }
    if reading.answers.iter().any(|it| it.what.by == act.by) {
        return Err(Refusal::because("You have answered this"));
    }
    rules::words(&act.words, "Say why")?;
    let allowed = if act.notes.is_empty() {
        YesNo::No
    } else {
        YesNo::Yes
    };
    // A worker of the team lets read what names them, and says nothing to the rest.
    if !act.manager && allowed == YesNo::No {
        return Err(Refusal::because(
            "Choose what may be read. Only a manager refuses",
        ));
    }
    let happened = act.at.london_date();
    let answer = ReadingAnswer {
        asked: act.asked,
        at: act.at,
        by: act.by,
        manager: if act.manager { YesNo::Yes } else { YesNo::No },
        allowed,
        until: act.at.plus(OPENED_WITHIN),
        words: act.words.clone(),
    };
    let mut entries = vec![NewEntry::shared(
        happened.into(),
        Fact::ReadingAnswer(answer),
    )];
    let kept = kept_from(family, &reading.asked, Sight::Team(act.by));
    let theirs = |it: &&Entry| act.manager || matches!(it.visibility, Visibility::Named(_));
    let kept: Vec<&Entry> = kept.filter(theirs).collect();
    for note in &act.notes {
        let Some(note) = kept.iter().find(|it| it.sequence == *note) else {
            return Err(Refusal::because(
                "Choose from what was asked for, and what is yours to show",
            ));
        };
        entries.push(shows(act.asked, note, happened));
    }
    Ok(entries)
}

fn found(family: &Family, asked: Sequence) -> Result<&ReadingSoFar, Refusal> {
    family
        .safety
        .reading(asked)
        .ok_or_else(|| Refusal::because("That is not in this family's chronology"))
}

/// Opening what may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenReading {
    /// The entry of the asking.
    pub asked: Sequence,
    /// When.
    pub at: Stamp,
    /// By whom.
    pub by: WorkerId,
    /// The session to read in.
    pub session: Uuid,
    /// For how long.
    pub times: ReadingTimes,
}

pub(crate) fn open(family: &Family, act: &OpenReading) -> Result<Vec<NewEntry>, Refusal> {
    let reading = found(family, act.asked)?;
    if reading.asked.by != act.by {
        return Err(Refusal::because("Only whoever asked may open it"));
    }
    match reading.stands(act.at) {
        ReadingStands::Allowed(_) => {
            let opened = act.times.opened(act.asked, act.at, act.session);
            Ok(vec![NewEntry::shared(
                act.at.london_date().into(),
                Fact::ReadingOpened(opened),
            )])
        }
        ReadingStands::Asked => Err(Refusal::because("Nobody has answered yet")),
        ReadingStands::Refused => Err(Refusal::because("It was refused")),
        _ => Err(Refusal::because(
            "The time for it is over. If a child is at risk still, ask again",
        )),
    }
}

/// Reviewing what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewReading {
    /// What was found.
    pub review: ReadingReview,
    /// When.
    pub at: Stamp,
    /// Whether there is another manager who had no part in it.
    pub another: bool,
}

pub(crate) fn review(family: &Family, act: &ReviewReading) -> Result<Vec<NewEntry>, Refusal> {
    let reading = found(family, act.review.asked)?;
    if reading.asked.by == act.review.by {
        return Err(Refusal::because("Nobody reviews what they read themselves"));
    }
    if reading.took_part(act.review.by) && act.another {
        return Err(Refusal::because(
            "You allowed it. Another manager reviews it",
        ));
    }
    match reading.stands(act.at) {
        ReadingStands::Over => {}
        ReadingStands::Reviewed => return Err(Refusal::because("It has been reviewed")),
        ReadingStands::Open(_) => {
            return Err(Refusal::because(
                "It can still be read. Review it once that is over",
            ));
        }
        _ => return Err(Refusal::because("Nothing was read")),
    }
    rules::words(&act.review.words, "Say what you found and what follows")?;
    Ok(vec![NewEntry::shared(
        act.at.london_date().into(),
        Fact::ReadingReview(act.review.clone()),
    )])
}

/// Whether somebody may read now what was shown to them: they asked, as who they still are, opened it in
/// this session, and the time is not over.
pub fn may_read(
    reading: &ReadingSoFar,
    (by, sight): (WorkerId, Sight),
    session: Uuid,
    now: Stamp,
) -> bool {
    reading.asked.by == by
        && reading.asked.sight() == sight
        && matches!(reading.stands(now), ReadingStands::Open(_))
        && reading
            .opened
            .as_ref()
            .is_some_and(|it| it.what.session == session && it.what.at <= now)
}
