//! Why a forecast is what it is: what each feature adds to the ends of an interval, to its width, and to a probability.

use crate::experts::location::{Linear, Prediction};
use crate::experts::spread::{log_scale, scale_at};
use crate::forecast::anchor::HeadModel;
use crate::forecast::between::Between;
use crate::forecast::widening::Widening;
use crate::maths::curve::{Curve, KNOT_COUNT, normal_scores, scored};
use crate::maths::num;

/// How finely the way is walked for a probability.
const STEPS: u32 = 64;

/// A central interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Four in five outcomes.
    Eighty,
    /// Nineteen in twenty.
    NinetyFive,
}

impl Interval {
    /// The knots at its ends.
    fn knots(self) -> [usize; 2] {
        let low = match self {
            Self::Eighty => 5,
            Self::NinetyFive => 3,
        };
        [low, KNOT_COUNT - 1 - low]
    }
}

/// A number with its reasons: it is the base plus all parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// What it would be if nothing were unusual.
    pub base: f64,
    /// What each feature of the point adds.
    pub point: Vec<f64>,
    /// What each feature of the spread adds.
    pub spread: Vec<f64>,
}

/// The quantiles of a forecast along the straight way on which every feature goes from its usual value, at 0, to its own, at 1.
///
/// What a feature adds to a number is the integral of the number's slope along that feature on this way, times how far the feature
/// goes (Aumann and Shapley 1974; Sundararajan, Taly and Yan 2017). It sums exactly, gives nothing to what changes nothing, and
/// is the same for quantiles, widths and probabilities. How much each expert is believed, and by what rule a quantile lies between two
/// anchors, are held as they are in the forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    log_spot: f64,
    /// What no feature moves.
    fixed: [f64; KNOT_COUNT],
    /// What each feature of the point brings at the end of the way.
    point: Vec<[f64; KNOT_COUNT]>,
    scaled: Vec<Scaled>,
    spread_features: usize,
}

/// What a fan with a learned scale brings.
#[derive(Debug, Clone, PartialEq)]
struct Scaled {
    /// The logarithm of its scale at the beginning of the way.
    base: f64,
    /// What each feature adds to that.
    parts: Vec<f64>,
    /// Their sum.
    sum: f64,
    /// What it brings at the end.
    brings: [f64; KNOT_COUNT],
}

impl Scaled {
    fn new(log_scale: &Linear, row: &[f64]) -> Self {
        let parts: Vec<f64> = log_scale.weights.iter().zip(row).map(|(weight, x)| weight * x).collect();
        Self { base: log_scale.base, sum: parts.iter().sum(), parts, brings: [0.0; KNOT_COUNT] }
    }

    /// Its scale on the way, as a share of that at the end.
    fn growth(&self, way: f64) -> f64 {
        scale_at(self.base + way * self.sum) / scale_at(self.base + self.sum)
    }

    /// The slope of the growth along the sum of the parts.
    fn slope(&self, way: f64) -> f64 {
        let log = self.base + way * self.sum;
        let held = scale_at(log).to_bits() != num::exp(log).to_bits();
        if held { 0.0 } else { self.growth(way) }
    }

    /// What is brought to the end of the way, per unit of the parts: exact, as the integral of an exponential is known.
    fn mean_slope(&self) -> f64 {
        if self.sum == 0.0 { self.slope(1.0) } else { (1.0 - self.growth(0.0)) / self.sum }
    }
}

impl Explanation {
    /// Lays out what is said of a horizon. `row` has the features of the spread as an anchor sees them.
    pub(crate) fn new(
        (heads, log_spot): (&[HeadModel], f64),
        between: &Between,
        (spread_features, row): (usize, &dyn Fn(usize) -> Vec<f64>),
    ) -> Self {
        let point_features = between.prediction().contributions.len();
        let mut own = Self {
            log_spot,
            fixed: [0.0; KNOT_COUNT],
            point: vec![[0.0; KNOT_COUNT]; point_features],
            scaled: Vec::new(),
            spread_features,
        };
        own.lay_point(between);
        own.lay_fans(heads, between, row);
        // Where quantiles had to be put in order, they are not quite the sums of their parts.
        let (laid, said) = (own.knots(1.0), between.curve());
        let differences = laid.iter().zip(said.knots()).map(|(laid, said)| said - laid);
        own.fixed.iter_mut().zip(differences).for_each(|(fixed, difference)| *fixed += difference);
        own
    }

