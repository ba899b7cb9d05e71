//! What makes the fan wide: from the interval that no feature has touched to the one that is shown; and where its ends lie, and how
//! likely a rate above some level is.

use super::super::table::{row, table, titled};
use super::strongest::strongest;
use crate::chart::{BarKind, WaterfallChart, Way, bars};
use crate::locale::Locale;
use crate::scene::Sight;
use crate::shared::Shared;
use crate::text::{event_phrase, feature_name, fill};
use paridad_engine::experts::location::Prediction;
use paridad_engine::forecast::explanation::{Interval, Parts};
use paridad_engine::forecast::model::Model;
use paridad_engine::time::horizon::Horizon;
use yew::prelude::*;

/// How many features have a bar of their own.
const LARGEST: usize = 6;

/// How many events of a kind are named by their days.
const SHOWN_DAYS: usize = 3;

/// Which interval is explained.
const EXPLAINED: Interval = Interval::Eighty;

/// The reasons of the width of the interval of 80 in 100, of its ends and of the probability of ending above a rate.
pub(super) fn width(sight: &Sight, above: Option<f64>, locale: &Locale) -> Html {
    let (text, model) = (locale.text, &sight.model);
    let parts = sight.explanation.width_in_rate(EXPLAINED);
    let horizon = sight.outlook.horizon();
    let name = |index: usize| named(model, index, horizon, locale);
    let whole = parts.point();
    let bars = bars(&Way { start: parts.base, base: None, end: whole }, &parts.contributions, LARGEST);
    let names = bars.iter().map(|bar| match bar.kind {
        BarKind::Start | BarKind::Base => text.width_start.to_owned(),
        BarKind::Feature(index) => name(index),
        BarKind::Rest(count) => fill(text.bar_rest, &[("count", &locale.format.whole(count))]),
        BarKind::End => text.width_end.to_owned(),
    });
    let names = Shared::new(names.collect());
    // Where nobody has asked about a rate, today's is asked about, as it is shown.
    let rate = above.unwrap_or_else(|| (100.0 * sight.outlook.spot()).round() / 100.0);
    let tail = sight.explanation.above(rate);
    html! {
        <figure>
            <h3>{ text.width }</h3>
            <WaterfallChart id="width" bars={Shared::new(bars)} {names} described_by="why-wide" />
            <p class="legend">
                <span class="key up">{ "+ " }{ text.widens }</span>
                <span class="key down">{ "− " }{ text.narrows }</span>
            </p>
            <figcaption>
                <p id="why-wide">{ sentence(&parts, &name, locale) }</p>
                if let Some(tail) = &tail {
                    <p id="why-above">{ tail_sentence(rate, tail, (model, &name), locale) }</p>
                }
            </figcaption>
            <details>
                <summary>{ text.width_table }</summary>
                { all(&sight.explanation.ends_in_rate(EXPLAINED), (rate, tail.as_ref()), (model, horizon), locale) }
            </details>
        </figure>
    }
}

/// A feature of the spread in words; one that counts events by what comes up to a horizon, and when.
fn named(model: &Model, index: usize, horizon: Horizon, locale: &Locale) -> String {
    let features = &model.recipe.spread_features;
    let name = feature_name(&features[index].name, locale.language);
    let Some((kind, ahead)) = model.agenda.of(features, index) else { return name };
    let seen = ahead.events.iter().filter(|event| usize::from(event.seen_after) <= horizon.days());
    let days: Vec<String> = seen.take(SHOWN_DAYS).map(|event| locale.format.day(event.day)).collect();
    if days.is_empty() { name } else { event_phrase(kind, &days.join(", "), locale.language) }
}

/// The width and its strongest reasons in plain words.
fn sentence(parts: &Prediction, name: &dyn Fn(usize) -> String, locale: &Locale) -> String {
    let Locale { text, format, .. } = locale;
    let mut sentences = vec![fill(text.why_wide, &[("width", &format.rate(parts.point()))])];
    let (wider, narrower) = strongest(&parts.contributions);
    for (template, index) in [(text.why_widens, wider), (text.why_narrows, narrower)] {
        if let Some(index) = index {
            let change = format.centavos(parts.contributions[index]);
            sentences.push(fill(template, &[("name", &name(index)), ("change", &change)]));
        }
    }
    sentences.join(" ")
}

/// How likely the rate is to end above a level, and what says most about that.
fn tail_sentence(
    rate: f64,
    tail: &Parts,
    (model, name): (&Model, &dyn Fn(usize) -> String),
    locale: &Locale,
) -> String {
    let Locale { text, format, language } = locale;
    let (rate, share, base) = (format.rate(rate), format.percent(tail.sum()), format.percent(tail.base));
    let first = fill(text.why_above, &[("rate", &rate), ("share", &share), ("base", &base)]);
    let all: Vec<f64> = tail.point.iter().chain(&tail.spread).copied().collect();
    let largest = (0..all.len()).max_by(|a, b| all[*a].abs().total_cmp(&all[*b].abs()));
    let Some(index) = largest.filter(|index| all[*index] != 0.0) else { return first };
    let of_point = model.recipe.features.get(index).map(|feature| feature_name(&feature.name, *language));
    let name = of_point.unwrap_or_else(|| name(index - tail.point.len()));
    let change = format.signed(100.0 * all[index], 2);
    [first, fill(text.why_above_most, &[("name", &name), ("change", &change)])].join(" ")
}

/// What each feature of spread and point adds to the width, to its ends and to the probability.
fn all(
    [low, high]: &[Parts; 2],
    (rate, tail): (f64, Option<&Parts>),
    (model, horizon): (&Model, Horizon),
    locale: &Locale,
) -> Html {
    let (text, format) = (locale.text, &locale.format);
    let cells = |low: f64, high: f64, above: Option<f64>| {
        let share = above.map(|above| format.signed(100.0 * above, 2)).unwrap_or_default();
        vec![format.centavos(high - low), format.centavos(low), format.centavos(high), share]
    };
    let base = row(text.bar_base, cells(low.base, high.base, tail.map(|tail| tail.base)));
    let spread = model.recipe.spread_features.iter().enumerate().map(|(place, feature)| {
        let above = tail.map(|tail| tail.spread[place]);
        let cells = cells(low.spread[place], high.spread[place], above);
        titled(&feature.name, named(model, place, horizon, locale), cells)
    });
    let point = model.recipe.features.iter().enumerate().map(|(place, feature)| {
        let above = tail.map(|tail| tail.point[place]);
        let cells = cells(low.point[place], high.point[place], above);
        titled(&feature.name, feature_name(&feature.name, locale.language), cells)
    });
    let above = fill(text.adds_above, &[("rate", &format.rate(rate))]);
    let heads = [text.feature, text.adds_width, text.adds_low, text.adds_high, above.as_str()];
    table(text.width_table, &heads, std::iter::once(base).chain(spread).chain(point).collect())
}
