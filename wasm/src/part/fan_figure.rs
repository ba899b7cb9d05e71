//! The fan with its words and tables: the same on every page that shows one.

use super::sentence::{ends, interval};
use super::table::{row, table};
use crate::chart::{Beside, FanChart};
use crate::locale::Locale;
use crate::shared::Shared;
use paridad_exchange::engine::Step;
use paridad_wire::Point;
use yew::prelude::*;

/// How many days of history the table shows.
const TABLE_DAYS: usize = 30;

/// What the figure shows.
pub(crate) struct Shown {
    /// The history of the rate.
    pub(crate) history: Shared<Vec<Point>>,
    /// The forecast.
    pub(crate) base: Shared<Vec<Step>>,
    /// The reader's scenario.
    pub(crate) scenario: Option<Shared<Vec<Step>>>,
    /// What is drawn for comparison.
    pub(crate) beside: Shared<Vec<Beside>>,
}

/// The fan with its words and tables.
pub(crate) fn fan_figure(figure: Shown, locale: &Locale) -> Html {
    let words = locale.words.chart;
    let Shown { history, base, scenario, beside } = figure;
    let shown = scenario.as_ref().unwrap_or(&base);
    html! {
        <figure class="fan-figure">
            if history.is_empty() { <p class="empty">{ words.empty_history }</p> }
            <FanChart history={history.clone()} base={base.clone()} scenario={scenario.clone()} {beside}
                described_by="fan-words" />
            <figcaption>
                <p id="fan-words" class={classes!("unseen", scenario.is_some().then_some("scenario-text"))}>{ interval(shown, locale) }</p>
                <p class="legend">{ if scenario.is_some() { words.legend_scenario } else { words.legend } }</p>
            </figcaption>
            if let Some(scenario) = &scenario {
                <details class="scenario-text"><summary>{ words.numbers_scenario }</summary>
                    { steps_table(words.numbers_scenario, scenario, locale) }</details>
            }
            <details><summary>{ words.numbers }</summary>{ steps_table(words.numbers, &base, locale) }</details>
            <details><summary>{ words.history_numbers }</summary>{ history_table(&history, locale) }</details>
        </figure>
    }
}

fn steps_table(label: &'static str, steps: &[Step], locale: &Locale) -> Html {
    let Locale { words, format, .. } = locale;
    let rows = steps.iter().skip(1).map(|step| {
        let mut cells = vec![format.whole(step.horizon.into()), format.end(step.median)];
        cells.extend(step.bands.iter().rev().map(|ends| format.interval(*ends)));
        row(format.day(step.day), cells)
    });
    let heads = [words.shell.day, words.shell.days, words.chart.middle, "50 %", "80 %", "95 %"];
    table(label, &heads, rows.collect())
}

fn history_table(history: &[Point], locale: &Locale) -> Html {
    let Locale { words, format, .. } = locale;
    let newest = history.iter().rev().take(TABLE_DAYS);
    let rows = newest.map(|point| row(format.day(point.day), vec![format.rate(point.value)]));
    table(words.chart.history_numbers, &[words.shell.day, words.shell.rate], rows.collect())
}

/// The width of the central 80 in 100 at the end of a fan.
pub(crate) fn width(steps: &[Step]) -> f64 {
    steps.last().map_or(0.0, |step| {
        let [low, high] = ends(step);
        high - low
    })
}
