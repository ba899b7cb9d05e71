//! Sources of data: what is asked, how the answer is read, what is checked.
//!
//! A source is asked by [`source::Source::fetch`], which alone touches the network, and its answer
//! is read by [`source::Source::parse`], which is pure. What was read passes [`quality::check`] before it
//! may enter the archive.

pub mod banxico;
pub mod bundle;
pub mod catalogue;
pub mod csv;
pub mod ecb;
pub mod finding;
pub mod http;
pub mod inegi;
pub mod internal;
pub mod parse;
pub mod personal;
pub mod push;
pub mod quality;
pub mod quota;
pub mod review;
pub mod schedule;
pub mod secret;
pub mod source;

#[cfg(test)]
mod recorded;
#[cfg(test)]
#[path = "../../tests/src/skipped.rs"]
mod skipped;
