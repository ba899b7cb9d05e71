//! What an older engine said: the record that was kept of it, where today's engine must not speak in its name.

use crate::api;
use crate::load::use_load;
use crate::part::{once_loaded, row, table};
use crate::reader::use_reader;
use crate::words::fill;
use yew::prelude::*;

/// The record, if there is one.
#[function_component]
pub(super) fn Kept() -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let (locale, address) = (&reader.locale, reader.address());
    let (language, horizon, which) = (locale.language, address.horizon, address.which.clone());
    let key = format!("{} {}", reader.key(), horizon.days());
    let kept = use_load(Some(key), move || async move { api::forecast(horizon, &which, language).await });
    once_loaded(&kept, locale, |kept| {
        let words = locale.words.forecast;
        let (version, revision) =
            (kept.provenance.version.to_string(), kept.provenance.engine_revision.to_string());
        let rows = kept
            .quantiles
            .iter()
            .map(|own| row(locale.format.percent(own.level), vec![locale.format.end(own.rate)]));
        html! {
            <section class="card" id="kept" aria-labelledby="kept-title">
                <h1 id="kept-title">{ fill(words.kept, &[("version", &version)]) }</h1>
                <p>{ fill(words.kept_note, &[("revision", &revision), ("day", &locale.format.day_long(kept.maturity.day))]) }</p>
                { table(words.kept_table, &[words.kept_level, locale.words.shell.rate], rows.collect()) }
            </section>
        }
    })
}
