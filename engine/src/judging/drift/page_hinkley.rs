//! The Page-Hinkley test: an alarm when the cumulated deviation from the mean has run too far.

use super::{Detector, Direction, Signal};
use serde::{Deserialize, Serialize};

/// What the Page-Hinkley test is told, in the units of its values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The fewest values before a signal.
    pub width_min: u64,
    /// The deviation from the mean that is tolerated.
    pub delta: f64,
    /// How far the cumulated deviation may run.
    pub threshold: f64,
    /// The share of the cumulated deviation that is kept from value to value, at most 1.
    pub alpha: f64,
    /// Which changes are looked for.
    pub watch: Watch,
}

/// Which changes of the mean a detector looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Watch {
    /// Rises only.
    Up,
    /// Falls only.
    Down,
    /// Rises and falls.
    Both,
}

impl Default for Settings {
    fn default() -> Self {
        Self { width_min: 30, delta: 0.005, threshold: 50.0, alpha: 0.9999, watch: Watch::Both }
    }
}

/// Settings with which the Page-Hinkley test cannot work.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SettingsError {
    /// The tolerated deviation is negative or not finite.
    #[error("delta must be finite and at least 0, got {0}")]
    Delta(f64),
    /// The threshold is not a positive number.
    #[error("threshold must be finite and above 0, got {0}")]
    Threshold(f64),
    /// The forgetting factor is no share.
    #[error("alpha must be above 0 and at most 1, got {0}")]
    Alpha(f64),
}

/// The two-sided Page-Hinkley test.
///
/// With `m_t` the mean of the values so far,
///
/// ```text
/// u_t = alpha u_(t-1) + (x_t - m_t) - delta,    rise when u_t - min u > threshold
/// d_t = alpha d_(t-1) + (x_t - m_t) + delta,    fall when max d - d_t > threshold
/// ```
///
/// The threshold is in the units of the values, so give it standardised ones. E. S. Page, "Continuous
/// inspection schemes", Biometrika 41 (1954); D. V. Hinkley, Biometrika 58 (1971).
///
/// ```
/// use paridad_engine::judging::drift::{Detector, Direction};
/// use paridad_engine::judging::drift::page_hinkley::PageHinkley;
/// let mut test = PageHinkley::default();
/// let mut steps = (0..400).map(|i| if i < 200 { 0.0 } else { -1.0 });
/// let signal = steps.find_map(|x| test.update(x)).unwrap();
/// assert_eq!(signal.direction, Direction::Down);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PageHinkley {
    settings: Settings,
    width: u64,
    mean: f64,
    rising: f64,
    rising_min: f64,
    falling: f64,
    falling_max: f64,
    /// The last value brought a signal: the next one starts from nothing.
    signalled: bool,
}

impl TryFrom<Settings> for PageHinkley {
    type Error = SettingsError;

    fn try_from(settings: Settings) -> Result<Self, SettingsError> {
        let Settings { delta, threshold, alpha, .. } = settings;
        if !(delta.is_finite() && delta >= 0.0) {
            Err(SettingsError::Delta(delta))
        } else if !(threshold.is_finite() && threshold > 0.0) {
            Err(SettingsError::Threshold(threshold))
        } else if !(alpha > 0.0 && alpha <= 1.0) {
            Err(SettingsError::Alpha(alpha))
        } else {
            Ok(Self { settings, ..Self::default() })
        }
    }
}

impl PageHinkley {
    fn cumulate(&mut self, x: f64) {
        let Settings { alpha, delta, .. } = self.settings;
        self.width += 1;
        self.mean += (x - self.mean) / self.width as f64;
        let deviation = x - self.mean;
        self.rising = alpha * self.rising + deviation - delta;
        self.falling = alpha * self.falling + deviation + delta;
        let is_first = self.width == 1;
        if is_first || self.rising < self.rising_min {
            self.rising_min = self.rising;
        }
        if is_first || self.falling > self.falling_max {
            self.falling_max = self.falling;
        }
    }

    fn direction(&self) -> Option<Direction> {
        let Settings { width_min, threshold, watch, .. } = self.settings;
        if self.width < width_min {
            return None;
        }
        let rise = self.rising - self.rising_min;
        let fall = self.falling_max - self.falling;
        let rises = watch != Watch::Down && rise > threshold;
        let falls = watch != Watch::Up && fall > threshold;
        if rises && !(falls && fall > rise) { Some(Direction::Up) } else { falls.then_some(Direction::Down) }
    }
}

impl Detector for PageHinkley {
    fn update(&mut self, x: f64) -> Option<Signal> {
        if !x.is_finite() {
            return None;
        }
        if self.signalled {
            *self = Self { settings: self.settings, ..Self::default() };
        }
        self.cumulate(x);
        let direction = self.direction()?;
        self.signalled = true;
        // The test keeps one mean for all its values, and so knows none for either side.
        Some(Signal { direction, means: None })
    }

    fn width(&self) -> u64 {
        self.width
    }

    fn mean(&self) -> Option<f64> {
        (self.width > 0).then_some(self.mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watching(watch: Watch) -> PageHinkley {
        PageHinkley::try_from(Settings { watch, ..Settings::default() }).unwrap()
    }

    #[test]
    fn settings_outside_their_bounds_are_refused() {
        let settings = Settings::default();
        let refused = |settings: Settings| PageHinkley::try_from(settings).unwrap_err().to_string();
        assert_eq!(
            refused(Settings { delta: -1.0, ..settings }),
            "delta must be finite and at least 0, got -1"
        );
        assert_eq!(
            refused(Settings { threshold: 0.0, ..settings }),
            "threshold must be finite and above 0, got 0"
        );
        assert_eq!(
            refused(Settings { alpha: 1.5, ..settings }),
            "alpha must be above 0 and at most 1, got 1.5"
        );
    }

    #[test]
    fn a_test_sees_only_the_changes_it_watches() {
        let rise = || (0..400).map(|i| if i < 200 { 0.0 } else { 2.0 });
        let (mut up, mut down) = (watching(Watch::Up), watching(Watch::Down));
        assert!(rise().any(|x| up.update(x).is_some()));
        assert!(!rise().any(|x| down.update(x).is_some()));
        assert!(rise().any(|x| down.update(-x).is_some()));
    }

    #[test]
    fn there_is_no_signal_before_enough_values() {
        let mut test = PageHinkley::default();
        let signal = (0..30).position(|i| test.update(if i < 5 { 0.0 } else { 1e3 }).is_some());
        assert_eq!(signal, Some(29));
    }

    #[test]
    fn the_value_after_a_signal_starts_from_nothing() {
        let mut test = PageHinkley::default();
        assert!((0..400).any(|i| test.update(if i < 200 { 0.0 } else { 2.0 }).is_some()));
        assert!(test.width() > 200);
        test.update(7.0);
        assert_eq!((test.width(), test.mean()), (1, Some(7.0)));
    }
}
