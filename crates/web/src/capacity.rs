//! What each worker of the team carries against what they can, for whoever says who supports whom.

use access::Viewer;
use calendar::{Date, day};
use casework::{Offer, Room};
use record::WorkerId;
use record::lists::Discipline;
use store::{Practitioner, WorkerLoad};

use crate::app::App;
use crate::error::Problem;
use crate::families::words::counted;

/// The disciplines that the viewer's service offers.
pub(crate) async fn offers(app: &App, viewer: &Viewer) -> Result<Vec<Offer>, Problem> {
    let settings = app.store().disciplines(viewer.service).await?;
    let offered = settings.into_iter().filter(|it| it.offered);
    Ok(offered
        .map(|it| Offer {
            discipline: it.discipline,
            serves: it.serves,
        })
        .collect())
}

/// A worker of the team with what they carry.
pub(crate) struct Carries {
    who: Practitioner,
    load: Option<WorkerLoad>,
}

/// The workers of the team who may support somebody from a day on, each with what they carry.
pub(crate) async fn load(app: &App, viewer: &Viewer, today: Date) -> Result<Vec<Carries>, Problem> {
    let loads = app.store().worker_loads(viewer).await?;
    let team = app.store().practitioners(viewer.service).await?;
    let over = |it: &Practitioner| it.post.until.is_some_and(|until| until < today);
    let here = team
        .into_iter()
        .filter(|it| !it.worker.has_left(today) && !over(it));
    Ok(here
        .map(|who| Carries {
            load: loads
                .iter()
                .find(|it| it.worker == who.worker.worker)
                .copied(),
            who,
        })
        .collect())
}

impl Carries {
    pub(crate) fn worker(&self) -> WorkerId {
        self.who.worker.worker
    }

    /// Whether they work in a discipline.
    pub(crate) fn works_in(&self, discipline: Discipline) -> bool {
        self.who.post.disciplines.contains(&discipline)
    }

    /// Their name.
    pub(crate) fn own_name(&self) -> &str {
        &self.who.worker.name
    }

    /// Their name, and the disciplines they work in.
    pub(crate) fn name(&self) -> String {
        let disciplines: Vec<&str> = self
            .who
            .post
            .disciplines
            .iter()
            .map(|it| it.label())
            .collect();
        if disciplines.is_empty() {
            return self.who.worker.name.clone();
        }
        format!("{} ({})", self.who.worker.name, disciplines.join("; "))
    }

    fn people(&self) -> u64 {
        self.load.map_or(0, |load| load.people)
    }

    /// Whether they support fewer people than they can, where somebody has said how many they can.
    pub(crate) fn has_room(&self) -> bool {
        let ceiling = self.who.post.ceiling.map(u64::from);
        ceiling.is_some_and(|ceiling| self.people() < ceiling)
    }

    /// Whether they are there for families on a day.
    pub(crate) fn is_available(&self, day: Date) -> bool {
        self.who.is_available(day)
    }

    /// Whether they can take on somebody more.
    pub(crate) fn room(&self) -> Room {
        match self.who.post.ceiling {
            Some(ceiling) if self.people() >= u64::from(ceiling) => Room::Full,
            _ => Room::Free,
        }
    }

    /// What they carry against what they can, and when they are there, in words.
    pub(crate) fn words(&self, today: Date) -> String {
        let people = self.people();
        let mut said = vec![match self.who.post.ceiling.map(u64::from) {
            None => format!(
                "Supports {}; nobody has said how many they can",
                counted(
                    usize::try_from(people).unwrap_or(usize::MAX),
                    "person",
                    "people"
                )
            ),
            Some(ceiling) if people >= ceiling => {
                format!("Full: supports {people} of {ceiling} people")
            }
            Some(ceiling) => format!("Supports {people} of {ceiling} people"),
        }];
        if let Some(from) = self.who.post.from.filter(|from| *from > today) {
            said.push(format!("In post from {}", day::in_words(from)));
        }
        if let Some(until) = self.who.post.until {
            said.push(format!("In post until {}", day::in_words(until)));
        }
        if let Some(until) = self.who.worker.until {
            said.push(format!("Leaves on {}", day::in_words(until)));
        }
        for absence in &self.who.absences {
            match absence.until {
                Some(until) if until < today => {}
                Some(until) => said.push(format!(
                    "Away from {} to {}",
                    day::in_words(absence.from),
                    day::in_words(until)
                )),
                None => said.push(format!("Away from {}", day::in_words(absence.from))),
            }
        }
        said.join(". ")
    }
}
