//! What a batch brought of each series, in figures, and the grade of the whole.

use super::past::Values;
use crate::feed::finding::Dimension;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// What a batch brought of one series, known values included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// How many periods it has values for.
    pub count: u32,
    /// How many periods between the first and the last have no value, neither here nor in the archive; 0 where nobody can tell.
    pub missing: u32,
    /// The smallest value; none if no value is finite.
    pub min: Option<f64>,
    /// The largest value.
    pub max: Option<f64>,
    /// The mean of the values.
    pub mean: Option<f64>,
    /// The last period.
    pub last: NaiveDate,
    /// The longest distance of two neighbouring periods, in days; 0 if there is one period.
    pub longest_gap_days: u32,
    /// How many values are held.
    pub held: u32,
    /// How many findings there are under each dimension.
    pub dimensions: BTreeMap<Dimension, u32>,
}

/// The share of the values that a batch should have brought which came and may be used, from 0 to 100.
///
/// It is `(values - held) / (values + missing)`, in percent, summed over the series, periods that the archive knows counted as
/// values. It is rounded down, and one point less at most is given where anything was found: 100 is a batch without fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grade(u8);

impl Grade {
    /// The grade as a number from 0 to 100.
    pub fn percent(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of 100", self.0)
    }
}

impl Grade {
    /// The grade of a batch of these profiles, in which so many things were held or found; 0 if it brought nothing.
    pub fn of<'a>(profiles: impl Iterator<Item = &'a Profile>, faults: usize) -> Self {
        let whole = |number: u32| u64::from(number);
        let (mut count, mut held, mut missing) = (0, 0, 0);
        for profile in profiles {
            count += whole(profile.count);
            held += whole(profile.held);
            missing += whole(profile.missing);
        }
        // Two values for one period are held both, and count as one.
        let percent = (100 * count.saturating_sub(held)).checked_div(count + missing).unwrap_or(0);
        let best = if faults == 0 { 100 } else { 99 };
        Self(u8::try_from(percent.min(best)).unwrap_or(0))
    }
}

impl Profile {
    /// The profile of the values that were brought of a series; none if there are none.
    pub(super) fn of(brought: &Values, missing: usize) -> Option<Self> {
        let (last, _) = brought.last_key_value()?;
        let values: Vec<f64> = brought.values().copied().filter(|value| value.is_finite()).collect();
        let gaps =
            brought.keys().zip(brought.keys().skip(1)).map(|(a, b)| b.signed_duration_since(*a).num_days());
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        Some(Self {
            count: whole(brought.len()),
            missing: whole(missing),
            min: values.iter().copied().reduce(f64::min),
            max: values.iter().copied().reduce(f64::max),
            mean: Some(mean).filter(|mean| mean.is_finite()),
            last: *last,
            longest_gap_days: gaps.max().map_or(0, |days| u32::try_from(days).unwrap_or(u32::MAX)),
            held: 0,
            dimensions: BTreeMap::new(),
        })
    }

    /// The share of its values that are held, from 0 to 1.
    pub fn held_share(&self) -> f64 {
        (f64::from(self.held) / f64::from(self.count.max(1))).min(1.0)
    }
}

fn whole(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
