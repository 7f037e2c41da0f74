//! Every figure of the evaluation, against the pilot's known values and over random cohorts.
#![cfg(test)]

mod golden;
mod pilot;
