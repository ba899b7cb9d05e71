//! Whether the market is calm, usual or stormy: today's volatility against its own past.

use crate::maths::num;
use serde::{Deserialize, Serialize};

/// Where volatility stands at an origin, by the terciles of all that was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Regime {
    /// In the lowest third.
    Calm,
    /// Between.
    Usual,
    /// In the highest third.
    Stormy,
}

impl Regime {
    /// All regimes, by rising volatility.
    pub const ALL: [Self; 3] = [Self::Calm, Self::Usual, Self::Stormy];

    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Usual => "usual",
            Self::Stormy => "stormy",
        }
    }

    /// Its place in [`Self::ALL`].
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Calm => 0,
            Self::Usual => 1,
            Self::Stormy => 2,
        }
    }
}

/// Tells the regime at an origin from the expanding distribution of the fast volatility before it.
///
/// The logarithms of daily volatilities are counted on a grid of a hundredth from -12 to 0, that is, in steps of one
/// per cent between 0.0006 % and 100 % a day; what lies beyond is kept in the outermost bins. So the terciles are
/// those of the whole past, exact to the grid, in a state that does not grow. Days in the bin of the volatility that
/// is asked about count half as below it, half as above.
///
/// ```
/// use paridad_engine::features::regime::{Regime, RegimeGauge};
/// let mut gauge = RegimeGauge::default();
/// (0..300).for_each(|day| gauge.learn(0.004 + 0.00001 * f64::from(day)));
/// assert_eq!([0.004, 0.0055, 0.009].map(|v| gauge.regime(v)), Regime::ALL);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u32>", into = "Vec<u32>")]
pub struct RegimeGauge {
    counts: Vec<u32>,
}

/// Counts that do not lie on the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a regime gauge must have {BINS} counts, got {0}")]
pub struct RegimeGaugeError(usize);

const BINS: usize = 1_200;
const WIDTH: f64 = 0.01;
const LOWEST: f64 = -12.0;

/// With fewer days than these, about a quarter of a year, no day is called unusual.
const PAST_MIN: u64 = 60;

impl Default for RegimeGauge {
    fn default() -> Self {
        Self { counts: vec![0; BINS] }
    }
}

impl RegimeGauge {
    /// Takes in the daily volatility of an origin; what is not a number above zero teaches nothing.
    pub fn learn(&mut self, volatility: f64) {
        if let Some(bin) = bin(volatility) {
            self.counts[bin] += 1;
        }
    }

    /// The regime of an origin with this daily volatility, which it should learn only afterwards.
    pub fn regime(&self, volatility: f64) -> Regime {
        let past = total(&self.counts);
        let Some(bin) = bin(volatility).filter(|_| past >= PAST_MIN) else {
            return Regime::Usual;
        };
        let below_twice = 2 * total(&self.counts[..bin]) + u64::from(self.counts[bin]);
        // In whole numbers: below / past < 1/3 and > 2/3.
        if 3 * below_twice < 2 * past {
            Regime::Calm
        } else if 3 * below_twice > 4 * past {
            Regime::Stormy
        } else {
            Regime::Usual
        }
    }
}

impl From<RegimeGauge> for Vec<u32> {
    fn from(gauge: RegimeGauge) -> Self {
        gauge.counts
    }
}

impl TryFrom<Vec<u32>> for RegimeGauge {
    type Error = RegimeGaugeError;

    fn try_from(counts: Vec<u32>) -> Result<Self, RegimeGaugeError> {
        if counts.len() == BINS { Ok(Self { counts }) } else { Err(RegimeGaugeError(counts.len())) }
    }
}

fn total(counts: &[u32]) -> u64 {
    counts.iter().copied().map(u64::from).sum()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the grid first")]
fn bin(volatility: f64) -> Option<usize> {
    let place = ((num::ln(volatility) - LOWEST) / WIDTH).floor();
    (volatility > 0.0 && place.is_finite()).then(|| place.clamp(0.0, (BINS - 1) as f64) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Volatilities that wander, from a small linear congruence.
    fn volatilities(n: u32) -> impl Iterator<Item = f64> {
        (0..n).map(|i| num::exp(-5.5 + f64::from(i * 7919 % 1009) / 1009.0))
    }

    #[test]
    fn the_terciles_are_those_of_the_sorted_past() {
        let (mut gauge, mut past) = (RegimeGauge::default(), Vec::new());
        for volatility in volatilities(900) {
            if past.len() >= 60 {
                let share = |v: f64| past.iter().filter(|p| **p < v).count() as f64 / past.len() as f64;
                // One bin to either side: the grid is what the regime is exact to.
                let (low, high) = (share(volatility * 0.99), share(volatility * 1.0101));
                match gauge.regime(volatility) {
                    Regime::Calm => assert!(low < 1.0 / 3.0),
                    Regime::Usual => assert!(low <= 2.0 / 3.0 && high >= 1.0 / 3.0),
                    Regime::Stormy => assert!(high > 2.0 / 3.0),
                }
            }
            gauge.learn(volatility);
            past.push(volatility);
        }
    }

    #[test]
    fn each_regime_holds_about_a_third_of_the_days() {
        let mut gauge = RegimeGauge::default();
        let mut days = [0_u32; 3];
        for v in volatilities(60) {
            gauge.learn(v);
        }
        for volatility in volatilities(3060).skip(60) {
            days[gauge.regime(volatility).index()] += 1;
            gauge.learn(volatility);
        }
        assert!(days.iter().all(|days| (950..1050).contains(days)), "{days:?}");
    }

    #[test]
    fn a_short_past_and_a_still_one_are_usual() {
        let mut gauge = RegimeGauge::default();
        for _ in 0..59 {
            gauge.learn(0.005);
            assert_eq!(gauge.regime(1.0), Regime::Usual);
        }
        gauge.learn(0.005);
        assert_eq!([0.004, 0.005, 0.006].map(|v| gauge.regime(v)), Regime::ALL);
    }

    #[test]
    fn what_is_no_volatility_teaches_nothing_and_what_is_beyond_the_grid_is_kept_at_its_end() {
        let mut gauge = RegimeGauge::default();
        for v in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            gauge.learn(v);
        }
        assert_eq!(gauge, RegimeGauge::default());
        for _ in 0..60 {
            gauge.learn(1e-300);
        }
        assert_eq!((gauge.counts[0], gauge.regime(50.0)), (60, Regime::Stormy));
    }

    #[test]
    fn it_decodes_to_itself_and_refuses_another_grid() {
        let mut gauge = RegimeGauge::default();
        for v in volatilities(100) {
            gauge.learn(v);
        }
        let bytes = postcard::to_allocvec(&gauge).unwrap();
        assert_eq!(postcard::from_bytes::<RegimeGauge>(&bytes).unwrap(), gauge);
        let error = RegimeGauge::try_from(vec![0; 3]).unwrap_err();
        assert_eq!(error.to_string(), "a regime gauge must have 1200 counts, got 3");
    }
}
