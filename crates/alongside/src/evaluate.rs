//! `alongside evaluate`: the evaluation of a file or of a live service.

use std::path::Path;

use access::{Role, Viewer};
use anyhow::Context;
use costs::Catalogue;
use evaluation::{Cohort, Evaluation, Options, packed};
use sha2::{Digest, Sha256};
use spreadsheet::Workbook;
use store::{Keys, Settings, Store};

use crate::cli::{Evaluate, Format};
use crate::outcome::{self, Problems};
use crate::{files, serve};

/// What is evaluated: rows, prices and where they come from.
struct Source {
    service: String,
    cohort: Cohort,
    unit_costs: Catalogue,
    digest: String,
}

pub(crate) fn run(asked: &Evaluate) -> anyhow::Result<()> {
    if asked.from.is_some_and(|from| from > asked.as_at) {
        return Err(Problems::one(
            "--from is after --as-at; no day lies between them",
        ));
    }
    let source = match (&asked.path, &asked.database) {
        (Some(path), _) => from_file(path, asked)?,
        (None, Some(database)) => from_store(database, asked)?,
        (None, None) => return Err(Problems::one("name a file, or a database with --database")),
    };
    let evaluation = evaluated(source, asked)?;
    written(&evaluation, asked)
}

fn evaluated(source: Source, asked: &Evaluate) -> anyhow::Result<Evaluation> {
    let options = Options {
        service: source.service,
        from: asked.from,
        as_at: asked.as_at,
        plo: asked.plo.into(),
        programme_months: asked.programme_months,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        data_sha256: source.digest,
    };
    let cohort = source.cohort.as_at(asked.from, asked.as_at);
    Ok(evaluation::evaluate(&cohort, &source.unit_costs, &options)?)
}

fn from_file(path: &Path, asked: &Evaluate) -> anyhow::Result<Source> {
    let workbook = files::open(path)?;
    let mapping = asked
        .mapping
        .as_deref()
        .map(files::read_mapping)
        .transpose()?;
    let rows = files::rows(&workbook, mapping.as_ref())?;
    Ok(Source {
        service: asked.service.clone(),
        cohort: rows.cohort(),
        unit_costs: unit_costs(path, Some(&workbook), asked)?,
        digest: workbook.digest,
    })
}

/// The unit costs asked for, those beside the data, or the standard ones.
fn unit_costs(
    path: &Path,
    workbook: Option<&Workbook>,
    asked: &Evaluate,
) -> anyhow::Result<Catalogue> {
    let beside = path.join("unit_costs.csv");
    let file = match &asked.costs {
        Some(file) => Some(file.as_path()),
        None if path.is_dir() && beside.is_file() => Some(beside.as_path()),
        None => None,
    };
    if let Some(file) = file {
        let text = std::fs::read_to_string(file).map_err(|error| {
            Problems::one(format!("{} cannot be read: {error}", file.display()))
        })?;
        return Catalogue::from_csv(&text).map_err(|problems| problems_of(&problems));
    }
    match workbook.and_then(|w| w.sheet("unit_costs")) {
        Some(sheet) => {
            let mut rows = sheet.rows.iter().map(|row| {
                let cells: Vec<String> = row
                    .cells
                    .iter()
                    .map(|cell| cell.shown().into_owned())
                    .collect();
                (u64::from(row.number), cells)
            });
            let head = rows.next().map(|(_, cells)| cells).unwrap_or_default();
            let rows: Vec<(u64, Vec<String>)> = rows.collect();
            Catalogue::from_cells(&head, rows.iter().map(|(n, cells)| (*n, cells.as_slice())))
                .map_err(|problems| problems_of(&problems))
        }
        None => Ok(Catalogue::standard()),
    }
}

fn problems_of(problems: &costs::Problems) -> anyhow::Error {
    Problems(problems.0.iter().map(ToString::to_string).collect()).into()
}

fn from_store(database: &str, asked: &Evaluate) -> anyhow::Result<Source> {
    let settings = Settings::new(database, Keys::from_file(&asked.key_file)?)?;
    serve::runtime()?.block_on(async {
        let store = Store::open(&settings).await?;
        let service = store
            .services()
            .await?
            .into_iter()
            .next()
            .context("there is no service in this database yet")?;
        // Whoever holds the installation's key may count everything in it.
        let viewer = Viewer {
            worker: record::WorkerId(uuid::Uuid::nil()),
            name: "Command line".to_owned(),
            role: Role::Evaluator,
            service: service.service,
            team: None,
        };
        let leave = viewer.evaluate().context("an evaluator may evaluate")?;
        let parts = store.cohort_parts(&leave, asked.as_at).await?;
        let mut digest = Sha256::new();
        let mut cohort = Cohort::default();
        for part in &parts.packed {
            digest.update(part);
            packed::unpack(&mut cohort, part.as_bytes())?;
        }
        for rows in &parts.refold {
            digest.update(packed::pack(rows));
            cohort.push(rows);
        }
        let unit_costs = match &asked.costs {
            Some(_) => unit_costs(Path::new(""), None, asked)?,
            None => store.unit_costs(service.service).await?,
        };
        store.close().await;
        let digest = digest
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(Source {
            service: service.name,
            cohort,
            unit_costs,
            digest,
        })
    })
}

fn written(evaluation: &Evaluation, asked: &Evaluate) -> anyhow::Result<()> {
    let out = asked.out.as_deref();
    match asked.format {
        Format::Json => files::write(out, report::json(evaluation).as_bytes()),
        Format::Html => files::write(out, report::html(evaluation).as_bytes()),
        Format::Xlsx if out.is_none() => Err(Problems::one(
            "a workbook needs a file to be written to: add --out FILE.xlsx",
        )),
        Format::Xlsx => files::write(out, &report::xlsx(evaluation)?),
        Format::Csv => match out {
            None => {
                let figures = report::csv(evaluation, "figures").context("there are figures")?;
                outcome::print(figures.as_bytes())
            }
            Some(folder) => {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("{} could not be made", folder.display()))?;
                for (name, text) in report::csv_all(evaluation) {
                    files::write(Some(&folder.join(name)), text.as_bytes())?;
                }
                Ok(())
            }
        },
    }
}
