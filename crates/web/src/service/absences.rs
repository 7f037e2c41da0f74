//! When somebody of the team is away.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use calendar::day;
use govuk::{Button, Cell, Errors, Extras as _, Field as _, Input, Label, Size, Table};
use maud::{Markup, html};
use record::WorkerId;
use store::{Absence, Practitioner};
use uuid::Uuid;

use super::practitioner::Known;
use super::practitioners::address;
use super::{named, on_to, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::{Typed, id_field};
use crate::session::SignedIn;

/// The form for another absence.
pub(super) struct Asked {
    id: Uuid,
    typed: Typed,
}

impl Asked {
    /// One that nothing was typed into.
    pub(super) fn new(app: &App) -> Self {
        Self {
            id: (app.setup.new_id)(),
            typed: Typed::default(),
        }
    }
}

pub(super) async fn add(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(worker): Path<WorkerId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let known = Known::load(&app, &viewer, worker).await?;
    let id = typed.id().ok_or(Problem::NotFound)?;
    let mut absence = match read(id, &typed) {
        Ok(absence) => absence,
        Err(errors) => {
            let asked = Asked { id, typed };
            return Ok(wrong(&known.page(
                &app,
                &viewer,
                &known.typed(),
                &asked,
                errors,
            )));
        }
    };
    let mut before = known.who.absences.iter();
    match before.find(|known| known.absence == id) {
        // The same form sent twice.
        Some(known) if *known == absence => return Ok(on_to(&address(worker), "added")),
        // The form of one that is there, gone back to and filled in for another.
        Some(_) => absence.absence = (app.setup.new_id)(),
        None => {}
    }
    app.store()
        .put_absence(&known.leave, worker, absence, app.now())
        .await?;
    Ok(on_to(&address(worker), "added"))
}

pub(super) async fn remove(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path((worker, absence)): Path<(WorkerId, Uuid)>,
) -> Result<Response, Problem> {
    let known = Known::load(&app, &viewer, worker).await?;
    app.store()
        .forget_absence(&known.leave, worker, absence, app.now())
        .await?;
    Ok(on_to(&address(worker), "removed"))
}

/// The absence that a form tells of, or what is wrong with it.
fn read(absence: Uuid, typed: &Typed) -> Result<Absence, Errors> {
    let mut errors = Errors::new();
    let from = typed.day("away", "the first day away", &mut errors);
    let until = typed.maybe_day("back", "The last day away", &mut errors);
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        errors.add("back", "The last day away must be on or after the first");
    }
    let reason = typed.maybe_line("reason", "the reason", &mut errors);
    match from {
        Some(from) if errors.is_empty() => Ok(Absence {
            absence,
            from,
            until,
            reason,
        }),
        _ => Err(errors),
    }
}

/// The absences of somebody, and the form for another.
pub(super) fn part(who: &Practitioner, asked: &Asked, errors: &Errors) -> Markup {
    let own = format!("{}/absences", address(who.worker.worker));
    let typed = &asked.typed;
    let open = !typed.text("id").is_empty();
    html! {
        (Table::new().hidden_caption("Absences").head(["From", "Until", "Reason", ""])
            .rows(who.absences.iter().map(|absence| {
                let until = absence.until.map_or_else(|| "No end yet".to_owned(), day::in_words);
                let reason = if absence.reason.is_empty() { "Not said" } else { &absence.reason };
                [
                    Cell::new(day::in_words(absence.from)),
                    named("Until", &until),
                    named("Reason", reason),
                    Cell::new(html! {
                        form method="post" action=(format!("{own}/{}/remove", absence.absence)) {
                            (Button::new(html! {
                                "Take out"
                                span.govuk-visually-hidden { " the absence from " (day::in_words(absence.from)) }
                            }).secondary().small().once())
                        }
                    }),
                ]
            }))
            .compact().class("app-table--stacks").when_empty("No absence."))
        (fold("Add an absence", open, html! {
            form method="post" action=(own) novalidate {
                (id_field(asked.id))
                (typed.date_input("away", "First day away", errors).hint("For example, 7 3 2022"))
                (typed.date_input("back", "Last day away (optional)", errors)
                    .hint("Leave it empty while nobody knows"))
                (Input::new("reason", Label::new("Reason (optional)").size(Size::S))
                    .hint("Managers and administrators can read it. Nothing about health belongs here")
                    .value(typed.text("reason")).error(errors.of("reason")))
                (Button::new("Add the absence").secondary().once())
            }
        }))
    }
}

/// Something folded away until it is wanted, or has something wrong in it.
fn fold(title: &str, open: bool, content: Markup) -> govuk::Details {
    let details = govuk::Details::new(title, content);
    if open { details.open() } else { details }
}
