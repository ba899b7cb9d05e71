//! By how much a person supposes that moves are wider than they are forecast.

use crate::maths::curve::Curve;

/// A factor by which each distribution is wider around its point, in log units: from a half to four.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Widening(f64);

/// A factor that nobody may suppose.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("the factor of the volatility must be between {MIN} and {MAX}, got {0}")]
pub struct WideningError(f64);

const MIN: f64 = 0.5;
const MAX: f64 = 4.0;

impl Widening {
    /// The least.
    pub const MIN: Self = Self(MIN);
    /// The most.
    pub const MAX: Self = Self(MAX);
    /// As wide as it is forecast.
    pub const NONE: Self = Self(1.0);

    /// The distribution as much wider around a point; without a widening the same, to the bit.
    pub(crate) fn of(self, curve: Curve, point: f64) -> Curve {
        if self == Self::NONE { curve } else { curve.shifted(-point).scaled(self.0).shifted(point) }
    }
}

impl Default for Widening {
    fn default() -> Self {
        Self::NONE
    }
}

impl TryFrom<f64> for Widening {
    type Error = WideningError;

    fn try_from(factor: f64) -> Result<Self, WideningError> {
        if (MIN..=MAX).contains(&factor) { Ok(Self(factor)) } else { Err(WideningError(factor)) }
    }
}

impl From<Widening> for f64 {
    fn from(widening: Widening) -> Self {
        widening.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_has_bounds_and_says_them() {
        for factor in [0.5, 1.0, 4.0] {
            assert_eq!(Widening::try_from(factor).map(f64::from), Ok(factor));
        }
        for factor in [0.49, 4.01, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Widening::try_from(factor).is_err(), "{factor}");
        }
        let error = Widening::try_from(5.0).unwrap_err().to_string();
        assert_eq!(error, "the factor of the volatility must be between 0.5 and 4, got 5");
    }
}
