//! Filling a store: families whose chronologies are decided by the rules of casework, the same in
//! every run but for their keys.

mod chance;
mod names;
mod referral;
mod story;
mod team;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use calendar::{Date, day};
use record::SubmissionId;
use serde::Serialize;
use store::{Chronology, Keys, Settings, Store};

use chance::Chance;
use story::{Case, LAST, Plan};
use team::{People, recorded_at};

/// What to fill.
#[derive(clap::Args)]
pub(crate) struct Asked {
    /// How many families.
    #[arg(long)]
    families: usize,
    /// An empty folder for the store, its key and `families.json`, which says what is in it.
    #[arg(long)]
    folder: PathBuf,
}

/// Families handed to the store at once.
const PART: usize = 500;
/// Families in which one practitioner works now.
const CASELOAD: usize = 25;
/// Families that are found by one surname, or one fewer.
const NAMESAKES: usize = 20;

/// How large a service is: a hundred times the families are ten times the team and ten times the
/// past.
struct Size {
    families: usize,
    practitioners: usize,
    past_days: usize,
}

impl Size {
    fn of(families: usize) -> Self {
        let scale = (families as f64 / 1_000.0).sqrt();
        Self {
            families,
            practitioners: (16.0 * scale).round().max(1.0) as usize,
            past_days: (1_100.0 * scale).round() as usize,
        }
    }

    fn open(&self) -> usize {
        (self.practitioners * CASELOAD).min(self.families)
    }

    fn plan<'a>(&self, people: &'a People, number: usize, chance: &mut Chance) -> Plan<'a> {
        // Open families lie among the others, as they do in a service.
        let open = number * self.open() / self.families;
        let is_open = (number + 1) * self.open() / self.families > open;
        let ago = if is_open {
            170 + chance.below(60)
        } else {
            400 + chance.below(self.past_days)
        };
        let turn = if is_open { open } else { number };
        Plan {
            people,
            number,
            surname: names::surname(chance.below(self.surnames())),
            case: if is_open { Case::Open } else { Case::Closed },
            referred: before(LAST, ago),
            worker: turn % self.practitioners,
        }
    }

    fn surnames(&self) -> usize {
        (self.families / NAMESAKES).max(1)
    }
}

fn before(last: Date, days: usize) -> Date {
    day::plus_days(last, -i32::try_from(days).unwrap_or(0))
}

/// What is in a store, for whoever asks for pages of it.
#[derive(Serialize)]
struct Contents {
    families: usize,
    entries: usize,
    manager: String,
    practitioners: Vec<String>,
    surnames: Vec<String>,
    open: Vec<Listed>,
    /// Some of all families, open or not.
    some: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    family: String,
    reference: String,
    /// The place of the practitioner who supports it.
    worker: usize,
}

/// Families whose pages are asked for.
const SOME: usize = 5_000;

pub(crate) async fn run(asked: &Asked) -> anyhow::Result<()> {
    let size = Size::of(asked.families);
    let store = open(&asked.folder).await?;
    let people = People::invented(size.practitioners);
    people.set_up(&store).await?;
    let (open, some) = fill(&store, &size, &people).await?;
    store.close().await;
    let ids = |viewers: &[access::Viewer]| viewers.iter().map(|it| it.worker.to_string()).collect();
    let contents = Contents {
        families: size.families,
        entries: size.families * story::ENTRIES,
        manager: people.manager.worker.to_string(),
        practitioners: ids(&people.practitioners),
        surnames: (0..size.surnames().min(1_000))
            .map(names::surname)
            .collect(),
        open,
        some,
    };
    let file = asked.folder.join("families.json");
    std::fs::write(file, serde_json::to_vec(&contents)?)?;
    Ok(())
}

async fn open(folder: &Path) -> anyhow::Result<Store> {
    let database = format!("sqlite:{}", folder.join("alongside.db").display());
    let keys = Keys::from_file(&folder.join("alongside.key"))?;
    Ok(Store::open(&Settings::new(&database, keys)?).await?)
}

async fn fill(
    store: &Store,
    size: &Size,
    people: &People,
) -> anyhow::Result<(Vec<Listed>, Vec<Listed>)> {
    let leave = people.manager.import().context("a manager may bring in")?;
    let every = (size.families / SOME).max(1);
    let (mut open, mut some) = (Vec::new(), Vec::new());
    let mut first = 0;
    let mut next = tell(size, people, first)?;
    while !next.is_empty() {
        let part = std::mem::take(&mut next);
        for (number, case, worker, told) in &part {
            let listed = || Listed {
                family: told.family.to_string(),
                reference: format!("F{number:06}"),
                worker: *worker,
            };
            if *case == Case::Open {
                open.push(listed());
            }
            if number % every == 0 {
                some.push(listed());
            }
        }
        let chronologies = part.into_iter().map(|(.., told)| told).collect();
        let submission = SubmissionId(Chance::of(u64::MAX - first as u64).id(0));
        let stored = store.take_in(&leave, submission, recorded_at(), chronologies);
        first += PART;
        // While these are written, the next are told.
        let (stored, told) = tokio::join!(stored, async {
            tokio::task::block_in_place(|| tell(size, people, first))
        });
        stored?;
        next = told?;
    }
    Ok((open, some))
}

type Told = (usize, Case, usize, Chronology);

fn tell(size: &Size, people: &People, first: usize) -> anyhow::Result<Vec<Told>> {
    let numbers = first..(first + PART).min(size.families);
    numbers
        .map(|number| {
            let mut chance = Chance::of(number as u64 + 1_000);
            let plan = size.plan(people, number, &mut chance);
            let told = story::told(&plan, &mut chance)
                .with_context(|| format!("telling family {number}"))?;
            Ok((number, plan.case, plan.worker, told))
        })
        .collect()
}
