//! When the detectors on the next-day residuals raised an alarm.

use super::card::{Card, said};
use crate::chart::{Mark, Timeline, timeline};
use crate::locale::Locale;
use crate::part::{row, table};
use crate::words::fill;
use chrono::{Days, NaiveDate};
use paridad_wire::{Alarm, Drift, FalseAlarms};
use yew::prelude::*;

/// What the detectors watch, a lane each.
const WATCHED: [&str; 2] = ["residual", "size"];

/// The detector whose alarms are diamonds.
const SECOND: &str = "page_hinkley";

/// The id of the card.
const ID: &str = "alarms";

/// The card.
pub(super) fn card(drift: &Drift, locale: &Locale) -> Html {
    let words = locale.words.trust;
    let first = drift.alarms.first().map(|alarm| alarm.day);
    let shown = Timeline {
        days: span(drift.provenance.origin, drift.residuals_seen, first),
        lanes: WATCHED.map(|watched| watched_name(watched, locale)).to_vec(),
        marks: marks(drift, locale),
    };
    let has = |is_second: bool| drift.alarms.iter().any(|alarm| (alarm.detector == SECOND) == is_second);
    let keys =
        [(true, "key diamond-key", words.alarm_page_hinkley), (false, "key dot-key", words.alarm_adwin)];
    let card = Card {
        id: ID,
        title: words.alarms.to_owned(),
        answer: answer(drift, locale),
        chart: timeline("alarms-chart", said(ID), shown, locale),
        keys: keys.into_iter().filter(|key| has(key.0)).map(|(_, class, name)| (class, name)).collect(),
        numbers: numbers(drift, locale),
        detail: words.alarms_detail.to_owned(),
    };
    card.shown(locale)
}

fn answer(drift: &Drift, locale: &Locale) -> String {
    let (words, format) = (locale.words.trust, &locale.format);
    let seen = format.number(drift.residuals_seen.into(), 0);
    let expected = format.number(expected(&drift.false_alarms, drift.residuals_seen), 0);
    let Some(last) = drift.alarms.last() else {
        return fill(words.alarms_none, &[("seen", &seen), ("expected", &expected)]);
    };
    let count = format.whole(drift.alarms.len());
    let last = fill(
        words.alarms_last,
        &[("day", &format.day_long(last.day)), ("watched", &watched_name(&last.watched, locale))],
    );
    [fill(words.alarms_some, &[("count", &count), ("seen", &seen), ("expected", &expected)]), last].join(" ")
}

/// How many alarms chance alone raises in all that was seen.
fn expected(rates: &[FalseAlarms], seen: u32) -> f64 {
    rates.iter().map(|own| own.per_thousand_days).sum::<f64>() * f64::from(seen) / 1_000.0
}

/// From about the first day that was judged, five a week, or the first alarm, to the origin.
fn span(origin: NaiveDate, seen: u32, alarm: Option<NaiveDate>) -> [NaiveDate; 2] {
    let first = origin.checked_sub_days(Days::new(u64::from(seen) * 7 / 5)).unwrap_or(origin);
    [alarm.map_or(first, |alarm| alarm.min(first)), origin]
}

fn marks(drift: &Drift, locale: &Locale) -> Vec<Mark> {
    let mark = |alarm: &Alarm| {
        Some(Mark {
            day: alarm.day,
            lane: WATCHED.iter().position(|watched| *watched == alarm.watched)?,
            is_second: alarm.detector == SECOND,
            said: format!("{}: {}", locale.format.day(alarm.day), watched_name(&alarm.watched, locale)),
        })
    };
    drift.alarms.iter().filter_map(mark).collect()
}

fn watched_name(watched: &str, locale: &Locale) -> String {
    let words = locale.words.trust;
    if watched == WATCHED[0] { words.alarm_residual } else { words.alarm_size }.to_owned()
}

fn detector_name(detector: &str, locale: &Locale) -> String {
    let words = locale.words.trust;
    if detector == SECOND { words.alarm_page_hinkley } else { words.alarm_adwin }.to_owned()
}

/// A number of alarms; one that would be written as zero is said to be less than the least that can be written.
fn few(count: f64, locale: &Locale) -> String {
    const LEAST: f64 = 0.1;
    if count < LEAST {
        format!("< {}", locale.format.number(LEAST, 1))
    } else {
        locale.format.number(count, 1)
    }
}

/// What each detector said against what chance alone makes it say, and every alarm.
fn numbers(drift: &Drift, locale: &Locale) -> Html {
    let (words, format) = (locale.words.trust, &locale.format);
    let rate = |own: &FalseAlarms| {
        let raised = drift
            .alarms
            .iter()
            .filter(|alarm| alarm.watched == own.watched && alarm.detector == own.detector);
        let cells = vec![
            watched_name(&own.watched, locale),
            format.whole(raised.count()),
            few(expected(std::slice::from_ref(own), drift.residuals_seen), locale),
        ];
        row(detector_name(&own.detector, locale), cells)
    };
    let heads = [words.alarms_detector, words.alarms_watched, words.alarms_raised, words.alarms_expected];
    let rates = table(words.alarms_rates, &heads, drift.false_alarms.iter().map(rate).collect());
    if drift.alarms.is_empty() {
        return rates;
    }
    let line = |alarm: &Alarm| {
        row(
            locale.format.day(alarm.day),
            vec![watched_name(&alarm.watched, locale), detector_name(&alarm.detector, locale)],
        )
    };
    let heads = [words.alarms_day, words.alarms_watched, words.alarms_detector];
    let all = table(words.alarms_table, &heads, drift.alarms.iter().rev().map(line).collect());
    html! { <>{ rates }{ all }</> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_holds_all_that_was_seen_and_every_alarm() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let origin = day("2026-10-30");
        assert_eq!(span(origin, 250, None), [day("2025-11-14"), origin]);
        assert_eq!(span(origin, 250, Some(day("2025-11-03")))[0], day("2025-11-03"));
        assert_eq!(span(origin, 250, Some(day("2026-01-02")))[0], day("2025-11-14"));
    }

    #[test]
    fn chance_raises_as_many_alarms_as_all_detectors_together() {
        let rate = |per_thousand_days| FalseAlarms {
            watched: "size".to_owned(),
            detector: "adwin".to_owned(),
            per_thousand_days,
        };
        assert_eq!(expected(&[rate(0.5), rate(0.25)], 4_000), 3.0);
        assert_eq!(expected(&[], 4_000), 0.0);
    }
}
