//! A shock elsewhere on the same day: what the peso has done when another series moved so, which is no cause.

use crate::api;
use crate::digits::fixed;
use crate::load::use_load;
use crate::part::{RateField, help, once_loaded};
use crate::reader::{Reader, use_reader};
use crate::state::{Action, Trace};
use crate::words::fill;
use paridad_engine::maths::num;
use paridad_exchange::engine::Supposed;
use paridad_wire::{CoMovement, CoMovements};
use yew::prelude::*;

/// Deviations of the normal distribution between which 80 in 100 outcomes lie.
const EIGHTY: f64 = 1.281_551_565_544_600_4;

/// How many deviations of its own a series is first supposed to move.
const LARGE: f64 = 2.0;

/// The move of the target that is expected, and its central 80 in 100, in log units.
fn expected(own: &CoMovement, by: f64) -> [f64; 3] {
    let (middle, error) = (own.slope * by, own.error * by);
    let half = EIGHTY * (own.residual * own.residual + error * error).sqrt();
    [middle - half, middle, middle + half]
}

/// The shock.
#[function_component]
pub(super) fn Shock() -> Html {
    let place = use_state_eq(|| 0_usize);
    let typed = use_state_eq(|| None::<f64>);
    let Some(reader) = use_reader() else { return Html::default() };
    let language = reader.locale.language;
    let found = use_load(Some(reader.key()), move || async move {
        api::get::<CoMovements>("/api/v1/co-movements", language).await
    });
    once_loaded(&found, &reader.locale, |found| match found.series.get(*place) {
        None => Html::default(),
        Some(own) => shown(found, own, (&place, &typed), &reader),
    })
}

fn shown(
    found: &CoMovements,
    own: &CoMovement,
    (place, typed): (&UseStateHandle<usize>, &UseStateHandle<Option<f64>>),
    reader: &Reader,
) -> Html {
    let (locale, words) = (&reader.locale, reader.locale.words.what_if);
    let Some(spot) = reader.speaker.ready().map(|speaker| speaker.spot) else { return Html::default() };
    let by = typed.unwrap_or_else(|| (1_000.0 * LARGE * own.moves.sd).round() / 1_000.0);
    let moves = expected(own, by);
    let [low, middle, high] = moves.map(|by| locale.format.centavos(spot * num::exp_m1(by)));
    let sign = if own.unit == "log" { "%" } else { locale.words.names.points };
    let values = [("name", own.name.as_str()), ("middle", &middle), ("low", &low), ("high", &high)];
    let (act, rate) = (reader.act.clone(), spot * num::exp(moves[1]));
    let suppose = move |_| {
        let value = (1e4 * rate).round() / 1e4;
        act.emit(Action::Suppose(Supposed { key: "spot".to_owned(), value }, Trace::Entry));
    };
    html! {
        <div class="lever" id="lever-shock">
            <span class="line">
                <label for="shock-series">{ words.shock }</label>{ help(words.shock, words.shock_help, locale) }
                { choice(found, place, typed) }
                <RateField id="shock-by" signed=true label={words.shock_by} value={fixed(read(own, by), 2)} onchoose={write(own, typed)} />
                <span class="unit">{ sign }</span>
            </span>
            <p id="shock-says" role="status">{ fill(words.shock_says, &values) }</p>
            <button type="button" id="shock-suppose" onclick={suppose}>{ words.shock_suppose }</button>
        </div>
    }
}

/// A move as people write it: logarithms in percent.
fn read(own: &CoMovement, by: f64) -> f64 {
    if own.unit == "log" { 100.0 * by } else { by }
}

fn write(own: &CoMovement, typed: &UseStateHandle<Option<f64>>) -> Callback<f64> {
    let (setter, is_log) = (typed.setter(), own.unit == "log");
    Callback::from(move |shown: f64| setter.set(Some(if is_log { shown / 100.0 } else { shown })))
}

fn choice(found: &CoMovements, place: &UseStateHandle<usize>, typed: &UseStateHandle<Option<f64>>) -> Html {
    let (setter, forget) = (place.setter(), typed.setter());
    let onchange = move |event: Event| {
        let chosen = event.target_dyn_into::<web_sys::HtmlSelectElement>().map(|field| field.value());
        setter.set(chosen.and_then(|text| text.parse().ok()).unwrap_or_default());
        forget.set(None);
    };
    let option = |(each, own): (usize, &CoMovement)| {
        html! { <option value={each.to_string()} selected={each == **place}>{ &own.name }</option> }
    };
    html! { <select id="shock-series" {onchange}>{ for found.series.iter().enumerate().map(option) }</select> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_wire::OtherMoves;

    #[test]
    fn the_interval_has_what_the_line_leaves_and_what_is_unsure_of_its_slope() {
        let own = CoMovement {
            series: "usdbrl".to_owned(),
            name: "BRL".to_owned(),
            unit: "log".to_owned(),
            days: 1_000,
            slope: 0.5,
            error: 0.1,
            residual: 0.003,
            moves: OtherMoves { sd: 0.01 },
        };
        let [low, middle, high] = expected(&own, 0.04);
        assert_eq!(middle, 0.02);
        let half = EIGHTY * (0.003_f64.powi(2) + 0.004_f64.powi(2)).sqrt();
        assert!((high - middle - half).abs() < 1e-15 && (middle - low - half).abs() < 1e-15);
    }
}
