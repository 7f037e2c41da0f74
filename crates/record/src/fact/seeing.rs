//! What entries say of who may see a family.

use serde::{Deserialize, Serialize};

use crate::ids::WorkerId;
use crate::lists;

/// Only named people see the family from now on, or all who could before do so again. A later one
/// says all of it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// Why; nothing once it is lifted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<lists::RestrictedFor>,
    /// Who sees it besides those who work with the family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<WorkerId>,
    /// The reason, in words.
    pub reason: String,
}
