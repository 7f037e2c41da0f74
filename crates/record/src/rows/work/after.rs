//! Speaking up for people, services in the community, closure and the time after.

use calendar::Date;

use super::{NOT_APPLICABLE, TOO_EARLY, any_said, count, row_of, said, yes_no};
use crate::dictionary::{Field, Sheet};
use crate::fact::{Closure, FollowUp};
use crate::family::{Dated, Family};
use crate::lists::{ClosureReason, CommunityStepCode, FollowUpReached, FollowUpResult};
use crate::rows::Row;
use crate::value::{NonAnswer, Value};

pub(super) fn advocacies(family: &Family, rows: &mut Vec<Row>) {
    for spoken in &family.work.advocacy {
        let it = &spoken.what;
        let mut row = row_of(family, Sheet::Advocacies);
        row.set(Field::AdvocacyKind, it.with.value());
        row.set(Field::AdvocacyOutcome, yes_no(said(&it.outcome)));
        // Quarters of an hour as hours of two decimals.
        let hours = |quarters: Option<u16>| match quarters.map(|q| Value::Number(i32::from(q) * 25))
        {
            Some(hours) if hours.fits(Field::SchoolBefore) => hours,
            Some(_) => Value::UNKNOWN,
            None => NOT_APPLICABLE,
        };
        row.set(Field::SchoolBefore, hours(it.quarters_before));
        row.set(Field::SchoolAfter, hours(it.quarters_after));
        rows.push(row);
    }
}

pub(super) fn community(family: &Family, rows: &mut Vec<Row>) {
    for service in &family.work.community {
        let mut row = row_of(family, Sheet::CommunityServices);
        row.set(Field::CommunityStands, service.stands().value());
        let accompanied = service
            .steps
            .iter()
            .any(|s| s.what.step == CommunityStepCode::Accompanied);
        row.set(Field::CommunityAccompanied, yes_no(accompanied));
        row.set(
            Field::CommunityAtClosure,
            match family.closed {
                Some(day) => yes_no(service.stood(day) == CommunityStepCode::Engaging),
                None => NOT_APPLICABLE,
            },
        );
        rows.push(row);
    }
}

/// Closures that somebody decided here, and those after which a call is planned or was made.
pub(super) fn closures(family: &Family, rows: &mut Vec<Row>) {
    for (at, closed) in family.closures.iter().enumerate() {
        let it = &closed.what;
        let as_recorded = it.reason == ClosureReason::AsRecorded;
        let next = family.closures.get(at + 1).map(|c| c.happened.sort_date());
        let calls = calls(family, closed.happened.sort_date(), next);
        if as_recorded && it.follow_up.is_none() && calls.is_empty() {
            continue;
        }
        let mut row = row_of(family, Sheet::Closures);
        let decided = |value: Value| if as_recorded { Value::UNKNOWN } else { value };
        row.set(Field::ClosureGround, decided(it.reason.value()));
        row.set(
            Field::ClosureSignposts,
            decided(yes_no(any_said(&it.signposts))),
        );
        follow_up(&mut row, it, &calls);
        rows.push(row);
    }
}

/// The calls after a closure, before the case closed again.
fn calls(family: &Family, closed: Date, next: Option<Date>) -> Vec<&Dated<FollowUp>> {
    let calls = family.work.follow_ups.iter();
    calls
        .filter(|call| {
            let day = call.happened.sort_date();
            day >= closed && next.is_none_or(|next| day < next)
        })
        .collect()
}

fn follow_up(row: &mut Row, closure: &Closure, calls: &[&Dated<FollowUp>]) {
    let mut spoken = calls.iter();
    let spoke = spoken.find(|call| call.what.result == FollowUpResult::Spoke);
    let state = match (spoke, calls.last().map(|call| call.what.result)) {
        (Some(_), _) => FollowUpReached::Done,
        (None, Some(FollowUpResult::NotWanted)) => FollowUpReached::NotWanted,
        (None, Some(FollowUpResult::CannotBeFound)) => FollowUpReached::CannotBeFound,
        (None, Some(FollowUpResult::NoReply | FollowUpResult::Spoke)) => {
            FollowUpReached::NotReached
        }
        (None, None) => FollowUpReached::NotCalled,
    };
    let planned = closure.follow_up.is_some() || !calls.is_empty();
    let or_not = |value: Value| if planned { value } else { NOT_APPLICABLE };
    row.set(
        Field::FollowUpDue,
        closure.follow_up.map_or(NOT_APPLICABLE, Value::Date),
    );
    row.set(Field::FollowUpState, or_not(state.value()));
    row.set(Field::FollowUpTries, or_not(count(calls.len())));
    row.set(
        Field::FollowUpAdvice,
        spoke.map_or(NOT_APPLICABLE, |call| yes_no(said(&call.what.advice))),
    );
}

pub(super) fn predictions(family: &Family, rows: &mut Vec<Row>) {
    let calls = &family.work.follow_ups;
    for made in &family.work.predictions {
        let mut row = row_of(family, Sheet::Predictions);
        let told = calls
            .iter()
            .rev()
            .flat_map(|call| &call.what.predictions)
            .find(|told| told.prediction == made.entry);
        let spoke = calls
            .iter()
            .any(|call| call.what.result == FollowUpResult::Spoke);
        row.set(
            Field::PredictionCame,
            match told {
                Some(told) => told.result.value(),
                // They spoke, and nobody wrote down what became of it.
                None if spoke => Value::Not(NonAnswer::Missing),
                None if calls.is_empty() => TOO_EARLY,
                None => Value::UNKNOWN,
            },
        );
        rows.push(row);
    }
}

pub(super) fn feedback(family: &Family, rows: &mut Vec<Row>) {
    for given in &family.work.feedback {
        let mut row = row_of(family, Sheet::Feedback);
        row.set(Field::FeedbackGiver, given.what.from.value());
        row.set(Field::FeedbackQuote, given.what.may_quote.value());
        rows.push(row);
    }
}
