//! Whether two heaps of observations are the same, without holding either of them.

use paridad_engine::data::series::Observation;
use paridad_store::Hash;

/// A heap of observations: how many they are, and the sum of their hashes, which no order changes.
///
/// Two heaps that differ have the same sum by chance once in 2^128; the count is there to be told. Holding both heaps took
/// a hundred bytes for each observation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    count: u64,
    sum: u128,
}

impl Tally {
    /// Adds an observation.
    pub(super) fn add(&mut self, observation: &Observation) {
        let Observation { series, period, value, known_at } = observation;
        let mut bytes = Vec::with_capacity(96);
        bytes.extend_from_slice(&known_at.timestamp().to_be_bytes());
        bytes.extend_from_slice(&value.to_bits().to_be_bytes());
        bytes.extend_from_slice(period.to_string().as_bytes());
        bytes.push(b' ');
        bytes.extend_from_slice(series.as_str().as_bytes());
        let hash = Hash::of(&bytes);
        let half = hash.as_bytes().first_chunk().map_or(0, |half| u128::from_be_bytes(*half));
        self.count += 1;
        self.sum = self.sum.wrapping_add(half);
    }

    /// How many observations there are.
    pub(super) fn count(&self) -> u64 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use paridad_engine::data::series::SeriesId;

    fn tally(values: &[(&str, f64)]) -> Tally {
        let mut tally = Tally::default();
        for (series, value) in values {
            let series = SeriesId::try_from(*series).unwrap();
            let period = "2026-11-18".parse().unwrap();
            tally.add(&Observation { series, period, value: *value, known_at: DateTime::UNIX_EPOCH });
        }
        tally
    }

    #[test]
    fn a_heap_is_the_same_in_any_order_and_another_with_any_bit() {
        let heap = tally(&[("rate.mxn", 1.0), ("rate.usd", 2.0), ("rate.usd", 2.0)]);
        assert_eq!(heap, tally(&[("rate.usd", 2.0), ("rate.mxn", 1.0), ("rate.usd", 2.0)]));
        assert_eq!(heap.count(), 3);
        for other in [
            &[("rate.mxn", 1.0), ("rate.usd", 2.0)][..],
            &[("rate.mxn", 1.0), ("rate.mxn", 1.0), ("rate.usd", 2.0)],
            &[("rate.mxn", 2.0), ("rate.usd", 1.0), ("rate.usd", 2.0)],
            &[("rate.mxn", 1.0), ("rate.usd", 2.0), ("rate.usd", -2.0)],
        ] {
            assert_ne!(heap, tally(other));
        }
        assert_ne!(tally(&[("rate.mxn", 0.0)]), tally(&[("rate.mxn", -0.0)]));
    }
}
