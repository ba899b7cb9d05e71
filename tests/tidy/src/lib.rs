//! The form of the repository, held by tests that answer within seconds: style, and what may use what.
#![cfg(test)]

mod architecture;
mod style;

/// The repository's folder.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
