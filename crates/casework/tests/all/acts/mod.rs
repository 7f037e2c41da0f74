//! The acts of daily work: what each gives, what each refuses, and what holds whatever happens.

mod advice;
mod always;
mod closing;
mod concerns;
mod consenting;
mod correcting;
mod emergencies;
mod ending;
mod entries;
mod family;
mod offering;
mod readings;
mod refusals;
mod restricting;
mod safety_plans;
mod strategy;
