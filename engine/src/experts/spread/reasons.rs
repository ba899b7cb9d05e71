//! Why an interval is as wide as it is: which features of the spread widened the fan.

use super::fan::{Fan, scale};
use crate::experts::location::{Linear, Prediction};
use crate::maths::curve::{Curve, KNOT_COUNT};
use crate::time::horizon::ANCHORS;

/// The knots that bound a central interval, by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ends {
    low: usize,
    high: usize,
}

impl Ends {
    /// The central interval from the knot at index `low` to its mirror.
    pub(crate) fn of(low: usize) -> Self {
        Self { low, high: KNOT_COUNT - 1 - low }
    }

    pub(crate) fn knots(self) -> [usize; 2] {
        [self.low, self.high]
    }

    pub(crate) fn width(self, curve: &Curve) -> f64 {
        curve.knots()[self.high] - curve.knots()[self.low]
    }
}

/// The part of an interval's width that one expert brings, by feature of the spread.
///
/// A learned scale is `e^(base + Σ θ_j x_j)`; the width that it adds to that at `x = 0` is shared out as
/// `φ_j = θ_j x_j (W - W_0) / Σ θ x`, the Aumann-Shapley values along the straight way from 0 to x (Aumann and Shapley 1974;
/// Sundararajan, Taly and Yan 2017), which are exact and sum. What no feature moves is base.
pub(crate) fn reasons(log_scale: &Linear, row: &[f64], width: f64) -> Prediction {
    let parts: Vec<f64> = log_scale.weights.iter().zip(row).map(|(weight, x)| weight * x).collect();
    let sum: f64 = parts.iter().sum();
    let at_zero = width * scale(log_scale, &vec![0.0; row.len()]) / scale(log_scale, row);
    let factor = if sum == 0.0 { at_zero } else { (width - at_zero) / sum };
    Prediction { base: at_zero, contributions: parts.into_iter().map(|part| part * factor).collect() }
}

/// The learned scale behind the fan at a place of an anchor horizon, and the anchor whose features of the spread it is read with: a
/// stretched fan has that of the one it stretches, a rooted one that of a shorter horizon.
pub(crate) fn log_scale<'a>(
    anchors: &[&'a [Fan]],
    (index, place): (usize, usize),
) -> Option<(usize, &'a Linear)> {
    match anchors.get(index)?.get(place)? {
        Fan::Scaled { log_scale, .. } => Some((index, log_scale)),
        Fan::Stretched { of, .. } => earlier(anchors, index, (usize::from(*of), place)),
        Fan::Rooted { of, base } if *base == ANCHORS[index] => {
            earlier(anchors, index, (usize::from(*of), place))
        }
        Fan::Rooted { of, base } => {
            let base = ANCHORS[..index].iter().position(|anchor| anchor == base)?;
            log_scale(anchors, (base, usize::from(*of)))
        }
        Fan::Silent | Fan::Normal(_) | Fan::Fixed { .. } | Fan::Reverting(_) => None,
    }
}

/// The learned scale behind an earlier fan of the same anchor horizon.
fn earlier<'a>(
    anchors: &[&'a [Fan]],
    index: usize,
    (of, place): (usize, usize),
) -> Option<(usize, &'a Linear)> {
    (of < place).then(|| log_scale(anchors, (index, of)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::num;

    #[test]
    fn the_parts_sum_to_the_width_and_a_feature_at_zero_has_none() {
        let log_scale = Linear { base: 0.1, weights: vec![0.5, -0.2, 0.3] };
        let says = reasons(&log_scale, &[0.4, 1.0, 0.0], 0.05);
        assert!((says.point() - 0.05).abs() < 1e-15);
        assert_eq!(says.contributions[2], 0.0);
    }

    #[test]
    fn a_fan_that_follows_another_has_its_learned_scale() {
        let linear = |base| Linear { base, weights: vec![] };
        let scaled = |base| Fan::Scaled { log_scale: linear(base), shape: Curve::normal(1.0) };
        let rooted = |of, base: usize| Fan::Rooted { of, base: ANCHORS[base] };
        let near = [scaled(0.1), Fan::Stretched { of: 0, factor: 2.0 }];
        let far = [
            Fan::Normal(1.0),
            rooted(0, 0),
            rooted(1, 0),
            Fan::Stretched { of: 2, factor: 2.0 },
            rooted(4, 1),
        ];
        let found = |place| log_scale(&[&near, &far], (1, place)).map(|(index, linear)| (index, linear.base));
        assert_eq!([0, 1, 2, 3, 4].map(found), [None, Some((0, 0.1)), Some((0, 0.1)), Some((0, 0.1)), None]);
    }

    #[test]
    fn opposite_features_that_cancel_keep_their_parts() {
        let log_scale = Linear { base: 0.0, weights: vec![1.0, -1.0] };
        let says = reasons(&log_scale, &[0.3, 0.3], 0.05);
        assert!((says.contributions[0] - 0.015).abs() < 1e-15);
        assert!((says.contributions[0] + says.contributions[1]).abs() < 1e-15);
        assert!((says.base - 0.05).abs() < 1e-15);
    }

    #[test]
    fn they_are_the_integral_of_the_gradient() {
        let log_scale = Linear { base: 0.2, weights: vec![0.5, -0.8] };
        let row = [1.2, 0.7];
        let width_at = |t: f64| num::exp(0.2 + t * (0.5 * 1.2 - 0.8 * 0.7));
        let steps = 10_000;
        let gradient = |j: usize| -> f64 {
            (0..steps)
                .map(|i| width_at((f64::from(i) + 0.5) / f64::from(steps)) * log_scale.weights[j] * row[j])
                .sum::<f64>()
                / f64::from(steps)
        };
        let says = reasons(&log_scale, &row, width_at(1.0));
        assert!((says.contributions[0] - gradient(0)).abs() < 1e-9);
        assert!((says.contributions[1] - gradient(1)).abs() < 1e-9);
    }
}
