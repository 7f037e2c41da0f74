#![doc = include_str!("../README.md")]

mod http;
mod provider;
mod settings;
mod token;
mod trip;

pub use provider::{Answer, Failure, How, Provider};
pub use settings::{Authority, NotSettings, SecondFactor, Secret, Settings};
pub use token::Identity;
pub use trip::Trip;
