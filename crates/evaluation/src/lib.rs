#![doc = include_str!("../README.md")]

mod alike;
mod as_at;
mod by_family;
mod caseload;
mod change;
mod checks;
pub mod cohort;
mod column;
pub mod condition;
mod document;
mod evaluation;
mod figure;
mod flow;
pub mod measure;
pub mod measures;
pub mod packed;
mod quality;
mod references;
mod tallies;
mod threads;
mod times;
mod words;
mod work;

pub use caseload::MonthLoad;
pub use change::{Change, DESIGN};
pub use checks::Check;
pub use cohort::{Block, Cohort, Column, References, Table};
pub use condition::Levels;
pub use document::{digest as measures_digest, document as measures_document};
pub use evaluation::{
    Costs, Evaluation, EvaluationError, Options, Versions, evaluate, measures_of,
};
pub use figure::{
    AllNonAnswers, Figure, NonAnswers, Number, Share, Spread, percent, percent_display,
    plain_number, plain_range, share_display,
};
pub use flow::Flow;
pub use measure::Measure;
pub use quality::Quality;
pub use times::{StillOpen, Times};
pub use words::{condition as condition_in_words, question as question_in_words};
