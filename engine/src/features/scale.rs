//! The scale of moves: two exponentially weighted variances and the term structure between them.

use crate::maths::domain::Domain;
use crate::maths::parameter::{Allowed, parameters};
use crate::time::horizon::Horizon;
use serde::{Deserialize, Serialize};

/// What a decay may be.
pub(crate) const DECAY: Allowed = Allowed::Number(Domain::Inside(0.0, 1.0));

parameters! {
    /// The decays of the scale: two exponentially weighted variances and the term structure between them.
    pub struct ScaleDecays {
        /// Decay of the fast variance.
        fast: f64 = DECAY,
        /// Decay of the slow variance, to which the fast one reverts.
        slow: f64 = DECAY,
        /// What the gap between the two keeps from one day to the next.
        persistence: f64 = DECAY,
    }
}

/// A fast and a slow variance of daily log returns: `v += (1 - λ)(r² - v)`.
///
/// The variance of a move over h days lets the fast one revert to the slow one, as the conditional
/// variance of a GARCH(1,1) reverts to its mean: `h (slow + (fast - slow) (1 - ρ^h) / (h (1 - ρ)))`
/// (Bollerslev 1986; J. P. Morgan 1996 for λ = 0.94). Until a weight `1/n` is smaller than `1 - λ` the mean of all
/// squares stands in, so that the first return does not decide the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scale {
    count: u32,
    fast: f64,
    slow: f64,
}

/// The smallest daily variance: a rate that is held fixed still has a tick.
const VARIANCE_FLOOR: f64 = 1e-10;

/// A fast daily variance that reverts to a slow one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reversion {
    /// The fast variance.
    pub fast: f64,
    /// The one that it reverts to.
    pub slow: f64,
    /// What the gap between the two keeps from one day to the next.
    pub persistence: f64,
}

impl Reversion {
    /// The standard deviation of a log move over a horizon.
    pub fn deviation(&self, horizon: Horizon) -> f64 {
        let share = horizon.mean_decay(self.persistence);
        let daily = self.slow + share * (self.fast - self.slow);
        horizon.root() * daily.max(VARIANCE_FLOOR).sqrt()
    }
}

impl Scale {
    /// Takes in a log return over `days` publication days, as one daily return of its mean size.
    pub(crate) fn learn(&mut self, log_return: f64, days: usize, decays: &ScaleDecays) {
        self.count += 1;
        let least = 1.0 / f64::from(self.count);
        let square = log_return * log_return / days.max(1) as f64;
        self.fast += (1.0 - decays.fast).max(least) * (square - self.fast);
        self.slow += (1.0 - decays.slow).max(least) * (square - self.slow);
    }

    /// The number of returns seen.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// The daily deviation of the fast variance alone.
    pub(crate) fn fast_deviation(&self) -> f64 {
        self.fast.max(VARIANCE_FLOOR).sqrt()
    }

    /// The standard deviation of a log move over a horizon.
    pub(crate) fn deviation(&self, horizon: Horizon, decays: &ScaleDecays) -> f64 {
        let Self { fast, slow, .. } = *self;
        Reversion { fast, slow, persistence: decays.persistence }.deviation(horizon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calm_day_after_a_storm_narrows_the_near_horizon_most() {
        let decays = ScaleDecays { fast: 0.94, slow: 0.995, persistence: 0.98 };
        let mut scale = Scale::default();
        for _ in 0..500 {
            scale.learn(0.01, 1, &decays);
        }
        let near = Horizon::try_from(1_u16).unwrap();
        let far = Horizon::try_from(252_u16).unwrap();
        assert!((scale.deviation(near, &decays) - 0.01).abs() < 1e-12);
        assert!((scale.deviation(far, &decays) - 0.01 * far.root()).abs() < 1e-12);
        for _ in 0..20 {
            scale.learn(0.0, 1, &decays);
        }
        let narrowed = |horizon: Horizon| scale.deviation(horizon, &decays) / (0.01 * horizon.root());
        assert!(narrowed(near) < narrowed(far));
    }
}
