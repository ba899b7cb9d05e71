//! The likeliest volatility of simulated returns.

use super::*;
use crate::noise::uniform;
use crate::refit as refit_job;
use paridad_engine::experts::refit::{Fitted, Job};

const TRUE: Gjr = Gjr { omega: 8e-7, alpha: 0.04, gamma: 0.08, beta: 0.9, degrees: 6.0 };

/// Student's t of variance one: a normal over the root of a chi-square of six degrees, which is the sum of
/// three exponentials.
fn innovation(seed: &mut u64) -> f64 {
    let normal = num::normal_quantile(uniform(seed));
    let chi_square: f64 = (0..3).map(|_| -2.0 * num::ln(uniform(seed))).sum();
    normal / (chi_square / 6.0).sqrt() * (4.0_f64 / 6.0).sqrt()
}

fn simulated(count: usize) -> Vec<f64> {
    let mut seed = 7;
    let mut variance = TRUE.unconditional().unwrap();
    (0..count)
        .map(|_| {
            let r = variance.sqrt() * innovation(&mut seed);
            variance = TRUE.next(variance, r);
            r
        })
        .collect()
}

#[test]
fn the_parameters_of_a_simulation_are_found_again() {
    let returns = simulated(8_000);
    let found = refit(&returns, None).unwrap();
    assert!((found.alpha - TRUE.alpha).abs() < 0.02, "{found:?}");
    assert!((found.gamma - TRUE.gamma).abs() < 0.03, "{found:?}");
    assert!((found.beta - TRUE.beta).abs() < 0.02, "{found:?}");
    assert!((found.degrees - TRUE.degrees).abs() < 1.0, "{found:?}");
    let long_run = found.unconditional().unwrap() / TRUE.unconditional().unwrap();
    assert!((long_run - 1.0).abs() < 0.2, "{long_run}");
    assert!(found.log_likelihood(&returns) >= TRUE.log_likelihood(&returns) - 1.0);
}

#[test]
fn no_parameter_nearby_is_more_probable() {
    let returns = simulated(2_000);
    let found = refit(&returns, None).unwrap();
    let variance = returns.iter().map(|r| r * r).sum::<f64>() / returns.len() as f64;
    let posterior = |gjr: &Gjr| {
        gjr.log_likelihood(&returns) - surprise(&free(&Gjr { omega: gjr.omega / variance, ..*gjr }))
    };
    let best = posterior(&found);
    for far in [-0.01, 0.01] {
        for near in [
            Gjr { omega: found.omega * (1.0 + far), ..found },
            Gjr { alpha: found.alpha * (1.0 + far), ..found },
            Gjr { gamma: found.gamma * (1.0 + far), ..found },
            Gjr { beta: found.beta * (1.0 + 0.1 * far), ..found },
            Gjr { degrees: found.degrees * (1.0 + far), ..found },
        ] {
            assert!(posterior(&near) < best + 1e-6, "{near:?} is more probable than {found:?}");
        }
    }
}

#[test]
fn returns_that_cluster_nowhere_keep_the_prior_s_persistence() {
    let mut seed = 11;
    let returns: Vec<f64> = (0..300).map(|_| 0.006 * innovation(&mut seed)).collect();
    let found = refit(&returns, None).unwrap();
    assert!(found.persistence() > 0.9 && found.persistence() < 0.999, "{found:?}");
    assert!(found.beta > 0.8, "{found:?}");
}

#[test]
fn a_warm_start_comes_to_the_same_place() {
    let returns = simulated(2_000);
    let before = refit(&returns[..1_940], None).unwrap();
    let (cold, warm) = (refit(&returns, None).unwrap(), refit(&returns, Some(&before)).unwrap());
    assert!((warm.log_likelihood(&returns) - cold.log_likelihood(&returns)).abs() < 1e-2);
    assert!((warm.beta - cold.beta).abs() < 1e-3, "{warm:?} is not {cold:?}");
}

#[test]
fn the_unit_of_the_returns_does_not_matter() {
    let returns = simulated(500);
    let percent: Vec<f64> = returns.iter().map(|r| 128.0 * r).collect();
    let (one, other) = (refit(&returns, None).unwrap(), refit(&percent, None).unwrap());
    assert_eq!(other, Gjr { omega: 128.0 * 128.0 * one.omega, ..one });
}

#[test]
fn every_fit_keeps_its_bounds() {
    for count in [100, 130, 170, 250] {
        let found = refit(&simulated(count), None).unwrap();
        assert!(found.omega > 0.0 && found.alpha >= 0.0 && found.beta >= 0.0, "{found:?}");
        assert!(found.alpha + found.gamma >= 0.0 && found.persistence() < 1.0, "{found:?}");
        assert!((DEGREES.0..=DEGREES.1).contains(&found.degrees), "{found:?}");
    }
}

#[test]
fn returns_that_have_no_volatility_are_refused() {
    let refusal = |returns: Vec<f64>, start| {
        refit_job(&Job::Gjr { returns, start }).map(|_: Fitted| ()).unwrap_err().to_string()
    };
    assert_eq!(refusal(vec![0.1; 99], None), "there must be at least 100 returns, got 99");
    assert_eq!(refusal(vec![0.1; 100], None), "returns must differ from each other, got 0.1 every day");
    let mut broken = simulated(100);
    broken[7] = f64::NAN;
    assert_eq!(refusal(broken, None), "return 7 must be finite, got NaN");
    let nowhere = Gjr { degrees: f64::NAN, ..TRUE };
    assert_eq!(
        refusal(simulated(100), Some(nowhere)),
        "the search must start from a finite likelihood, got -inf"
    );
}
