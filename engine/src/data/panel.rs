//! All series as known now, as far back as the features look.

use crate::data::measure::Measure;
use crate::data::series::{Observation, SeriesId};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How old, in calendar days, a rate of exchange may be and still stand for a later day on which none came.
const RATE_HOLDS: Days = Days::new(7);

/// The same for a rate of interest, which is published when it is decided.
const INTEREST_HOLDS: Days = Days::new(100);

/// The latest known value of each series for each period that is still in reach.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Panel {
    tracks: BTreeMap<SeriesId, Track>,
}

/// One series: its values in order of their periods.
#[derive(Debug, Clone, Default, PartialEq)]
struct Track {
    values: Vec<(NaiveDate, f64)>,
}

/// What an observation did to a panel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum Change {
    /// The period had no value before.
    New,
    /// The period had this value before.
    Revised(f64),
    /// The period had this very value already.
    Same,
}

impl Panel {
    /// Takes in an observation; a value for a known period replaces the earlier vintage.
    pub(crate) fn observe(&mut self, observation: &Observation) -> Change {
        if !self.tracks.contains_key(&observation.series) {
            self.tracks.insert(observation.series.clone(), Track::default());
        }
        self.tracks
            .get_mut(&observation.series)
            .map_or(Change::Same, |track| track.put(observation.period, observation.value))
    }

    /// The values of a series, empty when it is unknown.
    pub(crate) fn track(&self, series: &SeriesId) -> &[(NaiveDate, f64)] {
        self.tracks.get(series).map_or(&[], |track| &track.values)
    }

    /// The value of a series for exactly this period.
    pub(crate) fn value(&self, series: &SeriesId, period: NaiveDate) -> Option<f64> {
        let track = self.track(series);
        track.binary_search_by_key(&period, |(day, _)| *day).ok().map(|at| track[at].1)
    }

    /// The latest value of a rate of interest for a period up to `until`, unless it is stale by then.
    pub(crate) fn latest_interest(&self, series: &SeriesId, until: NaiveDate) -> Option<f64> {
        self.recent(series, until, INTEREST_HOLDS).next().map(|(_, value)| value)
    }

    /// The latest value of a series for a period up to `until`, with that period, if it is at most `holds` old by then.
    pub(crate) fn latest(
        &self,
        series: &SeriesId,
        until: NaiveDate,
        holds: Days,
    ) -> Option<(NaiveDate, f64)> {
        self.recent(series, until, holds).next()
    }

    /// The values of a series for the periods up to `until` that still hold then, newest first.
    fn recent(
        &self,
        series: &SeriesId,
        until: NaiveDate,
        holds: Days,
    ) -> impl Iterator<Item = (NaiveDate, f64)> {
        let track = self.track(series);
        let end = track.partition_point(|(day, _)| *day <= until);
        track[..end].iter().rev().copied().take_while(move |(day, _)| *day >= until - holds)
    }

    /// The logarithm of a measure for exactly this period.
    pub(crate) fn log(&self, measure: &Measure, period: NaiveDate) -> Option<f64> {
        measure.log(|series| self.value(series, period))
    }

    /// The logarithm of a measure's latest value up to `until`: of the last period that has all its legs, because legs
    /// of different days make a rate that never was.
    pub(crate) fn latest_log(&self, measure: &Measure, until: NaiveDate) -> Option<f64> {
        self.recent(measure.leading(), until, RATE_HOLDS).find_map(|(day, _)| self.log(measure, day))
    }

    /// The last `count` periods up to `until` for which the measure has a value, with its logarithm, oldest first.
    pub(crate) fn tail(&self, measure: &Measure, until: NaiveDate, count: usize) -> Vec<(NaiveDate, f64)> {
        let track = self.track(measure.leading());
        let end = track.partition_point(|(day, _)| *day <= until);
        let mut tail: Vec<_> = track[..end]
            .iter()
            .rev()
            .filter_map(|(day, _)| Some((*day, self.log(measure, *day)?)))
            .take(count)
            .collect();
        tail.reverse();
        tail
    }

