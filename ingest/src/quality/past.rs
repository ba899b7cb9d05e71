//! What is known before a batch: the seam between the rules and the archive.

use super::role::Role;
use chrono::NaiveDate;
use paridad_engine::data::series::{Observation, SeriesId};
use std::collections::BTreeMap;
use std::error::Error;
use std::ops::RangeInclusive;

/// Values of one series by their periods.
pub type Values = BTreeMap<NaiveDate, f64>;

/// Why nobody can tell what is known of a series.
#[derive(Debug, thiserror::Error)]
#[error("what is known of {series} cannot be read")]
pub struct PastError {
    /// The series.
    pub series: SeriesId,
    /// What is wrong with the archive.
    #[source]
    pub source: Box<dyn Error + Send + Sync>,
}

/// What is believed before a batch enters: of each period the value of its latest vintage.
///
/// What cannot be read is an error and never as if it were not there: whoever judges by it would let in what he would
/// have held. A map of series is the past of a test, and an empty one that of an archive that holds nothing.
pub trait Past {
    /// The values of a series whose periods lie in `span`.
    fn within(&self, series: &SeriesId, span: RangeInclusive<NaiveDate>) -> Result<Values, PastError>;

    /// The values of the newest `count` periods of a series before `period`, however old they are.
    fn before(&self, series: &SeriesId, period: NaiveDate, count: usize) -> Result<Values, PastError>;

    /// The batch with which this very value was taken out of history, if it was and nothing that is believed has it.
    fn taken_out(&self, value: &Observation) -> Result<Option<u64>, PastError>;

    /// As what a series of the bank's own is read, if it is.
    fn role(&self, series: &SeriesId) -> Option<Role>;
}

impl Past for BTreeMap<SeriesId, Values> {
    fn within(&self, series: &SeriesId, span: RangeInclusive<NaiveDate>) -> Result<Values, PastError> {
        let values = self.get(series).into_iter().flat_map(|values| values.range(span.clone()));
        Ok(values.map(|(period, value)| (*period, *value)).collect())
    }

    fn before(&self, series: &SeriesId, period: NaiveDate, count: usize) -> Result<Values, PastError> {
        let values = self.get(series).into_iter().flat_map(|values| values.range(..period).rev());
        Ok(values.take(count).map(|(period, value)| (*period, *value)).collect())
    }

    fn taken_out(&self, _: &Observation) -> Result<Option<u64>, PastError> {
        Ok(None)
    }

    fn role(&self, _: &SeriesId) -> Option<Role> {
        None
    }
}
