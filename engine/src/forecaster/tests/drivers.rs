//! Drivers learn from what was known: late, revised and missing releases, meetings that are moved.

use super::*;
use crate::features::driver::{Driver, DriverKind};
use crate::features::point::{Feature, FeatureKind};
use crate::features::quantity::Quantity;
use crate::features::spread::{SpreadFeature, SpreadFeatureKind};
use crate::maths::parameter::some_figures;
use chrono::Months;

const COMMITTEE: &str = "events.us.fomc";

/// What a kind of driver can read of the series that `releases` makes.
fn quantity(kind: &str) -> Quantity {
    let text = match kind {
        "implied" => "ln implied",
        "surprise" => "index - rate",
        "yearly" => "index",
        "events" => COMMITTEE,
        _ => "rate",
    };
    Quantity::try_from(text).unwrap()
}

/// The built-in recipe with every driver, of the point and of the spread.
fn recipe() -> Recipe {
    let mut recipe = Recipe::ecb_cross("mxn").unwrap();
    for registered in DriverKind::ALL {
        let kind = (registered.kind)(&some_figures(registered.parameters)).unwrap();
        let driver = Driver { of: quantity(registered.name), kind };
        let name = format!("own-{}", registered.name);
        if registered.name != "events" {
            let kind = FeatureKind::Driver(driver.clone());
            recipe.features.push(Feature { name: name.clone(), kind });
        }
        let kind = SpreadFeatureKind::Driver(driver);
        recipe.spread_features.retain(|feature| feature.kind != kind);
        recipe.spread_features.push(SpreadFeature { name, kind });
    }
    recipe
}

/// A driver that is set by its smallest figures holds a value for a day only: here they hold longer.
fn patient(mut recipe: Recipe) -> Recipe {
    let longer = |driver: &mut Driver| {
        let registered = DriverKind::ALL.iter().find(|known| known.name == driver.kind.name()).unwrap();
        let figures = registered.parameters.iter().zip(driver.kind.figures());
        let figures: Vec<_> = figures
            .map(|(parameter, figure)| if parameter.name == "holds" { 90_u16.into() } else { figure })
            .collect();
        driver.kind = (registered.kind)(&figures).unwrap();
    };
    for feature in &mut recipe.features {
        if let FeatureKind::Driver(driver) = &mut feature.kind {
            longer(driver);
        }
    }
    for feature in &mut recipe.spread_features {
        if let SpreadFeatureKind::Driver(driver) = &mut feature.kind {
            longer(driver);
        }
    }
    recipe
}

fn observation(series: &str, period: NaiveDate, value: f64, known_at: DateTime<Utc>) -> Observation {
    Observation { series: SeriesId::try_from(series).unwrap(), period, value, known_at }
}

/// What is released beside the rates of `days`: a daily rate with gaps, an implied volatility, a monthly index that comes a month
/// late and is revised after another, and the committee's meetings every thirtieth day, the third of which is moved.
fn releases(days: &[Vec<Observation>]) -> Vec<Observation> {
    let mut all = Vec::new();
    for (place, batch) in days.iter().enumerate() {
        let Some(first) = batch.first() else { continue };
        let (day, at) = (first.period, first.known_at);
        if place % 7 != 3 {
            all.push(observation("rate", day, (place * 7 % 13) as f64 / 6.5 - 1.0, at - TimeDelta::hours(2)));
        }
        all.push(observation(
            "implied",
            day,
            15.0 + (place * 5 % 11) as f64 / 10.0,
            at + TimeDelta::hours(6),
        ));
        if day.day() <= 7 && days[place.saturating_sub(1)][0].period.month() != day.month() {
            let month = day.with_day(1).unwrap() - Months::new(1);
            let value = 100.0 + place as f64 / 20.0;
            all.push(observation("index", month, value, at));
            all.push(observation("index", month, value + 0.5, at + TimeDelta::days(30)));
        }
        if place % 30 == 29 {
            let moved = place / 30 == 2;
            all.push(observation(COMMITTEE, day, 1.0, at - TimeDelta::days(40)));
            if moved {
                all.push(observation(COMMITTEE, day, 0.0, at - TimeDelta::days(3)));
                all.push(observation(COMMITTEE, day + TimeDelta::days(2), 1.0, at - TimeDelta::days(3)));
            }
        }
    }
    all
}

#[test]
fn every_driver_speaks_and_nothing_that_becomes_known_later_changes_what_was_said() {
    let days = synthetic(420, 21);
    let released = releases(&days);
    let cut = days[400][0].known_at;
    let replay = |observations: Vec<Observation>| {
        let mut forecaster = Forecaster::new(patient(recipe()));
        let said = issued(forecaster.tell(&Event::Observed(observations)));
        (forecaster, said)
    };
    let (known, later): (Vec<_>, Vec<_>) =
        days.concat().into_iter().chain(released).partition(|observation| observation.known_at <= cut);
    let (forecaster, said) = replay(known.clone());
    let model = forecaster.model().unwrap();
    for (feature, value) in model.recipe.features.iter().zip(&model.origin.row) {
        assert!(!feature.name.starts_with("own-") || value.is_some(), "{} is silent", feature.name);
    }
    let poisoned = later.into_iter().map(|observation| Observation { value: 99.0, ..observation });
    let (_, with_future) = replay(known.into_iter().chain(poisoned).collect());
    assert_eq!(with_future[..said.len()], said[..], "not a bit");
}

