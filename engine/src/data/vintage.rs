//! Everything ever observed, so that any past moment's knowledge can be had again.

use crate::data::series::{Observation, SeriesId};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// All vintages of all periods of all series; nothing in it is ever changed or removed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vintages {
    series: BTreeMap<SeriesId, BTreeMap<NaiveDate, Vec<Vintage>>>,
}

/// A value and the moment from which it was known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vintage {
    /// The moment.
    pub known_at: DateTime<Utc>,
    /// The value.
    pub value: f64,
}

impl Vintages {
    /// Adds an observation.
    pub fn append(&mut self, observation: &Observation) {
        let vintage = Vintage { known_at: observation.known_at, value: observation.value };
        let periods = self.series.entry(observation.series.clone()).or_default();
        periods.entry(observation.period).or_default().push(vintage);
    }

    /// The values of a series as known at a moment, oldest period first.
    ///
    /// Of several vintages the one known last speaks; of those known at the same moment, the one appended last.
    pub fn as_of(&self, series: &SeriesId, moment: DateTime<Utc>) -> Vec<(NaiveDate, f64)> {
        let Some(periods) = self.series.get(series) else {
            return Vec::new();
        };
        let known = |vintages: &[Vintage]| {
            vintages.iter().filter(|v| v.known_at <= moment).max_by_key(|v| v.known_at).map(|v| v.value)
        };
        periods.iter().filter_map(|(period, vintages)| Some((*period, known(vintages)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observation(value: f64, known_at: i64) -> Observation {
        Observation {
            series: SeriesId::try_from("igae").unwrap(),
            period: NaiveDate::from_ymd_opt(2021, 4, 1).unwrap(),
            value,
            known_at: DateTime::from_timestamp(known_at, 0).unwrap(),
        }
    }

    #[test]
    fn a_revision_does_not_rewrite_the_past() {
        let mut vintages = Vintages::default();
        vintages.append(&observation(1.0, 100));
        vintages.append(&observation(2.0, 200));
        let series = SeriesId::try_from("igae").unwrap();
        let at = |moment| vintages.as_of(&series, DateTime::from_timestamp(moment, 0).unwrap());
        assert!(at(99).is_empty());
        assert_eq!(at(100)[0].1, 1.0);
        assert_eq!(at(199)[0].1, 1.0);
        assert_eq!(at(200)[0].1, 2.0);
    }
}
