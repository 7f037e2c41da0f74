//! Who refers, and whether they may on this day.

use access::{Act, Role, Viewer};
use calendar::Date;
use casework::{Offer, OnTheList};
use record::lists::TeamKind;
use record::{TeamId, WorkerId};
use store::{Team, Worker};

use crate::app::App;
use crate::capacity;
use crate::error::Problem;

/// For which team somebody refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// For their own, which is on the list today.
    Own(TeamId),
    /// A manager of the service, for a team they choose.
    OnBehalf,
    /// Their team is not on the list today, or they have none.
    NotOnTheList,
    /// They work in the service's own team.
    OwnTeam,
}

/// Whoever refers, and what they choose from.
pub(super) struct Desk {
    /// With the team that the register gives them today.
    pub(super) viewer: Viewer,
    pub(super) standing: Standing,
    pub(super) teams: Vec<Team>,
    workers: Vec<Worker>,
    /// The disciplines that the service offers.
    pub(super) offers: Vec<Offer>,
    pub(super) today: Date,
}

impl Desk {
    /// The desk of a viewer who may refer at all; no page for anybody else.
    pub(super) async fn load(app: &App, viewer: Viewer) -> Result<Self, Problem> {
        if !viewer.may(Act::ReferFamily) {
            return Err(Problem::NotFound);
        }
        let today = app.today();
        let workers = app.store().workers(viewer.service).await?;
        let me = workers.iter().find(|worker| worker.worker == viewer.worker);
        let team = me.map_or(viewer.team, |me| me.team);
        let viewer = Viewer { team, ..viewer };
        let teams = app.store().teams(viewer.service).await?;
        Ok(Self {
            standing: standing(&viewer, &teams, today),
            offers: capacity::offers(app, &viewer).await?,
            viewer,
            teams,
            workers,
            today,
        })
    }

    /// Whether a referral may be begun.
    pub(super) fn may_start(&self) -> bool {
        matches!(self.standing, Standing::Own(_) | Standing::OnBehalf)
    }

    /// The viewer's own team, by name.
    pub(super) fn own_team(&self) -> Option<&str> {
        self.viewer.team.and_then(|team| self.team_name(team))
    }

    /// A team by name.
    pub(super) fn team_name(&self, id: TeamId) -> Option<&str> {
        let team = self.teams.iter().find(|team| team.team == id);
        team.map(|team| team.name.as_str())
    }

    /// A worker by name.
    pub(super) fn worker_name(&self, id: WorkerId) -> Option<&str> {
        let worker = self.workers.iter().find(|worker| worker.worker == id);
        worker.map(|worker| worker.name.as_str())
    }

    /// Those who may hold a case: social workers who have not left.
    pub(super) fn holders(&self) -> Vec<(String, String)> {
        let here = self.workers.iter();
        here.filter(|w| w.role == Role::SocialWorker && !w.has_left(self.today))
            .map(|w| (w.worker.to_string(), w.name.clone()))
            .collect()
    }

    /// The teams of Social Care.
    pub(super) fn social_care(&self) -> Vec<(String, String)> {
        let teams = self.teams.iter();
        teams
            .filter(|team| team.kind == TeamKind::SocialCare)
            .map(|team| (team.team.to_string(), team.name.clone()))
            .collect()
    }

    /// The teams that may refer today.
    pub(super) fn referring(&self) -> Vec<(String, String)> {
        let teams = self.teams.iter();
        teams
            .filter(|team| team.may_refer(self.today))
            .map(|team| (team.team.to_string(), team.name.clone()))
            .collect()
    }

    /// Whether a team may refer today.
    pub(super) fn list(&self, team: Option<TeamId>) -> OnTheList {
        let on = |team: &&Team| team.may_refer(self.today);
        let known = team.and_then(|id| self.teams.iter().find(|team| team.team == id));
        match known.filter(on) {
            Some(_) if self.may_start() => OnTheList::Yes,
            _ => OnTheList::No,
        }
    }
}

fn standing(viewer: &Viewer, teams: &[Team], today: Date) -> Standing {
    let own = viewer
        .team
        .and_then(|id| teams.iter().find(|t| t.team == id));
    let of_the_service = match own {
        Some(team) => team.kind == TeamKind::Service,
        // Whoever works in no team of Social Care works in the service's.
        None => viewer.role != Role::SocialWorker,
    };
    match own {
        Some(team) if !of_the_service && team.may_refer(today) => Standing::Own(team.team),
        _ if viewer.role == Role::Manager => Standing::OnBehalf,
        _ if of_the_service => Standing::OwnTeam,
        _ => Standing::NotOnTheList,
    }
}

#[cfg(test)]
mod tests {
    use calendar::date;
    use record::ServiceId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn who_may_refer_follows_from_the_team_and_the_day() {
        let id = |number| TeamId(Uuid::from_u128(number));
        let teams = [
            Team::new(id(1), "MDT", TeamKind::Service),
            Team::new(id(2), "On it", TeamKind::SocialCare).referring_from(date(2026, 2, 1)),
            Team::new(id(3), "Not on it", TeamKind::SocialCare),
        ];
        let of = |role, team: u128, day| {
            let viewer = Viewer {
                worker: WorkerId(Uuid::nil()),
                name: String::new(),
                role,
                service: ServiceId(Uuid::nil()),
                team: (team > 0).then(|| id(team)),
            };
            standing(&viewer, &teams, day)
        };
        let day = date(2026, 2, 1);
        assert_eq!(of(Role::SocialWorker, 2, day), Standing::Own(id(2)));
        let before = date(2026, 1, 31);
        assert_eq!(of(Role::SocialWorker, 2, before), Standing::NotOnTheList);
        assert_eq!(of(Role::SocialWorker, 3, day), Standing::NotOnTheList);
        assert_eq!(of(Role::SocialWorker, 0, day), Standing::NotOnTheList);
        assert_eq!(of(Role::Practitioner, 1, day), Standing::OwnTeam);
        assert_eq!(of(Role::Practitioner, 0, day), Standing::OwnTeam);
        assert_eq!(of(Role::Practitioner, 2, day), Standing::Own(id(2)));
        assert_eq!(of(Role::Manager, 1, day), Standing::OnBehalf);
        assert_eq!(of(Role::Manager, 0, day), Standing::OnBehalf);
    }
}
