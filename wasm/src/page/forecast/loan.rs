//! What a loan in dollars may cost in pesos when it is due, and how likely a covenant is to be touched before.

use crate::api;
use crate::digits::{fixed, plain};
use crate::load::{Load, use_load};
use crate::part::{RateField, failed, help, row, table};
use crate::reader::use_reader;
use crate::shared::Shared;
use crate::words::fill;
use paridad_exchange::engine::{Scene, Sight};
use yew::prelude::*;

/// A loan that a reader begins with, in dollars.
const USUAL: f64 = 1_000_000.0;

/// How many of a hundred outcomes cost no more.
const SHARES: [(f64, &str); 3] = [(0.5, "50"), (0.8, "80"), (0.95, "95")];

/// What is read from.
#[derive(Properties, PartialEq)]
pub(super) struct LoanProps {
    /// Forecast and scenario.
    pub(super) scene: Shared<Scene>,
}

/// The loan.
#[function_component]
pub(super) fn Loan(props: &LoanProps) -> Html {
    let amount = use_state_eq(|| USUAL);
    let covenant = use_state_eq(|| None::<f64>);
    let Some(reader) = use_reader() else { return Html::default() };
    let scene = &props.scene;
    let (locale, words) = (&reader.locale, reader.locale.words.forecast);
    // A covenant that a reader begins with: a tenth above the rate.
    let rate = covenant.unwrap_or_else(|| (110.0 * scene.base.spot).round() / 100.0);
    let (language, horizon) = (locale.language, scene.horizon);
    let which = reader.address().which.query('&');
    let path = format!("/api/v1/forecast?horizon={horizon}&touch={}{which}", plain(rate));
    let touch = use_load(Some(format!("{} {path}", reader.key())), move || async move {
        api::get::<paridad_wire::Forecast>(&path, language).await
    });
    let choose = |state: &UseStateHandle<f64>| {
        let setter = state.setter();
        Callback::from(move |value: f64| setter.set(value))
    };
    let oncovenant = {
        let setter = covenant.setter();
        Callback::from(move |value: f64| setter.set(Some(value)))
    };
    let touched = match &touch.load {
        Load::Ready(answer) => {
            answer.touch.map(|touch| locale.format.share(touch.probability)).unwrap_or_default()
        }
        Load::Waiting => "…".to_owned(),
        Load::Failed(_) => "—".to_owned(),
    };
    html! {
        <section class="card" id="loan" aria-labelledby="loan-title">
            <h2 id="loan-title">{ words.loan }{ help(words.loan, words.loan_help, locale) }</h2>
            <p class="readout-line">
                <label for="amount">{ words.amount }</label>
                <RateField id="amount" value={locale.format.number(*amount, 0)} onchoose={choose(&amount)} />
            </p>
            { costs(scene, *amount, &reader) }
            <p class="readout-line">
                <label for="covenant">{ words.covenant }</label>
                <RateField id="covenant" value={fixed(rate, 2)} onchoose={oncovenant} />
                <output id="touch" class="strong">{ touched }</output>
            </p>
            if let Load::Failed(failure) = &touch.load { { failed(failure, &touch.retry, locale) } }
            if scene.scenario.is_some() { <p class="quiet">{ words.touch_note }</p> }
        </section>
    }
}

/// What it costs: with the scenario's numbers first, where there is one.
fn costs(scene: &Scene, amount: f64, reader: &crate::reader::Reader) -> Html {
    let (words, format) = (reader.locale.words.forecast, &reader.locale.format);
    let sights: Vec<&Sight> = scene.scenario.iter().chain([&scene.base]).collect();
    let cost = |rate: f64| format.money(amount * rate);
    let quantile = |sight: &Sight, share: f64| {
        let found = sight.quantiles.iter().find(|own| (own.level - share).abs() < 1e-9);
        found.map(|own| cost(own.rate)).unwrap_or_default()
    };
    let mut rows: Vec<Html> = SHARES
        .iter()
        .map(|(share, name)| {
            let cells = sights.iter().map(|sight| quantile(sight, *share)).collect();
            row(fill(words.no_more, &[("share", name)]), cells)
        })
        .collect();
    rows.push(row(words.worst, sights.iter().map(|sight| cost(sight.shortfall[1])).collect()));
    let today = sights.iter().map(|sight| cost(sight.spot)).collect();
    rows.insert(0, row(words.at_spot, today));
    let own = scene.scenario.iter().map(|_| reader.locale.words.chart.scenario);
    let heads: Vec<&str> = std::iter::once(words.outcomes).chain(own).chain([words.pesos]).collect();
    table(words.loan, &heads, rows)
}
