//! The data sets at referral and at closure, safeguarding status, and where somebody lives.

use std::collections::BTreeMap;

use calendar::When;
use record::{
    DataSet, Dated, Fact, Family, Residence, SafeguardingStatus, Sequence, Sets, Subject,
};

use crate::{NewEntry, Refusal, rules};

/// At which point of the case a data set is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// At referral.
    Referral,
    /// At closure.
    Closure,
}

/// Answering a data set about the family or one child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerDataSet {
    /// The day.
    pub happened: When,
    /// The point of the case.
    pub at: At,
    /// About whom.
    pub of: Subject,
    /// The answers.
    pub answers: DataSet,
    /// The entry whose answers the writer had before them; nothing if there were none.
    pub seen: Option<Sequence>,
}

pub(crate) fn answer(family: &Family, act: &AnswerDataSet) -> Result<Vec<NewEntry>, Refusal> {
    rules::known_subject(family, act.of)?;
    let now: &BTreeMap<Subject, Dated<DataSet>> = match act.at {
        At::Referral => &family.baseline,
        At::Closure => &family.closure_data,
    };
    let now = now.get(&act.of);
    if now.is_some_and(|now| now.what == act.answers) {
        return Ok(Vec::new());
    }
    if now.map(|now| now.entry) != act.seen {
        return Err(Refusal::because(
            "Somebody has answered these questions since you opened the page. Their answers are \
             shown beside yours: look at both, then save again",
        ));
    }
    let sets = Sets {
        sets: vec![(act.of, act.answers.clone())],
    };
    let fact = match act.at {
        At::Referral => Fact::Baseline(sets),
        At::Closure => Fact::ClosureData(sets),
    };
    Ok(vec![NewEntry::shared(act.happened, fact)])
}

/// A child's safeguarding status, as Social Care holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SayStatus {
    /// Since when.
    pub happened: When,
    /// The status, and who told the team.
    pub status: SafeguardingStatus,
}

pub(crate) fn status(family: &Family, act: &SayStatus) -> Result<Vec<NewEntry>, Refusal> {
    fits(family, &act.status)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::SafeguardingStatus(act.status.clone()),
    )])
}

/// What any status must say.
pub(crate) fn fits(family: &Family, status: &SafeguardingStatus) -> Result<(), Refusal> {
    rules::known(family, status.person)?;
    rules::words(&status.told_by, "Say who at Social Care told you, and how")
}

/// Where somebody lives from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SayResidence {
    /// Since when.
    pub happened: When,
    /// Who lives where, and with whom.
    pub residence: Residence,
}

pub(crate) fn residence(family: &Family, act: &SayResidence) -> Result<Vec<NewEntry>, Refusal> {
    rules::known(family, act.residence.person)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Residence(act.residence.clone()),
    )])
}
