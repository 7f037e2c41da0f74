//! The criteria of the threshold: one on a line, in their order.

use std::collections::HashSet;

use access::Viewer;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use govuk::{Button, Errors, Field as _, Label, Page, Size, Textarea, Width};
use maud::{Markup, html};
use store::Criterion;
use uuid::Uuid;

use super::{leave, on_to, page, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::{LONGEST_LINE, Typed};
use crate::session::SignedIn;

const TITLE: &str = "Criteria of the threshold";
/// More would be a questionnaire.
const MOST: usize = 20;

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let criteria = app.store().criteria(leave.id()).await?;
    let lines: Vec<&str> = criteria.iter().map(|it| it.says.as_str()).collect();
    let typed = Typed::default().with("criteria", lines.join("\n"));
    Ok(govuk::page(&form(&app, &viewer, &typed, Errors::new())))
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let known = app.store().criteria(leave.id()).await?;
    let lines = match read(&typed) {
        Ok(lines) => lines,
        Err(errors) => return Ok(wrong(&form(&app, &viewer, &typed, errors))),
    };
    let criteria = coded(&known, &lines, || (app.setup.new_id)());
    if criteria != known {
        app.store()
            .put_criteria(&leave, criteria, app.now())
            .await?;
    }
    Ok(on_to("/service", "saved"))
}

/// The lines that were typed, each once, or what is wrong with them.
fn read(typed: &Typed) -> Result<Vec<String>, Errors> {
    let lines = typed.text("criteria").lines();
    let mut lines: Vec<String> = lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    let mut seen = HashSet::new();
    lines.retain(|line| seen.insert(line.to_lowercase()));
    let mut errors = Errors::new();
    if lines.is_empty() {
        errors.add("criteria", "Enter at least one criterion");
    }
    if lines.len() > MOST {
        errors.add("criteria", format!("Enter no more than {MOST} criteria"));
    }
    if lines.iter().any(|line| line.chars().count() > LONGEST_LINE) {
        let words = format!("Each criterion must be {LONGEST_LINE} characters or fewer");
        errors.add("criteria", words);
    }
    if errors.is_empty() {
        Ok(lines)
    } else {
        Err(errors)
    }
}

/// Criteria of these lines. One that is there keeps its code, in whichever place it now stands;
/// one put into other words keeps it where it stands; any other is new.
fn coded(known: &[Criterion], lines: &[String], new_id: impl Fn() -> Uuid) -> Vec<Criterion> {
    let as_it_was = |line: &String| known.iter().find(|it| it.says == *line);
    let reworded = |at: usize| {
        let old = known.get(at)?;
        (!lines.contains(&old.says)).then_some(old)
    };
    let code = |(at, line): (usize, &String)| {
        let old = as_it_was(line).or_else(|| reworded(at));
        old.map_or_else(|| new_id().to_string(), |old| old.code.clone())
    };
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| Criterion {
            code: code((at, line)),
            says: line.clone(),
        })
        .collect()
}

fn form(app: &App, viewer: &Viewer, typed: &Typed, errors: Errors) -> Page {
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body {
            "When a family is referred, the manager says which of these were met. Decisions keep the words \
             they were made by."
        }
        p.govuk-body { "A family is never refused for lack of room in the team." }
        form method="post" action="/service/criteria" novalidate {
            (Textarea::new("criteria", Label::new("Criteria").size(Size::S))
                .hint("One on each line, in the order in which they are shown")
                .rows(8).value(typed.text("criteria")).error(errors.of("criteria")))
            (Button::new("Save").once())
        }
    };
    let mut page = page(app, viewer, TITLE, content);
    page.width = Width::Reading;
    page.errors = errors;
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded_as(lines: &[&str]) -> Vec<(String, String)> {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let known: Vec<Criterion> = [("a", "Apples"), ("b", "Bread"), ("c", "Cheese")]
            .map(|(code, says)| Criterion {
                code: code.to_owned(),
                says: says.to_owned(),
            })
            .to_vec();
        let coded = coded(&known, &lines, Uuid::nil);
        coded.into_iter().map(|it| (it.code, it.says)).collect()
    }

    fn codes(lines: &[&str]) -> Vec<String> {
        let new = Uuid::nil().to_string();
        let coded = coded_as(lines).into_iter();
        coded
            .map(|(code, _)| if code == new { "new".to_owned() } else { code })
            .collect()
    }

    #[test]
    fn a_criterion_keeps_its_code_wherever_it_stands_and_however_it_is_put() {
        assert_eq!(codes(&["Apples", "Bread", "Cheese"]), ["a", "b", "c"]);
        assert_eq!(codes(&["Cheese", "Apples", "Bread"]), ["c", "a", "b"]);
        assert_eq!(codes(&["Apples", "Brown bread", "Cheese"]), ["a", "b", "c"]);
        assert_eq!(
            codes(&["Apples", "Bread", "Cheese", "Dates"]),
            ["a", "b", "c", "new"]
        );
        assert_eq!(codes(&["Bread"]), ["b"]);
        assert_eq!(
            codes(&["Dates", "Apples", "Bread", "Cheese"]),
            ["new", "a", "b", "c"]
        );
    }
}
