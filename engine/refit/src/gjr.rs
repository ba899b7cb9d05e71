//! The most probable volatility of a series of returns.

use crate::RefitError;
use crate::simplex::{Search, least};
use crate::table::finite;
use paridad_engine::maths::gjr::Gjr;
use paridad_engine::maths::num;

/// Five parameters are not to be had from less.
const RETURNS_MIN: usize = 100;

/// Degrees of freedom: at 2 the variance is infinite, and beyond 100 the tails are the normal's.
const DEGREES: (f64, f64) = (2.1, 100.0);

/// Where a search starts that knows no better, for returns whose variance is one.
const COLD: Gjr = Gjr { omega: 0.03, alpha: 0.07, gamma: 0.0, beta: 0.9, degrees: 6.0 };

/// Where a search starts, shares are kept this far from 0 and 1, since at the border itself nothing moves,
/// and the long-run variance within this factor of the returns' own.
const BORDER: f64 = 1e-3;

/// From a start of our own the simplex must be able to go far.
const FAR: Search = Search { reach: 0.5, spread: 1e-9, moves: 2_000 };

/// From the fit before, a few days older, it has little way to go.
const NEAR: Search = Search { reach: 0.1, ..FAR };

/// What is believed of the free numbers of [`bounded`] before any return is seen: a mean and a deviation each.
///
/// Daily exchange rates have a persistence near 0.985, of which beta is the larger part by far, and seven degrees of
/// freedom or so. A few hundred returns cannot tell this from a variance that does not move at all, and their likelihood
/// alone ends there (Ardia 2008, chapter 4, for priors on these parameters); of thousands hardly anything changes.
const PRIOR: [(f64, f64); 5] = [(4.2, 0.7), (2.8, 0.5), (0.0, 0.4), (0.0, 0.5), (-2.9, 0.8)];

/// The parameters of greatest posterior density, searched from `start` or from afar.
pub(crate) fn refit(returns: &[f64], start: Option<&Gjr>) -> Result<Gjr, RefitError> {
    check(returns)?;
    // At variance one the search has the same scale for every series.
    let variance = returns.iter().map(|r| r * r).sum::<f64>() / returns.len() as f64;
    let unit: Vec<f64> = returns.iter().map(|r| r / variance.sqrt()).collect();
    let cost = |free: &[f64; 5]| {
        let cost = (surprise(free) - bounded(free).log_likelihood(&unit)) / unit.len() as f64;
        if cost.is_nan() { f64::INFINITY } else { cost }
    };
    let (from, search) = match start {
        Some(gjr) => (free(&Gjr { omega: gjr.omega / variance, ..*gjr }), NEAR),
        None => (free(&COLD), FAR),
    };
    if !cost(&from).is_finite() {
        return Err(RefitError::Start(-cost(&from)));
    }
    let found = bounded(&least(cost, from, search));
    Ok(Gjr { omega: found.omega * variance, ..found })
}

fn check(returns: &[f64]) -> Result<(), RefitError> {
    if returns.len() < RETURNS_MIN {
        return Err(RefitError::TooFew { what: "returns", least: RETURNS_MIN, count: returns.len() });
    }
    finite("return", returns)?;
    if returns.iter().all(|r| *r == returns[0]) {
        return Err(RefitError::Still(returns[0]));
    }
    Ok(())
}

/// By how much the logarithm of the prior density is below its greatest.
fn surprise(free: &[f64; 5]) -> f64 {
    let squares = free
        .iter()
        .zip(PRIOR)
        .map(|(x, (mean, deviation))| ((x - mean) / deviation) * ((x - mean) / deviation));
    0.5 * squares.sum::<f64>()
}

/// Five numbers without bounds into parameters that keep theirs.
///
/// In order: the persistence; beta's share of it; of the rest, the share of positive returns; the logarithm
/// of the long-run variance; the place of the degrees of freedom between their bounds.
fn bounded(free: &[f64; 5]) -> Gjr {
    let persistence = share(free[0]);
    let beta = persistence * share(free[1]);
    let news = 2.0 * (persistence - beta);
    let alpha = news * (1.0 - share(free[2]));
    let gamma = news * share(free[2]) - alpha;
    let omega = num::exp(free[3]) * (1.0 - persistence);
    let degrees = DEGREES.0 + (DEGREES.1 - DEGREES.0) * share(free[4]);
    Gjr { omega, alpha, gamma, beta, degrees }
}

/// The numbers that [`bounded`] turns into these parameters, or into near ones that keep off the borders.
fn free(gjr: &Gjr) -> [f64; 5] {
    let persistence = gjr.persistence().clamp(BORDER, 1.0 - BORDER);
    let news = 2.0 * gjr.alpha + gjr.gamma;
    let long_run = (gjr.omega / (1.0 - persistence)).clamp(BORDER, 1.0 / BORDER);
    [
        log_odds(persistence),
        log_odds(gjr.beta / persistence),
        log_odds(if news > 0.0 { (gjr.alpha + gjr.gamma) / news } else { 0.5 }),
        num::ln(long_run),
        log_odds((gjr.degrees - DEGREES.0) / (DEGREES.1 - DEGREES.0)),
    ]
}

/// A number into a share between 0 and 1.
fn share(x: f64) -> f64 {
    1.0 / (1.0 + num::exp(-x))
}

/// A share into a number.
fn log_odds(share: f64) -> f64 {
    let share = share.clamp(BORDER, 1.0 - BORDER);
    num::ln(share / (1.0 - share))
}

#[cfg(test)]
mod tests;
