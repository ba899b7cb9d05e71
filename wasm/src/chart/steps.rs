//! The fan's numbers: what is expected at some horizons on the way to the one selected.

use chrono::NaiveDate;
use paridad_engine::horizon::{ANCHORS, Horizon};
use paridad_engine::outlook::Outlook;
use paridad_engine::voice::Voice;

/// The central intervals that are shown, in percent, widest first.
pub(crate) const BANDS: [u8; 3] = [95, 80, 50];

/// The levels at the ends of each band.
const ENDS: [(f64, f64); 3] = [(0.025, 0.975), (0.1, 0.9), (0.25, 0.75)];

/// How many horizons are sampled besides the anchors.
const SAMPLES: u32 = 12;

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
            paridad_engine::level::Level::try_from(level)
                .map_or(f64::NAN, |level| outlook.rate(outlook.quantile(level)))
        };
        Self {
            horizon: outlook.horizon().days(),
            day,
            point: outlook.point_rate(),
            bands: ENDS.map(|(low, high)| (rate(low), rate(high))),
        }
    }

    fn origin(voice: &Voice) -> Self {
        let spot = voice.spot();
        Self { horizon: 0, day: voice.origin.day, point: spot, bands: [(spot, spot); 3] }
    }
}

/// The fan from the origin to `last`, with the features as in `row`.
pub(crate) fn steps(voice: &Voice, last: Horizon, row: &[Option<f64>]) -> Vec<Step> {
    let expected = sampled(last)
        .into_iter()
        .map(|horizon| Step::of(&voice.outlook_if(horizon, row), voice.target_day(horizon)));
    std::iter::once(Step::origin(voice)).chain(expected).collect()
}

/// Horizons up to `last`: the anchors, and others evenly spaced in the square root of time, in which a fan opens.
fn sampled(last: Horizon) -> Vec<Horizon> {
    let days = u32::from(u16::from(last));
    let spread = (1..=SAMPLES).filter_map(|i| {
        let sample = (days * i * i).div_ceil(SAMPLES * SAMPLES);
        u16::try_from(sample).ok().and_then(|days| Horizon::try_from(days).ok())
    });
    let mut horizons: Vec<Horizon> =
        ANCHORS.into_iter().filter(|anchor| *anchor <= last).chain(spread).collect();
    horizons.sort_unstable();
    horizons.dedup();
    horizons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_has_the_anchors_and_ends_where_asked() {
        for days in [1_u16, 2, 7, 21, 100, 252] {
            let last = Horizon::try_from(days).unwrap();
            let horizons = sampled(last);
            assert_eq!(horizons.last(), Some(&last));
            assert!(horizons.len() <= 20, "{days}: {}", horizons.len());
            assert!(horizons.is_sorted_by(|a, b| a < b));
            assert!(ANCHORS.iter().filter(|anchor| **anchor <= last).all(|anchor| horizons.contains(anchor)));
        }
    }
}
