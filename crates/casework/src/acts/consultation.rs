//! Consultations and advice to professionals about a family.

use calendar::When;
use record::{Consultation, Fact, Family, ProfessionalAdvice};

use crate::{NewEntry, Refusal, rules};

/// A consultation about the family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldConsultation {
    /// The day.
    pub happened: When,
    /// The consultation.
    pub consultation: Consultation,
}

pub(crate) fn consult(family: &Family, act: &HoldConsultation) -> Result<Vec<NewEntry>, Refusal> {
    let it = &act.consultation;
    if it.present.is_empty() {
        return Err(Refusal::because("Say who was there"));
    }
    for change in &it.changes {
        rules::known(family, change.person)?;
        rules::words(
            &change.reason,
            "Say why each discipline was added or dropped",
        )?;
    }
    let said = !it.questions.trim().is_empty()
        || it.advice.iter().any(|a| !a.words.trim().is_empty())
        || !it.changes.is_empty()
        || !it.signposts.is_empty();
    if !said {
        return Err(Refusal::because(
            "Record what came of it: a question, advice, a change or a service",
        ));
    }
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Consultation(it.clone()),
    )])
}

/// Advice or coaching to a professional about the family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviseProfessional {
    /// The day.
    pub happened: When,
    /// The advice.
    pub advice: ProfessionalAdvice,
}

pub(crate) fn advise(_: &Family, act: &AdviseProfessional) -> Result<Vec<NewEntry>, Refusal> {
    rules::words(&act.advice.subject, "Say what was asked")?;
    let to = &act.advice.to;
    if to.worker.is_none() {
        rules::words(&to.words, "Say to whom")?;
    }
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::ProfessionalAdvice(act.advice.clone()),
    )])
}
