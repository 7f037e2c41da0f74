//! Who holds the case, and who refers.

use maud::{Markup, html};
use record::lists::ReferrerRole;
use record::{CaseHolder, TeamId};

use super::super::desk::{Desk, Standing};
use crate::recording::fields::{Fields, options, pairs};
use crate::recording::typed::{Reader, Typed};

pub(crate) const NAMES: [&str; 4] = ["holder", "holder_team", "role", "referring_team"];

/// What was said of it.
pub(crate) struct Named {
    pub(crate) holder: CaseHolder,
    pub(crate) role: ReferrerRole,
    pub(crate) team: TeamId,
}

pub(crate) fn fields(desk: &Desk, form: Fields<'_>) -> Markup {
    html! {
        p.govuk-body { "Case responsibility stays with Social Care. The case holder sees what the team shares of this family." }
        (form.select("holder", "Social worker who holds the case", pairs(&desk.holders())))
        (form.select("holder_team", "Their team", pairs(&desk.social_care())))
        @if desk.standing == Standing::OnBehalf {
            (form.select("referring_team", "Team that refers", pairs(&desk.referring())))
        }
        (form.radios("role", "Role of the referrer", options!(ReferrerRole)))
    }
}

pub(crate) fn read(desk: &Desk, read: &mut Reader<'_>) -> Option<Named> {
    let holders = desk.holders();
    let one_of = |options: &[(String, String)], id: &str| options.iter().any(|(o, _)| o == id);
    let worker = read.choice(
        "holder",
        "Choose the social worker who holds the case",
        |id| id.parse().ok().filter(|_| one_of(&holders, id)),
    );
    let teams = desk.social_care();
    let holder_team = read.choice("holder_team", "Choose their team", |id| {
        id.parse().ok().filter(|_| one_of(&teams, id))
    });
    let role = read.choice(
        "role",
        "Choose the role of the referrer",
        ReferrerRole::from_code,
    );
    let team = match desk.standing {
        Standing::Own(team) => Some(team),
        Standing::OnBehalf => {
            let teams = desk.referring();
            read.choice("referring_team", "Choose the team that refers", |id| {
                id.parse().ok().filter(|_| one_of(&teams, id))
            })
        }
        // What is sent is refused with the reason; what is typed is kept all the same.
        Standing::NotOnTheList | Standing::OwnTeam => desk.viewer.team.or(holder_team),
    };
    Some(Named {
        holder: CaseHolder {
            worker: worker?,
            team: holder_team?,
        },
        role: role?,
        team: team?,
    })
}

pub(crate) fn rows(desk: &Desk, typed: &Typed) -> Vec<(String, String)> {
    let said = |words: Option<&str>| words.unwrap_or("Not said yet").to_owned();
    let team = |name: &str| {
        let id = typed.get(name).parse().ok();
        said(id.and_then(|id| desk.team_name(id)))
    };
    let worker = typed.get("holder").parse().ok();
    let worker = said(worker.and_then(|id| desk.worker_name(id)));
    let role = ReferrerRole::from_code(typed.get("role")).map(ReferrerRole::label);
    let referring = match desk.standing {
        Standing::OnBehalf => team("referring_team"),
        _ => said(desk.own_team()),
    };
    vec![
        ("Case holder".to_owned(), worker),
        ("Their team".to_owned(), team("holder_team")),
        ("Team that refers".to_owned(), referring),
        ("Role of the referrer".to_owned(), said(role)),
    ]
}
