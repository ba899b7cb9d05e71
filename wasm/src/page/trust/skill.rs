//! Whether the forecast is better than to suppose that nothing changes, at every horizon.

use super::card::{Card, said};
use super::judged::{Skill, gain, ratio_ends, skill};
use crate::chart::{Dot, Dots, Measure, dot_chart};
use crate::locale::Locale;
use crate::part::{row, table};
use crate::words::fill;
use paridad_wire::{ScoreRow, Scores};
use yew::prelude::*;

/// The regimes, each with a column of its own in the table.
const REGIMES: [&str; 3] = ["calm", "usual", "stormy"];

/// What stands where there is no number.
const NONE: &str = "—";

/// The least p value that is written as a number.
const LEAST_P: f64 = 0.0001;

/// The id of the card.
const ID: &str = "skill";

/// The card; `chosen` is the place of the row that is looked at.
pub(super) fn card(scores: &Scores, rows: &[&ScoreRow], chosen: Option<usize>, locale: &Locale) -> Html {
    let words = locale.words.trust;
    let shown = Dots {
        columns: rows.iter().map(|row| locale.horizon(row.horizon.into())).collect(),
        chosen,
        all: dots(rows, locale),
        levels: vec![(1.0, String::new())],
        measure: Measure::Ratio,
    };
    let card = Card {
        id: ID,
        title: words.skill.to_owned(),
        answer: answer(rows, locale),
        chart: dot_chart("skill-chart", said(ID), shown, locale),
        keys: vec![
            ("key level-key", words.skill_line),
            ("key dot-key", words.skill_filled),
            ("key hollow-key", words.skill_hollow),
        ],
        numbers: numbers(scores, rows, locale),
        detail: words.skill_detail.to_owned(),
    };
    card.shown(locale)
}

/// How large the advantage is, and where none is claimed.
fn answer(rows: &[&ScoreRow], locale: &Locale) -> String {
    let words = locale.words.trust;
    let Some(gain) = gain(rows) else { return words.beyond.to_owned() };
    [fill(words.gain, &[("gain", &locale.format.percent(gain))]).as_str(), words.beyond].join(" ")
}

fn dots(rows: &[&ScoreRow], locale: &Locale) -> Vec<Dot> {
    let dot = |(column, own): (usize, &&ScoreRow)| {
        let value = own.crps.relative?;
        let name = locale.horizon(own.horizon.into());
        Some(Dot {
            column,
            is_second: false,
            value,
            ends: ratio_ends(own),
            is_filled: skill(own) != Skill::Alike,
            said: format!("{name}: {}", locale.format.number(value, 3)),
        })
    };
    rows.iter().enumerate().filter_map(dot).collect()
}

fn numbers(scores: &Scores, rows: &[&ScoreRow], locale: &Locale) -> Html {
    let (words, format) = (locale.words.trust, &locale.format);
    let heads =
        [words.horizon, words.ratio, words.statistic, words.p_value, words.calm, words.usual, words.stormy];
    let number = |value: Option<f64>, digits| {
        value.map_or_else(|| NONE.to_owned(), |value| format.number(value, digits))
    };
    let line = |own: &&ScoreRow| {
        let test = own.significance;
        let mut cells = vec![
            number(own.crps.relative, 3),
            number(test.map(|test| test.statistic), 1),
            test.map_or_else(|| NONE.to_owned(), |test| p_value(test.p_value, locale)),
        ];
        cells.extend(REGIMES.map(|regime| number(of_regime(scores, own.horizon, regime), 3)));
        row(locale.horizon(own.horizon.into()), cells)
    };
    table(words.skill_table, &heads, rows.iter().map(line).collect())
}

/// The ratio to the random walk of a horizon in one regime.
fn of_regime(scores: &Scores, horizon: u16, regime: &str) -> Option<f64> {
    let own = scores.rows.iter().find(|row| row.horizon == horizon && row.regime.as_deref() == Some(regime));
    own?.crps.relative
}

/// A p value; one that would be written as zero is said to be less than the least that can be written.
pub(super) fn p_value(p: f64, locale: &Locale) -> String {
    let format = &locale.format;
    if p < LEAST_P { format!("< {}", format.number(LEAST_P, 4)) } else { format.number(p, 4) }
}
