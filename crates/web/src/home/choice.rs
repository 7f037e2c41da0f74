//! Which rows a list of a home shows, as its address says it: codes and ids, no name of a person.

use record::WorkerId;
use record::lists::Discipline;
use serde::Deserialize;
use store::{CaseloadFilter, Place, WaitingFilter, WaitingKind};

use crate::error::Problem;
use crate::families::words::address;

/// The query as it came. Empty and absent are alike.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kind: String,
    discipline: String,
    worker: String,
    after: String,
}

/// Which rows a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Only what waits of this kind.
    pub(super) kind: Option<WaitingKind>,
    /// Only of this discipline.
    pub(super) discipline: Option<Discipline>,
    /// Only of or for this worker.
    pub(super) worker: Option<WorkerId>,
    /// The last row of each page before this one.
    pub(super) trail: Vec<Place>,
}

impl Asked {
    /// What was asked, if it can be understood.
    pub(super) fn choice(&self) -> Result<Choice, Problem> {
        let trail = self.after.split(',').filter(|place| !place.is_empty());
        Ok(Choice {
            kind: read(&self.kind, WaitingKind::from_code)?,
            discipline: read(&self.discipline, Discipline::from_code)?,
            worker: read(&self.worker, |id| id.parse().ok())?,
            trail: trail
                .map(|text| place(text).ok_or(Problem::NotFound))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn read<T>(text: &str, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
    match text {
        "" => Ok(None),
        text => known(text).map(Some).ok_or(Problem::NotFound),
    }
}

fn place(text: &str) -> Option<Place> {
    let (family, nr) = text.split_once('.')?;
    Some(Place {
        family: family.parse().ok()?,
        nr: nr.parse().ok()?,
    })
}

impl Choice {
    /// What waits for a worker.
    pub(super) fn of_worker(worker: WorkerId) -> Self {
        Self {
            worker: Some(worker),
            ..Self::default()
        }
    }

    /// What waits of one kind.
    pub(super) fn of_kind(kind: WaitingKind) -> Self {
        Self {
            kind: Some(kind),
            ..Self::default()
        }
    }

    /// The same of one discipline.
    pub(super) fn with(self, discipline: Discipline) -> Self {
        Self {
            discipline: Some(discipline),
            ..self
        }
    }

    /// The address of `path` with this choice.
    pub(super) fn address(&self, path: &str) -> String {
        let trail: Vec<String> = self
            .trail
            .iter()
            .map(|place| format!("{}.{}", place.family, place.nr))
            .collect();
        let said = [
            ("kind", self.kind.map(|kind| kind.code().to_owned())),
            ("discipline", self.discipline.map(|it| it.code().to_owned())),
            ("worker", self.worker.map(|worker| worker.to_string())),
            (
                "after",
                Some(trail.join(",")).filter(|trail| !trail.is_empty()),
            ),
        ];
        address(path, said)
    }

    /// The same rows from the first page on.
    pub(super) fn first_page(&self) -> Self {
        Self {
            trail: Vec::new(),
            ..self.clone()
        }
    }

    /// The page after the one that ends here.
    pub(super) fn next_page(&self, last: Place) -> Self {
        let mut next = self.clone();
        next.trail.push(last);
        next
    }

    /// The page before this one, if this is not the first.
    pub(super) fn previous_page(&self) -> Option<Self> {
        let mut previous = self.clone();
        previous.trail.pop().map(|_| previous)
    }

    /// Where this page begins.
    pub(super) fn after(&self) -> Option<Place> {
        self.trail.last().copied()
    }

    /// What the store is asked for of what waits.
    pub(super) fn waiting(&self) -> WaitingFilter {
        WaitingFilter {
            kind: self.kind,
            discipline: self.discipline,
            worker: self.worker,
        }
    }

    /// What the store is asked for of a caseload.
    pub(super) fn caseload(&self) -> CaseloadFilter {
        CaseloadFilter {
            worker: self.worker,
            discipline: self.discipline,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        let uri: axum::http::Uri = format!("/today/waiting?{query}").parse().unwrap();
        axum::extract::Query::try_from_uri(&uri).unwrap().0
    }

    #[test]
    fn an_address_says_the_choice_it_was_made_from() {
        let id = "6ba7b812-9dad-11d1-80b4-00c04fd430c8";
        let query = format!("kind=holding&discipline=youth_work&worker={id}&after={id}.1,{id}.12");
        let choice = asked(&query).choice().unwrap();
        assert_eq!(
            choice.address("/today/waiting"),
            format!("/today/waiting?{query}")
        );
        assert_eq!(choice.previous_page().unwrap().trail.len(), 1);
        assert_eq!(choice.first_page().previous_page(), None);
        assert_eq!(
            Choice::default().address("/today/waiting"),
            "/today/waiting"
        );
    }

    #[test]
    fn nonsense_is_not_taken_for_everything() {
        for query in ["kind=late", "discipline=magic", "worker=me", "after=F001.1"] {
            assert!(asked(query).choice().is_err(), "{query}");
        }
    }
}
