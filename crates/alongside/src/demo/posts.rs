//! The posts of the demo's team: what each takes on, and who is away.

use calendar::date;
use record::WorkerId;
use record::lists::{Employment, YesNo};
use store::{Absence, Post, WeeklyHours};

use super::people::{BEGAN, PROFESSIONALS};
use super::{HAZEL, id, worker};

/// How many people each practitioner supports at most, in the order of the people.
const CEILINGS: [u16; 7] = [12, 10, 10, 12, 8, 12, 12];
/// The practitioner who is away on the last day of the data.
const AWAY: usize = 6;

/// The posts of practitioners and the manager.
pub(crate) fn posts() -> Vec<(WorkerId, Post)> {
    let practitioners = CEILINGS.iter().enumerate().map(|(at, ceiling)| {
        let post = Post {
            disciplines: PROFESSIONALS[at].discipline.into_iter().collect(),
            employment: Some(Employment::Own),
            from: Some(BEGAN),
            hours: Some(WeeklyHours::whole(37)),
            ceiling: Some(*ceiling),
            ..Post::default()
        };
        (worker(at), post)
    });
    let manager = Post {
        employment: Some(Employment::Own),
        from: Some(BEGAN),
        hours: Some(WeeklyHours::whole(37)),
        social_work_qualified: Some(YesNo::Yes),
        ..Post::default()
    };
    practitioners.chain([(worker(HAZEL), manager)]).collect()
}

/// Who is away, and when.
pub(crate) fn absences() -> Vec<(WorkerId, Absence)> {
    let absence = Absence {
        absence: id("absence"),
        from: date(2022, 8, 22),
        until: Some(date(2022, 9, 2)),
        reason: "Leave".to_owned(),
    };
    vec![(worker(AWAY), absence)]
}
