//! The parts people play in a service.

use serde::{Deserialize, Serialize};

/// What somebody is to the service. Each person who signs in has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A worker of the multi-disciplinary team.
    Practitioner,
    /// The manager of the team.
    Manager,
    /// A social worker of Social Care, who refers and holds cases.
    SocialWorker,
    /// A reviewing officer or child protection co-ordinator.
    CoOrdinator,
    /// Somebody who evaluates or commissions the service.
    Evaluator,
    /// Somebody who looks after the installation.
    Administrator,
    /// Somebody who checks who has looked at what, such as a data protection officer.
    Auditor,
}

/// A word that is no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a role")]
pub struct UnknownRole(String);

impl Role {
    /// Every role, in the order of the table of permissions.
    pub const ALL: [Self; 7] = [
        Self::Practitioner,
        Self::Manager,
        Self::SocialWorker,
        Self::CoOrdinator,
        Self::Evaluator,
        Self::Administrator,
        Self::Auditor,
    ];

    /// Whether giving this role to somebody who had `before` takes two people: that of whoever manages,
    /// administers or audits, and any other with which somebody who is here already comes to read families.
    pub fn takes_two(self, before: Option<Self>) -> bool {
        match self {
            Self::Manager | Self::Administrator | Self::Auditor => before != Some(self),
            Self::Practitioner | Self::SocialWorker => before.is_some_and(|before| before != self),
            Self::CoOrdinator | Self::Evaluator => false,
        }
    }

    /// The words for a person.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Practitioner => "Practitioner",
            Self::Manager => "Manager",
            Self::SocialWorker => "Social worker",
            Self::CoOrdinator => "Co-ordinator",
            Self::Evaluator => "Evaluator",
            Self::Administrator => "Administrator",
            Self::Auditor => "Auditor",
        }
    }

    /// The word kept in storage.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Practitioner => "practitioner",
            Self::Manager => "manager",
            Self::SocialWorker => "social_worker",
            Self::CoOrdinator => "co_ordinator",
            Self::Evaluator => "evaluator",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = UnknownRole;

    fn from_str(code: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.code() == code)
            .ok_or_else(|| UnknownRole(code.to_owned()))
    }
}
