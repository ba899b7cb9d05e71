//! The bank's own sources: a database, an endpoint, a folder. Each gives tables, of which four columns are kept.
//!
//! They are declared in TOML, see [`declared`]. What a database or an endpoint gives, and what is in a Parquet file, becomes
//! the CSV that [`csv`](crate::feed::csv) reads: series, period, value and, if it is there, `known_at`. All else is gone
//! before anything is kept, so no column that nobody reads can hold anything personal.

mod beginning;
mod declaration;
mod endpoint;
pub mod expectation;
mod folder;
mod internal;
mod parquet;
mod postgres;
mod records;
mod table;

pub use beginning::BEGINNING;
pub use declaration::{BuildError, Database, Declaration, DeclarationError, Kind, Records, declared};
pub use endpoint::Endpoint;
pub use folder::{Folder, Looked};
pub use internal::{Internal, Place};
pub use postgres::{Postgres, PostgresError};

pub use parquet::read as read_parquet;
pub use records::{Columns, read as read_records};
pub use table::to_csv;

#[cfg(test)]
mod tests;
