//! How the target's daily moves have gone together with those of another series: an association, which names no cause.

use crate::maths::num;
use chrono::NaiveDate;

/// With fewer days than these, about a quarter of a year, nothing is said.
pub const DAYS_MIN: usize = 60;

/// How many calendar days may lie between two values for the move between them to count as one day's: a long weekend.
const GAP_MAX_DAYS: i64 = 5;

/// The level of the upper end of a central interval of four in five.
const UPPER: f64 = 0.9;

/// How a series moves from one day to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// By a difference of logarithms.
    Log,
    /// By a difference, as of a rate of interest.
    Difference,
}

/// The moves of two series over the same day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The other series' move.
    pub other: f64,
    /// The target's log move.
    pub target: f64,
}

/// The least-squares line `target = a + slope * other` through the moves of the same days.
///
/// The slope's standard error allows for moves that come in storms and follow each other (Newey and West 1987): with
/// `u_t = (x_t - mean x) e_t` of the residuals e its variance is `(sum u_t^2 + 2 sum_l (1 - l / (L + 1)) sum_t u_t u_(t-l)) / Sxx^2`, with
/// `L = floor(4 (n / 100)^(2/9))` lags and no correction for small samples.
///
/// ```
/// use paridad_engine::judging::co_movement::{CoMovement, Pair};
/// let pairs: Vec<Pair> = (0..100).map(|day| f64::from(day % 7) - 3.0).map(|x| Pair { other: x, target: 0.5 * x }).collect();
/// let moved = CoMovement::of(&pairs).unwrap();
/// assert!((moved.slope - 0.5).abs() < 1e-12 && moved.residual < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoMovement {
    /// How many days it was seen on.
    pub days: usize,
    /// By how much the target moved, in logarithms, where the other moved by one.
    pub slope: f64,
    /// The slope's standard error.
    pub error: f64,
    /// The standard deviation of what the line leaves of the target's moves.
    pub residual: f64,
    /// The standard deviation of the other series' moves.
    pub other_deviation: f64,
}

/// What a move of the other series went together with on the same day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The target's log move.
    pub point: f64,
    /// The lower end of the interval in which it ends four times in five, if moves are normal around the line.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl CoMovement {
    /// Fits the line through some days; none with fewer than [`DAYS_MIN`], where the other series stood still, or where a move is no number.
    pub fn of(pairs: &[Pair]) -> Option<Self> {
        if pairs.len() < DAYS_MIN {
            return None;
        }
        let count = pairs.len() as f64;
        let mean = |of: fn(&Pair) -> f64| pairs.iter().map(of).sum::<f64>() / count;
        let (mean_other, mean_target) = (mean(|pair| pair.other), mean(|pair| pair.target));
        let centred: Vec<(f64, f64)> =
            pairs.iter().map(|pair| (pair.other - mean_other, pair.target - mean_target)).collect();
        let squares: f64 = centred.iter().map(|(x, _)| x * x).sum();
        let slope = centred.iter().map(|(x, y)| x * y).sum::<f64>() / squares;
        let residuals: Vec<f64> = centred.iter().map(|(x, y)| y - slope * x).collect();
        let left: f64 = residuals.iter().map(|e| e * e).sum();
        let moments: Vec<f64> = centred.iter().zip(&residuals).map(|((x, _), e)| x * e).collect();
        let moved = Self {
            days: pairs.len(),
            slope,
            error: long_run(&moments).max(0.0).sqrt() / squares,
            residual: (left / (count - 2.0)).sqrt(),
            other_deviation: (squares / (count - 1.0)).sqrt(),
        };
        (squares > 0.0 && moved.slope.is_finite() && moved.error.is_finite()).then_some(moved)
    }

    /// What a move of the other series by so much went together with, beyond what a day brings where it does not move: its point is the slope
    /// times the move, and its interval that of one day around the line, of which the slope is not known exactly.
    pub fn expected(&self, other: f64) -> Expected {
        let point = self.slope * other;
        let unsure = self.error * other;
        let half = num::normal_quantile(UPPER) * (self.residual * self.residual + unsure * unsure).sqrt();
        Expected { point, low: point - half, high: point + half }
    }
}

/// The sum of a series' autocovariances, those of `lags` days and less fading by Bartlett's weights; not divided by the number of days.
fn long_run(moments: &[f64]) -> f64 {
    let together = |lag: usize| moments.iter().zip(&moments[lag..]).map(|(a, b)| a * b).sum::<f64>();
    let lags = lags(moments.len());
    let fading = (1..=lags).map(|lag| 2.0 * (1.0 - lag as f64 / (lags as f64 + 1.0)) * together(lag));
    together(0) + fading.sum::<f64>()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and not below zero")]
fn lags(days: usize) -> usize {
    (4.0 * num::pow(days as f64 / 100.0, 2.0 / 9.0)).floor() as usize
}

/// The moves of two series between days on which both have a value, each in the order of its days. A move over more than a long weekend is
/// none of a day, and a logarithm that does not exist is none.
pub fn pairs(target: &[(NaiveDate, f64)], other: &[(NaiveDate, f64)], step: Step) -> Vec<Pair> {
    let mut rest = other.iter().peekable();
    let mut common = Vec::new();
    for (day, value) in target {
        while rest.next_if(|(other, _)| other < day).is_some() {}
        if let Some((_, other)) = rest.next_if(|(other, _)| other == day) {
            common.push((*day, *value, *other));
        }
    }
    let log = |from: f64, to: f64| (from > 0.0 && to > 0.0).then(|| num::ln(to / from));
    let pair = |days: &[(NaiveDate, f64, f64)]| {
        let [(first, from, other_from), (last, to, other_to)] = *days else { return None };
        let is_near = last.signed_duration_since(first).num_days() <= GAP_MAX_DAYS;
        let other = match step {
            Step::Log => log(other_from, other_to)?,
            Step::Difference => other_to - other_from,
        };
        let pair = Pair { other, target: log(from, to)? };
        (is_near && pair.other.is_finite() && pair.target.is_finite()).then_some(pair)
    };
    common.windows(2).filter_map(pair).collect()
}

#[cfg(test)]
mod tests;
