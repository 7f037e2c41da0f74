//! The register of teams, and since when each of Social Care's may refer.

use access::{Authorised, SetUp};
use calendar::{Date, Stamp};
use record::lists::TeamKind;
use record::{ServiceId, TeamId};
use serde::{Deserialize, Serialize};

use crate::registers::log;
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, Store};

statements! {
    TEAMS = "select team_id, name, kind, area, refers_from, refers_until from team \
        where service_id = $1 order by name, team_id";
    PUT_TEAM = "insert into team (service_id, team_id, name, kind, area, refers_from, \
        refers_until) values ($1, $2, $3, $4, $5, $6, $7) \
        on conflict (service_id, team_id) do update set name = excluded.name, \
        kind = excluded.kind, area = excluded.area, refers_from = excluded.refers_from, \
        refers_until = excluded.refers_until";
}

/// A team of the service or of Social Care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Which.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub kind: TeamKind,
    /// Where it works, in words; empty if nothing is said.
    pub area: String,
    /// The first day on which it may refer; none for a team that may not.
    pub refers_from: Option<Date>,
    /// The last day on which it may refer; none while there is no end.
    pub refers_until: Option<Date>,
}

impl Team {
    /// A team that may not refer and of which nothing else is known.
    pub fn new(team: TeamId, name: impl Into<String>, kind: TeamKind) -> Self {
        Self {
            team,
            name: name.into(),
            kind,
            area: String::new(),
            refers_from: None,
            refers_until: None,
        }
    }

    /// The same team, free to refer from a day on.
    #[must_use]
    pub fn referring_from(self, day: Date) -> Self {
        Self {
            refers_from: Some(day),
            ..self
        }
    }

    /// Whether its workers may refer a family on this day.
    pub fn may_refer(&self, day: Date) -> bool {
        let begun = self.refers_from.is_some_and(|from| from <= day);
        let over = self.refers_until.is_some_and(|until| until < day);
        begun && !over
    }
}

impl Store {
    /// Adds or changes a team.
    pub async fn put_team(
        &self,
        service: &Authorised<ServiceId, SetUp>,
        team: Team,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (service.id(), service.by());
        self.write(move |tx| {
            let team = team.clone();
            Box::pin(async move {
                let cells = args![
                    id.0,
                    team.team.0,
                    team.name.as_str(),
                    team.kind.code(),
                    team.area.as_str(),
                    team.refers_from,
                    team.refers_until,
                ];
                tx.run(PUT_TEAM, cells).await?;
                log(tx, id, "team", team.team.to_string(), &team, at, by).await
            })
        })
        .await
    }

    /// The teams a service knows, by name.
    pub async fn teams(&self, service: ServiceId) -> Result<Vec<Team>, Error> {
        let read = async |tx: &mut Tx| {
            let rows = tx.rows(TEAMS, args![service.0]).await?;
            rows.iter().map(team).collect()
        };
        self.kept.teams.of(self.engine(), service, read).await
    }
}

fn team(row: &Row) -> Result<Team, Error> {
    Ok(Team {
        team: TeamId(row.id(0)?),
        name: row.text(1)?,
        kind: row.coded(2, TeamKind::from_code, "the kind of a team")?,
        area: row.text(3)?,
        refers_from: row.maybe_parsed(4, "the day from which a team refers")?,
        refers_until: row.maybe_parsed(5, "the day until which a team refers")?,
    })
}

#[cfg(test)]
mod tests {
    use calendar::date;
    use uuid::Uuid;

    use super::*;

    fn team() -> Team {
        Team::new(TeamId(Uuid::nil()), "North", TeamKind::SocialCare)
    }

    #[test]
    fn a_team_may_refer_on_its_days_and_on_no_other() {
        let first = date(2021, 2, 1);
        assert!(!team().may_refer(first));
        let open = team().referring_from(first);
        assert!(!open.may_refer(date(2021, 1, 31)));
        assert!(open.may_refer(first));
        assert!(open.may_refer(date(2030, 1, 1)));
        let ended = Team {
            refers_until: Some(date(2022, 8, 30)),
            ..open
        };
        assert!(ended.may_refer(date(2022, 8, 30)));
        assert!(!ended.may_refer(date(2022, 8, 31)));
    }

    #[test]
    fn an_end_without_a_beginning_lets_nobody_refer() {
        let odd = Team {
            refers_until: Some(date(2022, 8, 30)),
            ..team()
        };
        assert!(!odd.may_refer(date(2022, 1, 1)));
    }
}
