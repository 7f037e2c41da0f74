//! `alongside looked`: what a session saw, or who saw a family, from the trail.

use access::{Role, Viewer};
use anyhow::Context;
use record::WorkerId;
use store::{Look, Store};
use uuid::Uuid;

use crate::cli::Looked;
use crate::outcome::{Problems, print};
use crate::serve::{self, Absent, NO_SERVICE};

pub(crate) fn run(asked: &Looked) -> anyhow::Result<()> {
    let database = &asked.database;
    let settings = serve::settings(&database.database, &database.key_file, Absent::Refused)?;
    serve::runtime()?.block_on(async {
        let store = Store::open(&settings).await?;
        let service = store.services().await?.into_iter().next();
        let service = service.context(NO_SERVICE)?.service;
        // Whoever has the key and the database is nobody in the register, and may check the trail.
        let auditor = Viewer {
            worker: WorkerId(Uuid::nil()),
            name: String::new(),
            role: Role::Auditor,
            service,
            team: None,
        };
        let leave = auditor
            .audit()
            .context("an auditor may not read the trail")?;
        let looks = if let Some(session) = asked.what.session {
            store.seen_in_session(&leave, session).await?
        } else {
            let reference = asked.what.family.as_deref().unwrap_or_default();
            let family = store.family_with_reference(&leave, reference).await?;
            let family =
                family.ok_or_else(|| Problems::one(format!("there is no family {reference}")))?;
            store.every_look_at(&leave, family).await?
        };
        let workers = store.workers(service).await?;
        let mut lines = String::from("when\twho\tsession\twhat\tpage\tfamilies\n");
        for look in &looks {
            let who = workers.iter().find(|it| it.worker == look.by.worker);
            let who = who.map_or("somebody no longer in the register", |it| it.name.as_str());
            let references = if asked.what.session.is_some() {
                let mut references = store.references(&leave, &look.families).await?;
                references.sort_unstable();
                references.join(" ")
            } else {
                look.families.len().to_string()
            };
            lines.push_str(&line(look, who, &references));
        }
        store.close().await;
        print(lines.as_bytes())
    })
}

fn line(look: &Look, who: &str, families: &str) -> String {
    let (at, session, what, page) = (look.at, look.by.session, look.kind.label(), &look.page);
    format!("{at}\t{who}\t{session}\t{what}\t{page}\t{families}\n")
}
