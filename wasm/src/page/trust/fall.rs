//! Where outcomes fell in their forecast distributions, at one horizon.

use super::card::{Card, said};
use super::spread::Spread;
use crate::chart::{Histogram, Slice, histogram};
use crate::locale::Locale;
use crate::part::{row, table};
use crate::words::fill;
use paridad_wire::ScoreRow;
use yew::prelude::*;

/// The id of the card.
const ID: &str = "fall";

/// The card.
pub(super) fn card(own: &ScoreRow, locale: &Locale) -> Html {
    let words = locale.words.trust;
    let Some(spread) = Spread::of(own) else { return Html::default() };
    let name = locale.horizon(own.horizon.into());
    let shown = Histogram {
        slices: slices(&spread, locale),
        expected: spread.expected,
        band: spread.band,
        places: [words.fall_lowest, words.fall_middle, words.fall_highest],
    };
    let mut keys = vec![
        ("key slice-key", words.fall_share),
        ("key level-key", words.fall_expected),
        ("key chance-key", words.fall_band),
    ];
    if spread.out() > 0 {
        keys.push(("key out-key", words.fall_out));
    }
    let card = Card {
        id: ID,
        title: fill(words.fall, &[("horizon", &name)]),
        answer: answer(&spread, locale),
        chart: histogram("fall-chart", said(ID), shown, locale),
        keys,
        numbers: numbers(own, &spread, locale),
        detail: words.fall_detail.to_owned(),
    };
    card.shown(locale)
}

fn answer(spread: &Spread, locale: &Locale) -> String {
    let (words, format) = (locale.words.trust, &locale.format);
    let [low, high] = spread.tails().map(|share| format.number(100.0 * share, 0));
    let template = if spread.is_even() { words.fall_even } else { words.fall_uneven };
    fill(template, &[("low", &low), ("high", &high), ("out", &format.whole(spread.out()))])
}

fn slices(spread: &Spread, locale: &Locale) -> Vec<Slice> {
    let slice = |(place, share): (usize, &f64)| Slice {
        share: *share,
        is_out: spread.is_out(*share),
        said: format!("{}: {}", part(place, spread, locale), locale.format.percent(*share)),
    };
    spread.shares.iter().enumerate().map(slice).collect()
}

/// A part of the distribution: `5 – 10 %`.
fn part(place: usize, spread: &Spread, locale: &Locale) -> String {
    let end = |place: usize| locale.format.number(100.0 * spread.expected * place as f64, 0);
    format!("{} – {} %", end(place), end(place + 1))
}

fn numbers(own: &ScoreRow, spread: &Spread, locale: &Locale) -> Html {
    let (words, format) = (locale.words.trust, &locale.format);
    let lines = spread.shares.iter().zip(&own.pit).enumerate();
    let line = |(place, (share, count)): (usize, (&f64, &u32))| {
        row(part(place, spread, locale), vec![format.number((*count).into(), 0), format.percent(*share)])
    };
    table(
        words.fall_table,
        &[words.fall_part, words.fall_count, words.fall_proportion],
        lines.map(line).collect(),
    )
}
