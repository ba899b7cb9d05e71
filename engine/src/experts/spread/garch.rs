//! GJR-GARCH with Student-t innovations and filtered historical simulation.

use super::fan::{Fan, ResolvedFan};
use super::learner::{Scales, Spread, SpreadMember};
use super::paths::{Dynamics, Walkers};
use crate::experts::prior::Beginning;
use crate::experts::registry::Listed;
use crate::maths::curve::{Curve, KNOT_COUNT, KNOTS};
use crate::maths::gjr::Gjr;
use crate::maths::noise::Noise;
use crate::maths::parameter::NoParameters;
use crate::time::horizon::{ANCHORS, LEARNED_DAYS};
use std::sync::OnceLock;

/// How many paths are simulated each day.
const PATHS: usize = 1_024;

/// In how many strata of equal probability the residuals are drawn.
const STRATA: usize = 512;

/// All daily returns, and how their variance answers to them (Glosten, Jagannathan and Runkle 1993; Barone-Adesi et al. 1999).
///
/// The parameters come from a refit. What all returns left over under them are the residuals from which paths are drawn;
/// a new day adds its own.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Garch {
    returns: Vec<f64>,
    fitted: Option<Filtered>,
}

/// Parameters with what follows from them and the returns.
#[derive(Debug, Clone, PartialEq)]
struct Filtered {
    gjr: Gjr,
    /// The variance of the next day.
    variance: f64,
    /// The residuals of all days, lowest first.
    residuals: Vec<f64>,
}

impl Filtered {
    fn new(gjr: Gjr, returns: &[f64]) -> Self {
        let variances = gjr.filter(returns);
        let mut residuals: Vec<f64> = returns.iter().zip(&variances).map(|(r, v)| r / v.sqrt()).collect();
        residuals.sort_unstable_by(f64::total_cmp);
        Self { gjr, variance: variances[returns.len()], residuals }
    }

    fn learn(&mut self, r: f64) {
        let residual = r / self.variance.sqrt();
        let place = self.residuals.partition_point(|other| *other < residual);
        self.residuals.insert(place, residual);
        self.variance = self.gjr.next(self.variance, r);
    }
}

impl Garch {
    /// Puts it together again.
    pub(crate) fn from_parts(returns: Vec<f64>, gjr: Option<Gjr>) -> Self {
        let fitted = gjr.map(|gjr| Filtered::new(gjr, &returns));
        Self { returns, fitted }
    }

    /// All daily returns, oldest first.
    pub(crate) fn returns(&self) -> &[f64] {
        &self.returns
    }

    /// The parameters, once a refit has brought them.
    pub(crate) fn gjr(&self) -> Option<Gjr> {
        self.fitted.as_ref().map(|fitted| fitted.gjr)
    }

    /// Takes in the return of a day.
    pub(crate) fn learn(&mut self, r: f64) {
        self.returns.push(r);
        if let Some(fitted) = &mut self.fitted {
            fitted.learn(r);
        }
    }

    /// Takes the last return back.
    pub(crate) fn retract(&mut self) {
        self.returns.pop();
        self.install(self.gjr());
    }

    /// Takes in the parameters of a refit.
    pub(crate) fn install(&mut self, gjr: Option<Gjr>) {
        self.fitted = gjr.map(|gjr| Filtered::new(gjr, &self.returns));
    }

    /// What simulating needs, once a refit has been.
    pub(crate) fn dynamics(&self) -> Option<Dynamics> {
        let fitted = self.fitted.as_ref()?;
        let count = fitted.residuals.len();
        // The middle of each stratum; with fewer residuals than strata some stand for several.
        let residuals =
            (0..STRATA).map(|stratum| fitted.residuals[(2 * stratum + 1) * count / (2 * STRATA)]).collect();
        Some(Dynamics { gjr: fitted.gjr, variance: fitted.variance, residuals })
    }

    /// What it says at each anchor horizon.
    pub(crate) fn fans(&self) -> [Fan; ANCHORS.len()] {
        self.dynamics().map_or([const { Fan::Silent }; ANCHORS.len()], |dynamics| {
            simulate(&dynamics).map(|said| Fan::Fixed { deviation: said.deviation, curve: said.curve })
        })
    }
}

/// What the variance that all horizons share says at one of them; the forecaster holds it.
///
/// ```
/// use paridad_engine::experts::spread::{Fan, Scales, SharedGarch, Spread};
/// let scales = Scales::default();
/// assert_eq!(SharedGarch.fan(&scales, &Fan::Silent), Fan::Silent, "before its first refit");
/// assert_eq!(SharedGarch.fan(&scales, &Fan::Normal(0.02)), Fan::Normal(0.02));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedGarch;

