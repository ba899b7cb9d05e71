//! The first section: the fan chart with its choices, its numbers, and the same in words and tables.

use super::notice::once_loaded;
use super::numbers::numbers;
use super::picker::Picker;
use super::table::{row, table};
use crate::chart::{FanChart, Step};
use crate::context::{Context, Range};
use crate::load::{Load, Loaded};
use crate::locale::{Locale, use_locale};
use crate::scene::Scene;
use crate::shared::Shared;
use crate::state::Action;
use crate::text::{Text, fill};
use paridad_engine::data::digest::Digest;
use paridad_engine::forecast::model::Model;
use paridad_wire::Point;
use yew::prelude::*;

/// How many days of history the table shows.
const TABLE_DAYS: usize = 30;

/// What the section shows.
#[derive(Properties, PartialEq)]
pub(crate) struct ForecastProps {
    /// Who speaks.
    pub(crate) spoken: Shared<(Digest, Model)>,
    /// Forecast and scenario.
    pub(crate) scene: Scene,
    /// What the reader looks at.
    pub(crate) context: Context,
    /// The history of the rate.
    pub(crate) history: Load<Vec<Point>>,
    /// Asks for the history again.
    pub(crate) retry: Callback<()>,
    /// What the reader does.
    pub(crate) act: Callback<Action>,
}

/// The fan chart with everything around it.
#[function_component]
pub(crate) fn ForecastPart(props: &ForecastProps) -> Html {
    let locale = use_locale();
    let ForecastProps { spoken, scene, context, act, .. } = props;
    let history = Loaded { load: props.history.clone(), retry: props.retry.clone() };
    html! {
        <section id="forecast" class="card" tabindex="-1" aria-labelledby="forecast-title">
            <div class="card-head">
                <h2 id="forecast-title">{ locale.text.forecast }</h2>
                { ranges(context.range, act, locale.text) }
            </div>
            <Picker spoken={spoken.clone()} horizon={context.horizon} act={act.clone()} />
            <div class="fan-and-numbers">
                { once_loaded(&history, &locale, |history| figure(history, scene, &locale)) }
                { numbers(&scene.base.outlook, spoken.1.target_day(context.horizon), act, &locale) }
            </div>
        </section>
    }
}

fn ranges(chosen: Range, act: &Callback<Action>, text: &Text) -> Html {
    let choice = |range: Range| {
        let act = act.clone();
        let (short, long) = range_words(range, text);
        html! {
            <button type="button" data-range={range.code()} aria-pressed={(range == chosen).to_string()}
                aria-label={long} onclick={move |_| act.emit(Action::Range(range))}>{ short }</button>
        }
    };
    html! {
        <div class="choice" role="group" aria-label={text.history_range}>{ for Range::ALL.into_iter().map(choice) }</div>
    }
}

fn range_words(range: Range, text: &Text) -> (&'static str, &'static str) {
    match range {
        Range::HalfYear => (text.range_6m, text.range_6m_long),
        Range::Year => (text.range_1a, text.range_1a_long),
        Range::FiveYears => (text.range_5a, text.range_5a_long),
        Range::All => (text.range_todo, text.range_todo_long),
    }
}

/// The chart with its words and tables.
fn figure(history: &Shared<Vec<Point>>, scene: &Scene, locale: &Locale) -> Html {
    let text = locale.text;
    let scenario = scene.scenario.as_ref().map(|sight| sight.steps.clone());
    let legend = if scenario.is_some() { text.fan_legend_scenario } else { text.fan_legend };
    html! {
        <figure class="fan-figure">
            if history.is_empty() { <p class="empty">{ text.empty_history }</p> }
            <FanChart history={history.clone()} base={scene.base.steps.clone()} {scenario} described_by="fan-summary" />
            <figcaption>
                <p id="fan-summary">{ summary(&scene.shown().steps, locale) }</p>
                <p class="legend">{ legend }</p>
            </figcaption>
            <details>
                <summary>{ text.fan_table }</summary>
                { steps_table(&scene.shown().steps, locale) }
            </details>
            <details>
                <summary>{ text.history_table }</summary>
                { history_table(history, locale) }
            </details>
        </figure>
    }
}

/// What the chart shows, in one sentence.
fn summary(steps: &[Step], locale: &Locale) -> String {
    let Locale { text, format, .. } = locale;
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return String::new();
    };
    let (low, high) = last.bands[1];
    let values = [
        ("origin", format.day_long(first.day)),
        ("spot", format.rate(first.point)),
        ("day", format.day_long(last.day)),
        ("days", format.whole(last.horizon)),
        ("point", format.rate(last.point)),
        ("low", format.rate(low)),
        ("high", format.rate(high)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(text.fan_summary, &values)
}

fn steps_table(steps: &[Step], locale: &Locale) -> Html {
    let Locale { text, format, .. } = locale;
    let rows = steps.iter().skip(1).map(|step| {
        let mut cells = vec![format.whole(step.horizon), format.rate(step.point)];
        let ends = step.bands.iter().rev();
        cells.extend(ends.map(|(low, high)| format!("{} – {}", format.rate(*low), format.rate(*high))));
        row(format.day(step.day), cells)
    });
    let heads = [text.day, text.days, text.point, "50%", "80%", "95%"];
    table(text.fan_table, &heads, rows.collect())
}

fn history_table(history: &[Point], locale: &Locale) -> Html {
    let Locale { text, format, .. } = locale;
    let newest = history.iter().rev().take(TABLE_DAYS);
    let rows = newest.map(|point| row(format.day(point.day), vec![format.rate(point.value)]));
    table(text.history_table, &[text.day, text.rate], rows.collect())
}
