//! What would be forecast if some features stood elsewhere: a slider for each, computed in the browser.

mod events;
mod inputs;
mod scenario;
mod slider;
mod span;

pub(crate) use scenario::Scenario;

use crate::chart::Step;
use crate::locale::Locale;
use crate::scene::Scene;
use crate::state::{Action, Input};
use crate::text::{feature_name, fill};
use inputs::Movable;
use paridad_engine::forecast::model::Model;
use slider::slider;
use yew::prelude::*;

/// The sliders and what comes of them.
pub(crate) fn what_if(model: &Model, scene: &Scene, scenario: &Scenario, locale: &Locale) -> Html {
    let (text, language) = (locale.text, locale.language);
    let act = scenario.act.clone();
    html! {
        <section id="scenario" class="card" aria-labelledby="scenario-title">
            <h2 id="scenario-title">{ text.scenario }</h2>
            <p class="lead">{ text.scenario_lead }</p>
            { result(scene, model, locale) }
            <div class="sliders" tabindex="0" role="region" aria-labelledby="scenario-title">
                { group(text.scenario_moves, &inputs::of_point(model, language), scenario, locale) }
                { group(text.scenario_widens, &inputs::of_spread(model, language), scenario, locale) }
                { group(text.scenario_series, &inputs::of_series(model, language), scenario, locale) }
                { events::events(&scene.base, scenario, locale) }
            </div>
            { half_forward(model, scene, scenario, locale) }
            { missing(model, locale) }
            <button type="button" id="scenario-reset" disabled={scenario.changes.is_empty()}
                onclick={move |_| act.emit(Action::ForgetAll)}>{ text.scenario_reset }</button>
        </section>
    }
}

/// Where the scenario's point is, and how wide its fan.
fn result(scene: &Scene, model: &Model, locale: &Locale) -> Html {
    let Locale { text, format, .. } = locale;
    let end = |outlook| Step::of(outlook, model.target_day(scene.base.outlook.horizon()));
    let (base, shown) = (end(&scene.base.outlook), end(&scene.shown().outlook));
    let width = |step: &Step| step.bands[1].1 - step.bands[1].0;
    let comparison = if scene.scenario.is_some() {
        let wider = format.signed(100.0 * (width(&shown) / width(&base) - 1.0), 1);
        let change = format.change(shown.point - base.point);
        fill(text.scenario_change, &[("change", &change), ("wider", &wider)])
    } else {
        text.scenario_same.to_owned()
    };
    let (low, high) = shown.bands[1];
    let interval = [("low", format.rate(low)), ("high", format.rate(high))];
    let interval = interval.each_ref().map(|(name, value)| (*name, value.as_str()));
    html! {
        <>
            <p class="headline">
                <span class="label">{ text.scenario_point }</span>
                <output id="scenario-point" class="figure big">{ format.rate(shown.point) }</output>
                <output id="scenario-interval">{ fill(text.scenario_interval, &interval) }</output>
                <span class="badge">{ text.in_browser }</span>
            </p>
            <p id="scenario-change" class="quiet" role="status">{ comparison }</p>
        </>
    }
}

/// The sliders of one kind of feature under their title, if there are any.
fn group(title: &'static str, movables: &[Movable], scenario: &Scenario, locale: &Locale) -> Html {
    if movables.is_empty() {
        return Html::default();
    }
    html! {
        <div role="group" aria-label={title}>
            <h3>{ title }</h3>
            { for movables.iter().map(|movable| slider(movable, scenario, locale)) }
        </div>
    }
}

/// The choice of half of the forward, where both interest rates are known.
fn half_forward(model: &Model, scene: &Scene, scenario: &Scenario, locale: &Locale) -> Html {
    let input = Input::HalfForward;
    let Some(half) = model.outlook_at_half_forward(scene.base.outlook.horizon()) else {
        return Html::default();
    };
    let (act, chosen) = (scenario.act.clone(), scenario.changes.of(input).is_some());
    let rate = locale.format.rate(half.point_rate());
    let onchange =
        move |_| act.emit(if chosen { Action::Forget(input) } else { Action::Suppose(input, 1.0) });
    html! {
        <label class="check">
            <input id="half-forward" type="checkbox" checked={chosen} {onchange} />
            { fill(locale.text.scenario_half_forward, &[("rate", &rate)]) }
        </label>
    }
}

fn missing(model: &Model, locale: &Locale) -> Html {
    let names: Vec<String> = model
        .recipe
        .features
        .iter()
        .zip(&model.origin.row)
        .filter(|(_, value)| value.is_none())
        .map(|(feature, _)| feature_name(&feature.name, locale.language))
        .collect();
    if names.is_empty() {
        return Html::default();
    }
    html! { <p class="quiet">{ fill(locale.text.scenario_missing, &[("names", &names.join(", "))]) }</p> }
}
