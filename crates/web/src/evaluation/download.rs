//! The evaluation as files, by the same rights as its pages.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use evaluation::Evaluation;
use serde::Deserialize;
use spreadsheet::Table;

use super::cache::Cache;
use super::pages;
use super::setting::{Asked, Setting};
use crate::app::Shared;
use crate::error::Problem;
use crate::known::Known;
use crate::session::SignedIn;

/// Which file. The setting of the evaluation stands beside these in the query.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    format: Format,
    table: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Xlsx,
    Csv,
    Json,
    Html,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Html => "text/html; charset=utf-8",
        }
    }
}

pub(super) async fn file(
    State(app): State<Shared>,
    Extension(cache): Extension<Arc<Cache>>,
    SignedIn(viewer): SignedIn,
    Query(file): Query<File>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if viewer.evaluate().is_none() {
        return Err(Problem::NotFound);
    }
    let setting = Setting::read(&app, &asked).map_err(|errors| {
        let said: Vec<&str> = errors.iter().map(|(_, words)| words).collect();
        Problem::BadRequest(format!("{}.", said.join(". ")))
    })?;
    let evaluated = cache.evaluated(&app, &viewer, setting).await?;
    let evaluation = pages::for_viewer(&app, &viewer, &evaluated)
        .await?
        .into_owned();
    // The table's name is one of our own by the time the file has been made under it.
    let what = file.table.as_deref().unwrap_or("evaluation");
    let known = if setting.known == Known::Then {
        "-as-was-known"
    } else {
        ""
    };
    let name = format!("{what}-{}{known}.{}", setting.as_at, file.format.ending());
    let format = file.format;
    let made = move || contents(&evaluation, format, file.table.as_deref());
    let bytes = tokio::task::spawn_blocking(made)
        .await
        .map_err(|error| Problem::failed(&error))??;
    Ok(attachment(&name, format.content_type(), bytes))
}

fn contents(
    evaluation: &Evaluation,
    format: Format,
    table: Option<&str>,
) -> Result<Vec<u8>, Problem> {
    match (format, table) {
        (Format::Json, None) => Ok(report::json(evaluation).into_bytes()),
        (Format::Html, None) => Ok(report::html(evaluation).into_bytes()),
        (Format::Json | Format::Html, Some(_)) => Err(Problem::NotFound),
        (Format::Xlsx, None) => report::xlsx(evaluation).map_err(|error| Problem::failed(&error)),
        (Format::Csv, None) => report::csv(evaluation, "figures")
            .map(String::into_bytes)
            .ok_or(Problem::NotFound),
        (Format::Xlsx, Some(slug)) => {
            let sheets: Vec<Table> = tables(evaluation, slug)
                .into_iter()
                // The name of a sheet has 31 characters, too few for titles.
                .map(|(name, table)| Table {
                    note: format!("{}. {}", table.title, table.note)
                        .trim_end()
                        .to_owned(),
                    title: name,
                    ..table
                })
                .collect();
            if sheets.is_empty() {
                return Err(Problem::NotFound);
            }
            spreadsheet::write::to_xlsx(&sheets, evaluation.as_at)
                .map_err(|error| Problem::failed(&error))
        }
        (Format::Csv, Some(name)) => report::csv(evaluation, name)
            .map(String::into_bytes)
            .ok_or(Problem::NotFound),
    }
}

/// The tables of a page, with their names.
pub(super) fn tables(evaluation: &Evaluation, slug: &str) -> Vec<(String, Table)> {
    let mut tables = report::tables(evaluation);
    let others: Vec<&str> = report::PAGES
        .iter()
        .map(|page| page.slug)
        .filter(|other| *other != slug)
        .collect();
    tables.retain(|(name, _)| {
        let of = |slug: &str| {
            name.strip_prefix(slug)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        of(slug)
            && !others
                .iter()
                .any(|other| other.len() > slug.len() && of(other))
    });
    tables
}

/// Something to keep rather than to show.
pub(crate) fn attachment(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    (
        [
            (CONTENT_TYPE, content_type.to_owned()),
            (CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response()
}
