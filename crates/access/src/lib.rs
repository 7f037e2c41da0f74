#![doc = include_str!("../README.md")]

mod handle;
mod policy;
mod role;
mod viewer;

pub use handle::{
    Advise, Ask, Audit, Authorised, ConfirmRights, Evaluate, Import, Open, Read, SetCapacity,
    SetUp, Write,
};
pub use policy::{Act, Reach, permissions, reach};
pub use role::{Role, UnknownRole};
pub use viewer::{FamilyFacts, Restricted, Viewer};
