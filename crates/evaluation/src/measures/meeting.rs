//! Sessions: held and missed, where, how and how long; who came before and after engaging.

use record::lists::{Attended, Engagedness};
use record::{Field, Sheet};

use super::{Part, all_of, yes};
use crate::condition::Condition;
use crate::measure::{Measure, Population};

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::own("sessions");
    part.count(
        "ses.total",
        "Sessions held or missed",
        all(),
        Condition::Every,
    );
    part.count(
        "ses.held",
        "Sessions held: somebody came",
        all(),
        yes(Field::MeetingHeld),
    );
    part.answers("ses.place", &held(), Field::MeetingPlace);
    part.answers("ses.mode", &held(), Field::MeetingMode);
    part.answers("ses.kind", &held(), Field::MeetingKind);
    part.answers("ses.children", &held(), Field::MeetingChildren);
    part.share(
        "ses.protection",
        "Something said bears on a child’s protection",
        held(),
        yes(Field::MeetingProtection),
    );
    part.spread(
        "ses.minutes",
        "Minutes of a session",
        held(),
        Field::MeetingMinutes,
    );
    part.sum(
        "ses.minutes.total",
        "Minutes of all sessions",
        held(),
        Field::MeetingMinutes,
    );
    part.measures.extend(attendance());
    part.measures
}

fn attendance() -> Vec<Measure> {
    let mut part = Part::own("attendance");
    let expected = || all_of(Sheet::Attendances, "People expected at sessions");
    part.count(
        "att.total",
        "People expected at sessions, counted once a session",
        expected(),
        Condition::Every,
    );
    part.answers("att", &expected(), Field::AttendanceCame);
    let missed = || {
        Condition::is(
            Field::AttendanceCame,
            &[
                Attended::WasNotBrought.position(),
                Attended::DidNotCome.position(),
            ],
        )
    };
    for (id, title, when, population) in [
        (
            "att.missed.before",
            "Missed before they engaged",
            Engagedness::Before,
            "People expected at sessions before they engaged",
        ),
        (
            "att.missed.after",
            "Missed after they engaged",
            Engagedness::After,
            "People expected at sessions after they engaged",
        ),
    ] {
        let of = Population {
            title: population,
            condition: Condition::is(Field::AttendanceWhen, &[when.position()]),
            ..expected()
        };
        part.share(id, title, of, missed());
    }
    part.share(
        "att.rebooked",
        "Another day was booked",
        Population {
            title: "People expected at a session who did not come",
            condition: Condition::Answered(Field::AttendanceRebooked),
            ..expected()
        },
        yes(Field::AttendanceRebooked),
    );
    part.measures
}

fn all() -> Population {
    all_of(
        Sheet::Meetings,
        "Sessions held or missed, emergency sessions apart",
    )
}

pub(super) fn held() -> Population {
    Population {
        title: "Sessions held, emergency sessions apart",
        condition: yes(Field::MeetingHeld),
        ..all()
    }
}
