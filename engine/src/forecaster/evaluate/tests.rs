//! What is judged was spoken before, and nothing that came later changes it.

use super::*;
use crate::data::series::{Observation, SeriesId};
use crate::time::calendar::Calendar;
use crate::time::zone;

/// The built-in recipe without what is refitted.
fn without_refits() -> Recipe {
    let mut recipe = Recipe::ecb_cross("mxn").unwrap();
    recipe.location.retain(|expert| !expert.kind.is_refitted());
    recipe.spread.retain(|expert| ["walk", "ewma"].contains(&expert.kind.name()));
    recipe
}

/// Numbers between zero and one (Marsaglia 2003).
pub(super) fn uniforms(mut seed: u64) -> impl FnMut() -> f64 {
    move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A rate that wanders, one event a day.
fn wandering(days: usize) -> Vec<Event> {
    let start: NaiveDate = "2015-01-05".parse().unwrap();
    let (mut uniform, mut log) = (uniforms(7), 3.0_f64);
    let open = start.iter_days().filter(|day| Calendar::Target.is_open(*day)).take(days);
    let event = |day: NaiveDate| {
        log += 0.01 * (uniform() - 0.5);
        let value = |series: &str, value: f64| Observation {
            series: SeriesId::try_from(series).unwrap(),
            period: day,
            value,
            known_at: zone::ecb_publication(day),
        };
        Event::Observed(vec![value("ecb.eur.mxn", crate::maths::num::exp(log)), value("ecb.eur.usd", 1.0)])
    };
    open.map(event).collect()
}

fn all() -> RangeInclusive<NaiveDate> {
    NaiveDate::MIN..=NaiveDate::MAX
}

#[test]
fn every_forecast_is_judged_once_beside_its_baseline() {
    let judged = evaluate(without_refits(), &wandering(300), &all(), |_| Vec::new());
    // The first origin that speaks is the 61st, and the truth comes with the day that the horizon reaches.
    assert_eq!(judged.iter().filter(|row| u16::from(row.horizon) == 1).count(), 300 - 61);
    assert_eq!(judged.iter().filter(|row| u16::from(row.horizon) == 63).count(), 300 - 61 - 62);
    assert!(judged.iter().all(|row| row.origin < row.day && row.baseline[10].abs() < 1e-12));
}

#[test]
fn only_the_origins_that_were_asked_for_are_judged() {
    let asked = "2015-06-01".parse().unwrap()..="2015-06-30".parse().unwrap();
    let judged = evaluate(without_refits(), &wandering(300), &asked, |_| Vec::new());
    assert!(!judged.is_empty() && judged.iter().all(|row| asked.contains(&row.origin)));
    let everything = evaluate(without_refits(), &wandering(300), &all(), |_| Vec::new());
    let those: Vec<_> = everything.into_iter().filter(|row| asked.contains(&row.origin)).collect();
    assert_eq!(judged, those, "what is left out teaches all the same");
}

#[test]
fn what_came_later_changes_nothing_that_was_judged() {
    let days = wandering(260);
    let mut poisoned = days.clone();
    for event in &mut poisoned[200..] {
        if let Event::Observed(day) = event {
            for observation in day {
                observation.value *= 3.0;
            }
        }
    }
    let judge = |days: &[Event]| evaluate(without_refits(), days, &all(), |_| Vec::new());
    let known = judge(&days[..200]);
    for later in [&days, &poisoned] {
        assert_eq!(judge(later)[..known.len()], known);
    }
}

#[test]
fn a_refit_without_an_answer_ends_the_evaluation_there() {
    let recipe = Recipe::ecb_cross("mxn").unwrap();
    let mut asked = 0;
    let judged = evaluate(recipe, &wandering(420), &all(), |jobs| {
        asked += jobs.len();
        Vec::new()
    });
    let last = judged.iter().map(|row| row.origin).max().unwrap();
    let again = evaluate(without_refits(), &wandering(420), &all(), |_| Vec::new());
    assert!(asked > 0 && last < again.iter().map(|row| row.origin).max().unwrap());
}
