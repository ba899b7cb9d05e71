//! Whether browser and server compute the same bits, shown for the forecast of the chosen horizon.

mod compare;

use super::notice::once_loaded;
use super::table::{row, table};
use crate::api;
use crate::format::Format;
use crate::load::use_load;
use crate::locale::{Locale, use_locale};
use crate::shared::Shared;
use crate::text::fill;
use compare::{Comparison, Difference, Says, What, compare};
use paridad_engine::data::digest::Digest;
use paridad_engine::forecast::model::Model;
use paridad_engine::time::horizon::Horizon;
use paridad_wire::Forecast;
use yew::prelude::*;

/// What is compared.
#[derive(Properties, PartialEq)]
pub(crate) struct ParityProps {
    /// Who speaks.
    pub(crate) spoken: Shared<(Digest, Model)>,
    /// How far ahead.
    pub(crate) horizon: Horizon,
    /// Grows when another version speaks.
    pub(crate) epoch: u32,
}

/// The comparison of browser and server.
#[function_component]
pub(crate) fn Parity(props: &ParityProps) -> Html {
    let locale = use_locale();
    let text = locale.text;
    let language = locale.language;
    let horizon = props.horizon;
    let key = format!("{} {}", props.epoch, horizon.days());
    let served = use_load(key, move || api::forecast(horizon, language));
    html! {
        <section class="card" aria-labelledby="parity-title">
            <h2 id="parity-title">{ text.parity }</h2>
            <p class="lead">{ text.parity_lead }</p>
            { once_loaded(&served, &locale, |served| shown(served, &props.spoken, props.horizon, &locale)) }
        </section>
    }
}

/// The result, or nothing yet while the server's answer is still that of the horizon before.
fn shown(served: &Forecast, spoken: &(Digest, Model), horizon: Horizon, locale: &Locale) -> Html {
    if usize::from(served.maturity.horizon) != horizon.days() {
        return html! { <p role="status">{ locale.text.loading }</p> };
    }
    let (digest, model) = spoken;
    let comparison = compare(&model.outlook(horizon), digest, served);
    result(&comparison, served, locale)
}

fn result(comparison: &Comparison, served: &Forecast, locale: &Locale) -> Html {
    let Locale { text, format, .. } = locale;
    let equal = comparison.differences.is_empty();
    let (class, words) =
        if equal { ("badge good", text.parity_equal) } else { ("badge bad", text.parity_differs) };
    let hash: String = served.provenance.snapshot.chars().take(12).collect();
    let detail = [("count", format.whole(comparison.numbers)), ("hash", hash)];
    let detail = detail.each_ref().map(|(name, value)| (*name, value.as_str()));
    html! {
        <div id="parity" data-equal={equal.to_string()} data-horizon={served.maturity.horizon.to_string()} role="status">
            <p><span {class}>{ words }</span>{ " " }<span class="quiet">{ fill(text.parity_detail, &detail) }</span></p>
            if !equal { { differences(&comparison.differences, locale) } }
        </div>
    }
}

fn differences(differences: &[Difference], locale: &Locale) -> Html {
    let text = locale.text;
    let row = |difference: &Difference| {
        row(name(difference.what, locale), vec![says(&difference.here), says(&difference.there)])
    };
    let heads = [text.parity_what, text.parity_here, text.parity_there];
    table(text.parity_differs, &heads, differences.iter().map(row).collect())
}

fn says(says: &Says) -> String {
    match says {
        Says::Hash(hash) => hash.clone(),
        Says::Number(number) => Format::exact(*number),
        Says::Nothing => "—".to_owned(),
    }
}

fn name(what: What, locale: &Locale) -> String {
    let Locale { text, format, .. } = locale;
    match what {
        What::Hash => text.parity_hash.to_owned(),
        What::Spot => text.parity_spot.to_owned(),
        What::Point => text.point.to_owned(),
        What::LogMove => text.log_move.to_owned(),
        What::Quantile(level) => fill(text.parity_quantile, &[("level", &format.number(level, 3))]),
    }
}
