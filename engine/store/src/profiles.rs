//! The profile of each batch's data, series by series: what a profile holds is for the caller to say.

use crate::reader::numbered_row;
use crate::{Reader, Records, StoreError, Table, Writer, key};
use paridad_engine::series::SeriesId;
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
