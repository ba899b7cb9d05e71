//! The forecaster on synthetic panels: no look-ahead, batches that do not matter, snapshots that go on.

mod asleep;
mod calendar;
mod drivers;
mod model;
mod refits;
mod supposed;

use super::*;
use crate::experts::location::Linear;
use crate::experts::refit::tests::answer;
use crate::snapshot::{PartRef, decode, decode_model, encode, pack, unpack_model};
use chrono::TimeDelta;
use proptest::prelude::*;
use std::collections::BTreeMap;

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
    let open =
        start.iter_days().filter(|day| crate::time::calendar::Calendar::Target.is_open(*day)).take(days);
    open.map(|period| {
        let known_at = (period.and_hms_opt(16, 0, 0).unwrap()).and_utc();
        let mut batch = Vec::new();
        for (name, level) in SERIES.iter().zip(&mut levels) {
            *level *= crate::maths::num::exp(0.02 * (uniform() - 0.5));
            if uniform() > 0.02 {
                let series = SeriesId::try_from(format!("ecb.eur.{name}")).unwrap();
                batch.push(Observation { series, period, value: *level, known_at });
            }
        }
        batch
    })
    .collect()
}

/// Answers every refit at once.
trait Tell {
    fn tell(&mut self, event: &Event) -> Vec<Notice>;
}

impl Tell for Forecaster {
    fn tell(&mut self, event: &Event) -> Vec<Notice> {
        self.replay(event, &mut |jobs| {
            jobs.iter().map(|(request, job)| (*request, Some(answer(job)))).collect()
        })
    }
}

fn fresh() -> Forecaster {
    Forecaster::new(Recipe::ecb_cross("mxn").unwrap())
}

fn issued(notices: Vec<Notice>) -> Vec<OriginForecasts> {
    notices
        .into_iter()
        .filter_map(|notice| if let Notice::Spoke(issued) = notice { Some(issued) } else { None })
        .collect()
}

#[test]
fn it_is_silent_before_it_is_ready() {
    let mut forecaster = fresh();
    for batch in synthetic(50, 1) {
        assert!(issued(forecaster.tell(&Event::Observed(batch))).is_empty());
    }
    assert!(forecaster.model().is_none());
}

#[test]
fn all_days_at_once_or_one_by_one_is_the_same() {
    let days = synthetic(400, 2);
    let mut daily = fresh();
    for batch in &days {
        daily.tell(&Event::Observed(batch.clone()));
    }
    let mut bulk = fresh();
    let mut all: Vec<Observation> = days.concat();
    all.reverse();
    bulk.tell(&Event::Observed(all));
    assert_eq!(encode(&daily).digest(), encode(&bulk).digest());
}

#[test]
fn what_came_before_a_recipe_begins_is_looked_back_on_and_not_learned_from() {
    let days = synthetic(300, 6);
    let since = days[100][0].period;
    let mut forecaster = Forecaster::new(Recipe { since: Some(since), ..Recipe::ecb_cross("mxn").unwrap() });
    let origins: Vec<NaiveDate> = issued(forecaster.tell(&Event::Observed(days.concat())))
        .into_iter()
        .map(|issued| issued.origin.day)
        .collect();
    let ready = usize::try_from(READY_AFTER).unwrap();
    let mut whole = fresh();
    let all = issued(whole.tell(&Event::Observed(days.concat())));
    assert!(all[0].origin.day < since && forecaster.days() < whole.days());
    assert!(origins[0] > since && origins.len() <= 200 - ready);
    let place = whole.recipe().features.iter().position(|own| own.name == "usdmxn.return.21").unwrap();
    let [own, other] = [&forecaster, &whole].map(|own| own.origin().unwrap().row[place]);
    assert_eq!(own, other, "features look back");
}

