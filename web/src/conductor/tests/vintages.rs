//! Vintages that come in another order than that in which they became known.

use super::*;
use chrono::TimeDelta;
use paridad_engine::data::series::SeriesId;
use paridad_engine::data::vintage::Vintages;
use paridad_ingest::feed::finding::{Finding, Rule};
use paridad_ingest::feed::payload::Delivery;

const PERIOD: &str = "2024-01-01";

/// The value of a series for a day, as known at a moment.
fn value(conductor: &Conductor, series: &str, day: NaiveDate, as_of: DateTime<Utc>) -> Option<f64> {
    let series = SeriesId::try_from(series).unwrap();
    let mut vintages = Vintages::default();
    for row in conductor.archive.read().unwrap().observations(&series, day..=day).unwrap() {
        vintages.append(&row.unwrap().1.observation);
    }
    vintages.as_of(&series, as_of).first().map(|(_, value)| *value)
}

fn moment(month: u32) -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(2024, month, 1).unwrap().and_time(chrono::NaiveTime::MIN).and_utc()
}

/// Values of one period of the bank's own, each with the month at the start of which it became known.
fn flows(values: &[(u32, f64)], now: DateTime<Utc>) -> Payload {
    let rows = values.iter().map(|(month, value)| {
        let known_at = moment(*month).to_rfc3339();
        format!("flow,{PERIOD},{value},{known_at}\n")
    });
    let text = format!("series,period,value,known_at\n{}", rows.collect::<String>());
    payload(Csv::NAME, "text/csv", &text, now)
}

fn send(conductor: &mut Conductor, values: &[(u32, f64)], now: DateTime<Utc>) -> usize {
    conductor.take(&brought(flows(values, now)), now).unwrap().observed
}

fn flow(conductor: &Conductor, as_of: DateTime<Utc>) -> Option<f64> {
    value(conductor, "internal.flow", PERIOD.parse().unwrap(), as_of)
}

/// Two people let in whatever waits.
fn let_in(conductor: &mut Conductor, now: DateTime<Utc>) {
    let held: Vec<_> = conductor.archive.read().unwrap().held_from(1).unwrap().map(Result::unwrap).collect();
    for (number, actor) in held.iter().flat_map(|(number, _)| [(*number, "ana"), (*number, "luis")]) {
        // It may have been decided before.
        let _ = conductor.decide(number, Decision::Accept, "", (actor, now));
    }
}

#[test]
fn an_earlier_vintage_that_comes_late_takes_its_place_and_is_not_the_newest() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    assert_eq!(send(&mut conductor, &[(4, 3.0)], now), 1);
    // The first has the value of the last: before that one it holds all the same.
    assert_eq!(send(&mut conductor, &[(3, 2.0), (2, 3.0)], now), 2);
    let seen = [1, 2, 3, 4].map(|month| flow(&conductor, moment(month)));
    assert_eq!(seen, [None, Some(3.0), Some(2.0), Some(3.0)]);
    assert_eq!(flow(&conductor, DateTime::<Utc>::MAX_UTC), Some(3.0));
    assert_eq!(send(&mut conductor, &[(4, 3.0), (3, 2.0), (2, 3.0)], now), 0, "all are known");
    assert_clean(&conductor);
}

#[test]
fn another_value_for_the_same_moment_is_known_from_when_it_came() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    assert_eq!(send(&mut conductor, &[(2, 1.0)], now - TimeDelta::days(2)), 1);
    assert_eq!(send(&mut conductor, &[(2, 1.5)], now), 1);
    assert_eq!(send(&mut conductor, &[(2, 1.5)], now + TimeDelta::days(1)), 0, "it is known");
    let second = TimeDelta::seconds(1);
    assert_eq!(flow(&conductor, now - second), Some(1.0));
    assert_eq!(flow(&conductor, now), Some(1.5));
    assert_clean(&conductor);
}

#[test]
fn a_correction_that_its_sender_takes_back_is_one_more_and_one_of_what_was_replaced_changes_nothing() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    let day = |days| now + TimeDelta::days(days);
    for (days, value) in [(0, 100.0), (1, 120.0), (2, 100.0)] {
        assert_eq!(send(&mut conductor, &[(2, value)], day(days)), 1, "{value}");
    }
    let seen = [0, 1, 2].map(|days| flow(&conductor, day(days)));
    assert_eq!(seen, [Some(100.0), Some(120.0), Some(100.0)]);
    // The next vintage replaces the first one, which is then corrected.
    assert_eq!(send(&mut conductor, &[(5, 7.0)], day(20)), 1);
    assert_eq!(send(&mut conductor, &[(2, 99.0), (5, 7.0)], day(21)), 0);
    assert_eq!(flow(&conductor, DateTime::<Utc>::MAX_UTC), Some(7.0));
    assert_clean(&conductor);
}

