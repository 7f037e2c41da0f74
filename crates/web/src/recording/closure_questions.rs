//! The questions of closing that nobody has answered: the ones that the team's board counts once the
//! case is closed, and that would be missing if it closed now.

use casework::At;
use govuk::Details;
use maud::{Markup, html};
use record::lists::ClosureReason;
use record::{
    Closure, Due, Entry, Fact, Family, Field, NonAnswer, Row, Sequence, Subject, Value, Visibility,
    fold, rows,
};

use super::data_set_address;
use crate::families::words::{counted, subject};

/// Whom questions are about, and which nobody has answered.
type Unanswered = Vec<(Subject, Vec<Field>)>;

/// What nobody has answered of a family that is closed, or would be if it closed now.
fn questions(family: &Family) -> Unanswered {
    let closed = match family.closed {
        Some(_) => rows(family),
        None => rows(&as_if_closed(family)),
    };
    let missing = |row: &Row| -> Vec<Field> {
        let fields = row.sheet().fields().iter().copied();
        fields
            .filter(|field| field.due() == Due::WhenClosed)
            .filter(|field| *row.get(*field) == Value::Not(NonAnswer::Missing))
            .collect()
    };
    let mut all = vec![(Subject::Family, missing(&closed.family))];
    let children = family.children().zip(&closed.children);
    all.extend(children.map(|(child, row)| (Subject::Person(child.person), missing(row))));
    all.retain(|(_, fields)| !fields.is_empty());
    all
}

/// The family with a closure as its last entry: what is asked at closing is told by the same rule as
/// after it.
fn as_if_closed(family: &Family) -> Family {
    let mut entries: Vec<Entry> = family
        .chronology
        .iter()
        .map(|it| it.entry.clone())
        .collect();
    let Some(last) = entries.iter().max_by_key(|it| it.sequence).cloned() else {
        return family.clone();
    };
    let day = entries.iter().map(|it| it.happened.sort_date()).max();
    entries.push(Entry {
        sequence: Sequence(last.sequence.0 + 1),
        happened: day.map_or(last.happened, Into::into),
        visibility: Visibility::Shared,
        correction: None,
        fact: Fact::Closure(Closure::new(ClosureReason::Other)),
        ..last
    });
    fold(
        family.id,
        &entries,
        calendar::AsAt::day(calendar::Date::MAX),
    )
}

/// How many questions of closing are unanswered, which, and where each is answered.
pub(crate) fn unanswered(family: &Family) -> Markup {
    let questions = questions(family);
    let count = questions.iter().map(|(_, fields)| fields.len()).sum();
    html! {
        @if count == 0 {
            p.govuk-body { "Every question of closing is answered." }
        } @else {
            p.govuk-body {
                strong { (counted(count, "question of closing is", "questions of closing are")) " not answered yet." }
                " “Not known” is an answer too; a blank is not."
            }
            ul.govuk-list.govuk-list--bullet {
                @for (of, fields) in &questions {
                    li {
                        a.govuk-link href=(data_set_address(family, At::Closure, *of)) {
                            "Answer " (fields.len()) span.govuk-visually-hidden { " questions" }
                            ": " (subject(family, *of))
                        }
                    }
                }
            }
            (Details::new("Which questions", named(family, &questions)))
        }
    }
}

fn named(family: &Family, questions: &Unanswered) -> Markup {
    html! {
        @for (of, fields) in questions {
            p.govuk-body { strong { (subject(family, *of)) } }
            ul.govuk-list.govuk-list--bullet {
                @for field in fields { li { (field.title().trim_end_matches(", at closure")) } }
            }
        }
    }
}
