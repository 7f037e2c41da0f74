//! The people of the service.

use access::{Role, Viewer};
use anyhow::Context as _;
use calendar::{Stamp, date};
use record::lists::{Discipline, TeamKind};
use record::{ServiceId, TeamId, WorkerId};
use store::{Post, Service, SignInSettings, Store, Team, Worker};

use super::chance::Chance;
use super::names;

/// When everything was set up and recorded.
pub(super) fn recorded_at() -> Stamp {
    Stamp::from_london(date(2025, 6, 30), 17, 0).expect("a Monday afternoon")
}

/// The service with those who work with its families.
pub(super) struct People {
    pub(super) manager: Viewer,
    pub(super) practitioners: Vec<Viewer>,
    pub(super) social_workers: Vec<Viewer>,
    pub(super) team: TeamId,
    pub(super) social_care: TeamId,
    administrator: Viewer,
}

impl People {
    /// So many practitioners, and as many social workers.
    pub(super) fn invented(practitioners: usize) -> Self {
        let mut chance = Chance::of(1);
        let service = ServiceId(chance.id(0));
        let (team, social_care) = (TeamId(chance.id(1)), TeamId(chance.id(2)));
        let mut made = 0;
        let mut viewer = |role, team| {
            made += 1;
            Viewer {
                worker: WorkerId(chance.id(made)),
                name: format!("{} {}", names::given(made as usize), worker_name(made)),
                role,
                service,
                team: Some(team),
            }
        };
        Self {
            administrator: viewer(Role::Administrator, team),
            manager: viewer(Role::Manager, team),
            practitioners: (0..practitioners)
                .map(|_| viewer(Role::Practitioner, team))
                .collect(),
            social_workers: (0..practitioners)
                .map(|_| viewer(Role::SocialWorker, social_care))
                .collect(),
            team,
            social_care,
        }
    }

    /// The discipline of a practitioner.
    pub(super) fn discipline(nth: usize) -> Discipline {
        let adults = [
            Discipline::AdultMentalHealth,
            Discipline::DomesticAbuseVictims,
        ];
        adults[nth % adults.len()]
    }

    /// Sets the service up.
    pub(super) async fn set_up(&self, store: &Store) -> anyhow::Result<()> {
        let at = recorded_at();
        let service = Service {
            service: self.manager.service,
            name: "Tidemouth multi-disciplinary team (invented)".to_owned(),
        };
        // The teams come after the service, and the team of its first worker with them.
        let first = Worker {
            team: None,
            ..Worker::from(&self.administrator)
        };
        store.create_service(service, first, at).await?;
        let leave = self.administrator.set_up().context("may set up")?;
        let teams = [
            (self.team, "The team", TeamKind::Service),
            (self.social_care, "Social Care", TeamKind::SocialCare),
        ];
        for (team, name, kind) in teams {
            let team = Team {
                refers_from: Some(date(2000, 1, 1)),
                ..Team::new(team, name, kind)
            };
            store.put_team(&leave, team, at).await?;
        }
        let others = self.practitioners.iter().chain(&self.social_workers);
        for viewer in others.chain([&self.manager]) {
            store.put_worker(&leave, Worker::from(viewer), at).await?;
        }
        let capacity = self.manager.set_capacity().context("may set capacity")?;
        for (nth, viewer) in self.practitioners.iter().enumerate() {
            let post = Post {
                disciplines: vec![Self::discipline(nth)],
                ceiling: Some(30),
                ..Post::default()
            };
            store.put_post(&capacity, viewer.worker, post, at).await?;
        }
        // What is measured is the service's work; a second factor costs nothing after signing in.
        let signing_in = SignInSettings {
            second_factor: false,
            ..SignInSettings::default()
        };
        store.put_sign_in_settings(&leave, signing_in, at).await?;
        Ok(())
    }
}

/// Workers have surnames that no family has.
fn worker_name(number: u64) -> String {
    format!("Of-the-Team-{number}")
}
