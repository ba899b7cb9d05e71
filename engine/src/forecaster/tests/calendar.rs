//! What is known of the calendar at an origin.

use super::*;
use crate::time::calendar::{Calendar, ListedDays};
use std::collections::BTreeSet;

/// The forecasts from so many days, with a calendar that was read off these or more of them.
fn said(days: &[Vec<Observation>], published: &[Vec<Observation>]) -> Vec<OriginForecasts> {
    let is_leg = |o: &&Observation| o.series.as_str() == "ecb.eur.mxn";
    let published: BTreeSet<NaiveDate> = published.concat().iter().filter(is_leg).map(|o| o.period).collect();
    let mut recipe = Recipe::ecb_cross("mxn").unwrap();
    recipe.calendar = Calendar::Listed(ListedDays::of(&published));
    issued(Forecaster::new(recipe).tell(&Event::Observed(days.concat())))
}

#[test]
fn gaps_of_a_panel_that_are_still_to_come_change_no_forecast() {
    let days = synthetic(300, 31);
    let (past, whole) = (said(&days[..200], &days[..200]), said(&days[..200], &days));
    assert!(past.len() > 100 && past == whole);
}

#[test]
fn a_day_that_two_origins_spoke_of_is_an_outcome_of_both() {
    // On All Souls' Day of 2001 banks opened for the first time, which the list of that year said.
    let days = |from: &str, count: usize| {
        let from: NaiveDate = from.parse().unwrap();
        from.iter_days().filter(|day| Calendar::MexicanBanks.is_open(*day)).take(count).collect::<Vec<_>>()
    };
    let mut recipe = Recipe::ecb_cross("mxn").unwrap();
    recipe.calendar = Calendar::MexicanBanks;
    let mut forecaster = Forecaster::new(recipe);
    let mut judged: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for (place, period) in days("2000-06-01", 480).into_iter().enumerate() {
        let known_at = period.and_hms_opt(18, 0, 0).unwrap().and_utc();
        let rate = |(name, value): (&str, f64)| Observation {
            series: SeriesId::try_from(name).unwrap(),
            period,
            value,
            known_at,
        };
        let peso = 9.0 + ((place * 37) % 11) as f64 / 10.0;
        let day = [("ecb.eur.mxn", peso), ("ecb.eur.usd", 1.0)].map(rate).to_vec();
        for notice in forecaster.tell(&Event::Observed(day)) {
            if let Notice::Revealed(outcome) = notice {
                *judged.entry(outcome.origin).or_default() += 1;
            }
        }
    }
    let (before, after) = ("2000-12-29".parse().unwrap(), "2001-01-02".parse().unwrap());
    assert_eq!((judged.get(&before), judged.get(&after)), (Some(&8), Some(&8)), "every horizon of both");
}
