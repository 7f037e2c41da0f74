#![doc = include_str!("../README.md")]

mod bars;
mod columns;
mod drawing;
mod dumbbell;
mod figure;
mod forest;
mod gallery;
mod paint;
mod parts;
mod samples;
mod sankey;
mod stacked;
mod steps;
mod text;
mod value;
mod waterfall;

#[cfg(test)]
mod checks;

pub use bars::{Bar, Bars};
pub use columns::{Column, Columns};
pub use dumbbell::{Dumbbell, DumbbellRow, End};
pub use figure::Caption;
pub use forest::{Forest, ForestRow};
pub use gallery::gallery;
pub use sankey::{Directions, Flow, Sankey, SankeyLevel};
pub use stacked::{Balance, Stacked, StackedRow};
pub use steps::{StepLine, StepPoint, Steps};
pub use value::{Certainty, Interval, Measure, Scale};
pub use waterfall::{Step, StepKind, Waterfall};

/// The style sheet of all charts, to be served with the application's own. No chart carries
/// a style attribute or a script, so a strict content security policy holds.
pub const CSS: &str = include_str!("charts.css");
