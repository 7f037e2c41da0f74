//! Advocacy and legal support, and the way into services in the community.

use record::lists::{AdvocacyWith, CommunityStepCode};
use record::{Field, Sheet};

use super::{Part, all_of, yes};
use crate::condition::Condition;
use crate::measure::{Measure, Population};

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::own("advocacy");
    let spoken = || all_of(Sheet::Advocacies, "Times somebody was spoken up for");
    part.count(
        "adv.total",
        "Times somebody was spoken up for",
        spoken(),
        Condition::Every,
    );
    for with in AdvocacyWith::ALL {
        let condition = Condition::is(Field::AdvocacyKind, &[with.position()]);
        let id = format!("adv.with.{}", with.code());
        part.count(&id, with.label(), spoken(), condition);
    }
    for with in AdvocacyWith::ALL {
        let of = Population {
            condition: Condition::is(Field::AdvocacyKind, &[with.position()]),
            ..spoken()
        };
        let id = format!("adv.outcome.{}", with.code());
        part.share(&id, with.label(), of, yes(Field::AdvocacyOutcome));
    }
    part.share(
        "adv.outcome",
        "What came of it is written down",
        spoken(),
        yes(Field::AdvocacyOutcome),
    );
    part.spread(
        "adv.school.before",
        "Hours a week at school before",
        spoken(),
        Field::SchoolBefore,
    );
    part.spread(
        "adv.school.after",
        "Hours a week at school after",
        spoken(),
        Field::SchoolAfter,
    );
    community(&mut part);
    part.measures
}

fn community(part: &mut Part) {
    let referred = || {
        all_of(
            Sheet::CommunityServices,
            "Referrals to services in the community",
        )
    };
    part.count(
        "com.total",
        "Referrals to services in the community",
        referred(),
        Condition::Every,
    );
    for step in CommunityStepCode::ALL {
        let condition = Condition::is(Field::CommunityStands, &[step.position()]);
        let id = format!("com.step.{}", step.code());
        part.count(&id, step.label(), referred(), condition);
    }
    part.share(
        "com.accompanied",
        "Somebody of the team came along",
        referred(),
        yes(Field::CommunityAccompanied),
    );
    part.share(
        "com.engaging_at_closure",
        "Engaging when the case closed",
        Population {
            title: "Referrals to services in the community, of families whose case is closed",
            condition: Condition::Answered(Field::CommunityAtClosure),
            ..referred()
        },
        yes(Field::CommunityAtClosure),
    );
}
