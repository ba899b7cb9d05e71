//! Why the forecast is what it is: the waterfall, a sentence, and every contribution in a table; and what widens the fan.

mod strongest;
mod width;

use super::table::{row, table, titled};
use crate::chart::{Bar, BarKind, WaterfallChart, Way, bars};
use crate::digits::signed;
use crate::locale::Locale;
use crate::scene::{Scene, Sight};
use crate::shared::Shared;
use crate::text::{feature_name, fill};
use paridad_engine::experts::location::Prediction;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecast::outlook::Outlook;
use std::cmp::Ordering;
use strongest::strongest;
use width::width;
use yew::prelude::*;

/// How many features have a bar of their own.
const LARGEST: usize = 8;

/// The reasons of the forecast, or of the scenario while there is one.
pub(crate) fn explanation(scene: &Scene, above: Option<f64>, locale: &Locale) -> Html {
    let text = locale.text;
    let Sight { model, outlook, .. } = scene.shown();
    let parts = outlook.contributions_in_rate();
    let way = Way { start: outlook.spot(), base: Some(parts.base), end: outlook.point_rate() };
    let bars = bars(&way, &parts.contributions, LARGEST);
    let names: Vec<String> = bars.iter().map(|bar| bar_name(bar, model, locale)).collect();
    html! {
        <section id="explanation" class="card" aria-labelledby="explanation-title">
            <h2 id="explanation-title">{ text.explanation }</h2>
            <p class="lead">
                { text.explanation_lead }
                if scene.scenario.is_some() { { " " }<span class="badge">{ text.explains_scenario }</span> }
            </p>
            <figure>
                <WaterfallChart id="waterfall" bars={Shared::new(bars)} names={Shared::new(names)} described_by="why" />
                <p class="legend">
                    <span class="key up">{ "+ " }{ text.depreciates }</span>
                    <span class="key down">{ "− " }{ text.appreciates }</span>
                </p>
                <figcaption><p id="why">{ sentence(outlook, &parts, model, locale) }</p></figcaption>
                { sum_check(outlook, locale) }
                <details>
                    <summary>{ text.contributions_table }</summary>
                    { contributions(outlook, &parts, model, locale) }
                </details>
            </figure>
            { width(scene.shown(), above, locale) }
        </section>
    }
}

fn bar_name(bar: &Bar, model: &Model, locale: &Locale) -> String {
    let text = locale.text;
    match bar.kind {
        BarKind::Start => text.bar_spot.to_owned(),
        BarKind::Base => text.bar_base.to_owned(),
        BarKind::Feature(index) => feature_name(&model.recipe.features[index].name, locale.language),
        BarKind::Rest(count) => fill(text.bar_rest, &[("count", &locale.format.whole(count))]),
        BarKind::End => text.bar_point.to_owned(),
    }
}

/// The forecast and its strongest reasons in plain words.
fn sentence(outlook: &Outlook, parts: &Prediction, model: &Model, locale: &Locale) -> String {
    let Locale { text, format, language } = locale;
    let change = outlook.point_rate() - outlook.spot();
    let template = match change.partial_cmp(&0.0) {
        Some(Ordering::Greater) => text.why_up,
        Some(Ordering::Less) => text.why_down,
        _ => text.why_same,
    };
    let size = format.rate(change.abs());
    let percent = format!("{}%", format.signed(100.0 * change / outlook.spot(), 2));
    let days = format.whole(outlook.horizon().days());
    let mut sentences = vec![fill(template, &[("size", &size), ("percent", &percent), ("days", &days)])];
    let (up, down) = strongest(&parts.contributions);
    for (template, index) in [(text.why_push_up, up), (text.why_push_down, down)] {
        if let Some(index) = index {
            let name = feature_name(&model.recipe.features[index].name, *language);
            let change = format.change(parts.contributions[index]);
            sentences.push(fill(template, &[("name", &name), ("change", &change)]));
        }
    }
    sentences.join(" ")
}

/// Adds up what is shown, independently of the engine, and compares it with the engine's point in bits.
fn sums(outlook: &Outlook) -> bool {
    let prediction = outlook.prediction();
    let mut sum = prediction.base;
    for contribution in &prediction.contributions {
        sum += contribution;
    }
    sum.to_bits() == prediction.point().to_bits()
}

fn sum_check(outlook: &Outlook, locale: &Locale) -> Html {
    let (text, equal) = (locale.text, sums(outlook));
    let (class, words) = if equal { ("badge good", text.sum_equal) } else { ("badge bad", text.sum_differs) };
    html! {
        <p id="sum-check" data-equal={equal.to_string()}>
            <span {class}>{ words }</span>{ " " }<span class="quiet">{ text.sum_detail }</span>
        </p>
    }
}

fn contributions(outlook: &Outlook, parts: &Prediction, model: &Model, locale: &Locale) -> Html {
    let text = locale.text;
    let moves = outlook.prediction();
    let base = row(text.bar_base, cells(moves.base, parts.base, locale));
    let features = model.recipe.features.iter().enumerate().map(|(index, feature)| {
        let name = feature_name(&feature.name, locale.language);
        titled(&feature.name, name, cells(moves.contributions[index], parts.contributions[index], locale))
    });
    let heads = [text.feature, text.log_move, text.pesos, text.effect];
    table(text.contributions_table, &heads, std::iter::once(base).chain(features).collect())
}

fn cells(log_move: f64, pesos: f64, locale: &Locale) -> Vec<String> {
    let Locale { text, format, .. } = locale;
    let effect = match pesos.partial_cmp(&0.0) {
        Some(Ordering::Greater) => text.depreciates,
        Some(Ordering::Less) => text.appreciates,
        _ => text.no_effect,
    };
    vec![signed(log_move, 6), format.change(pesos), effect.to_owned()]
}
