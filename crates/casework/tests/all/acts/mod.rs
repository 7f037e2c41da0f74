//! The acts of daily work: what each gives, what each refuses, and what holds whatever happens.

mod closing;
mod consenting;
mod correcting;
mod entries;
mod family;
mod refusals;
