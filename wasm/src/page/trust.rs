//! Whether it can be believed: how good the forecasts have been, and whether what they are made of has changed.

mod alarms;
mod card;
mod coverage;
mod drift;
mod fall;
mod judged;
mod rolling;
mod shift;
mod skill;
mod spread;
mod verdict;
mod wilson;

use crate::api;
use crate::load::use_load;
use crate::part::{PageProps, once_loaded, use_ready};
use crate::reader::{Reader, use_reader};
use paridad_wire::{Drift, Scores};
use yew::prelude::*;

/// The page.
#[function_component]
pub(crate) fn Trust(props: &PageProps) -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let language = reader.locale.language;
    let asked = reader.address().which.query('?');
    let path = format!("/api/v1/scores{asked}");
    let scores =
        use_load::<Scores, _>(Some(reader.key()), move || async move { api::get(&path, language).await });
    let path = format!("/api/v1/drift{asked}");
    let drift =
        use_load::<Drift, _>(Some(reader.key()), move || async move { api::get(&path, language).await });
    use_ready(&props.onready, scores.load.ready().is_some() && drift.load.ready().is_some());
    let locale = &reader.locale;
    html! {
        <div class="trust" id="trust-page">
            { once_loaded(&scores, locale, |scores| judged(scores, &reader)) }
            { once_loaded(&drift, locale, |drift| html! {
                <>
                    { alarms::card(drift, locale) }
                    { drift::card(drift, locale) }
                </>
            }) }
        </div>
    }
}

/// What the scores say.
fn judged(scores: &Scores, reader: &Reader) -> Html {
    let locale = &reader.locale;
    let rows = judged::whole(scores);
    let chosen = judged::nearest(&rows, reader.address().horizon.days());
    html! {
        <>
            <section class="card" id="verdict-card" aria-labelledby="trust-title">
                <h1 id="trust-title">{ locale.words.shell.trust }</h1>
                <p class="sentence" id="verdict">{ verdict::verdict(&rows, chosen, locale) }</p>
            </section>
            if let Some(row) = chosen.and_then(|place| rows.get(place)) {
                <>
                    { coverage::card(&rows, chosen, locale) }
                    { skill::card(scores, &rows, chosen, locale) }
                    { fall::card(row, locale) }
                    { scores.rolling.as_ref().map(|own| rolling::card(own, locale)).unwrap_or_default() }
                </>
            }
        </>
    }
}
