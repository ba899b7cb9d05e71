//! BOA against its regret bound.

use super::*;
use proptest::prelude::*;

const EVEN: [f64; 3] = [1.0 / 3.0; 3];

/// Plays rounds of a convex loss and gives, for each expert, by how much the aggregate lost more than it, and its V and E.
fn play(rounds: &[([f64; 3], f64)], level: f64) -> [(f64, f64, f64); 3] {
    let mut boa = Boa::new(3);
    let mut tally = [(0.0, 0.0, 0.0_f64); 3];
    for (says, outcome) in rounds {
        let weights = boa.weights(&EVEN, 1.0);
        let aggregate: f64 = weights.iter().zip(says).map(|(weight, says)| weight * says).sum();
        let gradient = if *outcome < aggregate { 1.0 - level } else { -level };
        let regrets = says.map(|says| gradient * (aggregate - says));
        boa.learn(&regrets.map(Some), &EVEN, 1.0);
        let loss = |says: f64| crate::judging::score::pinball(level, says, *outcome);
        for ((tally, says), regret) in tally.iter_mut().zip(says).zip(regrets) {
            tally.0 += loss(aggregate) - loss(*says);
            tally.1 += regret * regret;
            tally.2 = tally.2.max(regret.abs());
        }
    }
    tally
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Wintenberger (2017, theorem 4) and Gaillard, Stoltz and van Erven (2014, corollary 4) bound the regret to any expert by
    /// `C1 sqrt(V ln K) + C2 E ln K` up to terms in `ln ln T`; with K = 3 and T at most 2,000 the constants below hold them.
    #[test]
    fn the_regret_to_every_expert_is_bounded(
        rounds in prop::collection::vec((prop::array::uniform3(-1.0..1.0_f64), -1.0..1.0_f64), 1..2_000),
        level in 0.025..0.975_f64,
    ) {
        let log_count = num::ln(3.0);
        let repeated = num::ln(1.0 + num::ln(1.0 + rounds.len() as f64));
        for (regret, squares, range) in play(&rounds, level) {
            let width = (1.0 + repeated / log_count) * (squares * log_count).sqrt();
            let bound = 2.0 * width + 8.0 * range * (log_count + repeated);
            prop_assert!(regret <= bound, "regret {regret} over {bound}");
        }
    }

    /// An adversary that always speaks against whoever leads gains no more than the bound either.
    #[test]
    fn an_adversary_gains_no_more(level in 0.1..0.9_f64, length in 100..2_000_usize) {
        let mut boa = Boa::new(2);
        let (mut worst, mut totals) = (0.0, [0.0; 2]);
        for _ in 0..length {
            let weights = boa.weights(&[0.5, 0.5], 1.0);
            let aggregate = weights[1];
            let outcome = if weights[1] > 0.5 { 0.0 } else { 1.0 };
            let gradient = if outcome < aggregate { 1.0 - level } else { -level };
            boa.learn(&[Some(gradient * aggregate), Some(gradient * (aggregate - 1.0))], &[0.5, 0.5], 1.0);
            worst += crate::judging::score::pinball(level, aggregate, outcome);
            totals[0] += crate::judging::score::pinball(level, 0.0, outcome);
            totals[1] += crate::judging::score::pinball(level, 1.0, outcome);
        }
        let best = totals[0].min(totals[1]);
        prop_assert!(worst - best <= 4.0 * (length as f64).sqrt() + 8.0, "{worst} beside {best} in {length}");
    }
}

#[test]
fn on_delayed_overlapping_outcomes_it_learns_more_slowly() {
    let (mut separate, mut overlapping) = (Boa::new(2), Boa::new(2));
    for _ in 0..200 {
        separate.learn(&[Some(0.05), Some(-0.05)], &[0.5, 0.5], 1.0);
        overlapping.learn(&[Some(0.05), Some(-0.05)], &[0.5, 0.5], 21.0);
    }
    let weight = |boa: &Boa, overlap| boa.weights(&[0.5, 0.5], overlap)[0];
    assert!(weight(&separate, 1.0) > weight(&overlapping, 21.0));
    assert!(weight(&overlapping, 21.0) > 0.5);
}