    /// The last `count` periods up to `until` for which the measure has a value, oldest first.
    pub(crate) fn days(&self, measure: &Measure, until: NaiveDate, count: usize) -> Vec<NaiveDate> {
        self.tail(measure, until, count).into_iter().map(|(day, _)| day).collect()
    }

    /// Forgets all periods before `day`.
    pub(crate) fn forget_before(&mut self, day: NaiveDate) {
        for track in self.tracks.values_mut() {
            let start = track.values.partition_point(|(period, _)| *period < day);
            track.values.drain(..start);
        }
    }

    /// The first day after `after` for which the measure has a value.
    pub(crate) fn day_after(&self, measure: &Measure, after: Option<NaiveDate>) -> Option<NaiveDate> {
        let track = self.track(measure.leading());
        let start = after.map_or(0, |after| track.partition_point(|(day, _)| *day <= after));
        track[start..].iter().map(|(day, _)| *day).find(|day| self.log(measure, *day).is_some())
    }

    /// The series that have been seen.
    pub(crate) fn series(&self) -> impl Iterator<Item = &SeriesId> {
        self.tracks.keys()
    }

    /// Puts a value back, as when a snapshot is decoded.
    pub(crate) fn put(&mut self, series: SeriesId, period: NaiveDate, value: f64) {
        self.tracks.entry(series).or_default().put(period, value);
    }
}

impl Track {
    fn put(&mut self, period: NaiveDate, value: f64) -> Change {
        if self.values.last().is_none_or(|(last, _)| *last < period) {
            self.values.push((period, value));
            return Change::New;
        }
        match self.values.binary_search_by_key(&period, |(day, _)| *day) {
            Ok(at) if self.values[at].1.to_bits() == value.to_bits() => Change::Same,
            Ok(at) => Change::Revised(std::mem::replace(&mut self.values[at].1, value)),
            Err(at) => {
                self.values.insert(at, (period, value));
                Change::New
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::num;

    fn observation(period: &str, value: f64) -> Observation {
        Observation {
            series: SeriesId::try_from("a").unwrap(),
            period: period.parse().unwrap(),
            value,
            known_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn legs_of_different_days_make_no_rate() {
        let mut panel = Panel::default();
        let cross = Measure::Cross {
            over: SeriesId::try_from("over").unwrap(),
            under: SeriesId::try_from("a").unwrap(),
        };
        for (period, value) in [("2020-01-02", 2.0), ("2020-01-03", 4.0)] {
            panel.observe(&observation(period, value));
        }
        let over = SeriesId::try_from("over").unwrap();
        panel.observe(&Observation { series: over, ..observation("2020-01-02", 3.0) });
        let until = "2020-01-03".parse().unwrap();
        assert_eq!(panel.latest_log(&cross, until), Some(num::ln(3.0) - num::ln(2.0)));
    }

    #[test]
    fn a_late_value_takes_its_place_and_a_revision_replaces() {
        let mut panel = Panel::default();
        assert_eq!(panel.observe(&observation("2020-01-03", 3.0)), Change::New);
        assert_eq!(panel.observe(&observation("2020-01-02", 2.0)), Change::New);
        assert_eq!(panel.observe(&observation("2020-01-02", 2.5)), Change::Revised(2.0));
        assert_eq!(panel.observe(&observation("2020-01-02", 2.5)), Change::Same);
        let series = SeriesId::try_from("a").unwrap();
        assert_eq!(panel.track(&series).len(), 2);
        let measure = Measure::Level(series.clone());
        assert_eq!(panel.latest_log(&measure, "2020-01-05".parse().unwrap()), Some(num::ln(3.0)));
        assert_eq!(panel.latest_log(&measure, "2020-02-05".parse().unwrap()), None);
        assert_eq!(panel.latest_interest(&series, "2020-02-05".parse().unwrap()), Some(3.0));
        assert_eq!(panel.latest_interest(&series, "2020-06-05".parse().unwrap()), None);
    }
}
