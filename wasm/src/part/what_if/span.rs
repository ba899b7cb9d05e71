//! How far a slider reaches, and where the model has seen little.

/// Half the width of a slider, in deviations.
const REACH: f64 = 4.0;
/// How many steps a slider has.
const STEPS: f64 = 400.0;

/// Where a feature stands today, and between which ends it can be moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    low: f64,
    high: f64,
    today: f64,
    /// Mean and deviation, where they are known.
    usual: Option<(f64, f64)>,
}

impl Span {
    /// The span of a feature of given mean and deviation; none if it never varied.
    pub(crate) fn measured((mean, deviation): (f64, f64), today: f64) -> Option<Self> {
        let (low, high) = (mean - REACH * deviation, mean + REACH * deviation);
        (deviation > 0.0).then(|| Self::around(low, high, today, Some((mean, deviation))))
    }

    /// The span of a feature that is zero where nothing is unusual.
    pub(crate) fn even(reach: f64, today: f64) -> Self {
        Self::around(-reach, reach, today, None)
    }

    /// The span of what is published as it is.
    pub(crate) fn between(low: f64, high: f64, today: f64) -> Self {
        Self::around(low, high, today, None)
    }

    /// Today's value is always within reach.
    fn around(low: f64, high: f64, today: f64, usual: Option<(f64, f64)>) -> Self {
        Self { low: low.min(today), high: high.max(today), today, usual }
    }

    /// Today's value.
    pub(crate) fn today(&self) -> f64 {
        self.today
    }

    /// The ends of the slider.
    pub(crate) fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// The smallest move of the slider.
    pub(crate) fn step(&self) -> f64 {
        (self.high - self.low) / STEPS
    }

    /// How many deviations from the mean a value lies, where they are known.
    pub(crate) fn distance(&self, value: f64) -> Option<f64> {
        self.usual.map(|(mean, deviation)| (value - mean).abs() / deviation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_reaches_four_deviations_and_todays_value() {
        assert_eq!(Span::measured((1.0, 0.5), 1.2).unwrap().ends(), (-1.0, 3.0));
        assert_eq!(Span::measured((1.0, 0.5), 9.0).unwrap().ends(), (-1.0, 9.0));
        assert_eq!(Span::measured((1.0, 0.0), 1.0), None);
        assert_eq!(Span::even(2.0, -3.0).ends(), (-3.0, 2.0));
    }
}
