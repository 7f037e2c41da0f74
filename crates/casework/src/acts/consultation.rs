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
    fits(family, &act.consultation)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Consultation(act.consultation.clone()),
    )])
}

/// What any consultation must say.
pub(crate) fn fits(family: &Family, it: &Consultation) -> Result<(), Refusal> {
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
    Ok(())
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
    advice_fits(&act.advice)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::ProfessionalAdvice(act.advice.clone()),
    )])
}

/// What any advice to a professional must say.
pub(crate) fn advice_fits(advice: &ProfessionalAdvice) -> Result<(), Refusal> {
    rules::words(&advice.subject, "Say what was asked")?;
    match advice.to.worker {
        Some(_) => Ok(()),
        None => rules::words(&advice.to.words, "Say to whom"),
    }
}
