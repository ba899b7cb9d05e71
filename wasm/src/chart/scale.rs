//! A linear scale from values to pixels, and round values to mark on it.

/// A linear map from values to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// The scale that maps `values` onto `pixels`, ends onto ends. A single value lies at the middle.
    pub(crate) fn new(values: (f64, f64), pixels: (f64, f64)) -> Self {
        Self { low: values.0, high: values.1, start: pixels.0, end: pixels.1 }
    }

    /// Where a value lies.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        let share = if span == 0.0 { 0.5 } else { (value - self.low) / span };
        self.start + share * (self.end - self.start)
    }
}

/// Round values with the number of digits that tells them apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticks {
    /// The values, ascending.
    pub(crate) values: Vec<f64>,
    /// Digits after the point.
    pub(crate) digits: usize,
}

/// Multiples of 1, 2 or 5 times a power of ten between two values: as many as fit, at most `most`.
pub(crate) fn ticks(low: f64, high: f64, most: usize) -> Ticks {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return Ticks { values: Vec::new(), digits: 0 };
    }
    let exponent = rounded((span / most as f64).log10().floor());
    let candidates = (exponent..exponent + 3)
        .flat_map(|power| [1.0, 2.0, 5.0].map(|unit| (power, unit * 10_f64.powi(power))));
    for (power, step) in candidates {
        let (first, last) = (rounded((low / step).ceil()), rounded((high / step).floor()));
        if usize::try_from(last - first + 1).is_ok_and(|count| count <= most) {
            let digits = usize::try_from(-power).unwrap_or(0);
            return Ticks { values: (first..=last).map(|i| f64::from(i) * step).collect(), digits };
        }
    }
    Ticks { values: Vec::new(), digits: 0 }
}

#[expect(clippy::cast_possible_truncation, reason = "whole numbers of ticks and powers of ten are small")]
fn rounded(value: f64) -> i32 {
    value as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_map_onto_ends() {
        let scale = Scale::new((10.0, 20.0), (100.0, 0.0));
        assert_eq!((scale.at(10.0), scale.at(15.0), scale.at(20.0)), (100.0, 50.0, 0.0));
        assert_eq!(Scale::new((1.0, 1.0), (0.0, 10.0)).at(1.0), 5.0);
    }

    #[test]
    fn ticks_are_round_and_no_more_than_asked() {
        let Ticks { values, digits } = ticks(17.3, 20.9, 6);
        assert_eq!((values, digits), (vec![18.0, 19.0, 20.0], 0));
        assert_eq!(ticks(18.23, 18.91, 5).digits, 1);
        for most in 2..12 {
            for (low, high) in [(0.013, 0.0142), (-3.0, 5.5), (17.0, 25.0)] {
                let Ticks { values, .. } = ticks(low, high, most);
                assert!(!values.is_empty() && values.len() <= most, "{low} {high} {most} {values:?}");
                assert!(values.iter().all(|value| (low..=high).contains(value)));
            }
        }
    }

    #[test]
    fn an_empty_span_has_no_ticks() {
        assert!(ticks(1.0, 1.0, 5).values.is_empty());
        assert!(ticks(f64::NAN, 1.0, 5).values.is_empty());
    }
}
