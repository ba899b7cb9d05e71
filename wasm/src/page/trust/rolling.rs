//! How many of the last intervals of one day held, as it stood on each day of the last year.

use super::card::{Card, said};
use super::wilson::around;
use crate::chart::{Course, course_chart};
use crate::locale::Locale;
use crate::part::{row, table};
use crate::words::fill;
use paridad_wire::{RollingCoverage, RollingDay};
use yew::prelude::*;

/// The id of the card.
const ID: &str = "rolling";

/// Every so many days has a row of its own in the table, the last one first: about a month.
const STEP: usize = 21;

/// The card.
pub(super) fn card(own: &RollingCoverage, locale: &Locale) -> Html {
    let words = locale.words.trust;
    let Some(last) = own.days.last() else { return Html::default() };
    let days = own.days.iter().map(|day| day.day).collect();
    let course = |expected: f64, inside: fn(&RollingDay) -> u32| Course {
        shares: own.days.iter().map(|day| share(inside(day), day.judged)).collect(),
        expected,
        name: locale.format.share(expected),
        band: around(expected, last.judged.into()),
    };
    let courses = [course(0.80, |day| day.inside80), course(0.95, |day| day.inside95)];
    let card = Card {
        id: ID,
        title: words.rolling.to_owned(),
        answer: answer(last, locale),
        chart: course_chart("rolling-chart", said(ID), (days, courses), locale),
        keys: vec![
            ("key course-key", words.rolling_share),
            ("key level-key", words.promised),
            ("key chance-key", words.fall_band),
        ],
        numbers: numbers(own, locale),
        detail: fill(words.rolling_detail, &[("window", &locale.format.number(own.window.into(), 0))]),
    };
    card.shown(locale)
}

fn share(inside: u32, judged: u32) -> f64 {
    f64::from(inside) / f64::from(judged.max(1))
}

fn answer(last: &RollingDay, locale: &Locale) -> String {
    let number = |value: u32| locale.format.number(value.into(), 0);
    let values = [number(last.judged), number(last.inside80), number(last.inside95)];
    let [judged, inside80, inside95] = values.each_ref().map(String::as_str);
    let values = [("judged", judged), ("inside80", inside80), ("inside95", inside95)];
    let words = locale.words.trust;
    let verdict = if is_kept(last) { words.rolling_kept } else { words.rolling_broken };
    [fill(words.rolling_now, &values).as_str(), verdict].join(" ")
}

/// Whether chance is enough to explain how many of the last intervals held.
fn is_kept(last: &RollingDay) -> bool {
    let holds = |inside: u32, promised: f64| {
        let [low, high] = around(promised, last.judged.into());
        (low..=high).contains(&share(inside, last.judged))
    };
    holds(last.inside80, 0.80) && holds(last.inside95, 0.95)
}

fn numbers(own: &RollingCoverage, locale: &Locale) -> Html {
    let (words, format) = (locale.words.trust, &locale.format);
    let line = |day: &RollingDay| {
        let shares = [day.inside80, day.inside95].map(|inside| format.percent(share(inside, day.judged)));
        let cells = [format.number(day.judged.into(), 0)].into_iter().chain(shares);
        row(format.day(day.day), cells.collect())
    };
    let heads = [words.alarms_day, words.judged, words.inside80, words.inside95];
    table(words.rolling_table, &heads, own.days.iter().rev().step_by(STEP).map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_year_keeps_its_promise_but_for_chance_or_does_not() {
        let day = |inside80, inside95| RollingDay {
            day: "2026-10-30".parse().unwrap(),
            judged: 250,
            inside80,
            inside95,
        };
        assert!(is_kept(&day(200, 238)));
        assert!(is_kept(&day(190, 232)));
        assert!(!is_kept(&day(185, 238)));
        assert!(!is_kept(&day(200, 250)));
        assert_eq!(share(0, 0), 0.0);
    }
}
