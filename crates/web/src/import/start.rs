//! The start: sending a workbook, and what was brought in before.

use std::sync::Arc;

use access::Viewer;
use axum::Extension;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use govuk::{Button, Cell, Details, Errors, Extras, Field, FileUpload, Head, Label, Size, Table};
use maud::{Markup, html};
use spreadsheet::{Limits, Workbook};
use store::Imported;

use super::jobs::Jobs;
use super::step;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::evaluation::attachment;
use crate::session::SignedIn;
use crate::shell::{self, Area};

/// The files of a workbook: more than any team keeps sheets.
const MOST_FILES: usize = 20;
/// Letters of a file's name that are kept.
const LONGEST_NAME: usize = 100;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    page(&app, &viewer, Errors::new()).await
}

/// The template: a workbook with the dictionary's own headings, which needs no mapping.
pub(super) async fn template(SignedIn(viewer): SignedIn) -> Result<Response, Problem> {
    viewer.import().ok_or(Problem::NotFound)?;
    let bytes = spreadsheet::template().map_err(|error| Problem::failed(&error))?;
    Ok(attachment("alongside-template.xlsx", XLSX, bytes))
}

pub(super) async fn upload(
    State(app): State<Shared>,
    Extension(jobs): Extension<Arc<Jobs>>,
    SignedIn(viewer): SignedIn,
    form: Multipart,
) -> Result<Response, Problem> {
    // Nothing is read of what those send who may not.
    viewer.import().ok_or(Problem::NotFound)?;
    let place = jobs
        .places
        .acquire()
        .await
        .map_err(|error| Problem::failed(&error))?;
    let files = match files(form).await {
        Ok(files) => files,
        Err(words) => return wrong(&app, &viewer, words).await,
    };
    let name = name_of(&files);
    let read = tokio::task::spawn_blocking(move || read(&files))
        .await
        .map_err(|error| Problem::failed(&error))?;
    drop(place);
    let workbook = match read {
        Ok(workbook) => Arc::new(workbook),
        Err(words) => return wrong(&app, &viewer, words).await,
    };
    let digest = workbook.digest.clone();
    let step = step::first(&app, &viewer, workbook).await?;
    if let Some(id) = jobs.add(&app, &viewer, name, digest, step) {
        return Ok(Redirect::to(&format!("/import/{id}")).into_response());
    }
    let words = "Several workbooks are being brought in at the moment. Try again in a few minutes.";
    wrong(&app, &viewer, words.to_owned()).await
}

/// The files of a form, or what is wrong in words.
async fn files(mut form: Multipart) -> Result<Vec<(String, Bytes)>, String> {
    let mut files = Vec::new();
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return Err(broken(error.status())),
        };
        let name = plain(field.file_name().unwrap_or_default());
        let bytes = field
            .bytes()
            .await
            .map_err(|error| broken(error.status()))?;
        // A browser sends one empty file without a name where none was chosen.
        if name.is_empty() && bytes.is_empty() {
            continue;
        }
        files.push((name, bytes));
        if files.len() > MOST_FILES {
            return Err(format!("Choose at most {MOST_FILES} files."));
        }
    }
    if files.is_empty() {
        return Err("Choose a workbook.".to_owned());
    }
    Ok(files)
}

fn broken(status: StatusCode) -> String {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        "The files are larger than 50 MB together. Copy only the rows that are needed into a new \
         workbook and save that."
            .to_owned()
    } else {
        "The files did not arrive whole. Try again.".to_owned()
    }
}

/// The last part of a file's name on one line.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_NAME)
        .collect()
}

fn name_of(files: &[(String, Bytes)]) -> String {
    match files {
        [(name, _)] => name.clone(),
        several => format!("{} CSV files", several.len()),
    }
}

fn read(files: &[(String, Bytes)]) -> Result<Workbook, String> {
    let limits = Limits::default();
    let read = match files {
        [(name, bytes)] => Workbook::from_bytes(name, bytes, &limits),
        several => {
            if several
                .iter()
                .any(|(name, _)| !name.to_lowercase().ends_with(".csv"))
            {
                return Err(
                    "Choose one workbook (.xlsx), or the CSV files of one folder.".to_owned(),
                );
            }
            let several: Vec<(&str, &[u8])> = several
                .iter()
                .map(|(name, bytes)| (name.as_str(), bytes.as_ref()))
                .collect();
            Workbook::from_files(&several, &limits)
        }
    };
    read.map_err(|refused| refused.to_string())
}

/// The start again, with what is wrong.
async fn wrong(app: &App, viewer: &Viewer, words: String) -> Result<Response, Problem> {
    let mut errors = Errors::new();
    errors.add("files", words);
    let page = page(app, viewer, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn page(app: &App, viewer: &Viewer, errors: Errors) -> Result<Markup, Problem> {
    let leave = viewer.import().ok_or(Problem::NotFound)?;
    let before = app.store().imports(&leave).await?;
    let content = html! {
        h1.govuk-heading-l { "Bring in a workbook" }
        p.app-lead {
            "Families, children and emergency sessions from the spreadsheet you have. Nothing is \
             stored until you have seen what it says and pressed “Bring in”."
        }
        form method="post" action="/import" enctype="multipart/form-data" novalidate {
            (FileUpload::new("files", Label::new("Your workbook").size(Size::S))
                .hint("One Excel workbook (.xlsx), or all the CSV files of a folder. At most 50 MB.")
                .multiple().error(errors.of("files")))
            (Button::new("Look at it").once())
        }
        (Details::new("What a workbook needs", html! {
            p.govuk-body {
                "Three sheets: families, children and emergency sessions, with a row for each. Your \
                 own headings and words are fine: you are asked what they mean, and can keep the \
                 answers for the next time."
            }
            p.govuk-body {
                "The " a.govuk-link href="/import/template" { "template (.xlsx)" }
                " has every heading with its allowed answers, and needs no questions."
            }
            p.govuk-body {
                "All of a workbook is brought in, or nothing of it. Families who are here already \
                 stay as they are, so the same workbook can be brought in twice without harm."
            }
        }))
        h2.govuk-heading-m { "Brought in before" }
        (history(&before))
    };
    let mut page = shell::page(app, viewer, Area::Import, "Bring in a workbook", content);
    page.errors = errors;
    Ok(govuk::page(&page))
}

fn history(before: &[Imported]) -> Markup {
    let rows = before.iter().map(|import| {
        vec![
            Cell::new(calendar::day::in_words(import.workbook.at.london_date())),
            Cell::new(import.workbook.file.as_str()).attribute("data-name", "Workbook"),
            Cell::numeric(import.added.to_string()).attribute("data-name", "Families added"),
            Cell::numeric(import.alike.to_string()).attribute("data-name", "Here already"),
            Cell::numeric(import.children.to_string()).attribute("data-name", "Children"),
            Cell::numeric(import.sessions.to_string()).attribute("data-name", "Sessions"),
        ]
    });
    let heads = [
        Head::new("When"),
        Head::new("Workbook"),
        Head::numeric("Families added"),
        Head::numeric("Here already"),
        Head::numeric("Children"),
        Head::numeric("Sessions"),
    ];
    let table = Table::new()
        .hidden_caption("Workbooks brought in before")
        .head(heads)
        .rows(rows)
        .row_headers()
        .compact()
        .class("app-table--stacks");
    html! { (table.when_empty("Nothing has been brought in yet.")) }
}