impl Listed for SharedGarch {
    const NAME: &'static str = "garch";
    const SUMMARY: &'static str =
        "GJR-GARCH with Student-t innovations and filtered historical simulation, refitted on a schedule.";
    const IS_REFITTED: bool = true;
    type Parameters = NoParameters;

    fn begin(_parameters: NoParameters, _from: &Beginning) -> Self {
        Self
    }
}

impl Spread for SharedGarch {
    fn fan(&self, _scales: &Scales, garch: &Fan) -> Fan {
        garch.clone()
    }
}

impl SpreadMember for SharedGarch {}

/// The strata of each day, in an order of its own: the same every day, so that two forecasts differ by what was learned, not by chance.
fn orders() -> &'static [Vec<usize>] {
    static ORDERS: OnceLock<Vec<Vec<usize>>> = OnceLock::new();
    ORDERS.get_or_init(|| {
        let mut noise = Noise::new(0);
        let mut order: Vec<usize> = (0..PATHS).map(|path| path % STRATA).collect();
        let shuffled = |_| {
            noise.shuffle(&mut order);
            order.clone()
        };
        (0..LEARNED_DAYS).map(shuffled).collect()
    })
}

fn simulate(dynamics: &Dynamics) -> [ResolvedFan; ANCHORS.len()] {
    let mut walkers = Walkers::new(dynamics, PATHS);
    let mut days = orders().iter();
    let mut done = 0;
    ANCHORS.map(|horizon| {
        for order in days.by_ref().take(horizon.days() - done) {
            walkers.step(order);
        }
        done = horizon.days();
        summary(&walkers.moves)
    })
}

fn summary(moves: &[f64]) -> ResolvedFan {
    let mut sorted = moves.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut quantiles = [0.0; KNOT_COUNT];
    for (quantile, level) in quantiles.iter_mut().zip(KNOTS) {
        *quantile = between(&sorted, level * sorted.len() as f64 - 0.5);
    }
    let squares: f64 = moves.iter().map(|log_move| log_move * log_move).sum();
    ResolvedFan { deviation: (squares / moves.len() as f64).sqrt(), curve: Curve::new(quantiles) }
}

/// The value at a place between two of a sorted list.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the list first")]
fn between(sorted: &[f64], place: f64) -> f64 {
    let place = place.clamp(0.0, (sorted.len() - 1) as f64);
    let left = place as usize;
    let right = (left + 1).min(sorted.len() - 1);
    sorted[left] + (place - left as f64) * (sorted[right] - sorted[left])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::num;

    const GJR: Gjr = Gjr { omega: 1e-6, alpha: 0.05, gamma: 0.02, beta: 0.92, degrees: 8.0 };

    fn returns(count: usize) -> Vec<f64> {
        (0..count).map(|i| 0.006 * num::normal_quantile(((i * 7919) % 1009 + 1) as f64 / 1011.0)).collect()
    }

    #[test]
    fn it_is_silent_before_a_refit_and_a_day_taken_back_leaves_no_trace() {
        let mut garch = Garch::from_parts(returns(300), None);
        assert_eq!(garch.fans()[0], Fan::Silent);
        garch.install(Some(GJR));
        let before = garch.clone();
        garch.learn(0.02);
        assert!(garch.fans() != before.fans());
        garch.retract();
        assert!(garch == before);
    }

    #[test]
    fn a_day_learned_equals_the_filter_over_all_days() {
        let mut garch = Garch::from_parts(returns(300), Some(GJR));
        garch.learn(0.013);
        garch.learn(-0.004);
        let all = [returns(300), vec![0.013, -0.004]].concat();
        assert!(garch == Garch::from_parts(all, Some(GJR)));
    }

    #[test]
    fn the_simulated_spread_grows_with_the_root_of_time_and_leans_to_depreciation() {
        let garch = Garch::from_parts(returns(1_000), Some(GJR));
        let fans = garch.fans();
        let said = |index: usize| match &fans[index] {
            Fan::Fixed { deviation, curve } => (*deviation, *curve),
            other => panic!("{other:?}"),
        };
        let (one, year) = (said(0).0, said(7).0);
        assert!((year / one / 252.0_f64.sqrt() - 1.0).abs() < 0.2, "{one} {year}");
        let curve = said(4).1;
        let reach = |at: usize| curve.knots()[at].abs();
        assert!(reach(KNOT_COUNT - 3) > reach(2), "gamma makes the upper tail the longer one");
    }
}
