#![doc = include_str!("../README.md")]

mod binomial;
mod bootstrap;
mod holm;
mod interval;
mod paired;
mod paired_interval;
mod proportion;
mod sign;
mod signed_rank;
mod summary;
mod survival;
#[cfg(test)]
mod testing;

pub use bootstrap::{CellCounts, cluster_bootstrap};
pub use holm::holm;
pub use interval::Interval;
pub use paired::PairedTable;
pub use proportion::wilson;
pub use sign::sign_test;
pub use signed_rank::{SignedRank, wilcoxon_pratt};
pub use summary::{Matched, Summary};
pub use survival::{KaplanMeier, Outcome, Step};
