//! Who keeps the book of advice, and what they choose from.

use access::{Advise, Authorised, Viewer};
use calendar::Date;
use record::lists::Discipline;
use record::{AdviceBook, AdviceId, ServiceId, WorkerId};

use crate::app::App;
use crate::error::Problem;
use crate::families::words::Names;

/// A worker of the team with their main discipline.
pub(super) struct Colleague {
    pub(super) worker: WorkerId,
    pub(super) discipline: Option<Discipline>,
    /// Their name, and the discipline in brackets.
    pub(super) words: String,
}

/// The book before somebody who keeps it.
pub(super) struct Desk {
    pub(super) viewer: Viewer,
    pub(super) leave: Authorised<ServiceId, Advise>,
    pub(super) book: AdviceBook,
    pub(super) names: Names,
    /// Those of the team who are in post.
    pub(super) team: Vec<Colleague>,
    pub(super) today: Date,
}

impl Desk {
    /// The desk of a viewer who keeps the book; no page for anybody else.
    pub(super) async fn load(app: &App, viewer: Viewer) -> Result<Self, Problem> {
        let leave = viewer.advise().ok_or(Problem::NotFound)?;
        let today = app.today();
        let team = app.store().practitioners(viewer.service).await?;
        let team = team.into_iter().filter(|it| it.is_in_post(today));
        let team = team.map(|it| {
            let discipline = it.discipline();
            let words = match discipline {
                Some(discipline) => format!("{} ({})", it.worker.name, discipline.label()),
                None => it.worker.name.clone(),
            };
            Colleague {
                worker: it.worker.worker,
                discipline,
                words,
            }
        });
        Ok(Self {
            book: app.store().advice(&leave).await?,
            names: Names::load(app, &viewer).await?,
            team: team.collect(),
            viewer,
            leave,
            today,
        })
    }
}

/// What an address names.
pub(super) fn id(text: &str) -> Result<AdviceId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// Where an entry of the book is shown.
pub(super) fn address(id: AdviceId) -> String {
    format!("/advice/entry/{id}")
}
