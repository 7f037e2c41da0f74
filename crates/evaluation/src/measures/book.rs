//! The book of advice: consultations, advice and coaching that are about no recorded family.

use record::{Field, Sheet};

use super::{Part, all_of, by_discipline, yes};
use crate::condition::Condition;
use crate::measure::{Measure, Population};

const BY: [Field; 6] = [
    Field::HelpDaVictims,
    Field::HelpDaPrevention,
    Field::HelpDrugAlcohol,
    Field::HelpAdultMental,
    Field::HelpChildMental,
    Field::HelpYouthWork,
];

const fn all() -> Population {
    all_of(
        Sheet::Advice,
        "Consultations, advice and coaching about no recorded family",
    )
}

/// The measures, with a line for each team or agency that help was given to.
pub(super) fn measures(teams: &[String]) -> Vec<Measure> {
    let mut part = Part::own("advising");
    part.count("book.all", "In all", all(), Condition::Every);
    part.answers("book.kind", &all(), Field::HelpedWith);
    for (field, discipline) in by_discipline(BY) {
        let id = format!("book.by.{}", discipline.code());
        part.share(&id, discipline.label(), all(), yes(field));
    }
    part.answers("book.mode", &all(), Field::HelpMode);
    part.sum("book.minutes", "Minutes in all", all(), Field::HelpMinutes);
    part.spread("book.each", "Minutes each", all(), Field::HelpMinutes);
    part.share(
        "book.signposted",
        "Other services were named",
        all(),
        yes(Field::HelpSignposts),
    );
    part.answers("book.came", &all(), Field::HelpCame);
    for team in teams {
        let given = Condition::Place(Field::HelpedTeam, team.clone());
        part.count(&format!("book.team.{team}"), team, all(), given);
    }
    part.measures
}
