//! From a rate to its probability, and from a probability to its rate.

use crate::digits::{self, fixed};
use crate::part::{RateField, shown};
use crate::reader::{use_reader, use_scene};
use crate::shared::Shared;
use crate::state::Action;
use crate::words::fill;
use paridad_exchange::engine::{Scene, Sight};
use yew::prelude::*;

/// The share of outcomes that a reader asks about first.
const USUAL: f64 = 0.05;

/// What is read from.
#[derive(Properties, PartialEq)]
pub(super) struct ReadoutsProps {
    /// Forecast and scenario.
    pub(super) scene: Shared<Scene>,
}

/// Both readouts.
#[function_component]
pub(super) fn Readouts(props: &ReadoutsProps) -> Html {
    let share = use_state_eq(|| USUAL);
    let Some(reader) = use_reader() else { return Html::default() };
    let spot = props.scene.base.spot;
    let level = reader.address().level.unwrap_or_else(|| (100.0 * spot).round() / 100.0);
    let scene = use_scene(&reader, vec![level], false);
    let (locale, words) = (&reader.locale, reader.locale.words.forecast);
    let act = reader.act.clone();
    let onlevel = Callback::from(move |level: f64| act.emit(Action::Level(level)));
    let above = |sight: &Sight| {
        let row = sight.matrix.iter().find(|row| row.horizon == props.scene.horizon);
        row.and_then(|row| row.above.first()).map(|own| shown(own, locale)).unwrap_or_default()
    };
    let beyond = |sight: &Sight| {
        let found = sight.quantiles.iter().find(|own| (own.level - (1.0 - *share)).abs() < 1e-9);
        found.map(|own| locale.format.end(own.rate)).unwrap_or_default()
    };
    let setter = share.setter();
    let onshare = move |event: Event| {
        let chosen = event.target_dyn_into::<web_sys::HtmlSelectElement>().map(|field| field.value());
        setter.set(chosen.and_then(|text| digits::read(&text)).unwrap_or(USUAL));
    };
    let shares = props.scene.base.quantiles.iter().rev().map(|own| 1.0 - own.level);
    let option = |each: f64| {
        let code = fixed(each, 4);
        let is_chosen = (each - *share).abs() < 1e-9;
        html! { <option value={code} selected={is_chosen}>{ locale.format.percent(each) }</option> }
    };
    html! {
        <section class="card" aria-labelledby="readouts-title">
            <h2 id="readouts-title">{ words.readouts }</h2>
            <p class="readout-line">
                <label for="above-rate">{ words.above }</label>
                <RateField id="above-rate" value={fixed(level, 2)} onchoose={onlevel} />
                { both("above", scene.as_deref(), &above) }
            </p>
            <p class="readout-line">
                <label for="beyond-share">{ fill(words.beyond, &[]) }</label>
                <select id="beyond-share" onchange={onshare}>{ for shares.map(option) }</select>
                { both("beyond", Some(&*props.scene), &beyond) }
            </p>
        </section>
    }
}

/// What the scenario says, and what the forecast says.
fn both(id: &'static str, scene: Option<&Scene>, read: &dyn Fn(&Sight) -> String) -> Html {
    let Some(scene) = scene else { return html! { <output {id}>{ "…" }</output> } };
    let base = read(&scene.base);
    match &scene.scenario {
        None => html! { <output {id} class="strong">{ base }</output> },
        Some(own) => html! {
            <>
                <output {id} class="strong scenario-text">{ read(own) }</output>
                <span class="quiet">{ base }</span>
            </>
        },
    }
}
