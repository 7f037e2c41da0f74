//! The chronology of a family, newest first.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Query, State};
use govuk::{Extras, Filter, FilterCategory, Select, Tag, filter_layout};
use maud::{Markup, html};
use record::{ChronologyEntry, Entry, Fact, PersonId, Sequence, Visibility, WorkerId};
use serde::Deserialize;

use super::entries::{self, concerns};
use super::family::{Opened, Tab};
use super::shown::AskedDay;
use super::words::{address, counted, person};
use crate::app::Shared;
use crate::error::Problem;
use crate::paging::Pages;
use crate::recording;
use crate::session::SignedIn;

/// Which entries to show. Empty and absent are alike.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(flatten)]
    day: AskedDay,
    person: String,
    kind: String,
    worker: String,
    page: String,
}

/// Which entries are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Choice {
    person: Option<PersonId>,
    kind: Option<&'static str>,
    worker: Option<WorkerId>,
}

impl Asked {
    fn choice(&self) -> Result<Choice, Problem> {
        fn read<T>(text: &str, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
            match text {
                "" => Ok(None),
                text => known(text).map(Some).ok_or(Problem::NotFound),
            }
        }
        let kind = |code: &str| {
            let mut kinds = Fact::KINDS.iter().map(|(kind, _)| *kind);
            kinds.find(|kind| *kind == code)
        };
        Ok(Choice {
            person: read(&self.person, |id| id.parse().ok())?,
            kind: read(&self.kind, kind)?,
            worker: read(&self.worker, |id| id.parse().ok())?,
        })
    }
}

impl Choice {
    fn wants(&self, entry: &Entry) -> bool {
        self.person
            .is_none_or(|person| concerns(&entry.fact, person))
            && self.kind.is_none_or(|kind| entry.fact.kind() == kind)
            && self.worker.is_none_or(|worker| entry.recorded_by == worker)
    }
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let choice = asked.choice()?;
    let opened = Opened::open(&app, viewer, &id, &asked.day).await?;
    let view = View::new(&opened, choice, &asked.page)?;
    Ok(opened.page(&app, Tab::Chronology, &view.content()))
}

/// The chronology as it is shown.
struct View<'a> {
    opened: &'a Opened,
    choice: Choice,
    /// The entries that are wanted, the newest first, and the page of them.
    wanted: Vec<&'a ChronologyEntry>,
    pages: Pages,
    /// The number of each entry among those this viewer sees: the order of recording itself would
    /// show by its gaps that there are others.
    numbers: BTreeMap<Sequence, usize>,
}

impl<'a> View<'a> {
    fn new(opened: &'a Opened, choice: Choice, page: &str) -> Result<Self, Problem> {
        let seen: BTreeSet<Sequence> = opened
            .family
            .chronology
            .iter()
            .map(|seen| seen.entry.sequence)
            .collect();
        // The chronology is in order of happening and, on one day, of recording.
        let newest_first = opened.family.chronology.iter().rev();
        let wanted: Vec<_> = newest_first
            .filter(|seen| choice.wants(&seen.entry))
            .collect();
        Ok(Self {
            opened,
            choice,
            pages: Pages::asked(page, wanted.len())?,
            wanted,
            numbers: seen.into_iter().zip(1..).collect(),
        })
    }

    fn content(&self) -> Markup {
        let all = self.opened.family.chronology.len();
        let entries = counted(all, "entry", "entries");
        let list = html! {
            p.app-list-count {
                @if self.wanted.len() == all { (entries) }
                @else { (costs::plain(self.wanted.len())) " of " (entries) }
                ", newest first" (self.pages.words())
            }
            @if self.wanted.is_empty() {
                p.app-empty {
                    "No entry matches what you asked for. "
                    a.govuk-link href=(self.opened.address(Tab::Chronology)) { "See all entries" } "."
                }
            } @else {
                ol.app-timeline { @for entry in self.shown() { (self.entry(entry)) } }
                (self.pages.ways("Pages of entries", |page| self.page(self.choice, page)))
            }
        };
        html! {
            h2.govuk-visually-hidden { "Entries" }
            (filter_layout(&self.filter(), list))
        }
    }

