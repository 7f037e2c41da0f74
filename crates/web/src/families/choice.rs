//! Which families a list shows, as its address says it: codes and ids only, so that no address
//! holds the name of a person.

use access::Viewer;
use record::lists::CaseStatus;
use record::{FamilyId, WorkerId};
use serde::Deserialize;
use store::{Cursor, Filter};
use uuid::Uuid;

use super::search::Searches;
use super::words::address;
use crate::app::App;
use crate::error::Problem;

/// The query of a list as it came. Empty and absent are alike.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    status: String,
    worker: String,
    search: String,
    after: String,
}

/// Which families a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Only families whose case stands so.
    pub(super) status: Option<CaseStatus>,
    /// Only families with this case holder, key worker or supporting worker.
    pub(super) worker: Option<WorkerId>,
    /// A search that is kept on the server.
    pub(super) search: Option<Uuid>,
    /// The last family of each page before this one.
    pub(super) trail: Vec<FamilyId>,
}

impl Asked {
    /// What was asked, if it can be understood.
    pub(super) fn choice(&self) -> Result<Choice, Problem> {
        Ok(Choice {
            status: read(&self.status, CaseStatus::from_code)?,
            worker: read(&self.worker, |id| id.parse().ok())?,
            search: read(&self.search, |id| id.parse().ok())?,
            trail: self
                .after
                .split(',')
                .filter(|id| !id.is_empty())
                .map(|id| id.parse().map_err(|_| Problem::NotFound))
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

impl Choice {
    /// The address of `path` with this choice.
    pub(super) fn address(&self, path: &str) -> String {
        let trail: Vec<String> = self.trail.iter().map(ToString::to_string).collect();
        let said = [
            ("status", self.status.map(|status| status.code().to_owned())),
            ("worker", self.worker.map(|worker| worker.to_string())),
            ("search", self.search.map(|search| search.to_string())),
            (
                "after",
                Some(trail.join(",")).filter(|trail| !trail.is_empty()),
            ),
        ];
        address(path, said)
    }

    /// The same families from the first page on.
    pub(super) fn first_page(&self) -> Self {
        Self {
            trail: Vec::new(),
            ..self.clone()
        }
    }

    /// The page after the one that ends with this family.
    pub(super) fn next_page(&self, last: Cursor) -> Self {
        let mut next = self.clone();
        next.trail.push(last.0);
        next
    }

    /// The page before this one, if this is not the first.
    pub(super) fn previous_page(&self) -> Option<Self> {
        let mut previous = self.clone();
        previous.trail.pop().map(|_| previous)
    }

    /// Where this page begins.
    pub(super) fn after(&self) -> Option<Cursor> {
        self.trail.last().copied().map(Cursor)
    }

    /// What the store is asked for.
    pub(super) fn filter(&self, words: String) -> Filter {
        Filter {
            search: words,
            status: self.status,
            worker: self.worker,
        }
    }

    /// The words of the search; nothing if the list is not searched.
    pub(super) fn words(
        &self,
        app: &App,
        viewer: &Viewer,
        searches: &Searches,
    ) -> Result<String, NoLongerKept> {
        match self.search {
            None => Ok(String::new()),
            Some(id) => searches.words(id, viewer, app.now()).ok_or(NoLongerKept),
        }
    }
}

/// The search of an address is not kept any more, or was somebody else's.
#[derive(Debug)]
pub(super) struct NoLongerKept;

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        let uri: axum::http::Uri = format!("/families?{query}").parse().unwrap();
        axum::extract::Query::try_from_uri(&uri).unwrap().0
    }

    #[test]
    fn an_address_says_the_choice_it_was_made_from() {
        let id = "6ba7b812-9dad-11d1-80b4-00c04fd430c8";
        let query = format!("status=open&worker={id}&search={id}&after={id},{id}");
        let choice = asked(&query).choice().unwrap();
        assert_eq!(choice.address("/families"), format!("/families?{query}"));
        assert_eq!(choice.previous_page().unwrap().trail.len(), 1);
        assert_eq!(choice.next_page(Cursor(choice.trail[0])).trail.len(), 3);
        assert_eq!(Choice::default().address("/families"), "/families");
        assert_eq!(Choice::default().previous_page(), None);
    }

    #[test]
    fn nonsense_is_not_taken_for_everything() {
        for query in ["status=shut", "worker=me", "search=Smith", "after=F001"] {
            assert!(asked(query).choice().is_err(), "{query}");
        }
        assert_eq!(
            asked("status=&worker=").choice().unwrap(),
            Choice::default()
        );
    }
}
