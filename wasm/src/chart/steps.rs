//! The fan's numbers: what is expected at some horizons on the way to the one selected.

use chrono::NaiveDate;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::forecast::sampled::sampled;
use paridad_engine::time::horizon::Horizon;

/// The central intervals that are shown, in percent, widest first.
pub(crate) const BANDS: [u8; 3] = [95, 80, 50];

/// The levels at the ends of each band.
const ENDS: [(f64, f64); 3] = [(0.025, 0.975), (0.1, 0.9), (0.25, 0.75)];

/// What is expected at one horizon, as rates.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    /// Publication days ahead; 0 is the origin.
    pub(crate) horizon: usize,
    /// The day reached.
    pub(crate) day: NaiveDate,
    /// The point forecast.
    pub(crate) point: f64,
    /// Low and high of each of the [`BANDS`].
    pub(crate) bands: [(f64, f64); 3],
}

impl Step {
    /// What an outlook says.
    pub(crate) fn of(outlook: &Outlook, day: NaiveDate) -> Self {
        let rate = |level: f64| {
            // The three levels of each side are among those that every forecast has.
            paridad_engine::maths::level::Level::try_from(level)
                .map_or(f64::NAN, |level| outlook.rate(outlook.quantile(level)))
        };
        Self {
            horizon: outlook.horizon().days(),
            day,
            point: outlook.point_rate(),
            bands: ENDS.map(|(low, high)| (rate(low), rate(high))),
        }
    }

    fn origin(model: &Model) -> Self {
        let spot = model.spot();
        Self { horizon: 0, day: model.origin.day, point: spot, bands: [(spot, spot); 3] }
    }
}

/// The fan from the origin to `last`, or around half of the forward where that is supposed.
pub(crate) fn steps(model: &Model, last: Horizon, half_forward: bool) -> Vec<Step> {
    let speech = model.speech();
    let step = |horizon| {
        let half = half_forward.then(|| model.outlook_at_half_forward(horizon)).flatten();
        Step::of(&half.unwrap_or_else(|| speech.outlook(horizon)), model.target_day(horizon))
    };
    let expected = sampled(last).into_iter().map(step);
    std::iter::once(Step::origin(model)).chain(expected).collect()
}
