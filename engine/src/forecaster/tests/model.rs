//! What a model answers beyond its quantiles: why it is so wide, which way it goes, why it moved.

use super::*;
use crate::forecast::change::{Cause, change};
use crate::forecast::explanation::Interval;
use crate::forecast::outlook::Outlook;
use crate::forecast::paths::PathsError;
use crate::maths::level::{LEVEL_COUNT, Level};

/// A forecaster that has learned so many synthetic days.
fn learned(days: &[Vec<Observation>]) -> Forecaster {
    let mut forecaster = fresh();
    for batch in days {
        forecaster.tell(&Event::Observed(batch.clone()));
    }
    forecaster
}

#[test]
fn the_parts_sum_to_ends_width_and_probability() {
    let model = learned(&synthetic(500, 8)).model().unwrap();
    let level = |p: f64| Level::try_from(p).unwrap();
    for days in [1_u16, 3, 5, 17, 63, 100, 200, 252, 400, 1_260] {
        let horizon = days.try_into().unwrap();
        let (outlook, explanation) = (model.outlook(horizon), model.explanation(horizon));
        for (interval, ends) in [(Interval::Eighty, [0.1, 0.9]), (Interval::NinetyFive, [0.025, 0.975])] {
            let said = ends.map(|end| outlook.quantile(level(end)));
            for (parts, said) in explanation.ends(interval).iter().zip(said) {
                assert!((parts.sum() - said).abs() < 1e-12, "{days}");
                assert_eq!(parts.point.len(), model.recipe.features.len());
                assert_eq!(parts.spread.len(), model.recipe.spread_features.len());
                assert!(parts.point.iter().chain(&parts.spread).any(|part| *part != 0.0));
            }
            assert!((explanation.width(interval).point() - (said[1] - said[0])).abs() < 1e-12, "{days}");
        }
        for factor in [0.9, 0.99, 1.0, 1.02, 1.3] {
            let rate = model.spot() * factor;
            let parts = explanation.above(rate).unwrap();
            assert!((parts.sum() - outlook.probability_above(rate).unwrap()).abs() < 1e-9, "{days} {factor}");
        }
    }
}

#[test]
fn quantiles_are_exact_at_anchors_monotone_between_and_have_no_elbow() {
    let model = learned(&synthetic(500, 12)).model().unwrap();
    let at = |days: usize| model.outlook(days.try_into().unwrap()).quantiles();
    for anchors in ANCHORS.windows(2) {
        let (near, far) = (anchors[0].days(), anchors[1].days());
        let own = model.outlook(anchors[0]);
        assert_eq!(own.quantiles(), own.anchor().unwrap().curve.levels());
        let all: Vec<[f64; LEVEL_COUNT]> = (near..=far).map(at).collect();
        for level in 0..LEVEL_COUNT {
            let (from, to) = (all[0][level], all[far - near][level]);
            let moves = all.windows(2).map(|pair| (pair[1][level] - pair[0][level]) * (to - from).signum());
            assert!(moves.into_iter().all(|by| by >= -1e-15), "{near} to {far} at level {level}");
        }
        // The slope in √h changes as little at an anchor as on the days beside it.
        let slope = |days: usize, level: usize| {
            let roots = [days, days + 1].map(|days| (days as f64).sqrt());
            (at(days + 1)[level] - at(days)[level]) / (roots[1] - roots[0])
        };
        for level in [0, 2, 18, 20].into_iter().filter(|_| near >= 21) {
            let bend = |days: usize| (slope(days, level) - slope(days - 1, level)).abs();
            let beside = [near - 2, near - 1, near + 1, near + 2].map(bend).into_iter().fold(0.0, f64::max);
            assert!(bend(near) < 1.2 * beside, "an elbow at {near}, level {level}: {} {beside}", bend(near));
        }
    }
}

#[test]
fn beyond_a_year_the_fan_goes_on_from_it_and_grows_with_the_term_structure() {
    let model = learned(&synthetic(500, 13)).model().unwrap();
    let spread = |days: u16| {
        let outlook = model.outlook(days.try_into().unwrap());
        outlook.quantiles().map(|quantile| quantile - outlook.prediction().point())
    };
    let (year, next, life) = (spread(252), spread(253), spread(1_260));
    for level in [0, 5, 15, 20] {
        assert!((next[level] / year[level] - 1.0).abs() < 0.01, "continuous");
        let grown = life[level] / year[level];
        assert!((1.5..3.5).contains(&grown), "about the root of five: {grown}");
    }
    let point = |days: u16| model.outlook(days.try_into().unwrap()).prediction().point();
    assert_eq!(point(252), point(1_260), "nothing is known of where it goes");
    let last = model.target_day(Horizon::MAX);
    assert_eq!(model.horizon(last), Ok(Horizon::MAX));
    assert!(model.horizon(last + TimeDelta::days(7)).is_err());
    assert_eq!(model.paths(Horizon::MAX, 10, 1).unwrap().rates.len(), 1_260);
}

#[test]
fn half_of_the_forward_is_a_scenario_where_both_rates_are_known() {
    let mut days = synthetic(300, 14);
    let year = Horizon::LEARNED;
    assert!(learned(&days).model().unwrap().outlook_at_half_forward(year).is_none());
    for batch in &mut days[290..] {
        let Observation { period, known_at, .. } = batch[0];
        for (series, value) in [("internal.rate.mxn", 9.5), ("internal.rate.usd", 4.5)] {
            batch.push(Observation { series: SeriesId::try_from(series).unwrap(), period, value, known_at });
        }
    }
    let model = learned(&days).model().unwrap();
    let (own, half) = (model.outlook(year), model.outlook_at_half_forward(year).unwrap());
    assert!((half.prediction().point() - 0.025).abs() < 1e-12, "half of five percent a year");
    let by = 0.025 - own.prediction().point();
    for (own, half) in own.quantiles().iter().zip(half.quantiles()) {
        assert!((half - own - by).abs() < 1e-12, "the fan is the same");
    }
    let [low, _] = model.explanation_at_half_forward(year).unwrap().ends(Interval::Eighty);
    assert!((low.sum() - half.quantiles()[2]).abs() < 1e-12 && low.point.iter().all(|part| *part == 0.0));
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
