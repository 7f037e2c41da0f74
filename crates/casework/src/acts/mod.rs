//! The acts of daily work, one file for each kind.

pub(crate) mod allocation;
pub(crate) mod closing;
pub(crate) mod community;
pub(crate) mod concern;
pub(crate) mod consultation;
pub(crate) mod contact;
pub(crate) mod correction;
pub(crate) mod data;
pub(crate) mod engagement;
pub(crate) mod goal;
pub(crate) mod lapse;
pub(crate) mod note;
pub(crate) mod plan;
pub(crate) mod reading;
pub(crate) mod referral;
pub(crate) mod restriction;
pub(crate) mod session;
pub(crate) mod threshold;
