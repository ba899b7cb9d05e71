//! What a driver remembers from one origin to the next.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What one driver remembers. The order is that of the snapshots that hold it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) enum Memory {
    /// Nothing, or nothing yet.
    #[default]
    Nothing,
    /// An exponential mean.
    Mean(Mean),
    /// The last value, and two exponential means of its squared daily changes.
    Speed {
        /// The last value.
        last: f64,
        /// Of the last days.
        fast: Mean,
        /// Of a long time.
        slow: Mean,
    },
    /// The last release, and how many origins ago it came.
    Release {
        /// What it was.
        release: Release,
        /// How many origins ago it came.
        origins: u32,
    },
    /// The last release, what is expected of the next one, and what is left of the last surprise.
    Surprise {
        /// What it was.
        release: Release,
        /// What is expected now.
        expected: Option<f64>,
        /// What is left of the surprise.
        left: f64,
    },
}

/// What was released last of a series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Release {
    /// Of which period.
    #[serde(with = "crate::time::day")]
    pub(crate) period: NaiveDate,
    /// Its value.
    pub(crate) value: f64,
}

/// `m += max(1 - λ, 1/n) (x - m)`: until `1/n` is smaller it is the mean of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Mean {
    count: u32,
    mean: f64,
}

impl Mean {
    /// Takes in a value and says where the mean is then.
    pub(crate) fn learn(&mut self, value: f64, decay: f64) -> f64 {
        self.count = self.count.saturating_add(1);
        self.mean += (1.0 - decay).max(1.0 / f64::from(self.count)) * (value - self.mean);
        self.mean
    }

    /// How many it has seen.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }
}

impl Memory {
    /// Takes a value into the mean, which begins here if there is none yet, and says where it is then.
    pub(crate) fn learn_mean(&mut self, value: f64, decay: f64) -> f64 {
        let mut mean = match self {
            Self::Mean(mean) => *mean,
            _ => Mean::default(),
        };
        let now = mean.learn(value, decay);
        *self = Self::Mean(mean);
        now
    }
}
