//! Engagement: who took up what was offered, how far families and people have come, consent.

use record::lists::{Engaged, EngagementStage};
use record::{Field, Sheet};

use super::{Part, all_of, journeys, yes};
use crate::condition::Condition;
use crate::measure::{Measure, Population};

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::own("engagement");
    part.share(
        "eng.engaged",
        "Families that took up the support offered",
        offered(),
        Condition::is(Field::TookUp, &[Engaged::Yes.position()]),
    );
    part.count(
        "eng.families",
        "Families accepted, with work written down",
        accepted(),
        Condition::Every,
    );
    stages(&mut part, "eng.stage", &accepted(), Field::JourneyStage);
    part.share(
        "eng.stepped_back",
        "Families in which somebody stepped back",
        accepted(),
        yes(Field::SteppedBack),
    );
    part.share(
        "eng.came_back",
        "Families in which somebody who had stepped back came back",
        Population {
            title: "Families in which somebody stepped back",
            condition: yes(Field::SteppedBack),
            ..journeys()
        },
        yes(Field::CameBack),
    );
    let people = || {
        all_of(
            Sheet::SupportedPeople,
            "People with whom the team works or worked",
        )
    };
    part.count(
        "eng.people",
        "People with whom the team works or worked",
        people(),
        Condition::Every,
    );
    stages(&mut part, "eng.person", &people(), Field::PersonStage);
    part.answers("eng.consent", &people(), Field::PersonConsent);
    part.measures
}

/// Families that were offered support, whatever became of it.
fn offered() -> Population {
    let answers = [Engaged::Yes.position(), Engaged::No.position()];
    Population {
        title: "Families offered support, with work written down",
        condition: Condition::Any(vec![
            Condition::is(Field::TookUp, &answers),
            Condition::NoAnswer(Field::TookUp),
        ]),
        ..journeys()
    }
}

/// Families that were not found below the threshold: their stages add up to all of them.
fn accepted() -> Population {
    Population {
        title: "Families accepted, with work written down",
        condition: Condition::Answered(Field::JourneyStage),
        ..journeys()
    }
}

fn stages(part: &mut Part, id: &str, of: &Population, field: Field) {
    for stage in EngagementStage::ALL {
        let id = format!("{id}.{}", stage.code());
        let condition = Condition::is(field, &[stage.position()]);
        part.count(&id, stage.label(), of.clone(), condition);
    }
}
