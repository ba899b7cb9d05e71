//! What an expert of location does: it says, it learns, and it is put together again from what was stored of it.

use super::prediction::{Prediction, Sight};
use super::stored::{LocationMemory, Speaker};
use crate::experts::refit::{Fitted, Job};

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
pub(crate) trait LocationMember: Learner {
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
