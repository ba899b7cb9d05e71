//! The levels of the matrix where nobody names any: five round rates, as far apart as the fan is wide.

use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::maths::level::Level;

/// How many there are on each side of the middle one.
const BESIDE: i32 = 2;

/// How far rates that a person calls round may be apart, as multiples of powers of ten.
const ROUND: [f64; 3] = [1.0, 2.5, 5.0];

/// Five round rates around the middle of what is expected, of which the outer ones lie near the ends of the central 80 % interval.
pub(super) fn round_levels(outlook: &Outlook) -> Vec<f64> {
    let rate =
        |level: f64| Level::try_from(level).map_or(f64::NAN, |level| outlook.rate(outlook.quantile(level)));
    around(rate(0.5), rate(0.9) - rate(0.1))
}

/// The round rates around a middle, of a fan so wide.
fn around(middle: f64, width: f64) -> Vec<f64> {
    let wanted = width / f64::from(2 * BESIDE);
    let steps = (-6..=6).flat_map(|power| ROUND.map(|round| round * 10_f64.powi(power)));
    // The widest round step that still fits, or the smallest of all.
    let step = steps.take_while(|step| *step <= wanted).last().unwrap_or(1e-6);
    let centre = (middle / step).round();
    let level = |beside: i32| in_units((centre + f64::from(beside)) * step);
    (-BESIDE..=BESIDE).map(level).filter(|level| *level > 0.0).collect()
}

/// The rate without what multiplying leaves behind its sixth decimal.
fn in_units(rate: f64) -> f64 {
    (rate * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_round_and_as_far_apart_as_the_fan_is_wide() {
        assert_eq!(around(18.81, 2.39), [18.0, 18.5, 19.0, 19.5, 20.0]);
        assert_eq!(around(18.81, 0.3), [18.7, 18.75, 18.8, 18.85, 18.9]);
        assert_eq!(around(18.81, 0.11), [18.75, 18.775, 18.8, 18.825, 18.85]);
        assert_eq!(around(0.0061, 0.002), [0.005, 0.005_5, 0.006, 0.006_5, 0.007]);
    }
}