#[test]
fn a_broken_regret_is_none_and_who_sleeps_keeps_its_share() {
    let mut boa = Boa::new(2);
    for slept in [None, Some(f64::NAN), Some(f64::INFINITY)] {
        boa.learn(&[slept, Some(0.5)], &[0.5, 0.5], 1.0);
    }
    assert_eq!(boa.experts[0].range, 0.0);
    let (rates, weights) = (boa.rates(1.0), boa.weights(&[0.5, 0.5], 1.0));
    assert!((rates[0] / rates[1] - 1.0).abs() < 1e-12, "{rates:?}");
    assert!((weights[0] - 0.5).abs() < 1e-12, "{weights:?}");
    assert_eq!(awake(&[0.2, 0.6, 0.2], [true, false, true].into_iter()), [0.5, 0.0, 0.5]);
    assert_eq!(awake(&[0.5, 0.5], [false, false].into_iter()), [0.0, 0.0]);
}

#[test]
fn no_step_is_larger_than_one_half_whatever_comes() {
    let mut boa = Boa::new(2);
    let mut regret = 1e-9;
    for _ in 0..60 {
        // Each thrice as large as all before.
        regret *= 3.0;
        boa.learn(&[Some(regret), Some(-regret)], &[0.5, 0.5], 1.0);
        let rate = boa.rates(1.0)[0];
        assert!(rate * regret <= 0.5, "{rate} times {regret}");
        let weights = boa.weights(&[0.5, 0.5], 1.0);
        assert!(weights[0] >= 0.5 && weights.iter().all(|weight| weight.is_finite()), "{weights:?}");
    }
}

/// The regrets of two experts that are awake and the share of a third, which sleeps so many rounds.
fn asleep(rounds: &[(f64, f64, f64)], prior: &[f64; 3], overlap: f64) -> (Boa, f64) {
    let mut boa = Boa::new(3);
    for (first, second, outcome) in rounds {
        let weights = awake(&boa.weights(prior, overlap), [true, true, false].into_iter());
        let aggregate = weights[0] * first + weights[1] * second;
        let gradient = 2.0 * (aggregate - outcome);
        let regrets = [Some(gradient * (aggregate - first)), Some(gradient * (aggregate - second)), None];
        boa.learn(&regrets, prior, overlap);
    }
    let share = boa.weights(prior, overlap)[2];
    (boa, share)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn who_wakes_late_has_its_share_at_first_and_the_rate_of_the_others(
        rounds in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64, -1.0..1.0_f64), 100..2_000),
        lead in -0.5..0.5_f64,
        sleeper in 0.02..0.5_f64,
        overlap in prop::sample::select(vec![1.0, 21.0, 252.0]),
    ) {
        // The first one is better or worse all along, by as much as the lead.
        let rounds: Vec<_> = rounds.into_iter().map(|(a, b, y)| (lead * y + 0.1 * a, 0.5 * b, y)).collect();
        let prior = [(1.0 - sleeper) * 0.7, (1.0 - sleeper) * 0.3, sleeper];
        let (boa, share) = asleep(&rounds, &prior, overlap);
        prop_assert!((share / sleeper - 1.0).abs() < 1e-9, "{share} beside {sleeper}");
        let rates = boa.rates(overlap);
        prop_assert!(rates[2] <= rates[0].max(rates[1]) * (1.0 + 1e-9), "{rates:?}");
    }

    /// From its waking on, the aggregate loses to it no more than the bound, with the V of all the time.
    #[test]
    fn the_regret_to_who_wakes_late_is_bounded_from_then_on(
        before in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64, -1.0..1.0_f64), 10..1_000),
        after in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64, -1.0..1.0_f64), 10..2_000),
        skill in 0.0..1.0_f64,
    ) {
        let (mut boa, _) = asleep(&before, &EVEN, 1.0);
        let mut regret = 0.0;
        for (first, second, outcome) in &after {
            let says = [*first, *second, skill * outcome];
            let weights = boa.weights(&EVEN, 1.0);
            let aggregate: f64 = weights.iter().zip(says).map(|(weight, says)| weight * says).sum();
            let gradient = 2.0 * (aggregate - outcome);
            boa.learn(&says.map(|says| Some(gradient * (aggregate - says))), &EVEN, 1.0);
            regret += (aggregate - outcome).powi(2) - (says[2] - outcome).powi(2);
        }
        let log_count = num::ln(3.0);
        let repeated = num::ln(1.0 + num::ln(1.0 + (before.len() + after.len()) as f64));
        let Record { squares, .. } = boa.experts[2];
        let width = (1.0 + repeated / log_count) * (squares * log_count).sqrt();
        let bound = 2.0 * width + 8.0 * boa.scale() * (log_count + repeated);
        prop_assert!(regret <= bound, "regret {regret} over {bound}");
    }
}