#[test]
fn a_revision_that_its_source_takes_back_is_one_more() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let day = scene.days[KNOWN];
    let first = ecb_publication(day);
    for (hours, factor) in [(0, 1.0), (1, 1.001), (2, 1.0), (3, 1.0)] {
        let now = first + TimeDelta::hours(hours);
        let payload = Payload { received_at: now, ..scene.payload(KNOWN, factor) };
        conductor.take(&brought(payload), now).unwrap();
        let_in(&mut conductor, now);
    }
    let [_, mxn, _] = rates(KNOWN);
    let known = |hours| value(&conductor, "ecb.eur.mxn", day, first + TimeDelta::hours(hours));
    assert_eq!(known(0), Some(mxn));
    assert_eq!(known(1), Some(mxn * 1.001));
    assert_eq!(known(24), Some(mxn), "the source says so again");
    assert_clean(&conductor);
}

#[test]
fn vintages_whose_run_was_cut_short_all_take_their_places() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    let brought = brought(flows(&[(2, 1.0), (3, 2.0), (4, 1.0)], now));
    let run = conductor.begin(&brought, now).unwrap();
    let step = run::Step { run, actor: "test", now, key: None };
    let parsed = paridad_ingest::sources::parse(&brought.deliveries[0].payload).unwrap();
    let (checked, _) = conductor.check(&brought.deliveries[0].payload, &parsed).unwrap();
    assert_eq!(checked.admitted.len(), 3);
    conductor.keep(&brought.deliveries[0], &checked, &[], &step).unwrap();
    drop(conductor);
    let conductor = scene.open();
    let seen = [1, 2, 3, 4].map(|month| flow(&conductor, moment(month)));
    assert_eq!(seen, [None, Some(1.0), Some(2.0), Some(1.0)]);
    assert_clean(&conductor);
}

#[test]
fn a_value_that_was_held_once_and_let_in_later_is_not_lost_by_a_kill() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    // A whole that does not satisfy what is expected of it is held.
    let refusal =
        Finding { rule: Rule::Expectation, series: None, period: None, detail: "too few rows".to_owned() };
    let delivery = Delivery { findings: vec![refusal], ..flows(&[(2, 1.0)], now).into() };
    let whole = Brought { deliveries: vec![delivery.into()], ..brought(flows(&[], now)) };
    assert_eq!(conductor.take(&whole, now).unwrap().held, 1);
    // The same value comes again in a whole that does; the program ends before it is learned.
    let again = brought(flows(&[(2, 1.0), (3, 2.0)], now));
    let run = conductor.begin(&again, now).unwrap();
    let step = run::Step { run, actor: "test", now, key: None };
    let payload = &again.deliveries[0].payload;
    let (checked, _) = conductor.check(payload, &paridad_ingest::sources::parse(payload).unwrap()).unwrap();
    assert_eq!((checked.admitted.len(), checked.held.len()), (2, 0));
    conductor.keep(&again.deliveries[0], &checked, &[], &step).unwrap();
    drop(conductor);
    let conductor = scene.open();
    assert_eq!([2, 3].map(|month| flow(&conductor, moment(month))), [Some(1.0), Some(2.0)]);
    assert_clean(&conductor);
}

#[test]
fn a_run_that_ended_before_it_kept_anything_has_failed_and_all_is_asked_for_again() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let now = ecb_publication(scene.days[KNOWN]);
    let from = |conductor: &Conductor| {
        let reader = conductor.archive.read().unwrap();
        asked(&reader, Csv::NAME, None).unwrap().from
    };
    conductor.begin(&brought(flows(&[(2, 1.0)], now)), now).unwrap();
    drop(conductor);
    let mut conductor = scene.open();
    assert_eq!(from(&conductor), None);
    let part = Brought { since: Some(scene.days[0]), ..brought(flows(&[(2, 1.0)], now)) };
    conductor.take(&part, now).unwrap();
    assert_eq!(from(&conductor), None, "what was before was not asked for");
    conductor.take(&brought(flows(&[(2, 1.0)], now)), now).unwrap();
    assert_eq!(from(&conductor), Some(now.date_naive() - TimeDelta::days(40)));
}
