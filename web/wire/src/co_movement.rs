//! How the target has moved with other series.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The answer to `GET /api/v1/co-movements`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoMovements {
    /// The target whose daily log moves are explained.
    pub target: String,
    /// How many years back it was looked.
    pub years: u16,
    /// The first day that was looked at.
    pub from: NaiveDate,
    /// The last one: that of the origin.
    pub to: NaiveDate,
    /// What this is and what it is not, in words: an association, not a cause.
    pub note: String,
    /// Each series of the list of which there are values enough.
    pub series: Vec<CoMovement>,
}

/// How the target has moved with one series on the same days: `target = a + slope * other`, by least squares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoMovement {
    /// The series: an id, a pair such as `usdbrl`, or `dollar`, the dollar against its basket.
    pub series: String,
    /// Its name, in words.
    pub name: String,
    /// What one of its moves counts: `log`, a difference of logarithms, or `percentage_points`.
    pub unit: String,
    /// How many days were compared.
    pub days: u32,
    /// The target's log move for one unit of the series' move.
    pub slope: f64,
    /// The slope's standard error, by Newey and West.
    pub error: f64,
    /// The standard deviation of what the line leaves of the target's daily log moves.
    pub residual: f64,
    /// The series' own moves.
    pub moves: OtherMoves,
}

/// The daily moves of a series, in its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherMoves {
    /// Their standard deviation.
    pub sd: f64,
}
