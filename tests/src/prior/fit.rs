//! Fits a sinh-arcsinh distribution to residuals by their quantiles.

use paridad_engine::experts::prior::SinhArcsinh;
use paridad_engine::maths::curve::KNOTS;
use paridad_engine::maths::num;

/// The four numbers of the distribution whose quantiles are nearest to those of the residuals, moved so that its mean is zero.
///
/// For given skew and tails, location and width are a straight line through the quantiles; the best skew and tails are
/// found on a grid that is refined around the best point.
pub(super) fn sinh_arcsinh(residuals: &mut [f64]) -> [f64; 4] {
    residuals.sort_unstable_by(f64::total_cmp);
    let knots: Vec<(f64, f64)> = KNOTS[1..KNOTS.len() - 1]
        .iter()
        .map(|level| (num::normal_quantile(*level), quantile(residuals, *level)))
        .collect();
    let (mut skew, mut tails, mut step) = (0.0, 0.85, 0.15);
    for _ in 0..8 {
        let around = |centre: f64| (-3..=3).map(move |i| centre + step * f64::from(i));
        let candidates = around(skew).flat_map(|skew| around(tails).map(move |tails| (skew, tails)));
        let (_, best) = candidates
            .filter(|(_, tails)| *tails > 0.3)
            .map(|(skew, tails)| (misfit(&knots, skew, tails), (skew, tails)))
            .min_by(|a, b| a.0.0.total_cmp(&b.0.0))
            .unwrap_or_default();
        (skew, tails) = best;
        step /= 2.0;
    }
    let (_, location, width) = misfit(&knots, skew, tails);
    let centred = location - mean(SinhArcsinh { location, width, skew, tails });
    [centred, width, skew, tails]
}

fn quantile(sorted: &[f64], level: f64) -> f64 {
    let place = (level * sorted.len() as f64 - 0.5).clamp(0.0, (sorted.len() - 1) as f64);
    let left = place.floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let index = left as usize;
    let right = (index + 1).min(sorted.len() - 1);
    sorted[index] + (place - left) * (sorted[right] - sorted[index])
}

/// The sum of squared gaps to the quantiles by the best location and width, and these.
fn misfit(knots: &[(f64, f64)], skew: f64, tails: f64) -> (f64, f64, f64) {
    let bent: Vec<(f64, f64)> =
        knots.iter().map(|(z, q)| (num::sinh((num::asinh(*z) + skew) / tails), *q)).collect();
    let count = bent.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| bent.iter().map(of).sum::<f64>() / count;
    let (x, q) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let over: f64 = bent.iter().map(|pair| (pair.0 - x) * (pair.1 - q)).sum();
    let under: f64 = bent.iter().map(|pair| (pair.0 - x) * (pair.0 - x)).sum();
    let width = over / under;
    let location = q - width * x;
    let gap = |pair: &(f64, f64)| pair.1 - location - width * pair.0;
    (bent.iter().map(|pair| gap(pair) * gap(pair)).sum(), location, width)
}

/// The mean, by the quantiles of a fine grid of normal scores.
fn mean(shape: SinhArcsinh) -> f64 {
    let step = 0.005;
    (-1_200..=1_200)
        .map(|i| f64::from(i) * step)
        .map(|z| num::normal_density(z) * step * shape.quantile_at_score(z))
        .sum()
}
