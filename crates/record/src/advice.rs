//! The book of advice: the service's own chronology, of consultations and advice that are about no
//! recorded family. Its entries are never changed either; what is read is folded from them.

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Date, Stamp};
use serde::{Deserialize, Serialize};

use crate::lists::{CameOf, Discipline, HelpKind, Mode};
use crate::{Advice, AdviceId, FamilyId, Present, WorkerId};

/// Somebody asks the team for a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationAsked {
    /// A family whose case the asker holds; none if it is about no family yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<FamilyId>,
    /// What they would like to ask.
    pub question: String,
    /// Disciplines they hope to hear from; none if they leave it to the team.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disciplines: Vec<Discipline>,
    /// How and when to reach them.
    pub reach: String,
}

/// A consultation, advice or coaching that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceGiven {
    /// What was asked for before, that this answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<AdviceId>,
    /// Consultation, advice or coaching.
    pub kind: HelpKind,
    /// Who asked: their name and part.
    pub to: String,
    /// Their team or agency.
    pub team: String,
    /// In person, by phone or on screen.
    pub mode: Mode,
    /// How many minutes it took.
    pub minutes: u16,
    /// Who of the team was there, each with the discipline they spoke for.
    pub present: Vec<Present>,
    /// What was asked.
    pub question: String,
    /// Advice, by discipline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<Advice>,
    /// Services they were shown the way to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signposts: Vec<String>,
    /// What came of it, as far as it was known then.
    pub came: CameOf,
}

/// What was given, put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutRightAdvice {
    /// Which.
    pub of: AdviceId,
    /// What it should have said.
    pub given: AdviceGiven,
    /// Why.
    pub why: String,
}

/// What came of something asked or given, once it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameOfIt {
    /// Of which.
    pub of: AdviceId,
    /// What.
    pub came: CameOf,
    /// The family, where it is here now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<FamilyId>,
}

/// What an entry of the book says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceFact {
    /// Somebody asked for a consultation.
    Asked(ConsultationAsked),
    /// Help was given.
    Given(AdviceGiven),
    /// What was given is put right.
    PutRight(PutRightAdvice),
    /// What came of something earlier.
    CameOf(CameOfIt),
}

/// An entry of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceEntry {
    /// Which.
    pub id: AdviceId,
    /// The day it happened.
    pub happened: Date,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// By whom.
    pub recorded_by: WorkerId,
    /// What it says.
    pub fact: AdviceFact,
    /// For something asked about a family: when a consultation about that family was recorded in
    /// the family's own chronology.
    pub consulted_at: Option<Stamp>,
}

/// The book as its entries tell it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdviceBook {
    /// What was asked for, the earliest first.
    pub asked: Vec<Asking>,
    /// What was given, in the order of recording.
    pub given: Vec<Given>,
}

/// Something asked for, and what has come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Which.
    pub id: AdviceId,
    /// When it was asked.
    pub at: Stamp,
    /// By whom.
    pub by: WorkerId,
    /// What.
    pub what: ConsultationAsked,
    /// How it was answered; nothing while it waits.
    pub answered: Option<Answered>,
}

/// How something asked for was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// By advice in this book.
    Given(AdviceId),
    /// By a consultation in the chronology of the family it is about.
    InTheFamily(FamilyId, Stamp),
    /// It led to this family's referral, or to nothing more.
    CameTo(CameOf, Option<FamilyId>),
}

/// What was given, as it stands after every correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Which.
    pub id: AdviceId,
    /// What is said of it now.
    pub now: Version,
    /// What was said before, the latest last.
    pub before: Vec<Version>,
    /// What came of it.
    pub came: CameOf,
    /// The family it is linked to.
    pub family: Option<FamilyId>,
}

/// What was said of help that was given, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The day of the help.
    pub happened: Date,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// By whom.
    pub recorded_by: WorkerId,
    /// What was given.
    pub what: AdviceGiven,
    /// Why it puts right what was said before; empty for the first.
    pub why: String,
}

