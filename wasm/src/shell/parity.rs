//! Whether browser and server compute the same bits, shown for the forecast that is looked at.

mod compare;

use crate::api;
use crate::format::Format;
use crate::load::use_load;
use crate::locale::Locale;
use crate::part::{row, table};
use crate::reader::{use_reader, use_scene};
use crate::words::fill;
use compare::{Comparison, Difference, Says, What, compare};
use paridad_exchange::engine::{Scene, Speaker};
use paridad_wire::Forecast;
use yew::prelude::*;

/// The comparison of browser and server.
#[function_component]
pub(super) fn Parity() -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let scene = use_scene(&reader, Vec::new(), false);
    let (horizon, language) = (reader.address().horizon, reader.locale.language);
    let which = reader.address().which.clone();
    let key = scene.is_some().then(|| format!("{} {}", reader.key(), horizon.days()));
    let served = use_load(key, move || async move { api::forecast(horizon, &which, language).await });
    let (Some(scene), Some(speaker), Some(served)) = (&scene, reader.speaker.ready(), served.load.ready())
    else {
        return Html::default();
    };
    shown(served, speaker, scene, &reader.locale)
}

/// The result, or nothing yet while one of the answers is still that of the horizon or version before.
fn shown(served: &Forecast, speaker: &Speaker, scene: &Scene, locale: &Locale) -> Html {
    let same = served.maturity.horizon == scene.horizon && served.provenance.snapshot == speaker.snapshot;
    if !same {
        return Html::default();
    }
    let comparison = compare(&scene.base, &speaker.snapshot, served);
    let (words, equal) = (locale.words.shell, comparison.differences.is_empty());
    let (class, said) =
        if equal { ("badge", words.parity_equal) } else { ("badge bad", words.parity_differs) };
    let hash: String = served.provenance.snapshot.chars().take(12).collect();
    let count = locale.format.whole(comparison.numbers);
    html! {
        <details id="parity" data-equal={equal.to_string()} data-horizon={served.maturity.horizon.to_string()}>
            <summary><span {class}>{ said }</span></summary>
            <p>{ words.parity_lead }{ " " }{ fill(words.parity_detail, &[("count", &count), ("hash", &hash)]) }</p>
            if !equal { { differences(&comparison, locale) } }
        </details>
    }
}

fn differences(comparison: &Comparison, locale: &Locale) -> Html {
    let words = locale.words.shell;
    let row = |difference: &Difference| {
        row(name(difference.what, locale), vec![says(&difference.here), says(&difference.there)])
    };
    let heads = [words.parity_what, words.parity_here, words.parity_there];
    table(words.parity_differs, &heads, comparison.differences.iter().map(row).collect())
}

fn name(what: What, locale: &Locale) -> String {
    let words = locale.words.shell;
    match what {
        What::Hash => words.parity_hash.to_owned(),
        What::Spot => words.parity_spot.to_owned(),
        What::Point => words.parity_point.to_owned(),
        What::LogMove => words.parity_log_move.to_owned(),
        What::Quantile(level) => fill(words.parity_quantile, &[("level", &Format::exact(level))]),
    }
}

fn says(says: &Says) -> String {
    match says {
        Says::Hash(hash) => hash.clone(),
        Says::Number(number) => Format::exact(*number),
        Says::Nothing => "—".to_owned(),
    }
}
