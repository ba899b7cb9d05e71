//! The forecast of one horizon and, beside it, the reader's scenario.

use crate::supposed::{HALF_FORWARD, supposed};
use paridad_engine::forecast::explanation::{Explanation, Interval};
use paridad_engine::forecast::model::Model;
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::forecast::sampled::sampled;
use paridad_engine::maths::level::{LEVELS, Level};
use paridad_engine::time::horizon::{ANCHORS, Horizon};
use paridad_exchange::engine::{
    Asked, EndReason, Likelihood, MatrixRow, Quantile, Reason, Scene, Sight, Step, Why,
};

/// The levels at the ends of the bands: of 95, 80 and 50 in 100.
const ENDS: [(f64, f64); 3] = [(0.025, 0.975), (0.1, 0.9), (0.25, 0.75)];

/// The horizons of the matrix.
const ROWS: [usize; 6] = [1, 5, 21, 63, 126, 252];

/// The share of the outer outcomes whose mean is given.
const OUTER: f64 = 0.05;

/// The forecast, and the scenario where something is supposed.
pub(crate) fn scene(model: &Model, asked: &Asked) -> Result<Scene, String> {
    let horizon = Horizon::try_from(asked.horizon).map_err(|error| error.to_string())?;
    let scenario = (!asked.supposed.is_empty()).then(|| {
        let half = asked.supposed.iter().any(|own| own.key == HALF_FORWARD);
        Told { model: &supposed(model, &asked.supposed), half }.sight(horizon, asked)
    });
    let base = Told { model, half: false }.sight(horizon, asked);
    Ok(Scene { horizon: asked.horizon, base, scenario })
}

/// A model, and whether it goes half as far as the forward.
struct Told<'a> {
    model: &'a Model,
    half: bool,
}

impl Told<'_> {
    fn outlook(&self, horizon: Horizon) -> Outlook {
        let half = self.half.then(|| self.model.outlook_at_half_forward(horizon)).flatten();
        half.unwrap_or_else(|| self.model.outlook(horizon))
    }

    fn explanation(&self, horizon: Horizon) -> Explanation {
        let half = self.half.then(|| self.model.explanation_at_half_forward(horizon)).flatten();
        half.unwrap_or_else(|| self.model.explanation(horizon))
    }

    fn sight(&self, horizon: Horizon, asked: &Asked) -> Sight {
        let outlook = self.outlook(horizon);
        let quantiles = LEVELS.iter().zip(outlook.quantiles());
        let mean = |level: Result<Level, _>| outlook.shortfall(level.ok()?);
        let shortfall = mean(Level::try_from(OUTER));
        Sight {
            spot: outlook.spot(),
            point: outlook.point_rate(),
            log_move: outlook.prediction().point(),
            quantiles: quantiles
                .map(|(level, quantile)| Quantile { level: *level, rate: outlook.rate(quantile) })
                .collect(),
            steps: self.steps(horizon),
            matrix: self.matrix(horizon, &asked.levels),
            shortfall: shortfall.map_or([f64::NAN; 2], |mean| [mean.lower, mean.upper]),
            why: asked.why.then(|| self.why(horizon, &outlook, asked.levels.first().copied())),
        }
    }

    fn steps(&self, last: Horizon) -> Vec<Step> {
        let (model, speech, spot) = (self.model, self.model.speech(), self.model.spot());
        let origin = Step {
            horizon: 0,
            day: model.origin.day,
            point: spot,
            median: spot,
            bands: vec![[spot; 2]; ENDS.len()],
        };
        let step = |horizon| {
            let half = self.half.then(|| self.model.outlook_at_half_forward(horizon)).flatten();
            let outlook = half.unwrap_or_else(|| speech.outlook(horizon));
            // The levels are among those that every forecast has.
            let rate = |level| {
                Level::try_from(level).map_or(f64::NAN, |level| outlook.rate(outlook.quantile(level)))
            };
            Step {
                horizon: horizon.into(),
                day: model.target_day(horizon),
                point: outlook.point_rate(),
                median: rate(0.5),
                bands: ENDS.map(|(low, high)| [rate(low), rate(high)]).to_vec(),
            }
        };
        std::iter::once(origin).chain(sampled(last).into_iter().map(step)).collect()
    }

    fn matrix(&self, horizon: Horizon, levels: &[f64]) -> Vec<MatrixRow> {
        let mut horizons: Vec<Horizon> =
            ANCHORS.into_iter().filter(|own| ROWS.contains(&own.days())).collect();
        let place = horizons.partition_point(|own| *own < horizon);
        if horizons.get(place) != Some(&horizon) {
            horizons.insert(place, horizon);
        }
        let row = |horizon: Horizon| {
            let outlook = self.outlook(horizon);
            let above = levels.iter().filter_map(|rate| likelihood(&outlook, *rate)).collect();
            MatrixRow { horizon: horizon.into(), day: self.model.target_day(horizon), above }
        };
        horizons.into_iter().map(row).collect()
    }

    fn why(&self, horizon: Horizon, outlook: &Outlook, above: Option<f64>) -> Why {
        let pesos = outlook.contributions_in_rate();
        let features = &self.model.recipe.features;
        let point = features
            .iter()
            .enumerate()
            .map(|(place, feature)| Reason { name: feature.name.clone(), pesos: pesos.contributions[place] });
        let explanation = self.explanation(horizon);
        let [low, high] = explanation.ends_in_rate(Interval::Eighty);
        let tail = above.and_then(|rate| explanation.above(rate));
        let of_point = features.iter().enumerate().map(|(place, feature)| EndReason {
            name: feature.name.clone(),
            events: None,
            days: Vec::new(),
            ends: [low.point[place], high.point[place]],
            above: tail.as_ref().map_or(0.0, |tail| tail.point[place]),
        });
        let spread_features = &self.model.recipe.spread_features;
        let of_spread = spread_features.iter().enumerate().map(|(place, feature)| {
            let ahead = self.model.agenda.of(spread_features, place);
            let events = ahead.iter().flat_map(|(_, ahead)| &ahead.events);
            let seen = events.filter(|event| usize::from(event.seen_after) <= horizon.days());
            EndReason {
                name: feature.name.clone(),
                events: ahead.map(|(kind, _)| kind.id().to_owned()),
                days: seen.map(|event| event.day).collect(),
                ends: [low.spread[place], high.spread[place]],
                above: tail.as_ref().map_or(0.0, |tail| tail.spread[place]),
            }
        });
        Why {
            point: point.collect(),
            base: Reason { name: String::new(), pesos: pesos.base },
            sums: sums(outlook),
            width_base: explanation.width_in_rate(Interval::Eighty).base,
            ends: of_spread.chain(of_point).collect(),
            ends_base: [low.base, high.base],
        }
    }
}

/// Adds up what is shown, independently of the engine, and compares it with the engine's point in bits.
fn sums(outlook: &Outlook) -> bool {
    let prediction = outlook.prediction();
    let mut sum = prediction.base;
    for contribution in &prediction.contributions {
        sum += contribution;
    }
    sum.to_bits() == prediction.point().to_bits()
}

fn likelihood(outlook: &Outlook, rate: f64) -> Option<Likelihood> {
    Some(Likelihood { share: outlook.probability_above(rate)? })
}
