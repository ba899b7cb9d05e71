//! Sources of data: what is asked, how the answer is read, what is checked.
//!
//! A source is asked by [`sources::Source::fetch`], which alone touches the network, and its answer
//! is read by [`sources::parse`], which is pure. What was read passes [`quality::check`] before it
//! may enter the archive.

pub mod bundle;
pub mod catalogue;
pub mod feed;
pub mod quality;
pub mod schedule;
pub mod sources;

#[cfg(test)]
mod recorded;
#[cfg(test)]
#[path = "../../tests/src/skipped.rs"]
mod skipped;
