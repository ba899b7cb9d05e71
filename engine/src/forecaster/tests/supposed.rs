//! What if: the rate elsewhere, moves wider, days of the past again.

use super::*;
use crate::forecast::explanation::Interval;
use crate::forecast::widening::Widening;
use crate::maths::level::Level;
use crate::maths::num;

fn learned(days: &[Vec<Observation>]) -> Model {
    let mut forecaster = fresh();
    forecaster.tell(&Event::Observed(days.concat()));
    forecaster.model().unwrap()
}

/// Some horizons: anchors, others between them, and one beyond.
const DAYS: [u16; 8] = [1, 3, 5, 17, 63, 100, 252, 400];

#[test]
fn what_features_say_of_a_rate_that_is_supposed_is_what_they_say_once_it_has_come() {
    let mut days = synthetic(420, 31);
    let told = learned(&days);
    let last = days.last_mut().unwrap();
    last.iter_mut().find(|seen| seen.series.as_str() == "ecb.eur.mxn").unwrap().value *= 1.04;
    let (came, mut supposed) = (learned(&days), told.clone());
    supposed.suppose_spot(1.04 * told.spot());
    assert!((supposed.spot() / came.spot() - 1.0).abs() < 1e-12);
    let rows = told.origin.row.iter().zip(supposed.origin.row.iter().zip(&came.origin.row));
    let mut followed = 0;
    for (feature, (before, (supposed, came))) in told.recipe.features.iter().zip(rows) {
        let (supposed, came) = (supposed.unwrap_or(0.0), came.unwrap_or(0.0));
        assert!((supposed - came).abs() < 1e-9, "{}: {supposed}, {came}", feature.name);
        followed += u32::from((before.unwrap_or(0.0) - supposed).abs() > 1e-6);
    }
    assert!(followed > 5, "{followed} features follow");
    assert_eq!(supposed.origin.spread_row, told.origin.spread_row);
}

#[test]
fn the_fan_moves_with_the_rate_that_is_supposed() {
    let told = learned(&synthetic(420, 32));
    let mut supposed = told.clone();
    supposed.suppose_spot(1.1 * told.spot());
    // The features as they were: then nothing but the spot is another.
    supposed.origin.row.clone_from(&told.origin.row);
    for days in DAYS {
        let horizon = days.try_into().unwrap();
        let (own, other) = (told.outlook(horizon), supposed.outlook(horizon));
        assert_eq!(own.quantiles(), other.quantiles(), "{days}: log moves from the spot");
        let [own, other] = [&own, &other].map(|outlook| outlook.rate(outlook.quantiles()[2]));
        assert!((other / own - 1.1).abs() < 1e-12, "{days}");
    }
    for rate in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let mut none = told.clone();
        none.suppose_spot(rate);
        assert!(none == told, "{rate} is no rate");
    }
}

#[test]
fn wider_moves_leave_the_point_and_widen_each_quantile_alike_at_anchors_and_between() {
    let told = learned(&synthetic(500, 33));
    let mut same = told.clone();
    same.suppose_volatility(Widening::try_from(1.0).unwrap());
    for factor in [0.5, 1.7, 4.0] {
        let mut wider = told.clone();
        wider.suppose_volatility(Widening::try_from(factor).unwrap());
        for days in DAYS {
            let horizon = days.try_into().unwrap();
            let (own, other) = (told.outlook(horizon), wider.outlook(horizon));
            assert_eq!(own, same.outlook(horizon), "{days}: the same bits");
            assert_eq!(own.prediction(), other.prediction(), "{days}");
            let point = own.prediction().point();
            for (own, other) in own.curve().knots().iter().zip(other.curve().knots()) {
                assert!((other - point - factor * (own - point)).abs() < 1e-12, "{days} {factor}");
            }
        }
    }
}

#[test]
fn what_is_widened_is_explained_and_its_paths_are_as_wide() {
    let told = learned(&synthetic(500, 34));
    let mut wider = told.clone();
    wider.suppose_volatility(Widening::try_from(2.0).unwrap());
    for days in DAYS {
        let horizon = days.try_into().unwrap();
        let (outlook, explanation) = (wider.outlook(horizon), wider.explanation(horizon));
        for (parts, end) in explanation.ends(Interval::Eighty).iter().zip([0.1, 0.9]) {
            let said = outlook.quantile(Level::try_from(end).unwrap());
            assert!((parts.sum() - said).abs() < 1e-12, "{days}: {} {said}", parts.sum());
        }
        let rate = 1.02 * told.spot();
        let above = explanation.above(rate).unwrap().sum();
        assert!((above - outlook.probability_above(rate).unwrap()).abs() < 1e-9, "{days}");
    }
    let horizon = 21_u16.try_into().unwrap();
    let [own, other] = [&told, &wider].map(|model| {
        let mut ends = model.paths(horizon, 2_000, 5).unwrap().rates[20].clone();
        ends.sort_by(f64::total_cmp);
        num::ln(ends[1_800] / ends[200])
    });
    assert!((other / own - 2.0).abs() < 1e-2, "{other} {own}");
}

#[test]
fn days_that_come_again_lead_where_their_moves_add_up_and_lie_somewhere_in_the_fan() {
    let model = learned(&synthetic(420, 35));
    let moves: Vec<f64> = (0..25).map(|day| if day % 3 == 0 { 0.01 } else { -0.002 }).collect();
    let after = model.after_path(&moves).unwrap();
    assert_eq!(after.rates.len(), 25);
    for (days, rate) in after.rates.iter().enumerate() {
        let sum: f64 = moves[..=days].iter().sum();
        assert!((num::ln(rate / model.spot()) - sum).abs() < 1e-12, "{days}");
    }
    let reached: Vec<u16> = after.places.iter().map(|place| place.horizon.into()).collect();
    assert_eq!(reached, [1, 5, 10, 21]);
    for place in &after.places {
        assert_eq!(place.rate, after.rates[place.horizon.days() - 1]);
        let outlook = model.outlook(place.horizon);
        assert_eq!(Some(place.level), outlook.probability_below(place.rate));
        assert!(place.level > 0.001 && place.level < 0.999, "{place:?}");
    }
    let up = model.after_path(&[5.0]).unwrap().places[0];
    assert_eq!(up.level, f64::from(Level::MAX), "farther than anything that is said");
    assert_eq!(
        model.after_path(&[]).unwrap(),
        crate::forecast::supposed::AfterPath { rates: vec![], places: vec![] }
    );
    assert_eq!(model.after_path(&vec![0.0; 2_000]).unwrap().rates.len(), 1_260);
    for nonsense in [f64::NAN, f64::INFINITY, 1e6] {
        assert!(model.after_path(&[0.0, nonsense]).is_none(), "{nonsense}");
    }
}
