//! What a model answers beyond its quantiles: why it is so wide, which way it goes, why it moved.

use super::*;
use crate::forecast::change::{Cause, change};
use crate::forecast::model::Interval;
use crate::forecast::outlook::Outlook;
use crate::forecast::paths::PathsError;
use crate::maths::level::Level;

/// A forecaster that has learned so many synthetic days.
fn learned(days: &[Vec<Observation>]) -> Forecaster {
    let mut forecaster = fresh();
    for batch in days {
        forecaster.tell(&Event::Observed(batch.clone()));
    }
    forecaster
}

#[test]
fn the_reasons_of_an_interval_sum_to_its_width() {
    let model = learned(&synthetic(500, 8)).model().unwrap();
    for days in [1_u16, 5, 17, 63, 252] {
        let horizon = days.try_into().unwrap();
        let curve = *model.outlook(horizon).curve();
        let level = |p: f64| Level::try_from(p).unwrap();
        for (interval, low, high) in [(Interval::Eighty, 0.1, 0.9), (Interval::NinetyFive, 0.025, 0.975)] {
            let reasons = model.spread_reasons(horizon, interval);
            let width = curve.quantile(level(high)) - curve.quantile(level(low));
            assert!((reasons.point() - width).abs() < 1e-12, "{days}");
            assert_eq!(reasons.contributions.len(), model.recipe.spread_features.len());
            assert!(reasons.contributions.iter().any(|part| *part != 0.0));
        }
    }
}

#[test]
fn paths_have_the_forecast_distribution_on_every_day_and_touch_at_least_as_often_as_they_end_there() {
    let model = learned(&synthetic(500, 9)).model().unwrap();
    let horizon = 30_u16.try_into().unwrap();
    let paths = model.paths(horizon, 2_000, 5).unwrap();
    assert_eq!((paths.rates.len(), paths.rates[0].len()), (30, 2_000));
    assert!(paths == model.paths(horizon, 2_000, 5).unwrap(), "the same seed, the same paths");
    assert!(paths != model.paths(horizon, 2_000, 6).unwrap());
    for (day, rates) in [(1_u16, &paths.rates[0]), (30, &paths.rates[29])] {
        let outlook = model.outlook(day.try_into().unwrap());
        let mut sorted = rates.clone();
        sorted.sort_by(f64::total_cmp);
        for (place, level) in [(200, 0.1), (1_000, 0.5), (1_800, 0.9)] {
            let rate = outlook.rate(outlook.quantile(Level::try_from(level).unwrap()));
            assert!((sorted[place] / rate - 1.0).abs() < 1e-3, "{day} {level}");
        }
    }
    for factor in [0.97, 1.03] {
        let rate = model.spot() * factor;
        let above = model.outlook(horizon).probability_above(rate).unwrap();
        let beyond = if factor > 1.0 { above } else { 1.0 - above };
        let touch = model.probability_touch(horizon, rate).unwrap();
        assert!(touch > beyond && touch < 2.5 * beyond, "{touch} beside {beyond}");
    }
    assert!(model.probability_touch(horizon, -1.0).is_none());
    assert_eq!(model.paths(horizon, 0, 1), Err(PathsError::Count(0)));
}

#[test]
fn the_causes_of_a_move_sum_to_it() {
    let days = synthetic(500, 10);
    let earlier = learned(&days[..470]).model().unwrap();
    let later = learned(&days).model().unwrap();
    let maturity = later.target_day(21_u16.try_into().unwrap());
    let mut known = earlier.origin.clone();
    known.row[0] = known.row[0].map(|x| x + 0.01);
    known.log_spot += 0.001;
    for read in [Outlook::point_rate, |outlook: &Outlook| outlook.rate(outlook.quantiles()[18])] {
        let moved = change((&earlier, &later), maturity, Some(&known), read).unwrap();
        let sum: f64 = moved.parts.iter().map(|(_, part)| part).sum();
        assert!((sum - (moved.to - moved.from)).abs() < 1e-9);
        let causes: Vec<Cause> = moved.parts.iter().map(|(cause, _)| *cause).collect();
        assert_eq!(causes, Cause::ALL[..5]);
        assert!(moved.parts.iter().all(|(_, part)| *part != 0.0), "{moved:?}");
        assert!(moved.parts[1].1.abs() > moved.parts[4].1.abs(), "the spot moves it most");
    }
    let mut other = later.clone();
    other.recipe.name = "another".to_owned();
    let moved = change((&earlier, &other), maturity, None, Outlook::point_rate).unwrap();
    let causes: Vec<Cause> = moved.parts.iter().map(|(cause, _)| *cause).collect();
    assert_eq!(causes, [Cause::Spot, Cause::Version]);
}

#[test]
fn an_origin_by_what_is_known_now_differs_where_it_was_revised_and_nowhere_else() {
    let days = synthetic(500, 11);
    let earlier = learned(&days[..490]);
    let origin = earlier.origin().unwrap().clone();
    let mut later = learned(&days);
    assert!(later.as_known_now(&origin) == origin, "nothing was revised");
    let mut revised = days[485].iter().find(|o| o.series.as_str() == "ecb.eur.mxn").unwrap().clone();
    revised.value *= 1.01;
    revised.known_at = days[499][0].known_at + TimeDelta::hours(1);
    later.tell(&Event::Observed(vec![revised]));
    let known = later.as_known_now(&origin);
    assert_eq!(known.log_spot, origin.log_spot, "another day was revised");
    assert!(known.row != origin.row, "and the features that look back on it");
}
