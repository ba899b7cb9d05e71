//! The bank's own sources: a database, an endpoint, a folder. Each gives tables, of which four columns are kept.
//!
//! They are declared in TOML, see [`declared`]. What a database or an endpoint gives, and what is in a Parquet file, becomes
//! the CSV that [`csv`](crate::csv) reads: series, period, value and, if it is there, `known_at`. All else is gone
//! before anything is kept, so no column that nobody reads can hold anything personal.

mod declaration;
mod endpoint;
mod folder;
mod parquet;
mod postgres;
mod records;
mod table;

pub use declaration::{BuildError, Database, Declaration, DeclarationError, Kind, Records, declared};
pub use endpoint::Endpoint;
pub use folder::{Folder, Looked};
pub use postgres::{Postgres, PostgresError};

pub use parquet::read as read_parquet;
pub use records::{Columns, read as read_records};
pub use table::to_csv;

use crate::finding::{Finding, Rule};
use crate::parse::ParseError;
use crate::quality::expectation::{Expectation, Table};
use crate::source::{Asked, Delivery, SourceError};
use chrono::{DateTime, Utc};

/// A source of the bank's own.
#[derive(Debug, Clone)]
pub struct Internal {
    /// What it is called in runs, in batches and on the command line.
    pub name: String,
    /// What all that it gives must satisfy.
    pub expectations: Vec<Expectation>,
    /// Where it is.
    pub place: Place,
}

/// Where a source of the bank's own is.
#[derive(Debug, Clone)]
pub enum Place {
    /// A query to a database.
    Postgres(Postgres),
    /// An address that answers with JSON.
    Endpoint(Endpoint),
    /// A folder that files are dropped in.
    Folder(Folder),
}

impl Internal {
    /// What the source has at `now`.
    pub(crate) async fn fetch(
        &self,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Vec<Delivery>, SourceError> {
        match &self.place {
            Place::Postgres(postgres) => {
                let table = postgres.fetch(asked.from).await?;
                Ok(vec![self.cut_down(&table, postgres.origin(), now)?])
            }
            Place::Endpoint(endpoint) => {
                let (table, origin) = endpoint.fetch(asked.from).await?;
                Ok(vec![self.cut_down(&table, &origin, now)?])
            }
            Place::Folder(folder) => {
                let mut deliveries = Vec::new();
                for file in folder.files().await? {
                    deliveries.push(self.file(&file, now).await?);
                }
                Ok(deliveries)
            }
        }
    }

    /// A file that was dropped, whatever folder it is in.
    pub async fn file(&self, path: &std::path::Path, now: DateTime<Utc>) -> Result<Delivery, SourceError> {
        let file = folder::read(path).await?;
        let origin = path.display().to_string();
        let shape = |source| SourceError::Shape { origin: origin.clone(), source };
        let key = Some(blake3::hash(&file.bytes).to_hex().to_string());
        let delivery = match file.form {
            folder::Form::Csv if self.expectations.is_empty() => {
                Delivery::from(table::payload(&self.name, origin, file.bytes, now))
            }
            folder::Form::Csv => {
                // A table that cannot be read is said of the payload, which is kept for whoever looks for the reason.
                let findings = table::of_csv(&file.bytes).map(|table| self.examine(&table));
                let payload = table::payload(&self.name, origin, file.bytes, now);
                Delivery { findings: findings.unwrap_or_default(), ..Delivery::from(payload) }
            }
            folder::Form::Parquet => {
                let table = parquet::read(file.bytes).map_err(shape)?;
                self.cut_down(&table, &origin, now)?
            }
        };
        Ok(Delivery { key, ..delivery })
    }

    /// A table as the payload that is kept of it, with what is found in the whole of it.
    fn cut_down(&self, table: &Table, origin: &str, now: DateTime<Utc>) -> Result<Delivery, SourceError> {
        let shape = |source: ParseError| SourceError::Shape { origin: origin.to_owned(), source };
        let bytes = to_csv(table).map_err(shape)?;
        let payload = table::payload(&self.name, origin.to_owned(), bytes, now);
        Ok(Delivery { findings: self.examine(table), ..Delivery::from(payload) })
    }

    /// What of the expectations the table does not satisfy.
    fn examine(&self, table: &Table) -> Vec<Finding> {
        let unmet = |expectation: &Expectation| {
            let detail = match table.examine(expectation) {
                Ok(verdict) if verdict.success => return None,
                Ok(verdict) => format!("{expectation}: {verdict}"),
                Err(error) => format!("{expectation}: {error}"),
            };
            Some(Finding { rule: Rule::Expectation, series: None, period: None, detail })
        };
        self.expectations.iter().filter_map(unmet).collect()
    }
}

#[cfg(test)]
mod tests;
