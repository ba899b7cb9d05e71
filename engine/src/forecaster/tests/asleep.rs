//! Experts that sleep: those who wake late, and those who have no number to say.

use super::*;
use crate::experts::spread::RevealedResidual;
use crate::maths::boa::awake;

/// The share of an expert of location among those who speak, at each horizon.
fn shares(forecaster: &Forecaster, place: usize) -> Vec<f64> {
    let model = forecaster.model().unwrap();
    let said = &forecaster.pending.last().unwrap().forecasts;
    let heads = model.heads.iter().zip(said);
    heads
        .map(|(head, said)| awake(&head.location_weights, said.location.iter().map(Option::is_some))[place])
        .collect()
}

/// A day's rates of interest, known with its exchange rates.
fn interest(day: &[Observation]) -> Vec<Observation> {
    let rate = |(name, value): (&str, f64)| Observation {
        series: SeriesId::try_from(name).unwrap(),
        value,
        ..day[0].clone()
    };
    [("internal.rate.mxn", 11.0), ("internal.rate.usd", 4.0)].map(rate).to_vec()
}

#[test]
fn who_wakes_late_has_its_first_share_and_keeps_it_until_its_outcomes_come() {
    let days = synthetic(640, 21);
    let mut forecaster = fresh();
    let place = forecaster.recipe.location.iter().position(|expert| expert.kind.name() == "carry").unwrap();
    let is_target = |o: &Observation| ["ecb.eur.mxn", "ecb.eur.usd"].contains(&o.series.as_str());
    let wakes = (500..600).find(|day| days[*day].iter().filter(|o| is_target(o)).count() == 2).unwrap();
    for batch in &days[..wakes] {
        forecaster.tell(&Event::Observed(batch.clone()));
    }
    assert!(shares(&forecaster, place).iter().all(|share| *share == 0.0), "it has no rates to speak of");
    let point = |forecaster: &Forecaster| {
        forecaster.model().unwrap().outlook(252_u16.try_into().unwrap()).prediction().point()
    };
    let before = point(&forecaster);
    let woken = [days[wakes].clone(), interest(&days[wakes])].concat();
    forecaster.tell(&Event::Observed(woken));
    let first = forecaster.recipe.location[place].weight;
    for (share, horizon) in shares(&forecaster, place).into_iter().zip(ANCHORS) {
        assert!(share > 0.5 * first && share < 2.0 * first, "{share} at {horizon:?}, {first} at first");
    }
    assert!((point(&forecaster) - before).abs() < 0.02, "the point of a year does not jump");
    let (woke, mut last) = (shares(&forecaster, place), Vec::new());
    for batch in &days[wakes + 1..] {
        forecaster.tell(&Event::Observed([batch.clone(), interest(batch)].concat()));
        last = shares(&forecaster, place);
    }
    // A hundred and some days later none of what it has said of a year hence has come true or not.
    let year = ANCHORS.len() - 1;
    assert!((last[year] / woke[year] - 1.0).abs() < 0.2, "{} after {}", last[year], woke[year]);
    assert!((last[0] / woke[0] - 1.0).abs() > 1e-6, "what it has said of the next day has");
}

#[test]
fn no_expert_seizes_the_aggregate_at_its_first_refit() {
    let mut forecaster = fresh();
    let garch = forecaster.recipe.spread.iter().position(|expert| expert.kind.name() == "garch").unwrap();
    let mut woken = 0;
    for batch in synthetic(420, 22) {
        forecaster.tell(&Event::Observed(batch));
        let Some(model) = forecaster.model().filter(|model| model.heads[0].fans[garch] != Fan::Silent) else {
            continue;
        };
        woken += 1;
        let first = forecaster.recipe.spread[garch].weight;
        for (head, horizon) in model.heads.iter().zip(ANCHORS).filter(|_| woken == 1) {
            for weights in &head.fan_weights {
                assert!(weights[garch] < 2.0 * first, "{} at {horizon:?}, {first} at first", weights[garch]);
            }
        }
    }
    assert!(woken > 50);
}

#[test]
fn who_has_no_number_to_say_sleeps_with_a_notice_and_the_others_go_on() {
    let days = synthetic(200, 23);
    let mut forecaster = fresh();
    for batch in &days[..150] {
        forecaster.tell(&Event::Observed(batch.clone()));
    }
    let place = forecaster.recipe.location.iter().position(|e| e.kind.name() == "ridge");
    forecaster.heads[3].location[place.unwrap()].as_dyn_mut().learn(&[f64::NAN; 31], 1.0);
    let mut notices = Vec::new();
    for batch in &days[150..] {
        notices.extend(forecaster.tell(&Event::Observed(batch.clone())));
    }
    let fallen: Vec<_> = notices.iter().filter(|notice| matches!(notice, Notice::Unsound { .. })).collect();
    let horizon = ANCHORS[3];
    let expert = Expert::Location(forecaster.recipe.location[place.unwrap()].kind);
    assert_eq!(fallen, [&Notice::Unsound { horizon, expert }], "once, when it falls silent");
    assert!(issued(notices).len() > 40, "the others speak");
    assert!(forecaster.model().unwrap().is_sound());
}

#[test]
fn what_is_no_number_is_not_spoken() {
    let days = synthetic(200, 24);
    let mut recipe = Recipe::ecb_cross("mxn").unwrap();
    recipe.spread.retain(|expert| expert.kind.name() == "gradient");
    let mut forecaster = Forecaster::new(recipe);
    for batch in &days[..150] {
        forecaster.tell(&Event::Observed(batch.clone()));
    }
    let row = &[f64::NAN; 31];
    let revealed = RevealedResidual { row, unit: 1.0, said: None, residual: 1.0, squares: 1.0 };
    forecaster.heads[2].spread[0].as_dyn_mut().learn(&revealed);
    let notices = forecaster.tell(&Event::Observed(days[150].clone()));
    let day = forecaster.origin().unwrap().day;
    assert!(forecaster.is_ready() && forecaster.model().is_none());
    assert!(notices.contains(&Notice::Speechless { day }), "{notices:?}");
    assert!(issued(notices).is_empty());
}
