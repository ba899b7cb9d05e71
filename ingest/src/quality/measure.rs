//! How changes of a series are measured.

use crate::catalogue::{Entry, OpenDays};
use std::ops::RangeInclusive;

/// With fewer changes than these nobody can tell, and the loosest bound is taken.
const CHANGES_MIN: usize = 20;

/// The largest believable change in multiples of the usual one.
pub(super) const MULTIPLE: f64 = 12.5;

/// The standard deviation of normal changes, in medians of their absolute values.
const DEVIATIONS_PER_MEDIAN: f64 = 1.4826;

/// How changes of a series are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// As differences of logarithms; values must be positive.
    Logarithm,
    /// As differences, of rates and percentages.
    Difference,
    /// As differences, of figures that count whatever they count.
    Figure,
    /// As differences, of marks that are one or zero: any may become the other.
    Mark,
}

impl Measure {
    /// The measure of a series of the catalogue.
    pub(super) fn of(entry: &Entry) -> Self {
        match entry.days {
            OpenDays::Scheduled => Self::Mark,
            _ if *entry.range.start() > 0.0 => Self::Logarithm,
            _ => Self::Difference,
        }
    }

    /// The change between two values.
    pub(super) fn change(self, from: f64, to: f64) -> f64 {
        match self {
            Self::Logarithm => (to / from).ln(),
            Self::Difference | Self::Figure | Self::Mark => to - from,
        }
    }

    /// The least that a series is taken to move from one period to the next: 0.3 %, a tenth of a percentage point, or of a figure
    /// a fiftieth of the largest that came. Where nothing but zero came, nobody can tell.
    fn floor(self, came: &[f64]) -> f64 {
        match self {
            Self::Logarithm => 0.003,
            Self::Difference => 0.1,
            Self::Mark => f64::INFINITY,
            Self::Figure => match came.iter().fold(0.0_f64, |most, value| most.max(value.abs())) {
                0.0 => f64::INFINITY,
                most => most / 50.0,
            },
        }
    }

    /// The largest believable change of a series of which little is known.
    fn loosest(self) -> f64 {
        match self {
            Self::Logarithm => 0.25,
            Self::Difference => 5.0,
            Self::Figure | Self::Mark => f64::INFINITY,
        }
    }

    /// The values that are no further from this one than the largest change that is believed of anything.
    pub(super) fn around(self, value: f64) -> RangeInclusive<f64> {
        match self {
            Self::Logarithm => value * (-self.loosest()).exp()..=value * self.loosest().exp(),
            Self::Difference => value - self.loosest()..=value + self.loosest(),
            Self::Mark => value..=value,
            Self::Figure => value - value.abs() / 4.0..=value + value.abs() / 4.0,
        }
    }

    /// The largest believable change over one period, given the values that came before, oldest first.
    pub(super) fn bound(self, came: &[f64]) -> f64 {
        let changes = came.windows(2).map(|pair| self.change(pair[0], pair[1]).abs());
        let mut changes: Vec<f64> = changes.filter(|change| change.is_finite()).collect();
        if changes.len() < CHANGES_MIN {
            return self.loosest();
        }
        changes.sort_by(f64::total_cmp);
        let (low, high) = (changes[(changes.len() - 1) / 2], changes[changes.len() / 2]);
        let usual = DEVIATIONS_PER_MEDIAN * f64::midpoint(low, high);
        MULTIPLE * usual.max(self.floor(came))
    }
}
