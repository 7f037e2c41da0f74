#![doc = include_str!("../README.md")]

pub mod cohort;
pub mod packed;

pub use cohort::{Block, Cohort, Column, References, Table};
