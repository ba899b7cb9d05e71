//! A source of the bank's own: what it is asked, and what is kept of its tables.

use super::endpoint::Endpoint;
use super::expectation::{Expectation, Table};
use super::folder::{self, Dropped, Folder, Form};
use super::parquet;
use super::postgres::Postgres;
use super::table::{self, to_csv};
use crate::feed::failed::SourceError;
use crate::feed::finding::{Finding, Rule};
use crate::feed::parse::ParseError;
use crate::feed::payload::{Asked, Delivery, Portion};
use chrono::{DateTime, Utc};
use std::path::Path;

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
    /// The portions in which the source is fetched.
    pub(crate) async fn portions(&self) -> Result<Vec<Portion>, SourceError> {
        match &self.place {
            Place::Postgres(_) | Place::Endpoint(_) => Ok(vec![Portion::All]),
            Place::Folder(folder) => Ok(folder.files().await?.into_iter().map(Portion::File).collect()),
        }
    }

    /// What the source has at `now`; nothing of a folder as a whole.
    pub(crate) async fn fetch(
        &self,
        portion: &Portion,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Option<Delivery>, SourceError> {
        let (table, origin) = match (&self.place, portion) {
            (_, Portion::File(path)) => return self.file(path, now).await.map(Some),
            (Place::Postgres(postgres), Portion::All) => {
                (postgres.fetch(asked.from).await?, postgres.origin().to_owned())
            }
            (Place::Endpoint(endpoint), Portion::All) => endpoint.fetch(asked.from).await?,
            (Place::Folder(_), Portion::All) => return Ok(None),
        };
        self.cut_down(&table, &origin, now).map(Some)
    }

    /// A file that was dropped.
    async fn file(&self, path: &Path, now: DateTime<Utc>) -> Result<Delivery, SourceError> {
        let dropped = folder::read(path).await?;
        let (own, path) = (self.clone(), path.to_owned());
        let failed = |source| SourceError::File { path: path.clone(), source };
        let origin = path.display().to_string();
        let read = tokio::task::spawn_blocking(move || own.read(dropped, origin, now)).await;
        Ok(Delivery { once: true, ..read.map_err(|error| failed(error.into()))?? })
    }

    fn read(&self, dropped: Dropped, origin: String, now: DateTime<Utc>) -> Result<Delivery, SourceError> {
        let Dropped { form, bytes } = dropped;
        if form == Form::Parquet {
            let table = parquet::read(bytes);
            let shape = |source| SourceError::Shape { origin: origin.clone(), source };
            return self.cut_down(&table.map_err(shape)?, &origin, now);
        }
        // One that cannot be read is kept, for whoever looks for the reason.
        let table = (!self.expectations.is_empty()).then(|| table::of_csv(&bytes).ok()).flatten();
        let findings = table.map_or_else(Vec::new, |table| self.examine(&table));
        Ok(Delivery { findings, ..table::payload(&self.name, origin, bytes, now).into() })
    }

    /// A table as the payload that is kept of it, with what is found in the whole of it.
    fn cut_down(&self, table: &Table, origin: &str, now: DateTime<Utc>) -> Result<Delivery, SourceError> {
        let shape = |source: ParseError| SourceError::Shape { origin: origin.to_owned(), source };
        let bytes = to_csv(table).map_err(shape)?;
        let findings = self.examine(table);
        Ok(Delivery { findings, ..table::payload(&self.name, origin.to_owned(), bytes, now).into() })
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
