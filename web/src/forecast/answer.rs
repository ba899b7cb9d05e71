//! The forecast of one maturity: point, quantiles, and whatever else is asked of its distribution.

use crate::app::{Audience, Maturity, likelihood, side};
use crate::problem::Trouble;
use crate::view::{Answers, View};
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::maths::curve::Bound;
use paridad_engine::maths::level::{LEVELS, Level};
use paridad_wire as wire;

/// What is asked of a forecast beside its point.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// The levels of the quantiles; the 21 that are always forecast where there are none.
    pub(crate) levels: Vec<Level>,
    /// The rate above which it may end.
    pub(crate) above: Option<f64>,
    /// The rate below which it may end.
    pub(crate) below: Option<f64>,
    /// The rate that it may touch on the way.
    pub(crate) touch: Option<f64>,
    /// The probability of each tail whose mean is asked for.
    pub(crate) tail: Option<f64>,
    /// What is supposed instead of what is forecast.
    pub(crate) scenario: Option<wire::Scenario>,
}

/// The largest tail: with more, the two would overlap.
const TAIL_MAX: f64 = 0.5;

impl View {
    /// The forecast of a maturity.
    pub(crate) fn forecast(
        &self,
        maturity: Maturity,
        wanted: &Wanted,
        audience: Audience,
    ) -> Result<wire::Forecast, Trouble> {
        if let Answers::Recorded(said) = &self.answers {
            return self.recorded(said, maturity, wanted, audience);
        }
        let (maturity, forecast) = self.reach(maturity)?;
        let outlook = match wanted.scenario {
            None => forecast,
            Some(wire::Scenario::HalfForward) => {
                let half = self.model.outlook_at_half_forward(forecast.horizon());
                half.ok_or(Trouble::NoForward)?
            }
        };
        let below = |rate: f64| {
            let below = outlook.probability_below(rate).ok_or(Trouble::Rate(rate))?;
            let bound = outlook.bound_above(rate).map(Bound::opposite).map(side);
            Ok::<_, Trouble>(wire::ProbabilityBelow { rate, below, bound })
        };
        Ok(wire::Forecast {
            provenance: self.provenance(audience),
            kept: false,
            scenario: wanted.scenario,
            point: outlook.point_rate(),
            log_move: outlook.prediction().point(),
            quantiles: quantiles(&outlook, &wanted.levels),
            probability: wanted.above.map(|rate| likelihood(&outlook, rate)).transpose()?,
            probability_below: wanted.below.map(below).transpose()?,
            touch: wanted.touch.map(|rate| self.touch(&outlook, rate)).transpose()?,
            shortfall: wanted.tail.map(|level| shortfall(&outlook, level)).transpose()?,
            maturity,
        })
    }

    fn touch(&self, outlook: &Outlook, rate: f64) -> Result<wire::Touch, Trouble> {
        if !rate.is_finite() || rate <= 0.0 {
            return Err(Trouble::Rate(rate));
        }
        let probability = self.model.probability_touch(outlook.horizon(), rate).ok_or(Trouble::NoPaths)?;
        let bound = if probability <= Level::MIN.into() {
            Some(wire::Bound::AtMost)
        } else {
            (probability >= Level::MAX.into()).then_some(wire::Bound::AtLeast)
        };
        Ok(wire::Touch { rate, probability, bound })
    }
}

fn quantiles(outlook: &Outlook, levels: &[Level]) -> Vec<wire::Quantile> {
    let quantile = |level: f64, log_move| wire::Quantile { level, rate: outlook.rate(log_move) };
    if levels.is_empty() {
        return LEVELS
            .into_iter()
            .zip(outlook.quantiles())
            .map(|(level, log)| quantile(level, log))
            .collect();
    }
    ascending(levels).map(|level| quantile(level.into(), outlook.quantile(level))).collect()
}

/// The levels in their order, each once.
fn ascending(levels: &[Level]) -> impl Iterator<Item = Level> {
    let mut levels = levels.to_vec();
    levels.sort_by(|a, b| f64::from(*a).total_cmp(&f64::from(*b)));
    levels.dedup();
    levels.into_iter()
}

fn shortfall(outlook: &Outlook, tail: f64) -> Result<wire::Shortfall, Trouble> {
    let level = Level::try_from(tail).ok().filter(|_| tail <= TAIL_MAX);
    let means = level.and_then(|level| outlook.shortfall(level)).ok_or(Trouble::Tail(tail))?;
    Ok(wire::Shortfall { level: tail, lower: means.lower, upper: means.upper })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_given_in_their_order_and_once() {
        let levels = [0.9, 0.1, 0.9, 0.5].map(|level| Level::try_from(level).unwrap());
        let given: Vec<f64> = ascending(&levels).map(f64::from).collect();
        assert_eq!(given, [0.1, 0.5, 0.9]);
    }
}
