//! What a service offers and how much its workers carry: settled outside the chronologies, and given
//! to the acts that go by it.

use record::lists::{Discipline, Serves};
use record::{Family, PersonId, PersonRecord, Relation};

use crate::Refusal;

/// A discipline that a service offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub discipline: Discipline,
    /// Whom it supports.
    pub serves: Serves,
}

impl Offer {
    /// A discipline for those it is usually for.
    pub const fn usual(discipline: Discipline) -> Self {
        Self {
            discipline,
            serves: discipline.serves(),
        }
    }

    /// Every discipline, for those it is usually for.
    pub fn all_usual() -> Vec<Self> {
        Discipline::ALL.iter().copied().map(Self::usual).collect()
    }

    /// Whether it supports somebody with this part in a family.
    pub const fn supports(self, relation: Relation) -> bool {
        match self.serves {
            Serves::Both => true,
            Serves::Children => matches!(relation, Relation::Child),
            Serves::Adults => !matches!(relation, Relation::Child),
        }
    }
}

/// Whether a worker can take on somebody more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// They support fewer people than they can, or support this person already, or nobody has said
    /// how many they can.
    Free,
    /// They support as many people as they can.
    Full,
}

/// Who says who supports whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allocator {
    /// A worker of the team.
    Practitioner,
    /// The manager of the team.
    Manager,
}

/// The discipline as the service offers it.
pub(crate) fn offered(offers: &[Offer], discipline: Discipline) -> Result<Offer, Refusal> {
    let offer = offers.iter().find(|it| it.discipline == discipline);
    offer.copied().ok_or_else(|| {
        Refusal::because(format!(
            "This service does not offer {} now. Choose another discipline",
            discipline.label()
        ))
    })
}

/// Whether a discipline supports a person; somebody nobody knows of counts as an adult.
pub(crate) fn supports(offer: Offer, family: &Family, person: PersonId) -> bool {
    let known = family.person(person);
    let relation = known.map_or(Relation::Parent, |known: &PersonRecord| known.relation);
    offer.supports(relation)
}

/// Full support by a worker without room is for the manager to decide. It never refuses a family:
/// holding support goes on until there is room.
pub(crate) fn room(room: Room, by: Allocator, reason: &str) -> Result<(), Refusal> {
    match (room, by) {
        (Room::Free, _) => Ok(()),
        (Room::Full, Allocator::Practitioner) => Err(Refusal::because(
            "This worker supports as many people as they can. Give holding support until there is \
             room, choose somebody else, or ask the manager, who may decide otherwise",
        )),
        (Room::Full, Allocator::Manager) => crate::rules::words(
            reason,
            "This worker supports as many people as they can. Give holding support, or say why \
             they should support somebody more all the same",
        ),
    }
}
