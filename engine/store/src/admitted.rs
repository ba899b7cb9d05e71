//! What was decided on a batch when it was kept: what is let in of it, learned yet or not.

use crate::reader::{EVERYTHING, row};
use crate::{ObservationRow, Reader, StoreError, Table, Writer, key};
use chrono::NaiveDate;
use paridad_engine::data::series::{Observation, SeriesId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is let in of a batch. What is held of it is among the values that are held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AdmittedRow {
    /// The run that kept the batch.
    pub run: u64,
    /// The observations, each known from the moment that was decided then, in the order in which they are learned.
    pub observations: Vec<Observation>,
}

impl Reader {
    /// What is let in of a batch; nothing for one that was kept before format 4.
    pub fn admitted(&self, batch: u64) -> Result<Option<AdmittedRow>, StoreError> {
        self.numbered(Table::Admitted, batch)
    }

    /// The observations of a batch that are learned, by series and period. For a batch that was kept before format 4 every
    /// observation is read to find them.
    pub fn observations_of_batch(&self, batch: u64) -> Result<Vec<ObservationRow>, StoreError> {
        let Some(AdmittedRow { observations, .. }) = self.admitted(batch)? else {
            let all = self.range(Table::Observations, EVERYTHING, row::<ObservationRow>)?;
            // What cannot be read may be the batch's own: it is no less an error here.
            return all.filter(|row| row.as_ref().map_or(true, |row| row.batch == batch)).collect();
        };
        let periods: BTreeSet<(SeriesId, NaiveDate)> =
            observations.into_iter().map(|observation| (observation.series, observation.period)).collect();
        let mut rows = Vec::new();
        for (series, period) in periods {
            for row in self.observations(&series, period..=period)? {
                rows.extend(Some(row?.1).filter(|row| row.batch == batch));
            }
        }
        Ok(rows)
    }
}

impl Writer<'_> {
    /// Appends what is let in of a batch.
    pub fn append_admitted(&mut self, batch: u64, row: &AdmittedRow) -> Result<(), StoreError> {
        self.append(Table::Admitted, &key::number(batch), row)
    }
}
