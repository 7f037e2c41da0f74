//! Words that several pages of families share: names, tags, counts.

use std::collections::BTreeMap;

use access::Viewer;
use govuk::{Colour, Extras, Tag};
use record::lists::{CaseStatus, Safeguarding};
use record::{Family, PersonId, PersonRecord, Subject, TeamId, Value, WorkerId};
use store::{Team, Worker};

use crate::app::App;
use crate::error::Problem;

/// The names of the workers and teams a service knows.
pub(crate) struct Names {
    workers: BTreeMap<WorkerId, String>,
    teams: BTreeMap<TeamId, String>,
}

impl Names {
    pub(crate) async fn load(app: &App, viewer: &Viewer) -> Result<Self, Problem> {
        let workers = app.store().workers(viewer.service).await?;
        let teams = app.store().teams(viewer.service).await?;
        Ok(Self::of(&workers, &teams))
    }

    /// The names of these.
    pub(crate) fn of(workers: &[Worker], teams: &[Team]) -> Self {
        let workers = workers.iter().map(|it| (it.worker, it.name.clone()));
        let teams = teams.iter().map(|it| (it.team, it.name.clone()));
        Self {
            workers: workers.collect(),
            teams: teams.collect(),
        }
    }

    pub(crate) fn worker(&self, id: WorkerId) -> &str {
        let name = self.workers.get(&id).map(String::as_str);
        name.unwrap_or("somebody no longer in the register")
    }

    pub(crate) fn team(&self, id: TeamId) -> &str {
        let name = self.teams.get(&id).map(String::as_str);
        name.unwrap_or("a team no longer in the register")
    }
}

/// A person of the family, by name and reference as far as they are known.
pub(crate) fn named(person: &PersonRecord) -> String {
    match &person.name {
        Some(name) => format!("{name} ({})", person.reference),
        None => person.reference.clone(),
    }
}

/// The same for an id.
pub(crate) fn person(family: &Family, id: PersonId) -> String {
    let known = family.person(id).map(named);
    known.unwrap_or_else(|| "A person no longer in the household".to_owned())
}

/// The family or one of its people.
pub(crate) fn subject(family: &Family, of: Subject) -> String {
    match of {
        Subject::Family => "The family".to_owned(),
        Subject::Person(id) => person(family, id),
    }
}

/// A case status as a tag.
pub(crate) fn status_tag(status: CaseStatus) -> Tag {
    let colour = match status {
        CaseStatus::Open => Colour::Green,
        CaseStatus::New => Colour::Blue,
        CaseStatus::Closed => Colour::Grey,
        CaseStatus::NotMetThreshold => Colour::Yellow,
        CaseStatus::NoDirectSupport => Colour::Purple,
    };
    Tag::new(status.label())
        .colour(colour)
        .class("app-tag--wraps")
}

/// A safeguarding status as a tag; long ones break.
pub(crate) fn safeguarding_tag(status: &Value) -> Tag {
    let level = status.code().and_then(Safeguarding::at);
    let words = level.map_or_else(
        || status.label(record::Field::SafeguardingRef),
        |l| l.label().to_owned(),
    );
    let colour = match level {
        None => Colour::Grey,
        Some(Safeguarding::Closed | Safeguarding::FamilySolutions) => Colour::Green,
        Some(Safeguarding::ChildInNeed) => Colour::Yellow,
        Some(Safeguarding::ChildProtectionPlan) => Colour::Orange,
        Some(Safeguarding::PublicLawOutline) => Colour::Red,
        Some(Safeguarding::ChildInCare) => Colour::Purple,
    };
    Tag::new(words).colour(colour).class("app-tag--wraps")
}

/// Names in one line; a family name that all share stands once, at the end.
pub(crate) fn together(names: &[&str]) -> String {
    let parts = names.iter().map(|name| name.rsplit_once(' '));
    let Some(parts) = parts.collect::<Option<Vec<_>>>() else {
        return names.join(", ");
    };
    match &parts[..] {
        [(_, family), ..] if parts.iter().all(|(_, each)| each == family) => {
            let given: Vec<&str> = parts.iter().map(|(given, _)| *given).collect();
            format!("{} {family}", given.join(", "))
        }
        _ => names.join(", "),
    }
}

/// A path with what its query says. Values are codes, ids and days, which need no escaping.
pub(crate) fn address<const N: usize>(path: &str, said: [(&str, Option<String>); N]) -> String {
    let said = said.into_iter();
    let said: Vec<String> = said
        .filter_map(|(name, value)| Some(format!("{name}={}", value?)))
        .collect();
    if said.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", said.join("&"))
}

/// A day as people write it.
pub(crate) fn day(day: calendar::Date) -> String {
    calendar::day::in_words(day)
}

/// A time of day, such as 14:05.
pub(crate) fn time(time: calendar::Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// "1 child", "3 children".
pub(crate) fn counted(count: usize, one: &str, more: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{} {more}", grouped(count)),
    }
}

/// A count with a comma between thousands.
pub(crate) fn grouped(count: usize) -> String {
    in_thousands(&count.to_string())
}

/// A plain amount with a comma between thousands; what follows a point stays as it is.
pub(crate) fn in_thousands(amount: &str) -> String {
    let (whole, rest) = amount.split_at(amount.find('.').unwrap_or(amount.len()));
    let mut words = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_that_all_share_stands_once() {
        assert_eq!(together(&["Ann Lee", "Bo Lee"]), "Ann, Bo Lee");
        assert_eq!(together(&["Ann Lee", "Bo May"]), "Ann Lee, Bo May");
        assert_eq!(together(&["Ann", "Bo Lee"]), "Ann, Bo Lee");
        assert_eq!(together(&["Ann Lee"]), "Ann Lee");
        assert_eq!(together(&[]), "");
    }

    #[test]
    fn counts_read_well() {
        assert_eq!(counted(0, "family", "families"), "0 families");
        assert_eq!(counted(1, "family", "families"), "1 family");
        assert_eq!(
            counted(1_234_567, "family", "families"),
            "1,234,567 families"
        );
        assert_eq!(grouped(100), "100");
        assert_eq!(in_thousands("39141.00"), "39,141.00");
        assert_eq!(in_thousands("629.1538"), "629.1538");
    }
}
