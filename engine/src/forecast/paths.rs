//! Joint paths of the rate over the days ahead: what is asked of the way, not of its end alone.

use crate::experts::spread::paths as simulate;
use crate::forecast::model::Model;
use crate::maths::curve::Curve;
use crate::maths::level::Level;
use crate::maths::num;
use crate::time::horizon::{Horizon, HorizonError};

/// The most paths that are drawn at once.
pub const PATHS_MAX: usize = 10_000;

/// How many paths a probability of touching is read from, and the seed they are drawn with.
const TOUCH_PATHS: usize = 4_096;
const TOUCH_SEED: u64 = 1;

/// Rates by day and path: `rates[day - 1][path]`, up to the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Paths {
    /// The rates.
    pub rates: Vec<Vec<f64>>,
}

/// Why no paths are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathsError {
    /// Too few or too many were asked for.
    #[error("count must be between 1 and {PATHS_MAX}, got {0}")]
    Count(usize),
    /// The variance of daily returns has not been fitted yet.
    #[error("no paths before the first refit: too few days have been learned")]
    Unfitted,
    /// A day that cannot be forecast.
    #[error(transparent)]
    Horizon(#[from] HorizonError),
}

impl Model {
    /// Draws `count` joint paths up to a horizon; the same seed gives the same paths.
    ///
    /// The paths of filtered historical simulation give the order of the paths on each day and how it changes from day to day; on each
    /// day their values are replaced, rank by rank, by the quantiles that are forecast for it. So every day has the forecast
    /// distribution, and the days hang together as past ones did (ensemble copula coupling, Schefzik, Thorarinsdottir and
    /// Gneiting 2013).
    pub fn paths(&self, horizon: Horizon, count: usize, seed: u64) -> Result<Paths, PathsError> {
        if !(1..=PATHS_MAX).contains(&count) {
            return Err(PathsError::Count(count));
        }
        let dynamics = self.dynamics.as_ref().ok_or(PathsError::Unfitted)?;
        let scores: Vec<f64> =
            (0..count).map(|rank| num::normal_quantile((rank as f64 + 0.5) / count as f64)).collect();
        let (speech, mut rates) = (self.speech(), Vec::with_capacity(horizon.days()));
        for (moves, day) in simulate(dynamics, horizon.days(), count, seed).iter().zip(1_usize..) {
            let curve = speech.outlook(Horizon::try_from(day)?).curve().shifted(self.origin.log_spot);
            rates.push(coupled(moves, &curve, &scores));
        }
        Ok(Paths { rates })
    }

    /// The probability that the rate stands at or beyond `rate` on at least one publication day up to a horizon: above it where it
    /// lies above the spot, below it where it lies below. None unless the rate is positive, and before paths can be drawn.
    ///
    /// It is held between the lowest and the highest [`Level`].
    pub fn probability_touch(&self, horizon: Horizon, rate: f64) -> Option<f64> {
        if !rate.is_finite() || rate <= 0.0 {
            return None;
        }
        let paths = self.paths(horizon, TOUCH_PATHS, TOUCH_SEED).ok()?;
        let is_up = rate >= self.spot();
        let mut touched = vec![false; TOUCH_PATHS];
        for day in &paths.rates {
            for (touched, on_day) in touched.iter_mut().zip(day) {
                *touched |= if is_up { *on_day >= rate } else { *on_day <= rate };
            }
        }
        let share = touched.iter().filter(|touched| **touched).count() as f64 / TOUCH_PATHS as f64;
        Some(share.clamp(Level::MIN.into(), Level::MAX.into()))
    }
}

/// The rates of one day: for each path the forecast quantile of its rank.
fn coupled(moves: &[f64], curve: &Curve, scores: &[f64]) -> Vec<f64> {
    let mut ranks: Vec<usize> = (0..moves.len()).collect();
    ranks.sort_by(|a, b| moves[*a].total_cmp(&moves[*b]));
    let mut rates = vec![0.0; moves.len()];
    for (path, score) in ranks.into_iter().zip(scores) {
        rates[path] = num::exp(curve.at_score(*score));
    }
    rates
}
