//! What is known before a batch: the seam between the rules and the archive.

use chrono::NaiveDate;
use paridad_engine::series::SeriesId;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Values of one series by their periods.
pub type Values = BTreeMap<NaiveDate, f64>;

/// What is believed before a batch enters: of each period the value of its latest vintage.
///
/// A map of series is the past of a test, and an empty one that of an archive that holds nothing.
pub trait Past {
    /// The values of a series whose periods lie in `span`.
    fn within(&self, series: &SeriesId, span: RangeInclusive<NaiveDate>) -> Values;

    /// The values of the newest `count` periods of a series before `period`, however old they are.
    fn before(&self, series: &SeriesId, period: NaiveDate, count: usize) -> Values;
}

impl Past for BTreeMap<SeriesId, Values> {
    fn within(&self, series: &SeriesId, span: RangeInclusive<NaiveDate>) -> Values {
        let values = self.get(series).into_iter().flat_map(|values| values.range(span.clone()));
        values.map(|(period, value)| (*period, *value)).collect()
    }

    fn before(&self, series: &SeriesId, period: NaiveDate, count: usize) -> Values {
        let values = self.get(series).into_iter().flat_map(|values| values.range(..period).rev());
        values.take(count).map(|(period, value)| (*period, *value)).collect()
    }
}
