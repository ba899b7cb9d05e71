//! What a number may be, and how that is said.

use std::fmt;

/// The values that a field allows. All of them are finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Domain {
    /// All but zero.
    NotZero,
    /// Above this.
    MoreThan(f64),
    /// Above the first, up to the second.
    UpTo(f64, f64),
    /// Between the two, both included.
    Between(f64, f64),
    /// Between the two, both excluded.
    Inside(f64, f64),
}

impl Domain {
    /// Whether a number is allowed.
    pub fn holds(self, x: f64) -> bool {
        x.is_finite()
            && match self {
                Self::NotZero => x != 0.0,
                Self::MoreThan(low) => x > low,
                Self::UpTo(low, high) => x > low && x <= high,
                Self::Between(low, high) => x >= low && x <= high,
                Self::Inside(low, high) => x > low && x < high,
            }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotZero => f.write_str("a finite number other than 0"),
            Self::MoreThan(low) => write!(f, "more than {low}"),
            Self::UpTo(low, high) => write!(f, "more than {low} and at most {high}"),
            Self::Between(low, high) => write!(f, "between {low} and {high}"),
            Self::Inside(low, high) => write!(f, "between {low} and {high}, both excluded"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_belong_where_they_are_said_to() {
        let allowed = |domain: Domain| [0.0, 0.5, 1.0].map(|x| domain.holds(x));
        assert_eq!(allowed(Domain::NotZero), [false, true, true]);
        assert_eq!(allowed(Domain::MoreThan(0.5)), [false, false, true]);
        assert_eq!(allowed(Domain::UpTo(0.0, 1.0)), [false, true, true]);
        assert_eq!(allowed(Domain::Between(0.0, 1.0)), [true, true, true]);
        assert_eq!(allowed(Domain::Inside(0.0, 1.0)), [false, true, false]);
    }

    #[test]
    fn nothing_allows_what_is_not_finite() {
        for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(!Domain::NotZero.holds(x) && !Domain::MoreThan(0.0).holds(x), "{x}");
        }
    }
}
