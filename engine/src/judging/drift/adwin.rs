//! ADWIN: a window that grows while the mean is steady and drops its oldest part when it is not.

use super::{Detector, Direction, Means, Signal};
use crate::maths::num;
use histogram::{Histogram, Part};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

mod histogram;

/// What ADWIN is told; the defaults are those of its authors' software.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The bound on the probability of a false alarm, between 0 and 1.
    pub delta: f64,
    /// How many values pass from one look for a change to the next.
    pub clock: NonZeroU32,
    /// No look while the window holds this many values or fewer.
    pub grace_period: u32,
    /// The fewest values on either side of a change.
    pub side_min: NonZeroU32,
}

impl Default for Settings {
    fn default() -> Self {
        const CLOCK: NonZeroU32 = NonZeroU32::new(32).unwrap();
        const SIDE_MIN: NonZeroU32 = NonZeroU32::new(5).unwrap();
        Self { delta: 0.002, clock: CLOCK, grace_period: 10, side_min: SIDE_MIN }
    }
}

/// Settings with which ADWIN cannot work.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SettingsError {
    /// The false-alarm bound is no probability.
    #[error("delta must be above 0 and below 1, got {0}")]
    Delta(f64),
}

/// Adaptive windowing, for a change of the mean of values whose scale is about 1.
///
/// The window, kept as a histogram of exponentially growing buckets, is split at each boundary between buckets
/// into an older part of n0 and a newer part of n1 values. While at some split
///
/// ```text
/// |mean0 - mean1| > sqrt(2 v d / n) + 2 d / (3 n)
/// 1 / n = 1 / (n0 - side_min + 1) + 1 / (n1 - side_min + 1),  d = ln(2 ln W / delta),  v, W: variance and
/// width of the whole window
/// ```
///
/// the oldest bucket is dropped. A. Bifet and R. Gavaldà, "Learning from time-changing data with adaptive
/// windowing", SIAM International Conference on Data Mining (2007).
///
/// ```
/// use paridad_engine::judging::drift::{Detector, Direction};
/// use paridad_engine::judging::drift::adwin::Adwin;
/// let mut adwin = Adwin::default();
/// let steps = (0..400).map(|i| if i < 200 { 0.0 } else { 1.0 });
/// let signals: Vec<_> = steps.filter_map(|x| adwin.update(x)).collect();
/// assert_eq!(signals.len(), 1);
/// assert_eq!(signals[0].direction, Direction::Up);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Adwin {
    settings: Settings,
    window: Histogram,
    /// The last value brought a signal: the next one starts an empty window.
    signalled: bool,
}

impl TryFrom<Settings> for Adwin {
    type Error = SettingsError;

    fn try_from(settings: Settings) -> Result<Self, SettingsError> {
        if settings.delta > 0.0 && settings.delta < 1.0 {
            Ok(Self { settings, ..Self::default() })
        } else {
            Err(SettingsError::Delta(settings.delta))
        }
    }
}

impl Adwin {
    /// The variance of the values in the window, as a population; `None` while it is empty.
    pub fn variance(&self) -> Option<f64> {
        self.window.variance()
    }

    /// Whether some split of the window has means too far apart.
    fn splits(&self) -> bool {
        let Some(variance) = self.window.variance() else {
            return false;
        };
        let all = self.window.all();
        let bound = Bound {
            variance,
            d: num::ln(2.0 * num::ln(all.count as f64) / self.settings.delta),
            side_min: u64::from(self.settings.side_min.get()),
        };
        let (mut older, mut newer) = (Part::default(), all);
        self.window.oldest_first().any(|bucket| {
            older.add(bucket);
            newer.remove(bucket);
            bound.is_broken_by(older, newer)
        })
    }
}

impl Detector for Adwin {
    fn update(&mut self, x: f64) -> Option<Signal> {
        if !x.is_finite() {
            return None;
        }
        if self.signalled {
            *self = Self { settings: self.settings, ..Self::default() };
        }
        self.window.push(x);
        // The window shrinks only with a signal, so its width is also the count of values since the start.
        let width = self.width();
        let is_due = width.is_multiple_of(u64::from(self.settings.clock.get()));
        if !is_due || width <= u64::from(self.settings.grace_period) {
            return None;
        }
        let mut dropped = Part::default();
        while self.splits()
            && let Some(oldest) = self.window.drop_oldest()
        {
            dropped.add(oldest);
        }
        let means = Means { before: dropped.mean()?, after: self.mean()? };
        self.signalled = true;
        let direction = if means.after > means.before { Direction::Up } else { Direction::Down };
        Some(Signal { direction, means: Some(means) })
    }

    fn width(&self) -> u64 {
        self.window.all().count
    }

    fn mean(&self) -> Option<f64> {
        self.window.all().mean()
    }
}

/// How far apart the means of two parts of one window may be.
struct Bound {
    variance: f64,
    d: f64,
    side_min: u64,
}

impl Bound {
    fn is_broken_by(&self, older: Part, newer: Part) -> bool {
        if older.count.min(newer.count) < self.side_min {
            return false;
        }
        let (Some(mean0), Some(mean1)) = (older.mean(), newer.mean()) else {
            return false;
        };
        let inverse = |part: Part| 1.0 / (part.count - self.side_min + 1) as f64;
        let inverse_n = inverse(older) + inverse(newer);
        let bound = (2.0 * inverse_n * self.variance * self.d).sqrt() + 2.0 / 3.0 * self.d * inverse_n;
        (mean0 - mean1).abs() > bound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delta_must_be_a_probability() {
        for delta in [0.0, 1.0, -0.1, f64::NAN] {
            assert!(Adwin::try_from(Settings { delta, ..Settings::default() }).is_err(), "{delta}");
        }
        let error = SettingsError::Delta(2.0);
        assert_eq!(error.to_string(), "delta must be above 0 and below 1, got 2");
    }

    #[test]
    fn the_signal_gives_the_means_on_both_sides() {
        let mut adwin = Adwin::default();
        let mut steps = (0..400).map(|i| if i < 192 { 1.0 } else { 3.0 });
        let signal = steps.find_map(|x| adwin.update(x)).unwrap();
        let means = signal.means.unwrap();
        assert!(means.before < 1.2 && means.after > 2.5, "{means:?}");
        assert_eq!(Some(means.after), adwin.mean());
    }

    #[test]
    fn the_value_after_a_signal_is_the_first_of_an_empty_window() {
        let mut adwin = Adwin::default();
        let mut steps = (0..400).map(|i| if i < 192 { 1.0 } else { 3.0 });
        assert!(steps.any(|x| adwin.update(x).is_some()));
        assert!(adwin.width() > 1);
        adwin.update(7.0);
        assert_eq!((adwin.width(), adwin.mean(), adwin.variance()), (1, Some(7.0), Some(0.0)));
    }
}
