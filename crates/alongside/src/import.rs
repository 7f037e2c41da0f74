//! `alongside import`: a workbook's families into a service, all or none.

use access::{Role, Viewer};
use anyhow::Context;
use evaluation::Cohort;
use evaluation::cohort::{NO_FAMILY, non_answer};
use record::{FamilyId, FamilyRows, Field, PersonId, ServiceId, SubmissionId, WorkerId};
use store::{BroughtIn, Service, Store, Workbook, Worker};

use crate::cli::Import;
use crate::data::{self, Data};
use crate::outcome::{Problems, print, say};
use crate::{clock, files, serve};

/// Families between two lines of progress.
const OFTEN: u64 = 10_000;

pub(crate) fn run(asked: &Import) -> anyhow::Result<()> {
    let (families, digest) = read(asked)?;
    let told_on = asked.told_on.unwrap_or_else(|| clock::now().london_date());
    let brought = families.map(move |rows| BroughtIn {
        family: FamilyId(clock::new_id()),
        act: casework::BringIn {
            parent: PersonId(clock::new_id()),
            children: rows
                .children
                .iter()
                .map(|_| PersonId(clock::new_id()))
                .collect(),
            rows,
            told_on,
        },
    });
    let settings = serve::begun(&asked.database)?;
    serve::runtime()?.block_on(async {
        let store = Store::open(&settings).await?;
        let viewer = importer(&store, &asked.service).await?;
        let leave = viewer
            .import()
            .context("a manager may bring in a workbook")?;
        let name = asked
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let record = Workbook {
            submission: SubmissionId(clock::new_id()),
            file: name,
            digest,
            at: clock::now(),
        };
        let mut said = 0;
        let imported = store
            .import(&leave, record, brought, move |done| {
                if done >= said + OFTEN {
                    said = done;
                    say(&format!("{done} families"));
                }
            })
            .await;
        let imported = match imported {
            Ok(imported) => imported,
            Err(store::Error::ImportRefused(refusals)) => {
                return Err(Problems(refusals.iter().map(ToString::to_string).collect()).into());
            }
            Err(error @ store::Error::TwiceInWorkbook { .. }) => return Err(Problems::one(error)),
            Err(error) => return Err(error.into()),
        };
        store.close().await;
        let words = format!(
            "{} families added, {} here already; {} children and {} emergency sessions in the \
             workbook\n",
            imported.added, imported.alike, imported.children, imported.sessions
        );
        print(words.as_bytes())
    })
}

type Families = Box<dyn Iterator<Item = FamilyRows> + Send>;

/// The families to bring in, and the digest of what they are read from.
fn read(asked: &Import) -> anyhow::Result<(Families, String)> {
    let data = data::read(&asked.path, asked.mapping.as_deref())?;
    let digest = data.digest().to_owned();
    let families: Families = match data {
        Data::Plain(read) if can_be_told(&read.cohort) => Box::new(read.cohort.into_families()),
        // What stands in the way of an import is named by the careful path, row by row.
        Data::Plain(_) => {
            let workbook = files::open(&asked.path)?;
            let rows = files::rows(&workbook, None)?;
            Box::new(rows.for_import().map_err(Problems::one)?.into_iter())
        }
        Data::Careful(rows, _) => Box::new(rows.for_import().map_err(Problems::one)?.into_iter()),
    };
    Ok((families, digest))
}

/// Whether every child and session has its family, and every session its date.
fn can_be_told(cohort: &Cohort) -> bool {
    let mut owned = [&cohort.children, &cohort.sessions].into_iter();
    let mut dates = cohort.sessions.blocks.iter();
    owned.all(|table| {
        let mut blocks = table.blocks.iter();
        blocks.all(|block| !block.family.contains(&NO_FAMILY))
    }) && dates.all(|block| {
        let mut days = block.numbers(Field::SessionDate).iter();
        days.all(|day| non_answer(*day).is_none())
    })
}

/// Who brings in a workbook from the command line: the service's administrator, made with the
/// service if there is none, and here as a manager. Whoever holds the installation's key can open
/// every chronology anyway.
async fn importer(store: &Store, name: &str) -> anyhow::Result<Viewer> {
    let administrator = match store.services().await?.into_iter().next() {
        Some(service) => serve::administrator(store, &service).await?,
        None => begin(store, name).await?,
    };
    Ok(Viewer {
        role: Role::Manager,
        ..administrator
    })
}

/// A new service with its first administrator.
async fn begin(store: &Store, name: &str) -> anyhow::Result<Viewer> {
    let viewer = Viewer {
        worker: WorkerId(clock::new_id()),
        name: "Command line".to_owned(),
        role: Role::Administrator,
        service: ServiceId(clock::new_id()),
        team: None,
    };
    let worker = Worker::from(&viewer);
    let service = Service {
        service: viewer.service,
        name: name.to_owned(),
    };
    store.create_service(service, worker, clock::now()).await?;
    Ok(viewer)
}
