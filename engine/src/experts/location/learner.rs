//! What an expert of location does: it says, it learns, and it is put together again from what was stored of it.

use super::gain::Gain;
use super::prediction::{Prediction, Sight};
use super::speaker::Speaker;
use crate::experts::refit::{Fitted, Job};
use serde::{Deserialize, Serialize};

/// A learner of location: it learns one row at a time.
pub trait Learner {
    /// Who speaks for it: what it would say of any row, without what only learning needs.
    fn speaker(&self) -> Speaker;

    /// Learns that a standardised row was followed by `label`; who is refitted learns nothing from one row.
    fn learn(&mut self, _row: &[f64], _label: f64) {}

    /// What it says, in units of the scale, and why; none before it is ready.
    fn predict(&self, sight: &Sight) -> Option<Prediction> {
        self.speaker().predict(sight)
    }
}

/// What one expert of location has learned beyond what it says. The order is that of the snapshots that hold it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum LocationMemory {
    /// It says all that it has learned.
    Nothing,
    /// What a mean has summed.
    Mean(LabelSum),
    /// The inverse of second moments.
    Gain(Gain),
}

/// Labels as a mean sums them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct LabelSum {
    /// How many independent outcomes of zero stand beside them.
    pub(super) prior_outcomes: f64,
    /// By how many they overlap.
    pub(super) overlap: f64,
    pub(super) count: u32,
    pub(super) sum: f64,
}

/// Rows with what followed each, for an expert that learns in batches.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LabelledRows {
    /// The standardised rows, oldest first.
    pub(crate) rows: Vec<Vec<f64>>,
    /// What followed each row, in deviations of the horizon.
    pub(crate) labels: Vec<f64>,
    /// Another one for each cut and horizon.
    pub(crate) seed: u64,
}

/// A learner as one of the experts that a snapshot keeps and a refit may change.
pub(crate) trait Member: Learner {
    /// What it has learned beyond what it says.
    fn memory(&self) -> LocationMemory {
        LocationMemory::Nothing
    }

    /// Goes on from what was stored of it; none if that is another expert's.
    fn restore(&mut self, _speaker: Speaker, memory: LocationMemory) -> Option<()> {
        matches!(memory, LocationMemory::Nothing).then_some(())
    }

    /// What a refit of it needs.
    fn job(&self, _rows: LabelledRows) -> Option<Job> {
        None
    }

    /// Takes in what a refit has brought.
    fn install(&mut self, _fitted: Fitted) {}
}
