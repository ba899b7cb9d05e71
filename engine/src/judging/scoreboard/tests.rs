//! Tests of the scoreboard: each number against a plain recomputation over stored judgements.

use super::*;
use crate::forecast::record::pit;
use crate::judging::score;
use crate::judging::score::diebold_mariano::diebold_mariano;
use crate::judging::score::{covers, crps, mean_pinball, tail_pinball, winkler};
use crate::maths::level::{LEVEL_COUNT, LEVELS};
use crate::maths::num;
use proptest::prelude::*;

type Quantiles = [f64; LEVEL_COUNT];
type Scoring = fn(&Quantiles, f64) -> f64;

/// A judgement that owns its quantiles.
#[derive(Debug, Clone)]
struct Stored {
    quantiles: Quantiles,
    baseline: Quantiles,
    point: f64,
    log_move: f64,
    regime: Regime,
}

impl Stored {
    fn judgement(&self) -> Judgement<'_> {
        let Self { quantiles, baseline, point, log_move, regime } = self;
        Judgement { quantiles, baseline, point: *point, log_move: *log_move, regime: *regime }
    }
}

fn stored() -> impl Strategy<Value = Stored> {
    let scale = 0.002..0.03_f64;
    (scale.clone(), scale, -0.01..0.01_f64, -0.06..0.06_f64, 0..3_usize).prop_map(
        |(spread, baseline, point, log_move, regime)| Stored {
            quantiles: LEVELS.map(|p| point + spread * num::normal_quantile(p)),
            baseline: LEVELS.map(|p| baseline * num::normal_quantile(p)),
            point,
            log_move,
            regime: Regime::ALL[regime],
        },
    )
}

fn board(index: usize, judgements: &[Stored]) -> Scoreboard {
    let mut board = Scoreboard::default();
    for stored in judgements {
        board.learn(index, &stored.judgement());
    }
    board
}

fn near(ours: f64, plain: f64) -> bool {
    (ours - plain).abs() <= 1e-12 * plain.abs()
}

fn mean(judgements: &[&Stored], of: &dyn Fn(&Stored) -> f64) -> f64 {
    judgements.iter().map(|stored| of(stored)).sum::<f64>() / judgements.len() as f64
}

fn central(quantiles: &Quantiles, outcome: f64, from_outside: usize) -> f64 {
    let (low, high) = (quantiles[from_outside], quantiles[20 - from_outside]);
    winkler(low, high, [0.95, 0.90, 0.80][from_outside], outcome)
}

