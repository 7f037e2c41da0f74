//! The book of advice: what may be written in it.

use calendar::Date;
use record::lists::CameOf;
use record::{
    AdviceBook, AdviceFact, AdviceGiven, AdviceId, Answered, CameOfIt, ConsultationAsked, FamilyId,
    PutRightAdvice,
};

use crate::{Refusal, rules};

/// Something a person asks to have written in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdviceCommand {
    /// Ask for a consultation.
    Ask {
        /// The day.
        on: Date,
        /// What is asked.
        what: ConsultationAsked,
    },
    /// Record help that was given.
    Give {
        /// The day it was given.
        on: Date,
        /// What was given.
        what: AdviceGiven,
    },
    /// Put right what was recorded.
    PutRight {
        /// Which.
        of: AdviceId,
        /// The day it was given.
        on: Date,
        /// What was given.
        what: AdviceGiven,
        /// Why it is put right.
        why: String,
    },
    /// Say what came of something asked or given.
    SayWhatCame {
        /// The day.
        on: Date,
        /// Of which.
        of: AdviceId,
        /// What.
        came: CameOf,
        /// The family, where it is here now.
        family: Option<FamilyId>,
    },
}

/// The longest that one consultation lasts: a day.
const LONGEST: u16 = 1440;

/// Decides a command against the book as it is: the day and what to write, nothing if it says so
/// already.
pub fn decide_advice(
    book: &AdviceBook,
    command: &AdviceCommand,
) -> Result<Option<(Date, AdviceFact)>, Refusal> {
    match command {
        AdviceCommand::Ask { on, what } => {
            rules::words(&what.question, "Say what you would like to ask")?;
            rules::words(&what.reach, "Say how and when the team can reach you")?;
            Ok(Some((*on, AdviceFact::Asked(what.clone()))))
        }
        AdviceCommand::Give { on, what } => {
            whole(what)?;
            if let Some(asked) = what.asked {
                let asking = book.asking(asked).ok_or_else(|| {
                    Refusal::because("What this answers was not asked in this service")
                })?;
                if matches!(asking.answered, Some(Answered::Given(_))) {
                    return Err(Refusal::because(
                        "This was answered meanwhile. Put that answer right, or record yours as \
                         advice of its own",
                    ));
                }
            }
            Ok(Some((*on, AdviceFact::Given(what.clone()))))
        }
        AdviceCommand::PutRight { of, on, what, why } => {
            whole(what)?;
            rules::words(why, "Say why it is put right")?;
            let given = book.given(*of).ok_or_else(not_here)?;
            if (given.now.happened, &given.now.what) == (*on, what) {
                return Err(Refusal::because(
                    "It says so already. Change what was wrong",
                ));
            }
            // What it answers is not put right: somebody was told that it was answered by this.
            let what = AdviceGiven {
                asked: given.now.what.asked,
                came: given.now.what.came,
                ..what.clone()
            };
            let fact = AdviceFact::PutRight(PutRightAdvice {
                of: *of,
                given: what,
                why: why.clone(),
            });
            Ok(Some((*on, fact)))
        }
        AdviceCommand::SayWhatCame {
            on,
            of,
            came,
            family,
        } => {
            if (*came == CameOf::Linked) != family.is_some() {
                return Err(Refusal::because(
                    "Name the family by its reference if it is here now, and only then",
                ));
            }
            let same = match (book.given(*of), book.asking(*of)) {
                (Some(given), _) => (given.came, given.family) == (*came, *family),
                (None, Some(asking)) => match asking.answered {
                    Some(Answered::CameTo(now, of)) => (now, of) == (*came, *family),
                    Some(Answered::Given(_) | Answered::InTheFamily(..)) => {
                        return Err(Refusal::because("This is answered already"));
                    }
                    None => false,
                },
                (None, None) => return Err(not_here()),
            };
            let fact = AdviceFact::CameOf(CameOfIt {
                of: *of,
                came: *came,
                family: *family,
            });
            Ok((!same).then_some((*on, fact)))
        }
    }
}

fn not_here() -> Refusal {
    Refusal::because("That is not in the service's book of advice")
}

fn whole(it: &AdviceGiven) -> Result<(), Refusal> {
    rules::words(&it.to, "Say who asked")?;
    rules::words(&it.team, "Say of which team or agency they are")?;
    if it.minutes == 0 || it.minutes > LONGEST {
        return Err(Refusal::because("Say how many minutes it took: 1 or more"));
    }
    if it.present.is_empty() {
        return Err(Refusal::because("Say who of the team was there"));
    }
    rules::words(&it.question, "Say what was asked")?;
    let said = it
        .advice
        .iter()
        .any(|advice| !advice.words.trim().is_empty());
    if !said && it.signposts.is_empty() {
        return Err(Refusal::because(
            "Record the advice, or a service they were shown the way to",
        ));
    }
    Ok(())
}