    fn shown(&self) -> &[&ChronologyEntry] {
        &self.wanted[self.pages.places()]
    }

    fn entry(&self, seen: &ChronologyEntry) -> Markup {
        let entry = &seen.entry;
        let number = self
            .numbers
            .get(&entry.sequence)
            .copied()
            .unwrap_or_default();
        html! {
            li.app-timeline__item {
                p.app-timeline__when {
                    time datetime=(entry.happened) { (entry.happened.in_words()) }
                }
                article.app-timeline__body id={ "entry-" (number) } aria-labelledby={ "title-" (number) }
                    data-entry=(entry.fact.kind()) data-visibility=(entry.visibility.code()) {
                    div.app-timeline__header {
                        h3.app-timeline__title id={ "title-" (number) } { (entry.fact.title()) }
                        span.app-timeline__tags { (visibility_tag(&entry.visibility)) }
                    }
                    p.app-timeline__byline {
                        "Recorded " (entry.recorded_at.in_words()) " by "
                        (self.opened.names.worker(entry.recorded_by))
                        @if let Visibility::Named(workers) = &entry.visibility {
                            " · seen only by " (self.readers(workers))
                        }
                    }
                    (self.correction(seen))
                    @if seen.corrected_by.is_some() {
                        div.app-corrected { (entries::content(self.opened, &entry.fact)) }
                    } @else {
                        (entries::content(self.opened, &entry.fact))
                        (self.put_right(entry, number))
                    }
                }
            }
        }
    }

    fn put_right(&self, entry: &Entry, number: usize) -> Markup {
        let address = self.opened.recorder().and_then(|viewer| {
            recording::put_right_address(viewer, &self.opened.family, entry, number)
        });
        html! {
            @if let Some(address) = address {
                p.app-quiet {
                    a.govuk-link href=(address) {
                        "Put right" span.govuk-visually-hidden { " entry " (number) ": " (entry.fact.title()) }
                    }
                }
            }
        }
    }

    fn readers(&self, workers: &[WorkerId]) -> String {
        let names: Vec<&str> = workers
            .iter()
            .map(|id| self.opened.names.worker(*id))
            .collect();
        names.join(", ")
    }

    /// That an entry was put right, and what it puts right itself.
    fn correction(&self, seen: &ChronologyEntry) -> Markup {
        let by = seen.corrected_by.and_then(|by| self.find(by));
        let of = seen.entry.correction.as_ref();
        html! {
            @if let Some(by) = by {
                p.app-correction {
                    strong { "Corrected by a later entry" }
                    @if let Some(correction) = &by.correction { ": " (correction.why) }
                    " (" (self.link(by, &format!("see the correction of {}", by.happened.in_words()))) ")"
                }
            }
            @if let Some(correction) = of {
                p.app-correction {
                    strong { "Corrects " }
                    @if let Some(original) = self.find(correction.of) {
                        (self.link(original, &format!("an entry of {}", original.happened.in_words())))
                    } @else {
                        "an earlier entry"
                    }
                    ": " (correction.why)
                }
            }
        }
    }

    fn find(&self, sequence: Sequence) -> Option<&Entry> {
        let mut all = self.opened.family.chronology.iter().map(|seen| &seen.entry);
        all.find(|entry| entry.sequence == sequence)
    }

    /// The other entry may not be among those shown, so the link is to its page of all of them.
    fn link(&self, to: &Entry, words: &str) -> Markup {
        let number = self.numbers.get(&to.sequence).copied().unwrap_or_default();
        let is_it = |seen: &&ChronologyEntry| seen.entry.sequence == to.sequence;
        let page = if self.choice == Choice::default() && self.shown().iter().any(is_it) {
            String::new()
        } else {
            let mut all = self.opened.family.chronology.iter().rev();
            let place = all.position(|seen| is_it(&seen)).unwrap_or_default();
            self.page(Choice::default(), Pages::holding(place))
        };
        html! { a.govuk-link href={ (page) "#entry-" (number) } { (words) } }
    }

