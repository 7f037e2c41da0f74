//! Reaching families: from referral to consultation, to first contact, to engagement, and what stood
//! in the way.

use record::Field;
use record::lists::Obstacle;

use super::{Part, journeys, yes};
use crate::condition::Condition;
use crate::measure::Measure;

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::own("reaching");
    part.count(
        "reach.families",
        "Families with whom the team’s work is written down",
        journeys(),
        Condition::Every,
    );
    part.answers("reach.contact", &journeys(), Field::FirstContact);
    for (id, title, field) in [
        (
            "reach.contact_days",
            "Working days from consultation to first contact",
            Field::ContactDays,
        ),
        (
            "reach.consultation_days",
            "Days from referral to consultation",
            Field::ConsultationDays,
        ),
        (
            "reach.engagement_days",
            "Days from first contact to engagement",
            Field::EngagementDays,
        ),
        (
            "reach.attempts",
            "Attempts before the first contact",
            Field::AttemptsBefore,
        ),
    ] {
        part.spread(id, title, journeys(), field);
    }
    for (field, obstacle) in Field::OBSTACLES.into_iter().zip(Obstacle::ALL) {
        let id = format!("reach.obstacle.{}", obstacle.code());
        part.share(&id, obstacle.label(), journeys(), yes(field));
    }
    part.measures
}