#[test]
fn batches_do_not_matter_and_a_snapshot_goes_on_with_the_same_bits() {
    let days = synthetic(300, 22);
    let mut released = releases(&days);
    released.sort_by_key(|observation| observation.known_at);
    let mut bulk = Forecaster::new(patient(recipe()));
    bulk.tell(&Event::Observed(released.clone()));
    bulk.tell(&Event::Observed(days.concat()));
    let mut daily = Forecaster::new(patient(recipe()));
    let mut released = released.into_iter().peekable();
    for (place, batch) in days.iter().enumerate() {
        let known =
            std::iter::from_fn(|| released.next_if(|released| released.known_at <= batch[0].known_at));
        daily.tell(&Event::Observed(known.collect()));
        daily.tell(&Event::Observed(batch.clone()));
        if place == 200 {
            let snapshot = encode(&daily);
            let part = |wanted: &PartRef| {
                snapshot.parts.iter().find(|part| part.name == wanted.name).map(|part| part.bytes.clone())
            };
            daily = decode(&snapshot.manifest, part).unwrap();
        }
    }
    daily.tell(&Event::Observed(released.collect()));
    assert_eq!(encode(&daily).digest(), encode(&bulk).digest());
}

#[test]
fn a_meeting_that_is_moved_counts_from_when_that_is_known() {
    let days = synthetic(100, 23);
    let mut forecaster = Forecaster::new(recipe());
    forecaster.tell(&Event::Observed(releases(&days)));
    let place = recipe().spread_features.iter().position(|feature| feature.name == "own-events").unwrap();
    let mut coming = Vec::new();
    for batch in &days {
        forecaster.tell(&Event::Observed(batch.clone()));
        let Some(model) = forecaster.model() else { continue };
        let (_, ahead) = model.agenda.of(&model.recipe.spread_features, place).unwrap();
        coming.push((model.origin.day, ahead.events.iter().map(|event| event.day).collect::<Vec<_>>()));
    }
    let meeting = days[89][0].period;
    let known = |day: NaiveDate| &coming.iter().rev().find(|(origin, _)| *origin <= day).unwrap().1;
    assert_eq!(known(meeting - TimeDelta::days(5))[0], meeting);
    assert_eq!(known(meeting - TimeDelta::days(1))[0], meeting + TimeDelta::days(2));
}

#[test]
fn what_would_follow_if_a_series_stood_elsewhere_is_what_follows_when_it_does() {
    let days = synthetic(420, 24);
    let cut = days[400][0].known_at;
    let known: Vec<Observation> =
        days.concat().into_iter().chain(releases(&days)).filter(|seen| seen.known_at <= cut).collect();
    let model = |observations: Vec<Observation>| {
        let mut forecaster = Forecaster::new(patient(recipe()));
        forecaster.tell(&Event::Observed(observations));
        forecaster.model().unwrap()
    };
    let told = model(known.clone());
    for (series, factor) in [("rate", -0.5), ("implied", 1.6), ("index", 1.02)] {
        let series = SeriesId::try_from(series).unwrap();
        let mut other = known.clone();
        let last = other.iter_mut().filter(|seen| seen.series == series);
        last.max_by_key(|seen| (seen.period, seen.known_at)).unwrap().value *= factor;
        let (other, mut supposed) = (model(other), told.clone());
        supposed.suppose(&series, factor * told.standing.of(&series).unwrap());
        assert_ne!(supposed.origin.row, told.origin.row, "{series}");
        let of_past = |name: &str| ["own-speed", "own-surprise", "own-age"].contains(&name);
        let point = told.recipe.features.iter().zip(supposed.origin.row.iter().zip(&other.origin.row));
        let spread = (told.recipe.spread_features.iter())
            .zip(supposed.origin.spread_row.iter().zip(&other.origin.spread_row));
        let point =
            point.map(|(feature, (one, two))| (&feature.name, one.unwrap_or(0.0), two.unwrap_or(0.0)));
        let spread = spread.map(|(feature, (one, two))| (&feature.name, *one, *two));
        for (name, supposed, came) in point.chain(spread).filter(|(name, ..)| !of_past(name)) {
            assert!((supposed - came).abs() < 1e-9, "{series} in {name}: {supposed} {came}");
        }
        assert_eq!(supposed.standing, other.standing);
    }
}

#[test]
fn a_meeting_supposed_elsewhere_counts_there() {
    let days = synthetic(100, 23);
    let mut forecaster = Forecaster::new(recipe());
    forecaster.tell(&Event::Observed(releases(&days)));
    days[..84].iter().for_each(|batch| {
        forecaster.tell(&Event::Observed(batch.clone()));
    });
    let mut model = forecaster.model().unwrap();
    let place = recipe().spread_features.iter().position(|feature| feature.name == "own-events").unwrap();
    // The committee speaks after the fixing: the next one is the first to see a meeting of the origin's own day.
    let (meeting, today) = (days[89][0].period, days[83][0].period);
    let counted = |model: &Model| [1_u16, 7].map(|days| model.spread_row(days.try_into().unwrap())[place]);
    let before = counted(&model);
    model.suppose_event(place, meeting, Some(today));
    let moved = counted(&model);
    assert!((moved[0] - before[0] - 1.0).abs() < 1e-12, "one more tomorrow");
    assert_eq!(moved[1], before[1], "and as many in a week");
    model.suppose_event(place, today, None);
    let off = counted(&model);
    assert_eq!(off[0], before[0]);
    assert!((before[1] - off[1] - 1.0 / 7_f64.sqrt()).abs() < 1e-12);
}
