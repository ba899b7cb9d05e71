//! The forecaster on synthetic panels: no look-ahead, batches that do not matter, snapshots that go on.

use super::*;
use crate::snapshot::{decode, encode, pack, unpack_voice};
use chrono::TimeDelta;
use proptest::prelude::*;

const SERIES: [&str; 9] = ["mxn", "usd", "brl", "zar", "cad", "krw", "pln", "jpy", "gbp"];

/// Synthetic random walks of some legs of the recipe, with gaps: one batch a day, known at four in the afternoon.
fn synthetic(days: usize, mut seed: u64) -> Vec<Vec<Observation>> {
    let mut uniform = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    };
    let start = NaiveDate::from_ymd_opt(2015, 1, 5).unwrap();
    let mut levels = [3.0_f64; SERIES.len()];
    let open = start.iter_days().filter(|day| crate::calendar::Calendar::Target.is_open(*day)).take(days);
    open.map(|period| {
        let known_at = (period.and_hms_opt(16, 0, 0).unwrap()).and_utc();
        let mut batch = Vec::new();
        for (name, level) in SERIES.iter().zip(&mut levels) {
            *level *= crate::num::exp(0.02 * (uniform() - 0.5));
            if uniform() > 0.02 {
                let series = SeriesId::try_from(format!("ecb.eur.{name}")).unwrap();
                batch.push(Observation { series, period, value: *level, known_at });
            }
        }
        batch
    })
    .collect()
}

fn fresh() -> Forecaster {
    Forecaster::new(Recipe::ecb_cross("mxn").unwrap())
}

fn utterances(notices: Vec<Notice>) -> Vec<Utterance> {
    notices
        .into_iter()
        .filter_map(|notice| if let Notice::Spoke(utterance) = notice { Some(utterance) } else { None })
        .collect()
}

#[test]
fn it_is_silent_before_it_is_ready() {
    let mut forecaster = fresh();
    for batch in synthetic(50, 1) {
        assert!(utterances(forecaster.apply(&Event::Observed(batch))).is_empty());
    }
    assert!(forecaster.voice().is_none());
}

#[test]
fn all_days_at_once_or_one_by_one_is_the_same() {
    let days = synthetic(400, 2);
    let mut daily = fresh();
    for batch in &days {
        daily.apply(&Event::Observed(batch.clone()));
    }
    let mut bulk = fresh();
    let mut all: Vec<Observation> = days.concat();
    all.reverse();
    bulk.apply(&Event::Observed(all));
    assert_eq!(encode(&daily).digest(), encode(&bulk).digest());
}

#[test]
fn contributions_sum_to_the_point_in_bits() {
    let mut forecaster = fresh();
    for batch in synthetic(500, 3) {
        forecaster.apply(&Event::Observed(batch));
    }
    let voice = forecaster.voice().unwrap();
    for days in 1..=252_u16 {
        let outlook = voice.outlook(days.try_into().unwrap());
        let says = outlook.prediction();
        let sum = says.contributions.iter().fold(says.base, |sum, c| sum + c);
        assert_eq!(sum.to_bits(), says.point().to_bits());
        let rates = outlook.contributions_in_rate();
        assert!((outlook.spot() + rates.point() - outlook.point_rate()).abs() < 1e-9, "{days}");
        let quantiles = outlook.quantiles();
        assert!(quantiles.windows(2).all(|pair| pair[0] < pair[1]), "in order at {days}");
        let median = outlook.rate(quantiles[10]);
        assert!((outlook.probability_above(median).unwrap() - 0.5).abs() < 1e-6, "{days}");
    }
}

