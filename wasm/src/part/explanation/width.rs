//! What makes the fan wide: from the interval that no feature has touched to the one that is shown.

use super::super::table::{table, titled};
use super::strongest::strongest;
use crate::chart::{BarKind, WaterfallChart, Way, bars};
use crate::digits::signed;
use crate::locale::Locale;
use crate::scene::Sight;
use crate::shared::Shared;
use crate::text::{feature_name, fill};
use paridad_engine::experts::location::Prediction;
use paridad_engine::forecast::model::Model;
use paridad_engine::time::horizon::Horizon;
use yew::prelude::*;

/// How many features have a bar of their own.
const LARGEST: usize = 6;

/// How many events of a kind are named by their days.
const SHOWN_DAYS: usize = 3;

/// Which of the fan's bands is explained: that of 80 in 100.
const BAND: usize = 1;

/// The reasons of the width of the interval of 80 in 100.
pub(super) fn width(sight: &Sight, model: &Model, locale: &Locale) -> Html {
    let text = locale.text;
    let Some((low, high)) = sight.steps.last().map(|step| step.bands[BAND]) else {
        return Html::default();
    };
    let parts = in_pesos(&sight.width, high - low);
    let name = |index: usize| named(model, index, sight.outlook.horizon(), locale);
    let bars = bars(&Way { start: parts.base, base: None, end: high - low }, &parts.contributions, LARGEST);
    let names = bars.iter().map(|bar| match bar.kind {
        BarKind::Start | BarKind::Base => text.width_start.to_owned(),
        BarKind::Feature(index) => name(index),
        BarKind::Rest(count) => fill(text.bar_rest, &[("count", &locale.format.whole(count))]),
        BarKind::End => text.width_end.to_owned(),
    });
    let names = Shared::new(names.collect());
    html! {
        <figure>
            <h3>{ text.width }</h3>
            <WaterfallChart id="width" bars={Shared::new(bars)} {names} described_by="why-wide" />
            <p class="legend">
                <span class="key up">{ "+ " }{ text.widens }</span>
                <span class="key down">{ "− " }{ text.narrows }</span>
            </p>
            <figcaption><p id="why-wide">{ sentence(&parts, high - low, &name, locale) }</p></figcaption>
            <details>
                <summary>{ text.width_table }</summary>
                { all(&sight.width, &parts, (model, sight.outlook.horizon()), locale) }
            </details>
        </figure>
    }
}

/// A feature's name in words, with the days of the events that it counts up to a horizon.
fn named(model: &Model, index: usize, horizon: Horizon, locale: &Locale) -> String {
    let features = &model.recipe.spread_features;
    let name = feature_name(&features[index].name, locale.language);
    let Some((_, ahead)) = model.agenda.of(features, index) else { return name };
    let seen = ahead.events.iter().filter(|event| usize::from(event.seen_after) <= horizon.days());
    let days: Vec<String> = seen.take(SHOWN_DAYS).map(|event| locale.format.day(event.day)).collect();
    if days.is_empty() { name } else { format!("{name} ({})", days.join(", ")) }
}

/// The reasons of a width in pesos, in proportion to those in logarithms; without any width there is nothing to share.
fn in_pesos(logs: &Prediction, width: f64) -> Prediction {
    let log_width = logs.point();
    logs.clone().scaled(if log_width > 0.0 { width / log_width } else { 0.0 })
}

/// The width and its strongest reasons in plain words.
fn sentence(parts: &Prediction, width: f64, name: &dyn Fn(usize) -> String, locale: &Locale) -> String {
    let Locale { text, format, .. } = locale;
    let mut sentences = vec![fill(text.why_wide, &[("width", &format.rate(width))])];
    let (wider, narrower) = strongest(&parts.contributions);
    for (template, index) in [(text.why_widens, wider), (text.why_narrows, narrower)] {
        if let Some(index) = index {
            let change = format.change(parts.contributions[index]);
            sentences.push(fill(template, &[("name", &name(index)), ("change", &change)]));
        }
    }
    sentences.join(" ")
}

fn all(logs: &Prediction, parts: &Prediction, (model, horizon): (&Model, Horizon), locale: &Locale) -> Html {
    let (text, format) = (locale.text, &locale.format);
    let features =
        model.recipe.spread_features.iter().zip(logs.contributions.iter().zip(&parts.contributions));
    let rows = features.enumerate().map(|(index, (feature, (log, pesos)))| {
        let name = named(model, index, horizon, locale);
        titled(&feature.name, name, vec![signed(*log, 6), format.change(*pesos)])
    });
    table(text.width_table, &[text.feature, text.log_move, text.pesos], rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_in_pesos_sum_to_the_width_and_no_width_has_none() {
        let logs = Prediction { base: 0.04, contributions: vec![0.02, -0.01] };
        let parts = in_pesos(&logs, 1.0);
        assert!((parts.point() - 1.0).abs() < 1e-12);
        assert!((parts.contributions[0] - 0.4).abs() < 1e-12);
        let none = in_pesos(&Prediction::constant(0.0, 2), 0.0);
        assert_eq!(none, Prediction::constant(0.0, 2));
    }
}