impl AdviceEntry {
    /// The family it names, if it does.
    fn family(&self) -> Option<FamilyId> {
        match &self.fact {
            AdviceFact::Asked(it) => it.family,
            AdviceFact::CameOf(it) => it.family,
            AdviceFact::Given(_) | AdviceFact::PutRight(_) => None,
        }
    }

    /// The earlier entry it goes on from, if it does.
    fn goes_on_from(&self) -> Option<AdviceId> {
        match &self.fact {
            AdviceFact::Asked(_) => None,
            AdviceFact::Given(it) => it.asked,
            AdviceFact::PutRight(it) => Some(it.of),
            AdviceFact::CameOf(it) => Some(it.of),
        }
    }
}

/// The entries without those about some families: what was asked, what was given, put right and
/// came of it goes together.
pub fn advice_without(
    entries: Vec<AdviceEntry>,
    of: impl Fn(FamilyId) -> bool,
) -> Vec<AdviceEntry> {
    let mut begun: BTreeMap<AdviceId, AdviceId> = BTreeMap::new();
    let mut without = BTreeSet::new();
    for entry in &entries {
        let from = entry.goes_on_from();
        let first = from.and_then(|it| begun.get(&it)).copied();
        let first = first.unwrap_or(entry.id);
        begun.insert(entry.id, first);
        if entry.family().is_some_and(&of) {
            without.insert(first);
        }
    }
    let stays = |it: &AdviceEntry| !without.contains(&begun[&it.id]);
    entries.into_iter().filter(stays).collect()
}

/// The book that entries tell, which stand in the order they were recorded in. An entry that names
/// nothing earlier has no effect.
pub fn advice_book(entries: &[AdviceEntry]) -> AdviceBook {
    let mut book = AdviceBook::default();
    for entry in entries {
        book.read(entry);
    }
    book
}

impl AdviceBook {
    fn read(&mut self, entry: &AdviceEntry) {
        let version = |what: &AdviceGiven, why: &str| Version {
            happened: entry.happened,
            recorded_at: entry.recorded_at,
            recorded_by: entry.recorded_by,
            what: what.clone(),
            why: why.to_owned(),
        };
        match &entry.fact {
            AdviceFact::Asked(what) => {
                let in_family = what.family.zip(entry.consulted_at);
                self.asked.push(Asking {
                    id: entry.id,
                    at: entry.recorded_at,
                    by: entry.recorded_by,
                    what: what.clone(),
                    answered: in_family.map(|(family, at)| Answered::InTheFamily(family, at)),
                });
            }
            AdviceFact::Given(what) => {
                if let Some(asking) = what.asked.and_then(|id| self.asking_mut(id)) {
                    asking.answered = Some(Answered::Given(entry.id));
                }
                self.given.push(Given {
                    id: entry.id,
                    now: version(what, ""),
                    before: Vec::new(),
                    came: what.came,
                    family: None,
                });
            }
            AdviceFact::PutRight(it) => {
                if let Some(given) = self.given.iter_mut().find(|given| given.id == it.of) {
                    let now = version(&it.given, &it.why);
                    let before = std::mem::replace(&mut given.now, now);
                    given.before.push(before);
                }
            }
            AdviceFact::CameOf(it) => {
                if let Some(given) = self.given.iter_mut().find(|given| given.id == it.of) {
                    (given.came, given.family) = (it.came, it.family);
                } else if let Some(asking) = self.asking_mut(it.of) {
                    asking.answered = Some(Answered::CameTo(it.came, it.family));
                }
            }
        }
    }

    fn asking_mut(&mut self, id: AdviceId) -> Option<&mut Asking> {
        self.asked.iter_mut().find(|asking| asking.id == id)
    }

    /// Something that was asked for.
    pub fn asking(&self, id: AdviceId) -> Option<&Asking> {
        self.asked.iter().find(|asking| asking.id == id)
    }

    /// Something that was given.
    pub fn given(&self, id: AdviceId) -> Option<&Given> {
        self.given.iter().find(|given| given.id == id)
    }

    /// What was asked for and waits, the longest first.
    pub fn waiting(&self) -> impl Iterator<Item = &Asking> {
        self.asked.iter().filter(|asking| asking.answered.is_none())
    }
}
