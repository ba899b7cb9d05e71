//! What was sent and acknowledged: it is in history, or held, and the bank's own last word on a day is what is believed of it.

use super::{Kept, Seen, holds};
use crate::conductor::Conductor;
use chrono::NaiveDate;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::sources::{self, review};
use paridad_store::{Reader, StoreError};
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Place = (SeriesId, NaiveDate);

/// What was sent and acknowledged.
#[derive(Debug, Default)]
pub(in crate::conductor::tests::sequences) struct Sent {
    all: BTreeSet<(Place, u64)>,
    /// The last value that the bank itself sent for a day. Nothing where that need not be the one that is believed: where it ever said
    /// when one was known, or where one was not acknowledged.
    own: BTreeMap<Place, Option<f64>>,
}

impl Sent {
    /// Takes note of payloads that were acknowledged.
    pub(in crate::conductor::tests::sequences) fn add(&mut self, payloads: Vec<Payload>) {
        for payload in payloads {
            let is_public = sources::public(&payload.source).is_some();
            for value in sources::parse(&payload).unwrap().observations {
                let place = (value.series.clone(), value.period);
                if !is_public {
                    let says_when = value.known_at != payload.received_at;
                    let last = self.own.entry(place.clone()).or_insert(Some(value.value));
                    *last = last.filter(|_| !says_when).map(|_| value.value);
                }
                self.all.insert((place, value.value.to_bits()));
            }
        }
    }

    /// Takes note of payloads that were not acknowledged: they may be there, or come in at the next start.
    pub(in crate::conductor::tests::sequences) fn doubt(&mut self, payloads: impl Iterator<Item = Payload>) {
        for value in payloads.flat_map(|payload| sources::parse(&payload).unwrap().observations) {
            self.own.insert((value.series, value.period), None);
        }
    }

    /// Takes note of a batch that is put back: what was sent while it was out and was known then is in no history of its own.
    pub(in crate::conductor::tests::sequences) fn put_back(
        &mut self,
        reader: &Reader,
        batch: u64,
    ) -> Result<(), StoreError> {
        for row in reader.observations_of_batch(batch)? {
            self.own.insert((row.observation.series, row.observation.period), None);
        }
        Ok(())
    }

    /// Whether all of it is still there.
    pub(in crate::conductor::tests::sequences) fn are_there(
        &self,
        conductor: &Conductor,
        seen: &Seen,
    ) -> Kept {
        let held: BTreeSet<(Place, u64)> =
            seen.held.values().map(|(row, _)| bits(&row.observation)).collect();
        let learned: BTreeSet<(Place, u64)> =
            seen.observations.iter().map(|row| bits(&row.observation)).collect();
        for value in &self.all {
            let is_there = learned.contains(value) || held.contains(value);
            holds(is_there, || format!("{value:?} was acknowledged and is nowhere"))?;
        }
        for (place, last) in &self.own {
            let Some(last) = last else { continue };
            if held.contains(&(place.clone(), last.to_bits())) {
                continue;
            }
            is_believed(conductor, seen, (place, *last))?;
        }
        Ok(())
    }
}

pub(super) fn bits(observation: &Observation) -> (Place, u64) {
    ((observation.series.clone(), observation.period), observation.value.to_bits())
}

/// Whether the newest vintage of a day is what was last sent of it. What people let in or take out since may say otherwise.
fn is_believed(conductor: &Conductor, seen: &Seen, ((series, period), last): (&Place, f64)) -> Kept {
    let vintages = seen
        .observations
        .iter()
        .filter(|row| row.observation.series == *series && row.observation.period == *period);
    let (counting, gone): (Vec<_>, Vec<_>) =
        vintages.partition(|row| !conductor.taken_out.contains(&row.batch));
    if gone.iter().any(|row| row.observation.value.to_bits() == last.to_bits()) {
        return Ok(());
    }
    let newest = counting.iter().max_by_key(|row| row.observation.known_at);
    let newest = newest.ok_or_else(|| format!("{last} of {series} on {period} is nowhere"))?;
    let is_of_people = seen.batches[&newest.batch].source == review::NAME;
    let is_last = newest.observation.value.to_bits() == last.to_bits();
    holds(is_last || is_of_people, || {
        format!("{last} was sent last of {series} on {period}, believed is {}", newest.observation.value)
    })
}
