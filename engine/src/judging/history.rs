//! What a state remembers of its inputs and residuals: what drift and skill are judged by.

use crate::judging::monitors::Monitors;
use crate::judging::recent_rows::RecentRows;
use crate::judging::scoreboard::Scoreboard;

/// The inputs of the last years, the detectors on the residuals, and the scores so far.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    pub(crate) recent_rows: RecentRows,
    pub(crate) monitors: Monitors,
    pub(crate) scoreboard: Scoreboard,
}

impl History {
    /// A feature's values at the last origins, oldest first.
    pub fn feature_history(&self, feature: usize) -> Vec<Option<f64>> {
        self.recent_rows.column(feature)
    }

    /// The detectors on the residuals.
    pub fn monitors(&self) -> &Monitors {
        &self.monitors
    }

    /// The scores so far, each forecast judged when its truth came.
    pub fn scoreboard(&self) -> &Scoreboard {
        &self.scoreboard
    }
}