#[test]
fn contributions_sum_to_the_point_in_bits() {
    let mut forecaster = fresh();
    for batch in synthetic(500, 3) {
        forecaster.tell(&Event::Observed(batch));
    }
    let model = forecaster.model().unwrap();
    for days in 1..=252_u16 {
        let outlook = model.outlook(days.try_into().unwrap());
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
        forecaster.tell(&Event::Observed(batch.clone()));
    }
    let before = encode(&forecaster);
    let again = decode(&before.manifest, |part| {
        before.parts.iter().find(|p| p.name == part.name).map(|p| p.bytes.clone())
    });
    let mut again = again.unwrap();
    assert!(again == forecaster);
    forecaster.tell(&Event::Observed(days[600].clone()));
    again.tell(&Event::Observed(days[600].clone()));
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
        forecaster.tell(&Event::Observed(batch.clone()));
        again.tell(&Event::Observed(batch.clone()));
    }
    let after = encode(&forecaster);
    assert_eq!(after.digest(), encode(&again).digest());
    let part = |wanted: &PartRef| {
        after.parts.iter().find(|part| part.name == wanted.name).map(|part| part.bytes.clone())
    };
    let mut whole = forecaster.model().unwrap();
    assert!(decode_model(&after.manifest, part).unwrap() == whole);
    let (digest, model) = unpack_model(&pack(&after)).unwrap();
    whole.dynamics = None;
    assert!(digest == after.digest() && model == whole, "a browser draws no paths");
}

#[test]
fn a_late_day_is_kept_and_is_no_origin() {
    let mut days = synthetic(100, 5);
    let late = days.remove(80);
    let mut forecaster = fresh();
    for batch in days {
        forecaster.tell(&Event::Observed(batch));
    }
    let origin = forecaster.origin().cloned();
    let notices = forecaster.tell(&Event::Observed(late));
    assert!(notices.iter().any(|notice| matches!(notice, Notice::Late { .. })));
    assert_eq!(forecaster.origin().cloned(), origin);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_after_an_origin_changes_its_forecasts(seed in 1_u64.., cut in 70_usize..300, poison in 1.1_f64..10.0) {
        let days = synthetic(310, seed);
        // One batch each: only the moments at which values became known keep the engine from looking ahead.
        let truncated = issued(fresh().tell(&Event::Observed(days[..cut].concat())));
        let mut poisoned = days;
        for (index, batch) in poisoned.iter_mut().enumerate().skip(cut) {
            // Another factor each day and series, so that it cancels in no ratio and no return.
            for (place, observation) in batch.iter_mut().enumerate() {
                observation.value *= 1.0 + poison * ((index * 7 + place * 3) % 5) as f64;
            }
        }
        let whole = issued(fresh().tell(&Event::Observed(poisoned.concat())));
        prop_assert!(truncated.len() < whole.len(), "more was said later");
        prop_assert!(whole[..truncated.len()] == truncated);
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
            one.tell(&Event::Observed(batch));
            other.tell(&Event::Observed(scaled));
        }
        let (one, other) = (one.model().unwrap(), other.model().unwrap());
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
    // Each real becomes known an hour after the peso of its day, and all of them arrive before any peso.
    let (mut reals, mut others) = (Vec::new(), Vec::new());
    let mut legs: BTreeMap<NaiveDate, [Option<f64>; 2]> = BTreeMap::new();
    for mut observation in synthetic(200, 6).concat() {
        let leg = ["ecb.eur.brl", "ecb.eur.usd"].iter().position(|leg| *leg == observation.series.as_str());
        if let Some(leg) = leg {
            legs.entry(observation.period).or_default()[leg] = Some(crate::maths::num::ln(observation.value));
        }
        if observation.series.as_str() == "ecb.eur.brl" {
            observation.known_at += TimeDelta::hours(1);
            reals.push(observation);
        } else {
            others.push(observation);
        }
    }
    let cross = |(day, [brl, usd]): (NaiveDate, [Option<f64>; 2])| Some((day, brl? - usd?));
    let days: BTreeMap<NaiveDate, f64> = legs.into_iter().filter_map(cross).collect();
    let mut forecaster = fresh();
    assert!(forecaster.tell(&Event::Observed(reals)).is_empty(), "it waits for an origin that may know it");
    let said = issued(forecaster.tell(&Event::Observed(others)));
    let at = forecaster.recipe.features.iter().position(|f| f.name == "usdbrl.return.1").unwrap();
    assert!(said.len() > 100);
    for pair in said.windows(2) {
        let (then, now) = (pair[0].origin.day, pair[1].origin.day);
        // Of the day itself no real is known yet.
        let until = |day: NaiveDate| days.range(..day).next_back().map(|(_, log)| *log).unwrap();
        let since = days.range(..=then).next_back().map(|(_, log)| *log).unwrap();
        assert_eq!(pair[1].origin.row[at], Some(until(now) - since), "{now}");
    }
}

