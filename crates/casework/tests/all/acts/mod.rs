//! The acts of daily work: what each gives, what each refuses, and what holds whatever happens.

mod always;
mod closing;
mod consenting;
mod correcting;
mod ending;
mod entries;
mod family;
mod refusals;
mod strategy;
mod supporting;
