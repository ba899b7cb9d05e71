//! The forecast in numbers: point, intervals, and the probability of ending above a rate.

use super::typed;
use crate::chart::{BANDS, Step};
use crate::digits::fixed;
use crate::locale::{Locale, use_locale};
use crate::shared::Shared;
use crate::state::Action;
use crate::text::fill;
use chrono::NaiveDate;
use js_sys::Number;
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::maths::curve::Bound;
use paridad_engine::time::horizon::Horizon;
use yew::prelude::*;

/// The forecast in numbers, for the day that it speaks of.
pub(super) fn numbers(
    outlook: &Shared<Outlook>,
    day: NaiveDate,
    act: &Callback<Action>,
    locale: &Locale,
) -> Html {
    let (text, format) = (locale.text, &locale.format);
    let base = Step::of(outlook, day);
    let rows = BANDS.iter().zip(base.bands).rev().map(|(level, (low, high))| {
        html! {
            <tr data-level={level.to_string()}>
                <th scope="row">{ fill(text.interval_row, &[("level", &level.to_string())]) }</th>
                <td>{ format.rate(low) }</td>
                <td>{ format.rate(high) }</td>
            </tr>
        }
    });
    html! {
        <div class="numbers">
            <p class="headline">
                <span class="label">{ text.point }{ " " }{ fill(text.point_for, &[("day", &format.day(day))]) }</span>
                <output id="fan-point" class="figure big">{ format.rate(base.point) }</output>
            </p>
            if outlook.horizon() > Horizon::LEARNED { <p id="extended" class="remark">{ text.extended }</p> }
            <table id="intervals">
                <thead><tr>
                    <th scope="col">{ text.interval }</th><th scope="col">{ text.low }</th><th scope="col">{ text.high }</th>
                </tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
            <Above outlook={outlook.clone()} act={act.clone()} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct AboveProps {
    outlook: Shared<Outlook>,
    act: Callback<Action>,
}

/// The probability of ending above a rate that the reader types, starting with today's.
#[function_component]
fn Above(props: &AboveProps) -> Html {
    let locale = use_locale();
    let text = locale.text;
    let asked = use_state_eq(|| None::<String>);
    let (setter, act) = (asked.setter(), props.act.clone());
    let oninput = move |event: InputEvent| {
        let value = typed(&event);
        let rate = Number::parse_float(&value);
        if rate > 0.0 {
            act.emit(Action::Above(rate));
        }
        setter.set(Some(value));
    };
    let value = (*asked).clone().unwrap_or_else(|| fixed(props.outlook.spot(), 2));
    let rate = Number::parse_float(&value);
    let probability = props.outlook.probability_above(rate).map(|share| {
        let sign = match props.outlook.bound_above(rate) {
            None => "",
            Some(Bound::AtMost) => "≤ ",
            Some(Bound::AtLeast) => "≥ ",
        };
        [sign, &locale.format.percent(share)].concat()
    });
    html! {
        <div class="above">
            <label for="above-rate">{ text.above_label }</label>
            <span class="above-row">
                <input id="above-rate" type="number" inputmode="decimal" min="0" step="0.01" {value} {oninput} />
                <output id="above" class="figure" for="above-rate">
                    { probability.as_deref().unwrap_or("—") }
                </output>
            </span>
            if probability.is_none() { <p class="remark" role="status">{ text.above_invalid }</p> }
            <p class="badge">{ text.in_browser }</p>
        </div>
    }
}