/// Days of which the peso of number `at` was published wrong and corrected an hour later.
fn corrected(at: usize) -> (Vec<Vec<Observation>>, Observation) {
    let mut days = synthetic(200, 8);
    let wrong = days[at].iter_mut().find(|o| o.series.as_str() == "ecb.eur.mxn").unwrap();
    let right = Observation { known_at: wrong.known_at + TimeDelta::hours(1), ..wrong.clone() };
    wrong.value *= 1.2;
    (days, right)
}

#[test]
fn a_corrected_spot_is_spoken_from_and_leaves_the_scale_as_it_was() {
    let (days, right) = corrected(150);
    let (mut honest, mut misled) = (fresh(), fresh());
    for (index, batch) in days.iter().enumerate() {
        let mut clean = batch.clone();
        for observation in clean.iter_mut().filter(|o| index == 150 && o.series == right.series) {
            observation.value = right.value;
        }
        honest.tell(&Event::Observed(clean));
        misled.tell(&Event::Observed(batch.clone()));
        if index == 150 {
            let spoke = issued(misled.tell(&Event::Observed(vec![right.clone()])));
            assert_eq!(spoke.len(), 1, "the origin is made anew");
            assert_eq!(spoke[0].origin.log_spot.to_bits(), honest.origin().unwrap().log_spot.to_bits());
        }
    }
    assert_eq!(misled.scales.variances, honest.scales.variances);
    assert_eq!(misled.scales.moments, honest.scales.moments);
    assert_eq!(misled.recent_rows, honest.recent_rows);
    let judged = |forecaster: &Forecaster| -> Vec<u32> {
        let scoreboard = &forecaster.scoreboard;
        (0..ANCHORS.len()).map(|horizon| scoreboard.row(horizon, None).map_or(0, |row| row.count)).collect()
    };
    assert_eq!(judged(&misled), judged(&honest), "the wrong day is not scored beside the right one");
    assert_eq!(misled.monitors.seen(), honest.monitors.seen(), "nor watched");
}

#[test]
fn an_outcome_is_the_truth_of_the_day_that_was_spoken_of() {
    let mut days = synthetic(400, 9);
    days.remove(200);
    let mut forecaster = fresh();
    let (mut promised, mut judged) = (BTreeMap::new(), 0);
    for batch in days {
        for notice in forecaster.tell(&Event::Observed(batch)) {
            match notice {
                Notice::Spoke(issued) => promised
                    .extend(issued.forecasts.iter().map(|f| ((issued.origin.day, f.horizon), f.target_day))),
                Notice::Revealed(outcome) => {
                    assert_eq!(promised[&(outcome.origin, outcome.horizon)], outcome.day);
                    judged += 1;
                }
                _ => {}
            }
        }
    }
    assert!(judged > 1_000, "{judged}");
}

#[test]
fn the_point_that_is_used_is_the_sum_of_its_parts() {
    let mut forecaster = fresh();
    let mut sums = BTreeMap::new();
    for batch in synthetic(400, 10) {
        for notice in forecaster.tell(&Event::Observed(batch)) {
            match notice {
                Notice::Spoke(issued) => sums.extend(issued.forecasts.iter().map(|forecast| {
                    let parts = &forecast.prediction;
                    let sum = parts.contributions.iter().fold(parts.base, |sum, part| sum + part);
                    ((issued.origin.day, forecast.horizon), (sum, forecast.deviation))
                })),
                Notice::Revealed(outcome) => {
                    let (sum, deviation) = sums[&(outcome.origin, outcome.horizon)];
                    assert_eq!(outcome.residual.to_bits(), ((outcome.log_move - sum) / deviation).to_bits());
                }
                _ => {}
            }
        }
    }
    let model = forecaster.model().unwrap();
    for horizon in ANCHORS {
        let outlook = model.outlook(horizon);
        let parts = outlook.prediction();
        let sum = parts.contributions.iter().fold(parts.base, |sum, part| sum + part);
        let rate = crate::maths::num::exp(model.origin.log_spot + sum);
        assert_eq!(outlook.point_rate().to_bits(), rate.to_bits());
    }
}
