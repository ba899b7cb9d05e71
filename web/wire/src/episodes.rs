//! Episodes of the past whose days can be supposed to come again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The answer to `GET /api/v1/episodes`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Episodes {
    /// The target whose moves they are.
    pub target: String,
    /// Those that lie in the archive's history whole.
    pub episodes: Vec<Episode>,
}

/// Some days of the past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Episode {
    /// What it is called in addresses: `2008`, `2016`, `2020`.
    pub id: String,
    /// Its name, in words.
    pub name: String,
    /// The first day of it.
    pub first: NaiveDate,
    /// The last day of it.
    pub last: NaiveDate,
    /// The target's moves, each from the publication day before.
    pub moves: Vec<EpisodeDay>,
}

/// One day of an episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EpisodeDay {
    /// The publication day.
    pub day: NaiveDate,
    /// By how much the logarithm of the target moved since the publication day before.
    pub log_move: f64,
}