#[test]
fn a_snapshot_goes_on_with_the_same_bits_and_keeps_full_blocks() {
    let days = synthetic(700, 4);
    let mut forecaster = fresh();
    for batch in &days[..600] {
        forecaster.apply(&Event::Observed(batch.clone()));
    }
    let before = encode(&forecaster);
    let again = decode(&before.manifest, |part| {
        before.parts.iter().find(|p| p.name == part.name).map(|p| p.bytes.clone())
    });
    let mut again = again.unwrap();
    assert!(again == forecaster);
    forecaster.apply(&Event::Observed(days[600].clone()));
    again.apply(&Event::Observed(days[600].clone()));
    let next_day = encode(&forecaster);
    let changed: Vec<&str> = next_day
        .parts
        .iter()
        .filter(|part| !before.parts.contains(part))
        .map(|part| part.name.split('/').next().unwrap_or_default())
        .collect();
    let once = ["panel", "pending", "window", "state", "monitors"];
    for name in once {
        assert!(changed.iter().filter(|changed| **changed == name).count() <= 1, "{name} in {changed:?}");
    }
    for batch in &days[601..] {
        forecaster.apply(&Event::Observed(batch.clone()));
        again.apply(&Event::Observed(batch.clone()));
    }
    let after = encode(&forecaster);
    assert_eq!(after.digest(), encode(&again).digest());
    let (digest, voice) = unpack_voice(&pack(&after)).unwrap();
    assert_eq!(digest, after.digest());
    assert!(Some(voice) == forecaster.voice());
}

#[test]
fn a_late_day_is_kept_and_is_no_origin() {
    let mut days = synthetic(100, 5);
    let late = days.remove(80);
    let mut forecaster = fresh();
    for batch in days {
        forecaster.apply(&Event::Observed(batch));
    }
    let origin = forecaster.origin().cloned();
    let notices = forecaster.apply(&Event::Observed(late));
    assert!(notices.iter().any(|notice| matches!(notice, Notice::Late { .. })));
    assert_eq!(forecaster.origin().cloned(), origin);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_after_an_origin_changes_its_forecasts(seed in 1_u64.., cut in 70_usize..300, poison in 0.1_f64..10.0) {
        let days = synthetic(310, seed);
        let (mut one, mut other) = (fresh(), fresh());
        let (mut said, mut also_said) = (Vec::new(), Vec::new());
        for (i, batch) in days.into_iter().enumerate() {
            let mut poisoned = batch.clone();
            if i >= cut {
                for observation in &mut poisoned {
                    observation.value *= poison;
                }
            }
            said.extend(utterances(one.apply(&Event::Observed(batch))));
            also_said.extend(utterances(other.apply(&Event::Observed(poisoned))));
            if i + 1 == cut {
                prop_assert_eq!(&said, &also_said);
            }
        }
        let before_cut = said.iter().zip(&also_said).take_while(|(a, b)| a == b).count();
        prop_assert!(before_cut < said.len(), "the poison is seen after the cut");
    }

    #[test]
    fn a_target_in_another_unit_moves_no_log_forecast(seed in 1_u64.., factor in 0.01_f64..100.0) {
        let days = synthetic(150, seed);
        let (mut one, mut other) = (fresh(), fresh());
        for batch in days {
            let mut scaled = batch.clone();
            for observation in scaled.iter_mut().filter(|o| o.series.as_str() == "ecb.eur.mxn") {
                observation.value *= factor;
            }
            one.apply(&Event::Observed(batch));
            other.apply(&Event::Observed(scaled));
        }
        let (one, other) = (one.voice().unwrap(), other.voice().unwrap());
        for horizon in ANCHORS {
            let (a, b) = (one.outlook(horizon).quantiles(), other.outlook(horizon).quantiles());
            for (a, b) in a.iter().zip(b) {
                prop_assert!((a - b).abs() < 1e-7, "{a} {b}");
            }
        }
    }
}

#[test]
fn a_value_that_only_becomes_known_later_is_not_used_before() {
    let days = synthetic(200, 6);
    let mut honest = fresh();
    let mut said = Vec::new();
    for batch in &days {
        said.extend(utterances(honest.apply(&Event::Observed(batch.clone()))));
    }
    // The real of each day arrives in the same batch, but becomes known an hour after the peso.
    let mut delayed = fresh();
    let mut also_said = Vec::new();
    for batch in &days {
        let mut batch = batch.clone();
        for observation in batch.iter_mut().filter(|o| o.series.as_str() == "ecb.eur.brl") {
            observation.known_at += TimeDelta::hours(1);
            observation.value *= 1.5;
        }
        also_said.extend(utterances(delayed.apply(&Event::Observed(batch))));
    }
    let at = honest.recipe.features.iter().position(|f| f.name == "usdbrl.return.1").unwrap();
    assert_eq!(said.len(), also_said.len());
    let same_day = said.iter().zip(&also_said).filter(|(a, b)| a.origin.row[at] == b.origin.row[at]).count();
    assert!(same_day < said.len() / 10, "yesterday's real is what an origin knows");
}
