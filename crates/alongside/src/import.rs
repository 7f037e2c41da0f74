//! `alongside import`: a workbook's families into a service, all or none.

use access::{Role, Viewer};
use anyhow::Context;
use record::{FamilyId, PersonId, ServiceId, SubmissionId, WorkerId};
use store::{BroughtIn, Service, Store, Workbook, Worker};

use crate::cli::Import;
use crate::outcome::{Problems, print, say};
use crate::{clock, files, serve};

/// Families between two lines of progress.
const OFTEN: u64 = 10_000;

pub(crate) fn run(asked: &Import) -> anyhow::Result<()> {
    let workbook = files::open(&asked.path)?;
    let mapping = asked
        .mapping
        .as_deref()
        .map(files::read_mapping)
        .transpose()?;
    let rows = files::rows(&workbook, mapping.as_ref())?;
    let families = rows.for_import().map_err(Problems::one)?;
    let told_on = asked.told_on.unwrap_or_else(|| clock::now().london_date());
    let brought = families.into_iter().map(move |rows| BroughtIn {
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
            .context("an administrator may bring in a workbook")?;
        let name = asked
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let record = Workbook {
            submission: SubmissionId(clock::new_id()),
            file: name,
            digest: workbook.digest.clone(),
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

/// Who brings in a workbook from the command line: the service's administrator, made with the
/// service if there is none.
async fn importer(store: &Store, name: &str) -> anyhow::Result<Viewer> {
    if let Some(service) = store.services().await?.into_iter().next() {
        let workers = store.workers(service.service).await?;
        let administrator = workers.into_iter().find(|w| w.role == Role::Administrator);
        let administrator = administrator.context("the service has no administrator")?;
        return Ok(Viewer {
            worker: administrator.worker,
            name: administrator.name,
            role: Role::Administrator,
            service: service.service,
            team: administrator.team,
        });
    }
    let viewer = Viewer {
        worker: WorkerId(clock::new_id()),
        name: "Command line".to_owned(),
        role: Role::Administrator,
        service: ServiceId(clock::new_id()),
        team: None,
    };
    let worker = Worker {
        worker: viewer.worker,
        name: viewer.name.clone(),
        role: viewer.role,
        team: None,
    };
    let service = Service {
        service: viewer.service,
        name: name.to_owned(),
    };
    store.create_service(service, worker, clock::now()).await?;
    Ok(viewer)
}
