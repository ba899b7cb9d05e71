//! Whether intervals hold as often as they promise, at every horizon.

use super::card::{Card, said};
use super::judged::coverage;
use crate::chart::{Dot, Dots, Measure, dot_chart};
use crate::locale::Locale;
use crate::part::{row, table};
use crate::words::fill;
use paridad_wire::ScoreRow;
use yew::prelude::*;

/// The id of the card.
const ID: &str = "coverage";

/// The card; `chosen` is the place of the row that is looked at.
pub(super) fn card(rows: &[&ScoreRow], chosen: Option<usize>, locale: &Locale) -> Html {
    let words = locale.words.trust;
    let shown = Dots {
        columns: rows.iter().map(|row| locale.horizon(row.horizon.into())).collect(),
        chosen,
        all: dots(rows, locale),
        levels: [0.80, 0.95].map(|level| (level, locale.format.share(level))).to_vec(),
        measure: Measure::Share,
    };
    let card = Card {
        id: ID,
        title: words.coverage.to_owned(),
        answer: answer(rows, locale),
        chart: dot_chart("coverage-chart", said(ID), shown, locale),
        keys: vec![
            ("key dot-key", words.legend80),
            ("key diamond-key", words.legend95),
            ("key level-key", words.promised),
            ("key whisker-key", words.whisker),
        ],
        numbers: numbers(rows, locale),
        detail: words.coverage_detail.to_owned(),
    };
    card.shown(locale)
}

/// How many of 100 held at the horizon where the fewest did, and at that where the most did.
fn answer(rows: &[&ScoreRow], locale: &Locale) -> String {
    let written = |share: f64| locale.format.number(100.0 * share, 0);
    let [low80, high80] = extremes(rows.iter().map(|row| row.cover80)).map(written);
    let [low95, high95] = extremes(rows.iter().map(|row| row.cover95)).map(written);
    let values = [("low80", &*low80), ("high80", &*high80), ("low95", &*low95), ("high95", &*high95)];
    fill(locale.words.trust.coverage_read, &values)
}

fn extremes(shares: impl Iterator<Item = f64>) -> [f64; 2] {
    shares.fold([1.0, 0.0], |[low, high], share| [share.min(low), share.max(high)])
}

fn dots(rows: &[&ScoreRow], locale: &Locale) -> Vec<Dot> {
    let of_row = |(column, own): (usize, &&ScoreRow)| {
        let name = locale.horizon(own.horizon.into());
        coverage(own)
            .into_iter()
            .enumerate()
            .map(move |(place, (value, ends, _))| Dot {
                column,
                is_second: place == 1,
                value,
                ends: Some(ends),
                is_filled: true,
                said: format!("{name}: {} ({})", locale.format.percent(value), range(ends, locale)),
            })
            .collect::<Vec<_>>()
    };
    rows.iter().enumerate().flat_map(of_row).collect()
}

fn range([low, high]: [f64; 2], locale: &Locale) -> String {
    format!("{} – {}", locale.format.share(low), locale.format.share(high))
}

fn numbers(rows: &[&ScoreRow], locale: &Locale) -> Html {
    let (words, format) = (locale.words.trust, &locale.format);
    let chance = |level| fill(words.by_chance, &[("level", level)]);
    let (chance80, chance95) = (chance("80"), chance("95"));
    let heads = [
        words.horizon,
        words.judged,
        words.independent,
        words.inside80,
        &chance80,
        words.inside95,
        &chance95,
    ];
    let line = |own: &&ScoreRow| {
        let mut cells = vec![format.number(own.count.into(), 0), format.number(own.independent, 0)];
        for (share, ends, _) in coverage(own) {
            cells.extend([format.percent(share), range(ends, locale)]);
        }
        row(locale.horizon(own.horizon.into()), cells)
    };
    table(words.coverage_table, &heads, rows.iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_and_the_most_are_found() {
        assert_eq!(extremes([0.81, 0.79, 0.84].into_iter()), [0.79, 0.84]);
    }
}
