//! How likely the dollar is to end above some rates, by horizon: the reader's own rates, or round ones about the fan.

use crate::browser;
use crate::digits::plain;
use crate::locale::{Locale, use_locale};
use crate::part::{rate_field, typed};
use crate::words::fill;
use paridad_exchange::engine::{Likelihood, MatrixRow};
use yew::prelude::*;

/// How many rates a reader may ask about.
const MOST: usize = 8;

/// How many are offered where he has chosen none.
const OFFERED: i32 = 5;

/// The steps between round rates, in pesos.
const STEPS: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0];

/// Round rates about where the rate stands, a quarter of the interval apart.
pub(crate) fn round_levels(spot: f64, [low, high]: [f64; 2]) -> Vec<f64> {
    let wanted = (high - low) / 4.0;
    let step = STEPS.into_iter().find(|step| *step >= wanted).unwrap_or(STEPS[STEPS.len() - 1]);
    let middle = (spot / step).round();
    let cents = |rate: f64| (100.0 * rate).round() / 100.0;
    let around = (-(OFFERED / 2)..=OFFERED / 2).map(|place| cents((middle + f64::from(place)) * step));
    around.filter(|rate| *rate > 0.0).collect()
}

/// The rates that the reader keeps, if he does.
#[hook]
pub(crate) fn use_levels() -> (Option<Vec<f64>>, Callback<Option<Vec<f64>>>) {
    let levels = use_state_eq(|| browser::remembered_levels().and_then(|text| read(&text)));
    let setter = levels.setter();
    let choose = use_callback((), move |chosen: Option<Vec<f64>>, ()| {
        let kept = chosen.iter().flatten().map(|rate| plain(*rate)).collect::<Vec<_>>();
        browser::keep_levels(&kept.join(" "));
        setter.set(chosen);
    });
    ((*levels).clone(), choose)
}

/// Reads rates with spaces or semicolons between.
fn read(text: &str) -> Option<Vec<f64>> {
    let rates = text.split([' ', ';']).filter(|rate| !rate.is_empty());
    let rates: Vec<f64> = rates.map(|rate| rate_field::read(rate, false)).collect::<Option<_>>()?;
    (!rates.is_empty() && rates.len() <= MOST).then_some(rates)
}

/// What the matrix shows.
pub(crate) struct Matrix<'a> {
    /// The rates.
    pub(crate) levels: Vec<f64>,
    /// The forecast's rows.
    pub(crate) base: &'a [MatrixRow],
    /// The scenario's rows.
    pub(crate) scenario: Option<&'a [MatrixRow]>,
    /// The horizon that is looked at.
    pub(crate) chosen: u16,
    /// The reader asks about other rates, or about the round ones.
    pub(crate) onlevels: Callback<Option<Vec<f64>>>,
}

/// The matrix. With a scenario each cell has the scenario's probability first, and the forecast's behind it.
pub(crate) fn matrix(props: &Matrix<'_>, locale: &Locale) -> Html {
    let words = locale.words.forecast;
    let heads = props.levels.iter().map(|rate| html! { <th scope="col">{ level(*rate, locale) }</th> });
    let rows = props.base.iter().enumerate().map(|(place, row)| {
        let scenario = props.scenario.and_then(|rows| rows.get(place));
        matrix_row(row, scenario, row.horizon == props.chosen, locale)
    });
    html! {
        <div class="matrix">
            <h2>{ words.matrix }</h2>
            <div class="scroll" tabindex="0" role="group" aria-label={words.matrix}>
                <table>
                    <thead><tr><th scope="col">{ locale.words.shell.horizon }</th>{ for heads }</tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            <Levels levels={props.levels.clone()} onlevels={props.onlevels.clone()} />
        </div>
    }
}

/// A rate that was asked about: round ones without decimals.
fn level(rate: f64, locale: &Locale) -> String {
    if rate.fract() == 0.0 { locale.format.number(rate, 0) } else { locale.format.end(rate) }
}

fn matrix_row(base: &MatrixRow, scenario: Option<&MatrixRow>, chosen: bool, locale: &Locale) -> Html {
    let cells = base.above.iter().enumerate().map(|(place, own)| {
        let supposed = scenario.and_then(|row| row.above.get(place));
        let is_even = supposed.is_none();
        let base = shown(own, locale);
        html! {
            <td>
                if let Some(supposed) = supposed { <span class="scenario-text">{ shown(supposed, locale) }</span>{ " " } }
                if is_even { { base } } else { <span class="quiet">{ "(" }{ base }{ ")" }</span> }
            </td>
        }
    });
    let title = locale.format.day(base.day);
    html! {
        <tr class={classes!(chosen.then_some("chosen"))} data-horizon={base.horizon.to_string()}>
            <th scope="row" {title}>{ locale.horizon(base.horizon.into()) }</th>{ for cells }
        </tr>
    }
}

/// A probability in whole percent.
pub(crate) fn shown(own: &Likelihood, locale: &Locale) -> String {
    locale.format.share(own.share)
}

#[derive(Properties, PartialEq)]
struct LevelsProps {
    levels: Vec<f64>,
    onlevels: Callback<Option<Vec<f64>>>,
}

/// Where the reader writes the rates that he asks about.
#[function_component]
fn Levels(props: &LevelsProps) -> Html {
    let locale = use_locale();
    let wrong = use_state_eq(|| false);
    let (words, setter, onlevels) = (locale.words.forecast, wrong.setter(), props.onlevels.clone());
    let onchange = move |event: Event| {
        let text = typed(&event);
        let levels = read(&text);
        setter.set(levels.is_none() && !text.trim().is_empty());
        if levels.is_some() || text.trim().is_empty() {
            onlevels.emit(levels);
        }
    };
    let value = props.levels.iter().map(|rate| level(*rate, &locale)).collect::<Vec<_>>().join(" ");
    let remark = fill(words.levels_unreadable, &[("most", &MOST.to_string())]);
    html! {
        <details class="levels">
            <summary>{ words.levels_open }</summary>
            <label for="levels">{ words.levels }</label>
            <input id="levels" type="text" inputmode="decimal" autocomplete="off" {value}
                aria-invalid={wrong.to_string()} aria-describedby={wrong.then_some("levels-remark")} {onchange} />
            if *wrong { <p class="remark" role="alert" id="levels-remark">{ remark }</p> }
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_rates_stand_about_the_spot() {
        assert_eq!(round_levels(18.44, [17.22, 20.32]), [16.0, 17.0, 18.0, 19.0, 20.0]);
        assert_eq!(round_levels(18.44, [18.30, 18.60]), [18.2, 18.3, 18.4, 18.5, 18.6]);
        assert_eq!(round_levels(0.2, [0.1, 0.3]), [0.1, 0.15, 0.2, 0.25, 0.3]);
    }

    #[test]
    fn rates_are_read_with_spaces_or_semicolons_between() {
        assert_eq!(read("18.5 19;20.25"), Some(vec![18.5, 19.0, 20.25]));
        for text in ["", "18.5 x", "0", "1 2 3 4 5 6 7 8 9"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
