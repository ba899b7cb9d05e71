//! How much one push may bring: what is beyond it is refused as a whole, before any of it is kept.

use super::Conductor;
use super::error::{ConductorError, Counted, TooMuch};
use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::sources;
use paridad_store::{Reader, StoreError};
use std::collections::BTreeSet;

/// The most series that one push may begin.
const NEW_SERIES_MAX: usize = 1_000;

/// The most values that one push may leave for people to look through.
const HELD_MAX: usize = 1_000;

impl Conductor {
    /// Refuses a push, or a file that a person hands over, that begins more series, or would leave more values held, than one may. A typing error in a name or in a
    /// file would else bury what people work with.
    pub(super) fn check_caps(&self, payload: &Payload) -> Result<(), ConductorError> {
        let named = |source| ConductorError::Parse { name: payload.source.clone(), source };
        let parsed = sources::parse(payload).map_err(named)?;
        let all: BTreeSet<&SeriesId> = parsed.observations.iter().map(|value| &value.series).collect();
        // What brings no more than may be new, or held, need not be looked up.
        if all.len() > NEW_SERIES_MAX {
            bounded(Counted::NewSeries, count_new(&self.archive.read()?, &all)?, NEW_SERIES_MAX)?;
        }
        if parsed.observations.len() > HELD_MAX {
            let (checked, _) = self.check(payload, &parsed)?;
            bounded(Counted::Held, self.to_be_held(&checked)?.len(), HELD_MAX)?;
        }
        Ok(())
    }
}

fn bounded(of: Counted, got: usize, most: usize) -> Result<(), TooMuch> {
    if got > most { Err(TooMuch { of, got, most }) } else { Ok(()) }
}

/// How many of these series have no value.
fn count_new(reader: &Reader, all: &BTreeSet<&SeriesId>) -> Result<usize, StoreError> {
    let mut count = 0;
    for series in all {
        let first = reader.observations(series, NaiveDate::MIN..=NaiveDate::MAX)?.next().transpose()?;
        count += usize::from(first.is_none());
    }
    Ok(count)
}
