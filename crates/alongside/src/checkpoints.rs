//! Signed heads of the tree where whoever has the database cannot reach: a file that only grows, on another
//! machine or of another owner's, or the standard output that a service manager collects.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use record::ServiceId;
use store::{Head, Store};

use crate::outcome::{self, Problems};

/// How often the head is written, where it has changed.
const EVERY: Duration = Duration::from_mins(1);

/// Where heads are written.
enum Place {
    Output,
    File(PathBuf),
}

/// The heads that have been written.
pub(crate) struct Checkpoints {
    places: Vec<Place>,
    last: Vec<(ServiceId, u64)>,
}

impl Checkpoints {
    /// The places asked for, each of which can be written.
    pub(crate) fn new(places: &[PathBuf]) -> anyhow::Result<Self> {
        let place = |path: &PathBuf| {
            if path.as_os_str() == "-" {
                return Ok(Place::Output);
            }
            append(path, "")?;
            Ok(Place::File(path.clone()))
        };
        Ok(Self {
            places: places.iter().map(place).collect::<anyhow::Result<_>>()?,
            last: Vec::new(),
        })
    }

    /// Serves, and writes the heads from time to time and at the end.
    pub(crate) async fn while_serving<T>(
        mut self,
        store: &Store,
        serving: impl Future<Output = T>,
    ) -> T {
        if self.places.is_empty() {
            return serving.await;
        }
        let mut serving = std::pin::pin!(serving);
        let mut every = tokio::time::interval(EVERY);
        let served = loop {
            tokio::select! {
                served = &mut serving => break served,
                _ = every.tick() => self.write(store).await,
            }
        };
        self.write(store).await;
        served
    }

    /// Serving goes on where a head cannot be written; that it could not is a gap for all to see.
    async fn write(&mut self, store: &Store) {
        if let Err(error) = self.try_write(store).await {
            tracing::error!(
                cause = format!("{error:#}"),
                "a checkpoint could not be written"
            );
        }
    }

    async fn try_write(&mut self, store: &Store) -> anyhow::Result<()> {
        for service in store.services().await? {
            let service = service.service;
            let head = store.head(service).await?;
            let written = (service, head.size);
            if self.last.contains(&written) {
                continue;
            }
            let line = format!("{}\n", head.to_line());
            for place in &self.places {
                match place {
                    Place::Output => outcome::print(line.as_bytes())?,
                    Place::File(path) => append(path, &line)?,
                }
            }
            self.last.retain(|(of, _)| *of != service);
            self.last.push(written);
        }
        Ok(())
    }
}

/// Adds to a file, which only its owner can read, and answers when it is on the disc.
fn append(path: &Path, line: &str) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(line.as_bytes())?;
        file.sync_all()
    });
    written.with_context(|| format!("checkpoints cannot be written to {}", path.display()))
}

/// The heads in a file, all of which must be there to be read.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Head>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the checkpoints {} cannot be read", path.display()))?;
    let heads = text.lines().zip(1..).map(|(line, number)| {
        Head::from_line(line).ok_or_else(|| {
            Problems::one(format!(
                "line {number} of {} is no checkpoint",
                path.display()
            ))
        })
    });
    heads.collect()
}
