//! `alongside evaluate`: the evaluation of a file or of a live service.

use std::path::Path;

use access::{Role, Viewer};
use anyhow::{Context, bail};
use calendar::AsAt;
use costs::Catalogue;
use evaluation::{Cohort, Evaluation, Options, packed};
use spreadsheet::Sheet;
use store::Store;

use crate::cli::{Evaluate, Format};
use crate::data::{self, Data};
use crate::files;
use crate::outcome::{self, Problems};
use crate::serve::{self, Absent};

/// The sheet, or CSV file in a folder, with unit costs.
const UNIT_COSTS: &str = "unit_costs";

/// What is evaluated: rows, prices and where they come from.
struct Source {
    service: String,
    cohort: Cohort,
    unit_costs: Catalogue,
    digest: String,
}

pub(crate) fn run(asked: &Evaluate) -> anyhow::Result<()> {
    let source = match (&asked.path, &asked.database) {
        (Some(path), _) => from_file(path, asked)?,
        (None, Some(database)) => from_store(database, asked)?,
        (None, None) => bail!("name a file, or a database with --database"),
    };
    let evaluation = evaluated(source, asked)?;
    written(&evaluation, asked)
}

fn evaluated(source: Source, asked: &Evaluate) -> anyhow::Result<Evaluation> {
    let options = Options {
        service: source.service,
        from: asked.from,
        as_at: asked.as_at,
        known_on: asked.as_known_on,
        plo: asked.plo.into(),
        programme_months: asked.programme_months,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        data_sha256: source.digest,
    };
    let cohort = source.cohort.as_at(asked.from, asked.as_at);
    // What can go wrong is in the unit costs: a price is missing, or far too large.
    evaluation::evaluate(&cohort, &source.unit_costs, &options)
        .map_err(|error| Problems::one(format!("{:#}", anyhow::Error::from(error))))
}

fn from_file(path: &Path, asked: &Evaluate) -> anyhow::Result<Source> {
    let data = data::read(path, asked.mapping.as_deref())?;
    Ok(Source {
        service: asked.service.clone(),
        unit_costs: unit_costs(path, &data, asked.costs.as_deref())?,
        digest: data.digest().to_owned(),
        cohort: data.into_cohort(),
    })
}

/// The unit costs asked for, those with the data, or the standard ones.
fn unit_costs(path: &Path, data: &Data, asked: Option<&Path>) -> anyhow::Result<Catalogue> {
    let beside = path.join(UNIT_COSTS).with_extension("csv");
    match (asked, data) {
        (Some(file), _) => unit_costs_in(file),
        (None, Data::Plain(_)) if beside.is_file() => unit_costs_in(&beside),
        (None, Data::Plain(_)) => Ok(Catalogue::standard()),
        (None, Data::Careful(_, workbook)) => match workbook.sheet(UNIT_COSTS) {
            Some(sheet) => catalogue(sheet),
            None => Ok(Catalogue::standard()),
        },
    }
}

/// The unit costs of a file: its sheet of that name, or the only one it has.
fn unit_costs_in(file: &Path) -> anyhow::Result<Catalogue> {
    let workbook = files::open(file)?;
    match (workbook.sheet(UNIT_COSTS), workbook.sheets.as_slice()) {
        (Some(sheet), _) | (None, [sheet]) => catalogue(sheet),
        (None, _) => Err(Problems::one(format!(
            "{}: there is no sheet {UNIT_COSTS}",
            file.display()
        ))),
    }
}

fn catalogue(sheet: &Sheet) -> anyhow::Result<Catalogue> {
    let mut rows = sheet.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| cell.shown().into_owned());
        (u64::from(row.number), cells.collect::<Vec<_>>())
    });
    let (_, head) = rows.next().unwrap_or_default();
    let rows: Vec<_> = rows.collect();
    let rows = rows
        .iter()
        .map(|(number, cells)| (*number, cells.as_slice()));
    Catalogue::from_cells(&head, rows).map_err(Problems::one)
}

fn from_store(database: &str, asked: &Evaluate) -> anyhow::Result<Source> {
    let as_at = AsAt::as_known_on(asked.as_at, asked.as_known_on)?;
    let settings = serve::settings(database, &asked.key_file, Absent::Refused)?;
    serve::runtime()?.block_on(async {
        let store = Store::open(&settings).await?;
        let services = store.services().await?;
        let service = services.into_iter().next().context(serve::NO_SERVICE)?;
        // Whoever holds the installation's key may count everything in it.
        let viewer = Viewer {
            worker: record::WorkerId(uuid::Uuid::nil()),
            name: "Command line".to_owned(),
            role: Role::Evaluator,
            service: service.service,
            team: None,
        };
        let leave = viewer.evaluate().context("an evaluator may evaluate")?;
        let parts = store.cohort_parts(&leave, as_at).await?;
        let (digest, cohort) = std::thread::scope(|scope| {
            let digest =
                scope.spawn(|| packed::digest(&parts.packed, &parts.refold, &parts.advice));
            let cohort = packed::cohort(&parts.packed, &parts.refold, &parts.advice);
            (digest.join(), cohort)
        });
        let digest = digest.map_err(|_| anyhow::anyhow!("the digest could not be worked out"))?;
        let working = store.bank_holidays(service.service).await?;
        let cohort = cohort?.by_working_days(&working);
        let unit_costs = match &asked.costs {
            Some(file) => unit_costs_in(file)?,
            None => store.unit_costs(service.service).await?,
        };
        store.close().await;
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
