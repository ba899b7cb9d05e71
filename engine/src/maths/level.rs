//! Probability levels: the 21 that are always forecast, and any other one in between.

use serde::{Deserialize, Serialize};

/// The number of levels in [`LEVELS`].
pub const LEVEL_COUNT: usize = 21;

/// The levels that every forecast carries and every score is computed on.
pub const LEVELS: [f64; LEVEL_COUNT] = [
    0.025, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70, 0.75, 0.80,
    0.85, 0.90, 0.95, 0.975,
];

/// A probability level that a forecast can speak of: from 0.001 to 0.999.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Level(f64);

/// A level that no forecast can speak of.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("level must be between {MIN} and {MAX}, got {0}")]
pub struct LevelError(f64);

const MIN: f64 = 0.001;
const MAX: f64 = 0.999;

impl Level {
    /// The lowest level.
    pub const MIN: Self = Self(MIN);
    /// The highest level.
    pub const MAX: Self = Self(MAX);
}

impl TryFrom<f64> for Level {
    type Error = LevelError;

    fn try_from(level: f64) -> Result<Self, LevelError> {
        if (MIN..=MAX).contains(&level) { Ok(Self(level)) } else { Err(LevelError(level)) }
    }
}

impl From<Level> for f64 {
    fn from(level: Level) -> Self {
        level.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_refuses_certainty_and_nonsense() {
        assert!(Level::try_from(0.5).is_ok());
        for level in [0.0, 1.0, f64::NAN, -0.1] {
            assert!(Level::try_from(level).is_err(), "{level}");
        }
    }
}
