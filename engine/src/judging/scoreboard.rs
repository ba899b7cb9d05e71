//! Scores kept online: how good the forecasts of each anchor horizon were, in all and in each regime.

mod judgement;
mod row;
mod tally;

pub use judgement::Judgement;
pub use row::{Row, Score};

use crate::features::regime::Regime;
use crate::judging::score::diebold_mariano::Differentials;
use crate::time::horizon::{ANCHORS, Horizon};
use serde::{Deserialize, Serialize};
use tally::Tally;

/// The running scores of all anchor horizons: sums and counts, so that no judgement is stored.
///
/// ```
/// use paridad_engine::maths::level::LEVELS;
/// use paridad_engine::judging::scoreboard::{Judgement, Scoreboard};
/// use paridad_engine::features::regime::Regime;
/// let (narrow, wide) = (LEVELS.map(|p| p - 0.5), LEVELS.map(|p| 4.0 * (p - 0.5)));
/// let mut board = Scoreboard::default();
/// let regime = Regime::Calm;
/// board.learn(0, &Judgement { quantiles: &narrow, baseline: &wide, point: 0.0, log_move: 0.1, regime });
/// let row = board.row(0, None).unwrap();
/// assert_eq!((row.count, row.cover80), (1, 1.0));
/// assert!(row.crps.relative.unwrap() < 1.0);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scoreboard {
    horizons: [HorizonScores; ANCHORS.len()],
}

impl Default for Scoreboard {
    fn default() -> Self {
        Self { horizons: ANCHORS.map(HorizonScores::new) }
    }
}

impl Scoreboard {
    /// Takes in the judgement of one origin, in the order of origins. The horizon is given by its index in [`ANCHORS`].
    ///
    /// An index beyond the anchors and a judgement with a number that is not finite teach nothing.
    pub fn learn(&mut self, index_of_horizon: usize, judgement: &Judgement) {
        if let Some(scores) = self.horizons.get_mut(index_of_horizon)
            && judgement.is_finite()
        {
            scores.learn(judgement);
        }
    }

    /// The scores of a horizon, in one regime or, without one, in all; `None` before the first judgement.
    pub fn row(&self, index_of_horizon: usize, regime: Option<Regime>) -> Option<Row> {
        let scores = self.horizons.get(index_of_horizon)?;
        scores.row(*ANCHORS.get(index_of_horizon)?, regime)
    }
}

/// The scores of one horizon. Those over all regimes are not kept: they are the sum, so that they cannot disagree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct HorizonScores {
    regimes: [Tally; Regime::ALL.len()],
    /// What the forecast loses more than the baseline, in CRPS.
    differentials: Differentials,
}

impl HorizonScores {
    fn new(horizon: Horizon) -> Self {
        Self { regimes: Default::default(), differentials: Differentials::new(horizon) }
    }

    fn learn(&mut self, judgement: &Judgement) {
        let one = Tally::of(judgement);
        self.differentials.learn(one.crps_differential());
        self.regimes[judgement.regime.index()].absorb(&one);
    }

    /// Only the row over all regimes is tested for significance: the days of one regime have gaps between them, and
    /// autocovariances at a distance of k judgements would not be those at a distance of k days.
    fn row(&self, horizon: Horizon, regime: Option<Regime>) -> Option<Row> {
        match regime {
            Some(regime) => self.regimes[regime.index()].row(horizon, None),
            None => self.overall().row(horizon, self.differentials.test()),
        }
    }

    fn overall(&self) -> Tally {
        let mut overall = Tally::default();
        for tally in &self.regimes {
            overall.absorb(tally);
        }
        overall
    }
}

#[cfg(test)]
mod tests;
