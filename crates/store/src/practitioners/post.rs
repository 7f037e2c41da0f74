//! The post of a worker of the team, when they are away, and what follows for a day.

use calendar::Date;
use record::lists::{Discipline, Employment, YesNo};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::WeeklyHours;
use crate::Worker;

/// What a worker of the team is there for and how much they can take on. What nobody has said is
/// empty, never zero.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Post {
    /// Their disciplines, the main one first.
    pub disciplines: Vec<Discipline>,
    /// The agency they come from, in words; empty if nothing is said.
    pub home_agency: String,
    /// Whether that agency seconds them.
    pub employment: Option<Employment>,
    /// The first day of the post.
    pub from: Option<Date>,
    /// The last day of the post; none while there is no end.
    pub until: Option<Date>,
    /// The hours they work a week.
    pub hours: Option<WeeklyHours>,
    /// How many people they support at most at a time.
    pub ceiling: Option<u16>,
    /// Whether they are qualified in social work, which the manager of the team is to be.
    pub social_work_qualified: Option<YesNo>,
}

impl Post {
    /// Whether a day is one of the post's. A post of which no days are said has every day.
    pub fn has(&self, day: Date) -> bool {
        let begun = self.from.is_none_or(|from| from <= day);
        let over = self.until.is_some_and(|until| until < day);
        begun && !over
    }
}

/// Days on which a worker of the team is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Which: made when the form was, so that sending it twice adds one.
    pub absence: Uuid,
    /// The first day.
    pub from: Date,
    /// The last day; none while nobody knows the end.
    pub until: Option<Date>,
    /// Why, in words; empty if nothing is said.
    pub reason: String,
}

impl Absence {
    /// Whether a day is one of the absence's.
    pub fn has(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A worker of the team: a practitioner or the manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practitioner {
    /// Who.
    pub worker: Worker,
    /// Their post.
    pub post: Post,
    /// When they are away, the earliest first.
    pub absences: Vec<Absence>,
}

impl Practitioner {
    /// Their main discipline, if they have one.
    pub fn discipline(&self) -> Option<Discipline> {
        self.post.disciplines.first().copied()
    }

    /// Whether the post is theirs on a day: it has begun, is not over, and they have not left.
    pub fn is_in_post(&self, day: Date) -> bool {
        self.post.has(day) && !self.worker.has_left(day)
    }

    /// Whether they are away on a day.
    pub fn is_absent(&self, day: Date) -> bool {
        self.absences.iter().any(|absence| absence.has(day))
    }

    /// Whether they are there for families on a day: in post and not away.
    pub fn is_available(&self, day: Date) -> bool {
        self.is_in_post(day) && !self.is_absent(day)
    }
}

#[cfg(test)]
mod tests {
    use access::Role;
    use calendar::date;
    use record::WorkerId;

    use super::*;

    fn someone() -> Practitioner {
        Practitioner {
            worker: Worker::new(WorkerId(Uuid::nil()), "Someone", Role::Practitioner),
            post: Post::default(),
            absences: Vec::new(),
        }
    }

    fn away(from: Date, until: Option<Date>) -> Absence {
        Absence {
            absence: Uuid::nil(),
            from,
            until,
            reason: String::new(),
        }
    }

    #[test]
    fn the_first_and_last_day_of_a_post_belong_to_it() {
        let mut who = someone();
        assert!(who.is_in_post(date(2000, 1, 1)));
        who.post.from = Some(date(2021, 2, 1));
        who.post.until = Some(date(2022, 8, 30));
        for (day, is_in_post) in [
            (date(2021, 1, 31), false),
            (date(2021, 2, 1), true),
            (date(2022, 8, 30), true),
            (date(2022, 8, 31), false),
        ] {
            assert_eq!(who.is_in_post(day), is_in_post, "{day}");
        }
    }

    #[test]
    fn whoever_has_left_is_not_in_post() {
        let mut who = someone();
        who.worker.until = Some(date(2022, 3, 31));
        assert!(who.is_available(date(2022, 3, 31)));
        assert!(!who.is_in_post(date(2022, 4, 1)));
        assert!(!who.is_available(date(2022, 4, 1)));
    }

    #[test]
    fn the_first_and_last_day_of_an_absence_belong_to_it() {
        let mut who = someone();
        who.absences = vec![
            away(date(2022, 3, 7), Some(date(2022, 3, 11))),
            away(date(2022, 6, 1), None),
        ];
        for (day, is_absent) in [
            (date(2022, 3, 6), false),
            (date(2022, 3, 7), true),
            (date(2022, 3, 11), true),
            (date(2022, 3, 12), false),
            (date(2022, 5, 31), false),
            (date(2023, 6, 1), true),
        ] {
            assert_eq!(who.is_absent(day), is_absent, "{day}");
            assert_eq!(who.is_available(day), !is_absent, "{day}");
            assert!(who.is_in_post(day));
        }
    }

    #[test]
    fn the_first_discipline_is_the_main_one() {
        let mut who = someone();
        assert_eq!(who.discipline(), None);
        who.post.disciplines = vec![Discipline::YouthWork, Discipline::DrugAndAlcohol];
        assert_eq!(who.discipline(), Some(Discipline::YouthWork));
    }
}
