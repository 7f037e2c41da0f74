//! Words of what waits: what it is, when it is due, where it is done.

use access::Act;
use calendar::{Date, day};
use govuk::{Colour, Tag};
use maud::{Markup, html};
use store::{WaitingKind, Waits};

use crate::families::words::counted;

/// What waits, in a few words.
pub(super) const fn label(kind: WaitingKind) -> &'static str {
    match kind {
        WaitingKind::Concern => "Concern to acknowledge",
        WaitingKind::ReadingAnswer => "Asked to read in an emergency",
        WaitingKind::ReadingReview => "Emergency reading to review",
        WaitingKind::AskedToStart => "Asked to start",
        WaitingKind::CallBack => "Call to return",
        WaitingKind::Consultation => "Consultation to hold",
        WaitingKind::Threshold => "Threshold to decide",
        WaitingKind::Allocation => "Nobody allocated yet",
        WaitingKind::FirstContact => "First contact to make",
        WaitingKind::NoTouch => "Accepted, no contact or holding support yet",
        WaitingKind::AskedFor => "Discipline asked for, not allocated",
        WaitingKind::Holding => "Holding support, until there is room",
        WaitingKind::NextTry => "Next gentle try",
        WaitingKind::LookAgain => "Day to look again",
        WaitingKind::Review => "Review",
        WaitingKind::FollowUp => "Follow-up call",
        WaitingKind::ClosureData => "Closure questions not answered",
    }
}

/// The form on which it is done, if there is one, and whom the policy lets do it.
pub(super) const fn form(kind: WaitingKind) -> Option<(&'static str, Act)> {
    let (form, leave) = match kind {
        WaitingKind::Concern => ("acknowledge", Act::AcknowledgeConcern),
        WaitingKind::ReadingAnswer => ("answer-reading", Act::AnswerToRead),
        WaitingKind::ReadingReview => ("review-reading", Act::ReviewReading),
        WaitingKind::AskedToStart | WaitingKind::FirstContact | WaitingKind::NextTry => {
            ("contact", Act::RecordWork)
        }
        WaitingKind::CallBack => ("call-back", Act::RecordWork),
        WaitingKind::Consultation => ("consultation", Act::RecordWork),
        WaitingKind::Threshold => ("threshold", Act::DecideThreshold),
        WaitingKind::Allocation | WaitingKind::AskedFor => ("allocate", Act::RecordWork),
        WaitingKind::Holding => ("change-support", Act::RecordWork),
        WaitingKind::Review => ("review", Act::RecordWork),
        WaitingKind::FollowUp => ("follow-up", Act::RecordWork),
        WaitingKind::NoTouch | WaitingKind::LookAgain | WaitingKind::ClosureData => return None,
    };
    Some((form, leave))
}

/// What waits in one row, with what is particular to it.
pub(super) fn what(waits: &Waits) -> String {
    match (waits.kind, waits.discipline) {
        (WaitingKind::ClosureData, _) => {
            let missing = usize::try_from(waits.missing).unwrap_or(usize::MAX);
            let questions = counted(missing, "closure question", "closure questions");
            format!("{questions} not answered")
        }
        (kind, Some(discipline)) => format!("{}: {}", label(kind), discipline.label()),
        (kind, None) => label(kind).to_owned(),
    }
}

/// How far a day is from today: "2 days late", "today", "in 3 days"; nothing without a day.
pub(super) fn distance(due: Option<Date>, today: Date) -> String {
    let Some(due) = due else {
        return String::new();
    };
    let days = |count: i32| counted(count.unsigned_abs() as usize, "day", "days");
    match day::days_between(today, due) {
        0 => "today".to_owned(),
        late @ ..0 => format!("{} late", days(late)),
        left => format!("in {}", days(left)),
    }
}

/// When something is due, and how far that is from today.
pub(super) fn due(due: Option<Date>, today: Date) -> Markup {
    let colour = match due {
        None => return html! { span.app-not-provided { "No day set" } },
        Some(due) if due < today => Colour::Orange,
        Some(due) if due == today => Colour::Yellow,
        Some(_) => Colour::Grey,
    };
    html! {
        @if let Some(due) = due { (day::in_short(due)) " " }
        (Tag::new(distance(due, today)).colour(colour))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::date;

    #[test]
    fn days_are_told_from_today() {
        let today = date(2022, 8, 30);
        let told = |day| distance(Some(date(2022, 8, day)), today);
        assert_eq!(told(30), "today");
        assert_eq!(told(29), "1 day late");
        assert_eq!(told(20), "10 days late");
        assert_eq!(told(31), "in 1 day");
        assert_eq!(distance(None, today), "");
    }
}