    fn lay_point(&mut self, between: &Between) {
        for knot in 0..KNOT_COUNT {
            for (node, weight) in between.in_knot(knot) {
                let Some((_, anchor)) = &node.anchor else { continue };
                self.fixed[knot] += weight * anchor.located.prediction.base;
                for (own, part) in self.point.iter_mut().zip(&anchor.located.prediction.contributions) {
                    own[knot] += weight * part;
                }
            }
        }
    }

    fn lay_fans(&mut self, heads: &[HeadModel], between: &Between, row: &dyn Fn(usize) -> Vec<f64>) {
        let fans: Vec<_> = heads.iter().map(|head| &head.fans[..]).collect();
        for (place, (node, _)) in between.in_point().into_iter().enumerate() {
            let Some((index, anchor)) = &node.anchor else { continue };
            let (head, grown) = (&heads[*index], node.grown.unwrap_or(1.0));
            let shares: [f64; KNOT_COUNT] =
                std::array::from_fn(|knot| grown * between.in_knot(knot)[place].1);
            let believed: [Vec<f64>; KNOT_COUNT] =
                std::array::from_fn(|knot| head.awake_at(scored(knot), &anchor.fans));
            for (expert, fan) in anchor.fans.iter().enumerate() {
                let Some(fan) = fan else { continue };
                let brings: [f64; KNOT_COUNT] = std::array::from_fn(|knot| {
                    shares[knot] * believed[knot][expert] * fan.curve.knots()[knot]
                });
                match log_scale(&fans, (*index, expert)) {
                    Some((read_at, learned)) => {
                        self.scaled.push(Scaled { brings, ..Scaled::new(learned, &row(read_at)) });
                    }
                    None => self.fixed.iter_mut().zip(brings).for_each(|(fixed, part)| *fixed += part),
                }
            }
        }
    }

    /// The same for a fan that is moved, and whose point is owed to no feature.
    #[must_use]
    pub(crate) fn moved(mut self, by: f64) -> Self {
        for part in &mut self.point {
            self.fixed.iter_mut().zip(part.iter()).for_each(|(fixed, part)| *fixed += part);
            *part = [0.0; KNOT_COUNT];
        }
        self.fixed.iter_mut().for_each(|fixed| *fixed += by);
        self
    }

    /// The same for a fan that is as much wider around its point, on the whole way.
    #[must_use]
    pub(crate) fn widened(mut self, by: Widening, point: &Prediction) -> Self {
        if by == Widening::NONE {
            return self;
        }
        let factor = f64::from(by);
        let widen = |knots: &mut [f64; KNOT_COUNT], around: f64| {
            *knots = knots.map(|knot| around + factor * (knot - around));
        };
        widen(&mut self.fixed, point.base);
        self.point.iter_mut().zip(&point.contributions).for_each(|(own, part)| widen(own, *part));
        self.scaled.iter_mut().for_each(|scaled| widen(&mut scaled.brings, 0.0));
        self
    }

    /// The quantiles on the way, before they are put in order.
    fn knots(&self, way: f64) -> [f64; KNOT_COUNT] {
        let growths: Vec<f64> = self.scaled.iter().map(|scaled| scaled.growth(way)).collect();
        std::array::from_fn(|knot| {
            let point: f64 = self.point.iter().map(|part| part[knot]).sum();
            let scaled: f64 =
                self.scaled.iter().zip(&growths).map(|(own, growth)| own.brings[knot] * growth).sum();
            self.fixed[knot] + way * point + scaled
        })
    }

    /// Why the ends of an interval lie where they do, as log moves from the spot.
    pub fn ends(&self, interval: Interval) -> [Parts; 2] {
        interval.knots().map(|knot| {
            let mut spread = vec![0.0; self.spread_features];
            for scaled in &self.scaled {
                let slope = scaled.brings[knot] * scaled.mean_slope();
                for (own, part) in spread.iter_mut().zip(&scaled.parts) {
                    *own += part * slope;
                }
            }
            let point = self.point.iter().map(|part| part[knot]).collect();
            Parts { base: self.knots(0.0)[knot], point, spread }
        })
    }

    /// The same as rates from the spot: `φ (Q - S) / q` for the end Q and its log move q, and `φ S` where that is zero.
    pub fn ends_in_rate(&self, interval: Interval) -> [Parts; 2] {
        let spot = num::exp(self.log_spot);
        self.ends(interval).map(|parts| {
            let log_move = parts.sum();
            let factor = if log_move == 0.0 { spot } else { spot * num::exp_m1(log_move) / log_move };
            parts.scaled(factor)
        })
    }