    fn filter(&self) -> Filter {
        let Choice {
            person: about,
            kind,
            worker,
        } = self.choice;
        let mut filter = Filter::new(self.opened.address_without_day()).fields(html! {
            @for (name, value) in self.opened.asked() {
                @if let Some(value) = value { input type="hidden" name=(name) value=(value); }
            }
            (self.people_field()) (self.kinds_field()) (self.workers_field())
        });
        if let Some(about) = about {
            let words = person(&self.opened.family, about);
            let without = self.without(Choice {
                person: None,
                ..self.choice
            });
            filter = filter.category(FilterCategory::new("Person").chosen(words, without));
        }
        if let Some(kind) = kind {
            let without = self.without(Choice {
                kind: None,
                ..self.choice
            });
            let title = self
                .kinds()
                .get(kind)
                .copied()
                .unwrap_or("Not recorded yet");
            filter = filter.category(FilterCategory::new("Kind").chosen(title, without));
        }
        if let Some(worker) = worker {
            let without = self.without(Choice {
                worker: None,
                ..self.choice
            });
            let name = self.opened.names.worker(worker);
            filter = filter.category(FilterCategory::new("Recorded by").chosen(name, without));
        }
        if self.choice == Choice::default() {
            return filter;
        }
        filter.clear(self.opened.address(Tab::Chronology))
    }

    /// The address of the first page of another choice.
    fn without(&self, choice: Choice) -> String {
        self.page(choice, 1)
    }

    fn page(&self, choice: Choice, page: usize) -> String {
        let [as_at, known] = self.opened.asked();
        let said = [
            as_at,
            known,
            ("person", choice.person.map(|id| id.to_string())),
            ("kind", choice.kind.map(str::to_owned)),
            ("worker", choice.worker.map(|id| id.to_string())),
            ("page", (page > 1).then(|| page.to_string())),
        ];
        address(&self.opened.address_without_day(), said)
    }

    /// The kinds there are, with their titles.
    fn kinds(&self) -> BTreeMap<&'static str, &'static str> {
        let facts = self
            .opened
            .family
            .chronology
            .iter()
            .map(|seen| &seen.entry.fact);
        facts.map(|fact| (fact.kind(), fact.title())).collect()
    }

    fn people_field(&self) -> Select {
        let select = Select::new("person", "About").option("", "Anyone");
        let people = self.opened.family.people.iter();
        people
            .fold(select, |select, each| {
                select.option(each.person.to_string(), super::words::named(each))
            })
            .value(
                self.choice
                    .person
                    .map(|id| id.to_string())
                    .unwrap_or_default(),
            )
    }

    fn kinds_field(&self) -> Select {
        let mut kinds: Vec<_> = self.kinds().into_iter().collect();
        kinds.sort_unstable_by_key(|(_, title)| *title);
        let select = Select::new("kind", "Kind of entry").option("", "Any kind");
        kinds
            .into_iter()
            .fold(select, |select, (kind, title)| select.option(kind, title))
            .value(self.choice.kind.unwrap_or_default())
    }

    fn workers_field(&self) -> Select {
        let entries = self.opened.family.chronology.iter();
        let workers: BTreeSet<WorkerId> = entries.map(|seen| seen.entry.recorded_by).collect();
        let names = |id: &WorkerId| self.opened.names.worker(*id).to_owned();
        let mut workers: Vec<_> = workers.iter().map(|id| (names(id), id)).collect();
        workers.sort_unstable();
        let select = Select::new("worker", "Recorded by").option("", "Anyone");
        workers
            .into_iter()
            .fold(select, |select, (name, id)| {
                select.option(id.to_string(), name)
            })
            .value(
                self.choice
                    .worker
                    .map(|id| id.to_string())
                    .unwrap_or_default(),
            )
    }
}

/// Who may see an entry, in words; the colour only repeats them.
pub(super) fn visibility_tag(visibility: &Visibility) -> Tag {
    let colour = match visibility {
        Visibility::Shared => govuk::Colour::Teal,
        Visibility::Team => govuk::Colour::Purple,
        Visibility::Named(_) => govuk::Colour::Magenta,
    };
    Tag::new(visibility.label())
        .colour(colour)
        .class("app-tag--wraps")
}
