//! The invented people of the demo. Every name says that it is one.

use access::Role;
use calendar::{Date, date};
use record::lists::{Discipline, TeamKind};

/// Someone of the service or of Social Care.
pub(crate) struct Professional {
    /// An invented name.
    pub name: &'static str,
    /// What they are to the service.
    pub role: Role,
    /// Their place among [`TEAMS`].
    pub team: usize,
    /// Their discipline, for practitioners.
    pub discipline: Option<Discipline>,
}

/// A team of the demo.
pub(crate) struct KnownTeam {
    /// An invented name.
    pub name: &'static str,
    /// Whose it is.
    pub kind: TeamKind,
    /// Where it works.
    pub area: &'static str,
    /// Since when it may refer.
    pub refers_from: Option<Date>,
}

const fn social_care(name: &'static str, refers_from: Option<Date>) -> KnownTeam {
    KnownTeam {
        name,
        kind: TeamKind::SocialCare,
        area: "Seaside",
        refers_from,
    }
}

/// The day the service began, and its teams could be referred to it.
pub(crate) const BEGAN: Date = date(2021, 2, 1);

/// Teams: the service's own first, then those of Social Care. The last may not refer.
pub(crate) const TEAMS: [KnownTeam; 5] = [
    KnownTeam {
        name: "Multi-disciplinary team",
        kind: TeamKind::Service,
        area: "Seaside",
        refers_from: None,
    },
    social_care("Family Support and Protection 1", Some(BEGAN)),
    social_care("Family Support and Protection 2", Some(BEGAN)),
    social_care("Assessment and Intervention", Some(BEGAN)),
    social_care("Leaving and After Care", None),
];

const fn practitioner(name: &'static str, discipline: Discipline) -> Professional {
    Professional {
        name,
        role: Role::Practitioner,
        team: 0,
        discipline: Some(discipline),
    }
}

const fn other(name: &'static str, role: Role, team: usize) -> Professional {
    Professional {
        name,
        role,
        team,
        discipline: None,
    }
}

/// Everybody who signs in or holds a case. The first of each role is who the demo signs in as.
pub(crate) const PROFESSIONALS: [Professional; 18] = [
    practitioner("Ash Pretend", Discipline::AdultMentalHealth),
    practitioner("Bay Pretend", Discipline::DomesticAbuseVictims),
    practitioner("Cedar Pretend", Discipline::DomesticAbusePrevention),
    practitioner("Dill Pretend", Discipline::DrugAndAlcohol),
    practitioner("Elder Pretend", Discipline::DrugAndAlcohol),
    practitioner("Fern Pretend", Discipline::ChildMentalHealth),
    practitioner("Gorse Pretend", Discipline::YouthWork),
    other("Hazel Pretend", Role::Manager, 0),
    other("Iris Invented", Role::SocialWorker, 1),
    other("Juniper Invented", Role::SocialWorker, 1),
    other("Kale Invented", Role::SocialWorker, 2),
    other("Lavender Invented", Role::SocialWorker, 2),
    other("Maple Invented", Role::SocialWorker, 3),
    other("Nettle Invented", Role::SocialWorker, 3),
    other("Oak Invented", Role::CoOrdinator, 1),
    other("Poppy Invented", Role::Evaluator, 0),
    other("Quince Invented", Role::Administrator, 0),
    other("Rowan Invented", Role::Auditor, 0),
];

const FAMILY_NAMES: [&str; 15] = [
    "Makebelieve",
    "Notreal",
    "Fictional",
    "Imaginary",
    "Madeup",
    "Example",
    "Sample",
    "Storybook",
    "Placeholder",
    "Daydream",
    "Nowhere",
    "Paperdoll",
    "Puppet",
    "Fable",
    "Mockup",
];
const GIVEN_NAMES: [&str; 20] = [
    "Amber", "Blue", "Coral", "Denim", "Ebony", "Fawn", "Ginger", "Hollis", "Indigo", "Jade",
    "Khaki", "Lilac", "Mauve", "Navy", "Olive", "Pearl", "Rose", "Sienna", "Teal", "Violet",
];

/// An invented name for the `person`th person of the `family`th family.
pub(crate) fn name(family: usize, person: usize) -> String {
    let given = GIVEN_NAMES[(family * 7 + person * 3) % GIVEN_NAMES.len()];
    format!("{given} {}", FAMILY_NAMES[family % FAMILY_NAMES.len()])
}
