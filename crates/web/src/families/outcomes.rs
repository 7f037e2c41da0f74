//! Outcomes: what was so at referral beside what was so at closure, for the family and each child.

use axum::extract::{Path, Query, State};
use casework::At;
use govuk::{Cell, Extras, InsetText, Table};
use maud::{Markup, html};
use record::lists::{CaseStatus, YesNo};
use record::{Field, NonAnswer, Point, Row, Subject, Value};

use super::family::{Opened, Tab};
use super::shown::AskedDay;
use super::words::named;
use crate::app::Shared;
use crate::error::Problem;
use crate::recording::data_set_address;
use crate::session::SignedIn;

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<AskedDay>,
) -> Result<Markup, Problem> {
    let opened = Opened::open(&app, viewer, &id, &asked).await?;
    Ok(opened.page(&app, Tab::Outcomes, &content(&opened)))
}

fn content(opened: &Opened) -> Markup {
    let rows = &opened.rows;
    let closed = rows.family.status() == Some(CaseStatus::Closed);
    html! {
        @if !closed {
            (InsetText::new("The case is not closed, so there is no answer at closure yet."))
        }
        (of(opened, Subject::Family, "The family", &rows.family))
        @for (child, row) in opened.family.children().zip(&rows.children) {
            (of(opened, Subject::Person(child.person), &named(child), row))
        }
    }
}

fn of(opened: &Opened, subject: Subject, who: &str, row: &Row) -> Markup {
    html! {
        section.app-outcomes {
            h2.govuk-heading-m { (who) }
            (answering(opened, subject, who))
            (before_and_after(who, row))
            (single(who, row, Point::Referral, "Asked at referral only"))
            (single(who, row, Point::Closure, "Asked at closure only"))
        }
    }
}

/// Where the questions are answered, for those who may.
fn answering(opened: &Opened, subject: Subject, who: &str) -> Markup {
    let family = &opened.family;
    let places = [
        (At::Referral, "Answer the baseline"),
        (At::Closure, "Answer the outcomes at closure"),
    ];
    html! {
        @if opened.recorder().is_some() {
            p.app-quiet {
                @for (nth, (at, words)) in places.into_iter().enumerate() {
                    @if nth > 0 { " · " }
                    a.govuk-link href=(data_set_address(family, at, subject)) {
                        (words) span.govuk-visually-hidden { ": " (who) }
                    }
                }
            }
        }
    }
}

fn before_and_after(who: &str, row: &Row) -> Table {
    let pairs = row
        .sheet()
        .fields()
        .iter()
        .filter_map(|field| Some((*field, pair(*field)?)));
    pairs.fold(
        Table::new()
            .hidden_caption(format!("Before and after: {who}"))
            .head(["Question", "At referral", "At closure", "Change"])
            .row_headers()
            .compact()
            .class("app-table--stacks"),
        |table, (before, after)| {
            let change = Change::between(before, row.get(before), row.get(after));
            table.row([
                Cell::new(question(before)),
                answer(row, before, "At referral"),
                answer(row, after, "At closure"),
                Cell::new(change.markup()).attribute("data-name", "Change"),
            ])
        },
    )
}

fn single(who: &str, row: &Row, point: Point, title: &str) -> Markup {
    let paired = |field: Field| pair(field).is_some() || earlier(field).is_some();
    let fields = row.sheet().fields().iter().copied();
    let fields = fields.filter(|field| field.point() == point && !paired(*field));
    let table = fields.fold(
        Table::new()
            .hidden_caption(format!("{title}: {who}"))
            .head(["Question", "Answer"])
            .row_headers()
            .compact()
            .class("app-table--stacks"),
        |table, field| table.row([Cell::new(question(field)), answer(row, field, "Answer")]),
    );
    html! { (govuk::Details::new(title, html! { (table) })) }
}

fn answer(row: &Row, field: Field, heading: &'static str) -> Cell {
    let value = row.get(field);
    let label = value.label(field);
    let class = matches!(value, Value::Not(_)).then_some("app-not-provided");
    Cell::new(html! { span class=[class] { (label) } }).attribute("data-name", heading)
}

/// The question at closure that asks again what this one asked at referral.
fn pair(field: Field) -> Option<Field> {
    let asked = field.code().strip_suffix("_ref")?;
    field.sheet().field(&format!("{asked}_clo"))
}

