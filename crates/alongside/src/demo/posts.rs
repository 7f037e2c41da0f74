//! What the invented people of the demo's team can take on: as in the pilot, three are seconded by
//! partners and several work part of the week.

use calendar::date;
use record::WorkerId;
use record::lists::{Discipline, Employment, YesNo};
use store::{Absence, Post, WeeklyHours};

use super::people::BEGAN;
use super::{id, worker};

/// A post of the demo.
pub(crate) struct KnownPost {
    agency: &'static str,
    employment: Employment,
    hours: u16,
    ceiling: Option<u16>,
    social_work_qualified: YesNo,
}

const fn practitioner(
    agency: &'static str,
    employment: Employment,
    hours: u16,
    ceiling: u16,
) -> KnownPost {
    KnownPost {
        agency,
        employment,
        hours,
        ceiling: Some(ceiling),
        social_work_qualified: YesNo::No,
    }
}

/// The posts of the team, in the order of its people.
pub(crate) const POSTS: [KnownPost; 8] = [
    practitioner("Children's services", Employment::Own, 37, 12),
    practitioner("Children's services", Employment::Own, 30, 12),
    practitioner("Probation", Employment::Seconded, 37, 12),
    practitioner("Children's services", Employment::Own, 37, 14),
    practitioner("Children's services", Employment::Own, 22, 8),
    practitioner(
        "Children's mental health service",
        Employment::Seconded,
        30,
        10,
    ),
    practitioner("Youth Service", Employment::Seconded, 37, 12),
    // The manager, who supports nobody themselves.
    KnownPost {
        agency: "Children's services",
        employment: Employment::Own,
        hours: 37,
        ceiling: None,
        social_work_qualified: YesNo::Yes,
    },
];

impl KnownPost {
    /// The post, in these disciplines.
    pub(crate) fn post(&self, disciplines: Vec<Discipline>) -> Post {
        Post {
            disciplines,
            home_agency: self.agency.to_owned(),
            employment: Some(self.employment),
            from: Some(BEGAN),
            until: None,
            hours: Some(WeeklyHours::whole(self.hours)),
            ceiling: self.ceiling,
            social_work_qualified: Some(self.social_work_qualified),
        }
    }
}

/// The practitioner who is away on the last day of the data.
const AWAY: usize = 6;

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
