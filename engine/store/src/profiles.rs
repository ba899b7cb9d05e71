//! The profile of each batch's data, series by series: what a profile holds is for the caller to say.

use crate::reader::{numbered_row, row};
use crate::record::Record;
use crate::{Reader, Records, StoreError, Table, Writer, key};
use paridad_engine::data::series::SeriesId;
use serde::{Serialize, de::DeserializeOwned};
use std::ops::Bound;

impl Reader {
    /// The profiles of a series, each with its batch, in the order of the batches.
    pub fn profiles_of<T: DeserializeOwned>(
        &self,
        series: &SeriesId,
    ) -> Result<Records<(u64, T)>, StoreError> {
        let (first, last) = (key::profile(series, 0), key::profile(series, u64::MAX));
        let span = (Bound::Included(&first[..]), Bound::Included(&last[..]));
        self.range(Table::Profiles, span, numbered_row)
    }
}

impl Reader {
    /// The profiles of a batch, by series. Series are skipped from one to the next, however many batches each has.
    pub fn profiles_of_batch<T: DeserializeOwned>(
        &self,
        batch: u64,
    ) -> Result<Vec<(SeriesId, T)>, StoreError> {
        let mut found = Vec::new();
        let mut from: Vec<u8> = Vec::new();
        let span =
            |from: &[u8]| self.range(Table::Profiles, (Bound::Included(from), Bound::Unbounded), series);
        while let Some(series) = span(&from)?.next().transpose()? {
            if let Some(profile) = self.find(Table::Profiles, &key::profile(&series, batch), row)? {
                found.push((series.clone(), profile));
            }
            from = key::after_series(&series);
        }
        Ok(found)
    }
}

/// The series of a profile.
fn series(record: &Record<'_>) -> Result<SeriesId, StoreError> {
    key::profile_series(record.key).ok_or_else(|| StoreError::corrupt(Table::Profiles, record.key))
}

impl Writer<'_> {
    /// Appends the profile of what a batch brought for a series.
    pub fn append_profile(
        &mut self,
        batch: u64,
        series: &SeriesId,
        profile: &impl Serialize,
    ) -> Result<(), StoreError> {
        self.append(Table::Profiles, &key::profile(series, batch), profile)
    }
}