/// The question at referral that this one at closure asks again.
fn earlier(field: Field) -> Option<Field> {
    let asked = field.code().strip_suffix("_clo")?;
    field.sheet().field(&format!("{asked}_ref"))
}

/// A question without its point, which the column says.
fn question(field: Field) -> String {
    let title = field.title();
    for point in [
        ", at referral",
        ", at closure",
        " at referral",
        " at closure",
    ] {
        if let Some(question) = title.strip_suffix(point) {
            return question.to_owned();
        }
    }
    match title
        .strip_suffix(" referral")
        .or_else(|| title.strip_suffix(" closure"))
    {
        Some(question) => format!("{question} then"),
        None => title.to_owned(),
    }
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// It is the same.
    Same,
    /// It is another, in words.
    Changed(&'static str),
    /// One of the two is not known.
    NotKnown,
    /// There is no answer at closure to compare, nor should there be.
    NotYet,
}

impl Change {
    fn between(question: Field, before: &Value, after: &Value) -> Self {
        use Value::{Code, Not, Number};
        match (before, after) {
            (_, Not(NonAnswer::NotApplicable | NonAnswer::TooEarly)) => Self::NotYet,
            (Not(_), _) | (_, Not(_)) => Self::NotKnown,
            (before, after) if before == after => Self::Same,
            (Number(before), Number(after)) if after < before => Self::Changed("Fewer"),
            (Number(_), Number(_)) => Self::Changed("More"),
            (Code(before), Code(after)) if question == Field::SafeguardingRef => {
                Self::Changed(if after < before {
                    "Lower level"
                } else {
                    "Higher level"
                })
            }
            (before, _) if *before == YesNo::Yes.value() => Self::Changed("No longer"),
            (before, _) if *before == YesNo::No.value() => Self::Changed("New since referral"),
            _ => Self::Changed("Changed"),
        }
    }

    fn markup(self) -> Markup {
        match self {
            Self::Same => html! { "The same" },
            Self::Changed(words) => html! { strong.app-changed { (words) } },
            Self::NotKnown => html! { span.app-not-provided { "Not known" } },
            Self::NotYet => html! { span.app-not-provided { "Nothing to compare" } },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Sheet;
    use record::lists::Safeguarding;

    #[test]
    fn every_question_at_closure_that_was_asked_before_stands_beside_it() {
        let pairs = |sheet: Sheet| -> Vec<_> {
            let fields = sheet.fields().iter();
            fields
                .filter_map(|f| Some((f.code(), pair(*f)?.code())))
                .collect()
        };
        assert_eq!(pairs(Sheet::Families).len(), 4);
        assert_eq!(pairs(Sheet::Children).len(), 11);
        for field in Field::all().filter(|f| f.code().ends_with("_clo")) {
            assert_eq!(earlier(field).and_then(pair), Some(field));
        }
        assert_eq!(
            question(Field::ParentDrugsRef),
            "Recreational or street drugs are a problem for a parent"
        );
        assert_eq!(question(Field::MissingRef), "Missing episodes before then");
    }

    #[test]
    fn a_change_is_in_words() {
        let between = |before, after| Change::between(Field::AlcoholRef, &before, &after);
        let (yes, no) = (YesNo::Yes.value(), YesNo::No.value());
        assert_eq!(between(yes.clone(), yes.clone()), Change::Same);
        assert_eq!(
            between(yes.clone(), no.clone()),
            Change::Changed("No longer")
        );
        assert_eq!(
            between(no.clone(), yes.clone()),
            Change::Changed("New since referral")
        );
        assert_eq!(between(Value::UNKNOWN, no), Change::NotKnown);
        assert_eq!(
            between(yes, Value::Not(NonAnswer::NotApplicable)),
            Change::NotYet
        );
        let level = |before: Safeguarding, after: Safeguarding| {
            Change::between(Field::SafeguardingRef, &before.value(), &after.value())
        };
        let (plan, need) = (Safeguarding::ChildProtectionPlan, Safeguarding::ChildInNeed);
        assert_eq!(level(plan, need), Change::Changed("Lower level"));
        assert_eq!(level(need, plan), Change::Changed("Higher level"));
    }
}
