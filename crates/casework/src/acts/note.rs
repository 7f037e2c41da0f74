//! Writing a note.

use calendar::When;
use record::{Fact, Family, Note, Visibility};

use crate::{NewEntry, Refusal, rules};

/// A note about the family or somebody of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteNote {
    /// The day it tells of.
    pub happened: When,
    /// The note.
    pub note: Note,
    /// Who may see it.
    pub visibility: Visibility,
}

pub(crate) fn decide(family: &Family, act: &WriteNote) -> Result<Vec<NewEntry>, Refusal> {
    fits(family, &act.note)?;
    Ok(vec![NewEntry {
        happened: act.happened,
        visibility: act.visibility.clone(),
        correction: None,
        fact: Fact::Note(act.note.clone()),
    }])
}

/// What any note must say.
pub(crate) fn fits(family: &Family, note: &Note) -> Result<(), Refusal> {
    rules::known_subject(family, note.about)?;
    rules::words(&note.text, "Write the note")
}