/// All numbers of a row but the test, from the judgements themselves.
fn assert_row(row: &Row, judgements: &[&Stored], horizon: Horizon) {
    assert_eq!(row.count as usize, judgements.len());
    assert!(near(row.independent_count, judgements.len() as f64 / horizon.days() as f64));
    let scores: [(Score, Scoring); 5] = [
        (row.crps, crps),
        (row.pinball, mean_pinball),
        (row.tail_pinball, tail_pinball),
        (row.winkler80, |quantiles, outcome| central(quantiles, outcome, 2)),
        (row.winkler95, |quantiles, outcome| central(quantiles, outcome, 0)),
    ];
    for (ours, score) in scores {
        let forecast = mean(judgements, &|stored| score(&stored.quantiles, stored.log_move));
        let baseline = mean(judgements, &|stored| score(&stored.baseline, stored.log_move));
        assert!(near(ours.value, forecast) && near(ours.relative.unwrap(), forecast / baseline));
    }
    for (share, from_outside) in [(row.cover80, 2), (row.cover95, 0)] {
        let covered = |stored: &Stored| covers(&stored.quantiles, stored.log_move, from_outside);
        let plain = mean(judgements, &|stored| f64::from(u8::from(covered(stored))));
        assert!(share == 0.0 && plain == 0.0 || near(share, plain));
    }
    let rmse = mean(judgements, &|stored| (stored.log_move - stored.point).powi(2)).sqrt();
    let still = mean(judgements, &|stored| stored.log_move.powi(2)).sqrt();
    assert!(near(row.rmse.value, rmse) && near(row.rmse.relative.unwrap(), rmse / still));
    let mae = mean(judgements, &|stored| (stored.log_move - stored.point).abs());
    let still = mean(judgements, &|stored| stored.log_move.abs());
    assert!(near(row.mae.value, mae) && near(row.mae.relative.unwrap(), mae / still));
    let mut histogram = score::pit::PitHistogram::default();
    for stored in judgements {
        histogram.learn(pit(&stored.quantiles, stored.log_move));
    }
    assert_eq!(row.pit, histogram);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_number_is_what_the_stored_judgements_say(
        judgements in prop::collection::vec(stored(), 1..120),
        index in 0..ANCHORS.len(),
    ) {
        let board = board(index, &judgements);
        let overall = board.row(index, None).unwrap();
        assert_row(&overall, &judgements.iter().collect::<Vec<_>>(), ANCHORS[index]);
        let differentials: Vec<f64> = judgements
            .iter()
            .map(|j| crps(&j.quantiles, j.log_move) - crps(&j.baseline, j.log_move))
            .collect();
        let plain = diebold_mariano(&differentials, ANCHORS[index]);
        prop_assert_eq!(overall.diebold_mariano.is_some(), plain.is_some());
        if let (Some(ours), Some(plain)) = (overall.diebold_mariano, plain) {
            prop_assert!((ours.statistic - plain.statistic).abs() <= 1e-12 * plain.statistic.abs().max(1.0));
            prop_assert!((ours.p_value - plain.p_value).abs() <= 1e-12 && ours.lag == plain.lag);
        }
        for regime in Regime::ALL {
            let within: Vec<&Stored> = judgements.iter().filter(|j| j.regime == regime).collect();
            let row = board.row(index, Some(regime));
            prop_assert_eq!(row.is_some(), !within.is_empty());
            if let Some(row) = row {
                assert_row(&row, &within, ANCHORS[index]);
                prop_assert_eq!(row.diebold_mariano, None);
            }
        }
    }

    #[test]
    fn the_regimes_partition_the_counts_and_the_sums(judgements in prop::collection::vec(stored(), 1..80)) {
        let board = board(2, &judgements);
        let overall = board.row(2, None).unwrap();
        let rows: Vec<Row> = Regime::ALL.into_iter().filter_map(|regime| board.row(2, Some(regime))).collect();
        prop_assert_eq!(rows.iter().map(|row| row.count).sum::<u32>(), overall.count);
        for bin in 0..score::pit::PIT_BINS {
            prop_assert_eq!(rows.iter().map(|row| row.pit.counts()[bin]).sum::<u32>(), overall.pit.counts()[bin]);
        }
        let numbers: [fn(&Row) -> f64; 7] = [
            |row| row.crps.value,
            |row| row.pinball.value,
            |row| row.tail_pinball.value,
            |row| row.winkler80.value,
            |row| row.winkler95.value,
            |row| row.mae.value,
            |row| row.rmse.value * row.rmse.value,
        ];
        for number in numbers {
            let sum = |row: &Row| number(row) * f64::from(row.count);
            prop_assert!(near(rows.iter().map(sum).sum(), sum(&overall)));
        }
    }

    #[test]
    fn a_restart_changes_nothing(judgements in prop::collection::vec(stored(), 1..60), at in 0..60_usize) {
        let at = at.min(judgements.len());
        let before = board(1, &judgements[..at]);
        let bytes = postcard::to_allocvec(&before).unwrap();
        let mut after: Scoreboard = postcard::from_bytes(&bytes).unwrap();
        prop_assert_eq!(postcard::to_allocvec(&after).unwrap(), bytes);
        for stored in &judgements[at..] {
            after.learn(1, &stored.judgement());
        }
        let uninterrupted = board(1, &judgements);
        prop_assert_eq!(postcard::to_allocvec(&after).unwrap(), postcard::to_allocvec(&uninterrupted).unwrap());
        prop_assert_eq!(after, uninterrupted);
    }
}

fn still(log_move: f64) -> Stored {
    let quantiles = LEVELS.map(num::normal_quantile);
    Stored { quantiles, baseline: quantiles, point: 0.0, log_move, regime: Regime::Usual }
}

#[test]
fn before_the_first_judgement_nothing_is_said() {
    assert_eq!(Scoreboard::default().row(0, None), None);
    let board = board(0, &[still(0.1)]);
    assert_eq!(board.row(0, Some(Regime::Calm)), None);
    assert_eq!(board.row(1, None), None);
    assert_eq!(board.row(ANCHORS.len(), None), None);
}

#[test]
fn what_is_not_finite_or_of_no_horizon_teaches_nothing() {
    let mut infinite = still(0.1);
    infinite.baseline[20] = f64::INFINITY;
    assert_eq!(board(0, &[still(f64::NAN), infinite]), Scoreboard::default());
    assert_eq!(board(ANCHORS.len(), &[still(0.1)]), Scoreboard::default());
}

#[test]
fn a_ratio_to_nothing_is_no_number() {
    let row = board(0, &[still(0.0)]).row(0, None).unwrap();
    assert_eq!((row.rmse.relative, row.mae.relative), (None, None));
    assert_eq!(row.crps.relative, Some(1.0));
}
