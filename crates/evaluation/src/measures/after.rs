//! Afterwards: how cases closed, the call six months on, predictions, feedback.

use record::lists::{ClosureReason, FeedbackFrom, FollowUpReached};
use record::{Field, Sheet};

use super::{Part, all_of, yes};
use crate::condition::Condition;
use crate::measure::{Measure, Population};

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::own("afterwards");
    let closures = || {
        all_of(
            Sheet::Closures,
            "Closures decided here, or followed by a call",
        )
    };
    for reason in ClosureReason::ALL {
        // What a workbook tells of no reason is unknown, not a reason.
        if *reason == ClosureReason::AsRecorded {
            continue;
        }
        let condition = Condition::is(Field::ClosureGround, &[reason.position()]);
        let id = format!("clo.ground.{}", reason.code());
        part.share(&id, reason.label(), closures(), condition);
    }
    part.share(
        "clo.signposted",
        "Other services were named at closure",
        closures(),
        yes(Field::ClosureSignposts),
    );
    follow_up(&mut part);
    let predictions = all_of(Sheet::Predictions, "Predictions made at closure");
    part.answers("pred", &predictions, Field::PredictionCame);
    feedback(&mut part);
    part.measures
}

fn follow_up(part: &mut Part) {
    // Those whose day has not come are too early, and those who want no call not applicable.
    let planned = || {
        all_of(
            Sheet::Closures,
            "Closures decided here, or followed by a call",
        )
    };
    part.answers("fup", &planned(), Field::FollowUpState);
    part.share(
        "fup.lost",
        "Not reached or not to be found",
        planned(),
        Condition::is(
            Field::FollowUpState,
            &[
                FollowUpReached::NotReached.position(),
                FollowUpReached::CannotBeFound.position(),
            ],
        ),
    );
    part.sum(
        "fup.calls",
        "Calls made or tried",
        planned(),
        Field::FollowUpTries,
    );
    part.share(
        "fup.advice",
        "One-off advice was given in the call",
        Population {
            title: "Closures after which somebody was spoken to",
            condition: Condition::Answered(Field::FollowUpAdvice),
            ..planned()
        },
        yes(Field::FollowUpAdvice),
    );
}

fn feedback(part: &mut Part) {
    for (from, title) in [
        (FeedbackFrom::Parent, "Feedback from parents and carers"),
        (
            FeedbackFrom::Child,
            "Feedback from children and young people",
        ),
    ] {
        let of = |condition| Population {
            title,
            sheet: Sheet::Feedback,
            condition,
        };
        let theirs = Condition::is(Field::FeedbackGiver, &[from.position()]);
        let id = format!("fb.{}", from.code());
        part.count(&id, title, of(theirs.clone()), Condition::Every);
        part.share(
            &format!("{id}.may_quote"),
            "May be quoted without a name",
            of(theirs),
            yes(Field::FeedbackQuote),
        );
    }
}