    /// Why an interval is as wide as it is, in log units, by feature of the spread.
    pub fn width(&self, interval: Interval) -> Prediction {
        width(&self.ends(interval))
    }

    /// The same in units of the rate.
    pub fn width_in_rate(&self, interval: Interval) -> Prediction {
        width(&self.ends_in_rate(interval))
    }

    /// Why the rate is as likely as it is to end above `rate`; none unless the rate is positive.
    pub fn above(&self, rate: f64) -> Option<Parts> {
        if !rate.is_finite() || rate <= 0.0 {
            return None;
        }
        let log_move = num::ln(rate) - self.log_spot;
        let above = |way| 1.0 - Curve::new(self.knots(way)).probability(log_move);
        let (mut last, mut slopes) = (above(0.0), self.slopes(0.0, log_move));
        let mut sum =
            Parts { base: last, point: vec![0.0; self.point.len()], spread: vec![0.0; self.spread_features] };
        for step in 0..STEPS {
            let on_way = |halves: u32| f64::from(2 * step + halves) / f64::from(2 * STEPS);
            let (middle, end) = (self.slopes(on_way(1), log_move), self.slopes(on_way(2), log_move));
            // Simpson's rule, and what it misses in the same shares.
            let parts = slopes.iter().zip(&middle).zip(&end);
            let parts = parts.map(|((from, middle), to)| (from + 4.0 * middle + to) / f64::from(6 * STEPS));
            let next = above(on_way(2));
            sum.take(parts.collect(), next - last);
            (last, slopes) = (next, end);
        }
        Some(sum)
    }

    /// How fast the probability of ending above a log move grows on the way, by feature of the point, then of the spread.
    fn slopes(&self, way: f64, log_move: f64) -> Vec<f64> {
        let knots = self.knots(way);
        let (below, beyond): (Vec<usize>, Vec<usize>) =
            (0..KNOT_COUNT).partition(|knot| knots[*knot] < log_move);
        let order = |a: &usize, b: &usize| knots[*a].total_cmp(&knots[*b]);
        let mut slopes = vec![0.0; self.point.len() + self.spread_features];
        let right = below.len();
        // The knots around the move, wherever they would come if all were put in order.
        let around = below.into_iter().max_by(order).zip(beyond.into_iter().min_by(order));
        let Some((low, high)) = around else { return slopes };
        let (gap, scores) = (knots[high] - knots[low], normal_scores());
        let step = scores[right] - scores[right - 1];
        let density = num::normal_density(scores[right - 1] + (log_move - knots[low]) / gap * step) * step
            / (gap * gap);
        for (knot, by) in
            [(low, density * (knots[high] - log_move)), (high, density * (log_move - knots[low]))]
        {
            let (point, spread) = slopes.split_at_mut(self.point.len());
            point.iter_mut().zip(&self.point).for_each(|(own, part)| *own += by * part[knot]);
            for scaled in &self.scaled {
                let by = by * scaled.brings[knot] * scaled.slope(way);
                spread.iter_mut().zip(&scaled.parts).for_each(|(own, part)| *own += by * part);
            }
        }
        slopes
    }
}

fn width([low, high]: &[Parts; 2]) -> Prediction {
    let contributions = high.spread.iter().zip(&low.spread).map(|(high, low)| high - low).collect();
    let without_spread = |parts: &Parts| parts.point.iter().fold(parts.base, |sum, part| sum + part);
    Prediction { base: without_spread(high) - without_spread(low), contributions }
}

impl Parts {
    /// The base plus all parts, added in their fixed order.
    pub fn sum(&self) -> f64 {
        self.point.iter().chain(&self.spread).fold(self.base, |sum, part| sum + part)
    }

    fn scaled(mut self, factor: f64) -> Self {
        self.base *= factor;
        self.point.iter_mut().chain(&mut self.spread).for_each(|part| *part *= factor);
        self
    }

    /// Takes in a step of the way. What its parts miss of the whole step is laid upon them by their size.
    fn take(&mut self, parts: Vec<f64>, whole: f64) {
        let size: f64 = parts.iter().map(|part| part.abs()).sum();
        let missing = whole - parts.iter().sum::<f64>();
        if size == 0.0 {
            self.base += missing;
            return;
        }
        let own = self.point.iter_mut().chain(&mut self.spread);
        own.zip(parts).for_each(|(own, part)| *own += part + missing * part.abs() / size);
    }
}

#[cfg(test)]
mod tests;
